"""The option for files of confirmations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pdcli.discovery.files import real_path
from pdcli.discovery.naming import require_file
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _

ConfirmationsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--confirmations",
        metavar=N_("FILE"),
        help=N_(
            "Confirmations besides the school’s: an observer’s confirmations.yaml; the option may be "
            "given several times."
        ),
        show_default=False,
    ),
]


def confirmation_files(paths: Sequence[Path] | None) -> tuple[Path, ...]:
    """The real paths of these files. Raises UserError for files that cannot be read as confirmations."""
    files = []
    for path in paths or ():
        require_file(path, "--confirmations")
        from pdcli.attestation.confirmations import KIND, read_confirmations

        document = read_confirmations(real_path(path))
        if document is None or document.kind != KIND or document.is_unread:
            raise UserError(_("{path} cannot be read as confirmations; `pd lint` shows why.").format(path=path))
        files.append(real_path(path))
    return tuple(files)
