"""The trust of the reader, from options, and a report of the files that portfolios bring."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.confirmations import confirmation_files
from pdcli.discovery.naming import display_path, require_file, require_folder
from pdcli.i18n import N_, ngettext
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.discovery.brought import BroughtEntry
    from pdcli.discovery.trust import Trust

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar=N_("FILE"),
        help=N_("Your own settings, instead of those of the current folder."),
        show_default=False,
    ),
]
PacksOption = Annotated[
    Path | None,
    typer.Option("--packs", metavar=N_("DIR"), help=N_("A folder with rule packs of your own."), show_default=False),
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar=N_("DIR"),
        help=N_("A folder with page templates and forms of your own."),
        show_default=False,
    ),
]
# Of one portfolio; the page lists all.
_MAX_FILES = 8
# Enough to compare files by eye.
_DIGEST_CHARACTERS = 12


def trust_from(
    config: Path | None = None, packs: Path | None = None, templates: Path | None = None,
    confirmations: Sequence[Path] | None = None,
) -> "Trust":  # fmt: skip
    """The trust of a reader in the current folder. Raises UserError for a file or folder that does not exist."""
    from pdcli.discovery.trust import trust_from

    if config:
        require_file(config, "--config")
    if packs:
        require_folder(packs, "--packs")
    if templates:
        require_folder(templates, "--templates")
    return trust_from(Path.cwd(), config, packs, templates, confirmation_files(confirmations))


def tell_brought(roots: Iterable[Path], trust: "Trust") -> None:
    """Print a line for each portfolio and school that is not the reader's own and brings files that could influence the
    reader.
    """
    from pdcli.discovery.brought import brought_entries_by_place

    for place, files in brought_entries_by_place(roots, trust).items():
        tell_files_brought(place, files)


def tell_files_brought(place: Path, files: "tuple[BroughtEntry, ...]") -> None:
    """Print the line for one portfolio or school that brings files."""
    from pdcli.discovery.files import is_school

    is_link = _("a link")
    items = [f"{item.path} ({item.digest[:_DIGEST_CHARACTERS] or is_link})" for item in files[:_MAX_FILES]]
    more = len(files) - len(items)
    if more:
        # Translators: entries that are not listed.
        items.append(ngettext("{count} more", "{count} more", more).format(count=more))
    line = _(
        "{path}: this portfolio comes with files of its own – {files}. They are listed here; none of them is used."
    )
    if is_school(place):
        line = _(
            "{path}: this school comes with files of its own – {files}. They are listed here; none of them is used."
        )
    console.err(line.format(path=display_path(place), files=", ".join(items)))
