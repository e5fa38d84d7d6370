"""Readiness for a category, criterion by criterion of a rule pack: what is there and what is missing.

It collects evidence and computes points by the rules of the pack; it never decides whether a person passes. Private
documents and evidence are neither counted nor shown, only their number is.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pdcli.attestation.confirmations import ConfirmationFile, StandingCounts, standing_counts
from pdcli.attestation.countable import (
    CountableView,
    EvidenceItemView,
    add_years,
    countable_view,
    future_date,
    missing_proofs,
)
from pdcli.attestation.criteria import CriterionState, State, criteria
from pdcli.attestation.facts import Fact, fact
from pdcli.attestation.register_criteria import with_refusals
from pdcli.documents.progress import word_count
from pdcli.guideline.criteria import rank
from pdcli.guideline.guide import next_category
from pdcli.guideline.packs import ByCategory, KnowledgeTest, Pack, Paper
from pdcli.i18n import Lang
from pdcli.model.documents import CATEGORIES, Category
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Hidden, Key, Label, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.packs import PackSource
from pdcli.portfolio.portfolio import Portfolio

SCHEMA_VERSION = 3


class PackFacts(Value):
    """The rule pack used. `notice` must accompany every output of the pack; it says whether the pack is verified.

    `origin`, `sha256` and `checked_on` say where it comes from, which file it is, and how old it is.
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


class Filing(Value):
    """A rule for the category and its clause: where to apply, which commission decides."""

    said: Label
    clause: Label


class PaperState(Value):
    """A paper of the official list. `only_if` is the condition under which it is required."""

    key: Key
    title: Label
    clause: Label
    state: State
    only_if: Label | None
    found: tuple[EvidenceItemView, ...]
    missing: tuple[Fact, ...]


class TestState(Value):
    """The knowledge test in percent: the required score, the best valid result, and the day until which it is valid.
    `is_confirmed`: somebody else confirms a sufficient result.
    """

    title: Label
    clause: Label
    state: State
    asked: float
    score: float | None
    valid_until: date | None
    is_confirmed: bool
    found: tuple[EvidenceItemView, ...]
    missing: tuple[Fact, ...]
    notes: tuple[Fact, ...]


class Expiry(Value):
    """A term that ends on a day; `days_left` is negative afterwards."""

    what: Fact
    day: date
    days_left: int
    evidence: Key | None
    clause: Label | None


class AskedTotal(Value):
    """The sum of points that the pack requires; `most` is the maximum that the official sheet prints in brackets."""

    points: float
    most: float | None
    note: Label | None


class Total(Value):
    """The sum of points: declared, and of confirmed evidence (None while a required criterion is unconfirmed)."""

    points: float
    confirmed: float | None


class Readiness(Value):
    """Readiness of one portfolio for one category under one pack.

    `complete` of `of` required criteria have all their evidence, `confirmed` have it confirmed; optional criteria are
    not among them. While required criteria are `missing` (by number) there is no `total`, and while some are
    `unconfirmed` no confirmed total. `rules_now` are the hard rules that apply in the present state.
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


def readiness(portfolio: Portfolio, pack: Pack, category: Category, today: date, lang: Lang) -> Readiness:
    """Readiness of a portfolio for a category under a pack, with texts of forms and packs in a language."""
    view = with_refusals(countable_view(portfolio, today, lang), pack)
    who = portfolio.who
    states = criteria(view, pack, category)
    required = [criterion for criterion in states if criterion.is_asked]
    test = _test(view, pack.knowledge_test, category)
    missing = tuple(criterion.number for criterion in required if criterion.state != "present")
    unconfirmed = tuple(criterion.number for criterion in required if criterion.confirmation.state != "present")
    asked_total = _asked_total(view, pack, category)
    return Readiness(
        path=portfolio.root.name,
        name=who.name if who else None,
        school=who.school if who else None,
        subject=who.subject if who else None,
        pack=pack_facts(pack, portfolio.packs.source(pack.key), lang),
        category=category,
        category_name=category_name(portfolio, category, lang),
        present_category=view.category,
        present_category_name=category_name(portfolio, view.category, lang) if view.category else None,
        submission=_filing(pack.submission_channel, category, lang),
        commission=_filing(pack.commission_level, category, lang),
        rules_now=tuple(_current_rules(view, pack, category, states, test)),
        day=view.day,
        criteria=states,
        papers=tuple(_paper(view, paper) for paper in pack.papers),
        test=test,
        expiries=tuple(
            sorted(
                _expiries(view, pack),
                key=lambda criterion: (criterion.day, criterion.what.code, criterion.evidence or ""),
            )
        ),
        unknown_terms=tuple(_unknown_terms(view, pack)),
        asked_total=asked_total,
        total=_total(states, bool(unconfirmed)) if asked_total and not missing else None,
        missing=missing,
        unconfirmed=unconfirmed,
        complete=len(required) - len(missing),
        confirmed=len(required) - len(unconfirmed),
        of=len(required),
        evidence=standing_counts(view.confirmations, portfolio),
        confirmations=tuple(view.confirmations.files),
        confirmations_not_counted=tuple(view.confirmations.not_counted),
        confirmations_packed=tuple(view.confirmations.packed_files),
        own_confirmations=view.confirmations.own_rows,
        private_documents=len(portfolio.documents) - sum(not criterion.is_private for criterion in portfolio.documents),
        private_evidence=len(portfolio.evidence) - len(view.evidence),
    )


def intended_category(portfolio: Portfolio, is_next: bool = False) -> Category | None:
    """The target category of portfolio.yaml, else the one after the present; `is_next` forces the latter.

    The holder of the last category aims at the same one, because every category expires. None where the portfolio names
    no category.
    """
    who = portfolio.who
    if who is None:
        return None
    category = who.target_category if not is_next else None
    if category is None and who.category:
        category = next_category(who.category) or (None if is_next else who.category)
    return category


def target_category(portfolio: Portfolio, pack: Pack, is_next: bool = False) -> Category | None:
    """The intended category; None without one, and where the pack has no rules for it."""
    category = intended_category(portfolio, is_next)
    return category if category in pack.categories else None


def category_end(portfolio: Portfolio, pack: Pack) -> date | None:
    """The last day of the present category; None where it is unknown, or where no category that ends is held."""
    who, terms = portfolio.who, pack.terms
    if terms is None or who is None or not who.category_since or who.category in (None, CATEGORIES[0]):
        return None
    return add_years(who.category_since, terms.category_years)


def category_name(portfolio: Portfolio, category: Category, lang: Lang) -> str:
    """The label of a category in a language."""
    form = portfolio.forms.get("portfolio")
    return form.by_key["category"].choice_label(category, lang) if form else category


def to_data(value: Readiness) -> dict[str, Any]:
    """Readiness as plain data for JSON."""
    return {"schema_version": SCHEMA_VERSION, **json_data(value)}


def pack_facts(pack: Pack, source: PackSource, lang: Lang) -> PackFacts:
    """The facts of a pack in a language."""
    return PackFacts(
        pack.key, pack.title[lang], pack.edition[lang], pack.verified, pack.warning(lang), pack.source[lang],
        tuple(rule[lang] for rule in pack.rules), source.origin.value, source.digest, pack.checked_on,
    )  # fmt: skip


def _asked_total(view: CountableView, pack: Pack, category: Category) -> AskedTotal | None:
    total = pack.total(view.post)
    if total is None or category not in total.points:
        return None
    note = total.note[view.lang] if total.note else None
    return AskedTotal(total.points[category], total.most.get(category), note)


def _total(states: tuple[CriterionState, ...], is_unconfirmed: bool) -> Total:
    confirmed = None if is_unconfirmed else round(sum(item.confirmation.points or 0 for item in states), 1)
    return Total(round(sum(item.points or 0 for item in states), 1), confirmed)


def _filing(rule: ByCategory | None, category: Category, lang: Lang) -> Filing | None:
    return Filing(rule.of[category][lang], rule.clause[lang]) if rule and category in rule.of else None


def _current_rules(
    view: CountableView, pack: Pack, category: Category, states: tuple[CriterionState, ...], test: TestState | None
) -> Iterator[str]:
    """Yield the hard rules of the pack whose condition holds."""
    conditions = {
        None: False,
        "always": True,
        "unmet": any(item.is_asked and item.state != "present" for item in states),
        "skipping": view.category is not None and rank(category) > rank(view.category) + 1,
        "test": test is not None and test.state != "present",
    }
    return (rule[view.lang] for rule in pack.rules if conditions[rule.when])


def _paper(view: CountableView, paper: Paper) -> PaperState:
    only_if = paper.only_if[view.lang] if paper.only_if and not (paper.of_holders and _holds_category(view)) else None
    items, missing = _paper_evidence(view, paper)
    if not any(not item.lacks for item in items) and not missing:
        missing = [reason.of(item.id or item.document or "") for item in items for reason in item.lacks] or [
            fact("not-in-register")
        ]
    state: State = "partly" if items else "missing"
    if not missing:
        state = "present"
    elif only_if and not items:
        state, missing = "not-asked", []
    return PaperState(
        paper.key, paper.title[view.lang], paper.clause[view.lang], state, only_if, tuple(items), tuple(missing)
    )


def _paper_evidence(view: CountableView, paper: Paper) -> tuple[list[EvidenceItemView], list[Fact]]:
    if paper.document is not None:
        return _paper_document(view, paper, paper.document)
    marks = (paper.key, *paper.criteria)
    items = [
        item for item in view.evidence.values() if item.kind in paper.kinds or (item.criterion or "").strip() in marks
    ]
    return [view.item_view(item, missing_proofs(view, ("copy",), item)) for item in items], []


def _paper_document(view: CountableView, paper: Paper, kind: str) -> tuple[list[EvidenceItemView], list[Fact]]:
    """The last document of a kind as evidence, and what it lacks, such as the required number of words."""
    documents = view.of_kind(kind)
    if not documents:
        return [], [fact("document-missing", kind=kind)]
    document = max(documents, key=lambda item: (item.is_final, str(item.data.get("date")), item.ref))
    missing = [] if document.is_final else [fact("document-draft", document=document.ref)]
    missing += [reason.of(document.ref) for reason in future_date(view, document.day)]
    count = word_count(document)
    least, most = paper.words_min or 0, paper.words_max
    if count < least or (most is not None and count > most):
        missing.append(fact("word-count", count=count, least=least, most=most))
    return [view.document_view(document, document.title_for(view.lang), None, missing)], missing


def _test(view: CountableView, test: KnowledgeTest | None, category: Category) -> TestState | None:
    if test is None or category not in test.percent:
        return None
    required_percent = test.percent[category]
    results, valid_results = [], []
    is_confirmed = False
    for item in view.evidence.values():
        if item.kind != "test-result":
            continue
        until = item.expires or (add_years(item.date, test.valid_years) if item.date else None)
        lacks = list(missing_proofs(view, ("copy",), item))
        if item.score is None:
            lacks.append(fact("percent-unstated"))
        if until is None:
            lacks.append(fact("date-unstated"))
        elif until < view.day:
            lacks.append(fact("expired"))
        results.append(view.item_view(item, lacks))
        if not lacks and item.score is not None and until is not None:
            valid_results.append((item.score, until))
            is_confirmed |= item.score >= required_percent and results[-1].standing.state == "confirmed"
    score, until = max(valid_results, default=(None, None))
    missing = []
    if score is None or score < required_percent:
        missing.append(fact("valid-result-missing", percent=required_percent))
    state: State = "present" if not missing else "partly" if results else "missing"
    notes = tuple(fact("pack-note", text=note[view.lang]) for note in test.notes)
    return TestState(
        test.title[view.lang],
        test.clause[view.lang],
        state,
        required_percent,
        score,
        until,
        is_confirmed,
        tuple(results),
        tuple(missing),
        notes,
    )


def _holds_category(view: CountableView) -> bool:
    """Whether the teacher holds a category above the first."""
    return view.category is not None and view.category != CATEGORIES[0]


def _unknown_terms(view: CountableView, pack: Pack) -> Iterator[Fact]:
    """Yield terms of the pack whose start the portfolio does not state."""
    who, terms = view.portfolio.who, pack.terms
    if terms and who and _holds_category(view) and not who.category_since:
        yield fact("category-end-unknown")
    for item in view.evidence.values():
        is_course = bool(terms and terms.courses_years and item.hours)
        is_test = bool(pack.knowledge_test and item.kind == "test-result" and not item.expires)
        if (is_course or is_test) and not item.date:
            yield fact("date-unstated").of(item.id)


def _expiries(view: CountableView, pack: Pack) -> Iterator[Expiry]:
    who, terms, lang = view.portfolio.who, pack.terms, view.lang
    day = category_end(view.portfolio, pack)
    if terms and who and who.category and day:
        yield Expiry(
            fact("category-ends", category=who.category), day, (day - view.day).days, None, terms.category_clause[lang]
        )
    courses = [item for item in view.evidence.values() if item.hours and item.date]
    if terms and terms.courses_years and terms.courses_clause and courses:
        last = max(courses, key=lambda item: item.date or date.min)
        assert last.date is not None
        day = add_years(last.date, terms.courses_years)
        what = fact("course-due", title=last.title or last.id)
        yield Expiry(what, day, (day - view.day).days, last.id, terms.courses_clause[lang])
    for item in view.evidence.values():
        what = fact("evidence-ends", title=item.title or item.id)
        if item.expires:
            yield Expiry(what, item.expires, (item.expires - view.day).days, item.id, None)
        elif item.kind == "test-result" and pack.knowledge_test and item.date:
            day = add_years(item.date, pack.knowledge_test.valid_years)
            yield Expiry(what, day, (day - view.day).days, item.id, pack.knowledge_test.clause[lang])
