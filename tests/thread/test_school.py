"""The golden thread of a school as data: what follows from what, every break at its node, nothing that is private."""

from pathlib import Path

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from pdcli.portfolio.school import load_school
from pdcli.thread.build import trace
from pdcli.thread.school import (
    SchoolTrace,
    SchoolYearTrace,
    around_in_school,
    school_trace,
    select_in_school,
)
from pdcli.thread.school_goals import SupportingLine, served_goals
from tests.helpers import write

PLAN, NEXT = "school/2025-2026/plan.yaml", "school/2026-2027/plan.yaml"
CYCLE, GROUP = "school/2025-2026/cycle.yaml", "school/groups/math.yaml"
DESIGN = "teachers/aida/cycles/2025-2026-1/4-design.yaml"
WHOLE = {
    "school.yaml": """\
kind: school
lang: en
name: Mysal
school_year: 2025-2026
goals:
  - {id: s1, goal: Pupils explain}
""",
    "school/2025-2026/notes/1.md": """\
---
kind: analytical-note
title: First quarter
status: final
school_year: 2025-2026
date: 2025-10-30
conclusions:
  - {id: d1, text: Instructions are long}
---
""",
    PLAN: """\
kind: school-plan
status: final
school_year: 2025-2026
needs:
  - {id: n1, text: Short instructions, from: [2025-2026/notes/1/d1]}
lines:
  - {id: a1, action: Workshop, goal: s1, need: n1, done: 2025-12-01}
""",
    "school/2025-2026/events.yaml": """\
kind: events
school_year: 2025-2026
items:
  - {id: v1, date: 2025-11-20, title: Four minutes, line: a1}
""",
    GROUP: """\
kind: group
title: Mathematics
status: final
meetings:
  - {id: t1, date: 2025-12-05, topic: What changed, about: [2025-2026/v1]}
  - {id: t2, date: 2026-01-05, topic: Tea}
decisions:
  - {id: k1, text: Two goals a lesson, because: [t1], done: 2026-02-01}
""",
    CYCLE: """\
kind: school-cycle
status: final
school_year: 2025-2026
corrections:
  - {id: c1, text: Record lessons, because: [groups/math/k1]}
""",
    NEXT: """\
kind: school-plan
status: final
school_year: 2026-2027
carried_over:
  - {from: 2025-2026/c1, text: Record lessons}
needs:
  - {id: n1, text: Hear a lesson, from: [2025-2026/notes/1/d1]}
lines:
  - {id: a1, action: Recording in pairs, need: n1}
""",
    "teachers/aida/portfolio.yaml": "kind: portfolio\nformat: 1\nname: Aida Mysal\nlang: en\n",
    "teachers/aida/cycles/2025-2026-1/cycle.yaml": (
        "kind: cycle\nstatus: final\nperiod: {start: 2025-09-01, end: 2025-12-31}\n"
    ),
    DESIGN: """\
kind: design
status: final
goals:
  - {id: g1, goal: Instructions in four minutes, school_goal: s1}
""",
}


def traced(root: Path, **changes: str) -> SchoolTrace:
    names = {"plan": PLAN, "next": NEXT, "cycle": CYCLE, "group": GROUP, "design": DESIGN}
    files = WHOLE | {names[key]: text for key, text in changes.items()}
    write(root, files)
    return school_trace(load_school(root))


def issues(year: SchoolYearTrace) -> list[tuple[str, str, str]]:
    return [(issue.kind, issue.state, issue.node) for issue in year.issues]


def test_a_whole_thread_goes_from_the_note_to_the_next_plan(tmp_path: Path) -> None:
    first, second = traced(tmp_path).years
    assert {node.reference: node.comes_from for node in first.nodes} == {
        "2025-2026/notes/1/d1": (),
        "2025-2026/n1": ("2025-2026/notes/1/d1",),
        "s1": (),
        "2025-2026/a1": ("s1", "2025-2026/n1"),
        "2025-2026/v1": ("2025-2026/a1",),
        "groups/math/t1": ("2025-2026/v1",),
        "groups/math/k1": ("groups/math/t1",),
        "2025-2026/c1": ("groups/math/k1",),
    }
    assert first.nodes[-1].carried_to == ("2026-2027/plan/carried-over-1",)
    assert first.nodes[0].carried_to == ("2026-2027/n1",)
    assert (second.nodes[0].earlier, second.nodes[1].earlier) == (("2025-2026/c1",), ("2025-2026/notes/1/d1",))
    assert issues(first) == []


def test_a_goal_of_the_school_has_the_goals_of_teachers_with_their_issues(tmp_path: Path) -> None:
    (goal,) = (node for node in traced(tmp_path).years[0].nodes if node.table == "goals")
    (teacher,) = goal.teachers
    assert (teacher.teacher, teacher.name, teacher.cycle, teacher.id) == ("aida", "Aida Mysal", "2025-2026-1", "g1")
    # Without a growth area, without a plan, never measured: the design is final, a trial is not there yet.
    assert (teacher.breaks, teacher.open_ends) == (2, 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"plan": WHOLE[PLAN].replace(", need: n1", "")}, [("need-without-line", "break", "2025-2026/n1")]),
        ({"plan": WHOLE[PLAN].replace("goal: s1, ", "")}, [("goal-without-line", "break", "s1")]),
        (
            {"plan": WHOLE[PLAN].replace("goal: s1, need: n1, ", "").replace("status: final", "status: draft")},
            [
                ("need-without-line", "open", "2025-2026/n1"),
                ("goal-without-line", "open", "s1"),
                ("line-without-ground", "open", "2025-2026/a1"),
            ],
        ),
        ({"plan": WHOLE[PLAN].replace(", done: 2025-12-01", "")}, [("line-not-done", "break", "2025-2026/a1")]),
        ({"plan": WHOLE[PLAN].replace("done: 2025-12-01", "dropped: 2025-12-01")}, []),
        (
            {"plan": WHOLE[PLAN].replace(", from: [2025-2026/notes/1/d1]", "")},
            [("need-without-ground", "break", "2025-2026/n1")],
        ),
        (
            {"plan": WHOLE[PLAN].replace("/d1]", "/d7]")},
            [("unknown-reference", "break", "2025-2026/n1")],
        ),
        ({"design": WHOLE[DESIGN].replace(", school_goal: s1", "")}, [("goal-without-teacher", "break", "s1")]),
        (
            {"group": WHOLE[GROUP].replace("because: [t1], done: 2026-02-01", "due: 2026-02-01")},
            [
                ("decision-without-ground", "break", "groups/math/k1"),
                ("decision-not-taken-up", "break", "groups/math/k1"),
            ],
        ),
        ({"group": WHOLE[GROUP].replace("done: 2026-02-01", "due: 2026-12-01")}, []),
        ({"next": WHOLE[NEXT].replace("/c1, text", "/k9, text")}, [("correction-not-taken-up", "break", "2025-2026/c1")]),
        (
            {"cycle": WHOLE[CYCLE].replace(", because: [groups/math/k1]", "")},
            [("correction-without-ground", "break", "2025-2026/c1")],
        ),
    ],
)  # fmt: skip
def test_a_break_stands_at_its_node(
    changes: dict[str, str], expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert issues(traced(tmp_path, **changes).years[0]) == expected


def test_a_conclusion_that_only_a_meeting_about_the_note_names_was_not_taken_up(tmp_path: Path) -> None:
    year = traced(
        tmp_path,
        plan=WHOLE[PLAN].replace("2025-2026/notes/1/d1", "2025-2026/events"),
        next=WHOLE[NEXT].replace("2025-2026/notes/1/d1", "2025-2026/events"),
        group=WHOLE[GROUP].replace("about: [2025-2026/v1]", "about: [2025-2026/v1, 2025-2026/notes/1]"),
    ).years[0]
    assert issues(year) == [("conclusion-not-taken-up", "break", "2025-2026/notes/1/d1")]


def test_a_year_without_a_next_plan_has_open_ends_only(tmp_path: Path) -> None:
    thread = traced(tmp_path, next=WHOLE[NEXT].replace("final", "draft").replace("/c1, text", "/k9, text"))
    assert issues(thread.years[0]) == [("correction-not-taken-up", "open", "2025-2026/c1")]


def test_private_documents_are_neither_shown_nor_missing(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    for name in ("school/2025-2026/notes/1.md", "school/2025-2026/events.yaml", DESIGN):
        text = (tmp_path / name).read_text()
        (tmp_path / name).write_text(text.replace("kind:", "private: true\nkind:", 1))
    year = school_trace(load_school(tmp_path)).years[0]
    assert not {node.table for node in year.nodes} & {"conclusions", "events"}
    assert not any(node.teachers for node in year.nodes)
    assert issues(year) == []


def test_what_cannot_be_read_may_hold_what_is_missing(tmp_path: Path) -> None:
    thread = traced(tmp_path, plan=WHOLE[PLAN] + "  - [\n", next=WHOLE[NEXT] + "  - [\n")
    assert {issue.kind for year in thread.years for issue in year.issues} == set()
    assert thread.unreadable == ("school/2025-2026/plan", "school/2026-2027/plan")


def test_a_school_without_any_document_of_a_year_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": WHOLE["school.yaml"], "teachers/aida/portfolio.yaml": "kind: portfolio\n"})
    (year,) = school_trace(load_school(tmp_path)).years
    assert (year.year, year.has_plan) == ("2025-2026", False)
    assert issues(year) == [("no-plan", "open", ""), ("goal-without-teacher", "open", "s1")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-2027", ("2026-2027", "", ())),
        ("s1", ("2025-2026", "s1", ())),
        ("2025-2026/s1", ("2025-2026", "s1", ())),
        ("A1", ("2026-2027", "2026-2027/a1", ("2025-2026",))),
        ("2025-2026/a1", ("2025-2026", "2025-2026/a1", ())),
        ("groups/math/k1", ("2025-2026", "groups/math/k1", ())),
        ("2026-2027/c1", None),
        ("t2", None),
    ],
)  # fmt: skip
def test_a_name_means_a_year_or_a_node(name: str, expected: object, tmp_path: Path) -> None:
    selection = select_in_school(traced(tmp_path), name)
    assert (tuple(selection) if selection else None) == expected


def test_around_an_event_is_what_led_to_it_and_what_followed(tmp_path: Path) -> None:
    plan = WHOLE[PLAN] + "  - {id: a2, action: Club, goal: s1, need: n1, done: 2026-01-10}\n"
    thread = traced(tmp_path, plan=plan)
    selection = select_in_school(thread, "v1")
    assert selection
    (year,) = around_in_school(thread, selection).years
    assert [node.reference for node in year.nodes] == [
        "2025-2026/notes/1/d1", "2025-2026/n1", "s1", "2025-2026/a1", "2025-2026/v1", "groups/math/t1",
        "groups/math/k1", "2025-2026/c1",
    ]  # fmt: skip


def test_a_goal_of_a_teacher_has_the_actions_for_this_teacher_above_it(tmp_path: Path) -> None:
    plan = (
        WHOLE[PLAN]
        + """\
  - {id: a2, action: For Aida, goal: s1, for: [aida]}
  - {id: a3, action: For another, goal: s1, for: [sholpan]}
  - {id: a4, action: For experts, goal: s1, for: [expert]}
  - {id: a5, action: Of no goal, need: n1}
"""
    )
    write(tmp_path, WHOLE | {PLAN: plan})
    portfolio = load_portfolio(tmp_path / "teachers/aida")
    (served,) = served_goals(portfolio, trace(portfolio))
    assert (served.cycle, served.goal, served.id, served.text) == ("2025-2026-1", "g1", "s1", "Pupils explain")
    assert served.lines == (SupportingLine("2025-2026/a1", "Workshop"), SupportingLine("2025-2026/a2", "For Aida"))


def test_without_a_goal_of_the_school_the_school_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, WHOLE | {DESIGN: WHOLE[DESIGN].replace(", school_goal: s1", "")})
    portfolio = load_portfolio(tmp_path / "teachers/aida")
    thread = trace(portfolio)
    assert "school" not in vars(portfolio)
    assert served_goals(portfolio, thread) == ()
    assert "school" not in vars(portfolio)


def test_a_private_school_file_shows_no_goal_above(tmp_path: Path) -> None:
    write(tmp_path, WHOLE | {"school.yaml": "private: true\n" + WHOLE["school.yaml"]})
    portfolio = load_portfolio(tmp_path / "teachers/aida")
    assert served_goals(portfolio, trace(portfolio)) == ()
