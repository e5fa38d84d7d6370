"""The facts of one portfolio that a school counts, per school year: small values, so that portfolios are not kept.

Of private documents only their number is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdcli.attestation.confirmations import PortfolioConfirmations, StandingCounts, standing_counts
from pdcli.attestation.readiness import category_end
from pdcli.attestation.result_criteria import means_by_year
from pdcli.diagnostics import Diagnostic
from pdcli.discovery.files import teacher_id
from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers
from pdcli.i18n import Lang
from pdcli.model.documents import SCHOOL_PREFIX, STAGES, Category, CompetenceGroup, Goal, PlanItem, Results
from pdcli.model.record import Value
from pdcli.model.school_year import school_year
from pdcli.portfolio.learning import Certificate, certificates
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.routes import routes
from pdcli.portfolio.school import SchoolFolder, group_works
from pdcli.portfolio.school_references import year_of
from pdcli.runtime.parallel import map_portfolios
from pdcli.summary.files import FileCounts, file_counts

LESSONS = ("lesson-analysis", "self-analysis")
REFLECTIVE = ("lesson-study", "lesson-observation")
RESEARCH = ("lesson-study", "action-research")


class StageFact(NamedTuple):
    """A document of one of the five stages; `is_started`: it holds an answer."""

    ref: str
    is_final: bool
    is_started: bool


class PlanLine(NamedTuple):
    """A line of a plan of professional development, the ref of its document, and the school's goal that it serves."""

    ref: str
    item: PlanItem
    school_goal: str | None


class GoalFact(NamedTuple):
    """A goal, what shows it, its group of competences, and the school's goal that it serves.

    `result` is what was measured for it, with the value before; `reached` is how far it was reached, `result_ref` the
    document that says both.
    """

    ref: str
    text: str
    indicator: str | None
    competence: CompetenceGroup | None
    school_goal: str | None
    result: str | None
    reached: str | None
    result_ref: str


class AreaFact(NamedTuple):
    """A growth area, and what is planned for it."""

    ref: str
    title: str
    lang: Lang
    is_planned: bool
    has_mentor: bool


class RouteFact(NamedTuple):
    """A route or route sheet, and how many of its rows are done and how many filled in."""

    ref: str
    done: int
    filled: int
    total: int


@dataclass(slots=True)
class YearFacts:
    """One teacher in one school year: lists of refs and facts; `mentoring` has the diaries with a meeting."""

    cycles: list[str] = field(default_factory=list)
    complete: list[str] = field(default_factory=list)
    stages: dict[str, list[StageFact]] = field(default_factory=dict)
    plan: list[PlanLine] = field(default_factory=list)
    goals: list[GoalFact] = field(default_factory=list)
    areas: list[AreaFact] = field(default_factory=list)
    self_assessments: list[str] = field(default_factory=list)
    lessons: list[str] = field(default_factory=list)
    lesson_days: list[date] = field(default_factory=list)
    reflective: list[str] = field(default_factory=list)
    research: list[str] = field(default_factory=list)
    routes: list[RouteFact] = field(default_factory=list)
    mentoring: list[str] = field(default_factory=list)


class TeacherFacts(Value):
    """One teacher: `id` is the path of the portfolio in the school, `name` that of portfolio.yaml.

    `role` and `category` are keys of portfolio.yaml; `is_teacher` says whether this person is one of the school's
    teachers. `category_end` is the last day of the category, `course` the day of the last course in the register,
    `certificates` are its rows with hours.
    `quality` is the mean quality of knowledge by the first calendar year of a school year, `results` where it is.
    `unread` are the causes why files below `root` cannot be read.
    """

    id: str
    root: Path
    name: str | None
    role: str | None
    is_teacher: bool
    is_novice: bool
    category: Category | None
    category_end: date | None
    course: date | None
    certificates: tuple[Certificate, ...]
    quality: dict[int, float]
    results: str | None
    years: dict[str, YearFacts]
    private: int
    unread: tuple[Diagnostic, ...]
    files: FileCounts
    evidence: StandingCounts


def read_teachers(folder: SchoolFolder, today: date, jobs: int | None = None) -> list[TeacherFacts]:
    """The facts of every portfolio as of a day, each read once, in `jobs` processes (None: as many as pay)."""
    teachers = map_portfolios(
        _read_portfolios, list(folder.teachers.values()), _Request(folder.root, folder.own.trust, today), jobs
    )
    _add_group_works(folder, teachers)
    return teachers


def _add_group_works(folder: SchoolFolder, teachers: Sequence[TeacherFacts]) -> None:
    """Add the reflective work of groups that the school keeps to the facts of each member."""
    for document, names in group_works(folder.own):
        year = _year(document)
        if document.kind in REFLECTIVE and year and holds_answers(document):
            for item in teachers:
                if item.id in names:
                    item.years.setdefault(year, YearFacts()).reflective.append(f"{SCHOOL_PREFIX}{document.ref}")


class _Request(NamedTuple):
    """What the workers need to read portfolios: the folder of the school, the trust, and the day."""

    school: Path
    trust: Trust
    today: date


def _read_portfolios(roots: Sequence[Path], request: _Request) -> list[TeacherFacts]:
    schools = Schools()
    return [
        teacher_facts(
            teacher_id(request.school, root), read_portfolio(root, request.trust, schools=schools), request.today
        )
        for root in roots
    ]


def teacher_facts(name: str, portfolio: Portfolio, today: date) -> TeacherFacts:
    """The facts of one portfolio as of a day."""
    years: dict[str, YearFacts] = {}
    in_cycles = {id(item) for folder in portfolio.cycles for item in folder.documents}
    for folder in portfolio.cycles:
        if folder.school_year:
            _add_cycle(years.setdefault(folder.school_year, YearFacts()), folder)
    for item in _public_documents(portfolio.documents):
        if id(item) not in in_cycles and (year := _year(item)):
            facts = years.setdefault(year, YearFacts())
            _add_document(facts, item)
            if item.kind == "mentoring" and _has_met(item, today):
                facts.mentoring.append(item.ref)
    for route in routes(portfolio):
        years.setdefault(route.school_year, YearFacts()).routes.append(
            RouteFact(route.document.ref, route.rows.done, route.rows.filled, route.rows.total)
        )
    results = [item for item in portfolio.of_kind("results") if not item.is_private]
    courses = certificates(portfolio)
    who, profile = portfolio.who, portfolio.profile
    is_open = who is not None and profile is not None and not profile.is_private
    return TeacherFacts(
        id=name,
        root=portfolio.root,
        name=who.name if who and is_open else None,
        role=who.role if who and is_open else None,
        is_teacher=who.is_teacher if who and is_open else True,
        is_novice=bool(who and is_open and who.novice),
        category=who.category if who and is_open else None,
        category_end=category_end(portfolio, portfolio.packs.current(today)) if is_open else None,
        course=max((item.day for item in courses if item.day), default=None),
        certificates=tuple(courses),
        quality=means_by_year(
            (row.year, row.pupils, row.quality)
            for item in results
            if isinstance(item.model, Results)
            for row in item.model.years
        )[0],
        results=results[0].ref if results else None,
        years=years,
        private=sum(item.is_private for item in portfolio.documents),
        unread=portfolio.unread,
        files=file_counts(portfolio.ledger.counts),
        evidence=standing_counts(PortfolioConfirmations(portfolio), portfolio),
    )


def _public_documents(documents: list[Document]) -> Iterator[Document]:
    return (item for item in documents if not item.is_private and item.form is not None)


def _year(document: Document) -> str | None:
    """The school year of a document outside cycles: that of its folder or the one it names, else that of its day."""
    return year_of(document) or (school_year(document.day) if document.day else None)


def _has_met(document: Document, today: date) -> bool:
    """Whether a mentoring diary notes a meeting that was held by a day."""
    rows = document.data.get("meetings")
    days = (row.get("date") for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict))
    return any(day and str(day).strip() <= today.isoformat() for day in days)


def _add_document(facts: YearFacts, document: Document) -> None:
    if not holds_answers(document):
        return
    if document.kind == "self-assessment":
        facts.self_assessments.append(document.ref)
    elif document.kind in LESSONS:
        facts.lessons.append(document.ref)
        if document.day:
            facts.lesson_days.append(document.day)
    elif document.kind in REFLECTIVE:
        facts.reflective.append(document.ref)
    if document.kind in RESEARCH:
        facts.research.append(document.ref)


def _add_cycle(facts: YearFacts, folder: CycleFolder) -> None:
    stages = {stage: item for stage, item in folder.stages.items() if not item.is_private}
    facts.cycles.append(folder.name)
    for stage, item in stages.items():
        facts.stages.setdefault(stage, []).append(StageFact(item.ref, item.is_final, holds_answers(item)))
    if all(stage in stages and stages[stage].is_final for stage in STAGES):
        facts.complete.append(folder.path.relative_to(folder.path.parent.parent).as_posix())
    for item in _public_documents(folder.documents):
        _add_document(facts, item)
    design = folder.design if "design" in stages else None
    lines = [line for line in design.plan if line.action] if design else []
    if design:
        ref = stages["design"].ref
        school_goals = {goal.id: _school_goal(goal) for goal in design.goals}
        facts.plan += [PlanLine(ref, line, school_goals.get(line.goal or "")) for line in lines]
        results = folder.approbation.results if folder.approbation and "approbation" in stages else ()
        result_ref = stages["approbation"].ref if results else ref
        measured = {result.goal: result.measured for result in results if result.measured}
        reached = {result.goal: result.reached for result in results if result.reached}
        facts.goals += [
            GoalFact(
                ref, goal.goal or goal.id, goal.indicator, goal.competence, school_goals[goal.id],
                _change(goal.baseline, measured.get(goal.id)), reached.get(goal.id), result_ref,
            )
            for goal in design.goals
        ]  # fmt: skip
    if folder.reflection and "reflection" in stages:
        document = stages["reflection"]
        for area in folder.reflection.growth_areas:
            goals = {goal.id for goal in design.goals if area.id in goal.from_} if design else set()
            actions = [line for line in lines if line.goal in goals]
            if area.title:
                facts.areas.append(
                    AreaFact(
                        document.ref, area.title, document.lang, bool(actions), any(line.mentor for line in actions)
                    )
                )


def _change(baseline: str | None, measured: str | None) -> str | None:
    """What was measured, after what it was before where that is known."""
    return f"{baseline} → {measured}" if baseline and measured else measured


def _school_goal(goal: Goal) -> str | None:
    return (goal.school_goal or "").strip().removeprefix(SCHOOL_PREFIX) or None
