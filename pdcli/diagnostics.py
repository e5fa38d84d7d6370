"""What is wrong, and exactly where: the one value that every check ends in."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pdcli.i18n import Lang
from pdcli.i18n.messages import NO_MESSAGE, Message


class Severity(StrEnum):
    """How much a finding weighs. Only an error makes `pd lint` fail."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Span(NamedTuple):
    """A piece of a file: 1-based lines, 1-based columns in code points, the end exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


START = Span()


class Related(NamedTuple):
    """Another place that explains a finding, such as the first of two equal keys."""

    path: Path
    span: Span
    message: Message


class Fix(NamedTuple):
    """A safe change of the file of a diagnostic: spans of it and their new text."""

    edits: tuple[tuple[Span, str], ...]


class Diagnostic(NamedTuple):
    """One finding, in no language yet.

    `message` says what is wrong with which value; `hint` says what to type instead.
    """

    code: str
    name: str
    severity: Severity
    path: Path
    span: Span
    message: Message
    hint: Message = NO_MESSAGE
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def place(self) -> tuple[str, int, int, str]:
        """The order in which findings are shown."""
        return (self.path.as_posix(), self.span.line, self.span.column, self.code)

    def text(self, lang: Lang) -> str:
        """The message and the hint in a language."""
        return f"{self.message.text(lang)} {self.hint.text(lang)}".strip()


def shortened(text: str, limit: int) -> str:
    """A text as it is quoted in a message: on one line, and not longer than this."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
