"""Tables as files for other programs: CSV, and XLSX for Excel and LibreOffice. The same table gives the same bytes."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from pdcli.errors import UserError
from pdcli.words import gettext as _

Value = str | int | float | date | None
_MADE = datetime(2026, 1, 1)
# What Excel would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Excel's own limits.
_NAME_CHARS, _CELL_CHARS = 31, 32_767
_WIDTHS = (8, 48)


class Sheet(NamedTuple):
    """One table: its name, the heads of its columns, its rows. None is shown as `missing`."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    missing: str = ""


def to_csv(sheet: Sheet) -> str:
    """The table as CSV with a mark at the front by which Excel knows that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(head) for head in sheet.heads])
    for row in sheet.rows:
        writer.writerow([_harmless(_plain(value, sheet.missing)) for value in row])
    return "\ufeff" + out.getvalue()


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The tables as one workbook, each on its own sheet, heads frozen and sortable.

    Raises UserError where the library for it is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        message = _('XLSX needs one more package: `pip install "pdcli[office]"`.')
        raise UserError(message) from None
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F4F6F9", "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            page.freeze_panes(1, 1)
            page.set_landscape()
            page.set_paper(9)  # A4
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            for column, text in enumerate(sheet.heads):
                page.write_string(0, column, text, head)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, bool) or value is None or isinstance(value, str):
                        page.write_string(number, column, _plain(value, sheet.missing)[:_CELL_CHARS], body)
                    elif isinstance(value, date):
                        page.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                    else:
                        page.write_number(number, column, value, body)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width)
            if sheet.heads:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    return out.getvalue()


def _plain(value: Value, missing: str) -> str:
    if value is None:
        return missing
    return value.isoformat() if isinstance(value, date) else str(value)


def _harmless(text: str) -> str:
    """A text that no spreadsheet runs; a negative number stays one."""
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has."""
    plain = "".join(" " if char in "[]:*?/\\" else char for char in name).strip(" '")[:_NAME_CHARS] or "1"
    found, number = plain, 2
    while found.casefold() in taken:
        found = f"{plain[: _NAME_CHARS - len(str(number)) - 1]} {number}"
        number += 1
    taken.add(found.casefold())
    return found


def _widths(sheet: Sheet) -> list[int]:
    least, most = _WIDTHS
    columns = [
        [head, *(_plain(row[number], sheet.missing) for row in sheet.rows)] for number, head in enumerate(sheet.heads)
    ]
    return [min(max(max(map(len, texts)) + 2, least), most) for texts in columns]
