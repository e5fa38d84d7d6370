"""What a document names, and where: evidence by its id, other documents by their path."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from unicodedata import normalize

from pdcli.documents.validation import Loc
from pdcli.model.forms import Field, Form
from pdcli.model.values import as_text

Naming = Literal["evidence", "document"]


def evidence_ids(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield (place, evidence id) of every reference to evidence in the data of a document of this form."""
    for loc, value in _entries("evidence", form.evidence_fields, data, ()):
        if isinstance(value, str):
            yield loc, value


def document_refs(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield (place, ref) of every reference to another document in the data of a document of this form.

    A number or `true` is a ref too, as it is any text.
    """
    for loc, value in _entries("document", form.document_fields, data, ()):
        if isinstance(value, str):
            yield loc, value
        elif isinstance(value, bool | int | float):
            yield loc, str(value).lower()


def row_references(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, Field, str]]:
    """Yield (place, field, reference) of every reference to a row in the data of a document of this form."""
    for loc, field, value in _values("reference_parts", form.reference_fields, data, ()):
        if isinstance(value, str) and value.strip():
            yield loc, field, value


def people(form: Form, data: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield (place, name) of every person that the data of a document of this form names."""
    for loc, field, value in _values("person_parts", form.person_fields, data, ()):
        # A folder may have a number for a name.
        name = as_text(value)
        if isinstance(name, str) and name.strip() and not field.has_choice(name):
            yield loc, name.strip()


def spelling(ref: str) -> str:
    """What spellings of a ref have in common: capitals, Unicode form, backslashes, outer spaces and an ending aside."""
    plain = normalize("NFC", ref.strip()).replace("\\", "/").casefold()
    return posixpath.normpath(re.sub(r"\.(?:md|ya?ml)\Z", "", plain))


def _entries(naming: Naming, fields: Sequence[Field], data: Any, above: Loc) -> Iterator[tuple[Loc, Any]]:
    """Yield (place, value) of what fields of this type hold, at any depth; `fields` are those that are or hold such."""
    for item in fields if isinstance(data, dict) else ():
        value = data.get(item.key)
        if not value:
            continue
        loc = (*above, item.key)
        if item.type == naming:
            if not item.holds_many:
                yield loc, value
            elif isinstance(value, list):
                yield from [((*loc, index), entry) for index, entry in enumerate(value)]
            continue
        parts = item.evidence_parts if naming == "evidence" else item.document_parts
        if item.type != "table":
            yield from _entries(naming, parts, value, loc)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                yield from _entries(naming, parts, row, (*loc, index))


def _values(parts: str, fields: Sequence[Field], data: Any, above: Loc) -> Iterator[tuple[Loc, Field, Any]]:
    """Yield (place, field, value) at any depth; `parts` names the attribute with those parts of a field that matter."""
    for item in fields if isinstance(data, dict) else ():
        value, loc, inner = data.get(item.key), (*above, item.key), getattr(item, parts)
        if not item.holds_many:
            yield from _values(parts, inner, value, loc) if inner else [(loc, item, value)]
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _values(parts, inner, entry, (*loc, index)) if inner else [((*loc, index), item, entry)]
