"""The page of a school's report on the eight steps by which the model is introduced, as `pd guide roadmap` has them.

Of each step it says whether the documents have a trace, and which; for the first without one, the command to do next.
Nothing is typed for it, and a step is no level: it has no mark and no share.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from pdcli.documents.progress import holds_answers
from pdcli.guideline.tables import table
from pdcli.i18n import N_, Lang
from pdcli.model.documents import LEVELS, GroupType
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import is_own_mentor
from pdcli.portfolio.school_documents import SchoolYear
from pdcli.portfolio.school_references import year_of
from pdcli.school.entries import Teacher, as_ref
from pdcli.school.facts import RESEARCH, TeacherFacts, YearFacts
from pdcli.school.page import Column, PageKind, PageRow, PageSource

# The rows of the guide are found by these names.
StepKey = Literal[
    "mentoring", "communities", "reflection", "teacher's cycle", "data", "school's cycle", "research", "outside",
]  # fmt: skip
Sign = Literal[
    "mentors", "mentoring-diaries", "groups", "climate", "lessons", "self-assessments", "agreed", "stages", "notes",
    "diagnostics", "visits", "approved", "cycle", "studies", "study-groups", "partners", "events", "reserve",
]  # fmt: skip
STEPS: tuple[StepKey, ...] = get_args(StepKey)
_STEP_OF: dict[Sign, StepKey] = {
    "mentors": "mentoring", "mentoring-diaries": "mentoring",
    "groups": "communities", "climate": "reflection", "lessons": "reflection",
    "self-assessments": "reflection", "agreed": "teacher's cycle", "stages": "teacher's cycle", "notes": "data",
    "diagnostics": "data", "visits": "data", "approved": "school's cycle", "cycle": "school's cycle",
    "studies": "research", "study-groups": "research", "partners": "outside", "events": "outside",
    "reserve": "outside",
}  # fmt: skip
_SIGNS: dict[Sign, str] = {
    "mentors": N_("mentors of novices"),
    "mentoring-diaries": N_("meetings of mentor and novice"),
    "groups": N_("groups that have met"),
    "climate": N_("diagnostic of the psychological climate"),
    "lessons": N_("lesson analyses"),
    "self-assessments": N_("self-assessments"),
    "agreed": N_("plans agreed with teachers"),
    "stages": N_("finished stages of teachers’ cycles"),
    "notes": N_("analytical notes"),
    "diagnostics": N_("diagnostics"),
    "visits": N_("register of visits"),
    "approved": N_("approved plan"),
    "cycle": N_("the school’s own cycle"),
    "studies": N_("Lesson Study, Action Research"),
    "study-groups": N_("groups that study lessons"),
    "partners": N_("partners"),
    "events": N_("events beyond the school"),
    "reserve": N_("reserve of future teachers"),
}
# The steps of which portfolios may have a trace.
OF_TEACHERS: tuple[StepKey, ...] = ("mentoring", "reflection", "teacher's cycle", "research")
_STUDY_GROUPS: tuple[GroupType, ...] = ("lesson-study", "curator-method", "budding-tour")
# Groups that are no community of teachers.
_NO_COMMUNITY: tuple[GroupType, ...] = ("council", "reserve")
_OUTSIDE = LEVELS[LEVELS.index("district") :]
_FEW = 5


class Step(NamedTuple):
    """One step: what shows it, the references of that, and the school year that they are of; None without a trace."""

    key: StepKey
    signs: tuple[Sign, ...]
    refs: tuple[str, ...]
    year: str | None


def roadmap(
    own: Portfolio, year: str, facts: Sequence[TeacherFacts], teachers: Mapping[str, Teacher], today: date
) -> list[Step]:
    """The eight steps as of a day, each with its trace in a school year or, where that has none, in the latest before.

    What the school itself has written comes before what stands in portfolios.
    """
    years = {name for item in own.documents if (name := year_of(item))}
    years |= {name for item in facts for name in item.years}
    steps = {key: Step(key, (), (), None) for key in STEPS}
    for name in sorted({name for name in years if name <= year} | {year}, reverse=True):
        signs = dict(_of_school(SchoolYear(own, name, today), today))
        for sign, refs in _of_teachers(name, facts, teachers):
            signs[sign] = [*signs.get(sign, []), *refs]
        for key, step in steps.items():
            of_step = [sign for sign in signs if _STEP_OF[sign] == key]
            if step.year is None and of_step:
                # One reference of every sign comes before the second of any.
                places = [(at, ref) for sign in of_step for at, ref in enumerate(signs[sign])]
                places.sort(key=lambda place: place[0])
                steps[key] = Step(key, tuple(of_step), tuple(ref for _at, ref in places), name)
    return list(steps.values())


def _of_school(year: SchoolYear, today: date) -> Iterator[tuple[Sign, list[str]]]:
    """Yield each sign that the school's own documents of a year give, and its references."""
    pairs = [row for row in year.mentors if row.item.mentor and row.item.novice and not is_own_mentor(row.item)]
    met = dict.fromkeys(row.document.ref for row in year.meetings if row.item.date and row.item.date <= today)
    types = {group.document.ref: group.model.type for group in year.groups}
    surveys = {
        is_climate: [item.document.ref for item in year.surveys if (item.model.type == "climate") == is_climate]
        for is_climate in (True, False)
    }
    studies = [
        item for kind in RESEARCH for item in year.own.of_kind(kind)
        if not item.is_private and holds_answers(item) and item.day and year.has(item.day)
    ]  # fmt: skip
    signs: tuple[tuple[Sign, list[str]], ...] = (
        ("mentors", [row.reference for row in pairs]),
        ("groups", [ref for ref in met if types[ref] not in _NO_COMMUNITY]),
        ("climate", surveys[True]),
        ("agreed", list(dict.fromkeys(row.document.ref for row in year.agreed if row.item.teacher and row.item.date))),
        ("notes", [item.document.ref for item in year.notes]),
        ("diagnostics", surveys[False]),
        ("approved", [item.document.ref for item in year.plans if item.model.approved and item.model.approved.date]),
        ("cycle", [item.document.ref for item in year.cycles if holds_answers(item.document)]),
        ("studies", [item.ref for item in studies]),
        ("study-groups", [ref for ref in met if types[ref] in _STUDY_GROUPS]),
        ("partners", [row.reference for row in year.partners if row.item.together]),
        ("events", [
            row.reference for row in year.events
            if row.item.level in _OUTSIDE and row.item.type != "course" and row.item.date and row.item.date <= today
        ]),
        ("reserve", [ref for ref in met if types[ref] == "reserve"]),
    )  # fmt: skip
    yield from (sign for sign in signs if sign[1])
    if year.visits:
        # The register is private: that it is kept is no secret, where it is stands nowhere.
        yield "visits", []


def _of_teachers(
    year: str, facts: Sequence[TeacherFacts], teachers: Mapping[str, Teacher]
) -> Iterator[tuple[Sign, list[str]]]:
    """Yield each sign that a portfolio gives in a year, and its references."""
    for item in facts:
        of_year = item.years.get(year, YearFacts())
        stages = [stage.ref for documents in of_year.stages.values() for stage in documents if stage.is_final]
        signs: tuple[tuple[Sign, list[str]], ...] = (
            ("mentoring-diaries", of_year.mentoring), ("lessons", of_year.lessons),
            ("self-assessments", of_year.self_assessments), ("stages", stages), ("studies", of_year.research),
        )  # fmt: skip
        for sign, refs in signs:
            if refs:
                yield sign, [as_ref(teachers[item.id], ref) for ref in refs]


def step_label(step: StepKey, lang: Lang) -> str:
    """The name of a step in the guide."""
    return next(row.label[lang] for row in table("roadmap").rows if step in row.names)


def next_command(step: StepKey, own: Portfolio, year: str) -> str:
    """The command that leaves the first trace of a step."""
    kind: dict[StepKey, tuple[str, str]] = {
        "teacher's cycle": ("school-plan", " agreed"), "school's cycle": ("school-cycle", "")
    }  # fmt: skip
    if step in kind:
        name, part = kind[step]
        document = next((item for item in own.of_kind(name) if year_of(item) == year), None)
        path = document.path.relative_to(own.root).as_posix() if document else ""
        return f"pd fill {path}{part}" if path else "pd new-cycle --school"
    return {
        "mentoring": "pd fill school.yaml mentors", "communities": 'pd new group "…"',
        "reflection": 'pd new diagnostic "…"', "data": "pd new analytical-note",
        "research": 'pd new lesson-study "…"', "outside": "pd fill school.yaml partners",
    }[step]  # fmt: skip


def roadmap_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    own, year = source.year.own, source.year.year
    steps = roadmap(own, year, source.facts, source.people.teachers, source.today)
    missing = next((step.key for step in steps if step.year is None), None)
    return [
        PageRow(
            cells=(
                step.key, step.signs or ("none",), step.year,
                next_command(step.key, own, year) if step.key == missing else None,
            ),
            refs=step.refs[:_FEW],
        )
        for step in steps
    ]  # fmt: skip


ROADMAP = PageKind(
    N_("Steps of introducing the model"),
    N_(
        "The steps of `pd guide roadmap`, and the trace of each in the documents. The trace is taken "
        "from this school year or, if there is none, from the latest earlier year that has one; at "
        "most five references stand beside it. A step is not a level of a school, and a trace is not "
        "a mark. The command given is for the first step without a trace."
    ),
    {
        "step": Column(N_("Step"), guide="roadmap"),
        "signs": Column(N_("What shows it"), choices=dict[str, str](_SIGNS.items()) | {"none": N_("no trace yet")}),
        "year": Column(N_("School year")), "next": Column(N_("What to do next")),
    },
    title="step",
    is_list=True,
)  # fmt: skip
