"""Tables in the terminal: the text in them is filtered before the library adds its styles."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, cast

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from pdcli.cli.table import Cell, Column, Row
from pdcli.terminal import one_line, own_styles, plain

# Signs that join emoji to one: the library fails where it has to break a text between two of them.
_JOINERS = dict.fromkeys((0x200D, 0xFE0F))


def breakable(text: str) -> str:
    """A text that the library can break anywhere."""
    return text.translate(_JOINERS)


def open_console(width: int | None, colored: bool) -> Console:
    """A console on stdout."""
    console = Console(
        file=cast("IO[str]", _Stdout()),
        width=width,
        force_terminal=colored,
        no_color=not colored,
        highlight=False,
        emoji=False,
        # What a person types in brackets is no markup.
        markup=False,
    )
    console.push_render_hook(_Hook())
    return console


class _Stdout:
    """Stdout for the library, whose escape sequences are the only ones that come here."""

    def write(self, text: str) -> int:
        return sys.stdout.write(own_styles(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stdout, name)


class _Hook(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Plain(_on_one_line(item)) for item in renderables]


def _on_one_line(item: ConsoleRenderable) -> ConsoleRenderable:
    """A text and the title of a table stay on one line: elsewhere a line has its column."""
    if isinstance(item, Text):
        return _unbroken(item)
    if isinstance(item, Table) and isinstance(item.title, Text):
        item.title = _unbroken(item.title)
    return item


def _unbroken(text: Text) -> Text:
    return Text(breakable(one_line(text.plain)), text.style)


class _Plain:
    """A renderable with a text that gives no orders."""

    def __init__(self, inner: ConsoleRenderable) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._segments(console, options)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._inner)

    def _segments(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self._inner, options):
            yield segment if segment.control else Segment(plain(segment.text), segment.style)


def wrapped(label: Iterable[tuple[str, str]], width: int) -> Iterator[list[tuple[str, str]]]:
    """Yield the lines of a label, given in pieces of text and style: for tabs, wide and combining characters."""
    console = open_console(width, colored=False)
    for line in console.render_lines(
        Text.assemble(*((breakable(text), style) for text, style in label)),
        console.options.update(width=width),
        pad=False,
    ):
        filtered = [Segment(plain(segment.text), segment.style) for segment in line]
        cropped = Segment.adjust_line_length(filtered, width, pad=False)
        yield [(segment.text, str(segment.style) if segment.style else "") for segment in cropped]


def print_rich_table(columns: Sequence[Column], rows: Iterable[Row], width: int, colored: bool) -> None:
    """A table on stdout, at most so wide: where texts have wide or combining characters, or there is no room."""
    table = Table(show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(Text(column.head), justify="right" if column.right else "left", no_wrap=column.unbroken)
    for row in rows:
        if row:
            table.add_row(*map(_cell_text, row))
        else:
            table.add_section()
    open_console(width, colored).print(table)


def _cell_text(cell: Cell) -> Text:
    text = Text(breakable(cell.text), cell.style)
    return text.append(f"\n{breakable(cell.more)}", "dim") if cell.more else text
