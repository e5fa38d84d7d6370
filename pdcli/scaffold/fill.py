"""Filling a document question by question. The dialogue knows no terminal: it is given someone to ask.

Each answer is checked and saved at once. The file is read again before it is written, so that nothing is lost when it
is open in an editor as well.
"""

from pathlib import Path
from typing import Any, NamedTuple, Protocol

from pdcli.errors import UserError
from pdcli.model.forms import Field, Form
from pdcli.model.human_values import parse_choice, parse_value
from pdcli.portfolio.atomic import rewrite
from pdcli.portfolio.document import Document, read_document
from pdcli.portfolio.files import ref_of
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.progress import unanswered
from pdcli.portfolio.validate import validate
from pdcli.portfolio.writer import set_answer
from pdcli.words import Lang
from pdcli.words import gettext as _

Loc = tuple[str | int, ...]


class Question(NamedTuple):
    """One open place of a document."""

    loc: Loc
    field: Field
    above: tuple[str, ...]
    lang: Lang
    number: int
    total: int


class Back(NamedTuple):
    """Go back one question."""


class Quit(NamedTuple):
    """Stop; everything answered so far is saved."""


class Skip(NamedTuple):
    """Leave this one open."""


Reply = str | Back | Quit | Skip


class Asker(Protocol):
    """Whoever answers: a terminal, or a test."""

    def ask(self, question: Question) -> Reply:
        """The answer as typed."""

    def wants_another(self, table: Field, lang: Lang) -> bool:
        """Whether a complete table gets one more row."""

    def tell(self, message: str) -> None:
        """Something to read."""


def fill(portfolio: Portfolio, path: Path, asker: Asker) -> int:
    """Ask every open question of a document; how many were answered.

    Raises UserError where the document cannot be filled.
    """
    document = _read(portfolio, path)
    answered, position = 0, 0
    skipped: set[Loc] = set()
    history: list[Loc] = []
    extra: list[Loc] = []
    while True:
        places = _questions(document)
        # A row that was asked for comes before whatever is still open below its table.
        places = [loc for loc in extra if not _has_row(document, loc)] + places
        waiting = [loc for loc in places if loc not in skipped]
        if not waiting and position >= len(history):
            return answered
        loc = history[position] if position < len(history) else waiting[0]
        form = document.form
        field = form.field_at(loc) if form else None
        if field is None:
            return answered
        above = _above(form, loc, document.lang) if form else ()
        question = Question(loc, field, above, document.lang, len(history[:position]) + 1, len(history) + len(waiting))
        reply = asker.ask(question)
        if isinstance(reply, Quit):
            return answered
        if isinstance(reply, Back):
            position = max(0, position - 1)
            continue
        if position == len(history):
            history.append(loc)
        if isinstance(reply, Skip) or not reply.strip():
            skipped.add(loc)
            position += 1
            continue
        value, complaint = parse(field, reply)
        if complaint is None:
            complaint = _complaint(portfolio, document, loc, value)
        if complaint:
            asker.tell(complaint)
            if history and history[-1] == loc and position == len(history) - 1:
                history.pop()
            continue
        document = _save(portfolio, path, loc, value)
        answered += 1
        skipped.discard(loc)
        position += 1
        table = form.by_key[str(loc[0])] if form else None
        if table and table.type == "table" and not any(place[0] == loc[0] for place in _questions(document)):
            rows = document.data[table.key]
            if asker.wants_another(table, document.lang):
                extra += [(table.key, len(rows), part.key) for part in _asked(table)]


def make_final(portfolio: Portfolio, path: Path) -> None:
    """Write `status: final`. Raises UserError while questions are open."""
    document = _read(portfolio, path)
    places = unanswered(document)
    if places:
        field = document.form.field_at(places[0]) if document.form else None
        label = field.label[document.lang] if field else str(places[0][-1])
        raise UserError(_("“{label}” is still open; `pd fill` asks it.").format(label=label))
    _save(portfolio, path, ("status",), "final")


def parse(field: Field, text: str) -> tuple[Any, str | None]:
    """What was typed as a value of the field, or what is wrong with it."""
    text = text.strip()
    if field.type == "choice" and field.many:
        return _choices(field, text)
    if field.type == "list":
        return [part.strip() for part in text.split(";")], None
    if field.holds_many:
        return [part.strip() for part in text.replace(";", ",").replace(" ", ",").split(",") if part.strip()], None
    if field.type == "choice":
        picked = _choice(field, text)
        return picked, None if picked else _("Type the number of a choice.")
    value = parse_value(field, text)
    if value is not None:
        return value, None
    if field.type in ("number", "scale"):
        return None, _("Write digits only, for example {example}.").format(example=field.example)
    return (None, _("Write `true` or `false`.")) if field.type == "boolean" else (text, None)


def _choices(field: Field, text: str) -> tuple[Any, str | None]:
    """Several choices with commas between them; a label may have commas of its own."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    for picked in ([_choice(field, text)], [_choice(field, part.strip()) for part in parts]):
        if None not in picked:
            return picked, None
    return None, _("Type the number of a choice.")


def _choice(field: Field, text: str) -> str | None:
    """The choice of this number, key or label."""
    if text.isdecimal() and 1 <= int(text) <= len(field.choices):
        return field.choices[int(text) - 1].key
    return parse_choice(field, text)


def _complaint(portfolio: Portfolio, document: Document, loc: Loc, value: Any) -> str | None:
    """What the model says about this one value."""
    form = document.form
    if form is None:
        return None
    data: Any = value
    for step in reversed(loc):
        data = [data] if isinstance(step, int) else {step: data}
    top = form.by_key[str(loc[0])]
    if top.type == "table" and len(loc) > 1:
        identifier = next((part for part in top.columns if part.type == "id"), None)
        if identifier and identifier.key != loc[-1]:
            data[top.key][0][identifier.key] = f"{identifier.prefix}1"
    _model, faults = validate({"kind": form.kind, **data}, portfolio.forms.model(form), form, document.lang)
    return f"{faults[0].message} {faults[0].hint}" if faults else None


def _questions(document: Document) -> list[Loc]:
    """Open places, with an empty table asked as its first row; ids are given, not asked."""
    found: list[Loc] = []
    for loc in unanswered(document):
        field = document.form.field_at(loc) if document.form else None
        if field is None:
            continue
        if field.type == "table":
            found += [(*loc, 0, part.key) for part in _asked(field)]
        elif field.type == "sheet":
            found += [(*loc, row.key, part.key) for row in field.rows for part in field.columns if part.required]
        else:
            found.append(loc)
    return found


def _above(form: Form, loc: Loc, lang: Lang) -> tuple[str, ...]:
    """What stands around a question: its part of the form, its table and row, what the row prints."""
    top = form.by_key[str(loc[0])]
    before = form.all_fields[: form.all_fields.index(top) + 1]
    found = [item.section[lang] for item in before if item.section][-1:]
    if len(loc) > 1:
        found.append(top.label[lang] + (f" {loc[1] + 1}" if isinstance(loc[1], int) else ""))
    row = next((row for row in top.rows if len(loc) > 1 and row.key == loc[1]), None)
    if row:
        found += [row.label[lang], *(row.cells[part.key][lang] for part in top.printed)]
    return tuple(found)


def _asked(table: Field) -> list[Field]:
    """The cells of a new row that are asked; ids are given."""
    return [part for part in table.columns if part.type != "id" and part.required]


def _has_row(document: Document, loc: Loc) -> bool:
    rows = document.data.get(str(loc[0]))
    return isinstance(rows, list) and isinstance(loc[1], int) and len(rows) > loc[1]


def _save(portfolio: Portfolio, path: Path, loc: Loc, value: Any) -> Document:
    document = _read(portfolio, path)
    form = document.form
    if form is None:
        raise UserError(_("This document is broken; mend what `pd lint` shows first."))
    text, markdown = document.text, document.is_markdown
    field = form.by_key.get(str(loc[0]))
    if field and field.type == "table" and len(loc) == 3 and isinstance(loc[1], int):
        rows = document.data.get(field.key)
        if not isinstance(rows, list) or len(rows) <= loc[1]:
            # A new row gets its number first.
            identifier = next((part for part in field.columns if part.type == "id"), None)
            row = {identifier.key: f"{identifier.prefix}{loc[1] + 1}"} if identifier else {}
            row = {**row, str(loc[2]): value}
            place, content = ((field.key, len(rows)), row) if isinstance(rows, list) and rows else ((field.key,), [row])
            text = set_answer(text, markdown, form, place, content, document.lang)
        else:
            text = set_answer(text, markdown, form, loc, value, document.lang)
    else:
        text = set_answer(text, markdown, form, loc, value, document.lang)
    mark = "\ufeff" if document.bom else ""
    rewrite(path, mark + document.text, mark + text)
    return _read(portfolio, path)


def _read(portfolio: Portfolio, path: Path) -> Document:
    file = str(path.resolve())
    document = read_document(file, ref_of(file, str(portfolio.root)), portfolio.forms, portfolio.lang)
    if document is None or document.form is None:
        raise UserError(_("{path} cannot be read as a document; `pd lint` shows why.").format(path=path.name))
    return document
