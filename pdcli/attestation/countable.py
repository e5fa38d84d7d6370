"""What of a portfolio may be counted and shown, and what a piece of evidence lacks to be counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from pdcli.attestation.confirmations import DECLARED, PortfolioConfirmations, Standing
from pdcli.attestation.facts import Fact, fact
from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank
from pdcli.guideline.packs import Proof
from pdcli.i18n import current
from pdcli.model.documents import Category, EvidenceItem, Post, Role
from pdcli.model.privacy import Address, File, Key, Label, Text, Word
from pdcli.portfolio.evidence_file import is_tiny
from pdcli.portfolio.portfolio import Portfolio

if TYPE_CHECKING:
    from pdcli.attestation.observation_criteria import ObservedLesson


@dataclass(frozen=True, slots=True)
class Present:
    """One piece of evidence; `lacks` says why it does not count.

    `document` is the ref of the document it is, where it is not a line of the register.
    """

    id: Key | None
    document: Text | None
    title: Label
    kind: Key | None
    level: Word | None
    level_name: Label | None
    date: date | None
    file: File | None
    file_exists: bool | None
    url: Address | None
    lacks: tuple[Fact, ...] = ()
    standing: Standing = DECLARED


@dataclass(frozen=True)
class Shown:
    """What of a portfolio may be counted and shown: nothing private. Nothing that came after the `day` counts.

    `files` says of evidence whether its file is there, `empty` are those with nothing in it. `refused` says of evidence
    why a pack does not count it, `doubted` what its rules leave open.
    """

    portfolio: Portfolio
    day: date
    documents: tuple[Document, ...]
    evidence: dict[str, EvidenceItem]
    files: dict[str, bool]
    confirmations: PortfolioConfirmations
    empty: frozenset[str] = frozenset()
    refused: Mapping[str, Fact] = field(default_factory=dict)
    doubted: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def post(self) -> Post:
        """The teacher's post; a school teacher's where nothing is said."""
        who = self.portfolio.who
        return (who.post if who else None) or "school"

    @property
    def category(self) -> Category | None:
        """The category held."""
        return self.portfolio.who.category if self.portfolio.who else None

    def marked(self, mark: str) -> list[EvidenceItem]:
        """Evidence that says it counts for a criterion or paper."""
        return [item for item in self.evidence.values() if (item.criterion or "").strip() == mark]

    def of_kind(self, kind: str) -> list[Document]:
        """Documents of a kind."""
        return [item for item in self.documents if item.kind == kind]

    def finished(self, kind: str) -> list[Document]:
        """Finished documents of a kind: only they count."""
        return [item for item in self.of_kind(kind) if item.is_final and item.model is not None]

    def present(self, item: EvidenceItem, lacks: Iterable[Fact] = ()) -> Present:
        """A line of the register as it is shown."""
        return Present(
            item.id, None, item.title or item.id, item.kind, item.level, self.choice("level", item.level), item.date,
            item.file, self.files.get(item.id), item.url, tuple(lacks), self.confirmations.of_evidence(item),
        )  # fmt: skip

    def document(self, document: Document, title: str, day: date | None, lacks: Iterable[Fact] = ()) -> Present:
        """A document as it is shown."""
        return Present(
            None, document.ref, title, document.kind, None, None, day, None, None, None, tuple(lacks),
            self.confirmations.of_document(document),
        )  # fmt: skip

    def confirmed(self, roles: Iterable[Role]) -> "Shown":
        """Only what somebody in one of these roles has confirmed; in any role where none is named."""
        asked = tuple(roles)
        of = self.confirmations
        return replace(
            self,
            documents=tuple(item for item in self.documents if of.of_document(item).has(asked)),
            evidence={key: item for key, item in self.evidence.items() if of.of_evidence(item).has(asked)},
        )

    def choice(self, key: str, value: str | None) -> str | None:
        """The label of a choice of the register."""
        form = self.portfolio.forms.get("evidence")
        field = form.field_at(("items", key)) if form else None
        return field.choice_label(value, current()) if field and value else value

    def kind_name(self, kind: str) -> str:
        """What documents of a kind are called."""
        form = self.portfolio.forms.get(kind)
        return form.title[current()] if form else kind


def shown(portfolio: Portfolio, day: date) -> Shown:
    """The open part of a portfolio, as somebody looks at it on a day; drafts without an answer are not there yet."""
    files = portfolio.evidence_files
    return Shown(
        portfolio,
        day,
        tuple(item for item in portfolio.documents if item.form and not item.is_private and not is_blank(item)),
        {key: item for key, item in portfolio.evidence.items() if not item.private},
        {found.item.id: found.inside and found.size is not None for found in files},
        PortfolioConfirmations(portfolio, day),
        frozenset(found.item.id for found in files if is_tiny(found.size)),
    )


@dataclass(frozen=True)
class Found:
    """What a criterion has before its state is known."""

    evidence: list[Present]
    missing: list[Fact]
    points: float | None = None
    worked_out: Sequence[Fact] = ()
    notes: Sequence[Fact] = ()
    has_something: bool = False
    lessons: "tuple[ObservedLesson, ...]" = ()


def lacking(there: Shown, proofs: Sequence[Proof], one: EvidenceItem) -> Iterator[Fact]:
    """Why a piece of evidence does not count: it is of a later day, the pack refuses it, something is not beside it."""
    yield from later(there, one.date)
    if one.id in there.refused:
        yield there.refused[one.id]
    file_there = bool(one.file) and there.files.get(one.id, False)
    if one.file and not file_there:
        yield fact("file-missing", file=one.file)
    elif one.id in there.empty:
        yield fact("file-empty", file=one.file)
    for proof in proofs:
        match proof:
            case "copy" if not one.file and not one.url and not one.minutes:
                yield fact("copy-missing")
            case "paper" if not one.file and not one.minutes:
                yield fact("order-or-programme-missing")
            case "link" if not one.url:
                yield fact("link-missing")
            case "minutes":
                yield from lacking_other(there, one.minutes, "minutes-missing")
            case "applied":
                yield from lacking_other(there, one.applied, "application-proof-missing")
            case "listed" if one.listed is None:
                yield fact("contest-unstated")
            case "listed" if not one.listed:
                yield fact("contest-not-listed")
            case "level" if one.level is None and one.material != "textbook":
                yield fact("level-unstated")
            case _:
                pass


def lacking_other(there: Shown, other: str | None, nothing: str) -> Iterator[Fact]:
    """What is wrong with another line of the register that is named; the code `nothing` where none is."""
    if not other:
        yield fact(nothing)
    elif other not in there.evidence:
        yield fact("evidence-not-shown", evidence=other)
    elif there.evidence[other].file and not there.files.get(other, False):
        yield fact("file-missing", file=there.evidence[other].file)
    elif other in there.empty:
        yield fact("file-empty", file=there.evidence[other].file)
    elif any(later(there, there.evidence[other].date)):
        yield fact("evidence-dated-later", evidence=other, day=there.day)


def later(there: Shown, day: date | None) -> Iterator[Fact]:
    """Whether something is of a day that was still to come."""
    if day and day > there.day:
        yield fact("dated-later", day=there.day)


def in_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th, and after the last day there is there is none."""
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
