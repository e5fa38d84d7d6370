"""Where a school stands in its year: the plan, plans agreed with teachers, what is next and due, and the next step."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from pdcli.discovery.files import PROFILE_FILE, PROFILE_REF, outside_target
from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers, unanswered
from pdcli.i18n.messages import joined
from pdcli.i18n.messages import message as _
from pdcli.model.documents import Decision, SchoolPlanLine
from pdcli.model.documents import Portfolio as Profile
from pdcli.model.school_year import as_school_year, quarters, school_year, year_after
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import SchoolFolder
from pdcli.portfolio.school_documents import Row, SchoolYear
from pdcli.portfolio.school_references import year_of
from pdcli.scaffold.at_school import Coming, DueDecision, due_decisions
from pdcli.scaffold.status import Step, shown_path
from pdcli.school.calendar import CalendarEntry, lines_with_event, school_calendar
from pdcli.school.document_count import quarters_of
from pdcli.school.entries import Teacher
from pdcli.school.facts import read_teachers
from pdcli.school.roadmap import OF_TEACHERS, next_command, roadmap
from pdcli.school.roadmap import Step as RoadmapStep

# The month and day by which a plan is approved.
_APPROVED_BY = (10, 1)


class PlanState(NamedTuple):
    """The plan of the year: when it was approved, and its lines by what became of them."""

    approved: date | None
    lines: int
    done: int
    dropped: int
    past_due: int


class SchoolStatus(NamedTuple):
    """A school on a day.

    `typed_year` is that of school.yaml. `plan` is None where the year has none. `agreed` and `teachers` are the ids of
    the teachers whose plan is agreed, and of all. `coming` holds the next meeting, event and action; `due` decisions
    within two weeks or past due, also those of the administration; `quarters_without_note` the numbers of the quarters
    that are over. `roadmap` are the steps by which the model is introduced, `roadmap_next` is the command for the first
    one without a trace.
    """

    year: str
    typed_year: str | None
    plan: PlanState | None
    agreed: list[str]
    teachers: list[str]
    coming: list[Coming]
    due: list[DueDecision]
    quarters_without_note: list[int]
    roadmap: list[RoadmapStep]
    roadmap_next: str | None
    step: Step


def school_status(folder: SchoolFolder, today: date) -> SchoolStatus:
    """The state of a school in the school year of a day. Private documents are left out."""
    year = SchoolYear(folder.own, school_year(today), today)
    entries = school_calendar(year, today)
    plan = _plan(year, entries)
    teachers = list(_teachers(folder))
    agreed = {row.item.teacher.strip() for row in year.agreed if row.item.teacher and row.item.date}
    due = due_decisions((*year.decisions, *year.decisions_of_administration), today)
    without_note = _quarters_without_note(year, today)
    steps = _roadmap(folder, year.year, today)
    missing = next((item.key for item in steps if item.year is None), None)
    return SchoolStatus(
        year.year,
        as_school_year(year.school.school_year),
        plan,
        [name for name in teachers if name in agreed],
        teachers,
        list(_coming(entries, today)),
        due,
        without_note,
        steps,
        next_command(missing, folder.own, year.year) if missing else None,
        _next_step(folder, year, plan, due, without_note, today),
    )


def _roadmap(folder: SchoolFolder, year: str, today: date) -> list[RoadmapStep]:
    """The steps of the roadmap; portfolios are read only where the school's own documents have no trace of one."""
    own = roadmap(folder.own, year, (), {}, today)
    if all(item.year for item in own if item.key in OF_TEACHERS) or not folder.teachers:
        return own
    facts = read_teachers(folder, today)
    return roadmap(folder.own, year, facts, {item.id: Teacher(item.id, item.id) for item in facts}, today)


def _plan(year: SchoolYear, entries: list[CalendarEntry]) -> PlanState | None:
    if _of_year(year.own, "school-plan", year.year) is None:
        return None
    approved = [plan.model.approved.date for plan in year.plans if plan.model.approved and plan.model.approved.date]
    states = [entry.state for entry in entries if entry.kind == "line"]
    return PlanState(
        min(approved, default=None), len(states), states.count("done"), states.count("dropped"),
        states.count("past-due"),
    )  # fmt: skip


def _teachers(folder: SchoolFolder) -> Iterator[str]:
    """Yield the ids of the portfolios of teachers, without those who say that they do not teach."""
    from pdcli.documents.reader import read_document

    for name, root in sorted(folder.teachers.items()):
        file = root / PROFILE_FILE
        profile = None if outside_target(file) else read_document(str(file), PROFILE_REF, folder.own.forms, folder.lang)
        is_open = profile is not None and not profile.is_private and isinstance(profile.model, Profile)
        if not is_open or (profile and isinstance(profile.model, Profile) and profile.model.is_teacher):
            yield name


def _coming(entries: list[CalendarEntry], today: date) -> Iterator[Coming]:
    """Yield the next meeting, event and action of the plan that is not done."""
    kinds: tuple[Literal["meeting", "event", "line"], ...] = ("meeting", "event", "line")
    for kind in kinds:
        days = [
            (day, item) for item in entries if item.kind == kind and item.state == "planned"
            if (day := next((day for day in (item.start, item.end) if day and day >= today), None))
        ]  # fmt: skip
        for day, item in sorted(days, key=lambda pair: pair[0])[:1]:
            yield Coming(kind, day, " ".join(item.text.split()), item.reference)


def _quarters_without_note(year: SchoolYear, today: date) -> list[int]:
    """The numbers of the quarters that are over and have no analytical note, in a document or in school.yaml."""
    covered: set[float] = {number for item in year.notes for number in quarters_of(item, year.year)}
    covered |= {
        row.quarter for row in year.school.notes
        if row.quarter and (as_school_year(row.school_year) or as_school_year(year.school.school_year)) == year.year
    }  # fmt: skip
    return [
        number for number, (_start, end) in enumerate(quarters(year.year), 1) if end < today and number not in covered
    ]


def _next_step(
    folder: SchoolFolder,
    year: SchoolYear,
    plan: PlanState | None,
    due: list[DueDecision],
    without_note: list[int],
    today: date,
) -> Step:
    """The one command that brings the school on."""
    own = folder.own
    if own.unread:
        place = own.unread[0].path.relative_to(own.root).as_posix()
        return Step("pd lint", _("{path} cannot be read; first find out why.").format(path=place))
    broken = next((item for item in own.documents if item.diagnostics), None)
    if broken:
        return Step("pd lint", _("{path} has mistakes that must be fixed first.").format(path=broken.ref))
    if folder.document and unanswered(folder.document):
        return Step(f"pd fill {shown_path(folder.document)}", _("school.yaml has unanswered questions."))
    documents = {kind: _of_year(own, kind, year.year) for kind in ("school-plan", "school-cycle")}
    document = documents["school-plan"]
    if document is None:
        return Step("pd new-cycle --school", _("The school year {year} has no plan yet.").format(year=year.year))
    if not plan or not plan.lines:
        return Step(f"pd fill {shown_path(document)}", _("The plan of the year has no action yet."))
    if not folder.teachers:
        return Step("pd init teachers/…", _("The school has no portfolio of a teacher yet."))
    empty_group = next((item for item in own.of_kind("group") if not holds_answers(item)), None)
    if not year.groups and empty_group:
        return Step(f"pd fill {shown_path(empty_group)}", _("The group has no members and no meetings yet."))
    if not year.groups:
        return Step('pd new group "…"', _("The school has no group yet."))
    if plan.approved is None and today >= date(year.first.year, *_APPROVED_BY):
        return Step(f"pd fill {shown_path(document)} approved", _("The plan of the year is not approved yet."))
    late = {item.ref for item in due if item.overdue}
    for decision in (*year.decisions, *year.decisions_of_administration):
        if decision.reference in late:
            return Step(_fill_row(decision), _("A decision is past due: write `done` or another day."))
    with_event = lines_with_event(year, today)
    for line in year.lines:
        day = line.item.end or line.item.start
        if line.item.state == "planned" and day and day < today:
            is_held = (line.document.ref, line.number) in with_event
            late_action = _("An action of the plan is past due: write `done`, `dropped` or another day.")
            return Step(
                _fill_row(line),
                _("An event for this action was held: enter the day in `done`.") if is_held else late_action,
            )
    if without_note:
        text = _("These quarters are over and have no analytical note: {numbers}.")
        return Step("pd new analytical-note", text.format(numbers=joined(map(str, without_note))))
    cycle = documents["school-cycle"]
    if today > quarters(year.year)[-1][1]:
        if cycle and unanswered(cycle):
            return Step(f"pd fill {shown_path(cycle)}", _("The year is over: say what the administration did."))
        following = year_after(year.year)
        if _of_year(own, "school-plan", following) is None:
            return Step(f"pd new-cycle --school --year {following}", _("The year is over: the next one can begin."))
    return Step("pd school", _("Nothing is late. The numbers of the year:"))


def _fill_row(row: Row[Decision] | Row[SchoolPlanLine]) -> str:
    """The command that asks about a row."""
    path = shown_path(row.document)
    return f"pd fill {path} {row.item.id}" if row.item.id else f"pd fill --all {path}"


def _of_year(own: Portfolio, kind: str, year: str) -> Document | None:
    return next((item for item in own.of_kind(kind) if year_of(item) == year), None)
