"""References that a document makes: which evidence it points at, what of earlier cycles it takes up, and where."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from pdcli.documents.document import Document
from pdcli.documents.rows import numbered
from pdcli.model.forms import Field
from pdcli.portfolio.portfolio import CycleFolder

Loc = tuple[str | int, ...]


def evidence_ids(document: Document) -> list[tuple[Loc, str]]:
    """Every evidence id in a document, with its place. Several rules ask for them."""
    found = _known.get(document)
    if found is None:
        found = _known[document] = []
        for item in document.form.evidence_fields if document.form else ():
            value = document.data.get(item.key)
            if value:
                found.extend(_ids(item, value, (item.key,)))
    return found


def document_refs(document: Document) -> Iterator[tuple[Loc, str]]:
    """Every reference to another document, with its place."""
    for item in document.form.document_fields if document.form else ():
        value = document.data.get(item.key)
        if isinstance(value, str) and value:
            yield (item.key,), value


class Taken(NamedTuple):
    """A correction or goal of another cycle (`<cycle>/<id>`) that a cycle names, with the place where it does."""

    ref: str
    document: Document
    loc: Loc


def left_by(folder: CycleFolder) -> Iterator[str]:
    """What a later cycle may take up: the goals and corrections of a cycle, as `<cycle>/<id>`."""
    for goal in folder.design.goals if folder.design else ():
        yield f"{folder.name}/{goal.id}"
    for item in folder.approbation.corrections if folder.approbation else ():
        yield f"{folder.name}/{item.id}"


def taken_up(folder: CycleFolder) -> Iterator[Taken]:
    """What a cycle takes up of others: by its rows of `carried_over`, then by its growth areas."""
    document, reflection = folder.document, folder.stages.get("reflection")
    if document and folder.cycle:
        for index, row in numbered(document, "carried_over", folder.cycle.carried_over):
            ref = (row.from_ or "").strip()
            if ref:
                yield Taken(ref, document, ("carried_over", index, "from"))
    if reflection and folder.reflection:
        for index, area in numbered(reflection, "growth_areas", folder.reflection.growth_areas):
            earlier = frozenset(area.earlier)
            # As the list stands in the file, where a broken entry counts too.
            for number, name in enumerate(reflection.data["growth_areas"][index]["from"] if earlier else ()):
                if isinstance(name, str) and name in earlier:
                    yield Taken(name, reflection, ("growth_areas", index, "from", number))


def _ids(item: Field, value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """The ids in the value of a field that is or holds evidence."""
    if item.type == "evidence":
        if isinstance(value, list):
            yield from [((*loc, index), entry) for index, entry in enumerate(value) if isinstance(entry, str)]
    elif item.type == "table":
        for index, row in enumerate(value if isinstance(value, list) else ()):
            yield from _ids_in_parts(item, row, (*loc, index))
    elif item.type in ("group", "sheet"):
        yield from _ids_in_parts(item, value, loc)


def _ids_in_parts(item: Field, data: Any, above: Loc) -> Iterator[tuple[Loc, str]]:
    for part in item.evidence_parts if isinstance(data, dict) else ():
        value = data.get(part.key)
        if value:
            yield from _ids(part, value, (*above, part.key))


_known: WeakKeyDictionary[Document, list[tuple[Loc, str]]] = WeakKeyDictionary()
