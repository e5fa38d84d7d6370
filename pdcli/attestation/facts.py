"""Facts about a criterion as codes with parameters: what is missing, how figures were computed, what to note.

The data is the same in every language; the words are chosen where facts are rendered.
"""

from datetime import date
from functools import cache
from typing import Any

from pdcli.model.privacy import Key, Label, Privacy, Text, Word, privacy_of_type
from pdcli.model.record import Value


class YearMean(Value):
    """The mean percent of a school year, which is named by the calendar year that it begins in."""

    year: int
    percent: float


class RoleScore(Value):
    """The score that an observer in a role gave a lesson."""

    role: Word
    score: float


class OptionAsked(Value):
    """One option to meet a criterion: at least so many documents or lines of a kind, of a level or higher."""

    kind: Key
    kind_name: Label
    level: Word | None
    at_least: int


# Parameter -> its type. A school year is given by the calendar year that it begins in.
PARAMETERS: dict[str, Any] = {
    "asked": float,
    "category": Word,
    "changes": tuple[float, ...],
    "count": float,
    "criterion": Key,
    "day": date,
    "days": int,
    "document": Text,
    "evidence": Key,
    "events": int,
    "fall": float,
    "file": Text,
    "first": float,
    "growth": float,
    "highest": float,
    "hours": float,
    "item": Key,
    "items": tuple[Key, ...],
    "kind": Key,
    "last": float,
    "least": float,
    "lessons": int,
    "level": Word | None,
    "material": Word | None,
    "mean": float,
    "means": tuple[float, ...],
    "most": float | None,
    "options": tuple[OptionAsked, ...],
    "percent": float,
    "points": float,
    "role": Word,
    "score": Text,
    "scores": tuple[RoleScore, ...],
    "sheets": int,
    "spread": float,
    "text": Label,
    "title": Text,
    "topic": Text,
    "year": int,
    "years": int,
    "year_means": tuple[YearMean, ...],
}
# Code -> the names of its parameters.
CODES: dict[str, tuple[str, ...]] = {
    # Texts of the rule pack.
    "asked": ("text",),
    "pack-note": ("text",),
    "refused-by-pack": ("text",),
    # Why evidence or a document does not count.
    "application-proof-missing": (),
    "contest-not-listed": (),
    "contest-unstated": (),
    "copy-missing": (),
    "counts-already": ("evidence", "criterion"),
    "counts-elsewhere": ("criterion",),
    "coverage-unstated": (),
    "date-unstated": (),
    "dated-later": ("day",),
    "document-draft": ("document",),
    "draft": (),
    "evidence-dated-later": ("evidence", "day"),
    "evidence-not-shown": ("evidence",),
    "expired": (),
    "file-empty": ("file",),
    "file-missing": ("file",),
    "hours-unstated": (),
    "impossible-score": ("item", "score", "least", "most"),
    "items-without-score": ("count", "items"),
    "level-too-low": ("level",),
    "level-unstated": (),
    "link-missing": (),
    "material-not-asked": ("material",),
    "material-unstated": (),
    "minutes-missing": (),
    "observer-is-teacher": (),
    "order-or-programme-missing": (),
    "percent-unstated": (),
    "sheet-not-finished": (),
    "textbook-not-listed": (),
    "too-many-authors": ("most",),
    "too-many-coauthors": ("most",),
    "years-unstated": (),
    # What is still missing.
    "conclusions-missing": (),
    "course-by-profile-missing": (),
    "document-missing": ("kind",),
    "evidence-missing": ("criterion",),
    "mean-too-low": ("asked",),
    "monitoring-missing": ("criterion",),
    "more-days": ("count",),
    "more-different-lessons": ("count",),
    "more-districts": ("count",),
    "more-events": ("count",),
    "more-hours": ("count",),
    "more-lessons": ("count",),
    "more-regions": ("count",),
    "not-in-register": (),
    "observation-missing": ("role",),
    "observers-differ": ("day", "topic", "spread", "most"),
    "one-of": ("options",),
    "results-missing": (),
    "sheets-missing": (),
    "valid-result-missing": ("percent",),
    "word-count": ("count", "least", "most"),
    "year-missing": ("year",),
    # How figures were computed.
    "band": ("first", "last"),
    "events-counted": ("level", "events", "count"),
    "growth": ("growth",),
    "highest-level": ("level",),
    "hours-counted": ("hours",),
    "mean-of-lessons": ("mean", "highest"),
    "means-of-lessons": ("means",),
    "means-of-years": ("year_means",),
    "not-stable": ("fall",),
    "observers-side-by-side": ("day", "scores", "spread"),
    "rows-left-out": ("count",),
    "sheets-counted": ("year", "lessons", "days", "sheets"),
    "skills-formed": ("year", "percent"),
    "stable": ("fall",),
    "winner-bonus": ("points",),
    "yearly-changes": ("changes",),
    "years-not-begun": ("count",),
    # Notes.
    "course-too-old": ("years",),
    "drafts-not-counted": ("count",),
    "private-not-counted": ("count",),
    "unsigned-sheets": ("count",),
    # Terms that end, and terms that are unknown.
    "category-ends": ("category",),
    "category-end-unknown": (),
    "course-due": ("title",),
    "evidence-ends": ("title",),
}  # fmt: skip


class Fact(Value):
    """A code with its parameters; `about` are the ids of evidence, or the document, that it concerns."""

    code: Word
    about: tuple[Key, ...]
    parameters: dict[Word, Any]

    def __init__(self, *values: Any, **by_name: Any) -> None:
        super().__init__(*values, **by_name)
        if self.parameters.keys() != set(CODES[self.code]):
            raise TypeError(f"{self.code} has the parameters {CODES[self.code]}")

    def of(self, *about: str) -> "Fact":
        """The same fact about something."""
        return Fact(self.code, (*about, *self.about), self.parameters)


def fact(code: str, **parameters: Any) -> Fact:
    """A fact about the whole. Raises TypeError if the parameters are not those of the code."""
    return Fact(code, (), parameters)


@cache
def privacy_of_parameters() -> dict[str, Privacy]:
    """Parameter -> its privacy."""
    return {name: privacy_of_type(kind) or Privacy.TEXT for name, kind in PARAMETERS.items()}
