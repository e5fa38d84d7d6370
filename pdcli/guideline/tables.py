"""The reference tables of the guideline in three languages. Their content is in data/*.yaml.

Kazakh labels, lists of methods and indicators are those of the guideline; descriptors of tables 3, 8 and 16 are
paraphrased, as the `source` of each file states.
"""

from functools import cache
from typing import Literal

from pdcli.i18n import Lang
from pdcli.i18n.sentences import inside
from pdcli.model.documents import Category, Level
from pdcli.model.forms import Words
from pdcli.model.record import EMPTY, Record, from_plain
from pdcli.resources import compiled

Stage = Literal["action", "analysis", "reflection", "design", "approbation"]
Role = Literal["teacher", "school", "both"]
STAGES: tuple[Stage, ...] = ("action", "analysis", "reflection", "design", "approbation")
# In the order in which a reader meets them.
KEYS = (
    "principles", "competences", "learning", "table-01", "table-02", "table-03", "sub-stages", "diagnostics",
    "table-08", "table-16", "levels", "events", "generalisation", "groups", "cases", "roadmap", "appendix",
)  # fmt: skip


class Item(Words):
    """One item of a cell; it may belong to one category."""

    category: Category | None = None


class Column(Record):
    """A column, and its side where the table has both."""

    key: str
    label: Words
    role: Role | None = None


class Row(Record):
    """A row: other names it is found by, the stage or the categories it belongs to, and its cells as lists of items.

    `levels` are those at which each category is expected to share its experience, the lowest first.
    """

    label: Words
    names: tuple[str, ...] = ()
    stage: Stage | None = None
    category: Category | None = None
    categories: tuple[Category, ...] = ()
    levels: dict[Category, tuple[Level, ...]] = EMPTY
    cells: dict[str, tuple[Item, ...]]

    def is_of(self, category: Category) -> bool:
        """Whether the row is about this category."""
        return category == self.category or category in self.categories

    def items_for(self, column: str, category: Category) -> tuple[Item, ...]:
        """Items of a cell without those that belong to another category."""
        return tuple(item for item in self.cells.get(column, ()) if item.category in (None, category))


class Table(Record):
    """One table of the guideline, and the words in any language that it is called by beside its key."""

    key: str
    names: tuple[str, ...] = ()
    source: Words
    title: Words
    about: Words
    role: Role
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@cache
def table(key: str) -> Table:
    """A table by its key, one of KEYS."""
    return from_plain(Table, compiled("tables", key))


def tables() -> tuple[Table, ...]:
    """All tables, in the order of KEYS."""
    return tuple(table(key) for key in KEYS)


@cache
def dissemination_levels(category: Category) -> tuple[Level, ...]:
    """The levels at which a category is expected to share its experience, the lowest first; none for the first one."""
    return next((row.levels[category] for row in table("generalisation").rows if category in row.levels), ())


def descriptor(stage: str, category: str, lang: Lang) -> str | None:
    """What a teacher of a category does at a stage (table 3), as one text; None if there is no such row."""
    for row in table("table-03").rows:
        if row.stage == stage and row.category == category:
            return " ".join(item[lang] for items in row.cells.values() for item in items)
    return None


def career_step(category: Category, lang: Lang) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The step of a category (table 16): its name, then each direction of work with what is expected in it."""
    name, directions = "", []
    for row in table("table-16").rows:
        if row.category == category:
            # A row is named by its step and its direction.
            name, _, direction = row.label[lang].rpartition(" – ")
            directions.append((direction, " ".join(f"{item[lang]}." for item in row.cells["function"])))
    return name, tuple(directions)


def direction_descriptor(direction: str, category: str, lang: Lang) -> str | None:
    """What a teacher of a category does in a direction of development (table 8), as sentences; None without a row."""
    for row in table("table-08").rows:
        if row.category == category and direction in row.cells:
            return " ".join(f"{item[lang]}." for item in row.cells[direction])
    return None


def level(category: Category, lang: Lang) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The stage of a category's path (text before tables 9 to 13): its name, then what it is to lead to."""
    levels = table("levels")
    row = next(row for row in levels.rows if row.category == category)
    labels = {column.key: column.label[lang] for column in levels.columns}
    texts = {key: [item[lang] for item in row.cells[key]] for key in ("skills", "expected_results")}
    return row.label[lang], tuple((labels[key], in_one_sentence(items)) for key, items in texts.items())


def in_one_sentence(items: list[str]) -> str:
    """The items of a cell, one after the other."""
    return "; ".join([*items[:1], *(inside(item) for item in items[1:])])
