"""The parts of Typer that it does not publish, in one place; pyproject.toml bounds its version for their sake.

Typer keeps the classes of commands that it inherited in a private package. pd needs of them:

- the errors of a command line (`ClickException`, `UsageError`, `NoArgsIsHelpError`), to say them in the reader's
  language: Typer itself prints them in English and ends the process;
- for type checkers only, the command and the formatter that methods of a group are called with.

`TyperCommand`, `TyperGroup`, `TyperOption` of `typer.core` and `typer.main.get_command` are public: Typer's guide tells
how to build on them. A version in which a name is gone fails in this module, and `tests/cli/test_typer_parts.py` tells
which one.
"""

from typing import TYPE_CHECKING

from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

if TYPE_CHECKING:
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

__all__ = ["ClickException", "Command", "Context", "HelpFormatter", "NoArgsIsHelpError", "UsageError"]
