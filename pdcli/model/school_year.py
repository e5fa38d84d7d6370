"""School years such as `2026-2027`: they begin in August."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

_YEAR = re.compile(r"(\d{4})\s*[-‐‑–—−/]\s*(?:(\d{4})(?!\d)|(\d{2})(?![\d./-]))")
_FIRST_MONTH = 8
# The first and the last month and day of each quarter, without the holidays between them.
_QUARTERS = (((9, 1), (10, 31)), ((11, 1), (12, 31)), ((1, 8), (3, 31)), ((4, 1), (5, 25)))


def school_year(day: date) -> str:
    """The school year of a day."""
    # The first year of the calendar has no year before it, the last one none after it.
    start = min(max(day.year if day.month >= _FIRST_MONTH else day.year - 1, date.min.year), date.max.year - 1)
    return f"{start:04}-{start + 1:04}"


def as_school_year(text: str | None) -> str | None:
    """The school year that a text begins with (`2026-2027`, `2026–27 оқу жылы`, `2026-2027-1`), else None."""
    match = _YEAR.match(unicodedata.normalize("NFKC", text or "").strip())
    if match is None or int(match[1]) < date.min.year:
        return None
    start = int(match[1])
    is_next = int(match[2]) == start + 1 if match[2] else int(match[3]) == (start + 1) % 100
    return f"{start:04}-{start + 1:04}" if is_next else None


def year_before(year: str) -> str:
    """The school year before this one."""
    return f"{int(year[:4]) - 1:04}-{year[:4]}"


def bounds(year: str) -> tuple[date, date]:
    """First and last day of a school year, within the calendar."""
    start = int(year[:4])
    first, last = max(start, date.min.year), min(start + 1, date.max.year)
    return date(first, _FIRST_MONTH, 1), date(last, _FIRST_MONTH - 1, 31)


def year_after(year: str) -> str:
    """The school year after one."""
    return f"{year[5:]}-{int(year[5:]) + 1:04}"


def quarters(year: str) -> tuple[tuple[date, date], ...]:
    """First and last day of each of the four quarters of a school year, without the holidays between them."""
    first, last = bounds(year)
    return tuple(
        (date(first.year if start[0] > _FIRST_MONTH else last.year, *start),
         date(first.year if end[0] > _FIRST_MONTH else last.year, *end))
        for start, end in _QUARTERS
    )  # fmt: skip


def quarters_with(days: Sequence[date], year: str, today: date) -> dict[int, bool]:
    """Number of each quarter of a school year that is over -> whether a day is in it.

    A day in the holidays belongs to the quarter after them, one in summer to the last.
    """
    first, final = bounds(year)
    by_number = {}
    before = first - timedelta(days=1) if first > date.min else first
    for number, (_start, end) in enumerate(quarters(year), 1):
        until = final if number == len(_QUARTERS) else end
        if end < today:
            by_number[number] = any(before < day <= until for day in days)
        before = end
    return by_number
