"""Criteria that are met by lines of the register: contests, materials, talks, publications, courses and such."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pdcli.attestation.countable import Found, Shown, in_years, lacking
from pdcli.attestation.duplicates import repeats
from pdcli.attestation.facts import Fact, fact
from pdcli.guideline.packs import (
    BonusYears,
    ByLevel,
    Courses,
    Coverage,
    Criterion,
    Materials,
    Pack,
    Piece,
    Publication,
    rank,
)
from pdcli.i18n import current
from pdcli.model.documents import LEVELS, Category, EvidenceItem
from pdcli.model.forms import Words


def refusing(there: Shown, pack: Pack) -> Shown:
    """The same with what the pack does not count: awards and thanks, and a paper that counts already."""
    thanks = pack.thanks
    awards = {one.id for one in there.evidence.values() if thanks and one.kind in thanks.kinds}
    refused = {entry: fact("refused-by-pack", text=thanks.why[current()]) for entry in awards if thanks}
    found = repeats(there, pack, (one for one in _whole(there, pack) if one.id not in awards))
    for entry, first in found.again.items():
        refused[entry] = fact("counts-already", evidence=first.id, criterion=first.criterion)
    note = pack.once.note
    doubted = {entry: _note(note).of(first.id, entry) for entry, first in found.silent.items() if note}
    return replace(there, refused=refused, doubted=doubted)


def _whole(there: Shown, pack: Pack) -> Iterator[EvidenceItem]:
    """Lines of the register that would count for the criterion that they name."""
    for one in there.evidence.values():
        item = pack.criterion((one.criterion or "").strip())
        if item and not _lacks(there, item, one):
            yield one


def registered(there: Shown, pack: Pack, item: Criterion, category: Category) -> Found:
    """Lines of the register that say they count for the criterion."""
    marked = there.marked(item.number)
    lacks = {one.id: _lacks(there, item, one) for one in marked}
    pieces = {one.id: _piece(there, one, item) for one in marked}
    whole = [one for one in marked if not lacks[one.id]]
    points = item.score([pieces[one.id] for one in whole], category)
    if not isinstance(item, Courses | Coverage) and item.is_asked(category):
        for one in whole:
            lacks[one.id] += _falls_short(item, pieces[one.id], category)
    missing: list[Fact] = []
    if isinstance(item, Courses) and whole:
        enough = sum(one.by_profile is True for one in whole) >= item.by_profile
        if not enough:
            missing.append(fact("course-by-profile-missing"))
            points = 0
    if not points and item.is_asked(category):
        missing += _short_amount(item, [pieces[one.id] for one in whole], category)
        missing += [item.of(one.id) for one in marked for item in lacks[one.id]]
        if not marked:
            missing = [fact("evidence-missing", criterion=item.number)]
            if item.evidence:
                missing.append(fact("asked", text=item.evidence[current()]))
        elif not missing:
            missing.append(fact("asked", text=item.need(category, current())))
    evidence = [there.present(one, lacks[one.id]) for one in marked]
    counted = [one for one in whole if not lacks[one.id]]
    notes = list(_notes(there, item, pack, counted, pieces))
    return Found(evidence, missing, points, list(_how(item, counted, pieces)), notes)


def _note(words: Words) -> Fact:
    return fact("pack-note", text=words[current()])


def _lacks(there: Shown, item: Criterion, one: EvidenceItem) -> list[Fact]:
    """Why a line does not count for the criterion, whatever the category."""
    return [*lacking(there, item.proofs, one), *_unstated(item, one)]


def _piece(there: Shown, one: EvidenceItem, item: Criterion) -> Piece:
    amount = {"coverage": one.coverage, "courses": one.hours, "bonus-years": one.years}.get(item.kind) or 0
    return Piece(
        level=one.level, winner=bool(one.winner), material=one.material, coauthors=one.coauthors or 0,
        listed=bool(one.listed), indexed=bool(one.indexed), amount=amount, name=one.title or "", post=there.post,
    )  # fmt: skip


def _unstated(item: Criterion, one: EvidenceItem) -> Iterator[Fact]:
    """Facts that the arithmetic needs."""
    match item:
        case Courses() if not one.hours:
            yield fact("hours-unstated")
        case Coverage() if not one.coverage:
            yield fact("coverage-unstated")
        case BonusYears() if not one.years:
            yield fact("years-unstated")
        case Materials() if one.material is None:
            yield fact("material-unstated")
        case _:
            pass


def _falls_short(item: Criterion, piece: Piece, category: Category) -> Iterator[Fact]:
    """Why a whole piece does not meet what the category asks."""
    if item.met_by(piece, category):
        return
    if isinstance(item, Materials) and piece.coauthors > item.coauthors_max:
        yield fact("too-many-coauthors", most=item.coauthors_max)
    elif isinstance(item, Publication):
        yield fact("too-many-authors", most=item.authors_max)
    elif isinstance(item, Materials) and item.textbook_points and piece.material == "textbook":
        yield fact("textbook-not-listed")
    elif isinstance(item, Materials) and not item.takes(piece, category):
        yield fact("material-not-asked", material=piece.material)
    else:
        yield fact("level-too-low", level=piece.level)


def _short_amount(item: Criterion, pieces: Sequence[Piece], category: Category) -> Iterator[Fact]:
    """How much more is asked, where amounts are counted."""
    together = item.combined(pieces)
    if isinstance(item, Courses) and together:
        more = item.hours_of(together[0].post).get(category, 0) - together[0].amount
        if more > 0:
            yield fact("more-hours", count=more)
    if isinstance(item, Coverage):
        yield from _short_coverage(item, [piece for piece in together if _level_fits(item, piece, category)], category)


def _short_coverage(item: Coverage, fitting: Sequence[Piece], category: Category) -> Iterator[Fact]:
    """How many more events, and districts or regions, are asked where there is any event."""
    if not fitting:
        return
    best = max(fitting, key=lambda piece: (piece.count, piece.amount))
    events = item.events.get(category, 1) - best.count
    if events > 0:
        yield fact("more-events", count=events)
    more = item.at_least.get(category, 0) - best.amount
    if more > 0:
        is_of_region = "region" in [level for level, of in item.levels.items() if of == category]
        yield fact("more-districts" if is_of_region else "more-regions", count=more)


def _level_fits(item: Coverage, piece: Piece, category: Category) -> bool:
    of = item.levels.get(piece.level) if piece.level else None
    return of is not None and rank(of) >= rank(category)


def _notes(
    there: Shown, item: Criterion, pack: Pack, counted: Sequence[EvidenceItem], pieces: dict[str, Piece]
) -> Iterator[Fact]:
    for one in counted:
        if pack.thanks and pack.thanks.looks_like_it(one.title or ""):
            yield _note(pack.thanks.note).of(one.id)
        if one.id in there.doubted:
            yield there.doubted[one.id]
    if isinstance(item, ByLevel | Materials):
        for level in LEVELS:
            if level in item.level_notes and any(one.level == level for one in counted):
                yield _note(item.level_notes[level])
    if isinstance(item, Materials):
        if item.coauthors_note and any(one.coauthors == item.coauthors_max for one in counted):
            yield _note(item.coauthors_note)
        reduced = [one for one in counted if one.coauthors and item.reached(pieces[one.id]) in item.coauthored]
        if item.coauthored_note and reduced:
            yield _note(item.coauthored_note)
    years = pack.terms.courses_years if pack.terms else None
    if isinstance(item, Courses) and years:
        for one in counted:
            if one.date and in_years(one.date, years) < there.day:
                yield fact("course-too-old", years=years).of(one.id)


def _how(item: Criterion, counted: Sequence[EvidenceItem], pieces: dict[str, Piece]) -> Iterator[Fact]:
    """How points came about, where more than one piece or more than the level decides."""
    if not counted:
        return
    if isinstance(item, ByLevel):
        best = max(counted, key=lambda one: LEVELS.index(one.level) if one.level else -1)
        yield fact("highest-level", level=best.level)
        if item.winner_bonus and any(one.winner for one in counted):
            yield fact("winner-bonus", points=item.winner_bonus)
    if isinstance(item, Courses):
        hours = sum(piece.amount for piece in item.combined([pieces[one.id] for one in counted]))
        yield fact("hours-counted", hours=hours)
    if isinstance(item, Coverage):
        for piece in item.combined([pieces[one.id] for one in counted]):
            yield fact("events-counted", level=piece.level, events=piece.count, count=piece.amount)
