"""References between documents that lead nowhere."""

from collections.abc import Iterator
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.references import document_refs, spelling
from pdcli.model.documents import Conclusion, Survey, is_conclusion, is_of_school
from pdcli.portfolio.portfolio import Portfolio

Loc = tuple[str | int, ...]


class UnknownDocument(NamedTuple):
    """A reference to a document that is not there; `same` is the one that is there in another spelling."""

    loc: Loc
    ref: str
    same: str | None


def unknown_documents(portfolio: Portfolio, document: Document) -> Iterator[UnknownDocument]:
    """References of a document that lead nowhere, each once in a list.

    None that may mean a document that cannot be read, none that is wrong in itself, which is reported there, and none
    to a document of the school.
    """
    if document.form is None or not document.form.document_fields:
        return
    refs_of_lists: set[tuple[Loc, str]] = set()
    for loc, ref in document_refs(document.form, document.data):
        of_list = loc[:-1] if isinstance(loc[-1], int) else loc
        if ref in portfolio.by_ref or is_of_school(ref) or portfolio.is_unread_at(ref):
            continue
        if (of_list, ref) in refs_of_lists or _is_faulty(document, loc):
            continue
        if is_conclusion(ref) and may_have_conclusion(portfolio, ref):
            continue
        refs_of_lists.add((of_list, ref))
        same = named_document(portfolio, ref)
        # The name of a document that cannot be read is not known.
        if same or not portfolio.is_unread_in(ref.rpartition("/")[0]):
            yield UnknownDocument(loc, ref, same.ref if same else None)


def named_document(portfolio: Portfolio, ref: str) -> Document | None:
    """The document that a reference means; if it is not there, the one in other capitals, another Unicode form, with
    backslashes or an ending.
    """
    if ref in portfolio.by_ref:
        return portfolio.by_ref[ref]
    matches = portfolio.by_spelling.get(spelling(ref), ())
    return matches[0] if len(matches) == 1 else None


def named_conclusion(portfolio: Portfolio, reference: str) -> tuple[Document, Conclusion] | None:
    """The diagnostic and the conclusion that `diagnostics/2026-2027-6-a/d1` means; None where there is none."""
    ref, _slash, name = reference.rpartition("/")
    document = portfolio.by_ref.get(ref)
    if document is None or not isinstance(document.model, Survey):
        return None
    return next(((document, row) for row in document.model.conclusions if row.id == name), None)


def may_have_conclusion(portfolio: Portfolio, reference: str) -> bool:
    """Whether a conclusion is there, or may be in a diagnostic that cannot be read."""
    ref, _slash, row = reference.rpartition("/")
    document = portfolio.by_ref.get(ref)
    if document is None:
        return portfolio.is_unread_at(ref) or portfolio.is_unread_in(ref.rpartition("/")[0])
    return named_conclusion(portfolio, reference) is not None or document.may_lack_row("conclusions", row)


def may_be_named(document: Document) -> bool:
    """Whether others may see the title of a document: one that cannot be read may be private."""
    return not document.is_private and not document.is_unread


def _is_faulty(document: Document, loc: Loc) -> bool:
    """Whether something is wrong with the value at a place already."""
    if not document.diagnostics:
        return False
    span = document.span(*loc)
    return any(
        item.span.line == span.line and span.column <= item.span.column <= span.end_column
        for item in document.diagnostics
    )
