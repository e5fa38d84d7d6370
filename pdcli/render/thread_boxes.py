"""Boxes in columns and the lines between them: what the drawings of golden threads are made of."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import escape

from pdcli.render.lines import SIZE, wrapped
from pdcli.render.thread_view import Mark

# All sizes in pixels.
WIDTH, GUTTER, MARGIN, PADDING = 146, 22, 8, 8
LINE, HEAD, GAP, LANE_GAP = 15, 34, 8, 18
ANCHOR = 17
MAX_LINES = 8


class Line(NamedTuple):
    """One line in a box, and its class in the style sheet."""

    text: str
    look: str = "text"


class Box(NamedTuple):
    """A node, or an issue in the place of one; `whole` is its text uncut."""

    column: int
    lines: tuple[Line, ...]
    whole: str
    mark: Mark = ""

    @property
    def height(self) -> int:
        """As high as its lines need."""
        return 2 * PADDING + LINE * len(self.lines)


class Placed(NamedTuple):
    """A box where it is drawn: its left upper corner."""

    box: Box
    x: int
    y: int

    @property
    def bottom(self) -> int:
        """Where the next box of the column may begin."""
        return self.y + self.box.height + GAP


def left_of(column: int) -> int:
    """The left side of a column."""
    return MARGIN + column * (WIDTH + GUTTER)


def start_of(item: Placed) -> tuple[float, float]:
    """Where lines to a box end."""
    return item.x, item.y + ANCHOR


def end_of(item: Placed) -> tuple[float, float]:
    """Where lines from a box begin."""
    return item.x + WIDTH, item.y + ANCHOR


def curve(x1: float, y1: float, x2: float, y2: float, *ends: Placed) -> str:
    """A line between two points as SVG; dashed where one of its ends is a break or open."""
    look = ' class="gap"' if any(item.box.mark for item in ends) else ""
    middle = (x1 + x2) / 2
    return f'<path{look} d="M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"/>'


def text_lines(text: str, look: str, limit: int) -> tuple[Line, ...]:
    """A text in the lines of a box, cut after `limit` of them."""
    # Bold letters are wider.
    width = (WIDTH - 2 * PADDING) * (0.92 if look in ("head", "flaw") else 1)
    return tuple(Line(line, look) for line in wrapped(text, width, limit))


def drawn(item: Placed) -> str:
    """A box as SVG."""
    box, x, y = item
    look = f' class="{box.mark}"' if box.mark else ""
    left, top = x + PADDING, y + PADDING + SIZE
    texts = "".join(
        f'<text class="{line.look}" x="{left}" y="{top + number * LINE}">{escape(line.text)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f"<g{look}><title>{escape(box.whole)}</title>"
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{box.height}" rx="7"/>{texts}</g>'
    )


def column_heads(names: Sequence[str]) -> str:
    """The heads of the columns as SVG."""
    return "".join(
        f'<text class="column" x="{left_of(number)}" y="{MARGIN + SIZE}">{escape(name)}</text>'
        for number, name in enumerate(names)
    )
