"""2xx: the logic of the cycle: five stages in order, inside the period, one cycle after the other."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice, pairwise

from pdcli.diagnostics import NO_MESSAGE, Fix, Message, Related, Severity, ShownValue
from pdcli.documents.document import Document
from pdcli.documents.rows import numbered
from pdcli.i18n.messages import joined, quoted
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import STAGES, Stage
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import left_by
from pdcli.thread.carryover import left_over, may_precede
from pdcli.thread.issues import ThreadIssue

FAMILY = Registered([])
Loc = tuple[str | int, ...]
# A hint names no more than these: few cycles leave more to do.
_SHOWN = 12
_DASH = "[‐‑–—−]"


def _dated_stages(folder: CycleFolder) -> list[tuple[Document, date]]:
    found = []
    for document in folder.stages.values():
        if isinstance(document.model, Stage) and document.model.date:
            found.append((document, document.model.date))
    return found


@FAMILY.rule("PD201", "missing-stage", Severity.WARNING)
def missing_stage(context: LintContext) -> Iterator[Violation]:
    """A cycle that is under way lacks the file of an earlier stage."""
    portfolio = context.portfolio
    for folder in portfolio.cycles:
        last = max((STAGES.index(stage) for stage in folder.stages), default=-1)
        for stage in STAGES[: last + 1]:
            if stage not in folder.stages and not folder.may_have(stage) and folder.document:
                form = portfolio.forms.get(stage)
                name = form.title[portfolio.lang] if form else stage
                message = _("The cycle has no document for the stage “{stage}”.").format(stage=name)
                hint = _("`pd new {kind} --cycle {cycle}` adds it.").format(kind=stage, cycle=folder.name)
                yield Violation(folder.document, ("kind",), message, hint)


@FAMILY.rule("PD202", "stage-date-order")
def stage_date_order(context: LintContext) -> Iterator[Violation]:
    """A stage ends before the stage that it builds on."""
    for folder in context.portfolio.cycles:
        for (earlier, first), (later, second) in pairwise(_dated_stages(folder)):
            if second < first:
                message = _("“{later}” ends on {second}, before “{earlier}” ({first}).").format(
                    later=_name(later), second=second, earlier=_name(earlier), first=first
                )
                yield Violation(later, ("date",), message, _("Check both dates."))


@FAMILY.rule("PD203", "date-outside-period")
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


@FAMILY.rule("PD204", "final-before-earlier-stage")
def final_before_earlier_stage(context: LintContext) -> Iterator[Violation]:
    """A stage is final while a stage that it builds on is still a draft."""
    for folder in context.portfolio.cycles:
        waiting: Document | None = None
        for document in folder.stages.values():
            if document.is_final and waiting:
                message = _("“{later}” is final, but “{earlier}” is still a draft.").format(
                    later=_name(document), earlier=_name(waiting)
                )
                hint = _("Finish {place} first.").format(place=waiting.ref)
                yield Violation(document, ("status",), message, hint)
            elif not document.is_final and _is_draft(document):
                waiting = waiting or document


def _is_draft(document: Document) -> bool:
    """Whether a stage is said to be a draft, or nothing is said: what is wrong with its status is told there."""
    status = document.data.get("status")
    return status == "draft" or (
        status is None
        and "status" not in document.explained
        and all(item.code != "PD101" for item in document.diagnostics)
    )


@FAMILY.rule("PD205", "reversed-period")
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


@FAMILY.rule("PD206", "overlapping-cycles")
def overlapping_cycles(context: LintContext) -> Iterator[Violation]:
    """Two cycles run at the same time, so that it is not clear which one a lesson belongs to."""
    dated = [folder for folder in context.portfolio.cycles if folder.start and folder.end]
    for earlier, later in pairwise(dated):
        if earlier.end and later.start and later.start <= earlier.end and later.document:
            message = _("This cycle begins on {start}, before {cycle} ends ({end}).").format(
                start=later.start, cycle=earlier.name, end=earlier.end
            )
            yield Violation(later.document, ("period", "start"), message, _("Let one cycle follow the other."))


@FAMILY.rule("PD207", "cycle-not-continued", Severity.WARNING)
def cycle_not_continued(context: LintContext) -> Iterator[Violation]:
    """The last cycle left corrections or unmet goals, and this one takes none of them up."""
    for issue in context.breaks.get("cycle-not-continued", ()):
        (name,) = issue.names
        message = _("The cycle {cycle} left something to do, and nothing of it is carried over here.")
        rows = [f"{name}/{item.id}" for item in left_over(issue.other)] if issue.other else []
        hint = _("Add `previous: {cycle}` and rows of `carried_over`: {rows}.").format(cycle=name, rows=joined(rows))
        yield Violation(issue.document, issue.loc, message.format(cycle=name), hint)


@FAMILY.rule("PD208", "unknown-previous-cycle")
def unknown_previous_cycle(context: LintContext) -> Iterator[Violation]:
    """A cycle continues one that is not there."""
    for issue in context.breaks.get("unknown-previous-cycle", ()):
        (name,) = issue.names
        message = _("There is no cycle `{cycle}`.").format(cycle=name[:40])
        others = [folder.name for folder in context.portfolio.cycles if folder is not issue.cycle]
        hint = _("Cycles here: {names}.").format(names=joined(others)) if others else _("Remove this line.")
        meant = re.sub(_DASH, "-", name)
        if meant in others:
            yield _with_hyphens(issue.document, issue.loc, message, meant)
        else:
            yield Violation(issue.document, issue.loc, message, hint)


@FAMILY.rule("PD209", "unknown-carry-over")
def unknown_carry_over(context: LintContext) -> Iterator[Violation]:
    """Something is carried over, or continued by a growth area, that no earlier cycle has."""
    for issue in context.breaks.get("unknown-carry-over", ()):
        (ref,) = issue.names
        message = _("`{place}` is no correction or goal of an earlier cycle.").format(place=ref[:60])
        meant = re.sub(_DASH, "-", ref)
        if meant != ref and meant in _left_by(context.portfolio, meant.rpartition("/")[0]):
            yield _with_hyphens(issue.document, issue.loc, message, meant)
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


def _with_hyphens(document: Document, loc: Loc, message: Message, meant: str) -> Violation:
    """What was written with another dash, as an editor on a phone puts it."""
    fix = Fix(((document.span(*loc), meant),)) if re.sub(_DASH, "-", document.written_at(*loc) or "") == meant else None
    return Violation(document, loc, message, _("Did you mean `{key}`?").format(key=meant), fix=fix)


def _one_of(refs: Iterable[str]) -> Message:
    keys = quoted(islice(refs, _SHOWN))
    if keys:
        return _("Choose one of: {keys}.").format(keys=keys)
    return _("Write cycle/number, for example `{example}`.").format(example="2026-2027-1/c1")


@FAMILY.rule("PD210", "missing-cycle-file")
def missing_cycle_file(context: LintContext) -> Iterator[Violation]:
    """A folder of cycles/ has documents but no cycle.yaml, so its period and focus are unknown."""
    for folder in context.portfolio.cycles:
        if folder.document is None and not folder.may_have("cycle"):
            message = _("The cycle {cycle} has no cycle.yaml.").format(cycle=folder.name)
            hint = _("`pd new cycle --cycle {cycle}` adds it.").format(cycle=folder.name)
            yield Violation(folder.documents[0], (), message, hint)


@FAMILY.rule("PD211", "idle-cycle", Severity.ADVICE)
def idle_cycle(context: LintContext) -> Iterator[Violation]:
    """A long part of a cycle has no dated document, so that nobody sees what was done in it."""
    dated = _dated_documents(context.portfolio)
    for folder in context.portfolio.cycles:
        if folder.lost:
            # A document that cannot be read may have filled the gap.
            continue
        start, end = folder.start, folder.end
        if not start or not end:
            continue
        last = start
        for day, document in dated:
            # A day outside the period is another rule's matter.
            if not start <= day <= end:
                continue
            days = _days_of_school(last, day)
            if days > context.options.idle_days:
                message = _(
                    "The cycle {cycle} has no dated document between {first} and {last} (days: {days})."
                ).format(cycle=folder.name, first=last, last=day, days=days)
                hint = _("Add what was done in that time, for example a lesson analysis; the summer is not counted.")
                yield Violation(document, ("date",), message, hint)
            last = day


def _dated_documents(portfolio: Portfolio) -> list[tuple[date, Document]]:
    """Every dated document, also outside the folders of cycles: a diary shows as well that the work goes on."""
    found = [(day, document) for document in portfolio.documents if (day := document.day)]
    return sorted(found, key=lambda item: item[0])


def _days_of_school(first: date, last: date) -> int:
    """The days between two days, without June, July and August."""
    days = (last - first).days
    for year in range(first.year, last.year + 1):
        summer = min(last, date(year, 9, 1)) - max(first, date(year, 6, 1))
        days -= max(summer.days, 0)
    return days


@FAMILY.rule("PD212", "single-source-analysis", Severity.WARNING)
def single_source_analysis(context: LintContext) -> Iterator[Violation]:
    """All findings of a final analysis come from one source of data, so that nothing confirms them."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("analysis")
        if not document or not document.is_final or not folder.analysis:
            continue
        sources = [item.source for item in folder.analysis.findings]
        first = sources[0] if sources else None
        if len(sources) > 1 and first and sources.count(first) == len(sources):
            source = document.form.field_at(("findings", "source")) if document.form else None
            name = source.choice_label(first, document.lang) if source else first
            message = _("All findings come from one source of data: {source}.").format(source=name)
            hint = _(
                "Check at least one finding against another source, such as pupils’ feedback or an observed lesson."
            )
            yield Violation(document, ("findings",), message, hint, key=True)


@FAMILY.rule("PD213", "growth-area-from-successes", Severity.WARNING)
def growth_area_from_successes(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection rests on successes alone: it names no gap to close."""
    for issue in context.breaks.get("growth-area-from-successes", ()):
        message = _("The growth area {id} rests on successes alone: {findings}.").format(
            id=issue.node, findings=joined(issue.names)
        )
        hint = _("Add the difficulty behind it to `from`, or write the success down as experience to share.")
        yield Violation(issue.document, issue.loc, message, hint)


@FAMILY.rule("PD214", "approbation-without-second-diagnosis", Severity.WARNING)
def approbation_without_second_diagnosis(context: LintContext) -> Iterator[Violation]:
    """A final approbation neither measured again nor shows anything that was measured."""
    for folder in context.portfolio.cycles:
        document, approbation = folder.stages.get("approbation"), folder.approbation
        if not document or not document.is_final or not approbation:
            continue
        # Without methods or results the document is not answered: that is told already.
        if not approbation.methods or not approbation.results or approbation.attachments:
            continue
        again = {"repeated-diagnostics", "dynamics"} & set(approbation.methods)
        if not again and not any(item.evidence for item in approbation.results):
            message = _("No method here measures a second time: neither `repeated-diagnostics` nor `dynamics`.")
            hint = _("Repeat the first diagnosis, and add its method and its evidence here.")
            yield Violation(document, ("methods",), message, hint)


@FAMILY.rule("PD215", "dropped-correction", Severity.WARNING)
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


@FAMILY.rule("PD216", "cycle-without-lessons", Severity.ADVICE)
def cycle_without_lessons(context: LintContext) -> Iterator[Violation]:
    """The action stage is final, and the cycle has no analysis of a lesson to build on."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("action")
        if document and document.is_final and not _has_lessons(context.portfolio, folder):
            message = _("The cycle {cycle} has no analysis of a lesson.").format(cycle=folder.name)
            hint = _("`pd new {kind} --cycle {cycle}` adds it.").format(kind=LESSON_KINDS[0], cycle=folder.name)
            yield Violation(document, ("status",), message, hint)


LESSON_KINDS = ("lesson-analysis", "self-analysis")


def _has_lessons(portfolio: Portfolio, folder: CycleFolder) -> bool:
    # A lesson that cannot be read is a lesson all the same.
    if any(item.kind in LESSON_KINDS or item.ref.split("/")[2] == "lessons" for item in folder.documents):
        return True
    if folder.lost.intersection(LESSON_KINDS):
        return True
    start, end = folder.start, folder.end
    for kind in LESSON_KINDS:
        for item in portfolio.of_kind(kind):
            if start and end and item.day and start <= item.day <= end:
                return True
    return False


@FAMILY.rule("PD217", "cycle-over-unfinished", Severity.WARNING)
def cycle_over_unfinished(context: LintContext) -> Iterator[Violation]:
    """The time of a cycle is over and the next one is under way, but its last stages were never finished."""
    for earlier, later in pairwise(context.portfolio.cycles):
        start, end = earlier.start, earlier.end
        if not start or not end or not later.start or not start <= end < later.start or not _is_under_way(later):
            continue
        done = max((STAGES.index(stage) for stage, item in earlier.stages.items() if item.is_final), default=-1)
        # A draft below a final stage is told by PD204.
        waiting = [stage for stage in STAGES[done + 1 :] if stage not in earlier.lost]
        if waiting:
            document = next((earlier.stages[stage] for stage in waiting if stage in earlier.stages), earlier.document)
            message = _("The cycle {cycle} ended on {end}, {next} is under way, but not final are: {stages}.").format(
                cycle=earlier.name, end=end, next=later.name,
                stages=joined(_stage_name(context.portfolio, stage) for stage in waiting),
            )  # fmt: skip
            hint = _("Finish these stages, or move the end of the period.")
            known = document is not None and document is not earlier.document and "status" in document.data
            yield Violation(document, ("status",) if known else ("kind",), message, hint)


def _is_under_way(folder: CycleFolder) -> bool:
    """Whether more is there than the empty documents that `pd new-cycle` makes ahead of time."""
    return any(item.is_final or item.day for item in (*folder.stages.values(), *folder.lessons))


def _stage_name(portfolio: Portfolio, stage: str) -> str:
    form = portfolio.forms.get(stage)
    return ShownValue(form.title[portfolio.lang], stage) if form else stage


@FAMILY.rule("PD218", "previous-cycle-order")
def previous_cycle_order(context: LintContext) -> Iterator[Violation]:
    """A cycle says that it continues itself or a cycle that begins after it."""
    cycles = context.portfolio.cycles
    for issue in context.breaks.get("previous-cycle-order", ()):
        (name,) = issue.names
        if name == issue.cycle.name:
            message = _("The cycle {cycle} names itself as the previous one.").format(cycle=name)
        else:
            other = next(folder.start for folder in cycles if folder.name == name)
            message = _("The cycle {cycle} begins on {other}, after this one ({start}).").format(
                cycle=name, other=other, start=issue.cycle.start
            )
        number = cycles.index(issue.cycle)
        hint = _("Write `previous: {cycle}`.").format(cycle=cycles[number - 1].name) if number else None
        yield Violation(issue.document, issue.loc, message, hint or _("Remove this line."))


@FAMILY.rule("PD219", "change-date-outside", Severity.WARNING)
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


def _name(document: Document) -> str:
    return ShownValue(document.form.title[document.lang], document.kind) if document.form else document.ref
