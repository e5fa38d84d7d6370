"""The golden thread as data: every break at its place, open ends in drafts, what private documents hide, many years."""

import re
import sys
from pathlib import Path

import pytest

from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.render.thread_drawing import draw_thread
from pdcli.render.thread_view import document_name
from pdcli.summary.growth import growth_areas
from pdcli.thread.build import Trace, trace
from pdcli.thread.nodes import CycleTrace, ThreadNode
from pdcli.thread.subgraph import Selection, subgraph
from tests.helpers import write

A, B = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
WHOLE = {
    "portfolio.yaml": "kind: portfolio\nformat: 1\nname: Үлгі\nlang: kk\n",
    "evidence.yaml": """\
kind: evidence
items:
  - id: e1
    title: Диагностика
    file: evidence/e1.csv
  - id: e2
    title: Бақылау парағы
    private: true
""",
    A + "cycle.yaml": "kind: cycle\nstatus: final\nperiod:\n  start: 2025-09-01\n  end: 2025-12-31\n",
    A + "2-analysis.yaml": """\
kind: analysis
status: final
findings:
  - id: f1
    kind: difficulty
    text: Сызба жоқ
    evidence: [e1]
  - id: f2
    kind: success
    text: Жұптық тексеру
""",
    A + "3-reflection.yaml": """\
kind: reflection
status: final
growth_areas:
  - id: r1
    title: Модельдеу
    from: [f1]
""",
    A + "4-design.yaml": """\
kind: design
status: final
goals:
  - id: g1
    goal: Сызба құрады
    indicator: Үлесі
    baseline: 30 %
    target: 60 %
    due: 2025-12-12
    from: [r1]
plan:
  - action: Сабаққа қатысу
    goal: g1
""",
    A + "5-approbation.yaml": """\
kind: approbation
status: final
changes:
  - change: Бес минут
    goal: g1
results:
  - goal: g1
    measured: 45 %
    reached: partly
    conclusion: Уақыт аз
    evidence: [e1, e2]
corrections:
  - id: c1
    text: Он минут беру
    goal: g1
attachments: [e2]
""",
    B + "cycle.yaml": """\
kind: cycle
status: final
period:
  start: 2026-01-08
  end: 2026-05-25
previous: 2025-2026-1
carried_over:
  - from: 2025-2026-1/c1
    text: Он минут беру
""",
}
# On the line where it is: `break` or `open`, its kind, its node, and what is named there. `c_2` means c2: in cycle.yaml
# an id speaks, even in a comment.
EXPECTED = re.compile(r"(break|open): ([a-z-]+)(?: ([a-z_-]+[0-9]+))?(?: <(.+?)>)?(?:,|$)")


def traced(tmp_path: Path, *changes: tuple[str, str, str], files: dict[str, str] | None = None) -> Trace:
    """The trace of the whole portfolio after these changes: file, old text, new text."""
    texts = dict(files or WHOLE)
    for name, old, new in changes:
        assert old in texts[name], old
        texts[name] = texts[name].replace(old, new, 1)
    write(tmp_path, texts)  # type: ignore[arg-type]
    return trace(load_portfolio(tmp_path))


def issues(thread: Trace) -> set[tuple[str, int, str, str, str, str]]:
    rows = [
        (issue.place.file, issue.place.line, issue.state, issue.kind, issue.node, ", ".join(issue.names))
        for cycle in thread.cycles
        for issue in cycle.issues
    ]
    assert len(rows) == len(set(rows)), "shown twice"
    return set(rows)


def expected(root: Path) -> set[tuple[str, int, str, str, str, str]]:
    rows = set()
    for path in root.rglob("*.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            for mark, kind, node, named in EXPECTED.findall(line.partition("# ")[2]):
                rows.add((path.relative_to(root).as_posix(), number, mark, kind, node.replace("_", ""), named))
    return rows


def nodes(cycle: CycleTrace) -> dict[str, ThreadNode]:
    return {node.id: node for node in cycle.nodes}


def test_a_whole_thread(tmp_path: Path) -> None:
    thread = traced(tmp_path)
    assert (thread.name, thread.lang) == ("Үлгі", "kk")
    first, second = thread.cycles
    assert issues(thread) == set()
    assert [(node.id, node.comes_from, node.place.line) for node in first.nodes] == [
        ("f1", (), 4), ("f2", (), 8), ("r1", ("f1",), 4), ("g1", ("r1",), 4), ("plan-1", ("g1",), 12),
        ("change-1", ("g1",), 4), ("result-1", ("g1",), 7), ("c1", ("g1",), 13),
    ]  # fmt: skip
    assert (first.next_cycle, second.previous, second.next_cycle) == ("2025-2026-2", "2025-2026-1", None)
    assert first.corrections[0].carried_to == ("2025-2026-2",)
    assert [(node.id, node.comes_from, node.text) for node in second.carried_over] == [
        ("carried-over-1", ("2025-2026-1/c1",), "Он минут беру")
    ]
    assert nodes(first)["g1"].place.file == A + "4-design.yaml"
    assert nodes(first)["g1"].place.ref == A + "4-design"


def test_evidence_at_its_nodes_and_private_evidence_only_counted(tmp_path: Path) -> None:
    first = traced(tmp_path).cycles[0]
    result = first.results[0]
    assert [(item.id, item.title, item.file, item.is_known) for item in result.evidence] == [
        ("e1", "Диагностика", "evidence/e1.csv", True)
    ]
    assert result.private_evidence == 1
    assert [item.id for item in first.findings[0].evidence] == ["e1"]
    approbation = first.stages[-1]
    assert (approbation.stage, approbation.status, approbation.evidence, approbation.private_evidence) == (
        "approbation", "final", (), 1,
    )  # fmt: skip
    assert [stage.status for stage in first.stages] == ["missing", "final", "final", "final", "final"]


def test_of_a_private_register_nothing_is_told(tmp_path: Path) -> None:
    first = traced(tmp_path, ("evidence.yaml", "kind: evidence", "kind: evidence\nprivate: true")).cycles[0]
    assert (first.results[0].evidence, first.results[0].private_evidence) == ((), 2)


BREAKS = [
    ("difficulty without growth area", (A + "2-analysis.yaml", "  - id: f2\n    kind: success",
     "  - id: f2 # break: finding-not-taken-up f2\n    kind: difficulty")),
    ("area without finding", (A + "3-reflection.yaml", "- id: r1\n    title: Модельдеу\n    from: [f1]",
     "- id: r1 # break: growth-area-without-finding r1\n    title: Модельдеу"),
     # The area may be the one that takes it up.
     (A + "2-analysis.yaml", "id: f1", "id: f1 # open: finding-not-taken-up f1")),
    ("area without goal", (A + "3-reflection.yaml", "    from: [f1]\n",
     "    from: [f1]\n  - id: r2 # break: growth-area-without-goal r2\n    title: Бағалау\n    from: [f1]\n")),
    ("area from successes", (A + "3-reflection.yaml", "    from: [f1]", "    from: [f2] # break: growth-area-from-successes r1 <f2>"),
     (A + "2-analysis.yaml", "id: f1", "id: f1 # open: finding-not-taken-up f1")),
    ("goal without area", (A + "4-design.yaml", "- id: g1", "- id: g1 # break: goal-without-growth-area g1"),
     (A + "4-design.yaml", "    from: [r1]\n", ""),
     (A + "3-reflection.yaml", "- id: r1", "- id: r1 # break: growth-area-without-goal r1")),
    ("goal without plan, goal never measured", (A + "4-design.yaml", "plan:\n",
     "  - id: g2 # break: goal-without-plan g2, break: goal-never-measured g2\n    goal: Екінші\n    from: [r1]\nplan:\n")),
    ("rows without a goal", (A + "4-design.yaml", "plan:\n", "plan:\n  - action: Оқу # break: plan-without-goal plan-1\n"),
     (A + "5-approbation.yaml", "changes:\n", "changes:\n  - change: Сынау # break: change-without-goal change-1\n"),
     (A + "5-approbation.yaml", "results:\n",
      "results:\n  - measured: '4' # break: result-without-goal result-1\n    reached: yes\n    evidence: [e1]\n")),
    ("result without evidence", (A + "5-approbation.yaml", "    reached: partly\n", "    reached: partly # break: result-without-evidence result-1\n"),
     (A + "5-approbation.yaml", "    evidence: [e1, e2]\n", "")),
    ("private evidence is evidence", (A + "5-approbation.yaml", "[e1, e2]", "[e2]")),
    ("unmet goal", (A + "5-approbation.yaml", "    reached: partly\n", "    reached: partly # break: unmet-goal-without-correction result-1 <g1>\n"),
     (A + "5-approbation.yaml", "corrections:\n  - id: c1\n    text: Он минут беру\n    goal: g1\n", ""),
     (B + "cycle.yaml", "kind: cycle", "kind: cycle # break: cycle-not-continued <2025-2026-1>"),
     (B + "cycle.yaml", "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", "")),
    ("unmet goal that is carried over", (A + "5-approbation.yaml", "corrections:\n  - id: c1\n    text: Он минут беру\n    goal: g1\n", ""),
     (B + "cycle.yaml", "2025-2026-1/c1", "2025-2026-1/g1")),
    ("unmet goal that the next cycle speaks of", (A + "5-approbation.yaml", "corrections:\n  - id: c1\n    text: Он минут беру\n    goal: g1\n", ""),
     (B + "cycle.yaml", "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", "focus: g1 мақсатынан бас тарттым\n")),
    ("a goal whose last result is reached", (A + "5-approbation.yaml", "corrections:\n  - id: c1\n    text: Он минут беру\n    goal: g1\n",
     "  - goal: g1\n    measured: 62 %\n    reached: yes\n    conclusion: Жетті\n    evidence: [e1]\n"),
     (B + "cycle.yaml", "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", "")),
    ("a goal whose last result is not reached", (A + "5-approbation.yaml", "corrections:\n  - id: c1\n    text: Он минут беру\n    goal: g1\n",
     "  - goal: g1\n    measured: 40 %\n    reached: no # break: unmet-goal-without-correction result-2 <g1>\n    conclusion: Кеміді\n    evidence: [e1]\n"),
     (B + "cycle.yaml", "kind: cycle", "kind: cycle # break: cycle-not-continued <2025-2026-1>"),
     (B + "cycle.yaml", "previous: 2025-2026-1\ncarried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", "previous: 2025-2026-1\n")),
    ("correction not taken up", (A + "5-approbation.yaml", "attachments:", "  - id: c2\n    text: Екі сызба\nattachments:"),
     (B + "cycle.yaml", "carried_over:", "carried_over: # break: correction-not-taken-up c_2")),
    ("correction and its goal not taken up", (A + "5-approbation.yaml", "attachments:", "  - id: c2\n    text: Екі сызба\nattachments:"),
     (B + "cycle.yaml", "2025-2026-1/c1\n    text: Он минут беру", "2025-2026-1/c2\n    text: Екі сызба"),
     (B + "cycle.yaml", "carried_over:", "carried_over: # break: correction-not-taken-up c_1, break: goal-not-taken-up g_1")),
    ("nothing taken up", (B + "cycle.yaml", "kind: cycle", "kind: cycle # break: cycle-not-continued <2025-2026-1>"),
     (A + "5-approbation.yaml", "- id: c1", "- id: c1 # open: correction-not-taken-up c1"),
     (B + "cycle.yaml", "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", "")),
    ("taken up by a cycle that does not say which one it continues",
     (B + "cycle.yaml", "kind: cycle", "kind: cycle # break: cycle-not-continued <2025-2026-1>"),
     (B + "cycle.yaml", "previous: 2025-2026-1\n", "")),
    ("correction that the next cycle speaks of", (A + "5-approbation.yaml", "attachments:", "  - id: c2\n    text: Екі сызба\nattachments:"),
     (B + "cycle.yaml", "previous:", "focus: c2 керек болмады\nprevious:")),
    ("unknown finding", (A + "3-reflection.yaml", "[f1]", "\n      - f1\n      - f9 # break: unknown-finding r1 <f9>")),
    ("unknown growth area", (A + "4-design.yaml", "from: [r1]", "from: [r1, r7] # break: unknown-growth-area g1 <r7>")),
    ("unknown goals", (A + "4-design.yaml", "    goal: g1\n", "    goal: g1\n  - action: Оқу\n    goal: g7 # break: unknown-goal plan-2 <g7>\n"),
     (A + "5-approbation.yaml", "    goal: g1\nresults:", "    goal: g1\n  - change: Сынау\n    goal: g7 # break: unknown-goal change-2 <g7>\nresults:"),
     (A + "5-approbation.yaml", "results:\n", "results:\n  - goal: g8 # break: unknown-goal result-1 <g8>\n    reached: yes\n    evidence: [e1]\n"),
     (A + "5-approbation.yaml", "    goal: g1\nattachments:", "    goal: g9 # break: unknown-goal c1 <g9>\nattachments:"),
     # The correction was the one for g1.
     (A + "5-approbation.yaml", "    reached: partly\n", "    reached: yes\n")),
    ("unknown evidence", (A + "2-analysis.yaml", "[e1]", "[e1, e9] # break: unknown-evidence f1 <e9>"),
     (A + "5-approbation.yaml", "attachments: [e2]", "attachments: [e8] # break: unknown-evidence <e8>")),
    ("unknown document", (A + "2-analysis.yaml", "    evidence: [e1]\n",
     "    evidence: [e1]\n    documents:\n      - evidence\n      - observations/joq # break: unknown-document f1 <observations/joq>\n")),
    ("a number names a document too", (A + "2-analysis.yaml", "    evidence: [e1]\n",
     "    evidence: [e1]\n    documents:\n      - 5 # break: unknown-document f1 <5>\n      - 5\n")),
    ("unknown carry-over", (B + "cycle.yaml", "    text: Он минут беру\n",
     "    text: Он минут беру\n  - from: 2025-2026-1/c7 # break: unknown-carry-over carried-over-2 <2025-2026-1/c7>\n    text: Жоқ\n")),
    ("a cycle is nothing to carry over", (B + "cycle.yaml", "    text: Он минут беру\n",
     "    text: Он минут беру\n  - from: 2025-2026-1 # break: unknown-carry-over carried-over-2 <2025-2026-1>\n    text: Бәрі\n")),
    ("a growth area names what no earlier cycle left", (A + "3-reflection.yaml", "from: [f1]",
     "from:\n      - f1\n      - 2024-2025-1/c1 # break: unknown-carry-over r1 <2024-2025-1/c1>")),
    ("what the own cycle leaves is nothing to continue", (A + "3-reflection.yaml", "from: [f1]",
     "from: [f1, 2025-2026-1/c1] # break: unknown-carry-over r1 <2025-2026-1/c1>")),
    ("unknown previous cycle", (B + "cycle.yaml", "previous: 2025-2026-1", "previous: 2024-2025-1 # break: unknown-previous-cycle <2024-2025-1>")),
    ("previous cycle that is not earlier", (A + "cycle.yaml", "kind: cycle", "kind: cycle\nprevious: 2025-2026-2 # break: previous-cycle-order <2025-2026-2>"),
     (B + "cycle.yaml", "previous: 2025-2026-1", "previous: 2025-2026-2 # break: previous-cycle-order <2025-2026-2>")),
    ("repeated ids", (A + "2-analysis.yaml", "id: f2", "id: f1 # break: repeated-id f1 <f1>"),
     (A + "4-design.yaml", "plan:\n", "  - id: g1 # break: repeated-id g1 <g1>\n    goal: Тағы\n    from: [r1]\nplan:\n")),
    ("a broken row does not move the others", (A + "4-design.yaml", "goals:\n", "goals:\n  - goal: Нөмірсіз\n  - id: G-3\n"),
     (A + "4-design.yaml", "from: [r1]", "from: [r5] # break: unknown-growth-area g1 <r5>")),
    ("a goal of another area", (A + "4-design.yaml", "from: [r1]", "from: [r5] # break: unknown-growth-area g1 <r5>"),
     # The goal may be the one that takes it up.
     (A + "3-reflection.yaml", "- id: r1", "- id: r1 # open: growth-area-without-goal r1")),
    ("a repeated id is that of its first row", (A + "2-analysis.yaml", "id: f2", "id: f1 # break: repeated-id f1 <f1>")),
    ("a goal that is measured for another", (A + "4-design.yaml", "- id: g1", "- id: g1 # open: goal-without-plan g1, open: goal-never-measured g1"),
     (A + "4-design.yaml", "    goal: g1\n", "    goal: g8 # break: unknown-goal plan-1 <g8>\n"),
     (A + "5-approbation.yaml", "results:\n  - goal: g1", "results:\n  - goal: g8 # break: unknown-goal result-1 <g8>")),
]  # fmt: skip


@pytest.mark.parametrize("changes", [case[1:] for case in BREAKS], ids=[str(case[0]) for case in BREAKS])
def test_every_break_at_its_place(changes: tuple[tuple[str, str, str], ...], tmp_path: Path) -> None:
    thread = traced(tmp_path, *changes)
    assert issues(thread) == expected(tmp_path)


def test_every_kind_of_break_is_tested() -> None:
    from typing import get_args

    from pdcli.thread.issues import IssueKind

    shown = " ".join(new for case in BREAKS for _name, _old, new in case[1:])
    assert {kind for kind in get_args(IssueKind) if f"break: {kind}" in shown} == set(get_args(IssueKind))


def test_in_drafts_the_same_places_are_open_ends(tmp_path: Path) -> None:
    draft = ("status: final", "status: draft")
    thread = traced(
        tmp_path,
        (A + "2-analysis.yaml", "  - id: f2\n    kind: success", "  - id: f2 # open: finding-not-taken-up f2\n    kind: difficulty"),
        (A + "3-reflection.yaml", *draft),
        (A + "3-reflection.yaml", "    from: [f1]\n", "    from: [f1]\n  - id: r2 # open: growth-area-without-finding r2, open: growth-area-without-goal r2\n    title: Бағалау\n"),
        (A + "4-design.yaml", *draft),
        (A + "4-design.yaml", "plan:\n", "  - id: g2 # open: goal-without-growth-area g2, open: goal-without-plan g2, open: goal-never-measured g2\n    goal: Екінші\nplan:\n  - action: Оқу # open: plan-without-goal plan-1\n"),
        (A + "5-approbation.yaml", *draft),
        (A + "5-approbation.yaml", "    evidence: [e1, e2]\n", "  - goal: g1\n    reached: yes # open: result-without-evidence result-2\n    evidence:\n"),
        (A + "5-approbation.yaml", "    reached: partly", "    reached: partly # open: result-without-evidence result-1"),
    )  # fmt: skip
    assert issues(thread) == expected(tmp_path)


def test_corrections_of_the_last_cycle_wait(tmp_path: Path) -> None:
    files = {name: text for name, text in WHOLE.items() if not name.startswith(B)}
    thread = traced(
        tmp_path, (A + "5-approbation.yaml", "- id: c1", "- id: c1 # open: correction-not-taken-up c1"), files=files
    )
    assert issues(thread) == expected(tmp_path)
    assert thread.cycles[0].next_cycle is None


def test_corrections_wait_while_the_next_cycle_is_being_written(tmp_path: Path) -> None:
    thread = traced(
        tmp_path,
        (A + "5-approbation.yaml", "- id: c1", "- id: c1 # open: correction-not-taken-up c1"),
        (B + "cycle.yaml", "status: final", "status: draft"),
        (B + "cycle.yaml", "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", ""),
    )
    assert issues(thread) == expected(tmp_path)


def test_a_cycle_with_a_private_stage_is_named_and_not_told(tmp_path: Path) -> None:
    thread = traced(tmp_path, (A + "3-reflection.yaml", "status: final", "status: final\nprivate: true"))
    hidden, second = thread.cycles
    assert hidden == CycleTrace("2025-2026-1", None, None, None, None, is_private=True)
    # What is carried over of it is written in the open cycle, and is no unknown reference.
    assert second.carried_over[0].comes_from == ("2025-2026-1/c1",)
    assert issues(thread) == set()
    assert thread.lineages == ()


def test_nothing_is_said_of_what_a_private_cycle_may_have_taken_up(tmp_path: Path) -> None:
    thread = traced(tmp_path, (B + "cycle.yaml", "status: final", "status: final\nprivate: true"))
    assert issues(thread) == set()
    assert thread.cycles[0].corrections[0].carried_to == ()
    assert [lineage.outcome for lineage in thread.lineages] == ["open"]


def test_unreadable_files_of_a_cycle_are_named(tmp_path: Path) -> None:
    thread = traced(tmp_path, (A + "2-analysis.yaml", "kind: analysis", "kind: analysys"))
    assert thread.cycles[0].unreadable == (A + "2-analysis",)
    # What is in the file is not known, so nobody may say that the finding is missing.
    assert thread.cycles[0].breaks == ()


# Across cycles.


def portfolio(root: Path, *turns: dict[str, str]) -> Portfolio:
    """Cycles one after the other, each given by its parts."""
    files = {"portfolio.yaml": WHOLE["portfolio.yaml"]}
    for number, parts in enumerate(turns, 1):
        folder = f"cycles/c{number}/"
        period = f"kind: cycle\nstatus: final\nperiod:\n  start: 20{20 + number}-09-01\n  end: 20{20 + number}-12-31\n"
        files[folder + "cycle.yaml"] = period + parts.get("cycle", "")
        for kind in ("reflection", "design", "approbation"):
            if kind in parts:
                files[f"{folder}{kind}.yaml"] = f"kind: {kind}\nstatus: final\n" + parts[kind]
    return load_portfolio(write(root, files))  # type: ignore[arg-type]


def cycles(root: Path, *turns: dict[str, str]) -> Trace:
    return trace(portfolio(root, *turns))


def area(title: str, name: str = "r1", sources: str = "") -> str:
    return f"growth_areas:\n  - id: {name}\n    title: {title}\n" + (f"    from: [{sources}]\n" if sources else "")


def goal(text: str, name: str = "g1", source: str = "r1") -> str:
    return f"goals:\n  - id: {name}\n    goal: {text}\n    baseline: 30 %\n    target: 60 %\n    from: [{source}]\n"


def result(reached: str, correction: str = "") -> str:
    rows = f"results:\n  - goal: g1\n    measured: 50 %\n    reached: {reached}\n"
    return rows + (f"corrections:\n  - id: c1\n    text: {correction}\n    goal: g1\n" if correction else "")


def lineages(thread: Trace) -> list[tuple[str, list[str]]]:
    return [
        (lineage.outcome, [f"{item.cycle}/{item.growth_area}" for item in lineage.occurrences])
        for lineage in thread.lineages
    ]


def test_a_cycle_is_continued_by_the_one_that_says_so(tmp_path: Path) -> None:
    whole = {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("no", "Бірге құру")}
    thread = cycles(tmp_path, whole, {}, {"cycle": "previous: c1\ncarried_over:\n  - from: c1/c1\n    text: Иә\n"}, {})
    assert [cycle.next_cycle for cycle in thread.cycles] == ["c3", "c3", "c4", None]
    assert thread.cycles[0].corrections[0].carried_to == ("c3",)
    assert not [issue for issue in thread.cycles[0].breaks if issue.kind == "correction-not-taken-up"]


def test_a_reached_area(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path, {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("yes")}
    )
    assert lineages(thread) == [("reached", ["c1/r1"])]
    (served,) = thread.lineages[0].occurrences[0].goals
    assert (served.id, served.baseline, served.target, served.measured, served.reached) == (
        "g1", "30 %", "60 %", "50 %", "yes",
    )  # fmt: skip


def test_the_same_title_is_the_same_area(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("no")},
        {"reflection": area("БАҒАЛАУ", "r4") + "  - id: r5\n    title: Басқа\n", "design": goal("Құрады", source="r4"), "approbation": result("yes")},
    )  # fmt: skip
    assert lineages(thread) == [("reached", ["c1/r1", "c2/r4"]), ("open", ["c2/r5"])]


def test_an_area_is_followed_through_a_goal_that_is_carried_over(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("partly")},
        {"cycle": "previous: c1\ncarried_over:\n  - from: c1/g1\n    text: Енді екі айда\n", "reflection": area("Критерий"), "design": goal("Түсіндіреді")},
    )  # fmt: skip
    assert lineages(thread) == [("open", ["c1/r1", "c2/r1"])]
    assert thread.lineages[0].occurrences[0].carried_to == ("c2",)
    assert thread.lineages[0].occurrences[0].outcome == "carried-on"


def test_an_area_is_followed_through_a_correction_by_what_is_carried(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("partly", "Бірге құру")},
        {"cycle": "carried_over:\n  - from: c1/c1\n    text: Критерийді бірге құру\n", "reflection": area("Критерийді бірге құру")},
        {"cycle": "carried_over:\n  - from: c1/c1\n    text: Тағы да бірге\n", "reflection": area("Тағы да бірге")},
    )  # fmt: skip
    assert lineages(thread) == [("open", ["c1/r1", "c2/r1", "c3/r1"])]


def test_what_only_sounds_alike_is_not_called_the_same(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("partly", "Бірге құру")},
        {"cycle": "carried_over:\n  - from: c1/c1\n    text: Бірге құру\n", "reflection": area("Бағалауды бірге құру")},
    )
    assert lineages(thread) == [("carried-on", ["c1/r1"]), ("open", ["c2/r1"])]


@pytest.mark.parametrize(
    ("next_cycle", "outcome"),
    [
        ("focus: Басқа\n", "dropped"),
        ("focus: c1 бұдан былай керек емес\n", "mentioned"),
        ("carried_over:\n  - from: c1/c1\n    text: Иә\n", "carried-on"),
    ],
)
def test_what_became_of_an_area_that_was_not_reached(next_cycle: str, outcome: str, tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("no", "Бірге құру")},
        {"cycle": next_cycle},
    )
    assert lineages(thread) == [(outcome, ["c1/r1"])]


def test_an_area_without_goal_is_dropped_when_the_next_cycle_is_written(tmp_path: Path) -> None:
    assert lineages(cycles(tmp_path, {"reflection": area("Бағалау")}, {})) == [("dropped", ["c1/r1"])]
    assert lineages(cycles(tmp_path / "one", {"reflection": area("Бағалау")})) == [("open", ["c1/r1"])]


# A growth area that says what it continues.

CONTINUED = {
    **WHOLE,
    B + "2-analysis.yaml": "kind: analysis\nfindings:\n  - id: f1\n    kind: difficulty\n    text: Уақыт аз\n",
    B + "3-reflection.yaml": """\
kind: reflection
growth_areas:
  - id: r1 # open: growth-area-without-goal r1
    title: Уақыт
    from: [f1, 2025-2026-1/c1]
""",
}


def test_what_is_carried_over_leads_to_the_area_that_continues_it(tmp_path: Path) -> None:
    thread = traced(tmp_path, files=CONTINUED)
    second = thread.cycles[1]
    assert nodes(second)["r1"].comes_from == ("carried-over-1", "f1")
    assert nodes(second)["carried-over-1"].place.file == B + "cycle.yaml"
    assert issues(thread) == expected(tmp_path)
    assert lineages(thread) == [("open", ["2025-2026-1/r1", "2025-2026-2/r1"])]


@pytest.mark.parametrize("cycle", ["carried_over:\n", "focus: Басқа\n"])
def test_a_link_carries_over_without_a_row(cycle: str, tmp_path: Path) -> None:
    row = "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n"
    thread = traced(tmp_path, (B + "cycle.yaml", row, cycle), files=CONTINUED)
    first, second = thread.cycles
    (node,) = second.carried_over
    assert (node.id, node.text, node.comes_from) == ("carried-over-1", "Он минут беру", ("2025-2026-1/c1",))
    assert (node.place.file, node.place.line) == (B + "3-reflection.yaml", 5)
    assert nodes(second)["r1"].comes_from == ("carried-over-1", "f1")
    assert first.corrections[0].carried_to == ("2025-2026-2",)
    assert issues(thread) == expected(tmp_path), "the correction is taken up"


def test_what_a_private_cycle_left_is_continued_and_not_told(tmp_path: Path) -> None:
    thread = traced(
        tmp_path,
        (A + "3-reflection.yaml", "status: final", "status: final\nprivate: true"),
        (B + "cycle.yaml", "carried_over:\n  - from: 2025-2026-1/c1\n    text: Он минут беру\n", ""),
        files=CONTINUED,
    )
    (node,) = thread.cycles[1].carried_over
    assert (node.text, node.comes_from) == (None, ("2025-2026-1/c1",))
    assert lineages(thread) == [("open", ["2025-2026-2/r1"])]
    assert "Он минут беру" not in draw_thread(thread.cycles[1], "kk")


def test_a_link_joins_areas_of_different_words(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("partly", "Бірге құру")},
        {"reflection": area("Критерий", sources="c1/c1"), "design": goal("Құрады"), "approbation": result("no", "Азайту")},
        {"reflection": area("Екі критерий", sources="c2/g1"), "design": goal("Қолданады"), "approbation": result("yes")},
    )  # fmt: skip
    assert lineages(thread) == [("reached", ["c1/r1", "c2/r1", "c3/r1"])]
    (lineage,) = thread.lineages
    assert [item.outcome for item in lineage.occurrences] == ["carried-on", "carried-on", "reached"]
    assert [item.continues for item in lineage.occurrences] == [(), ("c1/c1",), ("c2/g1",)]
    assert [item.carried_to for item in lineage.occurrences] == [("c2",), ("c3",), ()]
    assert (lineage.title, lineage.carried_to) == ("Екі критерий", ())


def test_a_goal_of_a_fate_tells_its_evidence_but_not_a_private_one(tmp_path: Path) -> None:
    (served,) = traced(tmp_path).lineages[0].occurrences[0].goals
    assert ([item.id for item in served.evidence], served.private_evidence) == (["e1"], 1)
    assert (served.measured, served.reached) == ("45 %", "partly")


def test_an_area_that_skips_a_cycle_goes_on(tmp_path: Path) -> None:
    first = {"reflection": area("Бағалау"), "design": goal("Түсіндіреді"), "approbation": result("no", "Кейін")}
    thread = cycles(tmp_path, first, {"reflection": area("Басқа")}, {"reflection": area("Критерий", sources="c1/c1")})
    assert lineages(thread) == [("open", ["c1/r1", "c3/r1"]), ("dropped", ["c2/r1"])]


def test_a_link_counts_more_than_words(tmp_path: Path) -> None:
    """The same title would join r1, and the text of the row r2: the links say it the other way round."""
    thread = cycles(
        tmp_path,
        {
            "reflection": area("Бағалау") + "  - id: r2\n    title: Модельдеу\n",
            "design": goal("Түсіндіреді") + "  - id: g2\n    goal: Сызады\n    from: [r2]\n",
        },
        {
            "cycle": "carried_over:\n  - from: c1/g2\n    text: Тағы\n",
            "reflection": area("Бағалау", sources="c1/g2") + "  - id: r2\n    title: Тағы\n    from: [c1/g1]\n",
        },
    )
    assert lineages(thread) == [("open", ["c1/r1", "c2/r2"]), ("open", ["c1/r2", "c2/r1"])]


def test_of_what_a_link_names_no_other_area_is_made_the_continuation(tmp_path: Path) -> None:
    thread = cycles(
        tmp_path,
        {"reflection": area("Бағалау"), "design": goal("Түсіндіреді")},
        {
            "cycle": "carried_over:\n  - from: c1/g1\n    text: Тағы\n",
            "reflection": area("Критерий", sources="c1/g1") + "  - id: r2\n    title: Тағы\n",
        },
    )
    assert lineages(thread) == [("open", ["c1/r1", "c2/r1"]), ("open", ["c2/r2"])]


SPLIT = {
    "reflection": area("Сызба", sources="c1/c1") + "  - id: r2\n    title: Бағалау\n    from: [c1/g1]\n",
    "design": goal("Сызады") + "  - id: g2\n    goal: Бағалайды\n    from: [r2]\n",
    "approbation": "results:\n  - goal: g1\n    reached: yes\n  - goal: g2\n    reached: no\n",
}
WHOLE_AREA = {"reflection": area("Есеп"), "design": goal("Шығарады"), "approbation": result("partly", "Екіге бөлу")}


def test_an_area_that_splits_is_one_fate_as_far_as_its_farthest_end(tmp_path: Path) -> None:
    thread = cycles(tmp_path, WHOLE_AREA, SPLIT)
    assert lineages(thread) == [("open", ["c1/r1", "c2/r1", "c2/r2"])]
    assert thread.lineages[0].title == "Сызба; Бағалау"
    after = {
        "reflection": area("Бағалау бірге", sources="c2/g2"),
        "design": goal("Бірге"),
        "approbation": result("yes"),
    }
    thread = cycles(tmp_path / "after", WHOLE_AREA, SPLIT, after)
    assert lineages(thread) == [("reached", ["c1/r1", "c2/r1", "c2/r2", "c3/r1"])]
    assert thread.lineages[0].title == "Сызба; Бағалау бірге"


def test_areas_that_become_one_are_one_fate(tmp_path: Path) -> None:
    both = area("Сызба") + "  - id: r2\n    title: Бағалау\n  - id: r3\n    title: Басқа\n"
    thread = cycles(
        tmp_path,
        {"reflection": both, "design": goal("Сызады") + "  - id: g2\n    goal: Бағалайды\n    from: [r2, r1]\n"},
        {"reflection": area("Бірге", sources="c1/g1, c1/g2")},
    )
    assert lineages(thread) == [("open", ["c1/r1", "c1/r2", "c2/r1"]), ("dropped", ["c1/r3"])]
    assert [[row.id for row in item.goals] for item in growth_areas(thread)] == [["g1", "g2"], []], "each goal once"


def test_splitting_and_joining_again_and_again_tells_each_area_once(tmp_path: Path) -> None:
    """As many ways from the first to the last as there are numbers of twenty digits in base two."""
    turns = [WHOLE_AREA]
    for number in range(1, 21):
        pair = area("Сол", sources=f"c{number}/g1") + f"  - id: r2\n    title: Оң\n    from: [c{number}/g1]\n"
        turns.append({"reflection": pair, "design": goal("Екеуі", source="r1, r2")})
    thread = cycles(tmp_path, *turns)
    assert [len(lineage.occurrences) for lineage in thread.lineages] == [41]


# Hostile input.


def test_links_in_a_circle_lead_only_back(tmp_path: Path) -> None:
    whole = {"design": goal("Сызады"), "approbation": result("no", "Кейін")}
    thread = cycles(
        tmp_path,
        {"reflection": area("Бір", sources="c2/c1, c1/g1, c3/g1"), **whole},
        {"reflection": area("Екі", sources="c3/g1, c2/c1"), **whole},
        {"reflection": area("Үш", sources="c1/g1, c3/g1"), **whole},
    )
    assert lineages(thread) == [("open", ["c1/r1", "c3/r1"]), ("dropped", ["c2/r1"])]
    kinds = [
        (cycle.name, *issue.names)
        for cycle in thread.cycles
        for issue in cycle.breaks
        if issue.kind == "unknown-carry-over"
    ]
    assert sorted(kinds) == [
        ("c1", "c1/g1"), ("c1", "c2/c1"), ("c1", "c3/g1"), ("c2", "c2/c1"), ("c2", "c3/g1"), ("c3", "c3/g1"),
    ]  # fmt: skip


def test_sources_that_are_no_ids(tmp_path: Path) -> None:
    thread = traced(
        tmp_path, (B + "3-reflection.yaml", "[f1, 2025", "[{a: b}, [f1], 7, 2025-2026-1/r1, c1, 2025"), files=CONTINUED
    )
    assert nodes(thread.cycles[1])["r1"].comes_from == ("carried-over-1",)


def test_loops_of_carrying_over_end(tmp_path: Path) -> None:
    back = "carried_over:\n  - from: {}\n    text: Бағалау\n"
    whole = {"reflection": area("Бағалау"), "design": goal("Бағалау"), "approbation": result("no", "Бағалау")}
    thread = cycles(
        tmp_path,
        {"cycle": "previous: c2\n" + back.format("c2/c1"), **whole},
        {"cycle": "previous: c2\n" + back.format("c2/g1"), **whole},
    )
    kinds = [(cycle.name, issue.kind, *issue.names) for cycle in thread.cycles for issue in cycle.breaks if issue.names]
    assert kinds == [
        ("c1", "previous-cycle-order", "c2"), ("c1", "unknown-carry-over", "c2/c1"),
        ("c2", "previous-cycle-order", "c2"), ("c2", "unknown-carry-over", "c2/g1"),
    ]  # fmt: skip
    assert lineages(thread) == [("open", ["c1/r1", "c2/r1"])]


def test_tables_that_are_no_tables(tmp_path: Path) -> None:
    thread = traced(
        tmp_path,
        (
            A + "4-design.yaml",
            "plan:\n  - action: Сабаққа қатысу\n    goal: g1\n",
            "plan: [1, {action: Оқу, goal: g1}, x]\n",
        ),
        (A + "3-reflection.yaml", "    from: [f1]", "    from: {f1: f2}"),
        (A + "5-approbation.yaml", "results:\n", "results:\n  - 12\n"),
    )
    first = thread.cycles[0]
    assert [(node.id, node.text, node.place.line) for node in first.plan] == [("plan-2", "Оқу", 11)]
    assert [(node.id, node.place.line) for node in first.results] == [("result-2", 8)]
    assert first.issues == (), "the area rests on what is unread"


def many(tmp_path: Path, count: int, linked: bool = False) -> Portfolio:
    """One goal that serves every area and has every correction, and a goal for each area.

    With `linked`, as many areas of the next cycle continue that goal and a correction of it.
    """
    rows = range(1, count + 1)
    everything = ", ".join(f"r{number}" for number in rows)
    return portfolio(
        tmp_path,
        {
            "reflection": "growth_areas:\n" + "".join(f"  - id: r{number}\n    title: t{number}\n" for number in rows),
            "design": f"goals:\n  - id: g1\n    goal: Бәрі\n    from: [{everything}]\n"
            + "".join(f"  - id: g{number}\n    goal: t{number}\n    from: [r1]\n" for number in rows[1:])
            + "plan:\n" + "".join(f"  - action: t{number}\n    goal: g1\n" for number in rows),
            "approbation": "results:\n" + "".join("  - goal: g1\n    reached: no\n" for _number in rows)
            + "corrections:\n" + "".join(f"  - id: c{number}\n    text: t{number}\n    goal: g1\n" for number in rows),
        },
        {"cycle": "carried_over:\n" + "".join(f"  - from: c1/c{number}\n    text: t{number}\n" for number in rows),
         **({"reflection": "growth_areas:\n" + "".join(
            f"  - id: r{number}\n    title: n{number}\n    from: [c1/g1, c1/c{number}]\n" for number in rows
         )} if linked else {})},
    )  # fmt: skip


def test_a_thousand_goals(tmp_path: Path) -> None:
    thread = trace(many(tmp_path, 1000))
    first = thread.cycles[0]
    assert len(first.nodes) == 5000
    assert sum(len(node.comes_from) for node in first.nodes) == 4999
    assert len(thread.lineages) == 1000
    assert sum(len(item.goals) for lineage in thread.lineages for item in lineage.occurrences) == 1999
    assert {lineage.outcome for lineage in thread.lineages} == {"carried-on"}


@pytest.mark.parametrize("linked", [False, True])
def test_work_grows_with_the_rows_and_not_faster(linked: bool, tmp_path: Path) -> None:
    """Counted in calls of functions, not timed."""

    def calls(count: int) -> int:
        thread = many(tmp_path / str(count), count, linked)
        seen = 0

        def look(_frame: object, event: str, _argument: object) -> None:
            nonlocal seen
            seen += event in ("call", "c_call")

        sys.setprofile(look)
        try:
            whole = trace(thread)
            subgraph(whole, Selection("c1", "g1"))
            for cycle in whole.cycles:
                draw_thread(cycle, "kk")
        finally:
            sys.setprofile(None)
        return seen

    small = calls(50)
    assert small < calls(100) < 2.2 * small


@pytest.mark.parametrize("ref", ["observations/a", "Observations/A.md", " observations\\\\a"])
@pytest.mark.parametrize("text", ["kind: lesson-observation\nprivate: true\ntitle: Құпия\n", "kind: [\n"])
def test_a_private_source_is_counted_and_not_named(tmp_path: Path, ref: str, text: str) -> None:
    """In whatever spelling; and one that cannot be read may be private."""
    write(tmp_path, {"observations/a.yaml": text})
    named = f'    evidence: [e1]\n    documents: ["{ref}"]\n'
    thread = traced(tmp_path, (A + "2-analysis.yaml", "    evidence: [e1]\n", named))
    (finding, *_rest) = thread.cycles[0].findings
    assert (finding.documents, finding.private_documents) == ((), 1)
    assert not thread.cycles[0].breaks


def test_a_source_without_a_title_is_told_by_its_kind_and_day(tmp_path: Path) -> None:
    write(tmp_path, {"observations/a.md": "---\nkind: lesson-observation\nprivate: false\ndate: 2025-10-08\n---\n"})
    thread = traced(
        tmp_path,
        (A + "2-analysis.yaml", "    evidence: [e1]\n", "    evidence: [e1]\n    documents: [observations/a]\n"),
    )
    (source,) = thread.cycles[0].findings[0].documents
    assert document_name(source, "ru") != document_name(source, "kk")
    assert document_name(source, "en").endswith(", 8\u00a0October\u00a02025")
