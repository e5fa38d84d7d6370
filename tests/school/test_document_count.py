"""Measures from the school's own documents: every expected number is counted by hand from the few lines below."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.documents.survey import LEAST_ANSWERS
from pdcli.portfolio.school import load_school
from pdcli.render.school import number, render_school
from pdcli.school.entries import Measure
from pdcli.school.measures import MEASURES
from pdcli.school.report import SchoolReport, school_report
from tests.helpers import write

DAY = date(2027, 7, 1)
SCHOOL = """kind: school
name: Мектеп
school_year: 2026-2027
goals: [{id: s1, goal: Сұрақ қою}]
notes: [{quarter: 1, title: Бірінші}, {quarter: 2, title: Екінші}]
staff: [{id: saya, name: Сая Құпиясызова}]
mentors:
  - {id: m1, novice: ali, mentor: bota, order: № 1}
  - {id: m2, novice: ali, mentor: saya}
  - {id: m3, novice: bota, mentor: saya, order: № 2, end: 2026-05-25}
"""
PLAN = """kind: school-plan
approved: {date: 2026-09-20}
needs: [{id: n1, text: Сұрақ}]
lines:
  - {id: a1, action: Семинар, goal: s1, need: n1, end: 2026-11-20, hours: 3, done: 2026-11-20}
  - {id: a2, action: Клуб, goal: s9, end: 2027-02-01}
  - {id: a3, action: Алынған, goal: s1, end: 2027-02-01, dropped: 2027-01-10}
  - {id: a4, action: Болашақ, end: 2027-07-20}
agreed:
  - {teacher: ali, cycle: 2026-2027-1, date: 2026-09-20, reviewed: [2027-01-10]}
  - {teacher: ali, cycle: 2026-2027-2, date: 2027-01-20}
"""
EVENTS = """kind: events
items:
  - {id: v1, date: 2026-11-20, title: Семинар, hours: 1.5}
  - {id: v2, date: 2026-11-21, title: Сағатсыз}
  - {id: v3, date: 2027-02-21, title: Тренинг, hours: 2}
  - {id: v4, date: 2027-07-21, title: Кейін, hours: 9}
"""
VISITS = """kind: visits
private: true
items:
  - {id: w1, teacher: ali, goals_matched: yes, formative: yes, approaches: yes, safe: yes, strength: Құпия мақтау}
  - {id: w2, teacher: ali, goals_matched: partly, formative: no, approaches: yes, safe: concern, closed: 2026-10-10}
  - {id: w3, teacher: ali, goals_matched: no, approaches: no, safe: concern}
  - {id: w4, teacher: ali}
"""
NOTE = """---
kind: analytical-note
title: Үшінші тоқсан
quarter: {quarter}
date: 2027-03-28
conclusions: [{{id: d1, text: Сұрақ аз, from: [a1]}}, {{id: d2, text: Уақыт аз}}]
---

## Күшті тұстар

Бар.

## Себептері

Уақыт.
"""
CLIMATE = """kind: diagnostic
title: Ахуал
type: climate
round: {round}
date: {date}
asked: 9
answered: {answered}
questions: [{{question: Қатемді айта аламын, agree: 4, partly: 1, disagree: 0}}, {{question: Жасырын, agree: 4}}]
"""
GROUP = """kind: group
type: council
title: Педкеңес
start: 2026-08-20
members: [{member: ali, role: head}, {member: saya, role: tutor}, {member: bota, role: tutor, trained_on: 2026-09-01}]
meetings:
  - {id: t1, date: 2026-10-05}
  - {id: t2, date: 2026-11-05}
  - {id: t3, date: 2027-01-05, about: [2026-2027/notes/3/d1]}
  - {id: t4, date: 2027-08-25, about: [2026-2027/diagnostics/start]}
decisions:
  - {id: k1, text: Бір, because: [t1, 2026-2027/notes/3/d1], owner: saya, due: 2027-04-01}
  - {id: k2, text: Екі, because: [t1], owner: ali}
  - {id: k3, text: Үш, because: [t2, 2026-2027/a1], due: 2027-01-01}
"""
CLUB = """kind: group
type: club
title: Клуб
start: 2026-11-01
meetings: [{id: t1, date: 2026-11-10}, {id: t2, date: 2027-02-10}, {id: t3, date: 2027-04-10}]
"""
CYCLE = """kind: school-cycle
action_result: Тәртіп бар.
decisions: [{id: k1, text: Төрт, because: [ali/2026-2027-1/r1], owner: ali, due: 2027-09-01}]
corrections: [{id: c1, text: Қысқарту, because: [a2]}, {id: c2, text: Ұзарту}]
"""
REFLECTION = "---\nkind: reflection\ngrowth_areas: [{id: r1, title: Сұрақ қою}]\n---\n"
DESIGN = """kind: design
goals: [{id: g1, goal: Сұрақ, from: [r1]}, {id: g2, goal: Уақыт}, {id: g3, goal: Топ}]
plan:
  - {action: Қатысу, goal: g1, end: 2026-12-01, done: 2026-12-01}
  - {action: Курс, end: 2026-12-01}
  - {action: Алынған, end: 2026-12-01, dropped: 2026-11-01}
  - {action: Болашақ, end: 2027-09-01}
"""
APPROBATION = (
    "---\nkind: approbation\nresults: [{goal: g1, measured: 5, reached: yes}, {goal: g2, reached: partly}]\n---\n"
)
RESULTS = """kind: results
years:
  - {year: 2025-2026, class: 5А, pupils: 10, quality: 50}
  - {year: 2025-2026, class: 5Ә, pupils: 30, quality: 70}
  - {year: 2026-2027, class: 6А, pupils: 10, quality: QUALITY}
"""
ALI, BOTA, YEAR = "teachers/ali/", "teachers/bota/", "school/2026-2027/"
LESSON = "---\nkind: lesson-analysis\nstatus: final\ndate: {day}\n---\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    cycle = f"{ALI}cycles/2026-2027-1/"
    return write(tmp_path, {
        "school.yaml": SCHOOL, f"{YEAR}plan.yaml": PLAN, f"{YEAR}events.yaml": EVENTS, f"{YEAR}visits.yaml": VISITS, f"{YEAR}cycle.yaml": CYCLE,
        f"{YEAR}notes/3.md": NOTE.format(quarter=3),
        f"{YEAR}diagnostics/start.yaml": CLIMATE.format(round="start", date="2026-09-10", answered=5),
        f"{YEAR}diagnostics/end.yaml": CLIMATE.format(round="end", date="2027-05-10", answered=4),
        "school/2027-2028/plan.yaml": "kind: school-plan\ncarried_over: [{from: 2026-2027/c2}]\n",
        "school/groups/kenes.yaml": GROUP, "school/groups/klub.yaml": CLUB,
        f"{ALI}portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\n",
        f"{BOTA}portfolio.yaml": "kind: portfolio\nname: Бота Үлгіқызы\n",
        f"{cycle}cycle.yaml": "kind: cycle\nperiod: {start: 2026-09-01, end: 2027-05-25}\n",
        f"{cycle}3-reflection.md": REFLECTION, f"{cycle}4-design.yaml": DESIGN, f"{cycle}5-approbation.md": APPROBATION,
        **{f"{cycle}lessons/{n}.md": LESSON.format(day=day) for n, day in enumerate(
            ("2026-09-10", "2026-12-10", "2027-01-03", "2027-05-30"))},
        f"{BOTA}cycles/2026-2027-1/lessons/a.md": LESSON.format(day="2026-09-10"),
        f"{ALI}results.yaml": RESULTS.replace("QUALITY", "65.1"),
        f"{BOTA}results.yaml": RESULTS.replace("QUALITY", "65"),
    })  # fmt: skip


def report_of(place: Path, day: date = DAY, codes: bool = False) -> SchoolReport:
    return school_report(load_school(place), None, day, "kk", codes)


def names(measure: Measure) -> tuple[list[str], list[str]]:
    having, lacking = (
        [entry.teacher.id if entry.teacher else str(entry.text) for entry in entries]
        for entries in (measure.having, measure.lacking)
    )
    return having, lacking


# number, of how many, what is counted and what is not
EXPECTED = {
    "visits_goals": (1, 3, [], []),
    "visits_safe": (1, 3, [], []),
    "concerns_closed": (1, 2, [], []),
    "visits_formative": (1, 2, [], []),
    "visits_approaches": (2, 3, [], []),
    "teachers_visited": (1, 2, [], []),
    "groups_meet": (1, 2, ["Клуб"], ["Педкеңес"]),
    "teachers_in_groups": (2, 2, ["ali", "bota"], []),
    "hours_planned": (3, None, ["Семинар"], ["Клуб", "Болашақ"]),
    "hours_held": (3.5, None, ["Семинар", "Тренинг"], ["Сағатсыз"]),
    "mentors_ordered": (1, 2, ["Бота Үлгіқызы → Әли Мысалұлы"], ["Сая Құпиясызова → Әли Мысалұлы"]),
    "tutors_trained": (1, 2, ["bota"], ["Сая Құпиясызова"]),
    "notes_written": (3, 4, ["Үшінші тоқсан", "Бірінші", "Екінші"], ["None"]),
    "notes_all": (3, None, ["Үшінші тоқсан", "Бірінші", "Екінші"], []),
    "notes_strengths": (1, 1, ["Үшінші тоқсан"], []),
    "notes_problems": (0, 1, [], ["Үшінші тоқсан"]),
    "notes_causes": (1, 1, ["Үшінші тоқсан"], []),
    "problems_named": (0, 1, [], ["Үшінші тоқсан"]),
    "conclusions_grounded": (1, 2, ["Сұрақ аз"], ["Уақыт аз"]),
    "analysis_discussed": (1, 3, ["Үшінші тоқсан"], ["Ахуал", "Ахуал"]),
    "climate_surveys": (1, 2, ["Ахуал", "Қатемді айта аламын"], ["Ахуал"]),
    "decisions_owned": (2, 4, ["Бір", "Төрт"], ["Екі", "Үш"]),
    "council_decisions": (3, 4, ["Бір", "Екі", "Үш"], ["Төрт"]),
    "decisions_reflected": (2, 4, ["Бір", "Төрт"], ["Екі", "Үш"]),
    "decisions_based": (3, 4, ["Бір", "Үш", "Төрт"], ["Екі"]),
    "plan_approved": (1, 1, ["Мектептің кәсіби даму және әдістемелік жұмыс жоспары"], []),
    "lines_done": (1, 2, ["Семинар"], ["Клуб"]),
    "lines_with_goal": (2, 4, ["Семинар", "Алынған"], ["Клуб", "Болашақ"]),
    "lines_grounded": (1, 4, ["Семинар"], ["Клуб", "Алынған", "Болашақ"]),
    "lines_with_resources": (1, 4, ["Семинар"], ["Клуб", "Алынған", "Болашақ"]),
    "plans_agreed": (1, 2, ["ali"], ["bota"]),
    "plans_reviewed": (1, 2, ["ali"], ["ali"]),
    "corrections_based": (1, 2, ["Қысқарту"], ["Ұзарту"]),
    "corrections_carried": (1, 2, ["Ұзарту"], ["Қысқарту"]),
    "school_stages": (1, 5, ["Тәртіп бар."], ["None"] * 4),
    "analysed_each_quarter": (1, 2, ["ali"], ["bota"]),
    "actions_done": (1, 2, ["ali"], ["ali"]),
    "results_rising": (1, 2, ["ali"], ["bota"]),
    "goals_reached": (1, 2, ["ali"], ["ali"]),
}


@pytest.mark.parametrize("key", EXPECTED)
def test_every_number_and_the_lists_behind_it(place: Path, key: str) -> None:
    measure = report_of(place).measures[key]
    assert (measure.number, measure.total, *names(measure)) == EXPECTED[key]


def test_every_indicator_but_the_school_s_word_has_a_number(place: Path) -> None:
    empty = [item.key for item in report_of(place).indicators if not item.measures and not item.shared]
    assert empty == ["programme_requirements"]


def test_nothing_of_a_visit_leaves_but_numbers(place: Path) -> None:
    for suffix in ("html", "md", "json", "csv"):
        text = render_school(report_of(place), suffix, "kk")
        assert isinstance(text, str) and "Құпия мақтау" not in text and "visits.yaml" not in text
        assert "2026-2027/w" not in text and "2026-2027/visits" not in text


def test_a_meeting_of_a_council_or_an_association_counts_and_others_stand_beside_it(place: Path) -> None:
    write(place, {"school/groups/klub.yaml": CLUB.replace("2026-11-10}", "2026-11-10, about: [2026-2027/notes/3]}")})
    (entry,) = report_of(place).measures["analysis_discussed"].having
    assert entry.facts == (("meetings", "Педкеңес, 2027-01-05"), ("other_meetings", "Клуб, 2026-11-10"))
    assert entry.refs == ("school/2026-2027/notes/3", "groups/kenes/t3", "groups/klub/t1")
    page = render_school(report_of(place), "md", "kk")
    assert isinstance(page, str) and "Педкеңес, 05.01.2027" in page
    write(place, {"school/groups/kenes.yaml": GROUP.replace("type: council", "type: association")})
    assert report_of(place).measures["analysis_discussed"].number == 1
    write(place, {"school/groups/kenes.yaml": GROUP.replace("type: council", "type: creative")})
    measure = report_of(place).measures["analysis_discussed"]
    assert measure.number == 0
    assert dict(measure.lacking[0].facts) == {"other_meetings": "Клуб, 2026-11-10; Педкеңес, 2027-01-05"}


def test_a_tutor_of_two_groups_is_one_person(place: Path) -> None:
    members = "members: [{member: bota, role: tutor}, {member: saya, role: tutor}]\n"
    write(place, {"school/groups/klub.yaml": CLUB + members})
    measure = report_of(place).measures["tutors_trained"]
    assert (measure.number, measure.total, *names(measure)) == (1, 2, ["bota"], ["Сая Құпиясызова"])
    assert measure.having[0].refs == ("school/groups/klub", "school/groups/kenes")


def test_too_few_answers_show_nothing_of_what_was_answered(place: Path) -> None:
    measure = report_of(place).measures["climate_surveys"]
    assert [dict(entry.facts) for entry in measure.having] == [
        {"round": "start", "asked": "9", "answered": f"{LEAST_ANSWERS}"}, {"agree": "4", "partly": "1", "disagree": "0"},
    ]  # fmt: skip
    assert [(entry.note, entry.facts) for entry in measure.lacking] == [("few-answers", ())]


@pytest.mark.parametrize(
    ("numbers", "note"),
    [
        ("asked: 4\nanswered: 40", "few-answers"),
        ("asked: 40\nanswered:", "no-number"),
        ("asked: 40\nanswered:\nquestions: [{question: A, agree: 30}]", None),
    ],
)
def test_a_survey_is_counted_by_the_answers_that_its_page_goes_by(place: Path, numbers: str, note: str | None) -> None:
    write(
        place,
        {"school/2026-2027/diagnostics/third.yaml": f"kind: diagnostic\ntype: pupils\ndate: 2026-10-01\n{numbers}\n"},
    )
    measure = report_of(place).measures["surveys_conditions"]
    assert [entry.note for entry in measure.lacking] == ([note] if note else [])


def test_difficulties_begin_with_what_the_staff_and_the_notes_say(place: Path) -> None:
    needs = CLIMATE.replace("climate", "needs").replace("Ахуал", "Қажеттілік")
    conclusions = "conclusions: [{id: d1, text: Дерекпен талдау қиын}, {id: d2}]\n"
    write(place, {
        f"{YEAR}diagnostics/needs.yaml": needs.format(round="start", date="2026-09-10", answered=5) + conclusions,
        f"{YEAR}diagnostics/few.yaml": needs.format(round="end", date="2027-05-10", answered=4) + conclusions,
        f"{YEAR}notes/4.md": NOTE.format(quarter=4) + "\n## Проблемалық аймақтар\n\nНұсқау\nұзақ.\n",
    })  # fmt: skip
    report = report_of(place)
    (indicator,) = (item for item in report.indicators if item.key == "typical_difficulties")
    assert [item.key for item in indicator.measures][:3] == ["needs_surveys", "problems_named", "difficulties"]
    needed, problems, _groups = indicator.measures[:3]
    assert (needed.number, needed.total) == (1, 2)
    assert [entry.text for entry in needed.having] == ["Қажеттілік", "Қатемді айта аламын", "Дерекпен талдау қиын"]
    assert needed.having[-1].refs == ("2026-2027/diagnostics/needs/d1",)
    assert [(entry.text, entry.note) for entry in needed.lacking] == [("Қажеттілік", "few-answers")]
    assert [(entry.text, entry.refs) for entry in problems.having] == [("Нұсқау ұзақ.", ("school/2026-2027/notes/4",))]


def test_a_quarter_is_judged_once_it_is_over(place: Path) -> None:
    measure = report_of(place, date(2026, 11, 20)).measures["groups_meet"]
    assert (measure.number, measure.total) == (1, 1), "the club was not at work in the first quarter"
    assert "groups_meet" not in report_of(place, date(2026, 10, 31)).measures
    (lacking,) = report_of(place).measures["groups_meet"].lacking
    assert lacking.facts == (("quarter", "4"),)


@pytest.mark.parametrize(("day", "quarters"), [("2027-01-20", {"1", "2"}), ("2027-05-20", {"3", "4"})])
def test_a_note_without_a_quarter_is_about_the_half_year_of_its_day(place: Path, day: str, quarters: set[str]) -> None:
    write(place, {
        "school.yaml": SCHOOL.replace("notes:", "# notes:"),
        f"{YEAR}notes/3.md": NOTE.format(quarter="").replace("2027-03-28", day),
    })  # fmt: skip
    measure = report_of(place).measures["notes_written"]
    assert measure.number == 2
    assert [dict(entry.facts)["quarter"] for entry in measure.having] == [", ".join(sorted(quarters))]
    assert {dict(entry.facts)["quarter"] for entry in measure.lacking} == {"1", "2", "3", "4"} - quarters


def test_a_quarter_with_two_notes_counts_once(place: Path) -> None:
    write(place, {f"{YEAR}notes/3.md": NOTE.format(quarter=1)})
    assert report_of(place).measures["notes_written"].number == 2
    assert report_of(place).measures["notes_all"].number == 3


def test_the_year_before_stands_beside_each_number(place: Path) -> None:
    plan = PLAN.replace("done: 2026-11-20", "dropped: 2026-11-20").replace("2026-", "2025-").replace("2027-", "2026-")
    write(place, {"school/2025-2026/plan.yaml": plan})
    report = report_of(place)
    before = report.measures["lines_done"].before
    assert before and (before.year, before.number, before.total) == ("2025-2026", 0, 2)
    assert report.measures["visits_goals"].before is None, "what was not recorded is not zero"
    page = render_school(report, "html", "kk")
    assert isinstance(page, str) and "<small>2025/2026: 0\u00a0/\u00a02 (0\u00a0%)</small>" in page


def test_what_no_document_says_is_not_stated(place: Path) -> None:
    for name in ("plan", "visits", "cycle"):
        (place / YEAR / f"{name}.yaml").unlink()
    stated = set(report_of(place).measures)
    silent = {"visits_goals", "teachers_visited", "plan_approved", "lines_done", "plans_agreed", "school_stages"}
    assert not stated & silent and silent < set(MEASURES)


@pytest.mark.parametrize(
    ("because", "is_based"),
    [("[s1]", False), ("[s1, t1]", False), ("[s1, 2026-2027/a1]", True), ("[ali/2026-2027-1/g1]", True)],
)
def test_a_goal_of_the_school_is_no_data(place: Path, because: str, is_based: bool) -> None:
    write(place, {"school/groups/kenes.yaml": GROUP + f"  - {{id: k4, text: Бес, because: {because}}}\n"})
    having, lacking = names(report_of(place).measures["decisions_based"])
    assert ("Бес" in having, "Бес" in lacking) == (is_based, not is_based)


def test_the_result_of_a_stage_stands_in_the_list_and_the_page(place: Path) -> None:
    report = report_of(place)
    (entry,) = report.measures["school_stages"].having
    assert (entry.text, entry.facts) == ("Тәртіп бар.", (("stage", "action"),))
    page = render_school(report, "html", "kk")
    assert isinstance(page, str) and "Тәртіп бар.; " in page


def test_codes_take_the_place_of_people_in_the_school_s_documents(place: Path) -> None:
    write(
        place,
        {"school/groups/kenes.yaml": GROUP + "  - {id: k4, text: Бес, because: [ali/2026-2027-1/r1], owner: ali}\n"},
    )
    text = render_school(report_of(place, codes=True), "json", "kk")
    assert isinstance(text, str)
    for name in ("ali/", '"ali"', "bota", "Әли", "Бота", "saya", "Сая"):
        assert name not in text


FEWEST_FIELDS = {
    "school.yaml": "kind: school\nname: Мектеп\nschool_year: 2026-2027\ngoals: [{id: s1, goal: Сұрақ қою}]\n"
    "mentors: [{novice: ali, mentor: bota}]\n",
    "school/groups/matematika.yaml": "kind: group\ntitle: Математика\ntype: association\n"
    "members: [{member: ali}]\nmeetings: [{date: 2026-09-20}]\n",
}


def fields(value: object) -> int:
    """How many values a person typed."""
    if isinstance(value, dict):
        return sum(fields(item) for key, item in value.items() if key not in ("kind", "id"))
    return sum(map(fields, value)) if isinstance(value, list) else 1


def test_the_first_page_is_of_use_with_twelve_fields_typed_by_the_school(place: Path) -> None:
    from ruamel.yaml import YAML

    assert sum(fields(YAML(typ="safe").load(text)) for text in FEWEST_FIELDS.values()) <= 12
    for path in (place / "school").rglob("*.*"):
        path.unlink()
    write(place, {
        **FEWEST_FIELDS, f"{ALI}portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\nnovice: true\n",
        f"{ALI}reflections/self.yaml":
            "kind: self-assessment\nschool_year: 2026-2027\nstages: {action: {level: teacher}}\n",
        f"{ALI}cycles/2026-2027-1/4-design.yaml": DESIGN.replace("goal: Топ", "goal: Топ, school_goal: s1"),
    })  # fmt: skip
    report = report_of(place)
    counted = {item.key for item in report.indicators if any(measure.number for measure in item.measures)}
    assert counted == {
        "associations_work", "regular_analysis", "typical_difficulties", "self_assessment", "current_plans",
        "plans_fit_mission", "resources_allocated", "plans_monitored", "positive_dynamics",
    }  # fmt: skip


def test_hours_are_shown_with_those_of_the_year_before(place: Path) -> None:
    write(place, {
        "school/2025-2026/plan.yaml": "kind: school-plan\nlines: [{id: a1, action: Бұрын, hours: 2.5}]\n",
        "school/2025-2026/events.yaml": "kind: events\nitems: [{id: v1, date: 2026-03-01, title: Бұрын, hours: 4}]\n",
    })  # fmt: skip
    report = report_of(place)
    befores = {key: report.measures[key].before for key in ("hours_planned", "hours_held")}
    assert {key: item and (item.year, item.number) for key, item in befores.items()} == {
        "hours_planned": ("2025-2026", 2.5), "hours_held": ("2025-2026", 4),
    }  # fmt: skip
    shown = number(report.measures["hours_held"], report, "kk")
    assert (shown.text, shown.before) == ("3,5", "4")
    assert [part.head for part in shown.lists] == ["Есепке алынғаны: 3,5", "Есепке алынбағаны: 1"]
    assert "1,5" in shown.lists[0].lines[0].what
