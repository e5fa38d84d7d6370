"""What a file was found to tell, and how its format is known: by its first bytes, whatever it is called."""

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

HiddenKind = Literal["place", "author", "device", "editor", "comments", "changes", "sheets", "files"]
"""Where a picture was taken; who made or last changed a file, and on which device; comments, tracked changes, hidden
sheets and attached files, each with their number as the value."""
HIDDEN_KINDS: tuple[HiddenKind, ...] = get_args(HiddenKind)
Problem = Literal["broken", "encrypted", "large", "slow", "format", "signed", "archive"]
"""Why a file could not be looked into, or not be cleaned: `format` is one that is not read, `signed` is what cleaning
would break the signature of."""
PROBLEMS: tuple[Problem, ...] = get_args(Problem)
# Values are shown in one line of a message.
_MOST_SIGNS = 100


class Hidden(NamedTuple):
    """One thing that a file tells besides what it shows."""

    kind: HiddenKind
    value: str


class Look(NamedTuple):
    """What a file tells, in the order of HIDDEN_KINDS, and why it could not be looked into (None: it could)."""

    hidden: tuple[Hidden, ...] = ()
    problem: Problem | None = None


class CannotLookError(Exception):
    """A file cannot be looked into or cleaned."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Format(NamedTuple):
    """A format: what finds the hidden, and what returns the file without it (None: nothing here can).

    Both take bytes and raise CannotLookError, or anything at all where a file is broken.
    """

    look: Callable[[bytes], list[Hidden]]
    clean: Callable[[bytes], bytes] | None


def tidy(found: list[Hidden]) -> tuple[Hidden, ...]:
    """Each thing once, in order, its value in one short line."""
    lines = [Hidden(item.kind, " ".join(item.value.replace("\0", " ").split())[:_MOST_SIGNS]) for item in found]
    return tuple(sorted(dict.fromkeys(lines), key=lambda item: HIDDEN_KINDS.index(item.kind)))


def format_name(head: bytes) -> str | None:
    """What the first sixteen bytes say a file is; None for what holds nothing hidden, such as text."""
    for start, name in _BEGINNINGS:
        if head.startswith(start):
            return name if name != "riff" else "webp" if head[8:12] == b"WEBP" else None
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in _HEIF else "video"
    return None


_BEGINNINGS = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"RIFF", "riff"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
    (b"GIF8", "gif"), (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "ole"),
)  # fmt: skip
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
