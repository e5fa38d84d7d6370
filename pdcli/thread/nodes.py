"""What the golden thread is made of: nodes, the issues between them, and a cycle of both."""

from datetime import date
from typing import ClassVar, Literal

from pdcli.model.privacy import Address, File, Key, Text, Word
from pdcli.model.record import Record, Value
from pdcli.thread.issues import IssueKind

Status = Literal["final", "draft", "missing", "unread"]


class Place(Value):
    """Where something is written: the document's ref, its file in the portfolio and the line, counted from 1."""

    ref: Text
    file: Text
    line: int


class NodeEvidence(Value):
    """An evidence that a node points at; `is_known` says whether the register has it."""

    id: Key
    title: Text | None
    file: File | None
    url: Address | None
    is_known: bool


class NodeDocument(Value):
    """A document that a row of a cycle names, by its own title or its kind and day.

    `is_known` says whether there is a document of exactly this ref. `text` is what the row says that the ref names.
    """

    ref: File
    title: Text | None
    kind: Key | None
    day: date | None
    is_known: bool
    text: Text | None = None


class ThreadNode(Record):
    """What all nodes have.

    `id` is the teacher's own, else the name of the table and the number of the row (`plan-2`); `comes_from` are the ids
    of the nodes before it that are really there.
    """

    table: ClassVar[str]
    id: Key
    text: Text | None
    place: Place
    comes_from: tuple[Key, ...] = ()
    evidence: tuple[NodeEvidence, ...] = ()
    private_evidence: int = 0


class CarriedOverNode(ThreadNode):
    """A row of what an earlier cycle left to do; it comes from `<cycle>/<correction or goal>`.

    What only a growth area names follows after the rows, with the words of the earlier cycle.
    """

    table: ClassVar[str] = "carried_over"


class FindingNode(ThreadNode):
    """A difficulty or a success of the analysis, and the documents that it comes from."""

    table: ClassVar[str] = "findings"
    kind: Literal["difficulty", "success"] | None
    source: Key | None
    documents: tuple[NodeDocument, ...] = ()
    private_documents: int = 0


class GroundNode(ThreadNode):
    """What a growth area rests on outside the cycles: a conclusion of a diagnostic, a row or document of the school.

    `row` is the id of the row, with its words as the text; without a row the document as a whole is meant. The place is
    that of the growth area which names it first.
    """

    table: ClassVar[str] = "grounds"
    row: Key | None
    document: NodeDocument


class GrowthAreaNode(ThreadNode):
    """A growth area of the reflection; it comes from findings, from what is carried over and from other grounds.

    `private_documents` counts the grounds in private documents, which are left out.
    """

    table: ClassVar[str] = "growth_areas"
    why: Text | None
    private_documents: int = 0


class GoalNode(ThreadNode):
    """A goal of the design; it comes from growth areas. `carried_to` are later cycles that carry it over."""

    table: ClassVar[str] = "goals"
    indicator: Text | None
    baseline: Text | None
    target: Text | None
    due: date | None
    carried_to: tuple[Text, ...]


class PlanNode(ThreadNode):
    """A line of the plan, and the documents about its work; it comes from a goal, as do all that follow."""

    table: ClassVar[str] = "plan"
    form: Key | None
    start: date | None
    end: date | None
    documents: tuple[NodeDocument, ...] = ()
    private_documents: int = 0


class ChangeNode(ThreadNode):
    """A change that was tried in lessons."""

    table: ClassVar[str] = "changes"
    date: date | None
    observation: Text | None


class ResultNode(ThreadNode):
    """What was measured; its text is the conclusion."""

    table: ClassVar[str] = "results"
    measured: Text | None
    reached: Literal["yes", "partly", "no"] | None


class CorrectionNode(ThreadNode):
    """What the next cycle is to do differently. `carried_to` are later cycles that carry it over."""

    table: ClassVar[str] = "corrections"
    carried_to: tuple[Text, ...]


class NodeIssue(Value):
    """A place where the thread does not go on: at the node `node` (empty for the cycle itself).

    `names` are the ids that are named there.
    """

    kind: IssueKind
    state: Literal["break", "open"]
    node: Key
    place: Place
    names: tuple[Text, ...] = ()


class StageTrace(Value):
    """One stage, named in the portfolio's language; its evidence is that of `attachments`."""

    stage: Word
    name: Text
    status: Status
    evidence: tuple[NodeEvidence, ...]
    private_evidence: int


class CycleTrace(Value):
    """One cycle's nodes by table, in the order of the files, and its issues, breaks before open ends.

    `next_cycle` is the cycle that continues it. Where `is_private`, there is nothing but the name. `unreadable` are
    refs of the cycle's files that could not be read, so that nodes may be missing.
    """

    name: Text
    start: date | None
    end: date | None
    previous: Text | None
    next_cycle: Text | None
    is_private: bool
    stages: tuple[StageTrace, ...] = ()
    carried_over: tuple[CarriedOverNode, ...] = ()
    findings: tuple[FindingNode, ...] = ()
    grounds: tuple[GroundNode, ...] = ()
    growth_areas: tuple[GrowthAreaNode, ...] = ()
    goals: tuple[GoalNode, ...] = ()
    plan: tuple[PlanNode, ...] = ()
    changes: tuple[ChangeNode, ...] = ()
    results: tuple[ResultNode, ...] = ()
    corrections: tuple[CorrectionNode, ...] = ()
    issues: tuple[NodeIssue, ...] = ()
    unreadable: tuple[Text, ...] = ()

    @property
    def breaks(self) -> tuple[NodeIssue, ...]:
        """The issues that are breaks."""
        return tuple(issue for issue in self.issues if issue.state == "break")

    @property
    def nodes(self) -> tuple[ThreadNode, ...]:
        """All nodes, from the first to the last of the thread."""
        return (
            *self.carried_over, *self.findings, *self.grounds, *self.growth_areas, *self.goals, *self.plan,
            *self.changes, *self.results, *self.corrections,
        )  # fmt: skip
