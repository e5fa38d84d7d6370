"""What of the school's year concerns a teacher now: who helps, whether the plan is agreed, what is next and due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pdcli.discovery.files import teacher_id
from pdcli.model.documents import SCHOOL_PREFIX, Decision, MentorLevel, Visit
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school_documents import Row, done_until
from pdcli.portfolio.school_part import SchoolPart, own_part

SOON = timedelta(days=14)


class Helper(NamedTuple):
    """Somebody who accompanies the teacher: a mentor of a level, or a tutor of a group by its title."""

    name: str
    level: MentorLevel | None
    group: str | None


class Coming(NamedTuple):
    """The next meeting of the teacher's groups, event or action of the school's plan, and how the school names it."""

    kind: Literal["meeting", "event", "line"]
    day: date
    what: str
    ref: str


class DueDecision(NamedTuple):
    """A decision that is to be carried out within two weeks, or was to."""

    day: date
    what: str
    overdue: bool
    ref: str


class SchoolNow(NamedTuple):
    """What concerns a teacher on a day. `is_plan_open` says that the teacher has a plan and the school, which keeps one
    itself, has not agreed it; `last_visit` is the last visit of a lesson that has a next step.
    """

    helpers: list[Helper]
    is_plan_open: bool
    coming: list[Coming]
    decisions: list[DueDecision]
    last_visit: Row[Visit] | None


def school_now(portfolio: Portfolio, today: date) -> SchoolNow | None:
    """What the school says to the owner of a portfolio in the school year of a day; None outside a school."""
    year = school_year(today)
    part, school = own_part(portfolio, year), portfolio.school
    if part is None or school is None:
        return None
    is_agreed = any(row.item.date is None or row.item.date <= today for row in part.agreed)
    is_plan_open = not is_agreed and _has_plan(portfolio, year) and school.school_parts.has_plan(year)
    visits = [row for row in part.visits if row.item.step and row.item.date and row.item.date <= today]
    return SchoolNow(
        _helpers(part, portfolio, today),
        is_plan_open,
        _coming(part, today),
        due_decisions(part.decisions, today, SCHOOL_PREFIX),
        max(visits, key=lambda row: row.item.date or date.min, default=None),
    )


def _has_plan(portfolio: Portfolio, year: str) -> bool:
    """Whether a design of the year has a line of a plan that could be agreed."""
    return any(
        line.action
        for folder in portfolio.cycles if folder.school_year == year and folder.design
        for line in folder.design.plan
    )  # fmt: skip


def _helpers(part: SchoolPart, portfolio: Portfolio, today: date) -> list[Helper]:
    school = portfolio.school
    if school is None:
        return []
    own, name = teacher_id(school.root, portfolio.root), school.school_parts.name
    helpers = [
        Helper(name(row.item.mentor.strip()), row.item.level or "methodical", None)
        for row in part.mentors
        if row.item.mentor and _goes_on(row.item.start, row.item.end, today)
    ]
    for membership in part.groups:
        title = membership.group.model.title or membership.group.document.ref
        helpers += [
            Helper(name(member.member.strip()), None, title)
            for member in membership.group.model.members
            if member.role == "tutor" and member.member and member.member.strip() != own
            if _goes_on(member.start, member.end, today)
        ]
    return list(dict.fromkeys(helpers))


def _goes_on(start: date | None, end: date | None, today: date) -> bool:
    return not (start and start > today) and not (end and end < today)


def _coming(part: SchoolPart, today: date) -> list[Coming]:
    titles = {id(item.group.document): item.group.model.title or "" for item in part.groups}
    meetings = [
        Coming("meeting", row.item.date, _joined(titles.get(id(row.document)), row.item.topic), _ref(row.reference))
        for row in part.own_meetings
        if row.item.date and row.item.date >= today
    ]
    events = [
        Coming("event", row.item.date, _joined(row.item.title), _ref(row.reference))
        for row in (*part.led, *part.attended)
        if row.item.date and row.item.date >= today
    ]
    lines = [
        Coming("line", day, _joined(row.item.action), _ref(row.reference))
        for row in part.lines
        if done_until(row.item, today).state == "planned" and (day := _next_day(row.item.start, row.item.end, today))
    ]
    return [item for items in (meetings, events, lines) for item in _first(items)]


def _next_day(start: date | None, end: date | None, today: date) -> date | None:
    """The day when an action begins, else the day when it ends; None for a past one."""
    return next((day for day in (start, end) if day and day >= today), None)


def _first(items: Iterable[Coming]) -> list[Coming]:
    return sorted(items, key=lambda item: item.day)[:1]


def due_decisions(decisions: Iterable[Row[Decision]], today: date, before: str = "") -> list[DueDecision]:
    """Those decisions that are not done and due within two weeks or past due; `before` begins their references."""
    due = [
        DueDecision(row.item.due, _joined(row.item.text), row.item.due < today, f"{before}{row.reference}")
        for row in decisions
        if row.item.due and not done_until(row.item, today).done and row.item.due <= today + SOON
    ]
    return sorted(due, key=lambda item: item.day)


def _joined(*parts: str | None) -> str:
    return ": ".join(" ".join(part.split()) for part in parts if part)


def _ref(reference: str) -> str:
    return f"{SCHOOL_PREFIX}{reference}"
