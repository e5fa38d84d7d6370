"""Family 2xx: limits, hints, and what depends on several files at once. Cases stand beside the rules."""

import re
import shutil
from pathlib import Path

import pytest

from pdcli.config import Options
from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import change
from tests.lint.helpers import APPROBATION, C1, C2, found

LESSON = C1 + "lessons/2025-09-24-bolshekterdi-qosu.md"
CARRIED = """\
carried_over:
  - from: 2025-2026-1/c1
    text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
"""
SECOND = """\
  - from: 2025-2026-1/c2
    text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
"""
GOAL_ROW = "  - from: 2025-2026-1/g2\n    text: Оқушылар балын критериймен түсіндіреді"
AREA = C2 + "3-reflection.md"


def _only_cycles(root: Path) -> None:
    for folder in root.iterdir():
        if folder.is_dir() and folder.name != "cycles":
            shutil.rmtree(folder)


def test_the_limit_of_idle_days(good: Path) -> None:
    _only_cycles(good)
    first = ("PD211", LESSON, "2025-09-24")
    assert first not in found(good, Options(idle_days=23))
    assert first in found(good, Options(idle_days=22))


def test_a_diary_shows_that_the_work_goes_on(good: Path) -> None:
    change(good, C1 + "cycle.yaml", ("start: 2025-09-01", "start: 2025-03-01"))
    _only_cycles(good)
    (good / "diary.md").write_text("---\nkind: growth-diary\ndate: 2025-05-10\n---\n", encoding="utf-8")
    assert found(good) == []


def test_a_growth_area_takes_up_what_it_continues(good: Path) -> None:
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND + GOAL_ROW, "carried_over:\n" + SECOND))
    assert found(good) == []
    change(good, AREA, ("2025-2026-1/c1, ", ""))
    assert found(good) == [("PD215", C2 + "cycle.yaml", "carried_over:")], "the goal is taken up, its correction is not"


@pytest.mark.parametrize("name", ["2025-2026-1/c9", "2024-2025-1/g1", "2025-2026-2/c1"])
def test_a_growth_area_continues_only_what_is_there_and_earlier(good: Path, name: str) -> None:
    change(good, AREA, ("2025-2026-1/c2", name))
    assert ("PD209", AREA, f"{name}]") in found(good)
    (told,) = (item for item in lint(load_portfolio(good)) if item.code == "PD209")
    assert told.hint.text("en").count("2025-2026-1/") == 4, "its two goals and two corrections"
    assert "2025-2026-2/" not in told.hint.text("en")


def test_a_growth_area_may_rest_on_earlier_work_alone(good: Path) -> None:
    change(good, AREA, ("from: [f1, 2025-2026-1/c2]", "from: [2025-2026-1/c2]"))
    assert found(good) == []
    change(good, AREA, ("    from: [2025-2026-1/c2]\n", ""))
    (told,) = (item for item in lint(load_portfolio(good)) if item.code == "PD308")
    assert "`f3`, `2025-2026-1/c1`, `2025-2026-1/c2`, `2025-2026-1/g2`" in told.hint.text("en")


def test_a_cycle_that_is_only_planned_may_grow(good: Path) -> None:
    for path in (good / C2).rglob("*.*"):
        if path.is_file() and path.name != "cycle.yaml":
            path.unlink()
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND, CARRIED), ("status: final", "status: draft"))
    assert found(good) == []


def test_the_next_cycle_may_be_made_ahead_of_time(good: Path) -> None:
    change(good, APPROBATION, ("status: final", "status: draft"))
    for path in (good / C2).rglob("*.*"):
        if path.is_file() and path.name != "cycle.yaml":
            path.unlink()
    (good / C2 / "1-action.md").write_text("---\nkind: action\nstatus: draft\n---\n", encoding="utf-8")
    assert found(good) == []


def test_a_reversed_period_is_not_over(good: Path) -> None:
    change(good, C1 + "cycle.yaml", ("end: 2025-12-31", "end: 2025-08-31"))
    change(good, APPROBATION, ("status: final", "status: draft"))
    assert [code for code, _file, _text in found(good)] == ["PD205"]


@pytest.mark.parametrize("source", ["achievement-data", "feedback", "observation", "lesson-self-analysis"])
def test_the_hint_names_other_sources_than_the_only_one(good: Path, source: str) -> None:
    analysis = good / C1 / "2-analysis.md"
    text = re.sub(r"(?m)^    source: .*$", f"    source: {source}", analysis.read_text(encoding="utf-8"))
    analysis.write_text(text, encoding="utf-8")
    (item,) = lint(load_portfolio(good), select=["PD212"])
    only = item.message.text("en").removeprefix("All findings come from one source of data: ").rstrip(".")
    others = item.hint.text("en").partition("for example: ")[2]
    assert others and only not in others
