"""80x and 81x: what is usually expected at a category (tables 3 and 8, stages of generalising experience), and what an
attestation asks.

These rules remind, they never judge: whether a teacher has a category is for the committee to say. PD801 to PD808
speak only after a cycle has been finished, and where the guideline says "any of", one of the kinds is enough; a draft
without an answer is none of them. Who has answered in this year's self-assessment what the next category would need
knows what is missing and is not told again.
From PD809 on they look at what is marked as evidence for an attestation; what is asked there, a rule pack says.
"""

from typing import TYPE_CHECKING

from pdcli.documents.document import Document
from pdcli.i18n import Lang
from pdcli.i18n.messages import Message, Sentence, WordedValue, worded
from pdcli.portfolio.portfolio import Portfolio

if TYPE_CHECKING:
    from pdcli.guideline.packs import Pack


def has_finished_cycle(portfolio: Portfolio) -> bool:
    """Whether some cycle has been gone through to its last stage."""
    return any(item.kind == "approbation" and item.is_final for item in portfolio.documents)


def category_label(portfolio: Portfolio, category: str) -> WordedValue | str:
    """The name of a category."""
    form = portfolio.forms.get("portfolio")
    return form.by_key["category"].choice_words(category) if form else category


def with_source(hint: Message, pack: "Pack", portfolio: Portfolio) -> Message:
    """A hint with where the demand comes from: a pack's figures never stand without its edition and notice."""
    # Most runs name no pack.
    from pdcli.attestation.readiness import pack_facts
    from pdcli.wording.packs import pack_line

    source = portfolio.packs.source(pack.key)

    def text(lang: Lang) -> str:
        facts = pack_facts(pack, source, lang)
        return f"{pack_line(facts, lang)}. {facts.notice}"

    # What the words tell, as data: which pack, from where, which file, and whether somebody has verified it.
    data = (pack.key, source.origin.value, source.digest, pack.checked_on, pack.verified)
    return hint + " " + Message(Sentence("{pack}", {"pack": worded(text, data)}))


SHEET, LESSONS = "observation-sheet", ("lesson-analysis", "self-analysis")


def observation_sheets(portfolio: Portfolio, final: bool = True) -> list[Document]:
    """The observation sheets of lessons; only finished ones, unless `final` is false."""
    return [item for item in portfolio.of_kind(SHEET) if item.form and (item.is_final or not final)]


def short_answer(document: Document, key: str) -> str:
    """An answer of one line; empty where there is none."""
    value = document.data.get(key)
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
