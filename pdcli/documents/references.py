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
        value = data.get(item.key)
        if not value:
            continue
        loc = (*above, item.key)
        if item.type == naming:
            entries = value if isinstance(value, list) and item.holds_many else ()
            if naming == "evidence":
                yield from [((*loc, index), entry) for index, entry in enumerate(entries) if isinstance(entry, str)]
                continue
            places = enumerate(entries) if item.holds_many else ((None, value),)
            for index, entry in places:
                name = _as_ref(entry)
                if name is not None:
                    yield loc if index is None else (*loc, index), name
            continue
        parts = item.evidence_parts if naming == "evidence" else item.document_parts
        if item.type != "table":
            yield from _names(naming, parts, value, loc)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                yield from _names(naming, parts, row, (*loc, index))


def _as_ref(value: Any) -> str | None:
    """A value as the ref of a document, which a number or `true` may be, as any text."""
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return value if isinstance(value, str) else None
