"""School years such as `2026-2027`: they begin in August."""

import re
import unicodedata
from datetime import date

_YEAR = re.compile(r"(\d{4})\s*[-‐‑–—−/]\s*(?:(\d{4})(?!\d)|(\d{2})(?![\d./-]))")
_FIRST_MONTH = 8


def school_year(day: date) -> str:
    """The school year of a day."""
    # The first year of the calendar has no year before it.
    start = max(day.year if day.month >= _FIRST_MONTH else day.year - 1, date.min.year)
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
    """First and last day of a school year."""
    start = int(year[:4])
    return date(start, _FIRST_MONTH, 1), date(start + 1, _FIRST_MONTH - 1, 31)
