"""The documents of a school, put together by school year."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.opening import read_portfolio
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
