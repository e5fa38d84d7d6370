"""Names of files as other systems take them: what Windows refuses or changes, and which names become one there.

Windows and macOS make no difference between capital and small letters; macOS makes none between the forms in which
Unicode writes one letter, nor by signs without width; Windows cuts dots and spaces off the end.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from pdcli.diagnostics import Message
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
_HIDDEN = "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
# What no disk holds: bytes of one part of a path, and folders in folders.
_MOST_BYTES, _MOST_PARTS = 255, 50


# Files that may tell more than they show (authors, places, comments) are called so, or have no ending.
_TELLING = frozenset({
    "jpg", "jpeg", "jfif", "jpe", "png", "webp", "tif", "tiff", "gif", "heic", "heif", "avif", "pdf", "docx", "docm",
    "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "odt", "ods", "odp", "doc", "xls", "ppt", "mp4", "mov",
    "m4v", "3gp", "zip",
})  # fmt: skip


class Collision(NamedTuple):
    """A name and another that becomes the same file, or a folder where that is a file, on some system."""

    name: str
    other: str


def windows_fault(name: str) -> Message | None:
    """Why Windows does not hold a file of this name as it is, in words; None where it does."""
    char = _NOT_ON_WINDOWS.search(name)
    if char:
        return _("On Windows a file name cannot have the character “{char}”.").format(char=char[0])
    for part in name.replace("\\", "/").split("/"):
        if part.endswith((".", " ")) and part not in (".", ".."):
            return _("“{name}” ends with a dot or a space, which Windows cuts off.").format(name=part[:60])
        stem = part.partition(".")[0]
        if stem[:1] in _FIRST_OF_RESERVED and stem.rstrip().lower() in RESERVED:
            return _("“{name}” is a name that Windows keeps for itself.").format(name=part[:60])
    return None


def name_fault(name: str) -> Message | None:
    """Why a file of this name cannot be the same file on every system, in words; None where it can."""
    hidden = re.search(_HIDDEN, name)
    if hidden:
        message = _("The name has an invisible sign (U+{code}), which may show it in another order than it is.")
        return message.format(code=f"{ord(hidden[0]):04X}")
    return windows_fault(name)


def leaves(name: str) -> bool:
    """Whether a path in an archive leads out of the folder that it is unpacked into, or is no path at all."""
    parts = name.split("/")
    return (
        "\\" in name
        or re.match("[A-Za-z]:", name) is not None
        or any(ord(char) < 32 or 127 <= ord(char) < 160 or "\ud800" <= char <= "\udfff" for char in name)
        or any(part in ("", ".", "..") or len(part.encode("utf-8", "replace")) > _MOST_BYTES for part in parts)
        or len(parts) > _MOST_PARTS
    )


def may_tell(name: str) -> bool:
    """Whether a file of this name may tell something besides what it shows. Nothing is opened."""
    _stem, dot, ending = name.rpartition("/")[2].lstrip(".").rpartition(".")
    return not dot or ending.lower() in _TELLING


def collisions(names: Iterable[str]) -> Iterator[Collision]:
    """Names that cannot lie in one folder on every system, each with the one that it meets. Folders end with a slash.

    Takes names that do not leave their folder.
    """
    # Sorted as they become, with folders before all that is longer, names that meet are neighbours.
    ordered = sorted((_as_unpacked(name).replace("/", "\0"), name) for name in names)
    for (folded, name), (folded_before, before) in pairwise(ordered):
        if _meet((name, folded), (before, folded_before)):
            # The one that is met comes first, as people read it.
            yield Collision(*sorted((name, before), reverse=True))


def printable(name: str) -> str:
    """A name with signs that steer a terminal, break a line or nobody sees, shown as such."""
    return visible(name[:200])


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    parts = [name.split("/") for name, _folded in (one, other)]
    folded = [text.split("\0") for _name, text in (one, other)]
    for name, other_name, same, other_same in zip(*parts, *folded, strict=False):
        if same != other_same:
            return False
        if name != other_name:
            return True
    return len(parts[0]) != len(parts[1])


def _as_unpacked(name: str) -> str:
    """What systems that make the least differences compare by."""
    plain = normalize("NFD", re.sub(_HIDDEN, "", name)).casefold()
    return re.sub("[. ]+(?=/|$)", "", normalize("NFC", plain))
