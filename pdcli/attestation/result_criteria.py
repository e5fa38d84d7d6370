"""Criteria met by results over school years: quality of knowledge, skills of learners with special needs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from pdcli.attestation.countable import CountableView, CriterionEvidence, EvidenceItemView, missing_proofs
from pdcli.attestation.facts import Fact, YearMean, fact
from pdcli.guideline.criteria import Piece, Quality, Skills
from pdcli.guideline.packs import Pack
from pdcli.model.documents import Category, EvidenceItem, Results, SkillResult, YearResult

_Row = TypeVar("_Row", YearResult, SkillResult)
_YEAR = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")


def _results(view: CountableView) -> list[Results]:
    return [item.model for item in view.final_documents("results") if isinstance(item.model, Results)]


def year_rows(view: CountableView) -> list[YearResult]:
    """Yearly results of classes from final documents."""
    return [row for result in _results(view) for row in result.years]


def skill_rows(view: CountableView) -> Iterator[SkillResult]:
    """Yearly results in skills from final documents."""
    return (row for result in _results(view) for row in result.skills)


def _past_rows(view: CountableView, rows: Sequence[_Row]) -> tuple[list[_Row], list[Fact]]:
    """Rows of school years that have begun, and a fact with the number of the others."""
    past_rows = [row for row in rows if (first := _first_year(row.year)) is None or date(first, 9, 1) <= view.day]
    future_count = len(rows) - len(past_rows)
    return past_rows, [fact("years-not-begun", count=future_count)] if future_count else []


def _first_year(text: str | None) -> int | None:
    match = _YEAR.fullmatch((text or "").strip())
    return int(match[1]) if match and int(match[2]) == int(match[1]) + 1 else None


def means_by_year(rows: Iterable[tuple[str | None, float | None, float | None]]) -> tuple[dict[int, float], int]:
    """First calendar year of a school year -> mean percent weighted by pupils, to two decimals; and the number of rows
    left out.

    Everything else is computed from these rounded figures, so that a reader can check it.
    """
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    left_out = 0
    for year_text, pupils, percent in rows:
        year = _first_year(year_text)
        if year is None or not pupils or percent is None:
            left_out += 1
            continue
        sums[year][0] += pupils * percent
        sums[year][1] += pupils
    return {year: round(total / pupils, 2) for year, (total, pupils) in sums.items()}, left_out


def _monitoring(
    view: CountableView, pack: Pack, criterion: Quality | Skills, rows: Iterable[YearResult | SkillResult]
) -> tuple[list[EvidenceItemView], bool]:
    """The evidence that the results or the register name for the criterion, and whether any of it is complete."""
    ids = [item.id for item in view.evidence_for(criterion.number)]
    ids += [entry for row in rows for entry in row.attachments if entry in view.evidence]
    items = [view.evidence[entry] for entry in dict.fromkeys(ids)]
    views = [
        view.item_view(item, [*missing_proofs(view, criterion.proofs, item), *_counts_elsewhere(pack, criterion, item)])
        for item in items
    ]
    return views, any(not item.lacks for item in views)


def _counts_elsewhere(pack: Pack, criterion: Quality | Skills, item: EvidenceItem) -> Iterator[Fact]:
    """Yield `counts-elsewhere` if evidence that the results name as monitoring names another criterion itself."""
    mark = (item.criterion or "").strip()
    own_numbers = (criterion.number, criterion.instead_of) if isinstance(criterion, Skills) else (criterion.number,)
    if mark not in own_numbers and pack.criterion(mark):
        yield fact("counts-elsewhere", criterion=mark)


def _result_evidence(
    view: CountableView, pack: Pack, criterion: Quality | Skills, category: Category,
    rows: Sequence[YearResult] | Sequence[SkillResult], lines: list[Fact], missing: list[Fact], piece: Piece | None,
) -> CriterionEvidence:  # fmt: skip
    """The evidence common to both kinds of results: the conclusion, the monitoring in the register, the demand."""
    evidence, is_complete = _monitoring(view, pack, criterion, rows)
    drafts = [document for document in view.of_kind("results") if not document.is_final]
    if not rows:
        missing.append(fact("document-draft", document=drafts[0].ref) if drafts else fact("results-missing"))
    elif not any(result.conclusion for result in _results(view)):
        missing.append(fact("conclusions-missing"))
    if not is_complete:
        missing += [reason.of(one.id or "") for one in evidence for reason in one.lacks] or [
            fact("monitoring-missing", criterion=criterion.number)
        ]
    if piece and not criterion.met_by(piece, category):
        missing.append(fact("asked", text=criterion.need(category, view.lang)))
    points = criterion.score([piece], category) if piece and not missing else 0
    return CriterionEvidence(evidence, missing, points, lines, has_something=bool(rows))


def quality_evidence(view: CountableView, pack: Pack, criterion: Quality, category: Category) -> CriterionEvidence:
    """The last years with results, each as the mean of its classes weighted by pupils."""
    rows, late = _past_rows(view, year_rows(view))
    means, left_out = means_by_year((row.year, row.pupils, row.quality) for row in rows)
    lines, missing, piece = late, list[Fact](), None
    if means:
        last = max(means)
        years = range(last - criterion.years + 1, last + 1)
        missing += [fact("year-missing", year=year) for year in years if year not in means]
        year_means = tuple(YearMean(year, means[year]) for year in years if year in means)
        lines.append(fact("means-of-years", year_means=year_means))
        if not missing:
            piece = Piece(means=tuple(means[year] for year in years))
            lines += _growth_facts(criterion, piece.means)
    if left_out:
        lines.append(fact("rows-left-out", count=left_out))
    evidence = _result_evidence(view, pack, criterion, category, rows, lines, missing, piece)
    if piece and criterion.fall_note and not criterion.is_stable(piece.means) and criterion.growth(piece.means) > 0:
        return evidence.replace(notes=(fact("pack-note", text=criterion.fall_note[view.lang]),))
    return evidence


def _growth_facts(criterion: Quality, means: Sequence[float]) -> list[Fact]:
    return [
        fact("yearly-changes", changes=tuple(criterion.changes(means))),
        fact("growth", growth=criterion.growth(means)),
        fact("stable" if criterion.is_stable(means) else "not-stable", fall=criterion.fall),
    ]


def skills_evidence(view: CountableView, pack: Pack, criterion: Skills, category: Category) -> CriterionEvidence:
    """The last school year with results, weighted by learners."""
    rows, late = _past_rows(view, list(skill_rows(view)))
    means, left_out = means_by_year((row.year, row.pupils, row.formed) for row in rows)
    lines, piece = late, None
    if means:
        last = max(means)
        piece = Piece(amount=means[last])
        lines.append(fact("skills-formed", year=last, percent=means[last]))
    if left_out:
        lines.append(fact("rows-left-out", count=left_out))
    return _result_evidence(view, pack, criterion, category, rows, lines, [], piece)
