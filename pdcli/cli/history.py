"""pd history"""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli.cli import console, formats
from pdcli.cli.formats import PrintOption, file_formats, terminal_format
from pdcli.cli.pages import Destination, deliver, print_document, write_files
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import day_of
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import find_roots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pdcli.discovery.trust import Trust
    from pdcli.summary.history import History

HELP = N_(
    "Show from git when documents were first written and last changed, beside the dates they "
    "claim: a calendar, figures, a table. These are data about files, not about people."
)
EXAMPLES = (
    ("pd history", N_("This portfolio, in the terminal.")),
    ("pd history --to html", N_("As a page.")),
    ("pd history teachers/ --format json", N_("All portfolios in a folder, as data for programs.")),
)
help_lists = partial(formats.help_lists, "history")


def history(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("PATH..."), help=N_("Portfolios, or folders that hold them."), show_default=False),
    ] = None,
    form: PrintOption = "text",
    to: Annotated[
        str,
        typer.Option(metavar=N_("FORMATS"), help=N_("Write files: {formats}, or several of them separated by commas.")),
    ] = "",
    out: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DIR"),
            help=N_("Where to write the output (default: build/); - means the terminal."),
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=N_("DATE"),
            help=N_("Today’s date: commits with a later date are reported as impossible."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse the options, print or write."""
    from datetime import date

    printed = terminal_format(form)
    formats_to_write = file_formats(to or ("html" if out else ""), "history")
    today = day_of(day, "--date") or date.today()
    roots = find_roots(paths or [Path()])
    trust = trust_from(config, packs, templates)
    destination = Destination(formats_to_write, out, dry_run) if formats_to_write else None
    return _run(HistoryRequest(roots, trust, today, printed, destination))


class HistoryRequest(NamedTuple):
    """The portfolios of the history, as of which day, and the trust. It is printed in a format, or written to a
    destination.
    """

    roots: "Sequence[Path]"
    trust: "Trust"
    today: "date"
    printed: str
    destination: Destination | None


def _run(request: HistoryRequest) -> int:
    """Read git, print or write; the exit code."""
    from pdcli.render.history_page import render_histories
    from pdcli.summary.history import histories

    items = histories(request.roots, request.today, request.trust)
    tell_brought(request.roots, request.trust)
    if request.destination:
        return _write(items, request, request.destination)
    if request.printed == "text":
        _print(items)
    else:
        print_document(partial(render_histories, items), request.printed)
    return 0


def _print(items: "Sequence[History]") -> None:
    from pdcli.render.history import text_lines

    for number, item in enumerate(items):
        if number:
            console.out()
        name, *lines = text_lines(item, console.width(), current())
        console.out(console.styled(name, "bold", sys.stdout))
        for line in lines:
            console.out(line)


def _write(items: "Sequence[History]", request: HistoryRequest, destination: Destination) -> int:
    """Write the page of each portfolio, for several in folders of their own; the exit code."""
    from pdcli.render.history_page import render_history
    from pdcli.scaffold.files import generated

    roots, trust = request.roots, request.trust
    if len(items) == 1:
        render = partial(render_history, items[0], root=roots[0], lang=current(), trust=trust)
        return deliver(render, destination.folder(roots[0]) / "history", destination)
    if destination.out == "-":
        raise UserError(_("--out - takes one portfolio and one format only."))
    folder = Path(destination.out or "build")
    planned = [
        generated(folder / path / f"history.{suffix}", render_history(item, suffix, root, current(), trust))
        for item, root, path in zip(items, roots, _relative_paths(roots), strict=True)
        for suffix in destination.formats
    ]
    return write_files(planned, destination.dry_run)


def _relative_paths(roots: "Sequence[Path]") -> list[Path]:
    """The path of each portfolio from the folder that contains all: two teachers' folders may have one name."""
    paths, common = [root.parts for root in roots], 1
    while all(len(path) > common and path[: common + 1] == paths[0][: common + 1] for path in paths):
        common += 1
    return [Path(*path[common:]) for path in paths]
