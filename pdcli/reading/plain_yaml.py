"""A reader of simple YAML, such as nearly all documents are, which takes half the time of the parser.

It reads only unambiguous parts: keys of one word, text on one line or continued in the next ones, quotes without
escapes, blocks after `|`, lists and groups in brackets on one line, anchors of lists and groups and their aliases,
blank lines and comments. Documents with anything else, and those with errors, are left to the parser.
"""

import re
from typing import Any

_MAX_CHARS = 100_000
_MAX_LEVELS = 32
_MAX_BRACKETS = 8
_CONSTANTS: dict[str, Any] = {**dict.fromkeys(("", "~", "null", "Null", "NULL")), "true": True, "false": False}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,15})?")
_NUMBER_START = frozenset("-0123456789")
# First characters of values that are not text: most values begin with others.
_MAY_MEAN_ELSE = _NUMBER_START | {name[:1] for name in _CONSTANTS}
# Control characters, tabs, and line ends of YAML only.
_UNUSUAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\uf020-\uf0ff\ufffe\uffff]"
)
# Wide and no-break spaces, which are no part of a value where they stand around it.
OUTER_SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_OUTER_SPACE = re.compile(rf"(?:[:,-] +|\[ *|\{{ *)[{OUTER_SPACES}]|[{OUTER_SPACES}] *[,\]}}\n]")
# Indent, the hyphen of a row, then a key with its block or value, or other text. Most keys are of small letters, which
# match faster than others.
_LINE = re.compile(
    r"( *+)(- ++)?+(?:([a-z_]{1,80}+|\w{1,80}+):"
    r"(?: ++(?:(\|-? *\n(?:\1 +[^\n]*+\n| *\n)*+)|([^\n]*+)\n)|\n)|([^\n]*+)\n)"
)
# A value in quotes that goes on in the next lines, which are indented more than its key.
_QUOTED_LINES = re.compile(
    r"^( *+)([a-z_]{1,80}+: ++)"
    r"('[^'\n]*[^' \n](?:\n\1 ++[^' \n][^'\n]*)+'"
    r'|"[^"\\\n]*[^"\\ \n](?:\n\1 ++[^"\\ \n][^"\\\n]*)+")$',
    re.MULTILINE,
)
_LINE_BREAK = re.compile(r" *\n +")
_QUOTED = re.compile(r"'[^']*'|\"[^\"\\]*\"")
# A list of single words, the most frequent one.
_WORDS = re.compile(r"\[[^\W_][\w./-]*(?:, *[^\W_][\w./-]*)*\]")
# Inside any other brackets: a key, a value of some words, and the comma before the next one.
_KEY = re.compile(r"(\w[\w-]{0,79}): +")
_VALUE = re.compile(rf"{_QUOTED.pattern}|[^\W_][\w./-]*(?: [^\W_][\w./-]*)*")
_COMMA = re.compile(r", *")
# Characters that all aliases may expand to; the parser counts the nodes of more.
_MAX_ALIASED = 5_000_000
_NO_TEXT = frozenset("-?:,[]{}#&*!|>'\"%@`")


def meaning(plain: str) -> Any:
    """The value of text without quotes: None, a boolean, a number, or the text."""
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    return _number(plain) if plain[0] in _NUMBER_START and _NUMBER.fullmatch(plain) else plain


def _number(text: str) -> int | float | str:
    """The number, if Python would write it in the same way; else the text."""
    value: int | float = float(text) if "." in text else int(text)
    return value if repr(value) == text else text


def plain_data(text: str) -> dict[str, Any] | list[Any] | None:
    """The data of a simple document; None for others."""
    if text[-1:] != "\n" or len(text) > _MAX_CHARS:
        return None
    if "<<<<<<<" in text or ">>>>>>>" in text or "=======" in text or "|||||||" in text:
        return None
    # A quick test for most texts.
    if not text.replace("\n", " ").isprintable() and (_UNUSUAL.search(text) or _OUTER_SPACE.search(text)):
        return None
    whole: list[dict[str, Any] | list[Any] | None] = [None]
    # The open collection, its column, those around it, and its last key or index.
    here: Any = whole
    level = -1
    around: list[tuple[Any, int]] = []
    last: str | int = 0
    # Whether that value may still become a collection; its text, which may continue in the next line.
    is_empty, text_so_far = True, ""
    # Anchor -> collection; the anchor of the collection that begins in the next line.
    anchors: dict[str, Any] = {}
    anchor, aliases = "", 0
    for indent, dash, key, block, value, words in _LINE.findall(text):
        column = len(indent)
        if not key and not dash:
            if words and words[0] != "#":
                more = words.rstrip(" ")
                if not text_so_far or column <= level or not _is_text(more):
                    return None
                here[last] = text_so_far = f"{text_so_far} {more}"
            else:
                text_so_far = ""
            continue
        if anchor and column <= level:
            return None
        if column != level or dash or type(here) is list:
            while level > column or (level == column and not dash and type(here) is list):
                here, level = around.pop()
                is_empty = False
            if dash:
                if level < column or type(here) is dict:
                    if not is_empty:
                        return None
                    around.append((here, level))
                    here[last] = here = []
                    level = column
                    if anchor:
                        anchors[anchor], anchor = here, ""
                column += len(dash)
                last, is_empty = len(here), True
                here.append(None)
            if key and level < column:
                if not is_empty or len(around) > _MAX_LEVELS:
                    return None
                around.append((here, level))
                here[last] = here = {}
                level = column
                if anchor:
                    anchors[anchor], anchor = here, ""
        if key:
            if key in here:
                return None
            last = key
        else:
            value = words
        value = value.rstrip(" ")
        is_empty, text_so_far = False, ""
        if not value or (key and value[0] == "#"):
            here[last] = block_text = _block(block, level) if block else None
            if block and block_text is None:
                return None
            is_empty = block_text is None
            continue
        first = value[0]
        if first not in _NO_TEXT:
            if (":" in value or "#" in value) and not _is_text(value):
                return None
            here[last], text_so_far = meaning(value) if first in _MAY_MEAN_ELSE else value, value
        elif _QUOTED.fullmatch(value):
            here[last] = value[1:-1]
        elif _WORDS.fullmatch(value):
            here[last] = [meaning(item) for item in value[1:-1].replace(" ", "").split(",")]
        elif first in "[{":
            value_and_end = _in_brackets(value, 0, _MAX_BRACKETS)
            if value_and_end is None or value_and_end[1] != len(value):
                return None
            here[last] = value_and_end[0]
        elif first == "&":
            name, _space, value = value[1:].partition(" ")
            value = value.lstrip(" ")
            if name in anchors or not name.isidentifier():
                return None
            if not value:
                here[last], is_empty, anchor = None, True, name
                continue
            value_and_end = _in_brackets(value, 0, _MAX_BRACKETS) if value[0] in "[{" else None
            if value_and_end is None or value_and_end[1] != len(value):
                return None
            here[last] = anchors[name] = value_and_end[0]
        elif first == "*":
            aliases += 1
            target = anchors.get(value[1:])
            if target is None or aliases * len(text) > _MAX_ALIASED or _is_open(target, here, around):
                return None
            here[last] = target
        else:
            # A block may hold what looks like a value.
            joined = _QUOTED_LINES.sub(_joined, text) if first in "'\"" and ": |" not in text else text
            return plain_data(joined) if joined != text else None
    return None if anchor else whole[0]


def _joined(value: re.Match[str]) -> str:
    return value[1] + value[2] + _LINE_BREAK.sub(" ", value[3])


def _is_open(collection: Any, here: Any, around: list[tuple[Any, int]]) -> bool:
    """Whether the collection of an alias is not complete yet, so that it would contain itself."""
    return collection is here or any(collection is item for item, _level in around)


def _is_text(line: str) -> bool:
    """Whether a line that continues text is plain text."""
    return line[0] not in _NO_TEXT and ": " not in line and " #" not in line and line[-1] != ":"


def _block(block: str, level: int) -> str | None:
    """The text after `|` or `|-` whose lines are all indented like the first; None for others."""
    head, _end, text = block.partition("\n")
    width = len(text) - len(text.lstrip(" "))
    if width <= level or text[width : width + 1] in ("", "\n"):
        return None
    _before, *lines = f"\n{text}".split("\n" + " " * width)
    if len(lines) < text.count("\n"):
        # Some lines are indented less, which only blank ones may be.
        lines = text.split("\n")
        if any(line[:width].strip(" ") for line in lines):
            return None
        lines = [line[width:] for line in lines]
    text = "\n".join(lines).rstrip("\n")
    return text if head[1:2] == "-" else text + "\n"


def _in_brackets(text: str, at: int, levels: int) -> tuple[dict[str, Any] | list[Any], int] | None:
    """(list or group that begins at a bracket, offset of its end); None for one that is not simple."""
    collection: Any = [] if text[at] == "[" else {}
    closing = "]" if text[at] == "[" else "}"
    at += 1
    while not text.startswith(closing, at):
        if collection:
            comma = _COMMA.match(text, at)
            if not comma:
                return None
            at = comma.end()
        key = _KEY.match(text, at) if closing == "}" else None
        if key:
            at = key.end()
        if (closing == "}") != (key is not None) or (key and key[1] in collection):
            return None
        value: Any
        if text.startswith(("[", "{"), at):
            inner = _in_brackets(text, at, levels - 1) if levels else None
            if inner is None:
                return None
            value, at = inner
        else:
            match = _VALUE.match(text, at)
            if not match:
                return None
            value, at = match[0][1:-1] if match[0][0] in "'\"" else meaning(match[0]), match.end()
        if key:
            collection[key[1]] = value
        else:
            collection.append(value)
    return collection, at + 1
