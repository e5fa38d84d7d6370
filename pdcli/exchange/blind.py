"""Blind summaries as files: made without names, then searched for them, before anything is written."""

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
from pdcli.discovery.files import PROFILE_FILE, PROFILE_REF, school_around
from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document, read_document
from pdcli.exchange.summaries import PAGES_FOLDER
from pdcli.i18n import Lang
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.render.comparison import render_comparison
from pdcli.render.summary import page_formats, render_summary
from pdcli.resources import resource
from pdcli.summary.batch import PackWords, comparison_rows, pack_notice, pack_words
from pdcli.summary.build import Summary, summarise
from pdcli.summary.comparison import ComparisonRow, sorted_rows
from pdcli.summary.history import logs
from pdcli.text.spelling import WORD, words
from pdcli.vcs.git import GitError, GitProblem, ask, refusal
from pdcli.writing.splice import as_bytes

# The text of a page of nobody.
_NOBODY = "·"


class Wanted(NamedTuple):
    """What is to be made. `without` are things to leave out besides names."""

    formats: Sequence[str]
    lang: Lang
    today: date
    without: frozenset[str] = frozenset()
    trust: Trust | None = None


class Warnings(NamedTuple):
    """What gives people away although their names are gone."""

    few: Sequence[SmallGroup] = ()
    one_school: bool = False
    alone: Sequence[tuple[str, str | None]] = ()
    git: Sequence[str] = ()
    """Why git did not tell whose names to look for."""


class Source(NamedTuple):
    """A line of a document."""

    file: Path
    line: int


class Blind(NamedTuple):
    """Files by their names in the folder to be handed over, what the search found, and what else tells who it is.
    `sources` are the places in the portfolios where words that were found come from.
    """

    files: Mapping[str, bytes]
    names: Names
    hunted: LeakReport
    warnings: Warnings
    sources: Mapping[str, Source]


def blind_page(root: Path, known: KeyState, wanted: Wanted) -> Blind:
    """One teacher's summary."""
    names, refusals = _names([root], known, wanted.trust)
    told = _told(root, names, wanted)
    files = {f"summary.{suffix}": _page(told, suffix, wanted) for suffix in wanted.formats}
    own = _words_of([_page(_nobody(told), suffix, wanted) for suffix in wanted.formats], names)
    hunted = find_leaks(files, names, own)
    return Blind(
        files,
        names,
        hunted,
        Warnings(alone=identifying_values(told, wanted.without), git=refusals),
        sources([root], hunted, wanted.trust),
    )


def blind_table(
    roots: Sequence[Path], known: KeyState, wanted: Wanted, each: bool, jobs: int | None, use_kept: bool
) -> Blind:
    """The table of several, and with `each` the page of every teacher as well, linked from it."""
    names, refusals = _names(roots, known, wanted.trust)
    found = comparison_rows(roots, wanted.today, jobs, use_kept, wanted.trust)
    packs = {key: _without_names(said, names) for key, said in pack_words(found, wanted.trust, wanted.today).items()}
    blind = _apart({root: blind_row(row, names, root, wanted.without) for root, row in found.items()})
    # In the order of codes, which says nothing.
    table = sorted_rows(blind.values())
    places = {root: f"{PAGES_FOLDER}/{_page_name(row.folder, names.teachers[root])}" for root, row in blind.items()}
    places = places if each else {}
    pages = {blind[root].folder: f"{place}.html" for root, place in places.items()}
    files = {f"comparison.{suffix}": _table(table, suffix, packs, wanted.today, pages) for suffix in wanted.formats}
    samples = [
        _table([map_text(row, lambda _text: _NOBODY) for row in table], suffix, packs, wanted.today, {})
        for suffix in wanted.formats
    ]
    formats = page_formats(wanted.formats)
    for root, place in places.items():
        told = _told(root, names, wanted)
        files.update({f"{place}.{suffix}": _page(told, suffix, wanted) for suffix in formats})
        samples += [_page(_nobody(told), suffix, wanted) for suffix in formats]
    warnings = Warnings(small_groups(table, wanted.without), is_one_school(table, wanted.without), git=refusals)
    hunted = find_leaks(files, names, _words_of(samples, names))
    return Blind(files, names, hunted, warnings, sources(roots, hunted, wanted.trust))


def sources(roots: Sequence[Path], hunted: LeakReport, trust: Trust | None = None) -> dict[str, Source]:
    """Where in the portfolios stands what a search found: word -> its first place."""
    wanted = {found.word: found.word.casefold() for found in (*hunted.leaks, *hunted.suspects)}
    places: dict[str, Source] = {}
    for document in (found for root in roots for found in read_portfolio(root, trust).documents) if wanted else ():
        text = plain_text(document.text).casefold()
        for word, folded in wanted.items():
            found = word not in places and re.search(r"\s+".join(map(re.escape, folded.split())), text)
            if found:
                places[word] = Source(document.path, text.count("\n", 0, found.start()) + 1)
    return places


def _names(roots: Sequence[Path], known: KeyState, trust: Trust | None) -> tuple[Names, list[str]]:
    """Whose names are hidden, and why git did not tell those of its authors, where it did not."""
    authors: dict[Path, list[str]] = {}
    refusals: dict[str, None] = {}
    for root in roots:
        try:
            authors[root] = git_authors(root)
        except GitError as error:
            refusals[refusal(error.problem, error.said)] = None
    return collect_names((read_portfolio(root, trust) for root in roots), known, authors, _around(roots, trust)), list(
        refusals
    )


def _around(roots: Sequence[Path], trust: Trust | None) -> Iterator[Document]:
    """What the schools of some portfolios say of themselves, and who the other teachers there are."""
    for place in dict.fromkeys(school_around(root) for root in roots):
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
    """Names and addresses of everybody who has committed to a portfolio. Raises GitError where git refuses to tell."""
    try:
        said = ask(root, "log", "--format=%an%n%ae%n%cn%n%ce", "--", ".")
    except GitError as error:
        if error.problem in (GitProblem.NO_GIT, GitProblem.NO_REPOSITORY, GitProblem.NO_COMMITS):
            return []
        raise
    return list(dict.fromkeys(line.strip() for line in said.splitlines() if line.strip()))


def _told(root: Path, names: Names, wanted: Wanted) -> Summary:
    told = summarise(read_portfolio(root, wanted.trust), wanted.lang, logs([root], wanted.today)[0], wanted.today)
    return blind_summary(told, names, root, wanted.without)


def _page(told: Summary, suffix: str, wanted: Wanted) -> bytes:
    # pd's own looks only: a school's templates may name it. No file of evidence is linked.
    place = resource("templates").parent
    return as_bytes(render_summary(told, suffix, place, place, wanted.today, Trust()))


def _table(
    table: Sequence[ComparisonRow], suffix: str, packs: Mapping[str, PackWords], today: date, pages: Mapping[str, str]
) -> bytes:
    return as_bytes(render_comparison(table, suffix, packs, today, pages))


def _nobody(told: Summary) -> Summary:
    return map_text(told, lambda _text: _NOBODY)


def _apart(rows: Mapping[Path, ComparisonRow]) -> dict[Path, ComparisonRow]:
    """Rows of namesakes, who have one code, told apart by their folders."""
    counts: dict[str, int] = {}
    found = {}
    for root, row in rows.items():
        counts[row.folder] = number = counts.get(row.folder, 0) + 1
        found[root] = replace(row, folder=f"{row.folder}-{number}") if number > 1 else row
    return found


def _without_names(said: PackWords, names: Names) -> PackWords:
    pack = blind_pack(said.pack, names)
    criteria = {number: redact_text(text, names) for number, text in said.criteria.items()}
    return PackWords(pack, redact_text(pack_notice(pack), names), criteria)


def _page_name(folder: str, teacher: Name) -> str:
    return teacher.file + folder.removeprefix(teacher.code)


def _words_of(samples: Sequence[bytes], names: Names) -> Iterator[str]:
    """The words of pages that tell of nobody, and of the codes."""
    texts = [data.decode("utf-8", "replace") for data in samples] + [name.code for name in names.all]
    for text in texts:
        for word in WORD.findall(text):
            yield word
            yield from words(word)


def key_place(folder: Path) -> Path:
    """Where the key of a folder is kept: beside it, so that whoever hands over the folder keeps the key."""
    return folder.parent / f"{folder.name}-key.json"
