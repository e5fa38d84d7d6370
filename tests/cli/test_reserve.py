"""The village school's own form, taken over by another school: a register of future teachers."""

import shutil
from pathlib import Path

import pytest

from pdcli.i18n import LANGS, Lang
from tests.helpers import EXAMPLES, Pd, write

FORM = EXAMPLES / "school-village" / "templates" / "reserve"
PLACE = "school/2026-2027/reserve.yaml"
ROW = "{id: u1, grade: 8, since: 2025-2026, stage: trial, roles: [support], tutor: b, consent: true}"
TEXT = "kind: reserve\nschool_year: 2026-2027\ngroup: groups/team\npupils: [%s]\nroute: {trial: {number: 1, events: [groups/team/t1]}}\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    shutil.copytree(FORM, tmp_path / "templates" / "reserve")
    return write(tmp_path, {
        "school.yaml": "kind: school\nformat: 1\nname: Mysal\nlang: en\nschool_year: 2026-2027\ngoals: [{id: s1, goal: G}]\n",
        "school/groups/team.yaml": "kind: group\ntitle: Team\ntype: reserve\nmembers: [{member: b}]\nmeetings: [{id: t1, date: 2026-10-01}]\n",
        "teachers/b/portfolio.yaml": "kind: portfolio\nname: B\n",
    })  # fmt: skip


def test_another_school_may_take_the_form_over(school: Path, pd: Pd) -> None:
    assert pd("new", "reserve", "--date", "2026-11-01", cwd=school).code == 0
    assert "kind: reserve" in (school / PLACE).read_text(encoding="utf-8")
    write(school, {PLACE: TEXT % ROW})
    run = pd("lint", PLACE, cwd=school)
    assert run.code == 0, run.out


def test_without_the_form_the_example_that_has_it_is_named(school: Path, pd: Pd) -> None:
    shutil.rmtree(school / "templates")
    run = pd("new", "reserve", cwd=school, lang="en")
    assert run.code == 2
    assert "There is no kind `reserve`." in run.err
    assert "`pd demo --school village`" in run.err and "templates/reserve" in run.err
    assert pd("demo", "--school", "village", "--out", "shown", cwd=school).code == 0
    shutil.copytree(school / "shown" / "templates" / "reserve", school / "templates" / "reserve")
    assert pd("new", "reserve", "--date", "2026-11-01", cwd=school).code == 0


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("grade: 8", "grade: 12", "PD105"),
        ("tutor: b", "tutor: nobody", "PD821"),
        ("stage: trial", "stage: later", "PD104"),
        ("groups/team/t1", "groups/team/t9", "PD826"),
        ("id: u1", "id: x1", "PD107"),
    ],
)
def test_a_mistake_in_the_register_is_named(right: str, wrong: str, rule: str, school: Path, pd: Pd) -> None:
    write(school, {PLACE: (TEXT % ROW).replace(right, wrong)})
    assert rule in pd("lint", PLACE, cwd=school).out


@pytest.mark.parametrize("lang", LANGS)
def test_the_register_of_the_village_has_a_page(lang: Lang, pd: Pd) -> None:
    run = pd(
        "render",
        "school/2025-2026/reserve.yaml",
        "--to",
        "md",
        "--out",
        "-",
        cwd=EXAMPLES / "school-village",
        lang=lang,
    )
    rows = [line for line in run.out.splitlines() if line.startswith("| u")]
    assert (run.code, len(rows)) == (0, 16)
    assert not any(
        line.startswith("| u") for line in run.out.splitlines() if "Ақжарова" not in line and "Ошақбаев" not in line
    )
