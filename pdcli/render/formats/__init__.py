"""Ways to write documents: each module is a format with a `FORMAT`, found by its name and loaded when it is asked for.

A format writes one part of a document: the page (a template with its values), the tables, the data, or the calendar.
Each document says which parts it has, and can be written in every format of these parts.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pdcli.formats import FormatRegistry

if TYPE_CHECKING:
    from pdcli.discovery.trust import Trust
    from pdcli.i18n import Lang
    from pdcli.render.spreadsheet import Sheet

Part = Literal["page", "tables", "data", "calendar"]
DocumentKind = Literal[
    "portfolio", "summary", "trace", "readiness", "history", "comparison", "school", "department", "blank", "rule"
]
# In the order in which formats are listed.
PARTS: dict[DocumentKind, tuple[Part, ...]] = {
    "portfolio": ("page",),
    "summary": ("page", "data"),
    "trace": ("page", "data"),
    "readiness": ("page", "data"),
    "history": ("page", "data"),
    "comparison": ("page", "tables", "data"),
    "school": ("page", "tables", "data", "calendar"),
    "department": ("page", "tables", "data"),
    "blank": ("page",),
    "rule": ("data",),
}


class Template(NamedTuple):
    """A document to read: the name of its template, who reads, in which language, and what stands in it."""

    name: str
    trust: "Trust | None"
    lang: "Lang"
    values: dict[str, Any]


def template(name: str, trust: "Trust | None", lang: "Lang", **values: Any) -> Template:
    """The template of a name with these values, in a language."""
    return Template(name, trust, lang, values)


class Tables(NamedTuple):
    """A document as tables: one that says all, and several for programs that can hold several."""

    whole: "Sheet"
    sheets: "Sequence[Sheet]"


class Data(NamedTuple):
    """A document for programs. Of the list under the key `rows` each item is one line, so that versions compare."""

    value: Any
    rows: str = ""


class CalendarEntry(NamedTuple):
    """An entry of whole days: what it is called in other documents, its kind and text in words, and a note."""

    reference: str
    kind: str
    text: str
    start: date
    end: date
    note: str
    is_dropped: bool


class CalendarFile(NamedTuple):
    """A document as a calendar: whose, as of which moment, and its entries."""

    name: str
    stamp: datetime
    entries: "Sequence[CalendarEntry]"


class DocumentFormat(NamedTuple):
    """A way to write a part of a document. What is no text (`is_text`) does not go to a terminal.

    `convert` makes it of the page in HTML, where it says the same as that page.
    """

    part: Part
    write: Callable[[Any], str | bytes]
    is_text: bool = True
    convert: Callable[[str], bytes] | None = None


FORMATS = FormatRegistry[DocumentFormat](__name__)


def format_names(document: DocumentKind) -> tuple[str, ...]:
    """The formats that a document can be written in: pages, tables, data, each in the order of the alphabet."""
    return _names(PARTS[document])


def page_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats of teachers' pages beside a table: the table leads to pages in HTML, whatever else is written."""
    names = format_names("summary")
    return tuple(dict.fromkeys(["html", *(name for name in formats if name in names)]))


def data_formats() -> tuple[str, ...]:
    """The formats for programs."""
    return _names(("data",))


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    formats = FORMATS.all()
    return tuple(name for part in parts for name in formats if formats[name].part == part)


def to_format(name: str, **parts: Callable[[], Template | Tables | Data | CalendarFile]) -> str | bytes:
    """A document in a format. `parts` make what a format may write, when it asks for it."""
    form = FORMATS.get(name)
    return form.write(parts[form.part]())
