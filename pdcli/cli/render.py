"""pd render"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console, formats
from pdcli.cli.formats import file_formats, only_text
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import trust_from
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdcli.discovery.trust import Trust
    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.scaffold.files import Planned

HELP = N_("Write a document, a cycle or the whole portfolio as pages to read and print.")
EXAMPLES = (
    ("pd render", N_("The whole portfolio as one page.")),
    ("pd render cycles/2026-2027-1 --to md,html", N_("One cycle, in two formats.")),
    (N_("pd render design"), N_("One stage, of the last cycle that has it.")),
)
help_lists = partial(formats.help_lists, "portfolio")

# Errors after which a page may differ from the intention: of files, and of keys and types.
_MISREAD = frozenset((*(f"PD{number:03}" for number in range(1, 100)), "PD101", "PD102"))


def render(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("PATH..."), help=N_("Documents, cycles or stages."), show_default=False),
    ] = None,
    to: Annotated[
        str, typer.Option(metavar=N_("FORMATS"), help=N_("{formats}, or several of them separated by commas."))
    ] = "html",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("DIR"),
            help=N_("Where to write the output (default: the portfolio’s build/ folder); - means the terminal."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, render, write."""
    from pdcli.render.pages import render as render_files
    from pdcli.scaffold.files import apply, generated

    formats_to_write = file_formats(to, "portfolio")
    is_printed = out == Path("-")
    if is_printed:
        only_text(formats_to_write)
    trust = trust_from()
    paths = [_place(path, trust) for path in paths or ()]
    planned = []
    misread_files: set[Path] = set()
    for path in paths or [Path()]:
        portfolio = open_portfolio(path, or_school=bool(paths), trust=trust)
        target = path if paths else None
        misread_files |= _misread_files(portfolio, target)
        folder = Path() if is_printed else out or portfolio.root / "build"
        place = real_path(folder)
        # Links are relative to the real folder of the pages; the files get the path that was typed.
        pages = render_files(portfolio, target, formats_to_write, place, current())
        planned += [generated(folder / page.relative_to(place), text) for page, text in pages]
    if is_printed:
        code = _print(planned, formats_to_write[0])
    else:
        code = report_files(apply(planned, dry_run=dry_run), dry_run, "--out")
    for file in sorted(misread_files):
        console.err(_("{file} is not shown as intended; `pd lint` says why.").format(file=display_path(file)))
    return code or int(bool(misread_files))


def _place(path: Path, trust: "Trust") -> Path:
    """A path as it is typed; where there is none, the cycle or the stage of this name. Raises UserError for neither."""
    from pdcli.discovery.files import find_root
    from pdcli.portfolio.names import place_named

    if path.exists():
        return path
    here = find_root(Path.cwd())
    place = place_named(open_portfolio(here, trust=trust), path.as_posix()) if here else None
    if place is None:
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    return place


def _print(planned: "Sequence[Planned]", suffix: str) -> int:
    """Print the only page; the exit code. Raises UserError for several."""
    if len(planned) != 1:
        raise UserError(_("--out - writes one document in one format only."))
    console.out_page(str(planned[0].text), suffix)
    return 0


def _misread_files(portfolio: "Portfolio", target: Path | None) -> set[Path]:
    """The documents at or below a path (None: all) with errors in reading."""
    within = real_path(target) if target else portfolio.root
    return {
        document.path
        for document in portfolio.documents
        if real_path(document.path).is_relative_to(within)
        and any(item.severity == "error" and item.code in _MISREAD for item in document.diagnostics)
    }
