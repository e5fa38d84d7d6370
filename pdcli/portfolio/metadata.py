"""Metadata of documents: kind, title, and the day that they are about.

Where nothing else is needed, only the heads of files are read and nothing is validated, which takes a fraction of the
time. A document whose head is not enough is read completely, so that both ways give the same result.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pdcli.discovery.files import (
    CYCLES_FOLDER,
    MARKDOWN_SUFFIXES,
    PROFILE_REF,
    document_files,
    real_path,
    shipped_forms,
)
from pdcli.discovery.trust import Trust, own_trust
from pdcli.i18n import DEFAULT_LANG, Lang, as_lang
from pdcli.model.plain import ISO_DATE, STAGES, is_declared_private
from pdcli.reading.front_matter import find_facts
from pdcli.reading.source import read_source
from pdcli.reading.yaml_reader import read_yaml
from pdcli.resources import compiled

if TYPE_CHECKING:
    from pdcli.documents.document import Document
    from pdcli.portfolio.portfolio import Portfolio

# Whatever may be a heading of level one, in either spelling: it is the title of a document that has none at its top.
_HEADING = re.compile(r"^[ >]*(?:#(?:[ \t]|$)|=+[ \t]*$)", re.MULTILINE)


class DocumentMeta(NamedTuple):
    """The metadata of one document. `day` is its `date`; for a stage without one, the last day of its cycle."""

    file: str
    ref: str
    kind: str | None
    title: str
    day: date | None
    is_private: bool


class PortfolioMeta(NamedTuple):
    """The metadata of a portfolio: its folder, the teacher's name, and its documents in the order of their refs."""

    root: Path
    name: str | None
    documents: tuple[DocumentMeta, ...]


class _Row(NamedTuple):
    file: str
    ref: str
    kind: str | None
    title: str
    is_private: bool
    facts: dict[str, Any]


def metadata_of(portfolio: "Portfolio") -> PortfolioMeta:
    """The metadata of a loaded portfolio."""
    return _portfolio_metadata(portfolio.root, map(_row_of, portfolio.documents))


def read_metadata(root: Path, trust: Trust | None = None) -> PortfolioMeta:
    """Read only the metadata of a portfolio. Without a `trust` it is one's own."""
    root = real_path(root)
    return _portfolio_metadata(root, _rows(root, trust or own_trust(root)))


def _portfolio_metadata(root: Path, unsorted_rows: Iterable[_Row]) -> PortfolioMeta:
    rows = sorted(unsorted_rows, key=lambda row: row.ref)
    profile = min((row for row in rows if row.kind == "portfolio"), key=_role_precedence, default=None)
    name = profile.facts.get("name") if profile else None
    ends: dict[str | None, date | None] = {}
    for row in sorted((row for row in rows if row.kind == "cycle"), key=_role_precedence, reverse=True):
        period = row.facts.get("period")
        ends[_cycle(row.ref)] = _day(period.get("end")) if isinstance(period, dict) else None
    # A stage outside of the cycles belongs to none.
    ends.pop(None, None)
    documents = []
    for row in rows:
        day = _day(row.facts.get("date")) if row.kind else None
        if day is None and row.kind in STAGES:
            day = ends.get(_cycle(row.ref))
        documents.append(DocumentMeta(row.file, row.ref, row.kind, row.title, day, row.is_private))
    return PortfolioMeta(root, str(name) if name else None, tuple(documents))


def _role_precedence(row: _Row) -> tuple[int, int, str]:
    return row.ref.count("/"), len(row.ref), row.ref


def _cycle(ref: str) -> str | None:
    """The name of the cycle that a document belongs to, by its folder; None outside cycles."""
    folder, name, *rest = [*ref.split("/"), ""][:3]
    return name if folder == CYCLES_FOLDER and rest and rest[0] else None


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value.strip()):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _rows(root: Path, trust: Trust) -> Iterator[_Row]:
    forms = trust.form_files(root)
    lang, library = DEFAULT_LANG, None
    for file, ref in document_files(str(root)):
        row, certain = _row_from_head(file, ref, lang, forms)
        if not certain:
            # Rarely needed, and what it takes to load it is felt.
            from pdcli.documents.form_library import FormLibrary
            from pdcli.documents.other_tools import is_of_another_tool
            from pdcli.documents.reader import read_document

            library = library or FormLibrary(root, trust)
            document = read_document(file, ref, library, lang)
            if document and document.form is None and is_of_another_tool(document):
                continue
            row = _row_of(document) if document else None
        if row is not None:
            yield row
            if ref == PROFILE_REF:
                lang = as_lang(str(row.facts.get("lang"))) or lang


def _row_of(document: "Document") -> _Row:
    kind = document.kind if document.form else None
    return _Row(document.file, document.ref, kind, document.title, document.is_private, document.data)


def _row_from_head(file: str, ref: str, default_lang: Lang, own: dict[str, Path]) -> tuple[_Row | None, bool]:
    """The metadata from the head of a file (None if it is no document), and whether it is complete."""
    source = read_source(file)
    if source.problem:
        return None, False
    text, body = source.text, ""
    if file.lower().endswith(MARKDOWN_SUFFIXES):
        facts = find_facts(text)
        if facts is None:
            return None, True
        text, body = text[facts.start : facts.end], text[facts.body :]
        if facts.problems or "\n##" in text:
            return None, False
    head = read_yaml(text).data
    if not isinstance(head, dict):
        return None, False
    kind, title, private = head.get("kind"), head.get("title"), is_declared_private(head)
    if not isinstance(kind, str) or kind in own or kind not in shipped_forms():
        return None, False
    if not title and _HEADING.search(body):
        return None, False
    form_title, form_private = _form(kind)
    lang = head.get("lang")
    default_title = form_title[as_lang(lang if isinstance(lang, str) else None) or default_lang]
    is_private = bool(form_private) if private is None or form_private == "always" else private
    return _Row(file, ref, kind, str(title) if title else default_title, is_private, head), True


@cache
def _form(kind: str) -> tuple[dict[Lang, str], bool | str]:
    """The titles of a shipped form by language, and whether its documents are private (`always`: whatever they say)."""
    definition = compiled("forms", kind)
    return definition["title"], definition.get("private", False)
