"""Blind summaries as files: redacted, rendered and checked for leaks before anything is written."""

import pickle
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from pdcli.anonymisation.leak_check import LeakReport, find_leaks
from pdcli.anonymisation.name_register import KeyState, Name, NameCollector, Names, plain_text
from pdcli.anonymisation.redaction import blind_pack, blind_row, blind_summary, map_text, redact_text
from pdcli.anonymisation.small_groups import SmallGroup, identifying_values, is_one_school, small_groups
from pdcli.diagnostics import Diagnostic
from pdcli.discovery.files import PROFILE_FILE, PROFILE_REF, enclosing_school
from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document
from pdcli.documents.reader import read_document
from pdcli.exchange.page_words import PageWords, page_words, template_texts
from pdcli.exchange.summaries import PAGES_FOLDER
from pdcli.i18n import Lang, looked_up
from pdcli.portfolio.counts import Counts, total_counts
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.render.comparison import render_comparison
from pdcli.render.formats import FORMATS, page_formats
from pdcli.render.summary import render_summary
from pdcli.resources import resource
from pdcli.runtime.parallel import map_portfolios
from pdcli.summary.batch import PackWords, in_order, pack_words
from pdcli.summary.build import Summary, summarise
from pdcli.summary.comparison import ComparisonRow, comparison_row, sorted_rows
from pdcli.summary.history import logs
from pdcli.vcs.authors import read_authors
from pdcli.vcs.git import GitProblem
from pdcli.vcs.log import Log
from pdcli.writing.atomic import as_bytes

T = TypeVar("T")
# Replaces all texts in a rendered sample that shows the words of the template.
_PLACEHOLDER = "·"


class BlindOptions(NamedTuple):
    """The options of a blind summary. `without` are the fields to leave out besides names."""

    formats: Sequence[str]
    lang: Lang
    today: date
    without: frozenset[str] = frozenset()
    trust: Trust | None = None


class GitRefusal(NamedTuple):
    """Why git did not tell whose names to look for: the problem and detail of a GitError."""

    problem: GitProblem
    detail: str


class IdentityWarnings(NamedTuple):
    """What may identify a teacher although names are redacted."""

    small_groups: Sequence[SmallGroup] = ()
    is_one_school: bool = False
    identifying_values: Sequence[tuple[str, str | None]] = ()
    git_refusals: Sequence[GitRefusal] = ()


class SourceLine(NamedTuple):
    """A line of a document."""

    file: Path
    line: int


class BlindOutput(NamedTuple):
    """Name -> content of the files to hand over, the result of the leak check, and warnings.
    `sources` maps a leaked word to its first line in the portfolios; `counts` and `unread` are for whoever makes the
    files, which do not tell them.
    """

    files: Mapping[str, bytes]
    names: Names
    leak_report: LeakReport
    warnings: IdentityWarnings
    sources: Mapping[str, SourceLine]
    counts: Counts
    unread: Sequence[Diagnostic]


class _Read(NamedTuple):
    """What is taken from some portfolios while they are in memory: names, rows of a table or summaries by folders."""

    names: NameCollector
    rows: Mapping[Path, ComparisonRow]
    summaries: Mapping[Path, Summary]
    counts: Sequence[Counts]
    unread: Sequence[Diagnostic]


class _Reading(NamedTuple):
    """How portfolios are read: as rows of a table, as summaries for pages."""

    options: BlindOptions
    has_rows: bool
    has_pages: bool


class _PageRequest(NamedTuple):
    """The register of names as bytes, so that a process unpacks it once for all its pages; formats, and options."""

    names: bytes
    formats: Sequence[str]
    options: BlindOptions


class _Pages(NamedTuple):
    """Name -> content of pages, and the translations that were looked up for them."""

    files: Mapping[str, bytes]
    translations: Set[str]


def blind_page(root: Path, key_state: KeyState, options: BlindOptions) -> BlindOutput:
    """The blind summary of one teacher in all formats."""
    read = _read([root], _Reading(options, has_rows=False, has_pages=True), 1)
    names, refusals = _names(read.names, [root], key_state, options)
    summary = blind_summary(read.summaries[root], names, root, options.without)
    files = {f"summary.{suffix}": _rendered_page(summary, suffix, options) for suffix in options.formats}
    samples = _samples(summary, options.formats, options)
    template_words = PageWords(_code_words(names), samples, partial(template_texts, options.lang))
    leak_report = find_leaks(files, names, template_words)
    warnings = IdentityWarnings(identifying_values=identifying_values(summary, options.without), git_refusals=refusals)
    sources = source_lines([root], leak_report, options.trust)
    return BlindOutput(_converted(files), names, leak_report, warnings, sources, total_counts(read.counts), read.unread)


def blind_table(
    roots: Sequence[Path], key_state: KeyState, options: BlindOptions, each: bool, jobs: int | None
) -> BlindOutput:
    """The blind comparison of several teachers, with `each` also a page for each of them, linked from the table; `jobs`
    processes make them, None: as many as pay off.
    """
    read = _read(roots, _Reading(options, has_rows=True, has_pages=each), jobs)
    names, refusals = _names(read.names, roots, key_state, options)
    request = _PageRequest(pickle.dumps(names), page_formats(options.formats), options)
    table_rows = in_order(read.rows, roots)
    packs = {
        key: _redacted_words(words, names) for key, words in pack_words(table_rows, options.lang, options.trust).items()
    }
    redacted_rows = _distinct_folders(
        {root: blind_row(row, names, root, options.without) for root, row in table_rows.items()}
    )
    # Sorted by codes, which do not reveal the order of names.
    table = sorted_rows(redacted_rows.values())
    page_names = {root: _page_name(row.folder, names.teachers[root]) for root, row in redacted_rows.items()}
    pages = [_Page(root, read.summaries[root], f"{PAGES_FOLDER}/{name}") for root, name in page_names.items() if each]
    ways = {redacted_rows[page.root].folder: f"{page.place}.html" for page in pages}
    files = {f"comparison.{suffix}": _rendered_table(table, suffix, packs, options, ways) for suffix in options.formats}
    translations: set[str] = set()
    for part in map_portfolios(_blind_pages, pages, request, jobs):
        files |= part.files
        translations |= part.translations
    table_samples = (
        _rendered_table([_placeholders(row, options) for row in table], suffix, packs, options, {})
        for suffix in options.formats
    )
    page_samples = (
        sample
        for page in pages
        for sample in _samples(blind_summary(page.summary, names, page.root, options.without), request.formats, options)
    )
    template_words = PageWords(
        _code_words(names),
        chain(table_samples, page_samples),
        partial(template_texts, options.lang, [repr(packs), *translations]),
    )
    warnings = IdentityWarnings(
        small_groups(table, options.without), is_one_school(table, options.without), git_refusals=refusals
    )
    # In one process, because most of a page stands on all of them and is searched once.
    leak_report = find_leaks(files, names, template_words)
    sources = source_lines(roots, leak_report, options.trust)
    return BlindOutput(_converted(files), names, leak_report, warnings, sources, total_counts(read.counts), read.unread)


def source_lines(roots: Sequence[Path], leak_report: LeakReport, trust: Trust | None = None) -> dict[str, SourceLine]:
    """Leaked word -> its first line in the portfolios."""
    words = {leak.word: leak.word.casefold() for leak in (*leak_report.leaks, *leak_report.suspects)}
    places: dict[str, SourceLine] = {}
    for document in (item for root in roots for item in read_portfolio(root, trust).documents) if words else ():
        text = plain_text(document.text).casefold()
        for word, folded in words.items():
            match = word not in places and re.search(r"\s+".join(map(re.escape, folded.split())), text)
            if match:
                places[word] = SourceLine(document.path, text.count("\n", 0, match.start()) + 1)
    return places


def _read(roots: Sequence[Path], reading: _Reading, jobs: int | None) -> _Read:
    """Read each portfolio once."""
    # git is asked once for all of them.
    page_logs = logs(roots, reading.options.today) if reading.has_pages else [None] * len(roots)
    parts = map_portfolios(_read_part, list(zip(roots, page_logs, strict=True)), reading, jobs)
    names = NameCollector()
    for part in parts:
        names.update(part.names)
    return _Read(
        names,
        {root: row for part in parts for root, row in part.rows.items()},
        {root: summary for part in parts for root, summary in part.summaries.items()},
        [counts for part in parts for counts in part.counts],
        [item for part in parts for item in part.unread],
    )


def _read_part(roots: Sequence[tuple[Path, Log | None]], reading: _Reading) -> list[_Read]:
    """What is taken from some portfolios, each let go before the next is read."""
    options = reading.options
    names = NameCollector()
    rows: dict[Path, ComparisonRow] = {}
    summaries: dict[Path, Summary] = {}
    counts: list[Counts] = []
    unread: list[Diagnostic] = []
    schools = Schools()
    for root, log in roots:
        portfolio = read_portfolio(root, options.trust, schools=schools)
        names.add_portfolio(portfolio)
        if reading.has_rows:
            rows[root] = comparison_row(portfolio, options.today)
        if log:
            summaries[root] = summarise(portfolio, options.lang, log, options.today)
        counts.append(portfolio.ledger.counts)
        unread += portfolio.unread
    return [_Read(names, rows, summaries, counts, unread)]


def _names(
    collector: NameCollector, roots: Sequence[Path], key_state: KeyState, options: BlindOptions
) -> tuple[Names, list[GitRefusal]]:
    """The register of names, and git's reasons for not listing its authors."""
    authors, refusals = read_authors(roots)
    collector.add_authors(authors)
    for document in _surrounding_documents(roots, options.trust):
        collector.add_surrounding_document(document)
    reasons = dict.fromkeys(GitRefusal(error.problem, error.detail) for error in refusals)
    return collector.names(key_state, options.lang), list(reasons)


def _surrounding_documents(roots: Sequence[Path], trust: Trust | None) -> Iterator[Document]:
    """Yield the documents of the enclosing schools, and the profiles of the other teachers there."""
    for place in dict.fromkeys(enclosing_school(root) for root in roots):
        if place is None:
            continue
        school = load_school(place, trust)
        yield from school.own.documents
        for folder in school.teachers.values():
            file = str(folder / PROFILE_FILE)
            profile = None if folder in roots else read_document(file, PROFILE_REF, school.own.forms, school.lang)
            if profile:
                yield profile


class _Page(NamedTuple):
    """A page to be made: of which teacher, and where, without its ending."""

    root: Path
    summary: Summary
    place: str


def _blind_pages(pages: Sequence[_Page], request: _PageRequest) -> list[_Pages]:
    """Redact and render some pages."""
    names = _register(request.names)
    options = request.options
    summaries = {page.place: blind_summary(page.summary, names, page.root, options.without) for page in pages}
    files = {
        f"{place}.{suffix}": _rendered_page(summary, suffix, options)
        for place, summary in summaries.items()
        for suffix in request.formats
    }
    return [_Pages(files, looked_up(options.lang))]


def _samples(summary: Summary, formats: Sequence[str], options: BlindOptions) -> Iterator[bytes]:
    """The pages of a summary with placeholders for what people wrote: what remains is of the templates."""
    sample = _placeholders(summary, options)
    return (_rendered_page(sample, suffix, options) for suffix in formats)


def _placeholders(value: T, options: BlindOptions) -> T:
    return map_text(value, lambda _text: _PLACEHOLDER, options.lang)


@lru_cache(maxsize=1)
def _register(names: bytes) -> Names:
    """A register of names; a process has several parts of one school to make."""
    register: Names = pickle.loads(names)
    return register


def _searched_format(suffix: str) -> str:
    """The format in which a page is searched for names: one that is made of the page in HTML says the same."""
    return "html" if FORMATS.get(suffix).convert else suffix


def _converted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> content of files in the formats that their names tell, of what was searched."""

    def content(name: str, data: bytes) -> bytes:
        convert = FORMATS.get(name.rpartition(".")[2]).convert
        return convert(data.decode()) if convert else data

    return {name: content(name, data) for name, data in files.items()}


def _rendered_page(summary: Summary, suffix: str, options: BlindOptions) -> bytes:
    # Only shipped templates, because own ones may name the school. No evidence is linked.
    folder = resource("templates").parent
    suffix = _searched_format(suffix)
    return as_bytes(render_summary(summary, suffix, folder, folder, options.today, options.lang, Trust()))


def _rendered_table(
    table: Sequence[ComparisonRow],
    suffix: str,
    packs: Mapping[str, PackWords],
    options: BlindOptions,
    pages: Mapping[str, str],
) -> bytes:
    suffix = _searched_format(suffix)
    return as_bytes(render_comparison(table, suffix, packs, options.today, options.lang, pages))


def _distinct_folders(rows: Mapping[Path, ComparisonRow]) -> dict[Path, ComparisonRow]:
    """Rows with unique folders: those of teachers with one code get a number."""
    counts: dict[str, int] = {}
    distinct_rows = {}
    for root, row in rows.items():
        counts[row.folder] = number = counts.get(row.folder, 0) + 1
        distinct_rows[root] = row.replace(folder=f"{row.folder}-{number}") if number > 1 else row
    return distinct_rows


def _redacted_words(words: PackWords, names: Names) -> PackWords:
    criteria = {number: redact_text(text, names) for number, text in words.criteria.items()}
    return PackWords(blind_pack(words.pack, names), criteria)


def _page_name(folder: str, teacher: Name) -> str:
    return teacher.file + folder.removeprefix(teacher.code)


def _code_words(names: Names) -> Iterator[str]:
    return (word for name in names.all for word in page_words(name.code))


def key_path(folder: Path) -> Path:
    """The path of the key: beside the folder, so that it is not handed over with it."""
    return folder.parent / f"{folder.name}-key.json"
