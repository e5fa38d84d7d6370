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
from pdcli.scaffold.files import Outcome, apply, conflicts, generated
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
    from pdcli.summary.batch import comparison_rows

    rows = comparison_rows(request.roots, request.today, request.jobs, request.use_cache, request.trust)
    return _table_of(rows, request)


def _table_of(rows: Mapping[Path, "ComparisonRow"], request: SummaryRequest) -> Table:
    from pdcli.portfolio.missed import missed_portfolios
    from pdcli.summary.batch import pack_words
    from pdcli.summary.brought import brought_by_all

    # Few cannot be read wholly: what is wrong with them is looked for once more.
    unread = [
        item for root, row in rows.items() if row.unreadable for item in read_portfolio(root, request.trust).unread
    ]
    missed = missed_portfolios(request.paths)
    return Table(
        rows,
        pack_words(rows, request.lang, request.trust),
        brought_by_all(((rows[root].folder, root) for root in rows), request.trust),
        total_counts([*(row.files for row in rows.values()), Counts(unread=len(missed))]),
        [*unread, *missed],
    )


def table_text(
    table: Table, suffix: str, request: SummaryRequest, pages: Mapping[str, str] | None = None
) -> str | bytes:
    """The table in a format; `pages` are the ways to the teachers' pages."""
    from pdcli.render.comparison import render_comparison

    rows = list(table.rows.values())
    return render_comparison(rows, suffix, table.packs, request.today, request.lang, pages, table.brought)


def write_table(folder: Path, request: SummaryRequest) -> tuple[Table, list[Outcome]]:
    """Read the portfolios and write the table, with `each` also the page of every teacher, linked from it.

    A file of a person in the place of a page keeps everything from being written.
    """
    from pdcli.summary.batch import page_names

    names = page_names(request.roots) if request.each else {}
    places = {root: folder / PAGES_FOLDER / name for root, name in names.items()}
    pages = _PageRequest(places, page_formats(request.formats), request)
    files = {suffix: folder / f"comparison.{suffix}" for suffix in request.formats}
    page_conflicts = conflicts(_page_file(place, suffix) for place in places.values() for suffix in pages.formats)
    if request.each and not page_conflicts and not conflicts(files.values()):
        table, page_outcomes = _write_pages(pages)
    else:
        table, page_outcomes = read_table(request), page_conflicts
    ways = {table.rows[root].folder: f"{PAGES_FOLDER}/{name}.html" for root, name in names.items()}
    planned = [generated(file, table_text(table, suffix, request, ways)) for suffix, file in files.items()]
    outcomes = apply(planned, dry_run=request.dry_run or bool(page_conflicts))
    return table, outcomes + page_outcomes


def _write_pages(pages: _PageRequest) -> tuple[Table, list[Outcome]]:
    """Write the page of every teacher; the table, of which each portfolio is read once for both."""
    from pdcli.runtime.parallel import map_portfolios
    from pdcli.summary.batch import RowCache, in_order

    request = pages.request
    cache = RowCache(request.roots, request.today, request.trust, request.use_cache)
    # git is asked once for all of them.
    teachers = [
        _Teacher(root, log, root not in cache.rows)
        for root, log in zip(request.roots, logs(request.roots, request.today), strict=True)
    ]
    outcomes: list[Outcome] = []
    for teacher, (row, page_outcomes) in zip(
        teachers, map_portfolios(_write_some_pages, teachers, pages, request.jobs), strict=True
    ):
        outcomes += page_outcomes
        if row:
            cache.keep(teacher.root, row)
    return _table_of(in_order(cache.rows, request.roots), request), outcomes


class _Teacher(NamedTuple):
    """A portfolio whose page is written; `needs_row` where the table has no row of it yet."""

    root: Path
    log: Log
    needs_row: bool


def _write_some_pages(
    teachers: Sequence[_Teacher], pages: _PageRequest
) -> list[tuple["ComparisonRow | None", list[Outcome]]]:
    """Write the pages of some teachers, one after another: what is read is let go before the next is read."""
    from pdcli.summary.comparison import comparison_row

    request = pages.request._replace(formats=pages.formats)
    results: list[tuple[ComparisonRow | None, list[Outcome]]] = []
    schools = Schools()
    for root, log, needs_row in teachers:
        portfolio = read_portfolio(root, request.trust, schools=schools)
        row = comparison_row(portfolio, request.today) if needs_row else None
        files = page_files(portfolio, log, pages.places[root], request)
        page_outcomes = [
            outcome
            for file, text in files
            for outcome in apply([generated(file, text)], dry_run=request.dry_run, tidy=False)
        ]
        results.append((row, page_outcomes))
    return results


def _page_file(place: Path, suffix: str) -> Path:
    """The file of a teacher's page; a folder's name may have a dot of its own."""
    return place.with_name(f"{place.name}.{suffix}")
