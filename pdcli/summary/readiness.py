"""What is there and what is missing for a category, criterion by criterion of a rule pack.

Nothing here says that a person passes: it gathers evidence and works out points as the pack tells. Private documents
and evidence are neither counted nor shown; how many were left out is said.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

# What a criterion has: all that is asked; something; nothing; nothing where nothing is asked.
State = Literal["present", "partly", "missing", "not-asked"]


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Which pack was used. `notice` goes wherever anything of it is shown."""

    key: str
    title: str
    edition: str
    verified: bool
    notice: str
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """One piece of evidence: `lacks` says why it does not count yet; None or empty where it counts.

    `document` is the ref of the document it is, where it is not a line of the register.
    """

    id: str | None
    document: str | None
    title: str
    kind: str | None
    level: str | None
    date: date | None
    file: str | None
    file_exists: bool | None
    url: str | None
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supporting:
    """A document that feeds a criterion without being evidence for the commission."""

    ref: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class CriterionState:
    """One criterion: what is asked, what is there, what is missing, points by the pack.

    `points` is None where nothing is there or the pack gives none; `worked_out` tells how figures were reached.
    """

    number: str
    title: str
    clause: str
    needed: str
    state: State
    evidence: tuple[Present, ...]
    missing: tuple[str, ...]
    points: float | None
    asked: float | None
    worked_out: tuple[str, ...]
    notes: tuple[str, ...]
    supporting: tuple[Supporting, ...]


@dataclass(frozen=True, slots=True)
class PaperState:
    """A paper of the official list. `only_if` tells when it is asked at all."""

    key: str
    title: str
    clause: str
    state: State
    only_if: str | None
    found: tuple[Present, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestState:
    """The knowledge test: percents asked, the best result that is still valid, and until when."""

    title: str
    clause: str
    state: State
    asked: float
    score: float | None
    valid_until: date | None
    found: tuple[Present, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something that ends on a day; `days_left` is negative afterwards."""

    what: str
    day: date
    days_left: int
    evidence: str | None
    clause: str | None


@dataclass(frozen=True, slots=True)
class TotalState:
    """The sum by the pack's arithmetic beside the one asked; `most` is what the sheet prints in brackets."""

    points: float
    asked: float
    most: float | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything about one portfolio, one category and one pack."""

    path: str
    name: str | None
    school: str | None
    subject: str | None
    pack: PackFacts
    category: str
    category_name: str
    present_category: str | None
    present_category_name: str | None
    day: date
    criteria: tuple[CriterionState, ...]
    papers: tuple[PaperState, ...]
    test: TestState | None
    expiries: tuple[Expiry, ...]
    total: TotalState | None
    complete: int
    of: int
    notes: tuple[str, ...]
    private_documents: int
    private_evidence: int
