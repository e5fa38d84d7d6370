"""The plan of a school's year, as a user makes, fills, checks and prints it."""

from pathlib import Path

import pytest

from pdcli.anonymisation.name_register import NameCollector
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from pdcli.model.documents import School, SchoolPlan
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.answers import parse
from tests.helpers import Pd, write

SCHOOL_FILE = "kind: school\nlang: en\nname: Mysal\ngoals:\n  - {id: s1, goal: More pupils explain their answers}\n"
LINE = "  - {id: a1, action: Three lessons are opened, stage: action, goal: s1, need: n1, for: [expert, aida]"
PLAN = f"""\
# yaml-language-server: $schema=../../.pd/schemas/school-plan.schema.json
kind: school-plan
status: final
school_year: 2026-2027
needs:
  - {{id: n1, text: Criteria come late}}
lines:
{LINE}, form: non-formal, start: 2026-10-05, end: 2026-11-27, hours: 6, done: 2026-11-26, result: Eight of ten do it}}
agreed:
  - {{teacher: aida, cycle: 2026-2027-1, date: 2026-09-18, reviewed: [2026-11-06, 2027-01-12]}}
"""
PATH = "school/2026-2027/plan.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL_FILE, PATH: PLAN,
        "teachers/aida/portfolio.yaml": "kind: portfolio\n",
        "teachers/aida/cycles/2026-2027-1/cycle.yaml": "kind: cycle\n",
    })  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_plan_has_its_year_and_asks_for_actions_only(pd: Pd, tmp_path: Path, lang: str) -> None:
    assert pd("init", "s", "--school", "--name", "Мысал", "--lang", lang, cwd=tmp_path).code == 0
    school = tmp_path / "s"
    assert pd("new", "school-plan", "--date", "2026-09-01", cwd=school).code == 0
    assert "\nschool_year: 2026-2027\n" in (school / PATH).read_text(encoding="utf-8")
    assert pd("lint", "--strict", cwd=school).code == 0
    run = pd("fill", PATH, cwd=school, stdin="First\n+\nSecond\n\n\n")
    assert run.code == 0, run.err
    text = (school / PATH).read_text(encoding="utf-8")
    assert "\nlines:\n  - id: a1\n    action: First\n  - id: a2\n    action: Second\n" in text
    assert pd("lint", "--strict", cwd=school).code == 0


def test_what_a_plan_says_is_read(place: Path) -> None:
    (document,) = load_portfolio(place).of_kind("school-plan")
    assert document.diagnostics == [] and isinstance(document.model, SchoolPlan)
    line, agreed = document.model.lines[0], document.model.agreed[0]
    assert (line.for_, str(line.done), line.dropped) == (("expert", "aida"), "2026-11-26", None)
    assert [day.isoformat() for day in agreed.reviewed] == ["2026-11-06", "2027-01-12"]


def test_days_of_reviews_are_written_as_people_write_days(pd: Pd, place: Path) -> None:
    typed = PLAN.replace("[2026-11-06, 2027-01-12]", "[06.11.2026, 12 қаңтар 2027]")
    write(place, {PATH: typed})
    assert pd("lint", "--fix", PATH, cwd=place).code == 0
    assert (place / PATH).read_text(encoding="utf-8") == PLAN


def test_a_wide_table_is_printed_in_lines(pd: Pd, place: Path) -> None:
    assert pd("render", PATH, "--to", "html", cwd=place).code == 0
    page = (place / "build" / PATH).with_suffix(".html").read_text(encoding="utf-8")
    lines, agreed = page[page.index("<caption>Actions") :].split("<caption>Agreed")
    cell = '<td data-label="Done on"><div data-field="lines/1/done">26.11.2026'
    assert cell in " ".join(lines.split()).replace("> ", ">")
    assert page.count('class="wide lines"') == 1 and "data-label" not in agreed


def test_an_approval_without_answers_is_not_printed(pd: Pd, place: Path) -> None:
    for approved, shown in (("", False), ("approved: {date: 2026-08-28}\n", True)):
        write(place, {PATH: PLAN + approved})
        page = pd("render", PATH, "--to", "md", "--out", "-", cwd=place).out
        assert ("Approved on" in page) is shown and "Approved by" not in page


def test_staff_partners_and_orders_are_read(tmp_path: Path) -> None:
    rows = (
        "mentors: [{novice: aida, mentor: psiholog, order: № 41}]\nstaff: [{id: psiholog, name: Leila Sample, role: psychologist}]\n"
        "partners: [{id: p1, kind: pd-centre, name: Centre of Ulgi, basis: Memorandum 12}]\n"
    )
    (document,) = load_portfolio(write(tmp_path, {"school.yaml": SCHOOL_FILE + rows})).of_kind("school")
    assert document.diagnostics == [] and isinstance(document.model, School)
    school = document.model
    assert (school.mentors[0].order, school.staff[0].id, school.partners[0].kind) == ("№ 41", "psiholog", "pd-centre")


@pytest.mark.parametrize(("whom", "reported"), [("[expert, aida]", 0), ("[expert, aidaa]", 1), ("[experts]", 1)])
def test_a_plan_is_for_categories_or_teachers(pd: Pd, place: Path, whom: str, reported: int) -> None:
    write(place, {PATH: PLAN.replace("[expert, aida]", whom)})
    assert pd("lint", "--select", "PD821", cwd=place).out.count(": PD821 ") == reported


@pytest.mark.parametrize(("lang", "shown"), [("kk", "педагог-сарапшы; aida"), ("en", "teacher-expert; aida")])
def test_categories_are_shown_by_their_names(pd: Pd, place: Path, lang: str, shown: str) -> None:
    assert f"| {shown} |" in pd("render", PATH, "--to", "md", "--out", "-", cwd=place, lang=lang).out


def test_categories_are_typed_by_name_or_number() -> None:
    form = FormLibrary().require("school-plan")
    field = next(part for part in form.by_key["lines"].columns if part.key == "for")
    assert parse(field, "2; Педагог-сарапшы; aida", "kk") == (["moderator", "expert", "aida"], None)


def test_a_category_is_no_name_of_a_person(place: Path) -> None:
    write(place, {PATH: PLAN.replace("[expert, aida]", "[expert, Асан Болатов]")})
    names = NameCollector()
    names.add_portfolio(load_portfolio(place))
    assert "Асан Болатов" in names.spellings["person"] and "expert" not in names.spellings["person"]
