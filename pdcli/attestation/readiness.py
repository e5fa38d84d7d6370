"""What is there and what is missing for a category, criterion by criterion of a rule pack.

Nothing here says that a person passes: it gathers evidence and works out points as the pack tells. Private documents
and evidence are neither counted nor shown; how many were left out is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdcli.attestation.confirmations import ConfirmationFile, StandingCounts, standing_counts
from pdcli.attestation.countable import Present, Shown, in_years, lacking, later, shown
from pdcli.attestation.criteria import CriterionState, State, criteria
from pdcli.attestation.facts import Fact, fact
from pdcli.attestation.pack_origin import provenance
from pdcli.attestation.register_criteria import refusing
from pdcli.documents.progress import word_count
from pdcli.guideline.guide import next_category
from pdcli.guideline.packs import ByCategory, KnowledgeTest, Pack, Paper, rank
from pdcli.i18n import current
from pdcli.model.documents import CATEGORIES, Category
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Hidden, Key, Label, Text, Word
from pdcli.portfolio.packs import PackSource
from pdcli.portfolio.portfolio import Portfolio

SCHEMA_VERSION = 3


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Which pack was used. `notice` goes wherever anything of it is shown, and says that nobody has verified it.

    `provenance` stands beside its name: where it comes from, its digest, and how old it is.
    """

    key: Key
    title: Label
    edition: Label
    verified: bool
    notice: Label
    source: Label
    rules: tuple[Label, ...]
    origin: Word
    sha256: Key
    checked_on: date | None
    provenance: Label


@dataclass(frozen=True, slots=True)
class Filing:
    """Something that the rules say for the category looked at, and where: where to apply, which commission decides."""

    said: Label
    clause: Label


@dataclass(frozen=True, slots=True)
class PaperState:
    """A paper of the official list. `only_if` tells when it is asked at all."""

    key: Key
    title: Label
    clause: Label
    state: State
    only_if: Label | None
    found: tuple[Present, ...]
    missing: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class TestState:
    """The knowledge test: percents asked, the best result that is still valid, and until when. `is_confirmed`: somebody
    else confirms a result that is enough.
    """

    title: Label
    clause: Label
    state: State
    asked: float
    score: float | None
    valid_until: date | None
    is_confirmed: bool
    found: tuple[Present, ...]
    missing: tuple[Fact, ...]
    notes: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something that ends on a day; `days_left` is negative afterwards."""

    what: Fact
    day: date
    days_left: int
    evidence: Key | None
    clause: Label | None


@dataclass(frozen=True, slots=True)
class AskedTotal:
    """The sum that the pack asks; `most` is what the sheet prints in brackets."""

    points: float
    most: float | None
    note: Label | None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum by the pack's arithmetic: declared, and of what is confirmed (None while a criterion is not)."""

    points: float
    confirmed: float | None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything about one portfolio, one category and one pack.

    `complete` of `of` criteria that are asked have all their evidence, `confirmed` have it confirmed; an extra is not
    among them. While criteria that are asked are open (`missing`, by number) there is no sum at all, and while some are
    `unconfirmed` no confirmed one. `rules_now` are the hard rules that matter as things are.
    """

    path: Text
    name: Text | None
    school: Text | None
    subject: Text | None
    pack: PackFacts
    category: Word
    category_name: Label
    present_category: Word | None
    present_category_name: Label | None
    submission: Filing | None
    commission: Filing | None
    rules_now: tuple[Label, ...]
    day: date
    criteria: tuple[CriterionState, ...]
    papers: tuple[PaperState, ...]
    test: TestState | None
    expiries: tuple[Expiry, ...]
    unknown_terms: tuple[Fact, ...]
    asked_total: AskedTotal | None
    total: Total | None
    missing: tuple[Key, ...]
    unconfirmed: tuple[Key, ...]
    complete: int
    confirmed: int
    of: int
    evidence: StandingCounts
    confirmations: tuple[ConfirmationFile, ...]
    confirmations_not_counted: tuple[Hidden, ...]
    confirmations_packed: tuple[ConfirmationFile, ...]
    own_confirmations: int
    private_documents: int
    private_evidence: int


def readiness(portfolio: Portfolio, pack: Pack, category: Category, today: date) -> Readiness:
    """What a portfolio has for a category under a pack, in the language spoken now."""
    there = refusing(shown(portfolio, today), pack)
    who = portfolio.who
    states = criteria(there, pack, category)
    asked = [item for item in states if item.is_asked]
    test = _test(there, pack.knowledge_test, category)
    missing = tuple(item.number for item in asked if item.state != "present")
    unconfirmed = tuple(item.number for item in asked if item.confirmation.state != "present")
    asked_total = _asked_total(there, pack, category)
    return Readiness(
        path=portfolio.root.name,
        name=who.name if who else None,
        school=who.school if who else None,
        subject=who.subject if who else None,
        pack=pack_facts(pack, portfolio.packs.source(pack.key), today),
        category=category,
        category_name=category_name(portfolio, category),
        present_category=there.category,
        present_category_name=category_name(portfolio, there.category) if there.category else None,
        submission=_filing(pack.submission_channel, category),
        commission=_filing(pack.commission_level, category),
        rules_now=tuple(_rules_now(there, pack, category, states, test)),
        day=there.day,
        criteria=states,
        papers=tuple(_paper(there, paper) for paper in pack.papers),
        test=test,
        expiries=tuple(
            sorted(_expiries(there, pack), key=lambda item: (item.day, item.what.code, item.evidence or ""))
        ),
        unknown_terms=tuple(_unknown_terms(there, pack)),
        asked_total=asked_total,
        total=_total(states, bool(unconfirmed)) if asked_total and not missing else None,
        missing=missing,
        unconfirmed=unconfirmed,
        complete=len(asked) - len(missing),
        confirmed=len(asked) - len(unconfirmed),
        of=len(asked),
        evidence=standing_counts(there.confirmations, portfolio),
        confirmations=tuple(there.confirmations.files),
        confirmations_not_counted=tuple(there.confirmations.not_counted),
        confirmations_packed=tuple(there.confirmations.packed_files),
        own_confirmations=there.confirmations.own_rows,
        private_documents=len(portfolio.documents) - sum(not item.is_private for item in portfolio.documents),
        private_evidence=len(portfolio.evidence) - len(there.evidence),
    )


def aim(portfolio: Portfolio, pack: Pack, is_next: bool = False) -> Category | None:
    """The category to look at: the one aimed at, else the one after the present; `is_next` asks for the latter.

    Who holds the last category confirms it: every category ends. None where the portfolio names no category.
    """
    who = portfolio.who
    if who is None:
        return None
    chosen = who.target_category if not is_next else None
    if chosen is None and who.category:
        chosen = next_category(who.category) or (None if is_next else who.category)
    return chosen if chosen in pack.categories else None


def category_end(portfolio: Portfolio, pack: Pack) -> date | None:
    """Until when the present category counts; None where that is not known, or where none is held that ends."""
    who, terms = portfolio.who, pack.terms
    if terms is None or who is None or not who.category_since or who.category in (None, CATEGORIES[0]):
        return None
    return in_years(who.category_since, terms.category_years)


def category_name(portfolio: Portfolio, category: Category) -> str:
    """A category in the language spoken now."""
    form = portfolio.forms.get("portfolio")
    return form.by_key["category"].choice_label(category, current()) if form else category


def to_data(value: Readiness) -> dict[str, Any]:
    """Readiness as plain data for JSON."""
    return {"schema_version": SCHEMA_VERSION, **json_data(value)}


def pack_facts(pack: Pack, source: PackSource, today: date | None) -> PackFacts:
    """Which pack is used, in the language spoken now."""
    lang = current()
    return PackFacts(
        pack.key, pack.title[lang], pack.edition[lang], pack.verified, pack.warning(lang), pack.source[lang],
        tuple(rule[lang] for rule in pack.rules), source.origin.value, source.digest, pack.checked_on,
        provenance(pack, source, today),
    )  # fmt: skip


def _asked_total(there: Shown, pack: Pack, category: Category) -> AskedTotal | None:
    total = pack.total(there.post)
    if total is None or category not in total.points:
        return None
    note = total.note[current()] if total.note else None
    return AskedTotal(total.points[category], total.most.get(category), note)


def _total(states: tuple[CriterionState, ...], is_unconfirmed: bool) -> Total:
    confirmed = None if is_unconfirmed else round(sum(item.confirmation.points or 0 for item in states), 1)
    return Total(round(sum(item.points or 0 for item in states), 1), confirmed)


def _filing(said: ByCategory | None, category: Category) -> Filing | None:
    return Filing(said.of[category][current()], said.clause[current()]) if said and category in said.of else None


def _rules_now(
    there: Shown, pack: Pack, category: Category, states: tuple[CriterionState, ...], test: TestState | None
) -> Iterator[str]:
    """Hard rules that are told at once, because something here makes them matter."""
    holds = {
        None: False,
        "always": True,
        "unmet": any(item.is_asked and item.state != "present" for item in states),
        "skipping": there.category is not None and rank(category) > rank(there.category) + 1,
        "test": test is not None and test.state != "present",
    }
    return (rule[current()] for rule in pack.rules if holds[rule.when])


def _paper(there: Shown, paper: Paper) -> PaperState:
    only_if = paper.only_if[current()] if paper.only_if and not (paper.of_holders and _holds(there)) else None
    found, missing = _papers_found(there, paper)
    if not any(not one.lacks for one in found) and not missing:
        missing = [reason.of(one.id or one.document or "") for one in found for reason in one.lacks] or [
            fact("not-in-register")
        ]
    state: State = "partly" if found else "missing"
    if not missing:
        state = "present"
    elif only_if and not found:
        state, missing = "not-asked", []
    return PaperState(
        paper.key, paper.title[current()], paper.clause[current()], state, only_if, tuple(found), tuple(missing)
    )


def _papers_found(there: Shown, paper: Paper) -> tuple[list[Present], list[Fact]]:
    if paper.document is not None:
        return _document_found(there, paper, paper.document)
    marks = (paper.key, *paper.criteria)
    items = [
        item for item in there.evidence.values() if item.kind in paper.kinds or (item.criterion or "").strip() in marks
    ]
    return [there.present(item, lacking(there, ("copy",), item)) for item in items], []


def _document_found(there: Shown, paper: Paper, kind: str) -> tuple[list[Present], list[Fact]]:
    """The last document of a kind, and whether it has as many words as asked."""
    documents = there.of_kind(kind)
    if not documents:
        return [], [fact("document-missing", kind=kind)]
    document = max(documents, key=lambda item: (item.is_final, str(item.data.get("date")), item.ref))
    missing = [] if document.is_final else [fact("document-draft", document=document.ref)]
    missing += [reason.of(document.ref) for reason in later(there, document.day)]
    count = word_count(document)
    least, most = paper.words_min or 0, paper.words_max
    if count < least or (most is not None and count > most):
        missing.append(fact("word-count", count=count, least=least, most=most))
    return [there.document(document, document.title_for(current()), None, missing)], missing


def _test(there: Shown, test: KnowledgeTest | None, category: Category) -> TestState | None:
    if test is None or category not in test.percent:
        return None
    asked = test.percent[category]
    found, valid = [], []
    is_confirmed = False
    for item in there.evidence.values():
        if item.kind != "test-result":
            continue
        until = item.expires or (in_years(item.date, test.valid_years) if item.date else None)
        lacks = list(lacking(there, ("copy",), item))
        if item.score is None:
            lacks.append(fact("percent-unstated"))
        if until is None:
            lacks.append(fact("date-unstated"))
        elif until < there.day:
            lacks.append(fact("expired"))
        found.append(there.present(item, lacks))
        if not lacks and item.score is not None and until is not None:
            valid.append((item.score, until))
            is_confirmed |= item.score >= asked and found[-1].standing.state == "confirmed"
    score, until = max(valid, default=(None, None))
    missing = []
    if score is None or score < asked:
        missing.append(fact("valid-result-missing", percent=asked))
    state: State = "present" if not missing else "partly" if found else "missing"
    notes = tuple(fact("pack-note", text=note[current()]) for note in test.notes)
    return TestState(
        test.title[current()],
        test.clause[current()],
        state,
        asked,
        score,
        until,
        is_confirmed,
        tuple(found),
        tuple(missing),
        notes,
    )


def _holds(there: Shown) -> bool:
    """Whether a category above the first is held."""
    return there.category is not None and there.category != CATEGORIES[0]


def _unknown_terms(there: Shown, pack: Pack) -> Iterator[Fact]:
    """Terms of the pack that nothing in the portfolio tells."""
    who, terms = there.portfolio.who, pack.terms
    if terms and who and _holds(there) and not who.category_since:
        yield fact("category-end-unknown")
    for item in there.evidence.values():
        is_course = bool(terms and terms.courses_years and item.hours)
        is_test = bool(pack.knowledge_test and item.kind == "test-result" and not item.expires)
        if (is_course or is_test) and not item.date:
            yield fact("date-unstated").of(item.id)


def _expiries(there: Shown, pack: Pack) -> Iterator[Expiry]:
    who, terms, lang = there.portfolio.who, pack.terms, current()
    day = category_end(there.portfolio, pack)
    if terms and who and who.category and day:
        yield Expiry(
            fact("category-ends", category=who.category), day, (day - there.day).days, None, terms.category_clause[lang]
        )
    courses = [item for item in there.evidence.values() if item.hours and item.date]
    if terms and terms.courses_years and terms.courses_clause and courses:
        last = max(courses, key=lambda item: item.date or date.min)
        assert last.date is not None
        day = in_years(last.date, terms.courses_years)
        what = fact("course-due", title=last.title or last.id)
        yield Expiry(what, day, (day - there.day).days, last.id, terms.courses_clause[lang])
    for item in there.evidence.values():
        what = fact("evidence-ends", title=item.title or item.id)
        if item.expires:
            yield Expiry(what, item.expires, (item.expires - there.day).days, item.id, None)
        elif item.kind == "test-result" and pack.knowledge_test and item.date:
            day = in_years(item.date, pack.knowledge_test.valid_years)
            yield Expiry(what, day, (day - there.day).days, item.id, pack.knowledge_test.clause[lang])
