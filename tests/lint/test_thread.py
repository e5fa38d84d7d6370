"""Rules of the golden thread say what `pd trace` says."""

import json
from pathlib import Path

import pytest

from pdcli.lint.run import LintOptions, run
from tests.helpers import Pd, write

FIRST = """kind: {kind}
status: {status}
date: 2025-11-0{day}
"""


def cycle(name: str, **stages: str) -> dict[str, str | bytes]:
    """The files of a cycle; every stage is final unless its text says otherwise."""
    files: dict[str, str | bytes] = {f"cycles/{name}/cycle.yaml": "kind: cycle\n" + stages.pop("cycle", "")}
    for day, (kind, text) in enumerate(stages.items(), 1):
        head = FIRST.format(kind=kind, status="draft" if text.startswith("#") else "final", day=day)
        files[f"cycles/{name}/{kind}.yaml"] = head + text
    return files


ANALYSIS = "findings:\n- {id: f1, kind: difficulty, text: A}\n- {id: f2, kind: difficulty, text: B}\n- {id: f3, kind: success, text: C}\n"
DESIGN = "goals:\n- {id: g1, goal: Read, from: [r1]}\n- {id: g2, goal: Write, from: [r1]}\n"
RESULTS = "results:\n- {goal: g1, reached: no}\n- {goal: g2, reached: partly}\ncorrections:\n- {id: c1, text: Slower, goal: g1}\n"
NEXT = "previous: 2025-2026-1\ncarried_over:\n- {from: 2025-2026-1/c1, text: Slower}\n"


def codes(root: Path, *wanted: str) -> list[tuple[str, str, int]]:
    found = run([root], LintOptions(select=wanted))[0].diagnostics
    return [(item.code, item.path.stem, item.span.line) for item in found]


def issues(pd: Pd, root: Path) -> list[tuple[str, str]]:
    cycles = json.loads(pd("trace", "--format", "json", cwd=root).out)["cycles"]
    return [(issue["kind"], issue["node"]) for one in cycles for issue in one["issues"] if issue["state"] == "break"]


@pytest.mark.parametrize(
    ("areas", "lines"),
    [("[f1]", [6]), ("[f2, f3]", [5]), ("[f1, f2]", [])],
)
def test_difficulties_that_nothing_takes_up(tmp_path: Path, pd: Pd, areas: str, lines: list[int]) -> None:
    reflection = f"growth_areas:\n- {{id: r1, title: T, from: {areas}}}\n"
    write(
        tmp_path,
        {"portfolio.yaml": "kind: portfolio\n", **cycle("2025-2026-1", analysis=ANALYSIS, reflection=reflection)},
    )
    assert codes(tmp_path, "PD313") == [("PD313", "analysis", line) for line in lines]
    told = [node for kind, node in issues(pd, tmp_path) if kind == "finding-not-taken-up"]
    assert told == [f"f{line - 4}" for line in lines]


@pytest.mark.parametrize("areas", ["[f3]", "[]", "[f1, f9]"])
def test_a_wrong_growth_area_is_told_first(tmp_path: Path, areas: str) -> None:
    reflection = f"growth_areas:\n- {{id: r1, title: T, from: {areas}}}\n"
    write(
        tmp_path,
        {"portfolio.yaml": "kind: portfolio\n", **cycle("2025-2026-1", analysis=ANALYSIS, reflection=reflection)},
    )
    assert codes(tmp_path, "PD313") == []
    assert len(codes(tmp_path, "PD213", "PD308", "PD309")) == 1


@pytest.mark.parametrize(("areas", "code"), [("f1, f2", "PD102"), ("f1 және f2", "PD102"), ("[ф1]", "PD107")])
def test_a_link_that_cannot_be_read_is_told_once(tmp_path: Path, areas: str, code: str) -> None:
    reflection = f"growth_areas:\n- {{id: r1, title: T}}\n- id: r2\n  title: T\n  from: {areas}\n"
    write(
        tmp_path,
        {"portfolio.yaml": "kind: portfolio\n", **cycle("2025-2026-1", analysis=ANALYSIS, reflection=reflection)},
    )
    found = codes(tmp_path, code, "PD308")
    assert [(name, line) for name, _file, line in found] == [("PD308", 5), (code, 8)]


def test_while_the_reflection_is_a_draft_nothing_is_missing(tmp_path: Path) -> None:
    files = cycle("2025-2026-1", analysis=ANALYSIS, reflection="# later\ngrowth_areas:\n- {id: r1, from: [f1]}\n")
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", **files})
    assert codes(tmp_path, "PD313") == []


@pytest.mark.parametrize(
    ("following", "lines"),
    [
        ({}, [6]),
        ({"cycle": NEXT}, [6]),
        ({"cycle": NEXT + "- {from: 2025-2026-1/g2, text: Write}\n"}, []),
        ({"cycle": NEXT, "reflection": "growth_areas:\n- {id: r1, title: T, from: [2025-2026-1/g2]}\n"}, []),
        ({"cycle": NEXT + "focus: g2 is left for next year\n"}, []),
    ],
    ids=["no next cycle", "left out", "carried over", "continued by a growth area", "mentioned"],
)
def test_an_unmet_goal_that_is_taken_up_needs_no_correction(
    tmp_path: Path, pd: Pd, following: dict[str, str], lines: list[int]
) -> None:
    files = cycle("2025-2026-1", design=DESIGN, approbation=RESULTS)
    later = cycle("2025-2026-2", **following) if following else {}
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", **files, **later})
    assert codes(tmp_path, "PD312") == [("PD312", "approbation", line) for line in lines]
    told = [node for kind, node in issues(pd, tmp_path) if kind == "unmet-goal-without-correction"]
    assert told == ["result-2"] * len(lines)
