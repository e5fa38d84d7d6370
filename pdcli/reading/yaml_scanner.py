"""The position of the YAML parser in a text: comments, lines, indents, nodes."""

import re
from collections.abc import Sequence
from typing import Any

from pdcli.reading import yaml_structure_slips as structure_slips
from pdcli.reading.yaml_result import Node, YamlProblem
from pdcli.reading.yaml_slip import indent_of

MAX_NODES = 200_000
# Blank lines and comments, up to the next sign that is neither.
SKIP = re.compile(r"(?:[ \t]*+(?:(?<!\S)#[^\n]*+)?+\n)*+[ \t]*+(?:(?<!\S)#[^\n]*+)?+")
MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t\n]|\Z)")
# Where text without quotes stops on its line.
STOP = re.compile(r":(?=[ \t\n]|\Z)|(?<![ \t])[ \t]++(?:#|(?=\n|\Z))|\n|\Z")


class Scanner:
    """The position and results of a parser in a text with line feeds only.

    `offsets` maps each character to its offset in the file.
    """

    def __init__(self, text: str, offsets: Sequence[int]) -> None:
        self.text = text
        self.problems: list[YamlProblem] = []
        self.comments: list[tuple[int, int]] = []
        """The ranges of comments after other text on their line."""
        self._offsets = offsets
        self._at = 0
        self._line = 0
        # Whether `_at` is at the first text of its line, and the indent of the line; -1 at the end.
        self._fresh = False
        self._indent = 0
        # The columns of what is open, and of what the last line has closed.
        self._columns: list[tuple[int, str]] = []
        self._closed: list[tuple[int, str]] = []
        self._depth = 0
        self._nodes = 0
        self._aliases = 0
        self._anchors: dict[str, tuple[Any, Node, int]] = {}
        self._unused: dict[str, tuple[int, int]] = {}
        # The group whose last key was there already.
        self._repeated: Node | None = None
        # Where the last value in brackets begins.
        self._last = 0

    def _next(self) -> None:
        """Go on to the next sign that is neither space nor comment."""
        if self._fresh:
            return
        text, start = self.text, self._at
        end = match_end(SKIP, text, start)
        newline = text.rfind("\n", start, end)
        if "#" in text[start:end] and (first := STOP.match(text, start)) and text[first.end() - 1] == "#":
            stop = text.find("\n", start, end)
            self.comments.append((self._offsets[first.end() - 1], self._offsets[stop if stop >= 0 else end]))
        self._at = end
        if newline >= 0 or end == len(text):
            self._begin_line(newline + 1 if newline >= 0 else self._line)

    def _begin_line(self, line: int) -> None:
        text, end = self.text, self._at
        self._fresh, self._line = True, line
        if end == len(text) or (end == line and MARKER.match(text, line)):
            self._indent = -1
            return
        self._indent = indent_of(text, line)

    @property
    def _has_tab(self) -> bool:
        """Whether the line of a first sign is indented with something else than spaces."""
        return self._fresh and self._indent >= 0 and self._at - self._line != self._indent

    def _new(self, start: int, end: int, style: str) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise structure_slips.too_many(start)
        return Node(self._offsets[start], self._offsets[end], style)


def match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what the pattern allows ends; it may be nothing."""
    match = pattern.match(text, at)
    return match.end() if match else at
