"""A school's year day by day: lines of the plan, meetings of groups, events, and decisions by when they are due."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pdcli.i18n import N_
from pdcli.model.documents import LearningForm
from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.model.values import as_text
from pdcli.portfolio.school_documents import SchoolYear
from pdcli.portfolio.school_references import SchoolReferences
from pdcli.school.page import Column, PageKind, PageRow, PageSource

EntryKind = Literal["line", "meeting", "event", "decision"]
State = Literal["planned", "event-held", "past-due", "done", "dropped"]
ENTRY_KINDS: dict[str, str] = {
    "line": N_("plan"), "meeting": N_("meeting"), "event": N_("event"), "decision": N_("decision"),
}  # fmt: skip
STATES: dict[str, str] = {
    "planned": N_("planned"), "event-held": N_("event held"), "past-due": N_("past due"), "done": N_("done"),
    "dropped": N_("dropped"),
}  # fmt: skip


class CalendarEntry(Value):
    """One thing of the year; `start` and `end` are its first and last day, None where it has none."""

    kind: EntryKind
    reference: Key
    text: Text
    start: date | None
    end: date | None
    state: State
    form: LearningForm | None
    hours: float | None
    person: Text | None


def school_calendar(year: SchoolYear, today: date) -> list[CalendarEntry]:
    """Everything of a year in the order of its days; what has no day comes last. Private documents are left out."""
    return sorted(_entries(year, today), key=lambda item: (item.start is None, item.start or item.end or today))


def _entries(year: SchoolYear, today: date) -> Iterator[CalendarEntry]:
    with_event = lines_with_event(year, today)
    for line in year.lines:
        item = line.item
        state: State = item.state if item.state != "planned" else _state(False, item.end or item.start, today)
        if state == "past-due" and (line.document.ref, line.number) in with_event:
            state = "event-held"
        yield CalendarEntry(
            kind="line", reference=line.reference, text=item.action or "", start=item.start or item.end, end=item.end,
            state=state, form=item.form, hours=item.hours, person=item.responsible,
        )  # fmt: skip
    for meeting in year.meetings:
        day = meeting.item.date
        title = " – ".join(filter(None, (_title(meeting.document.data), meeting.item.topic)))
        yield CalendarEntry(
            kind="meeting", reference=meeting.reference, text=title, start=day, end=day,
            state="done" if day and day <= today else "planned", form=None, hours=None, person=None,
        )  # fmt: skip
    for row in year.events:
        event, day = row.item, row.item.date
        yield CalendarEntry(
            kind="event", reference=row.reference, text=event.title or "", start=day, end=day,
            state="done" if day and day <= today else "planned", form=event.form, hours=event.hours,
            person=event.leads[0] if len(event.leads) == 1 else None,
        )  # fmt: skip
    for decision in (*year.decisions, *year.decisions_of_administration):
        due = decision.item.due
        yield CalendarEntry(
            kind="decision", reference=decision.reference, text=decision.item.text or "", start=due, end=due,
            state=_state(decision.item.done is not None, due, today), form=None, hours=None,
            person=decision.item.owner,
        )  # fmt: skip


def lines_with_event(year: SchoolYear, today: date) -> set[tuple[str, int]]:
    """The lines of plans, by ref and number of the row, of which an event was held by a day."""
    references = SchoolReferences(year.own)
    lines = set()
    for row in year.events:
        day, line = row.item.date, (row.item.line or "").strip()
        target = references.target(line, row.document) if line and day and day <= today else None
        if target and target.row and target.row[0] == "lines":
            lines.add((target.document.ref, target.row[1]))
    return lines


def _state(is_done: bool, day: date | None, today: date) -> State:
    if is_done:
        return "done"
    return "past-due" if day and day < today else "planned"


def _title(data: dict[str, object]) -> str:
    # A group may have a number for a title.
    title = as_text(data.get("title"))
    return title.strip() if isinstance(title, str) else ""


def plan_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    return [
        PageRow(
            cells=(
                item.start, item.end if item.end != item.start else None, item.kind, item.text,
                source.people.name(item.person), item.form, item.hours, item.state,
            ),
            refs=(item.reference,),
        )
        for item in school_calendar(source.year, source.today)
    ]  # fmt: skip


PLAN = PageKind(
    N_("The year day by day"),
    N_(
        "Lines of the plan, meetings of groups, events, and decisions on the day when they are due. "
        "A line or a decision is past due when its last day is over and it is neither done nor "
        "dropped. If an event of a line that is past due was held, the page says so."
    ),
    {
        "start": Column(N_("From")), "end": Column(N_("Until")), "kind": Column(N_("Kind"), choices=ENTRY_KINDS),
        "text": Column(N_("What")), "person": Column(field=("school-plan", "lines", "responsible")),
        "form": Column(field=("school-plan", "lines", "form")),
        "hours": Column(field=("school-plan", "lines", "hours")),
        "state": Column(N_("State"), choices=STATES),
    },
    title="text",
)  # fmt: skip
