"""pd trace, as a user types it."""

import json
import shutil
from pathlib import Path

import pytest

from pdcli.render.formats import format_names
from tests.formats import all_formats, text_formats
from tests.helpers import EXAMPLES, Pd, unmarked, write
from tests.outputs import problems

A, B = "2025-2026-1", "2025-2026-2"


def heads(text: str) -> list[str]:
    """The ids of growth areas that a tree shows, cycle by cycle."""
    return [word for line in text.splitlines() for word in line.split()[1:2] if word in ("r1", "r2")]


def test_all_cycles(pd: Pd, good: Path) -> None:
    run = pd("trace", cwd=good)
    assert (run.code, run.err) == (0, "")
    assert f"Cycle {A}: 01.09.2025\u00a0– 31.12.2025" in run.out
    assert f"Cycle {B}: 08.01.2026\u00a0– 25.05.2026" in run.out
    assert heads(run.out) == ["r1", "r2", "r1", "r2"]
    assert "Growth areas over the years" in run.out


def test_every_node_shows_its_evidence_and_its_place(pd: Pd, good: Path) -> None:
    lines = pd("trace", f"{A}/g1", cwd=good).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "Result: 67 % (reached)" in line)
    assert "evidence: e5 · cycles/2025-2026-1/5-approbation.md:16" in " ".join(lines[at : at + 3])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (A, ["r1", "r2"]),
        (f"{A}/g1", ["r1"]), (f"{A}/r2", ["r2"]), (f"{A}/f2", ["r2"]), (f"{A}/c2", ["r1"]), (f"{A}/G2", ["r2"]),
        ("g2", ["r2"]),
    ],
)  # fmt: skip
def test_a_part(name: str, shown: list[str], pd: Pd, good: Path) -> None:
    run = pd("trace", name, cwd=good)
    assert run.code == 0
    assert heads(run.out) == shown
    assert ("Cycle " + (B if "/" not in name and name != A else A)) in run.out


def test_a_part_shows_the_whole_thread_of_a_goal_and_no_other(pd: Pd, good: Path) -> None:
    told = json.loads(pd("trace", f"{A}/c1", "--format", "json", cwd=good).out)
    (cycle,) = told["cycles"]
    ids = {
        table: [row["id"] for row in cycle[table]]
        for table in ("findings", "growth_areas", "goals", "plan", "changes", "results", "corrections")
    }
    assert ids == {
        "findings": ["f2", "f4"], "growth_areas": ["r2"], "goals": ["g2"], "plan": ["plan-3"], "changes": ["change-2"],
        "results": ["result-2"], "corrections": ["c1"],
    }  # fmt: skip
    (lineage,) = told["lineages"]
    assert [f"{item['cycle']}/{item['growth_area']}" for item in lineage["occurrences"]] == [f"{A}/r2", f"{B}/r2"]
    assert (lineage["title"], lineage["outcome"]) == ("Критерийді оқушылармен бірге құру және қолдану", "reached")


def test_an_id_of_several_cycles_is_that_of_the_last_and_says_so(pd: Pd, good: Path) -> None:
    run = pd("trace", "g1", cwd=good)
    assert f"Cycle {B}" in run.out and f"Cycle {A}" not in run.out
    assert run.err == f"This is g1 of the cycle {B}. Other cycles have the same number: `pd trace {A}/g1`.\n"
    assert pd("trace", "f4", cwd=good).err == "", "f4 is in one cycle only"


@pytest.mark.parametrize("name", ["design", "жобалау", "Проектирование", f"{A}/жобалау", "e1", f"{A}/e1"])
def test_a_stage_in_any_language_and_evidence_can_be_named(name: str, pd: Pd, good: Path) -> None:
    run = pd("trace", name, cwd=good)
    cycle = A if name.startswith((A, "e1")) else B
    assert run.code == 0 and f"Cycle {cycle}" in run.out, run.err
    told = json.loads(pd("trace", name, "--format", "json", cwd=good).out)["cycles"][0]
    shown = {node["id"]: [item["id"] for item in node["evidence"]] for node in (*told["findings"], *told["goals"])}
    assert any("e1" in evidence for evidence in shown.values()) if "e1" in name else "g1" in shown
    if "/" not in name and name != "e1":
        assert run.err == f"This is the cycle {B}. Other cycles: `pd trace {A}/design`.\n"


def test_a_stage_that_the_thread_does_not_reach(pd: Pd, good: Path) -> None:
    run = pd("trace", "іс-әрекет", cwd=good)
    assert run.code == 2 and "The thread has nothing at the stage `іс-әрекет`." in run.err
    # Only ids that are shown are offered.
    assert "`g1`" in run.err and "change-1" not in run.err


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2025-2026-3", "Did you mean `2025-2026-2`?"),
        ("g7", "`g1`"),
        ("2025-2026-1/r9", "`r1`"),
        ("2024-2025-1/g1", "Choose one of: `2025-2026-1`, `2025-2026-2`."),
        ("мақсат", "Choose one of: `2025-2026-1`, `2025-2026-2`, "),
    ],
)
def test_an_unknown_name_says_what_there_is(name: str, hint: str, pd: Pd, good: Path) -> None:
    run = pd("trace", name, cwd=good)
    assert (run.code, run.out) == (2, "")
    assert f"There is no cycle or ID `{name}` here." in run.err
    assert hint in run.err


def test_from_another_folder(pd: Pd, good: Path, tmp_path: Path) -> None:
    whole = pd("trace", cwd=good).out
    assert pd("trace", "good", cwd=tmp_path).out == whole.replace("cycles/2025", "good/cycles/2025")
    assert heads(pd("trace", f"good/cycles/{A}", cwd=tmp_path).out) == ["r1", "r2"]
    assert heads(pd("trace", A, "good", cwd=tmp_path).out) == ["r1", "r2"]
    assert heads(pd("trace", A, cwd=good / "cycles").out) == ["r1", "r2"]
    assert heads(pd("trace", f"cycles/{A}/4-design.yaml", cwd=good).out) == ["r1", "r2"]


def test_where_there_is_nothing(pd: Pd, tmp_path: Path) -> None:
    assert "no portfolio here" in pd("trace", cwd=tmp_path).err
    assert "no such file or folder: x" in pd("trace", "g1", "x", cwd=tmp_path).err
    write(tmp_path, {"school.yaml": "name: Мысал\n", "teachers/a/portfolio.yaml": "kind: portfolio\nname: Ә\n"})
    assert "for example teachers/a: " in pd("trace", cwd=tmp_path).err
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\nname: Үлгі\n"})
    run = pd("trace", cwd=tmp_path)
    assert (run.code, run.out) == (0, "Үлгі\nThere is no cycle yet. `pd new-cycle` opens a cycle.\n")
    assert pd("trace", "g1", cwd=tmp_path).err.endswith("There is no cycle or ID `g1` here. There is no cycle yet.\n")
    assert json.loads(pd("trace", "--format", "json", cwd=tmp_path).out)["cycles"] == []


def test_breaks_are_shown_in_words_and_fail_only_when_asked(pd: Pd) -> None:
    run = pd("trace", cwd=EXAMPLES / "broken")
    assert run.code == 0
    assert "Break: the goal was not fully reached, and no correction follows" in run.out
    assert "Break: 2025-2026-2/c7 is not a correction or a goal of an earlier cycle" in run.out
    assert "Still open: it waits for the next cycle" in run.out
    assert pd("trace", "--strict", cwd=EXAMPLES / "broken").code == 1
    assert pd("trace", "--strict", "--to", "md", "--out", "-", cwd=EXAMPLES / "broken").code == 1


def test_open_ends_are_no_breaks(pd: Pd, good: Path) -> None:
    run = pd("trace", "--strict", cwd=good)
    assert run.code == 0
    assert "Breaks: 0. Still open: 2." in run.out


def test_strict_looks_at_what_is_shown(pd: Pd) -> None:
    assert pd("trace", "2026-2027-2", "--strict", cwd=EXAMPLES / "broken").code == 0
    assert pd("trace", "2025-2026-1", "--strict", cwd=EXAMPLES / "broken").code == 1


def test_colours_only_where_they_are_wanted(pd: Pd) -> None:
    assert "\x1b[" not in pd("trace", cwd=EXAMPLES / "broken").out
    assert "\x1b[31m" in pd("trace", "--color", "always", cwd=EXAMPLES / "broken").out


def test_pages_and_data(pd: Pd, good: Path) -> None:
    run = pd("trace", "--to", all_formats("trace"), cwd=good)
    assert (run.code, run.out) == (0, "")
    assert [line.split() for line in run.err.splitlines()] == [
        ["create", f"build/trace.{suffix}"] for suffix in format_names("trace")
    ]
    assert pd("trace", "--to", "html", cwd=good).err.split() == ["identical", "build/trace.html"]
    assert pd("trace", "--format", "json", cwd=good).out == unmarked(good / "build" / "trace.json")
    assert pd("trace", f"{A}/g1", "--to", "html", cwd=good).err.split() == ["create", f"build/trace-{A}-g1.html"]


def test_the_page_leads_to_the_evidence(pd: Pd, good: Path) -> None:
    pd("trace", cwd=good)
    page = pd("trace", "--to", "html", "--out", "-", cwd=good).out
    assert '<a class="id" href="#e5">e5</a>' in page
    assert '<tr id="e5">' in page
    assert 'href="../evidence/diagnostika-2025-12.csv"' in page


def test_only_shown_what_would_be_written(pd: Pd, good: Path) -> None:
    run = pd("trace", "--dry-run", "--out", "pages", cwd=good)
    assert run.code == 0
    assert "pages/trace.html" in run.err
    assert not (good / "pages").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "yaml"), "--format: `yaml` is not known."),
        (("--to", "odt"), "--to: `odt` is not known."),
        (("--to", "html,md", "--out", "-"), "--out - takes one format only."),
        (("--format", "json", "--to", "html"), "--format prints, --to writes: choose one of them."),
    ],
)
def test_options_that_do_not_fit(arguments: tuple[str, ...], said: str, pd: Pd, good: Path) -> None:
    run = pd("trace", *arguments, cwd=good)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_a_private_cycle_says_only_that(pd: Pd, good: Path) -> None:
    reflection = good / "cycles" / A / "3-reflection.md"
    text = reflection.read_text(encoding="utf-8")
    reflection.write_text(text.replace("status: final", "status: final\nprivate: true", 1), encoding="utf-8")
    run = pd("trace", A, cwd=good)
    assert "The thread of this cycle is left out: one of its documents is private." in run.out
    everything = "".join(pd("trace", "--to", to, "--out", "-", cwd=good).out for to in text_formats("trace"))
    assert "модельдеуге үйрету" in everything, "the second cycle is told"
    for hidden in ("Мәтінді есепті модельдеуге үйрету", "Сызбасыз оқушы", "Толық сызбасы бар жұмыстар", "2025-12-12"):
        assert hidden not in run.out + everything
    page = "".join(pd("render", f"cycles/{A}", "--to", to, "--out", to, cwd=good).err for to in ("html", "md"))
    assert "create" in page
    for suffix in ("html", "md"):
        shown = (good / suffix / "cycles" / f"{A}.{suffix}").read_text(encoding="utf-8")
        assert "left out: one of its documents is private" in shown or "құпия" in shown
        assert "Сызбасыз оқушы" not in shown


def test_private_evidence_is_only_counted(pd: Pd, good: Path) -> None:
    register = good / "evidence.yaml"
    text = register.read_text(encoding="utf-8")
    assert "- id: e5\n" in text
    register.write_text(text.replace("- id: e5\n", "- id: e5\n    private: true\n", 1), encoding="utf-8")
    run = pd("trace", f"{A}/g1", cwd=good)
    assert "private evidence: 1" in run.out
    assert "e5" not in run.out
    for to in text_formats("trace"):
        assert "Қайталама диагностика, желтоқсан" not in pd("trace", "--to", to, "--out", "-", cwd=good).out


def test_hostile_answers_are_shown_and_not_run(pd: Pd, good: Path) -> None:
    design = good / "cycles" / A / "4-design.yaml"
    text = design.read_text(encoding="utf-8")
    evil = "'<script>alert(1)</script>]]></svg> [red]x[/red] " + "ы" * 5000 + "'"
    old = "goal: 15 желтоқсанға дейін оқушылар балын критериймен түсіндіреді"
    assert old in text
    design.write_text(text.replace(old, f"goal: {evil}", 1), encoding="utf-8")
    for to, shown in (("html", "&lt;script&gt;"), ("md", "&lt;script>")):
        page = pd("trace", "--to", to, "--out", "-", cwd=good).out
        assert "<script" not in page and shown in page
    assert "[red]x[/red]" in pd("trace", cwd=good).out
    pd("render", "--to", "html", "--out", "pages", cwd=good)
    assert "<script" not in (good / "pages" / "portfolio.html").read_text(encoding="utf-8")


def test_own_templates_come_first(pd: Pd, good: Path) -> None:
    write(good, {"templates/_base/trace.html.j2": "{{ trace.cycles | length }} {{ trace.name }}\n"})
    assert pd("trace", "--to", "html", "--out", "-", cwd=good).out == "2 Айгерім Үлгібаева\n"


def test_nothing_is_changed(pd: Pd, good: Path, tmp_path: Path) -> None:
    before = shutil.copytree(good, tmp_path / "before")
    pd("trace", cwd=good)
    pd("trace", "--format", "json", cwd=good)
    assert {path.relative_to(good) for path in good.rglob("*")} == {
        path.relative_to(before) for path in before.rglob("*")
    }


def test_the_thread_of_a_school_is_a_tree_and_data_of_the_schema(pd: Pd) -> None:
    school = EXAMPLES / "school-village"
    run = pd("trace", "--school", cwd=school)
    assert (run.code, run.err) == (0, "")
    assert "School year 2025/2026" in run.out
    assert "carried-over" not in run.out
    data = json.loads(pd("trace", "--school", "--format", "json", cwd=school).out)
    assert problems("school-trace", data) == []
    assert [year["year"] for year in data["years"]] == ["2025-2026", "2026-2027"]


def test_a_part_of_the_thread_of_a_school_lists_the_goals_of_teachers(pd: Pd) -> None:
    run = pd("trace", "--school", "s3", cwd=EXAMPLES / "school-village")
    assert run.code == 0
    assert "kairat/2025-2026-1/g2" in run.out
    assert "s1 Goal of the school" not in run.out


def test_a_name_that_the_school_does_not_have_offers_others(pd: Pd) -> None:
    run = pd("trace", "--school", "2026-2027/a33", cwd=EXAMPLES / "school-village")
    assert run.code == 2
    assert "`2026-2027/a3`" in run.err


def test_the_thread_of_a_school_is_found_from_a_portfolio_and_not_without_a_school(pd: Pd, good: Path) -> None:
    inside = EXAMPLES / "school-mysal" / "teachers" / "daniyar"
    run = pd("trace", "--school", cwd=inside)
    assert run.code == 0
    assert "there is no plan of this school year yet" in run.out
    assert pd("trace", "--school", cwd=good).code == 2


def test_a_broken_thread_of_a_school_fails_in_strict_mode(pd: Pd, tmp_path: Path) -> None:
    plan = "kind: school-plan\nstatus: final\nschool_year: 2025-2026\nneeds:\n  - {id: n1, text: Criteria}\n"
    write(tmp_path, {"school.yaml": "kind: school\nname: Mysal\n", "school/2025-2026/plan.yaml": plan})
    run = pd("trace", "--school", "--strict", cwd=tmp_path)
    assert run.code == 1
    assert "Breaks: 2. Still open: 0." in run.out
    assert pd("trace", "--school", cwd=tmp_path).code == 0


def test_a_goal_of_a_teacher_shows_the_goal_of_the_school_that_it_serves(pd: Pd) -> None:
    place = EXAMPLES / "school-village" / "teachers" / "gulnar"
    lines = pd("trace", "2025-2026-1/g1", cwd=place).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "s1 Goal of the school" in line)
    assert any("2025-2026/a7 Action of the plan" in line for line in lines[at : at + 4])
    page = pd("trace", "2025-2026-1/g1", "--to", "md", "--out", "-", cwd=place).out
    assert "**2025-2026/a7** Action of the plan" in page
