"""One document: its text, its plain data, its typed model, and the positions of its values."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdcli.diagnostics import START, Diagnostic, Span
from pdcli.discovery.files import DOCUMENT_FOLDERS, MARKDOWN_SUFFIXES
from pdcli.documents.references import evidence_ids
from pdcli.documents.validation import Loc
from pdcli.i18n import DEFAULT_LANG, Lang, as_lang
from pdcli.model.documents import Head
from pdcli.model.forms import Form
from pdcli.model.plain import is_declared_private
from pdcli.reading.codes import UNREADABLE
from pdcli.reading.place import Places

if TYPE_CHECKING:
    from pdcli.reading.markdown_sections import Section
    from pdcli.reading.source import Source
    from pdcli.reading.yaml_result import Node

_DIGITS = r"[0-9]{1,6}"


class Document:
    """A file of a portfolio. `model` holds the valid data; `diagnostics` are the problems of the rest."""

    def __init__(self, file: str, ref: str, source: "Source") -> None:
        self.file = file
        self.ref = ref
        self.text = source.text
        self.bom = source.bom
        self.newline = source.newline
        self.kind: str | None = None
        self.forced_kind: str | None = None
        """The kind that it is read as, whatever it says itself."""
        self.form: Form | None = None
        self.data: dict[str, Any] = {}
        self.model: Head | None = None
        self.diagnostics: list[Diagnostic] = []
        self.mistyped: list[Any] = []
        """Values of a wrong type as they were read; `data` holds their text instead."""
        self.sections: list[Section] = []
        self.explained_questions: frozenset[str] = frozenset()
        """Questions whose missing answer a diagnostic explains."""
        self.misspelt_places: frozenset[Loc] = frozenset()
        """The places of answers beside a misspelt key."""
        self.unknown_keys: Mapping[Loc, int] = {}
        """Place of a group of fields -> number of unknown keys in it."""
        self.incomplete_tables: frozenset[str] = frozenset()
        """Tables that lack a row or its id for a reason with a diagnostic; "" is any table that is missing."""
        self.default_lang: Lang = DEFAULT_LANG
        self.is_markdown = file.lower().endswith(MARKDOWN_SUFFIXES)
        # Where its YAML begins and ends: the whole file, of Markdown what stands between the two lines at the top.
        self.yaml_part = (0, len(source.text))
        self.places = Places(file, source.text)
        self._evidence_ids: list[tuple[Loc, str]] | None = None

    @cached_property
    def path(self) -> Path:
        """The path of the file, built on first access because most documents have nothing to report."""
        return Path(self.file)

    @property
    def is_final(self) -> bool:
        """Whether its status is final."""
        return self.data.get("status") == "final"

    @property
    def is_unreadable(self) -> bool:
        """Whether answers may be missing because the file or a part of it cannot be read."""
        return bool(self.diagnostics) and any(item.code in UNREADABLE for item in self.diagnostics)

    @property
    def is_unread(self) -> bool:
        """Whether it cannot be read completely."""
        return self.form is None or self.is_unreadable

    def may_lack_row(self, table: str, row: str = "") -> bool:
        """Whether a row of a table, or the one with this id, may be missing because of a problem reported there."""
        value = self.data.get(table)
        rows = value if isinstance(value, list) else []
        ids = [str(item["id"]) for item in rows if isinstance(item, dict) and item.get("id")]
        if table in self.incomplete_tables or (table not in self.data and "" in self.incomplete_tables):
            return not ids or _may_be_among(row, [*ids, ""])
        # Of two rows with one number either may be the one that is looked for.
        return len(set(ids)) < len(ids) and _may_be_among(row, ids)

    @property
    def is_private(self) -> bool:
        """Whether it is hidden from others."""
        form_private = self.form.private if self.form else False
        declared = is_declared_private(self.data) if form_private != "always" else None
        return declared if declared is not None else bool(form_private)

    @property
    def lang(self) -> Lang:
        """The language it is written in."""
        value = self.data.get("lang")
        return as_lang(value if isinstance(value, str) else None) or self.default_lang

    @property
    def is_among_documents(self) -> bool:
        """Whether it lies in one of the usual folders of documents."""
        return self.ref.partition("/")[0] in DOCUMENT_FOLDERS and "/" in self.ref

    @property
    def title(self) -> str:
        """Its own title, else the title of its form in its own language, else the name of its file."""
        return self.title_for(self.lang)

    def title_for(self, lang: Lang) -> str:
        """Its own title, else the title of its form in a language, else the name of its file."""
        value = self.data.get("title")
        if isinstance(value, dict | list | bool):
            from pdcli.documents.fault_places import source_text

            value = source_text(self, ("title",))
        if value:
            return str(value)
        return self.form.title[lang] if self.form else self.path.stem

    @property
    def day(self) -> date | None:
        """The day that it is about, from its field `date`."""
        # Asking a model for what it does not have takes long.
        value = vars(self.model).get("date") if self.model else None
        return value if isinstance(value, date) else None

    @property
    def evidence_ids(self) -> list[tuple[Loc, str]]:
        """(place, evidence id) of every reference to evidence."""
        # No cached_property: that would give every document a dictionary of its own, which takes memory and time.
        if self._evidence_ids is None:
            self._evidence_ids = list(evidence_ids(self.form, self.data)) if self.form else []
        return self._evidence_ids

    def value(self, loc: Loc) -> Any:
        """The data at a path. Raises KeyError or IndexError if there is none."""
        value: Any = self.data
        for step in loc:
            value = value[step]
        return value

    def place(self, loc: Loc) -> "tuple[Node | None, bool]":
        """The deepest node on a path in the data, and whether it is the end of the path."""
        return self.places.node(loc)

    def places_between(self, start: int, end: int) -> Span:
        """The span between two offsets of the text."""
        return self.places.between(start, end)

    def span(self, *loc: str | int, key: bool = False) -> Span:
        """The span of the value (or of its key or heading) at `loc`, else of the nearest node around it."""
        if not loc:
            return START
        section = self._section(loc)
        if section is None:
            return self.places.span(loc, key)
        if key or not section.lines:
            return self.places.between(section.start, section.end)
        return self.line_span(loc, 0)

    def source_text_at(self, *loc: str | int) -> str | None:
        """The source text of the value at `loc`, with its quotes; None if there is no such value."""
        node, exact = self.places.node(loc)
        return self.text[node.start : node.end] if node and exact else None

    def line_span(self, loc: Loc, index: int) -> Span:
        """The span of one line (counted from 0) of a long answer."""
        section = self._section(loc)
        if section is not None:
            number = section.lines[index]
        else:
            node, exact = self.places.node(loc)
            if node is None or not exact:
                return self.span(*loc)
            number = self.places.lines.position(node.start)[0] + index + (node.style in "|>")
        line = self.places.lines.line(number)
        indent = len(line) - len(line.lstrip())
        return Span(number, indent + 1, number, max(len(line.rstrip()), indent) + 1)

    def span_between(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The (line, column) of two offsets of the text."""
        return self.places.lines.position(start), self.places.lines.position(end)

    def _section(self, loc: Loc) -> "Section | None":
        section = next((section for section in self.sections if section.key == loc[0]), None)
        if section is None or (section.value and section.key != "title"):
            return section
        # What the top says counts more than a heading.
        value, exact = self.places.node(loc[:1])
        return None if value and exact and value.end > value.start else section


def _may_be_among(row: str, ids: Sequence[str]) -> bool:
    """Whether the number of a row is not beyond those of these rows, which count from one."""
    numbers = [int(digits[0]) for text in (row, *ids) if (digits := re.search(_DIGITS, text))]
    return not row or len(numbers) < 2 or numbers[0] <= max(len(ids), *numbers[1:])
