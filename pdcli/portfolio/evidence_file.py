"""The files that the register of evidence names: where they are and what the disk says of them."""

import os
import stat
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple

from pdcli.model.documents import EvidenceItem


class EvidenceFile(NamedTuple):
    """The file of one row of the register; `size` in bytes, None where there is no such file inside the portfolio."""

    row: int
    item: EvidenceItem
    name: str
    inside: bool
    size: int | None


def evidence_files(root: str, rows: list[tuple[int, EvidenceItem]]) -> Iterator[EvidenceFile]:
    """Look at every file that the rows (number in the register, content) name, links followed, one look each."""
    # Text instead of paths: a school has thousands of files. Each folder is resolved once.
    real_root = os.path.realpath(root)
    real_folders: dict[str, str] = {}
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
        yield EvidenceFile(row, item, name, f"{real}{os.sep}".startswith(f"{real_root.rstrip(os.sep)}{os.sep}"), size)


def _leaves(name: str) -> bool:
    windows = PureWindowsPath(name) if ":" in name or "\\" in name else None
    if windows is not None and (windows.drive or windows.root or ".." in windows.parts):
        return True
    return name.startswith("/") or ".." in PurePosixPath(name).parts
