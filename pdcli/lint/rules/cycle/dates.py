"""Dates inside the period of their cycle, and in order."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pdcli.diagnostics import NO_MESSAGE, Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import numbered
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import Loc, stage_title
from pdcli.model.documents import Stage
from pdcli.portfolio.portfolio import CycleFolder


def _dated_stages(folder: CycleFolder) -> list[tuple[Document, date]]:
    found = []
    for document in folder.stages.values():
        if isinstance(document.model, Stage) and document.model.date:
            found.append((document, document.model.date))
    return found


@rule("PD202", "stage-date-order", Severity.ERROR)
def stage_date_order(context: LintContext) -> Iterator[Violation]:
    """A stage ends before the stage that it builds on."""
    for folder in context.portfolio.cycles:
        for (earlier, first), (later, second) in pairwise(_dated_stages(folder)):
            if second < first:
                message = _("“{later}” ends on {second}, before “{earlier}” ({first}).").format(
                    later=stage_title(later), second=second, earlier=stage_title(earlier), first=first
                )
                yield Violation(later, ("date",), message, _("Check both dates."))


@rule("PD203", "date-outside-period", Severity.ERROR)
def date_outside_period(context: LintContext) -> Iterator[Violation]:
    """A date of a stage, a lesson, a goal or a plan lies outside the period of its cycle."""
    for folder in context.portfolio.cycles:
        start, end = folder.start, folder.end
        if not start or not end or end < start:
            continue
        for document, loc, day in _dates(folder):
            if not start <= day <= end:
                message = _("{day} lies outside the cycle’s period ({start} – {end}).").format(
                    day=day, start=start, end=end
                )
                yield Violation(document, loc, message, _("Mend the date, or the period in cycle.yaml."))


def _dates(folder: CycleFolder) -> Iterator[tuple[Document, tuple[str | int, ...], date]]:
    for document, day in _dated_stages(folder):
        yield document, ("date",), day
    for lesson in folder.lessons:
        if lesson.day:
            yield lesson, ("date",), lesson.day
    design = folder.stages.get("design")
    if design and folder.design:
        for index, goal in enumerate(folder.design.goals):
            if goal.due:
                yield design, ("goals", index, "due"), goal.due
        for index, item in enumerate(folder.design.plan):
            for key, day_of_plan in (("start", item.start), ("end", item.end)):
                if day_of_plan:
                    yield design, ("plan", index, key), day_of_plan


@rule("PD205", "reversed-period", Severity.ERROR)
def reversed_period(context: LintContext) -> Iterator[Violation]:
    """Something ends before it begins."""
    for folder in context.portfolio.cycles:
        if folder.start and folder.end and folder.end < folder.start:
            yield _reversed(folder.document, ("period", "end"), folder.start, folder.end)
        for index, item in enumerate(folder.design.plan if folder.design else ()):
            if item.start and item.end and item.end < item.start:
                yield _reversed(folder.stages["design"], ("plan", index, "end"), item.start, item.end)


def _reversed(document: Document | None, loc: Loc, start: date, end: date) -> Violation:
    message = _("The end {end} is before the start {start}.").format(end=end, start=start)
    return Violation(document, loc, message, _("Exchange the two dates."))


@rule("PD219", "change-date-outside", Severity.WARNING)
def change_date_outside(context: LintContext) -> Iterator[Violation]:
    """A change was tried before its cycle began, or after the approbation that tells of it."""
    for folder in context.portfolio.cycles:
        document, approbation = folder.stages.get("approbation"), folder.approbation
        if not document or not approbation:
            continue
        start, end = folder.start, folder.end
        if start and end and end < start:
            continue
        for index, item in numbered(document, "changes", approbation.changes):
            message = NO_MESSAGE
            if item.date and start and item.date < start:
                message = _("This change was tried on {day}, before the cycle began ({start}).").format(
                    day=item.date, start=start
                )
            # A date of the approbation before the cycle is itself the mistake.
            elif item.date and approbation.date and item.date > approbation.date >= (start or approbation.date):
                message = _("This change was tried on {day}, after the approbation ended ({end}).").format(
                    day=item.date, end=approbation.date
                )
            if message:
                yield Violation(document, ("changes", index, "date"), message, _("Check both dates."))
