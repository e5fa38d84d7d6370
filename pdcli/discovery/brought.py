"""Files in a portfolio that could influence a reader: settings, rule packs, forms, page templates."""

import os
import stat
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pdcli.config import Settings
from pdcli.discovery.digest import sha256
from pdcli.discovery.files import FORM_FILE, PACKS_FOLDER, TEMPLATES_FOLDER, Finder, find_school, real_path
from pdcli.discovery.settings import find_settings, settings_in
from pdcli.discovery.trust import Trust


class Sort(StrEnum):
    """What a file could influence."""

    SETTINGS = "settings"
    BASELINE = "baseline"
    PACK = "pack"
    FORM = "form"
    TEMPLATE = "template"


class BroughtEntry(NamedTuple):
    """One file: its path from the portfolio or school, and its SHA-256.

    The digest is empty for a symbolic link and an unreadable file.
    """

    sort: Sort
    path: str
    digest: str


def brought_entries(root: Path, trust: Trust) -> tuple[BroughtEntry, ...]:
    """The files that a portfolio, and an untrusted school around it, bring, in order."""
    school = _untrusted_school(root, trust)
    places = [root, *([school] if school else [])]
    return tuple(
        BroughtEntry(sort, _relative_path(file, root), _digest(file))
        for place in places
        for sort, file in _files(place)
    )


def brought_entries_by_place(
    roots: Iterable[Path], trust: Trust, finder: Finder | None = None
) -> dict[Path, tuple[BroughtEntry, ...]]:
    """Folder -> files that untrusted portfolios and their schools bring; without those that bring none."""
    strange = [root for root in roots if not trust.is_own(root)]
    schools = [school for root in strange if (school := _untrusted_school(root, trust, finder))]
    files_by_place = {
        place: tuple(BroughtEntry(sort, _relative_path(file, place), _digest(file)) for sort, file in _files(place))
        for place in dict.fromkeys((*schools, *strange))
    }
    return {place: files for place, files in files_by_place.items() if files}


def _untrusted_school(root: Path, trust: Trust, finder: Finder | None = None) -> Path | None:
    school = find_school(root, finder)
    return school if school and school != root and school not in trust.homes else None


def untrusted_settings(root: Path, trust: Trust, finder: Finder | None = None) -> Path | None:
    """The settings file of an untrusted portfolio or school that is in effect for its owner; None if there is none."""
    file = find_settings(root, finder)
    if file is None or trust.is_own(root) or file == trust.config:
        return None
    # What a link leads to elsewhere is not theirs.
    return (
        file if any(real_path(file).is_relative_to(place) for place in trust.untrusted_places(root, finder)) else None
    )


def _files(place: Path) -> Iterator[tuple[Sort, Path]]:
    # Text instead of paths: most portfolios of a school bring nothing.
    top = f"{str(place).rstrip(os.sep)}{os.sep}"
    settings = settings_in(place)
    if settings:
        yield Sort.SETTINGS, settings
    if os.path.lexists(top + Settings().baseline):
        yield Sort.BASELINE, place / Settings().baseline
    for file in _below(top + PACKS_FOLDER):
        yield Sort.PACK, file
    for file in _below(top + TEMPLATES_FOLDER):
        yield (Sort.FORM if file.name == FORM_FILE else Sort.TEMPLATE), file


def _below(folder: str) -> Iterator[Path]:
    """Yield the files below a folder; no symbolic link is followed."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        else:
            yield Path(entry.path)


def _relative_path(file: Path, root: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()


def _digest(file: Path) -> str:
    try:
        is_file = stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return ""
    return (sha256(file) or "") if is_file else ""
