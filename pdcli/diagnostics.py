"""What is wrong, and exactly where: the one value that every check ends in."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple


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


_NO_PARAMETERS: Mapping[str, Any] = MappingProxyType({})


class Message(str):
    """A sentence that still knows what it is made of, so that no program need take it apart.

    `template` is the English sentence before the values were put in. Those are its `parameters`, by their names.
    """

    __slots__ = ("parameters", "template")
    template: str
    parameters: Mapping[str, Any]

    def __new__(cls, text: str, template: str, parameters: Mapping[str, Any] = _NO_PARAMETERS) -> "Message":
        """The text as it is read, in whatever language."""
        message = super().__new__(cls, text)
        message.template, message.parameters = template, parameters
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, (str(self), self.template, dict(self.parameters))

    def format(self, **parameters: Any) -> "Message":  # type: ignore[override]
        """The sentence with values in the places of their names."""
        return Message(super().format(**parameters), self.template, parameters)

    def __add__(self, other: str) -> "Message":
        """One message of two; a plain text belongs to the sentence before it."""
        text = super().__add__(other)
        if not isinstance(other, Message):
            return Message(text, self.template + other, self.parameters)
        template, parameters = other.template, dict(self.parameters)
        for name, value in other.parameters.items():
            if name in self.parameters:
                # Both have a value of this name.
                template = template.replace(f"{{{name}}}", f"{{{name}_2}}")
                name = f"{name}_2"
            parameters[name] = value
        return Message(text, self.template + template, parameters)

    def __radd__(self, other: str) -> "Message":
        return Message(other + str(self), other + self.template, self.parameters)


class ShownValue(str):
    """A value in a message that people see in words and programs as `data`: the label of a choice and its key."""

    __slots__ = ("data",)
    data: Any

    def __new__(cls, text: str, data: Any) -> "ShownValue":
        """The text as it is read, in whatever language."""
        value = super().__new__(cls, text)
        value.data = data
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return ShownValue, (str(self), self.data)


def plain_data(value: Any) -> Any:
    """A value of a message as JSON can hold it."""
    match value:
        case Message():
            return {"template": value.template, "parameters": parameters_of(value)}
        case ShownValue():
            return plain_data(value.data)
        case list() | tuple():
            return [plain_data(item) for item in value]
        case None | str() | int() | float() | dict():
            return value
    return value.isoformat() if isinstance(value, date) else str(value)


def parameters_of(message: Message) -> dict[str, Any]:
    """The parameters of a message as JSON can hold them."""
    return {name: plain_data(value) for name, value in message.parameters.items()}


NO_MESSAGE = Message("", "")


class Related(NamedTuple):
    """Another place that explains a finding, such as the first of two equal keys."""

    path: Path
    span: Span
    message: Message


class Fix(NamedTuple):
    """A safe change of the file of a diagnostic: spans of it and their new text."""

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
    message: Message
    hint: Message = NO_MESSAGE
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
