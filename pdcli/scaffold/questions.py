"""The questions of a document: the places of its answers, in the order in which `pd fill` asks them."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from pdcli.documents.document import Document
from pdcli.documents.progress import unanswered
from pdcli.i18n import LANGS, Lang, translations
from pdcli.model.forms import Field, Form
from pdcli.suggest import latin

Loc = tuple[str | int, ...]


def open_places(document: Document) -> list[Loc]:
    """The places without an answer; an empty table as the places of its first row, without ids."""
    form = document.form
    if form is None:
        return []
    places: list[Loc] = []
    for loc in unanswered(document):
        field = form.field_at(loc)
        if field is None:
            continue
        if field.type == "table":
            places += new_row(field, 0)
        elif field.type == "sheet":
            places += [(*loc, row.key, part.key) for row in field.rows for part in field.columns if part.required]
        else:
            places.append(loc)
    return _in_order(form, places)


def all_places(document: Document) -> list[Loc]:
    """The places of all answers, open or not, also of those that may stay open."""
    form = document.form
    if form is None:
        return []
    fields = [item for item in form.all_fields if item.applies(document.data)]
    return _in_order(form, list(_leaves(fields, document.data, ())))


def new_row(table: Field, number: int) -> list[Loc]:
    """The places of the required answers in a new row of a table, without its id."""
    return [(table.key, number, part.key) for part in table.columns if part.type != "id" and part.required]


def whole_row(table: Field, number: int) -> list[Loc]:
    """The places of all answers in a row of a table, without its id."""
    return [(table.key, number, part.key) for part in table.columns if part.type != "id"]


def places_of_part(document: Document, part: str) -> list[Loc]:
    """The places of one part of a document: of a row by its id, of a new row of a table, else of a question.

    A question is meant by its key or its label in any language. Empty where there is no such part.
    """
    form = document.form
    if form is None:
        return []
    name = _plain(part)
    for item in form.all_fields:
        if name == _plain(item.key) or name in (_plain(item.label[lang]) for lang in LANGS):
            if item.type == "table":
                return whole_row(item, len(rows_of(document.data, item.key)))
            return list(_leaves((item,), document.data, ()))
    identifier = latin(name)
    for table, column in form.id_columns:
        for number, row in enumerate(rows_of(document.data, table)):
            if isinstance(row, dict) and identifier == str(row.get(column) or "").strip().lower():
                return whole_row(form.by_key[table], number)
    return []


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def value_at(data: Any, loc: Loc) -> Any:
    """The answer at a place, or None."""
    for step in loc:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def rows_of(data: Any, table: str) -> list[Any]:
    """The rows of a table; empty where its value is no list."""
    rows = data.get(table) if isinstance(data, dict) else None
    return rows if isinstance(rows, list) else []


def context_lines(form: Form, loc: Loc, lang: Lang) -> tuple[str, ...]:
    """The lines around a question: its part of the form, its table and row, what the row prints."""
    top = form.by_key[str(loc[0])]
    before = form.all_fields[: form.all_fields.index(top) + 1]
    lines = [item.section[lang] for item in before if item.section][-1:]
    if top.sub_stage:
        lines.append(top.sub_stage[lang])
    if len(loc) > 1:
        lines.append(_name(top, loc, lang))
    row = next((row for row in top.rows if len(loc) > 1 and row.key == loc[1]), None)
    if row:
        lines += [row.label[lang], *(row.cells[part.key][lang] for part in top.printed)]
    return tuple(lines)


def full_label(form: Form, loc: Loc, lang: Lang) -> str:
    """The label of a question after those of its table and row, in one line."""
    top, field = form.by_key[str(loc[0])], form.field_at(loc)
    row = next((row.label[lang] for row in top.rows if len(loc) > 1 and row.key == loc[1]), None)
    names = [row or _name(top, loc, lang)] if len(loc) > 1 else []
    return ": ".join([*names, field.label[lang] if field else str(loc[-1])])


def _name(top: Field, loc: Loc, lang: Lang) -> str:
    label = top.label[lang]
    if not isinstance(loc[1], int):
        return label
    return translations(lang).gettext("{table}, row {number}").format(table=label, number=loc[1] + 1)


def _leaves(fields: Iterator[Field] | tuple[Field, ...] | list[Field], data: Any, above: Loc) -> Iterator[Loc]:
    answers = data if isinstance(data, dict) else {}
    for item in fields:
        loc = (*above, item.key)
        if item.type == "table":
            rows = rows_of(answers, item.key)
            for number, row in enumerate(rows):
                if isinstance(row, dict):
                    yield from _leaves(item.columns, row, (*loc, number))
            if not rows:
                yield from new_row(item, 0)
        elif item.parts:
            yield from _leaves(item.parts, answers.get(item.key), loc)
        elif item.type != "id":
            yield loc


def _in_order(form: Form, places: list[Loc]) -> list[Loc]:
    """The places with those of `last` fields, such as the day of the end of a stage, at the end."""
    return sorted(places, key=lambda loc: form.by_key[str(loc[0])].last)
