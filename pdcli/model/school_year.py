"""School years such as `2026-2027`: they begin in August."""

import re
from datetime import date

_YEAR = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})(?!\d)")
_FIRST_MONTH = 8


def school_year(day: date) -> str:
    """The school year of a day."""
    # Before the first day that there is there is no other year.
    start = max(day.year if day.month >= _FIRST_MONTH else day.year - 1, date.min.year)
    return f"{start:04}-{start + 1:04}"


def as_school_year(text: str | None) -> str | None:
    """The school year that a text begins with (`2026-2027`, `2026–2027 оқу жылы`, `2026-2027-1`), else None."""
    found = _YEAR.match((text or "").strip())
    if found is None or int(found[2]) != int(found[1]) + 1 or int(found[1]) < date.min.year:
        return None
    return f"{found[1]}-{found[2]}"


def bounds(year: str) -> tuple[date, date]:
    """First and last day of a school year."""
    start = int(year[:4])
    return date(start, _FIRST_MONTH, 1), date(start + 1, _FIRST_MONTH - 1, 31)
