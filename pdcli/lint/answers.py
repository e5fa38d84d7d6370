"""The text answers of documents, and the spans of pieces of them in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from pdcli.diagnostics import Fix, Related, Span
from pdcli.documents.document import Document
from pdcli.i18n.messages import Message
from pdcli.lint.rule import Violation
from pdcli.lint.tokens import token_ids
from pdcli.model.forms import Field, TextField

Loc = tuple[str | int, ...]
# Separates the answers of a document where they are searched all at once. It is no word, and its token id is 0.
BETWEEN = "\n\0\n"
# An answer of so many signs is more than one word.
SHORT = 60
# Letters that look like Cyrillic ones, and what stands for Kazakh letters where a keyboard or an old font lacks them.
LATIN = "A-Za-zÀ-ÖØ-öø-ɏəƏ"
SIGNS = "ѓќѕїўґєћЃЌЅЇЎҐЄЋ¥θɵΘ@"
_FOREIGN = re.compile(f"[{LATIN}{SIGNS}]")


class Answer(NamedTuple):
    """One text and its place; `field` is None for the title, which no form asks for."""

    loc: Loc
    field: Field | None
    text: str


class Answers:
    """The text answers of one document; `text` is all of them, for one search instead of many."""

    def __init__(self, document: Document, items: list[Answer]) -> None:
        self.document = document
        self.items = items
        self.text = BETWEEN.join([item.text for item in items])
        if self.text.count("\0") >= len(items):
            self.text = BETWEEN.join([item.text.replace("\0", " ") for item in items])

    @cached_property
    def short(self) -> list[Answer]:
        """The answers that may be one word, or a placeholder."""
        return [item for item in self.items if len(item.text) < SHORT]

    @cached_property
    def has_foreign(self) -> bool:
        """Whether there are letters that no Cyrillic text needs: several rules check only such answers."""
        return _FOREIGN.search(self.text) is not None

    @cached_property
    def tokens(self) -> list[int]:
        """The token ids of all answers, 0 after each answer."""
        tokens = token_ids(self.text)
        tokens.append(0)
        return tokens


def answers_of(document: Document) -> list[Answer]:
    """The text answers of one document, in the order of its form; empty ones are left out."""
    answers: list[Answer] = []
    if document.form is None:
        return answers
    title = document.data.get("title")
    if isinstance(title, str) and title.strip():
        answers.append(Answer(("title",), None, title))
    _collect(document.form.text_fields, document.data, (), answers)
    return answers


def keys_of(loc: Loc) -> tuple[str, ...]:
    """A loc without the numbers of rows: equal for one question in all documents of a kind."""
    return tuple([step for step in loc if isinstance(step, str)])


def place(document: Document, answer: Answer, start: int, end: int) -> Span:
    """The span of a piece of an answer in the file; of the whole answer where it is spelled differently there."""
    loc, text = answer.loc, answer.text
    piece = text[start:end]
    section = next((item for item in document.sections if item.lines and (item.key,) == loc), None)
    starts = document.places.lines.starts
    if section is not None and section.value == text:
        # Line by line, because comments are taken out of the text under a heading.
        number = text.count("\n", 0, start)
        first = text.rfind("\n", 0, start) + 1
        piece = piece.split("\n", 1)[0]
        at = starts[section.lines[number] - 1]
        for _earlier in range(text[first:start].count(piece) + 1):
            at = document.text.find(piece, at) + 1
        return between(document, at - 1, at - 1 + len(piece))
    whole = document.span(*loc)
    offset = starts[whole.line - 1] + whole.column - 1
    if document.text.startswith(("*", "&", "!", '"'), offset) and not document.text.startswith(f'"{text}"', offset):
        # An alias, or quotes with signs that mean others.
        return whole
    # A long answer may be broken into lines anywhere between two words.
    pattern = re.compile(r"\s+".join(map(re.escape, piece.split())))
    earlier = sum(1 for _match in pattern.finditer(text, 0, start))
    match = next(islice(pattern.finditer(document.text, offset), earlier, None), None)
    return between(document, *match.span()) if match else whole


def between(document: Document, start: int, end: int) -> Span:
    """The span between two offsets of the file, cut off at the end of the first line."""
    starts = document.places.lines.starts
    line = bisect_right(starts, start)
    if line < len(starts) and end > starts[line]:
        end = len(document.text[: starts[line]].rstrip("\r\n"))
    first = starts[line - 1] - 1
    return Span(line, start - first, line, end - first)


def violation_at(
    document: Document,
    span: Span,
    message: Message,
    hint: Message,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Violation:
    """A violation at a span inside an answer."""
    return Violation(document, (), message, hint, related=related, fix=fix, span=span)


def _collect(fields: tuple[TextField, ...], data: dict[str, Any], above: Loc, answers: list[Answer]) -> None:
    for key, item, parts in fields:
        value = data.get(key)
        if not value:
            continue
        if isinstance(value, str):
            if not parts and value.strip():
                answers.append(Answer((*above, key), item, value))
        elif isinstance(value, list):
            for index, row in enumerate(value):
                if parts and isinstance(row, dict):
                    _collect(parts, row, (*above, key, index), answers)
                elif not parts and isinstance(row, str) and row.strip():
                    answers.append(Answer((*above, key, index), item, row))
        elif parts and isinstance(value, dict):
            _collect(parts, value, (*above, key), answers)


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text inside a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)
