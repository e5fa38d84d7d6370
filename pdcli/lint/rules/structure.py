"""1xx: the structure of one document."""

from collections.abc import Iterator
from typing import Any

from pdcli.diagnostics import Related
from pdcli.lint.rule import Finding, Registered
from pdcli.model.documents import STAGES
from pdcli.portfolio.document import Document
from pdcli.portfolio.portfolio import Portfolio, nearness
from pdcli.portfolio.progress import unanswered
from pdcli.words import gettext as _

FAMILY = Registered([])
SINGLE = ("portfolio", "evidence")
# Open places that have a rule of their own: one cause, one message.
OWN_RULE = {("goals", "from"), ("growth_areas", "from"), ("plan", "goal")}


@FAMILY.rule("PD108", "repeated-id")
def repeated_id(portfolio: Portfolio) -> Iterator[Finding]:
    """Two rows of one table have the same id, so that a reference to it can mean either."""
    for document in portfolio.documents:
        for table, column in document.form.id_columns if document.form else ():
            rows = document.data.get(table)
            if isinstance(rows, list):
                yield from _repeated(document, table, column, rows)


def _repeated(document: Document, table: str, key: str, rows: list[Any]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        value = row.get(key) if isinstance(row, dict) else None
        if not isinstance(value, str):
            continue
        if value in first:
            place = document.span(table, first[value], key)
            yield Finding(
                document, (table, index, key), _("`{id}` is used twice.").format(id=value[:40]),
                _("Give this row a number of its own."),
                related=(Related(document.path, place, _("The first one.")),),
            )  # fmt: skip
        else:
            first[value] = index


@FAMILY.rule("PD109", "unanswered-in-final")
def unanswered_in_final(portfolio: Portfolio) -> Iterator[Finding]:
    """A document says it is final, but a question that it must answer is open."""
    for document in portfolio.documents:
        if not document.is_final or document.form is None:
            continue
        for loc in unanswered(document):
            field = document.form.field_at(loc)
            if (loc[0], loc[-1]) in OWN_RULE or (field and field.type == "id"):
                continue
            label = field.label[document.lang] if field else str(loc[-1])
            place = loc if document.data.get(str(loc[0])) is not None or len(loc) == 1 else ("status",)
            known = any(section.key == loc[0] for section in document.sections) or loc[0] in document.data
            yield Finding(
                document, place if known else ("status",),
                _("The document is final, but “{label}” is not answered.").format(label=label),
                _("Answer it, or write `status: draft`."), key=known,
            )  # fmt: skip


@FAMILY.rule("PD110", "unsupported-format")
def unsupported_format(portfolio: Portfolio) -> Iterator[Finding]:
    """The portfolio is written in a version of the format that this pd does not know."""
    who = portfolio.who
    if who and who.format is not None and who.format != 1:
        message = _("This pd reads format 1, not {format}.").format(format=f"{who.format:g}")
        yield Finding(portfolio.profile, ("format",), message, _("Write `format: 1`, or use a newer pd."))


@FAMILY.rule("PD111", "repeated-document")
def repeated_document(portfolio: Portfolio) -> Iterator[Finding]:
    """There are two documents of a kind where one belongs: which one counts is not clear."""
    groups = [[item for item in portfolio.documents if item.kind == kind] for kind in SINGLE]
    for folder in portfolio.cycles:
        groups += [[item for item in folder.documents if item.kind == kind] for kind in ("cycle", *STAGES)]
    for group in groups:
        if not group:
            continue
        first = min(group, key=nearness)
        for document in group:
            if document is first:
                continue
            related = (Related(first.path, first.span("kind"), _("The first one.")),)
            message = _("There is already a document of kind `{kind}`: {place}.").format(
                kind=document.kind, place=first.ref
            )
            yield Finding(document, ("kind",), message, _("Bring both together in one file."), related=related)
