"""What the level of a category expects: on the page of a route sheet and of a self-assessment, and in its form."""

from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.tables import table
from pdcli.i18n import LANGS, Lang
from pdcli.model.documents import CATEGORIES, Category
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.expectation import level_descriptors
from tests.helpers import run_pd, write

PROFILE = "kind: portfolio\nname: A Teacher\nlang: en\ncategory: expert\n"
SHEET = (
    "kind: route-sheet\nschool_year: 2026-2027\ncategory: moderator\nmoderator_sheet: {personal_topic: {rating: +}}\n"
)
LINKED = "moderator_expected: {lesson_study: {done: 2027-03-10, documents: [routes/a]}}\n"
SELF = "kind: self-assessment\ndate: 2026-09-10\ndirections: {practical: {level: master}, research: {why: Not yet}}\n"
SKILL, RESULT = "Joins in Lesson Study", "Pupils learn more willingly and more actively"


def page_of(root: Path, ref: str, lang: Lang = "en") -> str:
    return run_pd("render", ref, "--to", "md", "--out", "-", cwd=root, lang=lang).out


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_rows_of_a_sheet_are_those_of_the_guide(category: Category) -> None:
    row = next(row for row in table("levels").rows if row.category == category)
    sheet = FormLibrary().require("route-sheet").by_key[f"{category}_expected"]
    texts = [*row.cells["skills"], *row.cells["expected_results"]]
    for lang in LANGS:
        assert [item.label[lang] for item in sheet.rows] == [item[lang] for item in texts]
    assert not any(part.required for part in (sheet, *sheet.columns))


def test_a_sheet_shows_what_its_level_expects(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, "routes/a.yaml": SHEET})
    page = page_of(tmp_path, "routes/a.yaml")
    # The level is that of the sheet, not that of the portfolio.
    assert page.index("Professional skills:") < page.index("joins in Lesson Study") < page.index("Rating scale")
    assert "pupils learn more willingly" in page
    assert "Analyses pupils' results".casefold() not in page.casefold()


def test_linked_rows_stand_once(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, "routes/a.yaml": SHEET + LINKED})
    page = page_of(tmp_path, "routes/a.yaml")
    assert page.casefold().count(SKILL.casefold()) == page.casefold().count(RESULT.casefold()) == 1
    (line,) = (line for line in page.splitlines() if SKILL in line)
    assert "10.03.2027" in line
    assert "What this level expects: “Teacher-moderator”" in page


def test_an_unlinked_row_is_no_fault(tmp_path: Path) -> None:
    final = SHEET.replace("category:", "status: final\ndate: 2027-05-20\ncategory:")
    write(tmp_path, {"portfolio.yaml": PROFILE, "routes/a.yaml": final})
    assert "expected" not in run_pd("lint", cwd=tmp_path, lang="en").out


def test_a_self_assessment_shows_the_level_and_the_directions(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, "reflections/a.yaml": SELF})
    page = page_of(tmp_path, "reflections/a.yaml")
    assert "What this level expects: Formative stage: “Leadership and analysis”" in page
    row = next(row for row in table("table-08").rows if row.category == "master")
    practical = next(line for line in page.splitlines() if "| Practical |" in line)
    assert row.cells["practical"][0]["en"] in practical
    research = next(line for line in page.splitlines() if "| Research |" in line)
    assert row.cells["research"][0]["en"] not in research


def test_a_direction_is_described_while_it_is_asked(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, "reflections/a.yaml": SELF})
    portfolio = load_portfolio(tmp_path)
    lines = level_descriptors(portfolio, portfolio.by_ref["reflections/a"], ("directions", "practical", "level"), "en")
    rows = {row.category: row for row in table("table-08").rows}
    assert [
        rows[key].cells["practical"][0]["en"] in line for key, line in zip(("expert", "researcher"), lines, strict=True)
    ] == [True, True]


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_guide_has_the_expected_result_of_a_category(category: Category, tmp_path: Path) -> None:
    row = next(row for row in table("table-08").rows if row.category == category)
    shown = " ".join(run_pd("guide", "8", "--category", category, cwd=tmp_path, lang="ru").out.split())
    assert [item["ru"] for item in row.cells["expected"] if item["ru"] not in shown] == []
    assert len(row.cells["expected"]) >= 3
