"""Counts a school, school year by school year: each number with the list behind it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pdcli.model.documents import STAGES, School
from pdcli.model.privacy import Key, Text
from pdcli.model.school_year import as_school_year, school_year
from pdcli.portfolio.school import mentor_pairs
from pdcli.school.difficulties import Area, typical
from pdcli.school.facts import AreaFact, PlanLine, TeacherFacts, YearFacts
from pdcli.school.measures import FORMS, MEASURES, QUARTERS, Unit

Note = Literal["", "draft", "missing", "no-action", "no-mentor", "no-action-no-mentor"]


@dataclass(frozen=True, slots=True)
class Teacher:
    """Whose portfolio it is: the folder's name in the school and the teacher's, or a code for both."""

    id: Key
    name: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. `note` says what is lacking; `facts` are answers by their keys in the form."""

    teacher: Teacher | None = None
    text: Text | None = None
    note: Note = ""
    facts: tuple[tuple[Text, Text], ...] = ()
    refs: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, of how many (None where it is of nothing), and the lists of what has it and what has not."""

    key: Key
    unit: Unit
    number: int
    total: int | None
    having: tuple[Entry, ...]
    lacking: tuple[Entry, ...]

    @property
    def share(self) -> float | None:
        """In percent; None where there is nothing to take it of."""
        return round(100 * self.number / self.total, 1) if self.total else None


@dataclass(frozen=True, slots=True)
class Group:
    """A typical difficulty: the words that its growth areas share, and these."""

    words: tuple[Text, ...]
    teachers: int
    areas: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """The same numbers for one school year: measure -> (number, of how many)."""

    year: Text
    teachers: int
    numbers: dict[Key, tuple[int, int | None]]


class Count:
    """Counts one school, year by year."""

    def __init__(
        self, school: School, facts: Sequence[TeacherFacts], names: dict[str, Teacher], in_codes: bool
    ) -> None:
        self._school = school
        self._facts = facts
        self._names = names
        self._in_codes = in_codes

    def numbers(self, year: str, everyone: bool) -> YearNumbers:
        """The numbers of a year. In other years than the one asked for, those count who had a document by then."""
        measures = self.measures(year, everyone)
        return YearNumbers(
            year, len(self._people(year, everyone)), {item.key: (item.number, item.total) for item in measures}
        )

    def measures(self, year: str, everyone: bool = True) -> list[Measure]:
        """Every number of a year, in the order of MEASURES."""
        people = self._people(year, everyone)
        found = {
            "lessons_analysed": self._teachers("lessons_analysed", year, people, lambda facts: facts.lessons),
            "notes_written": self._notes(year),
            "difficulties": self._grouped(year),
            "areas_planned": self._areas("areas_planned", year, lambda _teacher, area: area.is_planned),
            "areas_with_mentor": self._mentored(year),
            "support_needed": self._support(year),
            "reflective_work": self._teachers("reflective_work", year, people, lambda facts: facts.reflective),
            "self_assessed": self._teachers("self_assessed", year, people, lambda facts: facts.self_assessments),
            "plans": self._teachers("plans", year, people, lambda facts: _current_plans(facts, year)),
            "goals_tied": self._goals_tied(year),
            "novices_with_mentor": self._novices(year, people),
            "actions_with_resources": self._lines(
                "actions_with_resources", year, lambda line: bool(line.item.resources)
            ),
            "goals_measured": self._goals_measured(year),
            "cycles_complete": self._teachers("cycles_complete", year, people, lambda facts: facts.complete),
        }
        for key in FORMS:
            found[key] = self._of_form(key, year)
        for stage in STAGES:
            found[f"stage_{stage}"] = self._stage(stage, year, people)
        return [found[key] for key in MEASURES]

    def difficulties(self, year: str) -> tuple[tuple[Group, ...], tuple[Entry, ...]]:
        """Groups of growth areas of a year, and the areas that are in none."""
        areas: dict[tuple[str, str], Area] = {}
        for item, facts in self._of(year):
            for area in facts.areas:
                key = (item.id, " ".join(area.title.casefold().split()))
                before = areas[key].refs if key in areas else ()
                areas[key] = Area(item.id, area.title, area.lang, tuple(dict.fromkeys((*before, area.ref))))
        groups, single = typical(list(areas.values()))
        return (
            tuple(
                Group(group.words, len(group.teachers), tuple(self._area_entry(area) for area in group.areas))
                for group in groups
            ),
            tuple(map(self._area_entry, single)),
        )

    def _area_entry(self, area: Area) -> Entry:
        return self._entry(area.teacher, area.title, area.refs)

    def _people(self, year: str, everyone: bool) -> list[TeacherFacts]:
        return [item for item in self._facts if everyone or any(known <= year for known in item.years)]

    def _of(self, year: str) -> list[tuple[TeacherFacts, YearFacts]]:
        return [(item, item.years[year]) for item in self._facts if year in item.years]

    def _entry(
        self, teacher: str, text: str | None = None, refs: Iterable[str] = (), note: Note = "",
        facts: Iterable[tuple[str, str | None]] = (),
    ) -> Entry:  # fmt: skip
        who = self._names[teacher]
        known = tuple((key, value) for key, value in facts if value)
        return Entry(who, text, note, known, tuple(as_ref(who, ref) for ref in dict.fromkeys(refs)))

    def _teachers(
        self, key: str, year: str, people: Sequence[TeacherFacts], refs: Callable[[YearFacts], Sequence[str]]
    ) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in people:
            found = refs(item.years[year]) if year in item.years else ()
            if found:
                having.append(self._entry(item.id, refs=found))
            else:
                lacking.append(self._entry(item.id, note="missing"))
        return _measure(key, having, lacking)

    def _stage(self, stage: str, year: str, people: Sequence[TeacherFacts]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in people:
            found = item.years[year].stages.get(stage, []) if year in item.years else []
            final = [document.ref for document in found if document.is_final]
            begun = [document.ref for document in found if document.begun]
            if final:
                having.append(self._entry(item.id, refs=final))
            else:
                lacking.append(self._entry(item.id, refs=begun, note="draft" if begun else "missing"))
        return _measure(f"stage_{stage}", having, lacking)

    def _notes(self, year: str) -> Measure:
        having = []
        for note in self._school.notes:
            own_year = as_school_year(note.school_year) or as_school_year(self._school.school_year)
            if note.quarter in range(1, QUARTERS + 1) and own_year == year:
                facts = [("quarter", f"{note.quarter:g}"), ("date", note.date.isoformat() if note.date else None)]
                known = tuple((key, value) for key, value in facts if value)
                having.append(Entry(text=note.title, facts=known, refs=(note.file,) if note.file else ()))
        having.sort(key=lambda entry: entry.facts)
        said = {dict(entry.facts)["quarter"] for entry in having}
        lacking = [Entry(note="missing", facts=(("quarter", str(number)),)) for number in range(1, QUARTERS + 1)
                   if str(number) not in said]  # fmt: skip
        return Measure("notes_written", "quarters", len(said), QUARTERS, tuple(having), tuple(lacking))

    def _grouped(self, year: str) -> Measure:
        groups, single = self.difficulties(year)
        having = [
            Entry(area.teacher, area.text, facts=(("words", ", ".join(group.words)),), refs=area.refs)
            for group in groups for area in group.areas
        ]  # fmt: skip
        return Measure("difficulties", "groups", len(groups), None, tuple(having), single)

    def _areas(self, key: str, year: str, has: Callable[[TeacherFacts, AreaFact], bool]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._of(year):
            for area in facts.areas:
                (having if has(item, area) else lacking).append(self._entry(item.id, area.title, [area.ref]))
        return _measure(key, having, lacking)

    def _mentored(self, year: str) -> Measure:
        pairs = self._with_mentor(year)
        return self._areas("areas_with_mentor", year, lambda item, area: area.has_mentor or item.id in pairs)

    def _with_mentor(self, year: str) -> set[str | None]:
        """Teachers for whom the school names a mentor in a year."""
        return {pair.novice for pair in mentor_pairs(self._school, year) if pair.mentor}

    def _support(self, year: str) -> Measure:
        pairs = self._with_mentor(year)
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._of(year):
            for area in facts.areas:
                note = _lacks(area.is_planned, area.has_mentor or item.id in pairs)
                (having if note else lacking).append(self._entry(item.id, area.title, [area.ref], note))
        return _measure("support_needed", having, lacking)

    def _goals_tied(self, year: str) -> Measure:
        known = {goal.id: goal.goal or goal.id for goal in self._school.goals}
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._of(year):
            for goal in facts.goals:
                entry = self._entry(item.id, goal.text, [goal.ref], facts=[("school_goal", goal.school_goal)])
                (having if goal.school_goal in known else lacking).append(entry)
        return _measure("goals_tied", having, lacking)

    def _goals_measured(self, year: str) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._of(year):
            for goal in facts.goals:
                (having if goal.is_measured else lacking).append(self._entry(item.id, goal.text, [goal.ref]))
        return _measure("goals_measured", having, lacking)

    def _novices(self, year: str, people: Sequence[TeacherFacts]) -> Measure:
        mentors = {pair.novice: pair.mentor for pair in mentor_pairs(self._school, year) if pair.mentor}
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in people:
            if item.is_novice and item.id in mentors:
                having.append(self._entry(item.id, facts=[("mentor", self._person(mentors[item.id]))]))
            elif item.is_novice:
                lacking.append(self._entry(item.id, note="missing"))
        return _measure("novices_with_mentor", having, lacking)

    def _person(self, said: str | None) -> str | None:
        """A mentor as the report may name them: with codes only by a code."""
        if said in self._names:
            return self._names[said].name
        return None if self._in_codes else said

    def _lines(self, key: str, year: str, has: Callable[[PlanLine], bool]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._of(year):
            for line in facts.plan:
                plan = line.item
                said = [("form", plan.form), ("resources", plan.resources), ("mentor", self._person(plan.mentor))]
                entry = self._entry(item.id, plan.action, [line.ref], facts=said)
                (having if has(line) else lacking).append(entry)
        return _measure(key, having, lacking)

    def _of_form(self, key: str, year: str) -> Measure:
        return self._lines(key, year, lambda line: line.item.form == FORMS[key])


def as_ref(teacher: Teacher, ref: str) -> str:
    """A document of a teacher as the school names it."""
    return f"{teacher.id}/{ref}"


def _lacks(is_planned: bool, has_mentor: bool) -> Note:
    if is_planned:
        return "" if has_mentor else "no-mentor"
    return "no-action" if has_mentor else "no-action-no-mentor"


def _measure(key: str, having: list[Entry], lacking: list[Entry]) -> Measure:
    return Measure(
        key, MEASURES[key].unit, len(having), len(having) + len(lacking), tuple(having), tuple(lacking)
    )  # fmt: skip


def _current_plans(facts: YearFacts, year: str) -> list[str]:
    """The designs of a year whose plan reaches into it or beyond."""

    def reaches(line: PlanLine) -> bool:
        day = line.item.end or line.item.start
        return day is not None and school_year(day) >= year

    return [line.ref for line in facts.plan if reaches(line)]
