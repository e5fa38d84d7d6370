"""What commands keep between runs, in the user's cache folder: by content, version of pd, and what was asked.

A portfolio whose files have the same names, sizes, times and numbers on disk as when they were read says the same.
Files written in the same moment as the entry are looked into (their times say nothing), and so are those that were
only touched. Every entry is written whole or not at all, so that two runs at once cannot harm one another.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from pdcli import __version__
from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import may_tell
from pdcli.discovery.files import (
    CONFIRMATIONS_FILE,
    PROFILE_FILE,
    SCHOOL_FILE,
    SUFFIXES,
    Finder,
    is_school,
    school_around,
    teacher_folders,
)
from pdcli.discovery.trust import Trust
from pdcli.resources import resource

_SKIPPED = frozenset({".git", "node_modules", ".venv"})
_READ = (*SUFFIXES, ".toml")
JUST_NOW = 2_000_000_000
_KEPT = 14 * 24 * 3600
_DIGEST_SIZE = 16
# Of a file that is told by its digest, in the place of its size.
_BY_BYTES = "="
# What lies in a cache folder may belong to somebody else.
_OWN_FOLDER = re.compile(r"\d[\w.]*-[0-9a-f]{16}")
_OWN_FILE = re.compile(r"[0-9a-f]{32}\..+")


# What reading a kept file ends in, if it is not there, or not as it was written.
BROKEN = (OSError, ValueError)


class State(NamedTuple):
    """What a portfolio's files look like: their entries on disk, what to read of them, the newest change (ns)."""

    entries: str
    files: tuple[tuple[str, str], ...]
    newest: int


class Kept:
    """Entries of one version of pd for one thing that is asked (the key)."""

    def __init__(self, *key: object) -> None:
        self._folder = _base() / _stamp()
        self._key = repr(key)

    def prepare(self) -> None:
        """Make the folder and forget what older versions left long ago. A folder that cannot be made is not used."""
        with suppress(OSError):
            if not self._folder.exists():
                # Answers of teachers are kept here as well.
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _forget(self._folder)

    def read(self, name: str, part: str = "") -> Any:
        """What was kept under a name. Raises one of BROKEN where nothing is, or where it is not whole."""
        raw = self._file(name, part).read_bytes()
        if raw[:_DIGEST_SIZE] != _digest(raw[_DIGEST_SIZE:]):
            raise ValueError
        return json.loads(raw[_DIGEST_SIZE:])

    def write(self, name: str, kept: Mapping[str, Any], part: str = "") -> None:
        """Keep plain data under a name. What cannot be written is not kept."""
        file = self._file(name, part)
        # Several computers may share a folder, so that the number of a process is not enough.
        temporary = file.with_suffix(f".{os.getpid()}-{time.time_ns()}")
        try:
            # Names of files need not be valid text.
            text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            temporary.write_bytes(_digest(text) + text)
            temporary.replace(file)
        except OSError:
            with suppress(OSError):
                temporary.unlink()

    def read_for(self, name: str, state: "State") -> Any:
        """What was kept of files in this state. Raises one of BROKEN where there is nothing, or they have changed."""
        kept = self.read(name)
        if kept["entries"] == state.entries and state.newest < kept["written"] - JUST_NOW:
            return kept
        if kept["content"] == content(state):
            return kept
        raise ValueError

    def write_for(self, name: str, state: "State", said: str, kept: Mapping[str, Any]) -> None:
        """Keep what files in this state gave; `said` is their content before they were read."""
        self.write(name, {"entries": state.entries, "written": time.time_ns(), "content": said, **kept})

    def _file(self, name: str, part: str) -> Path:
        sign = blake2b(f"{self._key}|{part}|{name}".encode("utf-8", "surrogateescape"), digest_size=16)
        return self._folder / f"{sign.hexdigest()}.kept"


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=_DIGEST_SIZE).digest()


def look(root: str, also: Sequence[str] = (), acting: str = "", by_bytes: bool = False) -> State:
    """The state of a portfolio, of the files around it that count, and of which files act on what is found in it.

    Evidence is told by its size. With `by_bytes`, and where two files have one size and may be copies, it is told by
    its digest.
    """
    signs = blake2b(acting.encode("utf-8", "surrogateescape"), digest_size=16)
    files: list[tuple[str, str]] = [("", acting)] if acting else []
    newest, sizes = 0, dict[str, int]()
    for path, name, found in _entries(root, also):
        changed = max(found.st_mtime_ns, found.st_ctime_ns)
        newest = max(newest, changed)
        sign = f"{path}|{found.st_size}|{found.st_mtime_ns}|{found.st_ctime_ns}|{found.st_ino}\n"
        signs.update(sign.encode("utf-8", "surrogateescape"))
        if name.lower().endswith(_READ):
            files.append((path, ""))
            continue
        # Into what may tell more than it shows is looked, so that its size does not say enough.
        size = f"{found.st_size}|{found.st_mtime_ns}" if may_tell(name) else str(found.st_size)
        sizes[size] = sizes.get(size, 0) + 1
        files.append((path, _BY_BYTES if by_bytes else size))
    if any(count > 1 for count in sizes.values()):
        files = [(path, _BY_BYTES if sizes.get(size, 0) > 1 else size) for path, size in files]
    return State(signs.hexdigest(), tuple(files), newest)


def look_around(root: Path, trust: Trust, by_bytes: bool = False, finder: Finder | None = None) -> State:
    """The state of a portfolio and of all around it that counts for one who reads it with this trust."""
    forms = sorted(trust.form_files(root, finder).values())
    around = school_around(root, finder)
    return look(str(root), _surroundings(root, around, trust, forms), trust.acting(root, forms), by_bytes)


def _surroundings(root: Path, around: Path | None, trust: Trust, forms: Sequence[Path]) -> list[str]:
    """Files outside a portfolio that what is found in it depends on: configuration, school, forms and packs."""
    found = [trust.config, around / SCHOOL_FILE if around else None, *forms]
    found += trust.confirmation_files(root)
    if is_school(root) and (root / CONFIRMATIONS_FILE).is_file():
        # Whether what they name is there, the registers of the teachers say.
        found += [folder / "evidence.yaml" for folder in teacher_folders(root).values()]
    return [str(path) for path in (*found, *trust.pack_files()) if path and not path.is_relative_to(root)]


def content(state: State) -> str:
    """What the files say: documents by their bytes, evidence by its size, and by its time where it is looked into."""
    said = blake2b(digest_size=16)
    for path, size in state.files:
        if size == _BY_BYTES:
            said.update(f"{path}\0{_digest_of(path)}\0".encode("utf-8", "surrogateescape"))
            continue
        raw = None if size else _bytes_of(path)
        told = size or ("" if raw is None else str(len(raw)))
        said.update(f"{path}\0{told}\0".encode("utf-8", "surrogateescape"))
        said.update(raw or b"")
    return said.hexdigest()


def _digest_of(path: str) -> str:
    """The digest of a file, read piece by piece; empty where it cannot be read."""
    # A pipe would never end.
    return (sha256(Path(path)) or "") if os.path.isfile(path) else ""  # noqa: PTH113 - for every file of a school


def _bytes_of(path: str) -> bytes | None:
    try:
        # A pipe would never end.
        return Path(path).read_bytes() if os.path.isfile(path) else None  # noqa: PTH113 - for every file of a school
    except OSError:
        return None


def _entries(root: str, also: Sequence[str]) -> Iterator[tuple[str, str, os.stat_result]]:
    for path in also:
        try:
            yield path, path, os.stat(path)  # noqa: PTH116
        except OSError:
            continue
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        if folder != root and any(entry.name == PROFILE_FILE for entry in found):
            # A portfolio inside is a portfolio of its own: that it is there is all that counts.
            found = [entry for entry in found if entry.name == PROFILE_FILE]
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _SKIPPED:
                    waiting.append(entry.path)
                elif entry.name == "node_modules":
                    # Only what lies directly in it is looked at: then its own time changes.
                    with suppress(OSError):
                        yield entry.path, entry.name, entry.stat(follow_symlinks=False)
            else:
                try:
                    yield entry.path, entry.name, entry.stat(follow_symlinks=False)
                    if entry.is_symlink():
                        # What a link leads to may change without it.
                        yield entry.path, entry.name, entry.stat()
                except OSError:
                    continue


def _base() -> Path:
    if os.environ.get("PD_CACHE_DIR"):
        return Path(os.environ["PD_CACHE_DIR"])
    try:
        home = Path.home()
    except RuntimeError:
        # Nobody's home, as in some containers: nothing is kept.
        home = Path(os.devnull)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home) / "pd" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "pd"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "pd"


def _stamp() -> str:
    """The version, and the state of pd's own files: a checkout changes without its version."""
    signs = blake2b(f"{__version__}|{sys.version}".encode(), digest_size=8)
    for folder in (Path(__file__).resolve().parent.parent, resource("templates")):
        for path, name, found in _entries(str(folder), ()):
            if name.endswith((".py", ".yaml", ".mo")):
                signs.update(f"{path}|{found.st_size}|{found.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    return f"{__version__}-{signs.hexdigest()}"


def _forget(current: Path) -> None:
    for folder in current.parent.iterdir():
        is_own = _OWN_FOLDER.fullmatch(folder.name) and folder != current and not folder.is_symlink()
        if is_own and folder.is_dir() and time.time() - folder.stat().st_mtime > _KEPT:
            for file in folder.iterdir():
                if _OWN_FILE.fullmatch(file.name):
                    file.unlink(missing_ok=True)
            with suppress(OSError):
                folder.rmdir()
