"""What the documents of a school say of one teacher: mentors, groups, events, plan, decisions, documents."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pdcli.discovery.files import PROFILE_REF, teacher_folders, teacher_id
from pdcli.documents.document import Document
from pdcli.model.documents import (
    AgreedPlan,
    Category,
    Decision,
    Event,
    Group,
    Meeting,
    Member,
    MentorPair,
    SchoolPlanLine,
    Visit,
)  # fmt: skip
from pdcli.model.documents import Portfolio as Profile
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import authors, group_works, members
from pdcli.portfolio.school_documents import AllYears, Row, SchoolYear, Typed
from pdcli.portfolio.school_references import year_of


class Membership(NamedTuple):
    """A group and the row that makes somebody a member of it."""

    group: Typed[Group]
    row: Row[Member]


class Work(NamedTuple):
    """The work of a group, such as a Lesson Study, and the role of a member in it where it names one."""

    document: Document
    role: str | None


@dataclass(frozen=True)
class SchoolPart:
    """What the documents of a school say of one teacher in a school year, or in all of them.

    `meetings` are those of groups where the teacher was present, `own_meetings` all of the teacher's groups. An event
    that the teacher leads and attends is in `led` alone. `lines` are those of the school's plan for the teacher, the
    category or everybody. `visits` are private: only the teacher sees them. Private documents count nowhere else.
    """

    mentors: list[Row[MentorPair]] = field(default_factory=list)
    mentees: list[Row[MentorPair]] = field(default_factory=list)
    groups: list[Membership] = field(default_factory=list)
    meetings: list[Row[Meeting]] = field(default_factory=list)
    own_meetings: list[Row[Meeting]] = field(default_factory=list)
    led: list[Row[Event]] = field(default_factory=list)
    attended: list[Row[Event]] = field(default_factory=list)
    agreed: list[Row[AgreedPlan]] = field(default_factory=list)
    lines: list[Row[SchoolPlanLine]] = field(default_factory=list)
    decisions: list[Row[Decision]] = field(default_factory=list)
    visits: list[Row[Visit]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)


class SchoolParts:
    """The parts of the teachers of one school, each year put together once."""

    def __init__(self, own: Portfolio) -> None:
        self._own = own
        self._years: dict[str | None, _PartsOfYear] = {}
        self._names: dict[str, str] = {}

    def of(self, teacher: str, category: Category | None, year: str | None) -> SchoolPart:
        """The part of a teacher, by id, in a school year; without a year in all of them."""
        parts = self._years.get(year)
        if parts is None:
            source = SchoolYear(self._own, year) if year else AllYears(self._own)
            parts = self._years[year] = _PartsOfYear(source)
        return parts.of(teacher, category)

    def has_plan(self, year: str) -> bool:
        """Whether the school keeps a plan of a school year."""
        return bool(SchoolYear(self._own, year).plans)

    def name(self, person: str) -> str:
        """The name of a teacher or of somebody in `staff`; what the documents say of others."""
        if person not in self._names:
            # A folder comes before a row of `staff` with the same id.
            name = self._name_in_portfolio(person) if person in self._teachers else self._staff.get(person)
            self._names[person] = name or person
        return self._names[person]

    @cached_property
    def _staff(self) -> dict[str, str]:
        staff = AllYears(self._own).school.staff
        return {item.id.strip(): item.name for item in staff if item.id and item.name}

    @cached_property
    def _teachers(self) -> dict[str, str]:
        return {name: str(root / "portfolio.yaml") for name, root in teacher_folders(self._own.root).items()}

    def _name_in_portfolio(self, person: str) -> str | None:
        from pdcli.documents.reader import read_document

        file = self._teachers.get(person)
        document = read_document(file, PROFILE_REF, self._own.forms, self._own.lang) if file else None
        if document is None or document.is_private or not isinstance(document.model, Profile):
            return None
        return document.model.name


class _PartsOfYear:
    """The parts of everybody whom the documents of a year name."""

    def __init__(self, year: SchoolYear) -> None:
        self._parts: dict[str, SchoolPart] = defaultdict(SchoolPart)
        self._lines = year.lines
        # Numbers of lines by the name or category that they are for, and of those for everybody.
        self._numbers_by_name: dict[str, list[int]] = defaultdict(list)
        self._numbers_for_all: list[int] = []
        self._read_people(year)
        self._read_groups(year)
        self._read_plans(year)
        for visit in year.visits:
            if visit.item.teacher:
                self._parts[visit.item.teacher.strip()].visits.append(visit)
        for document in year.own.documents:
            if document.is_private or not _is_in(document, year):
                continue
            for name in dict.fromkeys(name for _loc, name in authors(document)):
                self._parts[name].documents.append(document)
        for document, names in group_works(year.own):
            if _is_in(document, year):
                for name in sorted(names):
                    self._parts[name].works.append(Work(document, _role(document, name)))

    def of(self, teacher: str, category: Category | None) -> SchoolPart:
        part = self._parts.get(teacher) or SchoolPart()
        numbers = {number for name in (teacher, category) if name for number in self._numbers_by_name.get(name, ())}
        numbers.update(self._numbers_for_all)
        return replace(part, lines=[self._lines[number] for number in sorted(numbers)]) if numbers else part

    def _read_people(self, year: SchoolYear) -> None:
        for pair in year.mentors:
            mentor, novice = (pair.item.mentor or "").strip(), (pair.item.novice or "").strip()
            if mentor and novice and mentor != novice:
                self._parts[novice].mentors.append(pair)
                self._parts[mentor].mentees.append(pair)
        for event in year.events:
            leads = _people(event.item.leads)
            for name in leads:
                self._parts[name].led.append(event)
            for name in _people(event.item.participants):
                if name not in leads:
                    self._parts[name].attended.append(event)

    def _read_groups(self, year: SchoolYear) -> None:
        groups = {id(item.document): item for item in year.groups}
        names_by_group: dict[int, dict[str, None]] = defaultdict(dict)
        for row in year.members:
            name = (row.item.member or "").strip()
            if name:
                self._parts[name].groups.append(Membership(groups[id(row.document)], row))
                names_by_group[id(row.document)][name] = None
        for meeting in year.meetings:
            for name in _people(meeting.item.present):
                self._parts[name].meetings.append(meeting)
            for name in names_by_group[id(meeting.document)]:
                self._parts[name].own_meetings.append(meeting)

    def _read_plans(self, year: SchoolYear) -> None:
        for number, line in enumerate(self._lines):
            for name in _people(line.item.for_):
                self._numbers_by_name[name].append(number)
            if not line.item.for_:
                self._numbers_for_all.append(number)
        for agreed in year.agreed:
            if agreed.item.teacher:
                self._parts[agreed.item.teacher.strip()].agreed.append(agreed)
        for decision in (*year.decisions, *year.decisions_of_administration):
            if decision.item.owner:
                self._parts[decision.item.owner.strip()].decisions.append(decision)


def school_part(school: Portfolio, teacher: str, category: Category | None, year: str | None) -> SchoolPart:
    """The part of a teacher in a school: `school` holds its own documents, `teacher` is an id of it; without a year of
    all years.
    """
    return school.school_parts.of(teacher, category, year)


def own_part(portfolio: Portfolio, year: str | None = None) -> SchoolPart | None:
    """The part of the owner of a portfolio; None where the portfolio is in no school."""
    school = portfolio.school
    if school is None:
        return None
    category = portfolio.who.category if portfolio.who else None
    return school_part(school, teacher_id(school.root, portfolio.root), category, year)


def _people(names: tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys(stripped for name in names if (stripped := name.strip()))


def _role(document: Document, name: str) -> str | None:
    """The role of a member in the work of a group, as its document has it."""
    for loc, member in members(document):
        row = document.data["members"][loc[1]]
        if member == name and isinstance(row, dict):
            return str(row["role"]) if row.get("role") else None
    return None


def _is_in(document: Document, year: SchoolYear) -> bool:
    """Whether a document is of a year: by its folder, else by its day; one without either is of every year."""
    stated = year_of(document)
    if stated:
        return isinstance(year, AllYears) or stated == year.year
    return document.day is None or year.has(document.day)
