"""Typed values as plain data for JSON."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any


def json_data(value: Any) -> Any:
    """Dictionaries, lists and scalars: dates become ISO text, tuples lists, and dataclasses dictionaries by field."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: json_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_data(item) for item in value]
    return {item.name: json_data(getattr(value, item.name)) for item in fields(value)} if is_dataclass(value) else value
