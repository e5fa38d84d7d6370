"""The golden thread of a school as a drawing: lane by lane, a goal of the school with all that hangs together with it.

Inline SVG in the colours of the page; the list below it says the same.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from pdcli.i18n import N_, Lang, translate
from pdcli.render.school_thread_view import (
    TABLE_WORDS,
    day_fact,
    link_facts,
    school_facts,
    school_issue_counts,
    school_issue_text,
    school_name_of,
    school_text_of,
    teachers_counts,
    teachers_names,
)
from pdcli.render.thread_boxes import (
    GUTTER,
    HEAD,
    LANE_GAP,
    MARGIN,
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
from pdcli.render.thread_view import MARKS, Mark
from pdcli.thread.school import SchoolIssue, SchoolIssueKind, SchoolNode, SchoolTable, SchoolYearTrace

COLUMNS = (
    N_("Conclusion"), N_("Need"), N_("Goal of the school"), N_("Plan and teachers"), N_("Event, meeting"),
    N_("Decision"), N_("Correction"),
)  # fmt: skip
_COLUMN: dict[SchoolTable, int] = {
    "carried_over": 0, "conclusions": 0, "needs": 1, "goals": 2, "lines": 3, "events": 4, "meetings": 4,
    "decisions": 5, "corrections": 6,
}  # fmt: skip
# In which column something is missing; all other issues stand inside the box of their node.
_MISSING_IN: dict[SchoolIssueKind, int] = {
    "need-without-ground": 0, "conclusion-not-taken-up": 1, "line-without-ground": 2, "need-without-line": 3,
    "goal-without-line": 3, "goal-without-teacher": 3, "decision-without-ground": 4, "decision-not-taken-up": 6,
}  # fmt: skip


def school_drawing(year: SchoolYearTrace, lang: Lang) -> Markup:
    """The drawing of one year, in a region that scrolls sideways; empty where there is nothing to draw."""
    if not year.nodes:
        return Markup("")
    label = translate(N_("Golden thread of the school, {year}"), lang).format(year=year.year)
    return Markup('<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>').format(
        label, _Layout(year, lang).svg(label)
    )


class _Layout:
    """Puts every box into its column: what follows from a node beside it, what comes next below."""

    def __init__(self, year: SchoolYearTrace, lang: Lang) -> None:
        self.year = year
        self.lang = lang
        self.issues: dict[str, list[SchoolIssue]] = {}
        for issue in year.issues:
            self.issues.setdefault(issue.node, []).append(issue)
        self.nodes = {node.reference: node for node in year.nodes}
        self.below: dict[str, list[SchoolNode]] = {}
        for node in year.nodes:
            for source in node.comes_from:
                self.below.setdefault(source, []).append(node)
        self.placed: dict[str, Placed] = {}
        # The lane of each placed node: lines are drawn within a lane, words tell of other ones.
        self.lane = 0
        self.lane_of: dict[str, int] = {}
        self.bottoms = [HEAD] * len(COLUMNS)
        self.boxes: list[Placed] = []
        self.lines: list[str] = []
        self._lay_out()

    def svg(self, label: str) -> Markup:
        """The drawing with its text alternative."""
        width = 2 * MARGIN + len(COLUMNS) * WIDTH + (len(COLUMNS) - 1) * GUTTER
        height = max(self.bottoms)
        heads = column_heads([translate(name, self.lang) for name in COLUMNS])
        below = translate(N_("The list below says the same."), self.lang)
        description = f"{school_issue_counts(self.year, self.lang)} {below}"
        return Markup(
            f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
            f"<title>{escape(label)}</title><desc>{escape(description)}</desc>"
            f"{heads}{''.join(self.lines)}{''.join(map(drawn, self.boxes))}</svg>"
        )

    def _lay_out(self) -> None:
        for issue in self.issues.get("", ()):
            self._add(_issue_box(issue, 1, self.lang), HEAD)
        for goal in self._of_table("goals"):
            y = self._next_lane()
            self._put(goal, y)
            self._teachers(goal, y)
            for line in self._not_placed(self.below.get(goal.reference, ())):
                self._with_need(line, max(y, self.bottoms[3], self.bottoms[4], self.bottoms[5]))
        for line in self._of_table("lines"):
            self._with_need(line, self._next_lane())
        for need in self._of_table("needs"):
            self._with_conclusions(need, self._next_lane())
        for node in self._not_placed(self.year.nodes):
            lane = self._next_lane()
            # What stands alone may stand beside other lanes.
            self._after(node, self.bottoms[_COLUMN[node.table]] if self._is_alone(node) else lane)

    def _is_alone(self, node: SchoolNode) -> bool:
        """Whether nothing is drawn beside a node."""
        issues = self.issues.get(node.reference, ())
        return node.reference not in self.below and not any(issue.kind in _MISSING_IN for issue in issues)

    def _with_need(self, line: SchoolNode, y: int) -> None:
        """A line of the plan: its need with the conclusions behind it on the left, what was done on the right."""
        for source in (self.nodes[name] for name in line.comes_from if name in self.nodes):
            if source.table == "needs" and source.reference not in self.placed:
                self._with_conclusions(source, y)
        self._after(line, y)

    def _with_conclusions(self, need: SchoolNode, y: int) -> None:
        """A need and the conclusions that it rests on."""
        for name in need.comes_from:
            if name in self.nodes and name not in self.placed:
                self._put(self.nodes[name], y)
        self._put(need, y)

    def _after(self, node: SchoolNode, y: int) -> None:
        """A node, what follows from it in later columns, and the meetings about an event."""
        if node.reference in self.placed:
            return
        mine = self._put(node, y)
        for child in self.below.get(node.reference, ()):
            column = _COLUMN[child.table]
            if column > max(3, mine.box.column) or (child.table == "meetings" and node.table == "events"):
                self._after(child, max(mine.y, self.bottoms[column]))

    def _teachers(self, goal: SchoolNode, y: int) -> None:
        if not goal.teachers:
            return
        head, counts = translate(N_("Goals of teachers"), self.lang), teachers_counts(goal, self.lang)
        names = teachers_names(goal)
        lines = (*text_lines(head, "head", 2), *text_lines(counts, "text", 6), *text_lines(names, "fact", 12))
        box = self._add(Box(3, lines, f"{head}: {counts}\n{names}"), y)
        self._join(self.placed[goal.reference], box)

    def _of_table(self, table: SchoolTable) -> list[SchoolNode]:
        return [node for node in self.year.nodes if node.table == table and node.reference not in self.placed]

    def _not_placed(self, nodes: Iterable[SchoolNode]) -> list[SchoolNode]:
        return [node for node in nodes if node.reference not in self.placed]

    def _next_lane(self) -> int:
        """Begin a lane below all others; where it begins."""
        self.lane += 1
        return max(self.bottoms) + (LANE_GAP if self.boxes else 0)

    def _put(self, node: SchoolNode, y: int) -> Placed:
        issues = self.issues.get(node.reference, ())
        inside = [issue for issue in issues if issue.kind not in _MISSING_IN]
        column = _COLUMN[node.table]
        sources = [name for name in node.comes_from if self.lane_of.get(name) == self.lane]
        linked = [name for name in sources if self.placed[name].box.column < column]
        mine = self._add(_node_box(node, self.year.year, inside, linked, self.lang), y)
        self.placed[node.reference], self.lane_of[node.reference] = mine, self.lane
        for name in linked:
            self._join(self.placed[name], mine)
        for issue in issues:
            if issue.kind in _MISSING_IN:
                missing = self._add(_issue_box(issue, _MISSING_IN[issue.kind], self.lang), mine.y)
                self._join(*sorted((mine, missing), key=lambda item: item.x))
        return mine

    def _add(self, box: Box, y: int) -> Placed:
        item = Placed(box, left_of(box.column), max(y, self.bottoms[box.column]))
        self.bottoms[box.column] = item.bottom
        self.boxes.append(item)
        return item

    def _join(self, left: Placed, right: Placed) -> None:
        self.lines.append(curve(*end_of(left), *start_of(right), left, right))


def _node_box(node: SchoolNode, year: str, issues: Sequence[SchoolIssue], linked: Sequence[str], lang: Lang) -> Box:
    head = f"{school_name_of(node, year)} {translate(TABLE_WORDS[node.table], lang)}".strip()
    text, facts = school_text_of(node, lang), (day_fact(node, lang), *link_facts(node, year, lang, linked))
    flaws = [f"{translate(MARKS[issue.state], lang)}: {school_issue_text(issue, lang)}" for issue in issues]
    mark: Mark = "break" if any(issue.state == "break" for issue in issues) else "open" if issues else ""
    lines = (
        *text_lines(head, "head", 3), *text_lines(text, "text", 5),
        *(line for fact in facts for line in text_lines(fact, "fact", 3)),
        *(line for flaw in flaws for line in text_lines(flaw, "flaw", 5)),
    )  # fmt: skip
    return Box(_COLUMN[node.table], lines, "\n".join((head, text, *school_facts(node, year, lang), *flaws)), mark)


def _issue_box(issue: SchoolIssue, column: int, lang: Lang) -> Box:
    head, text = translate(MARKS[issue.state], lang), school_issue_text(issue, lang)
    lines = (*text_lines(head, "head", 2), *text_lines(text, "text", 8))
    return Box(column, lines, f"{head}: {text}", issue.state)
