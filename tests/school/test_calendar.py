"""The year of a school by its days."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.portfolio.school_documents import SchoolYear
from pdcli.render.school import render_school
from pdcli.scaffold.school_status import school_status
from pdcli.school.calendar import school_calendar
from pdcli.school.report import school_report
from tests.helpers import write

DAY = date(2026, 11, 1)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nname: Мектеп\nschool_year: 2026-2027\nstaff: [{id: psiholog, name: Сая Үлгі}]\n",
        "school/2026-2027/plan.yaml": """kind: school-plan
school_year: 2026-2027
lines:
  - {id: a1, action: Семинар, start: 2026-10-01, end: 2026-10-20, responsible: psiholog, hours: 6}
  - {id: a2, action: Апталық, start: 2026-10-05, end: 2026-12-20}
  - {id: a3, action: Сауалнама, start: 2026-09-05, done: 2026-09-10}
  - {id: a4, action: Байқау, start: 2026-09-07, dropped: 2026-09-30}
  - {id: a5, action: Күнсіз}
""",
        "school/2026-2027/events.yaml": "kind: events\nitems: [{id: v1, date: 2026-10-08, title: Ашық сабақ, leads: [ali]}]\n",
        "school/groups/math.yaml": """kind: group
title: Математика ӘБ
meetings: [{id: t1, date: 2026-11-20, topic: Анықтама}]
decisions: [{id: k1, text: Сызба, due: 2026-10-30, owner: ali}]
""",
        "school/2026-2027/visits.yaml": "kind: visits\nitems: [{id: w1, date: 2026-10-09, teacher: ali, question: Құпия}]\n",
        "teachers/ali/portfolio.yaml": "kind: portfolio\nname: Әли Мысал\n",
    })  # fmt: skip


def test_everything_is_in_the_order_of_its_days(school: Path) -> None:
    entries = school_calendar(SchoolYear(read_portfolio(school), "2026-2027"), DAY)
    assert [(item.reference, item.state) for item in entries] == [
        ("2026-2027/a3", "done"), ("2026-2027/a4", "dropped"), ("2026-2027/a1", "past-due"),
        ("2026-2027/a2", "planned"), ("2026-2027/v1", "done"), ("groups/math/k1", "past-due"),
        ("groups/math/t1", "planned"), ("2026-2027/a5", "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "line", "state"),
    [("2026-10-08", "a1", "event-held"), ("2026-10-08", "2026-2027/a1", "event-held"), ("2026-11-08", "a1", "past-due"),
     ("2026-10-08", "a2", "past-due"), ("2026-10-08", "a9", "past-due")],
)  # fmt: skip
def test_a_line_of_which_an_event_was_held_says_so(school: Path, day: str, line: str, state: str) -> None:
    event = f"kind: events\nitems: [{{id: v1, date: {day}, title: A, line: {line}}}]\n"
    write(school, {"school/2026-2027/events.yaml": event})
    states = {
        item.reference: item.state for item in school_calendar(SchoolYear(read_portfolio(school), "2026-2027"), DAY)
    }
    assert states["2026-2027/a1"] == state
    # Before its last day is over a line is planned, whatever was held.
    assert states["2026-2027/a2"] == "planned"


def test_status_asks_for_the_day_of_an_action_whose_event_was_held(school: Path) -> None:
    event = "kind: events\nitems: [{id: v1, date: 2026-10-08, title: A, line: a1}]\n"
    group = "kind: group\ntitle: G\nmeetings: [{id: t1, date: 2026-10-20}]\n"
    files = {"school/2026-2027/events.yaml": event, "school/groups/math.yaml": group}
    approved = "kind: school-plan\nschool_year: 2026-2027\napproved: {date: 2026-09-01}\n"
    plan = (school / "school/2026-2027/plan.yaml").read_text(encoding="utf-8")
    files["school/2026-2027/plan.yaml"] = plan.replace("kind: school-plan\nschool_year: 2026-2027\n", approved)
    write(school, files)
    state = school_status(load_school(school), DAY)
    assert state.plan is not None and state.plan.past_due == 0
    assert [row.cells[-1] for page in school_report(load_school(school), None, DAY, "en").pages if page.key == "plan"
            for row in page.rows if row.refs == ("2026-2027/a1",)] == ["event-held"]  # fmt: skip
    write(school, {"school/2026-2027/events.yaml": event.replace(", line: a1", "")})
    plan_state = school_status(load_school(school), DAY).plan
    assert plan_state is not None and plan_state.past_due == 1


def test_a_meeting_has_the_name_of_its_group_though_it_is_a_number(school: Path) -> None:
    write(school, {"school/groups/math.yaml": "kind: group\ntitle: 2026\nmeetings: [{date: 2026-11-20, topic: 7}]\n"})
    entries = school_calendar(SchoolYear(read_portfolio(school), "2026-2027"), DAY)
    assert [item.text for item in entries if item.kind == "meeting"] == ["2026 – 7"]


@pytest.mark.parametrize(("codes", "people"), [(False, {"Сая Үлгі", "Әли Мысал"}), (True, {"T01"})])
def test_people_have_their_names_or_codes(school: Path, codes: bool, people: set[str]) -> None:
    report = school_report(load_school(school), None, DAY, "kk", codes)
    page = next(item for item in report.pages if item.key == "plan")
    assert {row.cells[4] for row in page.rows} - {None} == people


def test_visits_are_on_no_page(school: Path) -> None:
    report = school_report(load_school(school), None, DAY, "kk")
    assert "Құпия" not in repr(report.pages)


def test_a_school_without_such_documents_has_no_page(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nname: Мектеп\n"})
    assert [page.key for page in school_report(load_school(tmp_path), None, DAY, "kk").pages] == ["roadmap"]


def test_the_calendar_file_has_every_day_and_nothing_private(school: Path) -> None:
    text = render_school(school_report(load_school(school), None, DAY, "kk"), "ics", "kk")
    assert isinstance(text, str)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    calendar = Calendar.from_ical(text)
    entries = {str(item["summary"]): item for item in calendar.walk("VEVENT")}
    assert entries.keys() == {
        "Семинар", "Апталық", "Сауалнама", "Байқау", "Ашық сабақ", "Математика ӘБ – Анықтама", "Сызба",
    }  # fmt: skip
    first = entries["Семинар"]
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 10, 1), date(2026, 10, 21))
    assert (str(entries["Байқау"]["status"]), str(first["status"])) == ("CANCELLED", "CONFIRMED")
    assert len({str(item["uid"]) for item in entries.values()}) == 7
    assert "Құпия" not in text


def test_the_calendar_file_is_the_same_on_another_day_but_for_states(school: Path) -> None:
    reports = [school_report(load_school(school), None, day, "kk") for day in (DAY, date(2026, 11, 2))]
    assert len({render_school(report, "ics", "kk") for report in reports}) == 1


def test_commas_and_line_breaks_in_a_text_stay_text(school: Path) -> None:
    group = "kind: group\ntitle: 'A, B; C'\nmeetings: [{id: t1, date: 2026-11-20, topic: \"Бір\\nBEGIN:VEVENT\"}]\n"
    write(school, {"school/groups/math.yaml": group})
    text = render_school(school_report(load_school(school), None, DAY, "kk"), "ics", "kk")
    summaries = [str(item["summary"]) for item in Calendar.from_ical(text).walk("VEVENT")]
    assert "A, B; C – Бір\nBEGIN:VEVENT" in summaries
    assert len(summaries) == 6


def test_rows_without_an_id_have_entries_of_their_own(school: Path) -> None:
    meetings = "kind: group\ntitle: ӘБ\nmeetings: [{date: 2026-11-20}, {date: 2026-11-27}]\n"
    write(school, {"school/groups/math.yaml": meetings})
    text = render_school(school_report(load_school(school), None, DAY, "kk"), "ics", "kk")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len({str(item["uid"]) for item in events}) == len(events) == 7


def test_the_last_days_of_the_calendar_are_days(school: Path) -> None:
    plan = "kind: school-plan\nlines: [{id: a1, action: Соңы, start: 9999-12-31, end: 9999-12-31}]\n"
    write(school, {"school/2026-2027/plan.yaml": plan})
    text = render_school(school_report(load_school(school), None, date.max, "kk"), "ics", "kk")
    assert "SUMMARY:Соңы" in str(text)


def test_what_was_done_stays_done(school: Path) -> None:
    line = "{id: a1, action: Семинар, form: formal, hours: 2, done: 2026-10-01, dropped: 2026-10-02}"
    write(school, {"school/2026-2027/plan.yaml": f"kind: school-plan\nlines: [{line}]\n"})
    report = school_report(load_school(school), None, DAY, "kk")
    states = {row.refs: row.cells[7] for page in report.pages if page.key == "plan" for row in page.rows}
    assert states["2026-2027/a1",] == "done"
    assert next(page.rows[0].cells[:3] for page in report.pages if page.key == "hours") == ("formal", 1, 2)


def test_decisions_of_the_administration_are_in_the_year(school: Path) -> None:
    cycle = "kind: school-cycle\nschool_year: 2026-2027\ndecisions: [{id: k1, text: Шешім, due: 2026-12-01}]\n"
    write(school, {"school/2026-2027/cycle.yaml": cycle})
    entries = school_calendar(SchoolYear(read_portfolio(school), "2026-2027"), DAY)
    assert ("2026-2027/k1", "planned") in [(item.reference, item.state) for item in entries]
