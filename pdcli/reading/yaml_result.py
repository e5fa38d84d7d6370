"""What reading YAML gives: the data, where every key and value stands, and what is wrong."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from pdcli.diagnostics import NO_MESSAGE, Message


class YamlProblem(NamedTuple):
    """What is wrong, between two offsets of the text; `related` are other offsets with their explanation.

    `fix` are pieces of the text, as offsets, and what stands there instead, where that has one meaning.
    """

    code: str
    start: int
    end: int
    message: Message
    hint: Message = NO_MESSAGE
    related: tuple[tuple[int, int, Message], ...] = ()
    fix: tuple[tuple[int, int, str], ...] = ()


class Node:
    """Where a value and its key stand (offsets in code points; key_start is -1 where there is no key)."""

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
    """The place of the whole, with those of its parts as children, and where comments stand beside something."""

    root: Node | None = None
    comments: Sequence[tuple[int, int]] = ()


class YamlResult:
    """The data, what is wrong, and its places: no root where nothing could be read."""

    def __init__(self, data: Any, problems: list[YamlProblem], places: Callable[[], YamlPlaces] = YamlPlaces) -> None:
        self.data = data
        self.problems = problems
        self._work_out = places

    @cached_property
    def places(self) -> YamlPlaces:
        """Where everything stands; worked out when it is first asked for."""
        return self._work_out()

    @property
    def root(self) -> Node | None:
        """The place of the whole; those of its parts are its children."""
        return self.places.root
