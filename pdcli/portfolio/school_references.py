"""References between the documents of a school, into the portfolios of its teachers, and from these to the school.

    a3                          a row of the same document, else of school.yaml, else of a document of the same year
    2026-2027/a3                a row of a document of that school year
    2026-2027/notes/1           a document below school/2026-2027/; with /d1 behind it, a row of it
    groups/math                 a document below school/; with /k1 behind it, a row of it
    research/x/lesson-study     any document of the school by its path, with a row or without
    aigerim/2026-2027-1/g1      a row of a cycle of a teacher; also a document of the portfolio

A document of a portfolio has `school:` before a reference to the school.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from pdcli.discovery.files import CYCLES_FOLDER, SCHOOL_REF, teacher_folders
from pdcli.documents.document import Document
from pdcli.model.documents import SCHOOL_PREFIX, is_of_school
from pdcli.model.school_year import as_school_year
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.references import may_be_named, named_document
from pdcli.suggest import latin

SCHOOL_FOLDER = "school"
"""The folder of a school's own documents, which references leave out."""
_ID = re.compile("[a-z]+[1-9][0-9]*")
_SEVERAL = re.compile(r"\{(?:slug|date)\}")


class Target(NamedTuple):
    """Where a reference leads: a document, and the table and number of a row where it names one.

    `reference` is the spelling that leads there; what was typed may differ from it in capitals, letters that look
    alike, backslashes or an ending.
    """

    portfolio: Portfolio
    document: Document
    row: tuple[str, int] | None
    reference: str

    @property
    def data(self) -> dict[str, Any]:
        """The answers of the row, else those of the document."""
        if self.row is None:
            return self.document.data
        row = self.document.data[self.row[0]][self.row[1]]
        return row if isinstance(row, dict) else {}


class SchoolReferences:
    """The references of one school. A portfolio is read when a reference leads into it; the last one is kept."""

    def __init__(self, school: Portfolio) -> None:
        self.school = school
        self._rows: dict[int, dict[str, tuple[str, int]]] = {}
        self._last: tuple[Path, Portfolio] | None = None
        # The roots of the portfolios that were read.
        self.portfolios: list[Path] = []

    @cached_property
    def teachers(self) -> dict[str, Path]:
        """Id -> folder of each portfolio of the school."""
        return teacher_folders(self.school.root)

    def target(self, reference: str, document: Document | None = None, year: str | None = None) -> Target | None:
        """Where a reference leads; None where there is nothing.

        `document` is the one of the school that names it. From a portfolio there is none, and `year` is the school year
        whose rows an id alone may mean.
        """
        text = _plain(reference)
        prefix, path = (SCHOOL_PREFIX, text[len(SCHOOL_PREFIX) :]) if is_of_school(text) else ("", text)
        target = (self._in_school(path, document, year) or self._in_portfolio(path)) if path else None
        return target._replace(reference=prefix + target.reference) if target else None

    def is_in_doubt(self, reference: str, document: Document | None = None, year: str | None = None) -> bool:
        """Whether a reference that leads nowhere may mean what exists but cannot be read."""
        path = _plain(reference).removeprefix(SCHOOL_PREFIX)
        folder, _slash, last = path.rpartition("/")
        name = self._teacher_of(path)
        if name:
            portfolio = self.portfolio_of(name)
            return not portfolio.is_whole
        if _as_id(last) and (not folder or as_school_year(folder) == folder):
            year = folder or year or (year_of(document) if document else None)
            scope = [document, self._top] if not folder else []
            scope += self._of_year(year) if year else []
            is_listed = not year or not self.school.is_unread_in(f"{SCHOOL_FOLDER}/{year}")
            return not is_listed or any(item is not None and _may_have(item, _as_id(last)) for item in scope)
        for top in (f"{SCHOOL_FOLDER}/", ""):
            item = named_document(self.school, f"{top}{folder}")
            if item and _may_have(item, _as_id(last)):
                return True
            refs = (f"{top}{path}", f"{top}{folder}")
            if any(self.school.is_unread_at(ref) or self.school.is_unread_in(ref.rpartition("/")[0]) for ref in refs):
                return True
        return False

    def names(self, document: Document | None = None, year: str | None = None, table: str = "") -> Iterator[str]:
        """Yield the references that a document may hold, for suggestions: of rows, and without a `table` of documents.

        None to what is or may be private, and none into portfolios.
        """
        year = year or (year_of(document) if document else None)
        near = [item for item in (document, self._top) if item]
        references = set()
        for item in (*near, *(other for other in self.school.documents if other not in near)):
            if not may_be_named(item) and item is not document:
                continue
            if not table:
                yield _short(item)
            for name, (owner, _index) in self._ids(item).items():
                if table in ("", owner):
                    reference = self._shortest(item, name, near, year)
                    if reference not in references:
                        references.add(reference)
                        yield reference

    def ids_at(self, reference: str) -> list[str]:
        """The ids of the rows of the document before the last slash of a reference; none of what is private."""
        folder = _plain(reference).removeprefix(SCHOOL_PREFIX).rpartition("/")[0]
        target = self.target(folder) if folder else None
        return list(self._ids(target.document)) if target and may_be_named(target.document) and not target.row else []

    def repeated_ids(self) -> Iterator[tuple[Target, Target]]:
        """Yield each row whose id an earlier document of the same school year has too, and the row of that document.

        Only of documents that a year has once: an id with the year leads to the earlier one. The first row is named by
        its path, the other one by the year.
        """
        for year, documents in self._by_year.items():
            first: dict[str, Target] = {}
            for document in filter(_is_once_a_year, documents):
                for name, row in self._ids(document).items():
                    earlier = first.setdefault(name, Target(self.school, document, row, f"{year}/{name}"))
                    if earlier.document is not document:
                        yield Target(self.school, document, row, f"{_short(document)}/{name}"), earlier

    def portfolio_of(self, teacher: str) -> Portfolio:
        """The portfolio of a teacher, by the id of `teachers`."""
        root = self.teachers[teacher]
        if self._last is None or self._last[0] != root:
            # Another document may take over the id() of one that is given up.
            for document in self._last[1].documents if self._last else ():
                self._rows.pop(id(document), None)
            self._last = root, read_portfolio(root, self.school.trust)
            self.portfolios.append(root)
        return self._last[1]

    @cached_property
    def _top(self) -> Document | None:
        return self.school.by_ref.get(SCHOOL_REF)

    def _in_school(self, path: str, document: Document | None, year: str | None) -> Target | None:
        folder, _slash, last = path.rpartition("/")
        name = _as_id(last)
        if name and not folder:
            year = year or (year_of(document) if document else None)
            target = next((row for item in (document, self._top) if item and (row := self._row(item, name, ""))), None)
            target = target or (self._row_of_year(year, name, "") if year else None)
            if target:
                return target
        elif name and as_school_year(folder) == folder:
            target = self._row_of_year(folder, name, f"{folder}/")
            if target:
                return target
        for top in (f"{SCHOOL_FOLDER}/", ""):
            item = named_document(self.school, f"{top}{path}")
            if item:
                return Target(self.school, item, None, item.ref.removeprefix(top))
            item = named_document(self.school, f"{top}{folder}") if name and folder else None
            row = self._row(item, name, f"{item.ref.removeprefix(top)}/") if item else None
            if row:
                return row
        return None

    def _row(self, document: Document, name: str, before: str, portfolio: Portfolio | None = None) -> Target | None:
        row = self._ids(document).get(name)
        return Target(portfolio or self.school, document, row, f"{before}{name}") if row else None

    def _row_of_year(self, year: str, name: str, before: str) -> Target | None:
        """The row of a year: of a document that a year has once, else of the only other one that has such a row."""
        documents = self._of_year(year)
        for item in documents:
            if _is_once_a_year(item) and (row := self._row(item, name, before)):
                return row
        others = [row for item in documents if not _is_once_a_year(item) and (row := self._row(item, name, before))]
        return others[0] if len(others) == 1 else None

    def _of_year(self, year: str) -> list[Document]:
        return self._by_year.get(year, [])

    @cached_property
    def _by_year(self) -> dict[str, list[Document]]:
        years: dict[str, list[Document]] = {}
        for item in self.school.documents:
            year = year_of(item) if item.ref.startswith(f"{SCHOOL_FOLDER}/") else None
            if year:
                years.setdefault(year, []).append(item)
        for documents in years.values():
            # Of two plans the one in its usual place comes first.
            documents.sort(key=_is_elsewhere)
        return years

    def _ids(self, document: Document) -> dict[str, tuple[str, int]]:
        """Id -> table and number of each row of a document; of two equal ids the first."""
        rows = self._rows.get(id(document))
        if rows is None:
            rows = self._rows[id(document)] = _rows_of(document)
        return rows

    def _shortest(self, document: Document, name: str, near: list[Document], year: str | None) -> str:
        if document in near:
            return name
        is_of_year = year and _is_once_a_year(document) and year_of(document) == year
        return name if is_of_year else row_reference(document, name)

    def _teacher_of(self, path: str) -> str:
        """The id of the teacher whose portfolio a path leads into: the longest that it begins with; else empty."""
        parts = path.split("/")
        starts = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
        return next((start for start in starts if start in self.teachers), "") if len(parts) > 1 else ""

    def _in_portfolio(self, path: str) -> Target | None:
        teacher = self._teacher_of(path)
        if not teacher:
            return None
        portfolio, rest = self.portfolio_of(teacher), path[len(teacher) + 1 :]
        folder, _slash, last = rest.rpartition("/")
        name = _as_id(last)
        if name and (not folder or any(cycle.name == folder for cycle in portfolio.cycles)):
            place = f"{CYCLES_FOLDER}/{folder}/" if folder else ""
            for item in portfolio.documents:
                is_there = item.ref.startswith(place) if folder else "/" not in item.ref
                before = f"{teacher}/{folder}/" if folder else f"{teacher}/"
                if is_there and (row := self._row(item, name, before, portfolio)):
                    return row
        for top in (f"{CYCLES_FOLDER}/", ""):
            whole = named_document(portfolio, f"{top}{rest}")
            if whole:
                return Target(portfolio, whole, None, f"{teacher}/{whole.ref.removeprefix(top)}")
            whole = named_document(portfolio, f"{top}{folder}") if name and folder else None
            before = f"{teacher}/{whole.ref.removeprefix(top)}/" if whole else ""
            row = self._row(whole, name, before, portfolio) if whole else None
            if row:
                return row
        cycle = portfolio.by_ref.get(f"{CYCLES_FOLDER}/{rest}/cycle")
        return Target(portfolio, cycle, None, f"{teacher}/{rest}") if cycle else None


def year_of(document: Document) -> str | None:
    """The school year of a document of the school: that of its folder, else the one that it says itself."""
    top, *folders = document.ref.split("/")
    year = as_school_year(folders[0]) if top == SCHOOL_FOLDER and len(folders) > 1 else None
    return year or as_school_year(str(document.data.get("school_year") or ""))


def row_reference(document: Document, name: str | None) -> str:
    """How other documents of the school name a row of a document, by its id; without an id, how they name the document.

    A row of school.yaml is named by its id alone.
    """
    if not name:
        return _short(document)
    if document.ref == SCHOOL_REF:
        return name
    year = year_of(document) if _is_once_a_year(document) else None
    return f"{year or _short(document)}/{name}"


def _plain(reference: str) -> str:
    return normalize("NFC", reference.strip()).replace("\\", "/")


def _as_id(text: str) -> str:
    """The id that a text means, in other capitals or with letters that look like Latin ones; else empty."""
    name = latin(text.lower())
    return name if _ID.fullmatch(name) else ""


def _short(document: Document) -> str:
    return document.ref.removeprefix(f"{SCHOOL_FOLDER}/")


def _is_once_a_year(document: Document) -> bool:
    return bool(document.form and "{year}" in document.form.place and not _SEVERAL.search(document.form.place))


def _is_elsewhere(document: Document) -> bool:
    """Whether a document that a year has once is not in the place of its form."""
    place = document.form.place if document.form else ""
    return document.ref != place.replace("{year}", year_of(document) or "")


def _rows_of(document: Document) -> dict[str, tuple[str, int]]:
    rows: dict[str, tuple[str, int]] = {}
    for table, column in document.form.id_columns if document.form else ():
        entries = document.data.get(table)
        for index, row in enumerate(entries if isinstance(entries, list) else ()):
            name = row.get(column) if isinstance(row, dict) else None
            if isinstance(name, str):
                rows.setdefault(name.strip(), (table, index))
    return rows


def _may_have(document: Document, name: str) -> bool:
    """Whether a row may exist in a document although it was not read."""
    if document.is_unread:
        return True
    letter = name.rstrip("0123456789")
    tables = [
        item for item in (document.form.all_fields if document.form else ())
        if any(part.type == "id" and part.prefix == letter for part in item.columns)
    ]  # fmt: skip
    return any(document.may_lack_row(item.key, name) for item in tables)
