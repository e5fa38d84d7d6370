"""The text of a file of Word as Markdown: insertions kept, deletions dropped, nothing else lost."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdcli.reading.word_file import MAIN, RELATIONS, WordFile
from pdcli.reading.word_words import HEADING_STYLE

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What was deleted or moved away, and what says how a thing looks.
LEFT_OUT = {
    f"{MAIN}{name}"
    for name in (
        "del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr",
        "instrText", "delText", "delInstrText",
    )
} | {f"{_COMPATIBILITY}Fallback"}  # fmt: skip
# Boxes to tick in the fonts of signs that Word has, by the last two digits of the sign.
_SIGNS = {"FE": "☑", "FD": "☒", "A8": "☐", "6F": "☐", "FC": "✓", "FB": "✗", "52": "☑", "53": "☒", "A3": "☐"}
_MARK_OF_LIST = re.compile(r"(?:[-*+•·–—▪●○]|\d{1,9}[.)]|[a-zа-яәіңғүұқөһ]\))\s")
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"\\]+)"')
_INDENT = 360
_DEEPEST = 40


class Control(NamedTuple):
    """A content control with a tag: its text as Markdown and as plain lines.

    `has_placeholder` where Word says that it shows words that ask for an answer.
    """

    tag: str
    markdown: str
    plain: str
    has_placeholder: bool


class _Piece(NamedTuple):
    """Text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


def children(item: Any, depth: int = 0) -> Iterator[Any]:
    """Yield what stands in an element: wrappers, such as insertions and controls without a tag, are opened."""
    for child in item.iterchildren(tag=(f"{MAIN}*", f"{MATH}oMath", f"{MATH}oMathPara", f"{_COMPATIBILITY}*")):
        if child.tag in LEFT_OUT:
            continue
        name = child.tag.rpartition("}")[2]
        is_wrapper = name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "AlternateContent", "Choice")
        if depth < _DEEPEST and (is_wrapper or (name == "sdt" and tag_of(child) is None)):
            yield from children(child, depth + 1)
        else:
            yield child


def tag_of(control: Any) -> str | None:
    """The tag of a content control; None without one."""
    tag = control.find(f"{MAIN}sdtPr/{MAIN}tag")
    return tag.get(f"{MAIN}val") or None if tag is not None else None


class TextReader:
    """Reads text out of the elements of one file."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._kinds = _kinds_of_lists(file.numbering)
        self._counts: dict[tuple[str, int], int] = {}

    def control(self, item: Any) -> Control:
        """The text of a content control."""
        content = item.find(f"{MAIN}sdtContent")
        properties = item.find(f"{MAIN}sdtPr")
        has_placeholder = properties is not None and properties.find(f"{MAIN}showingPlcHdr") is not None
        if content is None:
            return Control(tag_of(item) or "", "", "", has_placeholder)
        if not any(child.tag in (f"{MAIN}p", f"{MAIN}tbl", f"{MAIN}tc") for child in children(content)):
            pieces = list(self._pieces(content))
            return Control(tag_of(item) or "", _inline(pieces), _plain(pieces), has_placeholder)
        return Control(tag_of(item) or "", self.markdown(content), self.plain(content), has_placeholder)

    def plain(self, item: Any) -> str:
        """The text of an element without marks, a line for each paragraph, tabs between the cells of a row."""
        lines = []
        for child in children(item):
            match child.tag.rpartition("}")[2]:
                case "p":
                    lines.append(self.paragraph_text(child))
                case "tr":
                    lines.append("\t".join(self.plain(cell) for cell in children(child)))
                case "tbl" | "tc" | "sdt":
                    lines.append(self.plain(child.find(f"{MAIN}sdtContent") if child.tag == f"{MAIN}sdt" else child))
        return "\n".join(lines)

    def paragraph_text(self, item: Any) -> str:
        """The text of a paragraph without marks."""
        return _plain(self._pieces(item))

    def paragraph_markdown(self, item: Any) -> str:
        """The text of a paragraph as Markdown."""
        return self._paragraph(item, _style(item))[0]

    def table_markdown(self, item: Any) -> str:
        """A table as Markdown."""
        return self._table(item)

    def plain_table(self, item: Any) -> str:
        """The text of a table without marks."""
        rows = (child for child in children(item) if child.tag == f"{MAIN}tr")
        return "\n".join("\t".join(self.plain(cell) for cell in children(row)) for row in rows)

    def markdown(self, item: Any) -> str:
        """The text of an element as Markdown that pd reads as the same text."""
        parts: list[tuple[str, bool]] = []
        note = ""
        for block in children(item):
            if block.tag == f"{MAIN}p":
                style = _style(block)
                text, is_item = self._paragraph(block, style)
                if style == "Note" and text:
                    # The word beside the fence of code stands above it.
                    parts += [(note, False)] if note else []
                    note = text
                    continue
                if style == "Code" and note:
                    text, note = text.replace("\n", f"{note}\n", 1), ""
                parts += [(note, False)] if note else []
                note = ""
                parts += [(text, is_item)] if text.strip() else []
            elif block.tag == f"{MAIN}tbl":
                parts.append((self._table(block), False))
            elif block.tag in (f"{MAIN}tc", f"{MAIN}sdt"):
                inner = block.find(f"{MAIN}sdtContent") if block.tag == f"{MAIN}sdt" else block
                parts.append((self.markdown(inner), False))
        parts += [(note, False)] if note else []
        result = ""
        was_item = False
        for text, is_item in parts:
            gap = "" if not result else "\n" if is_item and was_item else "\n\n"
            result, was_item = result + gap + text, is_item
        return result

    def _paragraph(self, item: Any, style: str) -> tuple[str, bool]:
        """The Markdown of a paragraph, and whether it is an item of a list."""
        pieces = list(self._pieces(item))
        if style == "Code":
            # In code spaces at the beginning of a line mean something.
            code = "".join(piece.text for piece in pieces).strip("\n")
            fence = "```"
            while fence in code:
                fence += "`"
            return f"{fence}\n{code}\n{fence}", False
        if style.startswith(HEADING_STYLE):
            level = style.removeprefix(HEADING_STYLE)
            return f"{'#' * (int(level) - 1 if level.isdecimal() else 3)} {_inline(pieces)}", False
        text = _inline(pieces)
        mark = self._mark(item)
        if mark is not None:
            indent, sign = mark
            return f"{indent}{sign} {_continued(text, len(indent) + len(sign) + 1)}", True
        depth = _depth(item)
        if depth and (match := _MARK_OF_LIST.match(text)):
            indent = "  " * (depth - 1)
            return indent + _continued(text, len(indent) + match.end()), True
        return text, False

    def _mark(self, item: Any) -> tuple[str, str] | None:
        """The indent and sign that Word shows before an item of a list; None outside of lists."""
        number = item.find(f"{MAIN}pPr/{MAIN}numPr")
        if number is None:
            return None
        key = _value(number.find(f"{MAIN}numId"))
        level = _value(number.find(f"{MAIN}ilvl")) or "0"
        depth = int(level) if level.isdecimal() else 0
        kind = self._kinds.get((key, depth), "bullet")
        if key in ("", "0"):
            return None
        if kind == "bullet":
            return "  " * depth, "-"
        count = self._counts[key, depth] = self._counts.get((key, depth), 0) + 1
        self._counts = {place: n for place, n in self._counts.items() if place[0] != key or place[1] <= depth}
        return "   " * depth, f"{count}."

    def _table(self, item: Any) -> str:
        rows: list[list[str]] = []
        has_head = False
        for row in children(item):
            if row.tag != f"{MAIN}tr":
                continue
            if not rows and row.find(f"{MAIN}trPr/{MAIN}tblHeader") is not None:
                has_head = True
            is_head = has_head and not rows
            rows.append([self._cell_text(cell, is_head) for cell in children(row)])
        if not has_head and all("\t" not in cell and "\n" not in cell for row in rows for cell in row):
            return "\n".join("\t".join(row) for row in rows)
        cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
        width = max(map(len, cells), default=0)
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in cells]
        return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]]) if lines else ""

    def _cell_text(self, cell: Any, is_head: bool) -> str:
        """The text of a cell with its emphasis, in lines. Heads are bold without stars."""
        lines = []
        for block in children(cell):
            if block.tag != f"{MAIN}p":
                lines.append(self.plain(block))
                continue
            pieces = list(self._pieces(block))
            lines.append(_inline([piece._replace(bold=False) for piece in pieces] if is_head else pieces))
        return "\n".join(lines).strip()

    def _pieces(self, item: Any, href: str = "", depth: int = 0) -> Iterator[_Piece]:
        """Yield the text of a paragraph by its looks; that of text boxes in it, too."""
        fields = _Fields()
        for child in children(item):
            name = child.tag.rpartition("}")[2]
            if name == "r":
                fields.follow(child)
                yield from self._run(child, fields.href or href)
            elif name == "hyperlink":
                target = self._file.targets.get(child.get(f"{RELATIONS}id") or "", "")
                yield from self._pieces(child, target, depth)
            elif name == "sdt":
                content = child.find(f"{MAIN}sdtContent")
                yield from self._pieces(content, href, depth + 1) if content is not None else ()
            elif name == "oMath":
                yield _Piece(math_text(child), href=href)
            elif name in ("fldSimple", "dir", "bdo", "oMathPara"):
                target = _href_of_field(child.get(f"{MAIN}instr") or "")
                yield from self._pieces(child, target or href, depth + 1)

    def _run(self, run: Any, href: str) -> Iterator[_Piece]:
        look = run.find(f"{MAIN}rPr")
        fonts = look.find(f"{MAIN}rFonts") if look is not None else None
        is_code = fonts is not None and fonts.get(f"{MAIN}ascii") == "Consolas"
        bold, italic = _is_on(look, "b"), _is_on(look, "i")
        for part in run.iterdescendants():
            if not isinstance(part.tag, str) or _is_left_out(part, run):
                continue
            text = _text_of(part)
            if text:
                yield _Piece(text, bold, italic, is_code, href)


class _Fields:
    """Where the fields lead that are open at a place in a paragraph: older files keep links in such fields."""

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def href(self) -> str:
        """The address of the innermost link; empty outside of links."""
        return next(filter(None, map(_href_of_field, reversed(self._open))), "")

    def follow(self, run: Any) -> None:
        """Go on over a run."""
        for part in run.iterchildren(f"{MAIN}fldChar", f"{MAIN}instrText"):
            kind = part.get(f"{MAIN}fldCharType")
            if kind == "begin":
                self._open.append("")
            elif self._open and kind == "end":
                self._open.pop()
            elif self._open and part.tag == f"{MAIN}instrText":
                self._open[-1] += part.text or ""


def _href_of_field(instruction: str) -> str:
    match = _LINK_FIELD.match(instruction)
    return match[1] if match else ""


def math_text(item: Any) -> str:
    """A formula in one line: (a+b)/(c), x^(2), √(x)."""

    def part(name: str) -> str:
        inner = item.find(f"{MATH}{name}")
        return math_text(inner) if inner is not None else ""

    match item.tag.removeprefix(MATH):
        case "t":
            return item.text or ""
        case "f":
            return f"({part('num')})/({part('den')})"
        case "sSup":
            return f"{part('e')}^({part('sup')})"
        case "sSub":
            return f"{part('e')}_({part('sub')})"
        case "rad":
            return f"{part('deg')}√({part('e')})"
    return "".join(math_text(child) for child in item.iterchildren() if isinstance(child.tag, str))


def _is_left_out(part: Any, run: Any) -> bool:
    while part is not run:
        if part.tag in LEFT_OUT:
            return True
        part = part.getparent()
    return False


def _text_of(part: Any) -> str:
    match part.tag.removeprefix(MAIN):
        case "t":
            return part.text or ""
        case "br" | "cr":
            return "\n"
        case "tab":
            return "\t"
        case "p":
            # A paragraph of a text box.
            return "\n" if part.getprevious() is not None else " "
        case "noBreakHyphen":
            return "‑"
        case "checkBox":
            # A box of an older form.
            mark = part.find(f"{MAIN}checked")
            mark = part.find(f"{MAIN}default") if mark is None else mark
            return "☑" if mark is not None and mark.get(f"{MAIN}val") not in ("0", "false", "off") else "☐"
        case "sym":
            code = part.get(f"{MAIN}char") or ""
            sign = _SIGNS.get(code[-2:].upper())
            font = (part.get(f"{MAIN}font") or "").lower()
            if sign and font.startswith("wingdings"):
                return sign
            return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else ""
    return ""


def _is_on(look: Any, name: str) -> bool:
    mark = look.find(f"{MAIN}{name}") if look is not None else None
    return mark is not None and mark.get(f"{MAIN}val") not in ("0", "false", "off")


def _style(item: Any) -> str:
    return _value(item.find(f"{MAIN}pPr/{MAIN}pStyle"))


def _value(item: Any) -> str:
    return (item.get(f"{MAIN}val") or "") if item is not None else ""


def _depth(item: Any) -> int:
    """How deep a paragraph is indented, in steps of lists."""
    indent = item.find(f"{MAIN}pPr/{MAIN}ind")
    left = indent.get(f"{MAIN}left") or indent.get(f"{MAIN}start") or "" if indent is not None else ""
    return int(left) // _INDENT if left.isdecimal() else 0


def _kinds_of_lists(numbering: Any) -> dict[tuple[str, int], str]:
    """(id of a list, level) -> the kind of its marks."""
    if numbering is None:
        return {}
    kinds: dict[str, dict[int, str]] = {}
    for item in numbering.iter(f"{MAIN}abstractNum"):
        levels = kinds.setdefault(item.get(f"{MAIN}abstractNumId") or "", {})
        for level in item.iter(f"{MAIN}lvl"):
            number = level.get(f"{MAIN}ilvl") or "0"
            levels[int(number) if number.isdecimal() else 0] = _value(level.find(f"{MAIN}numFmt"))
    return {
        (item.get(f"{MAIN}numId") or "", level): kind
        for item in numbering.iter(f"{MAIN}num")
        for level, kind in kinds.get(_value(item.find(f"{MAIN}abstractNumId")), {}).items()
    }


def _continued(text: str, width: int) -> str:
    """An item whose later lines stand below its text."""
    return text.replace("\n", "\n" + " " * width)


def _plain(pieces: "Iterator[_Piece] | list[_Piece]") -> str:
    lines = "".join(piece.text for piece in pieces).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip()


def _inline(pieces: list[_Piece]) -> str:
    """Pieces of one paragraph as a line of Markdown."""
    merged: list[_Piece] = []
    for piece in pieces:
        if merged and merged[-1][1:] == piece[1:]:
            merged[-1] = merged[-1]._replace(text=merged[-1].text + piece.text)
        else:
            merged.append(piece)
    result = ""
    number = 0
    while number < len(merged):
        end = number + 1
        while end < len(merged) and merged[end].href == merged[number].href:
            end += 1
        group = merged[number:end]
        text = _emphasised(group)
        result += _linked(text, _plain(group), group[0].href) if group[0].href else text
        number = end
    return "\n".join(line.strip(" ") for line in result.split("\n")).strip()


def _linked(text: str, plain: str, target: str) -> str:
    # An address that is its own text was typed as such.
    return text if target.removesuffix("/").endswith(plain.removesuffix("/")) else f"[{text}]({target})"


def _emphasised(pieces: list[_Piece]) -> str:
    """Text with stars and backticks: a star closes only where it was opened last."""
    result = ""
    open_marks: list[str] = []

    def close(mark: str) -> None:
        nonlocal result
        while mark in open_marks:
            text = result.rstrip(" \n")
            result = text + open_marks.pop() + result[len(text) :]

    for piece in pieces:
        marks = [mark for mark, is_on in (("**", piece.bold), ("*", piece.italic)) if is_on and piece.text.strip()]
        if not piece.text.strip():
            result += piece.text
            continue
        for mark in ("**", "*"):
            if mark in open_marks and mark not in marks:
                close(mark)
        lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        result += lead
        for mark in marks:
            if mark not in open_marks:
                open_marks.append(mark)
                result += mark
        body = piece.text[len(lead) :]
        tail = body[len(body.rstrip()) :]
        body = body.rstrip()
        result += (f"`{body}`" if piece.code else body) + tail
    while open_marks:
        close(open_marks[0])
    return result
