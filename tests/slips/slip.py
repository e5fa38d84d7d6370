"""What a slip is, and the small tools that slips are written with.

A slip is a pure function: it takes what a person had and gives what is there after the slip, or None where the
text offers no occasion for it. `pick` chooses one of several places; Hypothesis decides which.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeVar

Some = TypeVar("Some")
# All files of a portfolio by their path from its root.
Tree = dict[str, bytes]

MARKDOWN, YAML, FRONT, BODY, ANY = ("Markdown", "YAML", "front matter or YAML", "body", "any document")


class Pick(Protocol):
    """One of several, chosen at random."""

    def __call__(self, options: Sequence[Some]) -> Some: ...


class Expect(Enum):
    """What must be true after a slip."""

    SAME_OR_REPORTED = "the same data and page, or a diagnostic at the place"
    SHOWN_OR_REPORTED = "what was typed can be read on the page, or a diagnostic at the place"
    AS_TYPED_OR_REPORTED = "the value is what was typed, sign for sign, or a diagnostic at the place"
    REPORTED = "a diagnostic at the place"
    HARMLESS = "the same data and page, and not a word about it"


class Near(Enum):
    """Where a diagnostic counts as standing at the place of a slip."""

    LINE = "a line that the slip changed, or beside one that it deleted"
    BLOCK = "the lines around it up to an empty one"
    FILE = "anywhere in the file"
    PORTFOLIO = "anywhere in the portfolio"


@dataclass(frozen=True)
class Slip:
    """One mistake: `change(tree, path, pick)` makes it in the file at `path`."""

    name: str
    description: str
    group: str
    change: Callable[[Tree, str, Pick], Tree | None]
    expect: Expect
    near: Near
    messages: int  # errors and warnings that one slip may give


SLIPS: list[Slip] = []


def _add(
    function: Callable[..., Any],
    change: Callable[[Tree, str, Pick], Tree | None],
    description: str,
    expect: Expect,
    near: Near,
    messages: int,
) -> None:
    group = function.__module__.rpartition(".")[2]
    SLIPS.append(Slip(function.__name__, description, group, change, expect, near, messages))


TextChange = Callable[[str, Pick], str | None]
TreeChange = Callable[[Tree, str, Pick], Tree | None]
BytesChange = Callable[[bytes, Pick], bytes | None]


def in_text(
    on: str, description: str, *, expect: Expect = Expect.SAME_OR_REPORTED, near: Near = Near.LINE, messages: int = 1
) -> Callable[[TextChange], TextChange]:
    """A slip in the text of one document, or in the part of it that `on` names."""

    def register(function: TextChange) -> TextChange:
        def change(tree: Tree, path: str, pick: Pick) -> Tree | None:
            text = tree[path].decode("utf-8")
            before, part, after = _part(text, path, on)
            changed = function(part, pick) if part else None
            if changed is None or changed == part:
                return None
            return {**tree, path: (before + changed + after).encode("utf-8", "surrogatepass")}

        _add(function, change, description, expect, near, messages)
        return function

    return register


def in_bytes(
    description: str, *, expect: Expect = Expect.SAME_OR_REPORTED, near: Near = Near.FILE, messages: int = 1
) -> Callable[[BytesChange], BytesChange]:
    """A slip in the bytes of one document."""

    def register(function: BytesChange) -> BytesChange:
        def change(tree: Tree, path: str, pick: Pick) -> Tree | None:
            changed = function(tree[path], pick)
            return None if changed is None or changed == tree[path] else {**tree, path: changed}

        _add(function, change, description, expect, near, messages)
        return function

    return register


def in_tree(
    description: str, *, expect: Expect = Expect.SAME_OR_REPORTED, near: Near = Near.FILE, messages: int = 1
) -> Callable[[TreeChange], TreeChange]:
    """A slip with files: one that is renamed, copied, moved or laid down."""

    def register(function: TreeChange) -> TreeChange:
        _add(function, function, description, expect, near, messages)
        return function

    return register


def _part(text: str, path: str, on: str) -> tuple[str, str, str]:
    """The text before the part that is meant, the part ("" if there is none), and the text after it."""
    is_markdown = path.endswith(".md")
    if on == ANY or (on == MARKDOWN and is_markdown) or (on in (YAML, FRONT) and not is_markdown):
        return "", text, ""
    if not is_markdown or on not in (FRONT, BODY):
        return text, "", ""
    _, front, body = text.split("---\n", 2)
    return ("---\n", front, "---\n" + body) if on == FRONT else (f"---\n{front}---\n", body, "")


class Entry(NamedTuple):
    """`key: value` on one line, its value without quotes or brackets."""

    number: int
    indent: str  # with the dash of a row
    key: str
    value: str


_ENTRY = re.compile(r"( *(?:- )?)([a-z_]+): ([^\s\"'|>\[{&*!#].*)")
PROSE, DATE, LIST, WORD = "prose", "date", "list", "word"
_LOOKS = {
    PROSE: re.compile(r"[^\W\d].*\S \S"),
    DATE: re.compile(r"\d{4}-\d\d-\d\d$"),
    WORD: re.compile(r"[a-z][a-z-]*$"),
}
_LIST = re.compile(r"( *(?:- )?)([a-z_]+): (\[.+\])$")


def entries(text: str, looks: str | None = None, keys: Sequence[str] = ()) -> list[Entry]:
    """Plain values of one line that look like prose, a date, a list or a word, of these keys only where some are named."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines):
        match = (_LIST if looks == LIST else _ENTRY).match(line)
        if match is None or (keys and match[2] not in keys):
            continue
        goes_on = number + 1 < len(lines) and _goes_on(lines[number + 1], match[1])
        value = line[match.start(3) :]
        if not goes_on and (looks in (None, LIST) or _LOOKS[looks or ""].match(value)):
            found.append(Entry(number, match[1], match[2], value))
    return found


def _goes_on(line: str, indent: str) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip()) > len(indent) and not line.lstrip().startswith("#")


def with_value(text: str, entry: Entry, value: str) -> str:
    """The text with another value on the line of the entry."""
    return with_line(text, entry.number, f"{entry.indent}{entry.key}: {value}")


def with_line(text: str, number: int, line: str) -> str:
    """The text with another line in the place of one; the line may hold several or end in none."""
    lines = text.split("\n")
    lines[number] = line
    return "\n".join(lines)


def change_value(looks: str | None, change: Callable[[str], str | None], keys: Sequence[str] = ()) -> TextChange:
    """A slip's function that puts `change(value)` in the place of one of the values."""

    def function(text: str, pick: Pick) -> str | None:
        options = [
            (entry, value)
            for entry in entries(text, looks, keys)
            if (value := change(entry.value)) is not None and value != entry.value
        ]
        if not options:
            return None
        entry, value = pick(options)
        return with_value(text, entry, value)

    return function


_BLOCK = re.compile(r"( *(?:- +)?).*[:-] [|>][0-9+-]*$")


def outside_blocks(text: str) -> list[int]:
    """The numbers of the lines that are no part of a long text after `|` or `>`."""
    found, deeper = [], -1
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" "))
        if 0 <= deeper < indent or (deeper >= 0 and not line.strip()):
            continue
        match = _BLOCK.match(line)
        deeper = indent if match else -1
        found.append(number)
    return found


class Heading(NamedTuple):
    """A question: the number of its line and what is asked."""

    number: int
    question: str


def headings(text: str) -> list[Heading]:
    """The questions of a Markdown text, those in comments aside."""
    found, is_comment = [], False
    for number, line in enumerate(text.split("\n")):
        if not is_comment and line.startswith("## "):
            found.append(Heading(number, line[3:]))
        is_comment = (is_comment or "<!--" in line) and "-->" not in line[line.rfind("<!--") + 1 :]
    return found


def prose_lines(text: str) -> list[int]:
    """Lines of answers: not empty, and no heading, comment, list, table, quote or code."""
    found, is_comment = [], False
    for number, line in enumerate(text.split("\n")):
        was_comment = is_comment
        is_comment = (is_comment or "<!--" in line) and "-->" not in line[line.rfind("<!--") + 1 :]
        if line and line[0].isalpha() and not (is_comment or was_comment or "<!--" in line):
            found.append(number)
    return found


def kind_of(text: str) -> str:
    """What the document says it is."""
    match = re.search(r"^kind: (\S+)$", text, re.MULTILINE)
    return match[1] if match else ""
