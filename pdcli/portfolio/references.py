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
            found.extend(_ids(item, document.data, ()))
    return found


def document_refs(document: Document) -> Iterator[tuple[Loc, str]]:
    """Every reference to another document, with its place."""
    for item in document.form.document_fields if document.form else ():
        value = document.data.get(item.key)
        if isinstance(value, str) and value:
            yield (item.key,), value


def _ids(item: Field, data: Any, above: Loc) -> Iterator[tuple[Loc, str]]:
    value = data.get(item.key) if isinstance(data, dict) else None
    loc = (*above, item.key)
    if item.type == "evidence" and isinstance(value, list):
        yield from (((*loc, index), entry) for index, entry in enumerate(value) if isinstance(entry, str))
    elif item.type == "table" and isinstance(value, list):
        for index, row in enumerate(value):
            for part in item.evidence_parts:
                yield from _ids(part, row, (*loc, index))
    elif item.type in ("group", "sheet"):
        for part in item.evidence_parts:
            yield from _ids(part, value, loc)


_known: WeakKeyDictionary[Document, list[tuple[Loc, str]]] = WeakKeyDictionary()
