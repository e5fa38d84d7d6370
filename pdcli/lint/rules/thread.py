"""3xx: the golden thread: finding -> growth area -> goal -> plan -> result -> correction.

Which link is wrong or missing is known to `thread/`; a rule says it and what to type instead.
"""

from collections.abc import Iterable, Iterator

from pdcli.diagnostics import Message, Severity
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import quoted
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.portfolio.references import taken_up
from pdcli.thread.issues import ThreadIssue

FAMILY = Registered([])


def _violation(issue: ThreadIssue, message: Message, hint: Message) -> Violation:
    return Violation(issue.document, issue.loc, message, hint, key=issue.is_key)


def _choose(ids: Iterable[str]) -> Message:
    known = quoted(ids)
    return _("Choose one of: {keys}.").format(keys=known) if known else _("Write that row first.")


def _findings(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.analysis.findings] if folder.analysis else []


def _growth_areas(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.reflection.growth_areas] if folder.reflection else []


def _goals(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.design.goals] if folder.design else []


@FAMILY.rule("PD301", "goal-without-growth-area")
def goal_without_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal of a final design does not say which growth area it comes from."""
    for issue in context.breaks.get("goal-without-growth-area", ()):
        message = _("The goal {id} comes from no growth area.").format(id=issue.node)
        yield _violation(issue, message, "`from:` – " + _choose(_growth_areas(issue.cycle)))


@FAMILY.rule("PD302", "growth-area-without-goal", Severity.WARNING)
def growth_area_without_goal(context: LintContext) -> Iterator[Violation]:
    """A growth area was named, the design is final, and no goal takes it up."""
    for issue in context.breaks.get("growth-area-without-goal", ()):
        message = _("No goal takes up the growth area {id}.").format(id=issue.node)
        hint = _("Add a goal with `from: [{id}]` in {place}, or leave this area out.")
        yield _violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["design"].ref))


@FAMILY.rule("PD303", "unknown-growth-area")
def unknown_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal names a growth area that the reflection does not have."""
    for issue in context.breaks.get("unknown-growth-area", ()):
        message = _("The reflection has no growth area `{id}`.").format(id=issue.names[0])
        yield _violation(issue, message, _choose(_growth_areas(issue.cycle)))


@FAMILY.rule("PD304", "result-for-unknown-goal")
def result_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A result is given for a goal that the design does not have."""
    for issue in _unknown_goals(context, "results"):
        message = _("The design has no goal `{id}`.").format(id=issue.names[0])
        yield _violation(issue, message, _choose(_goals(issue.cycle)))


def _unknown_goals(context: LintContext, *tables: str) -> Iterator[ThreadIssue]:
    return (issue for issue in context.breaks.get("unknown-goal", ()) if issue.loc[0] in tables)


@FAMILY.rule("PD305", "goal-never-measured")
def goal_never_measured(context: LintContext) -> Iterator[Violation]:
    """The approbation is final, and a goal has no result."""
    for issue in context.breaks.get("goal-never-measured", ()):
        message = _("The goal {id} was never measured.").format(id=issue.node)
        hint = _("Add a row with `goal: {id}` to `results` in {place}.")
        yield _violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["approbation"].ref))


@FAMILY.rule("PD306", "plan-without-goal")
def plan_without_goal(context: LintContext) -> Iterator[Violation]:
    """A line of a final plan serves no goal."""
    for issue in context.breaks.get("plan-without-goal", ()):
        yield _violation(issue, _("This line of the plan serves no goal."), "`goal:` – " + _choose(_goals(issue.cycle)))


@FAMILY.rule("PD307", "plan-for-unknown-goal")
def plan_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A line of the plan names a goal that is not there."""
    for issue in _unknown_goals(context, "plan"):
        message = _("There is no goal `{id}`.").format(id=issue.names[0])
        yield _violation(issue, message, _choose(_goals(issue.cycle)))


@FAMILY.rule("PD308", "growth-area-without-finding", Severity.WARNING)
def growth_area_without_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection neither rests on a finding of the analysis nor continues earlier work."""
    for issue in context.breaks.get("growth-area-without-finding", ()):
        message = _("The growth area {id} rests on no finding.").format(id=issue.node)
        sources = dict.fromkeys([*_findings(issue.cycle), *(item.ref for item in taken_up(issue.cycle))])
        yield _violation(issue, message, "`from:` – " + _choose(sources))


@FAMILY.rule("PD309", "unknown-finding")
def unknown_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area names a finding that the analysis does not have."""
    for issue in context.breaks.get("unknown-finding", ()):
        message = _("The analysis has no finding `{id}`.").format(id=issue.names[0])
        yield _violation(issue, message, _choose(_findings(issue.cycle)))


@FAMILY.rule("PD310", "goal-without-plan", Severity.WARNING)
def goal_without_plan(context: LintContext) -> Iterator[Violation]:
    """The design is final, and nothing in the plan serves a goal."""
    for issue in context.breaks.get("goal-without-plan", ()):
        message = _("Nothing in the plan serves the goal {id}.").format(id=issue.node)
        yield _violation(issue, message, _("Add a row with `goal: {id}` to `plan`.").format(id=issue.node))


@FAMILY.rule("PD311", "change-for-unknown-goal")
def change_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A tried change or a correction names a goal that the design does not have."""
    for issue in _unknown_goals(context, "changes", "corrections"):
        message = _("The design has no goal `{id}`.").format(id=issue.names[0])
        yield _violation(issue, message, _choose(_goals(issue.cycle)))


@FAMILY.rule("PD312", "unmet-goal-without-correction", Severity.WARNING)
def unmet_goal_without_correction(context: LintContext) -> Iterator[Violation]:
    """A goal was not reached, nothing is corrected because of it, and no later cycle takes it up."""
    for issue in context.breaks.get("unmet-goal-without-correction", ()):
        goal = issue.names[0]
        message = _("The goal {id} was not reached, and no correction follows.").format(id=goal)
        yield _violation(issue, message, _("Add a row with `goal: {id}` to `corrections`.").format(id=goal))


@FAMILY.rule("PD313", "finding-not-taken-up", Severity.WARNING)
def finding_not_taken_up(context: LintContext) -> Iterator[Violation]:
    """The reflection is final, and no growth area takes up a difficulty of the analysis."""
    for issue in context.breaks.get("finding-not-taken-up", ()):
        message = _("No growth area takes up the difficulty {id}.").format(id=issue.node)
        hint = _("Add `{id}` to `from` of a growth area in {place}, or make a growth area of it.")
        yield _violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["reflection"].ref))
