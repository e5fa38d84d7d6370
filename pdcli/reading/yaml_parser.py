"""A one-pass parser of YAML 1.2: the data, the place of every key and value, and the first error.

Unsupported parts of YAML are refused with a reason: tags, keys that are no text, merging, a second document. One
extension to YAML: a hyphen or a question mark alone as the value of a field is text.
"""

import re
from typing import Any

from pdcli.reading import yaml_indent_slips as indent_slips
from pdcli.reading import yaml_key_slips as key_slips
from pdcli.reading import yaml_line_slips as line_slips
from pdcli.reading import yaml_structure_slips as structure_slips
from pdcli.reading import yaml_text_slips as text_slips
from pdcli.reading.yaml_flow import ANCHOR, ANCHOR_OF_KEY, COLON, FlowParser
from pdcli.reading.yaml_result import Node
from pdcli.reading.yaml_scanner import STOP
from pdcli.reading.yaml_slip import Slip, has_odd_space, unreadable

MAX_KEY = 1024
# A key: its text, its start and end, and the offset of its colon.
_Key = tuple[str, int, int, int]
_DIRECTIVE = re.compile(r"%YAML[ \t]+1\.[0-9]+[ \t]*+(?:(?<=[ \t])#[^\n]*+)?+(?:\n|\Z)")
_DASH = re.compile(r"-(?=[ \t\n]|\Z)")
_FIRST = re.compile(r"[^ \t\n\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^ \t\n])")
_SINGLE_IN_LINE = re.compile(r"'((?:[^'\n]|'')*+)'")
_DOUBLE_IN_LINE = re.compile(r'"((?:[^"\\\n]|\\.)*+)"')


class Parser(FlowParser):
    """Parses one text with line feeds only. `offsets` maps each character to its offset in the file."""

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
            match = None if anchor else ANCHOR.match(text, at)
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
            if COLON.match(text, self._at) and "\n" not in text[at : self._at]:
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
        anchor = ANCHOR_OF_KEY.match(text, at)
        if anchor:
            at = anchor.end()
        sign = text[at : at + 1]
        if sign == "'" or sign == '"':
            quoted = (_SINGLE_IN_LINE if sign == "'" else _DOUBLE_IN_LINE).match(text, at)
            if not quoted or not (colon := COLON.match(text, quoted.end())):
                return None
            end = quoted.end()
            key = quoted[1].replace("''", "'") if sign == "'" else self._unescaped(quoted[1], at + 1)
            stop = colon.end() - 1
        else:
            if not _FIRST.match(text, at):
                return None
            match = STOP.search(text, at)
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
