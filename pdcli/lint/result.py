"""What linting one portfolio gives."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic, Span


class AnswerPrint(NamedTuple):
    """One answer, small enough to keep those of a whole school: its words as numbers, 0 where it is not one's own.

    `owner` is who must not be compared with themselves.
    """

    owner: str
    file: str
    span: Span
    text: str
    words: bytes


class Result(NamedTuple):
    """The findings of a portfolio and the files that were read.

    `prints` are its answers for comparison with others (None: kept on disk, not yet read); `content` tells one state of
    its files from another, empty where nothing is kept.
    """

    root: str
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    prints: tuple[AnswerPrint, ...] | None = ()
    content: str = ""

    def shown(self, limits: Sequence[Path]) -> Iterator[Diagnostic]:
        """The findings in the files and folders asked for; all of them where these hold the whole portfolio."""
        whole = self.is_below(limits)
        return (item for item in self.diagnostics if whole or any(map(item.path.is_relative_to, limits)))

    def is_below(self, limits: Sequence[Path]) -> bool:
        """Whether the whole portfolio was asked for."""
        return any(map(Path(self.root).is_relative_to, limits))
