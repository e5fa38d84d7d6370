"""A file of Word that pd wrote, with what people typed into it: answers by their tags, and text outside of them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.reading.word_file import MAIN, WordFile
from pdcli.reading.word_text import LEFT_OUT, MATH, Control, TextReader, children, math_text
from pdcli.reading.word_words import FORMAT, PD, fingerprint

# What a reader sees as a sign.
_SIGNS = tuple(f"{MAIN}{name}" for name in ("t", "sym", "noBreakHyphen", "checkBox"))
_FORMULA = f"{MATH}oMath"
_PAGE_NUMBER = re.compile(r"[\d\s/]*")


class WordForm(NamedTuple):
    """What a file says. `head` are facts that its page does not show; `rest` is text that stands in no answer.

    The rows of a table have numbers, those that a person added a plus before it. `lost_signs` counts visible signs
    that are in neither, which would be a mistake of pd.
    """

    kind: str
    lang: str
    head: dict[str, str]
    folder: str
    is_blank: bool
    answers: tuple[Control, ...]
    rest: tuple[str, ...]
    lost_signs: int = 0


class _Text(NamedTuple):
    """Text outside of answers, without marks and as Markdown."""

    text: str
    markdown: str


def origin_of(file: WordFile) -> Any:
    """The part in which pd says what a file was made of; None where pd did not write it."""
    origin = next((item for item in file.custom if item is not None and item.tag == f"{{{PD}}}document"), None)
    return origin if origin is not None and origin.get("kind") else None


def side_texts(file: WordFile, reader: TextReader) -> Iterator[str]:
    """Yield what is typed above, below and beside the text: headers, footers, notes, comments; no numbers of pages."""
    for side in file.sides:
        texts = (reader.paragraph_text(paragraph) for paragraph in side.iter(f"{MAIN}p"))
        yield from (text for text in texts if not _PAGE_NUMBER.fullmatch(text))


def without_printed(origin: Any, texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that were not printed in a file when pd wrote it."""
    printed = {mark for item in origin.iter(f"{{{PD}}}printed") for mark in (item.text or "").split()}
    return tuple(text for text in texts if text and fingerprint(text) not in printed)


def read_form(file: WordFile) -> WordForm | None:
    """The form in a file; None where pd did not write it, or another program has removed the tags of its answers.

    Raises UserError where a newer pd wrote it.
    """
    origin = origin_of(file)
    if origin is None:
        return None
    if origin.get("format") != str(FORMAT):
        raise UserError(_("This file was written by another version of pd: update pd and import it again."))
    walker = _Walker(file)
    body = file.main.find(f"{MAIN}body")
    number_of_signs = count_signs(body)
    items = list(walker.items(body))
    if not any(isinstance(item, Control) for item in items):
        return None
    texts = [item for item in items if isinstance(item, _Text)]
    answers = tuple(item for item in items if isinstance(item, Control))
    signs_read = sum(_signs(item.text) for item in texts) + sum(_signs(item.plain) for item in answers)
    typed = set(without_printed(origin, (item.text for item in texts)))
    rest = [item.markdown for item in texts if item.text in typed]
    rest += without_printed(origin, side_texts(file, walker.reader))
    return WordForm(
        kind=origin.get("kind"),
        lang=origin.get("lang") or "",
        head=dict(part.split("=", 1) for part in (origin.get("head") or "").split(";") if "=" in part),
        folder=origin.get("folder") or "",
        is_blank=origin.get("blank") == "1",
        answers=answers,
        rest=tuple(rest),
        lost_signs=number_of_signs - signs_read,
    )


class _Walker:
    """Goes through the body of a document once."""

    def __init__(self, file: WordFile) -> None:
        self.reader = TextReader(file)
        self._new_rows = 0

    def items(self, body: Any) -> Iterator[Control | _Text]:
        """Yield answers and other texts in their order."""
        yield from self._items(body) if body is not None else ()

    def _items(self, item: Any) -> Iterator[Control | _Text]:
        for child in children(item):
            match child.tag.rpartition("}")[2]:
                case "sdt":
                    yield self.reader.control(child)
                case "tbl":
                    yield from self._table(child)
                case "p":
                    yield from self._paragraph(child)

    def _paragraph(self, item: Any) -> Iterator[Control | _Text]:
        controls = [child for child in children(item) if child.tag == f"{MAIN}sdt"]
        if not controls:
            yield self._text(item)
            return
        # Some programs move a control into its paragraph.
        for child in controls:
            yield self.reader.control(child)
            child.getparent().remove(child)
        yield self._text(item)

    def _text(self, item: Any) -> _Text:
        return _Text(self.reader.paragraph_text(item), self.reader.paragraph_markdown(item))

    def _table(self, item: Any) -> Iterator[Control | _Text]:
        """Yield what stands in a table. A row without tags that a person added takes its columns from the others."""
        rows = [self._row(row) for row in children(item) if row.tag == f"{MAIN}tr"]
        columns: dict[range, set[tuple[str, str]]] = {}
        for row in rows:
            for position, (controls, _texts, _cell) in row:
                for control in controls:
                    table, number, column = (*control.tag.split("/"), "", "")[:3]
                    if number.isdecimal() and column:
                        columns.setdefault(position, set()).add((table, column))
        for row in rows:
            tags = [control.tag.split("/") for _position, (controls, _texts, _cell) in row for control in controls]
            numbers = {steps[1] for steps in tags if len(steps) == 3}
            number = next(iter(numbers)) if len(numbers) == 1 else ""
            if not tags:
                self._new_rows += 1
                number = f"+{self._new_rows}"
            for position, (controls, texts, cell) in row:
                # A cell that a person merged belongs to no column: nothing is guessed.
                place = columns.get(position, set())
                if controls or len(place) != 1 or not number or cell is None:
                    yield from controls
                    yield from texts
                elif plain := self.reader.plain(cell):
                    table, column = next(iter(place))
                    yield Control(f"{table}/{number}/{column}", self.reader.markdown(cell), plain, False)

    def _row(self, row: Any) -> list[tuple[range, tuple[list[Control], list[_Text], Any]]]:
        """The cells of a row with the columns that each of them covers."""
        cells: list[tuple[range, tuple[list[Control], list[_Text], Any]]] = []
        start = 0
        for cell in children(row):
            position = range(start, start + _number_of_columns(cell))
            cells.append((position, self._cell(cell)))
            start = position.stop
        return cells

    def _cell(self, cell: Any) -> tuple[list[Control], list[_Text], Any]:
        """The answers in a cell, its other texts, and the cell; None for it in a row of heads."""
        if cell.tag == f"{MAIN}sdt":
            return [self.reader.control(cell)], [], cell
        items = list(self._items(cell))
        above = cell.getparent()
        while above.tag != f"{MAIN}tr":
            above = above.getparent()
        is_head = above.find(f"{MAIN}trPr/{MAIN}tblHeader") is not None
        return (
            [item for item in items if isinstance(item, Control)],
            [item for item in items if isinstance(item, _Text)],
            None if is_head else cell,
        )


def _number_of_columns(cell: Any) -> int:
    inner = cell.find(f"{MAIN}sdtContent/{MAIN}tc") if cell.tag == f"{MAIN}sdt" else cell
    span = inner.find(f"{MAIN}tcPr/{MAIN}gridSpan") if inner is not None else None
    text = span.get(f"{MAIN}val") or "" if span is not None else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1


def count_signs(body: Any) -> int:
    """The number of visible signs in a part, counted in another way than they are read."""
    if body is None:
        return 0
    texts = (
        item
        for item in body.iter(*_SIGNS, _FORMULA)
        if not any(above.tag in LEFT_OUT for above in item.iterancestors())
    )
    return sum(map(_signs_of_part, texts))


def _signs_of_part(item: Any) -> int:
    if item.tag == _FORMULA:
        return _signs(math_text(item))
    return _signs(item.text or "") if item.tag == f"{MAIN}t" else 1


def _signs(text: str) -> int:
    return len("".join(text.split()))
