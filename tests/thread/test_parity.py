"""`pd trace` and `pd lint` find the same breaks, whatever is written: one is held against the other."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdcli.diagnostics import Diagnostic
from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.thread.build import trace
from pdcli.thread.nodes import NodeIssue
from tests.helpers import write

# The rule that tells what the trace shows. Where the link is one of several tables, the node says which.
RULES = {
    "goal-without-growth-area": "PD301",
    "growth-area-without-goal": "PD302",
    "unknown-growth-area": "PD303",
    "goal-never-measured": "PD305",
    "plan-without-goal": "PD306",
    "growth-area-without-finding": "PD308",
    "unknown-finding": "PD309",
    "goal-without-plan": "PD310",
    "unmet-goal-without-correction": "PD312",
    "finding-not-taken-up": "PD313",
    "cycle-not-continued": "PD207",
    "unknown-previous-cycle": "PD208",
    "unknown-carry-over": "PD209",
    "growth-area-from-successes": "PD213",
    "correction-not-taken-up": "PD215",
    "goal-not-taken-up": "PD215",
    "previous-cycle-order": "PD218",
}
UNKNOWN_GOAL = {"result": "PD304", "plan": "PD307", "change": "PD311", "c": "PD311"}
LINK_RULES = {*RULES.values(), *UNKNOWN_GOAL.values()}
# What the trace shows besides links is told by rules about all documents, which may find more.
OTHER_RULES = {
    "unknown-evidence": "PD501",
    "unknown-document": "PD114",
    "repeated-id": "PD108",
    "result-without-evidence": "PD509",
    "change-without-goal": "PD109",
    "result-without-goal": "PD109",
}
NAMES = ("2025-2026-1", "2025-2026-2", "2026-2027-1")
STARTS = ("2025-09-01", "2026-01-10", "2026-09-01")


class Place(NamedTuple):
    """Where a break is told."""

    code: str
    file: str
    line: int


# What may be written.

REFS = st.sampled_from(
    [f"{name}/{item}" for name in NAMES for item in ("c1", "c2", "g1", "g2", "g3")] + ["2024-2025-1/c1"]
)
FINDINGS = st.sampled_from([*["f1", "f2", "f3"] * 4, "f7"])
AREAS = st.sampled_from([*["r1", "r2", "r3"] * 4, "r7"])
GOALS = st.sampled_from([*["g1", "g2", "g3"] * 4, "g7"])
# What stands in the place of an id or a list of ids and cannot be read as one.
UNREAD = st.sampled_from(["ф1", "f1 мен f2", "{a: b}", "[[f1]]", "g 1"])
STATUS = st.sampled_from(["final", "final", "final", "draft", "soon"])


def ids(choices: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A list of ids; rarely one that holds something else, or no list."""
    lists = st.lists(choices, max_size=2).map(lambda names: f"[{', '.join(names)}]")
    mixed = st.tuples(choices, UNREAD).map(lambda pair: f"[{', '.join(pair)}]")
    return st.integers(0, 14).flatmap(lambda number: {0: mixed, 1: UNREAD}.get(number, lists))


@st.composite
def rows(draw: st.DrawFn, name: str, prefix: str, /, **cells: st.SearchStrategy[str]) -> str:
    """A table of up to three rows, one cell in a line; few rows lack a cell, or have a repeated id or none."""
    texts = []
    for number in range(1, draw(st.sampled_from([2, 3, 1, 0])) + 1):
        own = st.sampled_from([f"{prefix}{number}"] * 12 + [f"{prefix}1", "Ф-1", ""])
        values = {"id": draw(own)} if prefix else {}
        values |= {key: draw(value) for key, value in cells.items() if draw(st.integers(0, 9))}
        lines = [f"{key}: {value}" for key, value in values.items() if value]
        texts.append("".join(f"{'    ' if index else '  - '}{line}\n" for index, line in enumerate(lines)) or "  - 7\n")
    return f"{name}:\n{''.join(texts)}" if texts else ""


GOAL = st.integers(0, 14).flatmap(lambda number: GOALS if number else UNREAD)
TEXT = st.sampled_from(["Сызба", "Бағалау", "Жұптық жұмыс"])
EVIDENCE = ids(st.sampled_from(["e1", "e9"]))
DOCUMENTS = ids(st.sampled_from(["evidence", "cycles/2025-2026-1/4-design", "Evidence.yaml", "observations/joq"]))
TABLES = {
    "analysis": (
        rows("findings", "f", kind=st.sampled_from(["difficulty", "success", "success", "else"]), text=TEXT, evidence=EVIDENCE, documents=DOCUMENTS),
    ),
    "reflection": (rows("growth_areas", "r", title=TEXT, **{"from": ids(st.one_of(FINDINGS, FINDINGS, FINDINGS, FINDINGS, REFS))}),),
    "design": (
        rows("goals", "g", goal=TEXT, **{"from": ids(AREAS)}),
        rows("plan", "", action=TEXT, goal=GOAL),
    ),
    "approbation": (
        rows("changes", "", change=TEXT, goal=GOAL),
        rows("results", "", goal=GOAL, measured=TEXT, reached=st.sampled_from(["yes", "partly", "no", "no", "maybe"]), evidence=EVIDENCE),
        rows("corrections", "c", text=TEXT, goal=GOAL),
    ),
}  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, kind: str) -> str:
    """A stage: mostly one that can be read, sometimes private, of an unknown kind or broken in the middle."""
    fault = draw(st.integers(0, 24))
    head = f"kind: {'desing' if fault == 1 else kind}\nstatus: {draw(STATUS)}\n" + (
        "private: true\n" if fault == 2 else ""
    )
    parts = [draw(table) for table in TABLES[kind]]
    if fault == 3:
        parts.insert(draw(st.integers(0, len(parts))), "  : [\n")
    return head + "".join(parts)


@st.composite
def cycle_files(draw: st.DrawFn, number: int) -> str:
    """A cycle.yaml: the period and the previous cycle may be missing or wrong."""
    lines = ["kind: cycle", f"status: {draw(STATUS)}"]
    if draw(st.integers(0, 9)):
        lines.append(f"period:\n  start: {draw(st.sampled_from([STARTS[number]] * 6 + list(STARTS)))}")
    previous = draw(st.sampled_from([NAMES[max(number - 1, 0)]] * 6 + [*NAMES, "2020-2021-1", "[2020]", ""]))
    if previous and (number or draw(st.integers(0, 3)) == 0):
        lines.append(f"previous: {previous}")
    lines.append(f"focus: {draw(st.sampled_from(['Сызба', 'c1 керек емес', '2025-2026-1/g1 кейін', 'Басқа']))}")
    if draw(st.integers(0, 19)) == 0:
        lines.append("private: true")
    carried = draw(rows("carried_over", "", text=TEXT, **{"from": REFS})) if number else ""
    broken = "  : [\n" if draw(st.integers(0, 29)) == 0 else ""
    return "\n".join(lines) + "\n" + broken + carried


@st.composite
def portfolios(draw: st.DrawFn) -> dict[str, str]:
    """The files of a portfolio with one to three cycles."""
    files = {
        "portfolio.yaml": "kind: portfolio\nformat: 1\n",
        "evidence.yaml": "kind: evidence\nitems:\n  - id: e1\n    title: Кесте\n",
    }
    for number, name in enumerate(NAMES[: draw(st.integers(1, 3))]):
        if draw(st.integers(0, 19)):
            files[f"cycles/{name}/cycle.yaml"] = draw(cycle_files(number))
        for kind in TABLES:
            if draw(st.integers(0, 9)):
                files[f"cycles/{name}/{kind}.yaml"] = draw(documents(kind))
    return files


# What is found.


def rule_of(issue: NodeIssue) -> str:
    if issue.kind == "unknown-goal":
        return UNKNOWN_GOAL[issue.node.rstrip("0123456789").rstrip("-")]
    return (RULES | OTHER_RULES)[issue.kind]


def shown_breaks(portfolio: Portfolio) -> Iterator[Place]:
    for cycle in trace(portfolio).cycles:
        for issue in cycle.breaks:
            yield Place(rule_of(issue), issue.place.file, issue.place.line)


def private_cycles(files: dict[str, str]) -> set[str]:
    return {name for name in NAMES for file, text in files.items() if f"/{name}/" in file and "private: true" in text}


def next_cycle(portfolio: Portfolio, name: str) -> str:
    """The cycle that continues one: the first later one that says so, else the one after it."""
    order = [folder.name for folder in portfolio.cycles]
    later = portfolio.cycles[order.index(name) + 1 :]
    named = [folder.name for folder in later if folder.cycle and folder.cycle.previous == name]
    return (named or [folder.name for folder in later] or [""])[0]


def is_private(item: Diagnostic, file: str, hidden: set[str], portfolio: Portfolio) -> bool:
    """Whether a private cycle has a part in what is told: the trace is silent there."""
    name = file.split("/")[1]
    named = {str(value).split("/")[0] for value in item.message.parameters.values()}
    if item.code in ("PD207", "PD215"):
        return name in hidden or bool(named & hidden)
    return name in hidden or (item.code == "PD312" and next_cycle(portfolio, name) in hidden)


def test_trace_and_lint_find_the_same_breaks(tmp_path: Path) -> None:
    numbers = count()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(portfolios())
    def compare(files: dict[str, str]) -> None:
        check_parity(write(tmp_path / str(next(numbers)), files), files)  # type: ignore[arg-type]

    compare()


def check_parity(root: Path, files: dict[str, str]) -> None:
    """The breaks of links that the trace shows are those that the rules tell; of all others a rule tells as well."""
    portfolio = load_portfolio(root)
    hidden = private_cycles(files)
    shown = Counter(shown_breaks(portfolio))
    told: Counter[Place] = Counter()
    for item in lint(portfolio, select=sorted(LINK_RULES | set(OTHER_RULES.values()))):
        file = item.path.relative_to(root.resolve()).as_posix()
        if file.startswith("cycles/") and not is_private(item, file, hidden, portfolio):
            told[Place(item.code, file, item.span.line)] += 1
    assert links_in(shown) == links_in(told)
    assert shown.keys() <= told.keys()


def links_in(places: Counter[Place]) -> dict[Place, int]:
    return {place: count for place, count in places.items() if place.code in LINK_RULES}
