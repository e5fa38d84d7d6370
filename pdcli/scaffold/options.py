"""The options of a question: evidence, rows of other tables, or other documents, each with its text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pdcli.discovery.files import CYCLES_FOLDER
from pdcli.documents.document import Document
from pdcli.i18n import Lang
from pdcli.model.documents import STAGES
from pdcli.model.forms import Field, Form
from pdcli.portfolio.portfolio import Portfolio
from pdcli.thread.carryover import carryable_texts

TYPES_WITH_OPTIONS = ("evidence", "reference", "document")


class Option(NamedTuple):
    """One option: its value in the file, and its text for people."""

    value: str
    text: str


class Options(NamedTuple):
    """The options that are listed by number, the values of all that exist, and the title of their source."""

    listed: tuple[Option, ...] = ()
    values: frozenset[str] = frozenset()
    source: str = ""


NO_OPTIONS = Options()


def options_of(portfolio: Portfolio, document: Document, field: Field, lang: Lang | None = None) -> Options:
    """The options of a field of a document, with their source in a language (that of the document without one);
    `NO_OPTIONS` for fields of other types.
    """
    lang = lang or document.lang
    if field.type == "evidence":
        form = portfolio.forms.get("evidence")
        evidence = [Option(item.id, item.title or "") for item in portfolio.evidence.values()]
        return _all_listed(evidence, form.title[lang] if form else "")
    if field.type == "reference":
        rows = _rows(portfolio, document, field.to)
        earlier = _earlier(portfolio, document) if field.earlier else ()
        return _all_listed([*rows, *earlier], _table_name(portfolio, document, field.to, lang))
    if field.type == "document":
        return _documents(portfolio, document, field)
    return NO_OPTIONS


def _all_listed(options: list[Option], source: str) -> Options:
    return Options(tuple(options), frozenset(option.value for option in options), source)


def _table_name(portfolio: Portfolio, document: Document, table: str, lang: Lang) -> str:
    """The label of a table, after the title of its form; empty where no form has it."""
    for form in (document.form, *(portfolio.forms.get(kind) for kind in STAGES)):
        if form and table in form.by_key:
            return f"{form.title[lang]}: {form.by_key[table].label[lang]}"
    return ""


def _rows(portfolio: Portfolio, document: Document, table: str) -> Iterator[Option]:
    """Yield the rows of a table with an id: of this document, else of its cycle, else of the portfolio's own files."""
    folder = "/".join(document.ref.split("/")[:2]) + "/"
    cycle_documents = [
        item for item in portfolio.documents if item.ref.startswith(folder) and folder.startswith(CYCLES_FOLDER)
    ]
    top_documents = [item for item in portfolio.documents if "/" not in item.ref]
    for item in (document, *cycle_documents, *top_documents):
        field = item.form.by_key.get(table) if item.form else None
        if field is not None and field.type == "table" and (item is document or item.ref != document.ref):
            rows = item.data.get(table)
            yield from (_row(field, row) for row in (rows if isinstance(rows, list) else ()) if _has_id(field, row))
            return


def _has_id(table: Field, row: object) -> bool:
    return isinstance(row, dict) and any(part.type == "id" and row.get(part.key) for part in table.columns)


def _row(table: Field, row: dict[str, object]) -> Option:
    """The option of a row: its id and its first text."""
    key = next(part.key for part in table.columns if part.type == "id")
    texts = (str(row[part.key]) for part in table.columns if part.type == "text" and row.get(part.key))
    return Option(str(row[key]), next(texts, ""))


def _earlier(portfolio: Portfolio, document: Document) -> Iterator[Option]:
    """Yield the goals and corrections of the cycles before this one, the latest cycle first."""
    names = [folder.name for folder in portfolio.cycles]
    name = document.ref.split("/")[1] if document.ref.startswith(f"{CYCLES_FOLDER}/") else ""
    for folder in reversed(portfolio.cycles[: names.index(name)] if name in names else ()):
        yield from (Option(ref, text or "") for ref, text in carryable_texts(folder).items())


def _documents(portfolio: Portfolio, document: Document, field: Field) -> Options:
    """Other documents; listed are those of the kinds in the field's example, where there are any."""
    others = [item for item in portfolio.documents if item.ref != document.ref and item.form]
    example = field.example_in(document.lang)
    examples = [str(ref) for ref in (example if isinstance(example, list) else [example])]
    similar = [item for item in others if item.form and any(_is_place(item.form, ref) for ref in examples)]
    listed = tuple(Option(item.ref, item.title) for item in similar or others)
    return Options(listed, frozenset(item.ref for item in others))


def _is_place(form: Form, ref: str) -> bool:
    """Whether a document of this form may have such a path."""
    pattern = "[^/]*".join(re.escape(part) for part in re.split(r"\{\w+\}", form.place))
    return re.fullmatch(pattern, ref) is not None
