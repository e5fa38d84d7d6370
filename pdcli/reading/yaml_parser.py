"""A one-pass parser of YAML 1.2: the data, the place of every key and value, and the first error.

Unsupported parts of YAML are refused with a reason: tags, keys that are no text, merging, a second document. One
extension to YAML: a hyphen or a question mark alone as the value of a field is text.
"""

import re
from collections.abc import Sequence
from typing import Any

from pdcli.reading import yaml_indent_slips as indent_slips
from pdcli.reading import yaml_key_slips as key_slips
from pdcli.reading import yaml_line_slips as line_slips
from pdcli.reading import yaml_structure_slips as structure_slips
from pdcli.reading import yaml_text_slips as text_slips
from pdcli.reading.plain_yaml import OUTER_SPACES, meaning
from pdcli.reading.yaml_result import Node, YamlProblem
from pdcli.reading.yaml_slip import Slip, has_odd_space, is_control, unreadable

MAX_DEPTH = 64
MAX_ALIASES = 100
MAX_NODES = 200_000
MAX_KEY = 1024

# A key: its text, its start and end, and the offset of its colon.
_Key = tuple[str, int, int, int]

# Blank lines and comments, up to the next sign that is neither.
_SKIP = re.compile(r"(?:[ \t]*+(?:(?<!\S)#[^\n]*+)?+\n)*+[ \t]*+(?:(?<!\S)#[^\n]*+)?+")
_SPACES = re.compile(r" *+")
_WHITE = re.compile(r"[ \t]*+")
_MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t\n]|\Z)")
_DIRECTIVE = re.compile(r"%YAML[ \t]+1\.[0-9]+[ \t]*+(?:(?<=[ \t])#[^\n]*+)?+(?:\n|\Z)")
_DASH = re.compile(r"-(?=[ \t\n]|\Z)")
_COLON = re.compile(r"[ \t]*+:(?=[ \t\n]|\Z)")
_ANCHOR = re.compile(r"&([^ \t\n,\[\]{}]++)(?=[ \t\n,\[\]{}]|\Z)")
_ANCHOR_OF_KEY = re.compile(r"&([^ \t\n,\[\]{}]++)[ \t]++")
_ALIAS = re.compile(r"\*([^ \t\n,\[\]{}]++)")
_FIRST = re.compile(r"[^ \t\n\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^ \t\n])")
_FIRST_IN_FLOW = re.compile(r"[^ \t\n\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^ \t\n,\[\]{}])")
# Where text without quotes stops on its line.
_STOP = re.compile(r":(?=[ \t\n]|\Z)|(?<![ \t])[ \t]++(?:#|(?=\n|\Z))|\n|\Z")
_STOP_IN_FLOW = re.compile(r":(?=[ \t\n,\[\]{}]|\Z)|[,\[\]{}]|(?<![ \t])[ \t]++#|\n|\Z")
_COLON_IN_FLOW = re.compile(r":(?=[ \t\n,\[\]{}]|\Z)")
_LONE_SIGN = re.compile(r"[-?](?=[ \t]*+[,}])")
_SINGLE = re.compile(r"'((?:[^']|'')*+)'")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_SINGLE_IN_LINE = re.compile(r"'((?:[^'\n]|'')*+)'")
_DOUBLE_IN_LINE = re.compile(r'"((?:[^"\\\n]|\\.)*+)"')
_FOLD = re.compile(r"[ \t]*+\n((?:[ \t]*+\n)*+)[ \t]*+")
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n((?:[ \t]*+\n)*+)[ \t]*+|(.))"
    r"|[ \t]*+\n((?:[ \t]*+\n)*+)[ \t]*+",
    re.DOTALL,
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_AROUND = OUTER_SPACES + " "
_HEADER = re.compile(r"([|>])(?:([1-9])?([+-])?|([+-])([1-9]))[ \t]*+(?:(?<=[ \t])#[^\n]*+)?+(?:\n|\Z)")


class Parser:
    """Parses one text with line feeds only. `offsets` maps each character to its offset in the file."""

    def __init__(self, text: str, offsets: Sequence[int]) -> None:
        self.text = text
        self.problems: list[YamlProblem] = []
        self.comments: list[tuple[int, int]] = []
        """The ranges of comments after other text on their line."""
        self._offsets = offsets
        self._at = 0
        self._line = 0
        # Whether `_at` is at the first text of its line, and the indent of the line; -1 at the end.
        self._fresh = False
        self._indent = 0
        # The columns of what is open, and of what the last line has closed.
        self._columns: list[tuple[int, str]] = []
        self._closed: list[tuple[int, str]] = []
        self._depth = 0
        self._nodes = 0
        self._aliases = 0
        self._anchors: dict[str, tuple[Any, Node, int]] = {}
        self._unused: dict[str, tuple[int, int]] = {}
        # The group whose last key was there already.
        self._repeated: Node | None = None
        # Where the last value in brackets begins.
        self._last = 0

    def document(self) -> tuple[Any, Node | None]:
        """The data and the root node of the single document; None for an empty text. Raises Slip."""
        self._at = self._line = 1 if self.text.startswith("\ufeff") else 0
        if not self._open() and self._indent < 0:
            self._close()
            return None, None
        start = self._at
        value, node = self._node(-1, is_row=False, is_value=False)
        if node.style == "plain" and isinstance(value, str):
            key_slips.check_for_field(self.text, self._at)
        self._next()
        if not self._fresh:
            raise text_slips.text_after_value(self.text, self._at, start, -1)
        self._close()
        for name, (start, end) in self._unused.items():
            raise structure_slips.lone_anchor(self.text, name, start, end)
        return value, node

    # Between the values.

    def _next(self) -> None:
        """Go on to the next sign that is neither space nor comment."""
        if self._fresh:
            return
        text, start = self.text, self._at
        end = _end(_SKIP, text, start)
        newline = text.rfind("\n", start, end)
        if "#" in text[start:end] and (first := _STOP.match(text, start)) and text[first.end() - 1] == "#":
            stop = text.find("\n", start, end)
            self.comments.append((self._offsets[first.end() - 1], self._offsets[stop if stop >= 0 else end]))
        self._at = end
        if newline >= 0 or end == len(text):
            self._begin_line(newline + 1 if newline >= 0 else self._line)

    def _begin_line(self, line: int) -> None:
        text, end = self.text, self._at
        self._fresh, self._line = True, line
        if end == len(text) or (end == line and _MARKER.match(text, line)):
            self._indent = -1
            return
        self._indent = _width(text, line)

    @property
    def _has_tab(self) -> bool:
        """Whether the line of a first sign is indented with something else than spaces."""
        return self._fresh and self._indent >= 0 and self._at - self._line != self._indent

    def _open(self) -> bool:
        """Pass directives and the line that begins the document; whether there is one."""
        self._next()
        self._begin_line(self._line)
        directives = 0
        while self.text.startswith("%", self._at) and self._at == self._line:
            match = _DIRECTIVE.match(self.text, self._at)
            if not match or directives:
                raise structure_slips.directive(self.text, self._at)
            directives, self._at, self._line, self._fresh = 1, match.end(), match.end(), False
            self._next()
            self._begin_line(self._line)
        if self.text.startswith("---", self._at) and self._indent < 0:
            self._at += 3
            self._fresh = False
            return True
        if directives:
            raise structure_slips.directive(self.text, self.text.index("%"))
        return False

    def _close(self) -> None:
        """Raise Slip for text after the document, or beside its end except a comment."""
        closed_at = -1
        while self._at < len(self.text) and self._indent < 0:
            if self.text.startswith("---", self._at):
                raise structure_slips.second_document(self._at, self._at + 3)
            closed_at, self._fresh = self._at, False
            self._at += 3
            self._next()
            if not self._fresh:
                raise unreadable(self._at)
        if self._at < len(self.text):
            if closed_at >= 0:
                raise structure_slips.end_of_document(self.text, closed_at)
            raise indent_slips.first_line_indented(self.text, self._line, self._at)

    # Blocks.

    def _node(self, parent: int, is_row: bool, is_value: bool) -> tuple[Any, Node]:
        """What stands here: on this line, or below and further right than the column `parent`.

        A row may begin a group or a list beside its hyphen; the list of a field may begin below its first letter.
        """
        text, empty = self.text, self._at
        anchor, begin = "", -1
        self._next()
        while True:
            at = self._at
            if self._fresh and self._indent <= parent:
                is_list = is_value and self._indent == parent and self._is_row() and not self._has_tab
                if not is_list:
                    node = self._new(begin if anchor else empty, empty, "plain")
                    return self._with_anchor(anchor, begin, None, node, 1)
            start, before = begin if anchor else at, self._nodes
            if self._fresh or (is_row and not anchor):
                is_dash = self._is_row()
                key = None if is_dash else self._key(at)
                if key or is_dash:
                    if self._has_tab or "\t" in text[empty:at].rpartition("\n")[2]:
                        raise indent_slips.tab(text, self._line if self._fresh else empty, at)
                    data, node = self._fields(key, start) if key else self._rows(start, parent)
                    return self._with_anchor(anchor, begin, data, node, self._nodes - before)
            match = None if anchor else _ANCHOR.match(text, at)
            if not match:
                break
            anchor, begin = match[1], at
            self._at = empty = match.end()
            self._fresh = False
            self._next()
        try:
            value, node = self._content(parent, start, is_value)
        except Slip:
            if anchor and text[at] not in "[{":
                raise text_slips.sign(text, start, parent, in_flow=False) from None
            raise
        return self._with_anchor(anchor, begin, value, node, self._nodes - before)

    def _content(self, parent: int, start: int, is_value: bool) -> tuple[Any, Node]:
        text, at = self.text, self._at
        sign = text[at]
        if _FIRST.match(text, at):
            return self._plain(parent, start)
        is_beside_key = is_value and not self._fresh
        self._fresh = False
        if sign in "[{":
            data, node = self._flow(parent)
            node.start = self._offsets[start]
            if _COLON.match(text, self._at) and "\n" not in text[at : self._at]:
                raise structure_slips.key_is_no_text(at, self._at)
            return data, node
        if sign in "'\"":
            return self._quoted(parent, start)
        if sign in "|>":
            return self._block(parent, start)
        if sign == "*" and start == at:
            return self._alias(parent)
        if sign in "-?" and is_beside_key:
            return self._lone_sign(parent, start)
        raise self._no_value(parent)

    def _no_value(self, parent: int, in_flow: bool = False) -> Slip:
        """Why nothing can be read here."""
        text, at = self.text, self._at
        sign = text[at]
        if sign == "!":
            return structure_slips.tag(text, at, parent, in_flow)
        if sign in "?:" and (self._at == self._line + max(self._indent, 0) or in_flow):
            return structure_slips.empty_key(at) if sign == ":" else structure_slips.question(text, at, parent, in_flow)
        return text_slips.sign(text, at, parent, in_flow)

    def _lone_sign(self, parent: int, start: int) -> tuple[Any, Node]:
        """A hyphen, the rating "not achieved", or a question mark, which is not answered yet."""
        at = self._at
        self._at = at + 1
        self._next()
        if not self._fresh or self._indent > parent:
            if self.text[at] == "?":
                raise structure_slips.question(self.text, at, parent, in_flow=False)
            raise text_slips.row_beside_key(self.text, at, parent)
        return self.text[at], self._new(start, at + 1, "plain")

    def _key(self, at: int) -> _Key | None:
        """The key that begins here, if this line has one."""
        text, start = self.text, at
        anchor = _ANCHOR_OF_KEY.match(text, at)
        if anchor:
            at = anchor.end()
        sign = text[at : at + 1]
        if sign == "'" or sign == '"':
            quoted = (_SINGLE_IN_LINE if sign == "'" else _DOUBLE_IN_LINE).match(text, at)
            if not quoted or not (colon := _COLON.match(text, quoted.end())):
                return None
            end = quoted.end()
            key = quoted[1].replace("''", "'") if sign == "'" else self._unescaped(quoted[1], at + 1)
            stop = colon.end() - 1
        else:
            if not _FIRST.match(text, at):
                return None
            match = _STOP.search(text, at)
            if not match or match.end() - match.start() != 1 or text[match.start()] != ":":
                return None
            stop = match.start()
            key = text[at:stop].rstrip(" \t")
            end = at + len(key)
        if end - at > MAX_KEY:
            return None
        if anchor:
            self._anchors[anchor[1]] = (key, self._new(start, end, "plain"), 1)
        return key, start, end, stop

    def _fields(self, key: _Key, start: int) -> tuple[Any, Node]:
        """A group of fields, each on lines of its own."""
        column = self._at - self._line
        data: dict[str, Any] = {}
        node = self._enter(start, column, "field")
        text, above = self.text, -1
        while True:
            name, first, last, colon = key
            if not name.isprintable() and text[first] not in "'\"&" and has_odd_space(name):
                raise key_slips.odd_key(text, self._line, first, last, above, self._columns + self._closed)
            if name in data and len(data) > 1 and self._is_row_again(name, data):
                raise line_slips.missing_hyphen(text, self._line, first, name, self._columns[-2][0])
            above = colon + 1
            self._fresh, self._at = False, colon + 1
            self._closed.clear()
            value, child = self._node(column, is_row=False, is_value=True)
            self._put(data, node, name, (first, last), value, child)
            self._next()
            if not self._fresh:
                raise text_slips.text_after_value(self.text, self._at, colon + 1, column)
            if self._indent < column:
                break
            next_key = None if self._indent > column or self._has_tab else self._key(self._at)
            if not next_key:
                raise self._no_field(column, colon + 1)
            key = next_key
        return data, self._leave(node)

    def _is_row_again(self, name: str, data: dict[str, Any]) -> bool:
        """Whether a group that is a row of a list begins once more, with the name that it began with."""
        return len(self._columns) > 1 and self._columns[-2][1] == "row" and next(iter(data)) == name

    def _rows(self, start: int, parent: int) -> tuple[Any, Node]:
        """A list, each of its rows after a hyphen."""
        column = self._at - self._line
        data: list[Any] = []
        node = self._enter(start, column, "row")
        while True:
            dash = self._at
            self._fresh, self._at = False, dash + 1
            self._closed.clear()
            value, child = self._node(column, is_row=True, is_value=False)
            node.children[len(data)] = child
            data.append(value)
            self._next()
            if not self._fresh:
                raise text_slips.text_after_value(self.text, self._at, dash + 1, column)
            if self._indent < column or (self._indent == column and column == parent and not self._is_row()):
                break
            if self._indent > column or not self._is_row() or self._has_tab:
                raise self._no_row(column, dash + 1)
        return data, self._leave(node)

    def _is_row(self) -> bool:
        return _DASH.match(self.text, self._at) is not None

    def _enter(self, start: int, column: int, kind: str) -> Node:
        if self._depth >= MAX_DEPTH:
            raise structure_slips.too_deep(self._at, MAX_DEPTH)
        self._depth += 1
        self._columns.append((column, kind))
        self._closed.clear()
        node = self._new(start, start, "block")
        node.children = {}
        return node

    def _leave(self, node: Node) -> Node:
        self._depth -= 1
        self._closed.append(self._columns.pop())
        node.end = self._offsets[self._at]
        return node

    def _no_field(self, column: int, value: int) -> Slip:
        """Why this line is no field of the group in this column; `value` is where the field above it has its value."""
        if self._has_tab:
            return indent_slips.tab(self.text, self._line, self._at, self._columns + self._closed)
        if self._indent > column:
            return line_slips.indented_below(self.text, self._line, self._at, value, self._columns + self._closed)
        if self._is_row():
            return line_slips.row_among_fields(self.text, self._line, self._at, value, self._columns + self._closed)
        return line_slips.no_colon(self.text, self._line, self._at, value)

    def _no_row(self, column: int, value: int) -> Slip:
        if self._has_tab:
            return indent_slips.tab(self.text, self._line, self._at, self._columns + self._closed)
        if self._indent > column:
            return line_slips.indented_below(self.text, self._line, self._at, value, self._columns + self._closed)
        return line_slips.no_row(self.text, self._line, self._at, self._columns + self._closed)

    # Values.

    def _new(self, start: int, end: int, style: str) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise structure_slips.too_many(start)
        return Node(self._offsets[start], self._offsets[end], style)

    def _with_anchor(self, anchor: str, begin: int, value: Any, node: Node, size: int) -> tuple[Any, Node]:
        if anchor:
            self._anchors[anchor] = (value, node, size)
            if not isinstance(value, dict | list):
                self._unused[anchor] = (begin, begin + len(anchor) + 1)
        return value, node

    def _put(self, data: dict[str, Any], node: Node, key: str, place: tuple[int, int], value: Any, child: Node) -> None:
        child.key_start, child.key_end = self._offsets[place[0]], self._offsets[place[1]]
        if key == "<<":
            raise structure_slips.merge_key(*place)
        if key in data:
            self._report_repeated(key, node, child)
            return
        if self._repeated is node:
            self._repeated = None
        data[key] = value
        node.children[key] = child

    def _report_repeated(self, key: str, node: Node, child: Node) -> None:
        """Report a repeated key; of several repeated keys in a row only the first."""
        if self._repeated is not node:
            self._repeated = node
            self.problems.append(structure_slips.second_key(key, child, node.children[key]))

    def _alias(self, parent: int, in_flow: bool = False) -> tuple[Any, Node]:
        text, at = self.text, self._at
        match = _ALIAS.match(text, at)
        if not match:
            raise self._no_value(parent, in_flow)
        name = match[1]
        if name not in self._anchors:
            raise structure_slips.unknown_alias(text, at, name, parent, in_flow)
        if _COLON.match(text, match.end()) and not in_flow:
            raise structure_slips.key_is_no_text(at, match.end())
        value, target, size = self._anchors[name]
        self._aliases += 1
        self._nodes += size
        if self._aliases > MAX_ALIASES or self._nodes > MAX_NODES:
            raise structure_slips.too_many_aliases(at, match.end(), name)
        self._unused.pop(name, None)
        self._at = match.end()
        node = self._new(at, self._at, "plain")
        node.children = target.children
        return value, node

    def _plain(self, parent: int, start: int) -> tuple[Any, Node]:
        """Text without quotes; it may continue in lines that are indented further than its parent."""
        text, at = self.text, self._at
        stop = self._stop(at, start, parent)
        end = stop.start()
        lines = text[at:end]
        while following := self._continuation(end, parent):
            newlines, here = following
            stop = self._stop(here, start, parent)
            end = stop.start()
            lines += ("\n" * newlines or " ") + text[here:end]
        self._fresh, self._at = False, end
        if text[at] == ":":
            self._report_colon(at)
        return self._meaning(lines, start, end)

    def _meaning(self, plain: str, start: int, end: int) -> tuple[Any, Node]:
        """The value of text without quotes; wide spaces around it are removed, as other spaces are."""
        if not plain.isprintable():
            plain = plain.strip(_AROUND)
            while start < end and self.text[start] in _AROUND:
                start += 1
            while start < end and self.text[end - 1] in _AROUND:
                end -= 1
        return meaning(plain), self._new(start, end, "plain")

    def _report_colon(self, at: int) -> None:
        """Report text that begins with a colon, which mostly was typed twice; it is read as text."""
        if self.text[at + 1].isalpha():
            self.problems.append(structure_slips.second_colon(*self._offsets[at : at + 2]))

    def _stop(self, here: int, start: int, parent: int) -> re.Match[str]:
        stop = _STOP.search(self.text, here)
        assert stop is not None
        if self.text.startswith(":", stop.start()):
            raise line_slips.colon(self.text, stop.start(), here, start, parent, self._columns)
        return stop

    def _continuation(self, at: int, parent: int) -> tuple[int, int] | None:
        """(blank lines, offset) of the line on which text continues; None where it ends."""
        text = self.text
        match = _FOLD.match(text, at)
        if not match or match.end() == len(text):
            return None
        line = text.rfind("\n", at, match.end()) + 1
        indent = _width(text, line)
        if indent <= parent or text[match.end()] == "#" or (not indent and _MARKER.match(text, line)):
            return None
        return match[1].count("\n"), match.end()

    def _quoted(self, parent: int, start: int, in_flow: bool = False) -> tuple[str, Node]:
        text, at = self.text, self._at
        is_single = text[at] == "'"
        match = (_SINGLE if is_single else _DOUBLE).match(text, at)
        if not match:
            raise text_slips.unclosed_quote(text, at, parent, in_flow)
        self._fresh, self._at = False, match.end()
        inside = match[1]
        if "\n" in inside:
            self._check_lines(at, match.end(), parent, in_flow)
        if not is_single:
            value = self._unescaped(inside, at + 1)
        else:
            value = inside.replace("''", "'")
            if "\n" in value:
                value = _FOLD.sub(lambda fold: "\n" * fold[1].count("\n") or " ", value)
        return value, self._new(start, self._at, text[at])

    def _check_lines(self, at: int, end: int, parent: int, in_flow: bool) -> None:
        """Every line of a quotation is indented further than its parent."""
        text = self.text
        newline = text.find("\n", at, end)
        while newline >= 0:
            line = newline + 1
            first = _end(_SPACES, text, line)
            newline = text.find("\n", line, end)
            is_blank = text[first : newline if newline >= 0 else end].strip(" \t") == ""
            if (first - line <= parent and not is_blank) or _MARKER.match(text, line):
                raise text_slips.unclosed_quote(text, at, parent, in_flow)

    def _unescaped(self, inside: str, at: int) -> str:
        """What stands between double quotes; `at` is where it begins."""
        if "\\" not in inside and "\n" not in inside:
            return inside

        def one(match: re.Match[str]) -> str:
            code = match[1] or match[2] or match[3]
            if code:
                sign = chr(number) if (number := int(code, 16)) < 0x110000 else ""
            elif match[5]:
                sign = _ESCAPES.get(match[5], "")
            elif match[4] is not None:
                return "\n" * match[4].count("\n")
            else:
                return "\n" * match[6].count("\n") or " "
            where = at + match.start()
            if not sign:
                raise text_slips.escape(self.text, where, at - 1)
            if is_control(sign) and not ("\t" <= sign <= "\n" or sign in "\r\x85\u2028\u2029"):
                end = where + len(match[0])
                after = text_slips.colour_end(self.text, end) if sign == "\x1b" else end
                places = self._offsets[where], self._offsets[end], self._offsets[after]
                in_path = bool(match[5]) and text_slips.is_in_path(inside, *match.span())
                self._report_escape(text_slips.control_escape(match[0], places, in_path), self._offsets[at])
                return ""
            is_mistake = match[5] == " " or (
                match[5] and not sign.isprintable() and text_slips.is_in_path(inside, *match.span())
            )
            if is_mistake:
                start, end = self._offsets[where], self._offsets[where + len(match[0])]
                self.problems.append(text_slips.path_escape(match[0], start, end))
            return sign

        return _ESCAPE.sub(one, inside)

    def _report_escape(self, problem: YamlProblem, start: int) -> None:
        """Report an escaped control character; of several in one value, which begins at `start`, the first."""
        before = self.problems[-1] if self.problems else None
        if before and before.code == problem.code and before.start >= start and before.fix and problem.fix:
            self.problems[-1] = before._replace(fix=(*before.fix, *problem.fix))
        else:
            self.problems.append(problem)

    def _block(self, parent: int, start: int) -> tuple[str, Node]:
        """The lines after `|` or `>`."""
        text, at = self.text, self._at
        header = _HEADER.match(text, at)
        if not header:
            raise text_slips.text_after_block_sign(text, at, parent)
        if "#" in header[0]:
            stop = header.end() - header[0].endswith("\n")
            self.comments.append((self._offsets[text.index("#", at)], self._offsets[stop]))
        width = header[2] or header[5]
        indent = max(parent, 0) + int(width) if width else self._block_indent(header.end(), parent)
        lines, here = [], header.end()
        while here < len(text):
            newline = text.find("\n", here)
            stop = newline if newline >= 0 else len(text)
            first = min(_end(_SPACES, text, here), here + indent)
            if first < stop and (first - here < indent or (not indent and _MARKER.match(text, here))):
                break
            lines.append(text[first:stop])
            here = min(stop + 1, len(text))
        end = here
        if header[1] == ">" and "\t" in text[header.end() : end]:
            self.problems += indent_slips.tabs_in_folded(text, header.end(), end, indent, self._offsets)
        chomp, blank = header[3] or header[4] or "", 0
        while lines and not lines[-1]:
            lines.pop()
            blank += 1
        scalar = ("\n".join(lines) if header[1] == "|" else _folded(lines)) if lines else ""
        if chomp == "+":
            scalar += "\n" * (blank + bool(lines))
        elif lines and not chomp:
            scalar += "\n"
        self._at = _end(_SKIP, text, end)
        self._begin_line(text.rfind("\n", end, self._at) + 1 or end)
        return scalar, self._new(start, end, header[1])

    def _block_indent(self, at: int, parent: int) -> int:
        """How far the first line with text is indented; blank lines above it may not be wider."""
        text, widest, here = self.text, 0, at
        while here < len(text):
            newline = text.find("\n", here)
            stop = newline if newline >= 0 else len(text)
            first = _end(_SPACES, text, here)
            if first < stop:
                width = first - here
                if width <= parent:
                    if text[first:stop].strip(" \t") == "":
                        raise indent_slips.tab(text, here, stop)
                    break
                if widest > width:
                    raise indent_slips.wide_blank_line(text, at, here)
                return width
            widest = max(widest, stop - here)
            here = stop + 1
        return max(parent + 1, widest)

    # In brackets.

    def _flow(self, parent: int) -> tuple[Any, Node]:
        """A list or a group in brackets, over as many lines as it takes."""
        text, opening = self.text, self._at
        if self._depth >= MAX_DEPTH:
            raise structure_slips.too_deep(opening, MAX_DEPTH)
        self._depth += 1
        is_list = text[opening] == "["
        closing = "]" if is_list else "}"
        node = self._new(opening, opening, "flow")
        node.children = {}
        data: Any = [] if is_list else {}
        self._at = opening + 1
        while True:
            self._skip_in_flow(opening, parent)
            if text[self._at] == closing:
                break
            if is_list:
                value, child = self._item(opening, parent)
                node.children[len(data)] = child
                data.append(value)
            else:
                self._entry(data, node, opening, parent)
            self._skip_in_flow(opening, parent)
            if text[self._at] == ",":
                self._at += 1
            elif text[self._at] != closing:
                raise text_slips.no_comma(text, self._at, self._last, parent)
        self._at += 1
        self._depth -= 1
        node.end = self._offsets[self._at]
        return data, node

    def _skip_in_flow(self, opening: int, parent: int) -> None:
        text, start = self.text, self._at
        end = _end(_SKIP, text, start)
        newline = text.rfind("\n", start, end)
        if end == len(text):
            raise text_slips.unclosed_bracket(text, opening, parent)
        if newline >= 0:
            # A closing bracket may be below its name.
            indent = _width(text, newline + 1) + (text[end] in "]}")
            if indent <= parent or _MARKER.match(text, newline + 1):
                raise text_slips.unclosed_bracket(text, opening, parent, newline + 1, end)
        self._at = end

    def _item(self, opening: int, parent: int) -> tuple[Any, Node]:
        """One item of a list in brackets; `[a: b]` is a group of one field."""
        text, start = self.text, self._at
        value, child = self._value_in_flow(opening, parent)
        end = self._at
        colon = _end(_WHITE, text, end)
        if not self._is_colon(colon, start):
            return value, child
        if "\n" in text[start:colon]:
            raise text_slips.no_comma(text, colon, start, parent)
        key = self._key_of(value, start, end)
        pair = self._new(start, start, "flow")
        pair.children = {}
        data: dict[str, Any] = {}
        self._at = colon + 1
        self._value_of(data, pair, key, (start, end), opening, parent)
        pair.end = self._offsets[self._at]
        return data, pair

    def _entry(self, data: dict[str, Any], node: Node, opening: int, parent: int) -> None:
        """One field of a group in braces; it may have no value."""
        start = self._at
        value, _child = self._value_in_flow(opening, parent)
        end = self._at
        key = self._key_of(value, start, end)
        self._skip_in_flow(opening, parent)
        if self._is_colon(self._at, start):
            self._at += 1
            self._value_of(data, node, key, (start, end), opening, parent)
            return
        self._put(data, node, key, (start, end), None, self._new(end, end, "plain"))

    def _is_colon(self, at: int, key: int) -> bool:
        """Whether a colon ends the key that begins at `key`: after quotes it needs no space behind it."""
        if not self.text.startswith(":", at):
            return False
        return self.text[key] in "'\"[{" or not self.text[at + 1 : at + 2].strip(" \t\n,[]{}")

    def _key_of(self, value: Any, start: int, end: int) -> str:
        if self.text[start] == "*" or isinstance(value, dict | list):
            raise structure_slips.key_is_no_text(start, end)
        anchor = _ANCHOR_OF_KEY.match(self.text, start)
        if anchor:
            self._unused.pop(anchor[1], None)
        return value if isinstance(value, str) else self.text[start:end].rpartition(" ")[2]

    def _value_of(
        self, data: dict[str, Any], node: Node, key: str, place: tuple[int, int], opening: int, parent: int
    ) -> None:
        after = self._at
        self._skip_in_flow(opening, parent)
        value: Any = None
        if self.text[self._at] in ",]}":
            child = self._new(after, after, "plain")
        elif _LONE_SIGN.match(self.text, self._at):
            value, child = self.text[self._at], self._new(self._at, self._at + 1, "plain")
            self._at += 1
        else:
            value, child = self._value_in_flow(opening, parent)
        self._put(data, node, key, place, value, child)

    def _value_in_flow(self, opening: int, parent: int) -> tuple[Any, Node]:
        text, start = self.text, self._at
        anchor = _ANCHOR.match(text, start)
        before = self._nodes
        if anchor:
            self._at = anchor.end()
            self._skip_in_flow(opening, parent)
        self._last = at = self._at
        sign = text[at]
        if _FIRST_IN_FLOW.match(text, at):
            value, child = self._plain_in_flow(parent)
        elif sign in "[{":
            value, child = self._flow(parent)
        elif sign in "'\"":
            value, child = self._quoted(parent, at, in_flow=True)
        elif sign == "*" and not anchor:
            value, child = self._alias(parent, in_flow=True)
        elif anchor and sign in ",]}":
            value, child = None, self._new(start, anchor.end(), "plain")
        else:
            raise self._no_value(parent, in_flow=True)
        if anchor:
            child.start = self._offsets[start]
        return self._with_anchor(anchor[1] if anchor else "", start, value, child, self._nodes - before)

    def _plain_in_flow(self, parent: int) -> tuple[Any, Node]:
        text, at = self.text, self._at
        lines, end = self._line_in_flow(at)
        while following := self._continuation(end, parent):
            newlines, here = following
            if text[here] in ",[]{}" or _COLON_IN_FLOW.match(text, here):
                break
            line, end = self._line_in_flow(here)
            lines += ("\n" * newlines or " ") + line
        self._at = end
        if text[at] == ":":
            self._report_colon(at)
        return self._meaning(lines, at, end)

    def _line_in_flow(self, at: int) -> tuple[str, int]:
        stop = _STOP_IN_FLOW.search(self.text, at)
        line = self.text[at : stop.start() if stop else len(self.text)].rstrip(" \t")
        return line, at + len(line)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what the pattern allows ends; it may be nothing."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _width(text: str, line: int) -> int:
    """How many spaces a line begins with."""
    return _end(_SPACES, text, line) - line


def _folded(lines: list[str]) -> str:
    """The lines after `>`: those that follow one another are one line, unless they are indented further."""
    text, blank, previous = "", 0, ""
    for line in lines:
        if not line:
            blank += 1
            continue
        if not previous:
            text = "\n" * blank + line
        elif line[0] in " \t" or previous[0] in " \t":
            text += "\n" * (blank + 1) + line
        else:
            text += ("\n" * blank or " ") + line
        previous, blank = line, 0
    return text
