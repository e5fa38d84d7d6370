"""Options for output formats; their values and help come from the registry."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli.values import one_of, several_of
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.i18n.lists import or_list
from pdcli.render.formats import FORMATS, DocumentKind, data_formats, format_names

PrintOption = Annotated[str, typer.Option("--format", metavar=N_("FORMAT"), help="{printed}.")]


def help_lists(document: DocumentKind) -> dict[str, str]:
    """The lists in the help of a command that prints and writes such a document."""
    return {"printed": or_list(_terminal_formats(), current()), "formats": ", ".join(format_names(document))}


def terminal_format(value: str) -> str:
    """The format of a printed result: `text`, or one for programs. Raises UserError for any other."""
    return one_of(value, _terminal_formats(), "--format")


def file_formats(value: str, document: DocumentKind) -> tuple[str, ...]:
    """The formats of written files, from a comma list. Raises UserError for an unknown one."""
    return tuple(several_of(value, format_names(document), "--to"))


def only_text(formats: Sequence[str]) -> str:
    """The one format for the terminal. Raises UserError for several, or for one that is no text."""
    if len(formats) != 1:
        raise UserError(_("--out - takes one format only."))
    if not FORMATS.get(formats[0]).is_text:
        raise UserError(_("--out - takes text only, and {format} is not text.").format(format=formats[0]))
    return formats[0]


def refuse_terminal(out: Path | None) -> None:
    """Raise UserError for `--out -` where several files are written, or one that is no text."""
    if out == Path("-"):
        raise UserError(_("{option} takes a folder here, not the terminal.").format(option="--out"))


def _terminal_formats() -> tuple[str, ...]:
    return ("text", *data_formats())
