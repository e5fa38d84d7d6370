"""Classification of every character of a document, which proves that no typed character is ignored.

The pieces cover the file without gaps. What is neither key nor value, answer, heading, prompt or note is unplaced, and
each unplaced piece has a diagnostic on one of its lines. Reading a document does not use this module.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.model.forms import COMMON_KEYS, Form
from pdcli.reading.markdown_blocks import Block
from pdcli.reading.markdown_reader import MarkdownResult, read_markdown
from pdcli.reading.markdown_sections import Section
from pdcli.reading.prompts import Comments
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_result import Node, YamlResult

Loc = tuple[str | int, ...]
Range = tuple[int, int]

# What YAML is made of beside keys and values: comments, and signs.
_NOTE_OR_SIGN = re.compile(r"(?P<note>#[^\r\n]*)|[\s\ufeff]+|[-:：,\[\]{}?|>'\"+0-9]+(?![^\s\W])|[&*!]\S*|<<|\.\.\.")


class CharacterClass(StrEnum):
    """The class of a piece of a document."""

    KEY = "key"
    VALUE = "value"
    ANSWER = "answer"
    HEADING = "heading"
    PROMPT = "prompt"
    NOTE = "note"
    SIGN = "sign"
    UNPLACED = "unplaced"


class Piece(NamedTuple):
    """The characters between two offsets; `loc` is the field that they belong to."""

    start: int
    end: int
    what: CharacterClass
    loc: Loc = ()


def pieces_of(document: Document) -> list[Piece]:
    """All characters of a document as pieces in order; none for a file that cannot be decoded."""
    text = document.text
    if document.form is None:
        return [Piece(0, len(text), CharacterClass.UNPLACED)] if text else []
    if document.is_markdown:
        pieces = _markdown(text, document.form, document.places.read)
    else:
        pieces = _yaml(text, 0, len(text), document.places.read or read_yaml(text), document.form)
    return list(_without_gaps(pieces, len(text)))


def _without_gaps(pieces: Iterable[Piece], length: int) -> Iterator[Piece]:
    at = 0
    for piece in sorted(pieces):
        if piece.start > at:
            yield Piece(at, piece.start, CharacterClass.SIGN)
            at = piece.start
        if piece.end > at:
            yield piece._replace(start=max(piece.start, at))
        at = max(at, piece.end)
    if at < length:
        yield Piece(at, length, CharacterClass.SIGN)


# YAML.


def _yaml(text: str, start: int, end: int, result: YamlResult, form: Form) -> Iterator[Piece]:
    root = result.root
    if root is None:
        yield from _unplaced(text, start, end)
        return
    at = start
    for piece in sorted(_nodes(root, (), form)):
        if piece.start < at or piece.start >= end:
            # The place of an alias is that of its anchor.
            continue
        yield from _between_values(text, at, piece.start)
        yield piece
        at = piece.end
    yield from _between_values(text, at, end)


def _nodes(node: Node, loc: Loc, form: Form) -> Iterator[Piece]:
    if loc and isinstance(loc[-1], str) and not _has_place(node, loc, form):
        yield Piece(node.key_start, max(_last(node), node.key_end), CharacterClass.UNPLACED, loc)
        return
    if node.key_start >= 0 and loc:
        yield Piece(node.key_start, node.key_end, CharacterClass.KEY, loc)
    for step, child in node.children.items():
        yield from _nodes(child, (*loc, step), form)
    if not node.children and node.end > node.start and node.style not in ("block", "flow"):
        yield Piece(node.start, node.end, CharacterClass.VALUE, loc)


def _has_place(node: Node, loc: Loc, form: Form) -> bool:
    """Whether there is such a field, and whether it can hold a value of this shape: text, rows, or fields."""
    if loc[0] in COMMON_KEYS:
        return not node.children
    field = form.field_at(loc)
    if field is None or not node.children:
        return field is not None
    has_rows = all(isinstance(step, int) for step in node.children)
    return field.holds_many if has_rows else field.type in ("group", "sheet")


def _last(node: Node) -> int:
    return max([node.end if node.style not in ("block", "flow") else node.start, *map(_last, node.children.values())])


def _between_values(text: str, start: int, end: int) -> Iterator[Piece]:
    """Comments, signs, and what is neither, in one piece."""
    offset = start
    unplaced_range: list[int] = []
    while offset < end:
        match = _NOTE_OR_SIGN.match(text, offset, end)
        if match is None:
            unplaced_range += [offset, offset + 1]
            offset += 1
            continue
        if match["note"] and not unplaced_range:
            yield Piece(match.start(), match.end(), CharacterClass.NOTE)
        offset = match.end()
    if unplaced_range:
        yield Piece(unplaced_range[0], unplaced_range[-1], CharacterClass.UNPLACED)


# Markdown.


def _markdown(text: str, form: Form, front: YamlResult | None) -> Iterator[Piece]:
    result = read_markdown(text, lambda _front: form)
    if any(problem.code == "PD033" for problem in result.problems):
        # It is not certain which version counts.
        yield from _unplaced(text, 0, len(text))
        return
    before = len(text[: result.front_start].removesuffix("\n").removesuffix("\r"))
    opening = max(text.rfind("\n", 0, before), text.rfind("\r", 0, before)) + 1
    if result.front_start:
        yield from _unplaced(text, 0, opening)
    if result.front:
        yield from _yaml(text, result.front_start, result.front_end, front or result.front, form)
    if result.repeated:
        yield from _unplaced(text, *result.repeated)
    unplaced_ranges = [_extent(text, section) for section in _in_body(result) if _is_unplaced(section)]
    yield from (Piece(start, end, CharacterClass.UNPLACED) for start, end in unplaced_ranges)
    comments = Comments(form)
    for block in result.body.comments:
        if not any(start <= block.start < end for start, end in unplaced_ranges):
            yield from _comment(text, block, comments, result.cuts)
    for section in _in_body(result):
        if section.level:
            yield Piece(section.start, section.end, CharacterClass.HEADING, (section.key,) if section.key else ())
        if section.key and section.key != "title":
            for start, end in _outside_of(section.body_start, section.body_end, result.cuts):
                first, last = _trimmed(text, start, end)
                if first < last:
                    yield Piece(first, last, CharacterClass.ANSWER, (section.key,))


def _in_body(result: MarkdownResult) -> list[Section]:
    return [section for section in result.sections if section.body_end > result.body_start]


def _is_unplaced(section: Section) -> bool:
    return section.key is None and bool(section.value)


def _extent(text: str, section: Section) -> Range:
    """A heading that is no question, with all text under it."""
    start, end = _trimmed(text, section.body_start, section.body_end)
    return (section.start if section.level else start), end


def _comment(text: str, block: Block, comments: Comments, cuts: Sequence[Range]) -> Iterator[Piece]:
    inside = text[block.start + 4 : block.end - 3 if block.is_closed else block.end]
    what = CharacterClass.NOTE
    if comments.is_prompt(inside):
        what = CharacterClass.PROMPT
    elif block.question >= 0 or not block.is_closed or comments.hides_text(inside):
        # Beside its prompts the text was read as an answer.
        what = (
            CharacterClass.PROMPT if comments.parts(text, block.start, block.end).prompts else CharacterClass.UNPLACED
        )
    for start, end in cuts:
        if block.start <= start and end <= block.end and start < end:
            yield Piece(start, end, what)


def _outside_of(start: int, end: int, cuts: Sequence[Range]) -> Iterator[Range]:
    for first, last in cuts:
        if last > start and first < end:
            yield start, min(first, end)
            start = max(start, last)
    if start < end:
        yield start, end


def _unplaced(text: str, start: int, end: int) -> Iterator[Piece]:
    first, last = _trimmed(text, start, end)
    if first < last:
        yield Piece(first, last, CharacterClass.UNPLACED)


def _trimmed(text: str, start: int, end: int) -> Range:
    """The range without spaces at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
