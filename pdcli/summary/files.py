"""What of a portfolio was read and what was not, as every summary says it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pdcli.diagnostics import Diagnostic, parameters_of
from pdcli.model.privacy import Label, Text, Word
from pdcli.portfolio.counts import Counts
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.brought import brought_files


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A document that cannot be read, or a file that should be one: its place in the portfolio and the cause.

    `template` is the English sentence of the message before its `parameters` were put in.
    """

    path: Text
    line: int
    column: int
    code: Word
    message: Label
    template: Text
    parameters: dict[Word, Any]

    @property
    def text(self) -> str:
        """Place and cause in one line."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many documents, files of evidence and unread files there are."""

    documents: int
    evidence: int
    unread: int


def file_counts(counts: Counts) -> FileCounts:
    """The counts as data of a summary."""
    return FileCounts(*counts)


def unread_files(portfolio: Portfolio) -> tuple[UnreadFile, ...]:
    """All documents of a portfolio that are there and cannot be read, in the order of their places."""
    return as_unread(portfolio.unread, portfolio.root)


def as_unread(found: Iterable[Diagnostic], root: Path) -> tuple[UnreadFile, ...]:
    """Findings as data; paths are given from `root` on."""
    return tuple(
        UnreadFile(
            as_text(item.path.relative_to(root).as_posix()),
            item.span.line,
            item.span.column,
            item.code,
            item.message,
            item.message.template,
            parameters_of(item.message),
        )
        for item in found
    )


def as_text(name: str) -> str:
    """A name that any file can hold: signs that are no text become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def with_files(data: dict[str, Any], portfolio: Portfolio) -> dict[str, Any]:
    """Data for JSON with how many files it rests on, what could not be read, and what the portfolio brings."""
    return {
        **data,
        "files": asdict(file_counts(portfolio.ledger.counts)),
        "unread": [asdict(item) for item in unread_files(portfolio)],
        "brought": [asdict(item) for item in brought_files(portfolio.root, portfolio.trust)],
    }
