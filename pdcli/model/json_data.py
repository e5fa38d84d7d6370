"""Typed values as plain data for JSON."""

from datetime import date
from typing import Any

from pdcli.model.record import Record, fields_of


def json_data(value: Any) -> Any:
    """Dictionaries, lists and scalars: dates become ISO text, tuples lists, and records dictionaries by field."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: json_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_data(item) for item in value]
    if isinstance(value, Record):
        return {name: json_data(getattr(value, name)) for name in fields_of(type(value))}
    return value
