"""What was checked and found, as every way to report it is given it."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.brought import BroughtEntry
from pdcli.portfolio.counts import Counts
from pdcli.terminal import visible

if TYPE_CHECKING:
    from pdcli.lint.hidden import Hidden

# Compiled where it is used: few formats are XML.
_NOT_XML = "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_STYLES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}


class Strange(NamedTuple):
    """Of portfolios that are not the reader's own: the files that could act on a reader, and what hides findings."""

    brought: Mapping[Path, tuple[BroughtEntry, ...]] = MappingProxyType({})
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


class ReportFormat(NamedTuple):
    """A way to report findings: the function that writes it, and where it is taken.

    `suffix` is the ending of files that are written so where no format is named. `starts_at_top`: paths start from the
    top of what a service has checked out. `has_color`: it may be coloured in a terminal.
    """

    write: Callable[[Report], str]
    suffix: str = ""
    starts_at_top: bool = False
    has_color: bool = False


def headline(item: Diagnostic, report: Report) -> str:
    """A finding in one line: place, code, name and message."""
    place = f"{visible(report.shown(item.path))}:{item.span.line}:{item.span.column}:"
    code = f"{item.code} {item.name}"
    if report.color:
        place, code = f"\x1b[1m{place}\x1b[0m", f"\x1b[{_STYLES[item.severity]}m{code}\x1b[0m"
    return f"{place} {code}  {visible(item.message)}"


def sentence(item: Diagnostic) -> str:
    """A finding in one sentence, with its hint."""
    return f"{item.message} {item.hint}".strip()


def xml_text(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return re.sub(_NOT_XML, "\ufffd", text)
