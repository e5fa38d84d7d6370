"""What every reporter is given."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.brought import Brought
from pdcli.portfolio.counts import Counts

if TYPE_CHECKING:
    from pdcli.lint.hidden import Hidden


class Strange(NamedTuple):
    """Of portfolios that are not the reader's own: the files that could act on a reader, and what hides findings."""

    brought: Mapping[Path, tuple[Brought, ...]] = MappingProxyType({})
    hidden: tuple["Hidden", ...] = ()


class Report(NamedTuple):
    """What was checked and found; `base` is the folder that paths are shown from.

    `instead` are bytes that were read in place of a file's own. `ledger` says how many files are read.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    base: Path
    color: bool = False
    instead: Mapping[str, bytes] = MappingProxyType({})
    ledger: Counts = Counts()
    strange: Strange = Strange()

    def count(self, severity: Severity) -> int:
        """How many findings of a severity."""
        return sum(item.severity is severity for item in self.diagnostics)

    def shown(self, path: Path) -> str:
        """A path as a person would type it."""
        try:
            return path.relative_to(self.base).as_posix()
        except ValueError:
            return path.as_posix()
