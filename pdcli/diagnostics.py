"""What is wrong, and exactly where: the one value that every check ends in."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


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
    message: str


class Fix(NamedTuple):
    """A safe change of the file that the finding is in: pieces of it and what stands there instead."""

    edits: tuple[tuple[Span, str], ...]


class Diagnostic(NamedTuple):
    """One finding, in the words of the reader's language.

    `message` says what is wrong with which value; `hint` says what to type instead.
    """

    code: str
    name: str
    severity: Severity
    path: Path
    span: Span
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are shown."""
        return (self.path.as_posix(), self.span.line, self.span.column, self.code, self.message)


def shortened(text: str, limit: int) -> str:
    """A text as it is quoted in a message: on one line, and not longer than this."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
