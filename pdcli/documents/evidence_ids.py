"""Which evidence a document points at, and where."""

from collections.abc import Iterator
from typing import Any

from pdcli.documents.validation import Loc
from pdcli.model.forms import Field, Form


def evidence_ids(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Every evidence id in the data of a document of this form, with its place."""
    for item in form.evidence_fields:
        value = data.get(item.key)
        if value:
            yield from _ids(item, value, (item.key,))


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
