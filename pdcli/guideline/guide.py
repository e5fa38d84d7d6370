"""What the guideline says to one reader: chosen from the tables by stage, category, side or word."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pdcli.guideline.tables import STAGES, Column, Item, Row, Stage, Table, table, tables
from pdcli.i18n import LANGS, Lang
from pdcli.model.documents import CATEGORIES, Category
from pdcli.model.human_values import by_words


class Part(NamedTuple):
    """One cell: the head of its column and its items."""

    label: str
    items: tuple[str, ...]


class Passage(NamedTuple):
    """One row of a table, narrowed to the reader."""

    table: Table
    label: str
    parts: tuple[Part, ...]


def by_stage(stage: Stage, role: str, category: Category | None, lang: Lang) -> list[Passage]:
    """Everything about a stage for one side: the teacher (of a category, or of all) or the school."""
    found = []
    for item in tables():
        if role == "teacher" and item.role != "teacher":
            # The appendix repeats the teacher's side of table 1.
            continue
        if role == "school" and item.role == "teacher":
            continue
        for row in item.rows:
            if row.stage == stage and (row.category in (None, category) or category is None):
                found.append(_passage(item, row, lang, role, category))
    return [passage for passage in found if passage.parts]


def by_category(category: Category, lang: Lang) -> list[Passage]:
    """Everything that a category does, and the events recommended to it."""
    return [
        _passage(item, row, lang, "both", category) for item in tables() for row in item.rows if row.is_of(category)
    ]


def by_table(item: Table, lang: Lang) -> list[Passage]:
    """A whole table."""
    return [_passage(item, row, lang, "both", None) for row in item.rows]


def by_word(word: str, lang: Lang) -> list[Passage]:
    """Every row that has the word, narrowed to the items that have it; a hit in a label keeps the whole row."""
    wanted = word.casefold()
    found = []
    for item in tables():
        for row in item.rows:
            whole = _passage(item, row, lang, "both", None)
            if wanted in whole.label.casefold():
                found.append(whole)
                continue
            parts = tuple(
                Part(part.label, hits)
                for part in whole.parts
                if (hits := tuple(text for text in part.items if wanted in text.casefold()))
            )
            if parts:
                found.append(Passage(item, whole.label, parts))
    return found


def next_category(category: Category) -> Category | None:
    """The category after this one; None after the last."""
    number = CATEGORIES.index(category) + 1
    return CATEGORIES[number] if number < len(CATEGORIES) else None


def stage_named(word: str) -> Stage | None:
    """A stage by its key, its number or its name in any language."""
    if word.isdecimal() and 1 <= int(word) <= len(STAGES):
        return STAGES[int(word) - 1]
    return by_words(word, {stage: (stage, *_names(stage)) for stage in STAGES})


def table_named(word: str) -> Table | None:
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
