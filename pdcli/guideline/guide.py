"""Passages of the guideline's tables, selected by stage, category, side or word."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pdcli.guideline.tables import STAGES, Column, Item, Row, Stage, Table, table, tables
from pdcli.i18n import LANGS, Lang
from pdcli.model.documents import CATEGORIES, Category
from pdcli.model.human_values import by_words

# The guideline names the plan of development in two ways; the texts here in one.
_FORMER_NAMES = {"ждж": "жкдж"}


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
        if item.role not in (role, "both") or (role == "teacher" and item.key == "appendix"):
            # The appendix repeats the teacher's side of table 1.
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


def passages_of_table(item: Table, category: Category | None, lang: Lang) -> list[Passage]:
    """All rows of a table; with a category only what is about it or about all."""
    passages = [_passage(item, row, lang, "both", category) for row in _rows_of(item, category)]
    return [passage for passage in passages if passage.parts]


def speaks_of_categories(item: Table) -> bool:
    """Whether a table has rows or items of one category."""
    items = (text for row in item.rows for texts in row.cells.values() for text in texts)
    return _has_rows_of_categories(item) or any(text.category for text in items)


def passages_with_word(word: str, category: Category | None, lang: Lang) -> list[Passage]:
    """Every row with a word, restricted to the items that contain it; a match in the label keeps the whole row.

    With a category only what is about it or about all.
    """
    needle = word.casefold()
    passages = []
    for item in tables():
        for row in _rows_of(item, category):
            passage = _passage(item, row, lang, "both", category)
            if any(needle in name.casefold() for name in (passage.label, *row.names)):
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


def tables_with_word(word: str, lang: Lang) -> list[Table]:
    """The tables with a word in their title, or that are called by it in any language."""
    needle = word.casefold()
    return [item for item in tables() if any(needle in name.casefold() for name in (item.title[lang], *item.names))]


def current_name(word: str) -> str:
    """The name that texts have for what a word was the former name of; the word where it was not."""
    return _FORMER_NAMES.get(word.strip().casefold(), word)


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
    """A table by its key, number or name, such as `table-08`, `8`, `8-кесте`, `таблица 8`, `принциптер`."""
    number = re.fullmatch(r"(?:table|таблица)?[\s-]*([0-9]+)[\s-]*(?:кесте)?", word.strip().casefold())
    if number:
        key: str | None = f"table-{int(number[1]):02}"
    else:
        key = by_words(word, {item.key: _names_of(item) for item in tables()})
    return next((item for item in tables() if item.key == key), None)


def _names_of(item: Table) -> tuple[str, ...]:
    return (item.key, *item.names, *(item.title[lang] for lang in LANGS))


def _rows_of(item: Table, category: Category | None) -> Iterable[Row]:
    """The rows about a category; all where a table has no rows of categories."""
    if category is None or not _has_rows_of_categories(item):
        return item.rows
    return [row for row in item.rows if row.is_of(category)]


def _has_rows_of_categories(item: Table) -> bool:
    return any(row.category or row.categories for row in item.rows)


def _category_name(category: Category, lang: Lang) -> str:
    return next(row.label[lang] for row in table("table-08").rows if row.category == category)


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
    if row.categories:
        label = f"{label} ({', '.join(_category_name(item, lang) for item in row.categories)})"
    return Passage(item, label, tuple(part for part in parts if part.items))


def _part(column: Column, row: Row, lang: Lang, category: Category | None) -> Part:
    return Part(column.label[lang], tuple(_texts(row.cells.get(column.key, ()), lang, category)))


def _texts(items: Iterable[Item], lang: Lang, category: Category | None) -> Iterator[str]:
    for item in items:
        if item.category is None or item.category == category:
            yield item[lang]
        elif category is None:
            yield f"{_category_name(item.category, lang)}: {item[lang]}"
