"""The calendar of a history: school years of weeks, as signs for a terminal and as SVG: counts, in one hue."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from pdcli.i18n import Lang, translations
from pdcli.i18n.dates import MONTHS, shown_school_year

# A school year begins in September; a week belongs to the month that holds most of its days, its Thursday.
_FIRST_MONTH = 9
_THURSDAY = timedelta(days=3)
_WEEK = timedelta(days=7)
# A month has no more Thursdays.
_MOST_WEEKS = 5
# From how many documents in a week on a sign or a shade is the next stronger one.
LEVELS = (1, 3, 6, 10)
_SIGNS = "·░▒▓█"
_TOP, _LABEL, _CELL, _HEIGHT, _GAP = 26, 86, 30, 20, 3


class Cell(NamedTuple):
    """A week by its Monday; `documents` is None outside of the time that is shown."""

    monday: date
    documents: int | None


class Month(NamedTuple):
    """A month of a school year and its weeks."""

    number: int
    weeks: tuple[Cell, ...]


class SchoolYear(NamedTuple):
    """`2025/2026` and its twelve months, from September on."""

    name: str
    months: tuple[Month, ...]


def school_years(counts: Mapping[date, int]) -> list[SchoolYear]:
    """The school years from the first to the last week (by its Monday) that has documents."""
    if not counts:
        return []
    first, last = min(counts), max(counts)
    years = []
    for year in range(_school_year(first), _school_year(last) + 1):
        months: dict[int, list[Cell]] = {}
        monday = date(year, _FIRST_MONTH, 1)
        monday -= timedelta(days=monday.weekday())
        while _school_year(monday) <= year:
            if _school_year(monday) == year:
                inside = first <= monday <= last
                cell = Cell(monday, counts.get(monday, 0) if inside else None)
                months.setdefault((monday + _THURSDAY).month, []).append(cell)
            monday += _WEEK
        months_of_year = tuple(Month(number, tuple(weeks)) for number, weeks in months.items())
        years.append(SchoolYear(shown_school_year(f"{year}-{year + 1}"), months_of_year))
    return years


def calendar_lines(counts: Mapping[date, int], lang: Lang) -> list[str]:
    """The calendar for a terminal: a line for each school year, a sign for each week, and what the signs mean."""
    _ = translations(lang).gettext
    lines = []
    for year in school_years(counts):
        names = "".join(_month(month.number, lang)[:3].ljust(len(month.weeks)) for month in year.months)
        signs = "".join(_sign(cell) for month in year.months for cell in month.weeks)
        lines += [" " * (len(year.name) + 2) + names.rstrip(), f"{year.name}  {signs.rstrip()}"]
    if lines:
        lines += [
            "",
            _("One sign is one week; it shows how many documents were written or changed:"),
            _legend(lang),
        ]
    return lines


def draw_calendar(counts: Mapping[date, int], lang: Lang) -> str:
    """The calendar as SVG, a drawing for each school year: months as rows, weeks as cells, and a text alternative."""
    return "\n".join(_drawing(year, lang) for year in school_years(counts))


def _drawing(year: SchoolYear, lang: Lang) -> str:
    _ = translations(lang).gettext
    cells, descriptions = [f'<text class="year" x="{_LABEL}" y="8">{year.name}</text>'], []
    # Months before the first and after the last week say nothing.
    months = [month for month in year.months if any(cell.documents is not None for cell in month.weeks)]
    for row, month in enumerate(months):
        y = _TOP + row * (_HEIGHT + _GAP)
        name = _month(month.number, lang)
        cells.append(f'<text class="month" x="{_LABEL - 8}" y="{y + _HEIGHT // 2}">{escape(name)}</text>')
        for column, cell in enumerate(month.weeks):
            if cell.documents is None:
                continue
            x = _LABEL + column * (_CELL + _GAP)
            level = _level(cell.documents)
            cells.append(f'<rect class="l{level}" x="{x}" y="{y}" width="{_CELL}" height="{_HEIGHT}" rx="3"/>')
            if cell.documents:
                middle = f'x="{x + _CELL // 2}" y="{y + _HEIGHT // 2}"'
                cells.append(f'<text class="l{level}" {middle}>{cell.documents}</text>')
        counts = [str(cell.documents) for cell in month.weeks if cell.documents is not None]
        descriptions.append(f"{name}: {', '.join(counts)}")
    width = _LABEL + _MOST_WEEKS * (_CELL + _GAP) - _GAP
    height = _TOP + len(months) * (_HEIGHT + _GAP) - _GAP
    title = _("School year {name}: documents written or changed, week by week").format(name=year.name)
    return (
        f'<svg class="calendar" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{escape(title)}</title><desc>{escape('; '.join(descriptions))}</desc>{''.join(cells)}</svg>"
    )


def _school_year(monday: date) -> int:
    day = monday + _THURSDAY
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def _month(number: int, lang: Lang) -> str:
    return MONTHS[lang][number - 1]


def _level(documents: int) -> int:
    return sum(documents >= least for least in LEVELS)


def _sign(cell: Cell) -> str:
    return " " if cell.documents is None else _SIGNS[_level(cell.documents)]


def _legend(lang: Lang) -> str:
    _ = translations(lang).gettext
    ends: Sequence[int | None] = [*(least - 1 for least in LEVELS[1:]), None]
    parts = [f"{_SIGNS[0]} 0"]
    for sign, low, high in zip(_SIGNS[1:], LEVELS, ends, strict=True):
        # Translators: changes on a day, in the legend of a calendar.
        parts.append(f"{sign} " + (f"{low}–{high}" if high else _("{count} or more").format(count=low)))
    return "   ".join(parts)
