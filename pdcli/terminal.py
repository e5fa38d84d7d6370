"""The one filter before every terminal: what files, names and git hold gives a terminal no orders.

Escape sequences, the control signs of C0 and C1, DEL, NUL and signs that turn the direction of text become U+FFFD.
The styles of pd itself are written with a sign that nobody else can know, and become escape sequences last.
"""

import os
import re
from collections.abc import Iterable
from typing import Any

# Line ends and tabs are text; a carriage return alone would write over what stands in the line.
_ORDERS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)"
# Signs that turn the direction of text, and have no width of their own.
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Stands for ESC in pd's own text.
ESCAPE = f"\ue000{os.urandom(12).hex()}\ue001"


def plain(text: str) -> str:
    """A text without anything that a terminal would obey."""
    return text if _is_printable(text) else re.sub(_ORDERS, "\ufffd", text)


def one_line(text: str) -> str:
    """A text that stays on one line, with a sign in place of every break: a name that has one would begin a line that
    pd has not written.
    """
    return text if text.isprintable() else "\ufffd".join(text.splitlines())


def visible(text: str) -> str:
    """A text without signs that break a line, turn its direction or steer the terminal."""
    if text.isprintable():
        return text
    import unicodedata

    return "".join(char if char.isprintable() or unicodedata.category(char) == "Zs" else "\ufffd" for char in text)


def plain_json(text: str) -> str:
    """The same for JSON: each of these signs is written as an escape, so that a program reads what there is."""
    return text if _is_printable(text) else re.sub(_ORDERS, lambda found: f"\\u{ord(found[0]):04x}", text)


def _is_printable(text: str) -> bool:
    """A quick look, which suffices for most texts: none of these signs is printable."""
    return text.replace("\n", " ").isprintable()


def own_styles(text: str) -> str:
    """A text whose escape sequences are all pd's own, as it may be written to the filter."""
    return text.replace("\x1b", ESCAPE)


class Filter:
    """A stream for people: everything else than writing is that of the stream behind it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text without orders, with the styles of pd."""
        shown = plain(text)
        self._stream.write(shown.replace(ESCAPE, "\x1b") if ESCAPE in shown else shown)
        return len(text)

    def write_exact(self, text: str) -> int:
        """Write a text that is for another program, byte for byte where one reads it; a terminal gets no orders."""
        return self.write(text) if self._stream.isatty() else self._stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
