"""Criteria of a rule pack: the evidence in a portfolio, what is missing, and the points by the pack's arithmetic.

This module collects the facts; the pack computes points from them. Points count only when nothing is missing.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Literal

from pdcli.attestation.countable import CountableView, CriterionEvidence, EvidenceItemView, future_date, missing_proofs
from pdcli.attestation.facts import Fact, OptionAsked, fact
from pdcli.attestation.observation_criteria import ObservedLesson, observation_evidence
from pdcli.attestation.register_criteria import register_evidence
from pdcli.attestation.result_criteria import quality_evidence, skill_rows, skills_evidence, year_rows
from pdcli.documents.document import Document
from pdcli.guideline.criteria import AnyOf, Criterion, Observations, Option, Quality, SchoolRole, Skills
from pdcli.guideline.packs import Pack
from pdcli.i18n import N_, translate
from pdcli.model.documents import LEVELS, Category, Role
from pdcli.model.privacy import Key, Label, Text
from pdcli.model.record import Value
from pdcli.portfolio.school import of_school
from pdcli.portfolio.school_part import SchoolPart, own_part
from pdcli.text.same_person import same_person

SCHOOL_ROLES: dict[SchoolRole, str] = {
    "mentor": N_("mentor of a novice in the school"),
    "group-head": N_("leader of a group of the school"),
    "plan-author": N_("author of the school’s document on its cycle"),
    # Translators: in a list of what counts for a category; a level may follow.
    "led": N_("event led, according to the school’s register"),
}
# All required evidence is there; some; none; none and none required.
State = Literal["present", "partly", "missing", "not-asked"]


class Supporting(Value):
    """A document that supports a criterion but is no evidence for the commission."""

    ref: Text
    title: Label
    kind: Key
    kind_name: Label


class Confirmation(Value):
    """A criterion counted from confirmed evidence only, beside what its teacher declares.

    `declared` and `confirmed` are numbers of pieces that count; `claimed` counts those confirmed only by the packet
    that brought them. A pack may name the `roles` that confirm, and roles that must `each` be among them; `open_roles`
    are those of `each` that have confirmed nothing yet.
    """

    declared: int
    confirmed: int
    claimed: int
    state: State
    points: float | None
    roles: tuple[Role, ...]
    each: tuple[Role, ...]
    open_roles: tuple[Role, ...]
    clause: Label | None


class CriterionState(Value):
    """One criterion: the demand, the evidence, what is missing, and the points by the pack.

    `points` is None without evidence or where the pack gives none, 0 while something is missing; `worked_out` explains
    the figures. `lessons` are the observed lessons of an observation criterion. All this is declared by the teacher;
    `confirmation` is how much of it somebody else confirms.
    """

    number: Key
    title: Label
    clause: Label
    needed: Label
    state: State
    evidence: tuple[EvidenceItemView, ...]
    missing: tuple[Fact, ...]
    points: float | None
    asked: float | None
    worked_out: tuple[Fact, ...]
    notes: tuple[Fact, ...]
    supporting: tuple[Supporting, ...]
    lessons: tuple[ObservedLesson, ...]
    confirmation: Confirmation

    @property
    def label(self) -> str:
        """The title with its number; a number that is a word of the pack's own is not for readers."""
        return f"{self.number} {self.title}" if self.is_numbered else self.title

    @property
    def is_asked(self) -> bool:
        """Whether the category cannot do without it; of a pack without points all are asked."""
        return self.asked is None or self.asked > 0

    @property
    def is_numbered(self) -> bool:
        """Whether the number is one that the sheet prints."""
        return self.number[0].isdigit()


def criteria(view: CountableView, pack: Pack, category: Category) -> tuple[CriterionState, ...]:
    """Every criterion of a pack that says anything to this category, in the pack's order."""
    return tuple(
        _criterion_state(view, pack, item, category)
        for item in _countable_criteria(view, pack)
        if not isinstance(item, AnyOf) or item.is_asked(category)
    )


def _countable_criteria(view: CountableView, pack: Pack) -> Iterator[Criterion]:
    """The criteria of a pack without those that another one replaces."""
    replaced = {criterion.instead_of: criterion for criterion in pack.criteria if isinstance(criterion, Skills)}
    for criterion in pack.criteria:
        if isinstance(criterion, Skills):
            continue
        stand_in = replaced.get(criterion.number)
        yield stand_in if stand_in and _stands_in(view, stand_in) else criterion


def _stands_in(view: CountableView, skills_criterion: Skills) -> bool:
    has_skills = bool(view.evidence_for(skills_criterion.number)) or any(True for _row in skill_rows(view))
    return view.post in skills_criterion.posts or (has_skills and not year_rows(view))


def _evidence_for(view: CountableView, pack: Pack, criterion: Criterion, category: Category) -> CriterionEvidence:
    match criterion:
        case Quality():
            return quality_evidence(view, pack, criterion, category)
        case Skills():
            return skills_evidence(view, pack, criterion, category)
        case Observations():
            return observation_evidence(view, criterion, category)
        case AnyOf():
            return _evidence_for_any(view, criterion, category)
        case _:
            return register_evidence(view, pack, criterion, category)


def _state_and_points(evidence: CriterionEvidence, is_asked: bool) -> tuple[State, float | None]:
    """State and points of a criterion; the points are None without evidence."""
    has_something = bool(evidence.evidence) or evidence.has_something
    if not is_asked and not evidence.points:
        return "not-asked", None
    state: State = "present" if not evidence.missing else "partly" if has_something else "missing"
    return state, evidence.points if has_something else None


def _confirmation(
    view: CountableView, pack: Pack, criterion: Criterion, category: Category, declared: CriterionEvidence
) -> Confirmation:
    rule = criterion.confirmed_by
    roles, each = (rule.roles, rule.each) if rule else ((), ())
    # Without a confirmed piece there is nothing to count again.
    is_any = any(item.standing.state == "confirmed" for item in declared.evidence)
    confirmed = (
        _evidence_for(view.only_confirmed(roles), pack, criterion, category)
        if is_any
        else CriterionEvidence([], declared.missing)
    )
    countable = [item for item in confirmed.evidence if not item.lacks]
    state, points = _state_and_points(confirmed, criterion.is_asked(category)) if is_any else ("missing", None)
    open_roles = _unconfirmed_roles(each, countable)
    if state == "present" and open_roles:
        state, points = "partly", 0
    return Confirmation(
        sum(not item.lacks for item in declared.evidence), len(countable),
        sum(bool(item.standing.claimed) and not item.lacks for item in declared.evidence), state, points, roles, each,
        open_roles, rule.clause[view.lang] if rule else None,
    )  # fmt: skip


def _unconfirmed_roles(each: tuple[Role, ...], evidence: list[EvidenceItemView]) -> tuple[Role, ...]:
    """The required roles that have confirmed nothing yet; one person does not count for two roles."""
    signed = {role: {one.who for piece in evidence for one in piece.standing.by if one.role == role} for role in each}
    missing = tuple(role for role in each if not signed[role])
    if missing or len(each) < 2:
        return missing
    combinations = (names for names in product(*signed.values()) if not _has_repeated_person(names))
    return () if next(combinations, None) else each[1:]


def _has_repeated_person(names: tuple[str, ...]) -> bool:
    return any(same_person(one, other) for number, one in enumerate(names) for other in names[:number])


def _criterion_state(view: CountableView, pack: Pack, criterion: Criterion, category: Category) -> CriterionState:
    evidence = _evidence_for(view, pack, criterion, category)
    state, points = _state_and_points(evidence, criterion.is_asked(category))
    shown_refs = {piece.document for piece in evidence.evidence}
    return CriterionState(
        number=criterion.number,
        title=criterion.title[view.lang],
        clause=criterion.clause[view.lang],
        needed=criterion.need(category, view.lang),
        state=state,
        evidence=tuple(evidence.evidence),
        missing=() if state == "not-asked" else tuple(evidence.missing),
        points=points,
        asked=None if isinstance(criterion, AnyOf) else criterion.points.get(category, 0),
        worked_out=tuple(evidence.worked_out),
        notes=(
            *evidence.notes,
            *_not_counted(evidence),
            *(
                fact("pack-note", text=note[view.lang])
                for note in criterion.notes
                if category in (note.categories or (category,))
            ),
        ),
        supporting=tuple(
            Supporting(document.ref, document.title_for(view.lang), kind, view.kind_name(kind))
            for kind in criterion.supported_by
            for document in view.of_kind(kind)
            if document.ref not in shown_refs
        ),
        lessons=evidence.lessons,
        confirmation=_confirmation(view, pack, criterion, category, evidence),
    )


def _not_counted(evidence: CriterionEvidence) -> list[Fact]:
    """Why pieces of evidence do not count, without the reasons that are already among what is missing."""
    reasons = [reason.of(item.id or item.document or "") for item in evidence.evidence for reason in item.lacks]
    return [reason for reason in reasons if reason not in evidence.missing]


def _evidence_for_any(view: CountableView, criterion: AnyOf, category: Category) -> CriterionEvidence:
    options = criterion.options[category]
    evidence: list[EvidenceItemView] = []
    is_met = False
    for option in options:
        pieces = list(_evidence_for_option(view, option, category))
        is_met = is_met or sum(not piece.lacks for piece in pieces) >= option.at_least
        evidence += pieces
    missing = [] if is_met else [fact("one-of", options=tuple(_option_asked(view, one, category) for one in options))]
    return CriterionEvidence(evidence, missing)


def _evidence_for_option(view: CountableView, option: Option, category: Category) -> Iterator[EvidenceItemView]:
    level = option.least_level(category)
    least = LEVELS.index(level) if level else -1
    if option.school:
        part = own_part(view.portfolio)
        yield from _in_school(view, option.school, part, least) if part else ()
        return
    if option.document:
        for document in view.of_kind(option.document):
            lacks = (*(() if document.is_final else (fact("draft"),)), *future_date(view, document.day))
            yield view.document_view(document, document.title_for(view.lang), document.day, lacks)
        return
    for item in view.evidence.values():
        if item.kind == option.evidence and (LEVELS.index(item.level) if item.level else -1) >= least:
            yield view.item_view(item, missing_proofs(view, ("copy",), item))


def _in_school(view: CountableView, role: SchoolRole, part: SchoolPart, least: int) -> Iterator[EvidenceItemView]:
    """What the school itself says of the teacher; a list of mentors is never finished, other documents are."""
    label = translate(SCHOOL_ROLES[role], view.lang)
    match role:
        case "mentor":
            # A curator introduces to the school and guides no teaching.
            for pair in part.mentees:
                if pair.item.level != "curator":
                    yield _of_school_view(view, pair.document, _joined(label, pair.item.id), pair.item.start, True)
        case "group-head":
            heads = [item for item in part.groups if item.row.item.role == "head"]
            # Who headed a group twice headed one group.
            for membership in {item.group.document.ref: item for item in reversed(heads)}.values():
                day = membership.row.item.start or membership.group.model.start
                yield _of_school_view(view, membership.group.document, label, day)
            for work in part.works:
                if work.role == "coordinator":
                    yield _of_school_view(view, work.document, label, work.document.day)
        case "plan-author":
            for document in part.documents:
                if document.kind == "school-cycle":
                    yield _of_school_view(view, document, label, document.day)
        case "led":
            for event in part.led:
                level = event.item.level
                if event.item.date and (LEVELS.index(level) if level else -1) >= least:
                    title = _joined(event.item.title or label, event.item.id)
                    item = _of_school_view(view, event.document, title, event.item.date)
                    yield item.replace(level=level, level_name=view.choice_label("level", level))


def _joined(label: str, row: str | None) -> str:
    return f"{label}, {row}" if row else label


def _of_school_view(
    view: CountableView, document: Document, title: str, day: date | None, is_list: bool = False
) -> EvidenceItemView:
    is_draft = not is_list and not document.is_final
    lacks = (*((fact("draft"),) if is_draft else ()), *future_date(view, day))
    return view.document_view(of_school(document), title, day, lacks)


def _option_asked(view: CountableView, option: Option, category: Category) -> OptionAsked:
    if option.school:
        kind, name = str(option.school), translate(SCHOOL_ROLES[option.school], view.lang)
    else:
        kind = option.document or option.evidence or ""
        name = view.kind_name(kind) if option.document else view.choice_label("kind", kind) or ""
    return OptionAsked(kind, name, option.least_level(category), option.at_least)
