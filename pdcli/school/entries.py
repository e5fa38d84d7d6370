"""What a measure of a school is made up of: a number, and the lists of what is counted and what is not."""

from typing import Literal

from pdcli.model.documents import SCHOOL_PREFIX
from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.school.measures import MEASURES, Unit

Note = Literal["", "draft", "missing", "no-action", "no-mentor", "no-action-no-mentor", "few-answers", "no-number"]


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


class Before(Value):
    """What a measure was in an earlier school year, counted in the same way."""

    year: Text
    number: int | float
    total: int | None


class Measure(Value):
    """A number, the total that it is a part of (None if of nothing), and the lists of what has it and what lacks it.

    `before` is what it was a year earlier.
    """

    key: Key
    unit: Unit
    number: int | float
    total: int | None
    having: tuple[Entry, ...]
    lacking: tuple[Entry, ...]
    before: Before | None = None

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
    numbers: dict[Key, tuple[int | float, int | None]]


def as_ref(teacher: Teacher, ref: str) -> str:
    """The ref of a teacher's document from the school, `<teacher>/<ref>`; of one of the school's own, its ref there."""
    return ref.removeprefix(SCHOOL_PREFIX) if ref.startswith(SCHOOL_PREFIX) else f"{teacher.id}/{ref}"


def measure(key: str, having: list[Entry], lacking: list[Entry]) -> Measure:
    """The measure of what has something, out of all."""
    return Measure(
        key, MEASURES[key].unit, len(having), len(having) + len(lacking), tuple(having), tuple(lacking)
    )  # fmt: skip
