"""Where the rows of the individual educational route (table 18) may be shown from. The content is in data/."""

from functools import cache
from typing import Literal

from pdcli.model.documents import EventType, EvidenceKind, GroupType, LearningForm
from pdcli.model.forms import Words
from pdcli.model.record import Record, from_plain
from pdcli.resources import compiled

KEY = "education-route"


Owner = Literal["pupils", "teacher"]


class OwnerSigns(Record):
    """What shows whose success an evidence is: criteria of rule packs, else beginnings of words."""

    criteria: tuple[str, ...]
    words: tuple[str, ...]


class EvidenceSource(Record):
    """Kinds of evidence; with `words` only where one begins a word of the title, with `owner` without what shows
    the success of the other one.
    """

    kinds: tuple[EvidenceKind, ...]
    words: tuple[str, ...] = ()
    owner: Owner | None = None


class EventSource(Record):
    """Types of events of the school, limited like evidence."""

    kinds: tuple[EventType, ...]
    words: tuple[str, ...] = ()


class GroupSource(Record):
    """Types of groups of the school, limited like evidence."""

    kinds: tuple[GroupType, ...]
    words: tuple[str, ...] = ()


class DocumentSource(Record):
    """Kinds of documents of the teacher, and of the works of groups."""

    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()


class RouteRow(Record):
    """A row: its form of learning (none for work with pupils) and its sources.

    `led` leaves out events where one only took part; `is_mentoring` takes the novices of a mentor.
    """

    key: str
    form: LearningForm | None = None
    led: bool = False
    is_mentoring: bool = False
    evidence: EvidenceSource | None = None
    events: EventSource | None = None
    groups: GroupSource | None = None
    documents: DocumentSource | None = None


class RouteRows(Record):
    """All rows, in the order of the table."""

    source: Words
    owners: dict[Owner, OwnerSigns]
    rows: tuple[RouteRow, ...]


@cache
def route_rows() -> RouteRows:
    """The rows of the educational route."""
    return from_plain(RouteRows, compiled("routes", KEY))
