"""Errors that a user can correct: printed as one message, never as a traceback."""

from pdcli.i18n import Lang
from pdcli.i18n.messages import Message, text_of


class UserError(Exception):
    """The command could not run; its lines tell the user why and what to do (exit code 2).

    Each argument is a line of its own: whatever a name in one of them holds, it begins no other.
    """

    args: tuple[Message | str, ...]

    def __init__(self, *lines: Message | str) -> None:
        super().__init__(*lines)

    def lines(self, lang: Lang) -> list[str]:
        """The lines in a language."""
        return [text_of(line, lang) for line in self.args]

    def text(self, lang: Lang) -> str:
        """All lines in a language."""
        return "\n".join(self.lines(lang))

    def __str__(self) -> str:
        return self.text("en")


class StoppedError(UserError):
    """The person stopped the command: no fault, and the exit code 2 all the same."""
