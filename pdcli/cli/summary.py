"""pd summary"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import file_formats, only_text
from pdcli.cli.jobs import JobsOption
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import day_of, shown_values
from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.i18n.lists import and_list
from pdcli.portfolio.opening import find_roots
from pdcli.render.formats import format_names

if TYPE_CHECKING:
    from pdcli.exchange.summaries import SummaryRequest

HELP = N_(
    "Write the summary that a committee reads: for one portfolio a page with its evidence, for "
    "several a table to compare them. Nobody is ranked, and nothing is judged."
)
EXAMPLES = (
    ("pd summary", N_("This portfolio, as a page.")),
    ("pd summary --to md --out -", N_("To the terminal.")),
    ("pd summary school/ --to html,xlsx", N_("A school’s table, for reading and for Excel.")),
    ("pd summary school/ --each", N_("With a page for each teacher, linked from the table.")),
    ("pd summary school/ --blind", N_("With codes in place of names, into a separate folder.")),
)


def help_lists() -> dict[str, str]:
    """Placeholder -> list for the help."""
    from pdcli.cli.blind import hideable_labels

    return {
        "formats": ", ".join(format_names("summary")),
        "tables": and_list(_table_formats(), current()),
        "fields": shown_values(hideable_labels(), current()),
    }


def summary(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("PATH..."), help=N_("Portfolios, or folders that hold them."), show_default=False),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            metavar=N_("FORMATS"),
            help=N_("{formats}; for a table also {tables}; or several of them, separated by commas."),
        ),
    ] = "html",
    out: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DIR"),
            help=N_("Where to write the output (default: build/); - means the terminal."),
            show_default=False,
        ),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help=N_("For several portfolios, write the page of each as well."))
    ] = False,
    blind: Annotated[
        bool,
        typer.Option("--blind", help=N_("Codes instead of names; the key is written beside the folder.")),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(metavar=N_("FILE"), help=N_("With --blind: the key to use and to add to."), show_default=False),
    ] = None,
    without: Annotated[
        str | None,
        typer.Option(
            metavar=N_("WORDS"),
            help=N_("With --blind: what else to leave out: {fields}."),
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("With --blind: write even if a name was left in a file."))
    ] = False,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar=N_("DATE"), help=N_("Calculate as of this day instead of today."), show_default=False
        ),
    ] = None,
    jobs: JobsOption = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=N_("Neither use nor keep earlier results."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    confirmations: ConfirmationsOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse, summarise, write."""
    today = day_of(day, "--date") or date.today()
    paths = paths or [Path()]
    roots = find_roots(paths)
    trust = trust_from(config, packs, templates, confirmations)
    tell_brought(roots, trust)
    if not blind and (key or without or force):
        raise UserError(_("--key, --without and --force work only with --blind."))
    is_table = _is_table(roots, paths, to, each)
    formats = file_formats(to, "comparison" if is_table else "summary")
    if out == "-":
        only_text(formats)
        if each:
            raise UserError(_("--out - cannot be used with --each: the teachers’ pages are written to files."))
    from pdcli.exchange.summaries import SummaryRequest

    request = SummaryRequest(roots, paths, formats, current(), today, trust, each, jobs, not no_cache, dry_run)
    if blind:
        from pdcli.cli.blind import BlindRequest, write_blind

        return write_blind(request, BlindRequest(is_table, out, key, without or "", force))
    return _table(request, out) if is_table else _page(request, out)


def _is_table(roots: Sequence[Path], paths: Sequence[Path], to: str, each: bool) -> bool:
    has_table = any(part.strip() in _table_formats() for part in to.split(","))
    return len(roots) > 1 or each or has_table or _is_folder_above(paths, roots[0])


def _table_formats() -> tuple[str, ...]:
    """The formats that only a table has."""
    pages = format_names("summary")
    return tuple(name for name in format_names("comparison") if name not in pages)


def _is_folder_above(paths: Sequence[Path], root: Path) -> bool:
    """Whether a path is a folder above the only portfolio, which makes a table of one row."""
    return any(root.is_relative_to(real_path(path)) and real_path(path) != root for path in paths)


def _page(request: "SummaryRequest", out: str | None) -> int:
    """Write or print the page of one teacher; the exit code."""
    from pdcli.exchange.summaries import page_files
    from pdcli.portfolio.opening import read_portfolio
    from pdcli.scaffold.files import apply, generated
    from pdcli.summary.history import logs

    (root,) = request.roots
    portfolio = read_portfolio(root, request.trust)
    code = tell_files(portfolio.ledger.counts, portfolio.unread)
    folder = Path.cwd() if out == "-" else Path(out) if out else root / "build"
    files = page_files(portfolio, logs([root], request.today)[0], folder / "summary", request)
    if out == "-":
        console.out_page(str(next(files)[1]), request.formats[0])
        return code
    outcomes = apply((generated(*file) for file in files), dry_run=request.dry_run)
    return report_files(outcomes, request.dry_run, "--out") or code


def _table(request: "SummaryRequest", out: str | None) -> int:
    """Write or print the table of several; the exit code."""
    from pdcli.exchange.summaries import read_table, table_text, write_table

    if out == "-":
        table = read_table(request)
        code = tell_files(table.counts, table.unread)
        console.out_page(str(table_text(table, request.formats[0], request)), request.formats[0])
        return code
    table, outcomes = write_table(Path(out or "build"), request)
    code = tell_files(table.counts, table.unread)
    return report_files(outcomes, request.dry_run, "--out") or code
