"""Pages of a school's documents: people by their names, documents by their titles, and nothing that is private."""

from pathlib import Path

import pytest

from tests.helpers import Pd, write

GROUP = """\
kind: group
title: Mathematics
type: association
members:
  - {member: aigerim, role: head}
  - {member: private}
  - {member: unnamed}
  - {member: nobody}
  - {member: psy}
  - {member: 7}
  - {member: Head of the library}
meetings:
  - id: t1
    date: 2026-10-30
    present: [aigerim, psy]
    about: [groups/club, school/groups/club, 2026-2027/visits, 2026-2027/notes/none, t1, groups/club/k1]
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    profiles = {
        "aigerim": "name: Aigerim <b>Ulgili</b>", "private": "name: P. Ulgili\nprivate: true", "unnamed": "name:",
        "7": "name: Seven Ulgili",
    }  # fmt: skip
    return write(tmp_path, {
        "school.yaml": "kind: school\nlang: en\nname: Mysal\nstaff: [{id: psy, name: S. Psyche}, {id: x}, y]\n",
        "school/groups/math.yaml": GROUP,
        "school/groups/club.yaml": "kind: group\ntitle: Readers' club\ntype: club\n",
        "school/2026-2027/visits.yaml": "kind: visits\ntitle: Concerns\nitems: [{id: w1, date: 2026-10-01, teacher: aigerim}]\n",
        **{f"teachers/{name}/portfolio.yaml": f"kind: portfolio\n{text}\n" for name, text in profiles.items()},
    })  # fmt: skip


def test_people_are_shown_by_name(pd: Pd, place: Path) -> None:
    page = pd("render", "school/groups/math.yaml", "--to", "md", "--out", "-", cwd=place).out
    rows = [line.split(" | ")[0] for line in page.partition("**Members**")[2].partition("**Meetings**")[0].splitlines()]
    shown = [row.removeprefix("| ") for row in rows if row.startswith("| ")][1:]
    assert shown == [
        "Aigerim &lt;b>Ulgili&lt;/b>", "private", "unnamed", "nobody", "S. Psyche", "Seven Ulgili", "Head of the library",
    ]  # fmt: skip
    assert "P. Ulgili" not in page
    html = pd("render", "school/groups/math.yaml", "--to", "html", "--out", "-", cwd=place).out
    assert "Aigerim &lt;b&gt;Ulgili" in html and "<b>Ulgili" not in html


def test_documents_are_shown_by_title_unless_they_are_private(pd: Pd, place: Path) -> None:
    page = pd("render", "school/groups/math.yaml", "--to", "md", "--out", "-", cwd=place).out
    assert "Readers' club; Readers' club; 2026-2027/visits; 2026-2027/notes/none; t1; groups/club/k1" in page
    assert "Concerns" not in page


def test_a_portfolio_shows_what_was_typed(pd: Pd, place: Path) -> None:
    """A teacher's document names people as its writer wants them to be named."""
    study = "kind: lesson-study\nmembers: [{member: aigerim}]\n"
    write(place, {"teachers/aigerim/research/a/lesson-study.yaml": study})
    page = pd("render", "research/a/lesson-study.yaml", "--to", "md", "--out", "-", cwd=place / "teachers/aigerim").out
    assert "| aigerim |" in page
