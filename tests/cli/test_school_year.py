"""A school opens a year: what the last one left undone goes on, each with its reference, and nothing is written over."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from pdcli.model.documents import SchoolPlan
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import Pd, write

LAST = {
    "school.yaml": "kind: school\nlang: en\nname: Mysal\nschool_year: 2025-2026  # ours\ngoals: [{id: s1, goal: Talk}]\n",
    "school/2025-2026/plan.yaml": (
        "kind: school-plan\nschool_year: 2025-2026\n"
        "needs:\n- {id: n1, text: Questions}\n- {id: n2, text: Recording}\n- {id: n3, text: Reading}\n"
        "lines:\n- {id: a1, action: Seminar, need: n1, done: 2025-10-01}\n- {id: a2, action: Pairs, need: n2}\n"
        "- {id: a3, action: Contest, need: n1, dropped: 2025-11-01}\n- {action: Club}\n"
    ),
    "school/2025-2026/cycle.yaml": (
        "kind: school-cycle\nschool_year: 2025-2026\n"
        "decisions:\n- {id: k1, text: One hour}\n- {id: k2, text: A room, done: 2026-01-10}\n"
        "corrections:\n- {id: c1, text: Slower}\n"
    ),
    "school/groups/math.yaml": (
        "kind: group\ntype: association\nmeetings:\n- {id: t1, date: 2025-10-10}\n- {id: t2, date: 2024-10-10}\n"
        "decisions:\n- {id: k1, text: Collect, because: [t1]}\n- {id: k2, text: Visit, because: [t1], done: 2025-12-01}\n"
        "- {id: k3, text: Old, because: [t2]}\n"
    ),
}
LEFT = [
    ("2025-2026/a2", "Pairs"),
    ("2025-2026/plan", "Club"),
    ("groups/math/k1", "Collect"),
    ("2025-2026/c1", "Slower"),
    ("2025-2026/k1", "One hour"),
    ("2025-2026/n2", "Recording"),
    ("2025-2026/n3", "Reading"),
]


def carried(root: Path, year: str) -> list[tuple[str | None, str | None]]:
    """What the plan of a year carries over."""
    plan = load_portfolio(root).by_ref[f"school/{year}/plan"].model
    assert isinstance(plan, SchoolPlan)
    return [(row.from_, row.text) for row in plan.carried_over]


def test_what_is_undone_goes_on(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, LAST)
    run = pd("new-cycle", "--school", "--year", "2026-2027", cwd=tmp_path)
    assert run.code == 0, run.err
    assert carried(tmp_path, "2026-2027") == LEFT
    made = {path.name for path in (tmp_path / "school/2026-2027").iterdir()}
    assert made == {"plan.yaml", "events.yaml", "visits.yaml", "cycle.yaml"}
    assert "school_year: 2025-2026" in run.err and "2026-2027" in run.err
    lint = pd("lint", "--format", "concise", "school/2026-2027", cwd=tmp_path)
    assert lint.out == "", "every reference leads somewhere"
    write(tmp_path, {"school/2026-2027/plan.yaml": plan_text(tmp_path).replace("status: draft", "status: final")})
    assert pd("lint", "--select", "PD840", "--format", "concise", cwd=tmp_path).out == ""


def plan_text(root: Path) -> str:
    return (root / "school/2026-2027/plan.yaml").read_text(encoding="utf-8")


def test_an_empty_year_loses_nothing(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, LAST)
    assert pd("new-cycle", "--school", "--year", "2026-2027", cwd=tmp_path).code == 0
    assert pd("new-cycle", "--school", "--year", "2027-2028", cwd=tmp_path).code == 0
    assert carried(tmp_path, "2027-2028") == LEFT


def test_what_is_private_stays_where_it_is(tmp_path: Path, pd: Pd) -> None:
    private = {name: f"private: true\n{text}" for name, text in LAST.items() if name.startswith("school/")}
    write(tmp_path, {**LAST, **private})
    assert pd("new-cycle", "--school", "--year", "2026-2027", cwd=tmp_path).code == 0
    assert carried(tmp_path, "2026-2027") == []


def test_a_year_is_opened_once(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, LAST)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    run = pd("new-cycle", "--school", "--year", "2025-2026", cwd=tmp_path)
    assert run.code == 2 and "school/2025-2026/plan.yaml" in run.err and "--year 2026-2027" in run.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before


def test_documents_of_the_year_stay(tmp_path: Path, pd: Pd) -> None:
    kept = {
        "school/2026-2027/events.yaml": "kind: events\nschool_year: 2026-2027\n",
        "school/2026-2027-cycle.yaml": "kind: school-cycle\nschool_year: 2026-2027\n",
    }
    write(tmp_path, {**LAST, **kept})
    assert pd("new-cycle", "--school", "--year", "2026-2027", cwd=tmp_path).code == 0
    assert all((tmp_path / name).read_text(encoding="utf-8") == text for name, text in kept.items())
    assert not (tmp_path / "school/2026-2027/cycle.yaml").exists()


def test_the_year_of_the_school_is_changed_when_it_is_asked_for(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, LAST)
    run = pd("new-cycle", "--school", "--year", "2026-2027", "--set-year", "--dry-run", cwd=tmp_path)
    assert run.code == 0 and (tmp_path / "school.yaml").read_text(encoding="utf-8") == LAST["school.yaml"]
    assert pd("new-cycle", "--school", "--year", "2026-2027", "--set-year", cwd=tmp_path).code == 0
    text = (tmp_path / "school.yaml").read_text(encoding="utf-8")
    assert text == LAST["school.yaml"].replace("2025-2026", "2026-2027")


@pytest.mark.parametrize("name", ["school/2025-2026/plan.yaml", "school/groups/math.yaml"])
def test_nothing_is_opened_over_what_cannot_be_read(tmp_path: Path, pd: Pd, name: str) -> None:
    write(tmp_path, {**LAST, name: "<<<<<<< HEAD\nkind: group\n=======\n>>>>>>> phone\n"})
    run = pd("new-cycle", "--school", "--year", "2026-2027", cwd=tmp_path)
    assert run.code == 2 and name in run.err
    assert not (tmp_path / "school/2026-2027").exists()


def test_a_decision_that_is_a_text_is_not_lost(tmp_path: Path, pd: Pd) -> None:
    cycle = "kind: school-cycle\nschool_year: 2025-2026\ndecisions: Meet on Mondays\n"
    write(tmp_path, {"school.yaml": LAST["school.yaml"], "school/2025-2026-cycle.yaml": cycle})
    assert pd("new-cycle", "--school", "--year", "2026-2027", cwd=tmp_path).code == 0
    assert carried(tmp_path, "2026-2027") == [("2025-2026-cycle", "Meet on Mondays")]


@pytest.mark.parametrize(
    "line",
    [("--school", "--start", "2026-09-01"), ("--school", "--unfinished"), ("--year", "2026-2027"), ("--set-year",), ()],
)
def test_lines_that_mean_two_things_are_refused(tmp_path: Path, pd: Pd, line: tuple[str, ...]) -> None:
    write(tmp_path, LAST)
    run = pd("new-cycle", *line, cwd=tmp_path)
    assert run.code == 2 and "--school" in run.err
    assert not (tmp_path / "school/2026-2027").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_school_has_a_year(tmp_path: Path, pd: Pd, lang: str) -> None:
    assert pd("init", "--school", "--name", "Мысал", "--lang", lang, cwd=tmp_path).code == 0
    year = school_year(date.today())
    assert f"\nschool_year: {year}\n" in (tmp_path / "school.yaml").read_text(encoding="utf-8")
    assert {item.kind for item in load_portfolio(tmp_path).documents} == {
        "school", "school-plan", "events", "visits", "school-cycle",
    }  # fmt: skip
    run = pd("new-cycle", "--school", cwd=tmp_path)
    assert run.code == 2 and f"school/{year}/plan.yaml" in run.err


def test_a_year_before_does_not_begin(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nlang: en\nschool_year: 2026-2027\n"})
    assert "when this year begins" not in pd("new-cycle", "--school", "--year", "2025-2026", cwd=tmp_path).err
    assert "when this year begins" in pd("new-cycle", "--school", "--year", "2027-2028", cwd=tmp_path).err
