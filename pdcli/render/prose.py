"""A teacher's text as paragraphs, lists, tables and emphasis; every sign that is no markup stays where it was typed.

Markup is only what nobody types by accident: `**bold**`, `*italic*` and `code` around whole words, `[text](file)`,
`![picture](file)`, addresses, headings from `###` on, fenced code, tables with a line of dashes or with tabs. A line is
a line. Lists keep the signs and numbers that were typed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from pdcli.portfolio.links import LINK, AnswerLink, link_from_match, page_url


class Text(NamedTuple):
    """Signs as they were typed."""

    text: str


class Code(NamedTuple):
    """Code within a line."""

    text: str


class Address(NamedTuple):
    """An address that was typed as such."""

    text: str
    href: str


class LinkOrPicture(NamedTuple):
    """A link or picture: what it says, where it leads, and `typed`, the whole as it was typed."""

    link: AnswerLink
    label: tuple["Inline", ...]
    typed: str


class Emphasis(NamedTuple):
    """Parts of a line that stand out, by one, two or three stars."""

    stars: int
    parts: tuple["Inline", ...]


Inline = Text | Code | Address | LinkOrPicture | Emphasis


class Paragraph(NamedTuple):
    """Lines that follow one another."""

    lines: tuple[str, ...]


class Item(NamedTuple):
    """One item of a list: how deep it stands (0 is outermost), the sign or number typed, and its lines."""

    depth: int
    mark: str
    lines: tuple[str, ...]


class ItemList(NamedTuple):
    """Items that follow one another."""

    items: tuple[Item, ...]


class Table(NamedTuple):
    """Rows of cells, all of one length. `head` is empty where the table has none; `typed` are its lines as typed."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    typed: tuple[str, ...]


class SubHeading(NamedTuple):
    """A heading inside an answer."""

    level: int
    text: str


class CodeBlock(NamedTuple):
    """Lines of code, and what stood beside the opening fence; `typed` are its lines with the fences."""

    info: str
    lines: tuple[str, ...]
    typed: tuple[str, ...]


Block = Paragraph | ItemList | Table | SubHeading | CodeBlock

# What no page can show: a sign says that something was there.
_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HEADING = re.compile(r"[ \t]*(#{3,6})[ \t]+(\S.*)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)\Z")
_RULER_CELL = re.compile(r":?-+:?")
_PIPE = re.compile(r"(?<!\\)\|")
# Signs of lists in Markdown and in Word, some from the private area of its old fonts.
_BULLETS = "-*+•·∙▪▫●○◦‣⁃–—■□◆➢➤✓✔\uf0a7\uf0b7\uf0d8\uf0fc"
_ITEM = re.compile(rf"([ \t]*)([{_BULLETS}]|o(?=\t)|\d{{1,9}}[.)]|[a-zа-яәіңғүұқөһ]\))[ \t\u00a0]+(\S.*)")
_DEEPEST = 6
_TAB = 4
# Viewers see one also right after a Cyrillic letter, where a space was forgotten.
_ADDRESS = re.compile(r"(?:(?<![a-z])https?://|(?<![\w/])www\.)[^\s<>\"«»„“”`|\\^{}]+", re.IGNORECASE)
_ATOM = re.compile(
    rf"(?<!\\){LINK}"
    r"|(?<![\w`\\])`(?P<code>[^\s`](?:[^`\n]*[^\s`])?)`(?![\w`])"
    rf"|(?P<address>{_ADDRESS.pattern})"
    r"|(?P<stars>\*+)",
    re.IGNORECASE,
)
_MOST_STARS = 3
_LETTER = re.compile(r"[^\W\d_]")
_HAS_HOST = re.compile(r"(?:https?://|www\.)\w", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'…*_~–—]"


def showable(text: str) -> str:
    """A text without signs that no page can hold; each is replaced by one that says so."""
    return _UNSHOWABLE.sub("\ufffd", text)


def blocks_of(text: str) -> Iterator[Block]:
    """The paragraphs, lists and tables of an answer, in order."""
    lines = showable(text).splitlines()
    fences = _last_fences(lines)
    waiting: list[str] = []
    number = 0
    while number < len(lines):
        result = _block_at(lines, number, fences)
        if result is None:
            if lines[number].strip():
                waiting.append(lines[number].strip())
            number += 1
        if waiting and (result is not None or number >= len(lines) or not lines[number - 1].strip()):
            yield Paragraph(tuple(waiting))
            waiting.clear()
        if result is not None:
            block, number = result
            yield block
    if waiting:
        yield Paragraph(tuple(waiting))


def _block_at(lines: list[str], number: int, fences: dict[str, int]) -> tuple[Block, int] | None:
    """What begins at this line, and the line after it; None for a line of a paragraph."""
    line = lines[number]
    if "#" in line and (heading := _HEADING.match(line)):
        return SubHeading(len(heading[1]), heading[2].strip()), number + 1
    if (fence := _FENCE.match(line)) and fences.get(fence[1], 0) > number:
        return _code_block(lines, number, fence)
    if "|" in line and number + 1 < len(lines) and (table := _ruled_table(lines, number)):
        return table
    if _has_rows(lines, number):
        return _tabbed_table(lines, number)
    return _item_list(lines, number) if _ITEM.match(line) else None


def _last_fences(lines: list[str]) -> dict[str, int]:
    """Where the last line stands that could close a fence of these signs."""
    return {
        fence[1]: number for number, line in enumerate(lines) if (fence := _FENCE.match(line)) and not fence[2].strip()
    }


def _code_block(lines: list[str], number: int, fence: re.Match[str]) -> tuple[Block, int]:
    end = number + 1
    while lines[end].strip() != fence[1]:
        end += 1
    code = CodeBlock(fence[2].strip(), tuple(lines[number + 1 : end]), tuple(lines[number : end + 1]))
    return code, end + 1


def _ruled_table(lines: list[str], number: int) -> tuple[Block, int] | None:
    below = lines[number + 1]
    if "|" not in below or "-" not in below or not all(map(_RULER_CELL.fullmatch, ruler := _cells(below))):
        return None
    head = _cells(lines[number])
    if len(head) != len(ruler):
        return None
    end = number + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    rows = [_cells(line) for line in lines[number + 2 : end]]
    width = max(map(len, (head, *rows)))
    return Table(_padded(head, width), tuple(_padded(row, width) for row in rows), tuple(lines[number:end])), end


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    parts = [part.replace("\\|", "|").strip() for part in _PIPE.split(line)]
    return parts[:-1] if len(parts) > 1 and not parts[-1] else parts


def _is_row(line: str) -> bool:
    """Whether it is a line of a table pasted from Word or Excel; a sign of a list may be followed by one tab."""
    if "\t" not in line:
        return False
    item = _ITEM.match(line)
    return "\t" in (item[3] if item else line).strip()


def _has_rows(lines: list[str], number: int) -> bool:
    """Whether a table of two rows at least begins here."""
    return number + 1 < len(lines) and _is_row(lines[number]) and _is_row(lines[number + 1])


def _tabbed_table(lines: list[str], number: int) -> tuple[Block, int]:
    end = number
    while end < len(lines) and _is_row(lines[end]):
        end += 1
    rows = [[cell.strip() for cell in line.rstrip().split("\t")] for line in lines[number:end]]
    width = max(map(len, rows))
    return Table((), tuple(_padded(row, width) for row in rows), tuple(lines[number:end])), end


def _padded(row: list[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _item_list(lines: list[str], number: int) -> tuple[Block, int]:
    """Items with their indented lines. How deep one stands, the indents above it say."""
    items: list[Item] = []
    indents: list[int] = []
    while number < len(lines):
        line = lines[number]
        match = None if _has_rows(lines, number) else _ITEM.match(line)
        indent = _indent(line)
        if match:
            while indents and indent <= indents[-1]:
                indents.pop()
            indents.append(indent)
            items.append(Item(min(len(indents) - 1, _DEEPEST), match[2], (match[3].strip(),)))
        elif items and line.strip() and indent > indents[-1] and _block_at(lines, number, {}) is None:
            items[-1] = Item(items[-1].depth, items[-1].mark, (*items[-1].lines, line.strip()))
        else:
            break
        number += 1
    return ItemList(tuple(items)), number


def _indent(line: str) -> int:
    line = line.expandtabs(_TAB)
    return len(line) - len(line.lstrip())


def addresses_in(text: str) -> Iterator[Text | Address]:
    """A text in which addresses alone stand out."""
    at = 0
    for match in _ADDRESS.finditer(text):
        whole = _address(match[0])
        if whole:
            if match.start() > at:
                yield Text(text[at : match.start()])
            yield whole
            at = match.start() + len(whole.text)
    if at < len(text):
        yield Text(text[at:])


def inlines(line: str, with_links: bool = True) -> tuple[Inline, ...]:
    """One line as text and what stands out in it."""
    pieces: list[Inline | _Stars] = []
    at = start = 0
    while match := _ATOM.search(line, start):
        part, start = _atom(line, match, with_links)
        if part is not None:
            if match.start() > at:
                pieces.append(Text(line[at : match.start()]))
            pieces.append(part)
            at = start
    if at < len(line):
        pieces.append(Text(line[at:]))
    return _emphasised(pieces)


class _Stars(NamedTuple):
    signs: int
    opens: bool
    closes: bool


def _atom(line: str, match: re.Match[str], with_links: bool) -> tuple["Inline | _Stars | None", int]:
    """What a match of _ATOM is (None: signs without a meaning), and where it ends."""
    start, end = match.span()
    if match["stars"]:
        before, after = line[start - 1] if start else "", line[end : end + 1]
        opens = end - start <= _MOST_STARS and _is_edge(before) and not _is_space(after)
        closes = end - start <= _MOST_STARS and _is_edge(after) and not _is_space(before)
        return _Stars(end - start, opens, closes), end
    if match["code"]:
        return Code(match["code"]), end
    if match["address"]:
        whole = _address(match["address"]) if with_links else None
        return whole, start + len(whole.text) if whole else end
    link = link_from_match(match) if with_links else None
    return (LinkOrPicture(link, inlines(link.label, with_links=False), match[0]) if link else None), end


def _address(text: str) -> Address | None:
    """An address without the signs of the sentence around it; None for what is no whole one."""
    surplus = text.count(")") - text.count("(")
    end = len(text)
    while end:
        if text[end - 1] == ")" and surplus > 0:
            surplus -= 1
        elif text[end - 1] not in _AFTER_ADDRESS:
            break
        end -= 1
    typed = text[:end]
    href = page_url(typed if typed[:4].lower() == "http" else f"http://{typed}")
    return Address(typed, href) if href and _HAS_HOST.match(typed) else None


def _is_space(sign: str) -> bool:
    return not sign or sign.isspace()


def _is_edge(sign: str) -> bool:
    """Whether stars beside this sign stand at the edge of words, and not inside one or in a sum."""
    return not sign or sign == "\t" or category(sign) == "Zs" or (category(sign)[0] == "P" and sign not in "*\\%‰")


def _emphasised(pieces: list["Inline | _Stars"]) -> tuple[Inline, ...]:
    """Stars in pairs around what they emphasise; all others are signs."""
    parts: list[Inline | _Stars] = []
    opened: dict[int, list[int]] = {count: [] for count in range(1, _MOST_STARS + 1)}
    for piece in pieces:
        if isinstance(piece, _Stars):
            if piece.closes and opened[piece.signs]:
                start = opened[piece.signs].pop()
                inner = _joined(parts[start + 1 :])
                if inner and (piece.signs > 1 or _has_letter(inner)):
                    del parts[start:]
                    parts.append(Emphasis(piece.signs, inner))
                    for places in opened.values():
                        while places and places[-1] >= start:
                            places.pop()
                    continue
            if piece.opens:
                opened[piece.signs].append(len(parts))
        parts.append(piece)
    return _joined(parts)


def _joined(pieces: list["Inline | _Stars"]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for piece in pieces:
        part = Text("*" * piece.signs) if isinstance(piece, _Stars) else piece
        if isinstance(part, Text) and parts and isinstance(parts[-1], Text):
            parts[-1] = Text(parts[-1].text + part.text)
        else:
            parts.append(part)
    return tuple(parts)


def _has_letter(parts: tuple[Inline, ...]) -> bool:
    return any(not isinstance(part, Text) or _LETTER.search(part.text) for part in parts)
