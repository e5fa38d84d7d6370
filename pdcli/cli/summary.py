"""pd summary"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli.common import open_portfolios, report_files, several_of
from pdcli.errors import UserError
from pdcli.words import N_
from pdcli.words import gettext as _

HELP = N_("Write the summary that a committee reads: one page for one portfolio, one comparable table for several.")
EXAMPLES = (
    ("pd summary", N_("This portfolio, as a page.")),
    ("pd summary --to md --out -", N_("Into the terminal.")),
    ("pd summary teachers/ --to html,json", N_("The table of all portfolios below a folder.")),
)


def summary(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help=N_("Portfolios, or folders that hold them."), show_default=False),
    ] = None,
    to: Annotated[str, typer.Option(metavar="FORMATS", help=N_("md, html, json, or several with commas."))] = "html",
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help=N_("Where to write (build/); - is the terminal."), show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse, summarise, write."""
    from pdcli.render.summary import FORMATS, render_comparison, render_summary
    from pdcli.scaffold.files import Planned, apply
    from pdcli.summary.data import summarise

    formats = several_of(to, FORMATS, "--to")
    portfolios = open_portfolios(paths or [Path()])
    summaries = [summarise(portfolio) for portfolio in portfolios]
    if len(portfolios) == 1:
        root = portfolios[0].root
        name, folder = "summary", Path(out) if out else root / "build"
        texts = [render_summary(summaries[0], suffix, root) for suffix in formats]
    else:
        name, folder = "comparison", Path(out or "build")
        texts = [render_comparison(summaries, suffix) for suffix in formats]
    if out == "-":
        if len(formats) != 1:
            raise UserError(_("--out - takes one format only."))
        sys.stdout.write(texts[0])
        return 0
    planned = [Planned(folder / f"{name}.{suffix}", text) for suffix, text in zip(formats, texts, strict=True)]
    return report_files(apply(planned, force=True, dry_run=dry_run), dry_run)
