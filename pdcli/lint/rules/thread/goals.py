"""Goals: they come from growth areas, are planned for, measured and corrected."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.thread import choose, growth_areas, violation


@rule("PD301", "goal-without-growth-area", Severity.ERROR)
def goal_without_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal of a final design does not say which growth area it comes from."""
    for issue in context.breaks.get("goal-without-growth-area", ()):
        message = _("The goal {id} comes from no growth area.").format(id=issue.node)
        yield violation(issue, message, "`from:` – " + choose(growth_areas(issue.cycle)))


@rule("PD305", "goal-never-measured", Severity.ERROR)
def goal_never_measured(context: LintContext) -> Iterator[Violation]:
    """The approbation is final, and a goal has no result."""
    for issue in context.breaks.get("goal-never-measured", ()):
        message = _("The goal {id} was never measured.").format(id=issue.node)
        hint = _("Add a row with `goal: {id}` to `results` in {place}.")
        yield violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["approbation"].ref))


@rule("PD310", "goal-without-plan", Severity.WARNING)
def goal_without_plan(context: LintContext) -> Iterator[Violation]:
    """The design is final, and nothing in the plan serves a goal."""
    for issue in context.breaks.get("goal-without-plan", ()):
        message = _("Nothing in the plan serves the goal {id}.").format(id=issue.node)
        yield violation(issue, message, _("Add a row with `goal: {id}` to `plan`.").format(id=issue.node))


@rule("PD312", "unmet-goal-without-correction", Severity.WARNING)
def unmet_goal_without_correction(context: LintContext) -> Iterator[Violation]:
    """A goal was not reached, nothing is corrected because of it, and no later cycle takes it up."""
    for issue in context.breaks.get("unmet-goal-without-correction", ()):
        goal = issue.names[0]
        message = _("The goal {id} was not reached, and no correction follows.").format(id=goal)
        yield violation(issue, message, _("Add a row with `goal: {id}` to `corrections`.").format(id=goal))
