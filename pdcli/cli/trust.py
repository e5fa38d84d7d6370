"""Where a command begins: who reads, and what of their own acts. It also tells what the portfolios bring."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.confirmations import confirmation_files
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, ngettext
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.discovery.brought import BroughtEntry
    from pdcli.discovery.trust import Trust

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help=N_("Your own settings, instead of those where you stand."), show_default=False
    ),
]
PacksOption = Annotated[
    Path | None,
    typer.Option("--packs", metavar="DIR", help=N_("A folder with rule packs of your own."), show_default=False),
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates", metavar="DIR", help=N_("A folder with page templates and forms of your own."), show_default=False
    ),
]
# Of one portfolio; the page lists all.
_MOST_FILES = 8
# Enough to tell one file from another when they are compared by eye.
_DIGEST_SIGNS = 12


def trust_from(
    config: Path | None = None, packs: Path | None = None, templates: Path | None = None,
    confirmations: Sequence[Path] | None = None,
) -> "Trust":  # fmt: skip
    """Who reads: someone who stands in this folder. Raises UserError for a file or folder that is not there."""
    from pdcli.discovery.trust import trust_from

    for option, path, is_there in (
        ("--config", config, config is None or config.is_file()),
        ("--packs", packs, packs is None or packs.is_dir()),
        ("--templates", templates, templates is None or templates.is_dir()),
    ):
        if not is_there:
            message = _("{option}: there is no such file or folder: {path}")
            raise UserError(message.format(option=option, path=path))
    return trust_from(Path.cwd(), config, packs, templates, confirmation_files(confirmations))


def tell_brought(roots: Iterable[Path], trust: "Trust") -> None:
    """A line for each portfolio, and one for each school around some, that is not the reader's own and brings something
    that could act on the reader.
    """
    from pdcli.discovery.brought import brought_entries_by_place

    for place, files in brought_entries_by_place(roots, trust).items():
        tell_files_brought(place, files)


def tell_files_brought(place: Path, files: "tuple[BroughtEntry, ...]") -> None:
    """The line for one portfolio or school that brings files."""
    from pdcli.discovery.files import is_school

    is_link = _("a link")
    named = [f"{item.path} ({item.digest[:_DIGEST_SIGNS] or is_link})" for item in files[:_MOST_FILES]]
    more = len(files) - len(named)
    if more:
        named.append(ngettext("{count} more", "{count} more", more).format(count=more))
    line = _("{path}: What this portfolio brings of its own: {files}. It is listed here; none of it acts on you.")
    if is_school(place):
        line = _("{path}: What this school brings of its own: {files}. It is listed here; none of it acts on you.")
    console.err(line.format(path=display_path(place), files=", ".join(named)))
