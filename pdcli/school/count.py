"""Measures of a school per school year, each number with the list behind it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from pdcli.model.documents import STAGES, MentorPair, School
from pdcli.model.school_year import quarters_with, school_year
from pdcli.portfolio.school import mentor_pairs
from pdcli.school.difficulties import Area, group_difficulties
from pdcli.school.document_count import DocumentCount
from pdcli.school.entries import Entry, Group, Measure, Note, YearNumbers, as_ref, measure
from pdcli.school.facts import AreaFact, PlanLine, TeacherFacts, YearFacts
from pdcli.school.measures import FORMS, MEASURES
from pdcli.school.page import People


class SchoolCount:
    """Computes the measures of one school, as of a day, from the facts of its teachers and from its own documents."""

    def __init__(
        self, school: School, facts: Sequence[TeacherFacts], documents: DocumentCount, people: People, today: date
    ) -> None:
        self._school = school
        self._facts = facts
        self._documents = documents
        self._people = people
        self._names = people.teachers
        self._today = today

    def numbers(self, year: str, everyone: bool) -> YearNumbers:
        """The numbers of a year. Without `everyone`, only teachers who had a document by then count."""
        measures = self.measures(year, everyone)
        return YearNumbers(
            year, len(self._people_of(year, everyone)), {item.key: (item.number, item.total) for item in measures}
        )

    def measures(self, year: str, everyone: bool = True) -> list[Measure]:
        """All measures of a year that can be stated, in the order of MEASURES."""
        people = self._people_of(year, everyone)
        teachers = [item for item in people if item.is_teacher]
        measures = self._documents.measures(year, teachers)
        measures |= {
            "lessons_analysed": self._teacher_measure("lessons_analysed", year, teachers, lambda facts: facts.lessons),
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
        measures |= {item.key: item for item in self._of_progress(year, teachers) if item.total}
        return [measures[key] for key in MEASURES if key in measures]

    def _of_progress(self, year: str, teachers: Sequence[TeacherFacts]) -> Iterator[Measure]:
        """Measures that are not stated as long as no portfolio says anything of what they count."""
        yield self._analysed_each_quarter(year, teachers)
        yield self._actions_done(year)
        yield self._results_rising(year, teachers)
        yield self._goals_reached(year)

    def _analysed_each_quarter(self, year: str, teachers: Sequence[TeacherFacts]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item in teachers if quarters_with((), year, self._today) else ():
            facts = item.years.get(year, YearFacts())
            quarters = quarters_with(facts.lesson_days, year, self._today)
            missing = [("quarter", f"{number}") for number, has_one in quarters.items() if not has_one]
            (lacking if missing else having).append(self._entry(item.id, refs=facts.lessons, facts=missing))
        return measure("analysed_each_quarter", having, lacking)

    def _actions_done(self, year: str) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        lines = [(item, line) for item, facts in self._year_facts(year) for line in facts.plan]
        if all(line.item.state == "planned" for _item, line in lines):
            return measure("actions_done", having, lacking)
        for item, line in lines:
            day = line.item.end or line.item.start
            is_due = line.item.done is not None or (day is not None and day < self._today)
            if is_due and line.item.state != "dropped":
                entry = self._entry(item.id, line.item.action, [line.ref])
                (having if line.item.done else lacking).append(entry)
        return measure("actions_done", having, lacking)

    def _results_rising(self, year: str, teachers: Sequence[TeacherFacts]) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        this = int(year[:4])
        for item in teachers:
            if this in item.quality and this - 1 in item.quality and item.results:
                means = item.quality[this - 1], item.quality[this]
                entry = self._entry(item.id, " → ".join(f"{mean:g} %" for mean in means), [item.results])
                (having if means[1] > means[0] else lacking).append(entry)
        return measure("results_rising", having, lacking)

    def _goals_reached(self, year: str) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for goal in facts.goals:
                if goal.reached:
                    entry = self._entry(item.id, goal.text, [goal.ref], facts=[("reached", goal.reached)])
                    (having if goal.reached == "yes" else lacking).append(entry)
        return measure("goals_reached", having, lacking)

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
        """The teachers with documents of a year; goals and actions of a head who does not teach are no teacher's."""
        return [(item, item.years[year]) for item in self._facts if item.is_teacher and year in item.years]

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
        return measure(key, having, lacking)

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
        return measure(f"stage_{stage}", having, lacking)

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
        return measure(key, having, lacking)

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
        return measure("support_needed", having, lacking)

    def _goals_tied(self, year: str) -> Measure:
        goal_titles = {goal.id: goal.goal or goal.id for goal in self._school.goals}
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for goal in facts.goals:
                entry = self._entry(item.id, goal.text, [goal.ref], facts=[("school_goal", goal.school_goal)])
                (having if goal.school_goal in goal_titles else lacking).append(entry)
        return measure("goals_tied", having, lacking)

    def _goals_measured(self, year: str) -> Measure:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for item, facts in self._year_facts(year):
            for goal in facts.goals:
                (having if goal.result else lacking).append(self._entry(item.id, goal.text, [goal.ref]))
        return measure("goals_measured", having, lacking)

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
        return measure("novices_with_mentor", having, lacking)

    def _mentor_facts(self, pairs: Sequence[MentorPair]) -> list[tuple[str, str | None]]:
        """The names of a novice's mentors and of the curators, each name once."""
        names: dict[str, dict[str, None]] = {"mentor": {}, "curator": {}}
        for pair in pairs:
            if name := self._mentor_name(pair.mentor):
                names["curator" if pair.level == "curator" else "mentor"][name] = None
        return [(key, ", ".join(people)) for key, people in names.items()]

    def _mentor_name(self, name: str | None) -> str | None:
        """The mentor's name as the report may show it: with codes only a code."""
        return self._people.name(name)

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
        return measure(key, having, lacking)

    def _of_form(self, key: str, year: str) -> Measure:
        return self._plan_lines(key, year, lambda line: line.item.form == FORMS[key])


def _support_note(is_planned: bool, has_mentor: bool) -> Note:
    if is_planned:
        return "" if has_mentor else "no-mentor"
    return "no-action" if has_mentor else "no-action-no-mentor"


def _current_plans(facts: YearFacts, year: str) -> list[str]:
    """The designs of a year whose plan reaches into it or beyond."""

    def reaches(line: PlanLine) -> bool:
        day = line.item.end or line.item.start
        return day is not None and school_year(day) >= year

    return [line.ref for line in facts.plan if reaches(line)]
