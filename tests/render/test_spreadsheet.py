"""Tables for other programs, read back by other programs."""

import csv
import io
import sys
from datetime import date, datetime

import openpyxl
import pytest

from pdcli.errors import UserError
from pdcli.render.spreadsheet import Sheet, to_csv, to_xlsx

SHEET = Sheet(
    "Мұғалімдер",
    ("Аты", "Мақсат", "Күні"),
    (("Әсел Үлгі", 3, date(2026, 5, 20)), ('=HYPERLINK("x")', -1.5, None), ("a,b\n«в»", None, None)),
    "жоқ",
)


def test_csv_as_another_reader_sees_it() -> None:
    text = to_csv(SHEET)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["Аты", "Мақсат", "Күні"],
        ["Әсел Үлгі", "3", "2026-05-20"],
        ['\'=HYPERLINK("x")', "-1.5", "жоқ"],
        ["a,b\n«в»", "жоқ", "жоқ"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "+7 701 123 45 67", "+7 (701) 123-45-67", "+77011234567", "+7(7272)123456", "+1", "+12,5", "+3 %", "-0.5", "−4",
        "+", "-", "+/-", "-/+", "B+", "a=b", "5-1",
    ],
)  # fmt: skip
def test_csv_keeps_a_sign_that_does_nothing(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1+1", "+A1", "+SUM(A1)", "-SUM(A1)", "-1-1", "@SUM(A1)", "+cmd|' /C calc'!A0", "+7!A1", "\t=1", "\r=1",
        "\n=1", "+7 701 123 45 67=A1", "+1;A1", "+ жақсы", "- тире", "＝1", "＋A1", "+7\n=1", "+٧",
    ],
)  # fmt: skip
def test_csv_runs_nothing(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


def csv_cell(text: str) -> str:
    """The cell as another reader of CSV sees it."""
    return next(csv.reader(io.StringIO(to_csv(Sheet("a", (text,), ()))[1:], newline="")))[0]


def test_xlsx_as_another_reader_sees_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([SHEET, SHEET])))
    assert book.sheetnames == ["Мұғалімдер", "Мұғалімдер 2"]
    page = book["Мұғалімдер"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Аты", "Мақсат", "Күні"],
        ["Әсел Үлгі", 3, datetime(2026, 5, 20)],
        ['=HYPERLINK("x")', -1.5, "жоқ"],
        ["a,b\n«в»", "жоқ", "жоқ"],
    ]
    assert page["A3"].data_type == "s", "a text, not a formula"
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:C4"


def test_rows_are_as_high_as_their_texts() -> None:
    words = " ".join(["сөз"] * 40)
    sheet = Sheet("a", ("Бір", "Ұзын тақырып"), (("x", 1), (words, 2), ("a\n\nb", 3)))
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet])))["a"]
    assert page.column_dimensions["A"].width < len(words) / 3, "bounded: the text goes on below"
    assert page.column_dimensions["B"].width < len("Ұзын тақырып") + 2, "a head breaks between words"
    head, short, long, broken = (page.row_dimensions[number].height or 15 for number in range(1, 5))
    assert head == 2 * short and broken == 3 * short
    assert long >= short * len(words) / page.column_dimensions["A"].width


def test_the_same_table_gives_the_same_bytes() -> None:
    assert to_xlsx([SHEET]) == to_xlsx([SHEET])


def test_names_of_sheets_that_excel_refuses() -> None:
    names = ["A/B:C*", "", "x" * 40, "X" * 40, "'quoted'"]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([Sheet(name, ("a",), ()) for name in names])))
    assert book.sheetnames == ["A B C", "1", "x" * 31, "X" * 29 + " 2", "quoted"]


@pytest.mark.parametrize(
    "text", ["я" * 40_000, "я" * 32_767, "ұзақ сөз\n" * 11_000, "😀" * 33_000, "a" + "😀" * 16_400, "б " * 50_000]
)
def test_a_text_longer_than_a_cell_goes_on_below(text: str) -> None:
    sheet = Sheet("a", ("b", "c", "d"), ((text, 1, "x"), ("y", 2, None)), "–")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet])))
    rows = [tuple(cell.value for cell in row) for row in book["a"].iter_rows(min_row=2)]
    whole, last = rows[:-1], rows[-1]
    assert last == ("y", 2, "–") and whole[0][1:] == (1, "x")
    assert "".join(row[0] for row in whole) == text
    assert not any(cell for row in whole[1:] for cell in row[1:])
    assert all(len(row[0].encode("utf-16-le")) <= 2 * 32_767 for row in whole)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UserError, match=r"pip install \"pdcli\[office\]\""):
        to_xlsx([SHEET])
