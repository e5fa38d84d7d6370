"""A form to be printed and filled in by hand: its questions, and room for the answers."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.trust import Trust
from pdcli.i18n import Lang, translations
from pdcli.model.forms import RATINGS, Field, Form, Row
from pdcli.render.formats import template, to_format

# Lines of room for answers: to a question, in a cell, and of a short fact.
_LONG = 6
_IN_CELL = 3
_SHORT = 1
_EMPTY_ROWS = 4
# So many choices stand in a cell to be ticked; of more there is room to write one.
_CHOICES_IN_CELL = 6
_BOX = "☐"


class Room(NamedTuple):
    """Room for one answer: choices to tick, or so many lines; `hint` says how to answer, `field` is its place."""

    lines: int
    choices: tuple[str, ...] = ()
    hint: str = ""
    field: str = ""


class Question(NamedTuple):
    """A question with its number in the form; 0 where questions have none."""

    number: int
    label: str
    room: Room


class Grid(NamedTuple):
    """A table to be filled in: its columns, and rows of what is printed in them and of room."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Room, ...], ...]


class Part(NamedTuple):
    """Questions and tables below a heading, which may be empty; `is_table` prints the questions as the source does."""

    heading: str
    questions: tuple[Question, ...]
    grids: tuple[Grid, ...]


class BlankForm(NamedTuple):
    """A form to print."""

    kind: str
    title: str
    source: str
    help: str
    lang: Lang
    facts: tuple[Question, ...]
    columns: tuple[str, str, str] | None
    parts: tuple[Part, ...]


def blank_form(form: Form, lang: Lang) -> BlankForm:
    """The form as it is printed: short facts first, then its parts in their order."""
    return BlankForm(
        form.kind,
        form.blank_title[lang],
        form.source[lang],
        form.help[lang],
        lang,
        tuple(_facts(form, lang)),
        (form.columns.number[lang], form.columns.label[lang], form.columns.answer[lang]) if form.columns else None,
        tuple(_parts(form, lang)),
    )


def render_blank(
    form: Form, formats: Sequence[str], out: Path, lang: Lang, trust: Trust | None
) -> list[tuple[Path, str | bytes]]:
    """The files of a blank form: where, and what."""
    page = blank_form(form, lang)
    return [
        (out / f"{form.kind}.{suffix}", to_format(suffix, page=partial(template, "blank", trust, lang, form=page)))
        for suffix in formats
    ]


def _is_asked_by_hand(item: Field) -> bool:
    # Numbers of rows and evidence are given when the answers are typed.
    return item.type not in ("id", "evidence", "document", "reference")


def _is_fact(form: Form, item: Field) -> bool:
    in_place = form.columns is not None or any(part.section for part in form.fields)
    if item.type in ("table", "sheet") or item.long:
        return False
    return item.type == "group" or not in_place or item not in form.fields


def _facts(form: Form, lang: Lang) -> Iterator[Question]:
    for item in form.all_fields:
        if form.is_file_version(item) or not _is_fact(form, item):
            continue
        for part in item.fields if item.type == "group" else (item,):
            if _is_asked_by_hand(part):
                place = f"{item.key}/{part.key}" if item.type == "group" else item.key
                yield Question(0, part.label[lang], _room(part, lang, _SHORT)._replace(field=place))


def _parts(form: Form, lang: Lang) -> Iterator[Part]:
    """Yield the parts: a new one begins with a heading, and with a question after a table."""
    heading = ""
    number = 0
    questions: list[Question] = []
    grids: list[Grid] = []

    def part() -> Iterator[Part]:
        if questions or grids:
            yield Part(heading, tuple(questions), tuple(grids))
            questions.clear()
            grids.clear()

    for item in form.all_fields:
        if _is_fact(form, item):
            continue
        if item.section:
            yield from part()
            heading = item.section[lang]
        if item.type in ("table", "sheet"):
            grids.append(_sheet(item, lang) if item.type == "sheet" else _table(item, lang))
            continue
        if grids:
            yield from part()
            heading = ""
        if _is_asked_by_hand(item):
            number += 1
            lines = _IN_CELL if form.columns else _LONG
            room = _room(item, lang, lines)._replace(field=item.key)
            questions.append(Question(number, item.printed_label(lang), room))
    yield from part()


def _table(item: Field, lang: Lang) -> Grid:
    columns = [part for part in item.columns if _is_asked_by_hand(part)] or list(item.columns)
    rooms = [(part.key, _room(part, lang, _IN_CELL)) for part in columns]
    rows = tuple(
        tuple(room._replace(field=f"{item.key}/{number}/{key}") for key, room in rooms)
        for number in range(1, _EMPTY_ROWS + 1)
    )
    return Grid(item.printed_label(lang), tuple(part.label[lang] for part in columns), rows)


def _sheet(item: Field, lang: Lang) -> Grid:
    columns: list[Field] = [part for part in item.columns if _is_asked_by_hand(part)]
    head = item.head[lang] if item.head else translations(lang).gettext("Row")
    heads = (head, *(part.label[lang] for part in item.printed), *(part.label[lang] for part in columns))

    def row(number: int, line: Row) -> tuple[str | Room, ...]:
        printed = (line.cells[part.key][lang] for part in item.printed)
        rooms = (_room(part, lang, _SHORT)._replace(field=f"{item.key}/{line.key}/{part.key}") for part in columns)
        return (f"{number}. {line.label[lang]}", *printed, *rooms)

    rows = tuple(row(number, line) for number, line in enumerate(item.rows, 1))
    return Grid(item.printed_label(lang), heads, rows)


def _room(item: Field, lang: Lang, lines: int) -> Room:
    _ = translations(lang).gettext
    match item.type:
        case "boolean":
            return Room(0, (f"{_BOX} {_('yes')}", f"{_BOX} {_('no')}"))
        case "rating":
            return Room(0, tuple(f"{_BOX} {sign}" for sign in RATINGS))
        case "choice" | "list" if 0 < len(item.choices) <= _CHOICES_IN_CELL:
            return Room(0, tuple(f"{_BOX} {choice.label[lang]}" for choice in item.choices))
        case "scale" if item.min is not None and item.max is not None:
            return Room(_SHORT, hint=f"{item.min:g}–{item.max:g}")
        case "date" | "number" | "choice":
            return Room(_SHORT)
    return Room(_LONG if item.long and lines == _LONG else lines if item.long else min(lines, _IN_CELL))
