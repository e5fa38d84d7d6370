"""4xx: goals: measurable, within reach of their time, and told honestly when they are measured.

An open answer is PD109's matter: these rules speak of what is answered, and only where the document is final.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import folded, numbered
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.lint.rules.cycle import Loc
from pdcli.model.documents import Design, Goal, Result
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import taken_up

FAMILY = Registered([])
# The talk that sums up a piece of work may come a few days after the goal itself was due.
ROUNDING_OFF = timedelta(days=7)


def _words(*words: str) -> re.Pattern[str]:
    choices = "|".join(" ".join(words).split())
    return re.compile(rf"\b(?:{choices})")


# Beginnings of words, and whole words where \b says so. Too many of them means a finding less, never one too many.
AMOUNTS = _words(
    r"нөл бір\b екі\b екеу екінші үш\b үшеу төрт бес\b бесеу алты\b алтау жеті\b жетеу сегіз тоғыз он\b онның жиырма",
    r"отыз қырық елу алпыс жетпіс сексен тоқсан жүз\b жарты барлы бәрі түгел ешбір әрбір әр\b",
    r"нол нул один\b одн[аоу]\b одного одной два\b две\b двух двое трое три\b трёх трех треть четыр четверт пять пяти",
    r"шест семь семи\b восем девят десят двадцат тридцат сорок сто\b половин все\b всех всем кажд ни\b вдвое втрое",
    r"zero one\b two\b three four five six seven eight nine ten\b twelve twenty thirty hundred half third quarter",
    r"all\b every each none nobody twice double",
)
LEVELS = _words(
    r"деңгей төмен орта жоғары жеткілік базалық үздік жақсы нашар қанағат ешқашан сирек кейде жиі үнемі",
    r"әрдайым әрқашан күнделікті күн\b апта жоқ\b бар\b",
    r"уров низк средн высок достаточ базов отлич хорош слаб удовлетвор никогда редко иногда част всегда постоян",
    r"ежедневн еженедел нет\b есть\b отсутств",
    r"level low medium average high sufficient basic excellent good poor weak never rarely seldom sometimes often",
    r"usually always daily weekly no\b yes\b",
)
SHARES = _words(r"пайыз процент percent үлес дол[яюией]\b share")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# One number and at most one word: everything else needs a reader.
MEASURE = re.compile(r"(\d+(?:[.,]\d{1,2})?)\s*(%|[^\W\d_]+\.?)?")
PERCENT = frozenset({"пайыз", "процент", "процента", "процентов", "percent"})


def _final_designs(portfolio: Portfolio) -> Iterator[tuple[CycleFolder, Document, Design]]:
    for folder in portfolio.cycles:
        document = folder.stages.get("design")
        if document and document.is_final and folder.design:
            yield folder, document, folder.design


def _final_goals(portfolio: Portfolio) -> Iterator[tuple[CycleFolder, Document, int, Goal]]:
    for folder, document, design in _final_designs(portfolio):
        for index, goal in numbered(document, "goals", design.goals):
            yield folder, document, index, goal


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _says_amount(text: str) -> bool:
    return _has_digit(text) or bool(AMOUNTS.search(folded(text)))


def _is_outside(folder: CycleFolder, day: date) -> bool:
    """Whether a day lies outside the period: then it is wrong itself, which is told already."""
    return bool((folder.start and day < folder.start) or (folder.end and day > folder.end))


@FAMILY.rule("PD401", "indicator-not-measurable", Severity.ADVICE)
def indicator_not_measurable(context: LintContext) -> Iterator[Violation]:
    """Neither the indicator of a goal nor its baseline and target say a number or a level."""
    for _folder, document, index, goal in _final_goals(context.portfolio):
        if not goal.indicator or not goal.baseline or not goal.target:
            continue
        said = f"{goal.indicator}\n{goal.baseline}\n{goal.target}"
        if not _says_amount(said) and not LEVELS.search(folded(said)):
            message = _("The goal {id} cannot be measured: from “{baseline}” to “{target}”.").format(
                id=goal.id, baseline=goal.baseline[:40], target=goal.target[:40]
            )
            hint = _("Say by what you will see it: a number, a share, or a level such as low, medium, high.")
            yield Violation(document, ("goals", index, "indicator"), message, hint)


@FAMILY.rule("PD402", "baseline-and-target-not-comparable", Severity.ADVICE)
def baseline_and_target_not_comparable(context: LintContext) -> Iterator[Violation]:
    """The baseline is a number and the target is none, or one is a percentage and the other a plain number."""
    for _folder, document, index, goal in _final_goals(context.portfolio):
        if not goal.baseline or not goal.target:
            continue
        place = ("goals", index, "target")
        values = {"baseline": goal.baseline[:40], "target": goal.target[:40]}
        if _has_digit(goal.baseline) and not _says_amount(goal.target):
            message = _("The baseline is a number (“{baseline}”), the target is not: “{target}”.").format(**values)
            yield Violation(document, place, message, _("Write the target as a number too, measured in the same way."))
        elif _mixes_units(goal.baseline, goal.target) and not SHARES.search(folded(goal.indicator or "")):
            message = _("The baseline (“{baseline}”) and the target (“{target}”) are in different units.").format(
                **values
            )
            yield Violation(document, place, message, _("Write both in percent or both as a number."))


def _mixes_units(baseline: str, target: str) -> bool:
    """Whether one is a percentage and the other one plain number; “7 of 24” can be compared with both."""
    first, second = _is_percentage(baseline), _is_percentage(target)
    plain = target if first else baseline
    return first != second and len(NUMBER.findall(plain)) == 1


def _is_percentage(text: str) -> bool:
    return _has_digit(text) and ("%" in text or bool(SHARES.search(folded(text))))


@FAMILY.rule("PD403", "target-equals-baseline")
def target_equals_baseline(context: LintContext) -> Iterator[Violation]:
    """The target of a goal is what there is already."""
    for _folder, document, index, goal in _final_goals(context.portfolio):
        if goal.baseline and goal.target and _squeezed(goal.baseline) == _squeezed(goal.target):
            message = _("The target of the goal {id} equals its baseline: “{value}”.").format(
                id=goal.id, value=goal.target[:40]
            )
            yield Violation(
                document, ("goals", index, "target"), message, _("Write what you want to reach, or mend the baseline.")
            )


def _squeezed(text: str) -> str:
    return folded(text).replace(" ", "")


@FAMILY.rule("PD404", "goal-without-room", Severity.WARNING)
def goal_without_room(context: LintContext) -> Iterator[Violation]:
    """A goal is due when it is set, or on the first day of its cycle: there is no time to reach it."""
    for folder, document, design in _final_designs(context.portfolio):
        for index, goal in numbered(document, "goals", design.goals):
            if not _has_room(folder, design, goal):
                message = _("The goal {id} is due on {due}, but work on it begins on {day}: no time is left.").format(
                    id=goal.id, due=goal.due, day=_beginning(folder, design)
                )
                hint = _("Leave time for the plan and for measuring again.")
                yield Violation(document, ("goals", index, "due"), message, hint)


def _has_room(folder: CycleFolder, design: Design, goal: Goal) -> bool:
    beginning = _beginning(folder, design)
    return not goal.due or not beginning or _is_outside(folder, goal.due) or goal.due > beginning


def _beginning(folder: CycleFolder, design: Design) -> date | None:
    """The day from which one works on the goals."""
    return design.date if design.date and not _is_outside(folder, design.date) else folder.start


@FAMILY.rule("PD405", "plan-after-goal", Severity.WARNING)
def plan_after_goal(context: LintContext) -> Iterator[Violation]:
    """A line of the plan ends more than a week after the goal that it serves is due."""
    for folder, document, design in _final_designs(context.portfolio):
        # A goal without room is told by PD404: its date is the mistake, not every line of the plan.
        due = {goal.id: goal.due for goal in design.goals if _has_room(folder, design, goal)}
        for index, item in numbered(document, "plan", design.plan):
            day = due.get(item.goal or "")
            if day and item.end and item.end - day > ROUNDING_OFF and not _is_outside(folder, item.end):
                message = _("This line of the plan ends on {end}, but its goal {id} is due on {due}.").format(
                    end=item.end, id=item.goal, due=day
                )
                hint = _("Do it earlier, or move the goal’s due date.")
                yield Violation(document, ("plan", index, "end"), message, hint)


class _Carried(NamedTuple):
    """A row of `carried_over` with what it says, or an earlier correction or goal that a growth area continues."""

    document: Document
    loc: Loc
    ref: str
    text: str


@FAMILY.rule("PD406", "goal-carried-again", Severity.ADVICE)
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


@FAMILY.rule("PD407", "too-many-goals", Severity.ADVICE)
def too_many_goals(context: LintContext) -> Iterator[Violation]:
    """A design has more goals than one can follow in one cycle."""
    limit = context.options.max_goals
    for _folder, document, design in _final_designs(context.portfolio):
        count = len(design.goals)
        for index, _goal in list(numbered(document, "goals", design.goals))[limit : limit + 1]:
            message = _("Goals in this design: {count}; more than {limit} are hard to follow.").format(
                count=count, limit=limit
            )
            hint = _("Keep the goals that change most for pupils; the others wait for the next cycle.")
            yield Violation(document, ("goals", index, "id"), message, hint)


@FAMILY.rule("PD408", "same-goal-twice", Severity.WARNING)
def same_goal_twice(context: LintContext) -> Iterator[Violation]:
    """Two goals of one design say the same."""
    for _folder, document, design in _final_designs(context.portfolio):
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


def _final_results(portfolio: Portfolio) -> Iterator[tuple[CycleFolder, Document, int, Result, int, Goal]]:
    """Results of final approbations with their goals; of two results for one goal, one is a step on the way."""
    for folder in portfolio.cycles:
        document, design = folder.stages.get("approbation"), folder.stages.get("design")
        if not document or not document.is_final or not folder.approbation or not design or not folder.design:
            continue
        goals = {goal.id: (number, goal) for number, goal in numbered(design, "goals", folder.design.goals)}
        results = folder.approbation.results
        counts = Counter(result.goal for result in results)
        # Of two goals with one number nobody knows which is meant.
        numbers = Counter(goal.id for goal in folder.design.goals)
        for index, result in numbered(document, "results", results):
            if result.goal in goals and counts[result.goal] == numbers[result.goal] == 1:
                yield folder, document, index, result, *goals[result.goal]


@FAMILY.rule("PD409", "result-without-number", Severity.WARNING)
def result_without_number(context: LintContext) -> Iterator[Violation]:
    """A goal with a number for its target is said to be reached, and the result has no number."""
    for folder, document, index, result, number, goal in _final_results(context.portfolio):
        if result.reached != "yes" or not result.measured or not goal.target or not _has_digit(goal.target):
            continue
        if not _says_amount(result.measured):
            message = _(
                "The goal {id} is said to be reached, but “{measured}” is no number to hold to {target}."
            ).format(id=goal.id, measured=result.measured[:40], target=goal.target[:40])
            hint = _("Write what was measured, as in the target.")
            related = (_target_of(folder, number),)
            yield Violation(document, ("results", index, "measured"), message, hint, related=related)


@FAMILY.rule("PD410", "result-contradicts-target", Severity.WARNING)
def result_contradicts_target(context: LintContext) -> Iterator[Violation]:
    """What was measured and what is said of the goal do not agree."""
    for folder, document, index, result, number, goal in _final_results(context.portfolio):
        reaches = _reaches(goal, result)
        values = {"measured": result.measured, "target": goal.target}
        if reaches is False and result.reached == "yes":
            message = _("{measured} does not reach the target {target}, but `reached` says yes.").format(**values)
        elif reaches and result.reached == "no":
            message = _("{measured} reaches the target {target}, but `reached` says no.").format(**values)
        else:
            continue
        hint = _("Mend the number or the answer: `yes`, `partly` or `no`.")
        related = (_target_of(folder, number),)
        yield Violation(document, ("results", index, "reached"), message, hint, related=related)


def _target_of(folder: CycleFolder, number: int) -> Related:
    design = folder.stages["design"]
    return Related(design.path, design.span("goals", number, "target"), _("The target."))


def _reaches(goal: Goal, result: Result) -> bool | None:
    """Whether the target is reached; None where that cannot be told for sure."""
    baseline, target, measured = _measure(goal.baseline), _measure(goal.target), _measure(result.measured)
    if not baseline or not target or not measured or not baseline[1] == target[1] == measured[1]:
        return None
    if baseline[0] == target[0]:
        return None
    if measured[0] >= target[0] if target[0] > baseline[0] else measured[0] <= target[0]:
        return True
    # 59.6 for 60 is a matter of rounding.
    return None if round(measured[0]) == target[0] else False


def _measure(text: str | None) -> tuple[float, str] | None:
    """A number and its unit, if the text is nothing else."""
    found = MEASURE.fullmatch(unicodedata.normalize("NFKC", text or "").casefold().strip())
    if found is None:
        return None
    unit = found[2] or ""
    # Words change their endings with the number: four letters tell one unit from another.
    return float(found[1].replace(",", ".")), "%" if unit in PERCENT else unit[:4]


@FAMILY.rule("PD411", "plan-in-the-past", Severity.ADVICE)
def plan_in_the_past(context: LintContext) -> Iterator[Violation]:
    """A line of the plan ends before the design that plans it."""
    for folder, document, design in _final_designs(context.portfolio):
        day = design.date
        if not day or _is_outside(folder, day):
            continue
        for index, item in numbered(document, "plan", design.plan):
            # Exchanged and misplaced dates have rules of their own.
            wrong = not item.end or _is_outside(folder, item.end) or (item.start and item.start > item.end)
            if item.end and not wrong and item.end < day:
                message = _("This line of the plan ended on {end}, before the design was made ({day}).").format(
                    end=item.end, day=day
                )
                hint = _("A plan looks ahead: tell of what is done in the analysis, or check both dates.")
                yield Violation(document, ("plan", index, "end"), message, hint)


@FAMILY.rule("PD412", "goal-repeats-growth-area", Severity.ADVICE)
def goal_repeats_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal is the title of its growth area word for word: it names a direction, not what will have changed."""
    for folder, document, index, goal in _final_goals(context.portfolio):
        for area in folder.reflection.growth_areas if folder.reflection else ():
            title = folded(area.title or "").rstrip(" .!;")
            if title and title == folded(goal.goal or "").rstrip(" .!;"):
                message = _("The goal {id} repeats the growth area {area} word for word.").format(
                    id=goal.id, area=area.id
                )
                hint = _("Say what will have changed, for whom and by when.")
                place: Loc = ("goals", index, "goal")
                yield Violation(document, place, message, hint)
