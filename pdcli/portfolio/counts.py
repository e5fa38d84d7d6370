"""Counts of the files of a portfolio."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class FileClass(StrEnum):
    """The class of a file of a portfolio. `other` belongs to pd itself or to another tool."""

    DOCUMENT = "document"
    EVIDENCE = "evidence"
    LINKED = "linked"
    EXCLUDED = "excluded"
    OTHER = "other"
    UNREAD = "unread"


class Counts(NamedTuple):
    """Numbers of documents read, of existing evidence files, and of files by people that are not read."""

    documents: int = 0
    evidence: int = 0
    unread: int = 0


def counts_of(classes: Iterable[str]) -> Counts:
    """The counts of files by their classes."""
    class_list = list(classes)
    return Counts(
        class_list.count(FileClass.DOCUMENT.value),
        class_list.count(FileClass.EVIDENCE.value),
        class_list.count(FileClass.UNREAD.value),
    )


def total_counts(counts: Iterable[Counts]) -> Counts:
    """The sum over several portfolios."""
    count_list = list(counts)
    return Counts(*(sum(part) for part in zip(*count_list, strict=True))) if count_list else Counts()
