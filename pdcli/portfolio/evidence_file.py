"""The files that the register of evidence names: where they are and what the disk says of them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from pdcli.model.documents import EvidenceItem


class EvidenceFile(NamedTuple):
    """The file of one row of the register; `size` in bytes, None where there is no such file inside the portfolio.

    `actual` is what the disk calls the file where only capital and small letters keep it from being found.
    """

    row: int
    item: EvidenceItem
    name: str
    inside: bool
    size: int | None
    actual: str | None = None


def evidence_files(root: str, rows: list[tuple[int, EvidenceItem]]) -> Iterator[EvidenceFile]:
    """Look at every file that the rows (number in the register, content) name, links followed, one look each.

    `root` is a folder without links in its path, as that of a portfolio is.
    """
    # Text instead of paths: a school has thousands of files. Each folder is resolved once.
    real_folders: dict[str, str] = {}
    folders = _Folders(root)
    for row, item in rows:
        name = item.file
        if not name:
            continue
        if _leaves(name):
            yield EvidenceFile(row, item, name, inside=False, size=None)
            continue
        folder, _slash, base = f"{root}{os.sep}{name}".replace("/", os.sep).rpartition(os.sep)
        if folder not in real_folders:
            real_folders[folder] = os.path.realpath(folder)
        real = f"{real_folders[folder].rstrip(os.sep)}{os.sep}{base}"
        try:
            found = os.lstat(real)
            if stat.S_ISLNK(found.st_mode):
                real = os.path.realpath(real)
                found = os.stat(real)  # noqa: PTH116
            size = found.st_size if stat.S_ISREG(found.st_mode) else None
        except (OSError, ValueError):
            size = None
        inside = f"{real}{os.sep}".startswith(f"{root.rstrip(os.sep)}{os.sep}")
        actual = folders.in_other_letters(name) if inside and size is None else None
        yield EvidenceFile(row, item, name, inside, size, actual)


def sha256(path: Path) -> str | None:
    """The digest of a file in hexadecimal, read piece by piece; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


class _Folders:
    """What lies in the folders of a portfolio; each is read at most once, and only after a file was not found."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._read: dict[str, dict[str, os.DirEntry[str]]] = {}

    def in_other_letters(self, name: str) -> str | None:
        """The file whose path differs from `name` in capital and small letters only, as the disk spells it."""
        folder, found = self._root, list[str]()
        parts = PurePosixPath(name).parts
        for number, part in enumerate(parts, 1):
            entries = self._entries(folder)
            entry = entries.get(part) or entries.get(part.casefold())
            # No link is followed: it could lead outside, or round in a circle.
            if entry is None or not (
                entry.is_file(follow_symlinks=False) if number == len(parts) else entry.is_dir(follow_symlinks=False)
            ):
                return None
            folder = entry.path
            found.append(entry.name)
        return "/".join(found) if tuple(found) != parts else None

    def _entries(self, folder: str) -> dict[str, os.DirEntry[str]]:
        """By their names, and behind these by their names in small letters."""
        if folder not in self._read:
            try:
                with os.scandir(folder) as listed:
                    entries = sorted(listed, key=lambda entry: entry.name)
            except (OSError, ValueError):
                entries = []
            small = {entry.name.casefold(): entry for entry in reversed(entries)}
            self._read[folder] = {**small, **{entry.name: entry for entry in entries}}
        return self._read[folder]


def _leaves(name: str) -> bool:
    windows = PureWindowsPath(name) if ":" in name or "\\" in name else None
    if windows is not None and (windows.drive or windows.root or ".." in windows.parts):
        return True
    return name.startswith("/") or ".." in name.split("/")
