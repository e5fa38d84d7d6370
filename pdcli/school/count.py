"""Measures of a school per school year, each number with the list behind it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from pdcli.model.documents import SCHOOL_PREFIX, STAGES, MentorPair, School
from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.model.school_year import as_school_year, school_year
from pdcli.portfolio.school import mentor_pairs
from pdcli.school.difficulties import Area, group_difficulties
from pdcli.school.facts import AreaFact, PlanLine, TeacherFacts, YearFacts
from pdcli.school.measures import FORMS, MEASURES, QUARTERS, Unit

Note = Literal["", "draft", "missing", "no-action", "no-mentor", "no-action-no-mentor"]


class Teacher(Value):
    """The owner of a portfolio: the id of the folder in the school and the name, or one code for both."""

    id: Key
    name: Text


class Entry(Value):
    """One line of a list. `note` is what is lacking; `facts` are pairs of a form key and its answer."""

    teacher: Teacher | None = None
    text: Text | None = None
    note: Note = ""
    facts: tuple[tuple[Text, Text], ...] = ()
    refs: tuple[Text, ...] = ()


class Measure(Value):
    """A number, the total that it is a part of (None if of nothing), and the lists of what has it and what lacks it."""

    key: Key
    unit: Unit
    number: int
    total: int | None
    having: tuple[Entry, ...]
    lacking: tuple[Entry, ...]

    @property
    def share(self) -> float | None:
        """The share in percent; None without a total."""
        return round(100 * self.number / self.total, 1) if self.total else None


class Group(Value):
    """A typical difficulty: growth areas and the words that they share."""

    words: tuple[Text, ...]
    teachers: int
    areas: tuple[Entry, ...]


class YearNumbers(Value):
    """The measures of one school year: key -> (number, total)."""

    year: Text
    teachers: int
    numbers: dict[Key, tuple[int, int | None]]


class SchoolCount:
    """Computes the measures of one school from the facts of its teachers."""

    def __init__(
        self, school: School, facts: Sequence[TeacherFacts], names: dict[str, Teacher], in_codes: bool
    ) -> None:
        self._school = school
        self._facts = facts
        self._names = names
        self._in_codes = in_codes

    def numbers(self, year: str, everyone: bool) -> YearNumbers:
        """The numbers of a year. Without `everyone`, only teachers who had a document by then count."""
        measures = self.measures(year, everyone)
        return YearNumbers(
            year, len(self._people_of(year, everyone)), {item.key: (item.number, item.total) for item in measures}
        )

    def measures(self, year: str, everyone: bool = True) -> list[Measure]:
        """All measures of a year, in the order of MEASURES."""
        people = self._people_of(year, everyone)
        teachers = [item for item in people if item.is_teacher]
        measures = {
            "lessons_analysed": self._teacher_measure("lessons_analysed", year, teachers, lambda facts: facts.lessons),
            "notes_written": self._notes(year),
            "difficulties": self._difficulty_measure(year),
            "areas_planned": self._areas("areas_planned", year, lambda _teacher, area: area.is_planned),
            "areas_with_mentor": self._mentored(year),
            "support_needed": self._support(year),
            "reflective_work": self._teacher_measure("reflective_work", year, teachers, lambda facts: facts.reflective),
            "self_assessed": self._teacher_measure(
                "self_assessed", year, teachers, lambda facts: facts.self_assessments
            ),
            "plans": self._teacher_measure("plans", year, teachers, lambda facts: _current_plans(facts, year)),
            "goals_tied": self._goals_tied(year),
            "novices_with_mentor": self._novices(year, people),
            "actions_with_resources": self._plan_lines(
                "actions_with_resources", year, lambda line: bool(line.item.resources)
            ),
            "goals_measured": self._goals_measured(year),
            "cycles_complete": self._teacher_measure("cycles_complete", year, teachers, lambda facts: facts.complete),
        }
        for key in FORMS:
            measures[key] = self._of_form(key, year)
        for stage in STAGES:
            measures[f"stage_{stage}"] = self._stage(stage, year, teachers)
        return [measures[key] for key in MEASURES]

    def difficulties(self, year: str) -> tuple[tuple[Group, ...], tuple[Entry, ...]]:
        """Groups of growth areas of a year, and the areas that belong to no group."""
        areas: dict[tuple[str, str], Area] = {}
        for item, facts in self._year_facts(year):
            for area in facts.areas:
                key = (item.id, " ".join(area.title.casefold().split()))
                before = areas[key].refs if key in areas else ()
                areas[key] = Area(item.id, area.title, area.lang, tuple(dict.fromkeys((*before, area.ref))))
        groups, single = group_difficulties(list(areas.values()))
        return (
            tuple(
                Group(group.words, len(group.teachers), tuple(self._area_entry(area) for area in group.areas))
                for group in groups
            ),
            tuple(map(self._area_entry, single)),
        )

    def _area_entry(self, area: Area) -> Entry:
        return self._entry(area.teacher, area.title, area.refs)

    def _people_of(self, year: str, everyone: bool) -> list[TeacherFacts]:
        return [item for item in self._facts if everyone or any(documented <= year for documented in item.years)]

    def _year_facts(self, year: str) -> list[tuple[TeacherFacts, YearFacts]]:
        return [(item, item.years[year]) for item in self._facts if year in item.years]

    def _entry(
        self, teacher: str, text: str | None = None, refs: Iterable[str] = (), note: Note = "",
        facts: Iterable[tuple[str, str | None]] = (),
    ) -> Entry:  # fmt: skip
        owner = self._names[teacher]
        answers = tuple((key, value) for key, value in facts if value)
        return Entry(owner, text, note, answers, tuple(as_ref(owner, ref) for ref in dict.fromkeys(refs)))

    def _teacher_measure(
        self, key: str, year: str, people: Sequence[TeacherFacts], refs: Callable[[YearFacts], Sequence[str]]
    ) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in people:
            teacher_refs = refs(item.years[year]) if year in item.years else ()
            if teacher_refs:
                having.append(self._entry(item.id, refs=teacher_refs))
            else:
                lacking.append(self._entry(item.id, note="missing"))
        return _measure(key, having, lacking)

    def _stage(self, stage: str, year: str, people: Sequence[TeacherFacts]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in people:
            documents = item.years[year].stages.get(stage, []) if year in item.years else []
            final = [document.ref for document in documents if document.is_final]
            started = [document.ref for document in documents if document.is_started]
            if final:
                having.append(self._entry(item.id, refs=final))
            else:
                lacking.append(self._entry(item.id, refs=started, note="draft" if started else "missing"))
        return _measure(f"stage_{stage}", having, lacking)

    def _notes(self, year: str) -> Measure:
        having = []
        for note in self._school.notes:
            own_year = as_school_year(note.school_year) or as_school_year(self._school.school_year)
            if note.quarter in range(1, QUARTERS + 1) and own_year == year:
                facts = [("quarter", f"{note.quarter:g}"), ("date", note.date.isoformat() if note.date else None)]
                answers = tuple((key, value) for key, value in facts if value)
                having.append(Entry(text=note.title, facts=answers, refs=(note.file,) if note.file else ()))
        having.sort(key=lambda entry: entry.facts)
        quarters = {dict(entry.facts)["quarter"] for entry in having}
        lacking = [Entry(note="missing", facts=(("quarter", str(number)),)) for number in range(1, QUARTERS + 1)
                   if str(number) not in quarters]  # fmt: skip
        return Measure("notes_written", "quarters", len(quarters), QUARTERS, tuple(having), tuple(lacking))

    def _difficulty_measure(self, year: str) -> Measure:
        groups, single = self.difficulties(year)
        having = [
            Entry(area.teacher, area.text, facts=(("words", ", ".join(group.words)),), refs=area.refs)
            for group in groups for area in group.areas
        ]  # fmt: skip
        return Measure("difficulties", "groups", len(groups), None, tuple(having), single)

    def _areas(self, key: str, year: str, has: Callable[[TeacherFacts, AreaFact], bool]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for area in facts.areas:
                (having if has(item, area) else lacking).append(self._entry(item.id, area.title, [area.ref]))
        return _measure(key, having, lacking)

    def _mentored(self, year: str) -> Measure:
        pairs = self._mentored_teachers(year)
        return self._areas("areas_with_mentor", year, lambda item, area: area.has_mentor or item.id in pairs)

    def _mentored_teachers(self, year: str) -> set[str | None]:
        """Teachers for whom the school names a mentor in a year."""
        return {pair.novice for pair in mentor_pairs(self._school, year) if pair.mentor}

    def _support(self, year: str) -> Measure:
        pairs = self._mentored_teachers(year)
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for area in facts.areas:
                note = _support_note(area.is_planned, area.has_mentor or item.id in pairs)
                (having if note else lacking).append(self._entry(item.id, area.title, [area.ref], note))
        return _measure("support_needed", having, lacking)

    def _goals_tied(self, year: str) -> Measure:
        goal_titles = {goal.id: goal.goal or goal.id for goal in self._school.goals}
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for goal in facts.goals:
                entry = self._entry(item.id, goal.text, [goal.ref], facts=[("school_goal", goal.school_goal)])
                (having if goal.school_goal in goal_titles else lacking).append(entry)
        return _measure("goals_tied", having, lacking)

    def _goals_measured(self, year: str) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for goal in facts.goals:
                (having if goal.is_measured else lacking).append(self._entry(item.id, goal.text, [goal.ref]))
        return _measure("goals_measured", having, lacking)

    def _novices(self, year: str, people: Sequence[TeacherFacts]) -> Measure:
        pairs_by_novice: dict[str | None, list[MentorPair]] = defaultdict(list)
        for pair in mentor_pairs(self._school, year):
            if pair.mentor:
                pairs_by_novice[pair.novice].append(pair)
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in people:
            if item.is_novice and item.id in pairs_by_novice:
                having.append(self._entry(item.id, facts=self._mentor_facts(pairs_by_novice[item.id])))
            elif item.is_novice:
                lacking.append(self._entry(item.id, note="missing"))
        return _measure("novices_with_mentor", having, lacking)

    def _mentor_facts(self, pairs: Sequence[MentorPair]) -> list[tuple[str, str | None]]:
        """The names of a novice's mentors and of the curators, each name once."""
        names: dict[str, dict[str, None]] = {"mentor": {}, "curator": {}}
        for pair in pairs:
            if name := self._mentor_name(pair.mentor):
                names["curator" if pair.level == "curator" else "mentor"][name] = None
        return [(key, ", ".join(people)) for key, people in names.items()]

    def _mentor_name(self, name: str | None) -> str | None:
        """The mentor's name as the report may show it: with codes only a code."""
        if name in self._names:
            return self._names[name].name
        return None if self._in_codes else name

    def _plan_lines(self, key: str, year: str, has: Callable[[PlanLine], bool]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for line in facts.plan:
                plan = line.item
                plan_facts = [
                    ("form", plan.form),
                    ("resources", plan.resources),
                    ("mentor", self._mentor_name(plan.mentor)),
                ]
                entry = self._entry(item.id, plan.action, [line.ref], facts=plan_facts)
                (having if has(line) else lacking).append(entry)
        return _measure(key, having, lacking)

    def _of_form(self, key: str, year: str) -> Measure:
        return self._plan_lines(key, year, lambda line: line.item.form == FORMS[key])


def as_ref(teacher: Teacher, ref: str) -> str:
    """The ref of a teacher's document from the school, `<teacher>/<ref>`; of one of the school's own, its ref there."""
    return ref.removeprefix(SCHOOL_PREFIX) if ref.startswith(SCHOOL_PREFIX) else f"{teacher.id}/{ref}"


def _support_note(is_planned: bool, has_mentor: bool) -> Note:
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
