"""Beside each row of an educational route stands what the portfolio and the school show of it; nothing is written."""

from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.route_rows import route_rows
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.route_findings import FIELD, route_findings
from tests.helpers import run_pd, write

SCHOOL = """kind: school
lang: en
mentors: [{id: m1, novice: bolat, mentor: aidana, start: 2025-09-01}]
"""
EVENTS = """kind: events
school_year: 2025-2026
items:
  - {id: v1, date: 2025-11-20, type: open-lesson, title: To ask, leads: [aidana]}
  - {id: v2, date: 2025-11-21, type: open-lesson, title: To look, leads: [bolat], participants: [aidana]}
  - {id: v3, date: 2025-11-22, type: seminar, title: To talk, leads: [bolat], participants: [aidana]}
"""
CLUB = "kind: group\ntitle: {title}\ntype: club\nstart: 2025-09-01\nmembers: [{{member: aidana}}]\n"
REGISTER = """kind: evidence
items:
  - {id: e1, title: Біліктілік арттыру курсы, kind: certificate, date: 2025-12-20}
  - {id: e2, title: A course of another year, kind: certificate, date: 2024-12-20}
  - {id: e3, title: A private course, kind: certificate, date: 2025-12-20, private: true}
  - {id: e4, title: Discourse, kind: certificate, date: 2025-12-20}
"""
STUDY = """kind: lesson-study
title: A study
date: 2025-12-01
members: [{member: aidana}]
research_question: Why?
"""
ROUTE = """kind: education-route
lang: en
school_year: 2025-2026
directions:
  open_lessons: {expected_result: Two lessons}
"""
PROFILE = "kind: portfolio\nformat: 1\nname: {name}\ncategory: moderator\nlang: en\n"
ROUTE_REF = "routes/2025-2026-education-route"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL,
        "school/2025-2026/events.yaml": EVENTS,
        "school/groups/readers.yaml": CLUB.format(title="Readers’ evening"),
        "school/groups/sport.yaml": CLUB.format(title="Health"),
        "research/a/lesson-study.yaml": STUDY,
        "teachers/aidana/portfolio.yaml": PROFILE.format(name="Aidana Example"),
        "teachers/aidana/evidence.yaml": REGISTER,
        f"teachers/aidana/{ROUTE_REF}.yaml": ROUTE,
        "teachers/bolat/portfolio.yaml": PROFILE.format(name="Bolat Example"),
    })  # fmt: skip


def test_every_row_of_the_form_has_its_sources() -> None:
    form = FormLibrary().get("education-route")
    assert form
    rows = route_rows().rows
    assert [row.key for row in form.by_key[FIELD].rows] == [row.key for row in rows]
    assert all(row.evidence or row.events or row.groups or row.documents for row in rows)
    known = set(FormLibrary().kinds())
    assert all(set(row.documents.kinds) <= known for row in rows if row.documents)


def test_what_is_found(school: Path) -> None:
    portfolio = read_portfolio(school / "teachers/aidana")
    by_row = route_findings(portfolio, portfolio.by_ref[ROUTE_REF])
    assert {key: [item.text for item in items] for key, items in by_row.items()} == {
        "open_lessons": ["To ask (school:2025-2026/v1)"],
        "seminar_master_class": ["To talk (school:2025-2026/v3)"],
        "mentoring": ["Bolat Example (school:m1)"],
        "lesson_study": ["A study (school:research/a/lesson-study)"],
        "readers_club": ["Readers’ evening (school:groups/readers)"],
        "healthy_lifestyle_club": ["Health (school:groups/sport)"],
        "courses": ["Біліктілік арттыру курсы (e1)"],
    }


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("title: Диплом конкурса", ["contests", "teacher_contests"]),
        ("title: Диплом конкурса, why: Ученица заняла первое место", ["contests"]),
        ("title: «Үздік педагог» байқауының дипломы", ["teacher_contests"]),
        ('title: Диплом конкурса, criterion: "2.2", why: Урок с учениками 5 класса', ["teacher_contests"]),
        ('title: Диплом учительского конкурса, criterion: "2.1"', ["contests"]),
        ("title: Диплом конкурса учителей и учеников", ["contests", "teacher_contests"]),
    ],
)
def test_contests_of_pupils_and_of_the_teacher_are_kept_apart(school: Path, line: str, rows: list[str]) -> None:
    item = f"kind: evidence\nitems: [{{id: e1, kind: award, date: 2025-12-20, {line}}}]\n"
    write(school, {"teachers/aidana/evidence.yaml": item})
    portfolio = read_portfolio(school / "teachers/aidana")
    found = route_findings(portfolio, portfolio.by_ref[ROUTE_REF])
    assert [key for key in found if "contests" in key] == rows


def test_a_route_of_another_year_finds_none_of_it(school: Path) -> None:
    write(school, {f"teachers/aidana/{ROUTE_REF}.yaml": ROUTE.replace("2025-2026", "2023-2024")})
    portfolio = read_portfolio(school / "teachers/aidana")
    assert route_findings(portfolio, portfolio.by_ref[ROUTE_REF]) == {}


def test_the_page_of_a_route_shows_it(school: Path) -> None:
    place = school / "teachers/aidana"
    before = (place / f"{ROUTE_REF}.yaml").read_bytes()
    run = run_pd("render", f"{ROUTE_REF}.yaml", "--to", "md", "--out", "-", cwd=place, lang="en")
    row = next(line for line in run.out.splitlines() if "Open lessons" in line)
    assert "To ask (school:2025-2026/v1)" in row
    assert "The teacher decides what belongs to it." in run.out
    assert (place / f"{ROUTE_REF}.yaml").read_bytes() == before


def test_a_page_without_anything_found_is_as_before(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE.format(name="A Teacher"), f"{ROUTE_REF}.yaml": ROUTE})
    run = run_pd("render", f"{ROUTE_REF}.yaml", "--to", "md", "--out", "-", cwd=tmp_path, lang="en")
    assert "Two lessons" in run.out
    assert "Found" not in run.out


def test_fill_offers_it(school: Path) -> None:
    place = school / "teachers/aidana"
    run = run_pd("fill", "--all", f"{ROUTE_REF}.yaml", cwd=place, lang="en", stdin="\n" * 400)
    assert "Found for this row: To ask (school:2025-2026/v1)" in run.out + run.err
    assert "school:" not in (place / f"{ROUTE_REF}.yaml").read_text(encoding="utf-8")
