"""The cache of results between runs, in the user's cache folder: by content, version of pd, and request.

An entry is current if the files have the same names, sizes, times and inodes as when they were read. Files written
within the resolution of the clock before the entry, and files that were only touched, are compared by content. Entries
are written atomically, so that concurrent runs cannot harm each other.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from pdcli import __version__
from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import may_have_metadata
from pdcli.discovery.files import (
    CONFIRMATIONS_FILE,
    PROFILE_FILE,
    SCHOOL_FILE,
    SUFFIXES,
    Finder,
    cycle_folders,
    enclosing_school,
    is_school,
    teacher_folders,
)
from pdcli.discovery.trust import Trust
from pdcli.runtime.folders import NO_CACHE, cache_folder

_SKIPPED_FOLDERS = frozenset({".git", "node_modules", ".venv"})
_CONTENT_SUFFIXES = (*SUFFIXES, ".toml")
MTIME_RESOLUTION_NS = 2_000_000_000
_MAX_AGE = 14 * 24 * 3600
_DIGEST_SIZE = 16
# Marks a file that is compared by its digest, in the place of its size.
_BY_DIGEST = "="
# Only names of this form are removed: others in the cache folder may belong to somebody else.
_OWN_FOLDER = re.compile(r"\d[\w.]*-[0-9a-f]{16}")
_OWN_FILE = re.compile(r"[0-9a-f]{32}\..+")


# The exceptions of reading an entry that is missing, stale, damaged or of another shape.
CACHE_MISS = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class TreeState(NamedTuple):
    """A fingerprint of a portfolio's files: the hash of their stat results, (path, size mark) of each file for the
    content hash, and the newest change in nanoseconds.
    """

    entries: str
    files: tuple[tuple[str, str], ...]
    newest: int


class DiskCache:
    """Entries of one version of pd for one kind of request (the key); none where PD_NO_CACHE is set."""

    def __init__(self, *key: object) -> None:
        self._folder = cache_folder() / _version_stamp()
        self._key = repr(key)

    def prepare(self) -> None:
        """Create the folder and remove folders of older versions. A folder that cannot be created is not used."""
        if is_off():
            return
        with suppress(OSError):
            if not self._folder.exists():
                # Entries hold answers of teachers.
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _remove_stale(self._folder)

    def read(self, name: str, part: str = "") -> Any:
        """The data of an entry. Raises one of CACHE_MISS where it is missing or damaged."""
        if is_off():
            raise FileNotFoundError
        raw = self._file(name, part).read_bytes()
        if raw[:_DIGEST_SIZE] != _digest(raw[_DIGEST_SIZE:]):
            raise ValueError
        return json.loads(raw[_DIGEST_SIZE:])

    def write(self, name: str, data: Mapping[str, Any], part: str = "") -> None:
        """Write plain data as an entry. What cannot be written is not cached."""
        if is_off():
            return
        _remove_old(self._folder)
        file = self._file(name, part)
        # Several computers may share a folder, so that a process id alone is not unique.
        temporary = file.with_suffix(f".{os.getpid()}-{time.time_ns()}")
        try:
            # Names of files need not be valid text.
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            temporary.write_bytes(_digest(text) + text)
            temporary.replace(file)
        except OSError:
            with suppress(OSError):
                temporary.unlink()

    def read_current(self, name: str, state: "TreeState") -> Any:
        """The entry of a tree in this state. Raises one of CACHE_MISS where it is missing or the tree has changed."""
        entry = self.read(name)
        if entry["entries"] == state.entries and state.newest < entry["written"] - MTIME_RESOLUTION_NS:
            return entry
        if entry["content"] == content_hash(state):
            return entry
        raise ValueError

    def write_current(self, name: str, state: "TreeState", digest: str, data: Mapping[str, Any]) -> None:
        """Write the result for a tree in this state; `digest` is its content hash from before it was read."""
        self.write(name, {"entries": state.entries, "written": time.time_ns(), "content": digest, **data})

    def _file(self, name: str, part: str) -> Path:
        name_hash = blake2b(f"{self._key}|{part}|{name}".encode("utf-8", "surrogateescape"), digest_size=16)
        return self._folder / f"{name_hash.hexdigest()}.kept"


@cache
def _remove_old(folder: Path) -> None:
    """Remove entries that nothing has written for long, once in a run: answers of teachers do not stay for ever."""
    with suppress(OSError):
        for file in folder.iterdir():
            if _OWN_FILE.fullmatch(file.name) and time.time() - file.stat().st_mtime > _MAX_AGE:
                file.unlink(missing_ok=True)


def is_off() -> bool:
    """Whether this run uses no cache."""
    return bool(os.environ.get(NO_CACHE))


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=_DIGEST_SIZE).digest()


def scan_tree(root: str, also: Sequence[str] = (), influences: str = "", by_bytes: bool = False) -> TreeState:
    """The state of a portfolio, of files outside it (`also`), and of what else influences the result.

    Evidence is compared by its size; with `by_bytes`, and where files of equal size may be copies, by its digest.
    """
    entries_hash = blake2b(influences.encode("utf-8", "surrogateescape"), digest_size=16)
    files: list[tuple[str, str]] = [("", influences)] if influences else []
    newest, sizes = 0, dict[str, int]()
    for path, name, status in _walk(root, also):
        changed_ns = max(status.st_mtime_ns, status.st_ctime_ns)
        newest = max(newest, changed_ns)
        sign = f"{path}|{status.st_size}|{status.st_mtime_ns}|{status.st_ctime_ns}|{status.st_ino}\n"
        entries_hash.update(sign.encode("utf-8", "surrogateescape"))
        if name.lower().endswith(_CONTENT_SUFFIXES):
            files.append((path, ""))
            continue
        # Files that may hold metadata are inspected, so that their size is not enough.
        size = f"{status.st_size}|{status.st_mtime_ns}" if may_have_metadata(name) else str(status.st_size)
        sizes[size] = sizes.get(size, 0) + 1
        files.append((path, _BY_DIGEST if by_bytes else size))
    if any(count > 1 for count in sizes.values()):
        files = [(path, _BY_DIGEST if sizes.get(size, 0) > 1 else size) for path, size in files]
    return TreeState(entries_hash.hexdigest(), tuple(files), newest)


def scan_portfolio(root: Path, trust: Trust, by_bytes: bool = False, finder: Finder | None = None) -> TreeState:
    """The state of a portfolio and of all files outside it that matter under this trust."""
    forms = sorted(trust.form_files(root, finder).values())
    school = enclosing_school(root, finder)
    influences = "|".join((trust.influences(root, forms), *_cycles_of_teachers(root)))
    return scan_tree(str(root), _outside_files(root, school, trust, forms), influences, by_bytes)


def _cycles_of_teachers(root: Path) -> list[str]:
    """The folders of cycles in the portfolios of a school, which its plan names."""
    folders = teacher_folders(root).items() if is_school(root) else ()
    return [f"{name}/{cycle}" for name, folder in folders for cycle in cycle_folders(folder)]


def _outside_files(root: Path, school: Path | None, trust: Trust, forms: Sequence[Path]) -> list[str]:
    """Files outside a portfolio that its results depend on: configuration, school, forms, packs, confirmations."""
    paths = [trust.config, school / SCHOOL_FILE if school else None, *forms]
    paths += trust.confirmation_files(root)
    if is_school(root) and (root / CONFIRMATIONS_FILE).is_file():
        # The registers of the teachers decide whether confirmed evidence exists.
        paths += [folder / "evidence.yaml" for folder in teacher_folders(root).values()]
    return [str(path) for path in (*paths, *trust.pack_files()) if path and not path.is_relative_to(root)]


def content_hash(state: TreeState) -> str:
    """The hash of the content: documents by their bytes, evidence by its size mark or digest, in hexadecimal."""
    hasher = blake2b(digest_size=16)
    for path, size in state.files:
        if size == _BY_DIGEST:
            hasher.update(f"{path}\0{file_digest(path)}\0".encode("utf-8", "surrogateescape"))
            continue
        raw = None if size else _bytes_of(path)
        size_text = size or ("" if raw is None else str(len(raw)))
        hasher.update(f"{path}\0{size_text}\0".encode("utf-8", "surrogateescape"))
        hasher.update(raw or b"")
    return hasher.hexdigest()


def file_digest(path: str) -> str:
    """The SHA-256 of a file in hexadecimal; empty where it is no file or cannot be read."""
    # A pipe would never end.
    return (sha256(Path(path)) or "") if os.path.isfile(path) else ""  # noqa: PTH113 - for every file of a school


def _bytes_of(path: str) -> bytes | None:
    try:
        # A pipe would never end.
        return Path(path).read_bytes() if os.path.isfile(path) else None  # noqa: PTH113 - for every file of a school
    except OSError:
        return None


def _walk(root: str, also: Sequence[str]) -> Iterator[tuple[str, str, os.stat_result]]:
    for path in also:
        try:
            yield path, path, os.stat(path)  # noqa: PTH116
        except OSError:
            continue
    stack = [root]
    while stack:
        folder = stack.pop()
        try:
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        if folder != root and any(entry.name == PROFILE_FILE for entry in children):
            # A nested portfolio is not part of this one: only its existence matters.
            children = [entry for entry in children if entry.name == PROFILE_FILE]
        for entry in children:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _SKIPPED_FOLDERS:
                    stack.append(entry.path)
                elif entry.name == "node_modules":
                    # Only its direct entries matter, and they change its own time.
                    with suppress(OSError):
                        yield entry.path, entry.name, entry.stat(follow_symlinks=False)
            else:
                try:
                    yield entry.path, entry.name, entry.stat(follow_symlinks=False)
                    if entry.is_symlink():
                        # The target of a link may change without the link.
                        yield entry.path, entry.name, entry.stat()
                except OSError:
                    continue


def _version_stamp() -> str:
    """The version and a hash of pd's own files, because a checkout changes without its version."""
    text = "\n".join((__version__, sys.version, *_signs()))
    return f"{__version__}-{blake2b(text.encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest()}"


@cache
def _signs() -> list[str]:
    return sorted(_own_files(str(Path(__file__).resolve().parent.parent)))


def _own_files(folder: str) -> Iterator[str]:
    """Path, size and time of each file that decides what pd finds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".json", ".yaml", ".mo")):
                status = entry.stat(follow_symlinks=False)
                yield f"{entry.path}|{status.st_size}|{status.st_mtime_ns}"
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _own_files(entry.path)


def _remove_stale(current: Path) -> None:
    for folder in current.parent.iterdir():
        is_own = _OWN_FOLDER.fullmatch(folder.name) and folder != current and not folder.is_symlink()
        if is_own and folder.is_dir() and time.time() - folder.stat().st_mtime > _MAX_AGE:
            for file in folder.iterdir():
                if _OWN_FILE.fullmatch(file.name):
                    file.unlink(missing_ok=True)
            with suppress(OSError):
                folder.rmdir()
