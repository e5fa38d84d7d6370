"""A diagnostic in a teacher's portfolio: a survey of the teacher's own."""

import zipfile
from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.options import options_of
from tests.helpers import Pd, run_pd, write

SURVEY = """\
kind: diagnostic
status: final
school_year: 2026-2027
type: {type}
date: 2026-10-20
answered: {answered}
questions:
  - question: Clear goal
    agree: 4
    partly: 0
    disagree: {disagree}
conclusions:
  - id: d1
    text: Most pupils know the goal
"""


@pytest.fixture
def place(tmp_path: Path, pd: Pd) -> Path:
    assert pd("init", "--name", "Ulgi", "--category", "expert", "--lang", "en", cwd=tmp_path).code == 0
    assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=tmp_path).code == 0
    return tmp_path


def test_a_teacher_opens_a_survey_of_the_own_class(place: Path, pd: Pd) -> None:
    run = pd("new", "сауалнама", "6 A", "--date", "2026-10-20", cwd=place)
    assert run.code == 0, run.err
    text = (place / "diagnostics/2026-2027-6-a.yaml").read_text(encoding="utf-8")
    assert "\nschool_year: 2026-2027\n" in text and "\ndate: 2026-10-20\n" in text
    assert pd("lint", "--strict", cwd=place).code == 0


def test_findings_and_growth_areas_rest_on_it(place: Path, pd: Pd) -> None:
    write(place, {"diagnostics/2026-2027-6-a.yaml": SURVEY.format(type="pupils", answered=20, disagree=16)})
    cycle = place / "cycles/2026-2027-1"
    (cycle / "2-analysis.md").write_text(
        "---\nkind: analysis\nfindings:\n  - id: f1\n    kind: difficulty\n    text: Few know the goal\n"
        "    source: feedback\n    documents: [diagnostics/2026-2027-6-a]\n---\n", encoding="utf-8",
    )  # fmt: skip
    areas = "---\nkind: reflection\ngrowth_areas:\n  - id: r1\n    title: Goals\n    from: [{}]\n---\n"
    (cycle / "3-reflection.md").write_text(areas.format("diagnostics/2026-2027-6-a/d1"), encoding="utf-8")
    assert "PD3" not in pd("lint", cwd=place).out
    assert "Results of a diagnostic, 20 October 2026" in pd("trace", cwd=place).out
    portfolio = load_portfolio(place)
    reflection = portfolio.of_kind("reflection")[0]
    column = FormLibrary().require("reflection").field_at(("growth_areas", 0, "from"))
    assert column and "diagnostics/2026-2027-6-a/d1" in {
        item.value for item in options_of(portfolio, reflection, column).listed
    }
    (cycle / "3-reflection.md").write_text(areas.format("diagnostics/2026-2027-6-a/d7"), encoding="utf-8")
    assert "PD309" in pd("lint", cwd=place).out


@pytest.mark.parametrize(("answered", "disagree", "is_shown"), [(20, 16, True), (4, 0, False), (20, 0, False)])
def test_answers_of_few_are_on_no_page_and_in_no_packet(
    place: Path, pd: Pd, answered: int, disagree: int, is_shown: bool
) -> None:
    text = SURVEY.format(type="colleagues", answered=answered, disagree=disagree)
    write(place, {"diagnostics/2026-2027-ab.yaml": text})
    for way in (("diagnostics/2026-2027-ab.yaml", "--to", "html", "--out", "-"), ("--to", "md", "--out", "-")):
        assert ("Clear goal" in pd("render", *way, cwd=place).out) is is_shown
    assert pd("pack", "--out", str(place / "packet.zip"), cwd=place).code == 0
    with zipfile.ZipFile(place / "packet.zip") as packet:
        assert ("diagnostics/2026-2027-ab.yaml" in packet.namelist()) is is_shown


def test_a_conclusion_may_rest_on_an_earlier_survey(place: Path) -> None:
    survey = SURVEY.format(type="parents", answered=20, disagree=16)
    write(place, {
        "diagnostics/2025-2026-6-a.yaml": survey,
        "diagnostics/2026-2027-6-a.yaml": f"{survey}    from: [diagnostics/2025-2026-6-a/d1, diagnostics/2024-2025-6-a/d1]\n",
    })  # fmt: skip
    out = run_pd("lint", "--select", "PD309", cwd=place).out
    assert "`diagnostics/2024-2025-6-a/d1`" in out and out.count("PD309") == 2  # in the finding and at the end
