"""What a cycle leaves to do goes on into the next one, and on from there for as long as nobody takes it up."""

import re
from pathlib import Path

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import Pd, write

FIRST = {
    "portfolio.yaml": "kind: portfolio\nlang: en\n",
    "cycles/2025-2026-1/cycle.yaml": "kind: cycle\nperiod: {start: 2025-09-01, end: 2025-12-31}\n",
    "cycles/2025-2026-1/4-design.yaml": "kind: design\nstatus: final\ngoals:\n- {id: g1, goal: Read}\n- {id: g2, goal: Write}\n",
    "cycles/2025-2026-1/5-approbation.yaml": (
        "kind: approbation\nstatus: final\nresults:\n- {goal: g1, reached: yes}\n- {goal: g2, reached: partly}\n"
        "corrections:\n- {id: c1, text: Slower}\n"
    ),
}


def open_next(pd: Pd, root: Path, start: str, end: str) -> list[tuple[str | None, str | None]]:
    """What the cycle that is opened carries over."""
    before = {folder.name for folder in load_portfolio(root).cycles}
    run = pd("new-cycle", "--unfinished", "--start", start, "--end", end, cwd=root)
    assert run.code == 0, run.err
    new = next(folder for folder in load_portfolio(root).cycles if folder.name not in before)
    assert new.cycle is not None
    return [(row.from_, row.text) for row in new.cycle.carried_over]


def test_through_empty_cycles_everything_keeps_its_origin(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FIRST)
    left = [("2025-2026-1/c1", "Slower"), ("2025-2026-1/g2", "Write")]
    assert open_next(pd, tmp_path, "2026-01-10", "2026-05-25") == left
    assert open_next(pd, tmp_path, "2026-09-01", "2026-12-31") == left, "the second stayed empty"
    assert open_next(pd, tmp_path, "2027-01-10", "2027-05-25") == left, "and the third"
    run = pd("lint", "--select", "PD207,PD208,PD209,PD215", "--format", "concise", cwd=tmp_path)
    assert run.out == ""


@pytest.mark.parametrize(("steps", "goals"), [(("no", "yes"), []), (("yes", "no"), [("2025-2026-1/g2", "Write")])])
def test_of_several_results_of_a_goal_the_last_one_counts(
    tmp_path: Path, pd: Pd, steps: tuple[str, str], goals: list[tuple[str, str]]
) -> None:
    rows = "".join(f"- {{goal: g2, reached: {step}}}\n" for step in steps)
    approbation = "cycles/2025-2026-1/5-approbation.yaml"
    write(tmp_path, {**FIRST, approbation: FIRST[approbation].replace("- {goal: g2, reached: partly}\n", rows)})
    assert open_next(pd, tmp_path, "2026-01-10", "2026-05-25") == [("2025-2026-1/c1", "Slower"), *goals]
    run = pd("lint", "--select", "PD207,PD215,PD312", "--format", "concise", cwd=tmp_path)
    assert run.out == ""


CARD = """---
kind: year-reflection
date: {day}
---
## One small improvement I will introduce from September (stated concretely)

Every Wednesday begins
with a talk in pairs.
"""


def notes_of_cards(root: Path, cycle: str) -> list[str]:
    """The stage documents of a cycle in which an improvement stands as a note."""
    files = sorted((root / "cycles" / cycle).glob("*"))
    return [path.name for path in files if "with a talk in pairs" in path.read_text(encoding="utf-8")]


def test_the_improvement_of_the_year_card_stands_in_the_next_cycle(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {
        **FIRST, "reflections/card.md": CARD.format(day="2026-05-20"),
        "reflections/old.md": CARD.format(day="2025-05-20").replace("Wednesday", "Monday"),
    })  # fmt: skip
    open_next(pd, tmp_path, "2026-01-10", "2026-05-25")
    assert notes_of_cards(tmp_path, "2025-2026-2") == [], "the year of the card has not ended"
    open_next(pd, tmp_path, "2026-09-01", "2026-12-31")
    assert notes_of_cards(tmp_path, "2026-2027-1") == ["1-action.md", "3-reflection.md"]
    text = (tmp_path / "cycles/2026-2027-1/1-action.md").read_text(encoding="utf-8")
    assert "reflections/card – Every Wednesday begins with a talk in pairs." in text and "Monday" not in text
    open_next(pd, tmp_path, "2027-01-10", "2027-05-25")
    assert notes_of_cards(tmp_path, "2026-2027-2") == [], "it was told once"
    run = pd("lint", "--select", "syntax", "--format", "concise", cwd=tmp_path)
    assert "PD00" not in run.out


def test_a_private_card_tells_a_cycle_nothing(tmp_path: Path, pd: Pd) -> None:
    card = CARD.format(day="2026-05-20").replace("kind:", "private: true\nkind:")
    write(tmp_path, {**FIRST, "reflections/card.md": card})
    open_next(pd, tmp_path, "2026-09-01", "2026-12-31")
    assert notes_of_cards(tmp_path, "2026-2027-1") == []


def take_up(root: Path, cycle: str, areas: str, goals: str = "", corrections: str = "") -> None:
    """Answer the stages of a cycle that was opened empty."""
    for name, table, rows in (("3-reflection.md", "growth_areas", areas), ("4-design.yaml", "goals", goals),
                              ("5-approbation.md", "corrections", corrections)):  # fmt: skip
        file = root / "cycles" / cycle / name
        text, count = re.subn(rf"(?m)^{table}: *$", f"{table}: {rows}", file.read_text(encoding="utf-8"))
        assert count == 1
        file.write_text(text, encoding="utf-8")


def test_what_became_a_goal_is_not_carried_twice(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FIRST)
    open_next(pd, tmp_path, "2026-01-10", "2026-05-25")
    take_up(
        tmp_path,
        "2025-2026-2",
        "[{id: r1, title: T, from: [2025-2026-1/c1]}]",
        "[{id: g1, goal: Slow down, from: [r1]}]",
    )
    found = open_next(pd, tmp_path, "2026-09-01", "2026-12-31")
    assert found == [("2025-2026-2/g1", "Slow down"), ("2025-2026-1/g2", "Write")]


def test_a_growth_area_without_a_goal_has_not_taken_it_up(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FIRST)
    open_next(pd, tmp_path, "2026-01-10", "2026-05-25")
    take_up(tmp_path, "2025-2026-2", "[{id: r1, title: T, from: [2025-2026-1/c1]}]")
    assert ("2025-2026-1/c1", "Slower") in open_next(pd, tmp_path, "2026-09-01", "2026-12-31")


def test_what_is_repeated_in_the_same_words_is_not_carried_twice(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FIRST)
    open_next(pd, tmp_path, "2026-01-10", "2026-05-25")
    take_up(tmp_path, "2025-2026-2", "[]", "[{id: g1, goal: Write}]", "[{id: c1, text: slower}]")
    found = open_next(pd, tmp_path, "2026-09-01", "2026-12-31")
    assert found == [("2025-2026-2/c1", "slower"), ("2025-2026-2/g1", "Write")]


def test_only_a_growth_area_names_it(tmp_path: Path, pd: Pd) -> None:
    second = {
        "cycles/2025-2026-2/cycle.yaml": "kind: cycle\nprevious: 2025-2026-1\nperiod: {start: 2026-01-10, end: 2026-05-25}\n",
        "cycles/2025-2026-2/3-reflection.yaml": "kind: reflection\ngrowth_areas: [{id: r1, from: [2025-2026-1/g2]}]\n",
    }
    write(tmp_path, {**FIRST, **second})
    assert open_next(pd, tmp_path, "2026-09-01", "2026-12-31") == [("2025-2026-1/g2", "Write")]


@pytest.mark.parametrize("unfinished", [(), ("--unfinished",)])
@pytest.mark.parametrize("slip", ["name", "conflict", "encoding"])
def test_no_cycle_follows_one_that_cannot_be_read(
    tmp_path: Path, pd: Pd, slip: str, unfinished: tuple[str, ...]
) -> None:
    write(tmp_path, FIRST)
    stage = tmp_path / "cycles/2025-2026-1/5-approbation.yaml"
    if slip == "name":
        stage.rename(stage.with_name("5-approbation.yaml.txt"))
    elif slip == "conflict":
        stage.write_text(f"<<<<<<< HEAD\n{stage.read_text()}=======\n>>>>>>> phone\n")
    else:
        stage.write_bytes(stage.read_text().encode("utf-16"))
    run = pd("new-cycle", *unfinished, "--start", "2026-01-10", "--end", "2026-05-25", cwd=tmp_path)
    assert run.code == 2 and "2025-2026-1/5-approbation.yaml" in run.err and "--unfinished" not in run.err
    assert [folder.name for folder in load_portfolio(tmp_path).cycles] == ["2025-2026-1"]


@pytest.mark.parametrize(
    ("day", "cycle"),
    [("2026-10-14", "2026-2027-1"), ("2027-02-03", "2026-2027-2"), ("2027-01-05", "2026-2027-2"), ("2028-01-01", "2026-2027-2")],
)  # fmt: skip
def test_a_document_goes_to_the_cycle_of_its_day(day: str, cycle: str, tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\nname: Әсел\n"})
    for start, end in (("2026-09-01", "2026-12-26"), ("2027-01-10", "2027-05-25")):
        assert pd("new-cycle", "--start", start, "--end", end, "--unfinished", cwd=tmp_path).code == 0
    assert pd("new", "lesson-analysis", "Алмұрт", "--date", day, cwd=tmp_path).code == 0
    assert (tmp_path / f"cycles/{cycle}/lessons/{day}-almurt.md").exists()
