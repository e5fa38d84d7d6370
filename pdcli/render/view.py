"""What a page shows, as plain frozen values: sorted, worded and linked before a template sees it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank, progress
from pdcli.i18n import Lang, translations
from pdcli.i18n.dates import shown_date, shown_period
from pdcli.model.documents import CATEGORIES, STAGES, Category
from pdcli.model.forms import COMMON_KEYS, Form, normalise_heading
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.render.blocks import Block, Facts, view_blocks
from pdcli.render.page_links import PageLinks, page_links, way_to
from pdcli.render.thread_drawing import draw_thread
from pdcli.render.thread_list import as_markdown as thread_as_markdown
from pdcli.render.thread_view import tree, why_empty
from pdcli.thread.build import trace
from pdcli.thread.nodes import CycleTrace

WORKS = ("experience/", "research/")


class DocumentMark(NamedTuple):
    """What a page by itself says of its document, so that it can be read back: its kind, what stands at its top besides
    (`status=final;private=true`), the way from the page to its folder where both are in the portfolio, and whether it
    has a title of its own.
    """

    kind: str
    head: str
    folder: str
    has_title: bool


class DocumentView(NamedTuple):
    """A document as it is read; `entry` is its name in the contents, `lang` the language that its author writes in,
    `links` where its answers lead from the page.

    `above` are lines of label and text before the questions, `loose` headings and texts that belong to no question.
    """

    anchor: str
    title: str
    entry: str
    kind: str
    source: str
    lang: Lang
    is_final: bool
    path: str
    columns: tuple[str, str, str] | None
    facts: Facts
    blocks: tuple[Block, ...]
    links: PageLinks
    mark: DocumentMark
    loose: tuple[tuple[str, str], ...] = ()
    above: tuple[tuple[str, str], ...] = ()


class StageMark(NamedTuple):
    """One of the five steps drawn above a cycle."""

    number: int
    name: str
    status: str
    anchor: str


class ThreadView(NamedTuple):
    """The golden thread of a cycle, drawn as HTML and told as Markdown."""

    html: str
    markdown: str


class Chapter(NamedTuple):
    """A part of a page: a cycle with its documents, or documents of one sort."""

    anchor: str
    title: str
    lead: str = ""
    stages: tuple[StageMark, ...] = ()
    thread: ThreadView | None = None
    documents: tuple[DocumentView, ...] = ()


class Page(NamedTuple):
    """A whole page."""

    title: str
    subtitle: str
    lang: Lang
    chapters: tuple[Chapter, ...]
    left_out: int = 0
    is_book: bool = False


def document_page(portfolio: Portfolio, document: Document, base: Path, lang: Lang) -> Page:
    """One document, framed in a language."""
    view = view_document(portfolio, document, base, lang)
    chapter = Chapter("document", "", documents=(view,))
    return Page(view.title, _who(portfolio), lang, (chapter,))


def cycle_page(portfolio: Portfolio, folder: CycleFolder, base: Path, lang: Lang) -> Page:
    """One cycle: its five stages, its lessons, everything else."""
    thread = next(item for item in trace(portfolio).cycles if item.name == folder.name)
    chapter, left_out = _cycle_chapter(portfolio, folder, thread, base, lang)
    return Page(chapter.title, _who(portfolio), lang, (chapter,), left_out, is_book=True)


def portfolio_page(portfolio: Portfolio, base: Path, lang: Lang) -> Page:
    """Everything that is not private."""
    _ = translations(lang).gettext
    chapters, left_out = [], 0
    for folder, thread in zip(portfolio.cycles, trace(portfolio).cycles, strict=True):
        chapter, private = _cycle_chapter(portfolio, folder, thread, base, lang)
        chapters.append(chapter)
        left_out += private
    in_cycles = {id(item) for folder in portfolio.cycles for item in folder.documents}
    rest = [item for item in portfolio.documents if id(item) not in in_cycles and item.form]
    profile = [item for item in rest if item.kind == "portfolio"]
    register = [item for item in rest if item.kind == "evidence"]
    others = [item for item in rest if item.kind not in ("portfolio", "evidence")]
    works = [item for item in others if item.form and item.form.place.startswith(WORKS)]
    before: list[Chapter] = []
    after: list[Chapter] = []
    for anchor, title, documents, place in (
        ("teacher", _title(profile, lang), profile, before),
        ("works", _("Experience and research"), works, after),
        ("forms", _("Routes, reflections and other forms"), [item for item in others if item not in works], after),
        ("register", _title(register, lang), register, after),
    ):
        views = _views(portfolio, [item for item in documents if not item.is_private], base, lang)
        left_out += sum(item.is_private for item in documents)
        if views:
            place.append(Chapter(anchor, title, documents=views))
    title = str(portfolio.who.name) if portfolio.who and portfolio.who.name else _title(profile, lang)
    subtitle = " · ".join(part for part in (_title(profile, lang), _school(portfolio)) if part)
    return Page(title, subtitle, lang, (*before, *chapters, *after), left_out, is_book=True)


def view_document(portfolio: Portfolio, document: Document, base: Path, lang: Lang) -> DocumentView:
    """A document with the words of its form in the language of the page, and what its author typed as it is typed.

    `base` is the folder that links start from.
    """
    form = document.form
    if form is None:
        raise ValueError(document.ref)
    facts, blocks = view_blocks(portfolio, document, form, base, lang)
    columns = form.columns
    return DocumentView(
        anchor=_anchor(document.ref),
        title=_heading(document, form, lang),
        entry=document.title_for(lang),
        kind=form.title[lang],
        source=form.source[lang] if form.columns else "",
        lang=document.lang,
        is_final=document.is_final,
        path=document.path.relative_to(portfolio.root).as_posix(),
        columns=(columns.number[lang], columns.label[lang], columns.answer[lang]) if columns else None,
        facts=facts,
        blocks=blocks,
        links=page_links(portfolio, document.path.parent, base, lang),
        mark=_mark(portfolio, document, form, base),
        loose=tuple(_loose(document, form)),
        above=_above(portfolio, document, lang),
    )


def _mark(portfolio: Portfolio, document: Document, form: Form, base: Path) -> DocumentMark:
    head = ((key, document.data.get(key)) for key in COMMON_KEYS if key not in ("kind", "title"))
    parts = [
        f"{key}={str(value).lower()}" for key, value in head if isinstance(value, str | bool) and ";" not in str(value)
    ]
    # The way from elsewhere would tell names of folders around the portfolio.
    folder = way_to(document.path.parent, base) if base.is_relative_to(portfolio.root) else ""
    return DocumentMark(form.kind, ";".join(parts), folder, bool(document.data.get("title")))


def _above(portfolio: Portfolio, document: Document, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What the guideline expects of a teacher's category, above a route or a self-assessment; nothing without one."""
    own = portfolio.who.category if portfolio.who else None
    if document.kind == "development-route":
        return _career_step(own, lang)
    category = next((item for item in CATEGORIES if item == document.data.get("category")), own)
    if document.kind != "self-assessment" or category is None:
        return ()
    from pdcli.guideline.tables import level

    _ = translations(lang).gettext
    name, parts = level(category, lang)
    return ((_("What this level expects"), name), *parts)


def _career_step(category: Category | None, lang: Lang) -> tuple[tuple[str, str], ...]:
    """The step of a category (table 16) and what is expected there."""
    if category is None:
        return ()
    # Few documents are routes.
    from pdcli.guideline.tables import career_step

    _ = translations(lang).gettext
    name, directions = career_step(category, lang)
    return ((_("Career step"), name), *directions)


def _heading(document: Document, form: Form, lang: Lang) -> str:
    """The title of a document; of a blank one without a title what the guideline calls the form."""
    is_nameless = form.caption and not document.data.get("title") and is_blank(document)
    return form.caption[lang] if form.caption and is_nameless else document.title_for(lang)


def _loose(document: Document, form: Form) -> Iterator[tuple[str, str]]:
    """Headings and texts of the file that are shown nowhere else."""
    for part in document.sections:
        if part.key is None and (part.value or normalise_heading(part.heading) not in form.headings):
            yield part.heading, part.value
        elif part.key == "title" and part.value.strip() != document.title.strip():
            yield part.value, ""


def _views(portfolio: Portfolio, documents: list[Document], base: Path, lang: Lang) -> tuple[DocumentView, ...]:
    """Documents of a chapter. In the contents those of one title are told apart by their day, else by their file."""
    titles = Counter(item.title_for(lang) for item in documents)
    days = Counter((item.title_for(lang), item.day) for item in documents)
    views = []
    for item in documents:
        view = view_document(portfolio, item, base, lang)
        if titles[view.entry] > 1:
            day = item.day if days[view.entry, item.day] == 1 else None
            apart = shown_date(day, lang) if day else item.path.stem
            view = view._replace(entry=f"{view.entry}, {apart}")
        views.append(view)
    return tuple(views)


def _cycle_chapter(
    portfolio: Portfolio, folder: CycleFolder, thread: CycleTrace, base: Path, lang: Lang
) -> tuple[Chapter, int]:
    documents = [folder.document, *folder.stages.values(), *folder.others]
    with_form = [item for item in documents if item is not None and item.form]
    views = _views(portfolio, [item for item in with_form if not item.is_private], base, lang)
    marks = []
    for number, stage in enumerate(STAGES, 1):
        form, document = portfolio.forms.get(stage), folder.stages.get(stage)
        if form:
            status = "missing" if document is None else "final" if document.is_final else "draft"
            if status == "draft" and document and progress(document)[0] == 0:
                status = "missing"
            anchor = _anchor(document.ref) if document and not document.is_private else ""
            marks.append(StageMark(number, form.title[lang], status, anchor))
    period = shown_period(folder.start, folder.end, lang) if folder.start and folder.end else ""
    form = portfolio.forms.get("cycle")
    title = f"{form.title[lang] if form else ''} {folder.name}".strip()
    chapter = Chapter(_anchor(f"cycles/{folder.name}"), title, period, tuple(marks), _thread(thread, lang), views)
    return chapter, sum(item.is_private for item in with_form)


def _thread(thread: CycleTrace, lang: Lang) -> ThreadView:
    markdown = thread_as_markdown(tree(thread, lang), lang)
    return ThreadView(draw_thread(thread, lang), markdown or f"{why_empty(thread, lang)}\n")


def _anchor(ref: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in ref)


def _title(documents: list[Document], lang: Lang) -> str:
    form = documents[0].form if documents else None
    return form.title[lang] if form else ""


def _who(portfolio: Portfolio) -> str:
    name = portfolio.who.name if portfolio.who else None
    return " · ".join(part for part in (name, _school(portfolio)) if part)


def _school(portfolio: Portfolio) -> str:
    who = portfolio.who
    return " · ".join(str(part) for part in (who.school, who.subject) if part) if who else ""
