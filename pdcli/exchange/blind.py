"""Blind summaries as files: redacted, rendered and checked for leaks before anything is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdcli.anonymisation.leak_check import LeakReport, find_leaks
from pdcli.anonymisation.name_register import KeyState, Name, Names, collect_names, plain_text
from pdcli.anonymisation.redaction import blind_pack, blind_row, blind_summary, map_text, redact_text
from pdcli.anonymisation.small_groups import SmallGroup, identifying_values, is_one_school, small_groups
from pdcli.discovery.files import PROFILE_FILE, PROFILE_REF, enclosing_school
from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document, read_document
from pdcli.exchange.summaries import PAGES_FOLDER
from pdcli.i18n import Lang
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.render.comparison import render_comparison
from pdcli.render.formats import page_formats
from pdcli.render.summary import render_summary
from pdcli.resources import resource
from pdcli.summary.batch import PackWords, comparison_rows, pack_words
from pdcli.summary.build import Summary, summarise
from pdcli.summary.comparison import ComparisonRow, sorted_rows
from pdcli.summary.history import logs
from pdcli.text.spelling import WORD, words
from pdcli.vcs.git import GitError, GitProblem, run_git
from pdcli.writing.atomic import as_bytes

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
    `sources` maps a leaked word to its first line in the portfolios.
    """

    files: Mapping[str, bytes]
    names: Names
    leak_report: LeakReport
    warnings: IdentityWarnings
    sources: Mapping[str, SourceLine]


def blind_page(root: Path, key_state: KeyState, options: BlindOptions) -> BlindOutput:
    """The blind summary of one teacher in all formats."""
    names, refusals = _names([root], key_state, options)
    summary = _blind_summary(root, names, options)
    files = {f"summary.{suffix}": _rendered_page(summary, suffix, options) for suffix in options.formats}
    sample = _placeholder_summary(summary, options.lang)
    samples = [_rendered_page(sample, suffix, options) for suffix in options.formats]
    leak_report = find_leaks(files, names, _words_of(samples, names))
    return BlindOutput(
        files,
        names,
        leak_report,
        IdentityWarnings(identifying_values=identifying_values(summary, options.without), git_refusals=refusals),
        source_lines([root], leak_report, options.trust),
    )


def blind_table(
    roots: Sequence[Path], key_state: KeyState, options: BlindOptions, each: bool, jobs: int | None, use_cache: bool
) -> BlindOutput:
    """The blind comparison of several teachers, with `each` also a page for each of them, linked from the table."""
    names, refusals = _names(roots, key_state, options)
    table_rows = comparison_rows(roots, options.today, jobs, use_cache, options.trust)
    packs = {
        key: _redacted_words(words, names) for key, words in pack_words(table_rows, options.lang, options.trust).items()
    }
    redacted_rows = _distinct_folders(
        {root: blind_row(row, names, root, options.without) for root, row in table_rows.items()}
    )
    # Sorted by codes, which do not reveal the order of names.
    table = sorted_rows(redacted_rows.values())
    page_paths = {
        root: f"{PAGES_FOLDER}/{_page_name(row.folder, names.teachers[root])}" for root, row in redacted_rows.items()
    }
    page_paths = page_paths if each else {}
    pages = {redacted_rows[root].folder: f"{place}.html" for root, place in page_paths.items()}
    files = {
        f"comparison.{suffix}": _rendered_table(table, suffix, packs, options, pages) for suffix in options.formats
    }
    placeholders = [map_text(row, lambda _text: _PLACEHOLDER, options.lang) for row in table]
    samples = [_rendered_table(placeholders, suffix, packs, options, {}) for suffix in options.formats]
    formats = page_formats(options.formats)
    for root, place in page_paths.items():
        summary = _blind_summary(root, names, options)
        files.update({f"{place}.{suffix}": _rendered_page(summary, suffix, options) for suffix in formats})
        samples += [_rendered_page(_placeholder_summary(summary, options.lang), suffix, options) for suffix in formats]
    warnings = IdentityWarnings(
        small_groups(table, options.without), is_one_school(table, options.without), git_refusals=refusals
    )
    leak_report = find_leaks(files, names, _words_of(samples, names))
    return BlindOutput(files, names, leak_report, warnings, source_lines(roots, leak_report, options.trust))


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


def _names(roots: Sequence[Path], key_state: KeyState, options: BlindOptions) -> tuple[Names, list[GitRefusal]]:
    """The register of names, and git's reasons for not listing its authors."""
    authors: dict[Path, list[str]] = {}
    trust = options.trust
    refusals: dict[GitRefusal, None] = {}
    for root in roots:
        try:
            authors[root] = git_authors(root)
        except GitError as error:
            refusals[GitRefusal(error.problem, error.detail)] = None
    portfolios = (read_portfolio(root, trust) for root in roots)
    around = _surrounding_documents(roots, trust)
    return collect_names(portfolios, key_state, authors, options.lang, around), list(refusals)


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


def git_authors(root: Path) -> list[str]:
    """Names and e-mail addresses of all authors and committers of a portfolio. Raises GitError where git refuses."""
    try:
        output = run_git(root, "log", "--format=%an%n%ae%n%cn%n%ce", "--", ".")
    except GitError as error:
        if error.problem in (GitProblem.NO_GIT, GitProblem.NO_REPOSITORY, GitProblem.NO_COMMITS):
            return []
        raise
    return list(dict.fromkeys(line.strip() for line in output.splitlines() if line.strip()))


def _blind_summary(root: Path, names: Names, options: BlindOptions) -> Summary:
    summary = summarise(
        read_portfolio(root, options.trust), options.lang, logs([root], options.today)[0], options.today
    )
    return blind_summary(summary, names, root, options.without)


def _rendered_page(summary: Summary, suffix: str, options: BlindOptions) -> bytes:
    # Only shipped templates, because own ones may name the school. No evidence is linked.
    folder = resource("templates").parent
    return as_bytes(render_summary(summary, suffix, folder, folder, options.today, options.lang, Trust()))


def _rendered_table(
    table: Sequence[ComparisonRow],
    suffix: str,
    packs: Mapping[str, PackWords],
    options: BlindOptions,
    pages: Mapping[str, str],
) -> bytes:
    return as_bytes(render_comparison(table, suffix, packs, options.today, options.lang, pages))


def _placeholder_summary(summary: Summary, lang: Lang) -> Summary:
    return map_text(summary, lambda _text: _PLACEHOLDER, lang)


def _distinct_folders(rows: Mapping[Path, ComparisonRow]) -> dict[Path, ComparisonRow]:
    """Rows with unique folders: those of teachers with one code get a number."""
    counts: dict[str, int] = {}
    distinct_rows = {}
    for root, row in rows.items():
        counts[row.folder] = number = counts.get(row.folder, 0) + 1
        distinct_rows[root] = replace(row, folder=f"{row.folder}-{number}") if number > 1 else row
    return distinct_rows


def _redacted_words(words: PackWords, names: Names) -> PackWords:
    criteria = {number: redact_text(text, names) for number, text in words.criteria.items()}
    return PackWords(blind_pack(words.pack, names), criteria)


def _page_name(folder: str, teacher: Name) -> str:
    return teacher.file + folder.removeprefix(teacher.code)


def _words_of(samples: Sequence[bytes], names: Names) -> Iterator[str]:
    """Yield the words of placeholder pages and of the codes."""
    texts = [data.decode("utf-8", "replace") for data in samples] + [name.code for name in names.all]
    for text in texts:
        for word in WORD.findall(text):
            yield word
            yield from words(word)


def key_path(folder: Path) -> Path:
    """The path of the key: beside the folder, so that it is not handed over with it."""
    return folder.parent / f"{folder.name}-key.json"
