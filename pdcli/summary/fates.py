"""What became of each growth area over the years. Nothing here judges: it says what is written, or that nothing is.

An area of a later cycle is the same one where both have the same title, or where the later cycle carries over a goal or
correction of the earlier area, and the area or one of its goals says just what is carried. Anything less is a guess:
then it is only said into which cycles something was carried.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pdcli.model.documents import Correction, Goal, Result
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.portfolio.rows import folded
from pdcli.summary.continuity import dropped, is_hidden, is_settled, left_over

Became = Literal["reached", "carried-on", "mentioned", "dropped", "open"]


@dataclass(frozen=True, slots=True)
class FateGoal:
    """A goal that serves the area, and the last of its results."""

    id: str
    text: str | None
    indicator: str | None
    baseline: str | None
    target: str | None
    measured: str | None
    reached: Literal["yes", "partly", "no"] | None


@dataclass(frozen=True, slots=True)
class Appearance:
    """The area in one cycle. `carried_to` are later cycles that carry over a goal or correction of it."""

    cycle: str
    growth_area: str
    title: str | None
    goals: tuple[FateGoal, ...]
    carried_to: tuple[str, ...]
    became: Became


@dataclass(frozen=True, slots=True)
class Fate:
    """One area through all cycles that it appears in, the first one first.

    `became` is what is known last: `reached` (all goals), `carried-on` (to a later cycle), `mentioned` (the next cycle
    speaks of it), `dropped` (the next cycle is written, and says nothing), `open` (it is too early to tell, or the next
    cycle is private).
    """

    title: str | None
    appearances: tuple[Appearance, ...]
    became: Became


def fates(
    cycles: Sequence[CycleFolder], following: Mapping[str, CycleFolder], carried: Mapping[str, tuple[str, ...]]
) -> tuple[Fate, ...]:
    """The fates of all growth areas, by their first appearance. Areas of private cycles are left out."""
    threads: list[list[Appearance]] = []
    by_title: dict[str, int] = {}
    owners: dict[str, list[int]] = {}
    texts: dict[str, str] = {}
    for folder in cycles:
        if is_hidden(folder):
            continue
        carried_here = _said_of_carried(folder, texts, owners)
        for appearance, names, sources in _appearances(folder, following.get(folder.name), carried):
            title = folded(appearance.title or "")
            same = [by_title[title]] if title in by_title else []
            same += [thread for name in names for thread in carried_here.pop(name, ())]
            # One area of a cycle continues a thread, not two.
            mine = [thread for thread in dict.fromkeys(same) if threads[thread][-1].cycle != folder.name]
            if not mine:
                mine = [len(threads)]
                threads.append([])
            for thread in mine:
                threads[thread].append(appearance)
            if title:
                by_title[title] = mine[0]
            for source, text in sources.items():
                owners.setdefault(source, []).extend(mine)
                texts[source] = text
    return tuple(Fate(thread[-1].title, tuple(thread), thread[-1].became) for thread in threads)


def _said_of_carried(
    folder: CycleFolder, texts: Mapping[str, str], owners: Mapping[str, list[int]]
) -> dict[str, list[int]]:
    """What is carried into a cycle, as text, and the threads that it belongs to."""
    found: dict[str, list[int]] = {}
    for row in folder.cycle.carried_over if folder.cycle else ():
        source = (row.from_ or "").strip()
        for text in {folded(row.text or ""), texts.get(source, "")} - {""}:
            found.setdefault(text, []).extend(owners.get(source, ()))
    return found


def _appearances(
    folder: CycleFolder, following: CycleFolder | None, carried: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Appearance, list[str], dict[str, str]]]:
    """Each area of a cycle; by what texts it is known again; what can be carried over of it, and what that says."""
    approbation = folder.approbation
    results = {item.goal: item for item in approbation.results} if approbation else {}
    goals: dict[str, list[Goal]] = {}
    for goal in folder.design.goals if folder.design else ():
        for name in dict.fromkeys(goal.from_):
            goals.setdefault(name, []).append(goal)
    corrections: dict[str | None, list[Correction]] = {}
    for item in approbation.corrections if approbation else ():
        corrections.setdefault(item.goal, []).append(item)
    spoken_of = _spoken_of(folder, following)
    told: set[str] = set()
    for area in folder.reflection.growth_areas if folder.reflection else ():
        # Of a repeated id, the first row is what references mean.
        if area.id in told:
            continue
        told.add(area.id)
        mine = goals.get(area.id, [])
        sources = {f"{folder.name}/{goal.id}": folded(goal.goal or "") for goal in mine}
        names = [folded(area.title or ""), *sources.values()]
        for goal in mine:
            for item in corrections.get(goal.id, ()):
                sources[f"{folder.name}/{item.id}"] = folded(item.text or "")
        carried_to = tuple(dict.fromkeys(cycle for source in sources for cycle in carried.get(source, ())))
        shown = tuple(_goal(goal, results.get(goal.id)) for goal in mine)
        became: Became
        if shown and all(goal.reached == "yes" for goal in shown):
            became = "reached"
        elif carried_to:
            became = "carried-on"
        elif spoken_of is None:
            became = "open"
        else:
            became = "dropped" if spoken_of.isdisjoint(sources) else "mentioned"
        yield Appearance(folder.name, area.id, area.title, shown, carried_to, became), names, sources


def _spoken_of(folder: CycleFolder, following: CycleFolder | None) -> set[str] | None:
    """What the following cycle says something of; None where it cannot be told yet, or not at all."""
    if following is None or is_hidden(following) or not is_settled(following):
        return None
    if following.document is None:
        return set()
    silent = {item.id for item in dropped(folder, following)}
    return {f"{folder.name}/{item.id}" for item in left_over(folder) if item.text and item.id not in silent}


def _goal(goal: Goal, result: Result | None) -> FateGoal:
    return FateGoal(
        goal.id, goal.goal, goal.indicator, goal.baseline, goal.target,
        result.measured if result else None, result.reached if result else None,
    )  # fmt: skip
