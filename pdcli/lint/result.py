"""The result of linting one portfolio."""

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


class Fingerprint(NamedTuple):
    """The answers of one document for comparison with others, small enough to keep those of a whole school.

    Fingerprints of one `owner` are not compared with each other. `tokens` are numbers of four bytes: 0 between two
    answers, and for words that are not one's own. `hashes` are those of some of their shingles, as numbers of eight
    bytes: two passages of `min_words` equal words have at least one in common. `positions` are the numbers of the
    tokens where these begin, of four bytes.
    """

    owner: str
    file: str
    min_words: int
    tokens: bytes
    hashes: bytes
    positions: bytes


class LintResult(NamedTuple):
    """The diagnostics of a portfolio and the files that were read.

    `fingerprints` are those of its documents (None: in the cache, not yet read); `content` is the hash of its files,
    empty where nothing is cached. `others` maps the class of files that are not documents which can be read to their
    paths, made by `joined_files`, because a school has thousands. `suppressed_files` are the files of diagnostics that
    comments in them hide, one for each diagnostic. `outside` are the roots of other portfolios, such as that of the
    school, that were read as well.
    """

    root: str
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    fingerprints: tuple[Fingerprint, ...] | None = ()
    content: str = ""
    others: Mapping[str, str] = MappingProxyType({})
    suppressed_files: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    def classes(self, limits: Sequence[Path]) -> dict[str, str]:
        """Path -> class of every file below the limits."""
        classes = dict.fromkeys(self.files, FileClass.DOCUMENT.value)
        classes.update((file, name) for name in self.others for file in self.files_of(name))
        whole = self.is_below(limits)
        return {file: classes[file] for file in sorted(classes) if whole or any(map(Path(file).is_relative_to, limits))}

    def counts(self, limits: Sequence[Path]) -> Counts:
        """The numbers of documents, evidence files and unread files below the limits."""
        if not self.is_below(limits):
            return counts_of(self.classes(limits).values())
        evidence = self.others.get(FileClass.EVIDENCE, "")
        unread = self.files_of(FileClass.UNREAD)
        evidence_files = evidence.count(_BETWEEN_FILES) + bool(evidence)
        return Counts(len(self.files) - len({*self.files}.intersection(unread)), evidence_files, len(unread))

    def files_of(self, name: str) -> list[str]:
        """The paths of the files of a class other than document."""
        files = self.others.get(name)
        return [os.path.join(self.root, file) for file in files.split(_BETWEEN_FILES)] if files else []  # noqa: PTH118

    def below(self, limits: Sequence[Path]) -> Iterator[Diagnostic]:
        """The diagnostics in these files and folders; all of them where these contain the whole portfolio."""
        whole = self.is_below(limits)
        return (item for item in self.diagnostics if whole or any(map(item.path.is_relative_to, limits)))

    def is_below(self, limits: Sequence[Path]) -> bool:
        """Whether one of these folders contains the whole portfolio."""
        # Text instead of paths: this runs several times for every portfolio.
        places = [str(limit) for limit in limits]
        return any(self.root == place or self.root.startswith(place.rstrip(os.sep) + os.sep) for place in places)
