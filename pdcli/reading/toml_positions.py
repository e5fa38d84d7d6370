"""Positions of keys and values in a TOML text, which tomllib does not give. Used only for diagnostics."""

import re
import tomllib
from typing import NamedTuple

from pdcli.diagnostics import Span
from pdcli.reading.source import LineIndex

Keys = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_LINE_REST = re.compile(r"[^\n]*")
_PART = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_OTHER = re.compile(r"[^,\]}\n#]*")


class TomlPlace(NamedTuple):
    """The spans of a key and of its value (its first line). For an item of a list and a table both are equal."""

    key: Span
    value: Span


def toml_places(text: str) -> dict[Keys, TomlPlace]:
    """Path -> place of every key and item of a list, in a valid TOML text."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines = LineIndex(text)
        self._places: dict[Keys, TomlPlace] = {}

    def read(self) -> dict[Keys, TomlPlace]:
        table: Keys = ()
        while self._next() < len(self._text):
            if self._text[self._at] == "[":
                self._at += 2 if self._text.startswith("[[", self._at) else 1
                table = self._keys(())
            else:
                self._pair(table)
            self._skip(_LINE_REST)
        return self._places

    def _pair(self, above: Keys) -> None:
        keys = self._keys(above)
        self._skip(_BLANK)
        self._at += 1  # the sign =
        self._skip(_BLANK)
        start = self._at
        key = self._places[keys].key
        self._value(keys)
        self._places[keys] = TomlPlace(key, self._span(start, self._at))

    def _keys(self, above: Keys) -> Keys:
        """The parts of a key, each with its place."""
        while True:
            self._skip(_BLANK)
            start = self._at
            part = self._skip(_PART)
            above = (*above, tomllib.loads(f"key = {part}")["key"] if part[0] in "\"'" else part)
            span = self._span(start, self._at)
            self._places.setdefault(above, TomlPlace(span, span))
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return above
            self._at += 1

    def _value(self, keys: Keys) -> None:
        first = self._text[self._at : self._at + 1]
        if first == "[":
            self._at += 1
            number = 0
            while self._next_is_not("]"):
                start = self._at
                self._value((*keys, number))
                span = self._span(start, self._at)
                self._places[*keys, number] = TomlPlace(span, span)
                number += 1
        elif first == "{":
            self._at += 1
            while self._next_is_not("}"):
                self._pair(keys)
        elif first in ('"', "'"):
            self._skip(_TEXT)
        else:
            match = self._skip(_OTHER)
            self._at -= len(match) - len(match.rstrip())

    def _next_is_not(self, end: str) -> bool:
        """Go to the next item; at the end go behind it."""
        while self._next() < len(self._text) and self._text[self._at] == ",":
            self._at += 1
        if self._at < len(self._text) and self._text[self._at] != end:
            return True
        self._at += 1
        return False

    def _next(self) -> int:
        self._skip(_SPACE)
        return self._at

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at + 1
        return match[0] if match else ""

    def _span(self, start: int, end: int) -> Span:
        stop = self._text.find("\n", start, end)
        piece = self._text[start : stop if stop >= 0 else end].rstrip("\r")
        return Span(*self._lines.position(start), *self._lines.position(start + len(piece)))
