"""One function says what a school's documents say of one teacher."""

from pathlib import Path

import pytest

from pdcli.discovery.trust import trust_from
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.school import load_school, mentor_pairs, people_of
from pdcli.portfolio.school_part import SchoolPart, own_part
from tests.helpers import write

SCHOOL = """kind: school
name: Мектеп
staff: [{id: psiholog, name: Күнсұлу Үлгі}]
mentors:
  - {id: m1, novice: aidana, mentor: bolat, level: methodical, start: 2025-09-01, end: 2026-05-25}
  - {id: m2, novice: aidana, mentor: psiholog, level: curator, start: 2024-09-01, end: 2025-05-25}
  - {id: m3, novice: aidana, mentor: aidana}
"""
PLAN = """kind: school-plan
school_year: 2025-2026
lines:
  - {id: a1, action: For all}
  - {id: a2, action: For moderators, for: [moderator]}
  - {id: a3, action: For one, for: [aidana]}
  - {id: a4, action: For experts, for: [expert, bolat]}
agreed: [{teacher: aidana, cycle: 2025-2026-1, date: 2025-10-01, by: bolat}]
"""
EVENTS = """kind: events
school_year: 2025-2026
items:
  - {id: v1, date: 2025-11-20, type: seminar, title: One, hours: 2, form: non-formal, leads: [aidana], participants: [aidana, bolat]}
  - {id: v2, date: 2025-12-20, type: course, title: Two, hours: 36, form: formal, leads: [zhan], participants: [aidana]}
"""
GROUP = """kind: group
type: association
start: 2025-09-01
members:
  - {member: aidana, role: head}
  - {member: bolat, end: 2025-06-01}
meetings:
  - {id: t1, date: 2025-10-01, present: [bolat]}
  - {id: t2, date: 2026-10-01, present: [aidana]}
decisions:
  - {id: k1, text: To try, because: [t1], owner: aidana, due: 2026-01-10}
"""
VISITS = "kind: visits\nprivate: true\nschool_year: 2025-2026\nitems: [{id: w1, date: 2025-11-01, teacher: aidana}]\n"
CYCLE = """kind: school-cycle
school_year: 2025-2026
authors: [aidana]
decisions: [{id: k1, text: To go on, owner: bolat}]
"""
PROFILE = "kind: portfolio\nformat: 1\ncategory: moderator\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL,
        "school/2025-2026/plan.yaml": PLAN,
        "school/2025-2026/events.yaml": EVENTS,
        "school/2025-2026/visits.yaml": VISITS,
        "school/2025-2026/cycle.yaml": CYCLE,
        "school/groups/math.yaml": GROUP,
        "teachers/aidana/portfolio.yaml": PROFILE,
        "teachers/bolat/portfolio.yaml": PROFILE.replace("moderator", "expert") + "name: Болат Мысал\n",
    })  # fmt: skip


def part(school: Path, teacher: str, year: str | None = "2025-2026") -> SchoolPart:
    found = own_part(read_portfolio(school / "teachers" / teacher), year)
    assert found
    return found


def test_a_teacher_in_a_year(school: Path) -> None:
    found = part(school, "aidana")
    assert [row.reference for row in found.mentors] == ["m1"]
    assert found.mentees == []
    assert [(item.group.document.ref, item.row.item.role) for item in found.groups] == [("school/groups/math", "head")]
    assert found.meetings == []
    assert [row.reference for row in found.own_meetings] == ["groups/math/t1"]
    assert [row.reference for row in found.led] == ["2025-2026/v1"]
    assert [row.reference for row in found.attended] == ["2025-2026/v2"]
    assert [row.item.by for row in found.agreed] == ["bolat"]
    assert [row.reference for row in found.lines] == ["2025-2026/a1", "2025-2026/a2", "2025-2026/a3"]
    assert [row.reference for row in found.decisions] == ["groups/math/k1"]
    assert [row.reference for row in found.visits] == ["2025-2026/w1"]
    assert [document.ref for document in found.documents] == ["school/2025-2026/cycle"]


def test_another_teacher_of_the_same_year(school: Path) -> None:
    found = part(school, "bolat")
    assert [row.reference for row in found.mentees] == ["m1"]
    # The membership ended before the year; who came as a guest attended all the same.
    assert (found.groups, [row.reference for row in found.meetings]) == ([], ["groups/math/t1"])
    assert [row.reference for row in found.attended] == ["2025-2026/v1"]
    assert [row.reference for row in found.lines] == ["2025-2026/a1", "2025-2026/a4"]
    assert [row.reference for row in found.decisions] == ["2025-2026/k1"]
    assert (found.visits, found.agreed, found.documents) == ([], [], [])


def test_without_a_year_all_of_them_count(school: Path) -> None:
    found = part(school, "aidana", None)
    assert [row.reference for row in found.mentors] == ["m1", "m2"]
    assert [row.reference for row in found.meetings] == ["groups/math/t2"]
    other = part(school, "aidana", "2019-2020")
    assert other == SchoolPart()


@pytest.mark.parametrize("name", ["plan", "events", "cycle"])
def test_what_is_private_counts_for_nobody(school: Path, name: str) -> None:
    file = school / f"school/2025-2026/{name}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "private: true\n", encoding="utf-8")
    found = part(school, "aidana")
    left = {"plan": (found.lines, found.agreed), "events": (found.led, found.attended), "cycle": (found.documents,)}
    assert all(rows == [] for rows in left[name])


def test_a_batch_puts_a_year_together_once(school: Path) -> None:
    schools, trust = Schools(), trust_from(school)
    first, second = (read_portfolio(school / "teachers" / name, trust, schools=schools) for name in ("aidana", "bolat"))
    assert first.school is second.school is not None
    assert first.school.school_parts is second.school.school_parts


def test_names_of_people(school: Path) -> None:
    own = read_portfolio(school / "teachers/aidana").school
    assert own
    names = [own.school_parts.name(person) for person in ("bolat", "psiholog", "aidana", "A guest")]
    assert names == ["Болат Мысал", "Күнсұлу Үлгі", "aidana", "A guest"]


def test_a_portfolio_outside_a_school_has_no_part(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE})
    assert own_part(read_portfolio(tmp_path)) is None


def test_a_folder_comes_before_staff_with_the_same_id(school: Path) -> None:
    doubled = SCHOOL.replace("id: psiholog", "id: bolat")
    write(school, {"school.yaml": doubled})
    own = load_school(school).own
    assert own.school_parts.name("bolat") == people_of(own)["bolat"] == "Болат Мысал"
    write(school, {"teachers/bolat/portfolio.yaml": PROFILE + "name: Болат Мысал\nprivate: true\n"})
    own = load_school(school).own
    assert own.school_parts.name("bolat") == "bolat" and "bolat" not in people_of(own)


def test_nobody_is_a_pair_alone(school: Path) -> None:
    own = load_school(school).school
    assert own and [pair.id for pair in mentor_pairs(own, "2025-2026")] == ["m1"]
