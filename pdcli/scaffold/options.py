"""The options of a question: evidence, rows of other tables, other documents, or people, each with its text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pdcli.discovery.files import CYCLES_FOLDER, teacher_folders
from pdcli.documents.document import Document
from pdcli.i18n import Lang
from pdcli.model.documents import SCHOOL_PREFIX, STAGES, Survey
from pdcli.model.forms import Field, Form
from pdcli.portfolio.portfolio import Portfolio, cycle_of
from pdcli.portfolio.school import names_by_id, people_of, staff_ids
from pdcli.portfolio.school_references import SchoolReferences
from pdcli.thread.carryover import carryable_texts

# The table of an analytical note and of a diagnostic that teachers continue.
_CONCLUSIONS = "conclusions"
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
    if names_people(portfolio, document, field):
        return _all_listed(_people(portfolio), "")
    if field.across and not field.earlier:
        return _across(portfolio, document, field, lang)
    if field.type == "reference":
        rows = _rows(portfolio, document, field.to)
        earlier = _earlier(portfolio, document) if field.earlier else ()
        of_school = _of_school(portfolio, document) if field.across else []
        conclusions = [option for option, table in of_school if table == _CONCLUSIONS]
        own = _own_conclusions(portfolio) if field.earlier and field.across else ()
        options = _all_listed([*rows, *earlier, *own, *conclusions], _table_name(portfolio, document, field.to, lang))
        return options._replace(values=options.values.union(option.value for option, _table in of_school))
    if field.type == "document":
        return _documents(portfolio, document, field)
    return NO_OPTIONS


def names_people(portfolio: Portfolio, document: Document, field: Field) -> bool:
    """Whether a field of a school's document holds people, whom it names by the id of a portfolio or of `staff`."""
    if not portfolio.is_school or field.holds != "person" or field.type not in ("text", "list"):
        return False
    fields = document.form.all_fields if document.form else ()
    return any(names_by_id(document, item.key) for item in fields if item is field or field in item.person_parts)


def _people(portfolio: Portfolio) -> list[Option]:
    names = people_of(portfolio)
    ids = dict.fromkeys((*sorted(teacher_folders(portfolio.root)), *staff_ids(portfolio)))
    return [Option(name, names.get(name, "")) for name in ids]


def _across(portfolio: Portfolio, document: Document, field: Field, lang: Lang) -> Options:
    """References between documents of a school; listed are those that an id alone means: of this document and year."""
    source = _table_name(portfolio, document, field.to, lang)
    if not portfolio.is_school:
        options = [option for option, table in _of_school(portfolio, document) if field.to in ("", table)]
        return _all_listed(options, source)
    references = SchoolReferences(portfolio)
    names = list(references.names(document, table=field.to))
    listed = [option for name in names if "/" not in name if (option := _school_row(references, name, document))]
    return Options(tuple(listed), frozenset(names), source)


def _of_school(portfolio: Portfolio, document: Document) -> list[tuple[Option, str]]:
    """The rows and documents of the school that a document of a portfolio may name, each with its table or none."""
    if portfolio.school is None:
        return []
    references = SchoolReferences(portfolio.school)
    year = next((folder.school_year for folder in portfolio.cycles if folder.name == cycle_of(document)), None)
    options = []
    for name in references.names(year=year):
        target = references.target(name, year=year)
        if target:
            text = target.data.get("text" if target.row else "title")
            options.append((Option(f"{SCHOOL_PREFIX}{name}", str(text or "")), target.row[0] if target.row else ""))
    return options


def _school_row(references: SchoolReferences, name: str, document: Document) -> Option | None:
    target = references.target(name, document)
    if target is None or target.row is None or target.document.form is None:
        return None
    return _row(target.document.form.by_key[target.row[0]], target.data)._replace(value=name)


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


def _own_conclusions(portfolio: Portfolio) -> Iterator[Option]:
    """Yield the conclusions of the teacher's own diagnostics."""
    for document in portfolio.of_kind("diagnostic"):
        for row in document.model.conclusions if isinstance(document.model, Survey) else ():
            yield Option(f"{document.ref}/{row.id}", row.text or "")


def _documents(portfolio: Portfolio, document: Document, field: Field) -> Options:
    """Other documents; listed are those of the kinds in the field's example, where there are any."""
    others = [item for item in portfolio.documents if item.ref != document.ref and item.form]
    example = field.example_in(document.lang)
    examples = [str(ref) for ref in (example if isinstance(example, list) else [example])]
    similar = [item for item in others if item.form and any(_is_place(portfolio, item.form, ref) for ref in examples)]
    listed = tuple(Option(item.ref, item.title) for item in similar or others)
    of_school = [option.value for option, table in _of_school(portfolio, document) if not table]
    return Options(listed, frozenset((*(item.ref for item in others), *of_school)))


def _is_place(portfolio: Portfolio, form: Form, ref: str) -> bool:
    """Whether a document of this form may have such a path."""
    place = form.place_in(portfolio.is_school)
    pattern = "[^/]*".join(re.escape(part) for part in re.split(r"\{\w+\}", place))
    return re.fullmatch(pattern, ref) is not None
