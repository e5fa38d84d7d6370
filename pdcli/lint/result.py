"""What linting one portfolio gives."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic


class Print(NamedTuple):
    """What the answers of one document say, small enough to keep that of a whole school.

    `owner` is who must not be compared with themselves. `words` are numbers of four bytes: 0 between two answers and
    for what is not one's own. `marks` are some of their runs, as numbers of eight bytes: two passages of `min_words`
    equal words have at least one in common; `places` are the words where they begin.
    """

    owner: str
    file: str
    min_words: int
    words: bytes
    marks: bytes
    places: bytes


class Result(NamedTuple):
    """The findings of a portfolio and the files that were read.

    `prints` are its documents for comparison with others (None: kept on disk, not yet read); `content` tells one state
    of its files from another, empty where nothing is kept.
    """

    root: str
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    prints: tuple[Print, ...] | None = ()
    content: str = ""

    def shown(self, limits: Sequence[Path]) -> Iterator[Diagnostic]:
        """The findings in the files and folders asked for; all of them where these hold the whole portfolio."""
        whole = self.is_below(limits)
        return (item for item in self.diagnostics if whole or any(map(item.path.is_relative_to, limits)))

    def is_below(self, limits: Sequence[Path]) -> bool:
        """Whether the whole portfolio was asked for."""
        return any(map(Path(self.root).is_relative_to, limits))
