"""What a school confirms of a teacher stands in the summary, beside what the portfolio says of the same."""

import json
from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.opening import read_portfolio
from pdcli.render.at_school import school_tables
from pdcli.summary.at_school import AtSchool, at_school
from tests.helpers import run_pd, write

DAY = date(2026, 6, 1)
SCHOOL = """kind: school
name: Үлгі мектебі
lang: en
mentors:
  - {id: m1, novice: aidana, mentor: bolat, start: 2025-09-01}
  - {id: m2, novice: aidana, mentor: bolat, level: curator, start: 2026-09-01}
"""
EVENTS = """kind: events
status: final
school_year: 2025-2026
items:
  - {id: v1, date: 2025-11-20, type: seminar, title: To ask, form: non-formal, level: district, hours: 2, leads: [aidana]}
  - {id: v2, date: 2025-12-20, type: course, title: To assess, form: formal, level: region, hours: 36, participants: [aidana, bolat]}
  - {id: v3, date: 2025-12-22, type: forum, title: To meet, form: non-formal, participants: [aidana]}
  - {id: v4, date: 2026-06-02, type: forum, title: To come, participants: [aidana]}
"""
GROUP = """kind: group
title: Questions
type: creative
status: final
start: 2025-09-01
members: [{member: aidana, role: tutor}, {member: bolat, role: head}]
meetings:
  - {id: t1, date: 2025-10-01, present: [aidana, bolat]}
  - {id: t2, date: 2025-11-01, present: [bolat]}
decisions:
  - {id: k1, text: To try, because: [t1], owner: aidana, due: 2026-01-10, done: 2026-01-09, result: Tried}
  - {id: k2, text: To go on, because: [t1], owner: aidana, due: 2026-06-10}
"""
REGISTER = """kind: evidence
items:
  - {id: e1, title: A certificate, kind: certificate, date: 2025-12-20, hours: 40, level: region}
  - {id: e2, title: Of another day, kind: certificate, date: 2025-12-21}
  - {id: e3, title: A private one, kind: certificate, date: 2025-12-20, private: true}
"""
ANALYSIS = """---
kind: analysis
status: final
findings:
  - {id: f1, kind: success, text: Good, documents: ["school:2025-2026/v1"]}
---
"""
DESIGN = """---
kind: design
plan:
  - {action: To visit lessons, mentor: Болат Мысалов}
---
"""
PROFILE = "kind: portfolio\nformat: 1\nname: {name}\ncategory: moderator\nlang: en\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL,
        "school/2025-2026/events.yaml": EVENTS,
        "school/groups/ask.yaml": GROUP,
        "teachers/aidana/portfolio.yaml": PROFILE.format(name="Айдана Үлгіқызы"),
        "teachers/aidana/evidence.yaml": REGISTER,
        "teachers/aidana/cycles/2025-2026-1/cycle.yaml": "kind: cycle\n",
        "teachers/aidana/cycles/2025-2026-1/2-analysis.md": ANALYSIS,
        "teachers/aidana/cycles/2025-2026-1/4-design.md": DESIGN,
        "teachers/bolat/portfolio.yaml": PROFILE.format(name="Болат Мысалов"),
        "teachers/zhan/portfolio.yaml": PROFILE.format(name="Жан Мысалов"),
    })  # fmt: skip


def part(school: Path, teacher: str = "aidana") -> AtSchool | None:
    return at_school(read_portfolio(school / "teachers" / teacher), "en", DAY)


def test_what_the_school_says(school: Path) -> None:
    found = part(school)
    assert found
    assert [(item.ref, item.title, item.role, item.meetings) for item in found.groups] == [
        ("school:groups/ask", "Questions", "tutor", 1)
    ]
    assert [(item.ref, item.is_led, item.level) for item in found.events] == [
        ("school:2025-2026/v3", False, None), ("school:2025-2026/v2", False, "region"), ("school:2025-2026/v1", True, "district"),
    ]  # fmt: skip
    assert [(item.ref, item.is_mentor, item.person) for item in found.pairs] == [("school:m1", False, "Болат Мысалов")]
    assert [(item.form, item.hours, item.events, item.without_hours) for item in found.hours] == [
        ("non-formal", 0, ("school:2025-2026/v3",), 1), ("formal", 36, ("school:2025-2026/v2",), 0),
    ]  # fmt: skip
    assert [(item.ref, item.result) for item in found.decisions] == [("school:groups/ask/k1", "Tried")]


def test_two_roles_in_one_group_are_one_group(school: Path) -> None:
    rows = "[{member: aidana, role: head, start: 2025-09-01, end: 2025-10-31}, {member: aidana, start: 2025-11-01}]"
    one = "[{member: aidana, role: tutor}, {member: bolat, role: head}]"
    write(school, {"school/groups/ask.yaml": GROUP.replace(one, rows)})
    found = part(school)
    assert found and [(item.role, item.meetings, len(item.roles)) for item in found.groups] == [("member", 1, 2)]
    (groups,) = [table for table in school_tables(found, "en") if table.title == "Groups"]
    assert [row[1].replace("\xa0", " ") for row in groups.rows] == [
        "head (01.09.2025 – 31.10.2025), member (since 01.11.2025)"
    ]
    assert [row[2] for row in groups.rows] == ["since 01.09.2025"]


@pytest.mark.parametrize(
    ("first", "second", "meetings"),
    [
        ("number: 2", "number: 1", None),
        ("present: []", "number: 1", None),
        ("present: [bolat]", "number: 1", 0),
        ("number: 2", "present: [aidana]", 1),
    ],
)
def test_meetings_that_only_give_a_number_do_not_say_who_came(
    school: Path, first: str, second: str, meetings: int | None
) -> None:
    group = GROUP.replace("11-01, present: [bolat]", f"11-01, {second}").replace("present: [aidana, bolat]", first)
    write(school, {"school/groups/ask.yaml": group})
    found = part(school)
    assert found and [item.meetings for item in found.groups] == [meetings]
    (groups,) = [table for table in school_tables(found, "en") if table.title == "Groups"]
    assert groups.rows[0][3] == ("" if meetings is None else str(meetings))


def test_meetings_to_come_do_not_say_who_came(school: Path) -> None:
    group = GROUP.replace("2025-10-01", "2026-06-10").replace("present: [bolat]", "number: 1")
    write(school, {"school/groups/ask.yaml": group})
    found = part(school)
    assert found and [item.meetings for item in found.groups] == [None]


def test_where_the_teacher_says_the_same(school: Path) -> None:
    found = part(school)
    assert found
    stated = {
        item.ref: [(one.ref, one.evidence, one.hours) for one in item.stated] for item in (*found.events, *found.pairs)
    }
    assert stated == {
        # A course has the certificate of its day; the reference of a finding leads to the event.
        "school:2025-2026/v2": [("evidence", "e1", 40)],
        "school:2025-2026/v1": [("cycles/2025-2026-1/2-analysis", None, None)],
        "school:2025-2026/v3": [],
        "school:m1": [("cycles/2025-2026-1/4-design", None, None)],
    }


@pytest.mark.parametrize("change", ["status: draft\n", "status: final\nprivate: true\n"])
def test_drafts_and_private_documents_confirm_nothing(school: Path, change: str) -> None:
    write(school, {
        "school/2025-2026/events.yaml": EVENTS.replace("status: final\n", change),
        "school/groups/ask.yaml": GROUP.replace("status: final\n", change),
    })  # fmt: skip
    found = part(school)
    assert found
    assert (found.groups, found.events, found.hours, found.decisions) == ((), (), (), ())
    assert len(found.pairs) == 1


def test_nothing_of_whom_the_school_does_not_name(school: Path) -> None:
    assert part(school, "zhan") is None


def written(school: Path, *options: str) -> dict[str, str]:
    out = school.parent / "out"
    place = str(school / "teachers/aidana")
    run = run_pd(
        "summary", place, "--to", "html,md,json", "--out", str(out), "--date", str(DAY), *options, cwd=school.parent, lang="en"
    )  # fmt: skip
    assert run.code == 0, run.err
    return {file.suffix: file.read_text(encoding="utf-8") for file in out.rglob("*.*") if file.is_file()}


def test_pages_and_data(school: Path) -> None:
    files = written(school)
    for text in (files[".html"], files[".md"]):
        assert "At school" in text
        assert "Confirmed by the school" in text
        assert "school:groups/ask/k1" in text
    row = next(line for line in files[".md"].splitlines() if line.startswith("| To assess"))
    assert "school:2025-2026/v2" in row
    assert "e1 A certificate" in row
    assert json.loads(files[".json"])["at_school"]["groups"][0]["type"] == "creative"


def test_a_blind_summary_names_nobody(school: Path) -> None:
    """Titles of groups and events are redacted as other texts; references and other people are left out."""
    write(school, {
        "school/groups/ask.yaml": GROUP.replace("title: Questions", "title: Группа Айданы Үлгіқызы"),
        "school/2025-2026/events.yaml": EVENTS.replace("title: To ask", "title: Урок Сәуле Үлгібайқызы Жұлдызбекова"),
    })  # fmt: skip
    files = written(school, "--blind")
    for text in files.values():
        for name in ("Айдан", "Болат", "Жұлдызбеков", "aidana", "bolat", "groups/ask"):
            assert name not in text
    data = json.loads(files[".json"])["at_school"]
    assert [item["ref"] for item in data["groups"]] == ["left out"]
    assert [item["person"] for item in data["pairs"]] == ["left out"]
    assert data["groups"][0]["role"] == "tutor"
    assert data["groups"][0]["title"] != "left out"
