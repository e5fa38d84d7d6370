"""A draft without answers counts for nothing: every kind of document, planted as `pd new` leaves it."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from pdcli.attestation.readiness import readiness, to_data
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.progress import holds_answers
from pdcli.model.documents import Category
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.school.facts import YearFacts, teacher_facts
from tests.helpers import Pd, write

PROFILE = """\
kind: portfolio
format: 1
lang: en
name: A. Ulgili
school: Ulgi
region: Ulgi
subject: Maths
category: expert
target_category: researcher
theme: Fractions
mentor: B. Ulgili
novice: true
"""
# What is no work of a teacher's, or cannot be opened in a teacher's portfolio.
OTHERS = ("portfolio", "evidence", "confirmations", "cycle", "school")
LIBRARY = FormLibrary()
OF_A_SCHOOL = [kind for kind in LIBRARY.kinds() if LIBRARY.require(kind).place.startswith("school/")]
KINDS = [kind for kind in LIBRARY.kinds() if kind not in (*OTHERS, *OF_A_SCHOOL) or kind == "school-cycle"]


@pytest.fixture
def drafts(tmp_path: Path, pd: Pd) -> Path:
    """A portfolio with a new document of every kind."""
    write(tmp_path, {"portfolio.yaml": PROFILE})
    assert pd("new-cycle", "--start", "2025-09-01", cwd=tmp_path).code == 0
    for kind in KINDS:
        pd("new", kind, "Ratio", "--date", "2025-10-08", cwd=tmp_path)
    return tmp_path


def _documents(root: Path) -> dict[str, Document]:
    return {str(item.kind): item for item in load_portfolio(root).documents}


def test_a_new_document_of_any_kind_holds_no_answer(drafts: Path) -> None:
    documents = _documents(drafts)
    assert [kind for kind in KINDS if kind not in documents] == []
    assert [kind for kind in KINDS if holds_answers(documents[kind])] == []


def test_a_new_document_of_a_school_holds_no_answer(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nlang: en\nname: Ulgi\n"})
    for kind in OF_A_SCHOOL:
        assert pd("new", kind, "Ratio", "--date", "2025-10-08", cwd=tmp_path).code == 0, kind
    documents = _documents(tmp_path)
    assert [kind for kind in OF_A_SCHOOL if holds_answers(documents[kind])] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: design\ngoals:\n  - id: g1\n  - id: g2\nplan: []\n", False),
        ("kind: design\ngoals:\n  - id: g1\n    goal: Draw schemes\n", True),
        ("kind: lesson-analysis\ndate: 2025-10-08\ntopic: Ratio\nclass: 6 B\n", False),
        ("kind: lesson-analysis\ngoal: '  '\n", False),
        ("kind: lesson-analysis\ngoal: Ratio\n", True),
        ("kind: lesson-analysis\nstatus: final\n", True),
        ("kind: route-sheet\ncategory: expert\nexpert_sheet: {}\n", False),
        ("kind: lesson-analysis\ngoal: [\n", True),
    ],
)
def test_what_an_answer_is(tmp_path: Path, text: str, expected: bool) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, "a.yaml": text})
    (document,) = (item for item in load_portfolio(tmp_path).documents if item.ref == "a")
    assert holds_answers(document) is expected


@pytest.mark.parametrize("pack", ["guideline", "kz-2025-02-25"])
@pytest.mark.parametrize("category", get_args(Category))
def test_drafts_without_answers_support_no_criterion(
    tmp_path: Path, drafts: Path, pack: str, category: Category
) -> None:
    bare = load_portfolio(write(tmp_path / "bare", {"portfolio.yaml": PROFILE}))
    planted = load_portfolio(drafts)
    parts = []
    for portfolio in (bare, planted):
        rules = portfolio.packs.get(pack)
        assert rules is not None
        if category not in rules.categories:
            return
        data = to_data(readiness(portfolio, rules, category, date(2026, 6, 1), "en"))
        parts.append({key: data[key] for key in ("criteria", "papers", "missing", "complete", "total")})
    assert parts[0] == parts[1]


def test_a_school_counts_nothing_of_drafts_without_answers(drafts: Path) -> None:
    facts = teacher_facts("a", load_portfolio(drafts), date(2026, 11, 30))
    for year in facts.years.values():
        started = [stage for stages in year.stages.values() for stage in stages if stage.is_started]
        assert started == []
        assert year == YearFacts(cycles=year.cycles, stages=year.stages)
