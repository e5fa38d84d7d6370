"""Indicators of the guideline's appendix and the measures that portfolios give for them.

Every measure states in words exactly how it is counted.
"""

from typing import Literal, NamedTuple

from pdcli.i18n import N_
from pdcli.model.documents import STAGES

QUARTERS = 4
Unit = Literal["teachers", "novices", "goals", "lines", "areas", "quarters", "groups"]

# The appendix's indicators by the keys that the form `school-cycle` has for them, in the appendix's order.
INDICATORS: dict[str, tuple[str, ...]] = {
    "action": ("lessons_match_goals", "safe_conditions", "common_approaches", "associations_work"),
    "analysis": ("regular_analysis", "term_reports", "typical_difficulties", "results_discussed"),
    "reflection": ("dialogue_and_trust", "reflective_forms", "self_assessment", "reflection_used"),
    "design": ("single_system", "current_plans", "plans_fit_mission", "resources_allocated"),
    "approbation": ("plans_monitored", "positive_dynamics", "work_plans_corrected", "cycle_carried_out"),
}
# The only two targets that the guideline sets, in its words.
TARGETS = {"lessons_match_goals": N_("100\u00a0%"), "self_assessment": N_("no fewer than 100\u00a0%")}


class MeasureKind(NamedTuple):
    """A measure: its indicator, the unit counted, its name, and how it is counted."""

    indicator: str
    unit: Unit
    label: str
    how: str


MEASURES: dict[str, MeasureKind] = {
    "lessons_analysed": MeasureKind(
        "regular_analysis", "teachers", N_("Teachers with a lesson analysis"),
        N_("At least one lesson analysis or self-analysis of this school year with an answer in it."),
    ),
    "notes_written": MeasureKind(
        "term_reports", "quarters", N_("Quarters with an analytical note"),
        N_("Quarters of this school year, out of four, for which school.yaml lists an analytical note."),
    ),
    "difficulties": MeasureKind(
        "typical_difficulties", "groups", N_("Typical difficulties"),
        N_(
               "Groups of growth areas, from at least two teachers, that share a word; each group shows its "
               "words and its growth areas."
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
    "reflective_work": MeasureKind(
        "reflective_forms", "teachers", N_("Teachers in reflective forms of work"),
        N_(
               "At least one Lesson Study, or one lesson observation not marked as private, of this school "
               "year with an answer in it."
           ),
    ),
    "self_assessed": MeasureKind(
        "self_assessment", "teachers", N_("Teachers with a self-assessment of competences"),
        N_("A self-assessment of this school year with at least one answer."),
    ),
    "plans": MeasureKind(
        "current_plans", "teachers", N_("Teachers with an up-to-date individual development plan"),
        N_("The design in a cycle of this school year contains an action, and at least one of its "
           "actions ends (or begins, if no end is given) in this school year or later."),
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
    "goals_measured": MeasureKind(
        "plans_monitored", "goals", N_("Goals with a measured result"),
        N_(
               "Goals in the designs of this school year for which the trial in the same cycle says what "
               "was measured."
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
