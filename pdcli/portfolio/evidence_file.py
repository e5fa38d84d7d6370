"""The files that the register of evidence names: their paths and sizes on disk."""

import os
import posixpath
import re
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple
from unicodedata import normalize

from pdcli.model.documents import EvidenceItem
from pdcli.model.forms import as_it_looks

# Not even one line of a table, and no picture or document of any kind, is as small.
MIN_BYTES = 8


def is_tiny(size: int | None) -> bool:
    """Whether a file of this size in bytes is too small to be evidence."""
    return size is not None and size < MIN_BYTES


class EvidenceFile(NamedTuple):
    """The file of one row of the register; `size` in bytes, None where there is no such file inside the portfolio.

    `actual` is how the disk calls the file where the register spells it otherwise: with other capital letters, in
    another Unicode form, with letters or spaces that look alike, with backslashes. It is found all the same. `place` is
    the path from the portfolio on as the disk has it, with forward slashes, without `.` in it.
    """

    row: int
    item: EvidenceItem
    name: str
    place: str
    inside: bool
    size: int | None
    actual: str | None = None


def is_page(url: str) -> bool:
    """Whether a text is the complete http(s) URL of a page."""
    return "://" in url and re.fullmatch(r"https?://[^\s/]\S*", url.strip(), re.IGNORECASE) is not None


def evidence_files(root: str, rows: list[tuple[int, EvidenceItem]]) -> Iterator[EvidenceFile]:
    """Look at every file that the rows (number in the register, content) name, links followed, one look each.

    `root` is a folder without links in its path, as that of a portfolio is.
    """
    # Text instead of paths: a school has thousands of files. Each folder is resolved once.
    real_folders: dict[str, str] = {}
    folders = _FolderIndex(root)
    for row, item in rows:
        name = item.file
        if not name:
            continue
        if _leaves(name):
            yield EvidenceFile(row, item, name, posixpath.normpath(name), inside=False, size=None)
            continue
        # Written on Windows; the answer must be the same on every system.
        spelled = name.replace("\\", "/") if "\\" in name else name
        if "//" in spelled or "./" in spelled:
            spelled = str(PurePosixPath(spelled))
        real, size = _stat_file(root, spelled, real_folders)
        if size is None and spelled != name and (literal := _stat_file(root, name, real_folders))[1] is not None:
            # Where such a name can be written, it is what it says.
            spelled, (real, size) = name, literal
        inside = f"{real}{os.sep}".startswith(f"{root.rstrip(os.sep)}{os.sep}")
        actual = spelled if spelled != name and size is not None else None
        if inside and size is None:
            other = folders.find_look_alike(spelled)
            if other is not None:
                actual, size = other, _stat_file(root, other, real_folders)[1]
        yield EvidenceFile(row, item, name, _place(actual or name), inside, size, actual)


def _place(name: str) -> str:
    is_plain = "//" not in name and "./" not in name and not name.endswith(("/", "."))
    return name if is_plain else posixpath.normpath(name)


def _stat_file(root: str, name: str, real_folders: dict[str, str]) -> tuple[str, int | None]:
    """The real path of a file, and its size in bytes; None if there is no such file."""
    folder, _slash, base = f"{root}{os.sep}{name}".replace("/", os.sep).rpartition(os.sep)
    if folder not in real_folders:
        real_folders[folder] = os.path.realpath(folder)
    real = f"{real_folders[folder].rstrip(os.sep)}{os.sep}{base}"
    try:
        status = os.lstat(real)
        if stat.S_ISLNK(status.st_mode):
            real = os.path.realpath(real)
            status = os.stat(real)  # noqa: PTH116
        return real, status.st_size if stat.S_ISREG(status.st_mode) else None
    except (OSError, ValueError):
        return real, None


class _FolderIndex:
    """The entries of folders of a portfolio, each listed at most once and only after a file was not found."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._by_folder: dict[str, dict[str | tuple[str, str], os.DirEntry[str]]] = {}

    def find_look_alike(self, name: str) -> str | None:
        """The file whose path differs from `name` only in what is hardly seen, as the disk spells it; None
        where there is none, or where it could be any of several.
        """
        folder, names = self._root, list[str]()
        parts = PurePosixPath(name).parts
        for depth, part in enumerate(parts, 1):
            entries = self._entries(folder)
            entry = entries.get(normalize("NFC", part)) or entries.get(("", _look_alike_key(part)))
            # No link is followed: it could lead outside, or round in a circle.
            if entry is None or not (
                entry.is_file(follow_symlinks=False) if depth == len(parts) else entry.is_dir(follow_symlinks=False)
            ):
                return None
            folder = entry.path
            names.append(entry.name)
        return "/".join(names) if tuple(names) != parts else None

    def _entries(self, folder: str) -> dict[str | tuple[str, str], os.DirEntry[str]]:
        """By their names in one form; and as a pair by these in small letters, where only one is called so."""
        if folder not in self._by_folder:
            try:
                with os.scandir(folder) as scanned:
                    entries = sorted(scanned, key=lambda entry: entry.name)
            except (OSError, ValueError):
                entries = []
            counts = Counter(_look_alike_key(entry.name) for entry in entries)
            self._by_folder[folder] = {normalize("NFC", entry.name): entry for entry in entries}
            self._by_folder[folder].update(
                (("", _look_alike_key(entry.name)), entry)
                for entry in entries
                if counts[_look_alike_key(entry.name)] == 1
            )
        return self._by_folder[folder]


def _look_alike_key(name: str) -> str:
    """A name without what cannot be seen in it: capitals, the alphabet of letters that look alike, kinds of space."""
    return as_it_looks(" ".join(normalize("NFKC", name).casefold().split()))


def _leaves(name: str) -> bool:
    windows = PureWindowsPath(name) if ":" in name or "\\" in name else None
    if windows is not None and (windows.drive or windows.root or ".." in windows.parts):
        return True
    return name.startswith("/") or ".." in name.split("/")
