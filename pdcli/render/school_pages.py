"""The pages of a school's report as tables with words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.tables import table
from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import short_date
from pdcli.i18n.numbers import shown_number
from pdcli.model.forms import Field
from pdcli.model.school_year import bounds
from pdcli.render.formats import CalendarEntry, CalendarFile
from pdcli.render.spreadsheet import Sheet, Value
from pdcli.school.page import CellValue, Column, Page, PageKind, PageRow
from pdcli.school.pages import PAGES

if TYPE_CHECKING:
    from pdcli.school.report import SchoolReport

_TEACHER = N_("Teacher")


class PageView(NamedTuple):
    """A page with its words: `columns` are the keys under `heads`, `numeric` those of them that hold numbers only,
    `title` the place of the one that a row is called by, `styles` the class of each column on a page, `group` the place
    of the column by which rows belong together.

    Columns without a value in any row are left out, but never the one that a row is called by.
    """

    key: str
    label: str
    how: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[str]
    title: int
    styles: tuple[str, ...]
    group: int | None


def page_views(report: "SchoolReport", lang: Lang) -> tuple[PageView, ...]:
    """All pages of a report."""
    return tuple(page_view(page, PAGES[page.key], lang) for page in report.pages)


def page_view(page: Page, kind: PageKind, lang: Lang) -> PageView:
    """One page of a kind."""
    _ = translations(lang).gettext
    values = [_values(kind, row) for row in page.rows]
    keys = _keys(kind)
    places = [
        at for at, key in enumerate(keys) if key == kind.title or any(row[at] not in (None, (), "") for row in values)
    ]  # fmt: skip
    columns = _columns(kind)
    numeric = frozenset(
        keys[at] for at in places if all(isinstance(row[at], int | float | None) for row in values)
    )  # fmt: skip
    return PageView(
        page.key, _(kind.label), _(kind.how), tuple(keys[at] for at in places),
        tuple(_heads(kind, lang)[at] for at in places),
        tuple(tuple(_text(row[at], columns[at], lang) for at in places) for row in values), numeric,
        [keys[at] for at in places].index(kind.title),
        tuple(_style(keys[at], [row[at] for row in values]) for at in places),
        [keys[at] for at in places].index(kind.group) if kind.group else None,
    )  # fmt: skip


def _style(key: str, values: Sequence[CellValue]) -> str:
    """The class of a column: numbers and days are not broken, references may be broken anywhere."""
    if key == "refs":
        return "refs"
    answers = [value for value in values if value is not None]
    if all(isinstance(value, date) for value in answers):
        return "day"
    return "number" if all(isinstance(value, int | float) for value in answers) else ""


def page_sheet(page: Page, kind: PageKind, lang: Lang) -> Sheet:
    """One page as a table for other programs, with the folder of each teacher."""
    _ = translations(lang).gettext
    columns = _columns(kind)
    heads, rows = _heads(kind, lang), []
    if kind.has_teacher:
        heads.insert(1, _("Folder"))
    for row in page.rows:
        cells = [_sheet_value(value, column, lang) for value, column in zip(_values(kind, row), columns, strict=True)]
        if kind.has_teacher:
            cells.insert(1, row.teacher.id if row.teacher else None)
        rows.append(tuple(cells))
    return Sheet(_(kind.label), tuple(heads), tuple(rows))


def calendar_file(report: "SchoolReport", lang: Lang) -> CalendarFile:
    """What has a day in the year of a school, as a calendar."""
    page = next((item for item in report.pages if item.key == "plan"), None)
    columns = PAGES["plan"].columns
    entries = []
    for row in page.rows if page else ():
        cells = dict(zip(columns, row.cells, strict=True))
        words = {key: _text(value, columns[key], lang) for key, value in cells.items()}
        start, end = cells["start"], cells["end"]
        if isinstance(start, date):
            note = ", ".join(filter(None, (words["person"], words["state"], *row.refs)))
            last = end if isinstance(end, date) and end > start else start
            entries.append(
                CalendarEntry(row.refs[0], words["kind"], words["text"], start, last, note, cells["state"] == "dropped")
            )
    # The same year gives the same bytes on any day.
    stamp = datetime.combine(bounds(report.year)[0], time(), UTC)
    return CalendarFile(report.name or report.year, stamp, entries)


def _keys(kind: PageKind) -> list[str]:
    return [*(["teacher"] if kind.has_teacher else []), *kind.columns, "refs"]


def _columns(kind: PageKind) -> list[Column]:
    return [*([Column(_TEACHER)] if kind.has_teacher else []), *kind.columns.values(), Column(kind.refs)]


def _heads(kind: PageKind, lang: Lang) -> list[str]:
    _ = translations(lang).gettext
    return [_(column.label) if column.label else _field(column).label[lang] for column in _columns(kind)]


def _values(kind: PageKind, row: PageRow) -> list[CellValue]:
    name = row.teacher.name if row.teacher else None
    return [*([name] if kind.has_teacher else []), *row.cells, row.refs]


@cache
def _field_at(place: tuple[str, str, str]) -> Field:
    kind, table, key = place
    form = FormLibrary().require(kind)
    return next(part for part in (form.by_key[table].parts if table else form.all_fields) if part.key == key)


def _field(column: Column) -> Field:
    assert column.field is not None
    return _field_at(column.field)


def _text(value: CellValue, column: Column, lang: Lang) -> str:
    if value is None:
        return translations(lang).gettext(column.choices[""]) if "" in column.choices else ""
    if isinstance(value, tuple):
        return ", ".join(_text(item, column, lang) for item in value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | float):
        return shown_number(value, lang)
    return _words(value, column, lang)


def _words(value: str, column: Column, lang: Lang) -> str:
    """A key as its label; any other text as it is."""
    if value in column.choices:
        return translations(lang).gettext(column.choices[value])
    if column.guide:
        return next((row.label[lang] for row in table(column.guide).rows if value in row.names), value)
    if column.field and _field(column).choices:
        return _field(column).choice_label(value, lang)
    return value


def _sheet_value(value: CellValue, column: Column, lang: Lang) -> Value:
    if isinstance(value, tuple):
        return "\n".join(_text(item, column, lang) for item in value) or None
    if value is None or isinstance(value, str):
        return _words(value or "", column, lang) or None
    return value
