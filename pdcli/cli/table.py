"""Tables in the terminal, as wide as their texts or the terminal. Rich prints the same, but it takes long to load."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pdcli.cli import console
from pdcli.cli.tree import NARROW, Piece, breaks, part


class Column(NamedTuple):
    """A column with its head. Numbers are right-aligned; what may not be broken is `unbroken`."""

    head: str
    right: bool = False
    unbroken: bool = False


class Cell(NamedTuple):
    """A text in a style, and `more` dim lines below it."""

    text: str
    style: str = ""
    more: str = ""

    @property
    def label(self) -> list[Piece]:
        """The pieces of the cell."""
        below = [(f"\n{self.more}", f"dim {self.style}")] if self.more else []
        return [(self.text, self.style), *below]

    @property
    def lines(self) -> list[str]:
        """The lines of the cell before they are wrapped."""
        return "".join(text for text, _style in self.label).split("\n")


# None is a rule.
Row = Sequence[Cell] | None


def print_table(columns: Sequence[Column], rows: Sequence[Row], width: int) -> None:
    """A table on stdout, at most so wide."""
    widths = _column_widths(columns, rows, width)
    cells = [Cell(column.head) for column in columns] + [cell for row in rows for cell in row or ()]
    if min(widths) > 0 and all(NARROW.issuperset(line) for cell in cells for line in cell.lines):
        sys.stdout.write("\n".join([*_drawn(columns, rows, widths), ""]))
    else:
        from pdcli.cli.rich_console import print_rich_table

        print_rich_table(columns, rows, width, console.has_color(sys.stdout))


def _column_widths(columns: Sequence[Column], rows: Sequence[Row], width: int) -> list[int]:
    """How wide the texts of each column are, less what is too much; at first the widest columns give."""
    # Texts have a space on both sides, but none at the edges of the table.
    spaces = [1, *[2] * (len(columns) - 2), 1]
    room = width - len(columns) + 1
    cells = [[Cell(column.head), *(row[at] for row in rows if row)] for at, column in enumerate(columns)]
    longest = [max(len(line) for cell in column for line in cell.lines) for column in cells]
    natural = [min(length + space, room) for length, space in zip(longest, spaces, strict=True)]
    widths = natural
    while (excess := sum(widths) - room) > 0:
        breakable = [0 if column.unbroken else width for column, width in zip(columns, widths, strict=True)]
        widest, second = (*sorted(set(breakable), reverse=True), 0)[:2]
        if widest == second:
            break
        most = [widest - second if width == widest else 0 for width in breakable]
        widths = _reduced(widths, excess, most)
    if excess > 0:
        widths = _reduced(widths, excess, widths)
    return [min(pair) - space for *pair, space in zip(natural, widths, spaces, strict=True)]


def _reduced(widths: Sequence[int], excess: int, most: Sequence[int]) -> list[int]:
    """The widths less the excess, which is shared by those that may give something, each at most so much."""
    givers = sum(map(bool, most))
    reduced = []
    for width, limit in zip(widths, most, strict=True):
        share = min(limit, round(excess / givers)) if limit else 0
        givers -= bool(limit)
        excess -= share
        reduced.append(width - share)
    return reduced


def _drawn(columns: Sequence[Column], rows: Sequence[Row], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a table. Heads stand at the bottom of their row."""
    heads = [Cell(column.head, "bold") for column in columns]
    blocks = [[*_wrapped(*parts)] for parts in zip(heads, columns, widths, strict=True)]
    height = max(map(len, blocks))
    yield from _side_by_side([[[]] * (height - len(block)) + block for block in blocks], widths, "┃", "bold")
    yield _rule(widths, "━", "╇")
    for row in rows:
        if row:
            blocks = [[*_wrapped(*parts)] for parts in zip(row, columns, widths, strict=True)]
            height = max(map(len, blocks))
            yield from _side_by_side([block + [[]] * (height - len(block)) for block in blocks], widths, "│", "")
        else:
            yield _rule(widths, "─", "┼")


def _rule(widths: Sequence[int], line: str, cross: str) -> str:
    return f"{line}{cross}{line}".join(line * width for width in widths)


def _side_by_side(
    blocks: Sequence[Sequence[list[Piece]]], widths: Sequence[int], divider: str, style: str
) -> Iterator[str]:
    """Yield the lines of a row; an empty line of a cell is filled with spaces."""
    last = len(blocks) - 1
    for line in zip(*blocks, strict=True):
        cells = []
        for at, (pieces, width) in enumerate(zip(line, widths, strict=True)):
            left, right = " " * (at > 0), " " * (at < last)
            filled = [(left, style), *pieces, (right, style)] if pieces else [(left + " " * width + right, style)]
            styled = (console.styled(text, style, sys.stdout) if text and style else text for text, style in filled)
            cells.append("".join(styled))
        yield divider.join(cells)


def _wrapped(cell: Cell, column: Column, width: int) -> Iterator[list[Piece]]:
    """Yield the lines of a cell, each as wide as the column; words that are wider end in an ellipsis."""
    start = 0
    for line in cell.lines:
        places = () if column.unbroken else breaks(line, width, fold=False)
        for at, end in pairwise([0, *places, len(line)]):
            text = line[at:end]
            if column.right:
                text = text.rstrip()
            elif not column.unbroken:
                text = text[: max(width, len(text.rstrip()))]
            pieces = [*part(cell.label, start + at, start + at + min(len(text), width))]
            if len(text) > width:
                *pieces, (last, style) = pieces
                pieces.append((last[:-1] + "…", style))
            space = (" " * (width - len(text)), cell.style)
            pieces = [space, *pieces] if column.right else [*pieces, space]
            groups = groupby(pieces, lambda piece: piece[1])
            yield [("".join(text for text, _style in group), style) for style, group in groups]
        start += len(line) + 1
