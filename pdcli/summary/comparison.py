"""The comparison of many portfolios: one row each with the same columns. Nobody is ranked, nothing is summed.

A row holds keys and numbers only, so that it is the same in every language and can be cached.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pdcli.attestation.confirmations import PortfolioConfirmations, standing_counts
from pdcli.attestation.criteria import State
from pdcli.attestation.readiness import Readiness, category_end
from pdcli.documents.progress import is_blank
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Hideable, Key, Text, Word
from pdcli.model.record import Value, fields_of
from pdcli.portfolio.counts import Counts
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.brought import BroughtFile
from pdcli.summary.build import current_readiness, unreadable_count
from pdcli.summary.cycles import cycles
from pdcli.summary.evidence import count_unopenable
from pdcli.summary.growth import growth_areas
from pdcli.summary.person import person
from pdcli.summary.projects import experience, research, widest_level
from pdcli.thread.build import trace

SCHEMA_VERSION = 4
_STAGES = ("practical", "methodical", "research")
# Letters of Kazakh and Russian in the order of the Kazakh alphabet.
_ALPHABET = {char: number for number, char in enumerate("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")}


class Mark(Value):
    """The state of a criterion of the target category; `confirmed`: somebody else confirms it."""

    number: Key
    state: State
    confirmed: bool


class ComparisonRow(Value):
    """One portfolio. Categories, stages and levels are keys; None is missing.

    `criteria_present` of `criteria_asked` criteria of the target category have all that the rule pack requires, on the
    day of the row; those confirmed by somebody else are counted apart, as are lines of the register.
    `evidence_claimed` counts lines confirmed only by the packet that they came in; `evidence_to_find` counts lines
    without a file or URL to open; `newest` is the latest day that a document is about; `unreadable` counts files that
    could not be read, so that other numbers may be too small.
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
        """The counts of documents, evidence files and unread files."""
        return Counts(self.documents_read, self.evidence_files, self.unread_files)


# Fields that are no columns of the comparison: they identify the portfolio or are shown elsewhere.
_UNCOMPARED = (
    "folder", "category_until", "test", "test_until", "marks", "evidence_claimed", "documents_read", "evidence_files",
    "unread_files",
)  # fmt: skip
COLUMNS = tuple(name for name in fields_of(ComparisonRow) if name not in _UNCOMPARED)


def comparison_row(portfolio: Portfolio, today: date) -> ComparisonRow:
    """The row of one portfolio as of a day. Only evidence files that may be duplicates are read."""
    who, cycle_list, thread = person(portfolio), cycles(portfolio), trace(portfolio, with_lines=False)
    areas = growth_areas(thread)
    # A goal that serves two growth areas is one goal.
    goals = {(goal.cycle, goal.id): goal for area in areas for goal in area.goals}.values()
    documents = [item for item in portfolio.documents if item.form and not item.is_private and not is_blank(item)]
    confirmations = PortfolioConfirmations(portfolio, today)
    counts_by_standing = standing_counts(confirmations, portfolio)
    kinds = [item.kind for item in documents]
    experience_works, research_works = (
        collect(portfolio, portfolio.lang, confirmations) for collect in (experience, research)
    )
    # Without a target category nothing is guessed.
    readiness = current_readiness(portfolio, today, portfolio.lang) if who.target_category else None
    counts = portfolio.ledger.counts
    return ComparisonRow(
        folder=portfolio.root.name,
        name=who.name,
        school=who.school,
        subject=who.subject,
        category=who.category,
        target_category=who.target_category,
        cycles=len(cycle_list),
        cycles_complete=sum(cycle.is_complete for cycle in cycle_list),
        growth_areas=sum(area.outcome is not None for area in areas),
        goals=len(goals),
        goals_measured=sum(goal.measured is not None for goal in goals),
        goals_reached=sum(goal.reached == "yes" for goal in goals),
        breaks=sum(len(cycle.breaks) for cycle in thread.cycles),
        lesson_analyses=kinds.count("lesson-analysis"),
        self_assessments=kinds.count("self-assessment"),
        experience=len(experience_works),
        experience_stage=max((work.stage for work in experience_works), key=_STAGES.index, default=None),
        level=widest_level(work.level for work in experience_works),
        level_confirmed=widest_level(work.level_confirmed for work in experience_works),
        research=len(research_works),
        evidence=counts_by_standing.declared,
        evidence_confirmed=counts_by_standing.confirmed,
        evidence_to_find=count_unopenable(portfolio),
        criteria_present=readiness.complete if readiness else None,
        criteria_confirmed=readiness.confirmed if readiness else None,
        criteria_asked=readiness.of if readiness else None,
        pack=readiness.pack.key if readiness else None,
        newest=max((item.day for item in documents if item.day), default=None),
        unreadable=unreadable_count(portfolio),
        category_until=category_end(portfolio, portfolio.packs.current(today)) if who.category else None,
        test=readiness.test.state if readiness and readiness.test else None,
        test_until=readiness.test.valid_until if readiness and readiness.test else None,
        marks=tuple(_marks(readiness)) if readiness else (),
        evidence_claimed=counts_by_standing.claimed,
        documents_read=counts.documents,
        evidence_files=counts.evidence,
        unread_files=counts.unread,
    )


def _marks(ready: Readiness) -> Iterator[Mark]:
    for item in ready.criteria:
        yield Mark(item.number, item.state, item.confirmation.state == "present")


_ROW_FIELDS = fields_of(ComparisonRow)
_DAYS = ("newest", "category_until", "test_until")
_MARK_FIELDS = fields_of(Mark)


def sorted_rows(rows: Iterable[ComparisonRow]) -> list[ComparisonRow]:
    """Rows sorted alphabetically by name, then by folder; those without a name last."""
    return sorted(rows, key=lambda item: (not item.name, alphabetical_key(item.name or ""), item.folder))


def alphabetical_key(text: str) -> tuple[tuple[int, int], ...]:
    """A sort key in the order of a Kazakh dictionary."""
    return tuple((1, _ALPHABET[char]) if char in _ALPHABET else (char > "я", ord(char)) for char in text.casefold())


def comparison_data(
    rows: Iterable[ComparisonRow],
    packs: Iterable[Mapping[str, Any]],
    criteria: Mapping[str, str],
    brought: Iterable[BroughtFile] = (),
) -> dict[str, Any]:
    """The table as plain data for JSON, with the data of the rule packs used, number -> title of criteria, and the
    files that the portfolios bring.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "columns": list(COLUMNS),
        "packs": list(packs),
        "criteria": dict(criteria),
        "brought": json_data(list(brought)),
        "rows": [row_data(item) for item in rows],
    }


def row_data(row: ComparisonRow) -> dict[str, Any]:
    """A row as plain data."""
    # All fields are plain but the days and the marks.
    data = {name: getattr(row, name) for name in _ROW_FIELDS}
    for name in _DAYS:
        data[name] = json_data(data[name])
    data["marks"] = [{name: getattr(mark, name) for name in _MARK_FIELDS} for mark in row.marks]
    return data


def row_from_data(data: dict[str, Any]) -> ComparisonRow:
    """The row of such data. Raises ValueError if the data is no row."""
    try:
        days = {key: _day(data[key]) for key in _DAYS}
        return ComparisonRow(**{**data, **days, "marks": tuple(Mark(**mark) for mark in data["marks"])})
    except (KeyError, TypeError) as error:
        raise ValueError from error


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
