"""Sheets that show the document before beside this one: the balance wheel of a self-analysis."""

from pathlib import Path

import pytest

from tests.helpers import Pd, write

PLACE = "cycles/2026-2027-1/lessons"
WHEEL = """kind: self-analysis
date: {day}
wheel:
  goal_and_result: {{score: {score}}}
  motivation: {{score: 6, name: {name}}}
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\nname: A Teacher\nlang: en\n",
        f"{PLACE}/a.yaml": WHEEL.format(day="2026-10-01", score=3, name="Pace"),
        f"{PLACE}/b.yaml": WHEEL.format(day="2026-11-01", score=5, name="Pace"),
        f"{PLACE}/c.yaml": WHEEL.format(day="2026-12-01", score=8, name="Pace"),
        f"{PLACE}/blank.yaml": "kind: self-analysis\ndate: 2026-11-20\n",
    })  # fmt: skip


def cells(portfolio: Path, pd: Pd, name: str, row: str) -> list[str]:
    page = pd("render", f"{PLACE}/{name}.yaml", "--to", "md", "--out", "-", cwd=portfolio, lang="en").out
    (line,) = [line for line in page.splitlines() if line.startswith("|") and row in line]
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def test_the_wheel_shows_the_scores_of_the_one_before(portfolio: Path, pd: Pd) -> None:
    page = pd("render", f"{PLACE}/c.yaml", "--to", "md", "--out", "-", cwd=portfolio, lang="en").out
    assert "01.11.2026" in page and "01.10.2026" not in page and "20.11.2026" not in page
    assert cells(portfolio, pd, "c", "Goal and result")[3:] == ["8", "–", "5"]
    assert cells(portfolio, pd, "a", "Goal and result")[3:] == ["3", "–"]


def test_a_sector_with_another_name_is_not_compared(portfolio: Path, pd: Pd) -> None:
    assert cells(portfolio, pd, "c", "Pace")[-1] == "6"
    write(portfolio, {f"{PLACE}/b.yaml": WHEEL.format(day="2026-11-01", score=5, name="Voices")})
    assert cells(portfolio, pd, "c", "Pace")[-1] == "–"


def test_a_private_document_stands_beside_a_private_one_only(portfolio: Path, pd: Pd) -> None:
    write(portfolio, {f"{PLACE}/b.yaml": "private: true\n" + WHEEL.format(day="2026-11-01", score=5, name="Pace")})
    assert cells(portfolio, pd, "c", "Goal and result")[-1] == "3"
    write(portfolio, {f"{PLACE}/c.yaml": "private: true\n" + WHEEL.format(day="2026-12-01", score=8, name="Pace")})
    assert cells(portfolio, pd, "c", "Goal and result")[-1] == "5"
