"""The steps by which the model is introduced: what in the few documents below is a trace of each."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.guideline.tables import table
from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.school import load_school
from pdcli.scaffold.school_status import school_status
from pdcli.school.page import CellValue
from pdcli.school.report import school_report
from pdcli.school.roadmap import STEPS, step_label
from tests.helpers import Pd, write

DAY = date(2026, 11, 30)
SCHOOL = "kind: school\nformat: 1\nlang: en\nschool_year: 2026-2027\n"
YEAR = "school/2026-2027/"
GROUP = "kind: group\ntitle: G\ntype: {0}\nmembers: [{{member: b}}]\nmeetings: [{{id: t1, date: {1}}}]\n"
LESSON = "---\nkind: lesson-analysis\nstatus: final\ndate: {0}\n---\n"
CYCLE = "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-25}\n"
STUDY = "kind: lesson-study\nstatus: final\ndate: 2026-10-05\nmembers: [b]\nquestion: Why\n"
MENTORING = "kind: mentoring\ndate: 2026-09-10\nmentor: C\nmeetings: [{{date: {0}, topic: T}}]\n"
# What is written -> the step that it is a trace of, its sign and its reference.
TRACES: list[tuple[dict[str, str], str, str, str]] = [
    ({"school.yaml": SCHOOL + "mentors: [{id: m1, novice: b, mentor: c}]\n"}, "mentoring", "mentors", "m1"),
    ({"school/groups/g.yaml": GROUP.format("club", "2026-10-05")}, "communities", "groups", "school/groups/g"),
    ({f"{YEAR}diagnostics/a.yaml": "kind: diagnostic\ntype: climate\nasked: 9\n"}, "reflection", "climate",
     f"{YEAR}diagnostics/a"),
    ({"teachers/b/cycles/2026-2027-1/cycle.yaml": CYCLE,
      "teachers/b/cycles/2026-2027-1/lessons/a.md": LESSON.format("2026-10-05")}, "reflection", "lessons",
     "b/cycles/2026-2027-1/lessons/a"),
    ({"teachers/b/reflections/self.yaml":
      "kind: self-assessment\nschool_year: 2026-2027\nstages: {action: {level: expert}}\n"},
     "reflection", "self-assessments", "b/reflections/self"),
    ({f"{YEAR}plan.yaml": "kind: school-plan\nagreed: [{teacher: b, date: 2026-09-20}]\n"}, "teacher's cycle",
     "agreed", f"{YEAR}plan"),
    ({"teachers/b/cycles/2026-2027-1/cycle.yaml": CYCLE,
      "teachers/b/cycles/2026-2027-1/1-action.md": "---\nkind: action\nstatus: final\n---\n"}, "teacher's cycle",
     "stages", "b/cycles/2026-2027-1/1-action"),
    ({f"{YEAR}notes/1.md": "---\nkind: analytical-note\nquarter: 1\n---\n\n## Strengths\n\nTalk\n"}, "data", "notes",
     f"{YEAR}notes/1"),
    ({f"{YEAR}diagnostics/a.yaml": "kind: diagnostic\ntype: needs\nasked: 9\n"}, "data", "diagnostics",
     f"{YEAR}diagnostics/a"),
    ({f"{YEAR}visits.yaml": "kind: visits\nprivate: true\nitems: [{id: w1, teacher: b, step: Secret}]\n"}, "data",
     "visits", ""),
    ({f"{YEAR}plan.yaml": "kind: school-plan\napproved: {date: 2026-09-20}\n"}, "school's cycle", "approved",
     f"{YEAR}plan"),
    ({f"{YEAR}cycle.yaml": "kind: school-cycle\naction_result: Calm\n"}, "school's cycle", "cycle", f"{YEAR}cycle"),
    ({"research/x/lesson-study.yaml": STUDY}, "research", "studies", "research/x/lesson-study"),
    ({"teachers/b/research/x/lesson-study.yaml": STUDY}, "research", "studies", "b/research/x/lesson-study"),
    ({"school/groups/g.yaml": GROUP.format("budding-tour", "2026-10-05")}, "research", "study-groups",
     "school/groups/g"),
    ({"school.yaml": SCHOOL + "partners: [{id: p1, name: U, together: Talks}]\n"}, "outside", "partners", "p1"),
    ({f"{YEAR}events.yaml": "kind: events\nitems: [{id: v1, date: 2026-10-05, title: E, level: region}]\n"},
     "outside", "events", "2026-2027/v1"),
    ({"school/groups/g.yaml": GROUP.format("reserve", "2026-10-05")}, "outside", "reserve", "school/groups/g"),
    ({"teachers/b/mentoring/2026-2027-c.yaml": MENTORING.format("2026-10-05")}, "mentoring", "mentoring-diaries",
     "b/mentoring/2026-2027-c"),
]  # fmt: skip
# What looks like a trace and is none.
NO_TRACES: list[dict[str, str]] = [
    {"school.yaml": SCHOOL + "mentors: [{id: m1, novice: b, mentor: b}, {id: m2, novice: b}]\n"},
    {"teachers/b/mentoring/2026-2027-c.yaml": MENTORING.format("2026-12-05")},
    {"teachers/b/mentoring/2026-2027-c.yaml": "kind: mentoring\ndate: 2026-09-10\nmentor: C\nmentee: B\n"},
    {"school/groups/g.yaml": GROUP.format("council", "2026-10-05")},
    {"school/groups/g.yaml": GROUP.format("club", "2026-12-05")},
    {"school.yaml": SCHOOL + "partners: [{id: p1, name: U}]\n"},
    {f"{YEAR}plan.yaml": "kind: school-plan\napproved: {by: Head}\nagreed: [{teacher: b}]\n"},
    {f"{YEAR}events.yaml": "kind: events\nitems: [{id: v1, date: 2026-10-05, title: E, level: school}]\n"},
    {"teachers/b/reflections/self.yaml":
     "kind: self-assessment\nprivate: true\nschool_year: 2026-2027\nstages: {action: {level: expert}}\n"},
]  # fmt: skip
BASE = {"school.yaml": SCHOOL, "teachers/b/portfolio.yaml": "kind: portfolio\nname: B\n"}


def steps(root: Path, year: str | None = None) -> dict[CellValue, tuple[CellValue, ...]]:
    """Step -> (signs, school year, command, references) as the page has them."""
    report = school_report(load_school(root), year, DAY, "en")
    return {
        row.cells[0]: (*row.cells[1:], row.refs) for page in report.pages if page.key == "roadmap" for row in page.rows
    }


@pytest.mark.parametrize(("files", "step", "sign", "ref"), TRACES, ids=[trace[2] for trace in TRACES])
def test_a_document_is_the_trace_of_its_step(
    files: dict[str, str], step: str, sign: str, ref: str, tmp_path: Path
) -> None:
    write(tmp_path, BASE | files)
    signs, year, command, refs = steps(tmp_path)[step]
    assert isinstance(signs, tuple)
    assert isinstance(refs, tuple)
    # A private document is a trace without a reference.
    assert (sign in signs, year, command, ref in refs or not ref) == (True, "2026-2027", None, True)
    assert ref or not refs
    state = next(item for item in school_status(load_school(tmp_path), DAY).roadmap if item.key == step)
    assert (state.year, ref in state.refs or not state.refs) == ("2026-2027", True)


@pytest.mark.parametrize("files", NO_TRACES)
def test_what_is_no_trace(files: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, BASE | files)
    assert {row[0] for row in steps(tmp_path).values()} == {("none",)}


def test_the_first_step_without_a_trace_has_the_command(tmp_path: Path) -> None:
    write(tmp_path, BASE | TRACES[0][0])
    assert {key: row[2] for key, row in steps(tmp_path).items() if row[2]} == {"communities": 'pd new group "…"'}
    assert school_status(load_school(tmp_path), DAY).roadmap_next == 'pd new group "…"'


def test_every_sign_has_its_reference_first(tmp_path: Path) -> None:
    surveys = {f"{YEAR}diagnostics/{name}.yaml": "kind: diagnostic\ntype: climate\nasked: 9\n" for name in "abcdef"}
    write(tmp_path, BASE | surveys | TRACES[4][0])
    signs, *_others, refs = steps(tmp_path)["reflection"]
    assert signs == ("climate", "self-assessments")
    assert refs == (
        f"{YEAR}diagnostics/a", "b/reflections/self", *(f"{YEAR}diagnostics/{name}" for name in "bcd"),
    )  # fmt: skip


def test_a_trace_of_an_earlier_year_stays(tmp_path: Path) -> None:
    write(tmp_path, BASE | {"school/2025-2026/cycle.yaml": "kind: school-cycle\naction_result: Calm\n"})
    assert steps(tmp_path)["school's cycle"][:2] == (("cycle",), "2025-2026")
    assert steps(tmp_path, "2024-2025")["school's cycle"][0] == ("none",)


def test_the_commands_lead_from_step_to_step(tmp_path: Path) -> None:
    write(tmp_path, BASE | {f"{YEAR}plan.yaml": "kind: school-plan\n", f"{YEAR}cycle.yaml": "kind: school-cycle\n"})
    commands = []
    # One trace of each step in turn; both of school.yaml come together.
    for at in (0, 1, 2, 5, 7, 11, 12, 15):
        commands.append(school_status(load_school(tmp_path), DAY).roadmap_next)
        write(tmp_path, TRACES[at][0])
        if "school.yaml" in TRACES[at][0]:
            with (tmp_path / "school.yaml").open("a", encoding="utf-8") as file:
                file.write("mentors: [{id: m1, novice: b, mentor: c}]\n" if at else "")
    assert commands == [
        "pd fill school.yaml mentors", 'pd new group "…"', 'pd new diagnostic "…"',
        "pd fill school/2026-2027/plan.yaml agreed", "pd new analytical-note", "pd fill school/2026-2027/cycle.yaml",
        'pd new lesson-study "…"', "pd fill school.yaml partners",
    ]  # fmt: skip
    state = school_status(load_school(tmp_path), DAY)
    assert (state.roadmap_next, [step.key for step in state.roadmap]) == (None, list(STEPS))


def test_status_tells_the_steps(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, BASE | TRACES[0][0])
    shown = pd("status", cwd=tmp_path).out
    assert "✓ Step 1. Mentoring: m1" in shown
    assert 'Step 2. Professional communities: no trace yet – `pd new group "…"`' in shown
    assert shown.count("no trace yet") == 7


@pytest.mark.parametrize("lang", LANGS)
def test_steps_have_the_names_of_the_guide(lang: Lang) -> None:
    labels = [row.label[lang] for row in table("roadmap").rows[: len(STEPS)]]
    assert [step_label(step, lang) for step in STEPS] == labels
