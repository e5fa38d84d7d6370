"""`pd fill FILE PART`: one row, a new row, or one question, and nothing else of the document is asked or changed."""

from pathlib import Path
from typing import Any

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import Pd, write

PLAN = "school/2026-2027/plan.yaml"
TEXT = (
    "# ours\nkind: school-plan\nschool_year: 2026-2027\nlines:\n"
    "  - {id: a1, action: Seminar}\n  # second\n  - id: a3\n    action: Club\n"
)
FILES = {"school.yaml": "kind: school\nformat: 1\nlang: en\nname: Mysal\n", PLAN: TEXT}
COLUMNS = 15
BEFORE_DONE = 11


def fill(pd: Pd, root: Path, part: str, *lines: str) -> Any:
    """The answers of the plan after these lines are typed to the questions of one part."""
    run = pd("fill", PLAN, part, cwd=root, stdin="\n".join(lines) + "\n")
    assert run.code == 0, run.err
    return load_portfolio(root).by_ref["school/2026-2027/plan"].data


@pytest.mark.parametrize("name", ["a3", " А3 ", "A3"])
def test_a_row_by_its_id(tmp_path: Path, pd: Pd, name: str) -> None:
    write(tmp_path, FILES)
    data = fill(pd, tmp_path, name, *[""] * BEFORE_DONE, "2026-11-30")
    assert data["lines"] == [
        {"id": "a1", "action": "Seminar"}, {"id": "a3", "action": "Club", "done": "2026-11-30"},
    ]  # fmt: skip
    assert (tmp_path / PLAN).read_text(encoding="utf-8") == f"{TEXT}    done: 2026-11-30\n"


@pytest.mark.parametrize("name", ["lines", "Actions", "іс-шаралар", "Мероприятия"])
def test_new_rows_of_a_table(tmp_path: Path, pd: Pd, name: str) -> None:
    write(tmp_path, FILES)
    rest = [""] * (COLUMNS - 2)
    data = fill(pd, tmp_path, name, "Visit", "1", *rest, "+", "Contest", "", *rest[:-1], "")
    assert data["lines"][2:] == [
        {"id": "a4", "action": "Visit", "stage": "action"}, {"id": "a5", "action": "Contest"},
    ]  # fmt: skip
    assert (tmp_path / PLAN).read_text(encoding="utf-8").startswith(TEXT)


def test_one_question(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FILES)
    data = fill(pd, tmp_path, "approved", "28.08.2026", "head", "No 1")
    assert data["approved"] == {"date": "2026-08-28", "by": "head", "minutes": "No 1"}
    assert len(data["lines"]) == 2


@pytest.mark.parametrize("name", ["a2", "line", "x" * 90])
def test_a_part_that_is_not_there(tmp_path: Path, pd: Pd, name: str) -> None:
    write(tmp_path, FILES)
    run = pd("fill", PLAN, name, cwd=tmp_path, stdin="Text\n")
    assert run.code == 2 and f"`{name[:40]}`" in run.err and "lines (Actions)" in run.err
    assert (tmp_path / PLAN).read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("option", ["--all", "--final"])
def test_a_part_is_asked_as_a_whole(tmp_path: Path, pd: Pd, option: str) -> None:
    write(tmp_path, FILES)
    run = pd("fill", option, PLAN, "a3", cwd=tmp_path)
    assert run.code == 2 and option in run.err


def test_what_was_not_asked_is_named_in_a_school_only(tmp_path: Path, pd: Pd) -> None:
    group = "school/groups/math.yaml"
    profile = "teachers/a/portfolio.yaml"
    write(
        tmp_path,
        {**FILES, group: "kind: group\nmeetings: [{id: t1, date: 2026-10-05}]\n", profile: "kind: portfolio\n"},
    )
    run = pd("fill", group, cwd=tmp_path, stdin="1\n")
    assert run.code == 0 and "decisions (Decisions)" in run.err and "meetings (" not in run.err
    assert f"`pd fill {group} theme`" in run.err
    assert "may stay empty" not in pd("fill", group, "theme", cwd=tmp_path, stdin="Text\n").err
    assert "may stay empty" not in pd("fill", profile, cwd=tmp_path, stdin="A\n").err
