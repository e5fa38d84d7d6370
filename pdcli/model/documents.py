"""The documents that pd reasons over, as classes. Their words are in templates/<kind>/form.yaml.

Every field may be unanswered (None or an empty tuple): a draft of three lines is valid. What a final document must
answer is said by its form. A test holds each class and its form together, key by key and type by type.
"""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pdcli.model.plain import STAGES as STAGES
from pdcli.model.values import Day, Flag, Number, Text
from pdcli.words import Lang

Category = Literal["teacher", "moderator", "expert", "researcher", "master"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
Status = Literal["draft", "final"]


def _none_is_empty(value: object) -> object:
    return () if value is None else value


class Part(BaseModel):
    """Base of everything read from a document: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(Part):
    """What every document has without its form saying so."""

    kind: str
    title: Text | None = None
    status: Status = "draft"
    lang: Lang | None = None
    private: Flag | None = None


Rows = BeforeValidator(_none_is_empty)
FindingId = Annotated[str, Field(pattern=r"^f[1-9][0-9]*$")]
GrowthAreaId = Annotated[str, Field(pattern=r"^r[1-9][0-9]*$")]
GoalId = Annotated[str, Field(pattern=r"^g[1-9][0-9]*$")]
CorrectionId = Annotated[str, Field(pattern=r"^c[1-9][0-9]*$")]
EvidenceId = Annotated[str, Field(pattern=r"^e[1-9][0-9]*$")]
Evidence = Annotated[tuple[EvidenceId, ...], Rows]


class Portfolio(Head):
    """Who the teacher is: portfolio.yaml."""

    format: Annotated[Number, Field(ge=1)] | None = None
    name: Text | None = None
    school: Text | None = None
    region: Text | None = None
    subject: Text | None = None
    category: Category | None = None
    target_category: Category | None = None
    theme: Text | None = None
    mentor: Text | None = None
    languages: Annotated[tuple[Lang, ...], Rows] = ()


class EvidenceItem(Part):
    """One line of the register."""

    id: EvidenceId
    title: Text | None = None
    kind: (
        Literal[
            "lesson-plan", "student-work", "assessment", "survey", "observation",
            "certificate", "publication", "minutes", "media", "other",
        ]
        | None
    ) = None  # fmt: skip
    file: Text | None = None
    url: Text | None = None
    date: Day | None = None
    level: Literal["class", "school", "district", "region", "republic", "international"] | None = None
    issuer: Text | None = None
    why: Text | None = None
    private: Flag | None = None


class EvidenceRegister(Head):
    """Everything that can be shown as proof: evidence.yaml."""

    items: Annotated[tuple[EvidenceItem, ...], Rows] = ()


class Period(Part):
    """First and last day."""

    start: Day | None = None
    end: Day | None = None


class CarriedOver(Part):
    """What the previous cycle left to do: `from` is `<cycle>/<correction or goal>`."""

    from_: Annotated[Text | None, Field(alias="from")] = None
    text: Text | None = None


class Cycle(Head):
    """One turn of the five stages: cycle.yaml."""

    period: Period | None = None
    focus: Text | None = None
    previous: Text | None = None
    carried_over: Annotated[tuple[CarriedOver, ...], Rows] = ()


class Stage(Head):
    """What the five stage documents share (table 1)."""

    date: Day | None = None
    attachments: Evidence = ()


class Action(Stage):
    """Stage 1 (table 1, the teacher's side)."""

    methods: Annotated[
        tuple[Literal["lessons", "teaching-assessment", "inclusive-environment", "interaction"], ...], Rows
    ] = ()
    lessons: Text | None = None
    environment: Text | None = None
    interaction: Text | None = None
    teaching_and_assessment: Text | None = None


class Finding(Part):
    """A difficulty or a success, and the data it comes from."""

    id: FindingId
    kind: Literal["difficulty", "success"] | None = None
    text: Text | None = None
    source: (
        Literal["lesson-self-analysis", "achievement-data", "feedback", "case", "discussion", "observation"] | None
    ) = None
    evidence: Evidence = ()


class Analysis(Stage):
    """Stage 2."""

    methods: Annotated[
        tuple[Literal["self-analysis", "achievements", "feedback", "cases", "discussion"], ...], Rows
    ] = ()
    findings: Annotated[tuple[Finding, ...], Rows] = ()
    summary: Text | None = None
    goals_and_results: Text | None = None


class GrowthArea(Part):
    """Where to grow, and the findings that say so."""

    id: GrowthAreaId
    title: Text | None = None
    why: Text | None = None
    from_: Annotated[tuple[FindingId, ...], Rows, Field(alias="from")] = ()


class Reflection(Stage):
    """Stage 3."""

    methods: Annotated[
        tuple[Literal["reflective-notes", "conversations", "competence-self-assessment", "method-association"], ...],
        Rows,
    ] = ()
    growth_areas: Annotated[tuple[GrowthArea, ...], Rows] = ()
    causes: Text | None = None
    connections: Text | None = None


class Goal(Part):
    """A SMART goal and the growth areas behind it."""

    id: GoalId
    goal: Text | None = None
    competence: Literal["values", "knowledge", "practice", "growth"] | None = None
    indicator: Text | None = None
    baseline: Text | None = None
    target: Text | None = None
    due: Day | None = None
    from_: Annotated[tuple[GrowthAreaId, ...], Rows, Field(alias="from")] = ()


class PlanItem(Part):
    """One line of the individual plan of professional development (ЖКДЖ)."""

    action: Text | None = None
    form: Literal["formal", "non-formal", "informal"] | None = None
    start: Day | None = None
    end: Day | None = None
    resources: Text | None = None
    mentor: Text | None = None
    goal: GoalId | None = None


class Design(Stage):
    """Stage 4."""

    methods: Annotated[tuple[Literal["smart-goals", "plan", "learning-planning", "mentor-advice"], ...], Rows] = ()
    changes: Text | None = None
    goals: Annotated[tuple[Goal, ...], Rows] = ()
    plan: Annotated[tuple[PlanItem, ...], Rows] = ()


class TriedChange(Part):
    """What was done differently in lessons, and what was seen."""

    change: Text | None = None
    goal: GoalId | None = None
    date: Day | None = None
    observation: Text | None = None


class Result(Part):
    """What was measured for a goal."""

    goal: GoalId | None = None
    measured: Text | None = None
    reached: Literal["yes", "partly", "no"] | None = None
    conclusion: Text | None = None
    evidence: Evidence = ()


class Correction(Part):
    """What the next cycle does differently."""

    id: CorrectionId
    text: Text | None = None
    goal: GoalId | None = None


class Approbation(Stage):
    """Stage 5."""

    methods: Annotated[
        tuple[Literal["new-methods", "experiment", "formative-assessment", "dynamics", "repeated-diagnostics"], ...],
        Rows,
    ] = ()
    changes: Annotated[tuple[TriedChange, ...], Rows] = ()
    results: Annotated[tuple[Result, ...], Rows] = ()
    corrections: Annotated[tuple[Correction, ...], Rows] = ()
    data: Text | None = None
    effectiveness: Text | None = None
    next_focus: Text | None = None


CLASSES: dict[str, type[Head]] = {
    "portfolio": Portfolio,
    "evidence": EvidenceRegister,
    "cycle": Cycle,
    "action": Action,
    "analysis": Analysis,
    "reflection": Reflection,
    "design": Design,
    "approbation": Approbation,
}
