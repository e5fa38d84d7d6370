"""Self-assessments over time: the level of each row by date (tables 3 and 8 of the guideline)."""

from collections import Counter
from datetime import date
from typing import Any

from pdcli.documents.document import Document
from pdcli.i18n import Lang
from pdcli.model.forms import Field, Form
from pdcli.model.privacy import Key, Label, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import Portfolio

KIND = "self-assessment"


class LevelCount(Value):
    """The number of rows marked with a level."""

    level: Word
    name: Label
    rows: int


class AssessmentColumn(Value):
    """One self-assessment: counts of its levels in the order of the form, and the number of rows without one."""

    ref: Text
    date: date | None
    school_year: Text | None
    status: Word
    counts: tuple[LevelCount, ...]
    open_rows: int


class AssessmentCell(Value):
    """One row in one self-assessment: the key and name of the level, and the ids of its public evidence."""

    level: Word | None
    name: Label | None
    evidence: tuple[Text, ...]


class AssessmentRow(Value):
    """A row of the form in the section `part`, with one cell for each column."""

    part: Label
    key: Key
    label: Label
    cells: tuple[AssessmentCell, ...]


class SelfAssessment(Value):
    """All public self-assessments, the earliest first."""

    columns: tuple[AssessmentColumn, ...] = ()
    rows: tuple[AssessmentRow, ...] = ()


def self_assessment(portfolio: Portfolio, lang: Lang) -> SelfAssessment:
    """Levels over time, with labels of the form in a language."""
    form = portfolio.forms.get(KIND)
    documents = [item for item in portfolio.of_kind(KIND) if item.form and not item.is_private]
    if form is None or not documents:
        return SelfAssessment()
    # Documents without a date come last.
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
    """(sheet, its column of levels) for the sheets that are compared over time."""
    compared = []
    for item in form.all_fields:
        level = next((part for part in item.columns if part.type == "choice"), None)
        if item.type == "sheet" and item.compare and level:
            compared.append((item, level))
    return compared


def _levels(part: Field, lang: Lang) -> list[tuple[str, str]]:
    return [(choice.key, choice.label[lang]) for choice in part.choices]


def _cell(portfolio: Portfolio, document: Document, sheet: Field, row: str, level: Field, lang: Lang) -> AssessmentCell:
    answers = _mapping(_mapping(document.data.get(sheet.key)).get(row))
    answer = answers.get(level.key)
    level_key = answer if isinstance(answer, str) and any(choice.key == answer for choice in level.choices) else None
    evidence = [
        entry
        for part in sheet.columns
        if part.type == "evidence" and isinstance(answers.get(part.key), list)
        for entry in answers[part.key]
        if isinstance(entry, str) and entry in portfolio.evidence and not portfolio.evidence[entry].private
    ]
    return AssessmentCell(
        level_key, level.choice_label(level_key, lang) if level_key else None, tuple(dict.fromkeys(evidence))
    )


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
