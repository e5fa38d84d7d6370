"""The documents that pd reasons over, as classes. Their words are in templates/<kind>/form.yaml.

Every field may be unanswered (None or an empty tuple): a draft of three lines is valid. What a final document must
answer is said by its form. A test holds each class and its form together, key by key and type by type.
"""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pdcli.i18n import Lang
from pdcli.model.plain import STAGES as STAGES
from pdcli.model.values import Day, Flag, Number, Text

Category = Literal["teacher", "moderator", "expert", "researcher", "master"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
Post = Literal["school", "preschool", "additional", "special", "support"]
Status = Literal["draft", "final"]
Level = Literal["class", "school", "district", "region", "republic", "international"]
# Who observes lessons and confirms evidence.
Role = Literal["head", "deputy", "methodist", "commission-member", "secretary", "peer"]
# From the nearest to the farthest.
LEVELS: tuple[Level, ...] = get_args(Level)
Material = Literal["didactic", "guide", "author-programme", "textbook"]
EvidenceKind = Literal[
    "lesson-plan", "student-work", "assessment", "survey", "observation",
    "certificate", "award", "publication", "minutes", "order", "test-result", "diploma", "employment-record",
    "category-certificate", "application", "media", "other",
]  # fmt: skip


def _none_is_empty(value: object) -> object:
    return () if value is None else value


class Part(BaseModel):
    """Base of everything read from a document: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


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
SchoolGoalId = Annotated[str, Field(pattern=r"^s[1-9][0-9]*$")]
Evidence = Annotated[tuple[EvidenceId, ...], Rows]
# A correction or goal of an earlier cycle, as `carried_over` of cycle.yaml names it.
EARLIER = r"[^/]+/[cg][1-9][0-9]*"
SourceId = Annotated[str, Field(pattern=rf"^(?:f[1-9][0-9]*|{EARLIER})$")]


def reference_pattern(earlier: bool) -> str:
    """The spelling of an id that a form refers to; `earlier` says that it may be one of an earlier cycle."""
    return rf"^(?:[a-z]+[1-9][0-9]*|{EARLIER})$" if earlier else r"^[a-z]+[1-9][0-9]*$"


class Portfolio(Head):
    """Who the teacher is: portfolio.yaml."""

    format: Annotated[Number, Field(ge=1)] | None = None
    name: Text | None = None
    school: Text | None = None
    region: Text | None = None
    subject: Text | None = None
    category: Category | None = None
    category_since: Day | None = None
    target_category: Category | None = None
    post: Post | None = None
    novice: Flag | None = None
    theme: Text | None = None
    mentor: Text | None = None
    languages: Annotated[tuple[Lang, ...], Rows] = ()


class EvidenceItem(Part):
    """One line of the register.

    From `criterion` on it says what an attestation committee asks of it: the criterion it counts for, the extract of
    minutes and the paper that shows its use in practice (both ids of other lines), co-authors besides the teacher,
    hours of a course, percents of a test, years of class leadership, districts or regions reached.
    """

    id: EvidenceId
    title: Text | None = None
    kind: EvidenceKind | None = None
    file: Text | None = None
    url: Text | None = None
    date: Day | None = None
    level: Level | None = None
    issuer: Text | None = None
    why: Text | None = None
    criterion: Text | None = None
    minutes: EvidenceId | None = None
    material: Material | None = None
    coauthors: Annotated[Number, Field(ge=0)] | None = None
    winner: Flag | None = None
    listed: Flag | None = None
    indexed: Flag | None = None
    coverage: Annotated[Number, Field(ge=0)] | None = None
    hours: Annotated[Number, Field(ge=0)] | None = None
    by_profile: Flag | None = None
    applied: EvidenceId | None = None
    score: Annotated[Number, Field(ge=0, le=100)] | None = None
    years: Annotated[Number, Field(ge=0)] | None = None
    expires: Day | None = None
    private: Flag | None = None


class EvidenceRegister(Head):
    """Everything that can be shown as proof: evidence.yaml."""

    items: Annotated[tuple[EvidenceItem, ...], Rows] = ()


class Confirmation(Part):
    """That a person has seen a piece of evidence (by its id) or a document (by its ref) of a portfolio.

    `portfolio` is a folder in teachers/ or a teacher's name. `sha256` is that of the file or document as it was then,
    `row_sha256` that of the facts in the register's row.
    """

    who: Text | None = None
    role: Role | None = None
    date: Day | None = None
    portfolio: Text | None = None
    evidence: Text | None = None
    document: Text | None = None
    sha256: Text | None = None
    row_sha256: Text | None = None


class Confirmations(Head):
    """What people have confirmed of others' portfolios: confirmations.yaml."""

    items: Annotated[tuple[Confirmation, ...], Rows] = ()


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
    documents: Annotated[tuple[Text, ...], Rows] = ()


class Analysis(Stage):
    """Stage 2."""

    methods: Annotated[
        tuple[Literal["self-analysis", "achievements", "feedback", "cases", "discussion"], ...], Rows
    ] = ()
    findings: Annotated[tuple[Finding, ...], Rows] = ()
    summary: Text | None = None
    goals_and_results: Text | None = None


class GrowthArea(Part):
    """Where to grow: the findings that say so, and what of an earlier cycle goes on here."""

    id: GrowthAreaId
    title: Text | None = None
    why: Text | None = None
    from_: Annotated[tuple[SourceId, ...], Rows, Field(alias="from")] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings of its own cycle."""
        return tuple(name for name in self.from_ if "/" not in name)

    @property
    def earlier(self) -> tuple[str, ...]:
        """The corrections and goals of earlier cycles that it continues."""
        return tuple(name for name in self.from_ if "/" in name)


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
    school_goal: Text | None = None


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


class YearResult(Part):
    """Results of one class in one school year; `quality` is the percent of pupils with good and very good marks."""

    year: Text | None = None
    group: Annotated[Text | None, Field(alias="class")] = None
    subject: Text | None = None
    pupils: Annotated[Number, Field(ge=0)] | None = None
    quality: Annotated[Number, Field(ge=0, le=100)] | None = None
    attachments: Evidence = ()


class SkillResult(Part):
    """Skills of learners with special educational needs in one school year, in percent of those planned."""

    year: Text | None = None
    pupils: Annotated[Number, Field(ge=0)] | None = None
    formed: Annotated[Number, Field(ge=0, le=100)] | None = None
    attachments: Evidence = ()


class Results(Head):
    """Learners' results year by year: results.yaml."""

    subject: Text | None = None
    years: Annotated[tuple[YearResult, ...], Rows] = ()
    skills: Annotated[tuple[SkillResult, ...], Rows] = ()
    conclusion: Text | None = None


class SchoolGoal(Part):
    """A goal of the school that teachers' goals may serve."""

    id: SchoolGoalId
    goal: Text | None = None
    indicator: Text | None = None
    target: Text | None = None


class AnalysisNote(Part):
    """An analytical note of the administration; `quarter` is 1 to 4, `file` a path from the school's folder."""

    school_year: Text | None = None
    quarter: Annotated[Number, Field(ge=1, le=4)] | None = None
    date: Day | None = None
    title: Text | None = None
    file: Text | None = None


class MentorPair(Part):
    """Who accompanies whom: names of folders below teachers/."""

    novice: Text | None = None
    mentor: Text | None = None
    start: Day | None = None
    end: Day | None = None


class School(Head):
    """A school: school.yaml beside the folder teachers/ (table 2 and the appendix, the administration's side)."""

    format: Annotated[Number, Field(ge=1)] | None = None
    name: Text | None = None
    region: Text | None = None
    school_year: Text | None = None
    mission: Text | None = None
    goals: Annotated[tuple[SchoolGoal, ...], Rows] = ()
    notes: Annotated[tuple[AnalysisNote, ...], Rows] = ()
    mentors: Annotated[tuple[MentorPair, ...], Rows] = ()


CLASSES: dict[str, type[Head]] = {
    "portfolio": Portfolio,
    "evidence": EvidenceRegister,
    "confirmations": Confirmations,
    "cycle": Cycle,
    "action": Action,
    "analysis": Analysis,
    "reflection": Reflection,
    "design": Design,
    "approbation": Approbation,
    "results": Results,
    "school": School,
}
