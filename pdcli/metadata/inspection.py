"""Results of an inspection, and detection of formats by the first bytes of a file."""

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

HiddenKind = Literal["place", "author", "device", "editor", "comments", "changes", "sheets", "files"]
"""Kinds of metadata: place, author, device, last editor; comments, tracked changes, hidden sheets and attached files
have their number as the value."""
HIDDEN_KINDS: tuple[HiddenKind, ...] = get_args(HiddenKind)
Problem = Literal["broken", "encrypted", "large", "slow", "format", "signed", "archive"]
"""Why a file cannot be inspected or cleaned: `format` is an unsupported format, `signed` a signature that cleaning
would break."""
PROBLEMS: tuple[Problem, ...] = get_args(Problem)
# Values are shown in one line.
_MAX_VALUE_LENGTH = 100


class HiddenItem(NamedTuple):
    """One item of metadata."""

    kind: HiddenKind
    value: str


class Inspection(NamedTuple):
    """The metadata of a file in the order of HIDDEN_KINDS, and the problem of the inspection (None: none)."""

    hidden: tuple[HiddenItem, ...] = ()
    problem: Problem | None = None


class InspectionError(Exception):
    """A file cannot be inspected or cleaned."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Format(NamedTuple):
    """A format: the function that inspects it, and the one that returns a cleaned file (None: not supported).

    Both take bytes and raise InspectionError, or any exception for a broken file.
    """

    inspect: Callable[[bytes], list[HiddenItem]]
    clean: Callable[[bytes], bytes] | None


def normalised(items: list[HiddenItem]) -> tuple[HiddenItem, ...]:
    """The items without duplicates, sorted by kind, each value as one short line."""
    lines = [
        HiddenItem(item.kind, " ".join(item.value.replace("\0", " ").split())[:_MAX_VALUE_LENGTH]) for item in items
    ]
    return tuple(sorted(dict.fromkeys(lines), key=lambda item: HIDDEN_KINDS.index(item.kind)))


def detect_format(head: bytes) -> str | None:
    """The format by the first sixteen bytes of a file; None for formats without metadata, such as text."""
    for start, name in _SIGNATURES:
        if head.startswith(start):
            return name if name != "riff" else "webp" if head[8:12] == b"WEBP" else None
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in _HEIF else "video"
    return None


_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"RIFF", "riff"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
    (b"GIF8", "gif"), (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "ole"),
)  # fmt: skip
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
