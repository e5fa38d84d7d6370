"""The rules of the school's cycle: days are those of its documents, and a school that keeps little is asked little."""

from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import write

SCHOOL = "kind: school\nname: Мектеп\nschool_year: 2026-2027\ngoals: [{id: s1, goal: Оқу}]\n"
GROUP = "kind: group\ntype: {type}\n{more}meetings:\n{meetings}"
DECISION = "decisions: [{id: k1, text: A, due: 2026-10-10}]\n"


def meetings(*days: str) -> str:
    return "".join(f"- {{id: t{number}, date: {day}, number: 4}}\n" for number, day in enumerate(days, 1))


def codes(root: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    """(code, file) of what the rules of the cycle find."""
    write(root, {"school.yaml": SCHOOL, **files})
    return [(item.code, item.path.stem) for item in lint(load_portfolio(root), select=["PD84"])]


def group(*days: str, kind: str = "site", more: str = "") -> str:
    return GROUP.format(type=kind, more=more, meetings=meetings(*days))


@pytest.mark.parametrize(
    ("last", "is_overdue"), [("2026-10-10", False), ("2026-10-11", True)], ids=["on the day", "a day later"]
)
def test_a_decision_is_late_by_the_days_of_the_documents(tmp_path: Path, last: str, is_overdue: bool) -> None:
    files = {"school/groups/a.yaml": group(last, more=DECISION)}
    assert codes(tmp_path, files) == ([("PD842", "a")] if is_overdue else [])


def test_a_planned_meeting_makes_nothing_late(tmp_path: Path) -> None:
    planned = group("2026-10-01", more=DECISION) + '- {id: t9, date: 2027-03-01, topic: "Жоспар"}\n'
    assert codes(tmp_path, {"school/groups/a.yaml": planned}) == []


@pytest.mark.parametrize(
    ("file", "text", "is_overdue"),
    [
        ("events", "kind: events\nitems: [{id: v1, date: 2027-05-20, title: A, leads: [a b]}]\n", False),
        ("events", "kind: events\nitems: [{id: v1, date: 2027-05-20, title: A, number: 12}]\n", True),
        ("plan", "kind: school-plan\nagreed: [{teacher: a b, date: 2030-05-20}]\n", False),
        ("plan", "kind: school-plan\nlines: [{id: a1, action: A, end: 2027-05-20}]\n", False),
        ("plan", "kind: school-plan\nlines: [{id: a1, action: A, done: 2027-05-20}]\n", True),
        ("diagnostics/a", "kind: diagnostic\ndate: 2027-05-20\n", False),
        ("diagnostics/a", "kind: diagnostic\ndate: 2027-05-20\nquestions: [{question: A, agree: 30}]\n", True),
    ],
)
def test_only_what_was_held_makes_something_late(tmp_path: Path, file: str, text: str, is_overdue: bool) -> None:
    files = {"school/groups/a.yaml": group("2026-10-01", more=DECISION), f"school/2026-2027/{file}.yaml": text}
    assert ("PD842" in dict(codes(tmp_path, files))) is is_overdue


def test_a_year_far_ahead_makes_nothing_late(tmp_path: Path) -> None:
    done = DECISION.rstrip("]\n") + ", {id: k2, text: B, done: 2036-10-01}]\n"
    assert codes(tmp_path, {"school/groups/a.yaml": group("2026-10-01", more=done)}) == []


@pytest.mark.parametrize(
    ("day", "last", "is_late"),
    [
        ("2026-11-01", "2026-12-30", False),
        ("2026-11-01", "2026-12-31", True),
        ("2027-07-20", "2027-07-31", False),
        ("2027-07-20", "2027-08-01", True),
    ],
)
def test_a_note_waits_for_its_discussion(tmp_path: Path, day: str, last: str, is_late: bool) -> None:
    note = f"---\nkind: analytical-note\nstatus: final\nschool_year: 2026-2027\ndate: {day}\n---\n"
    files = {"school/2026-2027/notes/1.md": note, "school/groups/a.yaml": group(last)}
    assert codes(tmp_path, files) == ([("PD843", "1")] if is_late else [])
    decided = group(last, more="decisions: [{id: k1, text: A, owner: x y, because: [2026-2027/notes/1]}]\n")
    assert codes(tmp_path, {"school/groups/a.yaml": decided}) == []


def test_a_school_without_meetings_is_not_asked_what_they_were_about(tmp_path: Path) -> None:
    note = "---\nkind: analytical-note\nstatus: final\nschool_year: 2025-2026\ndate: 2025-11-01\n---\n"
    other = note.replace("2025-11-01", "2026-11-01").replace("2025-2026", "2026-2027")
    assert codes(tmp_path, {"school/2025-2026/notes/1.md": note, "school/2026-2027/notes/1.md": other}) == []


@pytest.mark.parametrize(
    ("days", "more", "quarters"),
    [
        (["2026-09-01", "2027-05-26"], "", "2 and 3"),
        (["2026-08-28", "2027-06-02"], "", "2 and 3"),
        (["2025-09-05", "2026-11-05", "2027-01-04", "2027-06-20"], "", "1"),
        (["2026-09-01", "2026-11-05", "2027-01-04"], "", ""),
        (["2026-09-05", "2026-12-31", "2027-01-08", "2027-05-25", "2027-05-26"], "", ""),
        (["2026-10-05", "2027-02-01"], "", "2"),
        (["2026-11-20", "2027-04-02"], "", "3"),
        (["2026-09-05", "2027-05-26"], "end: 2026-12-30\n", ""),
        (["2025-09-05", "2026-09-05", "2026-11-20"], "", ""),
        (["2026-09-05"], "", ""),
    ],
)
def test_a_group_meets_in_each_quarter_that_is_over(tmp_path: Path, days: list[str], more: str, quarters: str) -> None:
    write(tmp_path, {"school.yaml": SCHOOL, "school/groups/a.yaml": group(*days, kind="club", more=more)})
    messages = [item.message.text("en") for item in lint(load_portfolio(tmp_path), select=["PD844"])]
    numbers = [text.rpartition(": ")[2].rstrip(".").replace(" and ", ", ") for text in messages]
    assert numbers == ([quarters.replace(" and ", ", ")] if quarters else [])


def test_an_old_text_of_decisions_is_told_as_such(tmp_path: Path) -> None:
    cycle = "kind: school-cycle\nstatus: final\nschool_year: 2025-2026\ndecisions: Бірге оқимыз\n"
    plan = "kind: school-plan\nstatus: final\nschool_year: 2026-2027\napproved: {date: 2026-08-28}\n"
    files = {"school/2025-2026-cycle.yaml": cycle, "school/2026-2027/plan.yaml": plan}
    assert codes(tmp_path, files) == []
    rows = cycle.replace("Бірге оқимыз", "[{id: k1, text: Бірге оқимыз}]")
    assert codes(tmp_path, {"school/2025-2026-cycle.yaml": rows}) == [("PD841", "2025-2026-cycle"), ("PD840", "plan")]


@pytest.mark.parametrize("kind", ["portfolio", "school"])
def test_only_a_school_has_such_a_cycle(tmp_path: Path, kind: str) -> None:
    files = {"school/groups/a.yaml": group("2026-12-01", more=DECISION)}
    if kind == "portfolio":
        write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", **files})
        assert lint(load_portfolio(tmp_path), select=["PD84"]) == []
    else:
        assert codes(tmp_path, files) == [("PD842", "a")]


@pytest.mark.parametrize("name", ["school-mysal", "school-city", "school-private", "school-village"])
def test_a_school_that_works_as_usual_has_no_warning_of_its_cycle(name: str) -> None:
    root = Path(__file__).parents[2] / "examples" / name
    assert [item for item in lint(load_portfolio(root), select=["PD84"]) if item.severity.value != "advice"] == []


def test_a_missing_table_is_named_once(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": SCHOOL, "school/2026-2027/cycle.yaml": "kind: school-cycle\nstatus: final\n"})
    (message,) = [item.message.text("en") for item in lint(load_portfolio(tmp_path), select=["PD109"])]
    labels = message.partition(": ")[2].split("”, “")
    assert len(labels) > 5
    assert len(labels) == len(set(labels))


def test_an_empty_row_of_a_final_document_is_told_once(tmp_path: Path) -> None:
    group = "kind: group\nstatus: final\ntitle: A\ntype: club\nmembers:\n  -\nmeetings: []\n"
    write(tmp_path, {"school.yaml": SCHOOL, "school/groups/a.yaml": group})
    found = [item.code for item in lint(load_portfolio(tmp_path), select=["PD1"]) if item.span.line == 6]
    assert found == ["PD102"]


@pytest.mark.parametrize(("days", "count"), [(("2024-10-01", "2024-11-01"), 1), (("2024-10-01", "2026-11-01"), 1)])
def test_a_wrong_year_of_a_document_is_told_once(tmp_path: Path, days: tuple[str, str], count: int) -> None:
    items = ", ".join(f"{{id: v{number}, date: {day}, title: A}}" for number, day in enumerate(days, 1))
    write(tmp_path, {"school.yaml": SCHOOL, "school/2026-2027/events.yaml": f"kind: events\nitems: [{items}]\n"})
    found = lint(load_portfolio(tmp_path), select=["PD830"])
    assert len(found) == count
    assert ("No day of this document" in found[0].hint.text("en")) is (days[1] < "2025")


def test_a_folder_without_a_portfolio_is_named(tmp_path: Path) -> None:
    write(tmp_path, {
        "school.yaml": f"{SCHOOL}mentors: [{{novice: ali, mentor: x y}}]\n",
        "teachers/ali/cycles/2026-2027-1/cycle.yaml": "kind: cycle\n",
    })  # fmt: skip
    (found,) = lint(load_portfolio(tmp_path), select=["PD821"])
    assert "pd init teachers/ali" in found.hint.text("en")
