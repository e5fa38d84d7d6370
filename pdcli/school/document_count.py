"""Measures that the school's own documents give, each number with the list behind it.

Where the school has no such document, or it says nothing of what is counted, there is no measure: that is not zero.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from pdcli.documents.document import Document
from pdcli.documents.references import row_references
from pdcli.documents.survey import COUNTS, answers_of, has_too_few_answers, question_has_too_few_answers
from pdcli.model.documents import STAGES, AnalyticalNote, Decision, Member, Part, Survey, Visit
from pdcli.model.school_year import as_school_year, quarters, year_after
from pdcli.portfolio.school import is_own_mentor
from pdcli.portfolio.school_documents import Row, SchoolYear, SchoolYears, Typed, quarters_met, rows
from pdcli.portfolio.school_references import SchoolReferences, Target, row_reference
from pdcli.school.entries import Entry, Measure, Note, measure
from pdcli.school.facts import TeacherFacts
from pdcli.school.measures import MEASURES, QUARTERS
from pdcli.school.page import People

P = TypeVar("P", bound=Part)
_SURVEYS = {
    "surveys_conditions": ("environment", "pupils"), "needs_surveys": ("needs",), "climate_surveys": ("climate",),
}  # fmt: skip
# Groups in whose meetings the results of an analysis are discussed, as the guideline has it.
_DISCUSSING = ("council", "association")
# What a decision names that follows from reflection.
_REFLECTION = ("analytical-note", "diagnostic", "lesson-study", "reflection")


class DocumentCount:
    """Computes the measures of one school from its own documents, as of a day."""

    def __init__(self, years: SchoolYears, references: SchoolReferences, people: People, today: date) -> None:
        self._years = years
        self._references = references
        self._people = people
        self._today = today

    def measures(self, year: str, teachers: Sequence[TeacherFacts]) -> dict[str, Measure]:
        """The measures of a year that can be stated, by their keys; `teachers` are those of whom numbers are given."""
        own = self._years.year(year)
        measures = [
            *self._of_visits(own, teachers), *self._of_groups(own, teachers), *self._of_notes(own),
            *self._of_surveys(own), *self._of_decisions(own), *self._of_plans(own), *self._of_agreed(own, teachers),
            *self._of_resources(own), *self._of_cycle(own),
        ]  # fmt: skip
        return {item.key: item for item in measures if item.total or (item.total is None and item.number)}

    def _of_visits(self, own: SchoolYear, teachers: Sequence[TeacherFacts]) -> Iterator[Measure]:
        """Only numbers: the register is private."""
        visits = [row.item for row in own.visits]
        if not visits:
            return

        def of(key: str, counted: Callable[[Visit], bool], out_of: Callable[[Visit], object]) -> Measure:
            base = [item for item in visits if out_of(item)]
            return Measure(key, MEASURES[key].unit, sum(map(counted, base)), len(base), (), ())

        yield of("visits_goals", lambda item: item.goals_matched == "yes", lambda item: item.goals_matched)
        yield of("visits_safe", lambda item: item.safe == "yes", lambda item: item.safe)
        yield of("concerns_closed", lambda item: item.closed is not None, lambda item: item.safe == "concern")
        yield of("visits_formative", lambda item: item.formative == "yes", lambda item: item.formative)
        yield of("visits_approaches", lambda item: item.approaches == "yes", lambda item: item.approaches)
        visited = {item.teacher for item in visits}
        number = sum(item.id in visited for item in teachers)
        yield Measure("teachers_visited", "teachers", number, len(teachers), (), ())

    def _of_groups(self, own: SchoolYear, teachers: Sequence[TeacherFacts]) -> Iterator[Measure]:
        having: list[Entry] = []
        lacking: list[Entry] = []
        for group in own.groups:
            met = quarters_met(group.model, own.year, self._today)
            missing = [number for number, has_met in met.items() if not has_met]
            if met:
                facts = [("quarter", f"{number}") for number in missing]
                (lacking if missing else having).append(self._document_entry(own, group.document, facts))
        yield measure("groups_meet", having, lacking)
        if own.members:
            refs: dict[str | None, list[str]] = {}
            for row in own.members:
                refs.setdefault(row.item.member, []).append(row.document.ref)
            yield self._of_teachers("teachers_in_groups", teachers, lambda item: refs.get(item.id, []))
        yield self._tutors_trained(own)

    def _tutors_trained(self, own: SchoolYear) -> Measure:
        """Each person once, however many groups there are."""
        tutors: dict[str, list[Row[Member]]] = {}
        for row in own.members:
            if row.item.role == "tutor" and row.item.member:
                tutors.setdefault(row.item.member, []).append(row)
        entries = [
            (
                any(row.item.trained_on for row in of_person),
                self._person(member, *dict.fromkeys(row.document.ref for row in of_person)),
            )
            for member, of_person in tutors.items()
        ]
        return _divided("tutors_trained", entries)

    def _notes_written(self, own: SchoolYear) -> Iterator[Measure]:
        """The notes of the year, and its quarters with one: documents and rows of school.yaml together."""
        notes: list[tuple[tuple[int, ...], Entry]] = []
        for note in own.notes:
            numbers = quarters_of(note, own.year)
            facts: tuple[tuple[str, object], ...] = (
                ("quarter", ", ".join(map(str, numbers)) or None), ("date", note.model.date),
            )  # fmt: skip
            notes.append((numbers, self._document_entry(own, note.document, facts)))
        listed = []
        for row in own.school.notes:
            year = as_school_year(row.school_year) or as_school_year(own.school.school_year)
            if row.quarter is not None and row.quarter in range(1, QUARTERS + 1) and year == own.year:
                facts = (("quarter", row.quarter), ("date", row.date))
                entry = Entry(text=row.title, facts=_facts(facts), refs=(row.file,) if row.file else ())
                listed.append(((int(row.quarter),), entry))
        notes += sorted(listed, key=lambda note: note[1].facts)
        yield Measure("notes_all", "notes", len(notes), None, tuple(entry for _numbers, entry in notes), ())
        having = tuple(entry for numbers, entry in notes if numbers)
        covered = {number for numbers, _entry in notes for number in numbers}
        lacking = tuple(
            Entry(note="missing", facts=(("quarter", f"{number}"),))
            for number in range(1, QUARTERS + 1) if number not in covered
        )  # fmt: skip
        yield Measure("notes_written", "quarters", len(covered), QUARTERS, having, lacking)

    def _of_notes(self, own: SchoolYear) -> Iterator[Measure]:
        yield from self._notes_written(own)
        notes = own.notes
        answers = {"notes_strengths": "strengths", "notes_problems": "problem_areas", "notes_causes": "causes"}
        for key, field in answers.items():
            yield _divided(
                key, [(bool(getattr(note.model, field)), self._document_entry(own, note.document)) for note in notes]
            )
        problems = [(note, " ".join((note.model.problem_areas or "").split())) for note in notes]
        yield _divided(
            "problems_named",
            [
                (
                    bool(text),
                    Entry(text=text, refs=(note.document.ref,)) if text else self._document_entry(own, note.document),
                )
                for note, text in problems
            ],
        )
        yield _divided(
            "conclusions_grounded",
            [
                (bool(item.from_), entry)
                for note in notes
                for item, entry in zip(note.model.conclusions, _conclusion_entries(note), strict=True) if item.text
            ],
        )  # fmt: skip
        yield self._analysis_discussed(own)

    def _analysis_discussed(self, own: SchoolYear) -> Measure:
        """Meetings of councils and associations count; those of other groups stand beside them."""
        meetings: dict[str, list[tuple[str, str, str]]] = {}
        discussing = {group.document.ref for group in own.groups if group.model.type in _DISCUSSING}
        every = [row for group in own.groups for row in rows(group.document, "meetings", group.model.meetings)]
        for row in sorted(every, key=lambda row: row.item.date or self._today):
            if row.item.date is None or row.item.date <= self._today:
                key = "meetings" if row.document.ref in discussing else "other_meetings"
                text = ", ".join(filter(None, (row.document.title_for(own.own.lang), str(row.item.date or ""))))
                for ref in {target.document.ref for target in self._targets(row.item.about, row.document)}:
                    meetings.setdefault(ref, []).append((key, text, row.reference))
        entries = []
        for document in (*(note.document for note in own.notes), *(item.document for item in own.surveys)):
            of_document = sorted(meetings.get(document.ref, []), key=lambda item: item[0])
            facts = [
                (name, "; ".join(text for key, text, _ref in of_document if key == name) or None)
                for name in ("meetings", "other_meetings")
            ]
            entry = self._document_entry(own, document, facts)
            refs = dict.fromkeys((*entry.refs, *(ref for _key, _text, ref in of_document)))
            is_counted = any(key == "meetings" for key, _text, _ref in of_document)
            entries.append((is_counted, entry.replace(refs=tuple(refs))))
        return _divided("analysis_discussed", entries)

    def _of_surveys(self, own: SchoolYear) -> Iterator[Measure]:
        for key, types in _SURVEYS.items():
            surveys = [item for item in own.surveys if item.model.type in types]
            surveys.sort(key=lambda item: (item.model.date is None, item.model.date or self._today))
            having: list[Entry] = []
            lacking: list[Entry] = []
            for survey in surveys:
                data = survey.document.data
                if answers_of(data) is None or has_too_few_answers(data):
                    note: Note = "no-number" if answers_of(data) is None else "few-answers"
                    lacking.append(self._document_entry(own, survey.document, note=note))
                else:
                    model = survey.model
                    facts = (("round", model.round), ("asked", model.asked), ("answered", model.answered))
                    having.append(self._document_entry(own, survey.document, facts))
                    having += _question_entries(survey.model)
                    if key == "needs_surveys":
                        having += [entry for entry in _conclusion_entries(survey) if entry.text]
            number = len(surveys) - len(lacking)
            yield Measure(key, "surveys", number, len(surveys), tuple(having), tuple(lacking))

    def _of_decisions(self, own: SchoolYear) -> Iterator[Measure]:
        councils = {group.document.ref for group in own.groups if group.model.type == "council"}
        decisions = [row for row in (*own.decisions, *own.decisions_of_administration) if row.item.text]
        entries = [self._decision_entry(row) for row in decisions]
        targets = [self._targets(row.item.because, row.document) for row in decisions]

        def divided(key: str, counted: Iterable[bool]) -> Measure:
            return _divided(key, list(zip(counted, entries, strict=True)))

        yield divided(
            "decisions_owned", (bool(row.item.owner and (row.item.due or row.item.done)) for row in decisions)
        )
        if councils:
            yield divided("council_decisions", (row.document.ref in councils for row in decisions))
        yield divided(
            "decisions_reflected", (any(item.document.kind in _REFLECTION for item in one) for one in targets)
        )
        yield divided("decisions_based", (any(_is_data(item) for item in one) for one in targets))

    def _of_plans(self, own: SchoolYear) -> Iterator[Measure]:
        yield _divided(
            "plan_approved",
            [
                (bool(plan.model.approved and plan.model.approved.date), self._document_entry(own, plan.document))
                for plan in own.plans
            ],
        )
        goals = {goal.id for goal in own.school.goals}
        needs = {row.item.id for row in own.needs}
        lines = [row for row in own.lines if row.item.action]
        due = [
            row for row in lines
            if row.item.state == "done"
            or (row.item.state == "planned" and _has_passed(row.item.end or row.item.start, self._today))
        ]  # fmt: skip
        yield _divided("lines_done", [(row.item.done is not None, _row_entry(row, row.item.action)) for row in due])
        entries = [(row.item, _row_entry(row, row.item.action)) for row in lines]
        yield _divided("lines_with_goal", [(item.goal in goals, entry) for item, entry in entries])
        yield _divided(
            "lines_grounded", [(item.goal in goals and item.need in needs, entry) for item, entry in entries]
        )
        yield _divided("lines_with_resources", [(bool(item.hours or item.resources), entry) for item, entry in entries])

    def _of_agreed(self, own: SchoolYear, teachers: Sequence[TeacherFacts]) -> Iterator[Measure]:
        agreed = [row for row in own.agreed if row.item.date]
        if not agreed:
            return
        refs: dict[str | None, list[str]] = {}
        for row in agreed:
            refs.setdefault(row.item.teacher, []).append(row.document.ref)
        yield self._of_teachers("plans_agreed", teachers, lambda item: refs.get(item.id, []))
        entries = [
            (bool(row.item.reviewed), self._person(row.item.teacher, row.document.ref, text=row.item.cycle))
            for row in agreed
        ]  # fmt: skip
        yield _divided("plans_reviewed", entries)

    def _of_resources(self, own: SchoolYear) -> Iterator[Measure]:
        lines = [row for row in own.lines if row.item.action and row.item.state != "dropped"]
        yield _hours("hours_planned", [(row.item.hours, _row_entry(row, row.item.action)) for row in lines])
        events = [row for row in own.events if row.item.date and row.item.date <= self._today]
        yield _hours(
            "hours_held",
            [(row.item.hours, _row_entry(row, row.item.title, (("date", row.item.date),))) for row in events],
        )
        pairs = [row for row in own.mentors if row.item.mentor and row.item.novice and not is_own_mentor(row.item)]
        entries = []
        for row in pairs:
            names = self._people.names([row.item.mentor or "", row.item.novice or ""])
            entries.append((bool(row.item.order), _row_entry(row, " → ".join(names), (("order", row.item.order),))))
        yield _divided("mentors_ordered", entries)

    def _of_cycle(self, own: SchoolYear) -> Iterator[Measure]:
        corrections = [row for row in own.corrections if row.item.text]
        yield _divided(
            "corrections_based", [(bool(row.item.because), _row_entry(row, row.item.text)) for row in corrections]
        )
        following = self._years.year(year_after(own.year))
        if corrections and following.plans:
            places = {place for plan in following.plans for place in self._named_rows(plan.document)}
            entries = [
                ((row.document.ref, row.table, row.number) in places, _row_entry(row, row.item.text))
                for row in corrections
            ]
            yield _divided("corrections_carried", entries)
        for cycle in own.cycles[:1]:
            results = {stage: getattr(cycle.model, f"{stage}_result") for stage in STAGES}
            if any(results.values()):
                yield _divided(
                    "school_stages",
                    [(bool(text), Entry(text=text, facts=(("stage", stage),))) for stage, text in results.items()],
                )

    def _of_teachers(
        self, key: str, teachers: Sequence[TeacherFacts], refs: Callable[[TeacherFacts], Iterable[str]]
    ) -> Measure:
        entries = []
        for item in teachers:
            documents = tuple(dict.fromkeys(refs(item)))
            note: Note = "" if documents else "missing"
            entries.append((bool(documents), Entry(self._people.teachers[item.id], note=note, refs=documents)))
        return _divided(key, entries)

    def _person(self, person: str | None, *refs: str, text: str | None = None) -> Entry:
        teacher = self._people.teachers.get(person or "")
        return Entry(teacher, text if teacher else self._people.name(person), refs=refs)

    def _decision_entry(self, row: Row[Decision]) -> Entry:
        day = row.item.due or row.item.done
        facts = (("owner", self._people.name(row.item.owner)), ("due", day))
        refs = [
            row_reference(target.document, target.data.get("id") if target.row else None)
            for target in self._targets(row.item.because, row.document)
            if not target.document.is_private and target.portfolio is self._references.school
        ]  # fmt: skip
        return _row_entry(row, row.item.text, facts, refs)

    def _document_entry(
        self, own: SchoolYear, document: Document, facts: Iterable[tuple[str, object]] = (), note: Note = ""
    ) -> Entry:
        return Entry(text=document.title_for(own.own.lang), note=note, facts=_facts(facts), refs=(document.ref,))

    def _targets(self, references: Iterable[str], document: Document) -> list[Target]:
        targets = (self._references.target(text, document) for text in references)
        return [target for target in targets if target]

    def _named_rows(self, document: Document) -> Iterator[tuple[str, str, int]]:
        """Yield (ref, table, number) of every row that a document names."""
        for _loc, _field, text in row_references(document.form, document.data) if document.form else ():
            for target in self._targets([text], document):
                if target.row:
                    yield target.document.ref, *target.row


def quarters_of(note: Typed[AnalyticalNote], year: str) -> tuple[int, ...]:
    """The quarters that a note is about; without a quarter it is about the half-year of its day."""
    if note.model.quarter is not None:
        return (int(note.model.quarter),) if note.model.quarter in range(1, QUARTERS + 1) else ()
    if note.model.date is None or note.document.data.get("quarter") not in (None, ""):
        return ()
    # The note of the first half-year is written in the holidays or soon after them.
    third = quarters(year)[2]
    middle = third[0] + (third[1] - third[0]) / 2
    return (1, 2) if note.model.date < middle else (3, 4)


def _divided(key: str, entries: Sequence[tuple[bool, Entry]]) -> Measure:
    """The measure of entries, each with whether it is counted."""
    return measure(
        key, [entry for is_counted, entry in entries if is_counted],
        [entry for is_counted, entry in entries if not is_counted],
    )  # fmt: skip


def _hours(key: str, entries: Sequence[tuple[float | None, Entry]]) -> Measure:
    """The sum of the hours of entries, each with its own; those without any are listed apart."""
    having = tuple(
        entry.replace(facts=(*entry.facts, *_facts((("hours", hours),)))) for hours, entry in entries if hours
    )
    total = sum(hours or 0 for hours, _entry in entries)
    number = int(total) if float(total).is_integer() else total
    return Measure(key, "hours", number, None, having, tuple(entry for hours, entry in entries if not hours))


def _row_entry(
    row: Row[P], text: str | None, facts: Iterable[tuple[str, object]] = (), refs: Iterable[str] = ()
) -> Entry:
    return Entry(text=text, facts=_facts(facts), refs=tuple(dict.fromkeys((row.reference, *refs))))


def _question_entries(survey: Survey) -> Iterator[Entry]:
    for item in survey.questions:
        counts = {key: getattr(item, key) for key in COUNTS}
        if item.question and not question_has_too_few_answers(counts):
            yield Entry(text=item.question, facts=_facts(counts.items()))


def _conclusion_entries(item: Typed[AnalyticalNote] | Typed[Survey]) -> list[Entry]:
    """The conclusions of a note or a diagnostic, each with the reference to its row."""
    return [Entry(text=row.text, refs=(row_reference(item.document, row.id),)) for row in item.model.conclusions]


def _facts(facts: Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    """Pairs of a form key and the text of its answer, without those that have none."""
    return tuple(
        (key, f"{value:g}" if isinstance(value, float) else f"{value}") for key, value in facts if value is not None
    )


def _is_data(target: Target) -> bool:
    """Whether something shows how things are: not a meeting, a decision or a goal of the school."""
    table = target.row[0] if target.row else None
    return table not in ("meetings", "decisions") and not (table == "goals" and target.document.kind == "school")


def _has_passed(day: date | None, today: date) -> bool:
    return day is not None and day < today
