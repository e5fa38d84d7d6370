"""Sections of a Markdown document: the text under a heading, without comments, and its lines in the file."""

import re
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from pdcli.model.forms import Form
from pdcli.reading.front_matter import Facts
from pdcli.reading.markdown_blocks import Body, Heading, with_line_feeds
from pdcli.reading.yaml_result import YamlProblem

COMMENT = r"(?s)<!--.*?-->"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Section(NamedTuple):
    """One heading and its text. Offsets are code points of the whole file.

    `value` is the text without comments and surrounding blank lines; `lines` holds the 1-based line in the file of each
    line of `value`.
    """

    key: str | None
    heading: str
    level: int
    start: int
    end: int
    body_start: int
    body_end: int
    value: str
    lines: Sequence[int]


# More problems of one file are not listed.
MAX_PROBLEMS = 200


class MarkdownBody:
    """The body of a document while it is read. Its readers add to `problems` and `explained`.

    `explained` are the fields whose missing answer a problem explains.
    """

    def __init__(self, text: str, facts: Facts, data: dict[str, Any], form: Form | None, blocks: Body) -> None:
        self.text = text
        self.facts = facts
        self.data = data
        self.form = form
        self.blocks = blocks
        self.problems: list[YamlProblem] = [*facts.problems]
        self.explained: set[str] = set()


def cut_section(cutter: "SectionCutter", key: str | None, heading: Heading, start: int, end: int) -> Section:
    """The section of a heading: the text between two offsets, without comments."""
    value, numbers = cutter.text_between(start, end)
    return Section(
        key, without_comments(heading.text), heading.level, heading.start, heading.stop,
        start, end, value, numbers,
    )  # fmt: skip


def without_comments(heading: str) -> str:
    """The text of a heading without comments and surrounding spaces."""
    return re.sub(COMMENT, "", heading).strip() if "<!--" in heading else heading.strip()


class SectionCutter:
    """Extracts lines without comments from a text, in order, in one pass."""

    def __init__(self, text: str, comments: list[tuple[int, int]]) -> None:
        self.text = text
        self._unified = with_line_feeds(text)
        self._comments = comments
        self._next = 0
        self._at = 0
        self._number = 1

    def text_between(self, start: int, end: int) -> tuple[str, Sequence[int]]:
        """(text between two offsets, 1-based number of each line), without comments and surrounding blank lines."""
        number = self._line_number(start)
        cuts = self._cuts(start, end) if self._comments else ()
        if cuts:
            return _without_blank(*self._lines(start, end, number, cuts))
        text = unify_newlines(self.text[start:end])
        first = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
        value = text[first:].rstrip()
        number += text.count("\n", 0, first)
        return value, range(number, number + value.count("\n") + 1 if value else number)

    def _lines(self, start: int, end: int, number: int, cuts: deque[tuple[int, int]]) -> tuple[list[str], list[int]]:
        """(lines between two offsets, their numbers in the file), without comments and line ends."""
        lines, numbers = [], []
        position = start
        while position < end:
            match = _LINE.match(self.text, position, end)
            stop = match.end() if match else end
            line, touched = self._without(position, stop, cuts)
            if not (touched and not line.strip()):
                lines.append(line.rstrip() if touched else line.rstrip("\r\n"))
                numbers.append(number)
            number += 1
            position = stop if stop > position else end
        return lines, numbers

    def _line_number(self, offset: int) -> int:
        self._number += self._unified.count("\n", self._at, offset)
        self._at = offset
        return self._number

    def _cuts(self, start: int, end: int) -> deque[tuple[int, int]]:
        comments, pending = self._comments, deque[tuple[int, int]]()
        while self._next < len(comments) and comments[self._next][1] <= start:
            self._next += 1
        for first, last in islice(comments, self._next, None):
            if first >= end:
                break
            pending.append((max(first, start), min(last, end)))
        return pending

    def _without(self, start: int, end: int, cuts: deque[tuple[int, int]]) -> tuple[str, bool]:
        parts, position, touched = [], start, False
        while cuts and cuts[0][1] <= start:
            cuts.popleft()
        for first, last in cuts:
            if first >= end:
                break
            touched = True
            parts.append(self.text[position : max(first, position)])
            position = min(max(last, position), end)
        parts.append(self.text[position:end])
        return "".join(parts), touched


def _without_blank(lines: list[str], numbers: list[int]) -> tuple[str, Sequence[int]]:
    """Lines as one text, without the blank ones at its beginning and end."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]).rstrip(), numbers[first:last]


def unify_newlines(text: str) -> str:
    """A text with line feeds only; its length may change."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def first_line(text: str, start: int, end: int | None = None) -> str:
    """The text from an offset to the end of its line, without spaces at its end."""
    stop = text.find("\n", start, len(text) if end is None else end)
    return text[start : stop if stop >= 0 else end].partition("\r")[0].rstrip()


def newline_of(text: str) -> str:
    """The line end of a text, CR LF or LF."""
    return "\r\n" if "\r\n" in text else "\n"


def next_line(text: str, offset: int) -> int:
    """The offset of the next line, or of the end of the text."""
    match = _LINE.match(text, offset)
    return match.end() if match else len(text)


def may_have_comment_signs(text: str, start: int) -> bool:
    """Whether a text may contain damaged delimiters of comments: `-->`, `<!—`, `‹!--`, `--&gt;`; a cheap test."""
    at = text.find("!", start)
    if at >= 0 and (text.find("<!", start) >= 0 or text.find("‹!", start) >= 0):
        return True
    at = text.find("--", start)
    return at >= 0 and (text.find("-->", at) >= 0 or text.find("--&gt;", at) >= 0)
