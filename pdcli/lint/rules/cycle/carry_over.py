"""What a cycle leaves to the next one."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from pdcli.diagnostics import Message, Related, Severity
from pdcli.i18n.messages import joined, quoted
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import DASH, with_hyphens
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.references import left_by
from pdcli.thread.carryover import left_over, may_precede
from pdcli.thread.issues import ThreadIssue

# A hint names no more than these: few cycles leave more to do.
_SHOWN = 12


@rule("PD207", "cycle-not-continued", Severity.WARNING)
def cycle_not_continued(context: LintContext) -> Iterator[Violation]:
    """The last cycle left corrections or unmet goals, and this one takes none of them up."""
    for issue in context.breaks.get("cycle-not-continued", ()):
        (name,) = issue.names
        message = _("The cycle {cycle} left something to do, and nothing of it is carried over here.")
        rows = [f"{name}/{item.id}" for item in left_over(issue.other)] if issue.other else []
        hint = _("Add `previous: {cycle}` and rows of `carried_over`: {rows}.").format(cycle=name, rows=joined(rows))
        yield Violation(issue.document, issue.loc, message.format(cycle=name), hint)


@rule("PD209", "unknown-carry-over", Severity.ERROR)
def unknown_carry_over(context: LintContext) -> Iterator[Violation]:
    """Something is carried over, or continued by a growth area, that no earlier cycle has."""
    for issue in context.breaks.get("unknown-carry-over", ()):
        (ref,) = issue.names
        message = _("`{place}` is no correction or goal of an earlier cycle.").format(place=ref[:60])
        meant = re.sub(DASH, "-", ref)
        if meant != ref and meant in _left_by(context.portfolio, meant.rpartition("/")[0]):
            yield with_hyphens(issue.document, issue.loc, message, meant)
        else:
            yield Violation(issue.document, issue.loc, message, _one_of(_to_carry_over(context.portfolio, issue)))


def _left_by(portfolio: Portfolio, name: str) -> list[str]:
    """What a cycle leaves to later ones; nothing where it is not there."""
    return [ref for folder in portfolio.cycles if folder.name == name for ref in left_by(folder)]


def _to_carry_over(portfolio: Portfolio, issue: ThreadIssue) -> list[str]:
    """What could be meant: what the named cycle left, else the last one before that left anything."""
    name = issue.names[0].rpartition("/")[0]
    if any(folder.name == name and may_precede(folder, issue.cycle) for folder in portfolio.cycles):
        named = _left_by(portfolio, name)
        if named:
            return named
    before = portfolio.cycles[: portfolio.cycles.index(issue.cycle)]
    return next((left for folder in reversed(before) if (left := list(left_by(folder)))), [])


def _one_of(refs: Iterable[str]) -> Message:
    keys = quoted(islice(refs, _SHOWN))
    if keys:
        return _("Choose one of: {keys}.").format(keys=keys)
    return _("Write cycle/number, for example `{example}`.").format(example="2026-2027-1/c1")


@rule("PD215", "dropped-correction", Severity.WARNING)
def dropped_correction(context: LintContext) -> Iterator[Violation]:
    """A cycle carries something over, but not this correction or unmet goal of the cycle that it continues."""
    for issue in (*context.breaks.get("correction-not-taken-up", ()), *context.breaks.get("goal-not-taken-up", ())):
        source = issue.cycle.stages["approbation"]
        item = next(item for item in left_over(issue.cycle) if item.id == issue.node)
        place = f"{issue.cycle.name}/{item.id}"
        message = _("{place} is neither carried over nor mentioned: “{text}”.").format(
            place=place, text=(item.text or "")[:60]
        )
        hint = _("Add a row with `from: {place}`, or write here what became of it.").format(place=place)
        related = (Related(source.path, source.span(*item.loc), _("Decided here.")),)
        yield Violation(issue.document, issue.loc, message, hint, key=issue.is_key, related=related)
