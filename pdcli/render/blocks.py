"""The questions and answers of one document as blocks, in the order of its form."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from pdcli.discovery.files import real_path
from pdcli.documents.document import Document
from pdcli.documents.progress import is_answered
from pdcli.documents.survey import LEAST_ANSWERS, has_too_few_answers, question_has_too_few_answers
from pdcli.i18n import N_, Lang, translate, translations
from pdcli.i18n.dates import short_date
from pdcli.model.documents import CATEGORIES
from pdcli.model.forms import RATINGS, Field, Form, Row
from pdcli.model.plain import is_declared_private
from pdcli.model.values import as_text
from pdcli.portfolio.grounds import Grounds
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.references import may_be_named, named_document
from pdcli.portfolio.school_references import SCHOOL_FOLDER
from pdcli.render.page_links import way_to
from pdcli.render.prose_markdown import fits_cell
from pdcli.render.values import value_text, with_day
from pdcli.render.wheel import Sector, wheel

if TYPE_CHECKING:
    from pdcli.portfolio.route_findings import RouteFinding

# So many columns have room beside one another on a sheet of A4.
_COLUMNS_ON_PAPER = 7


class Link(NamedTuple):
    """A piece of evidence: its id, its title, and where it is (empty where there is nothing to open)."""

    id: str
    title: str
    href: str = ""


class Cell(NamedTuple):
    """One cell of a table: Markdown of the teacher, a plain value, or links to evidence.

    `note` is what the guideline says of the value, `field` the place of the answer in the document.
    """

    text: str = ""
    links: tuple[Link, ...] = ()
    is_id: bool = False
    is_plain: bool = False
    note: str = ""
    field: str = ""


class Heading(NamedTuple):
    """A new part of the form begins."""

    text: str
    kind: str = "heading"


class Answer(NamedTuple):
    """One question and its answer, Markdown unless it is a plain value; empty where it is open.

    `field` is its place in the document; empty where a note of pd stands in place of an answer.
    """

    number: int
    label: str
    text: str
    is_plain: bool = False
    field: str = ""


class Answers(NamedTuple):
    """Questions that follow one another."""

    items: tuple[Answer, ...]
    kind: str = "answers"

    @property
    def fits_cells(self) -> bool:
        """Whether the answers can stand in a Markdown table: one that holds a table or code itself cannot."""
        return all(item.is_plain or fits_cell(item.text) for item in self.items)


class TableView(NamedTuple):
    """A table of the document with its own columns, and their keys; `field` is its own key."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    field: str
    keys: tuple[str, ...]
    kind: str = "table"

    @property
    def fits_paper(self) -> bool:
        """Whether the columns fit beside one another on a sheet of A4; those of a wider table are printed in lines."""
        return len(self.columns) <= _COLUMNS_ON_PAPER


class SheetRow(NamedTuple):
    """One printed row and its answers; `section` is the heading above it, empty where there is none."""

    number: int
    section: str
    label: str
    printed: tuple[str, ...]
    cells: tuple[Cell, ...]


class SheetView(NamedTuple):
    """A sheet of printed rows, `above` them lines of label and text.

    `chart` is SVG, `note` says what was counted; both may be empty.
    """

    label: str
    above: tuple[tuple[str, str], ...]
    head: str
    printed: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    note: str = ""
    chart: str = ""
    kind: str = "sheet"


Block = Heading | Answers | TableView | SheetView
Facts = tuple[tuple[str, Cell], ...]


def view_blocks(
    portfolio: Portfolio, document: Document, form: Form, base: Path, lang: Lang
) -> tuple[Facts, tuple[Block, ...]]:
    """Short facts, and everything below them, with the words of the form in a language.

    `base` is the folder that links start from.
    """
    facts: list[tuple[str, Cell]] = []
    blocks: list[Block] = []
    waiting: list[Answer] = []
    number = 0
    # In a printed form short answers stand among the questions, elsewhere above the text.
    in_place = form.columns is not None or any(item.section for item in form.fields)

    def close() -> None:
        if waiting:
            blocks.append(Answers(tuple(waiting)))
            waiting.clear()

    for item in form.all_fields:
        value = document.data.get(item.key)
        empty = value in (None, "", [])
        if empty and not item.applies(document.data):
            continue
        if form.is_file_version(item) and not isinstance(value, str):
            continue
        if item.section:
            close()
            blocks.append(Heading(item.section[lang]))
        match item.type:
            case "table" | "sheet" | "group" if isinstance(value, str) and value:
                # Something else than was asked for stands there; nobody's words are left out.
                facts.append((item.label[lang], Cell(value, is_plain=True, field=item.key)))
            case "table" if form.kind == "diagnostic" and item.key == "questions" and isinstance(value, list):
                close()
                blocks += _questions(portfolio, item, document, lang, base)
            case "table":
                if item.required or value or item.key == "items":
                    close()
                    blocks.append(_table(portfolio, item, value, lang, base))
            case "sheet":
                if item.required or is_answered(value):
                    close()
                    blocks.append(_sheet(portfolio, document, item, lang, base))
            case "group":
                for part in item.fields:
                    inner = value.get(part.key) if isinstance(value, dict) else None
                    if part.required or inner not in (None, "", []):
                        cell = view_cell(portfolio, part, inner, lang, base)
                        facts.append((part.label[lang], cell._replace(field=f"{item.key}/{part.key}")))
            case _ if item.long or (in_place and item in form.fields):
                number += 1
                plain = item.type not in ("text", "list")
                text = value_text(item, value, lang)
                waiting.append(Answer(number, item.printed_label(lang), text, plain, item.key))
            case _ if item.required or not empty:
                cell = view_cell(portfolio, item, value, lang, base)
                facts.append((item.label[lang], cell._replace(field=item.key)))
    close()
    return tuple(facts), tuple(blocks)


def _questions(portfolio: Portfolio, item: Field, document: Document, lang: Lang, base: Path) -> Iterator[Block]:
    """Yield the questions of a survey, without those whose answers would tell who gave them."""
    text = translations(lang)
    if has_too_few_answers(document.data):
        _ = text.gettext
        sentence = _("Fewer than {count} people answered, so questions and answers are not shown.")
        note = sentence.format(count=LEAST_ANSWERS)
        yield Answers((Answer(1, item.printed_label(lang), note, is_plain=True),))
        return
    rows = document.data[item.key]
    visible = [row for row in rows if not question_has_too_few_answers(row)]
    if item.required or visible:
        yield _table(portfolio, item, visible, lang, base)
    if number_hidden := len(rows) - len(visible):
        ngettext = text.ngettext
        sentence = ngettext(
            "{number} question with fewer than {count} answers is not shown.",
            "{number} questions with fewer than {count} answers are not shown.",
            number_hidden,
        )
        note = sentence.format(number=number_hidden, count=LEAST_ANSWERS)
        yield Answers((Answer(1, item.printed_label(lang), note, is_plain=True),))


def _table(portfolio: Portfolio, item: Field, value: Any, lang: Lang, base: Path) -> TableView:
    entries = value if isinstance(value, list) else []
    rows = [
        row if isinstance(row, dict) else {item.columns[0].key: row} for row in entries if row not in (None, "", [])
    ]
    if item.key == "items":
        rows = [row for row in rows if not is_declared_private(row)]
    columns = _shown_columns(item.columns, rows)
    cells = tuple(
        tuple(
            view_cell(portfolio, part, row.get(part.key), lang, base, in_table=True)._replace(
                field=f"{item.key}/{number}/{part.key}"
            )
            for part in columns
        )
        for number, row in enumerate(rows, 1)
    )
    heads, keys = tuple(part.label[lang] for part in columns), tuple(part.key for part in columns)
    return TableView(item.printed_label(lang), heads, cells, item.key, keys)


def _shown_columns(columns: tuple[Field, ...], rows: list[dict[str, Any]]) -> list[Field]:
    return [part for part in columns if part.required or any(row.get(part.key) not in (None, "", []) for row in rows)]


def _sheet(portfolio: Portfolio, document: Document, item: Field, lang: Lang, base: Path) -> SheetView:
    _ = translations(lang).gettext
    answers = _answers(item, document)
    parts = _shown_columns(item.columns, list(answers.values()))
    earlier = _earlier(portfolio, document, item) if item.compare else None
    before = _answers(item, earlier) if earlier else {}
    measured = next((part for part in item.columns if part.type in ("choice", "scale", "rating")), None)
    columns = [part.label[lang] for part in parts]
    if earlier and measured:
        # Translators: a column of measurements and the day of the earlier ones.
        columns.append(_("{label}: {day}").format(label=measured.label[lang], day=_day(earlier)))
    findings = _route_findings(portfolio, document, item)
    if findings:
        # Translators: a column beside the rows of a route: what the portfolio and the school show of this row.
        columns.append(_("Found"))
    rows = []
    for number, row in enumerate(item.rows, 1):
        answer = answers[row.key]
        cells = [
            view_cell(portfolio, part, answer.get(part.key), lang, base, in_table=True)._replace(
                field=f"{item.key}/{row.key}/{part.key}"
            )
            for part in parts
        ]
        if document.kind == "self-assessment" and measured in parts:
            level = parts.index(measured)
            cells[level] = cells[level]._replace(note=_descriptor(item, row, answer.get(measured.key), lang))
        if earlier and measured:
            # A sector with another name of its own measured something else.
            is_same = before[row.key].get("name") == answer.get("name")
            value = before[row.key].get(measured.key) if is_same else None
            cells.append(view_cell(portfolio, measured, value, lang, base, in_table=True))
        section = row.section[lang] if row.section else ""
        printed = tuple(row.cells[part.key][lang] for part in item.printed)
        if findings:
            cells.append(_findings_cell(findings.get(row.key, ())))
        rows.append(SheetRow(number, section, row.label[lang], printed, tuple(cells)))
    head = item.head[lang] if item.head else ""
    heads = tuple(part.label[lang] for part in item.printed)
    note, chart = _counts_note(item, answers, lang), _chart(item, answers, lang)
    if findings:
        note = _(
            "Found: evidence, documents of the portfolio and papers of the school from this school year "
            "that may belong to a row. The teacher decides what belongs to it."
        )
    above = tuple((line.label[lang], line.text[lang]) for line in item.above) + _level(document, item, lang)
    return SheetView(item.printed_label(lang), above, head, heads, tuple(columns), tuple(rows), note, chart)


def _level(document: Document, sheet: Field, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What the level of a route sheet is to lead to, while the sheet that lists it has no answer."""
    category = next((item for item in CATEGORIES if sheet.key == f"{item}_sheet"), None)
    if document.kind != "route-sheet" or category is None or is_answered(document.data.get(f"{category}_expected")):
        return ()
    from pdcli.guideline.tables import level

    return level(category, lang)[1]


def _descriptor(sheet: Field, row: Row, category: Any, lang: Lang) -> str:
    """What a teacher of the chosen category does at a stage (table 3) or in a direction (table 8); else empty."""
    from pdcli.guideline.tables import descriptor, direction_descriptor

    if sheet.key == "stages":
        return descriptor(row.key, str(category), lang) or ""
    return direction_descriptor(row.key, str(category), lang) or "" if sheet.key == "directions" else ""


def _route_findings(portfolio: Portfolio, document: Document, item: Field) -> dict[str, tuple["RouteFinding", ...]]:
    """What was found for the rows of an educational route; nothing for other sheets."""
    if document.kind != "education-route" or item.key != "directions":
        return {}
    from pdcli.portfolio.route_findings import route_findings

    return route_findings(portfolio, document)


def _findings_cell(findings: Sequence["RouteFinding"]) -> Cell:
    """What was found for one row: titles, and how the route may name each."""
    return Cell("; ".join(item.text for item in findings), is_plain=True)


def _answers(item: Field, document: Document) -> dict[str, dict[str, Any]]:
    """What each row of a sheet says; a row without answers says nothing."""
    value = document.data.get(item.key)
    answers = value if isinstance(value, dict) else {}
    return {row.key: answers[row.key] if isinstance(answers.get(row.key), dict) else {} for row in item.rows}


def _earlier(portfolio: Portfolio, document: Document, sheet: Field) -> Document | None:
    """The last document of the same kind before this one with an answer in the sheet; a private one only for a private
    one.
    """
    mine = str(document.data.get("date") or "")
    before = [
        item for item in portfolio.of_kind(str(document.kind))
        if str(item.data.get("date") or "") < mine
        and (document.is_private or not item.is_private)
        and is_answered(item.data.get(sheet.key))
    ]  # fmt: skip
    return max(before, key=lambda item: (str(item.data.get("date") or ""), item.ref), default=None)


def _day(document: Document) -> str:
    return short_date(document.data.get("date") or document.ref)


def _counts_note(item: Field, answers: dict[str, dict[str, Any]], lang: Lang) -> str:
    _ = translations(lang).gettext
    part = next((part for part in item.columns if part.type == "rating"), None)
    if part is None:
        return ""
    signs = [answer.get(part.key) for answer in answers.values()]
    yes, partly, no = (signs.count(sign) for sign in RATINGS)
    return _("Achieved (+): {yes}. Partly (±): {partly}. Not yet (-): {no}. Not rated: {rest}.").format(
        yes=yes, partly=partly, no=no, rest=len(signs) - yes - partly - no
    )


def _chart(item: Field, answers: dict[str, dict[str, Any]], lang: Lang) -> str:
    part = next((part for part in item.columns if part.type == "scale"), None)
    if item.chart != "wheel" or part is None or part.max is None:
        return ""

    def sector(row: Row) -> Sector:
        value, own = answers[row.key].get(part.key), answers[row.key].get("name")
        score = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        return Sector(str(own) if own else row.label[lang], score)

    return wheel(item.label[lang], [sector(row) for row in item.rows], part.max, lang)


def view_cell(portfolio: Portfolio, item: Field, value: Any, lang: Lang, base: Path, in_table: bool = False) -> Cell:
    """One value as a reader sees it."""
    if item.type == "evidence" and isinstance(value, list):
        return Cell(links=tuple(evidence_link(portfolio, str(entry), base, lang) for entry in value))
    if item.type == "document" and value:
        refs = value if isinstance(value, list) else [value]
        return Cell("; ".join(_ground(portfolio, str(ref), lang) for ref in refs), is_plain=True)
    if item.across and portfolio.is_school and value:
        refs = value if isinstance(value, list) else [value]
        return Cell("; ".join(_target_title(portfolio, str(ref), lang) for ref in refs), is_plain=True)
    if item.across and any("/" in str(ref) for ref in (value if isinstance(value, list) else [value])):
        refs = value if isinstance(value, list) else [value]
        return Cell("; ".join(_ground(portfolio, str(ref), lang) for ref in refs), is_plain=True)
    if item.key == "file" and isinstance(value, str) and value:
        return Cell(links=(Link(value, "", file_href(portfolio.root, value, base)),))
    if item.key == "url" and isinstance(value, str) and value:
        return Cell(links=(Link(value, "", value if urlsplit(value).scheme in ("http", "https") else ""),))
    if item.holds == "person" and portfolio.is_school:
        value = _with_names(portfolio.people, value)
    # A rating is `+`, which Markdown would take for a list.
    text = value_text(item, value, lang, in_table)
    return Cell(text, is_id=item.type == "id", is_plain=item.type not in ("text", "list"))


def _with_names(people: dict[str, str], value: Any) -> Any:
    """People by their names instead of the ids that stand for them; whoever has no id as it is typed."""
    if isinstance(value, list):
        return [_with_names(people, entry) for entry in value]
    name = as_text(value)
    return people.get(name.strip(), value) if isinstance(name, str) else value


def _ground(portfolio: Portfolio, ref: str, lang: Lang) -> str:
    """What a reference of a teacher's document leads to: the words of a row before the title of its document.

    A reference into the cycles, or one that leads nowhere, stays as it is typed; what is private is not named.
    """
    ground = Grounds(portfolio).of(ref.strip())
    if ground is None:
        return ref
    title = _document_title(ground.document, lang)
    return f"{ground.text} ({title})" if ground.text and may_be_named(ground.document) else title


def _document_title(document: Document, lang: Lang) -> str:
    """The title of a document, with its day where that is of its form only; what is private is not named."""
    if not may_be_named(document):
        return translate(N_("private document"), lang)
    title = document.title_for(lang)
    return title if document.data.get("title") else with_day(title, document.day, lang)


def _target_title(school: Portfolio, ref: str, lang: Lang) -> str:
    """The title of a document of the school that a reference names; the reference itself where it leads elsewhere."""
    document = named_document(school, f"{SCHOOL_FOLDER}/{ref}") or named_document(school, ref)
    return _document_title(document, lang) if document and may_be_named(document) else ref


def evidence_link(portfolio: Portfolio, entry: str, base: Path, lang: Lang) -> Link:
    """A link to the file or address of an evidence; private and unknown ones have none."""
    _ = translations(lang).gettext
    item = portfolio.evidence.get(entry)
    if item is None or item.private:
        return Link(entry, _("private") if item else _("not in the register"))
    href = item.url if item.url and urlsplit(item.url).scheme in ("http", "https") else ""
    if item.file:
        href = file_href(portfolio.root, item.file, base)
    return Link(entry, item.title or "", href or "")


def file_href(root: Path, name: str, base: Path) -> str:
    """The way from a page in the folder `base` to a file of the portfolio; empty where there is none to be opened."""
    path = root / name
    if not path.is_file() or not real_path(path).is_relative_to(root):
        return ""
    return way_to(path, base)
