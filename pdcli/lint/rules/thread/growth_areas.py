"""Growth areas: they rest on findings, and goals take them up."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.thread import choose, growth_areas, violation
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.portfolio.references import taken_up


def _findings(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.analysis.findings] if folder.analysis else []


@rule("PD302", "growth-area-without-goal", Severity.WARNING)
def growth_area_without_goal(context: LintContext) -> Iterator[Violation]:
    """A growth area was named, the design is final, and no goal takes it up."""
    for issue in context.breaks.get("growth-area-without-goal", ()):
        message = _("No goal takes up the growth area {id}.").format(id=issue.node)
        hint = _("Add a goal with `from: [{id}]` in {place}, or leave this area out.")
        yield violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["design"].ref))


@rule("PD303", "unknown-growth-area", Severity.ERROR)
def unknown_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal names a growth area that the reflection does not have."""
    for issue in context.breaks.get("unknown-growth-area", ()):
        message = _("The reflection has no growth area `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(growth_areas(issue.cycle)))


@rule("PD308", "growth-area-without-finding", Severity.WARNING)
def growth_area_without_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection neither rests on a finding of the analysis nor continues earlier work."""
    for issue in context.breaks.get("growth-area-without-finding", ()):
        message = _("The growth area {id} rests on no finding.").format(id=issue.node)
        sources = dict.fromkeys([*_findings(issue.cycle), *(item.ref for item in taken_up(issue.cycle))])
        yield violation(issue, message, "`from:` – " + choose(sources))


@rule("PD309", "unknown-finding", Severity.ERROR)
def unknown_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area names a finding that the analysis does not have."""
    for issue in context.breaks.get("unknown-finding", ()):
        message = _("The analysis has no finding `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_findings(issue.cycle)))


@rule("PD313", "finding-not-taken-up", Severity.WARNING)
def finding_not_taken_up(context: LintContext) -> Iterator[Violation]:
    """The reflection is final, and no growth area takes up a difficulty of the analysis."""
    for issue in context.breaks.get("finding-not-taken-up", ()):
        message = _("No growth area takes up the difficulty {id}.").format(id=issue.node)
        hint = _("Add `{id}` to `from` of a growth area in {place}, or make a growth area of it.")
        yield violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["reflection"].ref))
