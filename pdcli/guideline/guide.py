"""Passages of the guideline's tables, selected by stage, category, side or word."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pdcli.guideline.tables import STAGES, Column, Item, Row, Stage, Table, table, tables
from pdcli.i18n import LANGS, Lang
from pdcli.model.documents import CATEGORIES, Category
from pdcli.model.human_values import by_words


class Part(NamedTuple):
    """One cell: the label of its column and its items."""

    label: str
    items: tuple[str, ...]


class Passage(NamedTuple):
    """One row of a table, restricted to the cells that were selected."""

    table: Table
    label: str
    parts: tuple[Part, ...]


def passages_of_stage(stage: Stage, role: str, category: Category | None, lang: Lang) -> list[Passage]:
    """All passages about a stage for one side: the teacher (of a category, or of all) or the school."""
    passages = []
    for item in tables():
        if role == "teacher" and item.role != "teacher":
            # The appendix repeats the teacher's side of table 1.
            continue
        if role == "school" and item.role == "teacher":
            continue
        for row in item.rows:
            if row.stage == stage and (row.category in (None, category) or category is None):
                passages.append(_passage(item, row, lang, role, category))
    return [passage for passage in passages if passage.parts]


def passages_of_category(category: Category, lang: Lang) -> list[Passage]:
    """All passages about a category, with the events recommended to it."""
    return [
        _passage(item, row, lang, "both", category) for item in tables() for row in item.rows if row.is_of(category)
    ]


def passages_of_table(item: Table, lang: Lang) -> list[Passage]:
    """All rows of a table."""
    return [_passage(item, row, lang, "both", None) for row in item.rows]


def passages_with_word(word: str, lang: Lang) -> list[Passage]:
    """Every row with a word, restricted to the items that contain it; a match in the label keeps the whole row."""
    needle = word.casefold()
    passages = []
    for item in tables():
        for row in item.rows:
            passage = _passage(item, row, lang, "both", None)
            if needle in passage.label.casefold():
                passages.append(passage)
                continue
            parts = tuple(
                Part(part.label, hits)
                for part in passage.parts
                if (hits := tuple(text for text in part.items if needle in text.casefold()))
            )
            if parts:
                passages.append(Passage(item, passage.label, parts))
    return passages


def next_category(category: Category) -> Category | None:
    """The category after this one; None after the last."""
    number = CATEGORIES.index(category) + 1
    return CATEGORIES[number] if number < len(CATEGORIES) else None


def find_stage(word: str) -> Stage | None:
    """A stage by its key, its number or its name in any language."""
    if word.isdecimal() and 1 <= int(word) <= len(STAGES):
        return STAGES[int(word) - 1]
    return by_words(word, {stage: (stage, *_names(stage)) for stage in STAGES})


def find_table(word: str) -> Table | None:
    """A table by its key or number, such as `table-08`, `8`, `08`, `8-кесте` or `таблица 8`."""
    number = re.fullmatch(r"(?:table|таблица)?[\s-]*([0-9]+)[\s-]*(?:кесте)?", word.strip().casefold())
    key = f"table-{int(number[1]):02}" if number else word.casefold()
    return next((item for item in tables() if item.key == key), None)


def _stage_name(stage: Stage, lang: Lang) -> str:
    return next(row.label[lang] for row in table("appendix").rows if row.stage == stage)


def _names(stage: Stage) -> Iterator[str]:
    for lang in LANGS:
        yield _stage_name(stage, lang).casefold()


def _passage(item: Table, row: Row, lang: Lang, role: str, category: Category | None) -> Passage:
    parts = (
        _part(column, row, lang, category) for column in item.columns if column.role in (None, role) or role == "both"
    )
    label = row.label[lang]
    if role == "both" and row.stage and row.category:
        # Table 3 has a row for each stage and category; both are needed to tell them apart.
        label = f"{_stage_name(row.stage, lang)}: {label}"
    return Passage(item, label, tuple(part for part in parts if part.items))


def _part(column: Column, row: Row, lang: Lang, category: Category | None) -> Part:
    return Part(column.label[lang], tuple(_texts(row.cells.get(column.key, ()), lang, category)))


def _texts(items: Iterable[Item], lang: Lang, category: Category | None) -> Iterator[str]:
    return (item[lang] for item in items if category is None or item.category in (None, category))
