"""pd help"""

from typing import Annotated, Any

import typer

from pdcli.i18n import N_

HELP = N_("Show the help of a command. Without a name it shows all commands.")
EXAMPLES = (
    ("pd help", N_("List the commands.")),
    ("pd help new", N_("Show one explanation.")),
)


def help(  # noqa: A001 - the function has the name of the command
    name: Annotated[
        str | None, typer.Argument(metavar=N_("COMMAND"), help=N_("Name of a command."), show_default=False)
    ] = None,
) -> int:
    """Print a page of help."""
    from pdcli.cli.app import build

    result: Any = build().main([*([name] if name else []), "--help"], prog_name="pd", standalone_mode=False)
    return result if isinstance(result, int) else 0
