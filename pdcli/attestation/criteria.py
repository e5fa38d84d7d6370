"""One criterion of a rule pack: what a portfolio has for it, what is missing, and the points by the pack's arithmetic.

Facts are gathered; how points come from facts, the pack says. Points count only when nothing is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from pdcli.attestation.countable import Found, Present, Shown, lacking, later
from pdcli.attestation.facts import Fact, OptionAsked, fact
from pdcli.attestation.observation_criteria import ObservedLesson, observations
from pdcli.attestation.register_criteria import registered
from pdcli.attestation.result_criteria import quality, skill_rows, skills, year_rows
from pdcli.guideline.packs import AnyOf, Criterion, Observations, Option, Pack, Quality, Skills
from pdcli.i18n import current
from pdcli.model.documents import LEVELS, Category, Role
from pdcli.model.privacy import Key, Label, Text
from pdcli.text.same_person import same_person

# What a criterion has: all that is asked; something; nothing; nothing where nothing is asked.
State = Literal["present", "partly", "missing", "not-asked"]


@dataclass(frozen=True, slots=True)
class Supporting:
    """A document that feeds a criterion without being evidence for the commission."""

    ref: Text
    title: Label
    kind: Key
    kind_name: Label


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A criterion counted once more with only what somebody else has confirmed, beside what its teacher declares.

    `declared` and `confirmed` are pieces of evidence that count, `claimed` those that only the packet says to be
    confirmed that they came in. A pack may name the `roles` in which one must confirm,
    and others (`each`) that must be among them; of these `open_roles` have confirmed nothing yet.
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


@dataclass(frozen=True, slots=True)
class CriterionState:
    """One criterion: what is asked, what is there, what is missing, points by the pack.

    `points` is None where nothing is there or the pack gives none, 0 while something is missing; `worked_out` tells how
    figures were reached. `lessons` are those observed, where the criterion is met by observations. All this is only
    declared; `confirmation` says how much of it somebody else confirms.
    """

    number: Key
    title: Label
    clause: Label
    needed: Label
    state: State
    evidence: tuple[Present, ...]
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


def criteria(there: Shown, pack: Pack, category: Category) -> tuple[CriterionState, ...]:
    """Every criterion of a pack that says anything to this category, in the pack's order."""
    return tuple(
        _state(there, pack, item, category)
        for item in _those_that_count(there, pack)
        if not isinstance(item, AnyOf) or item.is_asked(category)
    )


def _those_that_count(there: Shown, pack: Pack) -> Iterator[Criterion]:
    """The criteria without those that another stands in for."""
    replaced = {item.instead_of: item for item in pack.criteria if isinstance(item, Skills)}
    for item in pack.criteria:
        if isinstance(item, Skills):
            continue
        other = replaced.get(item.number)
        yield other if other and _stands_in(there, other) else item


def _stands_in(there: Shown, other: Skills) -> bool:
    has_skills = bool(there.marked(other.number)) or any(True for _row in skill_rows(there))
    return there.post in other.posts or (has_skills and not year_rows(there))


def _found(there: Shown, pack: Pack, item: Criterion, category: Category) -> Found:
    match item:
        case Quality():
            return quality(there, pack, item, category)
        case Skills():
            return skills(there, pack, item, category)
        case Observations():
            return observations(there, item, category)
        case AnyOf():
            return _any_of(there, item, category)
        case _:
            return registered(there, pack, item, category)


def _judged(found: Found, is_asked: bool) -> tuple[State, float | None]:
    """State and points of a criterion."""
    something = bool(found.evidence) or found.has_something
    if not is_asked and not found.points:
        return "not-asked", None
    state: State = "present" if not found.missing else "partly" if something else "missing"
    return state, found.points if something else None


def _confirmation(there: Shown, pack: Pack, item: Criterion, category: Category, found: Found) -> Confirmation:
    by = item.confirmed_by
    roles, each = (by.roles, by.each) if by else ((), ())
    # What nobody has confirmed need not be counted once more.
    is_any = any(one.standing.state == "confirmed" for one in found.evidence)
    again = _found(there.confirmed(roles), pack, item, category) if is_any else Found([], found.missing)
    counted = [one for one in again.evidence if not one.lacks]
    state, points = _judged(again, item.is_asked(category)) if is_any else ("missing", None)
    open_roles = _open_roles(each, counted)
    if state == "present" and open_roles:
        state, points = "partly", 0
    return Confirmation(
        sum(not one.lacks for one in found.evidence), len(counted),
        sum(bool(one.standing.claimed) and not one.lacks for one in found.evidence), state, points, roles, each,
        open_roles, by.clause[current()] if by else None,
    )  # fmt: skip


def _open_roles(each: tuple[Role, ...], counted: list[Present]) -> tuple[Role, ...]:
    """Of the roles that must have confirmed something those that have not; one person does not stand for two."""
    signed = {role: {one.who for piece in counted for one in piece.standing.by if one.role == role} for role in each}
    missing = tuple(role for role in each if not signed[role])
    if missing or len(each) < 2:
        return missing
    several = (names for names in product(*signed.values()) if not _is_anybody_twice(names))
    return () if next(several, None) else each[1:]


def _is_anybody_twice(names: tuple[str, ...]) -> bool:
    return any(same_person(one, other) for number, one in enumerate(names) for other in names[:number])


def _state(there: Shown, pack: Pack, item: Criterion, category: Category) -> CriterionState:
    found = _found(there, pack, item, category)
    state, points = _judged(found, item.is_asked(category))
    shown_refs = {piece.document for piece in found.evidence}
    return CriterionState(
        number=item.number,
        title=item.title[current()],
        clause=item.clause[current()],
        needed=item.need(category, current()),
        state=state,
        evidence=tuple(found.evidence),
        missing=() if state == "not-asked" else tuple(found.missing),
        points=points,
        asked=None if isinstance(item, AnyOf) else item.points.get(category, 0),
        worked_out=tuple(found.worked_out),
        notes=(
            *found.notes,
            *_not_counted(found),
            *(
                fact("pack-note", text=note[current()])
                for note in item.notes
                if category in (note.categories or (category,))
            ),
        ),
        supporting=tuple(
            Supporting(document.ref, document.title_for(current()), kind, there.kind_name(kind))
            for kind in item.supported_by
            for document in there.of_kind(kind)
            if document.ref not in shown_refs
        ),
        lessons=found.lessons,
        confirmation=_confirmation(there, pack, item, category, found),
    )


def _not_counted(found: Found) -> list[Fact]:
    """Why a piece of evidence does not count, where that is not what is missing."""
    reasons = [reason.of(one.id or one.document or "") for one in found.evidence for reason in one.lacks]
    return [reason for reason in reasons if reason not in found.missing]


def _any_of(there: Shown, item: AnyOf, category: Category) -> Found:
    options = item.options[category]
    evidence: list[Present] = []
    is_met = False
    for option in options:
        pieces = list(_of_option(there, option))
        is_met = is_met or sum(not piece.lacks for piece in pieces) >= option.at_least
        evidence += pieces
    missing = [] if is_met else [fact("one-of", options=tuple(_asked(there, one) for one in options))]
    return Found(evidence, missing)


def _of_option(there: Shown, option: Option) -> Iterator[Present]:
    if option.document:
        for document in there.of_kind(option.document):
            lacks = (*(() if document.is_final else (fact("draft"),)), *later(there, document.day))
            yield there.document(document, document.title_for(current()), document.day, lacks)
        return
    least = LEVELS.index(option.level) if option.level else -1
    for item in there.evidence.values():
        if item.kind == option.evidence and (LEVELS.index(item.level) if item.level else -1) >= least:
            yield there.present(item, lacking(there, ("copy",), item))


def _asked(there: Shown, option: Option) -> OptionAsked:
    kind = option.document or option.evidence or ""
    name = there.kind_name(kind) if option.document else there.choice("kind", kind) or ""
    return OptionAsked(kind, name, option.level, option.at_least)
