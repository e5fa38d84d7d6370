"""What a school's documents and portfolios refer to is there: rows, documents, people."""

from pathlib import Path

import pytest

from pdcli.lint import run as runs
from pdcli.lint.engine import lint
from pdcli.lint.fix import fixed_texts, write_fixes
from pdcli.lint.result import LintResult
from pdcli.lint.run import LintOptions, cache_for, run
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.thread.build import trace
from tests.helpers import write

FORM = """\
kind: minutes
source: Own
title: Minutes
help: What was decided.
format: yaml
place: "school/{year}/minutes"
facts:
- {key: chair, type: text, holds: person, required: false, label: Chair, help: Who led it., example: dana}
fields:
- {key: about, type: reference, across: true, many: true, required: false, label: About, help: What., example: [s1]}
- {key: goal, type: reference, across: true, to: goals, required: false, label: Goal, help: A goal., example: s1}
- key: needs
  type: table
  required: false
  label: Needs
  help: Needs.
  columns:
  - {key: id, type: id, prefix: n, label: ID, help: An id., example: n1}
  - {key: text, type: text, label: Text, help: A text., example: A}
- key: lines
  type: table
  required: false
  label: Lines
  help: Lines.
  columns:
  - {key: id, type: id, prefix: a, label: ID, help: An id., example: a1}
  - {key: need, type: reference, to: needs, required: false, label: Need, help: A need., example: n1}
  - {key: helpers, type: list, holds: person, required: false, label: Helpers, help: People., example: [dana]}
"""
MINUTES = "school/2026-2027/minutes.yaml"
CYCLE = "teachers/dana/cycles/2026-2027-1/"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "templates/minutes/form.yaml": FORM,
        "school.yaml": "kind: school\nname: Мектеп\nschool_year: 2026-2027\ngoals: [{id: s1, goal: Оқу}]\n",
        "school/2025-2026/minutes.yaml": "kind: minutes\nneeds: [{id: n1, text: A}]\n",
        "teachers/dana/portfolio.yaml": "kind: portfolio\n",
        CYCLE + "cycle.yaml": "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-25}\n",
        CYCLE + "4-design.yaml": "kind: design\ngoals: [{id: g1, goal: A}]\n",
    }).resolve()  # fmt: skip


def reported(root: Path, *codes: str) -> list[tuple[str, str]]:
    """(text at the place to the end of its line, hint) of what the rules report."""
    return [
        (item.path.read_text("utf-8").split("\n")[item.span.line - 1][item.span.column - 1 :], item.hint.text("en"))
        for item in lint(load_portfolio(root), select=codes or ["PD826"])
    ]


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        ("about: [s1, s9]", "s9]", "Rows that are there: `s1`."),
        ("about: [2025-2026/n1, 2025-2026/n2]", "2025-2026/n2]", "Did you mean `2025-2026/n1`?"),
        ("about: [2025-2026/minutes/n4]", "2025-2026/minutes/n4]", "Rows that are there: `n1`."),
        ("about: [2025-2026/minute]", "2025-2026/minute]", "Did you mean `2025-2026/minutes`?"),
        ("about: [dana/2026-2027-1/g1, dana/2026-2027-1/g2]", "dana/2026-2027-1/g2]", ""),
        ("about: [n1]", "n1]", "Did you mean `2025-2026/n1`?"),
        ("about: [zhan/2026-2027-1/g1]", "zhan/2026-2027-1/g1]", ""),
        ("goal: s2", "s2", "Rows that are there: `s1`."),
        ("goal: 2025-2026/n1", "2025-2026/n1", "Rows that are there: `s1`."),
        ("goal: 2025-2026/minutes", "2025-2026/minutes", "Rows that are there: `s1`."),
        ("needs: [{id: n1}]\nlines: [{id: a1, need: n2}]", "n2}]", ""),
        ("needs: [{id: n1}]\nlines: [{id: a1, need: s1}]", "s1}]", "Rows that are there: `n1`."),
        ("lines: [{id: a1, need: n1}]", "n1}]", "“"),
    ],
)
def test_a_reference_of_the_school_that_leads_nowhere_or_elsewhere(
    school: Path, line: str, place: str, hint: str
) -> None:
    write(school, {MINUTES: f"kind: minutes\n{line}\n"})
    ((text, told_hint),) = reported(school)
    assert text == place
    assert told_hint.startswith(hint)


@pytest.mark.parametrize(
    ("file", "text", "place", "hint"),
    [
        (
            "plan",
            "kind: school-plan\nlines: [{id: a1, goal: ¦s1}]\n",
            "s1}]",
            "“Goals of the school” (`goals`: School) has no row",
        ),
        ("events", "kind: events\nitems: [{id: v1, line: s1}]\n", "s1}]", "“Actions” (`lines`: "),
    ],
)
def test_a_row_of_a_table_without_rows(tmp_path: Path, file: str, text: str, place: str, hint: str) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nschool_year: 2026-2027\n"})
    write(tmp_path, {f"school/2026-2027/{file}.yaml": text.replace("¦", "")})
    found = reported(tmp_path)
    assert [text for text, _hint in found] == [place]
    assert hint in found[0][1]


@pytest.mark.parametrize(
    "line",
    [
        "about: [s1, school:s1, 2025-2026/n1, 2025-2026/minutes, dana/2026-2027-1/g1]",
        "goal: s1",
        "needs: [{id: n1}]\nlines: [{id: a1, need: n1}]",
        "needs: [{id: n1}, {}]\nlines: [{id: a1, need: n2}]",
        "about: []",
    ],
)
def test_a_reference_that_leads_there_or_may_do(school: Path, line: str) -> None:
    write(school, {MINUTES: f"kind: minutes\n{line}\n"})
    assert reported(school) == []


def test_another_spelling_is_written_as_it_is(school: Path) -> None:
    write(school, {MINUTES: 'kind: minutes\nabout: [S1, "2025-2026\\\\N1", 2025-2026/Minutes.yaml]\n'})
    assert [hint for _text, hint in reported(school)] == [
        "Write `s1`.", "Write `2025-2026/n1`.", "Write `2025-2026/minutes`.",
    ]  # fmt: skip
    write_fixes(fixed_texts(lint(load_portfolio(school), select=["PD826"])))
    assert (school / MINUTES).read_text("utf-8").endswith('about: [s1, "2025-2026/n1", 2025-2026/minutes]\n')
    assert reported(school) == []


REFLECTION = "---\nkind: reflection\nstatus: final\ngrowth_areas: [{{id: r1, title: A, from: [{}]}}]\n---\n"


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("school:s1", []),
        ("school:n1", ["school:n1]}]"]),
        ("school:2025-2026/n1, school:2025-2026/n7", ["school:2025-2026/n7]}]"]),
        ("school:dana/2026-2027-1/g1", []),
    ],
)
def test_a_growth_area_from_the_school_has_a_source(school: Path, source: str, places: list[str]) -> None:
    write(school, {CYCLE + "3-reflection.md": REFLECTION.format(source)})
    root = school / "teachers/dana"
    assert [text for text, _hint in reported(root)] == places
    assert lint(load_portfolio(root), select=["PD308", "PD309", "PD213", "PD209", "PD107"]) == []
    (cycle,) = trace(load_portfolio(root)).cycles
    kinds = {issue.kind for issue in cycle.issues}
    assert not kinds & {"growth-area-without-finding", "growth-area-from-successes", "unknown-carry-over"}


def test_a_finding_may_name_a_document_of_the_school(school: Path) -> None:
    text = (
        "---\nkind: analysis\nfindings: [{id: f1, documents: [school:2025-2026/minutes, school:2025-2026/none]}]\n---\n"
    )
    write(school, {CYCLE + "2-analysis.md": text, "school/2025-2026/minutes.yaml": "kind: minutes\ntitle: Хаттама\n"})
    root = school / "teachers/dana"
    assert [text for text, _hint in reported(root, "PD826", "PD114")] == ["school:2025-2026/none]}]"]
    (cycle,) = trace(load_portfolio(root)).cycles
    documents = [(item.ref, item.title, item.is_known) for item in cycle.findings[0].documents]
    assert documents == [
        ("school:2025-2026/minutes", "Хаттама", True), ("school:2025-2026/none", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("goal", "code"), [("s1", ""), ("school:s1", ""), ("s2", "PD822"), ("school:s2", "PD826")])
def test_a_goal_serves_a_goal_of_the_school(school: Path, goal: str, code: str) -> None:
    write(school, {CYCLE + "4-design.yaml": f"kind: design\ngoals: [{{id: g1, goal: A, school_goal: {goal}}}]\n"})
    diagnostics = lint(load_portfolio(school / "teachers/dana"), select=["PD822", "PD826"])
    assert [item.code for item in diagnostics] == ([code] if code else [])


def test_without_a_school_nothing_is_said_of_it(tmp_path: Path) -> None:
    write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\n",
        "cycles/2026-2027-1/3-reflection.md": REFLECTION.format("school:s1"),
    })  # fmt: skip
    assert reported(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("chair: dana", []),
        ("chair: psiholog", []),
        ("chair: директор орынбасары", []),
        ("chair: Deputy Head", []),
        ("chair: danna", ["danna"]),
        ("lines: [{id: a1, helpers: [dana, psiholog, зауыт басшысы, dane]}]", ["dane]}]"]),
    ],
)
def test_people_are_folders_staff_or_positions(school: Path, line: str, places: list[str]) -> None:
    staff = "staff: [{id: psiholog, name: Ж. Үлгі}, {id: kitaphana, name: lower}]\n"
    write(school, {
        "school.yaml": (school / "school.yaml").read_text("utf-8") + staff, MINUTES: f"kind: minutes\n{line}\n",
    })  # fmt: skip
    assert [text for text, _hint in reported(school, "PD821")] == places


def test_results_are_fresh_when_the_other_side_has_changed(
    school: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PD_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setattr("pdcli.runtime.cache.MTIME_RESOLUTION_NS", -(10**12))
    checked: list[str] = []
    lint_one = runs.lint_one

    def watched(root: Path, *rest: object) -> LintResult:
        checked.append(root.name)
        return lint_one(root, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(runs, "lint_one", watched)
    write(school, {
        CYCLE + "3-reflection.md": REFLECTION.format("school:2025-2026/n1"),
        MINUTES: "kind: minutes\nabout: [dana/2026-2027-1/g1]\n",
        "teachers/zhan/portfolio.yaml": "kind: portfolio\n",
    })  # fmt: skip
    roots = [school, school / "teachers/dana", school / "teachers/zhan"]

    def codes() -> list[str]:
        checked.clear()
        options = LintOptions(select=("PD826",))
        return [item.code for result in run(roots, options, 1, cache_for(options)) for item in result.diagnostics]

    assert codes() == [] and checked == [root.name for root in roots]
    assert codes() == [] and checked == []
    write(school, {CYCLE + "4-design.yaml": "kind: design\ngoals: [{id: g2, goal: A}]\n"})
    assert codes() == ["PD826"] and checked == [school.name, "dana"]
    write(school, {"school/2025-2026/minutes.yaml": "kind: minutes\nneeds: [{id: n2, text: A}]\n"})
    assert codes() == ["PD826"] * 2 and checked == [school.name, "dana"]
