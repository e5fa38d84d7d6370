"""The golden thread: finding -> growth area -> goal -> plan -> result -> correction -> next cycle, with its breaks.

Data only. Of a cycle with a private stage there is nothing but its name, and no issue of a link into or out of it;
private evidence is counted and left out. An issue that is in doubt is left out as well.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal

from pdcli.documents.document import Document
from pdcli.documents.rows import with_file_index
from pdcli.model.documents import STAGES, Correction, PlanItem, Result, Stage, TriedChange, is_of_school
from pdcli.model.privacy import Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.grounds import Ground, Grounds
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import may_be_named
from pdcli.thread.carryover import CarryOver, carryable_texts, is_private_cycle
from pdcli.thread.cycle_rows import STAGE_OF, CycleRows
from pdcli.thread.issues import ThreadIssue, document_issues, evidence_issues, thread_issues
from pdcli.thread.lineage import Lineage, lineages
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
    StageTrace,
    Status,
)

__all__ = ["CycleTrace", "Trace", "trace"]


class Trace(Value):
    """The thread through a whole portfolio: every cycle, and the lineage of each growth area."""

    name: Text | None
    lang: Word
    cycles: tuple[CycleTrace, ...]
    lineages: tuple[Lineage, ...]


def trace(portfolio: Portfolio, with_lines: bool = True) -> Trace:
    """The thread of a portfolio, in time proportional to its rows.

    Line numbers need a parser, which takes longer than all the rest, so that they are stored for the next run; with
    `with_lines=False` they are 0.
    """
    cycles = portfolio.cycles
    carry_over = CarryOver(cycles)
    issues = _visible_issues(portfolio, carry_over)
    earlier: dict[str, str | None] = {}
    traces, outside = [], Grounds(portfolio)
    for folder in cycles:
        own_issues = issues.get(folder.name, ())
        builder = _CycleBuilder(portfolio, folder, carry_over, own_issues, earlier, outside, with_lines)
        traces.append(builder.cycle())
        earlier.update(_texts(folder))
    portfolio.store_lines()
    name = portfolio.who.name if portfolio.who else None
    results = {f"{cycle.name}/{goal}": node for cycle in traces for node in cycle.results for goal in node.comes_from}
    of_areas = lineages(cycles, carry_over.following, carry_over.carried_to, results)
    return Trace(name, portfolio.lang, tuple(traces), of_areas)


def _visible_issues(portfolio: Portfolio, carry_over: CarryOver) -> dict[str, list[ThreadIssue]]:
    """Cycle -> its breaks and open ends; without those that involve a private cycle."""
    private_cycles = {folder.name for folder in portfolio.cycles if is_private_cycle(folder)}
    of_cycles = ((*evidence_issues(portfolio, item), *document_issues(portfolio, item)) for item in portfolio.cycles)
    by_cycle: dict[str, list[ThreadIssue]] = {}
    for issue in chain(thread_issues(portfolio, carry_over), *of_cycles):
        is_private = issue.cycle.name in private_cycles or (
            issue.other is not None and issue.other.name in private_cycles
        )
        if issue.state != "in-doubt" and not is_private:
            by_cycle.setdefault(issue.cycle.name, []).append(issue)
    return by_cycle


def _texts(folder: CycleFolder) -> dict[str, str | None]:
    """`<cycle>/<id>` -> text of what a cycle leaves to later ones; None for a private cycle."""
    texts = carryable_texts(folder)
    return dict.fromkeys(texts) if is_private_cycle(folder) else texts


class _CycleBuilder:
    """Makes the trace of one cycle. `earlier` has what the cycles before it leave, by `<cycle>/<id>`."""

    def __init__(
        self,
        portfolio: Portfolio,
        folder: CycleFolder,
        carry_over: CarryOver,
        issues: Sequence[ThreadIssue],
        earlier: Mapping[str, str | None],
        outside: Grounds,
        with_lines: bool,
    ) -> None:
        self.portfolio = portfolio
        self.folder = folder
        self.rows = CycleRows(folder)
        self.carry_over = carry_over
        self.issues = issues
        self.earlier = earlier
        self.outside = outside
        self.with_lines = with_lines
        # `<cycle>/<id>` -> the id of the node that carries it over.
        self.carried_here: dict[str, str] = {}
        # Reference outside the cycles -> the id of its node; empty where it is private, nothing for one that is dead.
        self.ground_ids: dict[str, str] = {}

    def cycle(self) -> CycleTrace:
        """The trace of the cycle; of a private one only its name."""
        folder, following = self.folder, self.carry_over.following.get(self.folder.name)
        if is_private_cycle(folder):
            return CycleTrace(folder.name, None, None, None, None, is_private=True)
        return CycleTrace(
            folder.name, folder.start, folder.end, folder.cycle.previous if folder.cycle else None,
            following.name if following else None, is_private=False,
            stages=tuple(self._stages()),
            carried_over=tuple(self._carried_over()),
            findings=tuple(self._findings()),
            grounds=tuple(self._grounds()),
            growth_areas=tuple(self._growth_areas()),
            goals=tuple(self._goals()),
            plan=tuple(self._plan()),
            changes=tuple(self._changes()),
            results=tuple(self._results()),
            corrections=tuple(self._corrections()),
            unreadable=tuple(item.ref for item in folder.documents if item.form is None and not item.is_private),
            issues=self._issues(),
        )  # fmt: skip

    def _issues(self) -> tuple[NodeIssue, ...]:
        """The issues in the order of their places, breaks before open ends."""
        issues = []
        for issue in self.issues:
            place = self._place(issue.document, *issue.loc, key=issue.is_key)
            state: Literal["break", "open"] = "break" if issue.state == "break" else "open"
            issues.append(NodeIssue(issue.kind, state, issue.node, place, issue.names))
        return tuple(sorted(issues, key=lambda issue: (issue.state, issue.place.file, issue.place.line)))

    def _stages(self) -> Iterator[StageTrace]:
        for stage in STAGES:
            document = self.folder.stages.get(stage)
            status: Status = "unread" if stage in self.folder.unread_kinds else "missing"
            if document is not None:
                status = "final" if document.is_final else "draft"
            form = self.portfolio.forms.get(stage)
            name = form.title[self.portfolio.lang] if form else stage
            evidence: tuple[tuple[NodeEvidence, ...], int] = ((), 0)
            if document and isinstance(document.model, Stage):
                evidence = self._evidence_nodes(document.model.attachments)
            yield StageTrace(stage, name, status, *evidence)

    def _carried_over(self) -> Iterator[CarriedOverNode]:
        document, cycle = self.folder.document, self.folder.cycle
        last = 0
        if document and cycle:
            for index, row in with_file_index(document, "carried_over", cycle.carried_over):
                last = index + 1
                node, source = f"carried-over-{last}", (row.from_ or "").strip()
                is_earlier = source in self.earlier
                if is_earlier:
                    self.carried_here.setdefault(source, node)
                place = self._place(document, "carried_over", index)
                yield CarriedOverNode(id=node, text=row.text, place=place, comes_from=(source,) if is_earlier else ())
        # An item that only a growth area names is carried over, too.
        for item in self.carry_over.carried_in[self.folder.name]:
            if item.ref in self.earlier and item.ref not in self.carried_here:
                last += 1
                node = self.carried_here[item.ref] = f"carried-over-{last}"
                place = self._place(item.document, *item.loc)
                yield CarriedOverNode(id=node, text=self.earlier[item.ref], place=place, comes_from=(item.ref,))

    def _findings(self) -> Iterator[FindingNode]:
        for _index, row, place in self._rows("findings"):
            evidence, private = self._evidence_nodes(row.evidence)
            documents, private_documents = self._document_nodes(row.documents)
            yield FindingNode(
                id=row.id, text=row.text, place=place, kind=row.kind, source=row.source,
                evidence=evidence, private_evidence=private,
                documents=documents, private_documents=private_documents,
            )  # fmt: skip

    def _grounds(self) -> Iterator[GroundNode]:
        """What growth areas rest on outside the cycles, each once."""
        for _index, row, place in self._rows("growth_areas"):
            for reference in (*row.conclusions, *row.of_school):
                ground = None if reference in self.ground_ids else self._ground(reference)
                if ground is None:
                    continue
                if not may_be_named(ground.document):
                    self.ground_ids[reference] = ""
                    continue
                node = self.ground_ids[reference] = f"ground-{len(self.ground_ids) + 1}"
                document = _node_document(reference, ground._replace(text=None))
                yield GroundNode(id=node, text=ground.text, place=place, row=ground.row, document=document)

    def _growth_areas(self) -> Iterator[GrowthAreaNode]:
        for _index, row, place in self._rows("growth_areas"):
            earlier = _existing(row.earlier, self.carried_here)
            outside = [self.ground_ids[name] for name in _existing((*row.conclusions, *row.of_school), self.ground_ids)]
            links = (
                *(self.carried_here[name] for name in earlier), *_existing(row.findings, self.rows.finding_kinds),
                *filter(None, outside),
            )  # fmt: skip
            yield GrowthAreaNode(
                id=row.id, text=row.title, place=place, comes_from=links, why=row.why,
                private_documents=outside.count(""),
            )  # fmt: skip

    def _goals(self) -> Iterator[GoalNode]:
        for _index, row, place in self._rows("goals"):
            links = _existing(row.from_, self.rows.growth_area_ids)
            yield GoalNode(
                id=row.id, text=row.goal, place=place, comes_from=links, indicator=row.indicator,
                baseline=row.baseline, target=row.target, due=row.due, carried_to=self._carried_to(row.id),
            )  # fmt: skip

    def _plan(self) -> Iterator[PlanNode]:
        for index, row, place in self._rows("plan"):
            documents, private = self._document_nodes(row.documents)
            yield PlanNode(
                id=f"plan-{index + 1}", text=row.action, place=place, comes_from=self._goal_of(row), form=row.form,
                start=row.start, end=row.end, documents=documents, private_documents=private,
            )  # fmt: skip

    def _changes(self) -> Iterator[ChangeNode]:
        for index, row, place in self._rows("changes"):
            yield ChangeNode(
                id=f"change-{index + 1}", text=row.change, place=place, comes_from=self._goal_of(row), date=row.date,
                observation=row.observation,
            )  # fmt: skip

    def _results(self) -> Iterator[ResultNode]:
        for index, row, place in self._rows("results"):
            evidence, private = self._evidence_nodes(row.evidence)
            yield ResultNode(
                id=f"result-{index + 1}", text=row.conclusion, place=place, comes_from=self._goal_of(row),
                evidence=evidence, private_evidence=private, measured=row.measured, reached=row.reached,
            )  # fmt: skip

    def _corrections(self) -> Iterator[CorrectionNode]:
        for _index, row, place in self._rows("corrections"):
            yield CorrectionNode(
                id=row.id, text=row.text, place=place, comes_from=self._goal_of(row),
                carried_to=self._carried_to(row.id),
            )  # fmt: skip

    def _rows(self, table: str) -> Iterator[tuple[int, Any, Place]]:
        """Yield (index in the file, row, place) of a table."""
        for index, row in self.rows.with_index(table):
            yield index, row, self._place(self.folder.stages[STAGE_OF[table]], table, index)

    def _place(self, document: Document, *loc: str | int, key: bool = False) -> Place:
        line = self.portfolio.line(document, *loc, key=key) if self.with_lines else 0
        return Place(document.ref, document.ref + document.path.suffix, line)

    def _goal_of(self, row: PlanItem | TriedChange | Result | Correction) -> tuple[str, ...]:
        return (row.goal,) if row.goal in self.rows.goal_ids and row.goal else ()

    def _carried_to(self, name: str) -> tuple[str, ...]:
        return self.carry_over.carried_to.get(f"{self.folder.name}/{name}", ())

    def _evidence_nodes(self, ids: Sequence[str]) -> tuple[tuple[NodeEvidence, ...], int]:
        """The nodes of evidence that is not private, and the number of private ones."""
        register = self.portfolio.register
        all_private = register is not None and register.is_private
        public, private_count = [], 0
        for name in dict.fromkeys(ids):
            item = self.portfolio.evidence.get(name)
            if item and (item.private or all_private):
                private_count += 1
            elif item:
                public.append(NodeEvidence(name, item.title, item.file, item.url, True))
            else:
                public.append(NodeEvidence(name, None, None, None, False))
        return tuple(public), private_count

    def _document_nodes(self, refs: Sequence[str]) -> tuple[tuple[NodeDocument, ...], int]:
        """The nodes of documents that are not private, and the number of private ones."""
        grounds = [(ref, self._ground(ref)) for ref in dict.fromkeys(refs)]
        nodes = []
        for ref, ground in grounds:
            if ground is None:
                nodes.append(NodeDocument(ref, None, None, None, False))
            elif may_be_named(ground.document):
                nodes.append(_node_document(ref, ground))
        return tuple(nodes), len(grounds) - len(nodes)

    def _ground(self, reference: str) -> Ground | None:
        return self.outside.of(reference, self.folder.school_year)


def _node_document(ref: str, ground: Ground) -> NodeDocument:
    document = ground.document
    is_exact = is_of_school(ref) or bool(ground.row) or ref == document.ref
    return NodeDocument(ref, ground.title, document.kind, document.day, is_exact, ground.text)


def _existing(names: Sequence[str], existing: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name in existing)
