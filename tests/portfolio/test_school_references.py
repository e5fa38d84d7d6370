"""A reference leads to one document or row of a school, from the school and from a portfolio, in every spelling of it."""

from pathlib import Path

import pytest

from pdcli.documents.document import Document
from pdcli.portfolio import school_references
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school_references import SchoolReferences
from tests.helpers import write

FORM = """\
kind: {kind}
source: Own
title: {kind}
help: Own.
format: yaml
place: "{place}"
facts: [{{key: school_year, type: text, label: Year, help: Year., example: 2026-2027}}]
fields:
- key: {table}
  type: table
  label: Rows
  help: Rows.
  columns:
  - {{key: id, type: id, prefix: {letter}, label: ID, help: An id., example: {letter}1}}
  - {{key: text, type: text, label: Text, help: A text., example: A}}
"""
FORMS = {
    "own-plan": ("school/{year}/plan", "lines", "a"),
    "own-cycle": ("school/{year}/cycle", "decisions", "k"),
    "own-note": ("school/{year}/notes/{slug}", "conclusions", "d"),
    "own-group": ("school/groups/{slug}", "decisions", "k"),
}
GOALS = "goals: [{id: s1, goal: Оқу}]\nmentors: [{id: m1, novice: aigerim, mentor: math/bolat}]\n"


def rows(kind: str, table: str, *ids: str, more: str = "") -> str:
    return f"kind: {kind}\n{more}{table}:\n" + "".join(f"- {{id: {name}, text: {name} text}}\n" for name in ids)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    forms = {
        f"templates/{kind}/form.yaml": FORM.format(kind=kind, place=place, table=table, letter=letter)
        for kind, (place, table, letter) in FORMS.items()
    }
    return write(tmp_path, {
        **forms,
        "school.yaml": "kind: school\nschool_year: 2026-2027\n" + GOALS,
        "school/2026-2027/plan.yaml": rows("own-plan", "lines", "a1", "a2"),
        "school/2025-2026/plan.yaml": rows("own-plan", "lines", "a1"),
        "school/2025-2026-cycle.yaml": rows("own-cycle", "decisions", "k1", more="school_year: 2025-2026\n"),
        "school/2026-2027/notes/1.yaml": rows("own-note", "conclusions", "d1", "d2"),
        "school/2026-2027/notes/жарты-жыл.yaml": rows("own-note", "conclusions", "d1", "d3"),
        "school/groups/math.yaml": rows("own-group", "decisions", "k1"),
        "research/x/lesson-study.yaml": "kind: lesson-study\n",
        "teachers/aigerim/portfolio.yaml": "kind: portfolio\n",
        "teachers/aigerim/evidence.yaml": "kind: evidence\nitems: [{id: e1, title: A}]\n",
        "teachers/aigerim/cycles/2026-2027-1/cycle.yaml": "kind: cycle\n",
        "teachers/aigerim/cycles/2026-2027-1/4-design.yaml": "kind: design\ngoals: [{id: g1, goal: A}]\n",
        "teachers/math/bolat/portfolio.yaml": "kind: portfolio\n",
    })  # fmt: skip


def place(school: Path, reference: str, ref: str = "", year: str | None = None) -> str | None:
    """Where a reference of a document of the school leads: ref, table and number of the row."""
    own = read_portfolio(school)
    target = SchoolReferences(own).target(reference, own.by_ref[ref] if ref else None, year)
    if target is None:
        return None
    top = target.portfolio.root.relative_to(school.resolve()).as_posix()
    row = f"#{target.row[0]}{target.row[1]}" if target.row else ""
    return f"{'' if top == '.' else top + ':'}{target.document.ref}{row}"


@pytest.mark.parametrize(
    ("ref", "reference", "found"),
    [
        ("school/2026-2027/plan", "a2", "school/2026-2027/plan#lines1"),
        ("school/2025-2026/plan", "a2", None),
        ("school/2026-2027/plan", "s1", "school#goals0"),
        ("school/groups/math", "m1", "school#mentors0"),
        ("school/groups/math", "k1", "school/groups/math#decisions0"),
        ("school/2026-2027/notes/1", "a1", "school/2026-2027/plan#lines0"),
        ("school/groups/math", "a1", None),
        ("school", "a1", "school/2026-2027/plan#lines0"),
        ("school/2025-2026/plan", "k1", "school/2025-2026-cycle#decisions0"),
        ("school/2026-2027/plan", "d1", None),
        ("school/2026-2027/plan", "d2", "school/2026-2027/notes/1#conclusions1"),
        ("school/2026-2027/notes/жарты-жыл", "d1", "school/2026-2027/notes/жарты-жыл#conclusions0"),
        ("school/groups/math", "2025-2026/a1", "school/2025-2026/plan#lines0"),
        ("school/groups/math", "2025-2026/k1", "school/2025-2026-cycle#decisions0"),
        ("school/groups/math", "2025-2026/a2", None),
        ("school/groups/math", "2026-2027/notes/1", "school/2026-2027/notes/1"),
        ("school/groups/math", "2026-2027/notes/1/d2", "school/2026-2027/notes/1#conclusions1"),
        ("school/groups/math", "2026-2027/notes/1/d3", None),
        ("school/groups/math", "2026-2027/plan", "school/2026-2027/plan"),
        ("school", "groups/math/k1", "school/groups/math#decisions0"),
        ("school", "school/groups/math/k1", "school/groups/math#decisions0"),
        ("school", "groups/chess", None),
        ("school", "research/x/lesson-study", "research/x/lesson-study"),
        ("school", "aigerim/2026-2027-1/g1", "teachers/aigerim:cycles/2026-2027-1/4-design#goals0"),
        ("school", "aigerim/2026-2027-1", "teachers/aigerim:cycles/2026-2027-1/cycle"),
        ("school", "aigerim/2026-2027-1/4-design", "teachers/aigerim:cycles/2026-2027-1/4-design"),
        ("school", "aigerim/cycles/2026-2027-1/4-design/g1", "teachers/aigerim:cycles/2026-2027-1/4-design#goals0"),
        ("school", "aigerim/e1", "teachers/aigerim:evidence#items0"),
        ("school", "math/bolat/portfolio", "teachers/math/bolat:portfolio"),
        ("school", "aigerim/2025-2026-1/g1", None),
        ("school", "dana/2026-2027-1/g1", None),
        ("school", "", None),
    ],
)
def test_each_spelling_of_a_place(school: Path, ref: str, reference: str, found: str | None) -> None:
    assert place(school, reference, ref) == found
    assert place(school, f"school:{reference}", ref) == found


def test_a_portfolio_means_the_year_of_its_cycle(school: Path) -> None:
    assert place(school, "school:a1", year="2025-2026") == "school/2025-2026/plan#lines0"
    assert place(school, "school:a1") is None
    assert place(school, "school:s1") == "school#goals0"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Groups/Math/K1", "groups/math/k1"),
        ("groups\\math", "groups/math"),
        ("groups/math.yaml", "groups/math"),
        ("2026-2027/а2", "2026-2027/a2"),
        ("school:S1", "school:s1"),
        ("aigerim/2026-2027-1/G1", "aigerim/2026-2027-1/g1"),
        ("groups/math/k1", "groups/math/k1"),
    ],
)
def test_the_right_spelling_is_told(school: Path, typed: str, meant: str) -> None:
    target = SchoolReferences(read_portfolio(school)).target(typed)
    assert target and target.reference == meant


def test_a_row_has_its_answers(school: Path) -> None:
    references = SchoolReferences(read_portfolio(school))
    row, whole = references.target("2026-2027/notes/1/d2"), references.target("2025-2026/k1")
    assert row and row.data["text"] == "d2 text"
    assert whole and whole.data == {"id": "k1", "text": "k1 text"}


def test_a_portfolio_is_read_once_and_only_for_a_reference_into_it(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = read_portfolio(school)
    read: list[str] = []

    def reader(root: Path, _trust: object) -> object:
        read.append(root.name)
        return read_portfolio(root)

    monkeypatch.setattr(school_references, "read_portfolio", reader)
    references = SchoolReferences(own)
    for reference in ("2026-2027/a1", "groups/math", "groups/chess", "zhan/2026-2027-1/g1"):
        references.target(reference)
    assert read == []
    assert references.target("aigerim/2026-2027-1/g1") and references.target("aigerim/e1")
    assert read == ["aigerim"]


@pytest.mark.parametrize(
    ("broken", "reference", "in_doubt"),
    [
        ("school/2026-2027/plan.yaml", "2026-2027/a9", True),
        ("school/2026-2027/plan.yaml", "2025-2026/a9", False),
        ("school/2026-2027/plan.yaml", "groups/chess", False),
        ("school/groups/math.yaml", "groups/math/k9", True),
        ("school/groups/math.yaml", "2026-2027/a9", False),
        ("teachers/aigerim/cycles/2026-2027-1/4-design.yaml", "aigerim/2026-2027-1/g9", True),
        ("teachers/aigerim/cycles/2026-2027-1/4-design.yaml", "math/bolat/g9", False),
    ],
)
def test_what_cannot_be_read_may_have_it(school: Path, broken: str, reference: str, in_doubt: bool) -> None:
    before = SchoolReferences(read_portfolio(school))
    assert not before.target(reference) and not before.is_in_doubt(reference)
    write(school, {broken: (school / broken).read_text("utf-8") + "broken: [\n"})
    references = SchoolReferences(read_portfolio(school))
    assert not references.target(reference)
    assert references.is_in_doubt(reference) == in_doubt


def test_suggestions_have_the_shortest_spelling_and_nothing_private(school: Path) -> None:
    write(school, {"school/groups/secret.yaml": rows("own-group", "decisions", "k1", more="private: true\n")})
    own = read_portfolio(school)
    references = SchoolReferences(own)
    plan: Document = own.by_ref["school/2026-2027/plan"]
    names = list(references.names(plan))
    assert {"a1", "a2", "s1", "m1", "2025-2026/a1", "2025-2026/k1", "groups/math", "2026-2027/notes/1/d2"} <= set(names)
    assert len(names) == len(set(names)) and not any("secret" in name for name in names)
    assert list(references.names(plan, table="goals")) == ["s1"]
    for name in names:
        target = references.target(name, plan)
        assert target and target.reference == name
    assert references.ids_at("2026-2027/notes/1/d9") == ["d1", "d2"]
    assert references.ids_at("groups/secret/k9") == []


def test_portfolios_in_turn_keep_their_rows_apart(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, goals in (("arman", "[{id: g1, goal: Оқу}]"), ("bota", "[]")):
        write(school / "teachers" / name, {
            "portfolio.yaml": "kind: portfolio\n",
            "cycles/2026-2027-1/cycle.yaml": "kind: cycle\n",
            "cycles/2026-2027-1/4-design.yaml": f"kind: design\ngoals: {goals}\n",
        })  # fmt: skip
    # As when a document has the place in memory of one that was given up.
    monkeypatch.setattr(school_references, "id", lambda document: document.ref, raising=False)
    references = SchoolReferences(read_portfolio(school))
    found = [bool(references.target(f"{name}/2026-2027-1/g1")) for name in ("arman", "bota", "arman")]
    assert found == [True, False, True]


@pytest.mark.parametrize("other", ["school/2026-2027/a/plan.yaml", "school/plan.yaml"])
def test_of_two_plans_the_one_in_its_usual_place_comes_first(school: Path, other: str) -> None:
    write(school, {other: rows("own-plan", "lines", "a2", "a7", more="school_year: 2026-2027\n")})
    references = SchoolReferences(read_portfolio(school))
    target = references.target("2026-2027/a2")
    assert target and target.document.ref == "school/2026-2027/plan"
    path = other.removeprefix("school/").removesuffix(".yaml")
    ((row, earlier),) = references.repeated_ids()
    assert (row.reference, earlier.reference) == (f"{path}/a2", "2026-2027/a2")
    by_path = references.target(row.reference)
    assert by_path and (by_path.document, by_path.row) == (row.document, row.row)
