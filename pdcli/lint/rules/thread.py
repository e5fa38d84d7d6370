"""3xx: the golden thread: finding -> growth area -> goal -> plan -> result -> correction.

A wrong link is reported in any document. A missing link is reported only where the document is final: a draft may be
finished tomorrow. Of a stage that cannot be read nothing is known, so that no link to it is called wrong.
"""

from collections.abc import Iterable, Iterator, Mapping

from pdcli.diagnostics import Message, Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import has_unread, is_typed, numbered
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import quoted
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import GrowthArea
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.portfolio.references import taken_up
from pdcli.thread.carryover import UNMET, Continuation, carried_by, followers

FAMILY = Registered([])


def _choose(ids: Iterable[str]) -> Message:
    known = quoted(ids)
    return _("Choose one of: {keys}.").format(keys=known) if known else _("Write that row first.")


@FAMILY.rule("PD301", "goal-without-growth-area")
def goal_without_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal of a final design does not say which growth area it comes from."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("design")
        if document and document.is_final and folder.design:
            areas = [area.id for area in folder.reflection.growth_areas] if folder.reflection else []
            for index, goal in enumerate(folder.design.goals):
                # What is wrong with a link that was typed is told at its own place.
                if not goal.from_ and not is_typed(document, "goals", goal.id, "from"):
                    message = _("The goal {id} comes from no growth area.").format(id=goal.id)
                    yield Violation(document, ("goals", index, "id"), message, "`from:` – " + _choose(areas))


@FAMILY.rule("PD302", "growth-area-without-goal", Severity.WARNING)
def growth_area_without_goal(context: LintContext) -> Iterator[Violation]:
    """A growth area was named, the design is final, and no goal takes it up."""
    for folder in context.portfolio.cycles:
        design, reflection = folder.stages.get("design"), folder.stages.get("reflection")
        if design and design.is_final and reflection and folder.design and folder.reflection:
            goals = folder.design.goals
            if any(not goal.from_ and is_typed(design, "goals", goal.id, "from") for goal in goals):
                # What this goal comes from cannot be read, which is told there.
                continue
            taken = {area for goal in goals for area in goal.from_}
            areas = {area.id for area in folder.reflection.growth_areas}
            if len(areas - taken) <= len(taken - areas):
                # PD303 tells of a goal that names another one than was meant.
                continue
            for index, area in enumerate(folder.reflection.growth_areas):
                if area.id not in taken and not design.is_in_doubt("goals"):
                    message = _("No goal takes up the growth area {id}.").format(id=area.id)
                    hint = _("Add a goal with `from: [{id}]` in {place}, or leave this area out.").format(
                        id=area.id, place=design.ref
                    )
                    yield Violation(reflection, ("growth_areas", index, "id"), message, hint)


@FAMILY.rule("PD303", "unknown-growth-area")
def unknown_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal names a growth area that the reflection does not have."""
    for folder in context.portfolio.cycles:
        areas = [area.id for area in folder.reflection.growth_areas] if folder.reflection else []
        for index, goal in enumerate(folder.design.goals if folder.design else ()):
            for number, area in enumerate(goal.from_):
                if area not in areas and not folder.is_in_doubt("reflection", "growth_areas", area):
                    message = _("The reflection has no growth area `{id}`.").format(id=area)
                    yield Violation(folder.stages["design"], ("goals", index, "from", number), message, _choose(areas))


@FAMILY.rule("PD304", "result-for-unknown-goal")
def result_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A result is given for a goal that the design does not have."""
    for folder in context.portfolio.cycles:
        goals = [goal.id for goal in folder.design.goals] if folder.design else []
        for index, result in enumerate(folder.approbation.results if folder.approbation else ()):
            if result.goal and result.goal not in goals and not folder.is_in_doubt("design", "goals", result.goal):
                message = _("The design has no goal `{id}`.").format(id=result.goal)
                yield Violation(folder.stages["approbation"], ("results", index, "goal"), message, _choose(goals))


@FAMILY.rule("PD305", "goal-never-measured")
def goal_never_measured(context: LintContext) -> Iterator[Violation]:
    """The approbation is final, and a goal has no result."""
    for folder in context.portfolio.cycles:
        approbation, design = folder.stages.get("approbation"), folder.stages.get("design")
        if approbation and design and approbation.is_final and folder.design and folder.approbation:
            measured = {result.goal for result in folder.approbation.results}
            goals = {goal.id for goal in folder.design.goals}
            if len(goals - measured) <= len(measured - goals - {None}):
                # PD304 tells of a result that names another goal than was meant.
                continue
            for index, goal in enumerate(folder.design.goals):
                if goal.id not in measured and not approbation.is_in_doubt("results"):
                    message = _("The goal {id} was never measured.").format(id=goal.id)
                    hint = _("Add a row with `goal: {id}` to `results` in {place}.").format(
                        id=goal.id, place=approbation.ref
                    )
                    yield Violation(design, ("goals", index, "id"), message, hint)


@FAMILY.rule("PD306", "plan-without-goal")
def plan_without_goal(context: LintContext) -> Iterator[Violation]:
    """A line of a final plan serves no goal."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("design")
        if document and document.is_final and folder.design:
            goals = [goal.id for goal in folder.design.goals]
            for index, item in enumerate(folder.design.plan):
                # What is wrong with a link that was typed is told at its own place.
                if item.goal is None and not _is_linked(document, index):
                    message = _("This line of the plan serves no goal.")
                    yield Violation(document, ("plan", index, "action"), message, "`goal:` – " + _choose(goals))


def _is_linked(document: Document, number: int) -> bool:
    rows = document.data.get("plan")
    row = rows[number] if isinstance(rows, list) and number < len(rows) else None
    return isinstance(row, dict) and row.get("goal") not in (None, "")


@FAMILY.rule("PD307", "plan-for-unknown-goal")
def plan_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A line of the plan names a goal that is not there."""
    for folder in context.portfolio.cycles:
        if folder.design:
            goals = [goal.id for goal in folder.design.goals]
            for index, item in enumerate(folder.design.plan):
                if item.goal and item.goal not in goals and not folder.is_in_doubt("design", "goals", item.goal):
                    message = _("There is no goal `{id}`.").format(id=item.goal)
                    yield Violation(folder.stages["design"], ("plan", index, "goal"), message, _choose(goals))


@FAMILY.rule("PD308", "growth-area-without-finding", Severity.WARNING)
def growth_area_without_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection neither rests on a finding of the analysis nor continues earlier work."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("reflection")
        if document and document.is_final and folder.reflection:
            findings = [item.id for item in folder.analysis.findings] if folder.analysis else []
            for index, area in enumerate(folder.reflection.growth_areas):
                # What is wrong with a link that was typed is told at its own place.
                if not area.from_ and not is_typed(document, "growth_areas", area.id, "from"):
                    message = _("The growth area {id} rests on no finding.").format(id=area.id)
                    sources = dict.fromkeys([*findings, *(item.ref for item in taken_up(folder))])
                    yield Violation(document, ("growth_areas", index, "id"), message, "`from:` – " + _choose(sources))


@FAMILY.rule("PD309", "unknown-finding")
def unknown_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area names a finding that the analysis does not have."""
    for folder in context.portfolio.cycles:
        findings = [item.id for item in folder.analysis.findings] if folder.analysis else []
        for index, area in enumerate(folder.reflection.growth_areas if folder.reflection else ()):
            for number, finding in enumerate(area.from_):
                # What goes on from an earlier cycle is PD209's matter.
                is_missing = "/" not in finding and finding not in findings
                if is_missing and not folder.is_in_doubt("analysis", "findings", finding):
                    message = _("The analysis has no finding `{id}`.").format(id=finding)
                    loc = ("growth_areas", index, "from", number)
                    yield Violation(folder.stages["reflection"], loc, message, _choose(findings))


@FAMILY.rule("PD310", "goal-without-plan", Severity.WARNING)
def goal_without_plan(context: LintContext) -> Iterator[Violation]:
    """The design is final, and nothing in the plan serves a goal."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("design")
        if document and document.is_final and folder.design:
            planned = {item.goal for item in folder.design.plan}
            goals = {goal.id for goal in folder.design.goals}
            if len(goals - planned) <= len(planned - goals - {None}):
                # PD307 tells of a line that names another goal than was meant.
                continue
            for index, goal in enumerate(folder.design.goals):
                if goal.id not in planned and not document.is_in_doubt("plan"):
                    message = _("Nothing in the plan serves the goal {id}.").format(id=goal.id)
                    hint = _("Add a row with `goal: {id}` to `plan`.").format(id=goal.id)
                    yield Violation(document, ("goals", index, "id"), message, hint)


@FAMILY.rule("PD311", "change-for-unknown-goal")
def change_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A tried change or a correction names a goal that the design does not have."""
    for folder in context.portfolio.cycles:
        if not folder.approbation:
            continue
        goals = [goal.id for goal in folder.design.goals] if folder.design else []
        rows = [("changes", index, item.goal) for index, item in enumerate(folder.approbation.changes)]
        rows += [("corrections", index, item.goal) for index, item in enumerate(folder.approbation.corrections)]
        for table, index, goal in rows:
            if goal and goal not in goals and not folder.is_in_doubt("design", "goals", goal):
                message = _("The design has no goal `{id}`.").format(id=goal)
                yield Violation(folder.stages["approbation"], (table, index, "goal"), message, _choose(goals))


@FAMILY.rule("PD312", "unmet-goal-without-correction", Severity.WARNING)
def unmet_goal_without_correction(context: LintContext) -> Iterator[Violation]:
    """A goal was not reached, nothing is corrected because of it, and no later cycle takes it up."""
    portfolio = context.portfolio
    unmet = [(folder, rows) for folder in portfolio.cycles if (rows := _uncorrected(folder))]
    # Most portfolios have none, and need no look at what later cycles take up.
    following, carried = (followers(portfolio.cycles), carried_by(portfolio.cycles)) if unmet else ({}, {})
    for folder, rows in unmet:
        goals = {goal.id for goal in folder.design.goals} if folder.design else set()
        continuation = Continuation(folder, following.get(folder.name), carried)
        for index, goal in rows:
            # PD304 tells of a goal that is not there.
            if goal in goals and continuation.is_dropped(goal):
                message = _("The goal {id} was not reached, and no correction follows.").format(id=goal)
                hint = _("Add a row with `goal: {id}` to `corrections`.").format(id=goal)
                yield Violation(folder.stages["approbation"], ("results", index, "reached"), message, hint)


def _uncorrected(folder: CycleFolder) -> list[tuple[int, str]]:
    """Number and goal of each result of a final approbation that was not reached and that nothing corrects."""
    document = folder.stages.get("approbation")
    if not document or not document.is_final or not folder.approbation:
        return []
    corrected = {item.goal for item in folder.approbation.corrections}
    rows = [
        (index, item.goal)
        for index, item in enumerate(folder.approbation.results)
        if item.reached in UNMET and item.goal and item.goal not in corrected
    ]
    # A row that is told as broken may be the correction, or the goal.
    is_in_doubt = rows and (document.is_in_doubt("corrections") or folder.is_in_doubt("design", "goals"))
    return [] if is_in_doubt else rows


@FAMILY.rule("PD313", "finding-not-taken-up", Severity.WARNING)
def finding_not_taken_up(context: LintContext) -> Iterator[Violation]:
    """The reflection is final, and no growth area takes up a difficulty of the analysis."""
    for folder in context.portfolio.cycles:
        analysis, reflection = folder.stages.get("analysis"), folder.stages.get("reflection")
        if not analysis or not reflection or not reflection.is_final or not folder.analysis or not folder.reflection:
            continue
        areas = folder.reflection.growth_areas
        seen = {finding for area in areas for finding in area.from_}
        rows = numbered(analysis, "findings", folder.analysis.findings)
        left = [row for row in rows if row[1].kind == "difficulty" and row[1].id not in seen]
        if not left or analysis.is_in_doubt("findings") or reflection.is_in_doubt("growth_areas"):
            continue
        kinds = {item.id: item.kind for item in folder.analysis.findings}
        if not all(area.earlier or _rests_on_difficulties(area, kinds) for area in areas):
            # What is wrong with that area may be why a difficulty is left over, and is told already.
            continue
        if any(
            has_unread(reflection, ("growth_areas", index, "from"), area.from_)
            for index, area in numbered(reflection, "growth_areas", areas)
        ):
            continue
        for index, item in left:
            if item.id not in seen:
                seen.add(item.id)
                message = _("No growth area takes up the difficulty {id}.").format(id=item.id)
                hint = _("Add `{id}` to `from` of a growth area in {place}, or make a growth area of it.")
                yield Violation(
                    analysis, ("findings", index, "id"), message, hint.format(id=item.id, place=reflection.ref)
                )


def _rests_on_difficulties(area: GrowthArea, kinds: Mapping[str, str | None]) -> bool:
    """Whether all findings of a growth area are there, and not successes only."""
    found = [kinds.get(finding, "unknown") for finding in area.findings]
    return "unknown" not in found and any(kind != "success" for kind in found)
