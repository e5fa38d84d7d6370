"""YAML through a parser: documents with more than plain lines, every place, and all that is wrong.

The events of PyYAML's parser (the C one where it is installed, else the pure one: same events) feed a small iterative
builder. Depth, aliases and size are bounded.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pdcli.portfolio.plain_yaml import meaning
from pdcli.portfolio.yaml_result import Node, YamlProblem, YamlResult
from pdcli.words import N_
from pdcli.words import gettext as _

MAX_DEPTH = 64
MAX_ALIASES = 100
MAX_NODES = 200_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_MERGE = "<<"

_FAST = bool(getattr(yaml, "__with_libyaml__", False))
if _FAST:
    from yaml._yaml import CParser


class _Stop(Exception):  # noqa: N818 - not an error of the program
    def __init__(self, problem: YamlProblem) -> None:
        self.problem = problem


def parse(text: str, offset: int, fast: bool) -> YamlResult:
    """The data of a document, its places where somebody asks for them, and what is wrong."""
    control = _CONTROL.search(text)
    if control:
        at = control.start() + offset
        message = _("An invisible control character (code {code}) stands here.").format(code=f"{ord(control[0]):02X}")
        return _nothing([YamlProblem("PD009", at, at + 1, message, _("Delete it."))])
    data = _simple_data(text, fast)
    if data is not None:
        return YamlResult(data, [], lambda: parse_with_places(text, offset, fast).root)
    return parse_with_places(text, offset, fast)


def _nothing(problems: list[YamlProblem]) -> YamlResult:
    return YamlResult(None, problems, lambda: None)


def _simple_data(text: str, fast: bool) -> dict[str, Any] | list[Any] | None:
    """The data of a document with nothing wrong or unusual in it, as nearly all are; None for any other."""
    loader = _loader(text, fast)
    try:
        return _simple_collection(loader.get_event)
    except (yaml.YAMLError, RecursionError):
        return None
    finally:
        loader.dispose()


def _simple_collection(next_event: Callable[[], Any]) -> dict[str, Any] | list[Any] | None:
    # The open collection, its key that waits for a value, and those around it; the first one holds the whole.
    data: Any = []
    key: str | None = None
    around: list[tuple[Any, str | None]] = []
    nodes = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if key is None and type(data) is dict:
                if value in data or value == _MERGE:
                    return None
                key = value
                continue
            if event.tag or event.anchor:
                return None
            if not event.style:
                value = meaning(value)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            nodes += len(data)
            if nodes >= MAX_NODES:
                return None
            value = data
            data, key = around.pop()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            is_key = key is None and type(data) is dict
            if is_key or event.tag or event.anchor or len(around) >= MAX_DEPTH:
                return None
            around.append((data, key))
            data, key = {} if kind is MappingStartEvent else [], None
            continue
        elif kind is DocumentEndEvent:
            # Nothing may follow, neither another document nor a mistake.
            is_last = type(next_event()) is StreamEndEvent
            return data[0] if is_last and isinstance(data[0], dict | list) else None
        elif kind is AliasEvent or kind is StreamEndEvent:
            return None
        else:
            continue
        if key is None:
            data.append(value)
        else:
            data[key] = value
            key = None


def parse_with_places(text: str, offset: int, fast: bool) -> YamlResult:
    """The same, with the places of all values at once."""
    builder = _Builder(offset)
    try:
        builder.build(text, fast)
    except _Stop as stop:
        return _nothing([*builder.problems, stop.problem])
    except yaml.MarkedYAMLError as error:
        return _nothing([*builder.problems, _syntax_problem(error, text, offset)])
    except (yaml.YAMLError, RecursionError):
        problem = YamlProblem("PD002", offset, offset, _general(), _("Compare it with an example: `pd rule PD002`."))
        return _nothing([*builder.problems, problem])
    return YamlResult(builder.data, builder.problems, lambda: builder.root)


def _loader(text: str, fast: bool) -> Any:
    # Of PyYAML only a parser runs: nothing is constructed.
    return CParser(text) if fast and _FAST else yaml.SafeLoader(text)


class _Builder:
    """Turns events into data and places without recursion."""

    def __init__(self, offset: int) -> None:
        self.data: Any = None
        self.root: Node | None = None
        self.problems: list[YamlProblem] = []
        self._offset = offset
        self._anchors: dict[str, tuple[Any, Node, int]] = {}
        self._aliases = 0
        self._nodes = 0

    def build(self, text: str, fast: bool) -> None:
        """Read all events. Raises _Stop at the first thing that makes going on pointless."""
        loader = _loader(text, fast)
        try:
            self._take(loader.get_event)
        finally:
            loader.dispose()

    def _take(self, next_event: Callable[[], Any]) -> None:
        offset = self._offset
        # The open collections: (data, node, pending key or None, key start, key end, anchor, nodes before).
        stack: list[list[Any]] = []
        documents = 0
        data: Any
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark.index + offset, event.end_mark.index + offset
                top = stack[-1] if stack else None
                if top is not None and top[2] is None and type(top[0]) is dict:
                    # A key.
                    top[2], top[3], top[4] = event.value, start, end
                    continue
                if event.tag and not event.tag.endswith((":str", "!")):
                    raise self._tag(event)
                value = event.value
                style = event.style
                if style is None or style == "":
                    style, value = "plain", meaning(value)
                node = Node(start, end, style)
                if event.anchor:
                    self._anchors[event.anchor] = (value, node, 1)
                self._place(stack, value, node, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._key_must_be_text(stack, event)
                if event.tag:
                    raise self._tag(event)
                if len(stack) >= MAX_DEPTH:
                    at = event.start_mark.index + offset
                    message = _("Too deep: more than {limit} levels inside one another.").format(limit=MAX_DEPTH)
                    raise _Stop(YamlProblem("PD007", at, at + 1, message, _("Flatten this part.")))
                start = event.start_mark.index + offset
                node = Node(start, start, "flow" if event.flow_style else "block")
                node.children = {}
                data = {} if kind is MappingStartEvent else []
                stack.append([data, node, None, -1, -1, event.anchor, self._nodes])
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                data, node, _key, _start, _end, anchor, before = stack.pop()
                node.end = event.end_mark.index + offset
                size = self._nodes - before + 1
                if anchor:
                    self._anchors[anchor] = (data, node, size)
                self._place(stack, data, node, 1)
            elif kind is AliasEvent:
                self._alias(stack, event)
            elif kind is StreamEndEvent:
                return
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    at = event.start_mark.index + offset
                    message = _("A second document begins here; a file holds one.")
                    raise _Stop(YamlProblem("PD008", at, at + 3, message, _("Remove `---` or make a second file.")))

    def _place(self, stack: list[list[Any]], value: Any, node: Node, size: int) -> None:
        self._nodes += size
        if self._nodes > MAX_NODES:
            message = _("This file holds too many values.")
            raise _Stop(YamlProblem("PD007", node.start, node.start + 1, message, _("Split it.")))
        if not stack:
            self.data, self.root = value, node
            return
        top = stack[-1]
        data, parent = top[0], top[1]
        if type(data) is list:
            parent.children[len(data)] = node
            data.append(value)
            return
        key = top[2]
        node.key_start, node.key_end = top[3], top[4]
        top[2] = None
        if key == _MERGE and isinstance(value, dict):
            # Merged keys stand where the anchor stands; keys of this mapping itself win.
            for name, merged in value.items():
                if name not in data:
                    data[name] = merged
                    parent.children[name] = _copy_place(node)
                    top[1] = parent
            self._merged.setdefault(id(data), set()).update(value)
            return
        if key in data and key not in self._merged.get(id(data), ()):
            first = parent.children[key]
            message = _("The key `{key}` stands here a second time; the first one counts.").format(key=_short(key))
            related = ((first.key_start, first.key_end, _("The first one.")),)
            hint = _("Keep one of them.")
            self.problems.append(YamlProblem("PD003", node.key_start, node.key_end, message, hint, related))
            return
        data[key] = value
        parent.children[key] = node

    @property
    def _merged(self) -> dict[int, set[str]]:
        # Made only for files that use merge keys.
        found: dict[int, set[str]] = self.__dict__.setdefault("_merged_keys", {})
        return found

    def _key_must_be_text(self, stack: list[list[Any]], event: Any) -> None:
        if stack and type(stack[-1][0]) is dict and stack[-1][2] is None:
            at = event.start_mark.index + self._offset
            message = _("A key must be one word, not a list or a group.")
            raise _Stop(YamlProblem("PD002", at, at + 1, message, _("Put quotes around it if it is text.")))

    def _tag(self, event: Any) -> _Stop:
        at = event.start_mark.index + self._offset
        end = event.end_mark.index + self._offset
        message = _("The tag `{tag}` is not allowed here.").format(tag=_short(str(event.tag)))
        hint = _("Remove it, or put quotes around the text that begins with an exclamation mark.")
        return _Stop(YamlProblem("PD002", at, max(end, at + 1), message, hint))

    def _alias(self, stack: list[list[Any]], event: Any) -> None:
        at, end = event.start_mark.index + self._offset, event.end_mark.index + self._offset
        self._key_must_be_text(stack, event)
        self._aliases += 1
        if event.anchor not in self._anchors:
            message = _("`*{name}` refers to nothing.").format(name=_short(event.anchor))
            hint = _("Put quotes around text that begins with an asterisk.")
            raise _Stop(YamlProblem("PD002", at, end, message, hint))
        value, _node, size = self._anchors[event.anchor]
        if self._aliases > MAX_ALIASES or self._nodes + size > MAX_NODES:
            message = _("Too many repetitions through `*{name}`.").format(name=_short(event.anchor))
            raise _Stop(YamlProblem("PD007", at, end, message, _("Write the text itself.")))
        node = _copy_place(_node)
        node.start, node.end, node.style = at, end, "plain"
        self._place(stack, value, node, size)


def _copy_place(node: Node) -> Node:
    copy = Node(node.start, node.end, node.style, node.key_start, node.key_end)
    copy.children = node.children
    return copy


# What the parser says -> what a teacher can do about it. Only those parts of its sentences are compared that stay.
_SYNTAX = (
    ("cannot start any token", "\t", N_("A tab stands where spaces are needed."), N_("Indent with spaces.")),
    ("cannot start any token", "", N_("Text cannot begin with this sign."), N_("Put the text in quotes.")),
    ("mapping values are not allowed", "", N_("A colon stands where no new field can begin."),
     N_("Put text that has a colon in quotes, or move the field to a line of its own.")),
    ("sequence entries are not allowed", "", N_("A hyphen alone begins a row of a list."),
     N_("If the sign minus is meant, put it in quotes: \"-\".")),
    ("could not find expected ':'", "", N_("A field is not finished: there is no colon after its name."),
     N_("Write `name: text`; go on a new line only with an indent.")),
    ("expected <block end>", "", N_("This line is indented differently from those above it."),
     N_("Lines of one level begin in the same column.")),
    ("did not find expected key", "", N_("This line is indented differently from those above it."),
     N_("Lines of one level begin in the same column; put text with special signs in quotes.")),
    ("did not find expected '-'", "", N_("This row of the list is indented differently from the others."),
     N_("All hyphens of one list stand in the same column.")),
    ("unexpected end of stream", "", N_("A quotation mark is opened and never closed."), N_("Close the quotes.")),
    ("unexpected document separator", "", N_("A quotation mark is opened and never closed."), N_("Close the quotes.")),
    ("expected ',' or", "", N_("A bracket is opened and never closed."), N_("Close the bracket.")),
    ("unknown escape character", "", N_("A backslash inside double quotes begins no known sign."),
     N_("Use single quotes, or two backslashes.")),
    ("tab", "\t", N_("A tab stands where spaces are needed."), N_("Indent with spaces.")),
)  # fmt: skip


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, offset: int) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.problem or ''} {error.context or ''}"
    index = min(mark.index, len(text)) if mark else 0
    # Something that is never closed is told where it was opened.
    if ("end of stream" in said or "expected ',' or" in said) and error.context_mark:
        index = min(error.context_mark.index, len(text))
    line_start = text.rfind("\n", 0, index) + 1
    has_tab = "\t" in text[line_start : index + 1]
    for part, needs, message, hint in _SYNTAX:
        if part in said and (not needs or has_tab):
            return YamlProblem("PD002", index + offset, index + offset + 1, _(message), _(hint))
    return YamlProblem("PD002", index + offset, index + offset + 1, _general(), _("Check indents, colons and quotes."))


def _general() -> str:
    return _("This is not valid YAML from here on.")


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
