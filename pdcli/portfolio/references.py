"""References in documents: to other documents, and to goals and corrections of earlier cycles."""

from collections.abc import Iterator
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.rows import with_file_index
from pdcli.portfolio.portfolio import CycleFolder

Loc = tuple[str | int, ...]


def document_refs(document: Document) -> Iterator[tuple[Loc, str]]:
    """Yield (place, ref) of every reference to another document."""
    for item in document.form.document_fields if document.form else ():
        value = document.data.get(item.key)
        if isinstance(value, str) and value:
            yield (item.key,), value


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
            # As the list stands in the file, where a broken entry counts too.
            for number, name in enumerate(reflection.data["growth_areas"][index]["from"] if earlier else ()):
                if isinstance(name, str) and name in earlier:
                    yield CarriedIn(name, reflection, ("growth_areas", index, "from", number))
