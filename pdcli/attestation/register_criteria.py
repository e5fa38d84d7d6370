"""Criteria met by lines of the register: contests, materials, talks, publications, courses and such."""

from collections.abc import Iterator, Sequence

from pdcli.attestation.countable import CountableView, CriterionEvidence, add_years, missing_proofs
from pdcli.attestation.duplicates import find_duplicates
from pdcli.attestation.facts import Fact, fact
from pdcli.guideline.criteria import (
    BonusYears,
    ByLevel,
    Courses,
    Coverage,
    Criterion,
    Materials,
    Piece,
    Publication,
    rank,
)
from pdcli.guideline.packs import Pack
from pdcli.model.documents import LEVELS, Category, EvidenceItem
from pdcli.model.forms import Words


def with_refusals(view: CountableView, pack: Pack) -> CountableView:
    """The view with the evidence that the pack does not count: letters of thanks, and duplicates."""
    thanks = pack.thanks
    awards = {item.id for item in view.evidence.values() if thanks and item.kind in thanks.kinds}
    refusals = {entry: fact("refused-by-pack", text=thanks.why[view.lang]) for entry in awards if thanks}
    duplicates = find_duplicates(view, pack, (item for item in _complete_items(view, pack) if item.id not in awards))
    for entry, first in duplicates.uncounted.items():
        refusals[entry] = fact("counts-already", evidence=first.id, criterion=first.criterion)
    note = pack.once.note
    doubts = {entry: _note(view, note).of(first.id, entry) for entry, first in duplicates.unregulated.items() if note}
    return view.replace(refusals=refusals, doubts=doubts)


def _complete_items(view: CountableView, pack: Pack) -> Iterator[EvidenceItem]:
    """Yield lines of the register that would count for the criterion they name."""
    for item in view.evidence.values():
        criterion = pack.criterion((item.criterion or "").strip())
        if criterion and not _faults(view, criterion, item):
            yield item


def register_evidence(view: CountableView, pack: Pack, criterion: Criterion, category: Category) -> CriterionEvidence:
    """The evidence from lines of the register that name the criterion."""
    items = view.evidence_for(criterion.number)
    faults = {item.id: _faults(view, criterion, item) for item in items}
    pieces = {item.id: _piece(view, item, criterion) for item in items}
    complete = [item for item in items if not faults[item.id]]
    points = criterion.score([pieces[item.id] for item in complete], category)
    if not isinstance(criterion, Courses | Coverage) and criterion.is_asked(category):
        for item in complete:
            faults[item.id] += _below_demand(criterion, pieces[item.id], category)
    missing: list[Fact] = []
    if isinstance(criterion, Courses) and complete:
        has_profile_hours = sum(item.by_profile is True for item in complete) >= criterion.by_profile
        if not has_profile_hours:
            missing.append(fact("course-by-profile-missing"))
            points = 0
    if not points and criterion.is_asked(category):
        missing += _missing_amount(criterion, [pieces[item.id] for item in complete], category)
        missing += [fault.of(item.id) for item in items for fault in faults[item.id]]
        if not items:
            missing = [fact("evidence-missing", criterion=criterion.number)]
            if criterion.evidence:
                missing.append(fact("asked", text=criterion.evidence[view.lang]))
        elif not missing:
            missing.append(fact("asked", text=criterion.need(category, view.lang)))
    evidence = [view.item_view(item, faults[item.id]) for item in items]
    counted = [item for item in complete if not faults[item.id]]
    notes = list(_notes(view, criterion, pack, counted, pieces))
    return CriterionEvidence(evidence, missing, points, list(_calculation(criterion, counted, pieces)), notes)


def _note(view: CountableView, words: Words) -> Fact:
    return fact("pack-note", text=words[view.lang])


def _faults(view: CountableView, criterion: Criterion, item: EvidenceItem) -> list[Fact]:
    """Why a line does not count for the criterion, independent of the category."""
    return [*missing_proofs(view, criterion.proofs, item), *_missing_facts(criterion, item)]


def _piece(view: CountableView, item: EvidenceItem, criterion: Criterion) -> Piece:
    amount = {"coverage": item.coverage, "courses": item.hours, "bonus-years": item.years}.get(criterion.kind) or 0
    return Piece(
        level=item.level, winner=bool(item.winner), material=item.material, coauthors=item.coauthors or 0,
        listed=bool(item.listed), indexed=bool(item.indexed), amount=amount, name=item.title or "", post=view.post,
    )  # fmt: skip


def _missing_facts(criterion: Criterion, item: EvidenceItem) -> Iterator[Fact]:
    """Yield facts that the arithmetic of the criterion needs and the line does not state."""
    match criterion:
        case Courses() if not item.hours:
            yield fact("hours-unstated")
        case Coverage() if not item.coverage:
            yield fact("coverage-unstated")
        case BonusYears() if not item.years:
            yield fact("years-unstated")
        case Materials() if item.material is None:
            yield fact("material-unstated")
        case _:
            pass


def _below_demand(criterion: Criterion, piece: Piece, category: Category) -> Iterator[Fact]:
    """Yield why a complete piece does not meet the demand of the category."""
    if criterion.met_by(piece, category):
        return
    if isinstance(criterion, Materials) and piece.coauthors > criterion.coauthors_max:
        yield fact("too-many-coauthors", most=criterion.coauthors_max)
    elif isinstance(criterion, Publication):
        yield fact("too-many-authors", most=criterion.authors_max)
    elif isinstance(criterion, Materials) and criterion.textbook_points and piece.material == "textbook":
        yield fact("textbook-not-listed")
    elif isinstance(criterion, Materials) and not criterion.takes(piece, category):
        yield fact("material-not-asked", material=piece.material)
    else:
        yield fact("level-too-low", level=piece.level)


def _missing_amount(criterion: Criterion, pieces: Sequence[Piece], category: Category) -> Iterator[Fact]:
    """Yield how much more is required, where amounts are counted."""
    together = criterion.combined(pieces)
    if isinstance(criterion, Courses) and together:
        hours = criterion.hours_of(together[0].post).get(category, 0) - together[0].amount
        if hours > 0:
            yield fact("more-hours", count=hours)
    if isinstance(criterion, Coverage):
        yield from _missing_coverage(
            criterion, [piece for piece in together if _level_fits(criterion, piece, category)], category
        )


def _missing_coverage(criterion: Coverage, fitting: Sequence[Piece], category: Category) -> Iterator[Fact]:
    """Yield how many more events, districts or regions are required, if there is any event."""
    if not fitting:
        return
    best = max(fitting, key=lambda piece: (piece.count, piece.amount))
    events = criterion.events.get(category, 1) - best.count
    if events > 0:
        yield fact("more-events", count=events)
    amount = criterion.at_least.get(category, 0) - best.amount
    if amount > 0:
        is_of_region = "region" in [level for level, of in criterion.levels.items() if of == category]
        yield fact("more-districts" if is_of_region else "more-regions", count=amount)


def _level_fits(criterion: Coverage, piece: Piece, category: Category) -> bool:
    of = criterion.levels.get(piece.level) if piece.level else None
    return of is not None and rank(of) >= rank(category)


def _notes(
    view: CountableView, criterion: Criterion, pack: Pack, counted: Sequence[EvidenceItem], pieces: dict[str, Piece]
) -> Iterator[Fact]:
    for item in counted:
        if pack.thanks and pack.thanks.matches(item.title or ""):
            yield _note(view, pack.thanks.note).of(item.id)
        if item.id in view.doubts:
            yield view.doubts[item.id]
    if isinstance(criterion, ByLevel | Materials):
        for level in LEVELS:
            if level in criterion.level_notes and any(item.level == level for item in counted):
                yield _note(view, criterion.level_notes[level])
    if isinstance(criterion, Materials):
        if criterion.coauthors_note and any(item.coauthors == criterion.coauthors_max for item in counted):
            yield _note(view, criterion.coauthors_note)
        reduced = [
            item for item in counted if item.coauthors and criterion.reached(pieces[item.id]) in criterion.coauthored
        ]
        if criterion.coauthored_note and reduced:
            yield _note(view, criterion.coauthored_note)
    years = pack.terms.courses_years if pack.terms else None
    if isinstance(criterion, Courses) and years:
        for item in counted:
            if item.date and add_years(item.date, years) < view.day:
                yield fact("course-too-old", years=years).of(item.id)


def _calculation(criterion: Criterion, counted: Sequence[EvidenceItem], pieces: dict[str, Piece]) -> Iterator[Fact]:
    """Yield how points were computed, where more than one piece or more than the level decides."""
    if not counted:
        return
    if isinstance(criterion, ByLevel):
        best = max(counted, key=lambda item: LEVELS.index(item.level) if item.level else -1)
        yield fact("highest-level", level=best.level)
        if criterion.winner_bonus and any(item.winner for item in counted):
            yield fact("winner-bonus", points=criterion.winner_bonus)
    if isinstance(criterion, Courses):
        hours = sum(piece.amount for piece in criterion.combined([pieces[item.id] for item in counted]))
        yield fact("hours-counted", hours=hours)
    if isinstance(criterion, Coverage):
        for piece in criterion.combined([pieces[item.id] for item in counted]):
            yield fact("events-counted", level=piece.level, events=piece.count, count=piece.amount)
