"""The golden thread as a tree of worded branches: what the terminal, Markdown and the list in a page show alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pdcli.diagnostics import shortened
from pdcli.discovery.files import shipped_forms
from pdcli.i18n import N_, Lang, translate
from pdcli.i18n.dates import shown_date, shown_period
from pdcli.model.record import EMPTY, Value
from pdcli.render.labels import form_name
from pdcli.render.values import with_day
from pdcli.thread.issues import IssueKind
from pdcli.thread.lineage import Lineage, LineageGoal, Occurrence, Outcome
from pdcli.thread.nodes import (
    CarriedOverNode,
    ChangeNode,
    CorrectionNode,
    CycleTrace,
    FindingNode,
    GoalNode,
    GroundNode,
    GrowthAreaNode,
    NodeDocument,
    NodeEvidence,
    NodeIssue,
    Place,
    PlanNode,
    ResultNode,
    ThreadNode,
)

Mark = Literal["", "break", "open"]
# Translators: a place where the golden thread does not go on.
MARKS: dict[Mark, str] = {"break": N_("Break"), "open": N_("Still open")}
REACHED = {"yes": N_("reached"), "partly": N_("partly reached"), "no": N_("not reached")}
KINDS = {"difficulty": N_("Difficulty"), "success": N_("Success")}
WORDS = {
    "carried_over": N_("Carried over"),
    "findings": N_("Finding"),
    # Translators: what a growth area rests on, such as a document of the school.
    "grounds": N_("Ground"),
    "growth_areas": N_("Growth area"),
    "goals": N_("Goal"),
    "plan": N_("Plan"),
    # Translators: a change that was tried in lessons.
    "changes": N_("Tried"),
    "results": N_("Result"),
    "corrections": N_("Correction"),
}
# The sentence for a break, and for the same place while it is only an open end.
ISSUE_TEXTS: dict[IssueKind, tuple[str, str]] = {
    "finding-not-taken-up": (N_("no growth area takes it up"), N_("no growth area takes it up yet")),
    "growth-area-without-finding": (N_("it rests on no finding"), N_("it rests on no finding yet")),
    "growth-area-from-successes": (
        N_("it rests on successes alone ({name})"),
        N_("it rests on successes alone so far ({name})"),
    ),
    "growth-area-without-goal": (N_("no goal takes it up"), N_("no goal takes it up yet")),
    "goal-without-growth-area": (N_("it comes from no growth area"), N_("it comes from no growth area yet")),
    "goal-without-plan": (N_("nothing in the plan serves it"), N_("nothing in the plan serves it yet")),
    "goal-never-measured": (N_("it was never measured"), N_("it is not measured yet")),
    "plan-without-goal": (N_("it serves no goal"), N_("it serves no goal yet")),
    "change-without-goal": (N_("it serves no goal"), N_("it serves no goal yet")),
    "result-without-goal": (N_("it belongs to no goal"), N_("it belongs to no goal yet")),
    "result-without-evidence": (N_("it has no evidence"), N_("it has no evidence yet")),
    "unmet-goal-without-correction": (
        N_("the goal was not fully reached, and no correction follows"),
        N_("the goal was not fully reached, and no correction follows yet"),
    ),
    "correction-not-taken-up": (
        N_("the next cycle neither takes it up nor mentions it"),
        N_("it waits for the next cycle"),
    ),
    "goal-not-taken-up": (N_("the next cycle neither takes it up nor mentions it"), ""),
    "cycle-not-continued": (N_("none of what was left unfinished in the cycle {name} is carried over"), ""),
    "unknown-finding": (N_("the analysis has no finding {name}"), ""),
    "unknown-growth-area": (N_("the reflection has no growth area {name}"), ""),
    "unknown-goal": (N_("the design has no goal {name}"), ""),
    "unknown-carry-over": (N_("{name} is not a correction or a goal of an earlier cycle"), ""),
    "unknown-previous-cycle": (N_("there is no earlier cycle {name}"), ""),
    "previous-cycle-order": (N_("the cycle {name} does not begin before this one"), ""),
    "unknown-evidence": (N_("the register has no evidence {name}"), ""),
    "unknown-document": (N_("there is no document {name}"), ""),
    "repeated-id": (N_("the ID {name} is used twice"), ""),
}
# Below a goal: the rows in order, and the issues that are shown after them; all others come first.
_AFTER: dict[str, tuple[IssueKind, ...]] = {
    "plan": ("goal-without-plan",), "changes": (), "results": ("goal-never-measured",),
    "corrections": ("goal-not-taken-up",),
}  # fmt: skip
NAME_LIMIT = 60
# Translators: documents that a finding comes from.
_SOURCE = N_("source: {titles}")


class Branch(Value):
    """One line of the tree and what hangs below it. `mark` says whether it is a break or an open end."""

    word: str
    id: str = ""
    text: str = ""
    facts: str = ""
    evidence: tuple[NodeEvidence, ...] = ()
    private_evidence: int = 0
    place: Place | None = None
    mark: Mark = ""
    children: tuple["Branch", ...] = ()


class LineageRow(Value):
    """One cycle of a growth area's lineage, worded."""

    cycle: str
    growth_area: str
    title: str
    continues: str
    goals: tuple[Branch, ...]
    outcome: str


class LineageView(Value):
    """A growth area through all its cycles, worded, and what became of it in the end."""

    title: str
    rows: tuple[LineageRow, ...]
    outcome: str


def issue_text(issue: NodeIssue, lang: Lang) -> str:
    """The sentence for a break or an open end."""
    sentence = translate(ISSUE_TEXTS[issue.kind][issue.state == "open"], lang)
    return sentence.format(name=shortened(", ".join(issue.names), NAME_LIMIT))


def issue_counts(cycle: CycleTrace, lang: Lang) -> str:
    """How many breaks and open ends there are."""
    sentence = translate(N_("Breaks: {breaks}. Still open: {open}."), lang)
    breaks = len(cycle.breaks)
    return sentence.format(breaks=breaks, open=len(cycle.issues) - breaks)


def facts_of(node: ThreadNode, lang: Lang) -> tuple[str, ...]:
    """The short facts of a node, the most telling first."""
    match node:
        case GoalNode():
            # Translators: the last day of a goal.
            due = translate(N_("due: {day}"), lang).format(day=shown_date(node.due, lang)) if node.due else ""
            facts = [_aimed(node.baseline, node.target), in_one_line(node.indicator), due]
        case PlanNode():
            facts = [
                shown_period(node.start, node.end, lang),
                # Translators: documents about an action of a plan.
                _documents(node.documents, N_("documents: {titles}"), lang),
                _private_documents(node.private_documents, lang),
            ]
        case FindingNode():
            facts = [_documents(node.documents, _SOURCE, lang), _private_documents(node.private_documents, lang)]
        case GroundNode():
            facts = [_documents((node.document,), _SOURCE, lang) if node.row else ""]
        case GrowthAreaNode():
            facts = [_private_documents(node.private_documents, lang)]
        case ChangeNode():
            facts = [shown_date(node.date, lang) if node.date else "", in_one_line(node.observation)]
        case _:
            facts = []
    return tuple(filter(None, facts))


def _documents(documents: Sequence[NodeDocument], sentence: str, lang: Lang) -> str:
    """A sentence with the titles of documents; empty without any."""
    titles = [in_one_line(": ".join(filter(None, (document_name(item, lang), item.text)))) for item in documents]
    return translate(sentence, lang).format(titles="; ".join(titles)) if titles else ""


def _private_documents(count: int, lang: Lang) -> str:
    return translate(N_("private documents: {count}"), lang).format(count=count) if count else ""


def document_name(item: NodeDocument, lang: Lang) -> str:
    """A document by its own title, else by its kind and day, else by its ref."""
    if item.title or item.kind not in shipped_forms():
        return item.title or item.ref
    return with_day(form_name(item.kind, lang), item.day, lang)


def text_of(node: ThreadNode, lang: Lang) -> str:
    """What a node says, in one line; a result begins with what was measured."""
    if isinstance(node, CarriedOverNode) and node.comes_from:
        # The words of a private cycle are left out, only its place is shown.
        return in_one_line(node.text)
    if isinstance(node, GroundNode) and not node.row:
        return in_one_line(document_name(node.document, lang))
    if not isinstance(node, ResultNode):
        return in_one_line(node.text) or translate(N_("no answer yet"), lang)
    measured = measured_of(node.measured, node.reached, lang)
    return f"{measured} – {in_one_line(node.text)}" if node.text else measured


def measured_of(measured: str | None, reached: str | None, lang: Lang) -> str:
    """What was measured, and whether the teacher says the goal is reached."""
    value = in_one_line(measured) or translate(N_("no answer yet"), lang)
    return f"{value} ({translate(REACHED[reached], lang)})" if reached else value


def word_of(node: ThreadNode, lang: Lang) -> str:
    """What kind of node it is."""
    kind = KINDS.get(node.kind or "") if isinstance(node, FindingNode) else None
    if isinstance(node, GroundNode) and node.row and node.row.startswith("d"):
        # Of the rows of a school, too, only conclusions have this letter.
        kind = N_("Conclusion")
    return translate(kind or WORDS[node.table], lang)


def name_of(node: ThreadNode) -> str:
    """The id that the teacher gave; rows of a plan and the like have none."""
    if isinstance(node, GroundNode):
        return node.row or ""
    return node.id if node.id[1:].isdecimal() else ""


def tree(cycle: CycleTrace, lang: Lang, above: Mapping[str, Branch] = EMPTY) -> tuple[Branch, ...]:
    """The branches of one cycle: growth areas with all that hangs on them, then what hangs on nothing.

    `above` has for goals what they serve at the school, by their ids.
    """
    return tuple(_Tree(cycle, lang, above).branches())


class _Tree:
    """Every node is shown once; where it belongs to a second one too, it is only named there."""

    def __init__(self, cycle: CycleTrace, lang: Lang, above: Mapping[str, Branch]) -> None:
        self.cycle = cycle
        self.above = above
        self.lang = lang
        self.issues: dict[str, list[NodeIssue]] = {}
        for issue in cycle.issues:
            self.issues.setdefault(issue.node, []).append(issue)
        self.below: dict[str, list[ThreadNode]] = {}
        self.first: dict[str, ThreadNode] = {}
        for node in cycle.nodes:
            self.first.setdefault(node.id, node)
            for source in node.comes_from:
                self.below.setdefault(source, []).append(node)
        self.shown_nodes: set[int] = set()

    def branches(self) -> Iterator[Branch]:
        """In the order of the thread."""
        cycle = self.cycle
        yield from self._issues("", tuple(ISSUE_TEXTS))
        for row in cycle.carried_over:
            # What a growth area continues is shown there.
            if row.id not in self.below:
                yield self._branch(row)
        for node in (*cycle.growth_areas, *cycle.findings, *cycle.goals, *cycle.nodes):
            if id(node) not in self.shown_nodes:
                yield self._branch(node)
        for stage in cycle.stages:
            if stage.evidence or stage.private_evidence:
                word = translate(N_("Evidence of the stage “{stage}”"), self.lang).format(
                    stage=form_name(stage.stage, self.lang)
                )
                yield Branch(word, evidence=stage.evidence, private_evidence=stage.private_evidence)

    def _branch(self, node: ThreadNode) -> Branch:
        word = word_of(node, self.lang)
        if id(node) in self.shown_nodes:
            return Branch(word, name_of(node), translate(N_("see above"), self.lang))
        self.shown_nodes.add(id(node))
        return Branch(
            word=word,
            id=name_of(node) or "".join(node.comes_from if isinstance(node, CarriedOverNode) else ()),
            text=text_of(node, self.lang),
            facts="; ".join(facts_of(node, self.lang)),
            evidence=node.evidence,
            private_evidence=node.private_evidence,
            place=node.place,
            children=tuple(self._children(node)),
        )

    def _children(self, node: ThreadNode) -> Iterator[Branch]:
        if self.first[node.id] is not node:
            # Of a repeated id, only the first row is what the others mean.
            yield from self._issues(node.id, ("repeated-id",))
            return
        later = tuple(kind for kinds in _AFTER.values() for kind in kinds) if isinstance(node, GoalNode) else ()
        if isinstance(node, GoalNode) and node.id in self.above:
            yield self.above[node.id]
        if isinstance(node, GrowthAreaNode):
            yield from map(self._branch, (self.first[name] for name in node.comes_from))
        yield from self._issues(node.id, tuple(kind for kind in ISSUE_TEXTS if kind not in (*later, "repeated-id")))
        below = () if isinstance(node, FindingNode | CarriedOverNode | GroundNode) else self.below.get(node.id, ())
        if isinstance(node, GoalNode):
            for table, kinds in _AFTER.items():
                yield from map(self._branch, (item for item in below if item.table == table))
                yield from self._issues(node.id, kinds)
        else:
            yield from map(self._branch, below)
        if isinstance(node, GoalNode | CorrectionNode):
            for name in node.carried_to:
                yield Branch(translate(N_("Carried over to"), self.lang), text=name)

    def _issues(self, node: str, kinds: Sequence[IssueKind]) -> Iterator[Branch]:
        above = self.first[node].place if node else None
        for issue in self.issues.get(node, ()):
            if issue.kind in kinds:
                # The place of the node itself is shown with it.
                place = issue.place if issue.place != above else None
                mark = translate(MARKS[issue.state], self.lang)
                yield Branch(mark, text=issue_text(issue, self.lang), place=place, mark=issue.state)


def lineage_views(lineages: Iterable[Lineage], lang: Lang) -> tuple[LineageView, ...]:
    """Every growth area with all its occurrences."""
    return tuple(
        LineageView(
            in_one_line(lineage.title) or translate(N_("no answer yet"), lang),
            tuple(_lineage_row(item, lang) for item in lineage.occurrences),
            outcome_text(lineage.outcome, lineage.carried_to, lang),
        )
        for lineage in lineages
    )


def _lineage_row(item: Occurrence, lang: Lang) -> LineageRow:
    refs = ", ".join(item.continues)
    return LineageRow(
        item.cycle, item.growth_area, in_one_line(item.title) or translate(N_("no answer yet"), lang),
        # Translators: growth areas or goals of earlier cycles, such as 2025-2026-1/r1.
        translate(N_("continues: {refs}"), lang).format(refs=refs) if refs else "",
        tuple(_lineage_goal(goal, lang) for goal in item.goals), outcome_text(item.outcome, item.carried_to, lang),
    )  # fmt: skip


def outcome_text(outcome: Outcome, carried_to: Sequence[str], lang: Lang) -> str:
    """What became of an area, in words that do not judge."""
    words = {
        "reached": N_("reached"),
        "mentioned": N_("the next cycle mentions it"),
        "dropped": N_("nothing more is said about it"),
        "open": N_("open for now"),
    }
    parts = [translate(words[outcome], lang)] if outcome in words else []
    if carried_to:
        parts.append(translate(N_("then carried over to {cycles}"), lang).format(cycles=", ".join(carried_to)))
    return "; ".join(parts)


def _lineage_goal(goal: LineageGoal, lang: Lang) -> Branch:
    parts = [_aimed(goal.baseline, goal.target)]
    if goal.measured or goal.reached:
        value = measured_of(goal.measured, goal.reached, lang)
        # Translators: the result of a goal.
        parts.append(translate(N_("measured: {value}"), lang).format(value=value))
    return Branch(
        translate(WORDS["goals"], lang), goal.id, in_one_line(goal.text), "; ".join(part for part in parts if part),
        goal.evidence, goal.private_evidence,
    )  # fmt: skip


def in_one_line(text: str | None) -> str:
    """A text without line breaks; empty without a text."""
    return " ".join((text or "").split())


def _aimed(baseline: str | None, target: str | None) -> str:
    return f"{in_one_line(baseline) or '–'} → {in_one_line(target) or '–'}" if baseline or target else ""


def title_of(item: NodeEvidence, lang: Lang) -> str:
    """The title of an evidence; empty where it has none."""
    return item.title or ("" if item.is_known else translate(N_("not in the register"), lang))


def private_evidence(count: int, lang: Lang) -> str:
    """How much evidence is left out."""
    return translate(N_("private evidence: {count}"), lang).format(count=count)


def why_empty(cycle: CycleTrace, lang: Lang) -> str:
    """Why there is nothing to draw."""
    private, empty = (
        N_("The thread of this cycle is left out: one of its documents is private."),
        N_("No part of the thread has been written here yet."),
    )
    return translate(private if cycle.is_private else empty, lang)
