"""The goals of the school that a teacher's goals serve, and the actions of the school's plan that support them."""

from collections.abc import Iterator

from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import may_be_named
from pdcli.portfolio.school import id_in_school
from pdcli.portfolio.school_references import SchoolReferences, Target
from pdcli.thread.build import Trace


class SupportingLine(Value):
    """A row of the school's plan, by its reference in the school."""

    reference: Text
    text: Text | None


class ServedGoal(Value):
    """The goal `id` of the school that the goal `goal` of a cycle names.

    `lines` are the rows of the plan of that school year for the same goal that are meant for this teacher, the category
    or everybody.
    """

    cycle: Text
    goal: Key
    id: Key
    text: Text | None
    lines: tuple[SupportingLine, ...]


def served_goals(portfolio: Portfolio, thread: Trace) -> tuple[ServedGoal, ...]:
    """The goals of the school that the goals of a trace name, in their order. Without any, no school is read."""
    goal_ids = {cycle.name: {goal.id for goal in cycle.goals} for cycle in thread.cycles}
    goals = [
        (folder, goal.id, goal.school_goal)
        for folder in portfolio.cycles
        for goal in (folder.design.goals if folder.design else ())
        if goal.school_goal and goal.id in goal_ids.get(folder.name, ())
    ]
    school = portfolio.school if goals else None
    return tuple(_served(portfolio, school, goals)) if school else ()


def _served(portfolio: Portfolio, school: Portfolio, goals: list[tuple[CycleFolder, str, str]]) -> Iterator[ServedGoal]:
    # Few portfolios name a goal of a school.
    from pdcli.portfolio.school_part import SchoolParts

    references, parts = SchoolReferences(school), SchoolParts(school)
    teacher, category = id_in_school(portfolio) or "", portfolio.who.category if portfolio.who else None
    for folder, goal, reference in goals:
        target = references.target(reference, year=folder.school_year)
        if target is None or not target.row or target.row[0] != "goals" or not may_be_named(target.document):
            continue
        lines = parts.of(teacher, category, folder.school_year).lines if folder.school_year else []
        supporting = [
            SupportingLine(line.reference, line.item.action) for line in lines
            if line.item.goal and _is_same(references.target(line.item.goal, line.document), target)
        ]  # fmt: skip
        yield ServedGoal(folder.name, goal, target.data["id"], target.data.get("goal"), tuple(supporting))


def _is_same(one: Target | None, other: Target) -> bool:
    return one is not None and one.document is other.document and one.row == other.row
