"""Lists and groups in brackets, anchors and aliases in YAML."""

import re
from typing import Any

from pdcli.reading import yaml_structure_slips as structure_slips
from pdcli.reading import yaml_text_slips as text_slips
from pdcli.reading.yaml_result import Node
from pdcli.reading.yaml_scalars import ScalarParser
from pdcli.reading.yaml_scanner import MARKER, MAX_NODES, SKIP, match_end
from pdcli.reading.yaml_slip import Slip, indent_of

MAX_DEPTH = 64
MAX_ALIASES = 100
_WHITE = re.compile(r"[ \t]*+")
COLON = re.compile(r"[ \t]*+:(?=[ \t\n]|\Z)")
ANCHOR = re.compile(r"&([^ \t\n,\[\]{}]++)(?=[ \t\n,\[\]{}]|\Z)")
ANCHOR_OF_KEY = re.compile(r"&([^ \t\n,\[\]{}]++)[ \t]++")
_ALIAS = re.compile(r"\*([^ \t\n,\[\]{}]++)")
_FIRST_IN_FLOW = re.compile(r"[^ \t\n\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^ \t\n,\[\]{}])")
_STOP_IN_FLOW = re.compile(r":(?=[ \t\n,\[\]{}]|\Z)|[,\[\]{}]|(?<![ \t])[ \t]++#|\n|\Z")
_COLON_IN_FLOW = re.compile(r":(?=[ \t\n,\[\]{}]|\Z)")
_LONE_SIGN = re.compile(r"[-?](?=[ \t]*+[,}])")


class FlowParser(ScalarParser):
    """Parses collections in brackets, and what has an anchor or is an alias."""

    def _no_value(self, parent: int, in_flow: bool = False) -> Slip:
        """Why nothing can be read here."""
        text, at = self.text, self._at
        sign = text[at]
        if sign == "!":
            return structure_slips.tag(text, at, parent, in_flow)
        if sign in "?:" and (self._at == self._line + max(self._indent, 0) or in_flow):
            return structure_slips.empty_key(at) if sign == ":" else structure_slips.question(text, at, parent, in_flow)
        return text_slips.sign(text, at, parent, in_flow)

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

    def _with_anchor(self, anchor: str, begin: int, value: Any, node: Node, size: int) -> tuple[Any, Node]:
        if anchor:
            self._anchors[anchor] = (value, node, size)
            if not isinstance(value, dict | list):
                self._unused[anchor] = (begin, begin + len(anchor) + 1)
        return value, node

    def _alias(self, parent: int, in_flow: bool = False) -> tuple[Any, Node]:
        text, at = self.text, self._at
        match = _ALIAS.match(text, at)
        if not match:
            raise self._no_value(parent, in_flow)
        name = match[1]
        if name not in self._anchors:
            raise structure_slips.unknown_alias(text, at, name, parent, in_flow)
        if COLON.match(text, match.end()) and not in_flow:
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
        end = match_end(SKIP, text, start)
        newline = text.rfind("\n", start, end)
        if end == len(text):
            raise text_slips.unclosed_bracket(text, opening, parent)
        if newline >= 0:
            # A closing bracket may be below its name.
            indent = indent_of(text, newline + 1) + (text[end] in "]}")
            if indent <= parent or MARKER.match(text, newline + 1):
                raise text_slips.unclosed_bracket(text, opening, parent, newline + 1, end)
        self._at = end

    def _item(self, opening: int, parent: int) -> tuple[Any, Node]:
        """One item of a list in brackets; `[a: b]` is a group of one field."""
        text, start = self.text, self._at
        value, child = self._value_in_flow(opening, parent)
        end = self._at
        colon = match_end(_WHITE, text, end)
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
        anchor = ANCHOR_OF_KEY.match(self.text, start)
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
        anchor = ANCHOR.match(text, start)
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
