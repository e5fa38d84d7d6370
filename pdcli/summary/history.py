"""When documents were first written and last changed in git, beside the dates that they claim.

These are facts about files. They say nothing about the work itself, and nothing here judges or ranks: a document whose
history is cut, or that came with many others at once, is named so. Private documents are counted in the calendar and
never named.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

from pdcli.discovery.trust import Trust, own
from pdcli.model.json_data import json_data
from pdcli.model.plain import STAGES
from pdcli.model.privacy import Key, Text, Word
from pdcli.portfolio.metadata import Claim, Claims, claims_of, read_claims
from pdcli.summary.brought import BroughtFile, brought_files
from pdcli.vcs.log import FileHistory, Log, read_logs

if TYPE_CHECKING:
    from pdcli.portfolio.portfolio import Portfolio

SCHEMA_VERSION = 1
NoteCode = Literal[
    "shallow", "rewritten", "committed-later", "impossible", "not-in-git", "uncommitted", "no-working-tree", "renamed",
    "exact-renames",
]  # fmt: skip
# A document first written at most so many days before or after the day that it is about is written near the event.
NEAR_DAYS = 14
# Documents that appeared on one day are told of together from this number on,
BULK_DOCUMENTS = 10
# or from this part of all documents on (one of so many),
BULK_PART = 5
# but a handful is nothing to tell of, however small the portfolio is.
BULK_FEWEST = 5


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """One document. `claimed` is the day it is about, `written` and `changed` are those of its first and last change.

    `days` lie between claimed and written; `nearness` is near, before or later. `cut`: the document was in git on that
    day, and what was before it is not known here. Everything may be None where it cannot be told.
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
    renamed_from: tuple[Text, ...]
    uncommitted: bool | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week, by its Monday, and how many documents were written or changed in it."""

    monday: date
    documents: int


@dataclass(frozen=True, slots=True)
class Nearness:
    """How many documents were first written near the day they are about, before, later; for how many it can be told."""

    near: int
    before: int
    later: int
    told: int
    untold: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """A day on which many documents appeared at once: how many, and which of them are no private ones."""

    day: date
    count: int
    refs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """The longest time without a change: the days of the changes before and after it, and the days from one to the
    other."""

    start: date
    end: date
    days: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know when reading the figures; its words are chosen where it is shown."""

    code: NoteCode
    count: int = 0
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The history of a portfolio. `problem` says why git tells nothing; then only the claimed dates are known."""

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
    """The history of a portfolio. `today` only tells which commits say that they come from the future."""
    return tell(claims_of(portfolio), read_logs([portfolio.root], today)[0])


def logs(roots: Sequence[Path], today: date) -> list[Log]:
    """What git tells of portfolios looked at as of a day. A day that is past makes no later commit impossible."""
    return read_logs(roots, max(today, date.today()))


def histories(roots: Sequence[Path], today: date, trust: Trust | None = None) -> list[History]:
    """The histories of portfolios of which nothing else is needed: as `history` tells them, in less time.

    Without a `trust` each portfolio is one's own.
    """
    with ThreadPoolExecutor(1) as pool:
        # git works while the documents are read.
        logs = pool.submit(read_logs, roots, today)
        claims = [read_claims(root, trust) for root in roots]
        found = [tell(said, log) for said, log in zip(claims, logs.result(), strict=True)]
    return [
        replace(item, brought=brought_files(root, trust or own(root))) for root, item in zip(roots, found, strict=True)
    ]


def to_data(found: Iterable[History]) -> dict[str, Any]:
    """Histories as plain data for JSON."""
    return {"schema_version": SCHEMA_VERSION, "portfolios": [json_data(item) for item in found]}


def tell(claims: Claims, log: Log) -> History:
    """What documents claim beside what git tells."""
    # As git writes it: the ref has forward slashes already.
    names = {claim.file: claim.ref + claim.file[claim.file.rindex(".") :] for claim in claims.documents}
    in_git = _names_in_git(list(names.values()), log)
    files = {file: log.files.get(in_git[name]) for file, name in names.items()}
    bulk = _bulk(claims.documents, files)
    imported = {item.day for item in bulk}
    shown = [claim for claim in claims.documents if not claim.is_private]
    changed = log.uncommitted
    documents = [
        _document(claim, files[claim.file], imported, None if changed is None else in_git[names[claim.file]] in changed)
        for claim in shown
    ]
    days = sorted({day for found in files.values() if found for day in found.days})
    weeks = _weeks(files.values())
    return History(
        path=claims.root.name,
        name=claims.name,
        problem=log.problem.value if log.problem else None,
        said=log.said,
        documents=tuple(sorted(documents, key=lambda item: (item.written or item.cut or date.max, item.ref))),
        private=len(claims.documents) - len(shown),
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
    """How git writes the names of files. macOS may take letters such as й apart; Windows does not notice that
    `Lesson.md` became `lesson.md`."""
    found = {name: name for name in names}
    # What git calls new or changed it knows by this very name.
    lost = [name for name in names if name not in log.files and name not in (log.uncommitted or ())]
    if lost and log.files:
        folded = {_folded(name): name for name in log.files if name not in found}
        found.update({name: folded.get(_folded(name), name) for name in lost})
    return found


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _document(
    claim: Claim, found: FileHistory | None, imported: set[date], uncommitted: bool | None
) -> DocumentHistory:
    # Of a document that was there already when its history begins, the first change known is not its first.
    written = found.days[0] if found and found.days and not found.cut else None
    days = (written - claim.day).days if written and claim.day else None
    return DocumentHistory(
        ref=claim.ref,
        title=claim.title,
        kind=claim.kind,
        claimed=claim.day,
        written=written,
        changed=found.days[-1] if found and found.days else None,
        days=days,
        nearness=None if days is None else "near" if abs(days) <= NEAR_DAYS else "before" if days < 0 else "later",
        cut=found.cut if found else None,
        commits=found.commits if found else 0,
        in_bulk=written in imported,
        renamed_from=found.renamed_from if found else (),
        uncommitted=uncommitted,
    )


def _weeks(files: Iterable[FileHistory | None]) -> tuple[Week, ...]:
    counts: Counter[date] = Counter()
    for found in files:
        # Several days of one week are one document.
        counts.update({day - timedelta(days=day.weekday()) for day in found.days} if found else ())
    return tuple(Week(monday, counts[monday]) for monday in sorted(counts))


def _nearness(documents: Sequence[DocumentHistory]) -> Nearness:
    counts = Counter(item.nearness for item in documents)
    untold = counts.pop(None, 0)
    return Nearness(counts["near"], counts["before"], counts["later"], len(documents) - untold, untold)


def _bulk(claims: Sequence[Claim], files: dict[str, FileHistory | None]) -> tuple[Bulk, ...]:
    by_day: dict[date, list[Claim]] = {}
    for claim in claims:
        found = files[claim.file]
        if found and found.days and not found.cut:
            by_day.setdefault(found.days[0], []).append(claim)
    enough = max(min(BULK_DOCUMENTS, len({_opened(claim) for claim in claims}) / BULK_PART), BULK_FEWEST)
    return tuple(
        Bulk(day, len(here), tuple(claim.ref for claim in here if not claim.is_private))
        for day, here in sorted(by_day.items())
        if len({_opened(claim) for claim in here}) >= enough
    )


def _opened(claim: Claim) -> str:
    """What pd itself opens together counts as one document: the first two, and a cycle with its five stages."""
    if claim.kind in ("portfolio", "evidence"):
        return "portfolio"
    return claim.ref.rpartition("/")[0] if claim.kind in ("cycle", *STAGES) else claim.ref


def _silence(days: Sequence[date]) -> Silence | None:
    pairs = [Silence(before, after, (after - before).days) for before, after in pairwise(days)]
    return max(pairs, key=lambda item: item.days, default=None)


def _notes(log: Log, documents: Sequence[DocumentHistory]) -> Iterable[Note]:
    if log.problem:
        return
    cut = [item.cut for item in documents if item.cut]
    if log.shallow:
        yield Note("shallow", len(cut), (min(cut), max(cut)) if cut else ())
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
