"""Text in drawings, which break no lines themselves.

Letters are measured by conservative widths, because nobody knows the reader's fonts.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pdcli.i18n.spaces import breakable_parts

# The height of a letter, in pixels.
SIZE = 12
_NARROW = frozenset(" .,:;!'’|()[]/-ilIjtfrіїІЇ“”«»·")
_WIDE = frozenset("шщжюмфыъдШЩЖЮМФЫЪДmwMWQO@%—→…")


def wrapped(text: str, width: float, limit: int) -> list[str]:
    """A text in lines that are not wider than `width` pixels; the last of `limit` lines says that there is more."""
    lines: list[str] = []
    line, line_width = "", 0.0
    for word in _pieces(text, width):
        wide = text_width(word)
        if line and line_width + text_width(" ") + wide > width:
            lines.append(line)
            if len(lines) == limit:
                lines[-1] = f"{_cut(line, width - text_width('…'))}…"
                return lines
            line, line_width = word, wide
        else:
            line, line_width = (f"{line} {word}", line_width + text_width(" ") + wide) if line else (word, wide)
    return [*lines, line] if line else lines


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """How wide a text is at most, in pixels."""
    return sum(_em(char) for char in text) * SIZE


@lru_cache(maxsize=1024)
def _em(char: str) -> float:
    if char in _NARROW:
        return 0.38
    if char in _WIDE:
        return 0.95
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.1
    return 0.74 if char.isupper() else 0.6


def _pieces(text: str, width: float) -> Iterator[str]:
    """The words of a text; one that is wider than a line comes in parts."""
    for word in breakable_parts(text):
        while word:
            part = _cut(word, width)
            yield part
            word = word[len(part) :]


@lru_cache(maxsize=4096)
def _cut(text: str, width: float) -> str:
    line_width = 0.0
    for number, char in enumerate(text):
        line_width += _em(char) * SIZE
        if line_width > width:
            return text[: max(number, 1)]
    return text
