"""pd blank"""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli import console, formats
from pdcli.cli.formats import file_formats, only_text
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import trust_from
from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.suggest import choose, did_you_mean

HELP = N_("Write a blank form to print and fill in by hand, or in Word.")
EXAMPLES = (
    ("pd blank", N_("List the forms.")),
    ("pd blank lesson-analysis --to docx", N_("The form for the analysis of a lesson, for Word.")),
    ("pd blank lesson-observation --to pdf", N_("The observation sheet, to print.")),
)
help_lists = partial(formats.help_lists, "blank")


def blank(
    kind: Annotated[
        str | None, typer.Argument(metavar=N_("KIND"), help=N_("Kind of document."), show_default=False)
    ] = None,
    to: Annotated[
        str, typer.Option(metavar=N_("FORMATS"), help=N_("{formats}, or several of them separated by commas."))
    ] = "pdf",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("DIR"),
            help=N_("Where to write the form (default: build/); - means the terminal."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, render, write."""
    from pdcli.discovery.files import find_root, find_school
    from pdcli.documents.form_library import FormLibrary
    from pdcli.render.blank import render_blank
    from pdcli.scaffold.files import apply, generated

    formats_to_write = file_formats(to, "blank")
    trust = trust_from()
    root = find_root(Path.cwd()) or find_school(real_path(Path.cwd()))
    library = FormLibrary(root, trust)
    if kind is None:
        for name, title in library.titles().items():
            console.wrapped(f"{name:<26} ", title[current()])
        return 0
    form = library.get(kind) or library.get(library.suggest_kind(kind) or "")
    if form is None:
        close = library.nearest(kind)
        titles = library.titles()
        hint = did_you_mean(close, titles[close]) if close else choose(kind, library.kinds(), titles)
        raise UserError(_("There is no kind `{kind}`.").format(kind=kind[:40]) + " " + hint)
    if out == Path("-"):
        suffix = only_text(formats_to_write)
        ((_place, text),) = render_blank(form, [suffix], Path(), current(), trust)
        console.out_page(str(text), suffix)
        return 0
    files = render_blank(form, formats_to_write, out or Path("build"), current(), trust)
    return report_files(apply((generated(*file) for file in files), dry_run=dry_run), dry_run, "--out")
