"""The page of a school's report on the six principles of the guideline: what of each the documents show, as numbers.

Nothing here is a mark: what no document can show is left out.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pdcli.i18n import N_
from pdcli.model.documents import EventType
from pdcli.model.school_year import year_before
from pdcli.portfolio.school import mentor_pairs
from pdcli.school.entries import Measure, as_ref
from pdcli.school.measures import MEASURES
from pdcli.school.page import Column, PageKind, PageRow, PageSource

# References stand beside a number where there are at most so many.
_FEW = 5
_LESSONS_SHOWN: tuple[EventType, ...] = ("open-lesson", "master-class")
# The behaviours of each principle; those that are no measure of the report are counted here.
_BEHAVIOURS: dict[str, tuple[str, ...]] = {
    "continuity": ("cycles_two_years", "analysed_each_quarter", "corrections_carried"),
    "individualisation": ("plans_agreed", "areas_planned"),
    "practice orientation": ("lessons_analysed", "lessons_shown"),
    "reflexivity": ("self_assessed", "reflective_work", "decisions_reflected"),
    "social partnership": ("partners_together", "mentor_pairs", "groups_met", "teachers_in_groups"),
    "evidence": ("goals_measured", "decisions_based", "events_effect"),
}
_OWN_LABELS = {
    "cycles_two_years": N_("Teachers with a cycle in this school year and in the one before"),
    "lessons_shown": N_("Events held that are open lessons or master classes"),
    "partners_together": N_("Partners with joint work described"),
    "mentor_pairs": N_("Pairs of mentor and novice"),
    "groups_met": N_("Groups that have met"),
    "events_effect": N_("Events held whose effect is recorded"),
}


class _Count(NamedTuple):
    """A number, the total that it is a part of (None if of nothing), and the references of what is counted."""

    number: int | float
    total: int | None
    refs: tuple[str, ...]


def principle_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    counts = {key: _of_measure(item) for key, item in source.measures.items()} | dict(_own_counts(source))
    rows = []
    for principle, behaviours in _BEHAVIOURS.items():
        for key in behaviours:
            count = counts.get(key)
            if count and (count.number if count.total is None else count.total):
                refs = count.refs if len(count.refs) <= _FEW else ()
                rows.append(PageRow(cells=(principle, key, count.number, count.total), refs=refs))
    return rows


def _of_measure(item: Measure) -> _Count:
    refs = dict.fromkeys(ref for entry in item.having for ref in entry.refs)
    return _Count(item.number, item.total, tuple(refs))


def _own_counts(source: PageSource) -> Iterator[tuple[str, _Count]]:
    """Yield (behaviour, count) for those that are no measure of the report."""
    year, today = source.year, source.today
    yield "cycles_two_years", _cycles_two_years(source)
    events = [row for row in year.events if row.item.date and row.item.date <= today]
    yield "lessons_shown", _part((row.reference, row.item.type in _LESSONS_SHOWN) for row in events)
    yield "events_effect", _part((row.reference, bool(row.item.effect)) for row in events)
    yield "partners_together", _part((row.reference, bool(row.item.together)) for row in year.partners)
    pairs = [pair for pair in mentor_pairs(year.school, year.year) if pair.mentor and pair.novice]
    yield "mentor_pairs", _part((pair.id, True) for pair in pairs)._replace(total=None)
    met = {row.document.ref for row in year.meetings if row.item.date and row.item.date <= today}
    yield "groups_met", _part((group.document.ref, group.document.ref in met) for group in year.groups)


def _cycles_two_years(source: PageSource) -> _Count:
    """The teachers with a cycle in the year and in the one before, and those cycles."""
    both = (year_before(source.year.year), source.year.year)
    teachers = [item for item in source.facts if item.is_teacher]
    number = 0
    refs: list[str] = []
    for item in teachers:
        cycles = [item.years[year].cycles for year in both if year in item.years and item.years[year].cycles]
        if len(cycles) == len(both):
            number += 1
            refs += [as_ref(source.people.teachers[item.id], name) for names in cycles for name in names]
    return _Count(number, len(teachers), tuple(refs))


def _part(items: Iterable[tuple[str | None, bool]]) -> _Count:
    """How many have something, of pairs (reference, whether it has it)."""
    has = list(items)
    refs = dict.fromkeys(ref for ref, counted in has if counted and ref)
    return _Count(sum(counted for _ref, counted in has), len(has), tuple(refs))


PRINCIPLES = PageKind(
    N_("Six principles"),
    N_(
        "What the documents of the school year show of each principle of the guideline, as of the "
        "day of the report. A number is not a mark, and what no document shows may still have been "
        "done; what cannot be counted is left out. References are given where there are few of them."
    ),
    {
        "principle": Column(N_("Principle"), guide="principles"),
        "behaviour": Column(
            N_("What shows it"),
            choices={
                key: _OWN_LABELS.get(key) or MEASURES[key].label for keys in _BEHAVIOURS.values() for key in keys
            },
        ),
        "number": Column(N_("How many")), "total": Column(N_("Out of how many")),
    },
    title="behaviour",
)  # fmt: skip
