"""Indicators of the guideline (appendix and table 2), and the measures that portfolios and the school's documents give.

Every measure states in words exactly how it is counted.
"""

from typing import Literal, NamedTuple

from pdcli.i18n import N_
from pdcli.model.documents import STAGES

QUARTERS = 4
Unit = Literal[
    "teachers", "novices", "goals", "lines", "areas", "quarters", "groups", "visits", "concerns", "surveys",
    "communities", "notes", "conclusions", "documents", "decisions", "plans", "tutors", "corrections", "stages",
    "hours", "pairs",
]  # fmt: skip

# The appendix's indicators by the keys that the form `school-cycle` has for them, in the appendix's order.
INDICATORS: dict[str, tuple[str, ...]] = {
    "action": ("lessons_match_goals", "safe_conditions", "common_approaches", "associations_work"),
    "analysis": ("regular_analysis", "term_reports", "typical_difficulties", "results_discussed"),
    "reflection": ("dialogue_and_trust", "reflective_forms", "self_assessment", "reflection_used"),
    "design": ("single_system", "current_plans", "plans_fit_mission", "resources_allocated"),
    "approbation": ("plans_monitored", "positive_dynamics", "work_plans_corrected", "cycle_carried_out"),
}
# Those of table 2 by the keys of the same form, in the table's order.
TABLE_INDICATORS: dict[str, tuple[str, ...]] = {
    "action": ("steady_process", "programme_requirements", "methodical_work"),
    "analysis": ("strengths", "problem_areas", "analytical_reports", "grounded_conclusions"),
    "reflection": ("management_conclusions", "causes_understood", "shared_vision"),
    "design": ("aligned_goals", "resources_provided", "integrated_in_programme"),
    "approbation": ("pupils_dynamics", "renewed_plans", "data_based_decisions"),
}
# Indicators of table 2 that ask for what measures of the appendix show.
SHARED_MEASURES: dict[str, tuple[str, ...]] = {
    "methodical_work": ("groups_meet", "teachers_in_groups"),
    "aligned_goals": ("plans_agreed", "goals_tied"),
    "resources_provided": (
        "novices_with_mentor",
        "actions_with_resources",
        "lines_with_resources",
        "hours_planned",
        "hours_held",
    ),
    "pupils_dynamics": ("results_rising",),
    "renewed_plans": ("plans_reviewed",),
}
# The only two targets that the guideline sets, in its words.
TARGETS = {"lessons_match_goals": N_("100\u00a0%"), "self_assessment": N_("no less than 100\u00a0%")}


class MeasureKind(NamedTuple):
    """A measure: its indicator, the unit counted, its name, how it is counted, and whether only its numbers are shown,
    because the list behind it is private.
    """

    indicator: str
    unit: Unit
    label: str
    how: str
    is_private: bool = False


MEASURES: dict[str, MeasureKind] = {
    "lines_done": MeasureKind(
        "steady_process", "lines", N_("Actions of the school’s plan that are done"),
        N_(
               "Actions of the school’s plan whose last day has passed, or that are done; those dropped are "
               "left out. Those with a day in `done` are counted."
           ),
    ),
    "visits_goals": MeasureKind(
        "lessons_match_goals", "visits", N_("Visited lessons that matched their objectives"),
        N_(
               "Lessons in the register of visits with `goals_matched: yes`, out of those for which this is "
               "stated. The number says nothing about lessons that nobody visited."
           ), is_private=True,
    ),
    "teachers_visited": MeasureKind(
        "lessons_match_goals", "teachers", N_("Teachers whose lessons were visited"),
        N_("At least one lesson in the register of visits of this school year."), is_private=True,
    ),
    "visits_safe": MeasureKind(
        "safe_conditions", "visits", N_("Visited lessons without a concern"),
        N_("Lessons in the register of visits with `safe: yes`, out of those for which this is stated."),
        is_private=True,
    ),
    "concerns_closed": MeasureKind(
        "safe_conditions", "concerns", N_("Concerns that were settled"),
        N_(
               "Lessons in the register of visits with `safe: concern`. Those with a day in `closed` are "
               "counted."
           ), is_private=True,
    ),
    "surveys_conditions": MeasureKind(
        "safe_conditions", "surveys", N_("Diagnostics of pupils and of the environment"),
        N_(
               "Diagnostics of this school year about pupils or the environment. Those with at least 5 "
               "answers are counted; for the others, no answers are shown."
           ),
    ),
    "visits_formative": MeasureKind(
        "common_approaches", "visits", N_("Visited lessons with formative assessment"),
        N_("Lessons in the register of visits with `formative: yes`, out of those for which this is stated."),
        is_private=True,
    ),
    "visits_approaches": MeasureKind(
        "common_approaches", "visits", N_("Visited lessons with the agreed approaches to teaching"),
        N_(
               "Lessons in the register of visits with `approaches: yes`, out of the lessons for which "
               "there is an answer."
           ),
        is_private=True,
    ),
    "groups_meet": MeasureKind(
        "associations_work", "communities", N_("Groups that met in every quarter"),
        N_(
               "Groups that work all year round and were active in a quarter that is over. Those that met "
               "in each such quarter are counted; the list says in which quarters a group did not meet."
           ),
    ),
    "teachers_in_groups": MeasureKind(
        "associations_work", "teachers", N_("Teachers in a group"),
        N_("Teachers who are members of at least one group of the school in this school year."),
    ),
    "notes_strengths": MeasureKind(
        "strengths", "notes", N_("Notes that name strengths"),
        N_(
               "Analytical notes of this school year that are documents. Those with an answer on strengths "
               "are counted."
           ),
    ),
    "notes_problems": MeasureKind(
        "problem_areas", "notes", N_("Notes that name problem areas"),
        N_(
               "Analytical notes of this school year that are documents. Those with an answer on problem "
               "areas are counted."
           ),
    ),
    "notes_all": MeasureKind(
        "analytical_reports", "notes", N_("Analytical notes"),
        N_("Notes of this school year, as documents and as rows of school.yaml."),
    ),
    "conclusions_grounded": MeasureKind(
        "grounded_conclusions", "conclusions", N_("Conclusions with a source"),
        N_(
               "Conclusions of this school year’s analytical notes. Those that say in `from` where they "
               "come from are counted."
           ),
    ),
    "lessons_analysed": MeasureKind(
        "regular_analysis", "teachers", N_("Teachers with a lesson analysis"),
        N_("At least one lesson analysis or self-analysis of this school year with an answer in it."),
    ),
    "analysed_each_quarter": MeasureKind(
        "regular_analysis", "teachers", N_("Teachers with a lesson analysis in every quarter"),
        N_(
               "In every completed quarter of this school year: a lesson analysis or self-analysis with an "
               "answer in it; one made in the holidays belongs to the quarter after them."
           ),
    ),
    "notes_written": MeasureKind(
        "term_reports", "quarters", N_("Quarters with an analytical note"),
        N_(
               "Of the four quarters of this school year, those with an analytical note, as a document or "
               "as a row of school.yaml; a document without a quarter counts for the half-year in which its "
               "date falls."
           ),
    ),
    "needs_surveys": MeasureKind(
        "typical_difficulties", "surveys", N_("Diagnostics of needs"),
        N_(
               "Diagnostics of this school year about needs, with what was answered and concluded. Those with at "
               "least 5 answers are counted; for the others, no answers are shown."
           ),
    ),
    "problems_named": MeasureKind(
        "typical_difficulties", "notes", N_("Problem areas in analytical notes"),
        N_(
               "Analytical notes of this school year that are documents. Those with an answer on problem areas are "
               "counted; the list shows the answers."
           ),
    ),
    "difficulties": MeasureKind(
        "typical_difficulties", "groups", N_("Growth areas in common"),
        N_(
               "Groups of growth areas, from at least two teachers, that share a word, or two words if they "
               "are as general as “place” or “time”; each group shows its words and its growth areas."
           ),
    ),
    "areas_planned": MeasureKind(
        "typical_difficulties", "areas", N_("Growth areas with an action in the plan"),
        N_("Growth areas with a goal for which the plan has an action."),
    ),
    "areas_with_mentor": MeasureKind(
        "typical_difficulties", "areas", N_("Growth areas with a mentor"),
        N_("Growth areas whose action in the plan names a mentor, or whose teacher has one in school.yaml."),
    ),
    "support_needed": MeasureKind(
        "typical_difficulties", "areas", N_("Growth areas that need support"),
        N_(
               "Growth areas for which the plan has no action, or which have no mentor; the list says what "
               "is missing."
           ),
    ),
    "analysis_discussed": MeasureKind(
        "results_discussed", "documents", N_("Notes and diagnostics that were discussed"),
        N_(
               "Analytical notes and diagnostics of this school year. One is counted if a meeting of a council or of "
               "an association, held by the day of the report, names it, or one of its conclusions, in `about`; "
               "meetings of other groups stand beside it."
           ),
    ),
    "decisions_owned": MeasureKind(
        "management_conclusions", "decisions", N_("Decisions with somebody responsible and a day"),
        N_(
               "Decisions of groups and of the school’s own cycle in this school year. Those with an "
               "`owner` and with a day in `due` or `done` are counted."
           ),
    ),
    "notes_causes": MeasureKind(
        "causes_understood", "notes", N_("Notes that name causes"),
        N_(
               "Analytical notes of this school year that are documents. Those with an answer on causes are "
               "counted."
           ),
    ),
    "council_decisions": MeasureKind(
        "shared_vision", "decisions", N_("Decisions of a teachers’ council"),
        N_(
               "Decisions of groups and of the school’s own cycle in this school year. Those of groups of "
               "the type `council` are counted."
           ),
    ),
    "climate_surveys": MeasureKind(
        "dialogue_and_trust", "surveys", N_("Diagnostics of the climate"),
        N_(
               "Diagnostics of this school year about the climate, with what was answered at the start and "
               "at the end. Those with at least 5 answers are counted; for the others, no answers are shown."
           ),
    ),
    "reflective_work": MeasureKind(
        "reflective_forms", "teachers", N_("Teachers in reflective forms of work"),
        N_(
               "At least one Lesson Study of this school year, or one lesson observation of this school "
               "year that is not marked as private, with an answer in it."
           ),
    ),
    "self_assessed": MeasureKind(
        "self_assessment", "teachers", N_("Teachers with a self-assessment of competences"),
        N_("A self-assessment of this school year with at least one answer."),
    ),
    "decisions_reflected": MeasureKind(
        "reflection_used", "decisions", N_("Decisions that follow from reflection"),
        N_(
               "Decisions of groups and of the school’s own cycle in this school year. A decision is "
               "counted if its `because` names a note, a diagnostic, a Lesson Study or the reflection of a "
               "teacher."
           ),
    ),
    "lines_with_goal": MeasureKind(
        "integrated_in_programme", "lines", N_("Actions of the school’s plan with a goal of the school"),
        N_("Actions of the school’s plan that name a goal of school.yaml."),
    ),
    "plan_approved": MeasureKind(
        "single_system", "plans", N_("Approved plans of the school"),
        N_("Plans of the school for this school year. Those with a day of approval are counted."),
    ),
    "lines_grounded": MeasureKind(
        "single_system", "lines", N_("Actions of the school’s plan with a goal and a need"),
        N_("Actions of the school’s plan that name a goal of school.yaml and a need of the plan."),
    ),
    "plans": MeasureKind(
        "current_plans", "teachers", N_("Teachers with an up-to-date individual development plan"),
        N_("The design in a cycle of this school year contains an action, and at least one of its "
           "actions ends (or begins, if no end is given) in this school year or later."),
    ),
    "plans_agreed": MeasureKind(
        "current_plans", "teachers", N_("Teachers whose plan is agreed"),
        N_(
               "Teachers for whom the school’s plan of this school year says on which day their plan was "
               "agreed."
           ),
    ),
    "goals_tied": MeasureKind(
        "plans_fit_mission", "goals", N_("Goals linked to a goal of the school"),
        N_("Goals in the designs of this school year that name a goal of school.yaml."),
    ),
    "novices_with_mentor": MeasureKind(
        "resources_allocated", "novices", N_("Novices with a mentor"),
        N_("Portfolios with `novice: true` for which school.yaml names a mentor in this school year."),
    ),
    "actions_with_resources": MeasureKind(
        "resources_allocated", "lines", N_("Actions with resources"),
        N_("Actions in the plans of this school year that say which resources they need."),
    ),
    "actions_formal": MeasureKind(
        "resources_allocated", "lines", N_("Formal learning planned"),
        N_("Actions in the plans of this school year that are formal learning."),
    ),
    "actions_nonformal": MeasureKind(
        "resources_allocated", "lines", N_("Non-formal learning planned"),
        N_("Actions in the plans of this school year that are non-formal learning."),
    ),
    "actions_informal": MeasureKind(
        "resources_allocated", "lines", N_("Informal learning planned"),
        N_("Actions in the plans of this school year that are informal learning."),
    ),
    "lines_with_resources": MeasureKind(
        "resources_allocated", "lines", N_("Actions of the school’s plan with resources"),
        N_("Actions of the school’s plan that state hours or resources."),
    ),
    "hours_planned": MeasureKind(
        "resources_allocated", "hours", N_("Hours in the school’s plan"),
        N_(
               "The hours of the actions of the school’s plan, as the plan has them; those dropped are left out. The "
               "list also names the actions without hours."
           ),
    ),
    "hours_held": MeasureKind(
        "resources_allocated", "hours", N_("Hours of events held"),
        N_(
               "The hours of the events in the school’s register that were held by the day of the report. "
               "The hours of an event are counted once, not multiplied by the number of participants. The "
               "list also names the events without hours."
           ),
    ),
    "mentors_ordered": MeasureKind(
        "resources_allocated", "pairs", N_("Pairs of mentor and novice with an order"),
        N_(
               "Pairs of mentor and novice in school.yaml that are active in this school year. Those with "
               "an order are counted."
           ),
    ),
    "tutors_trained": MeasureKind(
        "resources_allocated", "tutors", N_("Tutors who were trained"),
        N_("Tutors of groups in this school year, each person once. Those with a day in `trained_on` are counted."),
    ),
    "decisions_based": MeasureKind(
        "data_based_decisions", "decisions", N_("Decisions based on data"),
        N_(
               "Decisions of groups and of the school’s own cycle in this school year. A decision is "
               "counted if its `because` names something other than a goal of the school, a meeting or "
               "another decision."
           ),
    ),
    "goals_measured": MeasureKind(
        "plans_monitored", "goals", N_("Goals with a measured result"),
        N_(
               "Goals in the designs of this school year for which the trial in the same cycle says what "
               "was measured."
           ),
    ),
    "actions_done": MeasureKind(
        "plans_monitored", "lines", N_("Actions of teachers’ plans that are done"),
        N_(
               "Actions in the plans of this school year whose last day has passed, or that are done; those "
               "dropped are left out. No number is given as long as no teacher writes `done` or `dropped`."
           ),
    ),
    "plans_reviewed": MeasureKind(
        "plans_monitored", "plans", N_("Agreed plans that were reviewed"),
        N_("Plans that the school’s plan lists as agreed. Those with the day of a review are counted."),
    ),
    "results_rising": MeasureKind(
        "positive_dynamics", "teachers", N_("Teachers whose pupils’ quality of knowledge rose"),
        N_(
               "Teachers with results of this school year and of the one before. Quality is the mean of "
               "their classes, weighted by the number of pupils; those whose quality is higher than the "
               "year before are counted."
           ),
    ),
    "goals_reached": MeasureKind(
        "positive_dynamics", "goals", N_("Goals reached"),
        N_(
               "Goals in the designs of this school year for which the trial says how far they were "
               "reached; those with `reached: yes` are counted."
           ),
    ),
    "corrections_based": MeasureKind(
        "work_plans_corrected", "corrections", N_("Corrections with a ground"),
        N_(
               "Corrections in the school’s own cycle of this school year. Those that say in `because` what "
               "they come from are counted."
           ),
    ),
    "corrections_carried": MeasureKind(
        "work_plans_corrected", "corrections", N_("Corrections that the next plan takes up"),
        N_(
               "Corrections in the school’s own cycle of this school year, once there is a plan for the "
               "next year. Those that this plan names anywhere are counted."
           ),
    ),
    "school_stages": MeasureKind(
        "cycle_carried_out", "stages", N_("Stages of the school’s own cycle with a result"),
        N_(
            "Of the five stages, those for which the school’s own cycle of this school year states the "
            "result."
        ),
    ),
    **{
        f"stage_{stage}": MeasureKind(
            "cycle_carried_out", "teachers", label,
            N_("The document of this stage is final in a cycle of this school year."),
        )
        for stage, label in zip(STAGES, (
            N_("Stage reached: action"), N_("Stage reached: analysis"), N_("Stage reached: reflection"),
            N_("Stage reached: design"), N_("Stage reached: trial"),
        ), strict=True)
    },
    "cycles_complete": MeasureKind(
        "cycle_carried_out", "teachers", N_("Teachers with a complete cycle"),
        N_("All five stage documents of one cycle of this school year are final."),
    ),
}  # fmt: skip
FORMS = {"actions_formal": "formal", "actions_nonformal": "non-formal", "actions_informal": "informal"}
