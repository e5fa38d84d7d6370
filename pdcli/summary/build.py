"""The summary of one portfolio, put together from its parts.

Missing is None or an empty tuple, never a guess. Private documents and evidence are counted and left out.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pdcli.attestation.confirmations import COUNTERSIGNED_KINDS, PortfolioConfirmations, is_packed
from pdcli.attestation.readiness import Readiness, readiness, target_category
from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank
from pdcli.i18n import Lang
from pdcli.model.documents import STAGES
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Key, Label, Text
from pdcli.portfolio.metadata import claims_of
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.assessment import SelfAssessment, self_assessment
from pdcli.summary.brought import BroughtFile, brought_files
from pdcli.summary.cycles import CycleSummary, cycles
from pdcli.summary.evidence import EvidenceSummary, evidence
from pdcli.summary.files import FileCounts, UnreadFile, file_counts, unread_files
from pdcli.summary.growth import GrowthArea, growth_areas
from pdcli.summary.history import History, tell
from pdcli.summary.person import Person, person
from pdcli.summary.projects import Work, experience, research
from pdcli.thread.build import Trace, trace
from pdcli.vcs.log import Log

SCHEMA_VERSION = 4


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many documents of a kind there are, and how many are final. Of what only its teacher declares until somebody
    confirms it, `confirmed` says how many are; it is None where nobody is asked to.
    """

    kind: Key
    name: Label
    count: int
    final: int
    confirmed: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is private and not told: documents, lines of the register, and cycles whose thread runs through some."""

    documents: int
    evidence: int
    cycles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A teacher's portfolio. `folder` is the name of its folder, `lang` its language.

    `readiness` is for the category aimed at, under the pack in force; None where no category can be told.
    """

    folder: Text
    lang: Lang
    who: Person
    cycles: tuple[CycleSummary, ...]
    growth_areas: tuple[GrowthArea, ...]
    self_assessment: SelfAssessment
    experience: tuple[Work, ...]
    research: tuple[Work, ...]
    readiness: Readiness | None
    forms: tuple[FormCount, ...]
    evidence: tuple[EvidenceSummary, ...]
    thread: Trace
    history: History
    left_out: LeftOut
    unreadable: int
    files: FileCounts
    unread: tuple[UnreadFile, ...]
    brought: tuple[BroughtFile, ...]


def summarise(portfolio: Portfolio, lang: Lang, log: Log, today: date) -> Summary:
    """The summary of a portfolio with what git tells of it, as of a day.

    Names of forms, rows and levels are given in `lang`, which must be the language spoken now.
    """
    who = person(portfolio)
    found = replace(trace(portfolio), name=who.name)
    open_documents = [item for item in portfolio.documents if not item.is_private]
    confirmations = PortfolioConfirmations(portfolio, today)
    begun = [item for item in open_documents if not is_blank(item) and not is_packed(item, portfolio)]
    return Summary(
        folder=portfolio.root.name,
        lang=portfolio.lang,
        who=who,
        cycles=cycles(portfolio),
        growth_areas=growth_areas(found),
        self_assessment=self_assessment(portfolio, lang),
        experience=experience(portfolio, lang, confirmations),
        research=research(portfolio, lang, confirmations),
        readiness=readiness_now(portfolio, today),
        forms=tuple(_forms(portfolio, begun, lang, confirmations)),
        evidence=evidence(portfolio, lang, today),
        thread=found,
        history=replace(tell(claims_of(portfolio), log), name=who.name),
        left_out=LeftOut(
            len(portfolio.documents) - len(open_documents),
            sum(bool(item.private) for item in portfolio.evidence.values()),
            tuple(cycle.name for cycle in found.cycles if cycle.is_private),
        ),
        unreadable=unreadable(portfolio),
        files=file_counts(portfolio.ledger.counts),
        unread=unread_files(portfolio),
        brought=brought_files(portfolio.root, portfolio.trust),
    )


def readiness_now(portfolio: Portfolio, today: date) -> Readiness | None:
    """Readiness for the category aimed at, else the next one, under the pack in force on a day."""
    if portfolio.profile is None or portfolio.profile.is_private:
        return None
    pack = portfolio.packs.current(today)
    category = target_category(portfolio, pack)
    return readiness(portfolio, pack, category, today) if category else None


def unreadable(portfolio: Portfolio) -> int:
    """How many files are meant to be documents and cannot be read as such."""
    return len(portfolio.unread)


def to_data(summary: Summary) -> dict[str, Any]:
    """A summary as plain data for JSON."""
    found: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **json_data(summary)}
    return found


def _forms(
    portfolio: Portfolio, documents: list[Document], lang: Lang, confirmations: PortfolioConfirmations
) -> list[FormCount]:
    counts = Counter(item.kind for item in documents if item.form and item.kind)
    finals = Counter(item.kind for item in documents if item.form and item.is_final and item.kind)
    confirmed = Counter(
        item.kind
        for item in documents
        if item.kind in COUNTERSIGNED_KINDS and confirmations.of_document(item).state == "confirmed"
    )
    found = []
    for kind in sorted(counts):
        form = portfolio.forms.get(kind)
        if form and kind not in ("portfolio", "evidence", "cycle", *STAGES):
            found.append(
                FormCount(
                    kind,
                    form.title[lang],
                    counts[kind],
                    finals[kind],
                    confirmed[kind] if kind in COUNTERSIGNED_KINDS else None,
                )
            )
    return found
