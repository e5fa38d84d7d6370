"""The git history of documents: first and last change beside the dates that they state.

These are facts about files, not about the work, and nothing here judges or ranks: a document with a truncated history,
or one committed together with many others, is marked so. Private documents are counted in the calendar and never named.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

from pdcli.discovery.trust import Trust, own_trust
from pdcli.model.json_data import json_data
from pdcli.model.plain import STAGES
from pdcli.model.privacy import File, Key, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.metadata import DocumentMeta, PortfolioMeta, metadata_of, read_metadata
from pdcli.summary.brought import BroughtFile, brought_files
from pdcli.vcs.log import FileHistory, Log, read_logs

if TYPE_CHECKING:
    from pdcli.portfolio.portfolio import Portfolio

SCHEMA_VERSION = 1
NoteCode = Literal[
    "shallow", "rewritten", "committed-later", "impossible", "not-in-git", "uncommitted", "no-working-tree", "renamed",
    "exact-renames",
]  # fmt: skip
# A document first committed at most so many days before or after the day that it is about is near the event.
NEAR_DAYS = 14
# Documents that appeared on one day are a bulk from this number on,
BULK_DOCUMENTS = 10
# or from this part of all documents on (one of so many),
BULK_PART = 5
# but never fewer than this, however small the portfolio is.
BULK_FEWEST = 5


class DocumentHistory(Value):
    """One document. `claimed` is the day it is about, `written` and `changed` are those of its first and last commit.

    `days` is written minus claimed; `nearness` is near, before or later. `cut` is the day where the known history
    begins with the document already there. Unknown values are None.
    """

    ref: Text
    title: Text
    kind: Key | None
    claimed: date | None
    written: date | None
    changed: date | None
    days: int | None
    nearness: Word | None
    cut: date | None
    commits: int
    in_bulk: bool
    renamed_from: tuple[File, ...]
    uncommitted: bool | None


class Week(Value):
    """A week, by its Monday, and the number of documents changed in it."""

    monday: date
    documents: int


class Nearness(Value):
    """Numbers of documents first committed near, before and later than the day they are about, known and unknown."""

    near: int
    before: int
    later: int
    told: int
    untold: int


class Bulk(Value):
    """A day on which many documents appeared at once: their number, and the refs of public ones."""

    day: date
    count: int
    refs: tuple[Text, ...]


class Silence(Value):
    """The longest period without a change: the days of the changes around it, and its length in days."""

    start: date
    end: date
    days: int


class Note(Value):
    """A caveat for the figures; its words are chosen where it is rendered."""

    code: NoteCode
    count: int = 0
    days: tuple[date, ...] = ()


class History(Value):
    """The history of a portfolio. `problem` is why git gives no history; then only the stated dates are known."""

    path: Text
    name: Text | None
    problem: Word | None
    said: Text
    documents: tuple[DocumentHistory, ...]
    private: int
    commits: int
    first: date | None
    last: date | None
    weeks: tuple[Week, ...]
    active_weeks: int
    all_weeks: int
    nearness: Nearness
    bulk: tuple[Bulk, ...]
    silence: Silence | None
    notes: tuple[Note, ...]
    brought: tuple[BroughtFile, ...] = ()


def history(portfolio: "Portfolio", today: date) -> History:
    """The history of a portfolio. `today` only decides which commits are dated in the future."""
    return history_from_log(metadata_of(portfolio), read_logs([portfolio.root], today)[0])


def logs(roots: Sequence[Path], today: date) -> list[Log]:
    """The git logs of portfolios as of a day. A past day makes no later commit impossible."""
    return read_logs(roots, max(today, date.today()))


def histories(roots: Sequence[Path], today: date, trust: Trust | None = None) -> list[History]:
    """The histories of portfolios, equal to `history` but faster, because documents are not validated.

    Without a `trust` each portfolio is one's own.
    """
    # Whoever reads one history at a time needs no threads.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        # git runs while the documents are read.
        logs = pool.submit(read_logs, roots, today)
        metadata = [read_metadata(root, trust) for root in roots]
        portfolio_histories = [
            history_from_log(document_meta, log) for document_meta, log in zip(metadata, logs.result(), strict=True)
        ]
    return [
        item.replace(brought=brought_files(root, trust or own_trust(root)))
        for root, item in zip(roots, portfolio_histories, strict=True)
    ]


def history_data(portfolio_histories: Iterable[History]) -> dict[str, Any]:
    """Histories as plain data for JSON."""
    return {"schema_version": SCHEMA_VERSION, "portfolios": [json_data(item) for item in portfolio_histories]}


def history_from_log(meta: PortfolioMeta, log: Log) -> History:
    """The history of a portfolio from the metadata of its documents and the git log."""
    # As git writes paths: refs have forward slashes already.
    names = {document.file: document.ref + document.file[document.file.rindex(".") :] for document in meta.documents}
    in_git = _names_in_git(list(names.values()), log)
    files = {file: log.files.get(in_git[name]) for file, name in names.items()}
    bulk = _bulk(meta.documents, files)
    imported = {item.day for item in bulk}
    public_documents = [document for document in meta.documents if not document.is_private]
    uncommitted = log.uncommitted
    documents = [
        _document_history(
            document,
            files[document.file],
            imported,
            None if uncommitted is None else in_git[names[document.file]] in uncommitted,
        )
        for document in public_documents
    ]
    days = sorted({day for file_history in files.values() if file_history for day in file_history.days})
    weeks = _weeks(files.values())
    return History(
        path=meta.root.name,
        name=meta.name,
        problem=log.problem.value if log.problem else None,
        said=log.detail,
        documents=tuple(sorted(documents, key=lambda item: (item.written or item.cut or date.max, item.ref))),
        private=len(meta.documents) - len(public_documents),
        commits=log.commits,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        weeks=weeks,
        active_weeks=len(weeks),
        all_weeks=(weeks[-1].monday - weeks[0].monday).days // 7 + 1 if weeks else 0,
        nearness=_nearness(documents),
        bulk=bulk,
        silence=_silence(days),
        notes=tuple(_notes(log, documents)),
    )


def _names_in_git(names: Sequence[str], log: Log) -> dict[str, str]:
    """Name -> name in git. macOS may decompose letters such as й; Windows ignores a change of case in a name."""
    git_names = {name: name for name in names}
    # Uncommitted files are known to git by this very name.
    unmatched = [name for name in names if name not in log.files and name not in (log.uncommitted or ())]
    if unmatched and log.files:
        folded = {_folded(name): name for name in log.files if name not in git_names}
        git_names.update({name: folded.get(_folded(name), name) for name in unmatched})
    return git_names


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _document_history(
    document: DocumentMeta, file_history: FileHistory | None, imported: set[date], uncommitted: bool | None
) -> DocumentHistory:
    # With a truncated history the first known change is not the first one.
    first_change = file_history.days[0] if file_history and file_history.days and not file_history.cut else None
    days = (first_change - document.day).days if first_change and document.day else None
    return DocumentHistory(
        ref=document.ref,
        title=document.title,
        kind=document.kind,
        claimed=document.day,
        written=first_change,
        changed=file_history.days[-1] if file_history and file_history.days else None,
        days=days,
        nearness=None if days is None else "near" if abs(days) <= NEAR_DAYS else "before" if days < 0 else "later",
        cut=file_history.cut if file_history else None,
        commits=file_history.commits if file_history else 0,
        in_bulk=first_change in imported,
        renamed_from=file_history.renamed_from if file_history else (),
        uncommitted=uncommitted,
    )


def _weeks(files: Iterable[FileHistory | None]) -> tuple[Week, ...]:
    counts: Counter[date] = Counter()
    for file_history in files:
        # A document counts once a week.
        counts.update({day - timedelta(days=day.weekday()) for day in file_history.days} if file_history else ())
    return tuple(Week(monday, counts[monday]) for monday in sorted(counts))


def _nearness(documents: Sequence[DocumentHistory]) -> Nearness:
    counts = Counter(item.nearness for item in documents)
    untold = counts.pop(None, 0)
    return Nearness(counts["near"], counts["before"], counts["later"], len(documents) - untold, untold)


def _bulk(documents: Sequence[DocumentMeta], files: dict[str, FileHistory | None]) -> tuple[Bulk, ...]:
    by_day: dict[date, list[DocumentMeta]] = {}
    for document in documents:
        file_history = files[document.file]
        if file_history and file_history.days and not file_history.cut:
            by_day.setdefault(file_history.days[0], []).append(document)
    threshold = max(
        min(BULK_DOCUMENTS, len({_creation_unit(document) for document in documents}) / BULK_PART), BULK_FEWEST
    )
    return tuple(
        Bulk(day, len(day_documents), tuple(document.ref for document in day_documents if not document.is_private))
        for day, day_documents in sorted(by_day.items())
        if len({_creation_unit(document) for document in day_documents}) >= threshold
    )


def _creation_unit(document: DocumentMeta) -> str:
    """Documents that pd creates together count as one: the first two, and a cycle with its five stages."""
    if document.kind in ("portfolio", "evidence"):
        return "portfolio"
    return document.ref.rpartition("/")[0] if document.kind in ("cycle", *STAGES) else document.ref


def _silence(days: Sequence[date]) -> Silence | None:
    pairs = [Silence(before, after, (after - before).days) for before, after in pairwise(days)]
    return max(pairs, key=lambda item: item.days, default=None)


def _notes(log: Log, documents: Sequence[DocumentHistory]) -> Iterable[Note]:
    if log.problem:
        return
    cut_days = [item.cut for item in documents if item.cut]
    if log.shallow:
        yield Note("shallow", len(cut_days), (min(cut_days), max(cut_days)) if cut_days else ())
    for item in log.rewritings:
        yield Note("rewritten", item.commits, (item.day, item.first, item.last))
    if log.committed_later:
        yield Note("committed-later", log.committed_later)
    if log.impossible:
        days = sorted({day for day in log.impossible if day})
        yield Note("impossible", len(log.impossible), (days[0], days[-1]) if days else ())
    missing = sum(not item.commits and not item.cut for item in documents)
    if missing:
        yield Note("not-in-git", missing)
    uncommitted = sum(bool(item.uncommitted and (item.commits or item.cut)) for item in documents)
    if uncommitted:
        yield Note("uncommitted", uncommitted)
    if log.uncommitted is None:
        yield Note("no-working-tree")
    renamed = sum(bool(item.renamed_from) for item in documents)
    if renamed:
        yield Note("renamed", renamed)
    if log.exact_renames_only:
        yield Note("exact-renames")
