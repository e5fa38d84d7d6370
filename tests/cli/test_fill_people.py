"""In a school a person is named by number, folder, name or post; what is written is the folder, or the post as typed."""

from pathlib import Path
from typing import Any

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import Pd, write

GROUP = "school/groups/math.yaml"
FILES = {
    "school.yaml": "kind: school\nformat: 1\nlang: en\nname: Mysal\nstaff: [{id: psy, name: Zere M.}]\n",
    GROUP: "kind: group\ntype: site\nmeetings: [{id: t1, date: 2026-10-05}]\ndecisions: [{id: k1, text: Collect}]\n",
    "school/2026-2027/plan.yaml": "kind: school-plan\nschool_year: 2026-2027\nlines: [{id: a1, action: Club}]\n",
    "teachers/asel/portfolio.yaml": "kind: portfolio\nname: Asel Ulgi\n",
    "teachers/bolat/portfolio.yaml": "kind: portfolio\nname: Bolat Mysal\nprivate: true\n",
}


def row(root: Path, ref: str, table: str) -> Any:
    return load_portfolio(root).by_ref[ref].data[table][0]


@pytest.mark.parametrize(
    ("typed", "present"),
    [
        ("1, 3", ["asel", "psy"]),
        ("asel,bolat", ["asel", "bolat"]),
        ("ASEL ULGI; Zere M.", ["asel", "psy"]),
        ("asel, senior mentor, asel", ["asel", "senior mentor"]),
    ],
)
def test_several_people(tmp_path: Path, pd: Pd, typed: str, present: list[str]) -> None:
    write(tmp_path, FILES)
    run = pd("fill", GROUP, "t1", cwd=tmp_path, stdin=f"\n\n{typed}\n")
    assert run.code == 0 and "asel – Asel Ulgi" in run.err
    assert "Bolat Mysal" not in run.err, "a private profile gives no name"
    assert row(tmp_path, "school/groups/math", "meetings")["present"] == present


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("2", "bolat"),
        ("Asel Ulgi", "asel"),
        ("Ulgi A.", "asel"),
        ("Asel", "asel"),
        ("deputy, for now", "deputy, for now"),
    ],
)
def test_one_person(tmp_path: Path, pd: Pd, typed: str, owner: str) -> None:
    write(tmp_path, FILES)
    assert pd("fill", GROUP, "k1", cwd=tmp_path, stdin=f"\n\n{typed}\n").code == 0
    assert row(tmp_path, "school/groups/math", "decisions")["owner"] == owner


def test_a_number_that_is_not_in_the_list(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FILES)
    run = pd("fill", GROUP, "k1", cwd=tmp_path, stdin="\n\n4\n\n")
    assert "`4`" in run.err and "owner" not in row(tmp_path, "school/groups/math", "decisions")


def test_categories_come_before_people(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FILES)
    assert (
        pd("fill", "school/2026-2027/plan.yaml", "a1", cwd=tmp_path, stdin="\n\n\n\n2, 6, Teacher-expert\n").code == 0
    )
    assert row(tmp_path, "school/2026-2027/plan", "lines")["for"] == ["moderator", "asel", "expert"]


def test_an_action_is_for_a_category_or_a_person_and_for_nothing_else(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FILES)
    run = pd("fill", "school/2026-2027/plan.yaml", "a1", cwd=tmp_path, stdin="\n\n\n\nexperts and others\n\n")
    assert "neither a category nor a person" in run.err
    assert "for" not in row(tmp_path, "school/2026-2027/plan", "lines")
