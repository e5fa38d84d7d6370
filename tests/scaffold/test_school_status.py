"""Where a school stands: what its documents state of the plan, what is next and due, and the command that helps."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from pdcli.portfolio.school import load_school
from pdcli.scaffold.school_status import SchoolStatus, school_status
from tests.helpers import Pd, write

DAY = date(2026, 11, 30)
PLAN = "school/2026-2027/plan.yaml"
GROUP = "school/groups/math.yaml"
NOTE = "school/2026-2027/notes/1.md"
FILES = {
    "school.yaml": "kind: school\nformat: 1\nname: Mysal\nlang: en\nschool_year: 2026-2027\ngoals: [{id: s1, goal: Talk}]\n",
    PLAN: (
        "kind: school-plan\nschool_year: 2026-2027\napproved: {date: 2026-08-28}\nlines:\n"
        "- {id: a1, action: Seminar, end: 2026-10-01, done: 2026-10-01}\n- {id: a2, action: Contest, dropped: 2026-10-01}\n"
        "- {id: a3, action: Club, start: 2026-11-01, end: 2027-03-01}\n"
        "agreed:\n- {teacher: b, cycle: 2026-2027-1, date: 2026-09-20}\n- {teacher: c, cycle: 2026-2027-1}\n"
    ),
    GROUP: (
        "kind: group\ntype: site\nmeetings:\n- {id: t1, date: 2026-10-05, number: 4}\n- {id: t2, date: 2026-12-07, topic: Tasks}\n"
        "decisions:\n- {id: k1, text: Collect, because: [t1], due: 2026-12-10}\n"
    ),
    NOTE: "---\nkind: analytical-note\nschool_year: 2026-2027\nquarter: 1\ndate: 2026-11-02\n---\n\n## Strengths\n\nTalk\n",
    "teachers/a/portfolio.yaml": "kind: portfolio\nname: A\nrole: head\n",
    "teachers/b/portfolio.yaml": "kind: portfolio\nname: B\n",
    "teachers/c/portfolio.yaml": "kind: portfolio\nname: C\n",
}


def status_of(root: Path, files: dict[str, str], day: date = DAY) -> SchoolStatus:
    write(root, files)
    return school_status(load_school(root), day)


def test_a_school_in_its_year(tmp_path: Path) -> None:
    state = status_of(tmp_path, FILES)
    assert state.year == state.typed_year == "2026-2027"
    assert state.plan == (date(2026, 8, 28), 3, 1, 1, 0)
    assert (state.agreed, state.teachers) == (["b"], ["b", "c"])
    assert [(item.kind, item.day, item.ref) for item in state.coming] == [
        ("meeting", date(2026, 12, 7), "groups/math/t2"), ("line", date(2027, 3, 1), "2026-2027/a3"),
    ]  # fmt: skip
    assert [(item.ref, item.overdue) for item in state.due] == [("groups/math/k1", False)]
    assert (state.quarters_without_note, state.step.command) == ([], "pd school")


def without(*names: str) -> dict[str, str]:
    return {name: text for name, text in FILES.items() if not name.startswith(names)}


CYCLE = "kind: school-cycle\nschool_year: 2026-2027\ndecisions: [{id: k1, text: Meet, due: 2026-11-02}]\n"


@pytest.mark.parametrize(
    ("files", "day", "command"),
    [
        ({**FILES, GROUP: "kind: [\n"}, DAY, "pd lint"),
        ({**FILES, "school.yaml": "kind: school\nlang: en\n"}, DAY, "pd fill "),
        (without(PLAN), DAY, "pd new-cycle --school"),
        ({**FILES, PLAN: "kind: school-plan\nschool_year: 2026-2027\n"}, DAY, "pd fill "),
        (without("teachers"), DAY, "pd init teachers/…"),
        (without(GROUP), DAY, 'pd new group "…"'),
        ({**FILES, PLAN: FILES[PLAN].replace("approved: {date: 2026-08-28}\n", "")}, DAY, "plan.yaml approved"),
        ({**FILES, PLAN: FILES[PLAN].replace("approved: {date: 2026-08-28}\n", "")}, date(2026, 9, 30), "pd school"),
        (FILES, date(2026, 12, 11), "math.yaml k1"),
        ({**FILES, "school/2026-2027/cycle.yaml": CYCLE}, DAY, "cycle.yaml k1"),
        (without(NOTE), DAY, "pd new analytical-note"),
        (without(NOTE), date(2026, 10, 31), "pd school"),
        ({**FILES, PLAN: FILES[PLAN].replace("2027-03-01", "2026-11-29")}, DAY, "plan.yaml a3"),
    ],
)
def test_the_next_step(tmp_path: Path, files: dict[str, str], day: date, command: str) -> None:
    shown = status_of(tmp_path, files, day).step.command
    if ".yaml " in command:
        assert shown.startswith("pd fill ") and shown.endswith(f"/{command}")
    else:
        assert shown.startswith(command) if command.endswith(" ") else shown == command


def test_a_year_that_is_over_leads_to_the_next(tmp_path: Path) -> None:
    notes = {
        f"school/2026-2027/notes/{number}.md": FILES[NOTE].replace("quarter: 1", f"quarter: {number}")
        for number in (2, 3, 4)
    }
    files = {**FILES, **notes, GROUP: FILES[GROUP].replace("2026-12-10}", "2026-12-10, done: 2026-12-09}"),
             PLAN: FILES[PLAN].replace("end: 2027-03-01", "done: 2027-03-01")}  # fmt: skip
    assert status_of(tmp_path, files, date(2027, 6, 1)).step.command == "pd new-cycle --school --year 2027-2028"


@pytest.mark.parametrize(("half", "lacking"), [("2027-01-10", [3, 4]), ("2027-05-28", [1, 2])])
def test_a_note_of_a_half_year_covers_two_quarters(tmp_path: Path, half: str, lacking: list[int]) -> None:
    note = FILES[NOTE].replace("quarter: 1\n", "").replace("2026-11-02", half)
    assert status_of(tmp_path, {**FILES, NOTE: note}, date(2027, 6, 1)).quarters_without_note == lacking


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_private_is_not_shown(tmp_path: Path, pd: Pd, lang: str) -> None:
    visits = "kind: visits\nschool_year: 2026-2027\nitems:\n- {id: w1, date: 2026-11-01, teacher: b, step: SECRET}\n"
    group = FILES[GROUP].replace("kind: group\n", "kind: group\nprivate: true\n").replace("Collect", "SECRET")
    write(tmp_path, {**FILES, "school/2026-2027/visits.yaml": visits, GROUP: group})
    run = pd("status", "--lang", lang, cwd=tmp_path)
    assert run.code == 0 and "Mysal" in run.out and "SECRET" not in run.out


def test_a_school_lists_no_cycles(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, FILES)
    run = pd("status", "--all", cwd=tmp_path)
    assert run.code == 2 and "--all" in run.err
