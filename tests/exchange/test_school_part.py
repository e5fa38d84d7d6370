"""A packet leaves the school: it holds a copy of what the school says of this one teacher, and says that it is one."""

import zipfile
from pathlib import Path

import pytest

from pdcli.summary.school_copy import parsed_copy
from tests.helpers import Run, run_pd, write

SCHOOL = """kind: school
lang: en
mentors:
  - {id: m1, novice: aidana, mentor: bolat, start: 2025-09-01}
  - {id: m2, novice: zhan, mentor: aidana, start: 2025-09-01}
"""
EVENTS = """kind: events
status: final
school_year: 2025-2026
items: [{id: v1, date: 2025-11-20, type: seminar, title: To ask, level: district, hours: 2, leads: [aidana]}]
"""
VISITS = "kind: visits\nprivate: true\nschool_year: 2025-2026\nitems: [{id: w1, date: 2025-11-01, teacher: aidana, step: Pauses}]\n"
DESIGN = "---\nkind: design\nplan: [{action: To visit, mentor: Bolat Mysalov}]\n---\n"
PROFILE = "kind: portfolio\nformat: 1\nname: {name}\ncategory: moderator\nlang: en\n"
COPY = "summary/school-part.yaml"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path / "school", {
        "school.yaml": SCHOOL,
        "school/2025-2026/events.yaml": EVENTS,
        "school/2025-2026/visits.yaml": VISITS,
        "teachers/aidana/portfolio.yaml": PROFILE.format(name="Aidana Ulgi"),
        "teachers/aidana/cycles/2025-2026-1/cycle.yaml": "kind: cycle\n",
        "teachers/aidana/cycles/2025-2026-1/4-design.md": DESIGN,
        "teachers/bolat/portfolio.yaml": PROFILE.format(name="Bolat Mysalov"),
        "teachers/zhan/portfolio.yaml": PROFILE.format(name="Zhansaya Novice"),
    })  # fmt: skip


@pytest.fixture
def packet(school: Path, tmp_path: Path) -> Path:
    file = tmp_path / "packet.zip"
    run = run_pd("pack", str(school / "teachers/aidana"), "--out", str(file), cwd=tmp_path, lang="en")
    assert run.code == 0, run.err
    return file


def unpacked(packet: Path) -> Path:
    folder = packet.parent / "unpacked"
    with zipfile.ZipFile(packet) as archive:
        archive.extractall(folder)
    return folder


def verified(packet: Path, school: Path) -> Run:
    return run_pd("verify", str(packet), "--with", str(school / "teachers/aidana"), cwd=packet.parent, lang="en")


def test_the_packet_names_only_whom_the_teacher_names(packet: Path) -> None:
    with zipfile.ZipFile(packet) as archive:
        part = parsed_copy(archive.read(COPY))
        texts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("summary/")]
    assert [(item.ref, item.person) for item in part.pairs] == [("school:m1", "Bolat Mysalov"), ("school:m2", None)]
    assert [item.title for item in part.events] == ["To ask"]
    assert part.copy
    assert [item.file for item in part.copy.sources] == ["school.yaml", "school/2025-2026/events.yaml"]
    assert len(texts) == 4
    assert not any("Zhansaya" in text or "zhan" in text or "Pauses" in text for text in texts)


def test_an_unpacked_packet_shows_it_as_a_copy(packet: Path) -> None:
    folder = unpacked(packet)
    run = run_pd("summary", "--to", "md", "--out", "-", cwd=folder, lang="en")
    assert "Copied from the school’s documents when the packet was made" in run.out
    assert "Confirmed by the school" not in run.out
    assert "To ask · seminar" in run.out
    # It is no document of the teacher, and nothing is wrong with it.
    assert COPY not in run_pd("lint", cwd=folder, lang="en").out
    assert run_pd("verify", str(folder), cwd=folder, lang="en").code == 0


def test_a_copy_counts_for_no_criterion(packet: Path) -> None:
    folder = unpacked(packet)
    run = run_pd("readiness", "--pack", "guideline", "--category", "expert", cwd=folder, lang="en")
    assert "To ask" not in run.out


@pytest.mark.parametrize(
    "text",
    ["", "format: 1\n", "format: 1\nat_school: {groups: 3}\n", "format: 2\nat_school: {}\n", "a: &a [1]\nb: *a\n", "\x00", "- [" * 2000],
)  # fmt: skip
def test_a_broken_copy_is_told(packet: Path, text: str) -> None:
    folder = unpacked(packet)
    write(folder, {COPY: text})
    run = run_pd("summary", "--to", "md", "--out", "-", cwd=folder, lang="en")
    assert "The packet’s copy of what the school says cannot be read" in run.out
    assert "To ask" not in run.out


def test_the_school_compares_the_copy_with_its_documents(packet: Path, school: Path) -> None:
    assert verified(packet, school).code == 0
    write(school, {"school/2025-2026/events.yaml": EVENTS.replace("To ask", "To answer")})
    run = verified(packet, school)
    assert run.code == 1
    assert [line for line in run.out.splitlines() if COPY in line] == [
        f"{COPY}: is not what the documents of the school say now"
    ]


def test_a_portfolio_of_whom_the_school_says_nothing_has_no_copy(school: Path, tmp_path: Path) -> None:
    write(school, {"teachers/nobody/portfolio.yaml": PROFILE.format(name="Nobody Named")})
    file = tmp_path / "other.zip"
    assert run_pd("pack", str(school / "teachers/nobody"), "--out", str(file), cwd=tmp_path, lang="en").code == 0
    with zipfile.ZipFile(file) as archive:
        assert COPY not in archive.namelist()


def test_a_school_is_compared_by_the_folder_of_the_teacher(packet: Path, school: Path) -> None:
    run = run_pd("verify", str(packet), "--with", str(school), cwd=packet.parent, lang="en")
    assert run.code == 0, run.out
    write(school, {"teachers/aidana/cycles/2025-2026-1/4-design.md": DESIGN + "\n"})
    run = run_pd("verify", str(packet), "--with", str(school), cwd=packet.parent, lang="en")
    assert [line for line in run.out.splitlines() if "portfolio since then" in line] == [
        "cycles/2025-2026-1/4-design.md: has been changed in the portfolio since then"
    ]


def test_a_school_without_the_teacher_of_a_packet_is_refused(packet: Path, school: Path) -> None:
    write(school, {"teachers/aidana/portfolio.yaml": "kind: portfolio\nname: Other\n"})
    for file in school.glob("teachers/aidana/cycles/*/*"):
        file.write_text("kind: cycle\nlang: kk\n", encoding="utf-8")
    run = run_pd("verify", str(packet), "--with", str(school), cwd=packet.parent, lang="en")
    assert run.code == 2
    assert "no portfolio here has its files" in run.err
    assert "removed" not in run.out
