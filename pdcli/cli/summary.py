"""pd summary"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli.cli import console
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import only_text, written_formats
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import day_of
from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n import N_, Lang, current, use
from pdcli.i18n import gettext as _
from pdcli.i18n.lists import and_list
from pdcli.portfolio.missed import missed_portfolios
from pdcli.portfolio.opening import find_roots
from pdcli.render.formats import format_names

if TYPE_CHECKING:
    from pdcli.discovery.trust import Trust
    from pdcli.scaffold.files import Outcome

HELP = N_(
    "Write the summary that a committee reads: for one portfolio a page with its evidence, for several a comparable "
    "table. Nobody is ranked, and nothing is judged."
)
EXAMPLES = (
    ("pd summary", N_("This portfolio, as a page.")),
    ("pd summary --to md --out -", N_("Into the terminal.")),
    ("pd summary school/ --to html,xlsx", N_("The table of a school, to read and for Excel.")),
    ("pd summary school/ --each", N_("With a page of each teacher, linked from the table.")),
    ("pd summary school/ --blind", N_("With codes in the places of names, into a folder of its own.")),
)
# Of teachers' pages written with the table.
_PAGES_FOLDER = "teachers"


class _Asked(NamedTuple):
    """What is asked for every teacher's page."""

    places: dict[Path, Path]
    formats: tuple[str, ...]
    lang: Lang
    today: date
    dry_run: bool
    trust: "Trust"


def help_lists() -> dict[str, str]:
    """What its help lists."""
    return {"formats": ", ".join(format_names("summary")), "tables": and_list(_table_formats(), current())}


def summary(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help=N_("Portfolios, or folders that hold them."), show_default=False),
    ] = None,
    to: Annotated[
        str,
        typer.Option(metavar="FORMATS", help=N_("{formats}, for a table {tables} too, or several with commas.")),
    ] = "html",
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help=N_("Where to write (build/); - is the terminal."), show_default=False),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help=N_("Of several portfolios, write the page of each as well."))
    ] = False,
    blind: Annotated[
        bool,
        typer.Option("--blind", help=N_("Codes instead of names; the key is written beside the folder.")),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("With --blind: the key to use and to add to."), show_default=False),
    ] = None,
    without: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help=N_(
                "With --blind: what else to leave out: `school`, `region`, `subject`, `category`, "
                "`target_category`, `theme`."
            ),
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("With --blind: write even if a name was left in a file."))
    ] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=N_("Look from this day, not from today."), show_default=False),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help=N_("Processes (default: as many as pay off)."), show_default=False),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=N_("Neither use nor keep earlier results."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    confirmations: ConfirmationsOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse, summarise, write."""
    today = day_of(day, "--date") or date.today()
    roots = find_roots(paths or [Path()])
    trust = trust_from(config, packs, templates, confirmations)
    tell_brought(roots, trust)
    is_table = _is_table(roots, paths or [Path()], to, each)
    if blind:
        from pdcli.cli.blind import write_blind

        return write_blind(
            roots, trust, is_table, to, out, each, key, without, today, jobs, not no_cache, dry_run, force
        )
    if key or without or force:
        raise UserError(_("--key, --without and --force go with --blind."))
    if not is_table:
        return _page(roots[0], trust, to, out, today, dry_run)
    return _table(roots, trust, paths or [Path()], to, out, each, today, jobs, not no_cache, dry_run)


def _is_table(roots: Sequence[Path], paths: Sequence[Path], to: str, each: bool) -> bool:
    has_table = any(part.strip() in _table_formats() for part in to.split(","))
    return len(roots) > 1 or each or has_table or _is_a_school(paths, roots[0])


def _table_formats() -> tuple[str, ...]:
    """The formats that only a table has."""
    pages = format_names("summary")
    return tuple(name for name in format_names("comparison") if name not in pages)


def _is_a_school(paths: Sequence[Path], root: Path) -> bool:
    """Whether a table is asked for although there is one portfolio only: of a folder above it."""
    return any(root.is_relative_to(real_path(path)) and real_path(path) != root for path in paths)


def _page(root: Path, trust: "Trust", to: str, out: str | None, today: date, dry_run: bool) -> int:
    from pdcli.scaffold.files import apply, generated
    from pdcli.summary.batch import open_portfolio

    formats = written_formats(to, "summary")
    if out == "-":
        only_text(formats)
    portfolio = open_portfolio(root, trust)
    code = tell_files(portfolio.ledger.counts, portfolio.unread)
    folder = Path.cwd() if out == "-" else Path(out) if out else root / "build"
    planned = _rendered([root], _Asked({root: folder / "summary"}, formats, current(), today, dry_run, trust))
    if out == "-":
        console.out_page(str(next(iter(planned))[1]), formats[0])
        return code
    return report_files(apply((generated(*item) for item in planned), dry_run=dry_run), dry_run, "--out") or code


def _table(
    roots: list[Path],
    trust: "Trust",
    paths: list[Path],
    to: str,
    out: str | None,
    each: bool,
    today: date,
    jobs: int | None,
    use_kept: bool,
    dry_run: bool,
) -> int:
    from pdcli.portfolio.counts import Counts, total
    from pdcli.render.comparison import render_comparison
    from pdcli.render.summary import page_formats
    from pdcli.runtime.parallel import map_portfolios
    from pdcli.scaffold.files import Verb, apply, conflicts, generated
    from pdcli.summary.batch import comparison_rows, open_portfolio, pack_words, page_names
    from pdcli.summary.brought import brought_by_all

    formats = written_formats(to, "comparison")
    if out == "-":
        only_text(formats)
        if each:
            raise UserError(_("--out - takes the table as text only."))
    found = comparison_rows(roots, today, jobs, use_kept, trust)
    packs = pack_words(found, trust, today)
    files = brought_by_all(((found[root].folder, root) for root in found), trust)
    # Few cannot be read wholly: what is wrong with them is looked for once more.
    unread = [item for root, row in found.items() if row.unreadable for item in open_portfolio(root, trust).unread]
    missed = missed_portfolios(paths)
    counts = total([*(row.files for row in found.values()), Counts(unread=len(missed))])
    code = tell_files(counts, [*unread, *missed])
    if out == "-":
        text = render_comparison(list(found.values()), formats[0], packs, today, brought=files)
        console.out_page(str(text), formats[0])
        return code
    folder = Path(out or "build")
    names = page_names(roots) if each else {}
    pages = {found[root].folder: f"{_PAGES_FOLDER}/{name}.html" for root, name in names.items()}
    planned = [
        generated(
            folder / f"comparison.{suffix}",
            render_comparison(list(found.values()), suffix, packs, today, pages, files),
        )
        for suffix in formats
    ]
    places = {root: folder / _PAGES_FOLDER / name for root, name in names.items()}
    wanted = page_formats(formats) if each else ()
    outcomes = conflicts(_page_file(place, suffix) for place in places.values() for suffix in wanted)
    # Where one page is in the way of a person's file, nothing is written at all.
    outcomes += apply(planned, dry_run=dry_run or bool(outcomes))
    if each and not any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        outcomes += map_portfolios(_write_pages, roots, _Asked(places, wanted, current(), today, dry_run, trust), jobs)
    return report_files(outcomes, dry_run, "--out") or code


def _write_pages(roots: Sequence[Path], asked: _Asked) -> "list[Outcome]":
    """Write the pages of some teachers, one after another: what is read is let go before the next is read."""
    from pdcli.scaffold.files import apply, generated

    if current() != asked.lang:
        # A fresh process of an old system speaks no language yet.
        use(asked.lang)
    outcomes: list[Outcome] = []
    for place, text in _rendered(roots, asked):
        outcomes += apply([generated(place, text)], dry_run=asked.dry_run, tidy=False)
    return outcomes


def _rendered(roots: Sequence[Path], asked: _Asked) -> Iterator[tuple[Path, str | bytes]]:
    from pdcli.render.summary import render_summary
    from pdcli.summary.batch import open_portfolio
    from pdcli.summary.build import summarise
    from pdcli.summary.history import logs

    for root, log in zip(roots, logs(roots, asked.today), strict=True):
        told = summarise(open_portfolio(root, asked.trust), asked.lang, log, asked.today)
        place = asked.places[root]
        for suffix in asked.formats:
            yield (
                _page_file(place, suffix),
                render_summary(told, suffix, root, real_path(place.parent), asked.today, asked.trust),
            )


def _page_file(place: Path, suffix: str) -> Path:
    """The file of a teacher's page; a folder's name may have a dot of its own."""
    return place.with_name(f"{place.name}.{suffix}")
