"""The golden thread of one cycle as a drawing: nodes in seven columns, lines between them, what is missing in words.

The drawing is inline SVG in the colours of the page, and a list says the same: to a screen reader, and to everybody on
a phone.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from pdcli.i18n import N_, Lang, translate
from pdcli.render.thread_boxes import (
    ANCHOR,
    GAP,
    GUTTER,
    HEAD,
    LANE_GAP,
    MARGIN,
    MAX_LINES,
    WIDTH,
    Box,
    Placed,
    column_heads,
    curve,
    drawn,
    end_of,
    left_of,
    start_of,
    text_lines,
)
from pdcli.render.thread_list import as_html
from pdcli.render.thread_view import (
    MARKS,
    Mark,
    facts_of,
    issue_counts,
    issue_text,
    name_of,
    private_evidence,
    text_of,
    tree,
    why_empty,
    word_of,
)
from pdcli.thread.issues import IssueKind
from pdcli.thread.nodes import CorrectionNode, CycleTrace, GoalNode, NodeIssue, ThreadNode

COLUMNS = (
    N_("Finding"), N_("Growth area"), N_("Goal"), N_("Plan and trial"), N_("Result"), N_("Correction"),
    N_("Next cycle"),
)  # fmt: skip
_COLUMN = {
    "carried_over": 0, "findings": 0, "grounds": 0, "growth_areas": 1, "goals": 2, "plan": 3, "changes": 3,
    "results": 4, "corrections": 5,
}  # fmt: skip
# In which column something is missing; all other issues stand inside the box of their node.
_MISSING_IN: dict[IssueKind, int] = {
    "growth-area-without-finding": 0, "growth-area-from-successes": 0, "unknown-finding": 0,
    "finding-not-taken-up": 1, "goal-without-growth-area": 1, "unknown-growth-area": 1,
    "growth-area-without-goal": 2, "plan-without-goal": 2, "change-without-goal": 2, "result-without-goal": 2,
    "unknown-goal": 2,
    "goal-without-plan": 3, "goal-never-measured": 4, "unmet-goal-without-correction": 5,
    "correction-not-taken-up": 6, "goal-not-taken-up": 6,
}  # fmt: skip


def draw_thread(cycle: CycleTrace, lang: Lang) -> str:
    """The drawing of one cycle with its list, as HTML; a sentence where there is nothing to draw or to show."""
    list_html = as_html(tree(cycle, lang), lang)
    if not list_html:
        look = "note" if cycle.is_private else "open"
        return Markup('<p class="{}">{}</p>').format(look, why_empty(cycle, lang))
    svg = drawing(cycle, lang)
    return Markup('<figure class="thread with-list">{}{}</figure>').format(svg, list_html) if svg else list_html


def drawing(cycle: CycleTrace, lang: Lang) -> Markup:
    """Only the drawing, in a region that scrolls sideways; empty where there is neither a node nor a break."""
    if not cycle.nodes and not cycle.breaks:
        return Markup("")
    label = translate(N_("Golden thread of the cycle {name}"), lang).format(name=cycle.name)
    return Markup('<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>').format(
        label, _Layout(cycle, lang).svg(label)
    )


class _Layout:
    """Puts every box in its column, lane by lane: a growth area with what leads to it and what follows from it."""

    def __init__(self, cycle: CycleTrace, lang: Lang) -> None:
        self.cycle = cycle
        self.lang = lang
        self.issues: dict[str, list[NodeIssue]] = {}
        for issue in cycle.issues:
            self.issues.setdefault(issue.node, []).append(issue)
        self.first: dict[str, ThreadNode] = {}
        self.below: dict[str, list[ThreadNode]] = {}
        for node in cycle.nodes:
            self.first.setdefault(node.id, node)
            for source in node.comes_from:
                self.below.setdefault(source, []).append(node)
        self.placed: dict[int, Placed] = {}
        self.boxes: list[Placed] = []
        self.lines: list[str] = []
        self._lay_out()

    def svg(self, label: str) -> Markup:
        """The drawing with its text alternative."""
        width = 2 * MARGIN + len(COLUMNS) * WIDTH + (len(COLUMNS) - 1) * GUTTER
        height = max(item.bottom for item in self.boxes)
        heads = column_heads([translate(name, self.lang) for name in COLUMNS])
        boxes = "".join(map(drawn, self.boxes))
        below = translate(N_("The list below says the same."), self.lang)
        description = f"{issue_counts(self.cycle, self.lang)} {below}"
        return Markup(
            f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
            f"<title>{escape(label)}</title><desc>{escape(description)}</desc>"
            f"{heads}{''.join(self.lines)}{boxes}</svg>"
        )

    def _lay_out(self) -> None:
        y = HEAD
        for issue in self.issues.get("", ()):
            y = self._place(_issue_box(issue, 0, self.lang), y).bottom
        for row in self.cycle.carried_over:
            # What a growth area continues stands beside it.
            if row.id not in self.below:
                y = self._put(row, y).bottom
        for area in self.cycle.growth_areas:
            y = self._lane(area, y + LANE_GAP)
        for finding in self.cycle.findings:
            if id(finding) not in self.placed:
                y = self._lone(finding, y + GAP)
        for goal in self.cycle.goals:
            if id(goal) not in self.placed:
                y = self._goal(goal, y + LANE_GAP)
        for node in (*self.cycle.plan, *self.cycle.changes, *self.cycle.results):
            if id(node) not in self.placed:
                y = self._lone(node, y + GAP)
        rest = [item for item in self.cycle.corrections if id(item) not in self.placed]
        if rest:
            self._corrections(rest, (), None, y + GAP)

    def _lane(self, area: ThreadNode, y: int) -> int:
        """A growth area: its findings and what it continues on the left, its goals on the right."""
        before, bottom = self._column([self.first[name] for name in area.comes_from], y)
        missing, bottom = self._missing(area, 0, bottom)
        mine = self._put(area, y)
        self._join([*before, *missing], [mine])
        bottom = max(bottom, mine.bottom)
        under = y
        goals = [item for item in self.below.get(area.id, ()) if self.first[area.id] is area]
        for goal in goals:
            if id(goal) not in self.placed:
                under = self._goal(goal, under)
            self._join([mine], [self.placed[id(goal)]])
        missing, under = self._missing(area, 2, under)
        self._join([mine], missing)
        return max(bottom, under)

    def _goal(self, goal: ThreadNode, y: int) -> int:
        """A goal and everything that was done for it."""
        mine = self._put(goal, y)
        missing, left = self._missing(goal, 1, y)
        self._join(missing, [mine])
        below = [item for item in self.below.get(goal.id, ()) if self.first[goal.id] is goal]
        plan, bottom = self._column([item for item in below if item.table in ("plan", "changes")], y)
        no_plan, bottom = self._missing(goal, 3, bottom)
        plan += no_plan
        measured_rows = [item for item in below if item.table == "results"]
        results, right = self._column(measured_rows, y)
        no_result, right = self._missing(goal, 4, right)
        results += no_result
        self._join([mine], plan)
        self._join(plan or [mine], results)
        corrections = [item for item in below if isinstance(item, CorrectionNode)]
        last = self._corrections(corrections, measured_rows, goal, y, results)
        return max(mine.bottom, left, bottom, right, last)

    def _corrections(
        self, corrections: Sequence[ThreadNode], measured_rows: Sequence[ThreadNode], goal: ThreadNode | None, y: int,
        sources: Sequence[Placed] = (),
    ) -> int:  # fmt: skip
        """Corrections and the cycles that take them up; where none follows, what is missing."""
        under = right = y
        mine: list[Placed] = []
        onward: dict[str, list[ThreadNode]] = {}
        for node in corrections:
            item = self._put(node, under)
            under = item.bottom
            mine.append(item)
            missing, right = self._missing(node, 6, max(right, item.y))
            self._join([item], missing)
        for row in measured_rows:
            missing, under = self._missing(row, 5, under)
            self._join([self.placed[id(row)]], missing)
        self._join(sources, mine)
        if goal:
            missing, right = self._missing(goal, 6, right)
            self._join(sources or [self.placed[id(goal)]], missing)
        for node in (*corrections, *([goal] if goal else ())):
            for name in node.carried_to if isinstance(node, CorrectionNode | GoalNode) else ():
                onward.setdefault(name, []).append(node)
        for name, nodes in onward.items():
            ids = ", ".join(node.id for node in nodes)
            lines = (*text_lines(name, "head", 2), *text_lines(ids, "text", 2))
            item = self._place(Box(6, lines, f"{name}: {ids}"), right)
            right = item.bottom
            predecessors = [self.placed[id(node)] for node in nodes if isinstance(node, CorrectionNode)]
            self._join(predecessors or sources, [item])
        return max(under, right)

    def _lone(self, node: ThreadNode, y: int) -> int:
        """A node that hangs on nothing, and beside it what it should hang on."""
        mine = self._put(node, y)
        bottom = mine.bottom
        for column in range(len(COLUMNS)):
            missing, last = self._missing(node, column, y)
            self._join(*((missing, [mine]) if column < mine.box.column else ([mine], missing)))
            bottom = max(bottom, last)
        return bottom

    def _column(self, nodes: Iterable[ThreadNode], y: int) -> tuple[list[Placed], int]:
        """Nodes below one another; those that are drawn already stay where they are."""
        column = []
        for node in nodes:
            item = self.placed.get(id(node))
            if item is None:
                item = self._put(node, y)
                y = item.bottom
            column.append(item)
        return column, y

    def _issues(self, node: ThreadNode) -> list[NodeIssue]:
        """The issues of a node; of a repeated id, the first row is what all others speak of."""
        is_first = self.first[node.id] is node
        return [item for item in self.issues.get(node.id, ()) if (item.kind != "repeated-id") == is_first]

    def _missing(self, node: ThreadNode, column: int, y: int) -> tuple[list[Placed], int]:
        """What is missing beside a node in a column, as boxes; where the next one may begin."""
        boxes = []
        for issue in self._issues(node):
            if _MISSING_IN.get(issue.kind) == column:
                item = self._place(_issue_box(issue, column, self.lang), y)
                y = item.bottom
                boxes.append(item)
        return boxes, y

    def _put(self, node: ThreadNode, y: int) -> Placed:
        inside = [issue for issue in self._issues(node) if issue.kind not in _MISSING_IN]
        item = self._place(_node_box(node, inside, self.lang), y)
        self.placed[id(node)] = item
        return item

    def _place(self, box: Box, y: int) -> Placed:
        item = Placed(box, left_of(box.column), y)
        self.boxes.append(item)
        return item

    def _join(self, left: Sequence[Placed], right: Sequence[Placed]) -> None:
        """Lines from all on the left to all on the right; many to many meet in one point between them."""
        if not left or not right:
            return
        if len(left) == 1 or len(right) == 1:
            self.lines += [curve(*end_of(one), *start_of(other), one, other) for one in left for other in right]
            return
        middle = (min(item.x for item in right) - GUTTER / 2, right[0].y + ANCHOR)
        self.lines += [curve(*end_of(item), *middle, item) for item in left]
        self.lines += [curve(*middle, *start_of(item), item) for item in right]


def _node_box(node: ThreadNode, issues: Sequence[NodeIssue], lang: Lang) -> Box:
    source = "".join(node.comes_from) if node.table == "carried_over" else ""
    head = " ".join(part for part in (name_of(node) or source, word_of(node, lang)) if part)
    text, facts = text_of(node, lang), facts_of(node, lang)
    proof = ", ".join(item.id for item in node.evidence)
    if node.private_evidence:
        proof = "; ".join(part for part in (proof, private_evidence(node.private_evidence, lang)) if part)
    flaws = [f"{translate(MARKS[issue.state], lang)}: {issue_text(issue, lang)}" for issue in issues]
    mark: Mark = "break" if any(issue.state == "break" for issue in issues) else "open" if issues else ""
    lines = (
        *text_lines(head, "head", 3), *text_lines(text, "text", MAX_LINES),
        *(line for fact in facts for line in text_lines(fact, "fact", 4)), *text_lines(proof, "proof", 2),
        *(line for flaw in flaws for line in text_lines(flaw, "flaw", 5)),
    )  # fmt: skip
    whole = "\n".join(part for part in (head, text, *facts, proof, *flaws) if part)
    return Box(_COLUMN[node.table], lines, whole, mark)


def _issue_box(issue: NodeIssue, column: int, lang: Lang) -> Box:
    head, text = translate(MARKS[issue.state], lang), issue_text(issue, lang)
    return Box(
        column, (*text_lines(head, "head", 2), *text_lines(text, "text", MAX_LINES)), f"{head}: {text}", issue.state
    )
