"""Pages of a school's report on people who work together: groups, mentors, and what was held."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pdcli.i18n import N_
from pdcli.model.documents import Event, LearningForm
from pdcli.model.school_year import school_year
from pdcli.portfolio.learning import Certificate, is_same_learning
from pdcli.portfolio.school import mentor_pairs
from pdcli.school.entries import Teacher, as_ref
from pdcli.school.page import Column, PageKind, PageRow, PageSource
from pdcli.summary.comparison import alphabetical_key

_FORMS: tuple[LearningForm, ...] = ("formal", "non-formal", "informal")


def group_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    year, today = source.year, source.today
    rows = []
    for group in sorted(year.groups, key=lambda item: alphabetical_key(item.document.title_for(year.own.lang))):
        ref = group.document.ref
        members = [row.item for row in year.members if row.document.ref == ref]
        meetings = [row.item for row in year.meetings if row.document.ref == ref]
        decisions = [row.item for row in year.decisions if row.document.ref == ref]
        open_decisions = [item for item in decisions if not item.done]
        rows.append(
            PageRow(
                cells=(
                    group.document.title_for(year.own.lang), group.model.type,
                    source.people.names([item.member for item in members if item.member and item.role == "head"]),
                    len({item.member for item in members}),
                    sum(bool(item.date and item.date <= today) for item in meetings),
                    min((item.date for item in meetings if item.date and item.date > today), default=None),
                    len(decisions), len(open_decisions),
                    sum(bool(item.due and item.due < today) for item in open_decisions),
                ),
                refs=(ref,),
            )
        )  # fmt: skip
    return rows


GROUPS = PageKind(
    N_("Groups"),
    N_(
        "Groups that exist in the school year. A meeting belongs to the year of its day, a decision to the year of "
        "the meeting that it names; an open decision is past due when its day is over."
    ),
    {
        "group": Column(N_("Group")), "type": Column(field=("group", "", "type")), "heads": Column(N_("Heads")),
        "members": Column(N_("Members")), "held": Column(N_("Meetings held")), "next": Column(N_("Next meeting")),
        "decisions": Column(N_("Decisions")), "open": Column(N_("Open decisions")), "due": Column(N_("Past due")),
    },
    title="group",
)  # fmt: skip


def event_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    return [
        PageRow(
            cells=(
                item.date, item.title, item.type, item.level, item.form, item.hours, source.people.names(item.leads),
                len(set(item.participants)) or item.number,
            ),
            refs=(row.reference, *([item.line] if item.line else ())),
        )
        for row in sorted(source.year.events, key=lambda row: (row.item.date is None, row.item.date or source.today))
        for item in (row.item,)
    ]  # fmt: skip


EVENTS = PageKind(
    N_("Events"),
    N_(
        "Events of the school year in the order of their days; the participants are those named or, "
        "if nobody is named, the number recorded."
    ),
    {
        "date": Column(field=("events", "items", "date")), "title": Column(field=("events", "items", "title")),
        "type": Column(field=("events", "items", "type")), "level": Column(field=("events", "items", "level")),
        "form": Column(field=("events", "items", "form")), "hours": Column(field=("events", "items", "hours")),
        "leads": Column(field=("events", "items", "leads")), "participants": Column(N_("Participants")),
    },
    title="title",
)  # fmt: skip


def hour_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    lines = [row.item for row in source.year.lines if row.item.state != "dropped"]
    events = [row.item for row in source.year.events if row.item.date and row.item.date <= source.today]
    courses = list(_certificates(source, events))
    rows = []
    for form in (*_FORMS, None):
        planned = [item for item in lines if item.form == form]
        attended = [item for item in events if item.form == form]
        certified = [(teacher, item) for teacher, item in courses if item.form == form]
        if planned or attended or certified:
            cells = (
                form, len(planned), sum(item.hours or 0 for item in planned), len(attended),
                sum(item.hours or 0 for item in attended), len(certified),
                sum(item.hours for _teacher, item in certified),
            )  # fmt: skip
            refs = dict.fromkeys(as_ref(teacher, "evidence") for teacher, _item in certified)
            rows.append(PageRow(cells=cells, refs=tuple(refs)))
    return rows


def _certificates(source: PageSource, events: Sequence[Event]) -> Iterator[tuple[Teacher, Certificate]]:
    """Yield the certificates of the year by the day of the report, without those of events that are counted already."""
    for item in source.facts:
        attended = [event for event in events if item.id in event.participants]
        for certificate in item.certificates:
            if certificate.day is None or school_year(certificate.day) != source.year.year:
                continue
            # The hours of an event that states none are those of its certificates.
            is_counted = any(
                event.hours is not None and is_same_learning(certificate, event.date, event.type, event.hours)
                for event in attended
            )
            if not is_counted and certificate.day <= source.today:
                yield source.people.teachers[item.id], certificate


HOURS = PageKind(
    N_("Hours by form of learning"),
    N_(
        "Lines of the plan, except those dropped, and events held by the day of the report, with the "
        "hours stated; an event counts once, however many took part. Certificates with hours stand "
        "in the teachers’ registers; one that states no form is formal learning. A certificate with "
        "the date of a course that the teacher attended at school, or of an event of as many hours, "
        "is not counted again."
    ),
    {
        "form": Column(field=("events", "items", "form"), choices={"": N_("not stated")}),
        "lines": Column(N_("Lines of the plan")),
        "planned": Column(N_("Hours planned")), "events": Column(N_("Events held")),
        "held": Column(N_("Hours delivered")),
        "certificates": Column(N_("Certificates")), "certified": Column(N_("Hours of certificates")),
    },
    title="form",
)  # fmt: skip


def mentor_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    pairs = [pair for pair in mentor_pairs(source.year.school, source.year.year) if pair.mentor and pair.novice]
    load = Counter(pair.mentor for pair in pairs)
    rows = [
        PageRow(
            cells=(
                source.people.name(pair.mentor), pair.level or "methodical", source.people.name(pair.novice),
                pair.start, pair.end, pair.order, load[pair.mentor],
            ),
            refs=(pair.id,) if pair.id else (),
        )
        for pair in pairs
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (str(row.cells[0] or ""), str(row.cells[2] or "")))


MENTORS = PageKind(
    N_("Mentors"),
    N_(
        "Pairs of school.yaml that are active in the school year; the last number is how many pairs "
        "the same mentor has in that year."
    ),
    {
        "mentor": Column(field=("school", "mentors", "mentor")), "level": Column(field=("school", "mentors", "level")),
        "novice": Column(field=("school", "mentors", "novice")), "start": Column(field=("school", "mentors", "start")),
        "end": Column(field=("school", "mentors", "end")), "order": Column(field=("school", "mentors", "order")),
        "load": Column(N_("Pairs of this mentor")),
    },
    title="mentor",
)  # fmt: skip
