"""Results by stakeholder: each expected row follows by hand from the few lines that make the school."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.school import load_school
from pdcli.render.school import render_school
from pdcli.school.pages import PAGES
from pdcli.school.report import SchoolReport, report_data, school_report
from tests.helpers import write

DAY = date(2027, 6, 1)
CYCLE = "kind: cycle\nstatus: final\nperiod: {start: 2026-09-01, end: 2026-12-25}\n"
DESIGN = """kind: design
goals:
  - {id: g1, goal: Оқушы сұрақ қояды, competence: practice, baseline: 40 %, school_goal: s1}
  - {id: g2, goal: Мақала жазу, competence: growth}
  - {id: g3, goal: Өлшенбегені, school_goal: s1}
plan:
  - {action: Әріптес сабағына бару, goal: g1, done: 2026-10-20, result: Үш тәсіл алынды}
  - {action: Нәтижесіз, goal: g1, done: 2026-10-20}
  - {action: Кейін, goal: g1, done: 2027-06-02, result: Болашақ}
"""
TRIAL = """---
kind: approbation
results:
  - {goal: g1, measured: 71 %, reached: yes}
  - {goal: g2, measured: бір мақала}
  - {goal: g3, reached: no}
---
"""
SCHOOL = """kind: school
school_year: 2026-2027
goals: [{id: s1, goal: Терең оқу}]
partners: [{id: p1, name: Университет, together: Семинар}, {id: p2, name: Орталық}]
"""
PLAN = """kind: school-plan
lines:
  - {id: a1, action: Семинар топтамасы, stage: design, goal: s1, done: 2026-11-01, result: Төрт семинар өтті}
"""
EVENTS = """kind: events
items:
  - {id: v1, date: 2026-10-08, title: Ашық сабақ, level: school, line: a1, effect: Сұрақтар көбейді}
  - {id: v2, date: 2026-10-09, title: Аудандық оқулар, level: district, product: Жинақ}
  - {id: v3, date: 2026-10-10, title: Курс, level: republic, type: course}
  - {id: v4, date: 2027-06-08, title: Болашақ, level: region, effect: Әлі жоқ}
"""
SURVEY = """kind: diagnostic
type: {0}
round: {1}
date: 2027-05-10
asked: 30
answered: {2}
conclusions: [{{id: d1, text: Қорытынды {0}, stage: action}}]
"""
GROUP = """kind: group
title: Топ
goal: s1
decisions:
  - {id: k1, text: Бір, due: 2026-11-30, done: 2026-11-20, result: Кесте өзгерді}
  - {id: k2, text: Екі, due: 2026-11-30, result: Әлі орындалмаған}
"""
RESULTS = """kind: results
years:
  - {year: 2025-2026, class: "7", pupils: 20, quality: 60}
  - {year: 2026-2027, class: "8", pupils: 20, quality: 65}
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    year = "school/2026-2027/"
    return write(tmp_path, {
        "school.yaml": SCHOOL, f"{year}plan.yaml": PLAN, f"{year}events.yaml": EVENTS,
        f"{year}diagnostics/parents.yaml": SURVEY.format("parents", "end", 20),
        f"{year}diagnostics/climate.yaml": SURVEY.format("climate", "start", 20),
        f"{year}diagnostics/pupils.yaml": SURVEY.format("pupils", "end", 4),
        f"{year}diagnostics/needs.yaml": SURVEY.format("needs", "end", 20),
        f"{year}cycle.yaml": "kind: school-cycle\nanalysis_result: Қиындықтар анық\n",
        "school/groups/top.yaml": GROUP,
        "teachers/ali/portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\n",
        "teachers/ali/results.yaml": RESULTS,
        "teachers/ali/cycles/2026-2027-1/cycle.yaml": CYCLE,
        "teachers/ali/cycles/2026-2027-1/4-design.yaml": DESIGN,
        "teachers/ali/cycles/2026-2027-1/5-approbation.md": TRIAL,
    })  # fmt: skip


def report_of(school: Path, codes: bool = False) -> SchoolReport:
    return school_report(load_school(school), None, DAY, "kk", codes)


def rows(report: SchoolReport) -> list[tuple[object, ...]]:
    return [(*row.cells, *row.refs) for page in report.pages if page.key == "stakeholders" for row in page.rows]


def test_results_stand_for_whom_they_are(school: Path) -> None:
    ali, goal = "Әли Мысалұлы", "s1 Терең оқу"
    trial, design = "ali/cycles/2026-2027-1/5-approbation", "ali/cycles/2026-2027-1/4-design"
    cycle = "Педагогтердің кәсіби өсу цикліндегі мектеп әкімшілігінің іс-әрекеттері"
    assert rows(report_of(school)) == [
        ("pupils", "goal-pupils", "Оқушы сұрақ қояды", "40 % → 71 %", "yes", "approbation", goal, ali, trial),
        ("pupils", "quality", ali, "60 % → 65 %", None, None, None, ali, "ali/results"),
        ("staff", "goal-staff", "Мақала жазу", "бір мақала", None, "approbation", None, ali, trial),
        ("staff", "action", "Әріптес сабағына бару", "Үш тәсіл алынды", None, "design", goal, ali, design),
        ("staff", "event-effect", "Ашық сабақ", "Сұрақтар көбейді", None, "design", goal, None, "2026-2027/v1"),
        ("administration", "decision", "Бір", "Кесте өзгерді", None, None, goal, None, "groups/top/k1"),
        ("administration", "plan-line", "Семинар топтамасы", "Төрт семинар өтті", None, "design", goal, None,
         "2026-2027/a1"),
        ("administration", "stage", cycle, "Қиындықтар анық", None, "analysis", None, None, "school/2026-2027/cycle"),
        ("society", "event-outside", "Аудандық оқулар", "Жинақ", None, None, None, None, "2026-2027/v2"),
        ("society", "partner", "Университет", "Семинар", None, None, None, None, "p1"),
        ("society", "survey-parents", "Диагностика нәтижелері", "Қорытынды parents", None, "action", None, None,
         "2026-2027/diagnostics/parents/d1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "school_goal", "person", "expected"),
    [
        ("goal: Оқушылар сұрақ қояды", "", "", "pupils"),
        ("goal: К маю не меньше 14 детей пишут вывод", "", "", "pupils"),
        ("goal: Ask more, indicator: Questions of the pupils", "", "", "pupils"),
        ("goal: В разговоре больше говорит коллега", "", "", "staff"),
        ("goal: Әріптестер сабағын ашады", "", "", "staff"),
        ("goal: Teachers watch the pupils", "", "", "unstated"),
        ("goal: Нұсқау төрт минутқа сыяды", "", "", "unstated"),
        ("goal: Изучить баланс деталей и педагогику", "", "", "unstated"),
        ("goal: Нұсқау төрт минутқа сыяды, school_goal: s1", "goal: Оқушылар дәлелдейді", "", "pupils"),
        ("goal: Сұрақ көбейеді, school_goal: s1", "goal: Педагогтер бірге зерттейді", "", "staff"),
        ("goal: Мұғалімді аз шақырады, school_goal: s1", "goal: Оқушылар дәлелдейді", "", "pupils"),
        ("goal: Сұрақ азаяды, indicator: Мұғалімге қойылған сұрақ", "", "", "unstated"),
        ("goal: Оқушылар келеді, school_goal: s1", "goal: Ауылмен бірге, stakeholder: society", "", "society"),
        ("goal: Оқушылар сұрақ қояды, competence: growth", "", "", "staff"),
        ("goal: Ученики спрашивают", "", "role: head", "pupils"),
        ("goal: Решения советов выполнены в срок", "", "role: head", "administration"),
        ("goal: Учителя пишут заметки вовремя", "", "role: deputy", "administration"),
        (
            "goal: На форум пришли 40 человек, school_goal: s1",
            "goal: Ауылмен бірге, stakeholder: society",
            "role: head",
            "society",
        ),
        ("goal: Ата-аналардың 20-сы сауалнамаға жауап береді", "", "", "society"),
        ("goal: 14 parents answer the survey", "", "", "society"),
        ("goal: Pupils and parents set 20 goals together", "", "", "unstated"),
        ("goal: Ученики спрашивают", "", "role: head\nteaches: true", "pupils"),
        ("goal: Нұсқау сыяды", "", "role: psychologist", "unstated"),
        ("goal: Ученики спрашивают", "", "role: student", "pupils"),
    ],
)
def test_nothing_but_what_is_about_pupils_stands_under_pupils(
    school: Path, goal: str, school_goal: str, person: str, expected: str
) -> None:
    goals = f"goals: [{{id: s1, {school_goal}}}]" if school_goal else ""
    write(school, {
        "school.yaml": f"kind: school\nschool_year: 2026-2027\n{goals}\n",
        "teachers/ali/portfolio.yaml": f"kind: portfolio\nname: Әли Мысалұлы\n{person}\n",
        "teachers/ali/cycles/2026-2027-1/4-design.yaml": f"kind: design\ngoals: [{{id: g1, {goal}}}]\n",
        "teachers/ali/cycles/2026-2027-1/5-approbation.md":
            "---\nkind: approbation\nresults: [{goal: g1, measured: 5}]\n---\n",
    })  # fmt: skip
    found = [(row[0], row[1]) for row in rows(report_of(school)) if str(row[1]).startswith("goal-")]
    assert found == [(expected, f"goal-{expected}")]


def test_actions_of_one_who_does_not_teach_are_the_administrations(school: Path) -> None:
    write(school, {"teachers/ali/portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\nrole: head\n"})
    actions = [(row[0], row[1]) for row in rows(report_of(school)) if str(row[1]).startswith("action")]
    assert actions == [("administration", "action-administration")]


def test_a_stakeholder_without_a_result_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": SCHOOL})
    assert [(row[0], row[1]) for row in rows(report_of(tmp_path))] == [
        ("pupils", "none"), ("staff", "none"), ("administration", "none"), ("society", "partner"),
    ]  # fmt: skip


def test_without_any_result_there_is_no_page(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nschool_year: 2026-2027\n"})
    assert rows(report_of(tmp_path)) == []


def test_a_private_document_gives_no_result(school: Path) -> None:
    file = school / "teachers/ali/cycles/2026-2027-1/5-approbation.md"
    file.write_text(TRIAL.replace("kind:", "private: true\nkind:"), encoding="utf-8")
    assert [row for row in rows(report_of(school)) if row[1] in ("goal-pupils", "goal-staff")] == []


def test_codes_hide_people(school: Path) -> None:
    text = render_school(report_of(school, codes=True), "md", "kk")
    assert isinstance(text, str)
    assert [name for name in ("Мысалұлы", "ali/") if name in text] == []


def test_every_kind_of_result_has_words(school: Path) -> None:
    columns = PAGES["stakeholders"].columns
    for row in rows(report_of(school)):
        assert row[0] in columns["stakeholder"].choices
        assert row[1] in columns["kind"].choices
    data = report_data(report_of(school))
    page = next(item for item in data["pages"] if item["key"] == "stakeholders")
    assert page["rows"][0]["cells"]["result"] == "40 % → 71 %"
