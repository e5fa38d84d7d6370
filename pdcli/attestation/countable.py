"""The countable part of a portfolio, and the proofs that a piece of evidence lacks to be counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pdcli.attestation.confirmations import DECLARED_ONLY, PortfolioConfirmations, Standing
from pdcli.attestation.facts import Fact, fact
from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers
from pdcli.guideline.criteria import Proof
from pdcli.i18n import Lang
from pdcli.model.documents import Category, EvidenceItem, Post, Role
from pdcli.model.privacy import Address, File, Key, Label, Text, Word
from pdcli.model.record import EMPTY, Value
from pdcli.portfolio.evidence_file import is_tiny
from pdcli.portfolio.portfolio import Portfolio, cycle_of

if TYPE_CHECKING:
    from pdcli.attestation.observation_criteria import ObservedLesson


class EvidenceItemView(Value):
    """One piece of evidence; `lacks` are the reasons why it does not count.

    `document` is the ref of a document that is evidence itself and no line of the register.
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
    standing: Standing = DECLARED_ONLY


class CountableView(Value):
    """The public part of a portfolio as of `day`: what is private or dated later does not count.

    Titles and labels of forms and packs are given in `lang`.
    `file_exists` maps an evidence id to whether its file exists; `empty_files` are the ids of evidence whose file is
    empty. `refusals` maps an id to the reason why the pack does not count it, `doubts` to what its rules leave open.
    """

    portfolio: Portfolio
    day: date
    lang: Lang
    documents: tuple[Document, ...]
    evidence: dict[str, EvidenceItem]
    file_exists: dict[str, bool]
    confirmations: PortfolioConfirmations
    empty_files: frozenset[str] = frozenset()
    refusals: Mapping[str, Fact] = EMPTY
    doubts: Mapping[str, Fact] = EMPTY

    @property
    def post(self) -> Post:
        """The teacher's post; `school` by default."""
        who = self.portfolio.who
        return (who.post if who else None) or "school"

    @property
    def category(self) -> Category | None:
        """The category held."""
        return self.portfolio.who.category if self.portfolio.who else None

    def evidence_for(self, mark: str) -> list[EvidenceItem]:
        """Evidence whose `criterion` names this criterion or paper."""
        return [item for item in self.evidence.values() if (item.criterion or "").strip() == mark]

    def of_kind(self, kind: str) -> list[Document]:
        """Documents of a kind."""
        return [item for item in self.documents if item.kind == kind]

    def final_documents(self, kind: str) -> list[Document]:
        """Final documents of a kind; only they count."""
        return [item for item in self.of_kind(kind) if item.is_final and item.model is not None]

    def item_view(self, item: EvidenceItem, lacks: Iterable[Fact] = ()) -> EvidenceItemView:
        """A line of the register as a view, with the reasons why it does not count."""
        return EvidenceItemView(
            item.id, None, item.title or item.id, item.kind, item.level, self.choice_label("level", item.level),
            item.date, item.file, self.file_exists.get(item.id), item.url, tuple(lacks),
            self.confirmations.of_evidence(item),
        )  # fmt: skip

    def document_view(
        self, document: Document, title: str, day: date | None, lacks: Iterable[Fact] = ()
    ) -> EvidenceItemView:
        """A document as a view, with the reasons why it does not count."""
        cycle = cycle_of(document)
        if cycle and document.form and title == document.form.title[self.lang]:
            # The documents of all cycles have the same title.
            title = f"{title}, {cycle}"
        return EvidenceItemView(
            None, document.ref, title, document.kind, None, None, day, None, None, None, tuple(lacks),
            self.confirmations.of_document(document),
        )  # fmt: skip

    def only_confirmed(self, roles: Iterable[Role]) -> "CountableView":
        """The part that somebody in one of these roles has confirmed; in any role where `roles` is empty."""
        role_names = tuple(roles)
        confirmations = self.confirmations
        return self.replace(
            documents=tuple(item for item in self.documents if confirmations.of_document(item).has(role_names)),
            evidence={
                key: item for key, item in self.evidence.items() if confirmations.of_evidence(item).has(role_names)
            },
        )

    def choice_label(self, key: str, value: str | None) -> str | None:
        """The label of a choice of the register."""
        form = self.portfolio.forms.get("evidence")
        field = form.field_at(("items", key)) if form else None
        return field.choice_label(value, self.lang) if field and value else value

    def kind_name(self, kind: str) -> str:
        """The title of the form of a kind; the kind itself if there is no form."""
        form = self.portfolio.forms.get(kind)
        return form.title[self.lang] if form else kind


def countable_view(portfolio: Portfolio, day: date, lang: Lang) -> CountableView:
    """The public part of a portfolio as of a day, without drafts that hold no answer, with labels in a language.

    Works of groups that the school keeps are documents of it, too.
    """
    files = portfolio.evidence_files
    return CountableView(
        portfolio,
        day,
        lang,
        (
            *(item for item in portfolio.documents if item.form and not item.is_private and holds_answers(item)),
            *filter(holds_answers, portfolio.group_works),
        ),
        {key: item for key, item in portfolio.evidence.items() if not item.private},
        {file.item.id: file.inside and file.size is not None for file in files},
        PortfolioConfirmations(portfolio, day),
        frozenset(file.item.id for file in files if is_tiny(file.size)),
    )


class CriterionEvidence(Value):
    """The evidence for a criterion, what is missing, and the points before the state is decided."""

    evidence: list[EvidenceItemView]
    missing: list[Fact]
    points: float | None = None
    worked_out: Sequence[Fact] = ()
    notes: Sequence[Fact] = ()
    has_something: bool = False
    lessons: "tuple[ObservedLesson, ...]" = ()


def missing_proofs(view: CountableView, proofs: Sequence[Proof], item: EvidenceItem) -> Iterator[Fact]:
    """Yield why a piece of evidence does not count: a later date, a refusal by the pack, a missing file or proof."""
    yield from future_date(view, item.date)
    if item.id in view.refusals:
        yield view.refusals[item.id]
    has_file = bool(item.file) and view.file_exists.get(item.id, False)
    if item.file and not has_file:
        yield fact("file-missing", file=item.file)
    elif item.id in view.empty_files:
        yield fact("file-empty", file=item.file)
    for proof in proofs:
        match proof:
            case "copy" if not item.file and not item.url and not item.minutes:
                yield fact("copy-missing")
            case "paper" if not item.file and not item.minutes:
                yield fact("order-or-programme-missing")
            case "link" if not item.url:
                yield fact("link-missing")
            case "minutes":
                yield from missing_linked_proof(view, item.minutes, "minutes-missing")
            case "applied":
                yield from missing_linked_proof(view, item.applied, "application-proof-missing")
            case "listed" if item.listed is None:
                yield fact("contest-unstated")
            case "listed" if not item.listed:
                yield fact("contest-not-listed")
            case "level" if item.level is None and item.material != "textbook":
                yield fact("level-unstated")
            case _:
                pass


def missing_linked_proof(view: CountableView, other: str | None, code: str) -> Iterator[Fact]:
    """Yield what is wrong with the linked line of the register; a fact with `code` if no line is linked."""
    if not other:
        yield fact(code)
    elif other not in view.evidence:
        yield fact("evidence-not-shown", evidence=other)
    elif view.evidence[other].file and not view.file_exists.get(other, False):
        yield fact("file-missing", file=view.evidence[other].file)
    elif other in view.empty_files:
        yield fact("file-empty", file=view.evidence[other].file)
    elif any(future_date(view, view.evidence[other].date)):
        yield fact("evidence-dated-later", evidence=other, day=view.day)


def future_date(view: CountableView, day: date | None) -> Iterator[Fact]:
    """Yield `dated-later` if a day is after the day of the view."""
    if day and day > view.day:
        yield fact("dated-later", day=view.day)


def add_years(day: date, years: int) -> date:
    """The day so many years later: 29 February becomes the 28th, and `date.max` is the latest."""
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
