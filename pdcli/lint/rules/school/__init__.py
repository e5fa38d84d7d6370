"""82x and 84x: a school and its teachers, what its documents and the portfolios say of each other, and its cycle."""

from collections.abc import Iterator

from pdcli.documents.document import Document
from pdcli.model.documents import School
from pdcli.portfolio.portfolio import Portfolio


def school_documents(portfolio: Portfolio) -> Iterator[tuple[Document, School]]:
    """school.yaml, where a school is checked."""
    for document in portfolio.of_kind("school") if portfolio.is_school else ():
        if isinstance(document.model, School):
            yield document, document.model
