"""From one cycle to the next: what a cycle leaves to do, and whether the next one takes it up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pdcli.documents.rows import folded, numbered
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.portfolio.references import left_by, taken_up

Loc = tuple[str | int, ...]
UNMET = ("no", "partly")
# An id in a text: of this cycle or with the name of another in front.
_MENTION = re.compile(r"(?<![\w./-])(?:[\w.-]+/)?[cg][1-9][0-9]*(?!\w)")


class Left(NamedTuple):
    """A correction, or a goal that was not reached; `loc` is its place in the approbation."""

    id: str
    loc: Loc
    text: str | None


def left_over(folder: CycleFolder) -> list[Left]:
    """What a cycle leaves to do: its corrections, then its unmet goals."""
    approbation, source = folder.approbation, folder.stages.get("approbation")
    if not approbation or not source:
        return []
    goals = {item.id: item.goal for item in folder.design.goals} if folder.design else {}
    corrections = [
        Left(item.id, ("corrections", index, "text"), item.text)
        for index, item in numbered(source, "corrections", approbation.corrections)
    ]
    unmet = [
        Left(item.goal, ("results", index, "goal"), goals.get(item.goal))
        for index, item in numbered(source, "results", approbation.results)
        if item.goal and item.reached in UNMET
    ]
    return corrections + unmet


def is_hidden(folder: CycleFolder) -> bool:
    """Whether a document that the thread runs through is private."""
    documents = (folder.document, *folder.stages.values())
    return any(document.is_private for document in documents if document)


def is_settled(folder: CycleFolder) -> bool:
    """Whether the teacher is done with writing down what is carried over."""
    return bool(folder.document and folder.document.is_final) or any(item.is_final for item in folder.stages.values())


def dropped(earlier: CycleFolder, later: CycleFolder) -> Iterator[Left]:
    """What the later cycle neither carries over nor mentions in its cycle.yaml, nor continues in a growth area."""
    document, approbation = later.document, earlier.approbation
    if not document or not later.cycle or not approbation:
        return
    carried = {item.ref for item in taken_up(later)}
    # A carried correction takes the goal along for which it was made.
    taken = {item.goal for item in approbation.corrections if f"{earlier.name}/{item.id}" in carried}
    left = [
        item
        for item in left_over(earlier)
        if f"{earlier.name}/{item.id}" not in carried and not (item.loc[0] == "results" and item.id in taken)
    ]
    said = set(_MENTION.findall(document.text)) if left else set()
    words = folded(document.text) if left else ""
    for item in left:
        # A row without its text is told elsewhere, and there is nothing to look for.
        if item.text and not {item.id, f"{earlier.name}/{item.id}"} & said and folded(item.text) not in words:
            yield item


class Continuation:
    """What later cycles make of the corrections and goals of a cycle.

    `following` is the cycle that continues it; `carried` is what `carried_by` says of all cycles.
    """

    def __init__(
        self, folder: CycleFolder, following: CycleFolder | None, carried: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._folder = folder
        self._following = following
        self._carried = carried

    def carried_to(self, name: str) -> tuple[str, ...]:
        """The later cycles that carry a correction or goal over."""
        return self._carried.get(f"{self._folder.name}/{name}", ())

    def is_dropped(self, name: str) -> bool:
        """Whether nothing later takes up a correction or goal, as far as it may be told."""
        if self.carried_to(name) or (self._following and is_hidden(self._following)):
            return False
        return self._dropped is None or name in self._dropped

    @cached_property
    def _dropped(self) -> set[str] | None:
        """What the following cycle leaves without a word; None where there is nothing to look at."""
        if self._following is None or self._following.document is None:
            return None
        return {item.id for item in dropped(self._folder, self._following)}


def not_taken_up(folder: CycleFolder) -> list[str]:
    """What a cycle carries over, as `<cycle>/<id>`, and does nothing about: no goal comes of it or repeats it."""
    goals = folder.design.goals if folder.design else ()
    corrections = folder.approbation.corrections if folder.approbation else ()
    areas = folder.reflection.growth_areas if folder.reflection else ()
    served = {area for goal in goals for area in goal.from_}
    done = {ref for area in areas if area.id in served for ref in area.earlier}
    repeated = {folded(text) for text in (*(goal.goal for goal in goals), *(item.text for item in corrections)) if text}
    rows = folder.cycle.carried_over if folder.cycle else ()
    done |= {(row.from_ or "").strip() for row in rows if row.text and folded(row.text) in repeated}
    return [ref for ref in dict.fromkeys(item.ref for item in taken_up(folder)) if ref not in done]


def left_texts(folder: CycleFolder) -> dict[str, str | None]:
    """What a cycle leaves to later ones, by `<cycle>/<id>`; of a repeated id, what its first row says."""
    goals = folder.design.goals if folder.design else ()
    corrections = folder.approbation.corrections if folder.approbation else ()
    texts = {item.id: item.goal for item in reversed(goals)} | {item.id: item.text for item in reversed(corrections)}
    return {ref: texts[ref.rpartition("/")[2]] for ref in left_by(folder)}


def followers(cycles: Sequence[CycleFolder]) -> dict[str, CycleFolder]:
    """The cycle that continues each: the first later one that says so in `previous`, else the one after it."""
    order = {folder.name: number for number, folder in enumerate(cycles)}
    found: dict[str, CycleFolder] = {}
    for number, folder in enumerate(cycles):
        named = folder.cycle.previous if folder.cycle else None
        if named and order.get(named, number) < number:
            found.setdefault(named, folder)
    for earlier, later in pairwise(cycles):
        found.setdefault(earlier.name, later)
    return found


def carried_by(cycles: Sequence[CycleFolder]) -> dict[str, tuple[str, ...]]:
    """What is taken up, as `<cycle>/<id>`, and the later cycles that do it; private ones are left out."""
    found: dict[str, dict[str, None]] = {}
    earlier: set[str] = set()
    for folder in cycles:
        for item in taken_up(folder) if not is_hidden(folder) else ():
            if item.ref.rpartition("/")[0] in earlier:
                found.setdefault(item.ref, {})[folder.name] = None
        earlier.add(folder.name)
    return {source: tuple(names) for source, names in found.items()}
