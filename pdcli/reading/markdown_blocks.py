"""Blocks of the body of a Markdown document: headings, comments and fenced code, found in one pass.

A heading is a line that begins with `#` or `##` and a space, whatever list, table or HTML is above it; an indented
one is a heading only where it is a question of the form, because it may belong to a list. Only fenced code and comments
hold no headings. Neither of them takes away a question of the form that stands below: code that is never
closed and a comment whose `-->` was lost end before the next question.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

# In a text without comments and code; far quicker. The patterns below are compiled where a text has them.
_LINE_MARK = re.compile(
    r"\n(?: {0,3}(?P<signs>#{1,2})(?=[ \t\n]|\Z)[^\n]*"
    r"| {0,3}(?P<under>=+|-+)[ \t]*(?=\n|\Z))"
)
_MARK = (
    r"\n(?: {0,3}(?P<signs>#{1,2})(?=[ \t\n]|\Z)"
    r"| {0,3}(?P<under>=+|-+)[ \t]*(?=\n|\Z)"
    r"|[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,}))"
    r"|<!--"
    r"|`+"
)
_ANY_HEADING = r"\n {0,3}#{1,6}(?=[ \t#])[^\n]*"
_SIGNS_OF_CODE = "`+"
_CLOSING_SIGNS = r"(?:\A|[ \t]+)#+\Z"
# No real document has more headings; what comes after is not divided.
MAX_HEADINGS = 2000
# More pieces that are never closed than these are not looked into.
_MAX_OPEN = 100


class Heading(NamedTuple):
    """A heading: its level, the offsets of its start, the end of its line and the next line, and its text.

    `is_underlined`: it is a setext heading, such as `Text` above `-----`.
    """

    level: int
    start: int
    stop: int
    end: int
    text: str
    is_underlined: bool = False


class Block(NamedTuple):
    """A comment or fenced code. `question` is the offset of a question of the form inside, -1 where there is none.

    `frame_end` is where the last line of code begins that holds nothing but that question, else -1.
    """

    start: int
    end: int
    is_closed: bool
    question: int = -1
    frame_end: int = -1


class Body(NamedTuple):
    """The blocks of a body in order."""

    headings: list[Heading]
    comments: list[Block]
    codes: list[Block]


def divide(text: str, start: int, is_question: Callable[[str], bool]) -> Body:
    """The headings, comments and fenced code from `start` on, which is the beginning of a line.

    `is_question(text of a heading)` is true for a question of the form.
    """
    lines = with_line_feeds(text)
    # One sign is found much faster than several.
    if "`" in lines or "~" in lines or ("!" in lines and "<!--" in lines):
        return _Divider(lines, start, is_question).divide()
    body = Body([], [], [])
    headings = body.headings
    for match in _LINE_MARK.finditer(lines, max(start - 1, 0)):
        first, end = match.span("signs")
        if first >= 0:
            heading = _heading(lines, match.start(), first, end, match.end(), is_question)
        else:
            heading = _underlined(lines, match, start, headings, is_question)
        if heading:
            headings.append(heading)
            if len(headings) > MAX_HEADINGS:
                break
    return body


def with_line_feeds(text: str) -> str:
    """The text with a line feed for every line end and unchanged offsets."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


class _Divider:
    def __init__(self, lines: str, start: int, is_question: Callable[[str], bool]) -> None:
        self.lines = lines
        self.start = start
        self.is_question = is_question
        self.body = Body([], [], [])
        self.at = max(start - 1, 0)
        # After this offset no comment is closed.
        self._last_close = -2
        self._open = 0
        # Where the last line of code begins of which the question inside was read.
        self._frame_end = -1
        # The end of the line whose signs of code were looked for: length of a row of signs -> where such rows begin.
        self._line = -1
        self._rows: dict[int, list[int]] = {}

    def divide(self) -> Body:
        lines, headings, find = self.lines, self.body.headings, re.compile(_MARK).search
        while (match := find(lines, self.at)) is not None and len(headings) <= MAX_HEADINGS:
            self.at = match.end()
            sign = lines[match.start()]
            if sign == "\n":
                kind = match.lastgroup
                if kind == "fence":
                    self._code(match)
                    continue
                heading = None
                if kind == "signs":
                    first, end = match.span("signs")
                    heading = _heading(lines, match.start(), first, end, self._line_end(end), self.is_question)
                elif not self._ends_a_block(_line_above(lines, match.start())):
                    heading = _underlined(lines, match, self.start, headings, self.is_question)
                if heading:
                    headings.append(heading)
            elif match.start() < self.start or lines[match.start() - 1] == "\\":
                continue
            elif sign == "<":
                self._comment(match.start())
            else:
                self._span(match)
        return self.body

    def _ends_a_block(self, offset: int) -> bool:
        return any(blocks and blocks[-1].end > offset for blocks in (self.body.comments, self.body.codes))

    def _code(self, match: re.Match[str]) -> None:
        start, signs = match.start("fence"), match["fence"]
        if match.start() + 1 == self._frame_end:
            return
        first = self._line_end(match.end())
        closing = None
        if self._open < _MAX_OPEN:
            closing = re.compile(rf"\n[ \t>]*{signs[0]}{{{len(signs)},}}[ \t]*(?=\n|\Z)").search(self.lines, first)
        end = closing.end() if closing else len(self.lines)
        question = self._question(first, end)
        if question >= 0:
            end = question
        if not closing or question >= 0:
            self._open += 1
        if closing and question >= 0 and not self.lines[first:question].strip():
            after = self._line_end(question)
            if not self.lines[after : closing.start()].strip():
                self._frame_end = closing.start() + 1
                self.body.codes.append(Block(start, end, True, question, self._frame_end))
                self.at = max(end - 1, match.end())
                return
        self.body.codes.append(Block(start, end, closing is not None, question))
        self.at = max(end - 1, match.end()) if question >= 0 else max(end, match.end())

    def _comment(self, start: int) -> None:
        # `<!-->` is a whole comment.
        closing = self.lines.find("-->", start + 2) if self._last_close != -1 else -1
        if closing < 0:
            self._last_close = -1
        end = closing + 3 if closing >= 0 else len(self.lines)
        question = self._question(start, end)
        is_closed = closing >= 0
        if question >= 0 and (not is_closed or self.lines.find("<!--", start + 4, closing) >= 0):
            # Its own end is missing: this one belongs to a later comment.
            is_closed, end = False, question
        self.body.comments.append(Block(start, end, is_closed, question))
        self.at = end - 1 if question >= 0 and not is_closed else end

    def _question(self, start: int, end: int) -> int:
        """Where between two offsets a heading is a question of the form; -1 where none is."""
        if self._open >= _MAX_OPEN:
            return -1
        for match in re.compile(_ANY_HEADING).finditer(self.lines, start, end):
            if self.is_question(match[0].strip("\n #")):
                return match.start() + 1
        return -1

    def _span(self, match: re.Match[str]) -> None:
        """Code inside a line, between two equal rows of signs, holds no comment."""
        if match.end() > self._line:
            self._line = self._line_end(match.end())
            self._rows = {}
            for row in re.compile(_SIGNS_OF_CODE).finditer(self.lines, match.start(), self._line):
                self._rows.setdefault(len(row[0]), []).append(row.start())
        rows = self._rows.get(len(match[0]), [])
        following = bisect_right(rows, match.start())
        if following < len(rows):
            self.at = rows[following] + len(match[0])

    def _line_end(self, offset: int) -> int:
        end = self.lines.find("\n", offset)
        return end if end >= 0 else len(self.lines)


def _heading(
    lines: str, before: int, start: int, signs_end: int, line_end: int, is_question: Callable[[str], bool]
) -> Heading | None:
    """The heading whose signs stand between two offsets of a line; None for an indented one that is no question."""
    line = lines[signs_end:line_end].rstrip()
    text = line.lstrip()
    if text[-1:] == "#":
        text = re.sub(_CLOSING_SIGNS, "", text)
    if start > before + 1 and not is_question(text):
        return None
    end = min(line_end + 1, len(lines))
    return Heading(signs_end - start, start, signs_end + len(line), end, text)


def _underlined(
    lines: str, match: re.Match[str], start: int, headings: list[Heading], is_question: Callable[[str], bool]
) -> Heading | None:
    """Strokes make the line above a heading only where it is a question, or the title above everything."""
    above = _line_above(lines, match.start())
    text = lines[above : match.start()].strip()
    if above < start or not text or text.startswith("#"):
        return None
    level = 1 if match["under"][0] == "=" else 2
    is_title = level == 1 and not headings and not lines[start:above].strip()
    if not is_title and not is_question(text):
        return None
    indent = len(lines[above:]) - len(lines[above:].lstrip()) if text[:1] != lines[above] else 0
    end, first = lines.find("\n", match.end()), above + indent
    after = min((end if end >= 0 else len(lines)) + 1, len(lines))
    return Heading(level, first, first + len(text), after, text, is_underlined=True)


def _line_above(lines: str, line_end: int) -> int:
    """Where the line begins that ends at an offset."""
    return lines.rfind("\n", 0, line_end) + 1
