"""The page on the six principles: every expected number is counted by hand from the few lines that make the school."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.guideline.tables import table
from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.school import load_school
from pdcli.render.school import render_school
from pdcli.school.page import CellValue
from pdcli.school.pages import PAGES
from pdcli.school.report import SchoolReport, school_report
from tests.helpers import write

DAY = date(2026, 11, 1)
CYCLE = "kind: cycle\nstatus: final\nperiod: {{start: {0}-09-01, end: {0}-12-25}}\n"
REFLECTION = "---\nkind: reflection\ngrowth_areas: [{id: r1, title: Сұрақ қою}, {id: r2, title: Кері байланыс}]\n---\n"
DESIGN = """kind: design
goals: [{id: g1, goal: Сұрақ, from: [r1]}]
plan: [{action: Сабаққа қатысу, goal: g1}]
"""
SCHOOL = """kind: school
school_year: 2026-2027
partners:
  - {id: p1, name: Университет, together: Семинарлар}
  - {id: p2, name: Орталық}
  - {id: p3, name: Бұрынғы, together: Жоба, end: 2026-05-25}
mentors: [{id: m1, novice: ali, mentor: bota}, {id: m2, novice: ali}]
"""
EVENTS = """kind: events
items:
  - {id: v1, date: 2026-10-08, title: Ашық сабақ, type: open-lesson, effect: Сұрақтар көбейді}
  - {id: v2, date: 2026-10-09, title: Семинар, type: seminar}
  - {id: v3, date: 2026-12-08, title: Болашақ, type: master-class, effect: Әлі жоқ}
"""
GROUP = """kind: group
title: Топ
members: [{member: bota}]
meetings: [{id: t1, date: 2026-10-05}]
decisions: [{id: k1, text: Бір, because: [t1], due: 2026-11-30}]
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL,
        "school/2026-2027/plan.yaml": "kind: school-plan\nagreed: [{teacher: ali, date: 2026-09-20}]\n",
        "school/2026-2027/events.yaml": EVENTS,
        "school/groups/top.yaml": GROUP,
        "school/groups/jana.yaml": "kind: group\ntitle: Жаңа\nmeetings: [{id: t1, date: 2026-11-20}]\n",
        "teachers/ali/portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\n",
        "teachers/ali/cycles/2025-2026-1/cycle.yaml": CYCLE.format(2025),
        "teachers/ali/cycles/2026-2027-1/cycle.yaml": CYCLE.format(2026),
        "teachers/ali/cycles/2026-2027-1/3-reflection.md": REFLECTION,
        "teachers/ali/cycles/2026-2027-1/4-design.yaml": DESIGN,
        "teachers/bota/portfolio.yaml": "kind: portfolio\nname: Бота Үлгіқызы\n",
        "teachers/bota/cycles/2026-2027-1/cycle.yaml": CYCLE.format(2026),
    })  # fmt: skip


def report_of(school: Path, codes: bool = False) -> SchoolReport:
    return school_report(load_school(school), None, DAY, "kk", codes)


def counts(report: SchoolReport) -> dict[CellValue, tuple[CellValue, ...]]:
    """Behaviour -> (number, total, references)."""
    rows = next((page.rows for page in report.pages if page.key == "principles"), ())
    return {row.cells[1]: (*row.cells[2:], row.refs) for row in rows}


def test_behaviours_are_counted(school: Path) -> None:
    assert counts(report_of(school)) == {
        "cycles_two_years": (1, 2, ("ali/2025-2026-1", "ali/2026-2027-1")),
        "analysed_each_quarter": (0, 2, ()),
        "plans_agreed": (1, 2, ("school/2026-2027/plan",)),
        "areas_planned": (1, 2, ("ali/cycles/2026-2027-1/3-reflection",)),
        "lessons_analysed": (0, 2, ()),
        "lessons_shown": (1, 2, ("2026-2027/v1",)),
        "self_assessed": (0, 2, ()),
        "reflective_work": (0, 2, ()),
        "decisions_reflected": (0, 1, ()),
        "partners_together": (1, 2, ("p1",)),
        "mentor_pairs": (1, None, ("m1",)),
        "groups_met": (1, 2, ("school/groups/top",)),
        "teachers_in_groups": (1, 2, ("school/groups/top",)),
        "goals_measured": (0, 1, ()),
        "decisions_based": (0, 1, ()),
        "events_effect": (1, 2, ("2026-2027/v1",)),
    }


def test_many_references_are_left_out(school: Path) -> None:
    partners = ", ".join(f"{{id: p{number}, name: Серіктес, together: Жоба}}" for number in range(1, 7))
    write(school, {"school.yaml": f"kind: school\nschool_year: 2026-2027\npartners: [{partners}]\n"})
    assert counts(report_of(school))["partners_together"] == (6, 6, ())


def test_what_no_document_gives_has_no_row(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nschool_year: 2026-2027\n"})
    assert counts(report_of(tmp_path)) == {}


def test_codes_hide_people(school: Path) -> None:
    report = report_of(school, codes=True)
    text = render_school(report, "md", "kk")
    assert isinstance(text, str)
    assert not [name for name in ("Мысалұлы", "Үлгіқызы", "ali/", "bota") if name in text]
    assert counts(report)["cycles_two_years"][0] == 1


@pytest.mark.parametrize("lang", LANGS)
def test_principles_have_the_names_of_the_guideline(school: Path, lang: Lang) -> None:
    text = render_school(report_of(school), "md", lang)
    assert isinstance(text, str)
    assert [row.label[lang] for row in table("principles").rows if row.label[lang] not in text] == []


def test_each_principle_has_two_behaviours_or_more(school: Path) -> None:
    (page,) = (item for item in report_of(school).pages if item.key == "principles")
    principles = [row.cells[0] for row in page.rows]
    assert [name for name in dict.fromkeys(principles) if principles.count(name) < 2] == []
    assert len(set(principles)) == 6
    assert set(PAGES["principles"].columns["behaviour"].choices) >= {row.cells[1] for row in page.rows}


def test_a_correction_counts_once_there_is_a_next_plan(school: Path) -> None:
    write(school, {
        "school/2026-2027/cycle.yaml": "kind: school-cycle\ncorrections: [{id: c1, text: Бір}, {id: c2, text: Екі}]\n",
        "school/2027-2028/plan.yaml":
            "kind: school-plan\ncarried_over: [{from: 2026-2027/c1}]\n",
    })  # fmt: skip
    assert counts(report_of(school))["corrections_carried"] == (1, 2, ("2026-2027/c1",))
