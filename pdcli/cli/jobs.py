"""The option for the number of processes."""

from typing import Annotated

import typer

from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _


def number_of_processes(value: str) -> int | None:
    """The number that an option asks for; None for 0, which leaves it to pd. Raises UserError for others."""
    if not value.strip().isdecimal():
        raise UserError(
            _("--jobs: `{value}` is not a whole number of 0 or more. With 0, pd chooses the number.").format(
                value=value[:40]
            )
        )
    return int(value) or None


JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        parser=number_of_processes,
        help=N_("Number of processes; with 0, pd chooses the number."),
        show_default=False,
    ),
]
