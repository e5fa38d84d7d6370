"""The issues of the golden thread: every wrong and every missing link, as data.

A wrong link is a break in any document. A missing link is a break where the document that should make it is final, and
an open end before: a draft may be finished tomorrow. One cause is one break: a missing link stays an open end where
another break says why it is missing. An issue that may come from an unread document or row is in doubt.
"""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence, Set
from typing import Any, Literal, NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.rows import has_unread_rows
from pdcli.model.documents import GrowthArea, Result, Stage
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import may_be_named, unknown_documents
from pdcli.thread.carryover import (
    UNMET,
    CarryOver,
    OutstandingItem,
    is_settled,
    last_results,
    may_carry_unread,
    may_precede,
    outstanding,
)
from pdcli.thread.cycle_rows import STAGE_OF, CycleRows

Loc = tuple[str | int, ...]
IssueKind = Literal[
    "finding-not-taken-up", "growth-area-without-finding", "growth-area-from-successes", "growth-area-without-goal",
    "goal-without-growth-area", "goal-without-plan", "goal-never-measured", "plan-without-goal", "change-without-goal",
    "result-without-goal", "result-without-evidence", "unmet-goal-without-correction", "correction-not-taken-up",
    "goal-not-taken-up", "cycle-not-continued", "unknown-finding", "unknown-growth-area", "unknown-goal",
    "unknown-carry-over", "unknown-previous-cycle", "previous-cycle-order", "unknown-evidence", "unknown-document",
    "repeated-id",
]  # fmt: skip
IssueState = Literal["break", "open", "in-doubt"]
# Rows that name one goal: their table, the issue of one without, its node, and the key where that is reported.
_OF_A_GOAL: tuple[tuple[str, IssueKind | None, str, str], ...] = (
    ("plan", "plan-without-goal", "plan-{}", "action"),
    ("changes", "change-without-goal", "change-{}", "change"),
    ("results", "result-without-goal", "result-{}", "measured"),
    ("corrections", None, "", ""),
)


class ThreadIssue(NamedTuple):
    """One wrong or missing link.

    It belongs to the row `node` of `cycle`: an id, else the table and the number of the row in the file (`plan-2`);
    empty for the cycle itself. Its place is that of the value at `loc` in `document`, or of the key (`is_key`).
    `names` are the ids in the value. `other` is the other cycle of a link between two.
    """

    kind: IssueKind
    state: IssueState
    cycle: CycleFolder
    node: str
    document: Document
    loc: Loc
    names: tuple[str, ...] = ()
    other: CycleFolder | None = None
    is_key: bool = False


def thread_issues(portfolio: Portfolio, carry_over: CarryOver) -> Iterator[ThreadIssue]:
    """The issues of all cycles, private ones too, in time proportional to their rows."""
    cycles = {folder.name: folder for folder in portfolio.cycles}
    for folder in portfolio.cycles:
        yield from _InCycle(folder, carry_over).issues()
        yield from _previous_cycle(portfolio, folder, cycles)
        yield from _carried_in(portfolio, folder, carry_over, cycles)
        yield from _carried_on(folder, carry_over, cycles)


def evidence_issues(portfolio: Portfolio, folder: CycleFolder) -> Iterator[ThreadIssue]:
    """Yield the references of a cycle to evidence that the register does not have."""
    rows = CycleRows(folder)
    references: list[tuple[str, Document, Loc, Sequence[str]]] = []
    for document in folder.stages.values():
        if isinstance(document.model, Stage):
            references.append(("", document, ("attachments",), document.model.attachments))
    for table, node in (("findings", ""), ("results", "result-{}")):
        for index, row in rows.with_index(table):
            document = folder.stages[STAGE_OF[table]]
            references.append((node.format(index + 1) or row.id, document, (table, index, "evidence"), row.evidence))
    register = portfolio.register
    is_register_unread = portfolio.is_unread("evidence")
    for node, document, loc, ids in references:
        for number, name in _entries(document, loc, [name for name in ids if name not in portfolio.evidence]):
            is_in_doubt = is_register_unread or (register is not None and register.may_lack_row("items", name))
            state: IssueState = "in-doubt" if is_in_doubt else "break"
            yield ThreadIssue("unknown-evidence", state, folder, node, document, (*loc, number), (name,))


def document_issues(portfolio: Portfolio, folder: CycleFolder) -> Iterator[ThreadIssue]:
    """Yield the references of findings to documents that the portfolio does not have."""
    analysis = folder.stages.get("analysis")
    if analysis is None:
        return
    ids = {index: row.id for index, row in CycleRows(folder).with_index("findings")}
    for loc, ref, same in unknown_documents(portfolio, analysis):
        if loc[0] == "findings" and loc[1] in ids:
            # What is or may be private is not named.
            state: IssueState = "in-doubt" if same and not may_be_named(portfolio.by_ref[same]) else "break"
            yield ThreadIssue("unknown-document", state, folder, ids[int(loc[1])], analysis, loc, (ref,))


class _InCycle:
    """The links between the tables of one cycle.

    The index of a row in the file is computed only for rows with an issue.
    """

    def __init__(self, folder: CycleFolder, carry_over: CarryOver) -> None:
        self.folder = folder
        self.rows = CycleRows(folder)
        self.carry_over = carry_over
        self._numbers: dict[str, dict[int, int]] = {}
        self._first: dict[str, dict[str, Any]] = {}

    def issues(self) -> Iterator[ThreadIssue]:
        """Yield the issues from the first to the last table of the thread."""
        yield from self._findings()
        yield from self._growth_areas()
        yield from self._goals()
        for table, kind, node, key in _OF_A_GOAL:
            yield from self._rows_of_a_goal(table, kind, node, key)
        yield from self._results()

    def _findings(self) -> Iterator[ThreadIssue]:
        rows, areas = self.rows, self.rows.growth_areas
        linked = {name for area in areas for name in area.from_}
        missing = {item.id for item in rows.findings if item.kind == "difficulty" and item.id not in linked}
        if missing:
            is_in_doubt = (
                self._is_in_doubt("findings")
                or self._is_in_doubt("growth_areas")
                or any(self._has_unread("growth_areas", index, area) for index, area in rows.with_index("growth_areas"))
            )
            # The fault of such an area may be why a difficulty has no growth area.
            is_explained = not all(
                area.earlier or area.conclusions or area.of_school or self._rests_on_a_difficulty(area)
                for area in areas
            )
            state = self._state("reflection", is_in_doubt, is_explained)
            yield from self._missing_links("finding-not-taken-up", state, "findings", missing)
        yield from self._repeated_ids("findings", len(rows.finding_kinds))

    def _rests_on_a_difficulty(self, area: GrowthArea) -> bool:
        """Whether all findings of a growth area exist, and not all are successes."""
        kinds = [self.rows.finding_kinds.get(name, "unknown") for name in area.findings]
        return "unknown" not in kinds and any(kind != "success" for kind in kinds)

    def _growth_areas(self) -> Iterator[ThreadIssue]:
        rows = self.rows
        kinds = rows.finding_kinds
        for area in rows.growth_areas:
            sources = [kinds.get(name, "unknown") for name in area.from_]
            if "unknown" in sources:
                yield from self._unknown("unknown-finding", "growth_areas", area, area.findings, kinds, "findings")
            if sources.count("success") == len(sources) and self._is_first("growth_areas", area):
                yield from self._without_difficulty(area)
        linked = {name for goal in rows.goals for name in goal.from_}
        missing = rows.growth_area_ids - linked
        if missing:
            is_in_doubt = self._is_in_doubt("goals") or any(
                not goal.from_ and self._has_unread("goals", index, goal) for index, goal in rows.with_index("goals")
            )
            # A goal with a wrong area has an issue of its own.
            state = self._state("design", is_in_doubt, len(missing) <= len(linked - rows.growth_area_ids))
            yield from self._missing_links("growth-area-without-goal", state, "growth_areas", missing)
        yield from self._repeated_ids("growth_areas", len(rows.growth_area_ids))

    def _without_difficulty(self, area: GrowthArea) -> Iterator[ThreadIssue]:
        """Yield the issue of a growth area without findings, or with successes only."""
        index = self._number("growth_areas", area)
        if index is not None:
            state = self._state("reflection", self._has_unread("growth_areas", index, area))
            kind: IssueKind = "growth-area-from-successes" if area.from_ else "growth-area-without-finding"
            loc: Loc = ("growth_areas", index, "from" if area.from_ else "id")
            yield self._issue(kind, state, area.id, loc, area.from_)

    def _goals(self) -> Iterator[ThreadIssue]:
        rows = self.rows
        area_ids = rows.growth_area_ids
        for goal in rows.goals:
            if not area_ids.issuperset(goal.from_):
                yield from self._unknown("unknown-growth-area", "goals", goal, goal.from_, area_ids, "growth_areas")
            index = self._number("goals", goal) if not goal.from_ and self._is_first("goals", goal) else None
            if index is not None:
                state = self._state("design", self._has_unread("goals", index, goal))
                yield self._issue("goal-without-growth-area", state, goal.id, ("goals", index, "id"))
        yield from self._goals_without("goal-without-plan", "plan")
        yield from self._goals_without("goal-never-measured", "results")
        yield from self._repeated_ids("goals", len(rows.goal_ids))

    def _goals_without(self, kind: IssueKind, table: str) -> Iterator[ThreadIssue]:
        """Yield the goals without a row in a table."""
        linked = {row.goal for row in getattr(self.rows, table)}
        missing = self.rows.goal_ids - linked
        if missing:
            # A row with a wrong goal has an issue of its own.
            is_explained = len(missing) <= len(linked - self.rows.goal_ids - {None})
            state = self._state(STAGE_OF[table], self._is_in_doubt(table), is_explained)
            yield from self._missing_links(kind, state, "goals", missing)

    def _rows_of_a_goal(self, table: str, kind: IssueKind | None, node: str, key: str) -> Iterator[ThreadIssue]:
        goal_ids = self.rows.goal_ids
        for row in getattr(self.rows, table):
            if row.goal in goal_ids:
                continue
            index = self._number(table, row)
            if index is None:
                continue
            name = node.format(index + 1) or row.id
            if row.goal:
                is_in_doubt = self.folder.is_in_doubt("design", "goals", row.goal)
                state: IssueState = "in-doubt" if is_in_doubt else "break"
                yield self._issue("unknown-goal", state, name, (table, index, "goal"), (row.goal,))
            elif kind:
                is_typed = self._row(table, index).get("goal") not in (None, "")
                yield self._issue(kind, self._state(STAGE_OF[table], is_typed), name, (table, index, key))

    def _results(self) -> Iterator[ThreadIssue]:
        rows = self.rows
        corrected = {item.goal for item in rows.corrections}
        last = last_results(self.folder)
        for row in rows.results:
            if row.reached in ("yes", "partly") and not row.evidence:
                yield from self._result_without_evidence(row)
            if (
                row.reached in UNMET
                and row.goal in rows.goal_ids
                and row.goal not in corrected
                and last[row.goal] is row
                and self.carry_over.is_abandoned(self.folder, row.goal)
            ):
                yield from self._unmet_goal(row)
        if len({item.id for item in rows.corrections}) < len(rows.corrections):
            yield from self._repeated_ids("corrections", 0)

    def _result_without_evidence(self, row: Result) -> Iterator[ThreadIssue]:
        index = self._number("results", row)
        if index is not None:
            # Evidence that is there but misspelt is reported at its place.
            state = self._state("approbation", bool(self._row("results", index).get("evidence")))
            yield self._issue("result-without-evidence", state, f"result-{index + 1}", ("results", index, "reached"))

    def _unmet_goal(self, row: Result) -> Iterator[ThreadIssue]:
        """Yield the issue of an unmet goal without a correction that no later cycle carries over."""
        other = self.carry_over.following.get(self.folder.name)
        # A row that cannot be read may be the correction, the goal, or what takes it up.
        is_in_doubt = self._is_in_doubt("corrections") or self._is_in_doubt("goals")
        state = self._state("approbation", is_in_doubt or (other is not None and may_carry_unread(other)))
        index = self._number("results", row)
        if index is not None:
            loc: Loc = ("results", index, "reached")
            names = (row.goal,) if row.goal else ()
            issue = self._issue("unmet-goal-without-correction", state, f"result-{index + 1}", loc, names)
            yield issue._replace(other=other)

    def _repeated_ids(self, table: str, count: int) -> Iterator[ThreadIssue]:
        """Yield the rows with the id of an earlier row; `count` is the number of different ids."""
        earlier_ids: set[str] = set()
        for index, row in self.rows.with_index(table) if count < len(getattr(self.rows, table)) else ():
            if row.id in earlier_ids:
                yield self._issue("repeated-id", "break", row.id, (table, index, "id"), (row.id,))
            earlier_ids.add(row.id)

    def _issue(
        self, kind: IssueKind, state: IssueState, node: str, loc: Loc, names: tuple[str, ...] = ()
    ) -> ThreadIssue:
        return ThreadIssue(kind, state, self.folder, node, self.folder.stages[STAGE_OF[str(loc[0])]], loc, names)

    def _missing_links(self, kind: IssueKind, state: IssueState, table: str, ids: Set[str]) -> Iterator[ThreadIssue]:
        """Yield an issue for the first row of each of these ids."""
        for row in getattr(self.rows, table):
            index = self._number(table, row) if row.id in ids and self._is_first(table, row) else None
            if index is not None:
                yield self._issue(kind, state, row.id, (table, index, "id"))

    def _unknown(
        self, kind: IssueKind, table: str, row: Any, names: Sequence[str], existing: Container[str], target: str
    ) -> Iterator[ThreadIssue]:
        """Yield the names in `from` of a row that the target table does not have, each once, at its first place."""
        unknown = [name for name in names if name not in existing]
        index = self._number(table, row)
        if not unknown or index is None:
            return
        loc: Loc = (table, index, "from")
        for number, name in _entries(self.folder.stages[STAGE_OF[table]], loc, unknown):
            is_in_doubt = self.folder.is_in_doubt(STAGE_OF[target], target, name)
            yield self._issue(kind, "in-doubt" if is_in_doubt else "break", row.id, (*loc, number), (name,))

    def _number(self, table: str, row: Any) -> int | None:
        """The index of a row in the file; None where it is not certain."""
        if table not in self._numbers:
            self._numbers[table] = {id(item): index for index, item in self.rows.with_index(table)}
        return self._numbers[table].get(id(row))

    def _is_first(self, table: str, row: Any) -> bool:
        """Whether a row is the first with its id, to which references lead."""
        if table not in self._first:
            self._first[table] = {item.id: item for item in reversed(getattr(self.rows, table))}
        return self._first[table][row.id] is row

    def _row(self, table: str, index: int) -> Mapping[str, Any]:
        """The data of a row in the file."""
        row: Mapping[str, Any] = self.folder.stages[STAGE_OF[table]].data[table][index]
        return row

    def _has_unread(self, table: str, index: int, row: Any) -> bool:
        """Whether something in `from` of a row could not be read."""
        return has_unread_rows(self.folder.stages[STAGE_OF[table]], (table, index, "from"), row.from_)

    def _is_in_doubt(self, table: str) -> bool:
        """Whether rows of a table may be there that could not be read."""
        return self.folder.is_in_doubt(STAGE_OF[table], table)

    def _state(self, stage: str, is_in_doubt: bool, is_explained: bool = False) -> IssueState:
        """That of a missing link which this stage should make."""
        document = self.folder.stages.get(stage)
        if is_in_doubt:
            return "in-doubt"
        return "break" if document and document.is_final and not is_explained else "open"


def _entries(document: Document, loc: Loc, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield (index in the file, name) of each name at its first place in a list; broken entries count in the index."""
    remaining = set(names)
    for number, name in enumerate(document.value(loc) if remaining else ()):
        if isinstance(name, str) and name in remaining:
            remaining.discard(name)
            yield number, name


def _previous_cycle(
    portfolio: Portfolio, folder: CycleFolder, cycles: Mapping[str, CycleFolder]
) -> Iterator[ThreadIssue]:
    """Yield the issue of a `previous` that names no cycle, the cycle itself, or a later one."""
    name = folder.cycle.previous if folder.cycle else None
    if not name or not folder.document:
        return
    if name not in cycles:
        state: IssueState = "in-doubt" if portfolio.is_unread_at(name) else "break"
        yield ThreadIssue("unknown-previous-cycle", state, folder, "", folder.document, ("previous",), (name,))
    elif not may_precede(cycles[name], folder):
        yield ThreadIssue("previous-cycle-order", "break", folder, "", folder.document, ("previous",), (name,))


def _carried_in(
    portfolio: Portfolio, folder: CycleFolder, carry_over: CarryOver, cycles: Mapping[str, CycleFolder]
) -> Iterator[ThreadIssue]:
    """Yield the references of a cycle to items that no earlier cycle has."""
    reported = set()
    for ref, document, loc in carry_over.carried_in[folder.name]:
        table, index = loc[:2]
        name = ref.rpartition("/")[0]
        source = cycles.get(name)
        if source and ref in carry_over.carryable(source) and may_precede(source, folder):
            continue
        if (table, index, ref) not in reported:
            reported.add((table, index, ref))
            node = f"carried-over-{int(index) + 1}" if table == "carried_over" else document.value(loc[:2])["id"]
            state: IssueState = "in-doubt" if _may_be_unread(portfolio, source, name) else "break"
            yield ThreadIssue("unknown-carry-over", state, folder, node, document, loc, (ref,))


def _may_be_unread(portfolio: Portfolio, source: CycleFolder | None, name: str) -> bool:
    """Whether the item may be in an unread document or row of its cycle."""
    if source is None:
        return portfolio.is_unread_at(name)
    return source.is_in_doubt("design", "goals") or source.is_in_doubt("approbation", "corrections")


def _carried_on(folder: CycleFolder, carry_over: CarryOver, cycles: Mapping[str, CycleFolder]) -> Iterator[ThreadIssue]:
    """Yield the items of a cycle that no later one carries over."""
    abandoned = carry_over.abandoned(folder)
    later = carry_over.following.get(folder.name)
    if later is None or later.document is None or later.cycle is None:
        yield from _abandoned(folder, abandoned, "open", later)
        return
    previous = later.cycle.previous
    is_unnamed = not previous and bool(outstanding(folder))
    if not abandoned and not is_unnamed:
        return
    state: IssueState = "open"
    if may_carry_unread(later) or (not previous and later.document.data.get("previous")):
        state = "in-doubt"
    elif folder.stages["approbation"].is_final and is_settled(later):
        state = "break"
    stated = cycles.get(previous or "")
    is_continued = stated is not None and may_precede(stated, later) and carry_over.carries_any(later)
    file = later.document
    whole = ThreadIssue("cycle-not-continued", state, later, "", file, ("carried_over",), (folder.name,), folder)
    if is_unnamed:
        # Which cycle it continues is known from its first day.
        yield whole._replace(state="break" if state == "open" else state, loc=("kind",))
    elif state != "open" and not carry_over.carries_any(later):
        yield whole
    # An issue of the whole cycle, or at `previous`, is not reported for each row.
    yield from _abandoned(folder, abandoned, state if is_continued or state == "in-doubt" else "open", later)


def _abandoned(
    folder: CycleFolder, items: Sequence[OutstandingItem], state: IssueState, later: CycleFolder | None
) -> Iterator[ThreadIssue]:
    corrections = folder.approbation.corrections if folder.approbation else ()
    corrected = {item.goal for item in corrections}
    reported = set()
    for item in items:
        is_goal = item.loc[0] == "results"
        # An open goal waits with its correction; a missing correction or text has an issue of its own.
        if item.id in reported or (is_goal and (state == "open" or item.id not in corrected)):
            continue
        if state == "break" and not item.text:
            continue
        reported.add(item.id)
        document, loc = folder.stages["approbation"], item.loc[:2]
        if state == "break" and later and later.document:
            document, loc = later.document, ("carried_over",)
        kind: IssueKind = "goal-not-taken-up" if is_goal else "correction-not-taken-up"
        yield ThreadIssue(kind, state, folder, item.id, document, loc, (), later, is_key=state == "break")
