"""Portability of file names: what Windows refuses or changes, and which names collide on some system.

Windows and macOS ignore case; macOS ignores Unicode normalisation and zero-width characters; Windows strips trailing
dots and spaces.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.terminal import visible

RESERVED = frozenset(
    {
        "con", "prn", "aux", "nul", "conin$", "conout$",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
    }
)  # fmt: skip
_FIRST_OF_RESERVED = frozenset("cpanlCPANL")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
# They turn the direction of what follows, so that `exe.pdf` may end in `fdp.exe`, or have no width.
_INVISIBLE = "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
# What no disk holds: bytes of one part of a path, and folders in folders.
_MAX_BYTES, _MAX_PARTS = 255, 50


# Suffixes of files that may have metadata (authors, places, comments); those without a suffix may, too.
_METADATA_SUFFIXES = frozenset({
    "jpg", "jpeg", "jfif", "jpe", "png", "webp", "tif", "tiff", "gif", "heic", "heif", "avif", "pdf", "docx", "docm",
    "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "odt", "ods", "odp", "doc", "xls", "ppt", "mp4", "mov",
    "m4v", "3gp", "zip",
})  # fmt: skip


class Collision(NamedTuple):
    """Two names that are the same file, or a file and a folder, on some system."""

    name: str
    other: str


def windows_fault(name: str) -> Message | None:
    """Why Windows does not allow or keep this file name; None if it does."""
    char = _NOT_ON_WINDOWS.search(name)
    if char:
        return _("On Windows a file name cannot contain the character “{char}”.").format(char=char[0])
    for part in name.replace("\\", "/").split("/"):
        if part.endswith((".", " ")) and part not in (".", ".."):
            return _("“{name}” ends with a dot or a space, which Windows cuts off.").format(name=part[:60])
        stem = part.partition(".")[0]
        if stem[:1] in _FIRST_OF_RESERVED and stem.rstrip().lower() in RESERVED:
            return _("“{name}” is a name that Windows keeps for itself.").format(name=part[:60])
    return None


def name_fault(name: str) -> Message | None:
    """Why a file name is not portable; None if it is."""
    match = re.search(_INVISIBLE, name)
    if match:
        message = _(
            "The name has an invisible character (U+{code}), which may make its letters appear in a different order."
        )
        return message.format(code=f"{ord(match[0]):04X}")
    return windows_fault(name)


def is_unsafe_path(name: str) -> bool:
    """Whether a path in an archive leads out of the folder that it is unpacked into, or is invalid."""
    parts = name.split("/")
    return (
        "\\" in name
        or re.match("[A-Za-z]:", name) is not None
        or any(ord(char) < 32 or 127 <= ord(char) < 160 or "\ud800" <= char <= "\udfff" for char in name)
        or any(part in ("", ".", "..") or len(part.encode("utf-8", "replace")) > _MAX_BYTES for part in parts)
        or len(parts) > _MAX_PARTS
    )


def may_have_metadata(name: str) -> bool:
    """Whether a file may hold metadata, by its suffix; the file is not opened."""
    _stem, dot, ending = name.rpartition("/")[2].lstrip(".").rpartition(".")
    return not dot or ending.lower() in _METADATA_SUFFIXES


def collisions(names: Iterable[str]) -> Iterator[Collision]:
    """Yield pairs of names that collide on some system. Folders end with a slash. The names must be safe paths."""
    # Sorted as they become, with folders before all that is longer, names that meet are neighbours.
    ordered = sorted((_portable_form(name).replace("/", "\0"), name) for name in names)
    for (folded, name), (folded_before, before) in pairwise(ordered):
        if _collide((name, folded), (before, folded_before)):
            # The one that is met comes first, as people read it.
            yield Collision(*sorted((name, before), reverse=True))


def printable(name: str) -> str:
    """A name with control and invisible characters escaped."""
    return visible(name[:200])


def _collide(one: tuple[str, str], other: tuple[str, str]) -> bool:
    parts = [name.split("/") for name, _folded in (one, other)]
    folded = [text.split("\0") for _name, text in (one, other)]
    for name, other_name, same, other_same in zip(*parts, *folded, strict=False):
        if same != other_same:
            return False
        if name != other_name:
            return True
    return len(parts[0]) != len(parts[1])


def _portable_form(name: str) -> str:
    """The form by which the least strict systems compare names."""
    plain = normalize("NFD", re.sub(_INVISIBLE, "", name)).casefold()
    return re.sub("[. ]+(?=/|$)", "", normalize("NFC", plain))
