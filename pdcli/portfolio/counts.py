"""How many files of a portfolio are read, as one line that every command prints."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from pdcli.i18n import ngettext


class FileClass(StrEnum):
    """What a file of a portfolio is. `other` belongs to pd itself or to another tool."""

    DOCUMENT = "document"
    EVIDENCE = "evidence"
    LINKED = "linked"
    EXCLUDED = "excluded"
    OTHER = "other"
    UNREAD = "unread"


class Counts(NamedTuple):
    """Documents that are read, files of evidence that are there, and files that somebody made and nobody reads."""

    documents: int = 0
    evidence: int = 0
    unread: int = 0


def counts_of(classes: Iterable[str]) -> Counts:
    """The counts of files by their classes."""
    found = list(classes)
    return Counts(
        found.count(FileClass.DOCUMENT.value),
        found.count(FileClass.EVIDENCE.value),
        found.count(FileClass.UNREAD.value),
    )


def total(counts: Iterable[Counts]) -> Counts:
    """The sum over several portfolios."""
    found = list(counts)
    return Counts(*(sum(part) for part in zip(*found, strict=True))) if found else Counts()


def counts_line(counts: Counts) -> str:
    """The line: "9 documents, 4 evidence files, 0 unread"."""
    parts = (
        ngettext("{count} document", "{count} documents", counts.documents).format(count=counts.documents),
        ngettext("{count} evidence file", "{count} evidence files", counts.evidence).format(count=counts.evidence),
        ngettext("{count} unread", "{count} unread", counts.unread).format(count=counts.unread),
    )
    return ", ".join(parts)
