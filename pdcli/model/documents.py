"""The documents that pd reasons over, as classes. Their words and limits are in templates/<kind>/form.yaml.

Every field may be unanswered (None or an empty tuple): a draft of three lines is valid. What a final document must
answer is said by its form. A test holds each class and its form together, key by key and type by type.
"""

import re
from typing import Annotated, Literal, get_args

from pdcli.i18n import Lang
from pdcli.model.plain import STAGES as STAGES
from pdcli.model.record import Alias, Limits, Record
from pdcli.model.values import Day

Category = Literal["teacher", "moderator", "expert", "researcher", "master"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
Post = Literal["school", "preschool", "additional", "special", "support"]
# A student comes for teaching practice.
StaffRole = Literal["teacher", "head", "deputy", "methodist", "psychologist", "student"]
Status = Literal["draft", "final"]
Level = Literal["class", "school", "district", "region", "republic", "international"]
# Who observes lessons and confirms evidence.
Role = Literal["head", "deputy", "methodist", "commission-member", "secretary", "peer"]
# The two levels at which a novice is mentored (the guideline on the practical stage).
MentorLevel = Literal["methodical", "curator"]
GroupType = Literal[
    "association", "learning-community", "interdisciplinary", "creative", "lesson-study", "curator-method",
    "budding-tour", "development-team", "novice-school", "club", "reserve", "council", "site", "other",
]  # fmt: skip
PartnerKind = Literal[
    "pedagogical-university", "pd-centre", "method-centre", "education-department", "cluster", "network",
    "mentor-school", "employer", "public-association", "trade-union", "external-expert", "international", "community",
]  # fmt: skip
LearningForm = Literal["formal", "non-formal", "informal"]
# What an action of a teacher's plan is directed at.
Direction = Literal["self", "community", "school"]
# The stages of a cycle, as plain.py has them.
StageName = Literal["action", "analysis", "reflection", "design", "approbation"]
EventType = Literal[
    "open-lesson", "master-class", "seminar", "training", "practicum", "subject-week", "decade", "round-table",
    "conference", "readings", "exhibition", "creative-report", "coaching-session", "game-session", "club-meeting",
    "case-session", "forum", "consultation", "course", "workshop", "webinar", "contest", "other",
]  # fmt: skip
# What helps a teacher at the stage of action.
SupportKind = Literal["mentor", "curator", "coaching", "buddying", "group", "course", "colleagues", "none"]
# The levels of using technology in a lesson (SAMR), the lowest first.
Technology = Literal["none", "substitution", "augmentation", "modification", "redefinition"]
# For whom the results of a school are.
Stakeholder = Literal["pupils", "staff", "administration", "society"]
# From the nearest to the farthest.
LEVELS: tuple[Level, ...] = get_args(Level)
Material = Literal["didactic", "guide", "author-programme", "textbook"]
EvidenceKind = Literal[
    "lesson-plan", "student-work", "assessment", "survey", "observation",
    "certificate", "award", "publication", "minutes", "order", "test-result", "diploma", "employment-record",
    "category-certificate", "application", "media", "other",
]  # fmt: skip


class Part(Record):
    """Base of everything read from a document. Parts without a class of their own hold each answer by its key."""


class Head(Part):
    """What every document has without its form saying so."""

    kind: str
    title: str | None = None
    status: Status = "draft"
    lang: Lang | None = None
    private: bool | None = None


# A correction or goal of an earlier cycle, as `carried_over` of cycle.yaml names it.
EARLIER = r"[^/]+/[cg][1-9][0-9]*"
SCHOOL_PREFIX = "school:"
"""What a reference to the school begins with where a teacher's documents are meant otherwise."""
# A document of a school or a row of it: `2026-2027/a3`, `groups/math/k1`; its years, folders and names have no spaces.
_PATH = r"[^\s/:]+(?:/[^\s/:]+)*"
# A conclusion of a teacher's own diagnostic, as a growth area names it: `diagnostics/2026-2027-6-a/d1`.
_CONCLUSION = r"diagnostics/[^\s/:]+/d[1-9][0-9]*"
# The letters of those ids that pd follows from one document to another.
EvidenceId = Annotated[str, Limits(pattern=r"^e[1-9][0-9]*$")]
GrowthAreaId = Annotated[str, Limits(pattern=r"^r[1-9][0-9]*$")]
GoalId = Annotated[str, Limits(pattern=r"^g[1-9][0-9]*$")]
SourceId = Annotated[str, Limits(pattern=rf"^(?:f[1-9][0-9]*|{EARLIER}|{_CONCLUSION}|school:{_PATH})$")]


def is_of_school(reference: str) -> bool:
    """Whether a reference in a portfolio leads to the school that it is part of."""
    return reference.startswith(SCHOOL_PREFIX)


def is_conclusion(reference: str) -> bool:
    """Whether a reference leads to a conclusion of a diagnostic of the teacher's own."""
    return re.fullmatch(_CONCLUSION, reference) is not None


def reference_pattern(*, earlier: bool = False, across: bool = False) -> str:
    """The spelling of a reference to a row: an id.

    With `earlier` it may be one of an earlier cycle, with `across` a document of the school or a row of it; with both,
    what belongs to the school has `school:` in front, and a conclusion of one's own diagnostic may be named too.
    """
    if across and earlier:
        return rf"^(?:[a-z]+[1-9][0-9]*|{EARLIER}|{_CONCLUSION}|school:{_PATH})$"
    if across:
        return rf"^(?:school:)?{_PATH}$"
    return rf"^(?:[a-z]+[1-9][0-9]*|{EARLIER})$" if earlier else r"^[a-z]+[1-9][0-9]*$"


class Portfolio(Head):
    """Who the teacher is: portfolio.yaml."""

    format: float | None = None
    name: str | None = None
    school: str | None = None
    region: str | None = None
    subject: str | None = None
    category: Category | None = None
    category_since: Day | None = None
    target_category: Category | None = None
    post: Post | None = None
    role: StaffRole | None = None
    teaches: bool | None = None
    novice: bool | None = None
    theme: str | None = None
    mentor: str | None = None
    languages: tuple[Lang, ...] = ()

    @property
    def is_teacher(self) -> bool:
        """Whether the school counts this person among its teachers."""
        return self.role in (None, "teacher") or (bool(self.teaches) and self.role != "student")


class EvidenceItem(Part):
    """One line of the register.

    From `criterion` on it says what an attestation committee asks of it: the criterion it counts for, the extract of
    minutes and the paper that shows its use in practice (both ids of other lines), co-authors besides the teacher,
    hours and form of a course, percents of a test, years of class leadership, districts or regions reached.
    """

    id: str
    title: str | None = None
    kind: EvidenceKind | None = None
    file: str | None = None
    url: str | None = None
    date: Day | None = None
    level: Level | None = None
    issuer: str | None = None
    why: str | None = None
    criterion: str | None = None
    minutes: EvidenceId | None = None
    material: Material | None = None
    coauthors: float | None = None
    winner: bool | None = None
    listed: bool | None = None
    indexed: bool | None = None
    coverage: float | None = None
    hours: float | None = None
    form: LearningForm | None = None
    by_profile: bool | None = None
    applied: EvidenceId | None = None
    score: float | None = None
    years: float | None = None
    expires: Day | None = None
    private: bool | None = None


class EvidenceRegister(Head):
    """Everything that can be shown as proof: evidence.yaml."""

    items: tuple[EvidenceItem, ...] = ()


class Confirmation(Part):
    """That a person has seen a piece of evidence (by its id) or a document (by its ref) of a portfolio.

    `portfolio` is a folder in teachers/ or a teacher's name. `sha256` is that of the file or document as it was then,
    `row_sha256` that of the facts in the register's row.
    """

    who: str | None = None
    role: Role | None = None
    date: Day | None = None
    portfolio: str | None = None
    evidence: str | None = None
    document: str | None = None
    sha256: str | None = None
    row_sha256: str | None = None


class Confirmations(Head):
    """What people have confirmed of others' portfolios: confirmations.yaml."""

    items: tuple[Confirmation, ...] = ()


class Period(Part):
    """First and last day."""

    start: Day | None = None
    end: Day | None = None


class CarriedOver(Part):
    """What was left to do: `from` is `<cycle>/<correction or goal>`, in a school a reference to an earlier year."""

    from_: Annotated[str | None, Alias("from")] = None
    text: str | None = None


class Cycle(Head):
    """One turn of the five stages: cycle.yaml."""

    period: Period | None = None
    focus: str | None = None
    previous: str | None = None
    carried_over: tuple[CarriedOver, ...] = ()


class Stage(Head):
    """What the five stage documents share (table 1)."""

    date: Day | None = None
    attachments: tuple[str, ...] = ()


class Action(Stage):
    """Stage 1 (table 1, the teacher's side)."""

    methods: tuple[Literal["lessons", "teaching-assessment", "inclusive-environment", "interaction"], ...] = ()
    support: tuple[SupportKind, ...] = ()
    lessons: str | None = None
    environment: str | None = None
    interaction: str | None = None
    teaching_and_assessment: str | None = None


class Finding(Part):
    """A difficulty or a success, and the data it comes from."""

    id: str
    kind: Literal["difficulty", "success"] | None = None
    text: str | None = None
    source: (
        Literal["lesson-self-analysis", "achievement-data", "feedback", "case", "discussion", "observation"] | None
    ) = None
    evidence: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class Analysis(Stage):
    """Stage 2."""

    methods: tuple[Literal["self-analysis", "achievements", "feedback", "cases", "discussion"], ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: str | None = None
    goals_and_results: str | None = None


class GrowthArea(Part):
    """Where to grow: the findings that say so, and what of an earlier cycle goes on here."""

    id: str
    title: str | None = None
    why: str | None = None
    from_: Annotated[tuple[SourceId, ...], Alias("from")] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings of its own cycle."""
        return tuple(name for name in self.from_ if "/" not in name and not is_of_school(name))

    @property
    def earlier(self) -> tuple[str, ...]:
        """The corrections and goals of earlier cycles that it continues."""
        return tuple(name for name in self.from_ if "/" in name and not is_of_school(name) and not is_conclusion(name))

    @property
    def conclusions(self) -> tuple[str, ...]:
        """The conclusions of the teacher's own diagnostics that it rests on."""
        return tuple(name for name in self.from_ if is_conclusion(name))

    @property
    def of_school(self) -> tuple[str, ...]:
        """The references to what the school has found or decided."""
        return tuple(name for name in self.from_ if is_of_school(name))


class Reflection(Stage):
    """Stage 3."""

    methods: tuple[
        Literal["reflective-notes", "conversations", "competence-self-assessment", "method-association"], ...
    ] = ()
    growth_areas: tuple[GrowthArea, ...] = ()
    causes: str | None = None
    connections: str | None = None


# The four groups of the professional standard, in the order of the form of a design.
CompetenceGroup = Literal["values", "knowledge", "practice", "growth"]
# Hard and soft skills, whose balance the guideline asks for (section 1).
Skills = Literal["hard", "soft", "both"]


class Goal(Part):
    """A SMART goal and the growth areas behind it."""

    id: str
    goal: str | None = None
    competence: CompetenceGroup | None = None
    skills: Skills | None = None
    indicator: str | None = None
    baseline: str | None = None
    target: str | None = None
    due: Day | None = None
    from_: Annotated[tuple[GrowthAreaId, ...], Alias("from")] = ()
    school_goal: str | None = None


class PlannedWork(Part):
    """What became of an action of a plan: the day it was done or dropped, its result and the evidence of it."""

    done: Day | None = None
    dropped: Day | None = None
    result: str | None = None
    attachments: tuple[str, ...] = ()

    @property
    def state(self) -> Literal["planned", "done", "dropped"]:
        """What the two days say; done work stays done."""
        return "done" if self.done else "dropped" if self.dropped else "planned"


class PlanItem(PlannedWork):
    """One line of the individual plan of professional development (ЖКДЖ)."""

    action: str | None = None
    form: LearningForm | None = None
    start: Day | None = None
    end: Day | None = None
    resources: str | None = None
    mentor: str | None = None
    goal: GoalId | None = None
    direction: Direction | None = None
    documents: tuple[str, ...] = ()

    @property
    def stated_direction(self) -> Direction | None:
        """The direction that the line states, else the one that follows from what it says: a course or learning on
        one's own is for oneself, other learning with a named person is work with colleagues.
        """
        if self.direction or self.form is None:
            return self.direction
        if self.form != "non-formal":
            return "self"
        return "community" if (self.mentor or "").strip() else None


class Design(Stage):
    """Stage 4."""

    methods: tuple[Literal["smart-goals", "plan", "learning-planning", "mentor-advice"], ...] = ()
    changes: str | None = None
    goals: tuple[Goal, ...] = ()
    plan: tuple[PlanItem, ...] = ()


class TriedChange(Part):
    """What was done differently in lessons, and what was seen."""

    change: str | None = None
    goal: GoalId | None = None
    date: Day | None = None
    observation: str | None = None


class Result(Part):
    """What was measured for a goal."""

    goal: GoalId | None = None
    measured: str | None = None
    reached: Literal["yes", "partly", "no"] | None = None
    conclusion: str | None = None
    evidence: tuple[str, ...] = ()


class Correction(Part):
    """What the next cycle does differently."""

    id: str
    text: str | None = None
    goal: GoalId | None = None


class Approbation(Stage):
    """Stage 5."""

    methods: tuple[
        Literal["new-methods", "experiment", "formative-assessment", "dynamics", "repeated-diagnostics"], ...
    ] = ()
    changes: tuple[TriedChange, ...] = ()
    results: tuple[Result, ...] = ()
    corrections: tuple[Correction, ...] = ()
    data: str | None = None
    effectiveness: str | None = None
    next_focus: str | None = None


class YearResult(Part):
    """Results of one class in one school year; `quality` is the percent of pupils with good and very good marks."""

    year: str | None = None
    group: Annotated[str | None, Alias("class")] = None
    subject: str | None = None
    pupils: float | None = None
    quality: float | None = None
    attachments: tuple[str, ...] = ()


class SkillResult(Part):
    """Skills of learners with special educational needs in one school year, in percent of those planned."""

    year: str | None = None
    pupils: float | None = None
    formed: float | None = None
    attachments: tuple[str, ...] = ()


class Results(Head):
    """Learners' results year by year: results.yaml."""

    subject: str | None = None
    years: tuple[YearResult, ...] = ()
    skills: tuple[SkillResult, ...] = ()
    conclusion: str | None = None


class SchoolGoal(Part):
    """A goal of the school that teachers' goals may serve, and for whom its result is."""

    id: str
    goal: str | None = None
    indicator: str | None = None
    target: str | None = None
    stakeholder: Stakeholder | None = None


class AnalysisNote(Part):
    """An analytical note of the administration; `quarter` is 1 to 4, `file` a path from the school's folder."""

    school_year: str | None = None
    quarter: float | None = None
    date: Day | None = None
    title: str | None = None
    file: str | None = None


class Conclusion(Part):
    """What the school concludes from data, the rows and documents it comes from, and the stage it concerns."""

    id: str
    text: str | None = None
    from_: Annotated[tuple[str, ...], Alias("from")] = ()
    stage: Literal["action", "analysis", "reflection", "design", "approbation"] | None = None


class AnalyticalNote(Head):
    """An analytical note of the administration as a document; without a `quarter` it is about a half-year."""

    school_year: str | None = None
    quarter: float | None = None
    date: Day | None = None
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    strengths: str | None = None
    problem_areas: str | None = None
    causes: str | None = None


class SurveyQuestion(Part):
    """A question of a survey, and how many people gave which answer."""

    question: str | None = None
    agree: float | None = None
    partly: float | None = None
    disagree: float | None = None


class Survey(Head):
    """A diagnostic of a school or of a teacher: how many people were asked and answered, and counts by question, never
    people.
    """

    school_year: str | None = None
    type: (
        Literal["needs", "climate", "pupils", "parents", "colleagues", "environment", "feedback-360", "other"] | None
    ) = None
    round: Literal["start", "middle", "end"] | None = None
    date: Day | None = None
    audience: str | None = None
    asked: float | None = None
    answered: float | None = None
    questions: tuple[SurveyQuestion, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()


class MentorPair(Part):
    """Who accompanies whom: names of folders below teachers/. Without a level the mentor is a methodical one."""

    id: str | None = None
    novice: str | None = None
    mentor: str | None = None
    level: MentorLevel | None = None
    order: str | None = None
    start: Day | None = None
    end: Day | None = None


class StaffMember(Part):
    """Somebody whom the school's documents name by `id` and who has no portfolio."""

    id: str | None = None
    name: str | None = None
    role: StaffRole | None = None
    post: str | None = None
    start: Day | None = None
    end: Day | None = None


class Partner(Part):
    """An organisation that the school works with; `basis` is the agreement, `together` what is done."""

    id: str | None = None
    kind: PartnerKind | None = None
    name: str | None = None
    start: Day | None = None
    end: Day | None = None
    basis: str | None = None
    together: str | None = None


class School(Head):
    """A school: school.yaml beside the folder teachers/ (table 2 and the appendix, the administration's side)."""

    format: float | None = None
    name: str | None = None
    region: str | None = None
    school_year: str | None = None
    mission: str | None = None
    goals: tuple[SchoolGoal, ...] = ()
    notes: tuple[AnalysisNote, ...] = ()
    mentors: tuple[MentorPair, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    partners: tuple[Partner, ...] = ()


class Approval(Part):
    """Who approved a plan, on which day, with which minutes."""

    date: Day | None = None
    by: str | None = None
    minutes: str | None = None


class SchoolNeed(Part):
    """What teachers need, and the notes, diagnostics or conclusions in them that show it."""

    id: str | None = None
    text: str | None = None
    from_: Annotated[tuple[str, ...], Alias("from")] = ()


class SchoolPlanLine(PlannedWork):
    """One action of the school's plan.

    `goal` is one of school.yaml, `need` one of the plan, `for_` lists categories and names of teachers (empty: all),
    `hours` are those of one participant.
    """

    id: str | None = None
    action: str | None = None
    stage: StageName | None = None
    goal: str | None = None
    need: str | None = None
    for_: Annotated[tuple[str, ...], Alias("for")] = ()
    form: LearningForm | None = None
    start: Day | None = None
    end: Day | None = None
    responsible: str | None = None
    hours: float | None = None
    resources: str | None = None


class AgreedPlan(Part):
    """That a teacher's individual plan was agreed: their folder, the name of their cycle, the days of its reviews."""

    teacher: str | None = None
    cycle: str | None = None
    date: Day | None = None
    by: str | None = None
    reviewed: tuple[Day, ...] = ()


class SchoolPlan(Head):
    """The school's programme of professional development and plan of methodological work in a year (table 2)."""

    school_year: str | None = None
    theme: str | None = None
    approved: Approval | None = None
    carried_over: tuple[CarriedOver, ...] = ()
    needs: tuple[SchoolNeed, ...] = ()
    lines: tuple[SchoolPlanLine, ...] = ()
    agreed: tuple[AgreedPlan, ...] = ()


class Member(Part):
    """Who belongs to a group, in which role and from when to when; without a role a member."""

    member: str | None = None
    role: Literal["member", "head", "secretary", "tutor", "mentor", "mentee", "curator"] | None = None
    trained_on: Day | None = None
    start: Day | None = None
    end: Day | None = None


class Meeting(Part):
    """A meeting of a group, held or planned; `number` is how many came where they are not named."""

    id: str | None = None
    date: Day | None = None
    topic: str | None = None
    present: tuple[str, ...] = ()
    number: float | None = None
    about: tuple[str, ...] = ()


class Decision(Part):
    """What was decided: on which grounds, who carries it out by when, and what came of it."""

    id: str | None = None
    text: str | None = None
    because: tuple[str, ...] = ()
    owner: str | None = None
    due: Day | None = None
    done: Day | None = None
    result: str | None = None


class Group(Head):
    """An association, community, club or council of a school; it goes on from year to year until its `end`."""

    type: GroupType | None = None
    theme: str | None = None
    level: Level | None = None
    goal: str | None = None
    partner: str | None = None
    start: Day | None = None
    end: Day | None = None
    members: tuple[Member, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Event(Part):
    """One event that a school has held; `number` is how many took part where they are not named."""

    id: str | None = None
    date: Day | None = None
    type: EventType | None = None
    title: str | None = None
    form: LearningForm | None = None
    level: Level | None = None
    hours: float | None = None
    line: str | None = None
    group: str | None = None
    leads: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    number: float | None = None
    product: str | None = None
    effect: str | None = None
    attachments: tuple[str, ...] = ()


class Events(Head):
    """What a school has held in one school year."""

    school_year: str | None = None
    items: tuple[Event, ...] = ()


class Visit(Part):
    """A visit of the administration to one lesson; `closed` is the day a concern was settled.

    It is between the one who taught and the one who came: others are shown counts only.
    """

    id: str | None = None
    date: Day | None = None
    teacher: str | None = None
    by: str | None = None
    group: Annotated[str | None, Alias("class")] = None
    subject: str | None = None
    goals_matched: Literal["yes", "partly", "no"] | None = None
    formative: Literal["yes", "no"] | None = None
    approaches: Literal["yes", "no"] | None = None
    safe: Literal["yes", "concern"] | None = None
    closed: Day | None = None
    strength: str | None = None
    question: str | None = None
    step: str | None = None


class Visits(Head):
    """The lessons that the administration visited in one school year; private as a whole."""

    school_year: str | None = None
    items: tuple[Visit, ...] = ()


class SchoolCorrection(Part):
    """What the school's next plan does differently, and references to what shows the need."""

    id: str | None = None
    text: str | None = None
    because: tuple[str, ...] = ()


class Mark(Part):
    """How far an indicator is reached, the figure or fact that shows it, and ids of evidence."""

    rating: Literal["+", "±", "-"] | None = None
    data: str | None = None
    attachments: tuple[str, ...] = ()


class ActionMarks(Part):
    """The marks of the stage “action”."""

    steady_process: Mark | None = None
    programme_requirements: Mark | None = None
    methodical_work: Mark | None = None
    lessons_match_goals: Mark | None = None
    safe_conditions: Mark | None = None
    common_approaches: Mark | None = None
    associations_work: Mark | None = None


class AnalysisMarks(Part):
    """The marks of the stage “analysis”."""

    strengths: Mark | None = None
    problem_areas: Mark | None = None
    analytical_reports: Mark | None = None
    grounded_conclusions: Mark | None = None
    regular_analysis: Mark | None = None
    term_reports: Mark | None = None
    typical_difficulties: Mark | None = None
    results_discussed: Mark | None = None


class ReflectionMarks(Part):
    """The marks of the stage “reflection”."""

    management_conclusions: Mark | None = None
    causes_understood: Mark | None = None
    shared_vision: Mark | None = None
    dialogue_and_trust: Mark | None = None
    reflective_forms: Mark | None = None
    self_assessment: Mark | None = None
    reflection_used: Mark | None = None


class DesignMarks(Part):
    """The marks of the stage “design”."""

    aligned_goals: Mark | None = None
    resources_provided: Mark | None = None
    integrated_in_programme: Mark | None = None
    single_system: Mark | None = None
    current_plans: Mark | None = None
    plans_fit_mission: Mark | None = None
    resources_allocated: Mark | None = None


class ApprobationMarks(Part):
    """The marks of the stage “approbation”."""

    pupils_dynamics: Mark | None = None
    renewed_plans: Mark | None = None
    data_based_decisions: Mark | None = None
    plans_monitored: Mark | None = None
    positive_dynamics: Mark | None = None
    work_plans_corrected: Mark | None = None
    cycle_carried_out: Mark | None = None


class SchoolCycle(Head):
    """The administration's own cycle of a school year (table 2 and the appendix)."""

    date: Day | None = None
    school_year: str | None = None
    school: str | None = None
    authors: tuple[str, ...] = ()
    action_methods: tuple[
        Literal["lesson-visits", "management-support", "methodical-advice", "organising-teaching"], ...
    ] = ()
    action_indicators: ActionMarks | None = None
    action_result: str | None = None
    analysis_methods: tuple[Literal["lesson-analysis", "education-data", "assessment-results", "feedback"], ...] = ()
    analysis_indicators: AnalysisMarks | None = None
    analysis_result: str | None = None
    reflection_methods: tuple[
        Literal["reflective-meetings", "cases", "joint-analysis", "constructive-dialogue"], ...
    ] = ()
    reflection_indicators: ReflectionMarks | None = None
    reflection_result: str | None = None
    design_methods: tuple[Literal["sessions", "plans-aligned", "mentoring-planning", "resources"], ...] = ()
    design_indicators: DesignMarks | None = None
    design_result: str | None = None
    approbation_methods: tuple[
        Literal["results-monitoring", "management-analysis", "plans-corrected", "policy-renewed"], ...
    ] = ()
    approbation_indicators: ApprobationMarks | None = None
    approbation_result: str | None = None
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[SchoolCorrection, ...] = ()


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
    "analytical-note": AnalyticalNote,
    "diagnostic": Survey,
    "group": Group,
    "school-plan": SchoolPlan,
    "events": Events,
    "visits": Visits,
    "school-cycle": SchoolCycle,
}
