"""The input of every report format, and the parts of a line that several of them need."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.brought import BroughtEntry
from pdcli.i18n import Lang
from pdcli.lint.rule_names import rule_name
from pdcli.portfolio.counts import Counts
from pdcli.terminal import visible

if TYPE_CHECKING:
    from pdcli.lint.hiding import HidingFile

# Compiled where it is used: few formats are XML.
_NOT_XML = "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_STYLES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}


class Untrusted(NamedTuple):
    """Of portfolios that are not the reader's own: the files that could influence a reader, and what hides diagnostics.

    `brought` maps a portfolio or school to its files.
    """

    brought: Mapping[Path, tuple[BroughtEntry, ...]] = MappingProxyType({})
    hiding: tuple["HidingFile", ...] = ()


class Report(NamedTuple):
    """The diagnostics of a run, and the number of files that were checked, for readers of a language.

    Paths are printed from the folder `base`. `instead` maps a file to bytes that were read in place of its own.
    `ledger` counts documents, evidence files and unread files.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    base: Path
    lang: Lang
    color: bool = False
    instead: Mapping[str, bytes] = MappingProxyType({})
    ledger: Counts = Counts()
    untrusted: Untrusted = Untrusted()

    def count(self, severity: Severity) -> int:
        """The number of diagnostics of a severity."""
        return sum(item.severity is severity for item in self.diagnostics)

    def display_path(self, path: Path) -> str:
        """A path as a person would type it."""
        try:
            return path.relative_to(self.base).as_posix()
        except ValueError:
            return path.as_posix()


class ReportFormat(NamedTuple):
    """A report format: the function that writes it, and its properties.

    `suffix` is the ending of files that get this format where none is named. `starts_at_top`: paths start from the top
    of what a service has checked out. `has_color`: it may be coloured in a terminal.
    """

    write: Callable[[Report], str]
    suffix: str = ""
    starts_at_top: bool = False
    has_color: bool = False


def headline(item: Diagnostic, report: Report) -> str:
    """A diagnostic in one line: place, code, name and message."""
    place = f"{visible(report.display_path(item.path))}:{item.span.line}:{item.span.column}:"
    code = f"{item.code} {rule_name(item.code, item.name, report.lang)}"
    if report.color:
        place, code = f"\x1b[1m{place}\x1b[0m", f"\x1b[{_STYLES[item.severity]}m{code}\x1b[0m"
    return f"{place} {code}  {visible(item.message.text(report.lang))}"


def xml_text(text: str) -> str:
    """A text with U+FFFD for every character that XML cannot hold."""
    return re.sub(_NOT_XML, "\ufffd", text)
