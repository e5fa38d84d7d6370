"""Trees in the terminal, wrapped at its width. Rich prints the same, but loading it takes as long as most commands."""

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pdcli.cli import console
from pdcli.terminal import one_line

# A text and its style.
Piece = tuple[str, str]
_WORD = re.compile(r"\s*\S+\s*")
# Characters of one column, of which most texts are made: Latin, Cyrillic, punctuation, signs.
NARROW = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x300), *range(0x400, 0x483), *range(0x48A, 0x530)))
) | frozenset("–—‑‘’‚“”„…‹›•·№→←×\ufffd\n")  # fmt: skip
# Control characters that Rich leaves out.
_LEFT_OUT = dict.fromkeys((0x07, 0x08, 0x0B, 0x0C, 0x0D))


class Tree(NamedTuple):
    """A label, which may have several lines, and what hangs below it."""

    label: Sequence[Piece]
    branches: "list[Tree]"

    def add(self, *label: Piece) -> "Tree":
        """Hang a branch below; it."""
        branch = Tree(label, [])
        self.branches.append(branch)
        return branch


def print_tree(text: str, style: str = "", branches: Sequence[Tree] = ()) -> None:
    """A tree on stdout; its root is a text of one line."""
    root = Tree([(one_line(text.translate(_LEFT_OUT)), style)], list(branches))
    sys.stdout.write("".join(_drawn(root, "", "", console.full_width())))


def _drawn(tree: Tree, first: str, later: str, width: int) -> Iterator[str]:
    """Yield the lines of a tree; the first begins with one guide, those below with another."""
    for number, line in enumerate(_wrapped(tree.label, width - len(first))):
        pieces = (console.styled(text, style, sys.stdout) if style else text for text, style in line)
        yield "".join((later if number else first, *pieces, "\n"))
    for number, branch in enumerate(tree.branches, 1):
        is_last = number == len(tree.branches)
        yield from _drawn(
            branch, later + ("└── " if is_last else "├── "), later + ("    " if is_last else "│   "), width
        )


def _wrapped(label: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    """Yield the lines of a label; none where there is no room for any."""
    text = "".join(text for text, _style in label)
    if not NARROW.issuperset(text):
        from pdcli.cli.rich_console import wrapped

        yield from wrapped(label, width)
    elif width > 0:
        start = 0
        for line in text.split("\n"):
            for at, end in pairwise([0, *breaks(line, width), len(line)]):
                yield list(part(label, start + at, min(start + end, start + at + width)))
            start += len(line) + 1


def breaks(line: str, width: int, fold: bool = True) -> Iterator[int]:
    """Yield where a line is broken: before words that do not fit, and with `fold` inside of those that never do."""
    if len(line) <= width:
        return
    column = 0
    for match in _WORD.finditer(line):
        word, start = match[0], match.start()
        length = len(word.rstrip())
        if length <= width - column:
            column += len(word)
        elif length > width and fold:
            yield from (at for at in range(start, match.end(), width) if at)
            column = (len(word) - 1) % width + 1
        else:
            yield from (start,) if start else ()
            column = len(word)


def part(label: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of a label between two places."""
    offset = 0
    for text, style in label:
        part = text[max(start - offset, 0) : max(end - offset, 0)]
        if part:
            yield part, style
        offset += len(text)
