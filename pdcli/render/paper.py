"""A page as a document for paper: headings, paragraphs, lists and tables in their order.

Word and PDF are written from it. It is read from the page in HTML, so that every format says the same, and a template
of one's own changes all of them.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import Literal, NamedTuple, TypeAlias

ParagraphStyle = Literal["body", "title", "subtitle", "lead", "note", "question", "code"]

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
# What serves a screen only: the way around on a page, and what asks for a pointer.
_LEFT_OUT = {"head", "style", "script", "template", "nav", "button", "input", "select", "option", "label", "colgroup"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
# A table of more columns stands on a sheet of its own, turned.
_COLUMNS_UPRIGHT = 9
# Letters that have room in a line of a table on an upright and a turned sheet, and those that the gap between two
# columns takes; those of heads are bold.
_LETTERS_IN_LINE = (84.0, 128.0)
_LETTERS_OF_GAP = 3.0
_BOLD = 1.15
# Letters that a person writes by hand in a line of room.
_LETTERS_OF_ROOM = 60
# A longer word is broken, a longer text makes its column no wider.
_LONGEST_WORD = 20
_LONGEST_TEXT = 400
# Lists and tables deeper than this are written without their depth.
_DEEPEST = 8
# More room than a page has is a mistake in a template.
_MOST_LINES = 30
# Smaller letters are not read on paper.
_SMALLEST = 0.72
# The place of an answer in its document, and that words of the page stand in its place.
_FIELD = "data-field"
_OPEN = "data-open"
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Classes of paragraphs -> their look; `how` says how a number was counted.
_STYLES: dict[str, ParagraphStyle] = {
    "sub": "subtitle", "lead": "lead", "note": "note", "how": "note", "key": "note", "foot": "note", "kind": "note",
    "legend": "note", "stated": "note", "open": "note",
}  # fmt: skip
# Parts of a line that the style sheet puts on a line of their own.
_OWN_LINE = {"fact"}


class Run(NamedTuple):
    """Text of one look; "\\n" is a new line. `href` is where it leads, `#name` to a place of the same document."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    soft: bool = False
    href: str = ""


class Heading(NamedTuple):
    """A heading; its level begins at 1 and never skips one. `anchors` are names of this place.

    `page_level` is the level that it has on the page.
    """

    level: int
    runs: tuple[Run, ...]
    anchors: tuple[str, ...] = ()
    page_level: int = 0


class Paragraph(NamedTuple):
    """Text; `anchors` are names of this place."""

    runs: tuple[Run, ...]
    style: ParagraphStyle = "body"
    anchors: tuple[str, ...] = ()


class ItemList(NamedTuple):
    """Items with numbers (`is_ordered`), with dots, or, where people typed marks of their own, with neither."""

    items: "tuple[tuple[Block, ...], ...]"
    is_ordered: bool = False
    has_marks: bool = True


class Cell(NamedTuple):
    """A cell of a table over so many columns and rows."""

    blocks: "tuple[Block, ...]"
    is_head: bool = False
    columns: int = 1
    rows: int = 1


class Table(NamedTuple):
    """A table: rows of heads, which are repeated on each page, and the others.

    `has_lines` is false for lists of facts.
    """

    caption: tuple[Run, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_lines: bool = True

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((sum(cell.columns for cell in row) for row in (*self.head, *self.rows)), default=0)

    @property
    def is_turned(self) -> bool:
        """Whether it needs a sheet of its own, turned."""
        return self.width > _COLUMNS_UPRIGHT

    def shares(self) -> list[float]:
        """The share of each column in the width of the table: room for its longest word, the rest by its text."""
        words, texts = self._letters()
        spare = max(0.0, _LETTERS_IN_LINE[self.is_turned] - sum(words))
        needs = [max(0.0, text - word) ** 0.75 for word, text in zip(words, texts, strict=True)]
        total = sum(needs) or 1.0
        widths = [word + spare * part / total for word, part in zip(words, needs, strict=True)]
        return [width / sum(widths) for width in widths]

    @property
    def scale(self) -> float:
        """The size of letters with which the longest words stand in one line; 1 is the usual one."""
        words, _texts = self._letters()
        return min(1.0, _LETTERS_IN_LINE[self.is_turned] / sum(words)) if words else 1.0

    def _letters(self) -> tuple[list[float], list[float]]:
        """Of each column the letters of its longest word and of its longest text."""
        words, texts = [_LETTERS_OF_GAP + 1.0] * self.width, [1.0] * self.width
        for row in (*self.head, *self.rows):
            column = 0
            for cell in row:
                text = plain_text(cell.blocks)
                room = sum(block.lines for block in every_block(cell.blocks) if isinstance(block, Room))
                if cell.columns == 1 and column < self.width:
                    longest = min(max((len(word) for word in re.split(r"[ \n/-]", text)), default=1), _LONGEST_WORD)
                    words[column] = max(words[column], longest * (_BOLD if cell.is_head else 1) + _LETTERS_OF_GAP)
                    texts[column] = max(texts[column], min(len(text) + room * _LETTERS_OF_ROOM, _LONGEST_TEXT))
                column += cell.columns
        return words, texts


class Room(NamedTuple):
    """Room to write by hand: so many lines, drawn where `is_ruled`."""

    lines: int
    is_ruled: bool = False


class Drawing(NamedTuple):
    """A drawing as SVG with the look of its page, and what it shows in words."""

    svg: str
    words: str


class Control(NamedTuple):
    """The answer of a field, or room for it; `is_open` where words of the page stand in place of an answer."""

    field: str
    blocks: "tuple[Block, ...]"
    is_open: bool = False


Block: TypeAlias = Heading | Paragraph | ItemList | Table | Room | Drawing | Control


class FormMark(NamedTuple):
    """Whose answers the controls hold: the kind, the facts at its top that are not shown, and the way to its folder."""

    kind: str
    head: str = ""
    folder: str = ""
    is_blank: bool = False


class Paper(NamedTuple):
    """A document for paper: its title, its language, and what stands in it; `form` where it can be read back."""

    title: str
    lang: str
    blocks: tuple[Block, ...]
    form: FormMark | None = None


def paper(html: str) -> Paper:
    """The page of HTML as a document. What only serves a screen is left out."""
    drawings: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        # The parser makes all letters of names small, and SVG tells them apart.
        drawings.append(match[0])
        return f'<img class="svg" alt="{len(drawings) - 1}">'

    tree = _TreeBuilder()
    tree.feed(_SVG.sub(put_aside, html))
    tree.close()
    reader = _Reader(drawings, _light_style(html))
    blocks = reader.blocks(tree.root.children)
    lang = next((item.attributes.get("lang", "") for item in tree.root.elements() if item.tag == "html"), "")
    title = next((_text(item) for item in tree.root.elements() if item.tag == "title"), "")
    mark = next((_mark(item) for item in tree.root.elements() if "data-kind" in item.attributes), None)
    return Paper(" ".join(title.split()), lang, tuple(_with_levels(blocks, [])), mark)


def every_block(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, and those inside lists and cells, in their order."""
    for block in blocks:
        yield block
        if isinstance(block, ItemList):
            for item in block.items:
                yield from every_block(item)
        elif isinstance(block, Table):
            for row in (*block.head, *block.rows):
                for cell in row:
                    yield from every_block(cell.blocks)
        elif isinstance(block, Control):
            yield from every_block(block.blocks)


def plain_text(blocks: Sequence[Block]) -> str:
    """All text of blocks, with a space between them."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                parts.append("".join(run.text for run in block.runs))
            case ItemList():
                parts += [plain_text(item) for item in block.items]
            case Table():
                parts += [plain_text(cell.blocks) for row in (*block.head, *block.rows) for cell in row]
            case Drawing():
                parts.append(block.words)
            case Control():
                parts.append(plain_text(block.blocks))
    return " ".join(parts)


class _Element:
    """An element of the page; strings among its children are text."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[_Element | str] = []

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def is_block(self) -> bool:
        return self.tag in _BLOCKS

    def elements(self) -> "Iterator[_Element]":
        """Yield this element and all below it."""
        pending = [self]
        while pending:
            item = pending.pop()
            yield item
            pending += [child for child in reversed(item.children) if isinstance(child, _Element)]


class _TreeBuilder(HTMLParser):
    """Builds the tree of a page that pd or a template wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        # A tag that was never opened closes nothing; one that was closes what was left open inside.
        depth = next((number for number in range(len(self._open) - 1, 0, -1) if self._open[number].tag == tag), 0)
        if depth:
            del self._open[depth:]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


class _Look(NamedTuple):
    """What elements around a piece of text say of its look."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    soft: bool = False
    href: str = ""
    keeps_spaces: bool = False
    # How many lists and tables are around it.
    depth: int = 0
    # In a list of the golden thread code is the place in a file, which helps at a screen only.
    in_thread: bool = False

    def within(self, item: _Element) -> "_Look":
        look = self
        if item.tag in ("b", "strong", "th"):
            look = look._replace(bold=True)
        elif item.tag in ("i", "em"):
            look = look._replace(italic=True)
        elif item.tag in ("code", "pre"):
            look = look._replace(code=True, keeps_spaces=look.keeps_spaces or item.tag == "pre")
        elif item.tag == "small" or {"kind", "word", "open", "soft"} & set(item.classes):
            look = look._replace(soft=True)
        elif item.tag == "a" and item.attributes.get("href"):
            look = look._replace(href=item.attributes["href"])
        return look


_PLAIN = _Look()


class _Reader:
    """Reads blocks out of elements. `drawings` stand in the page by their numbers, `style` is their look."""

    def __init__(self, drawings: Sequence[str], style: str) -> None:
        self._drawings = drawings
        self._style = style
        self._anchors: list[str] = []

    def blocks(self, children: "Sequence[_Element | str]", look: _Look = _PLAIN) -> list[Block]:
        """What stands in an element: text between blocks is a paragraph."""
        result: list[Block] = []
        inline: list[_Element | str] = []
        for child in children:
            if isinstance(child, str) or not self._has_blocks(child):
                inline.append(child)
                continue
            result += self._paragraph(inline, look)
            inline = []
            result += self._block(child, look)
        return result + self._paragraph(inline, look)

    def _has_blocks(self, item: _Element) -> bool:
        return item.is_block or any(inner.is_block for inner in item.elements())

    def _paragraph(
        self, inline: "Sequence[_Element | str]", look: _Look, style: ParagraphStyle = "body"
    ) -> list[Block]:
        runs = _trimmed(self._runs(inline, look))
        return [Paragraph(runs, style, self._take_anchors())] if runs else []

    def _take_anchors(self) -> tuple[str, ...]:
        anchors, self._anchors = tuple(self._anchors), []
        return anchors

    def _block(self, item: _Element, look: _Look) -> list[Block]:
        if _is_left_out(item):
            return []
        if _FIELD in item.attributes and item.tag not in ("td", "th"):
            inside = _Element(item.tag, {name: text for name, text in item.attributes.items() if name != _FIELD})
            inside.children = item.children
            return [_control(item, self._block(inside, look))]
        if name := item.attributes.get("id"):
            self._anchors.append(name)
        classes = item.classes
        if item.tag in _HEADINGS:
            runs = _trimmed(self._runs(item.children, look))
            is_title = item.tag == "h1"
            if is_title or "question" in classes:
                return [Paragraph(runs, "title" if is_title else "question", self._take_anchors())] if runs else []
            level = _HEADINGS[item.tag]
            return [Heading(level, runs, self._take_anchors(), level)] if runs else []
        match item.tag:
            case "p" | "summary":
                style: ParagraphStyle = next((_STYLES[name] for name in classes if name in _STYLES), "body")
                bold = look._replace(bold=True) if item.tag == "summary" else look
                return self._paragraph(item.children, bold, style)
            case "pre":
                return self._paragraph(item.children, look.within(item), "code")
            case "ul" | "ol":
                return self._list(item, look)
            case "dl":
                return self._facts(item, look)
            case "table":
                return self._table(item, look)
            case "div" if "room" in classes:
                lines = item.attributes.get("data-lines", "")
                return [Room(min(int(lines), _MOST_LINES) if lines.isdecimal() else 1, "ruled" in classes)]
            case "figure":
                return self._figure(item, look)
        return self.blocks(item.children, look)

    def _list(self, item: _Element, look: _Look) -> list[Block]:
        look = look._replace(depth=look.depth + 1, in_thread=look.in_thread or "threads" in item.classes)
        if look.depth > _DEEPEST:
            return self._flat(item, look)
        items = tuple(
            tuple(self.blocks(child.children, look)) for child in _children(item, "li") if not _is_left_out(child)
        )
        has_marks = not {"typed", "stages", "threads"} & set(item.classes)
        full_items = tuple(blocks for blocks in items if blocks)
        return [ItemList(full_items, item.tag == "ol", has_marks)] if full_items else []

    def _flat(self, item: _Element, look: _Look) -> list[Block]:
        """All text of an element, a paragraph for each part of it."""
        texts = (
            text
            for part in item.elements()
            for child in part.children
            if isinstance(child, str) and (text := child.strip())
        )
        return [Paragraph((Run(text, bold=look.bold),)) for text in texts]

    def _facts(self, item: _Element, look: _Look) -> list[Block]:
        rows: list[tuple[Cell, ...]] = []
        terms: list[Block] = []
        for part in item.elements():
            if part.tag == "dt":
                terms = self.blocks(part.children, look._replace(soft=True))
            elif part.tag == "dd":
                rows.append((Cell(tuple(terms)), Cell(tuple(self._in_cell(part, look)))))
                terms = []
        return [Table((), (), tuple(rows), has_lines=False)] if rows else []

    def _table(self, item: _Element, look: _Look) -> list[Block]:
        look = look._replace(depth=look.depth + 1)
        if look.depth > _DEEPEST:
            return self._flat(item, look)
        caption: tuple[Run, ...] = ()
        head: list[tuple[Cell, ...]] = []
        rows: list[tuple[Cell, ...]] = []
        for part in item.children:
            if not isinstance(part, _Element):
                continue
            if part.tag == "caption":
                caption = _trimmed(self._runs(part.children, look))
            elif part.tag == "thead":
                head += [self._row(row, look, in_head=True) for row in _children(part, "tr")]
            elif part.tag in ("tbody", "tfoot"):
                rows += [self._row(row, look) for row in _children(part, "tr") if not _is_left_out(row)]
            elif part.tag == "tr":
                rows.append(self._row(part, look))
        rows = [row for row in rows if row]
        if not rows and not head:
            return []
        head, rows = _without_empty_columns(head, rows)
        table = Table(caption, tuple(head), tuple(rows))
        return [table] if table.scale >= _SMALLEST else _in_lines(table)

    def _row(self, row: _Element, look: _Look, in_head: bool = False) -> tuple[Cell, ...]:
        if name := row.attributes.get("id"):
            self._anchors.append(name)
        empty = next((item for item in _children(row, "td") if "data-keys" in item.attributes), None)
        if empty:
            # Words in place of rows; a file to be filled in has a row to begin with.
            table, blocks = empty.attributes["data-row"], self.blocks(empty.children, look.within(empty))
            dash = (Paragraph((Run("–", soft=True),)),)
            keys = empty.attributes["data-keys"].split()
            if len(keys) == 1:
                return (Cell((Control(f"{table}/1/{keys[0]}", tuple(blocks), is_open=True),)),)
            return tuple(Cell((Control(f"{table}/1/{key}", dash, is_open=True),)) for key in keys)
        return tuple(
            Cell(
                tuple(self._in_cell(item, look.within(item))),
                in_head,
                _span(item, "colspan"),
                _span(item, "rowspan"),
            )
            for item in row.children
            if isinstance(item, _Element) and item.tag in ("td", "th")
        )

    def _in_cell(self, item: _Element, look: _Look) -> list[Block]:
        blocks = self.blocks(item.children, look)
        return [_control(item, blocks)] if _FIELD in item.attributes else blocks

    def _figure(self, item: _Element, look: _Look) -> list[Block]:
        others = [child for child in item.children if not (isinstance(child, _Element) and _holds_drawing(child))]
        # Beside a thread stands the same as a list, which can be read at every width.
        numbers = [int(part.attributes["alt"]) for part in item.elements() if _is_drawing(part)]
        drawings: list[Block] = [] if "thread" in item.classes else [self._drawing(number, item) for number in numbers]
        return drawings + self.blocks(others, look)

    def _drawing(self, number: int, item: _Element) -> Drawing:
        svg = self._drawings[number]
        names = {*item.classes, *re.findall(r'^<svg[^>]*\bclass="([^"]*)"', svg)}
        start = re.sub(r'\s(?:class|xmlns)="[^"]*"', "", svg[: svg.index(">")])
        head = (
            f'{start} xmlns="http://www.w3.org/2000/svg" class="{" ".join(sorted(names))}"><style>{self._style}</style>'
        )
        words = ". ".join(
            " ".join(part.split()) for part in re.findall(r"^<svg.*?<title>(.*?)</title>", svg, re.DOTALL)
        )
        return Drawing(head + svg[svg.index(">") + 1 :], unescape(words))

    def _runs(self, children: "Sequence[_Element | str]", look: _Look) -> list[Run]:
        runs: list[Run] = []
        for child in children:
            if isinstance(child, str):
                text = child if look.keeps_spaces else _SPACES.sub(" ", child)
                runs.append(Run(text, look.bold, look.italic, look.code, look.soft, look.href))
            elif child.tag == "br":
                runs.append(Run("\n"))
            elif child.tag == "img":
                if not _is_drawing(child) and child.attributes.get("alt"):
                    look_of = look.within(child)
                    runs.append(
                        Run(child.attributes["alt"], italic=True, href=child.attributes.get("src", look_of.href))
                    )
            elif not _is_left_out(child) and not (look.in_thread and child.tag == "code"):
                if name := child.attributes.get("id"):
                    self._anchors.append(name)
                if _OWN_LINE & set(child.classes) and runs:
                    runs.append(Run("\n"))
                runs += self._runs(child.children, look.within(child))
                if "sign" in child.classes:
                    # On a screen the style sheet keeps it away from its word.
                    runs.append(Run(" "))
        return runs


def _in_lines(table: Table) -> list[Block]:
    """A table too wide for paper: of each row its first cell as a heading, and the others below one another.

    Columns in which nothing stands are named once, at the end.
    """
    heads = list(table.head[-1]) if table.head else []
    blocks: list[Block] = [Paragraph(table.caption, "question")] if table.caption else []
    filled: set[int] = set()
    for row in table.rows:
        first, *others = row
        is_labelled = len(row) == len(heads)
        label = [*_all_runs(heads[:1]), Run(": ")] if is_labelled else []
        if any(isinstance(block, Control) for block in first.blocks):
            blocks += [Paragraph(tuple(label), "question"), *first.blocks] if label else first.blocks
        else:
            blocks.append(Paragraph((*label, *_all_runs([first])), "question"))
        facts = []
        for column, cell in enumerate(others, 1):
            if cell.blocks:
                filled.add(column)
                facts.append((heads[column]._replace(is_head=False) if is_labelled else Cell(()), cell))
        blocks += [Table((), (), tuple(facts), has_lines=False)] if facts else []
    empty = [head for column, head in enumerate(heads) if column and column not in filled]
    if empty:
        names = ", ".join(plain_text(head.blocks) for head in empty)
        blocks.append(Paragraph((Run(f"{names}: –"),), "note"))
    return blocks


def _all_runs(cells: Sequence[Cell]) -> Iterator[Run]:
    """Yield the text of cells, each block on a line of its own."""
    for cell in cells:
        for number, block in enumerate(cell.blocks):
            if number:
                yield Run("\n")
            yield from block.runs if isinstance(block, Heading | Paragraph) else [Run(plain_text([block]))]


def _without_empty_columns(
    head: list[tuple[Cell, ...]], rows: list[tuple[Cell, ...]]
) -> tuple[list[tuple[Cell, ...]], list[tuple[Cell, ...]]]:
    """Rows without columns in which nothing stands, such as those that hold drawings on a screen.

    A form to be filled in has heads above its empty columns.
    """
    every = [*head, *rows]
    if any(cell.columns > 1 or cell.rows > 1 for row in every for cell in row):
        return head, rows
    filled = {column for row in every for column, cell in enumerate(row) if cell.blocks}

    def reduced(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(cell for column, cell in enumerate(row) if column in filled)

    return [reduced(row) for row in head], [reduced(row) for row in rows]


def _is_left_out(item: _Element) -> bool:
    return item.tag in _LEFT_OUT or "hidden" in item.attributes or "skip" in item.classes or "rule" in item.classes


def _is_drawing(item: _Element) -> bool:
    return item.tag == "img" and item.classes == ["svg"]


def _holds_drawing(item: _Element) -> bool:
    return any(map(_is_drawing, item.elements()))


def _children(item: _Element, tag: str) -> list[_Element]:
    return [child for child in item.children if isinstance(child, _Element) and child.tag == tag]


def _text(item: _Element) -> str:
    return "".join(child if isinstance(child, str) else _text(child) for child in item.children)


def _span(item: _Element, name: str) -> int:
    value = item.attributes.get(name, "")
    return max(1, min(int(value), 100)) if value.isdecimal() else 1


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs without spaces at the ends and beside new lines, and without two spaces in a row."""
    result: list[Run] = []
    for run in runs:
        before = result[-1].text[-1:] if result else "\n"
        text = run.text
        if text != "\n" and not (run.code and "\n" in text):
            text = text.lstrip(" ") if before in (" ", "\n") else text
        elif result and text == "\n" and not result[-1].code:
            result[-1] = result[-1]._replace(text=result[-1].text.rstrip(" "))
        if text:
            result.append(run._replace(text=text))
    while result and not result[-1].text.strip(" \n"):
        result.pop()
    while result and not result[0].text.strip(" \n"):
        result.pop(0)
    if result and not result[-1].code:
        result[-1] = result[-1]._replace(text=result[-1].text.rstrip(" "))
    return tuple(run for run in result if run.text)


def _mark(item: _Element) -> FormMark:
    values = item.attributes
    return FormMark(
        values["data-kind"], values.get("data-head", ""), values.get("data-folder", ""), "data-blank" in values
    )


def _control(item: _Element, blocks: Sequence[Block]) -> Control:
    return Control(item.attributes[_FIELD], tuple(blocks), _OPEN in item.attributes)


def _with_levels(blocks: Sequence[Block], open_levels: list[int]) -> Iterator[Block]:
    """Yield blocks with levels of headings that begin at 1 and skip none, as a table of contents needs them.

    `open_levels` are those of the headings that this place is below of.
    """
    for block in blocks:
        if isinstance(block, Control):
            block = block._replace(blocks=tuple(_with_levels(block.blocks, open_levels)))
        if isinstance(block, Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            block = block._replace(level=len(open_levels))
        yield block


def _light_style(html: str) -> str:
    """The rules of a page for its drawings, with the colours of paper in place of names."""
    style = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    plain = re.sub(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", style)
    colours = dict(re.findall(r"(--[\w-]+):([^;}]+)", next(iter(re.findall(r":root\{([^}]*)\}", plain)), "")))
    rules = re.findall(r"([^{}]+)\{([^{}]*(?:fill|stroke|text-anchor)[^{}]*)\}", plain)
    text = "".join(f"{names.strip()}{{{body}}}" for names, body in rules)
    return re.sub(r"var\((--[\w-]+)\)", lambda match: colours.get(match[1], "#000"), text)
