"""What documents say of themselves: kind, title, the day they are about.

Where nothing else of a portfolio is asked for, only the tops of its files are read and nothing is checked, which takes
a fraction of the time. A document whose top does not tell everything is read whole, so that both ways say the same.
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
from pdcli.discovery.trust import Trust, own
from pdcli.i18n import DEFAULT_LANG, Lang, as_lang
from pdcli.model.plain import ISO_DATE, STAGES, is_declared_private
from pdcli.reading.front_matter import find_facts
from pdcli.reading.source import read_source
from pdcli.reading.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pdcli.documents.document import Document
    from pdcli.portfolio.portfolio import Portfolio

# Whatever may be a heading of level one, in either spelling: it is the title of a document that has none at its top.
_HEADING = re.compile(r"^[ >]*(?:#(?:[ \t]|$)|=+[ \t]*$)", re.MULTILINE)


class Claim(NamedTuple):
    """One document. `day` is its `date`; for a stage without one the last day of its cycle; None where it says none."""

    file: str
    ref: str
    kind: str | None
    title: str
    day: date | None
    is_private: bool


class Claims(NamedTuple):
    """The documents of a portfolio in the order of their refs, and whose portfolio it is."""

    root: Path
    name: str | None
    documents: tuple[Claim, ...]


class _Row(NamedTuple):
    file: str
    ref: str
    kind: str | None
    title: str
    is_private: bool
    said: dict[str, Any]


def claims_of(portfolio: "Portfolio") -> Claims:
    """The claims of a portfolio that was read."""
    return _claims(portfolio.root, map(_whole, portfolio.documents))


def read_claims(root: Path, trust: Trust | None = None) -> Claims:
    """The claims of a portfolio, one's own unless `trust` says otherwise, of which nothing else is needed."""
    root = real_path(root)
    return _claims(root, _rows(root, trust or own(root)))


def _claims(root: Path, found: Iterable[_Row]) -> Claims:
    rows = sorted(found, key=lambda row: row.ref)
    profile = min((row for row in rows if row.kind == "portfolio"), key=_nearness, default=None)
    name = profile.said.get("name") if profile else None
    ends: dict[str | None, date | None] = {}
    for row in sorted((row for row in rows if row.kind == "cycle"), key=_nearness, reverse=True):
        period = row.said.get("period")
        ends[_cycle(row.ref)] = _day(period.get("end")) if isinstance(period, dict) else None
    # A stage outside of the cycles belongs to none.
    ends.pop(None, None)
    documents = []
    for row in rows:
        day = _day(row.said.get("date")) if row.kind else None
        if day is None and row.kind in STAGES:
            day = ends.get(_cycle(row.ref))
        documents.append(Claim(row.file, row.ref, row.kind, row.title, day, row.is_private))
    return Claims(root, str(name) if name else None, tuple(documents))


def _nearness(row: _Row) -> tuple[int, int, str]:
    return row.ref.count("/"), len(row.ref), row.ref


def _cycle(ref: str) -> str | None:
    """The cycle that a document belongs to, by its folder."""
    folder, name, *rest = [*ref.split("/"), ""][:3]
    return name if folder == CYCLES_FOLDER and rest and rest[0] else None


def _day(said: Any) -> date | None:
    if not isinstance(said, str) or not ISO_DATE.fullmatch(said.strip()):
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        return None


def _rows(root: Path, trust: Trust) -> Iterator[_Row]:
    forms = trust.form_files(root)
    lang, library = DEFAULT_LANG, None
    for file, ref in document_files(str(root)):
        row, certain = _top(file, ref, lang, forms)
        if not certain:
            # Rarely needed, and what it takes to load it is felt.
            from pdcli.documents.document import read_document
            from pdcli.documents.form_library import FormLibrary
            from pdcli.documents.other_tools import is_of_another_tool

            library = library or FormLibrary(root, trust)
            document = read_document(file, ref, library, lang)
            if document and document.form is None and is_of_another_tool(document):
                continue
            row = _whole(document) if document else None
        if row is not None:
            yield row
            if ref == PROFILE_REF:
                lang = as_lang(str(row.said.get("lang"))) or lang


def _whole(document: "Document") -> _Row:
    kind = document.kind if document.form else None
    return _Row(document.file, document.ref, kind, document.title, document.is_private, document.data)


def _top(file: str, ref: str, default_lang: Lang, own: dict[str, Path]) -> tuple[_Row | None, bool]:
    """A document by its top (None for a file that is none), and whether that is certain."""
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
    said = read_yaml(text).data
    if not isinstance(said, dict):
        return None, False
    kind, title, private = said.get("kind"), said.get("title"), is_declared_private(said)
    if not isinstance(kind, str) or kind in own or kind not in shipped_forms():
        return None, False
    if not title and _HEADING.search(body):
        return None, False
    form_title, form_private = _form(kind)
    lang = said.get("lang")
    shown = form_title[as_lang(lang if isinstance(lang, str) else None) or default_lang]
    is_private = form_private if private is None else private
    return _Row(file, ref, kind, str(title) if title else shown, is_private, said), True


@cache
def _form(kind: str) -> tuple[dict[Lang, str], bool]:
    """The names of a form that comes with pd, and whether its documents are private."""
    said = read_yaml(read_source(shipped_forms()[kind]).text).data
    return said["title"], bool(said.get("private"))
