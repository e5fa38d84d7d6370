"""What is wrong, and exactly where: the one value that every check ends in."""

from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.i18n import Lang
from pdcli.i18n.messages import NO_MESSAGE, Message, message_from_plain, message_to_plain


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


def diagnostic_to_plain(item: Diagnostic) -> list[Any]:
    """A finding as JSON can hold it, with everything that its words in any language need."""
    return [
        item.code, item.name, item.severity.value, str(item.path), item.span,
        message_to_plain(item.message), message_to_plain(item.hint),
        [[str(other.path), other.span, message_to_plain(other.message)] for other in item.related],
        item.fix.edits if item.fix else None,
    ]  # fmt: skip


def diagnostic_from_plain(row: list[Any]) -> Diagnostic:
    """The finding that `diagnostic_to_plain` made a row of."""
    code, name, severity, path, span, message, hint, related, edits = row
    return Diagnostic(
        code, name, Severity(severity), Path(path), Span(*span), message_from_plain(message), message_from_plain(hint),
        tuple(Related(Path(place), Span(*other), message_from_plain(text)) for place, other, text in related),
        Fix(tuple((Span(*piece), text) for piece, text in edits)) if edits else None,
    )  # fmt: skip
