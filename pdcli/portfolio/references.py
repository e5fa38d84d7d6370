"""References between documents: those that lead nowhere, and what a cycle takes up of earlier ones."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from pdcli.documents.document import Document
from pdcli.documents.references import document_refs
from pdcli.documents.rows import with_file_index
from pdcli.portfolio.portfolio import CycleFolder, Portfolio

Loc = tuple[str | int, ...]
_ENDING = r"\.(?:md|ya?ml)\Z"


class UnknownDocument(NamedTuple):
    """A reference to a document that is not there; `same` is the one that is there in another spelling."""

    loc: Loc
    ref: str
    same: str | None


def unknown_documents(portfolio: Portfolio, document: Document) -> Iterator[UnknownDocument]:
    """References of a document that lead nowhere; none that may mean a document that cannot be read."""
    known = portfolio.by_ref
    for loc, ref in document_refs(document.form, document.data) if document.form else ():
        if ref in known or portfolio.is_unread_at(ref):
            continue
        same = _spelled_otherwise(ref, known)
        # The name of a document that cannot be read is not known.
        if same or not portfolio.is_unread_in(ref.rpartition("/")[0]):
            yield UnknownDocument(loc, ref, same)


def _spelled_otherwise(ref: str, known: Iterable[str]) -> str | None:
    """The one document that a reference with other capitals, another Unicode form, backslashes or an ending means."""
    spelling = _spelling(ref)
    same = [name for name in known if _spelling(name) == spelling]
    return same[0] if len(same) == 1 else None


def _spelling(ref: str) -> str:
    plain = normalize("NFC", ref).replace("\\", "/").casefold()
    return posixpath.normpath(re.sub(_ENDING, "", plain))


class CarriedIn(NamedTuple):
    """A reference to a correction or goal of another cycle (`<cycle>/<id>`), with its document and place."""

    ref: str
    document: Document
    loc: Loc


def carryable(folder: CycleFolder) -> Iterator[str]:
    """Yield the goals and corrections of a cycle that a later one may carry over, as `<cycle>/<id>`."""
    for goal in folder.design.goals if folder.design else ():
        yield f"{folder.name}/{goal.id}"
    for item in folder.approbation.corrections if folder.approbation else ():
        yield f"{folder.name}/{item.id}"


def carried_in(folder: CycleFolder) -> Iterator[CarriedIn]:
    """Yield the references of a cycle to earlier ones: of its rows of `carried_over`, then of its growth areas."""
    document, reflection = folder.document, folder.stages.get("reflection")
    if document and folder.cycle:
        for index, row in with_file_index(document, "carried_over", folder.cycle.carried_over):
            ref = (row.from_ or "").strip()
            if ref:
                yield CarriedIn(ref, document, ("carried_over", index, "from"))
    if reflection and folder.reflection:
        for index, area in with_file_index(reflection, "growth_areas", folder.reflection.growth_areas):
            earlier = frozenset(area.earlier)
            # As the list stands in the file, where a broken entry counts too.
            for number, name in enumerate(reflection.data["growth_areas"][index]["from"] if earlier else ()):
                if isinstance(name, str) and name in earlier:
                    yield CarriedIn(name, reflection, ("growth_areas", index, "from", number))
