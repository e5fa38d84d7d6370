"""Self-assessments side by side: the level of each row, date by date (tables 3 and 8)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdcli.documents.document import Document
from pdcli.i18n import Lang
from pdcli.model.forms import Field, Form
from pdcli.model.privacy import Key, Label, Text, Word
from pdcli.portfolio.portfolio import Portfolio

KIND = "self-assessment"


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many rows are marked with a level."""

    level: Word
    name: Label
    rows: int


@dataclass(frozen=True, slots=True)
class AssessmentColumn:
    """One self-assessment: its levels with their counts in the order of the form, and how many rows have none."""

    ref: Text
    date: date | None
    school_year: Text | None
    status: Word
    counts: tuple[LevelCount, ...]
    open_rows: int


@dataclass(frozen=True, slots=True)
class AssessmentCell:
    """What one self-assessment says of a row: the level's key and name, and the evidence for it that is not private."""

    level: Word | None
    name: Label | None
    evidence: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """A row of the form, below the heading `part`, and its cells in the order of the columns."""

    part: Label
    key: Key
    label: Label
    cells: tuple[AssessmentCell, ...]


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """All self-assessments that are not private, the earliest first."""

    columns: tuple[AssessmentColumn, ...] = ()
    rows: tuple[AssessmentRow, ...] = ()


def self_assessment(portfolio: Portfolio, lang: Lang) -> SelfAssessment:
    """Levels over time, with the labels of the form in a language."""
    form = portfolio.forms.get(KIND)
    documents = [item for item in portfolio.of_kind(KIND) if item.form and not item.is_private]
    if form is None or not documents:
        return SelfAssessment()
    # Those without a date cannot be placed in time, so they come last.
    documents.sort(key=lambda item: (item.day or date.max, item.ref))
    rows = tuple(
        AssessmentRow(
            sheet.label[lang], f"{sheet.key}.{row.key}", row.label[lang],
            tuple(_cell(portfolio, item, sheet, row.key, level, lang) for item in documents),
        )
        for sheet, level in _sheets(form)
        for row in sheet.rows
    )  # fmt: skip
    levels = {level: name for _sheet, part in _sheets(form) for level, name in _levels(part, lang)}
    columns = tuple(_column(item, [row.cells[number] for row in rows], levels) for number, item in enumerate(documents))
    return SelfAssessment(columns, rows)


def _sheets(form: Form) -> list[tuple[Field, Field]]:
    """The sheets that are compared over time, each with the column of its levels."""
    found = []
    for item in form.all_fields:
        level = next((part for part in item.columns if part.type == "choice"), None)
        if item.type == "sheet" and item.compare and level:
            found.append((item, level))
    return found


def _levels(part: Field, lang: Lang) -> list[tuple[str, str]]:
    return [(choice.key, choice.label[lang]) for choice in part.choices]


def _cell(portfolio: Portfolio, document: Document, sheet: Field, row: str, level: Field, lang: Lang) -> AssessmentCell:
    answers = _mapping(_mapping(document.data.get(sheet.key)).get(row))
    said = answers.get(level.key)
    known = said if isinstance(said, str) and any(choice.key == said for choice in level.choices) else None
    given = [
        entry
        for part in sheet.columns
        if part.type == "evidence" and isinstance(answers.get(part.key), list)
        for entry in answers[part.key]
        if isinstance(entry, str) and entry in portfolio.evidence and not portfolio.evidence[entry].private
    ]
    return AssessmentCell(known, level.choice_label(known, lang) if known else None, tuple(dict.fromkeys(given)))


def _column(document: Document, cells: list[AssessmentCell], levels: dict[str, str]) -> AssessmentColumn:
    counts = Counter(cell.level for cell in cells)
    year = document.data.get("school_year")
    return AssessmentColumn(
        document.ref, document.day, str(year) if year else None, "final" if document.is_final else "draft",
        tuple(LevelCount(level, name, counts[level]) for level, name in levels.items() if counts[level]),
        counts[None],
    )  # fmt: skip


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
