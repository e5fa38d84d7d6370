"""Growth areas and their outcomes: each with its goals, measured results and evidence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import get_args

from pdcli.model.documents import CompetenceGroup, Direction, Goal, Skills, Technology
from pdcli.model.privacy import Key, Text, Word
from pdcli.model.record import Value
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.thread.build import CycleTrace, Trace
from pdcli.thread.carryover import is_private_cycle
from pdcli.thread.lineage import Lineage, Outcome
from pdcli.thread.nodes import GoalNode, ResultNode


class GoalRow(Value):
    """A goal and its last result. `carried_to` are later cycles that continue the goal or its corrections."""

    cycle: Key
    id: Key
    text: Text | None
    indicator: Text | None
    baseline: Text | None
    target: Text | None
    due: date | None
    measured: Text | None
    reached: Word | None
    evidence: tuple[Text, ...]
    private_evidence: int
    corrections: tuple[Text, ...]
    carried_to: tuple[Text, ...]


class GrowthArea(Value):
    """An area through all cycles that it appears in (`places`: `<cycle>/<id>`), and the goals that serve it.

    `carried_to` are later cycles that carry something of its last occurrence over. Goals that serve no area stand in a
    last one without title, places and lineage.
    """

    title: Text | None
    places: tuple[Key, ...]
    outcome: Outcome | None
    carried_to: tuple[Text, ...]
    goals: tuple[GoalRow, ...]


class GoalGroup(Value):
    """The number of goals of a competence group; of those that name none where `competence` is None."""

    competence: Word | None
    goals: int


class SkillsCount(Value):
    """The number of goals for a kind of skills; of those that name none where `skills` is None."""

    skills: Word | None
    goals: int


class TechnologyCount(Value):
    """The number of lesson analyses with a level of using technology."""

    level: Technology
    lessons: int


class TechnologyYear(Value):
    """The levels of using technology (SAMR) that lesson analyses of a school year name; None: without a date."""

    school_year: Key | None
    levels: tuple[TechnologyCount, ...]


def technology_years(portfolio: Portfolio) -> tuple[TechnologyYear, ...]:
    """Each school year in which public lesson analyses name a level, the earliest first."""
    years: dict[str, Counter[str]] = {}
    for document in portfolio.of_kind("lesson-analysis"):
        level = document.data.get("technology")
        if level in get_args(Technology) and not document.is_private:
            year = school_year(document.day) if document.day else ""
            years.setdefault(year, Counter())[str(level)] += 1
    return tuple(
        TechnologyYear(
            year or None,
            tuple(TechnologyCount(level, counts[level]) for level in get_args(Technology) if counts[level]),
        )
        for year, counts in sorted(years.items())
    )


class DirectionCount(Value):
    """The number of actions of plans in a direction, and of those that are done; None: no direction follows."""

    direction: Direction | None
    actions: int
    done: int


def directions(portfolio: Portfolio, today: date) -> tuple[DirectionCount, ...]:
    """The actions of all public cycles by direction, dropped ones left out; empty where no plan has an action."""
    actions: Counter[Direction | None] = Counter()
    done: Counter[Direction | None] = Counter()
    for folder in portfolio.cycles:
        document = folder.stages.get("design")
        if document is None or document.is_private or folder.design is None or is_private_cycle(folder):
            continue
        for line in folder.design.plan:
            if line.action and line.state != "dropped":
                actions[line.stated_direction] += 1
                done[line.stated_direction] += line.done is not None and line.done <= today
    rows = [DirectionCount(key, actions[key], done[key]) for key in get_args(Direction)] if actions else []
    return (*rows, DirectionCount(None, actions[None], done[None])) if actions[None] else tuple(rows)


def goal_groups(portfolio: Portfolio) -> tuple[GoalGroup, ...]:
    """The goals of all public cycles by competence group, in the order of the form, then those that name none.

    Groups without a goal are there as soon as one goal names a group. Of a repeated id the first row counts.
    """
    groups = Counter(goal.competence for goal in _public_goals(portfolio) if goal.goal or goal.competence)
    without_group = groups.pop(None, 0)
    rows = [GoalGroup(key, groups[key]) for key in get_args(CompetenceGroup)] if groups else []
    return (*rows, GoalGroup(None, without_group)) if without_group else tuple(rows)


def goal_skills(portfolio: Portfolio) -> tuple[SkillsCount, ...]:
    """The goals of all public cycles by kind of skills, then those that name none; empty where none names a kind."""
    kinds = Counter(goal.skills for goal in _public_goals(portfolio) if goal.goal or goal.skills)
    without_kind = kinds.pop(None, 0)
    if not kinds:
        return ()
    rows = [SkillsCount(key, kinds[key]) for key in get_args(Skills)]
    return (*rows, SkillsCount(None, without_kind)) if without_kind else tuple(rows)


def _public_goals(portfolio: Portfolio) -> Iterator[Goal]:
    """Yield the goals of all public cycles; of a repeated id the first row."""
    for folder in portfolio.cycles:
        document = folder.stages.get("design")
        if document and not document.is_private and folder.design and not is_private_cycle(folder):
            yield from {goal.id: goal for goal in reversed(folder.design.goals)}.values()


def growth_areas(thread: Trace) -> tuple[GrowthArea, ...]:
    """The areas in the order of their first occurrence, then the goals that serve none."""
    goals = {(cycle.name, row.id): row for cycle in thread.cycles for row in goal_rows(cycle)}
    areas = [
        GrowthArea(
            lineage.title,
            tuple(f"{item.cycle}/{item.growth_area}" for item in lineage.occurrences),
            lineage.outcome,
            lineage.carried_to,
            # A goal may serve two areas that became one.
            tuple(goals[place] for place in dict.fromkeys(_goals_of(lineage))),
        )
        for lineage in thread.lineages
    ]
    placed_goals = {(goal.cycle, goal.id) for area in areas for goal in area.goals}
    other_goals = tuple(row for place, row in goals.items() if place not in placed_goals)
    return (*areas, GrowthArea(None, (), None, (), other_goals)) if other_goals else tuple(areas)


def _goals_of(lineage: Lineage) -> Iterator[tuple[str, str]]:
    return ((item.cycle, goal.id) for item in lineage.occurrences for goal in item.goals)


def goal_rows(cycle: CycleTrace) -> Iterator[GoalRow]:
    """The goals of a cycle; of a repeated id the first row counts."""
    results: dict[str, ResultNode] = {}
    for result in cycle.results:
        results.update(dict.fromkeys(result.comes_from, result))
    corrections: dict[str, list[str]] = {}
    carried_to_by_goal: dict[str, list[str]] = {}
    for item in cycle.corrections:
        for goal in item.comes_from:
            corrections.setdefault(goal, []).append(item.text or item.id)
            carried_to_by_goal.setdefault(goal, []).extend(item.carried_to)
    seen_ids: set[str] = set()
    for node in cycle.goals:
        if node.id not in seen_ids:
            seen_ids.add(node.id)
            carried_to = tuple(dict.fromkeys((*node.carried_to, *carried_to_by_goal.get(node.id, ()))))
            yield _row(cycle.name, node, results.get(node.id), tuple(corrections.get(node.id, ())), carried_to)


def _row(
    cycle: str, goal: GoalNode, result: ResultNode | None, corrections: tuple[str, ...], carried_to: tuple[str, ...]
) -> GoalRow:
    return GoalRow(
        cycle, goal.id, goal.text, goal.indicator, goal.baseline, goal.target, goal.due,
        result.measured if result else None,
        result.reached if result else None,
        tuple(item.id for item in result.evidence) if result else (),
        result.private_evidence if result else 0,
        corrections,
        carried_to,
    )  # fmt: skip
