"""Results, plans, changes and corrections that name a goal."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.thread import choose, violation
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.thread.issues import ThreadIssue


def _goals(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.design.goals] if folder.design else []


@rule("PD304", "result-for-unknown-goal", Severity.ERROR)
def result_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A result is given for a goal that the design does not have."""
    for issue in _unknown_goals(context, "results"):
        message = _("The design has no goal `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_goals(issue.cycle)))


def _unknown_goals(context: LintContext, *tables: str) -> Iterator[ThreadIssue]:
    return (issue for issue in context.breaks.get("unknown-goal", ()) if issue.loc[0] in tables)


@rule("PD306", "plan-without-goal", Severity.ERROR)
def plan_without_goal(context: LintContext) -> Iterator[Violation]:
    """A line of a final plan serves no goal."""
    for issue in context.breaks.get("plan-without-goal", ()):
        yield violation(issue, _("This line of the plan serves no goal."), "`goal:` – " + choose(_goals(issue.cycle)))


@rule("PD307", "plan-for-unknown-goal", Severity.ERROR)
def plan_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A line of the plan names a goal that is not there."""
    for issue in _unknown_goals(context, "plan"):
        message = _("There is no goal `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_goals(issue.cycle)))


@rule("PD311", "change-for-unknown-goal", Severity.ERROR)
def change_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A tried change or a correction names a goal that the design does not have."""
    for issue in _unknown_goals(context, "changes", "corrections"):
        message = _("The design has no goal `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_goals(issue.cycle)))
