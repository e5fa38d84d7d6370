"""What a school has written of one school year, typed: its plan, events, notes, surveys, groups and cycle."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers, is_blank
from pdcli.model.documents import (
    AgreedPlan,
    AnalyticalNote,
    Decision,
    Event,
    Events,
    Group,
    GroupType,
    Head,
    Meeting,
    Member,
    MentorPair,
    Part,
    Partner,
    School,
    SchoolCorrection,
    SchoolCycle,
    SchoolNeed,
    SchoolPlan,
    SchoolPlanLine,
    Survey,
    Visit,
    Visits,
)  # fmt: skip
from pdcli.model.school_year import bounds, quarters, quarters_with
from pdcli.portfolio.portfolio import Portfolio, role_precedence
from pdcli.portfolio.school_references import row_reference, year_of

H = TypeVar("H", bound=Head)
P = TypeVar("P", bound=Part)
# What is written for a year is decided before it begins, and written down after it is over.
_TIME_FOR_PAPERS = timedelta(days=184)
# The day on which something was done or settled.
_DAYS_OF_DEEDS = ("done", "dropped", "closed", "trained_on")
# Groups that work together all the year round; others meet as their task needs it.
_MEETING_ALL_YEAR: frozenset[GroupType] = frozenset((
    "association", "learning-community", "interdisciplinary", "creative", "lesson-study", "curator-method",
    "development-team", "novice-school", "club", "council",
))  # fmt: skip


class Typed(NamedTuple, Generic[H]):
    """A document and its typed model."""

    document: Document
    model: H


class Row(NamedTuple, Generic[P]):
    """A row of a document: its table and number from 0, and the typed item."""

    document: Document
    table: str
    number: int
    item: P

    @property
    def reference(self) -> str:
        """How documents of the school name it; without an id, the reference of its document."""
        name: str | None = getattr(self.item, "id", None)
        return row_reference(self.document, name)


class SchoolYear:
    """The documents of a school in one school year. Private ones count nowhere but in `visits`, of which only counts
    may be shown; blank ones and those that cannot be read are left out, and so are rows dated outside the year.

    With `today` nothing is done, agreed or approved on a later day.
    """

    def __init__(self, own: Portfolio, year: str, today: date | None = None) -> None:
        self.own = own
        self.year = year
        self.today = today
        self.first, self.last = bounds(year)

    @cached_property
    def school(self) -> School:
        """school.yaml; an empty one where there is none to be read."""
        return next((item.model for item in self._all("school", School)), School(kind="school"))

    @cached_property
    def mentors(self) -> list[Row[MentorPair]]:
        """The pairs of the year: those that have not ended before it and have not begun after it."""
        return [
            row for item in self._all("school", School) for row in rows(item.document, "mentors", item.model.mentors)
            if not (row.item.start and row.item.start > self.last) and not (row.item.end and row.item.end < self.first)
        ]  # fmt: skip

    @cached_property
    def partners(self) -> list[Row[Partner]]:
        """The partners of the year: those that have not ended before it and have not begun after it."""
        return [
            row for item in self._all("school", School) for row in rows(item.document, "partners", item.model.partners)
            if not (row.item.start and row.item.start > self.last) and not (row.item.end and row.item.end < self.first)
        ]  # fmt: skip

    @cached_property
    def plans(self) -> list[Typed[SchoolPlan]]:
        """The plans of the year; a school that keeps two has two."""
        plans = self._of_year("school-plan", SchoolPlan)
        return [Typed(plan.document, _approved_until(plan.model, self.today)) for plan in plans]

    @cached_property
    def lines(self) -> list[Row[SchoolPlanLine]]:
        """The lines of the plans."""
        return [row for plan in self.plans for row in self._rows(plan.document, "lines", plan.model.lines)]

    @cached_property
    def needs(self) -> list[Row[SchoolNeed]]:
        """The needs of the plans."""
        return [row for plan in self.plans for row in rows(plan.document, "needs", plan.model.needs)]

    @cached_property
    def agreed(self) -> list[Row[AgreedPlan]]:
        """Which individual plans of teachers are agreed."""
        return [row for plan in self.plans for row in self._rows(plan.document, "agreed", plan.model.agreed)]

    @cached_property
    def events(self) -> list[Row[Event]]:
        """The events of the year, and those without a day."""
        registers = self._of_year("events", Events)
        return [
            row for item in registers for row in rows(item.document, "items", item.model.items)
            if row.item.date is None or self.has(row.item.date)
        ]  # fmt: skip

    @cached_property
    def visits(self) -> list[Row[Visit]]:
        """The visits of lessons. They are private: others see counts, a teacher the own ones."""
        registers = self._of_year("visits", Visits, private=True)
        return [
            row for item in registers for row in self._rows(item.document, "items", item.model.items)
            if row.item.date is None or self.has(row.item.date)
        ]  # fmt: skip

    @cached_property
    def notes(self) -> list[Typed[AnalyticalNote]]:
        """The analytical notes that are documents; `school.notes` may list others."""
        return [item for item in self._of_year("analytical-note", AnalyticalNote) if holds_answers(item.document)]

    @cached_property
    def surveys(self) -> list[Typed[Survey]]:
        """The diagnostics of the year."""
        surveys = self._of_year("diagnostic", Survey)
        return [
            item for item in surveys
            if (item.model.date is None or self.has(item.model.date))
            and (holds_answers(item.document) or item.model.asked is not None or item.model.answered is not None)
        ]  # fmt: skip

    @cached_property
    def groups(self) -> list[Typed[Group]]:
        """The groups that exist in the year: those that have not ended before it and have not begun after it. A draft
        without members, meetings and decisions is none yet.
        """
        return [
            item for item in self._all("group", Group)
            if holds_answers(item.document)
            and not (item.model.start and item.model.start > self.last)
            and not (item.model.end and item.model.end < self.first)
        ]  # fmt: skip

    @cached_property
    def members(self) -> list[Row[Member]]:
        """The members of the groups in the year."""
        return [
            row for item in self.groups for row in self._rows(item.document, "members", item.model.members)
            if row.item.member
            and not (row.item.start and row.item.start > self.last)
            and not (row.item.end and row.item.end < self.first)
        ]  # fmt: skip

    @cached_property
    def meetings(self) -> list[Row[Meeting]]:
        """The meetings of the groups with a day in the year."""
        return [
            row for item in self.groups for row in rows(item.document, "meetings", item.model.meetings)
            if row.item.date and self.has(row.item.date)
        ]  # fmt: skip

    @cached_property
    def decisions(self) -> list[Row[Decision]]:
        """The decisions of groups in the year: by the day of the meeting in `because`, else by when they are due or
        done; one without any day is of every year.
        """
        decisions = []
        for group in self.groups:
            days = {meeting.id: meeting.date for meeting in group.model.meetings}
            for row in self._rows(group.document, "decisions", group.model.decisions):
                meeting_day = next((days[name] for name in row.item.because if days.get(name)), None)
                day = meeting_day or row.item.due or row.item.done
                if day is None or self.has(day):
                    decisions.append(row)
        return decisions

    @cached_property
    def cycles(self) -> list[Typed[SchoolCycle]]:
        """The administration's own cycle of the year."""
        return self._of_year("school-cycle", SchoolCycle)

    @cached_property
    def decisions_of_administration(self) -> list[Row[Decision]]:
        """The decisions in the administration's own cycle."""
        return [row for item in self.cycles for row in self._rows(item.document, "decisions", item.model.decisions)]

    @cached_property
    def corrections(self) -> list[Row[SchoolCorrection]]:
        """What the administration's own cycle says the next plan does differently."""
        return [row for item in self.cycles for row in rows(item.document, "corrections", item.model.corrections)]

    @property
    def is_documented(self) -> bool:
        """Whether the school has written anything of what was done in the year."""
        return bool(self.plans or self.events or self.visits or self.notes or self.surveys)

    def has(self, day: date) -> bool:
        """Whether a day is in the year."""
        return self.first <= day <= self.last

    def _rows(self, document: Document, table: str, items: Sequence[P]) -> list[Row[P]]:
        """The rows of a table, as they are known today."""
        return rows(document, table, [done_until(item, self.today) for item in items])

    def _all(self, kind: str, of: type[H], private: bool = False) -> Iterator[Typed[H]]:
        for document in sorted(self.own.of_kind(kind), key=role_precedence):
            if isinstance(document.model, of) and (private or not document.is_private) and not is_blank(document):
                yield Typed(document, document.model)

    def _of_year(self, kind: str, of: type[H], private: bool = False) -> list[Typed[H]]:
        return [item for item in self._all(kind, of, private) if year_of(item.document) == self.year]


class AllYears(SchoolYear):
    """The documents of a school of whatever school year."""

    def __init__(self, own: Portfolio) -> None:
        self.own = own
        self.year = ""
        self.today = None
        self.first, self.last = date.min, date.max

    def _of_year(self, kind: str, of: type[H], private: bool = False) -> list[Typed[H]]:
        return list(self._all(kind, of, private))


class SchoolYears:
    """The school years of one school, each put together once, as of a day."""

    def __init__(self, own: Portfolio, today: date | None = None) -> None:
        self._own = own
        self._today = today
        self._years: dict[str, SchoolYear] = {}

    def year(self, year: str) -> SchoolYear:
        """The documents of a year."""
        return self._years.setdefault(year, SchoolYear(self._own, year, self._today))


def quarters_met(group: Group, year: str, today: date) -> dict[int, bool]:
    """Number of each quarter of a year that is over and in which a group was at work -> whether it met.

    None for a group that need not meet all the year round, and for one with a meeting without a day, which may have
    been in any quarter.
    """
    days = [meeting.date for meeting in group.meetings if meeting.date]
    if group.type not in _MEETING_ALL_YEAR or len(days) < len(group.meetings):
        return {}
    begin = min([*days, *([group.start] if group.start else [])], default=bounds(year)[0])
    return {
        number: has_met
        for (number, has_met), (start, end) in zip(
            quarters_with(days, year, today).items(), quarters(year), strict=False
        )
        if begin <= start and not (group.end and group.end < end)
    }


def rows(document: Document, table: str, items: Sequence[P]) -> list[Row[P]]:
    """The rows of a table of a document."""
    return [Row(document, table, index, item) for index, item in enumerate(items)]


def days_of_papers(year: str) -> tuple[date, date]:
    """The first and the last day on which what is written for a school year may be decided, agreed or written down."""
    first, last = bounds(year)
    earliest = first - min(_TIME_FOR_PAPERS, first - date.min)
    return earliest, last + min(_TIME_FOR_PAPERS, date.max - last)


def done_until(item: P, today: date | None) -> P:
    """A row without what it says was done after today."""
    if today is None:
        return item
    names = (*_DAYS_OF_DEEDS, "date") if isinstance(item, AgreedPlan) else _DAYS_OF_DEEDS
    answers = vars(item)
    later: dict[str, object] = {
        name: None for name in names if isinstance(day := answers.get(name), date) and day > today
    }
    if isinstance(item, AgreedPlan) and any(day > today for day in item.reviewed):
        later["reviewed"] = tuple(day for day in item.reviewed if day <= today)
    return item.replace(**later) if later else item


def _approved_until(plan: SchoolPlan, today: date | None) -> SchoolPlan:
    """A plan without an approval after today."""
    day = plan.approved.date if plan.approved else None
    return plan.replace(approved=None) if today and day and day > today else plan
