"""The comparable table of many portfolios: one row each, the same columns for all. Nobody is ranked, nothing is summed.

A row holds keys and numbers, so that it is the same in every language and can be kept between runs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pdcli.attestation.confirmations import PortfolioConfirmations, standing_counts
from pdcli.attestation.criteria import State
from pdcli.attestation.readiness import PackFacts, Readiness, category_end
from pdcli.documents.progress import is_blank
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Hideable, Key, Text, Word
from pdcli.portfolio.counts import Counts
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.brought import BroughtFile
from pdcli.summary.build import readiness_now, unreadable
from pdcli.summary.cycles import cycles
from pdcli.summary.evidence import without_anything_to_open
from pdcli.summary.growth import growth_areas
from pdcli.summary.person import person
from pdcli.summary.projects import experience, research, widest
from pdcli.thread.build import trace

SCHEMA_VERSION = 4
_STAGES = ("practical", "methodical", "research")
# Letters of Kazakh and Russian in the order of the Kazakh alphabet.
_ALPHABET = {char: number for number, char in enumerate("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a portfolio has for a criterion of the category that it claims; `confirmed`: somebody else confirms it."""

    number: Key
    state: State
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One portfolio. Categories, stages and levels are keys; None is missing.

    `criteria_present` of `criteria_asked` have all that the rule pack asks for the category aimed at, on the day that
    the row was made; what of them, and of the lines of the register, somebody else confirms is counted apart.
    `evidence_claimed` are lines of which only the packet that they came in says that they are confirmed;
    `evidence_to_find` are lines of the register with nothing to open; `newest` is the latest day that
    a document is about; `unreadable` counts files that could not be read, so that other numbers may be too small.
    """

    folder: Text
    name: Text | None
    school: Text | None
    subject: Text | None
    category: Hideable | None
    target_category: Hideable | None
    cycles: int
    cycles_complete: int
    growth_areas: int
    goals: int
    goals_measured: int
    goals_reached: int
    breaks: int
    lesson_analyses: int
    self_assessments: int
    experience: int
    experience_stage: Word | None
    level: Word | None
    level_confirmed: Word | None
    research: int
    evidence: int
    evidence_confirmed: int
    evidence_to_find: int
    criteria_present: int | None
    criteria_confirmed: int | None
    criteria_asked: int | None
    pack: Key | None
    newest: date | None
    unreadable: int
    category_until: date | None = None
    test: State | None = None
    test_until: date | None = None
    marks: tuple[Mark, ...] = ()
    evidence_claimed: int = 0
    documents_read: int = 0
    evidence_files: int = 0
    unread_files: int = 0

    @property
    def files(self) -> Counts:
        """How many documents, files of evidence and unread files there are."""
        return Counts(self.documents_read, self.evidence_files, self.unread_files)


# What is compared, in the order of the columns; the folder says which portfolio it is, files what it rests on.
_ASIDE = (
    "folder", "category_until", "test", "test_until", "marks", "evidence_claimed", "documents_read", "evidence_files",
    "unread_files",
)  # fmt: skip
COLUMNS = tuple(item.name for item in fields(Row) if item.name not in _ASIDE)


def row(portfolio: Portfolio, today: date) -> Row:
    """The row of one portfolio on a day. Of the files of evidence only those are read that may be one paper twice."""
    who, turns, found = person(portfolio), cycles(portfolio), trace(portfolio, with_lines=False)
    areas = growth_areas(found)
    # A goal that serves two growth areas is one goal.
    goals = {(goal.cycle, goal.id): goal for area in areas for goal in area.goals}.values()
    documents = [item for item in portfolio.documents if item.form and not item.is_private and not is_blank(item)]
    confirmations = PortfolioConfirmations(portfolio, today)
    counted = standing_counts(confirmations, portfolio)
    kinds = [item.kind for item in documents]
    works, studies = (tell(portfolio, portfolio.lang, confirmations) for tell in (experience, research))
    # What nobody claims is not guessed.
    ready = readiness_now(portfolio, today) if who.target_category else None
    counts = portfolio.ledger.counts
    return Row(
        folder=portfolio.root.name,
        name=who.name,
        school=who.school,
        subject=who.subject,
        category=who.category,
        target_category=who.target_category,
        cycles=len(turns),
        cycles_complete=sum(cycle.is_complete for cycle in turns),
        growth_areas=sum(area.became is not None for area in areas),
        goals=len(goals),
        goals_measured=sum(goal.measured is not None for goal in goals),
        goals_reached=sum(goal.reached == "yes" for goal in goals),
        breaks=sum(len(cycle.breaks) for cycle in found.cycles),
        lesson_analyses=kinds.count("lesson-analysis"),
        self_assessments=kinds.count("self-assessment"),
        experience=len(works),
        experience_stage=max((work.stage for work in works), key=_STAGES.index, default=None),
        level=widest(work.level for work in works),
        level_confirmed=widest(work.level_confirmed for work in works),
        research=len(studies),
        evidence=counted.declared,
        evidence_confirmed=counted.confirmed,
        evidence_to_find=without_anything_to_open(portfolio),
        criteria_present=ready.complete if ready else None,
        criteria_confirmed=ready.confirmed if ready else None,
        criteria_asked=ready.of if ready else None,
        pack=ready.pack.key if ready else None,
        newest=max((item.day for item in documents if item.day), default=None),
        unreadable=unreadable(portfolio),
        category_until=category_end(portfolio, portfolio.packs.current(today)) if who.category else None,
        test=ready.test.state if ready and ready.test else None,
        test_until=ready.test.valid_until if ready and ready.test else None,
        marks=tuple(_marks(ready)) if ready else (),
        evidence_claimed=counted.claimed,
        documents_read=counts.documents,
        evidence_files=counts.evidence,
        unread_files=counts.unread,
    )


def _marks(ready: Readiness) -> Iterator[Mark]:
    for item in ready.criteria:
        yield Mark(item.number, item.state, item.confirmation.state == "present")


_ROW_FIELDS = tuple(item.name for item in fields(Row))
_DAYS = ("newest", "category_until", "test_until")
_MARK_FIELDS = tuple(item.name for item in fields(Mark))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows by name in the order of the alphabet, then by folder; those without a name last."""
    return sorted(rows, key=lambda item: (not item.name, alphabetical(item.name or ""), item.folder))


def alphabetical(text: str) -> tuple[tuple[int, int], ...]:
    """A key for sorting as a Kazakh dictionary does."""
    return tuple((1, _ALPHABET[char]) if char in _ALPHABET else (char > "я", ord(char)) for char in text.casefold())


def to_data(
    rows: Iterable[Row], packs: Iterable[PackFacts], criteria: Mapping[str, str], brought: Iterable[BroughtFile] = ()
) -> dict[str, Any]:
    """The table as plain data for JSON, with the rule packs used, the titles of criteria by number, and what
    the portfolios bring of their own.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "columns": list(COLUMNS),
        "packs": json_data(list(packs)),
        "criteria": dict(criteria),
        "brought": json_data(list(brought)),
        "rows": [row_data(item) for item in rows],
    }


def row_data(row: Row) -> dict[str, Any]:
    """A row as plain data."""
    # What a row holds is plain but for its days and its marks.
    data = {name: getattr(row, name) for name in _ROW_FIELDS}
    for name in _DAYS:
        data[name] = json_data(data[name])
    data["marks"] = [{name: getattr(mark, name) for name in _MARK_FIELDS} for mark in row.marks]
    return data


def row_from(said: dict[str, Any]) -> Row:
    """A row from such data. Raises ValueError where it is none."""
    try:
        days = {key: _day(said[key]) for key in _DAYS}
        return Row(**{**said, **days, "marks": tuple(Mark(**mark) for mark in said["marks"])})
    except (KeyError, TypeError) as error:
        raise ValueError from error


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
