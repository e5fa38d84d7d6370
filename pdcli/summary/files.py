"""Which files of a portfolio were read and which not, as every summary states it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pdcli.diagnostics import Diagnostic
from pdcli.i18n import Lang
from pdcli.i18n.messages import parameters_of
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Label, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.counts import Counts
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.brought import brought_files


class UnreadFile(Value):
    """A document that cannot be read, or a file that should be one: its path in the portfolio and the cause.

    `template` is the English message with placeholders for its `parameters`.
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


class FileCounts(Value):
    """The counts of documents, evidence files and unread files."""

    documents: int
    evidence: int
    unread: int

    @property
    def counts(self) -> Counts:
        """The counts as those of a ledger."""
        return Counts(self.documents, self.evidence, self.unread)


def file_counts(counts: Counts) -> FileCounts:
    """The counts as data of a summary."""
    return FileCounts(*counts)


def unread_files(portfolio: Portfolio, lang: Lang) -> tuple[UnreadFile, ...]:
    """All documents of a portfolio that cannot be read, in the order of their paths; causes are in `lang`."""
    return unread_from(portfolio.unread, portfolio.root, lang)


def unread_from(diagnostics: Iterable[Diagnostic], root: Path, lang: Lang) -> tuple[UnreadFile, ...]:
    """Diagnostics as unread files, with paths relative to `root`."""
    return tuple(
        UnreadFile(
            as_text(item.path.relative_to(root).as_posix()),
            item.span.line,
            item.span.column,
            item.code,
            item.message.text(lang),
            item.message.template,
            parameters_of(item.message),
        )
        for item in diagnostics
    )


def as_text(name: str) -> str:
    """A name as valid UTF-8: surrogates become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def with_files(data: dict[str, Any], portfolio: Portfolio, lang: Lang) -> dict[str, Any]:
    """Data for JSON extended by counts of files, unread files and files that the portfolio brings."""
    return {
        **data,
        "files": json_data(file_counts(portfolio.ledger.counts)),
        "unread": json_data(unread_files(portfolio, lang)),
        "brought": json_data(brought_files(portfolio.root, portfolio.trust)),
    }
