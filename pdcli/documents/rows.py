"""Rows of a document's tables, and what makes two texts the same."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pdcli.documents.document import Document

Row = TypeVar("Row")


def numbered(document: Document, table: str, rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Rows of the typed content with their numbers in the file, where a broken row counts too."""
    given = document.data.get(table)
    given = given if isinstance(given, list) else []
    written = [index for index, row in enumerate(given) if isinstance(row, dict)]
    if len(written) == len(rows):
        return zip(written, rows, strict=True)
    return _numbered_by_id(given, written, rows)


def _numbered_by_id(given: list[Any], written: list[int], rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    # Only a row without a valid id is left out of the typed content, so the others are known by theirs.
    numbers: dict[object, list[int]] = {}
    for index in reversed(written):
        number = given[index].get("id")
        if isinstance(number, str):
            numbers.setdefault(number, []).append(index)
    for item in rows:
        waiting = numbers.get(getattr(item, "id", None))
        # A row whose place is not certain is left alone.
        if waiting:
            yield waiting.pop(), item


def has_unread(document: Document, loc: tuple[str | int, ...], read: Sequence[object]) -> bool:
    """Whether fewer links were read than are typed at a place: what is wrong with the others is told there."""
    *above, key = loc
    row = document.value(tuple(above))
    typed = row.get(key) if isinstance(row, dict) else None
    return len(read) < (len(typed) if isinstance(typed, list) else typed not in (None, ""))


def folded(text: str) -> str:
    """A text without what does not make it another one: case, line breaks, width of letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
