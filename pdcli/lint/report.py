"""The input of every report format, and the parts of a line that several of them need."""

import re
import textwrap
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
# A text begins on a new line where its head leaves less room than this.
_LEAST_ROOM = 30
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
    `ledger` counts documents, evidence files and unread files. `width` is that of the terminal, 0 where there is none.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    base: Path
    lang: Lang
    color: bool = False
    instead: Mapping[str, bytes] = MappingProxyType({})
    ledger: Counts = Counts()
    untrusted: Untrusted = Untrusted()
    width: int = 0

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


def headline(item: Diagnostic, report: Report, width: int = 0) -> str:
    """A diagnostic: place, code, name and message, in one line or, with a width, in as many as it takes."""
    place = f"{visible(report.display_path(item.path))}:{item.span.line}:{item.span.column}:"
    code = f"{item.code} {rule_name(item.code, item.name, report.lang)}"
    gap = "\n    " if width and len(f"{place} {code}") > width else " "
    head, message = f"{place}{gap}{code}", visible(item.message.text(report.lang))
    text = wrap(f"{head}  ", message, width, "    ")
    if report.color:
        head_in_color = f"\x1b[1m{place}\x1b[0m{gap}\x1b[{_STYLES[item.severity]}m{code}\x1b[0m"
        text = head_in_color + text.removeprefix(head)
    return text


def wrap(head: str, text: str, width: int, indent: str) -> str:
    """A text behind its head, in one line or, with a width, in lines that break at spaces; later ones are indented."""
    column = len(head) - head.rfind("\n") - 1
    if not width or column + len(text) <= width:
        return head + text
    is_head_alone = column + _LEAST_ROOM > width
    start = indent if is_head_alone else " " * column
    lines = textwrap.fill(
        text, width, initial_indent=start, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
    return f"{head.rstrip()}\n{lines}" if is_head_alone else head + lines[column:]


def xml_text(text: str) -> str:
    """A text with U+FFFD for every character that XML cannot hold."""
    return re.sub(_NOT_XML, "\ufffd", text)
