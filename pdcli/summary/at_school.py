"""What the school's own documents say of a teacher, beside what the portfolio says of the same."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pdcli.discovery.unpacked import packed_school_part
from pdcli.documents.document import Document
from pdcli.i18n import Lang
from pdcli.model.documents import SCHOOL_PREFIX, EventType, GroupType, LearningForm, Level, MentorLevel, is_of_school
from pdcli.model.privacy import Digest, Hidden, Key, Label, Text, Word
from pdcli.model.record import Value
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio, cycle_of
from pdcli.portfolio.school_documents import Row
from pdcli.portfolio.school_part import Membership, SchoolPart, SchoolParts, own_part
from pdcli.portfolio.school_references import SchoolReferences
from pdcli.text.same_person import same_person


class Statement(Value):
    """Where a portfolio says the same: a document of it or a line of the register, with form, level and hours there."""

    ref: Text
    title: Label
    evidence: Key | None = None
    form: Word | None = None
    level: Word | None = None
    hours: float | None = None


class HeldRole(Value):
    """A role that the teacher had in a group, and from when to when."""

    role: Word
    start: date | None
    end: date | None


class GroupRole(Value):
    """A group of the school, the teacher's role in it, and the number of its meetings with the teacher present.

    `role` is the last one, `start` and `end` are the bounds of all; where there were several, they are in `roles`.
    `meetings` is None where no meeting of the group names who was present.
    """

    ref: Hidden
    title: Text | None
    type: GroupType | None
    role: Word
    start: date | None
    end: date | None
    meetings: int | None
    stated: tuple[Statement, ...] = ()
    roles: tuple[HeldRole, ...] = ()


class SchoolEvent(Value):
    """An event of the school that the teacher led or took part in."""

    ref: Hidden
    is_led: bool
    date: date | None
    type: EventType | None
    title: Text | None
    form: LearningForm | None
    level: Level | None
    hours: float | None
    stated: tuple[Statement, ...] = ()


class MentoringPair(Value):
    """A pair of mentor and novice; `person` is the other one, whom a packet names only where the teacher does."""

    ref: Hidden
    is_mentor: bool
    person: Hidden | None
    level: MentorLevel | None
    start: date | None
    end: date | None
    stated: tuple[Statement, ...] = ()


class FormHours(Value):
    """Hours of the events of one form that the teacher took part in, in a school year: those of `events`, of which
    `without_hours` have none.
    """

    school_year: Key
    form: LearningForm | None
    hours: float
    events: tuple[Hidden, ...]
    without_hours: int


class DecisionDone(Value):
    """A decision that the teacher was to carry out and has carried out."""

    ref: Hidden
    text: Text | None
    due: date | None
    done: date | None
    result: Text | None


class SchoolSource(Value):
    """A document of the school when a packet was made: its file in the school, and its SHA-256 in hexadecimal."""

    file: Hidden
    sha256: Digest


class SchoolCopy(Value):
    """What a packet copies of a school: when, and from which documents. `is_readable` is false for a copy that is
    broken, of which nothing is shown.
    """

    day: date | None
    sources: tuple[SchoolSource, ...]
    is_readable: bool = True


class AtSchool(Value):
    """What the documents of the school say of a teacher in all school years. Drafts and private ones say nothing.

    With a `copy` it comes from a packet, whose maker may have written it.
    """

    groups: tuple[GroupRole, ...]
    events: tuple[SchoolEvent, ...]
    pairs: tuple[MentoringPair, ...]
    hours: tuple[FormHours, ...]
    decisions: tuple[DecisionDone, ...]
    copy: SchoolCopy | None = None


def at_school(portfolio: Portfolio, lang: Lang, today: date) -> AtSchool | None:
    """What the school confirms of a teacher up to a day, in an unpacked packet its copy; None where it says nothing."""
    copy = packed_school_part(portfolio.root)
    if copy:
        # Few portfolios are unpacked packets.
        from pdcli.summary.school_copy import read_copy

        return read_copy(copy)
    part = own_part(portfolio)
    if part is None or portfolio.school is None:
        return None
    part = confirmed_part(part, today)
    if not (part.groups or part.led or part.attended or part.mentors or part.mentees or part.decisions):
        return None
    statements = _Statements(portfolio, lang)
    names = portfolio.school.school_parts
    events = sorted(
        (*_events(part.led, statements, is_led=True), *_events(part.attended, statements, is_led=False)),
        key=lambda event: event.date or date.min,
        reverse=True,
    )
    return AtSchool(
        tuple(_groups(part, statements)),
        tuple(events),
        tuple(_pairs(part, names, statements)),
        tuple(_hours(events)),
        tuple(
            DecisionDone(_ref(row), row.item.text, row.item.due, row.item.done, row.item.result)
            for row in sorted(part.decisions, key=lambda row: row.item.done or date.min)
        ),
    )


def confirmed_part(part: SchoolPart, today: date) -> SchoolPart:
    """The part without drafts, without what is to come, and without decisions that are not carried out. A list of
    mentors is never finished.
    """

    def has_come(day: date | None) -> bool:
        return day is None or day <= today

    return SchoolPart(
        mentors=[row for row in part.mentors if has_come(row.item.start)],
        mentees=[row for row in part.mentees if has_come(row.item.start)],
        groups=[
            item for item in part.groups
            if item.group.document.is_final and has_come(item.row.item.start or item.group.model.start)
        ],
        meetings=[row for row in part.meetings if row.document.is_final and has_come(row.item.date)],
        own_meetings=[row for row in part.own_meetings if row.document.is_final and has_come(row.item.date)],
        led=[row for row in part.led if row.document.is_final and has_come(row.item.date)],
        attended=[row for row in part.attended if row.document.is_final and has_come(row.item.date)],
        decisions=[
            row for row in part.decisions if row.document.is_final and row.item.done and row.item.done <= today
        ],
    )  # fmt: skip


def _ref(row: Row[Any]) -> str:
    return f"{SCHOOL_PREFIX}{row.reference}"


def _groups(part: SchoolPart, statements: "_Statements") -> Iterator[GroupRole]:
    """Yield each group once, whatever roles the teacher had in it one after the other."""
    memberships: dict[str, list[Membership]] = {}
    for item in part.groups:
        memberships.setdefault(item.group.document.ref, []).append(item)
    for items in memberships.values():
        group, row = items[0]
        roles = sorted((_held_role(item) for item in items), key=lambda role: role.start or date.min)
        ends = [role.end for role in roles if role.end]
        names_people = any(item.document is group.document and item.item.present for item in part.own_meetings)
        meetings = sum(item.document is group.document for item in part.meetings) if names_people else None
        yield GroupRole(
            _ref(row), group.model.title, group.model.type, roles[-1].role,
            roles[0].start, max(ends) if len(ends) == len(roles) else None, meetings,
            statements.of(group.document, None), tuple(roles) if len(roles) > 1 else (),
        )  # fmt: skip


def _held_role(item: Membership) -> HeldRole:
    member, group = item.row.item, item.group.model
    return HeldRole(member.role or "member", member.start or group.start, member.end or group.end)


def _events(rows: Sequence[Row[Any]], statements: "_Statements", is_led: bool) -> Iterator[SchoolEvent]:
    for row in rows:
        item = row.item
        certificates = statements.of_course(item.date) if item.type == "course" else ()
        stated = (*statements.of(row.document, row), *certificates)
        yield SchoolEvent(
            _ref(row), is_led, item.date, item.type, item.title, item.form, item.level, item.hours,
            tuple(dict.fromkeys(stated)),
        )  # fmt: skip


def _pairs(part: SchoolPart, names: SchoolParts, statements: "_Statements") -> Iterator[MentoringPair]:
    for row in part.mentors:
        pair = row.item
        person = names.name((pair.mentor or "").strip())
        stated = (*statements.of(row.document, row), *statements.of_mentor(person))
        yield MentoringPair(_ref(row), False, person, pair.level, pair.start, pair.end, tuple(dict.fromkeys(stated)))
    for row in part.mentees:
        pair = row.item
        person = names.name((pair.novice or "").strip())
        yield MentoringPair(
            _ref(row), True, person, pair.level, pair.start, pair.end, statements.of(row.document, row)
        )  # fmt: skip


def _hours(events: Sequence[SchoolEvent]) -> Iterator[FormHours]:
    attended: dict[tuple[str, LearningForm | None], list[SchoolEvent]] = {}
    for event in events:
        if event.date and not event.is_led:
            attended.setdefault((school_year(event.date), event.form), []).append(event)
    for (year, form), items in attended.items():
        hours = sum(event.hours or 0 for event in items)
        without = sum(event.hours is None for event in items)
        yield FormHours(year, form, hours, tuple(event.ref for event in items), without)


class _Mention(NamedTuple):
    """A reference to the school in a document of a portfolio, and the row around it."""

    document: Document
    row: dict[str, Any]
    reference: str


class _Statements:
    """What a portfolio says of what its school says, matched by references, by the day of a course, by the mentor."""

    def __init__(self, portfolio: Portfolio, lang: Lang) -> None:
        self._portfolio = portfolio
        self._lang = lang
        self._by_target: dict[tuple[str, tuple[str, int] | None], list[Statement]] = {}
        references = SchoolReferences(portfolio.school) if portfolio.school else None
        for document in portfolio.documents:
            if document.is_private or references is None:
                continue
            for mention in _mentions(document, document.data, {}):
                target = references.target(mention.reference, year=None)
                if target:
                    key = (target.document.ref, target.row)
                    self._by_target.setdefault(key, []).append(self._statement(document, mention.row))

    def of(self, document: Document, row: Row[Any] | None) -> tuple[Statement, ...]:
        """Where the portfolio refers to a document of the school or a row of it."""
        place = (row.table, row.number) if row else None
        return tuple(dict.fromkeys(self._by_target.get((document.ref, place), ())))

    def of_course(self, day: date | None) -> tuple[Statement, ...]:
        """The certificates of this day."""
        return tuple(
            Statement("evidence", item.title or item.id, item.id, None, item.level, item.hours)
            for item in self._portfolio.evidence.values()
            if day and item.date == day and item.kind == "certificate" and not item.private
        )

    def of_mentor(self, name: str) -> tuple[Statement, ...]:
        """The plans that name this mentor."""
        return tuple(
            self._statement(document, {})
            for cycle in self._portfolio.cycles
            if cycle.design and (document := cycle.stages.get("design")) and not document.is_private
            if any(item.mentor and same_person(item.mentor, name) for item in cycle.design.plan)
        )

    def _statement(self, document: Document, row: dict[str, Any]) -> Statement:
        form, level, hours = row.get("form"), row.get("level"), row.get("hours")
        # The documents of all cycles have the same title.
        title = ", ".join(part for part in (document.title_for(self._lang), cycle_of(document)) if part)
        return Statement(
            document.ref, title, None,
            form if isinstance(form, str) else None,
            level if isinstance(level, str) else None,
            float(hours) if isinstance(hours, int | float) else None,
        )  # fmt: skip


def _mentions(document: Document, value: Any, row: dict[str, Any]) -> Iterator[_Mention]:
    if isinstance(value, str):
        if is_of_school(value.strip()):
            yield _Mention(document, row, value.strip())
    elif isinstance(value, dict):
        for part in value.values():
            yield from _mentions(document, part, value)
    elif isinstance(value, list):
        for part in value:
            yield from _mentions(document, part, row)
