"""A school on disk: its own documents, its portfolios, and school years."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.discovery.files import find_schools, teacher_folders
from pdcli.model.documents import MentorPair, School
from pdcli.model.school_year import as_school_year, bounds, school_year
from pdcli.portfolio.school import load_school, mentor_pairs
from tests.helpers import EXAMPLES, write

PROFILE = "kind: portfolio\nformat: 1\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nlang: ru\nname: Школа\ngoals: [{id: s1, goal: Цель}, {id: x}]\n",
        "school/2025.yaml": "kind: school-cycle\nschool_year: 2025-2026\n",
        "school/2024.yaml": "kind: school-cycle\nschool_year: 2024-2025\nprivate: true\n",
        "teachers/b/portfolio.yaml": PROFILE,
        "teachers/math/a/portfolio.yaml": PROFILE,
        "teachers/b/cycles/2025-2026-1/cycle.yaml": "kind: cycle\n",
        "guest/portfolio.yaml": PROFILE,
        "other/school.yaml": "kind: school\n",
        "other/teachers/c/portfolio.yaml": PROFILE,
        "build/old/portfolio.yaml": PROFILE,
    })  # fmt: skip


def test_portfolios_by_their_folders(place: Path) -> None:
    folder = load_school(place)
    assert list(folder.teachers) == ["guest", "b", "math/a"]
    assert folder.teachers["math/a"] == place.resolve() / "teachers" / "math" / "a"


def test_own_documents_are_read_in_the_school_s_language_and_mistakes_have_places(place: Path) -> None:
    folder = load_school(place)
    assert folder.lang == "ru"
    refs = [item.ref for item in folder.own.documents]
    assert refs == ["other/school", "school", "school/2024", "school/2025"]
    assert folder.document and folder.document.ref == "school"
    assert folder.school and folder.school.name == "Школа"
    found = [(item.code, item.span.line, item.span.column) for item in folder.document.diagnostics]
    assert found == [("PD107", 4, 36)]


def test_the_cycle_of_a_year_unless_it_is_private(place: Path) -> None:
    folder = load_school(place)
    document = folder.cycle_document("2025-2026")
    assert document and document.ref == "school/2025"
    assert folder.cycle_document("2024-2025") is None


def test_a_school_inside_a_school_is_one_of_its_own(place: Path) -> None:
    assert find_schools([place]) == [place.resolve(), place.resolve() / "other"]
    assert list(teacher_folders(place / "other")) == ["c"]


@pytest.mark.parametrize(
    ("inside", "found"),
    [("teachers", False), ("teachers/b", False), ("school", True), ("school.yaml", True), ("teachers/b/portfolio.yaml", False)],
)  # fmt: skip
def test_which_paths_mean_the_school_itself(place: Path, inside: str, found: bool) -> None:
    assert find_schools([place / inside]) == ([place.resolve()] if found else [])


@pytest.mark.parametrize(
    ("said", "year"),
    [("2026-2027", "2026-2027"), ("2026–2027 оқу жылы", "2026-2027"), ("2026/2027", "2026-2027"), ("2026-2027-1", "2026-2027"),
     ("2026-27", "2026-2027"), ("2026/27", "2026-2027"), ("2026 – 27 оқу жылы", "2026-2027"), ("1999-00", "1999-2000"),
     ("2026‑2027", "2026-2027"), ("２０２６/２０２７", "2026-2027"), ("2026 / 2027 уч. год", "2026-2027"),
     ("2026-28", None), ("2009-10-05", None), ("2009-10/2", None), ("2026-2", None), ("26-27", None), ("2026-271", None),
     ("2026-2028", None), ("2026", None), ("", None), (None, None), ("20261-20272", None)],
)  # fmt: skip
def test_school_years_in_words(said: str | None, year: str | None) -> None:
    assert as_school_year(said) == year


def test_a_school_year_begins_in_august() -> None:
    assert school_year(date(2026, 7, 31)) == "2025-2026"
    assert school_year(date(2026, 8, 1)) == "2026-2027"
    assert bounds("2026-2027") == (date(2026, 8, 1), date(2027, 7, 31))


def test_mentors_of_a_year() -> None:
    pairs = (
        MentorPair(novice="always", mentor="m"),
        MentorPair(novice="before", mentor="m", end=date(2025, 5, 25)),
        MentorPair(novice="after", mentor="m", start=date(2026, 9, 1)),
        MentorPair(novice="within", mentor="m", start=date(2025, 9, 1), end=date(2026, 5, 25)),
    )
    found = mentor_pairs(School(kind="school", mentors=pairs), "2025-2026")
    assert [pair.novice for pair in found] == ["always", "within"]


def test_the_example_shares_its_schemas() -> None:
    example = EXAMPLES / "school-mysal"
    assert (example / ".pd" / "schemas" / "school.schema.json").is_file()
    assert not list((example / "teachers").rglob(".pd"))
