"""Criteria that are met by lines of the register: contests, materials, talks, publications, courses and such."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from pdcli.model.documents import LEVELS, Category, EvidenceItem
from pdcli.summary.repeated import repeats
from pdcli.summary.shown import Found, Shown, in_years, lacking, number
from pdcli.words import current, ngettext
from pdcli.words import gettext as _


def refusing(there: Shown, pack: Pack) -> Shown:
    """The same with what the pack does not count: awards and thanks, and a paper that counts already."""
    thanks = pack.thanks
    awards = {one.id for one in there.evidence.values() if thanks and one.kind in thanks.kinds}
    refused = {entry: thanks.why[current()] for entry in awards if thanks}
    found = repeats(there, pack, (one for one in _whole(there, pack) if one.id not in awards))
    for entry, first in found.again.items():
        refused[entry] = _("this paper counts already as {id}, for {number}").format(
            id=first.id, number=first.criterion
        )
    note = pack.once.note
    doubted = {entry: f"{first.id}, {entry}: {note[current()]}" for entry, first in found.silent.items() if note}
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
            lacks[one.id] += _falls_short(there, item, pieces[one.id], category)
    missing: list[str] = []
    if isinstance(item, Courses) and whole:
        enough = sum(one.by_profile is True for one in whole) >= item.by_profile
        if not enough:
            missing.append(_("a course by profile (`by_profile: true`)"))
            points = 0
    if not points and item.is_asked(category):
        missing += _short_amount(item, [pieces[one.id] for one in whole], category)
        missing += [f"{one.id}: {text}" for one in marked for text in lacks[one.id]]
        if not marked:
            missing = [_("no evidence says `criterion: {number}`").format(number=item.number)]
            if item.evidence:
                missing.append(item.evidence[current()])
        elif not missing:
            missing.append(item.need(category, current()))
    evidence = [there.present(one, lacks[one.id]) for one in marked]
    counted = [one for one in whole if not lacks[one.id]]
    notes = list(_notes(there, item, pack, counted, pieces))
    return Found(evidence, missing, points, list(_how(there, item, counted, pieces)), notes)


def _lacks(there: Shown, item: Criterion, one: EvidenceItem) -> list[str]:
    """Why a line does not count for the criterion, whatever the category."""
    return [*lacking(there, item.proofs, one), *_unstated(item, one)]


def _piece(there: Shown, one: EvidenceItem, item: Criterion) -> Piece:
    amount = {"coverage": one.coverage, "courses": one.hours, "bonus-years": one.years}.get(item.kind) or 0
    return Piece(
        level=one.level, winner=bool(one.winner), material=one.material, coauthors=one.coauthors or 0,
        listed=bool(one.listed), indexed=bool(one.indexed), amount=amount, name=one.title or "", post=there.post,
    )  # fmt: skip


def _unstated(item: Criterion, one: EvidenceItem) -> Iterator[str]:
    """Facts that the arithmetic needs."""
    match item:
        case Courses() if not one.hours:
            yield _("the hours are not stated (`hours`)")
        case Coverage() if not one.coverage:
            yield _("the number of districts or regions is not stated (`coverage`)")
        case BonusYears() if not one.years:
            yield _("the years are not stated (`years`)")
        case Materials() if one.material is None:
            yield _("the kind of material is not stated (`material`)")
        case _:
            pass


def _falls_short(there: Shown, item: Criterion, piece: Piece, category: Category) -> Iterator[str]:
    """Why a whole piece does not meet what the category asks."""
    if item.met_by(piece, category):
        return
    if isinstance(item, Materials) and piece.coauthors > item.coauthors_max:
        yield _("more than {count} co-authors").format(count=number(item.coauthors_max))
    elif isinstance(item, Publication):
        yield _("more than {count} authors").format(count=number(item.authors_max))
    elif isinstance(item, Materials) and item.textbook_points and piece.material == "textbook":
        yield _("the textbook is not said to be on the approved list (`listed`)")
    elif isinstance(item, Materials) and not item.takes(piece, category):
        kind = there.choice("material", piece.material)
        yield _("“{material}” is not the kind of material that this category is asked for").format(material=kind)
    else:
        level = there.choice("level", piece.level)
        yield _("the level “{level}” is not enough for this category").format(level=level)


def _short_amount(item: Criterion, pieces: Sequence[Piece], category: Category) -> Iterator[str]:
    """How much more is asked, where amounts are counted."""
    together = item.combined(pieces)
    if isinstance(item, Courses) and together:
        more = item.hours_of(together[0].post).get(category, 0) - together[0].amount
        if more > 0:
            yield ngettext("{count} more hour", "{count} more hours", int(more)).format(count=number(more))
    if isinstance(item, Coverage):
        yield from _short_coverage(item, [piece for piece in together if _level_fits(item, piece, category)], category)


def _short_coverage(item: Coverage, fitting: Sequence[Piece], category: Category) -> Iterator[str]:
    """How many more events, and districts or regions, are asked where there is any event."""
    if not fitting:
        return
    best = max(fitting, key=lambda piece: (piece.count, piece.amount))
    events = item.events.get(category, 1) - best.count
    if events > 0:
        yield ngettext("{count} more event", "{count} more events", events).format(count=events)
    more = item.at_least.get(category, 0) - best.amount
    if more > 0:
        if "region" in [level for level, of in item.levels.items() if of == category]:
            text = ngettext("{count} more district", "{count} more districts", int(more))
        else:
            text = ngettext("{count} more region", "{count} more regions", int(more))
        yield text.format(count=number(more))


def _level_fits(item: Coverage, piece: Piece, category: Category) -> bool:
    of = item.levels.get(piece.level) if piece.level else None
    return of is not None and rank(of) >= rank(category)


def _notes(
    there: Shown, item: Criterion, pack: Pack, counted: Sequence[EvidenceItem], pieces: dict[str, Piece]
) -> Iterator[str]:
    for one in counted:
        if pack.thanks and pack.thanks.looks_like_it(one.title or ""):
            yield f"{one.id}: {pack.thanks.note[current()]}"
        if one.id in there.doubted:
            yield there.doubted[one.id]
    if isinstance(item, ByLevel | Materials):
        for level in LEVELS:
            if level in item.level_notes and any(one.level == level for one in counted):
                yield item.level_notes[level][current()]
    if isinstance(item, Materials):
        if item.coauthors_note and any(one.coauthors == item.coauthors_max for one in counted):
            yield item.coauthors_note[current()]
        reduced = [one for one in counted if one.coauthors and item.reached(pieces[one.id]) in item.coauthored]
        if item.coauthored_note and reduced:
            yield item.coauthored_note[current()]
    years = pack.terms.courses_years if pack.terms else None
    if isinstance(item, Courses) and years:
        for one in counted:
            if one.date and in_years(one.date, years) < there.day:
                yield _("{id}: the course is older than {years} years").format(id=one.id, years=years)


def _how(there: Shown, item: Criterion, counted: Sequence[EvidenceItem], pieces: dict[str, Piece]) -> Iterator[str]:
    """How points came about, where more than one piece or more than the level decides."""
    if not counted:
        return
    if isinstance(item, ByLevel):
        best = max(counted, key=lambda one: LEVELS.index(one.level) if one.level else -1)
        yield _("highest level: {level}").format(level=there.choice("level", best.level))
        if item.winner_bonus and any(one.winner for one in counted):
            yield _("a winner adds {points}, once").format(points=number(item.winner_bonus))
    if isinstance(item, Courses):
        hours = sum(piece.amount for piece in item.combined([pieces[one.id] for one in counted]))
        yield _("hours of different programmes, each once: {hours}").format(hours=number(hours))
    if isinstance(item, Coverage):
        for piece in item.combined([pieces[one.id] for one in counted]):
            level = there.choice("level", piece.level)
            yield _("events at level “{level}”: {events}; reached: {count}").format(
                level=level, events=piece.count, count=number(piece.amount)
            )
