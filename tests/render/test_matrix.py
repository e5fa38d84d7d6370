"""Candidates against criteria: what a committee sees first of many."""

import csv
import io
import json
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from pdcli.i18n import Lang
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.matrix import CONFIRMED, DECLARED, MISSING, NOT_ASKED, PARTLY, matrix, state
from pdcli.summary.comparison import ComparisonRow, Mark, comparison_row
from tests.helpers import EXAMPLES, Pd

DAY = date(2026, 11, 25)
TITLES = {"1.1": "Бір", "1.2": "Екі", "9": "Ешкімде жоқ"}


@pytest.fixture
def teacher() -> ComparisonRow:
    return comparison_row(load_portfolio(EXAMPLES / "first-week"), DAY)


def claimed(teacher: ComparisonRow, *marks: Mark, category: str | None = "expert") -> ComparisonRow:
    return teacher.replace(name="Үлгі", target_category=category, marks=marks)


def test_each_state_has_a_sign_of_its_own(teacher: ComparisonRow) -> None:
    marks = (
        Mark("1.1", "present", True), Mark("1.2", "present", False), Mark("2.1", "partly", False),
        Mark("2.2", "missing", False), Mark("3.1", "not-asked", False),
    )  # fmt: skip
    titles = {mark.number: mark.number for mark in marks}
    found = matrix([claimed(teacher, *marks)], titles, {}, DAY, "kk")
    assert found.candidates[0].signs == (CONFIRMED, DECLARED, PARTLY, MISSING, NOT_ASKED)
    assert len({sign.text for sign in found.legend}) == len({sign.style for sign in found.legend}) == 5


def test_only_criteria_of_somebody_are_columns_and_no_claim_is_said(teacher: ComparisonRow) -> None:
    rows = [claimed(teacher, Mark("1.2", "missing", False)), claimed(teacher, category=None)]
    found = matrix(rows, TITLES, {}, DAY, "en")
    assert found.columns == (("1.2", "Екі"),)
    assert [candidate.claim for candidate in found.candidates] == ["Teacher-expert", "no category is claimed"]
    assert found.candidates[1].signs == (None,)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((), ""),
        ((Mark("1", "not-asked", False),), ""),
        ((Mark("1", "present", True), Mark("2", "missing", False)), "open"),
        ((Mark("1", "present", True), Mark("2", "present", False)), "declared"),
        ((Mark("1", "present", True), Mark("2", "not-asked", False)), "confirmed"),
    ],
)
def test_what_a_candidate_is_found_by(marks: tuple[Mark, ...], expected: str) -> None:
    assert state(marks) == expected


def test_several_of_one_name_are_told_apart(teacher: ComparisonRow) -> None:
    rows = [
        claimed(teacher).replace(folder=folder, name=name)
        for folder, name in (("a", "Әсел"), ("b", "Әсел"), ("c", "Болат"))
    ]
    found = matrix(rows, TITLES, {}, DAY, "kk")
    for listed in (found.candidates, found.dues):
        assert [item.name for item in listed] == ["Әсел (a)", "Әсел (b)", "Болат"]


def test_days_left_and_the_test(teacher: ComparisonRow) -> None:
    ended = claimed(teacher).replace(category_until=date(2026, 11, 20), test="present", test_until=date(2027, 3, 1))
    open_one = claimed(teacher).replace(category_until=None, test="missing", test_until=None)
    first, second = matrix([ended, open_one], {}, {}, DAY, "en").dues
    assert (first.days, first.days_text, first.test_key) == (-5, "−5", "2027-03-01")
    assert (second.days, second.until, second.test) == (None, "not known", "missing")


@pytest.mark.parametrize(("lang", "missing", "invalid"), [("kk", "жоқ", "жарамсыз"), ("ru", "нет", "не действует")])
def test_a_test_never_taken_is_not_one_that_no_longer_counts(
    teacher: ComparisonRow, lang: Lang, missing: str, invalid: str
) -> None:
    rows = [claimed(teacher).replace(test=state, test_until=None) for state in ("missing", "partly", None)]
    assert [due.test for due in matrix(rows, {}, {}, DAY, lang).dues] == [missing, invalid, ""]


class Cells(HTMLParser):
    """The rows of the table of a class: the texts of their cells."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._name, self._is_in, self._cell = name, False, False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._is_in = dict(attrs).get("class") == self._name
        elif self._is_in and tag == "tr":
            self.rows.append([])
        elif self._is_in and tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self._is_in and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Three teachers; one of them claims nothing."""
    (tmp_path / "school.yaml").write_text("kind: school\nformat: 1\nlang: kk\nname: Үлгі\n", encoding="utf-8")
    for name in ("daniyar", "stepnoe", "first-week"):
        shutil.copytree(EXAMPLES / name, tmp_path / "teachers" / name)
    profile = tmp_path / "teachers" / "first-week" / "portfolio.yaml"
    lines = profile.read_text(encoding="utf-8").splitlines(keepends=True)
    profile.write_text("".join(line for line in lines if not line.startswith("target_category")), encoding="utf-8")
    return tmp_path


def test_every_format_says_the_same(school: Path, pd: Pd) -> None:
    done = pd("summary", "--to", "html,md,csv,xlsx,json", "--date", DAY.isoformat(), cwd=school, lang="en")
    assert done.code == 0, done.err
    build = school / "build"
    data = json.loads((build / "comparison.json").read_bytes())
    numbers = list(data["criteria"])
    states = {item["name"]: {mark["number"]: mark["state"] for mark in item["marks"]} for item in data["rows"]}
    assert len(numbers) > 5 and [bool(marks) for marks in states.values()].count(False) == 1

    heads, *rows = Cells((build / "comparison.html").read_text(encoding="utf-8"), "matrix").rows
    assert heads == ["Name", "Category claimed", *numbers]
    assert len(rows) == 3
    for cells in rows:
        name = next(name for name in states if cells[0].startswith(name))
        assert [bool(cell) for cell in cells[2:]] == [number in states[name] for number in numbers]
        assert all(
            states[name].get(number) != "missing" or "missing" in cell
            for number, cell in zip(numbers, cells[2:], strict=True)
        )

    table = list(csv.reader(io.StringIO((build / "comparison.csv").read_text(encoding="utf-8-sig"))))
    assert any(head.startswith(numbers[0]) for head in table[0])
    book = openpyxl.load_workbook(build / "comparison.xlsx")
    assert book["Criteria"].max_row == 4
    text = (build / "comparison.md").read_text(encoding="utf-8")
    assert "| " + " | ".join(["Name", "Category claimed", *numbers]) + " |" in text


# Measures a page in a frame as wide as a phone: the page, and names that are wider than their cell.
_MEASURE = """<!DOCTYPE html><iframe id="page" src="{page}" style="width:390px;height:800px;border:0"></iframe><p id="said"></p>
<script>onload = function () {{
  var page = document.getElementById("page").contentDocument, root = page.documentElement;
  var wide = Array.from(page.querySelectorAll("tbody th")).filter(function (cell) {{ return cell.scrollWidth > cell.clientWidth; }});
  document.getElementById("said").textContent =
    (root.clientWidth ? "" : "not seen; ") + (root.scrollWidth - root.clientWidth) + " too wide; " + wide.length + " names cut";
}};</script>
"""


@pytest.mark.integration
def test_on_a_phone_no_page_is_too_wide_and_no_name_leaves_its_cell(school: Path, pd: Pd, tmp_path: Path) -> None:
    profile = school / "teachers" / "stepnoe" / "portfolio.yaml"
    text = profile.read_text(encoding="utf-8").replace(
        "Светлана Примерова", "Мұхамедқалиева-Featherstonehaugh-Преображенская Үлгі"
    )
    profile.write_text(text, encoding="utf-8")
    assert pd("summary", ".", "--each", "--date", DAY.isoformat(), cwd=school, lang="kk").code == 0
    pages = sorted((school / "build").rglob("*.html"))
    assert len(pages) == 4
    for page in pages:
        window = tmp_path / "window.html"
        window.write_text(_MEASURE.format(page=page.as_uri()), encoding="utf-8")
        done = subprocess.run(
            [shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--allow-file-access-from-files",
             f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000", "--dump-dom", window.as_uri()],
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert '<p id="said">0 too wide; 0 names cut</p>' in done.stdout, (page.name, done.stdout[-200:])
