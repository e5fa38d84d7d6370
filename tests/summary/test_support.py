"""Support: what the teacher states at the stage of action stands beside what the school confirms of the same time."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.opening import read_portfolio
from pdcli.summary.at_school import at_school
from pdcli.summary.cycles import cycles
from tests.helpers import run_pd, write

SCHOOL = """\
kind: school
name: Ulgi
lang: en
mentors:
  - {id: m1, novice: aidana, mentor: bolat, start: 2025-09-01, end: 2026-05-25}
  - {id: m2, novice: aidana, mentor: bolat, level: curator, start: 2026-09-01}
  - {id: m3, novice: bolat, mentor: aidana, start: 2025-09-01}
"""
EVENTS = """\
kind: events
status: final
school_year: 2025-2026
items:
  - {id: v1, date: 2025-11-20, type: coaching-session, title: A, participants: [aidana]}
  - {id: v2, date: 2025-11-21, type: coaching-session, title: B, leads: [aidana]}
  - {id: v3, date: 2026-01-20, type: course, title: C, participants: [aidana]}
"""
GROUP = "kind: group\nstatus: final\ntype: {}\nstart: 2025-09-01\nmembers: [{{member: aidana}}]\n"
ACTION = "---\nkind: action\n{}support: [mentor, colleagues]\n---\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write(tmp_path, {
        "school.yaml": SCHOOL, "school/2025-2026/events.yaml": EVENTS,
        "school/groups/maths.yaml": GROUP.format("association"), "school/groups/council.yaml": GROUP.format("council"),
        "school/groups/tour.yaml": GROUP.format("budding-tour"),
        "teachers/bolat/portfolio.yaml": "kind: portfolio\nname: Bolat\n",
        "teachers/aidana/portfolio.yaml": "kind: portfolio\nname: Aidana\nlang: en\n",
        "teachers/aidana/cycles/2025-2026-1/cycle.yaml":
            "kind: cycle\nperiod: {start: 2025-09-01, end: 2025-12-31}\n",
        "teachers/aidana/cycles/2025-2026-1/1-action.md": ACTION.format(""),
    })  # fmt: skip
    return tmp_path / "teachers/aidana"


def test_the_school_confirms_what_it_says_of_the_same_time(place: Path) -> None:
    portfolio = read_portfolio(place)
    (cycle,) = cycles(portfolio, at_school(portfolio, "en", date(2026, 6, 1)))
    assert cycle.support == ("mentor", "colleagues")
    # Not the curator and the course of later days, not what she led or gave to others, not the council.
    assert {item.kind: item.refs for item in cycle.confirmed_support} == {
        "mentor": ("school:m1",), "group": ("school:groups/maths",), "buddying": ("school:groups/tour",),
        "coaching": ("school:2025-2026/v1",),
    }  # fmt: skip


def test_a_private_stage_says_nothing(place: Path) -> None:
    write(place, {"cycles/2025-2026-1/1-action.md": ACTION.format("private: true\n")})
    (cycle,) = cycles(read_portfolio(place))
    assert cycle.support == () and cycle.confirmed_support == ()


def test_both_stand_in_status_and_summary_and_on_the_page(place: Path) -> None:
    for command in (("status",), ("summary", "--to", "md", "--out", "-"), ("summary", "--to", "html", "--out", "-")):
        out = run_pd(*command, cwd=place, COLUMNS="300").out
        assert "Support: a mentor, discussing lessons with colleagues" in out, command
        assert "Support confirmed by the school: a mentor (school:m1), " in out, command
    page = run_pd("render", "cycles/2025-2026-1/1-action.md", "--to", "md", "--out", "-", cwd=place).out
    assert "**Support:** a mentor; discussing lessons with colleagues" in page


def test_a_portfolio_without_a_school_has_its_own_line(place: Path, tmp_path: Path) -> None:
    alone = tmp_path.parent / f"{tmp_path.name}-alone"
    place.rename(alone)
    out = run_pd("status", cwd=alone).out
    assert "Support: a mentor" in out and "confirmed" not in out
