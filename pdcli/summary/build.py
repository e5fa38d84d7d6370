"""The summary of one portfolio, assembled from its parts.

Missing values are None or an empty tuple, never a guess. Private documents and evidence are counted and left out.
"""

from collections import Counter
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
from pdcli.model.record import Value
from pdcli.portfolio.metadata import metadata_of
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.assessment import SelfAssessment, self_assessment
from pdcli.summary.at_school import AtSchool, at_school
from pdcli.summary.brought import BroughtFile, brought_files
from pdcli.summary.cycles import CycleSummary, cycles
from pdcli.summary.evidence import EvidenceSummary, evidence
from pdcli.summary.files import FileCounts, UnreadFile, file_counts, unread_files
from pdcli.summary.growth import (
    DirectionCount,
    GoalGroup,
    GrowthArea,
    SkillsCount,
    TechnologyYear,
    directions,
    goal_groups,
    goal_skills,
    growth_areas,
    technology_years,
)
from pdcli.summary.history import History, history_from_log
from pdcli.summary.learning import LearningHours, learning_hours
from pdcli.summary.person import Person, person
from pdcli.summary.projects import Work, experience, research
from pdcli.summary.routes import RouteSummary, route_summaries
from pdcli.thread.build import Trace, trace
from pdcli.vcs.log import Log

SCHEMA_VERSION = 5


class FormCount(Value):
    """Numbers of documents of a kind: all, final, and confirmed by somebody else; `confirmed` is None for kinds that
    need no confirmation.
    """

    kind: Key
    name: Label
    count: int
    final: int
    confirmed: int | None


class LeftOut(Value):
    """Counts of private documents and lines of the register, and names of cycles with a private stage."""

    documents: int
    evidence: int
    cycles: tuple[Text, ...]


class Summary(Value):
    """A teacher's portfolio. `folder` is the name of its folder, `lang` its language.

    `readiness` is for the target category under the pack in force; None without a target category. `at_school` is None
    where the documents of a school say nothing of the teacher.
    """

    folder: Text
    lang: Lang
    who: Person
    cycles: tuple[CycleSummary, ...]
    growth_areas: tuple[GrowthArea, ...]
    goal_groups: tuple[GoalGroup, ...]
    goal_skills: tuple[SkillsCount, ...]
    directions: tuple[DirectionCount, ...]
    technology: tuple[TechnologyYear, ...]
    learning: tuple[LearningHours, ...]
    self_assessment: SelfAssessment
    experience: tuple[Work, ...]
    research: tuple[Work, ...]
    readiness: Readiness | None
    forms: tuple[FormCount, ...]
    routes: tuple[RouteSummary, ...]
    at_school: AtSchool | None
    evidence: tuple[EvidenceSummary, ...]
    thread: Trace
    history: History
    left_out: LeftOut
    unreadable: int
    files: FileCounts
    unread: tuple[UnreadFile, ...]
    brought: tuple[BroughtFile, ...]


def summarise(portfolio: Portfolio, lang: Lang, log: Log, today: date) -> Summary:
    """The summary of a portfolio with its git history, as of a day. Names of forms, rows and levels are in `lang`."""
    who = person(portfolio)
    thread = trace(portfolio).replace(name=who.name)
    open_documents = [item for item in portfolio.documents if not item.is_private]
    confirmations = PortfolioConfirmations(portfolio, today)
    documents = [item for item in open_documents if not is_blank(item) and not is_packed(item, portfolio)]
    documents += portfolio.group_works
    part = at_school(portfolio, lang, today)
    return Summary(
        folder=portfolio.root.name,
        lang=portfolio.lang,
        who=who,
        cycles=cycles(portfolio, part, with_indicators=True),
        growth_areas=growth_areas(thread),
        goal_groups=goal_groups(portfolio),
        goal_skills=goal_skills(portfolio),
        directions=directions(portfolio, today),
        technology=technology_years(portfolio),
        learning=learning_hours(portfolio, part, today),
        self_assessment=self_assessment(portfolio, lang),
        experience=experience(portfolio, lang, confirmations),
        research=research(portfolio, lang, confirmations),
        readiness=current_readiness(portfolio, today, lang),
        forms=tuple(_forms(portfolio, documents, lang, confirmations)),
        routes=route_summaries(portfolio, lang),
        at_school=part,
        evidence=evidence(portfolio, lang, today),
        thread=thread,
        history=history_from_log(metadata_of(portfolio), log).replace(name=who.name),
        left_out=LeftOut(
            len(portfolio.documents) - len(open_documents),
            sum(bool(item.private) for item in portfolio.evidence.values()),
            tuple(cycle.name for cycle in thread.cycles if cycle.is_private),
        ),
        unreadable=unreadable_count(portfolio),
        files=file_counts(portfolio.ledger.counts),
        unread=unread_files(portfolio, lang),
        brought=brought_files(portfolio.root, portfolio.trust),
    )


def current_readiness(portfolio: Portfolio, today: date, lang: Lang) -> Readiness | None:
    """Readiness for the target category under the pack in force on a day, with texts in a language; None for a private
    profile.
    """
    if portfolio.profile is None or portfolio.profile.is_private:
        return None
    pack = portfolio.packs.current(today)
    category = target_category(portfolio, pack)
    return readiness(portfolio, pack, category, today, lang) if category else None


def unreadable_count(portfolio: Portfolio) -> int:
    """The number of documents that cannot be read."""
    return len(portfolio.unread)


def summary_data(summary: Summary) -> dict[str, Any]:
    """A summary as plain data for JSON."""
    data: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **json_data(summary)}
    return data


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
    form_counts = []
    for kind in sorted(counts):
        form = portfolio.forms.get(kind)
        if form and kind not in ("portfolio", "evidence", "cycle", *STAGES):
            form_counts.append(
                FormCount(
                    kind,
                    form.title[lang],
                    counts[kind],
                    finals[kind],
                    confirmed[kind] if kind in COUNTERSIGNED_KINDS else None,
                )
            )
    return form_counts
