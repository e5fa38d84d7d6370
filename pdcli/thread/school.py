"""The golden thread of a school: conclusion -> need -> line of the plan -> what was done -> decision -> correction ->
next plan, with its breaks; below each goal of the school the teachers' goals that serve it.

Data only. Private documents of the school and private cycles of its teachers are left out, and so is an issue that may
come from them or from what cannot be read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank
from pdcli.documents.rows import with_file_index
from pdcli.model.documents import AnalyticalNote, School, Survey
from pdcli.model.privacy import Key, Text, Word
from pdcli.model.record import Value
from pdcli.model.school_year import as_school_year
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.references import may_be_named
from pdcli.portfolio.school import SchoolFolder
from pdcli.portfolio.school_documents import Row, SchoolYear, rows
from pdcli.portfolio.school_references import SchoolReferences, row_reference, year_of
from pdcli.runtime.parallel import map_portfolios
from pdcli.thread.build import Trace, trace
from pdcli.thread.nodes import CycleTrace, Place
from pdcli.thread.subgraph import Selection, reached, subgraph

SchoolTable = Literal[
    "carried_over", "conclusions", "needs", "goals", "lines", "events", "meetings", "decisions", "corrections"
]
SchoolIssueKind = Literal[
    "no-plan", "conclusion-not-taken-up", "need-without-ground", "need-without-line", "goal-without-line",
    "goal-without-teacher", "line-without-ground", "line-not-done", "decision-without-ground",
    "decision-not-taken-up", "correction-without-ground", "correction-not-taken-up", "unknown-reference",
]  # fmt: skip
# Documents that a school year of the thread has.
_KINDS = ("school-plan", "events", "analytical-note", "diagnostic", "school-cycle")
# (ref of a document, its table, number of the row in the file)
_RowKey = tuple[str, str, int]


class TeacherNode(Value):
    """A goal of a teacher that serves a goal of the school, or a growth area that takes up a conclusion.

    `measured` and `reached` are those of the last result of a goal; `breaks` and `open_ends` count the issues of all
    that hangs together with it.
    """

    teacher: Key
    name: Text | None
    cycle: Text
    id: Key
    text: Text | None
    measured: Text | None
    reached: Literal["yes", "partly", "no"] | None
    breaks: int
    open_ends: int


class SchoolNode(Value):
    """A row of a document of the school. `reference` is how other documents name it, and is unique in its year.

    `document` is the title of the note, the diagnostic or the group that has it. `comes_from` are the nodes of its year
    before it, `earlier` those of other years, `carried_to` the nodes of other years that take it up. `start` is the day
    of an event or a meeting, `end` the last day of a line or the day when a decision is due.
    """

    reference: Text
    table: SchoolTable
    id: Key | None
    text: Text | None
    document: Text | None
    place: Place
    comes_from: tuple[Text, ...] = ()
    earlier: tuple[Text, ...] = ()
    carried_to: tuple[Text, ...] = ()
    start: date | None = None
    end: date | None = None
    done: date | None = None
    dropped: date | None = None
    result: Text | None = None
    teachers: tuple[TeacherNode, ...] = ()


class SchoolIssue(Value):
    """A place where the thread does not go on: at the node of this reference (empty for the year itself)."""

    kind: SchoolIssueKind
    state: Literal["break", "open"]
    node: Text
    names: tuple[Text, ...] = ()


class SchoolYearTrace(Value):
    """The nodes of one school year in the order of the thread, and its issues in the order of the nodes."""

    year: Text
    has_plan: bool
    nodes: tuple[SchoolNode, ...]
    issues: tuple[SchoolIssue, ...]

    @property
    def breaks(self) -> tuple[SchoolIssue, ...]:
        """The issues that are breaks."""
        return tuple(issue for issue in self.issues if issue.state == "break")


class SchoolTrace(Value):
    """The thread of a school, year by year. `unreadable` are refs of its documents that could not be read."""

    name: Text | None
    lang: Word
    years: tuple[SchoolYearTrace, ...]
    unreadable: tuple[Text, ...]


def school_trace(folder: SchoolFolder, jobs: int | None = None) -> SchoolTrace:
    """The thread of a school; each of its portfolios is read once, in `jobs` processes (None: as many as pay)."""
    own = folder.own
    parts = map_portfolios(_teacher_parts, list(folder.teachers.items()), _Request(folder.root, own.trust), jobs)
    school = folder.school
    names = {year for kind in _KINDS for item in own.of_kind(kind) if not item.is_private and (year := year_of(item))}
    if school and (year := as_school_year(school.school_year)):
        names.add(year)
    names.update(item.year for part in parts for item in part.goals)
    builder = _Builder(folder, parts, sorted(names))
    years = tuple(item for item in map(builder.year, sorted(names)) if item.nodes or item.issues)
    own.store_lines()
    unreadable = tuple(item.ref for item in own.documents if item.is_unread and not item.is_private)
    return SchoolTrace(school.name if school else None, own.lang, years, unreadable)


class _Request(NamedTuple):
    """What the workers need to read portfolios."""

    school: Path
    trust: Trust


class _OfTeacher(NamedTuple):
    """A node of a teacher, the school year of its cycle, and the row of the school that it names."""

    year: str
    row: _RowKey
    node: TeacherNode


class _TeacherPart(NamedTuple):
    """What one portfolio has of the school's thread; `doubtful` are school years of which something is left out."""

    goals: list[_OfTeacher]
    areas: list[_OfTeacher]
    doubtful: frozenset[str]
    is_whole: bool


def _teacher_parts(teachers: Sequence[tuple[str, Path]], request: _Request) -> list[_TeacherPart]:
    schools = Schools()
    references: SchoolReferences | None = None
    parts = []
    for name, root in teachers:
        portfolio = read_portfolio(root, request.trust, schools=schools)
        if references is None and portfolio.school:
            references = SchoolReferences(portfolio.school)
        parts.append(_teacher_part(name, portfolio, references))
    return parts


def _teacher_part(teacher: str, portfolio: Portfolio, references: SchoolReferences | None) -> _TeacherPart:
    thread = trace(portfolio, with_lines=False)
    goals: list[_OfTeacher] = []
    areas: list[_OfTeacher] = []
    doubtful = set()
    for folder, cycle in zip(portfolio.cycles, thread.cycles, strict=True):
        year = folder.school_year
        if year and (cycle.is_private or folder.unread_kinds):
            doubtful.add(year)
        if not year or cycle.is_private or references is None:
            continue
        for goal in folder.design.goals if folder.design else ():
            row = _row_of(references, goal.school_goal, year) if goal.school_goal else None
            if row:
                goals.append(_OfTeacher(year, row, _teacher_node(teacher, portfolio, thread, cycle, goal.id)))
        for area in folder.reflection.growth_areas if folder.reflection else ():
            for reference in area.of_school:
                row = _row_of(references, reference, year)
                if row:
                    areas.append(_OfTeacher(year, row, _teacher_node(teacher, portfolio, thread, cycle, area.id)))
    return _TeacherPart(goals, areas, frozenset(doubtful), portfolio.is_whole)


def _teacher_node(teacher: str, portfolio: Portfolio, thread: Trace, cycle: CycleTrace, name: str) -> TeacherNode:
    (around,) = subgraph(thread, Selection(cycle.name, name)).cycles
    text = next((node.text for node in cycle.nodes if node.id == name), None)
    result = next((item for item in reversed(cycle.results) if name in item.comes_from), None)
    who, profile = portfolio.who, portfolio.profile
    return TeacherNode(
        teacher, who.name if who and profile and not profile.is_private else None, cycle.name, name, text,
        result.measured if result else None, result.reached if result else None,
        len(around.breaks), len(around.issues) - len(around.breaks),
    )  # fmt: skip


def _row_of(references: SchoolReferences, reference: str, year: str) -> _RowKey | None:
    target = references.target(reference, year=year)
    return (target.document.ref, *target.row) if target and target.row else None


class _Draft:
    """A node before it is known what other rows name it: its row, and what the row names."""

    def __init__(self, row: Row[Any], index: int, table: SchoolTable, text: str | None, names: Sequence[str]) -> None:
        self.row = row
        self.index = index
        self.table = table
        self.text = text
        self.names = names
        self.key: _RowKey = (row.document.ref, row.table, index)
        # All rows that it names, and those that it names one by one and not with their document.
        self.rows: list[_RowKey] = []
        self.single_rows: set[_RowKey] = set()
        self.unknown: list[str] = []

    @property
    def document(self) -> Document:
        return self.row.document

    @property
    def reference(self) -> str:
        """How others name the row; one without an id has the number of the row in the file."""
        if getattr(self.row.item, "id", None):
            return self.row.reference
        return f"{row_reference(self.document, None)}/{self.table.replace('_', '-')}-{self.index + 1}"


class _Builder:
    """Makes the traces of the years of one school."""

    def __init__(self, folder: SchoolFolder, parts: Sequence[_TeacherPart], years: Sequence[str]) -> None:
        self.folder = folder
        self.own = folder.own
        self.references = SchoolReferences(self.own)
        self.parts = parts
        self.school_years = {name: SchoolYear(self.own, name) for name in years}
        self.goals: dict[tuple[str, _RowKey], list[TeacherNode]] = {}
        self.areas: dict[_RowKey, list[TeacherNode]] = {}
        for part in parts:
            for item in part.goals:
                self.goals.setdefault((item.year, item.row), []).append(item.node)
            for item in part.areas:
                self.areas.setdefault(item.row, []).append(item.node)
        self._indexes: dict[tuple[str, str], dict[int, int]] = {}
        self.drafts = {name: self._drafts(year) for name, year in self.school_years.items()}
        # Row -> the rows that name it, with their years; a goal is in several years.
        self.named_by: dict[_RowKey, list[tuple[str, _Draft]]] = {}
        for name, drafts in self.drafts.items():
            for draft in drafts:
                for key in draft.rows:
                    self.named_by.setdefault(key, []).append((name, draft))

    def year(self, name: str) -> SchoolYearTrace:
        """The trace of one year."""
        year, drafts = self.school_years[name], self.drafts[name]
        here = {draft.key: draft.reference for draft in drafts}
        nodes = tuple(self._node(name, draft, here) for draft in drafts)
        issues = tuple(_YearIssues(self, year).issues(drafts))
        return SchoolYearTrace(name, bool(year.plans), nodes, issues)

    def is_carried_over(self, year: str, draft: _Draft) -> bool:
        """Whether a row of another year names it."""
        return any(name != year for name, _other in self.named_by.get(draft.key, ()))

    def is_taken_up(self, conclusion: _Draft) -> bool:
        """Whether a row or a teacher's growth area names a conclusion; a meeting about the whole note does not."""
        others = (other for _year, other in self.named_by.get(conclusion.key, ()))
        return conclusion.key in self.areas or any(
            other.table != "meetings" or conclusion.key in other.single_rows for other in others
        )

    def _node(self, year: str, draft: _Draft, here: Mapping[_RowKey, str]) -> SchoolNode:
        item, document = draft.row.item, draft.document
        elsewhere = [key for key in draft.rows if key not in here]
        later = [other.reference for name, other in self.named_by.get(draft.key, ()) if name != year]
        is_goal = draft.table == "goals"
        teachers = self.goals.get((year, draft.key), []) if is_goal else self.areas.get(draft.key, [])
        values = vars(item)
        has_title = draft.table in ("conclusions", "meetings", "decisions") and document.data.get("title")
        return SchoolNode(
            draft.reference, draft.table, values.get("id"), draft.text, document.title if has_title else None,
            Place(document.ref, document.ref + document.path.suffix, self.own.line(document, *draft.key[1:])),
            tuple(dict.fromkeys(here[key] for key in draft.rows if key in here)),
            tuple(dict.fromkeys(reference for key in elsewhere for reference in self._elsewhere(key))),
            () if is_goal else tuple(dict.fromkeys(later)),
            start=values.get("date") or values.get("start"), end=values.get("due") or values.get("end"),
            done=values.get("done"), dropped=values.get("dropped"),
            result=values.get("result") or values.get("effect") or values.get("target"), teachers=tuple(teachers),
        )  # fmt: skip

    def _elsewhere(self, key: _RowKey) -> list[str]:
        return [draft.reference for drafts in self.drafts.values() for draft in drafts if draft.key == key][:1]

    def _drafts(self, year: SchoolYear) -> list[_Draft]:
        """The rows of a year that the thread runs through, in its order."""
        drafts = list(self._all_drafts(year))
        for draft in drafts:
            self._resolve(draft)
        named_rows = {key for draft in drafts for key in draft.rows}
        stated = as_school_year(self.folder.school.school_year) if self.folder.school else None

        def is_shown(draft: _Draft) -> bool:
            if draft.table == "goals":
                return year.year == stated or draft.key in named_rows or (year.year, draft.key) in self.goals
            # A meeting that is about nothing and leads to nothing has no place in the thread.
            return draft.table != "meetings" or bool(draft.rows) or bool(draft.unknown) or draft.key in named_rows

        return [draft for draft in drafts if is_shown(draft)]

    def _all_drafts(self, year: SchoolYear) -> Iterator[_Draft]:
        plans, own = year.plans, year.own
        for plan in plans:
            carried = rows(plan.document, "carried_over", plan.model.carried_over)
            yield from self._of(carried, "carried_over", lambda item: (item.text, [item.from_]))
        grounds = [
            *(rows(item.document, "conclusions", item.model.conclusions) for item in year.surveys),
            *(rows(item.document, "conclusions", item.model.conclusions) for item in year.notes),
        ]
        for conclusions in sorted(grounds, key=_day_of_document):
            yield from self._of(conclusions, "conclusions", lambda item: (item.text, item.from_))
        yield from self._of(year.needs, "needs", lambda item: (item.text, item.from_))
        for item in own.of_kind("school"):
            if isinstance(item.model, School) and not item.is_private:
                goals = rows(item, "goals", item.model.goals)
                yield from self._of(goals, "goals", lambda item: (item.goal, []))
        yield from self._of(year.lines, "lines", lambda item: (item.action, [item.goal, item.need]))
        yield from self._of(year.events, "events", lambda item: (item.title, [item.line]))
        yield from self._of(year.meetings, "meetings", lambda item: (item.topic, item.about))
        decisions = (*year.decisions, *year.decisions_of_administration)
        yield from self._of(decisions, "decisions", lambda item: (item.text, item.because))
        yield from self._of(year.corrections, "corrections", lambda item: (item.text, item.because))

    def _of(
        self, items: Iterable[Row[Any]], table: SchoolTable, read: Callable[[Any], tuple[str | None, Iterable[Any]]]
    ) -> Iterator[_Draft]:
        for row in items:
            index = self._index(row)
            text, names = read(row.item)
            if index is not None:
                yield _Draft(row, index, table, text, [name for name in names if name and name.strip()])

    def _index(self, row: Row[Any]) -> int | None:
        """The number of a row in its file; None where it is not certain."""
        place = (row.document.ref, row.table)
        if place not in self._indexes:
            items = getattr(row.document.model, row.table)
            numbered = with_file_index(row.document, row.table, items)
            self._indexes[place] = {id(item): index for index, item in numbered}
        return self._indexes[place].get(id(row.item))

    def _resolve(self, draft: _Draft) -> None:
        """Find the rows that a row names; a document as a whole stands for its conclusions."""
        for name in draft.names:
            target = self.references.target(name, draft.document)
            if target is None:
                if not self.references.is_in_doubt(name, draft.document):
                    draft.unknown.append(name)
            elif target.portfolio is self.own and may_be_named(target.document):
                document = target.document
                if target.row:
                    draft.rows.append((document.ref, *target.row))
                    draft.single_rows.add((document.ref, *target.row))
                elif isinstance(document.model, AnalyticalNote | Survey):
                    conclusions = with_file_index(document, "conclusions", document.model.conclusions)
                    draft.rows += [(document.ref, "conclusions", index) for index, _item in conclusions]


def _day_of_document(conclusions: Sequence[Row[Any]]) -> date:
    return (conclusions[0].document.day if conclusions else None) or date.max


class _YearIssues:
    """The issues of one year. What may be missing because it cannot be read is no issue."""

    def __init__(self, builder: _Builder, year: SchoolYear) -> None:
        self.builder = builder
        self.year = year
        self.own = builder.own
        start = int(year.year[:4]) + 1
        following = builder.school_years.get(f"{start}-{start + 1}")
        self.has_final_plan = any(plan.document.is_final for plan in year.plans)
        self.is_continued = bool(following and any(plan.document.is_final for plan in following.plans))
        self.is_over = self.is_continued or any(cycle.document.is_final for cycle in year.cycles)
        self.is_plan_read = not self.own.is_unread("school-plan")
        self.is_all_read = self.own.is_whole

    def issues(self, drafts: Sequence[_Draft]) -> Iterator[SchoolIssue]:
        """Yield the issues in the order of the nodes; first that of the year itself."""
        has_plan = any(
            year_of(item) == self.year.year for item in self.own.of_kind("school-plan") if not is_blank(item)
        )
        if not has_plan and self.is_plan_read:
            yield SchoolIssue("no-plan", "open", "")
        self.rows = {key for draft in drafts if draft.table == "lines" for key in draft.rows}
        self.has_unknown = any(draft.unknown for draft in drafts if draft.table == "lines")
        for draft in drafts:
            if draft.unknown:
                yield SchoolIssue("unknown-reference", "break", draft.reference, tuple(draft.unknown))
            for kind, is_break in self._missing(draft) if draft.text else ():
                yield SchoolIssue(kind, "break" if is_break else "open", draft.reference)

    def _missing(self, draft: _Draft) -> Iterator[tuple[SchoolIssueKind, bool]]:
        """Yield what a row lacks, and whether that is a break already."""
        is_final = draft.document.is_final
        match draft.table:
            case "conclusions":
                if self.is_all_read and not self.builder.is_taken_up(draft):
                    yield "conclusion-not-taken-up", self.is_continued
            case "needs":
                if self._is_empty(draft, "from_"):
                    yield "need-without-ground", is_final
                if self.is_plan_read and draft.key not in self.rows:
                    yield "need-without-line", is_final and not self.has_unknown
            case "goals":
                yield from self._goal(draft)
            case "lines":
                yield from self._line(draft)
            case "decisions":
                yield from self._decision(draft)
            case "corrections":
                if self._is_empty(draft, "because"):
                    yield "correction-without-ground", is_final
                if self._is_left(draft):
                    yield "correction-not-taken-up", self.is_continued

    def _goal(self, draft: _Draft) -> Iterator[tuple[SchoolIssueKind, bool]]:
        year = self.year
        if year.plans and self.is_plan_read and draft.key not in self.rows:
            yield "goal-without-line", self.has_final_plan and not self.has_unknown
        parts = self.builder.parts
        is_in_doubt = any(not part.is_whole or year.year in part.doubtful for part in parts)
        if parts and not is_in_doubt and (year.year, draft.key) not in self.builder.goals:
            yield "goal-without-teacher", self.is_over

    def _line(self, draft: _Draft) -> Iterator[tuple[SchoolIssueKind, bool]]:
        line = draft.row.item
        if line.dropped:
            return
        if self._is_empty(draft, "goal") and self._is_empty(draft, "need"):
            yield "line-without-ground", draft.document.is_final
        is_open = not line.done and not self._is_typed(draft, "done", "dropped")
        if is_open and self.is_over and self._is_left(draft):
            yield "line-not-done", True

    def _decision(self, draft: _Draft) -> Iterator[tuple[SchoolIssueKind, bool]]:
        decision = draft.row.item
        if self._is_empty(draft, "because"):
            yield "decision-without-ground", draft.document.is_final
        is_due = not decision.due or self.year.has(decision.due) or draft.document.kind == "school-cycle"
        is_open = not decision.done and not self._is_typed(draft, "done")
        if is_open and is_due and self.is_continued and self._is_left(draft):
            yield "decision-not-taken-up", True

    def _is_left(self, draft: _Draft) -> bool:
        """Whether no row of another year takes up what is left to do."""
        return self.is_plan_read and not self.builder.is_carried_over(self.year.year, draft)

    def _is_empty(self, draft: _Draft, name: str) -> bool:
        """Whether a row names nothing in a field, not even something misspelt."""
        return not getattr(draft.row.item, name) and not self._is_typed(draft, name.rstrip("_"))

    def _is_typed(self, draft: _Draft, *keys: str) -> bool:
        row = draft.document.value(draft.key[1:])
        return isinstance(row, dict) and any(row.get(key) not in (None, "", []) for key in keys)


class SchoolSelection(NamedTuple):
    """A year, and in it the reference of a node (empty: the whole year). `elsewhere` are other years that have it."""

    year: str
    node: str
    elsewhere: tuple[str, ...] = ()


def select_in_school(thread: SchoolTrace, name: str) -> SchoolSelection | None:
    """What `2026-2027`, `s1`, `a3`, `2026-2027/a3`, `2026-2027/s1` or `groups/math/k1` means; None where it is nothing.

    An id alone means the last year that has it.
    """
    text = name.strip().replace("\\", "/").lower()
    years = {year.year: year for year in thread.years}
    if text in years:
        return SchoolSelection(text, "")
    where, _slash, last = text.rpartition("/")
    holders = []
    for year in thread.years:
        if where in ("", year.year):
            match = next((node.reference for node in year.nodes if last == (node.id or "").lower()), None)
        else:
            match = next((node.reference for node in year.nodes if node.reference.lower() == text), None)
        exact = next((node.reference for node in year.nodes if node.reference.lower() == text), match)
        if exact:
            holders.append((year.year, exact))
    if not holders:
        return None
    return SchoolSelection(*holders[-1], tuple(year for year, _reference in holders[:-1]))


def selectable_in_school(thread: SchoolTrace) -> list[str]:
    """What there is to name: the years, then the nodes of the last one."""
    nodes = thread.years[-1].nodes if thread.years else ()
    return [*(year.year for year in thread.years), *(node.reference for node in nodes if node.id)]


def around_in_school(thread: SchoolTrace, selection: SchoolSelection) -> SchoolTrace:
    """The trace of one year, or of what a node comes from and what comes of it."""
    year = next(item for item in thread.years if item.year == selection.year)
    if selection.node:
        before = {node.reference: node.comes_from for node in year.nodes}
        after: dict[str, list[str]] = {}
        for node in year.nodes:
            for source in node.comes_from:
                after.setdefault(source, []).append(node.reference)
        below = reached([selection.node], after)
        names = below | reached([selection.node], before)
        for node in year.nodes:
            # A line is shown with its goal, its need and the conclusions behind it.
            if node.table == "lines" and node.reference in below:
                names.update(node.comes_from, *(before.get(name, ()) for name in node.comes_from))
        nodes = tuple(node for node in year.nodes if node.reference in names)
        issues = tuple(issue for issue in year.issues if issue.node in names)
        year = year.replace(nodes=nodes, issues=issues)
    return thread.replace(years=(year,))
