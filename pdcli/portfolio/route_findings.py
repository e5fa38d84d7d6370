"""What a portfolio and its school show for the rows of an individual educational route (table 18): offers, which nobody
but the teacher writes into the route.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers
from pdcli.guideline.route_rows import KEY, Owner, RouteRow, route_rows
from pdcli.model.documents import SCHOOL_PREFIX, EvidenceItem
from pdcli.model.school_year import bounds
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.routes import route_year
from pdcli.portfolio.school_part import SchoolPart, own_part

FIELD = "directions"


class RouteFinding(NamedTuple):
    """Something that shows a row: how the route names it, its title, and whether it is evidence, a document, or stands
    in the school.
    """

    value: str
    title: str
    sort: Literal["evidence", "document", "school"]

    @property
    def text(self) -> str:
        """The title, and how the route names it."""
        return f"{self.title} ({self.value})" if self.title else self.value


def route_findings(portfolio: Portfolio, document: Document) -> dict[str, tuple[RouteFinding, ...]]:
    """Row -> what was found for it in the school year of a route; rows without anything are left out.

    Nothing for documents of other kinds, and for routes that say no year.
    """
    year = route_year(document) if document.kind == KEY else None
    if year is None:
        return {}
    part = own_part(portfolio, year) or SchoolPart()
    by_row = {}
    for row in route_rows().rows:
        findings = (
            *_evidence(portfolio, row, bounds(year)),
            *_documents(portfolio, document, row, bounds(year)),
            *_at_school(part, row),
            *_novices(portfolio, part, row),
        )
        if findings:
            by_row[row.key] = tuple(dict.fromkeys(findings))
    return by_row


def _evidence(portfolio: Portfolio, row: RouteRow, year: tuple[date, date]) -> Iterator[RouteFinding]:
    source = row.evidence
    for item in portfolio.evidence.values() if source else ():
        is_of_kind = source is not None and item.kind in source.kinds and _has_word(item.title, source.words)
        if not is_of_kind or not item.date or not year[0] <= item.date <= year[1] or item.private:
            continue
        if source is None or source.owner is None or _may_be_of(item, source.owner):
            yield RouteFinding(item.id, item.title or item.id, "evidence")


def _may_be_of(item: EvidenceItem, owner: Owner) -> bool:
    """Whether an evidence may show the success of the pupils or of the teacher; where nothing says whose, of both."""
    owners = route_rows().owners
    text = f"{item.title} {item.why}"
    signs_of = [key for key, signs in owners.items() if item.criterion in signs.criteria]
    signs_of = signs_of or [key for key, signs in owners.items() if _has_word(text, signs.words)]
    return len(signs_of) != 1 or signs_of == [owner]


def _documents(portfolio: Portfolio, route: Document, row: RouteRow, year: tuple[date, date]) -> Iterator[RouteFinding]:
    source = row.documents
    for item in (*portfolio.documents, *portfolio.group_works) if source else ():
        if source is None or item.kind not in source.kinds or item is route or item.is_private:
            continue
        if item.day and year[0] <= item.day <= year[1] and holds_answers(item):
            yield RouteFinding(item.ref, item.title, "document")


def _at_school(part: SchoolPart, row: RouteRow) -> Iterator[RouteFinding]:
    if row.events:
        for event in (*part.led, *(() if row.led else part.attended)):
            if event.item.type in row.events.kinds and _has_word(event.item.title, row.events.words):
                yield RouteFinding(f"{SCHOOL_PREFIX}{event.reference}", event.item.title or "", "school")
    if row.groups:
        for membership in part.groups:
            model = membership.group.model
            if model.type in row.groups.kinds and _has_word(f"{model.title} {model.theme}", row.groups.words):
                yield RouteFinding(f"{SCHOOL_PREFIX}{membership.row.reference}", model.title or "", "school")


def _novices(portfolio: Portfolio, part: SchoolPart, row: RouteRow) -> Iterator[RouteFinding]:
    if row.is_mentoring and portfolio.school:
        for pair in part.mentees:
            name = portfolio.school.school_parts.name((pair.item.novice or "").strip())
            yield RouteFinding(f"{SCHOOL_PREFIX}{pair.reference}", name, "school")


def _has_word(text: str | None, beginnings: Sequence[str]) -> bool:
    """Whether a text has a word with one of these beginnings; without beginnings any text has."""
    if not beginnings:
        return True
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, beginnings)) + ")"
    return re.search(pattern, (text or "").casefold()) is not None
