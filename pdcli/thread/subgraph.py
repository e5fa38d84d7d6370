"""A part of the thread: one cycle, or everything that hangs together with one node."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

from pdcli.thread.build import Trace
from pdcli.thread.nodes import CycleTrace, ThreadNode

N = TypeVar("N", bound=ThreadNode)
# Tables whose rows belong to the thread of a goal.
_BELOW_GOALS = ("plan", "changes", "results", "corrections")


class Selection(NamedTuple):
    """A cycle, and a node of it (empty: the whole cycle); `elsewhere` are other cycles with the same id."""

    cycle: str
    node: str
    elsewhere: tuple[str, ...] = ()


def select(trace: Trace, name: str) -> Selection | None:
    """What `2025-2026-1`, `2025-2026-1/g1` or `g1` means; of an id in several cycles, the one in the last."""
    cycles = {cycle.name: cycle for cycle in trace.cycles}
    if name in cycles:
        return Selection(name, "")
    where, slash, node = name.rpartition("/")
    node = node.lower()
    if slash:
        cycle = cycles.get(where)
        if cycle and cycle.is_private:
            return Selection(where, "")
        return Selection(where, node) if cycle and _has(cycle, node) else None
    holders = [cycle.name for cycle in trace.cycles if _has(cycle, node)]
    return Selection(holders[-1], node, tuple(holders[:-1])) if holders else None


def selectable(trace: Trace, like: str) -> list[str]:
    """What there is to name: where an id is asked for, ids of its letter; else cycles, then the ids of the last one."""
    letter = like.rpartition("/")[2][:1].lower()
    where = like.rpartition("/")[0]
    ids = dict.fromkeys(node.id for cycle in trace.cycles if where in ("", cycle.name) for node in cycle.nodes)
    own = [name for name in ids if name[:1] == letter and name[1:].isdecimal() and like[-1:].isdecimal()]
    return own or [*(cycle.name for cycle in trace.cycles), *ids]


def subgraph(trace: Trace, selection: Selection) -> Trace:
    """The trace of one cycle, or of one node: what it comes from, what comes of it, and the lineages of its areas."""
    cycle = next(item for item in trace.cycles if item.name == selection.cycle)
    if selection.node:
        cycle = _around(cycle, selection.node)
    areas = {(cycle.name, area.id) for area in cycle.growth_areas}
    lineages = [
        lineage
        for lineage in trace.lineages
        if any((item.cycle, item.growth_area) in areas for item in lineage.occurrences)
    ]
    return trace.replace(cycles=(cycle,), lineages=tuple(lineages))


def _has(cycle: CycleTrace, node: str) -> bool:
    return any(item.id == node for item in cycle.nodes)


def _around(cycle: CycleTrace, node: str) -> CycleTrace:
    """The cycle without the nodes that do not hang together with this one."""
    before = {item.id: item.comes_from for item in reversed(cycle.nodes)}
    after: dict[str, list[str]] = {}
    for item in cycle.nodes:
        for source in item.comes_from:
            after.setdefault(source, []).append(item.id)
    table = next(item.table for item in cycle.nodes if item.id == node)
    # A plan, a result or a correction is shown with its goal, and so with all that was done for it.
    start = (before[node] if table in _BELOW_GOALS else ()) or (node,)
    below = _reached(start, after)
    # All that it comes from, so that no node names another that is not shown.
    connected = {node, *below, *_reached(below, before)}
    return cycle.replace(
        stages=(),
        carried_over=_only(cycle.carried_over, connected),
        findings=_only(cycle.findings, connected),
        growth_areas=_only(cycle.growth_areas, connected),
        goals=_only(cycle.goals, connected),
        plan=_only(cycle.plan, connected),
        changes=_only(cycle.changes, connected),
        results=_only(cycle.results, connected),
        corrections=_only(cycle.corrections, connected),
        issues=tuple(issue for issue in cycle.issues if issue.node in connected),
    )


def _only(nodes: tuple[N, ...], ids: Set[str]) -> tuple[N, ...]:
    return tuple(item for item in nodes if item.id in ids)


def _reached(start: Iterable[str], links: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that can be reached from these nodes in one direction."""
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(links.get(name, ()))
    return reached
