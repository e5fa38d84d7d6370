"""Hours of learning by form: events of the school and certificates of the register, no hour twice."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.school.report import school_report
from pdcli.summary.at_school import at_school
from pdcli.summary.learning import learning_hours
from tests.helpers import run_pd, write

DAY = date(2026, 6, 1)
EVENTS = """\
kind: events
status: final
school_year: 2025-2026
items:
  - {id: v1, date: 2025-10-10, type: course, title: A, form: formal, hours: 36, participants: [aidana]}
  - {id: v2, date: 2025-11-10, type: seminar, title: B, form: non-formal, hours: 4, participants: [aidana]}
  - {id: v3, date: 2025-11-11, type: seminar, title: C, form: non-formal, participants: [aidana]}
  - {id: v4, date: 2025-11-12, type: seminar, title: D, form: non-formal, hours: 8, leads: [aidana]}
  - {id: v5, date: 2026-02-10, type: course, title: E, participants: [aidana]}
"""
REGISTER = """\
kind: evidence
items:
  - {id: e1, title: Of the course, kind: certificate, date: 2025-10-10, hours: 40}
  - {id: e2, title: Of the seminar, kind: certificate, date: 2025-11-10, hours: 4, form: non-formal}
  - {id: e3, title: Of that day only, kind: certificate, date: 2025-11-10, hours: 16, form: informal}
  - {id: e4, title: Of a course without hours, kind: certificate, date: 2026-02-10, hours: 72}
  - {id: e5, title: Elsewhere, kind: certificate, date: 2026-03-10, hours: 24}
  - {id: e6, title: Led, kind: certificate, date: 2025-11-12, hours: 8}
  - {id: e7, title: Private, kind: certificate, date: 2026-03-11, hours: 100, private: true}
  - {id: e8, title: To come, kind: certificate, date: 2026-06-02, hours: 100}
  - {id: e9, title: No hours, kind: certificate, date: 2026-03-12}
"""
DESIGN = """\
kind: design
plan:
  - {action: To read, form: informal, done: 2026-01-10}
  - {action: To come, form: informal, done: 2026-07-10}
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nname: Ulgi\nlang: en\nschool_year: 2025-2026\n",
        "school/2025-2026/events.yaml": EVENTS,
        "teachers/aidana/portfolio.yaml": "kind: portfolio\nname: Aidana\nlang: en\n",
        "teachers/aidana/evidence.yaml": REGISTER,
        "teachers/aidana/cycles/2025-2026-1/cycle.yaml": "kind: cycle\nperiod: {start: 2025-09-01}\n",
        "teachers/aidana/cycles/2025-2026-1/4-design.yaml": DESIGN,
    })  # fmt: skip


def test_no_hour_is_counted_twice(school: Path) -> None:
    portfolio = read_portfolio(school / "teachers/aidana")
    rows = learning_hours(portfolio, at_school(portfolio, "en", DAY), DAY)
    assert {(row.school_year, row.form): (row.hours, row.certificates, row.actions) for row in rows} == {
        # 36 of the course, 72 of the one whose hours only the certificate states, 24 of elsewhere, 8 of a certificate
        # for an event that she led.
        ("2025-2026", "formal"): (140, ("e4", "e1", "e5", "e6"), 0),
        ("2025-2026", "non-formal"): (4, ("e2",), 0),
        ("2025-2026", "informal"): (16, ("e3",), 1),
    }
    assert {row.form: (len(row.events), row.without_hours) for row in rows} == {
        "formal": (2, 0), "non-formal": (2, 1), "informal": (0, 0),
    }  # fmt: skip


def test_a_portfolio_without_a_school_has_its_certificates(school: Path) -> None:
    portfolio = read_portfolio(school / "teachers/aidana")
    rows = learning_hours(portfolio, None, DAY)
    assert {row.form: row.hours for row in rows} == {"formal": 40 + 72 + 24 + 8, "non-formal": 4, "informal": 16}


def test_the_summary_shows_them_and_says_how_they_are_counted(school: Path) -> None:
    for suffix in ("md", "html"):
        page = run_pd(
            "summary", "--to", suffix, "--out", "-", "--date", "2026-06-01", cwd=school / "teachers/aidana"
        ).out
        assert page.count("Hours of learning by form") >= 1 and "together with it as one" in page
    assert "| 2025/2026 | formal | 140 h | 2 | e4, e1, e5, e6 | – |" in run_pd(
        "summary", "--to", "md", "--out", "-", "--date", "2026-06-01", cwd=school / "teachers/aidana"
    ).out.replace("\xa0", " ")


def test_the_school_shows_certificates_beside_its_events(school: Path) -> None:
    report = school_report(load_school(school), None, DAY, "en", False)
    rows = next(page.rows for page in report.pages if page.key == "hours")
    # Form, lines, hours planned, events, hours held, certificates that add hours to these, their hours.
    assert [row.cells for row in rows] == [
        ("formal", 0, 0, 1, 36, 3, 104), ("non-formal", 0, 0, 3, 12, 0, 0), ("informal", 0, 0, 0, 0, 1, 16),
        (None, 0, 0, 1, 0, 0, 0),
    ]  # fmt: skip
    assert rows[0].refs == ("aidana/evidence",)
