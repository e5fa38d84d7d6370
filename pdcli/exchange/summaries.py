"""Summaries as files: the page of one teacher, and the table of several with the page of each beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.files import real_path
from pdcli.discovery.trust import Trust
from pdcli.i18n import Lang
from pdcli.portfolio.counts import Counts, total_counts
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.portfolio import Portfolio
from pdcli.render.formats import page_formats
from pdcli.scaffold.files import Outcome, Verb, apply, conflicts, generated
from pdcli.summary.build import summarise
from pdcli.summary.history import logs
from pdcli.vcs.log import Log

if TYPE_CHECKING:
    from pdcli.summary.batch import PackWords
    from pdcli.summary.brought import BroughtFile
    from pdcli.summary.comparison import ComparisonRow

# Of teachers' pages written with the table.
PAGES_FOLDER = "teachers"


class SummaryRequest(NamedTuple):
    """Of which portfolios (`roots`, found below `paths`) summaries are made, in which formats and language, as of which
    day, and whose settings act.

    Of several, `each` has its own page too; `jobs` processes read them, None: as many as pay off. Without `use_cache`
    rows of earlier runs are neither taken nor kept.
    """

    roots: Sequence[Path]
    paths: Sequence[Path]
    formats: Sequence[str]
    lang: Lang
    today: date
    trust: Trust
    each: bool = False
    jobs: int | None = None
    use_cache: bool = True
    dry_run: bool = False


class Table(NamedTuple):
    """What is told of several portfolios: their rows by their folders, the rule packs used, what they bring of their
    own, how many files were read, and what could not be.
    """

    rows: Mapping[Path, "ComparisonRow"]
    packs: Mapping[str, "PackWords"]
    brought: Sequence["BroughtFile"]
    counts: Counts
    unread: Sequence[Diagnostic]


class _PageRequest(NamedTuple):
    """What is asked for every teacher's page: where it lies, without its ending, by the folder of the portfolio."""

    places: Mapping[Path, Path]
    formats: Sequence[str]
    request: SummaryRequest


def page_files(
    portfolio: Portfolio, log: Log, place: Path, request: SummaryRequest
) -> Iterator[tuple[Path, str | bytes]]:
    """The summary of one teacher in every format asked for: file and text. `place` is the file without its ending."""
    # A table alone needs no pages.
    from pdcli.render.summary import render_summary

    summary = summarise(portfolio, request.lang, log, request.today)
    folder = real_path(place.parent)
    for suffix in request.formats:
        text = render_summary(summary, suffix, portfolio.root, folder, request.today, request.lang, request.trust)
        yield _page_file(place, suffix), text


def read_table(request: SummaryRequest) -> Table:
    """Read the portfolios, those that have not changed from earlier runs."""
    # The page of one teacher needs no table.
    from pdcli.portfolio.missed import missed_portfolios
    from pdcli.summary.batch import comparison_rows, pack_words
    from pdcli.summary.brought import brought_by_all

    table_rows = comparison_rows(request.roots, request.today, request.jobs, request.use_cache, request.trust)
    # Few cannot be read wholly: what is wrong with them is looked for once more.
    unread = [
        item
        for root, row in table_rows.items()
        if row.unreadable
        for item in read_portfolio(root, request.trust).unread
    ]
    missed = missed_portfolios(request.paths)
    return Table(
        table_rows,
        pack_words(table_rows, request.lang, request.trust),
        brought_by_all(((table_rows[root].folder, root) for root in table_rows), request.trust),
        total_counts([*(row.files for row in table_rows.values()), Counts(unread=len(missed))]),
        [*unread, *missed],
    )


def table_text(
    table: Table, suffix: str, request: SummaryRequest, pages: Mapping[str, str] | None = None
) -> str | bytes:
    """The table in a format; `pages` are the ways to the teachers' pages."""
    from pdcli.render.comparison import render_comparison

    rows = list(table.rows.values())
    return render_comparison(rows, suffix, table.packs, request.today, request.lang, pages, table.brought)


def write_table(table: Table, folder: Path, request: SummaryRequest) -> list[Outcome]:
    """Write the table, and with `each` the page of every teacher, linked from it."""
    from pdcli.runtime.parallel import map_portfolios
    from pdcli.summary.batch import page_names

    names = page_names(request.roots) if request.each else {}
    ways = {table.rows[root].folder: f"{PAGES_FOLDER}/{name}.html" for root, name in names.items()}
    planned = [
        generated(folder / f"comparison.{suffix}", table_text(table, suffix, request, ways))
        for suffix in request.formats
    ]
    places = {root: folder / PAGES_FOLDER / name for root, name in names.items()}
    pages = _PageRequest(places, page_formats(request.formats), request)
    outcomes = conflicts(_page_file(place, suffix) for place in places.values() for suffix in pages.formats)
    # Where one page is in the way of a person's file, nothing is written at all.
    outcomes += apply(planned, dry_run=request.dry_run or bool(outcomes))
    if request.each and not any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        # git is asked once for all of them.
        portfolios = list(zip(request.roots, logs(request.roots, request.today), strict=True))
        outcomes += map_portfolios(_write_pages, portfolios, pages, request.jobs)
    return outcomes


def _write_pages(portfolios: Sequence[tuple[Path, Log]], pages: _PageRequest) -> list[Outcome]:
    """Write the pages of some teachers, one after another: what is read is let go before the next is read."""
    request = pages.request._replace(formats=pages.formats)
    outcomes: list[Outcome] = []
    schools = Schools()
    for root, log in portfolios:
        portfolio = read_portfolio(root, request.trust, schools=schools)
        for file, text in page_files(portfolio, log, pages.places[root], request):
            outcomes += apply([generated(file, text)], dry_run=request.dry_run, tidy=False)
    return outcomes


def _page_file(place: Path, suffix: str) -> Path:
    """The file of a teacher's page; a folder's name may have a dot of its own."""
    return place.with_name(f"{place.name}.{suffix}")
