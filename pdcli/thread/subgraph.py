"""A part of the thread: one cycle, or everything that hangs together with one knot."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple, TypeVar

from pdcli.thread.build import Trace
from pdcli.thread.nodes import CycleTrace, Knot

K = TypeVar("K", bound=Knot)
# Tables whose rows belong to the thread of a goal.
_BELOW_GOALS = ("plan", "changes", "results", "corrections")


class Found(NamedTuple):
    """A cycle, and a knot of it (empty: the whole cycle); `elsewhere` are other cycles with the same id."""

    cycle: str
    knot: str
    elsewhere: tuple[str, ...] = ()


def find(trace: Trace, name: str) -> Found | None:
    """What `2025-2026-1`, `2025-2026-1/g1` or `g1` means; of an id in several cycles, the one in the last."""
    cycles = {cycle.name: cycle for cycle in trace.cycles}
    if name in cycles:
        return Found(name, "")
    where, slash, knot = name.rpartition("/")
    knot = knot.lower()
    if slash:
        cycle = cycles.get(where)
        if cycle and cycle.is_private:
            return Found(where, "")
        return Found(where, knot) if cycle and _has(cycle, knot) else None
    holders = [cycle.name for cycle in trace.cycles if _has(cycle, knot)]
    return Found(holders[-1], knot, tuple(holders[:-1])) if holders else None


def names(trace: Trace, like: str) -> list[str]:
    """What there is to name: where an id is asked for, ids of its letter; else cycles, then the ids of the last one."""
    letter = like.rpartition("/")[2][:1].lower()
    told = [cycle for cycle in trace.cycles if not cycle.is_private]
    where = like.rpartition("/")[0]
    ids = dict.fromkeys(knot.id for cycle in told if where in ("", cycle.name) for knot in cycle.knots)
    own = [name for name in ids if name[:1] == letter and name[1:].isdecimal() and like[-1:].isdecimal()]
    return own or [*(cycle.name for cycle in trace.cycles), *ids]


def part(trace: Trace, found: Found) -> Trace:
    """The trace of one cycle, or of one knot: what it comes from, what comes of it, and the fates of its areas."""
    cycle = next(item for item in trace.cycles if item.name == found.cycle)
    if found.knot:
        cycle = _around(cycle, found.knot)
    areas = {(cycle.name, area.id) for area in cycle.growth_areas}
    fates = tuple(
        fate for fate in trace.fates if any((item.cycle, item.growth_area) in areas for item in fate.appearances)
    )
    return replace(trace, cycles=(cycle,), fates=fates)


def _has(cycle: CycleTrace, knot: str) -> bool:
    return any(item.id == knot for item in cycle.knots)


def _around(cycle: CycleTrace, knot: str) -> CycleTrace:
    """The cycle without the knots that do not hang together with this one."""
    before = {item.id: item.comes_from for item in reversed(cycle.knots)}
    after: dict[str, list[str]] = {}
    for item in cycle.knots:
        for source in item.comes_from:
            after.setdefault(source, []).append(item.id)
    table = next(item.table for item in cycle.knots if item.id == knot)
    # A plan, a result or a correction is told with its goal, and so with all that was done for it.
    start = (before[knot] if table in _BELOW_GOALS else ()) or (knot,)
    below = _reached(start, after)
    # All that it comes from, so that no knot names another that is not shown.
    kept = {knot, *below, *_reached(below, before)}

    return replace(
        cycle,
        stages=(),
        carried_over=_those(cycle.carried_over, kept),
        findings=_those(cycle.findings, kept),
        growth_areas=_those(cycle.growth_areas, kept),
        goals=_those(cycle.goals, kept),
        plan=_those(cycle.plan, kept),
        changes=_those(cycle.changes, kept),
        results=_those(cycle.results, kept),
        corrections=_those(cycle.corrections, kept),
        breaks=tuple(gap for gap in cycle.breaks if gap.knot in kept),
        open_ends=tuple(gap for gap in cycle.open_ends if gap.knot in kept),
    )


def _those(knots: tuple[K, ...], kept: Set[str]) -> tuple[K, ...]:
    return tuple(item for item in knots if item.id in kept)


def _reached(start: Iterable[str], links: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that can be reached from these knots in one direction."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(links.get(name, ()))
    return found
