"""What linting one portfolio gives."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.portfolio.counts import Counts, FileClass, counts_of

_BETWEEN_FILES = "\0"


def joined_files(root: str, files: Iterable[str]) -> str:
    """Paths of files in a portfolio as one text, from its root."""
    return _BETWEEN_FILES.join(file.removeprefix(f"{root}{os.sep}") for file in files)


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


class LintResult(NamedTuple):
    """The findings of a portfolio and the files that were read.

    `prints` are its documents for comparison with others (None: kept on disk, not yet read); `content` tells one state
    of its files from another, empty where nothing is kept. `others` are all files that are not documents which can be
    read, by their class: made by `joined_files`, because a school has thousands. `commented` are the files of findings
    that comments in them hide, one for each finding.
    """

    root: str
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    prints: tuple[Print, ...] | None = ()
    content: str = ""
    others: Mapping[str, str] = MappingProxyType({})
    commented: tuple[str, ...] = ()

    def classes(self, limits: Sequence[Path]) -> dict[str, str]:
        """What every file is that was asked for, by its path."""
        found = dict.fromkeys(self.files, FileClass.DOCUMENT.value)
        found.update((file, name) for name in self.others for file in self.files_of(name))
        whole = self.is_below(limits)
        return {file: found[file] for file in sorted(found) if whole or any(map(Path(file).is_relative_to, limits))}

    def counts(self, limits: Sequence[Path]) -> Counts:
        """How many documents, files of evidence and unread files were asked for."""
        if not self.is_below(limits):
            return counts_of(self.classes(limits).values())
        evidence = self.others.get(FileClass.EVIDENCE, "")
        unread = self.files_of(FileClass.UNREAD)
        evidence_files = evidence.count(_BETWEEN_FILES) + bool(evidence)
        return Counts(len(self.files) - len({*self.files}.intersection(unread)), evidence_files, len(unread))

    def files_of(self, name: str) -> list[str]:
        """The files of a class that are not documents which can be read."""
        files = self.others.get(name)
        return [os.path.join(self.root, file) for file in files.split(_BETWEEN_FILES)] if files else []  # noqa: PTH118

    def shown(self, limits: Sequence[Path]) -> Iterator[Diagnostic]:
        """The findings in the files and folders asked for; all of them where these hold the whole portfolio."""
        whole = self.is_below(limits)
        return (item for item in self.diagnostics if whole or any(map(item.path.is_relative_to, limits)))

    def is_below(self, limits: Sequence[Path]) -> bool:
        """Whether the whole portfolio was asked for."""
        # Text instead of paths: asked again and again of every portfolio.
        places = [str(limit) for limit in limits]
        return any(self.root == place or self.root.startswith(place.rstrip(os.sep) + os.sep) for place in places)
