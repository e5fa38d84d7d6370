"""The filter in front of every terminal, so that texts of files, names and git cannot control it.

Escape sequences, control characters of C0 and C1, DEL, NUL and characters that change the direction of text become
U+FFFD. The styles of pd are written with a random marker, which becomes an escape sequence last.
"""

import os
import re
from collections.abc import Iterable
from typing import Any

# Line ends and tabs are text; a carriage return alone would overwrite the line.
_CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)"
# Characters that change the direction of text and have no width.
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# The marker for ESC in the styles of pd.
ESCAPE = f"\ue000{os.urandom(12).hex()}\ue001"


def plain(text: str) -> str:
    """A text with U+FFFD for every character that controls a terminal."""
    return text if _is_printable(text) else re.sub(_CONTROLS, "\ufffd", text)


def one_line(text: str) -> str:
    """A text with U+FFFD for every line break, such as one in a file name."""
    return text if text.isprintable() else "\ufffd".join(text.splitlines())


def visible(text: str) -> str:
    """A text with U+FFFD for every character that is not printable, such as line breaks and controls."""
    if text.isprintable():
        return text
    import unicodedata

    return "".join(char if char.isprintable() or unicodedata.category(char) == "Zs" else "\ufffd" for char in text)


def plain_json(text: str) -> str:
    """A JSON text with an escape for every character that controls a terminal, so that its data stays the same."""
    return text if _is_printable(text) else re.sub(_CONTROLS, lambda match: f"\\u{ord(match[0]):04x}", text)


def _is_printable(text: str) -> bool:
    """Whether a text certainly has no control characters; a quick test for most texts."""
    return text.replace("\n", " ").isprintable()


def own_styles(text: str) -> str:
    """A text of pd whose escape sequences pass the filter."""
    return text.replace("\x1b", ESCAPE)


class Filter:
    """A stream with the filter; other attributes are those of the stream behind it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text without controls, with the styles of pd; its length."""
        filtered = plain(text)
        self._stream.write(filtered.replace(ESCAPE, "\x1b") if ESCAPE in filtered else filtered)
        return len(text)

    def write_exact(self, text: str) -> int:
        """Write a text for another program as it is; to a terminal without controls."""
        return self.write(text) if self._stream.isatty() else self._stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
