"""Pages of a school's report: plain tables, each with its name, its columns, and how its rows come about.

A page is data. Its words are here as English messages, and choices have the labels of the form that they come from.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pdcli.i18n import N_
from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.portfolio.school_documents import SchoolYear
from pdcli.school.entries import Measure, Teacher
from pdcli.school.facts import TeacherFacts

CellValue = Text | int | float | date | tuple[Text, ...] | None


class PageRow(Value):
    """One row: whose it is (None where it is nobody's), a value for each column, the references behind it."""

    teacher: Teacher | None = None
    cells: tuple[CellValue, ...] = ()
    refs: tuple[Text, ...] = ()


class Page(Value):
    """The rows of one page; its key is one of PAGES."""

    key: Key
    rows: tuple[PageRow, ...]


class Column(NamedTuple):
    """A column: its head, or the form, table and key of the field that has its head and the labels of its choices.

    `choices` are the labels of keys that no form has, `""` of what is not stated; `guide` is a table of the
    guideline whose rows have the labels of their names.
    """

    label: str = ""
    field: tuple[str, str, str] | None = None
    choices: dict[str, str] = {}  # noqa: RUF012 - a default that nobody changes
    guide: str = ""


class People:
    """How a report names people: teachers by name or code, staff by name, others as they are written.

    With codes those who have no portfolio are left out.
    """

    def __init__(self, teachers: dict[str, Teacher], staff: dict[str, str], in_codes: bool) -> None:
        self.teachers = teachers
        self._staff = staff
        self._in_codes = in_codes

    def name(self, person: str | None) -> str | None:
        """The name of a person whom a document of the school names."""
        if person is None:
            return None
        if person in self.teachers:
            return self.teachers[person].name
        return None if self._in_codes else self._staff.get(person, person)

    def names(self, people: Sequence[str]) -> tuple[str, ...]:
        """The names of several, without those that are left out."""
        return tuple(dict.fromkeys(name for person in people if (name := self.name(person))))


class PageSource(NamedTuple):
    """What pages are made from: the school's documents of the year, the teachers in the order of their names, how
    people are named, the measures of the year by their keys, and the day of the report.
    """

    year: SchoolYear
    facts: Sequence[TeacherFacts]
    people: People
    measures: Mapping[str, Measure]
    today: date


class PageKind(NamedTuple):
    """The words of a page: its title, how its rows come about, and its columns.

    `title` is the column that a row is called by where a table has no room; without one it is the teacher.
    `has_teacher` says that the first column is whose the row is, `refs` is the head of the references. `group` is a
    column by whose values neighbouring rows belong together. `is_list` says that a table in a terminal has no room
    for its references.
    """

    label: str
    how: str
    columns: dict[str, Column]
    title: str = "teacher"
    has_teacher: bool = False
    refs: str = N_("In documents")
    group: str = ""
    is_list: bool = False
