"""The documents of a school, put together by school year."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.portfolio.school_documents import SchoolYear, SchoolYears
from tests.helpers import write

GROUP = """kind: group
type: association
title: Математика ӘБ
start: 2025-09-01
members:
  - {member: aidana, role: head}
  - {member: daniyar, end: 2026-06-30}
meetings:
  - {id: t1, date: 2025-10-20, topic: Анықтама}
  - {id: t2, date: 2026-10-20, topic: Жоспар}
decisions:
  - {id: k1, text: Бірінші жылғы, because: [t1], due: 2026-11-01}
  - {id: k2, text: Екінші жылғы, because: [t2]}
  - {id: k3, text: Мерзімі бойынша, due: 2026-12-01}
  - {id: k4, text: Күні жоқ}
"""
PLAN = """kind: school-plan
school_year: 2026-2027
needs: [{id: n1, text: Бағалау}]
lines: [{id: a1, action: Семинар, need: n1}, {id: a2, action: Ашық сабақ}]
agreed: [{teacher: aidana, cycle: 2026-2027-1, date: 2026-09-20}]
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nname: Мектеп\nschool_year: 2026-2027\n",
        "school/groups/math.yaml": GROUP,
        "school/2026-2027/plan.yaml": PLAN,
        "school/2026-2027/notes/1.md": "---\nkind: analytical-note\ndate: 2026-10-25\n---\n\n## Күшті тұстар\n\nБар.\n",
        "school/2026-2027/diagnostics/climate.yaml": "kind: diagnostic\ntype: climate\nasked: 9\nprivate: true\n",
    })  # fmt: skip


def year(school: Path, name: str = "2026-2027") -> SchoolYear:
    return SchoolYears(read_portfolio(school)).year(name)


def test_rows_of_a_plan_and_how_others_name_them(school: Path) -> None:
    documents = year(school)
    assert [row.reference for row in documents.lines] == ["2026-2027/a1", "2026-2027/a2"]
    assert [row.reference for row in documents.needs] == ["2026-2027/n1"]
    assert documents.agreed[0].item.date == date(2026, 9, 20)
    assert documents.agreed[0].reference == "2026-2027/plan"
    assert year(school, "2025-2026").lines == []


def test_a_folder_says_the_year_of_a_note(school: Path) -> None:
    assert [item.document.ref for item in year(school).notes] == ["school/2026-2027/notes/1"]


def test_what_is_private_counts_nowhere(school: Path) -> None:
    assert year(school).surveys == []


@pytest.mark.parametrize(
    ("name", "meetings", "decisions", "members"),
    [
        ("2025-2026", ["t1"], ["k1", "k4"], ["aidana", "daniyar"]),
        ("2026-2027", ["t2"], ["k2", "k3", "k4"], ["aidana"]),
        ("2024-2025", [], [], []),
    ],
)
def test_a_group_goes_on_from_year_to_year(
    school: Path, name: str, meetings: list[str], decisions: list[str], members: list[str]
) -> None:
    documents = year(school, name)
    assert [row.item.id for row in documents.meetings] == meetings
    assert [row.item.id for row in documents.decisions] == decisions
    assert [row.item.member for row in documents.members] == members


def test_a_decision_of_a_group_is_named_by_its_path(school: Path) -> None:
    assert year(school).decisions[0].reference == "groups/math/k2"


def test_a_blank_document_is_left_out(school: Path) -> None:
    write(school, {"school/groups/new.yaml": "kind: group\n"})
    assert [item.model.title for item in year(school).groups] == ["Математика ӘБ"]


def test_rows_dated_outside_the_year_do_not_count(school: Path) -> None:
    rows = "[{id: x1, date: 2026-10-01, title: A, teacher: aidana}, {id: x2, date: 2025-10-01, title: B}, {id: x3}]"
    write(school, {
        "school/2026-2027/events.yaml": f"kind: events\nitems: {rows.replace('x', 'v').replace(', teacher: aidana', '')}\n",
        "school/2026-2027/visits.yaml": f"kind: visits\nitems: {rows.replace('x', 'w').replace(', title: A', '')}\n",
        "school/2026-2027/diagnostics/climate.yaml": "kind: diagnostic\ndate: 2027-08-01\ntype: climate\nasked: 9\n",
    })  # fmt: skip
    documents = year(school)
    assert [row.item.id for row in documents.events] == ["v1", "v3"]
    assert [row.item.id for row in documents.visits] == ["w1", "w3"]
    assert documents.surveys == []


@pytest.mark.parametrize(("today", "is_known"), [("2026-10-09", False), ("2026-10-10", True)])
def test_a_later_day_is_not_done_yet(school: Path, today: str, is_known: bool) -> None:
    plan = PLAN.replace("action: Семинар", "action: Семинар, done: 2026-10-10").replace("2026-09-20", "2026-10-10")
    plan = plan.replace("date: 2026-10-10}", "date: 2026-10-10, reviewed: [2026-10-10]}")
    write(school, {
        "school/2026-2027/plan.yaml": f"{plan}approved: {{date: 2026-10-10}}\n",
        "school/groups/math.yaml": GROUP.replace("due: 2026-12-01", "due: 2026-12-01, done: 2026-10-10"),
    })  # fmt: skip
    documents = SchoolYears(read_portfolio(school), date.fromisoformat(today)).year("2026-2027")
    found = (
        documents.lines[0].item.state == "done", documents.agreed[0].item.date is not None,
        bool(documents.agreed[0].item.reviewed), documents.plans[0].model.approved is not None,
        any(row.item.done for row in documents.decisions),
    )  # fmt: skip
    assert found == (is_known,) * 5


def test_the_folder_says_the_year_of_a_cycle_document(school: Path) -> None:
    write(school, {"school/2026-2027/cycle.yaml": "kind: school-cycle\nschool_year: 2025-2026\n"})
    folder = load_school(school)
    assert folder.cycle_document("2025-2026") is None
    assert folder.cycle_document("2026-2027") is not None


@pytest.mark.parametrize(
    ("draft", "is_counted"),
    [
        ("kind: group\ntitle: A\ntype: club\n", False),
        ("kind: group\ntitle: A\ntype: club\nmembers: [{member: aidana}]\n", True),
        ("kind: group\nstatus: final\ntitle: A\ntype: club\n", True),
        ("kind: diagnostic\ntype: climate\ndate: 2026-10-10\n", False),
        ("kind: diagnostic\ntype: climate\nasked: 20\n", True),
        ("kind: diagnostic\ntype: climate\nquestions: [{question: A, agree: 9}]\n", True),
    ],
)
def test_an_empty_draft_counts_for_nothing(school: Path, draft: str, is_counted: bool) -> None:
    write(school, {"school/2026-2027/a.yaml": draft})
    documents = year(school)
    refs = {item.document.ref for item in (*documents.groups, *documents.surveys)}
    assert ("school/2026-2027/a" in refs) is is_counted
