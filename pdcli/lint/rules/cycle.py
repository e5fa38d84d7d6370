"""2xx: the logic of the cycle: five stages in order, inside the period, one cycle after the other."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from pdcli.diagnostics import Severity
from pdcli.lint.rule import Finding, Registered
from pdcli.model.documents import STAGES, Stage
from pdcli.portfolio.document import Document
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.words import gettext as _

FAMILY = Registered([])


def _dated_stages(folder: CycleFolder) -> list[tuple[Document, date]]:
    found = []
    for document in folder.stages.values():
        if isinstance(document.model, Stage) and document.model.date:
            found.append((document, document.model.date))
    return found


@FAMILY.rule("PD201", "missing-stage", Severity.WARNING)
def missing_stage(portfolio: Portfolio) -> Iterator[Finding]:
    """A cycle that is under way lacks the file of an earlier stage."""
    for folder in portfolio.cycles:
        last = max((STAGES.index(stage) for stage in folder.stages), default=-1)
        for stage in STAGES[: last + 1]:
            if stage not in folder.stages and folder.document:
                form = portfolio.forms.get(stage)
                name = form.title[portfolio.lang] if form else stage
                message = _("The cycle has no document for the stage “{stage}”.").format(stage=name)
                hint = _("`pd new {kind} --cycle {cycle}` adds it.").format(kind=stage, cycle=folder.name)
                yield Finding(folder.document, ("kind",), message, hint)


@FAMILY.rule("PD202", "stage-date-order")
def stage_date_order(portfolio: Portfolio) -> Iterator[Finding]:
    """A stage ends before the stage that it builds on."""
    for folder in portfolio.cycles:
        for (earlier, first), (later, second) in pairwise(_dated_stages(folder)):
            if second < first:
                message = _("“{later}” ends on {second}, before “{earlier}” ({first}).").format(
                    later=_name(later), second=second, earlier=_name(earlier), first=first
                )
                yield Finding(later, ("date",), message, _("Check both dates."))


@FAMILY.rule("PD203", "date-outside-period")
def date_outside_period(portfolio: Portfolio) -> Iterator[Finding]:
    """A date of a stage, a lesson, a goal or a plan lies outside the period of its cycle."""
    for folder in portfolio.cycles:
        start, end = folder.start, folder.end
        if not start or not end or end < start:
            continue
        for document, loc, day in _dates(folder):
            if not start <= day <= end:
                message = _("{day} lies outside the cycle’s period ({start} – {end}).").format(
                    day=day, start=start, end=end
                )
                yield Finding(document, loc, message, _("Mend the date, or the period in cycle.yaml."))


def _dates(folder: CycleFolder) -> Iterator[tuple[Document, tuple[str | int, ...], date]]:
    for document, day in _dated_stages(folder):
        yield document, ("date",), day
    for lesson in folder.lessons:
        day_of_lesson: Any = getattr(lesson.model, "date", None)
        if isinstance(day_of_lesson, date):
            yield lesson, ("date",), day_of_lesson
    design = folder.stages.get("design")
    if design and folder.design:
        for index, goal in enumerate(folder.design.goals):
            if goal.due:
                yield design, ("goals", index, "due"), goal.due
        for index, item in enumerate(folder.design.plan):
            for key, day_of_plan in (("start", item.start), ("end", item.end)):
                if day_of_plan:
                    yield design, ("plan", index, key), day_of_plan


@FAMILY.rule("PD204", "final-before-earlier-stage")
def final_before_earlier_stage(portfolio: Portfolio) -> Iterator[Finding]:
    """A stage is final while a stage that it builds on is still a draft."""
    for folder in portfolio.cycles:
        waiting: Document | None = None
        for document in folder.stages.values():
            if document.is_final and waiting:
                message = _("“{later}” is final, but “{earlier}” is still a draft.").format(
                    later=_name(document), earlier=_name(waiting)
                )
                hint = _("Finish {place} first.").format(place=waiting.ref)
                yield Finding(document, ("status",), message, hint)
            elif not document.is_final:
                waiting = waiting or document


@FAMILY.rule("PD205", "reversed-period")
def reversed_period(portfolio: Portfolio) -> Iterator[Finding]:
    """Something ends before it begins."""
    for folder in portfolio.cycles:
        hint = _("Exchange the two dates.")
        if folder.start and folder.end and folder.end < folder.start:
            message = _("The end {end} is before the start {start}.").format(end=folder.end, start=folder.start)
            yield Finding(folder.document, ("period", "end"), message, hint)
        for index, item in enumerate(folder.design.plan if folder.design else ()):
            if item.start and item.end and item.end < item.start:
                message = _("The end {end} is before the start {start}.").format(end=item.end, start=item.start)
                yield Finding(folder.stages["design"], ("plan", index, "end"), message, hint)


@FAMILY.rule("PD206", "overlapping-cycles")
def overlapping_cycles(portfolio: Portfolio) -> Iterator[Finding]:
    """Two cycles run at the same time, so that it is not clear which one a lesson belongs to."""
    dated = [folder for folder in portfolio.cycles if folder.start and folder.end]
    for earlier, later in pairwise(dated):
        if earlier.end and later.start and later.start <= earlier.end and later.document:
            message = _("This cycle begins on {start}, before {cycle} ends ({end}).").format(
                start=later.start, cycle=earlier.name, end=earlier.end
            )
            yield Finding(later.document, ("period", "start"), message, _("Let one cycle follow the other."))


@FAMILY.rule("PD207", "cycle-not-continued", Severity.WARNING)
def cycle_not_continued(portfolio: Portfolio) -> Iterator[Finding]:
    """The last cycle left corrections or unmet goals, and this one carries none of them over."""
    for earlier, later in pairwise(portfolio.cycles):
        if not later.document or not later.cycle or not _left_over(earlier):
            continue
        if later.cycle.previous is None or not later.cycle.carried_over:
            message = _("The cycle {cycle} left something to do, and nothing of it is carried over here.").format(
                cycle=earlier.name
            )
            hint = _("Add `previous: {cycle}` and rows of `carried_over`: {rows}.").format(
                cycle=earlier.name, rows=", ".join(_left_over(earlier))
            )
            yield Finding(later.document, ("carried_over",) if later.cycle.previous else ("kind",), message, hint)


def _left_over(folder: CycleFolder) -> list[str]:
    if not folder.approbation:
        return []
    unmet = [item.goal for item in folder.approbation.results if item.goal and item.reached in ("no", "partly")]
    return [*(f"{folder.name}/{item.id}" for item in folder.approbation.corrections),
            *(f"{folder.name}/{goal}" for goal in unmet)]  # fmt: skip


@FAMILY.rule("PD208", "unknown-previous-cycle")
def unknown_previous_cycle(portfolio: Portfolio) -> Iterator[Finding]:
    """A cycle continues one that is not there."""
    names = [folder.name for folder in portfolio.cycles]
    for folder in portfolio.cycles:
        if folder.cycle and folder.cycle.previous and folder.cycle.previous not in names:
            message = _("There is no cycle `{cycle}`.").format(cycle=folder.cycle.previous[:40])
            others = [name for name in names if name != folder.name]
            hint = _("Cycles here: {names}.").format(names=", ".join(others)) if others else _("Remove this line.")
            yield Finding(folder.document, ("previous",), message, hint)


@FAMILY.rule("PD209", "unknown-carry-over")
def unknown_carry_over(portfolio: Portfolio) -> Iterator[Finding]:
    """Something is carried over that the earlier cycle does not have."""
    known: set[str] = set()
    for folder in portfolio.cycles:
        if folder.approbation:
            known.update(f"{folder.name}/{item.id}" for item in folder.approbation.corrections)
        if folder.design:
            known.update(f"{folder.name}/{item.id}" for item in folder.design.goals)
    for folder in portfolio.cycles:
        for index, row in enumerate(folder.cycle.carried_over if folder.cycle else ()):
            if row.from_ and row.from_ not in known:
                message = _("`{place}` is no correction or goal of an earlier cycle.").format(place=row.from_[:60])
                hint = _("Write cycle/number, for example `{example}`.").format(
                    example=next(iter(sorted(known)), "2026-2027-1/c1")
                )
                yield Finding(folder.document, ("carried_over", index, "from"), message, hint)


@FAMILY.rule("PD210", "missing-cycle-file")
def missing_cycle_file(portfolio: Portfolio) -> Iterator[Finding]:
    """A folder of cycles/ has documents but no cycle.yaml, so its period and focus are unknown."""
    for folder in portfolio.cycles:
        if folder.document is None and not any(item.path.name == "cycle.yaml" for item in folder.documents):
            message = _("The cycle {cycle} has no cycle.yaml.").format(cycle=folder.name)
            hint = _("`pd new cycle --cycle {cycle}` adds it.").format(cycle=folder.name)
            yield Finding(folder.documents[0], (), message, hint)


def _name(document: Document) -> str:
    return document.form.title[document.lang] if document.form else document.ref
