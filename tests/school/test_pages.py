"""Pages of a school's report beside its indicators."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.i18n import Lang, translate
from pdcli.portfolio.school import load_school
from pdcli.render.school import render_school
from pdcli.school.page import Page, PageRow
from pdcli.school.pages import PAGES
from pdcli.school.report import SchoolReport, school_report
from tests.helpers import run_pd, write

DAY = date(2026, 11, 1)
CYCLE = "kind: cycle\nstatus: final\nperiod: {start: 2026-09-01, end: 2027-05-25}\n"
REFLECTION = """---
kind: reflection
growth_areas:
  - {id: r1, title: Сұрақ қою}
  - {id: r2, title: Кері байланыс}
---
"""
DESIGN = """kind: design
goals: [{id: g1, goal: Сұрақ, from: [r1]}]
plan: [{action: Сабаққа қатысу, goal: g1, mentor: ӘБ жетекшісі}]
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": """kind: school
name: Мектеп
school_year: 2026-2027
staff: [{id: psiholog, name: Сая Құпиясызова}]
mentors:
  - {id: m1, novice: ali, mentor: bota, start: 2026-09-01}
  - {id: m2, novice: ali, mentor: psiholog, level: curator}
  - {id: m3, novice: ali, mentor: bota, end: 2026-05-25}
""",
        "school/2026-2027/plan.yaml": """kind: school-plan
lines:
  - {id: a1, action: Жас маман мектебі, for: [teacher], form: non-formal, hours: 10, end: 2026-12-01}
  - {id: a2, action: Барлығына, form: non-formal, hours: 4}
  - {id: a3, action: Алынған, form: formal, hours: 72, dropped: 2026-10-01}
agreed: [{teacher: ali, cycle: 2026-2027-1, date: 2026-09-20}, {teacher: ali, cycle: 2026-2027-1, date: 2026-10-02}]
""",
        "school/2026-2027/events.yaml": """kind: events
items:
  - {id: v1, date: 2026-10-08, title: Ашық сабақ, type: open-lesson, level: school, form: non-formal, hours: 1.5, leads: [bota], effect: Сұрақ}
  - {id: v2, date: 2026-12-08, title: Болашақ, form: non-formal, hours: 3, number: 12}
""",
        "school/groups/jas.yaml": """kind: group
type: novice-school
title: Жас маман мектебі
members: [{member: bota, role: head}, {member: ali}, {member: psiholog, role: tutor}]
meetings: [{id: t1, date: 2026-10-05}, {id: t2, date: 2026-11-20}, {id: t3, date: 2025-11-20}]
decisions: [{id: k1, text: Бір, because: [t1], due: 2026-10-30}, {id: k2, text: Екі, because: [t1], done: 2026-10-30}]
""",
        "teachers/ali/portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\ncategory: teacher\nnovice: true\n",
        "teachers/ali/cycles/2026-2027-1/cycle.yaml": CYCLE,
        "teachers/ali/cycles/2026-2027-1/3-reflection.md": REFLECTION,
        "teachers/ali/cycles/2026-2027-1/4-design.yaml": DESIGN,
        "teachers/bota/portfolio.yaml":
            "kind: portfolio\nname: Бота Үлгіқызы\ncategory: expert\ncategory_since: 2022-12-01\n",
    })  # fmt: skip


def report_of(school: Path, codes: bool = False) -> SchoolReport:
    return school_report(load_school(school), None, DAY, "kk", codes)


def page(report: SchoolReport, key: str) -> Page:
    return next(item for item in report.pages if item.key == key)


def cells(row: PageRow, key: str) -> dict[str, object]:
    return dict(zip(PAGES[key].columns, row.cells, strict=True))


def test_a_group_shows_the_meetings_and_decisions_of_the_year(school: Path) -> None:
    (row,) = page(report_of(school), "groups").rows
    assert cells(row, "groups") == {
        "group": "Жас маман мектебі", "type": "novice-school", "heads": ("Бота Үлгіқызы",), "members": 3, "held": 1,
        "next": date(2026, 11, 20), "decisions": 2, "open": 1, "due": 1,
    }  # fmt: skip


def test_hours_are_those_planned_and_those_held(school: Path) -> None:
    (row,) = page(report_of(school), "hours").rows
    assert row.cells == ("non-formal", 2, 14, 1, 1.5, 0, 0)


def test_actions_of_plans_by_direction(school: Path) -> None:
    ref = "ali/cycles/2026-2027-1/4-design"
    before = [(row.cells, row.refs) for row in page(report_of(school), "directions").rows]
    assert before == [
        (("self", 0, 0, 0), ()),
        (("community", 0, 0, 0), ()),
        (("school", 0, 0, 0), ()),
        (("none", 1, 0, 1), (ref,)),
    ]
    design = school / f"teachers/{ref}.yaml"
    lines = (
        "form: informal", "form: non-formal, mentor: bota, done: 2026-10-01", "form: non-formal, direction: school",
        "form: formal, dropped: 2026-10-01",
    )  # fmt: skip
    plan = "".join(f"  - {{action: A, {line}}}\n" for line in lines)
    design.write_text(f"kind: design\nplan:\n{plan}", encoding="utf-8")
    assert [row.cells for row in page(report_of(school), "directions").rows] == [
        ("self", 1, 0, 1), ("community", 1, 1, 1), ("school", 1, 0, 1),
    ]  # fmt: skip


def test_mentors_of_the_year_with_their_load(school: Path) -> None:
    rows = page(report_of(school), "mentors").rows
    assert [(row.cells[0], row.cells[1], row.cells[6]) for row in rows] == [
        ("Бота Үлгіқызы", "methodical", 1), ("Сая Құпиясызова", "curator", 1),
    ]  # fmt: skip


def test_teachers_stand_in_the_order_of_their_names(school: Path) -> None:
    rows = page(report_of(school), "people").rows
    assert [row.teacher.name for row in rows if row.teacher] == ["Әли Мысалұлы", "Бота Үлгіқызы"]
    assert cells(rows[0], "people") == {
        "category": "teacher", "agreed": date(2026, 10, 2), "mentors": ("Бота Үлгіқызы", "Сая Құпиясызова"),
        "tutors": ("Сая Құпиясызова",), "groups": ("Жас маман мектебі",), "open": 1, "done": 0, "filled": 0,
        "rows": 0,
    }  # fmt: skip


def test_rows_of_routes_are_counted_by_what_became_of_them(school: Path) -> None:
    route = """kind: education-route
title: Маршрут
school_year: {year}
directions:
  open_lessons: {{expected_result: Екі сабақ, product: Жоспар, done: {day}}}
  courses: {{expected_result: Курс}}
"""
    write(school, {
        "teachers/ali/routes/route.yaml": route.format(year="2026-2027", day="2026-10-20"),
        "teachers/bota/routes/route.yaml": route.format(year="2025-2026", day="2025-10-20"),
    })  # fmt: skip
    rows = [cells(row, "people") for row in page(report_of(school), "people").rows]
    assert [(row["done"], row["filled"], row["rows"]) for row in rows] == [(1, 2, 32), (0, 0, 0)]
    text = render_school(report_of(school), "md", "en")
    assert isinstance(text, str)
    assert any("Бота" in line and line.endswith("| 0 | 0 | 0 |") for line in text.splitlines())


def test_support_names_the_lines_for_a_category_and_not_those_for_all(school: Path) -> None:
    rows = page(report_of(school), "support").rows
    assert [(row.cells[1], row.cells[2], row.cells[4]) for row in rows] == [
        ("Сұрақ қою", "yes", ("Жас маман мектебі",)), ("Кері байланыс", "no", ("Жас маман мектебі",)),
    ]  # fmt: skip


def test_terms_follow_the_rule_pack(school: Path) -> None:
    ends = {row.cells[0]: row.cells[1] for row in page(report_of(school), "attestation").rows}
    assert ends == {"teacher": None, "expert": date(2027, 12, 1)}


@pytest.mark.parametrize("suffix", ["html", "md", "json", "csv", "ics"])
def test_codes_hide_everybody_on_every_page(school: Path, suffix: str) -> None:
    text = render_school(report_of(school, codes=True), suffix, "kk")
    assert isinstance(text, str)
    for name in ("Мысалұлы", "Үлгіқызы", "Құпиясызова", "psiholog", "bota"):
        assert name not in text, name


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_page_has_words(school: Path, lang: str) -> None:
    text = render_school(report_of(school), "md", lang)  # type: ignore[arg-type]
    assert isinstance(text, str)
    assert text.count("\n## ") >= 5 + len(PAGES)


def test_a_person_with_two_roles_is_one_member(school: Path) -> None:
    members = "[{member: bota, role: head}, {member: bota, role: tutor}, {member: ali}, {role: member}]"
    write(school, {"school/groups/jas.yaml": f"kind: group\ntitle: Топ\nmembers: {members}\n"})
    report = report_of(school)
    assert cells(page(report, "groups").rows[0], "groups")["members"] == 2
    groups = {row.teacher.id: row.cells[4] for row in page(report, "people").rows if row.teacher}
    assert groups == {"ali": ("Топ",), "bota": ("Топ",)}


def test_a_folder_may_be_school_and_portfolio(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nname: Мектеп\n", "portfolio.yaml": "kind: portfolio\nname: Әли\n"})
    assert [item.name for item in report_of(tmp_path).teachers] == ["Әли"]


@pytest.mark.parametrize("quarter", ["II", "5", "1"])
def test_a_note_without_answers_or_with_a_wrong_quarter_covers_no_quarter(school: Path, quarter: str) -> None:
    text = "" if quarter == "1" else "\n## Күшті тұстар\n\nБар.\n"
    note = f"---\nkind: analytical-note\nquarter: {quarter}\ndate: 2026-10-25\n---\n{text}"
    write(school, {"school/2026-2027/notes/1.md": note})
    assert report_of(school).measures["notes_written"].number == 0


@pytest.mark.parametrize(
    ("name", "lang"), [("Teachers", "en"), ("Педагоги", "ru"), ("педагогтер", "kk"), ("people", "kk")]
)
def test_a_page_is_named_by_its_title_too(school: Path, name: str, lang: Lang) -> None:
    run = run_pd("school", "--show", name, cwd=school, lang=lang)
    assert run.code == 0
    assert run.out.splitlines()[0] == translate(PAGES["people"].label, lang)
    assert "`people` (" in run_pd("school", "--show", "zzz", cwd=school, lang="en").err


def test_hours_without_a_form_are_named(school: Path) -> None:
    write(school, {"school/2026-2027/plan.yaml": "kind: school-plan\nlines: [{id: a1, action: A, hours: 4}]\n"})
    assert "not stated" in run_pd("school", "--show", "hours", cwd=school, lang="en").out
