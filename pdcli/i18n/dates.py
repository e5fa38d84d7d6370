"""Dates as a reader of a language sees them: one form in text, one in tables.

In text a date has the name of its month, in tables it is `05.11.2025` in every language. Kazakh puts the year first
(«2025 жылғы 5 қараша»), as the guideline and official papers do; Russian and English put it last. Of two dates what
both share is told once. A school year is `2025/2026`, as the guideline prints it. No line breaks inside a date.
What programs read (JSON, CSV, YAML), what is typed back into files, and a value quoted from a file stay ISO.
"""

from datetime import date

from pdcli.i18n import Lang
from pdcli.i18n.spaces import NO_BREAK

Twelve = tuple[str, str, str, str, str, str, str, str, str, str, str, str]
Seven = tuple[str, str, str, str, str, str, str]

MONTHS: dict[Lang, Twelve] = {
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
# As they stand in a date after the day.
MONTHS_IN_DATES: dict[Lang, Twelve] = {
    **MONTHS,
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
}  # fmt: skip
# From Monday on.
WEEKDAYS: dict[Lang, Seven] = {
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def shown_date(value: date | str, lang: Lang) -> str:
    """A date in text: «2025 жылғы 5 қараша», «5 ноября 2025», "5 November 2025"; what is no date stays as it is."""
    day = _as_date(value)
    return _in_words(_day_and_month(day, lang), day.year, lang) if day else str(value)


def short_date(value: date | str) -> str:
    """A date in a table: `05.11.2025`; what is no date stays as it is."""
    day = _as_date(value)
    return f"{day.day:02}.{day.month:02}.{day.year}" if day else str(value)


def shown_period(start: date | None, end: date | None, lang: Lang) -> str:
    """Two dates in text: «2025 жылғы 5–14 қараша», «3 ноября – 12 декабря 2025»; of one day, or of one that is known
    alone, only this; empty where there is none. Those in the wrong order stay whole.
    """
    if start is None or end is None or start == end:
        day = start or end
        return shown_date(day, lang) if day else ""
    if start.year != end.year or start > end:
        return f"{shown_date(start, lang)}{NO_BREAK}– {shown_date(end, lang)}"
    last = _day_and_month(end, lang)
    days = f"{start.day}–{last}" if start.month == end.month else f"{_day_and_month(start, lang)}{NO_BREAK}– {last}"
    return _in_words(days, end.year, lang)


def short_period(start: date | None, end: date | None) -> str:
    """Two dates in a table: `03.11.2025 – 12.12.2025`, `?` for one that is not known; empty where there is none."""
    if start is None and end is None:
        return ""
    return f"{NO_BREAK}– ".join(short_date(day) if day else "?" for day in (start, end))


def shown_school_year(year: str) -> str:
    """`2025/2026` of `2025-2026`."""
    return year.replace("-", "/")


def _as_date(value: date | str) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        return None


def _in_words(days: str, year: int, lang: Lang) -> str:
    return f"{year}{NO_BREAK}жылғы{NO_BREAK}{days}" if lang == "kk" else f"{days}{NO_BREAK}{year}"


def _day_and_month(day: date, lang: Lang) -> str:
    return f"{day.day}{NO_BREAK}{MONTHS_IN_DATES[lang][day.month - 1]}"
