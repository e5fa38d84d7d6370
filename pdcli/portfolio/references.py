"""References that a document makes: which evidence it points at, and where."""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from pdcli.model.forms import Field
from pdcli.portfolio.document import Document

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
