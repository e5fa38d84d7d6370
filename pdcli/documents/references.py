"""What a document names, and where: evidence by its id, other documents by their path."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pdcli.documents.validation import Loc
from pdcli.model.forms import Field, Form

Naming = Literal["evidence", "document"]


def evidence_ids(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield (place, evidence id) of every reference to evidence in the data of a document of this form."""
    return _names("evidence", form.evidence_fields, data, ())


def document_refs(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield (place, ref) of every reference to another document in the data of a document of this form."""
    return _names("document", form.document_fields, data, ())


def _names(naming: Naming, fields: Sequence[Field], data: Any, above: Loc) -> Iterator[tuple[Loc, str]]:
    """What fields of this type hold, at any depth; `fields` are those that are or hold such fields."""
    for item in fields if isinstance(data, dict) else ():
        value, loc = data.get(item.key), (*above, item.key)
        if not value:
            continue
        if item.type == naming:
            if isinstance(value, list) and item.holds_many:
                entries = [((*loc, index), _as_name(naming, entry)) for index, entry in enumerate(value)]
                yield from [(place, name) for place, name in entries if name is not None]
            elif not item.holds_many and (name := _as_name(naming, value)):
                yield loc, name
            continue
        parts = item.evidence_parts if naming == "evidence" else item.document_parts
        if item.type != "table":
            yield from _names(naming, parts, value, loc)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                yield from _names(naming, parts, row, (*loc, index))


def _as_name(naming: Naming, value: Any) -> str | None:
    """A value as a name; a document may be named by a number or `true`, as any text."""
    if naming == "document" and isinstance(value, bool | int | float):
        return str(value).lower()
    return value if isinstance(value, str) else None
