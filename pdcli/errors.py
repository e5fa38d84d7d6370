"""Errors that a user can mend: shown as one message, never as a traceback."""


class UserError(Exception):
    """The command could not run; the text tells the user why and what to do (exit code 2)."""
