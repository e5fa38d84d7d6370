"""What became of each growth area over the years. Nothing here judges: it says what is written, or that nothing is.

An area of a later cycle goes on with an earlier one where its `from` names a goal or correction of that area. An area
without such a link goes on with the one of the same title, or with the one whose goal or correction its cycle carries
over, where the area or one of its goals says just what is carried. Anything less is a guess: then it is only said into
which cycles something was carried.

Areas that go on with one another are one lineage, also where one splits into two or two become one. Links lead to
earlier cycles only, so that no circle can arise.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pdcli.documents.rows import normalize_text
from pdcli.model.documents import Correction, Goal, GrowthArea
from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.thread.carryover import abandoned, carried_in, is_private_cycle, is_settled, outstanding
from pdcli.thread.nodes import NodeEvidence, ResultNode

Outcome = Literal["reached", "carried-on", "mentioned", "dropped", "open"]
# A lineage with several ends is as far as the one that is farthest from being done.
_BY_DISTANCE: tuple[Outcome, ...] = ("open", "carried-on", "mentioned", "dropped", "reached")


class LineageGoal(Value):
    """A goal that serves the area, and the last of its results with the evidence for it."""

    id: Key
    text: Text | None
    indicator: Text | None
    baseline: Text | None
    target: Text | None
    measured: Text | None
    reached: Literal["yes", "partly", "no"] | None
    evidence: tuple[NodeEvidence, ...] = ()
    private_evidence: int = 0


class Occurrence(Value):
    """The area in one cycle.

    `continues` is what of earlier cycles it goes on with: goals and corrections, or the area of the same title, each as
    `<cycle>/<id>`. `carried_to` are later cycles that carry over a goal or correction of it, or go on with it.
    """

    cycle: Key
    growth_area: Key
    title: Text | None
    goals: tuple[LineageGoal, ...]
    continues: tuple[Text, ...]
    carried_to: tuple[Text, ...]
    outcome: Outcome


class Lineage(Value):
    """One area through all cycles that it appears in, the first one first.

    `title`, `carried_to` and `outcome` are those of its last occurrence; where it has split, of all ends that nothing
    goes on with. `outcome` is what is known last: `reached` (all goals), `carried-on` (to a later cycle), `mentioned`
    (the next cycle speaks of it), `dropped` (the next cycle is written, and says nothing), `open` (it is too early to
    tell, or the next cycle is private). Of several ends, the one that is farthest from being reached says it.
    """

    title: Text | None
    occurrences: tuple[Occurrence, ...]
    carried_to: tuple[Text, ...]
    outcome: Outcome


class _GoalHistory(NamedTuple):
    """What is known of a goal: worked out once, however many areas it serves."""

    ref: str
    goal: LineageGoal
    corrections: tuple[Correction, ...]
    carried_to: tuple[str, ...]
    is_mentioned: bool


class _AreaInCycle:
    """An area of one cycle while later ones are looked at. `joined_to` leads to the first of its lineage."""

    def __init__(self, folder: CycleFolder, area: GrowthArea, histories: Sequence[_GoalHistory]) -> None:
        self.folder = folder
        self.area = area
        self.histories = histories
        self.continues: tuple[str, ...] = ()
        self.continued_in: dict[str, None] = {}
        self.joined_to: _AreaInCycle | None = None

    @property
    def ref(self) -> str:
        return f"{self.folder.name}/{self.area.id}"

    def first(self) -> "_AreaInCycle":
        """The representative area of the lineage (union-find with path compression)."""
        area = self
        while area.joined_to:
            if area.joined_to.joined_to:
                area.joined_to = area.joined_to.joined_to
            area = area.joined_to
        return area


def lineages(
    cycles: Sequence[CycleFolder],
    following: Mapping[str, CycleFolder],
    carried: Mapping[str, tuple[str, ...]],
    results: Mapping[str, ResultNode],
) -> tuple[Lineage, ...]:
    """The lineages of all growth areas, by their first occurrence. Areas of private cycles are left out.

    `results` are what was measured last for each goal, by `<cycle>/<goal>`.
    """
    builder = _LineageBuilder()
    for folder in cycles:
        if not is_private_cycle(folder) and folder.reflection:
            builder.add(folder, _histories(folder, following.get(folder.name), carried, results))
    return tuple(_lineage(areas, following) for areas in builder.groups())


class _LineageBuilder:
    """The areas of all cycles so far, and what later ones may go on with."""

    def __init__(self) -> None:
        self.areas: list[_AreaInCycle] = []
        self.by_title: dict[str, _AreaInCycle] = {}
        # Goal -> the areas that it serves; goal or correction -> the goal and the text of the row.
        self.served: dict[str, list[_AreaInCycle]] = {}
        self.sources: dict[str, tuple[str, str]] = {}

    def add(self, folder: CycleFolder, histories: Mapping[str, list[_GoalHistory]]) -> None:
        """Add the areas of one more cycle, each joined to the areas that it continues."""
        new: dict[str, _AreaInCycle] = {}
        for area in folder.reflection.growth_areas if folder.reflection else ():
            # References to a repeated id mean its first row.
            if area.id not in new:
                new[area.id] = _AreaInCycle(folder, area, histories.get(area.id, []))
        linked = {item.ref: self._linked(item.area) for item in new.values()}
        # An item that one area of this cycle names is not joined to another by its words.
        linked_goals = {self.sources[ref][0] for refs in linked.values() for ref in refs}
        carried_here = self._carried_here(folder)
        first: dict[str, _AreaInCycle] = {}
        for item in new.values():
            item.continues = linked[item.ref] or tuple(self._by_words(item, carried_here, linked_goals))
            for ref in dict.fromkeys(self.sources.get(ref, (ref,))[0] for ref in item.continues):
                if ref in first:
                    _unite(first[ref], item)
                else:
                    first[ref] = item
                    self._join(item, ref)
        self._register(new, histories)

    def groups(self) -> Iterator[list[_AreaInCycle]]:
        """Yield the areas of each lineage, in the order of their first ones."""
        groups: dict[int, list[_AreaInCycle]] = {}
        for item in self.areas:
            groups.setdefault(id(item.first()), []).append(item)
        yield from groups.values()

    def _linked(self, area: GrowthArea) -> tuple[str, ...]:
        """The links of an area that lead to earlier areas."""
        return tuple(ref for ref in dict.fromkeys(area.earlier) if self.served.get(self.sources.get(ref, ("",))[0]))

    def _carried_here(self, folder: CycleFolder) -> dict[str, dict[str, str]]:
        """Normalized text of what is carried into a cycle -> goal -> the reference."""
        carried: dict[str, dict[str, str]] = {}
        for row in folder.cycle.carried_over if folder.cycle else ():
            ref = (row.from_ or "").strip()
            goal, goal_text = self.sources.get(ref, ("", ""))
            for text in {normalize_text(row.text or ""), goal_text} - {""} if goal else ():
                carried.setdefault(text, {}).setdefault(goal, ref)
        return carried

    def _by_words(
        self, item: _AreaInCycle, carried_here: dict[str, dict[str, str]], linked_goals: set[str]
    ) -> Iterator[str]:
        title = normalize_text(item.area.title or "")
        if title in self.by_title:
            yield self.by_title[title].ref
        for text in (title, *(normalize_text(history.goal.text or "") for history in item.histories)):
            # An item is joined to one area of this cycle only.
            for goal, ref in carried_here.pop(text, {}).items():
                if goal not in linked_goals:
                    linked_goals.add(goal)
                    yield ref

    def _join(self, item: _AreaInCycle, ref: str) -> None:
        """Make an area one lineage with the areas that a goal serves, or with the area of this name."""
        for other in self.served.get(ref, ()):
            other.continued_in[item.folder.name] = None
            _unite(other, item)

    def _register(self, new: Mapping[str, _AreaInCycle], histories: Mapping[str, list[_GoalHistory]]) -> None:
        self.areas += new.values()
        titles: dict[str, _AreaInCycle] = {}
        for item in new.values():
            # An area may be named itself: that is how one of the same title is joined.
            self.served[item.ref] = [item]
            titles.setdefault(normalize_text(item.area.title or ""), item)
            for history in item.histories:
                self.served.setdefault(history.ref, []).append(item)
        titles.pop("", None)
        self.by_title.update(titles)
        for history in {item.ref: item for of_area in histories.values() for item in of_area}.values():
            cycle = history.ref.rpartition("/")[0]
            self.sources[history.ref] = history.ref, normalize_text(history.goal.text or "")
            for row in history.corrections:
                self.sources[f"{cycle}/{row.id}"] = history.ref, normalize_text(row.text or "")


def _unite(one: _AreaInCycle, other: _AreaInCycle) -> None:
    first, second = one.first(), other.first()
    if first is not second:
        second.joined_to = first


def _histories(
    folder: CycleFolder,
    following: CycleFolder | None,
    carried: Mapping[str, tuple[str, ...]],
    results: Mapping[str, ResultNode],
) -> dict[str, list[_GoalHistory]]:
    """The goals of a cycle by the growth areas that they serve."""
    corrections: dict[str | None, list[Correction]] = {}
    for item in folder.approbation.corrections if folder.approbation else ():
        corrections.setdefault(item.goal, []).append(item)
    mentioned = _mentioned(folder, following)
    histories: dict[str, list[_GoalHistory]] = {}
    first: dict[str, Goal] = {}
    for goal in folder.design.goals if folder.design else ():
        first.setdefault(goal.id, goal)
    for goal in first.values():
        ref, own = f"{folder.name}/{goal.id}", tuple(corrections.get(goal.id, ()))
        refs = (ref, *(f"{folder.name}/{item.id}" for item in own))
        carried_to = tuple(dict.fromkeys(cycle for name in refs for cycle in carried.get(name, ())))
        is_mentioned = not mentioned.isdisjoint(refs)
        history = _GoalHistory(ref, _goal(goal, results.get(ref)), own, carried_to, is_mentioned)
        for area in dict.fromkeys(goal.from_):
            histories.setdefault(area, []).append(history)
    return histories


def _lineage(areas: Sequence[_AreaInCycle], following: Mapping[str, CycleFolder]) -> Lineage:
    occurrences = tuple(_occurrence(item, following.get(item.folder.name)) for item in areas)
    ends = [occurrence for area, occurrence in zip(areas, occurrences, strict=True) if not area.continued_in]
    titles = dict.fromkeys(item.title for item in ends if item.title)
    carried_to = dict.fromkeys(cycle for item in ends for cycle in item.carried_to)
    outcome = min((item.outcome for item in ends), key=_BY_DISTANCE.index)
    return Lineage("; ".join(titles) or None, occurrences, tuple(carried_to), outcome)


def _occurrence(item: _AreaInCycle, following: CycleFolder | None) -> Occurrence:
    histories = item.histories
    carried_to = dict.fromkeys(cycle for history in histories for cycle in history.carried_to) | item.continued_in
    outcome: Outcome = "open"
    if histories and all(history.goal.reached == "yes" for history in histories):
        outcome = "reached"
    elif carried_to:
        outcome = "carried-on"
    elif any(history.is_mentioned for history in histories):
        outcome = "mentioned"
    elif following and is_settled(following) and not is_private_cycle(following):
        outcome = "dropped"
    goals = tuple(history.goal for history in histories)
    return Occurrence(
        item.folder.name, item.area.id, item.area.title, goals, item.continues, tuple(carried_to), outcome
    )  # fmt: skip


def _mentioned(folder: CycleFolder, following: CycleFolder | None) -> set[str]:
    """What the following cycle mentions."""
    if following is None or following.document is None or is_private_cycle(following) or not is_settled(following):
        return set()
    carried = {item.ref for item in carried_in(following)}
    silent = {item.id for item in abandoned(folder, following, lambda name: f"{folder.name}/{name}" in carried)}
    return {f"{folder.name}/{item.id}" for item in outstanding(folder) if item.text and item.id not in silent}


def _goal(goal: Goal, result: ResultNode | None) -> LineageGoal:
    return LineageGoal(
        goal.id, goal.goal, goal.indicator, goal.baseline, goal.target,
        result.measured if result else None, result.reached if result else None,
        result.evidence if result else (), result.private_evidence if result else 0,
    )  # fmt: skip
