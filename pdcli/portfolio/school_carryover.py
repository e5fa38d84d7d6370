"""What one school year leaves to the next: undone lines, open decisions, corrections, and needs that nobody met."""

from collections.abc import Iterator
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.rows import with_file_index
from pdcli.model.documents import CarriedOver, SchoolCycle
from pdcli.model.school_year import year_before
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school_documents import SchoolYear
from pdcli.portfolio.school_references import row_reference, year_of


class Outstanding(NamedTuple):
    """A correction or an open decision that a year of the school leaves to the next, and its place."""

    document: Document
    row: tuple[str, int]
    id: str
    text: str


def outstanding_of_cycle(school: Portfolio, year: str) -> Iterator[Outstanding]:
    """Yield the corrections of a year's cycle, and its decisions that are not done."""
    for document in school.of_kind("school-cycle"):
        cycle = document.model
        if not isinstance(cycle, SchoolCycle) or year_of(document) != year:
            continue
        for index, correction in with_file_index(document, "corrections", cycle.corrections):
            if correction.id and correction.text:
                yield Outstanding(document, ("corrections", index), correction.id, correction.text)
        is_text = is_text_for_rows(document, "decisions")
        for index, decision in with_file_index(document, "decisions", cycle.decisions):
            if not is_text and decision.id and decision.text and not decision.done:
                yield Outstanding(document, ("decisions", index), decision.id, decision.text)


def is_text_for_rows(document: Document, table: str) -> bool:
    """Whether a text stands in the place of the rows of a table, as in files of earlier versions."""
    line = document.span(table, 0).line
    return any(item.code == "PD102" and item.span.line == line for item in document.diagnostics)


def last_year(school: Portfolio, year: str) -> str:
    """The last school year before this one that has a plan or a cycle; without any the year before."""
    documents = [item for kind in ("school-plan", "school-cycle") for item in school.of_kind(kind)]
    years = [before for item in documents if (before := year_of(item)) and before < year]
    return max(years, default=year_before(year))


def carried_over(school: Portfolio, year: str) -> list[CarriedOver]:
    """What a year leaves to the next, each with its reference; private documents are left out.

    Lines neither done nor dropped; open decisions of groups and of the administration, and its corrections; needs of
    which no line was done; and, where its plan has no line, what that plan carried over itself.
    """
    source = SchoolYear(school, year)
    rows = [(line.reference, line.item.action) for line in source.lines if not line.item.done and not line.item.dropped]
    rows += [(row.reference, row.item.text) for row in source.decisions if not row.item.done]
    cycle = [item for item in outstanding_of_cycle(school, year) if not item.document.is_private]
    rows += [(row_reference(item.document, item.id), item.text) for item in cycle]
    rows += [
        (row_reference(row.document, None), row.item.text)
        for row in source.decisions_of_administration
        if not row.item.done and (not row.item.id or is_text_for_rows(row.document, "decisions"))
    ]
    met = {line.item.need for line in source.lines if line.item.done}
    rows += [(need.reference, need.item.text) for need in source.needs if need.item.id not in met or not need.item.id]
    if not source.lines:
        # Nobody has worked with this plan: what it carried over goes on as it came.
        rows += [(row.from_ or "", row.text) for plan in source.plans for row in plan.model.carried_over]
    texts: dict[str, str] = {}
    for reference, text in rows:
        if reference and text:
            texts.setdefault(reference, text)
    return [CarriedOver(from_=reference, text=text) for reference, text in texts.items()]
