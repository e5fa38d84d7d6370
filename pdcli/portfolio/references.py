"""References between documents that lead nowhere."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from pdcli.documents.document import Document
from pdcli.documents.references import document_refs
from pdcli.portfolio.portfolio import Portfolio

Loc = tuple[str | int, ...]
_ENDING = r"\.(?:md|ya?ml)\Z"


class UnknownDocument(NamedTuple):
    """A reference to a document that is not there; `same` is the one that is there in another spelling."""

    loc: Loc
    ref: str
    same: str | None


def unknown_documents(portfolio: Portfolio, document: Document) -> Iterator[UnknownDocument]:
    """References of a document that lead nowhere; none that may mean a document that cannot be read."""
    by_ref = portfolio.by_ref
    for loc, ref in document_refs(document.form, document.data) if document.form else ():
        if ref in by_ref or portfolio.is_unread_at(ref):
            continue
        same = _similar_ref(ref, by_ref)
        # The name of a document that cannot be read is not known.
        if same or not portfolio.is_unread_in(ref.rpartition("/")[0]):
            yield UnknownDocument(loc, ref, same)


def _similar_ref(ref: str, refs: Iterable[str]) -> str | None:
    """The one document that a reference with other capitals, another Unicode form, backslashes or an ending means."""
    spelling = _spelling(ref)
    matches = [name for name in refs if _spelling(name) == spelling]
    return matches[0] if len(matches) == 1 else None


def _spelling(ref: str) -> str:
    plain = normalize("NFC", ref).replace("\\", "/").casefold()
    return posixpath.normpath(re.sub(_ENDING, "", plain))
