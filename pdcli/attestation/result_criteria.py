"""Criteria that are met by results over school years: quality of knowledge, skills of learners with special needs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from pdcli.attestation.countable import Found, Present, Shown, lacking
from pdcli.attestation.facts import Fact, YearMean, fact
from pdcli.guideline.packs import Pack, Piece, Quality, Skills
from pdcli.i18n import current
from pdcli.model.documents import Category, EvidenceItem, Results, SkillResult, YearResult

_Row = TypeVar("_Row", YearResult, SkillResult)
_YEAR = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")


def _results(there: Shown) -> list[Results]:
    return [item.model for item in there.finished("results") if isinstance(item.model, Results)]


def year_rows(there: Shown) -> list[YearResult]:
    """Results of classes."""
    return [row for result in _results(there) for row in result.years]


def skill_rows(there: Shown) -> Iterator[SkillResult]:
    """Results in skills."""
    return (row for result in _results(there) for row in result.skills)


def _begun(there: Shown, rows: Sequence[_Row]) -> tuple[list[_Row], list[Fact]]:
    """Rows without those of school years that are still to come, and what is to be said of these."""
    begun = [row for row in rows if (first := _first_year(row.year)) is None or date(first, 9, 1) <= there.day]
    late = len(rows) - len(begun)
    return begun, [fact("years-not-begun", count=late)] if late else []


def _first_year(text: str | None) -> int | None:
    found = _YEAR.fullmatch((text or "").strip())
    return int(found[1]) if found and int(found[2]) == int(found[1]) + 1 else None


def _year_means(rows: Iterable[tuple[str | None, float | None, float | None]]) -> tuple[dict[int, float], int]:
    """First calendar year of a school year -> mean percent weighted by pupils, to two decimals; and rows left out.

    What is worked out from the means is worked out from these figures, so that a reader can do it again.
    """
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    left_out = 0
    for said, pupils, percent in rows:
        year = _first_year(said)
        if year is None or not pupils or percent is None:
            left_out += 1
            continue
        sums[year][0] += pupils * percent
        sums[year][1] += pupils
    return {year: round(total / pupils, 2) for year, (total, pupils) in sums.items()}, left_out


def _monitoring(
    there: Shown, pack: Pack, item: Quality | Skills, rows: Iterable[YearResult | SkillResult]
) -> tuple[list[Present], bool]:
    """Evidence that the results or the register name for the criterion, and whether any of it is whole."""
    ids = [one.id for one in there.marked(item.number)]
    ids += [entry for row in rows for entry in row.attachments if entry in there.evidence]
    found = [there.evidence[entry] for entry in dict.fromkeys(ids)]
    present = [
        there.present(one, [*lacking(there, item.proofs, one), *_counts_elsewhere(pack, item, one)]) for one in found
    ]
    return present, any(not one.lacks for one in present)


def _counts_elsewhere(pack: Pack, item: Quality | Skills, one: EvidenceItem) -> Iterator[Fact]:
    """Whether what the results name as monitoring says itself that it counts for another criterion."""
    mark = (one.criterion or "").strip()
    own = (item.number, item.instead_of) if isinstance(item, Skills) else (item.number,)
    if mark not in own and pack.criterion(mark):
        yield fact("counts-elsewhere", criterion=mark)


def _of_results(
    there: Shown, pack: Pack, item: Quality | Skills, category: Category,
    rows: Sequence[YearResult] | Sequence[SkillResult], lines: list[Fact], missing: list[Fact], piece: Piece | None,
) -> Found:  # fmt: skip
    """What both kinds of results share: the conclusion, the monitoring in the register, the demand itself."""
    evidence, is_whole = _monitoring(there, pack, item, rows)
    drafts = [document for document in there.of_kind("results") if not document.is_final]
    if not rows:
        missing.append(fact("document-draft", document=drafts[0].ref) if drafts else fact("results-missing"))
    elif not any(result.conclusion for result in _results(there)):
        missing.append(fact("conclusions-missing"))
    if not is_whole:
        missing += [item.of(one.id or "") for one in evidence for item in one.lacks] or [
            fact("monitoring-missing", criterion=item.number)
        ]
    if piece and not item.met_by(piece, category):
        missing.append(fact("asked", text=item.need(category, current())))
    points = item.score([piece], category) if piece and not missing else 0
    return Found(evidence, missing, points, lines, has_something=bool(rows))


def quality(there: Shown, pack: Pack, item: Quality, category: Category) -> Found:
    """The years up to the last one there is, each as the mean of its classes weighted by pupils."""
    rows, late = _begun(there, year_rows(there))
    means, left_out = _year_means((row.year, row.pupils, row.quality) for row in rows)
    lines, missing, piece = late, list[Fact](), None
    if means:
        last = max(means)
        wanted = range(last - item.years + 1, last + 1)
        missing += [fact("year-missing", year=year) for year in wanted if year not in means]
        known = tuple(YearMean(year, means[year]) for year in wanted if year in means)
        lines.append(fact("means-of-years", year_means=known))
        if not missing:
            piece = Piece(means=tuple(means[year] for year in wanted))
            lines += _movement(item, piece.means)
    if left_out:
        lines.append(fact("rows-left-out", count=left_out))
    found = _of_results(there, pack, item, category, rows, lines, missing, piece)
    if piece and item.fall_note and not item.is_stable(piece.means) and item.growth(piece.means) > 0:
        return replace(found, notes=(fact("pack-note", text=item.fall_note[current()]),))
    return found


def _movement(item: Quality, means: Sequence[float]) -> list[Fact]:
    return [
        fact("yearly-changes", changes=tuple(item.changes(means))),
        fact("growth", growth=item.growth(means)),
        fact("stable" if item.is_stable(means) else "not-stable", fall=item.fall),
    ]


def skills(there: Shown, pack: Pack, item: Skills, category: Category) -> Found:
    """The last school year there is, weighted by learners."""
    rows, late = _begun(there, list(skill_rows(there)))
    means, left_out = _year_means((row.year, row.pupils, row.formed) for row in rows)
    lines, piece = late, None
    if means:
        last = max(means)
        piece = Piece(amount=means[last])
        lines.append(fact("skills-formed", year=last, percent=means[last]))
    if left_out:
        lines.append(fact("rows-left-out", count=left_out))
    return _of_results(there, pack, item, category, rows, lines, [], piece)
