"""Options for output formats. What they take, and what their help lists, is what the registry has."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pdcli.cli.values import one_of, several_of
from pdcli.errors import UserError
from pdcli.i18n import current
from pdcli.i18n import gettext as _
from pdcli.i18n.lists import or_list
from pdcli.render.formats import FORMATS, DocumentKind, data_formats, format_names

PrintOption = Annotated[str, typer.Option("--format", metavar="FORMAT", help="{printed}.")]


def help_lists(document: DocumentKind) -> dict[str, str]:
    """What the help of a command lists that prints and writes such a document."""
    return {"printed": or_list(_printed(), current()), "formats": ", ".join(format_names(document))}


def printed_format(value: str) -> str:
    """The format that a result is printed in: `text`, or one for programs. Raises UserError for any other."""
    return one_of(value, _printed(), "--format")


def written_formats(value: str, document: DocumentKind) -> tuple[str, ...]:
    """The formats that a document is written in, from a comma list. Raises UserError for one that there is not."""
    return tuple(several_of(value, format_names(document), "--to"))


def only_text(formats: Sequence[str]) -> str:
    """The one format that goes to the terminal. Raises UserError where there are several, or it is no text."""
    if len(formats) != 1:
        raise UserError(_("--out - takes one format only."))
    if not FORMATS.get(formats[0]).is_text:
        raise UserError(_("--out - takes text only, and {format} is none.").format(format=formats[0]))
    return formats[0]


def _printed() -> tuple[str, ...]:
    return ("text", *data_formats())
