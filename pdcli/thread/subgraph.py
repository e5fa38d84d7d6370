"""A part of the thread: one cycle, or everything that hangs together with a node, a stage or evidence."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

from pdcli.thread.build import Trace
from pdcli.thread.cycle_rows import STAGE_OF
from pdcli.thread.nodes import CycleTrace, ThreadNode

N = TypeVar("N", bound=ThreadNode)
# Tables whose rows belong to the thread of a goal.
_BELOW_GOALS = ("plan", "changes", "results", "corrections")


class Selection(NamedTuple):
    """A cycle, and in it the id of a node or of evidence, or a stage (empty: the whole cycle).

    `elsewhere` are other cycles with the same id or stage.
    """

    cycle: str
    node: str
    elsewhere: tuple[str, ...] = ()


def select(trace: Trace, name: str) -> Selection | None:
    """What `2025-2026-1`, `2025-2026-1/g1`, `g1`, `e1` or `design` means: of what several cycles have, the last."""
    cycles = {cycle.name: cycle for cycle in trace.cycles}
    if name in cycles:
        return Selection(name, "")
    where, slash, node = name.rpartition("/")
    node = node.lower()
    if slash:
        cycle = cycles.get(where)
        if cycle and cycle.is_private:
            return Selection(where, "")
        return Selection(where, node) if cycle and _nodes_named(cycle, node) else None
    holders = [cycle.name for cycle in trace.cycles if _nodes_named(cycle, node)]
    return Selection(holders[-1], node, tuple(holders[:-1])) if holders else None


def selectable(trace: Trace, like: str) -> list[str]:
    """What there is to name: where an id is asked for, ids of its letter; else cycles, then the ids of the last one."""
    letter = like.rpartition("/")[2][:1].lower()
    where = like.rpartition("/")[0]
    # An id with a hyphen, such as `plan-2`, is pd's own, and is shown nowhere.
    ids = dict.fromkeys(
        node.id for cycle in trace.cycles if where in ("", cycle.name) for node in cycle.nodes if "-" not in node.id
    )
    own = [name for name in ids if name[:1] == letter and name[1:].isdecimal() and like[-1:].isdecimal()]
    return own or [*(cycle.name for cycle in trace.cycles), *ids]


def subgraph(trace: Trace, selection: Selection) -> Trace:
    """The trace of one cycle, or of nodes: what they come from, what comes of them, the lineages of their areas."""
    cycle = next(item for item in trace.cycles if item.name == selection.cycle)
    if selection.node:
        cycle = _around(cycle, _nodes_named(cycle, selection.node))
    areas = {(cycle.name, area.id) for area in cycle.growth_areas}
    lineages = [
        lineage
        for lineage in trace.lineages
        if any((item.cycle, item.growth_area) in areas for item in lineage.occurrences)
    ]
    return trace.replace(cycles=(cycle,), lineages=tuple(lineages))


def _nodes_named(cycle: CycleTrace, name: str) -> list[str]:
    """The ids of the node of this id, else of the nodes of a stage, else of those with this evidence."""
    if any(node.id == name for node in cycle.nodes):
        return [name]
    if name in STAGE_OF.values():
        return [node.id for node in cycle.nodes if STAGE_OF.get(node.table) == name]
    return [node.id for node in cycle.nodes if any(item.id == name for item in node.evidence)]


def _around(cycle: CycleTrace, names: Collection[str]) -> CycleTrace:
    """The cycle without the nodes that do not hang together with any of these."""
    before = {item.id: item.comes_from for item in reversed(cycle.nodes)}
    after: dict[str, list[str]] = {}
    for item in cycle.nodes:
        for source in item.comes_from:
            after.setdefault(source, []).append(item.id)
    tables = {item.id: item.table for item in cycle.nodes}
    # A plan, a result or a correction is shown with its goal, and so with all that was done for it.
    start = [goal for name in names for goal in (before[name] if tables[name] in _BELOW_GOALS else ()) or (name,)]
    below = reached(start, after)
    # All that they come from, so that no node names another that is not shown.
    connected = {*names, *below, *reached(below, before)}
    return cycle.replace(
        stages=(),
        carried_over=_only(cycle.carried_over, connected),
        findings=_only(cycle.findings, connected),
        grounds=_only(cycle.grounds, connected),
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


def reached(start: Iterable[str], links: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that can be reached from these nodes in one direction."""
    names: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting.extend(links.get(name, ()))
    return names
