"""A new row in the register of evidence. No other line changes."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.discovery.files import real_path
from pdcli.discovery.naming import display_path, require_file
from pdcli.documents.document import Document
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Field, Form
from pdcli.portfolio.portfolio import Portfolio
from pdcli.reading.invisible import refuse_turns
from pdcli.reading.yaml_reader import read_yaml
from pdcli.scaffold.document import new_document
from pdcli.scaffold.portfolio import schema_path
from pdcli.suggest import latin
from pdcli.writing.splice import set_answer

KIND = "evidence"
_ROWS = "items"


class NewRow(NamedTuple):
    """The register's file, its text before (None: it is new) and after, and the id of the row."""

    path: Path
    before: str | None
    after: str
    id: str


def plan_evidence(portfolio: Portfolio, title: str, day: date, file: Path | None = None) -> NewRow:
    """One more row of the register: a free id, the title, the day, and the file where there is one.

    Raises UserError for a register that cannot be read, for a file that is not in the portfolio, and for a title that
    has characters that change the order of display.
    """
    form = portfolio.forms.require(KIND)
    refuse_turns(title)
    row: dict[str, Any] = {"title": title, "date": day.isoformat()}
    if file is not None:
        row = {"title": title, "file": _register_path(portfolio.root, file), "date": day.isoformat()}
    register = portfolio.register
    if register is None:
        return _new_register(portfolio, form, row)
    row = {"id": _free_id(form.by_key[_ROWS], _rows(register)), **row}
    return NewRow(register.path, *with_rows(register, form, [row]), str(row["id"]))


def with_rows(document: Document, form: Form, rows: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """The text of a document before and after rows are added to its table `items`.

    Raises UserError for a document that cannot be read, and where a line would have to change.
    """
    text = document.text
    after = text
    for number, row in enumerate(rows, len(_rows(document))):
        place, value = ((_ROWS, number), row) if number else ((_ROWS,), [row])
        try:
            after = set_answer(after, document.is_markdown, form, place, value, document.lang)
        except UserError:
            after = ""
            break
    if not _contains_lines(text, after):
        message = _("A row cannot be added to {file} without changing other lines; nothing was changed.")
        raise UserError(message.format(file=display_path(document.path)) + " " + _("Write each row on its own lines."))
    mark = "\ufeff" if document.bom else ""
    return mark + text, mark + after


def _new_register(portfolio: Portfolio, form: Form, row: dict[str, Any]) -> NewRow:
    path = portfolio.root / f"{form.place}.{form.format}"
    if path.exists():
        raise _unreadable_error(path)
    row = {"id": _free_id(form.by_key[_ROWS], []), **row}
    schema = schema_path(portfolio.root, path, KIND)
    return NewRow(path, None, new_document(form, portfolio.lang, {_ROWS: [row]}, schema), str(row["id"]))


def _rows(register: Document) -> list[Any]:
    rows = register.data.get(_ROWS)
    if register.form is None or not (rows is None or isinstance(rows, list)):
        raise _unreadable_error(register.path)
    if not register.is_markdown and read_yaml(register.text).problems:
        raise _unreadable_error(register.path)
    return rows or []


def _unreadable_error(path: Path) -> UserError:
    message = _("{file} cannot be read, so nothing was added to it.").format(file=display_path(path))
    return UserError(message + " " + _("`pd lint` shows the line; fix it, then run the command again."))


def _free_id(table: Field, rows: list[Any]) -> str:
    """The id after the highest one: numbers are not used again, in whatever letters they are written."""
    prefix = next(part.prefix for part in table.columns if part.type == "id")
    ids = (latin(str(row.get("id"))).lower() for row in rows if isinstance(row, dict))
    numbers = [int(match[1]) for item in ids if (match := re.fullmatch(rf"{prefix}(\d{{1,9}})", item))]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _register_path(root: Path, file: Path) -> str:
    """The path of a file from the portfolio's folder. Raises UserError for a file that is not there or not inside."""
    require_file(file)
    place = real_path(file)
    if not place.is_relative_to(root):
        message = _("{path} is not in the portfolio.").format(path=file)
        raise UserError(message + " " + _("Put the file into the evidence folder first."))
    return place.relative_to(root).as_posix()


def _contains_lines(before: str, after: str) -> bool:
    """Whether `after` has every line of `before`, in order; the line of the table's key may differ."""
    lines = iter(after.splitlines())
    return all(line in lines for line in before.splitlines() if not line.startswith(f"{_ROWS}:"))
