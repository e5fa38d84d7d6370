"""What is answered and what is not: always derived from the documents, never stored."""

from typing import Any

from pdcli.model.forms import Field
from pdcli.portfolio.document import Document

Loc = tuple[str | int, ...]


def is_answered(value: Any) -> bool:
    """Whether there is something in a value."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list | tuple | dict):
        return any(is_answered(item) for item in (value.values() if isinstance(value, dict) else value))
    return value is not None


def unanswered(document: Document, required_only: bool = True) -> list[Loc]:
    """The places that wait for an answer, in the order of the form; cells of a table row by row."""
    if document.form is None:
        return []
    return [loc for item in document.form.all_fields for loc in _open(item, document.data, (), required_only)]


def progress(document: Document) -> tuple[int, int]:
    """How many of the required top-level fields are completely answered, and how many there are."""
    if document.form is None:
        return 0, 0
    needed = [item for item in document.form.all_fields if item.required]
    waiting = {loc[0] for loc in unanswered(document)}
    return sum(item.key not in waiting for item in needed), len(needed)


def _open(item: Field, data: Any, above: Loc, required_only: bool) -> list[Loc]:
    value = data.get(item.key) if isinstance(data, dict) else None
    if type(value) is str and value and not value[0].isspace():
        # What most answers are, decided first.
        return []
    loc = (*above, item.key)
    if item.type == "group":
        return [place for part in item.fields for place in _open(part, value or {}, loc, required_only)]
    if item.type == "table" and isinstance(value, list) and value:
        return [
            place
            for index, row in enumerate(value)
            for part in item.columns
            for place in _open(part, row, (*loc, index), required_only)
        ]
    if is_answered(value) or (required_only and not item.required):
        return []
    return [loc]
