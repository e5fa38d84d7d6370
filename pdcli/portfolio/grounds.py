"""What a teacher's documents name outside their cycle: documents, conclusions of diagnostics, rows of the school."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.model.documents import SCHOOL_PREFIX, Survey, is_conclusion, is_of_school
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.references import named_conclusion, named_document
from pdcli.portfolio.school_references import SchoolReferences, Target


class Ground(NamedTuple):
    """A document, and the id and the words of one of its rows; None where a reference names the document alone."""

    document: Document
    row: str | None = None
    text: str | None = None

    @property
    def title(self) -> str | None:
        """The title that was typed; None where it would be that of the form."""
        return self.document.title if self.document.data.get("title") else None


class Grounds:
    """The references of one portfolio. Its school is read when a reference leads there."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio

    def of(self, reference: str, year: str | None = None) -> Ground | None:
        """What a reference leads to, None where there is nothing; `year` is the school year of the cycle it stands in.

        Of the school only what the school itself has, nothing of other portfolios.
        """
        if is_of_school(reference):
            return self._of_school(reference, year)
        document = named_document(self._portfolio, reference)
        if document is None and is_conclusion(reference):
            pair = named_conclusion(self._portfolio, reference)
            return Ground(pair[0], pair[1].id, pair[1].text) if pair else None
        return Ground(document) if document else None

    def references(self) -> Iterator[str]:
        """Yield the references to the conclusions of the teacher's own diagnostics, and to the school."""
        for document in self._portfolio.of_kind("diagnostic"):
            for row in document.model.conclusions if isinstance(document.model, Survey) else ():
                yield f"{document.ref}/{row.id}"
        if self._school:
            yield from (f"{SCHOOL_PREFIX}{name}" for name in self._school.names())

    def _of_school(self, reference: str, year: str | None) -> Ground | None:
        target = self._school.target(reference, year=year) if self._school else None
        if target is None or self._school is None or target.portfolio is not self._school.school:
            return None
        if target.row is None:
            return Ground(target.document)
        return Ground(target.document, target.reference.rpartition("/")[2], _first_text(target))

    @cached_property
    def _school(self) -> SchoolReferences | None:
        school = self._portfolio.school
        return SchoolReferences(school) if school else None


def _first_text(target: Target) -> str | None:
    """The first text of the row that a reference leads to; None where it has none."""
    table = target.document.form.by_key.get(target.row[0]) if target.row and target.document.form else None
    texts = (target.data.get(part.key) for part in (table.columns if table else ()) if part.type == "text")
    return next((str(text) for text in texts if text), None)
