"""Groups of a school, as a user makes, fills, checks and prints them."""

from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from pdcli.model.documents import Group
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import Pd, write

SCHOOL = (
    "kind: school\nstatus: draft\nformat: 1\nlang: en\nname: Mysal\ngoals: [{id: s1, goal: Pupils explain answers}]\n"
)
GROUP = """\
kind: group
title: Mathematics
status: final
type: association
goal: s1
start: 2026-09-01
members:
  - {member: aigerim, role: head}
  - {member: Deputy head, role: secretary}
meetings:
  - {id: t1, date: 2026-10-30, topic: Word problems, present: [aigerim], about: [s1]}
  - {id: t2, date: 2026-11-12, number: 9}
decisions:
  - {id: k1, text: Draw one problem a day, because: [t1], owner: aigerim, due: 2026-11-30, done: 2026-11-27}
"""
FILE = "school/groups/math.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL, "teachers/aigerim/portfolio.yaml": "kind: portfolio\nname: A. Ulgili\n", FILE: GROUP,
    })  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_group_is_made_filled_and_clean(pd: Pd, place: Path, lang: str) -> None:
    assert pd("new", "group", "Readers' club", cwd=place, lang=lang).code == 0
    file = place / "school/groups/readers-club.yaml"
    assert "\ntitle: Readers' club\n" in file.read_text(encoding="utf-8")
    assert pd("fill", str(file), cwd=place, stdin="club\n\n", lang=lang).code == 0
    (club,) = (item.model for item in load_portfolio(place).of_kind("group") if item.path == file)
    assert isinstance(club, Group) and club.type == "club"
    assert pd("lint", "--strict", cwd=place, lang=lang).code == 0


def test_a_group_without_a_title_has_a_file_with_a_name(pd: Pd, place: Path) -> None:
    for _time in range(2):
        assert pd("new", "group", cwd=place).code == 0
    assert {path.name for path in (place / "school/groups").iterdir()} == {"math.yaml", "group.yaml", "group-2.yaml"}


@pytest.mark.parametrize("name", ["ӘБ", "МО", "клуб", "Subject association"])
def test_a_group_is_found_by_what_it_is_called(pd: Pd, place: Path, name: str) -> None:
    assert pd("new", name, "Readers", cwd=place).code == 0
    assert "kind: group\n" in (place / "school/groups/readers.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("date: 2026-10-30", "date: ¦2026-13-40", "PD103"),
        ("date: 2026-10-30", "date: ¦soon", "PD103"),
        ("{id: t1, date: 2026-10-30", "¦{id: t1", "PD109"),
        ("id: t2", "id: ¦t1", "PD108"),
        ("id: t2", "id: ¦k2", "PD107"),
        ("type: association", "type: ¦party", "PD104"),
        ("number: 9", "number: ¦-1", "PD105"),
        ("number: 9", "number: ¦nine", "PD102"),
        ("present: [aigerim]", "present: ¦aigerim", "PD102"),
        ("because: [t1]", "because: [¦t1 and t2]", "PD107"),
        ("because: [t1]", "because: [¦7]", "PD107"),
        ("role: head", "role: ¦director", "PD104"),
        ("member: aigerim", "member: ¦[aigerim]", "PD102"),
        ("member: aigerim", "member: ¦aigerm", "PD821"),
        ("member: aigerim", "member: ¦7", "PD821"),
    ],
)
def test_what_is_wrong_in_a_group_is_told_once(pd: Pd, place: Path, old: str, new: str, code: str) -> None:
    before, _mark, after = GROUP.replace(old, new).partition("¦")
    write(place, {FILE: before + after})
    run = pd("lint", "--format", "concise", cwd=place, lang="en")
    lines = before.split("\n")
    start = f"{FILE}:{len(lines)}:{len(lines[-1]) + 1}: {code} "
    assert [line[: len(start)] for line in run.out.splitlines() if line.startswith(FILE)] == [start]


def test_a_page_shows_members_meetings_and_decisions(pd: Pd, place: Path) -> None:
    page = pd("render", FILE, "--to", "md", "--out", "-", cwd=place, lang="en").out
    for text in ("subject association", "Deputy head", "Word problems", "30.10.2026", "Draw one problem a day"):
        assert text in page, text
