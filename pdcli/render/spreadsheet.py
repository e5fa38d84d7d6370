"""Tables as files for other programs: CSV, and XLSX for Excel and LibreOffice. The same table gives the same bytes."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.writing.mark import UNKNOWN_DIGEST, WORKBOOK_PROPERTY

Value = str | int | float | date | None
_CREATION_DAY = datetime(2026, 1, 1)
# What Excel would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Numbers with a sign, phones, and signs that stand alone (the ratings «+», «+/-»): nothing that a formula could call.
_SIGNED = re.compile(
    r"[+-][0-9]+(?:[.,][0-9]+)?(?:[ \u00a0]?%)?|\+[0-9](?:[ \u00a0().-]{0,2}[0-9]){5,14}|[+-](?:/[+-])?"
)
# Excel's own limits; heights and widths are in points and in signs.
_NAME_CHARS, _CELL_CHARS, _HEIGHT = 31, 32_767, 409
_WIDTHS = (8, 48)
_LINE = 15
# What the arrow of the filter and the margins of a cell take.
_ARROW, _MARGIN = 5, 2


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
        book.set_properties({"created": _CREATION_DAY})
        book.set_custom_property(WORKBOOK_PROPERTY, UNKNOWN_DIGEST)
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F4F6F9", "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        count = book.add_format({"valign": "top", "align": "right", "indent": 1})
        day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
        names: set[str] = set()
        for sheet in map(_in_cells, sheets):
            page = book.add_worksheet(_sheet_name(sheet.name, names))
            page.freeze_panes(1, 1)
            page.set_landscape()
            page.set_paper(9)  # A4
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            widths = _widths(sheet)
            for column, width in enumerate(widths):
                page.set_column(column, column, width)
            for column, text in enumerate(sheet.heads):
                page.write_string(0, column, text, head)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, bool) or value is None or isinstance(value, str):
                        page.write_string(number, column, _plain(value, sheet.missing), body)
                    elif isinstance(value, date):
                        page.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                    else:
                        page.write_number(number, column, value, count)
            # Only Excel finds the heights by itself when it opens the file.
            for number, height in enumerate(_heights(sheet, widths)):
                page.set_row(number, height)
            if sheet.heads:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    return out.getvalue()


def _in_cells(sheet: Sheet) -> Sheet:
    """The table with what no cell can hold in further rows below."""
    if not any(isinstance(value, str) and len(value) > _CELL_CHARS // 2 for row in sheet.rows for value in row):
        return sheet
    rows: list[tuple[Value, ...]] = []
    for row in sheet.rows:
        parts = [_parts(value) if isinstance(value, str) else [value] for value in row]
        rows += zip_longest(*parts, fillvalue="")
    return sheet._replace(rows=tuple(rows))


def _parts(text: str) -> list[Value]:
    """A text in pieces that a cell can hold, broken at a line or a space where there is one."""
    parts: list[Value] = []
    while len(text.encode("utf-16-le", "surrogatepass")) > 2 * _CELL_CHARS:
        # Excel counts what lies beyond the common signs twice.
        most = len(text.encode("utf-16-le", "surrogatepass")[: 2 * _CELL_CHARS].decode("utf-16-le", "ignore"))
        last_gap = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most))
        end = last_gap + 1 if last_gap > 0 else most
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def _plain(value: Value, missing: str) -> str:
    if value is None:
        return missing
    return value.isoformat() if isinstance(value, date) else str(value)


def _harmless(text: str) -> str:
    """A text that no spreadsheet runs; a signed number, a phone and a mere sign stay what they are."""
    return text if not text.startswith(_FORMULA) or _SIGNED.fullmatch(text) else f"'{text}"


def _sheet_name(name: str, used_names: set[str]) -> str:
    """A name that Excel accepts and no other sheet has."""
    plain = "".join(" " if char in "[]:*?/\\" else char for char in name).strip(" '")[:_NAME_CHARS] or "1"
    result, number = plain, 2
    while result.casefold() in used_names:
        result = f"{plain[: _NAME_CHARS - len(str(number)) - 1]} {number}"
        number += 1
    used_names.add(result.casefold())
    return result


def _widths(sheet: Sheet) -> list[int]:
    """A column is as wide as its longest text, in bounds; its head may break between words."""
    least, most = _WIDTHS
    return [
        max(
            min(max((len(_plain(row[number], sheet.missing)) for row in sheet.rows), default=0) + _MARGIN, most),
            max(map(len, head.split()), default=0) + _ARROW,
            least,
        )
        for number, head in enumerate(sheet.heads)
    ]


def _heights(sheet: Sheet, widths: Sequence[int]) -> list[int]:
    """The head's height and that of every row, so that no text is cut."""
    texts = [sheet.heads, *([_plain(value, sheet.missing) for value in row] for row in sheet.rows)]
    return [
        min(max((_lines(text, width) for text, width in zip(row, widths, strict=True)), default=1) * _LINE, _HEIGHT)
        for row in texts
    ]


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, a word broken only where it is longer than the column."""
    return sum(len(wrap(line, max(width - _MARGIN, 1))) or 1 for line in text.splitlines() or [""])
