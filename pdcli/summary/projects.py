"""Generalised experience and research: the documents of each work, its stage, and the level it was shared at.

A work is a folder: `experience/<work>/` or `research/<work>/`. Its stage is that of the guideline (figure 10), derived
from its documents: justification, description and guide belong to the methodical stage (tables 5 and 6), an article or
a research plan to the research stage (table 7). The practical stage leaves lesson analyses and no work of its own.
The work of a group that the school keeps is one of each member's.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal, get_args

from pdcli.attestation.confirmations import PortfolioConfirmations
from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank
from pdcli.i18n import Lang
from pdcli.model.documents import SCHOOL_PREFIX
from pdcli.model.privacy import Key, Label, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import Portfolio

EXPERIENCE = ("experience-justification", "experience-description", "methodical-guide")
RESEARCH = ("research-plan", "action-research", "lesson-study", "article")
_SCIENTIFIC = ("research-plan", "article")
WorkStage = Literal["practical", "methodical", "research"]
Level = Literal["class", "school", "district", "region", "republic", "international"]
LEVELS: tuple[Level, ...] = get_args(Level)


class WorkDocument(Value):
    """A document of a work; `published_in` is the publication that an article names."""

    ref: Text
    kind: Key
    name: Label
    title: Text
    status: Word
    date: date | None
    published_in: Text | None


class Work(Value):
    """One work. `level` is the widest level of its evidence, `level_evidence` are the ids with it; `level_confirmed` is
    the widest level that somebody else confirms.

    `missing` are the kinds of documents that an experience still lacks; research has no fixed set of documents.
    """

    folder: Text
    title: Text
    stage: WorkStage
    level: Level | None
    level_evidence: tuple[Text, ...]
    level_confirmed: Level | None
    documents: tuple[WorkDocument, ...]
    missing: tuple[Word, ...]
    evidence: tuple[Text, ...]


def experience(portfolio: Portfolio, lang: Lang, confirmations: PortfolioConfirmations) -> tuple[Work, ...]:
    """Works of generalised experience, in the order of their folders."""
    return _works(portfolio, lang, EXPERIENCE, confirmations)


def research(portfolio: Portfolio, lang: Lang, confirmations: PortfolioConfirmations) -> tuple[Work, ...]:
    """Works of research, in the order of their folders, without those that are works of experience."""
    return tuple(
        work
        for work in _works(portfolio, lang, RESEARCH, confirmations)
        if not any(document.kind in EXPERIENCE for document in work.documents)
    )


def _works(
    portfolio: Portfolio, lang: Lang, kinds: tuple[str, ...], confirmations: PortfolioConfirmations
) -> tuple[Work, ...]:
    folders: dict[str, list[Document]] = {}
    for document in (*portfolio.documents, *portfolio.group_works):
        if document.kind not in (*EXPERIENCE, *RESEARCH) or document.is_private or is_blank(document):
            continue
        if document.form:
            folders.setdefault(document.ref.rpartition("/")[0], []).append(document)
    return tuple(
        _work(portfolio, folder, documents, lang, confirmations)
        for folder, documents in folders.items()
        if any(document.kind in kinds for document in documents)
    )


def _work(
    portfolio: Portfolio, folder: str, documents: list[Document], lang: Lang, confirmations: PortfolioConfirmations
) -> Work:
    order = (*EXPERIENCE, *RESEARCH)
    documents = sorted(documents, key=lambda item: (order.index(str(item.kind)), item.ref))
    kinds = {str(item.kind) for item in documents}
    # The evidence of a group's work is in the school's register.
    is_of_school = folder.startswith(SCHOOL_PREFIX)
    entries = dict.fromkeys(entry for item in documents for _loc, entry in item.evidence_ids if not is_of_school)
    public_entries = [
        entry for entry in entries if entry in portfolio.evidence and not portfolio.evidence[entry].private
    ]
    levels = {entry: portfolio.evidence[entry].level for entry in public_entries}
    level = widest_level(levels.values())
    is_confirmed = {
        entry: confirmations.of_evidence(portfolio.evidence[entry]).state == "confirmed" for entry in public_entries
    }
    return Work(
        folder=folder,
        title=_title(documents),
        stage="research" if kinds.intersection(_SCIENTIFIC) else "methodical",
        level=level,
        level_evidence=tuple(entry for entry in public_entries if level and levels[entry] == level),
        level_confirmed=widest_level(levels[entry] for entry in levels if is_confirmed[entry]),
        documents=tuple(_document(item, lang) for item in documents),
        missing=tuple(kind for kind in EXPERIENCE if kind not in kinds) if kinds.intersection(EXPERIENCE) else (),
        evidence=tuple(public_entries),
    )


def widest_level(levels: Iterable[Level | None]) -> Level | None:
    """The widest of some levels; None if there is none."""
    return max((item for item in levels if item), key=LEVELS.index, default=None)


def _title(documents: list[Document]) -> str:
    """The theme of a work, else the title of its first document with one, else the name of the folder."""
    titles = [item.data.get("theme") for item in documents] + [item.data.get("title") for item in documents]
    return next((str(text) for text in titles if text), documents[0].ref.rpartition("/")[0].rpartition("/")[2])


def _document(document: Document, lang: Lang) -> WorkDocument:
    assert document.form is not None
    published = document.data.get("published_in")
    return WorkDocument(
        document.ref, str(document.kind), document.form.title[lang], document.title_for(lang),
        "final" if document.is_final else "draft", document.day,
        str(published) if published else None,
    )  # fmt: skip
