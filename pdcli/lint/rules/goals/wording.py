"""How many goals there are, and what they say."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import folded, numbered
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import Loc
from pdcli.lint.rules.goals import final_designs, final_goals
from pdcli.model.documents import Goal
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import taken_up


class _Carried(NamedTuple):
    """A row of `carried_over` with what it says, or an earlier correction or goal that a growth area continues."""

    document: Document
    loc: Loc
    ref: str
    text: str


@rule("PD406", "goal-carried-again", Severity.ADVICE)
def goal_carried_again(context: LintContext) -> Iterator[Violation]:
    """The last cycle carries over what was carried over again and again before."""
    folders = [folder for folder in context.portfolio.cycles if folder.cycle and folder.document]
    limit = context.options.carried_times
    if len(folders) <= limit:
        return
    texts = _texts_of(context.portfolio)
    times: Counter[str] = Counter()
    for folder in folders[:-1]:
        # Once per cycle, though it may stand there as a correction, as a goal and in a growth area.
        times.update({name for item in _carried(folder) for name in _names(item, texts)})
    told: set[str] = set()
    for item in _carried(folders[-1]):
        names = _names(item, texts)
        count = 1 + max((times[name] for name in names), default=0)
        # A growth area that continues a carried row is told with the row.
        if count > limit and (item.document is folders[-1].document or names.isdisjoint(told)):
            told |= names
            message = _("“{text}” is carried over again, cycles so far: {count}.").format(
                text=(item.text or item.ref)[:60], count=count
            )
            hint = _("Make it smaller, ask a mentor for help, or give it up and say why.")
            yield Violation(item.document, item.loc, message, hint)


def _carried(folder: CycleFolder) -> Iterator[_Carried]:
    document = folder.document
    if document and folder.cycle:
        for index, row in numbered(document, "carried_over", folder.cycle.carried_over):
            loc: Loc = ("carried_over", index, "from" if row.from_ else "text")
            yield _Carried(document, loc, (row.from_ or "").strip(), row.text or "")
    for item in taken_up(folder):
        if item.document is not document:
            yield _Carried(item.document, item.loc, item.ref, "")


def _texts_of(portfolio: Portfolio) -> dict[str, str]:
    """What goals and corrections say, by the reference to them."""
    found: dict[str, str] = {}
    for folder in portfolio.cycles:
        for goal in folder.design.goals if folder.design else ():
            found[f"{folder.name}/{goal.id}"] = folded(goal.goal or "")
        for item in folder.approbation.corrections if folder.approbation else ():
            found[f"{folder.name}/{item.id}"] = folded(item.text or "")
    return found


def _names(item: _Carried, texts: dict[str, str]) -> set[str]:
    """By what is known again what is carried: its reference, its text, and the text that it refers to."""
    return {item.ref, folded(item.text), texts.get(item.ref, "")} - {""}


@rule("PD407", "too-many-goals", Severity.ADVICE)
def too_many_goals(context: LintContext) -> Iterator[Violation]:
    """A design has more goals than one can follow in one cycle."""
    limit = context.options.max_goals
    for _folder, document, design in final_designs(context.portfolio):
        count = len(design.goals)
        for index, _goal in list(numbered(document, "goals", design.goals))[limit : limit + 1]:
            message = _("Goals in this design: {count}; more than {limit} are hard to follow.").format(
                count=count, limit=limit
            )
            hint = _("Keep the goals that change most for pupils; the others wait for the next cycle.")
            yield Violation(document, ("goals", index, "id"), message, hint)


@rule("PD408", "same-goal-twice", Severity.WARNING)
def same_goal_twice(context: LintContext) -> Iterator[Violation]:
    """Two goals of one design say the same."""
    for _folder, document, design in final_designs(context.portfolio):
        first: dict[str, tuple[int, Goal]] = {}
        for index, goal in numbered(document, "goals", design.goals):
            text = folded(goal.goal or "").rstrip(" .!;")
            if text in first and first[text][1].id == goal.id:
                # Two rows with one number are told as such.
                continue
            if text in first:
                number, other = first[text]
                message = _("The goals {first} and {second} say the same.").format(first=other.id, second=goal.id)
                hint = _("Leave one of them, or write in what they differ.")
                place = document.span("goals", number, "goal")
                related = (Related(document.path, place, _("The first one.")),)
                yield Violation(document, ("goals", index, "goal"), message, hint, related=related)
            elif text:
                first[text] = (index, goal)


@rule("PD412", "goal-repeats-growth-area", Severity.ADVICE)
def goal_repeats_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal is the title of its growth area word for word: it names a direction, not what will have changed."""
    for folder, document, index, goal in final_goals(context.portfolio):
        for area in folder.reflection.growth_areas if folder.reflection else ():
            title = folded(area.title or "").rstrip(" .!;")
            if title and title == folded(goal.goal or "").rstrip(" .!;"):
                message = _("The goal {id} repeats the growth area {area} word for word.").format(
                    id=goal.id, area=area.id
                )
                hint = _("Say what will have changed, for whom and by when.")
                place: Loc = ("goals", index, "goal")
                yield Violation(document, place, message, hint)
