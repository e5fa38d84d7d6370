"""What became of each growth area over the years. Nothing here judges: it says what is written, or that nothing is.

An area of a later cycle is the same one where both have the same title, or where the later cycle carries over a goal or
correction of the earlier area, and the area or one of its goals says just what is carried. Anything less is a guess:
then it is only said into which cycles something was carried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pdcli.model.documents import Correction, Goal, GrowthArea, Result
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


class _Story(NamedTuple):
    """What is known of a goal: worked out once, however many areas it serves."""

    ref: str
    goal: FateGoal
    corrections: tuple[Correction, ...]
    carried_to: tuple[str, ...]
    is_spoken_of: bool


def fates(
    cycles: Sequence[CycleFolder], following: Mapping[str, CycleFolder], carried: Mapping[str, tuple[str, ...]]
) -> tuple[Fate, ...]:
    """The fates of all growth areas, by their first appearance. Areas of private cycles are left out."""
    threads: list[list[Appearance]] = []
    by_title: dict[str, int] = {}
    owners: dict[str, list[int]] = {}
    sources: dict[str, tuple[str, str]] = {}
    for folder in cycles:
        if is_hidden(folder) or not folder.reflection:
            continue
        after = following.get(folder.name)
        stories = _stories(folder, after, carried)
        carried_here = _carried_here(folder, sources)
        told: set[str] = set()
        taken: set[str] = set()
        for area in folder.reflection.growth_areas:
            # Of a repeated id, the first row is what references mean.
            if area.id in told:
                continue
            told.add(area.id)
            mine = stories.get(area.id, [])
            title = folded(area.title or "")
            same = [by_title[title]] if title in by_title else []
            for name in (title, *(folded(story.goal.text or "") for story in mine)):
                # What one area of this cycle takes up, no other does.
                for ref in [ref for ref in carried_here.pop(name, ()) if ref not in taken]:
                    taken.add(ref)
                    same += owners.get(ref, ())
            found = [number for number in dict.fromkeys(same) if threads[number][-1].cycle != folder.name]
            if not found:
                found = [len(threads)]
                threads.append([])
            appearance = _appearance(folder, after, area, mine)
            for number in found:
                threads[number].append(appearance)
            if title:
                by_title[title] = found[0]
            for story in mine:
                owners.setdefault(story.ref, []).extend(found)
        for story in {story.ref: story for mine in stories.values() for story in mine}.values():
            sources[story.ref] = story.ref, folded(story.goal.text or "")
            for item in story.corrections:
                sources[f"{folder.name}/{item.id}"] = story.ref, folded(item.text or "")
    return tuple(Fate(thread[-1].title, tuple(thread), thread[-1].became) for thread in threads)


def _carried_here(folder: CycleFolder, sources: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, None]]:
    """What is carried into a cycle, as text, and the goals that it belongs to."""
    found: dict[str, dict[str, None]] = {}
    for row in folder.cycle.carried_over if folder.cycle else ():
        ref, text = sources.get((row.from_ or "").strip(), ("", ""))
        for said in {folded(row.text or ""), text} - {""} if ref else ():
            found.setdefault(said, {})[ref] = None
    return found


def _stories(
    folder: CycleFolder, following: CycleFolder | None, carried: Mapping[str, tuple[str, ...]]
) -> dict[str, list[_Story]]:
    """The goals of a cycle by the growth areas that they serve."""
    approbation = folder.approbation
    results = {item.goal: item for item in approbation.results} if approbation else {}
    corrections: dict[str | None, list[Correction]] = {}
    for item in approbation.corrections if approbation else ():
        corrections.setdefault(item.goal, []).append(item)
    spoken_of = _spoken_of(folder, following)
    found: dict[str, list[_Story]] = {}
    first: dict[str, Goal] = {}
    for goal in folder.design.goals if folder.design else ():
        first.setdefault(goal.id, goal)
    for goal in first.values():
        ref, own = f"{folder.name}/{goal.id}", tuple(corrections.get(goal.id, ()))
        refs = (ref, *(f"{folder.name}/{item.id}" for item in own))
        carried_to = tuple(dict.fromkeys(cycle for name in refs for cycle in carried.get(name, ())))
        shown = _goal(goal, results.get(goal.id))
        story = _Story(ref, shown, own, carried_to, not spoken_of.isdisjoint(refs))
        for area in dict.fromkeys(goal.from_):
            found.setdefault(area, []).append(story)
    return found


def _appearance(
    folder: CycleFolder, following: CycleFolder | None, area: GrowthArea, stories: Sequence[_Story]
) -> Appearance:
    carried_to = tuple(dict.fromkeys(cycle for story in stories for cycle in story.carried_to))
    became: Became = "open"
    if stories and all(story.goal.reached == "yes" for story in stories):
        became = "reached"
    elif carried_to:
        became = "carried-on"
    elif any(story.is_spoken_of for story in stories):
        became = "mentioned"
    elif following and is_settled(following) and not is_hidden(following):
        became = "dropped"
    goals = tuple(story.goal for story in stories)
    return Appearance(folder.name, area.id, area.title, goals, carried_to, became)


def _spoken_of(folder: CycleFolder, following: CycleFolder | None) -> set[str]:
    """What the following cycle says something of."""
    if following is None or following.document is None or is_hidden(following) or not is_settled(following):
        return set()
    silent = {item.id for item in dropped(folder, following)}
    return {f"{folder.name}/{item.id}" for item in left_over(folder) if item.text and item.id not in silent}


def _goal(goal: Goal, result: Result | None) -> FateGoal:
    return FateGoal(
        goal.id, goal.goal, goal.indicator, goal.baseline, goal.target,
        result.measured if result else None, result.reached if result else None,
    )  # fmt: skip
