"""Errors that a user can correct: printed as one message, never as a traceback."""


class UserError(Exception):
    """The command could not run; the text tells the user why and what to do (exit code 2).

    Each argument is a line of its own: whatever a name in one of them holds, it begins no other.
    """

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))
