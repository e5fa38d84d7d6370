"""From one cycle to the next: what a cycle leaves to do, and whether the next one takes it up."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.rows import normalize_text, with_file_index
from pdcli.model.documents import Result
from pdcli.portfolio.portfolio import CycleFolder

Loc = tuple[str | int, ...]
UNMET = ("no", "partly")
# An id in a text: of this cycle or with the name of another in front.
_MENTION = re.compile(r"(?<![\w./-])(?:[\w.-]+/)?[cg][1-9][0-9]*(?!\w)")


class CarriedIn(NamedTuple):
    """A reference to a correction or goal of another cycle (`<cycle>/<id>`), with its document and place."""

    ref: str
    document: Document
    loc: Loc


def carryable(folder: CycleFolder) -> Iterator[str]:
    """Yield the goals and corrections of a cycle that a later one may carry over, as `<cycle>/<id>`."""
    for goal in folder.design.goals if folder.design else ():
        yield f"{folder.name}/{goal.id}"
    for item in folder.approbation.corrections if folder.approbation else ():
        yield f"{folder.name}/{item.id}"


def carried_in(folder: CycleFolder) -> Iterator[CarriedIn]:
    """Yield the references of a cycle to earlier ones: of its rows of `carried_over`, then of its growth areas."""
    document, reflection = folder.document, folder.stages.get("reflection")
    if document and folder.cycle:
        for index, row in with_file_index(document, "carried_over", folder.cycle.carried_over):
            ref = (row.from_ or "").strip()
            if ref:
                yield CarriedIn(ref, document, ("carried_over", index, "from"))
    if reflection and folder.reflection:
        for index, area in with_file_index(reflection, "growth_areas", folder.reflection.growth_areas):
            earlier = frozenset(area.earlier)
            # The list of the file, in which broken entries count.
            for number, name in enumerate(reflection.data["growth_areas"][index]["from"] if earlier else ()):
                if isinstance(name, str) and name in earlier:
                    yield CarriedIn(name, reflection, ("growth_areas", index, "from", number))


class OutstandingItem(NamedTuple):
    """A correction, or a goal that was not reached; `loc` is its place in the approbation."""

    id: str
    loc: Loc
    text: str | None


def last_results(folder: CycleFolder) -> dict[str, Result]:
    """Goal id -> its result that counts: the last one."""
    return {row.goal: row for row in folder.approbation.results if row.goal} if folder.approbation else {}


def outstanding(folder: CycleFolder) -> list[OutstandingItem]:
    """What a cycle leaves to do: its corrections, then its unmet goals."""
    approbation, source = folder.approbation, folder.stages.get("approbation")
    if not approbation or not source:
        return []
    goals = {item.id: item.goal for item in folder.design.goals} if folder.design else {}
    last = last_results(folder)
    corrections = [
        OutstandingItem(item.id, ("corrections", index, "text"), item.text)
        for index, item in with_file_index(source, "corrections", approbation.corrections)
    ]
    unmet = [
        OutstandingItem(item.goal, ("results", index, "goal"), goals.get(item.goal))
        for index, item in with_file_index(source, "results", approbation.results)
        if item.goal and item.reached in UNMET and last[item.goal] is item
    ]
    return corrections + unmet


def is_private_cycle(folder: CycleFolder) -> bool:
    """Whether a document that the thread runs through is private."""
    documents = (folder.document, *folder.stages.values())
    return any(document.is_private for document in documents if document)


def is_settled(folder: CycleFolder) -> bool:
    """Whether the teacher is done with writing down what is carried over."""
    return bool(folder.document and folder.document.is_final) or any(item.is_final for item in folder.stages.values())


def may_precede(one: CycleFolder, other: CycleFolder) -> bool:
    """Whether a cycle may be earlier than another one; without its period it may."""
    return one is not other and not (one.start and other.start and one.start > other.start)


def may_carry_unread(folder: CycleFolder) -> bool:
    """Whether an unread document of a cycle may carry over items of earlier ones."""
    return not folder.unread_kinds.isdisjoint(("cycle", "reflection"))


def abandoned(
    earlier: CycleFolder, later: CycleFolder | None, is_carried: Callable[[str], bool]
) -> list[OutstandingItem]:
    """What a cycle leaves to do that is neither taken up nor mentioned in the cycle.yaml of the later cycle.

    `is_carried` says of the id of a correction or goal whether a later cycle carries it over or continues it. Where
    there is no cycle.yaml, nothing is mentioned.
    """
    approbation = earlier.approbation
    if not approbation:
        return []
    unmet = (goal for goal, row in last_results(earlier).items() if row.reached in UNMET)
    open_ids = {name for name in (*(item.id for item in approbation.corrections), *unmet) if not is_carried(name)}
    # A carried correction takes the goal along for which it was made.
    open_ids.difference_update(str(item.goal) for item in approbation.corrections if item.id not in open_ids)
    items = [item for item in outstanding(earlier) if item.id in open_ids] if open_ids else []
    if not items or later is None or later.document is None or later.cycle is None:
        return items
    ids = set(_MENTION.findall(later.document.text))
    words = normalize_text(later.document.text)

    def is_mentioned(item: OutstandingItem) -> bool:
        return not ids.isdisjoint((item.id, f"{earlier.name}/{item.id}")) or normalize_text(item.text or "\0") in words

    return [item for item in items if not is_mentioned(item)]


class CarryOver:
    """What all cycles carry over and leave, computed once; `cycles` are in the order of time, private ones included."""

    def __init__(self, cycles: Sequence[CycleFolder]) -> None:
        self._cycles = cycles
        self.following = followers(cycles)
        self.carried_in = {folder.name: tuple(carried_in(folder)) for folder in cycles}
        self._order = {folder.name: number for number, folder in enumerate(cycles)}
        # `<cycle>/<id>` -> the number of the last cycle that carries it over.
        self._last_carrier = {
            item.ref: number for number, items in enumerate(self.carried_in.values()) for item in items
        }
        self._carryable: dict[str, frozenset[str]] = {}
        self._abandoned: dict[str, list[OutstandingItem]] = {}
        self._abandoned_ids: dict[str, frozenset[str]] = {}

    @cached_property
    def carried_to(self) -> dict[str, tuple[str, ...]]:
        """`<cycle>/<id>` -> the later cycles that carry it over; without private ones."""
        carriers: dict[str, dict[str, None]] = {}
        for folder in self._cycles:
            for item in self.carried_in[folder.name] if not is_private_cycle(folder) else ():
                if self._order.get(item.ref.rpartition("/")[0], len(self._order)) < self._order[folder.name]:
                    carriers.setdefault(item.ref, {})[folder.name] = None
        return {ref: tuple(names) for ref, names in carriers.items()}

    def carryable(self, folder: CycleFolder) -> frozenset[str]:
        """The items of a cycle that a later one may carry over, as `<cycle>/<id>`."""
        refs = self._carryable.get(folder.name)
        if refs is None:
            refs = self._carryable[folder.name] = frozenset(carryable(folder))
        return refs

    def carries_any(self, folder: CycleFolder) -> bool:
        """Whether anything is carried over, or continued by a growth area."""
        return bool(self.carried_in[folder.name]) or bool(folder.cycle and folder.cycle.carried_over)

    def is_carried(self, folder: CycleFolder, name: str) -> bool:
        """Whether a later cycle carries over or continues a correction or goal of a cycle."""
        return self._last_carrier.get(f"{folder.name}/{name}", -1) > self._order[folder.name]

    def abandoned(self, folder: CycleFolder) -> list[OutstandingItem]:
        """The items of a cycle that no later one carries over and the next one does not mention."""
        items = self._abandoned.get(folder.name)
        if items is None:
            following = self.following.get(folder.name)
            items = self._abandoned[folder.name] = abandoned(
                folder, following, lambda name: self.is_carried(folder, name)
            )
        return items

    def is_abandoned(self, folder: CycleFolder, name: str) -> bool:
        """Whether a correction or goal of a cycle is abandoned."""
        if folder.name not in self._abandoned_ids:
            self._abandoned_ids[folder.name] = frozenset(item.id for item in self.abandoned(folder))
        return name in self._abandoned_ids[folder.name]


def unaddressed(folder: CycleFolder) -> list[str]:
    """The items that a cycle carries over, as `<cycle>/<id>`, without a goal that comes from them or repeats them."""
    goals = folder.design.goals if folder.design else ()
    corrections = folder.approbation.corrections if folder.approbation else ()
    areas = folder.reflection.growth_areas if folder.reflection else ()
    areas_with_goal = {area for goal in goals for area in goal.from_}
    addressed = {ref for area in areas if area.id in areas_with_goal for ref in area.earlier}
    repeated = {
        normalize_text(text) for text in (*(goal.goal for goal in goals), *(item.text for item in corrections)) if text
    }
    rows = folder.cycle.carried_over if folder.cycle else ()
    addressed |= {(row.from_ or "").strip() for row in rows if row.text and normalize_text(row.text) in repeated}
    return [ref for ref in dict.fromkeys(item.ref for item in carried_in(folder)) if ref not in addressed]


def carryable_texts(folder: CycleFolder) -> dict[str, str | None]:
    """`<cycle>/<id>` -> text of what a cycle leaves to later ones; of a repeated id that of its first row."""
    goals = folder.design.goals if folder.design else ()
    corrections = folder.approbation.corrections if folder.approbation else ()
    texts = {item.id: item.goal for item in reversed(goals)} | {item.id: item.text for item in reversed(corrections)}
    return {ref: texts[ref.rpartition("/")[2]] for ref in carryable(folder)}


def followers(cycles: Sequence[CycleFolder]) -> dict[str, CycleFolder]:
    """Cycle -> the one that continues it: the first later one with it in `previous`, else the next one."""
    order = {folder.name: number for number, folder in enumerate(cycles)}
    following: dict[str, CycleFolder] = {}
    for number, folder in enumerate(cycles):
        previous = folder.cycle.previous if folder.cycle else None
        if previous and order.get(previous, number) < number:
            following.setdefault(previous, folder)
    for earlier, later in pairwise(cycles):
        following.setdefault(earlier.name, later)
    return following


class CarriedAgain(NamedTuple):
    """What the last cycle carries over, and how many cycles do by now; `text` is its ref where it has none."""

    document: Document
    loc: Loc
    text: str
    cycles: int


def carried_again(cycles: Sequence[CycleFolder], times: int) -> Iterator[CarriedAgain]:
    """What the last cycle carries over and more than `times` cycles do, itself included."""
    with_document = [folder for folder in cycles if folder.cycle and folder.document]
    if len(with_document) <= times:
        return
    texts = {ref: text for folder in cycles for ref, text in carryable_texts(folder).items()}
    counts: Counter[str] = Counter()
    for folder in with_document[:-1]:
        # Once in a cycle, though it may be a correction, a goal and part of a growth area.
        counts.update({name for row in _carried(folder, texts) for name in row.names})
    last = with_document[-1]
    of_rows: set[str] = set()
    for row in _carried(last, texts):
        count = 1 + max((counts[name] for name in row.names), default=0)
        # A growth area that continues a carried row is reported with the row.
        if count > times and (row.document is last.document or row.names.isdisjoint(of_rows)):
            of_rows |= row.names
            yield CarriedAgain(row.document, row.loc, row.text, count)


class _Carried(NamedTuple):
    """A row of `carried_over`, or what a growth area continues; two that share a name carry the same over."""

    document: Document
    loc: Loc
    text: str
    names: frozenset[str]


def _carried(folder: CycleFolder, texts: Mapping[str, str | None]) -> Iterator[_Carried]:
    document = folder.document
    if document and folder.cycle:
        for index, row in with_file_index(document, "carried_over", folder.cycle.carried_over):
            ref, text = (row.from_ or "").strip(), row.text or ""
            loc: Loc = ("carried_over", index, "from" if row.from_ else "text")
            yield _Carried(document, loc, text or ref, _names(ref, text, texts))
    for item in carried_in(folder):
        if item.document is not document:
            yield _Carried(item.document, item.loc, item.ref, _names(item.ref, "", texts))


def _names(ref: str, text: str, texts: Mapping[str, str | None]) -> frozenset[str]:
    """What a carried row can be recognised by: its ref, its own text, and the text that its ref leads to."""
    return frozenset((ref, normalize_text(text), normalize_text(texts.get(ref) or ""))) - {""}
