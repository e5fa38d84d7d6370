"""The error of the YAML parser, and what its messages need: lines, indents, ends of values, quoting.

Messages are made only after parsing has failed. Offsets are those of the parsed text.
"""

import re
from collections.abc import Iterator, Sequence

from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_result import YamlProblem

Edit = tuple[int, int, str]
# The columns of the groups and lists that are open, the outermost first; each is a "field" or a "row".
Columns = Sequence[tuple[int, str]]
SPACES = re.compile(r" *+")
ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
ODD_SPACE_RUN = re.compile(f"[{ODD_SPACES}]++")
FIELD = re.compile(r"[a-z_][a-z0-9_]*+[ \t]*+:(?=[ \t\n]|\Z)")
ROW = re.compile(r"-(?=[ \t\n]|\Z)")
# A row that begins with another sign than a hyphen and a space, and the name of its first field.
ROW_SIGN = re.compile(
    rf" *(?P<sign>(?:--|-(?![ \t])|[–—−‐•·*▪◦‣+]|[0-9]{{1,3}}[.)])[ \t{ODD_SPACES}]*)"
    r"[a-z_][a-z0-9_]*+[ \t]*:(?=[ \t\n])"
)
BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#|\n|\Z)")
# A comment in the form that scaffolds write. Any other ` #` in text that needs quotes is a part of the text.
_REMARK = re.compile(r"[ \t]++# ?pd:|(?:[ \t]{2,}+|\t)# ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Slip(Exception):  # noqa: N818 - not an error of the program
    """Parsing cannot continue. `problem` has one cause with its place, and a fix if it is certain."""

    def __init__(self, problem: YamlProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.is_about_place = False
        """Whether only the column of a line is wrong, which a slip above it may have caused."""


def is_control(sign: str) -> bool:
    """Whether a character controls a page or a terminal, or is no valid character."""
    return _CONTROL.fullmatch(sign) is not None


def has_odd_space(name: str) -> bool:
    """Whether a name contains a character that looks like a space, or like nothing."""
    return ODD_SPACE_RUN.search(name) is not None


def make_slip(start: int, end: int, message: Message, hint: Message, fix: Sequence[Edit] = ()) -> Slip:
    """A slip with the code PD002."""
    return Slip(YamlProblem("PD002", start, max(end, start + 1), message, hint, (), tuple(fix)))


def content_above(text: str, line: int) -> int:
    """The offset of the line above that is neither blank nor a comment; -1 without one."""
    while line > 0:
        line = line_start(text, line - 1)
        if not BLANK_OR_COMMENT.match(text, line):
            return line
    return -1


def unreadable(at: int) -> Slip:
    """A character that nothing else explains."""
    slip = make_slip(at, at + 1, _("This is not valid YAML from here on."), _("Check indents, colons and quotes."))
    slip.is_about_place = True
    return slip


def space_name(sign: str) -> Message:
    """The name of a character that looks like a space, or like nothing."""
    match sign:
        case "\u00a0" | "\u202f":
            return _("a no-break space")
        case "\u3000":
            return _("a full-width space")
        case _:
            return _("an unusual space (code {code})").format(code=f"{ord(sign):04X}")


def encode(text: str) -> str:
    """A text of one line in quotes: in single ones where it contains none."""
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote(text: str, start: int, end: int) -> Sequence[Edit]:
    """Edits that put a piece of the text, of one or more lines, in quotes; empty where that is not certain."""
    piece = text[start:end]
    if "'" in piece and '"' not in piece and "\\" not in piece:
        return [(start, start, '"'), (end, end, '"')]
    inner = [(start + match.start(), start + match.start(), "'") for match in re.finditer("'", piece[1:-1])]
    if piece[:1] == "'":
        return [(start, end, encode(piece))] if "\n" not in piece else ()
    inner = [(at + 1, to + 1, new) for at, to, new in inner]
    if piece[-1:] == "'":
        inner.append((end, end, "''"))
        return [(start, start, "'"), *inner]
    return [(start, start, "'"), *inner, (end, end, "'")]


def value_end(text: str, at: int, parent: int, in_flow: bool = False, comments: bool = True) -> int:
    """The end of a text that begins here: on its line, or on the last line below that is indented further."""
    stop = line_end(text, at)
    if in_flow:
        match = re.compile(r"[^,\[\]{}\n]*+").match(text, at)
        stop = match.end() if match else stop
        return at + len(text[at:stop].rstrip(" \t"))
    end = stop
    remark = _REMARK.search(text, at, stop) if comments else None
    if remark:
        end = remark.start()
    else:
        below = next_line(text, at)
        while below >= 0 and indent_of(text, below) > parent and below - 1 >= stop:
            first = below + indent_of(text, below)
            if FIELD.match(text, first) or ROW.match(text, first) or text[first] == "#":
                break
            end = stop = line_end(text, first)
            below = next_line(text, first)
    return at + len(text[at:end].rstrip(" \t"))


def line_start(text: str, at: int) -> int:
    """The offset of the line of an offset."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The offset of the end of the line, before its line feed."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def indent_of(text: str, line: int) -> int:
    """The number of spaces at the beginning of a line."""
    spaces = SPACES.match(text, line)
    return spaces.end() - line if spaces else 0


def next_line(text: str, at: int) -> int:
    """The offset of the next line that is not blank; -1 without one. Of -1 it is the first of all."""
    match = re.compile(r"(?:[ \t]*+\n)*+").match(text, line_end(text, at) + 1 if at >= 0 else 0)
    line = match.end() if match else len(text)
    return line if text[line : line_end(text, line)].strip(" \t") else -1


def next_content(text: str, at: int) -> int:
    """The offset of the next line that is neither blank nor a comment; -1 without one."""
    line = next_line(text, at)
    while line >= 0 and text[line + indent_of(text, line)] == "#":
        line = next_line(text, line)
    return line


def line_offsets(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets of the lines between two offsets."""
    while start < end:
        yield start
        start = line_end(text, start) + 1


def quotes_hint() -> Message:
    """The hint to put a text in quotes."""
    return _("Put the text in quotes.")


def shorten(text: str, limit: int = 40) -> str:
    """A text of at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
