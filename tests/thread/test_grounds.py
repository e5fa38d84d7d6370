"""What growth areas and findings rest on outside their cycle: conclusions of diagnostics, rows of the school."""

import json
from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.thread.build import trace
from pdcli.thread.nodes import CycleTrace
from tests.helpers import EXAMPLES, Pd, write

CYCLE = "cycles/2025-2026-1/"
OWN = "diagnostics/2025-2026-6-a"
SURVEY = """\
kind: diagnostic
title: Survey of class 6 A
conclusions:
  - id: d1
    text: Half of the class cannot explain a mark
  - id: d2
    text: Nobody checks the own work
"""
FILES = {
    "portfolio.yaml": "kind: portfolio\nformat: 1\nlang: en\n",
    CYCLE + "cycle.yaml": "kind: cycle\nperiod: {start: 2025-09-01, end: 2025-12-31}\n",
    CYCLE + "2-analysis.yaml": f"kind: analysis\nfindings:\n  - id: f1\n    text: A\n    documents: [{OWN}/d2]\n",
    CYCLE + "3-reflection.yaml": f"""\
kind: reflection
growth_areas:
  - id: r1
    title: Criteria
    from: [f1, {OWN}/d1, 'school:2025-2026/diagnostics/climate/d1']
  - id: r2
    title: Questions
    from: [{OWN}/d1, 'school:2025-2026/notes/1', {OWN}/d9, 'school:2025-2026/none/d1']
""",
    f"{OWN}.yaml": SURVEY,
}
SCHOOL = {
    "school.yaml": "kind: school\nname: A\n",
    "school/2025-2026/diagnostics/climate.yaml": (
        "kind: diagnostic\ntitle: Climate\nconclusions: [{id: d1, text: Mistakes are hidden}]\n"
    ),
    "school/2025-2026/notes/1.yaml": "kind: analytical-note\ntitle: First quarter\n",
}


def portfolio_in_school(tmp_path: Path, changes: dict[str, str] | None = None) -> Path:
    own = {f"teachers/a/{name}": text for name, text in FILES.items()}
    write(tmp_path, {**SCHOOL, **own, **(changes or {})})
    return tmp_path / "teachers" / "a"


def cycle_of(root: Path) -> CycleTrace:
    return trace(load_portfolio(root)).cycles[0]


def test_a_conclusion_stands_above_the_growth_areas_that_rest_on_it(tmp_path: Path) -> None:
    cycle = cycle_of(portfolio_in_school(tmp_path))
    assert [(node.id, node.row, node.text, node.document.ref, node.document.title) for node in cycle.grounds] == [
        ("ground-1", "d1", "Half of the class cannot explain a mark", f"{OWN}/d1", "Survey of class 6 A"),
        ("ground-2", "d1", "Mistakes are hidden", "school:2025-2026/diagnostics/climate/d1", "Climate"),
        ("ground-3", None, None, "school:2025-2026/notes/1", "First quarter"),
    ]
    # What leads nowhere is no node: the rules about references tell it.
    assert [area.comes_from for area in cycle.growth_areas] == [
        ("f1", "ground-1", "ground-2"), ("ground-1", "ground-3"),
    ]  # fmt: skip


def test_a_finding_names_a_conclusion_as_its_document(tmp_path: Path) -> None:
    root = portfolio_in_school(tmp_path)
    (document,) = cycle_of(root).findings[0].documents
    assert (document.title, document.text, document.is_known) == (
        "Survey of class 6 A", "Nobody checks the own work", True,
    )  # fmt: skip
    assert [item.code for item in lint(load_portfolio(root), ["PD114"])] == []
    write(root, {CYCLE + "2-analysis.yaml": FILES[CYCLE + "2-analysis.yaml"].replace("/d2", "/d3")})
    (found,) = lint(load_portfolio(root), ["PD114"])
    assert f"{OWN}/d3" in found.text("en")


@pytest.mark.parametrize("file", [f"teachers/a/{OWN}.yaml", "school/2025-2026/diagnostics/climate.yaml"])
def test_a_private_diagnostic_is_only_counted(file: str, tmp_path: Path) -> None:
    text = SURVEY if OWN in file else SCHOOL[file]
    cycle = cycle_of(portfolio_in_school(tmp_path, {file: f"{text}private: true\n"}))
    shown = {node.document.title for node in cycle.grounds}
    assert shown == ({"Climate", "First quarter"} if OWN in file else {"Survey of class 6 A", "First quarter"})
    assert cycle.growth_areas[0].private_documents == 1


@pytest.mark.parametrize("form", ["", "--format=json", "--to=html", "--to=md"])
def test_every_form_of_a_trace_shows_words_and_title(form: str, tmp_path: Path, pd: Pd) -> None:
    root = portfolio_in_school(tmp_path)
    done = pd("trace", *filter(None, [form]), *(["--out=-"] if form.startswith("--to") else []), cwd=root, lang="en")
    assert done.code == 0, done.err
    text = " ".join(done.out.replace("│", " ").split())
    for words in ("Half of the class cannot explain a mark", "Survey of class 6 A", "Mistakes are hidden", "Climate"):
        assert words in text


def test_the_summary_and_a_page_show_the_words(tmp_path: Path, pd: Pd) -> None:
    root = portfolio_in_school(tmp_path)
    summary = pd("summary", "--to", "md", "--out", "-", cwd=root, lang="en").out
    assert "Conclusion: Half of the class cannot explain a mark" in summary and "source: Climate" in summary
    page = pd("render", CYCLE + "3-reflection.yaml", "--to", "md", "--out", "-", cwd=root, lang="en").out
    assert "f1; Half of the class cannot explain a mark (Survey of class 6 A); Mistakes are hidden (Climate)" in page
    # What leads nowhere stays as it is typed.
    assert f"First quarter; {OWN}/d9; school:2025-2026/none/d1" in page


def test_a_blind_summary_names_no_file_of_a_ground(pd: Pd, tmp_path: Path) -> None:
    root = portfolio_in_school(tmp_path)
    done = pd("summary", "--blind", "--to", "json", "--out", str(tmp_path / "out"), cwd=root, lang="en")
    assert done.code == 0, done.err
    (page,) = (tmp_path / "out").rglob("*.json")
    (cycle,) = json.loads(page.read_text(encoding="utf-8"))["thread"]["cycles"]
    assert {node["document"]["ref"] for node in cycle["grounds"]} == {"left out"}
    assert [node["id"] for node in cycle["grounds"]] == ["ground-1", "ground-2", "ground-3"]


def test_a_part_of_the_trace_keeps_what_its_area_rests_on(pd: Pd) -> None:
    done = pd("trace", "r1", cwd=EXAMPLES / "school-village/teachers/erbolat", lang="kk")
    assert "d1 Қорытынды: 11 қызметкердің 5-еуі ғана қатесін ашық айта алады" in " ".join(done.out.split())


def test_a_line_of_the_plan_names_documents_about_its_work(tmp_path: Path, pd: Pd) -> None:
    study = "---\nkind: action-research\ntitle: Later correction\n---\n"
    plan = "kind: design\nplan:\n  - action: Study\n    documents: [research/x/action-research, {}]\n"
    design = CYCLE + "4-design.yaml"
    root = portfolio_in_school(tmp_path, {
        f"teachers/a/{design}": plan.format("research/none"), "teachers/a/research/x/action-research.md": study,
        "teachers/a/research/y/action-research.md": study.replace("title: Later", "private: true\ntitle: Secret"),
    })  # fmt: skip
    (found,) = lint(load_portfolio(root), ["PD114"])
    assert "research/none" in found.text("en")
    write(root, {design: plan.format("research/y/action-research")})
    assert lint(load_portfolio(root), ["PD114"]) == []
    (line,) = cycle_of(root).plan
    assert ([item.title for item in line.documents], line.private_documents) == (["Later correction"], 1)
    shown = pd("trace", "--to", "md", "--out", "-", cwd=root, lang="en").out
    assert "documents: Later correction; private documents: 1" in shown and "Secret" not in shown
    page = pd("render", design, "--to", "md", "--out", "-", cwd=root, lang="en").out
    assert "Later correction; private document" in page
