"""Rows of a document's tables, and comparison of texts."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pdcli.documents.document import Document

Row = TypeVar("Row")


def with_file_index(document: Document, table: str, rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Yield (index in the file, row) for the rows of the model; broken rows count in the index."""
    raw_rows = document.data.get(table)
    raw_rows = raw_rows if isinstance(raw_rows, list) else []
    ids = [index for index, row in enumerate(raw_rows) if isinstance(row, dict)]
    if len(ids) == len(rows):
        return zip(ids, rows, strict=True)
    return _with_file_index_by_id(raw_rows, ids, rows)


def _with_file_index_by_id(raw_rows: list[Any], ids: list[int], rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    # Only a row without a valid id is left out of the typed content, so the others are known by theirs.
    numbers: dict[object, list[int]] = {}
    for index in reversed(ids):
        number = raw_rows[index].get("id")
        if isinstance(number, str):
            numbers.setdefault(number, []).append(index)
    for item in rows:
        waiting = numbers.get(getattr(item, "id", None))
        # A row whose place is not certain is left alone.
        if waiting:
            yield waiting.pop(), item


def has_unread_rows(document: Document, loc: tuple[str | int, ...], parsed: Sequence[object]) -> bool:
    """Whether fewer values were parsed than are typed at a place; the others are reported there."""
    *above, key = loc
    row = document.value(tuple(above))
    typed = row.get(key) if isinstance(row, dict) else None
    return len(parsed) < (len(typed) if isinstance(typed, list) else typed not in (None, ""))


def normalize_text(text: str) -> str:
    """A text normalised for comparison: NFKC, casefolded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
