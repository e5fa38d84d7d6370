"""Indicators of table 1: each is shown by what stands in the documents of the cycle, or has no trace yet."""

from collections import Counter
from pathlib import Path

import pytest

from pdcli.guideline.tables import table
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.summary.cycles import cycles
from pdcli.summary.indicators import indicator_traces
from tests.helpers import EXAMPLES, run_pd, write

EMPTY = {"portfolio.yaml": "kind: portfolio\nname: Aidana\nlang: en\n"} | {
    f"cycles/1/{name}": text
    for name, text in (
        ("cycle.yaml", "kind: cycle\nperiod: {start: 2025-09-01, end: 2025-12-31}\n"),
        ("1-action.md", "---\nkind: action\n---\n"), ("2-analysis.md", "---\nkind: analysis\n---\n"),
        ("3-reflection.md", "---\nkind: reflection\n---\n"), ("4-design.yaml", "kind: design\n"),
        ("5-approbation.md", "---\nkind: approbation\n---\n"),
    )
}  # fmt: skip
LATER = {"cycles/2/cycle.yaml": "kind: cycle\nperiod: {start: 2026-01-08}\n"}


def traces(root: Path, number: int = 0) -> dict[tuple[str, int], tuple[str, ...]]:
    portfolio = load_portfolio(root)
    return {(item.stage, item.number): item.refs for item in indicator_traces(portfolio, portfolio.cycles[number])}


def register(*rows: str) -> dict[str, str | bytes]:
    lines = "".join(f"- {{id: e{number}, title: A, {row}}}\n" for number, row in enumerate(rows, 1))
    return {"evidence.yaml": f"kind: evidence\nitems:\n{lines}"}


def test_every_indicator_of_the_table_is_there_in_its_order(tmp_path: Path) -> None:
    write(tmp_path, EMPTY)
    counts = Counter(stage for stage, _number in traces(tmp_path))
    assert counts == {row.stage: len(row.cells["indicators"]) for row in table("table-01").rows}
    assert set(traces(tmp_path).values()) == {()}


@pytest.mark.parametrize(
    ("indicator", "files", "refs"),
    [
        (("action", 1), register("kind: lesson-plan, date: 2025-10-01"), ("e1",)),
        (("action", 2), {"observation-sheets/2025-10-01.yaml": "kind: observation-sheet\nstatus: final\ndate: 2025-10-01\n"},
         ("observation-sheets/2025-10-01",)),
        (("action", 3), register("kind: assessment, date: 2025-10-01"), ("e1",)),
        (("action", 4), register("kind: survey, date: 2025-10-01"), ("e1",)),
        (("analysis", 1), {"cycles/1/2-analysis.md": "---\nkind: analysis\n---\n\n## Analysis of what was done\n\nYes.\n"},
         ("cycles/1/2-analysis",)),
        (("analysis", 2), {"cycles/1/2-analysis.md": "---\nkind: analysis\nfindings: [{id: f1, text: A}]\n---\n"}, ("f1",)),
        (("analysis", 3), {"cycles/1/2-analysis.md": "---\nkind: analysis\n---\n\n## Planned goals compared with results\n\nA gap.\n"},
         ("cycles/1/2-analysis",)),
        (("reflection", 1), {"cycles/1/3-reflection.md": "---\nkind: reflection\ngrowth_areas: [{id: r1, title: A}]\n---\n"}, ("r1",)),
        (("design", 1), {"cycles/1/4-design.yaml": "kind: design\nplan: [{action: A}]\n"}, ("cycles/1/4-design",)),
        (("design", 2), {"cycles/1/4-design.yaml":
            "kind: design\ngoals: [{id: g1, goal: A, indicator: A, target: A, due: 2025-12-01}, {id: g2, goal: A}]\n"}, ("g1",)),
        (("design", 3), {"cycles/1/4-design.yaml": "kind: design\ngoals: [{id: g1, goal: A, competence: values}]\n"}, ("g1",)),
        (("approbation", 1), {"cycles/1/5-approbation.md": "---\nkind: approbation\nchanges: [{change: A}]\n---\n"},
         ("cycles/1/5-approbation",)),
        (("approbation", 2), {"cycles/1/5-approbation.md":
            "---\nkind: approbation\nresults: [{goal: g1, measured: A, reached: partly}, {goal: g2, measured: A, reached: no}]\n---\n"},
         ("g1",)),
        (("approbation", 3), {"cycles/1/5-approbation.md": "---\nkind: approbation\ncorrections: [{id: c1, text: A}]\n---\n"},
         ("c1",)),
        (("approbation", 4), LATER, ("2",)),
    ],
)  # fmt: skip
def test_what_shows_an_indicator(
    tmp_path: Path, indicator: tuple[str, int], files: dict[str, str | bytes], refs: tuple[str, ...]
) -> None:
    write(tmp_path, {**EMPTY, **files})
    assert traces(tmp_path)[indicator] == refs


def test_what_is_private_or_of_another_time_shows_nothing(tmp_path: Path) -> None:
    rows = ("kind: lesson-plan, date: 2025-10-01, private: true", "kind: lesson-plan, date: 2026-02-01")
    write(tmp_path, {**EMPTY, **register(*rows)})
    assert traces(tmp_path)["action", 1] == ()
    # What a document of the cycle names belongs to it whatever its day.
    write(tmp_path, {"cycles/1/1-action.md": "---\nkind: action\nattachments: [e1, e2]\n---\n"})
    assert traces(tmp_path)["action", 1] == ("e2",)
    write(tmp_path, {"cycles/1/5-approbation.md": "---\nkind: approbation\nprivate: true\n---\n"})
    assert traces(tmp_path) == {}


def test_nothing_is_said_of_a_stage_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, {**EMPTY, "cycles/1/4-design.yaml": "kind: design\ngoals: [\n"})
    assert {stage for stage, _number in traces(tmp_path)} == {"action", "analysis", "reflection", "approbation"}


def test_status_and_summary_show_them_without_a_sum() -> None:
    place = EXAMPLES / "first-week"
    said = run_pd("status", "--verbose", cwd=place, COLUMNS="200").out
    assert "    – short-term lesson plans: 1-action\n" in said
    assert "    – lesson observation: no trace yet\n" in said
    assert "short-term lesson plans" not in run_pd("status", cwd=place).out
    page = run_pd("summary", "--to", "md", "--out", "-", cwd=place).out
    assert (
        "| Action | short-term lesson plans | 1-action |" in page and "|  | lesson observation | no trace yet |" in page
    )
    assert all(not item.indicators for item in cycles(load_portfolio(place)))


def test_a_school_has_indicators_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nname: Ulgi\n"})
    run = run_pd("status", "--verbose", cwd=tmp_path)
    assert run.code == 2 and "`pd school`" in run.err
