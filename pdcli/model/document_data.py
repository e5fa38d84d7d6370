"""Typed documents as plain data and back, without Pydantic: for whoever keeps what was validated before."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from pdcli.model.documents import CLASSES, Head, Part
from pdcli.model.forms import Field, Form
from pdcli.model.record import from_plain, to_plain

AnyPart = TypeVar("AnyPart", bound=Part)


def document_to_plain(model: Head) -> dict[str, Any]:
    """The answers of a document as data for JSON, without those that are empty."""
    plain: dict[str, Any] = _plain(model) if type(model) is Head else to_plain(model)
    return plain


def document_from_plain(form: Form, data: dict[str, Any]) -> Head:
    """The typed document of a form that `document_to_plain` made data of. The data is not checked."""
    kind = CLASSES.get(form.kind)
    return from_plain(kind, data) if kind else _part(Head, form.all_fields, data)


def _plain(value: Any) -> Any:
    """The data of a part without a class of its own, which holds each answer by its key."""
    if isinstance(value, Part):
        return {key: _plain(item) for key, item in vars(value).items() if item not in (None, ())}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _part(kind: type[AnyPart], fields: Iterable[Field], data: dict[str, Any]) -> AnyPart:
    part = kind.__new__(kind)
    types = {field.key: field for field in fields}
    vars(part).update({key: _value(types[key], value) if key in types else value for key, value in data.items()})
    return part


def _value(field: Field, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(field, item) for item in value)
    if isinstance(value, dict):
        return _part(Part, field.parts, value)
    return date.fromisoformat(value) if field.type == "date" else value
