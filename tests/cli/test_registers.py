"""The registers of a school's year, events and lesson visits: made, filled, checked, printed, and what stays private."""

import zipfile
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from pdcli.model.documents import Events, Visits
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import Pd, write

SCHOOL = "kind: school\nstatus: draft\nformat: 1\nlang: en\nname: Mysal\nschool_year: 2026-2027\n"
EVENTS = """\
kind: events
status: final
school_year: 2026-2027
items:
  - id: v1
    date: 2026-11-18
    type: open-lesson
    title: Drawing word problems
    form: non-formal
    level: district
    hours: 2
    group: groups/math
    leads: [aigerim, A guest]
    participants: [bolat]
    number: 14
    product: A leaflet
    effect: Seven colleagues draw
  - {id: v2, date: 2026-12-01, type: club-meeting, title: Readers, number: 8}
"""
VISITS = """\
kind: visits
status: final
school_year: 2026-2027
items:
  - id: w1
    date: 2026-10-21
    teacher: aigerim
    by: Deputy head
    class: 6 B
    goals_matched: yes
    formative: no
    safe: concern
    closed: 2026-11-05
    strength: Heliotrope of pupils
    question: Heliotrope or not
    step: Heliotrope in pairs
"""
SECRETS = ("Heliotrope", "Deputy head", "6 B")
GROUP = "kind: group\ntitle: Mathematics\nstatus: final\ntype: association\nmembers: [{member: aigerim, role: head}]\n"
FILES = {"events": "school/2026-2027/events.yaml", "visits": "school/2026-2027/visits.yaml"}
TEXTS = {"events": EVENTS, "visits": VISITS}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    profile = "kind: portfolio\nformat: 1\nlang: en\nname: {}\ncategory: expert\ntarget_category: researcher\n"
    return write(tmp_path, {
        "school.yaml": SCHOOL, "school/groups/math.yaml": GROUP,
        "teachers/aigerim/portfolio.yaml": profile.format("A. Ulgili"),
        "teachers/bolat/portfolio.yaml": profile.format("B. Ulgili"),
    })  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("kind", "answers", "row_id"),
    [("events", "18.11.2026\nopen-lesson\nWord problems", "v1"), ("visits", "2026-11-18\naigerim", "w1")],
)
def test_a_register_is_made_filled_and_clean(
    pd: Pd, place: Path, kind: str, answers: str, row_id: str, lang: str
) -> None:
    assert pd("new", kind, "--date", "2026-11-20", cwd=place, lang=lang).code == 0
    assert pd("fill", FILES[kind], cwd=place, stdin=f"{answers}\n\n\n", lang=lang).code == 0
    assert pd("fill", "--final", FILES[kind], cwd=place, lang=lang).code == 0
    (document,) = load_portfolio(place).of_kind(kind)
    assert isinstance(document.model, Events | Visits)
    (row,) = document.model.items
    assert (row.id, str(row.date), document.model.school_year) == (row_id, "2026-11-18", "2026-2027")
    assert pd("lint", "--strict", cwd=place, lang=lang).code == 0


def test_a_whole_register_is_clean_and_on_its_page(pd: Pd, place: Path) -> None:
    write(
        place,
        {
            FILES[kind]: f"# yaml-language-server: $schema=../../.pd/schemas/{kind}.schema.json\n{text}"
            for kind, text in TEXTS.items()
        },
    )
    run = pd("lint", "--select", "PD1,PD2,PD3,PD5,PD821", cwd=place)
    assert run.code == 0, run.out
    page = pd("render", FILES["events"], "--to", "md", "--out", "-", cwd=place).out
    for text in ("open lesson", "district", "A guest", "club meeting", "Seven colleagues draw", "1.12.2026"):
        assert text in page, text


@pytest.mark.parametrize(
    ("kind", "old", "new", "code"),
    [
        ("events", "date: 2026-11-18", "date: ¦2026-02-30", "PD103"),
        ("events", "type: open-lesson", "type: ¦party", "PD104"),
        ("events", "hours: 2", "hours: ¦-2", "PD105"),
        ("events", "number: 14", "number: ¦14.5", "PD102"),
        ("events", "leads: [aigerim, A guest]", "leads: ¦aigerim", "PD102"),
        ("events", "leads: [aigerim", "leads: [¦{name: aigerim}", "PD102"),
        ("events", "{id: v2", "{id: ¦v1", "PD108"),
        ("events", "{id: v2", "{id: ¦2", "PD107"),
        ("events", "school_year: 2026-2027", "school_year: ¦2026", "PD103"),
        ("events", "    title: Drawing word problems\n", "", "PD109"),
        ("visits", "date: 2026-10-21", "date: ¦yesterday", "PD103"),
        ("visits", "formative: no", "formative: ¦partly", "PD104"),
        ("visits", "safe: concern", "safe: ¦7", "PD104"),
        ("visits", "id: w1", "id: ¦v1", "PD107"),
        ("visits", "step: Heliotrope in pairs", "¦steps: Heliotrope in pairs", "PD101"),
        ("visits", "items:\n", "items: ¦none\nrest:\n", "PD102"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_register_is_told_at_its_place(
    pd: Pd, place: Path, kind: str, old: str, new: str, code: str
) -> None:
    assert old in TEXTS[kind]
    before, mark, after = TEXTS[kind].replace(old, new).partition("¦")
    write(place, {FILES[kind]: before + after})
    run = pd("lint", "--select", "PD1", "--ignore", "PD112", "--format", "concise", cwd=place)
    lines = before.split("\n")
    start = f"{FILES[kind]}:{len(lines)}:{len(lines[-1]) + 1}: {code} " if mark else f" {code} "
    assert any(start in line for line in run.out.splitlines()), run.out


@pytest.mark.parametrize("private", ["", "private: false\n", "Private: false\n"])
def test_nothing_of_the_visits_leaves_the_school(pd: Pd, place: Path, private: str) -> None:
    write(
        place,
        {FILES["visits"]: f"{VISITS}{private}", "school/2026-2027/broken.yaml": VISITS.replace("step:", "- step:")},
    )
    for command in (
        ("school", "--to", "html,md,json,xlsx,csv", "--out", "out/school"),
        ("school",),
        ("summary", "--each", "--to", "html,md,json", "--out", "out/summary"),
        ("render", ".", "--to", "html,md", "--out", "out/render"),
        ("lint", "--show-files", "--format", "json"),
    ):
        run = pd(*command, cwd=place)
        assert not [text for text in SECRETS if text in run.out + run.err], command
    teacher = place / "teachers/aigerim"
    pd("summary", "--to", "html,md,json", "--out", "../../out/one", cwd=teacher)
    pd("pack", "--out", "../../out/packet.zip", cwd=teacher)
    written = {path: path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()}
    with zipfile.ZipFile(place / "out/packet.zip") as packet:
        written |= {Path(name): packet.read(name) for name in packet.namelist()}
    with zipfile.ZipFile(place / "out/school/school.xlsx") as book:
        written |= {Path("xlsx", name): book.read(name) for name in book.namelist()}
    assert len(written) > 15
    assert not [(path, text) for path, data in written.items() for text in SECRETS if text.encode() in data]
    # Whoever keeps the log may print it.
    assert "Heliotrope in pairs" in pd("render", FILES["visits"], "--to", "md", "--out", "-", cwd=place).out
