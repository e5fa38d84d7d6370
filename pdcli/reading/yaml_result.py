"""The result of reading YAML: data, positions of keys and values, and problems."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from pdcli.i18n.messages import NO_MESSAGE, Message


class YamlProblem(NamedTuple):
    """A problem between two offsets of the text; `related` are (start, end, message) of other ranges.

    `fix` are (start, end, replacement) edits, if there is only one possible meaning.
    """

    code: str
    start: int
    end: int
    message: Message
    hint: Message = NO_MESSAGE
    related: tuple[tuple[int, int, Message], ...] = ()
    fix: tuple[tuple[int, int, str], ...] = ()


class Node:
    """The ranges of a value and its key as offsets in code points; key_start is -1 without a key."""

    __slots__ = ("children", "end", "key_end", "key_start", "start", "style")

    def __init__(self, start: int, end: int, style: str, key_start: int = -1, key_end: int = -1) -> None:
        self.start = start
        self.end = end
        self.style = style
        self.key_start = key_start
        self.key_end = key_end
        self.children: dict[str | int, Node] = _NO_CHILDREN


_NO_CHILDREN: dict[str | int, Node] = {}


class YamlPlaces(NamedTuple):
    """The root node with its children, and the ranges of comments beside values."""

    root: Node | None = None
    comments: Sequence[tuple[int, int]] = ()


class YamlResult:
    """The data, the problems, and the places; without a root if nothing could be read."""

    def __init__(self, data: Any, problems: list[YamlProblem], places: Callable[[], YamlPlaces] = YamlPlaces) -> None:
        self.data = data
        self.problems = problems
        self._compute_places = places

    @cached_property
    def places(self) -> YamlPlaces:
        """The places, computed on first access."""
        return self._compute_places()

    @property
    def root(self) -> Node | None:
        """The root node."""
        return self.places.root
