"""The page of a school's report on results by stakeholder: the four of the guideline, in the order of who is nearest.

Everything is taken from what documents say already. A result is a text or a figure that somebody wrote, not a mark.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from pdcli.documents.survey import answers_of, has_too_few_answers
from pdcli.i18n import N_
from pdcli.model.documents import LEVELS, School, StageName, Stakeholder
from pdcli.portfolio.school_references import row_reference
from pdcli.school.entries import Teacher, as_ref
from pdcli.school.facts import GoalFact, TeacherFacts, YearFacts
from pdcli.school.page import Column, PageKind, PageRow, PageSource

ForWhom = Literal[Stakeholder, "unstated"]
ResultKind = Literal[
    "goal-pupils", "goal-staff", "goal-administration", "goal-society", "goal-unstated", "quality", "survey-pupils",
    "action", "action-administration", "event-effect", "survey-staff", "decision", "plan-line", "stage",
    "event-outside", "partner", "survey-parents", "none",
]  # fmt: skip
_STAKEHOLDERS: dict[ForWhom, str] = {
    "pupils": N_("Pupils"),
    "staff": N_("Teaching staff"),
    "administration": N_("School administration"),
    "society": N_("Professional community, parents and partners"),
    "unstated": N_("Not stated for whom"),
}
_KINDS: dict[ResultKind, str] = {
    "goal-pupils": N_("measured for a teacher’s goal"),
    "quality": N_("quality of knowledge, mean of two years"),
    "survey-pupils": N_("diagnostic of pupils or of the environment"),
    "goal-staff": N_("measured for a teacher’s goal"),
    "action": N_("action of a teacher’s plan that is done"),
    "event-effect": N_("effect of an event"),
    "survey-staff": N_("diagnostic of the staff"),
    "goal-administration": N_("measured for a goal of the administration"),
    "action-administration": N_("completed action of the administration’s plan"),
    "decision": N_("decision carried out"),
    "plan-line": N_("action of the school’s plan that is done"),
    "stage": N_("result of a stage for the school"),
    "event-outside": N_("event beyond the school"),
    "partner": N_("done together with a partner"),
    "survey-parents": N_("diagnostic of parents"),
    "goal-society": N_("measured for a teacher’s goal"),
    "goal-unstated": N_("measured for a teacher’s goal"),
    "none": N_("no result is written"),
}
_GOAL_KINDS: dict[ForWhom, ResultKind] = {
    "pupils": "goal-pupils", "staff": "goal-staff", "administration": "goal-administration",
    "society": "goal-society", "unstated": "goal-unstated",
}  # fmt: skip
_FOR_WHOM: dict[ResultKind, ForWhom] = {
    **{kind: stakeholder for stakeholder, kind in _GOAL_KINDS.items()},
    "quality": "pupils", "survey-pupils": "pupils",
    "action": "staff", "event-effect": "staff", "survey-staff": "staff",
    "action-administration": "administration", "decision": "administration", "plan-line": "administration",
    "stage": "administration",
    "event-outside": "society", "partner": "society", "survey-parents": "society",
}  # fmt: skip
_SURVEYS: dict[str | None, ResultKind] = {
    "pupils": "survey-pupils", "environment": "survey-pupils", "climate": "survey-staff",
    "colleagues": "survey-staff", "feedback-360": "survey-staff", "parents": "survey-parents",
}  # fmt: skip
_OUTSIDE = LEVELS[LEVELS.index("district") :]
# Words of the three languages for those whom a goal is about.
_PUPILS = re.compile(
    r"\b(?:оқушы\w*|шәкірт\w*|балалар\w*|бала(?:ның|ға|ны|мен|да|дан|сы\w*)?|білім алушы\w*"
    r"|учени[кц]\w*|учащ(?:ий|ая|ие|их|им|ими|его|ему)ся|обучающ\w+ся|дет(?:и|ей|ям|ьми|ях)|реб[её]н(?:ок|к\w+)"
    r"|школьни[кц]\w*|\w*классни[кц]\w*|pupils?|students?|learners?|child(?:ren)?)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"\b(?:мұғалім\w*|педагог(?!ик)\w*|әріптес\w*|ұстаз\w*|учител\w*|коллег\w*|teachers?|colleagues?|staff)\b",
    re.IGNORECASE,
)


_SOCIETY = re.compile(
    r"\b(?:ата-ана\w*|отбасы\w*|серіктес\w*|родител\w*|семь(?:я|и|ям|ями|ях|ей)|партн[её]р\w*"
    r"|parents?|famil(?:y|ies)|partners?)\b",
    re.IGNORECASE,
)


class _Result(NamedTuple):
    """One result: what it belongs to, how far a goal was reached, the stage and the school's goal where there are."""

    kind: ResultKind
    text: str | None
    ref: str
    about: str | None = None
    reached: str | None = None
    stage: StageName | None = None
    goal: str | None = None
    teacher: Teacher | None = None


def stakeholder_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page; a stakeholder for whom nothing is written has one that says so. None without a result."""
    goals = {goal.id: " ".join(filter(None, (goal.id, goal.goal))) for goal in source.year.school.goals}
    results = [*_of_teachers(source), *_of_school(source)]
    results.sort(key=lambda item: list(_KINDS).index(item.kind))
    rows = []
    for stakeholder in _STAKEHOLDERS if results else ():
        for item in [item for item in results if _FOR_WHOM[item.kind] == stakeholder]:
            goal, who = goals.get(item.goal or ""), item.teacher.name if item.teacher else None
            cells = (stakeholder, item.kind, item.about, item.text, item.reached, item.stage, goal, who)
            rows.append(PageRow(item.teacher, cells, (item.ref,)))
        if stakeholder != "unstated" and (not rows or rows[-1].cells[0] != stakeholder):
            rows.append(PageRow(cells=(stakeholder, "none", *(None,) * 6)))
    return rows


def _of_teachers(source: PageSource) -> Iterator[_Result]:
    year = source.year.year
    for item in source.facts:
        teacher = source.people.teachers[item.id]
        facts = item.years.get(year, YearFacts())
        for goal in facts.goals:
            if goal.result:
                kind = _GOAL_KINDS[_for_whom(goal, item, source.year.school)]
                ref = as_ref(teacher, goal.result_ref)
                yield _Result(
                    kind, goal.result, ref, goal.text, goal.reached, "approbation", goal.school_goal, teacher
                )  # fmt: skip
        if quality := _quality(item, year):
            yield _Result("quality", quality, as_ref(teacher, item.results or ""), teacher.name, teacher=teacher)
        for line in facts.plan:
            if line.item.done and line.item.done <= source.today and line.item.result:
                kind = "action-administration" if _is_of_administration(item) else "action"
                yield _Result(
                    kind, line.item.result, as_ref(teacher, line.ref), line.item.action, stage="design",
                    goal=line.school_goal, teacher=teacher,
                )  # fmt: skip


def _for_whom(goal: GoalFact, owner: TeacherFacts, school: School) -> ForWhom:
    """For whom the result of a goal is, as far as it can be told: the school's goal that it serves says so, its group
    of competences, the words of both goals; for those who lead the school the administration, if nobody else is named.
    """
    served = next((item for item in school.goals if item.id == goal.school_goal), None)
    if served and served.stakeholder:
        return served.stakeholder
    is_of_administration = _is_of_administration(owner)
    if goal.competence == "growth" and not is_of_administration:
        return "staff"
    of_school = _named_in(served.goal) if served else "unstated"
    of_goal = _named_in(goal.text, goal.indicator)
    if is_of_administration:
        # What a head wants of the staff is work of the administration.
        return of_goal if of_goal in ("pupils", "society") else "administration"
    return of_goal if of_school == "unstated" else of_school


def _is_of_administration(owner: TeacherFacts) -> bool:
    return not owner.is_teacher and owner.role in ("head", "deputy", "methodist")


def _named_in(goal: str | None, indicator: str | None = None) -> ForWhom:
    """Whom a goal names; nobody where it names several. What an indicator counts may be said to staff."""
    names: dict[ForWhom, bool] = {
        "pupils": bool(_PUPILS.search(f"{goal or ''} {indicator or ''}")),
        "staff": bool(_STAFF.search(goal or "")),
        "society": bool(_SOCIETY.search(f"{goal or ''} {indicator or ''}")),
    }
    stakeholders = [stakeholder for stakeholder, is_there in names.items() if is_there]
    return stakeholders[0] if len(stakeholders) == 1 else "unstated"


def _quality(item: TeacherFacts, year: str) -> str | None:
    """The mean quality of a teacher's classes in the year before and in the year."""
    before, this = (item.quality.get(int(year[:4]) - years) for years in (1, 0))
    return None if before is None or this is None or not item.results else f"{before:g} % → {this:g} %"


def _of_school(source: PageSource) -> Iterator[_Result]:
    year, today = source.year, source.today
    lines = {row.reference: row.item for row in year.lines}
    by_id = {row.item.id: row.item for row in year.lines}
    for event in year.events:
        item = event.item
        if item.date and item.date <= today:
            line = lines.get(item.line or "") or by_id.get(item.line) if item.line else None
            link = (line.stage, line.goal) if line else (None, None)
            if item.effect:
                yield _Result("event-effect", item.effect, event.reference, item.title, None, *link)
            if item.level in _OUTSIDE and item.title and item.type != "course":
                yield _Result("event-outside", item.product, event.reference, item.title, None, *link)
    for survey in year.surveys:
        survey_kind = _SURVEYS.get(survey.model.type)
        data = survey.document.data
        # What is asked at the start is where the year begins, not what came of it.
        if survey_kind and survey.model.round != "start" and answers_of(data) and not has_too_few_answers(data):
            title = survey.document.title_for(year.own.lang)
            for conclusion in survey.model.conclusions:
                if conclusion.text:
                    ref = row_reference(survey.document, conclusion.id)
                    yield _Result(survey_kind, conclusion.text, ref, title, stage=conclusion.stage)
    goals = {group.document.ref: group.model.goal for group in year.groups}
    for decision in (*year.decisions, *year.decisions_of_administration):
        if decision.item.result and decision.item.done and decision.item.done <= today:
            goal = goals.get(decision.document.ref)
            yield _Result("decision", decision.item.result, decision.reference, decision.item.text, goal=goal)
    for row in year.lines:
        if row.item.result and row.item.done and row.item.done <= today:
            yield _Result(
                "plan-line", row.item.result, row.reference, row.item.action, None, row.item.stage, row.item.goal
            )  # fmt: skip
    for cycle in year.cycles:
        for stage in get_args(StageName):
            if text := getattr(cycle.model, f"{stage}_result"):
                yield _Result("stage", text, cycle.document.ref, cycle.document.title_for(year.own.lang), stage=stage)
    for partner in year.partners:
        if partner.item.together:
            yield _Result("partner", partner.item.together, partner.reference, partner.item.name)


STAKEHOLDERS = PageKind(
    N_("Results by stakeholder"),
    N_(
        "What came of the work, as the documents of the school year state it, for each of the "
        "stakeholders that the guideline names. Whom a goal is for follows from `stakeholder` of the "
        "school’s goal, its group of competences (professional development: the staff), its words, "
        "or its owner (a head, deputy or methodologist who does not teach: the administration); "
        "results for which this cannot be told stand at the end. Diagnostics at the start of the "
        "year, and those with fewer than 5 answers, are left out. The stage and the goal are those "
        "of the document, or of the line of the plan that it names."
    ),
    {
        "stakeholder": Column(N_("For whom"), choices=dict[str, str](_STAKEHOLDERS.items())),
        "kind": Column(N_("Where it is from"), choices=dict[str, str](_KINDS.items())),
        "about": Column(N_("What")), "result": Column(field=("design", "plan", "result")),
        "reached": Column(field=("approbation", "results", "reached")),
        "stage": Column(field=("school-plan", "lines", "stage")), "goal": Column(N_("Goal of the school")),
        "who": Column(N_("Teacher")),
    },
    title="about",
    group="stakeholder",
)  # fmt: skip
