"""Writing one answer into a document as it is on disk now: changes by other programs stay."""

from pathlib import Path
from typing import Any

from pdcli.discovery.files import real_path, ref_of
from pdcli.discovery.naming import display_path
from pdcli.documents.document import Document
from pdcli.documents.reader import read_document
from pdcli.errors import UserError
from pdcli.i18n.messages import NO_MESSAGE, Message
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Field, Form
from pdcli.portfolio.portfolio import Portfolio
from pdcli.scaffold.questions import Loc, rows_of, value_at
from pdcli.writing.atomic import ChangedMeanwhileError, refuse_read_only, rewrite
from pdcli.writing.splice import normalise, set_answer

_MAX_TRIES = 5


class AnsweredElsewhereError(UserError):
    """The place of the answer is gone, or has another answer since the question was asked."""

    def __init__(self, message: Message = NO_MESSAGE) -> None:
        self.message = message or _("The document was changed in the meantime and has a different answer here now.")
        super().__init__(self.message)


def read(portfolio: Portfolio, path: Path) -> Document:
    """The document as it is on disk. Raises UserError where the file is no document, or broken."""
    file = str(real_path(path))
    document = read_document(file, ref_of(file, str(portfolio.root)), portfolio.forms, portfolio.lang)
    if document is None or document.form is None:
        raise UserError(_("{path} cannot be read as a document; `pd lint` shows why.").format(path=display_path(path)))
    return document


def save(portfolio: Portfolio, path: Path, base: Document, loc: Loc, value: Any) -> Document:
    """Save an answer to a question that was asked when the document was `base`; return the saved document.

    Raises AnsweredElsewhereError, UserError for a broken or protected document, OSError where the system refuses.
    """
    for _number in range(_MAX_TRIES):
        document = read(portfolio, path)
        refuse_read_only(path)
        place = _current_place(base, document, loc, value)
        text = _with_answer(document, place, value)
        if text == document.text or _write(path, document, text):
            return read(portfolio, path)
    raise UserError(_("{path} keeps being changed by another program.").format(path=display_path(path)))


def _write(path: Path, document: Document, text: str) -> bool:
    """Write the text of a document; whether the file was still as it was read."""
    mark = "\ufeff" if document.bom else ""
    try:
        rewrite(path, mark + document.text, mark + text)
    except ChangedMeanwhileError:
        return False
    return True


def _with_answer(document: Document, loc: Loc, value: Any) -> str:
    form = document.form
    assert form is not None
    field = form.by_key.get(str(loc[0]))
    if field and field.type == "table" and isinstance(loc[1], int):
        rows = rows_of(document.data, field.key)
        if len(rows) <= loc[1]:
            row = {**_row_id(field, rows), str(loc[2]): value}
            return _with_row(document, form, field.key, rows, row)
    return set_answer(document.text, document.is_markdown, form, loc, value, document.lang)


def _with_row(document: Document, form: Form, table: str, rows: list[Any], row: dict[str, Any]) -> str:
    place, content = ((table, len(rows)), row) if rows else ((table,), [row])
    return set_answer(document.text, document.is_markdown, form, place, content, document.lang)


def _row_id(table: Field, rows: list[Any]) -> dict[str, str]:
    """The id of the next row: one above the highest."""
    column = next((part for part in table.columns if part.type == "id"), None)
    if column is None:
        return {}
    ids = [str(row.get(column.key)) for row in rows if isinstance(row, dict)]
    numbers = [int(item[len(column.prefix) :]) for item in ids if _is_number(item, column.prefix)]
    return {column.key: f"{column.prefix}{max(numbers, default=0) + 1}"}


def _is_number(identifier: str, prefix: str) -> bool:
    number = identifier.removeprefix(prefix)
    return identifier.startswith(prefix) and number.isascii() and number.isdecimal()


def _current_place(base: Document, current: Document, loc: Loc, value: Any) -> Loc:
    """The place of the answer in the current document. Raises AnsweredElsewhereError."""
    place = _same_row(base, current, loc) if len(loc) > 1 and isinstance(loc[1], int) else loc
    if place is None or current.kind != base.kind:
        raise AnsweredElsewhereError(
            _("The place for this answer is no longer in the document: the document was changed in the meantime.")
        )
    before, answer = value_at(base.data, loc), value_at(current.data, place)
    if answer not in (before, normalise(value)):
        raise AnsweredElsewhereError
    return place


def _same_row(base: Document, current: Document, loc: Loc) -> Loc | None:
    """The place in the same row of the current document, where a new row stays a new one; None without the row.

    A row is recognised by its id, without an id by its content.
    """
    table, number = str(loc[0]), loc[1]
    assert isinstance(number, int)
    before, rows = rows_of(base.data, table), rows_of(current.data, table)
    if number >= len(before):
        return (table, len(rows), *loc[2:])
    key = dict(current.form.id_columns).get(table) if current.form else None
    identifier = _id(before[number], key)
    if identifier is None and len(rows) == len(before):
        return loc
    same = [
        index
        for index, row in enumerate(rows)
        if (_id(row, key) == identifier if identifier is not None else row == before[number])
    ]
    if number in same:
        return loc
    return (table, same[0], *loc[2:]) if len(same) == 1 else None


def _id(row: Any, key: str | None) -> Any:
    return row.get(key) if key and isinstance(row, dict) else None
