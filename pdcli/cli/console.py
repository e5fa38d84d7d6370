"""Where text goes: results to stdout, the rest to stderr, both through one filter; colours only where they help."""

import os
import shutil
import sys
import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

from pdcli.i18n import gettext as _
from pdcli.terminal import ESCAPE, Filter, one_line, own_styles, plain, plain_json

if TYPE_CHECKING:
    from rich.console import Console

_color = "auto"
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def prepare(color: str) -> None:
    """Decide on colours, open streams that are closed, put the filter before both outputs, and make sure that Kazakh
    letters can be written even into a pipe of an old system.
    """
    global _color
    _color = color
    # A program that is started without a terminal may have closed them.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open as long as pd runs
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name of a file need not be valid text.
            stream.reconfigure(encoding="utf-8", errors="replace")
    # A traceback that Python itself prints goes through it too.
    if not isinstance(sys.stdout, Filter):
        sys.stdout = cast("TextIO", Filter(sys.stdout))
    if not isinstance(sys.stderr, Filter):
        sys.stderr = cast("TextIO", Filter(sys.stderr))


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open as long as pd runs


def has_color(stream: TextIO) -> bool:
    """Whether this stream is shown in colours."""
    if _color != "auto":
        return _color == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def out(text: str = "") -> None:
    """Print a line of a result; names in it cannot control the terminal."""
    sys.stdout.write(one_line(text) + "\n")


def out_page(text: str, suffix: str) -> None:
    """A file that is written to the terminal instead."""
    sys.stdout.write(plain_json(text) if suffix == "json" else text)


def out_exact(text: str) -> None:
    """A result for another program, such as `git apply`."""
    if isinstance(sys.stdout, Filter):
        sys.stdout.write_exact(text)
    else:
        sys.stdout.write(text)


def out_styled(text: str) -> None:
    """A result whose escape sequences are all pd's own."""
    sys.stdout.write(own_styles(text))


def width() -> int:
    """How wide text may be: the terminal, but not wider than can be read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def full_width() -> int:
    """How wide the terminal is, also where only input or errors go to it."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return int(columns)
    for stream in (0, 1, 2):
        with suppress(OSError):
            return os.get_terminal_size(stream).columns or 80
    return 80


def wrapped(head: str, text: str, style: str = "") -> None:
    """Print a result wrapped at the width of the terminal; later lines are indented by the width of `head`."""
    later = " " * len(head)
    filled = textwrap.fill(text, width(), initial_indent=head, subsequent_indent=later, break_on_hyphens=False)
    sys.stdout.write((styled(filled, style, sys.stdout) if style else filled) + "\n")


def err(text: str = "") -> None:
    """A line of everything that is not a result."""
    err_lines(one_line(text))


def err_lines(text: str) -> None:
    """A text of several lines that is not a result."""
    sys.stdout.flush()  # so that both keep their order where they are shown together
    sys.stderr.write(text + "\n")


def warn(text: str) -> None:
    """What may be wrong, though the command goes on."""
    err(styled(_("Warning:"), "yellow") + " " + text)


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """The text in the styles bold, dim, red, green, yellow, cyan or several of them, where the stream shows colours."""
    if not has_color(stream or sys.stderr):
        return text
    codes = ";".join(_CODES[name] for name in dict.fromkeys(style.split()))
    return f"{ESCAPE}[{codes}m{plain(text)}{ESCAPE}[0m"


def rich_console(width: int | None = None) -> "Console":
    """A console for tables on stdout."""
    from pdcli.cli.rich_console import open_console

    return open_console(width, has_color(sys.stdout))
