"""What became of each growth area over the years. Nothing here judges: it says what is written, or that nothing is.

An area of a later cycle goes on with an earlier one where its `from` names a goal or correction of that area. An area
without such a link goes on with the one of the same title, or with the one whose goal or correction its cycle carries
over, where the area or one of its goals says just what is carried. Anything less is a guess: then it is only said into
which cycles something was carried.

Areas that go on with one another are one fate, also where one splits into two or two become one. Links lead to earlier
cycles only, so that no circle can arise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pdcli.documents.rows import folded
from pdcli.model.documents import Correction, Goal, GrowthArea
from pdcli.model.privacy import Key, Text
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.portfolio.references import taken_up
from pdcli.thread.carryover import abandoned, is_hidden, is_settled, left_over
from pdcli.thread.nodes import KnotEvidence, ResultKnot

Became = Literal["reached", "carried-on", "mentioned", "dropped", "open"]
# A fate with several ends is as far as the one that is farthest from being done.
_BY_DISTANCE: tuple[Became, ...] = ("open", "carried-on", "mentioned", "dropped", "reached")


@dataclass(frozen=True, slots=True)
class FateGoal:
    """A goal that serves the area, and the last of its results with the evidence for it."""

    id: Key
    text: Text | None
    indicator: Text | None
    baseline: Text | None
    target: Text | None
    measured: Text | None
    reached: Literal["yes", "partly", "no"] | None
    evidence: tuple[KnotEvidence, ...] = ()
    private_evidence: int = 0


@dataclass(frozen=True, slots=True)
class Appearance:
    """The area in one cycle.

    `continues` is what of earlier cycles it goes on with: goals and corrections, or the area of the same title, each as
    `<cycle>/<id>`. `carried_to` are later cycles that carry over a goal or correction of it, or go on with it.
    """

    cycle: Key
    growth_area: Key
    title: Text | None
    goals: tuple[FateGoal, ...]
    continues: tuple[Text, ...]
    carried_to: tuple[Text, ...]
    became: Became


@dataclass(frozen=True, slots=True)
class Fate:
    """One area through all cycles that it appears in, the first one first.

    `title`, `carried_to` and `became` are those of its last appearance; where it has split, of all ends that nothing
    goes on with. `became` is what is known last: `reached` (all goals), `carried-on` (to a later cycle), `mentioned`
    (the next cycle speaks of it), `dropped` (the next cycle is written, and says nothing), `open` (it is too early to
    tell, or the next cycle is private). Of several ends, the one that is farthest from being reached says it.
    """

    title: Text | None
    appearances: tuple[Appearance, ...]
    carried_to: tuple[Text, ...]
    became: Became


class _Story(NamedTuple):
    """What is known of a goal: worked out once, however many areas it serves."""

    ref: str
    goal: FateGoal
    corrections: tuple[Correction, ...]
    carried_to: tuple[str, ...]
    is_spoken_of: bool


@dataclass(eq=False, slots=True)
class _Area:
    """An area of one cycle while later ones are still being looked at. `fate` leads to the first area of its fate."""

    folder: CycleFolder
    area: GrowthArea
    stories: Sequence[_Story]
    continues: tuple[str, ...] = ()
    continued_in: dict[str, None] = field(default_factory=dict)
    fate: "_Area | None" = None

    @property
    def ref(self) -> str:
        return f"{self.folder.name}/{self.area.id}"

    def first(self) -> "_Area":
        """The area that stands for the whole fate; the way there is made shorter as it is gone."""
        found = self
        while found.fate:
            if found.fate.fate:
                found.fate = found.fate.fate
            found = found.fate
        return found


def fates(
    cycles: Sequence[CycleFolder],
    following: Mapping[str, CycleFolder],
    carried: Mapping[str, tuple[str, ...]],
    results: Mapping[str, ResultKnot],
) -> tuple[Fate, ...]:
    """The fates of all growth areas, by their first appearance. Areas of private cycles are left out.

    `results` are what was measured last for each goal, by `<cycle>/<goal>`.
    """
    joined = _Joined()
    for folder in cycles:
        if not is_hidden(folder) and folder.reflection:
            joined.add(folder, _stories(folder, following.get(folder.name), carried, results))
    return tuple(_fate(areas, following) for areas in joined.fates())


class _Joined:
    """The areas of all cycles so far, and what later ones may go on with."""

    def __init__(self) -> None:
        self.areas: list[_Area] = []
        self.by_title: dict[str, _Area] = {}
        # By goal: the areas that it serves; by goal or correction: the goal and what the row says.
        self.served: dict[str, list[_Area]] = {}
        self.sources: dict[str, tuple[str, str]] = {}

    def add(self, folder: CycleFolder, stories: Mapping[str, list[_Story]]) -> None:
        """The areas of one more cycle, each joined to those it goes on with."""
        new: dict[str, _Area] = {}
        for area in folder.reflection.growth_areas if folder.reflection else ():
            # Of a repeated id, the first row is what references mean.
            if area.id not in new:
                new[area.id] = _Area(folder, area, stories.get(area.id, []))
        linked = {item.ref: self._linked(item.area) for item in new.values()}
        # What one area of this cycle names, no other takes up by its words.
        taken = {self.sources[ref][0] for refs in linked.values() for ref in refs}
        carried_here = self._carried_here(folder)
        joined: dict[str, _Area] = {}
        for item in new.values():
            item.continues = linked[item.ref] or tuple(self._by_words(item, carried_here, taken))
            for ref in dict.fromkeys(self.sources.get(ref, (ref,))[0] for ref in item.continues):
                if ref in joined:
                    _unite(joined[ref], item)
                else:
                    joined[ref] = item
                    self._join(item, ref)
        self._remember(new, stories)

    def fates(self) -> Iterator[list[_Area]]:
        """The areas that belong together, in the order of the first ones."""
        found: dict[int, list[_Area]] = {}
        for item in self.areas:
            found.setdefault(id(item.first()), []).append(item)
        yield from found.values()

    def _linked(self, area: GrowthArea) -> tuple[str, ...]:
        """The links of an area that lead to earlier areas."""
        return tuple(ref for ref in dict.fromkeys(area.earlier) if self.served.get(self.sources.get(ref, ("",))[0]))

    def _carried_here(self, folder: CycleFolder) -> dict[str, dict[str, str]]:
        """What is carried into a cycle, as text: the goals that it belongs to, and what is named for each."""
        found: dict[str, dict[str, str]] = {}
        for row in folder.cycle.carried_over if folder.cycle else ():
            named = (row.from_ or "").strip()
            goal, text = self.sources.get(named, ("", ""))
            for said in {folded(row.text or ""), text} - {""} if goal else ():
                found.setdefault(said, {}).setdefault(goal, named)
        return found

    def _by_words(self, item: _Area, carried_here: dict[str, dict[str, str]], taken: set[str]) -> Iterator[str]:
        title = folded(item.area.title or "")
        if title in self.by_title:
            yield self.by_title[title].ref
        for name in (title, *(folded(story.goal.text or "") for story in item.stories)):
            # What one area of this cycle takes up, no other does.
            for goal, named in carried_here.pop(name, {}).items():
                if goal not in taken:
                    taken.add(goal)
                    yield named

    def _join(self, item: _Area, ref: str) -> None:
        """Make an area one fate with the areas that a goal serves, or with the area of this name."""
        for other in self.served.get(ref, ()):
            other.continued_in[item.folder.name] = None
            _unite(other, item)

    def _remember(self, new: Mapping[str, _Area], stories: Mapping[str, list[_Story]]) -> None:
        self.areas += new.values()
        titles: dict[str, _Area] = {}
        for item in new.values():
            # An area may be named itself: that is how one of the same title is joined.
            self.served[item.ref] = [item]
            titles.setdefault(folded(item.area.title or ""), item)
            for story in item.stories:
                self.served.setdefault(story.ref, []).append(item)
        titles.pop("", None)
        self.by_title.update(titles)
        for story in {story.ref: story for mine in stories.values() for story in mine}.values():
            cycle = story.ref.rpartition("/")[0]
            self.sources[story.ref] = story.ref, folded(story.goal.text or "")
            for row in story.corrections:
                self.sources[f"{cycle}/{row.id}"] = story.ref, folded(row.text or "")


def _unite(one: _Area, other: _Area) -> None:
    first, second = one.first(), other.first()
    if first is not second:
        second.fate = first


def _stories(
    folder: CycleFolder,
    following: CycleFolder | None,
    carried: Mapping[str, tuple[str, ...]],
    results: Mapping[str, ResultKnot],
) -> dict[str, list[_Story]]:
    """The goals of a cycle by the growth areas that they serve."""
    corrections: dict[str | None, list[Correction]] = {}
    for item in folder.approbation.corrections if folder.approbation else ():
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
        shown = _goal(goal, results.get(ref))
        story = _Story(ref, shown, own, carried_to, not spoken_of.isdisjoint(refs))
        for area in dict.fromkeys(goal.from_):
            found.setdefault(area, []).append(story)
    return found


def _fate(areas: Sequence[_Area], following: Mapping[str, CycleFolder]) -> Fate:
    appearances = tuple(_appearance(item, following.get(item.folder.name)) for item in areas)
    ends = [told for item, told in zip(areas, appearances, strict=True) if not item.continued_in]
    titles = dict.fromkeys(item.title for item in ends if item.title)
    carried_to = dict.fromkeys(cycle for item in ends for cycle in item.carried_to)
    became = min((item.became for item in ends), key=_BY_DISTANCE.index)
    return Fate("; ".join(titles) or None, appearances, tuple(carried_to), became)


def _appearance(item: _Area, following: CycleFolder | None) -> Appearance:
    stories = item.stories
    carried_to = dict.fromkeys(cycle for story in stories for cycle in story.carried_to) | item.continued_in
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
    return Appearance(
        item.folder.name, item.area.id, item.area.title, goals, item.continues, tuple(carried_to), became
    )  # fmt: skip


def _spoken_of(folder: CycleFolder, following: CycleFolder | None) -> set[str]:
    """What the following cycle says something of."""
    if following is None or following.document is None or is_hidden(following) or not is_settled(following):
        return set()
    carried = {item.ref for item in taken_up(following)}
    silent = {item.id for item in abandoned(folder, following, lambda name: f"{folder.name}/{name}" in carried)}
    return {f"{folder.name}/{item.id}" for item in left_over(folder) if item.text and item.id not in silent}


def _goal(goal: Goal, result: ResultKnot | None) -> FateGoal:
    return FateGoal(
        goal.id, goal.goal, goal.indicator, goal.baseline, goal.target,
        result.measured if result else None, result.reached if result else None,
        result.evidence if result else (), result.private_evidence if result else 0,
    )  # fmt: skip
