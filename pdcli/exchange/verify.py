"""Is a packet what its manifest says, byte for byte? Works on the archive and on the folder it was unpacked into.

Digests prove that nothing was changed since the manifest was made, not who made it.
"""

import hashlib
import json
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from pdcli.errors import UserError
from pdcli.exchange.packet import CHUNK, FORMAT, MANIFEST, SUMMARY_FOLDER, Packet, digests
from pdcli.words import gettext as _

Kind = Literal[
    "changed", "size", "missing", "extra", "duplicate", "unsafe", "encrypted", "damaged", "bomb", "manifest", "hidden",
    "newer", "added", "removed",
]  # fmt: skip
# A manifest of a hundred thousand files is not larger.
_MOST_MANIFEST, _MOST_FILES = 32 * CHUNK, 100_000
# No honest file is packed this tightly.
_MOST_RATIO, _SMALL = 200, CHUNK
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
_LOCAL_HEADER, _DESCRIPTOR = 30, (0, 12, 16, 20, 24)


class Difference(NamedTuple):
    """What is not as the manifest says, and in which file."""

    kind: Kind
    path: str


class Verified(NamedTuple):
    """The digest of the manifest (empty where there is none), how many files it lists, and every difference."""

    manifest: str
    files: int
    differences: tuple[Difference, ...]


class _Listed(NamedTuple):
    size: int
    sha256: str


class _Manifest(NamedTuple):
    sha256: str
    files: Mapping[str, _Listed]


def verify(path: Path) -> Verified:
    """Check a packet. Raises UserError where it is no packet at all."""
    if path.is_dir():
        return _verify_folder(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _verify_archive(archive, path.stat().st_size)
    except zipfile.BadZipFile:
        message = _("{path} is no ZIP archive, or its end is cut off.").format(path=path.name)
        raise UserError(message + " " + _("Ask for it again: a damaged packet proves nothing.")) from None


def compare(path: Path, packet: Packet) -> tuple[Difference, ...]:
    """What has changed in a portfolio since a packet was made of it; the summary is derived, and so left aside."""
    manifest = _manifest_of(path)
    if manifest is None:
        return (Difference("manifest", MANIFEST),)
    before = {name: item.sha256 for name, item in manifest.files.items() if not _is_summary(name)}
    now = {name: digest for name, digest in digests(packet).items() if not _is_summary(name)}
    found = [
        Difference("removed" if name not in now else "added" if name not in before else "newer", name)
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]
    return tuple(found)


def _is_summary(name: str) -> bool:
    return name.startswith(f"{SUMMARY_FOLDER}/")


def fingerprint(digest: str) -> str:
    """The first half of a digest in groups: short enough to be written down, long enough not to be met again."""
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))


def _manifest_of(path: Path) -> _Manifest | None:
    if path.is_dir():
        file = path / MANIFEST
        return _read_manifest(file.read_bytes()) if file.is_file() and file.stat().st_size <= _MOST_MANIFEST else None
    with zipfile.ZipFile(path) as archive:
        return _archived_manifest(archive)


def _archived_manifest(archive: zipfile.ZipFile) -> _Manifest | None:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _MOST_MANIFEST or info.flag_bits & 1:
            return None
        with archive.open(info) as file:
            data = file.read(_MOST_MANIFEST + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        return None
    return _read_manifest(data)


def _read_manifest(data: bytes) -> _Manifest | None:
    try:
        said: Any = json.loads(data.decode("utf-8"))
        rows = said["files"]
        files = {str(row["path"]): _Listed(int(row["size"]), str(row["sha256"])) for row in rows}
        sound = (
            isinstance(rows, list)
            and said["format"] == FORMAT
            and said["count"] == len(rows) == len(files) <= _MOST_FILES
            and all(item.size >= 0 and len(item.sha256) == 64 for item in files.values())
            and not any(_is_unsafe(name) or name == MANIFEST for name in files)
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return _Manifest(hashlib.sha256(data).hexdigest(), files) if sound else None


def _verify_archive(archive: zipfile.ZipFile, size: int) -> Verified:
    infos = archive.infolist()
    if len(infos) > _MOST_FILES * 2:
        return Verified("", 0, (Difference("bomb", MANIFEST),))
    found = [*_bad_entries(infos), *_hidden(archive, infos, size)]
    manifest = _archived_manifest(archive)
    if manifest is None:
        return Verified("", 0, (*found, Difference("manifest", MANIFEST)))
    bad = {item.path for item in found}
    there = set()
    for info in infos:
        name = info.filename
        there.add(name)
        if name == MANIFEST or name in bad:
            continue
        listed = manifest.files.get(name)
        if listed is None:
            if not (info.is_dir() and any(other.startswith(name) for other in manifest.files)):
                found.append(Difference("extra", name))
        else:
            found += _look(archive, info, listed)
    found += [Difference("missing", name) for name in manifest.files if name not in there]
    return Verified(manifest.sha256, len(manifest.files), tuple(dict.fromkeys(found)))


def _bad_entries(infos: list[zipfile.ZipInfo]) -> Iterator[Difference]:
    seen: set[str] = set()
    for info in infos:
        name = unicodedata.normalize("NFC", info.filename)
        if name in seen:
            yield Difference("duplicate", info.filename)
        seen.add(name)
        mode = info.external_attr >> 16
        odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
        if odd or info.orig_filename != info.filename or _is_unsafe(info.filename.rstrip("/")):
            yield Difference("unsafe", info.filename)
        elif info.flag_bits & 1:
            yield Difference("encrypted", info.filename)
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield Difference("damaged", info.filename)
        elif info.file_size > max(info.compress_size * _MOST_RATIO, _SMALL):
            yield Difference("bomb", info.filename)


def _is_unsafe(name: str) -> bool:
    """Whether a name leaves the folder that it is unpacked into, or means something else on another system."""
    parts = name.split("/")
    return (
        not name
        or "\\" in name
        or ":" in name
        or any(ord(char) < 32 or ord(char) == 127 for char in name)
        or any(part in ("", ".", "..") or part.split(".")[0].casefold() in _RESERVED for part in parts)
    )


def _hidden(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int) -> Iterator[Difference]:
    """Bytes of the archive that belong to no file: before, between and behind them."""
    end = 0
    for info in sorted(infos, key=lambda item: item.header_offset):
        gap = info.header_offset - end
        if gap not in (_DESCRIPTOR if end else (0,)):
            yield Difference("hidden", info.filename)
        end = _end(archive, info)
    directory = sum(46 + len(info.orig_filename.encode()) + len(info.extra) + len(info.comment) for info in infos)
    tail = size - archive.start_dir - directory
    # The end record, alone or with those of very large archives.
    is_whole = tail in (22, 22 + 20 + 56) and archive.start_dir - end in _DESCRIPTOR
    if archive.comment or any(info.comment for info in infos) or not is_whole:
        yield Difference("hidden", MANIFEST)


def _end(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    assert archive.fp is not None
    archive.fp.seek(info.header_offset)
    header = archive.fp.read(_LOCAL_HEADER)
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return info.header_offset + _LOCAL_HEADER + lengths + info.compress_size


def _look(archive: zipfile.ZipFile, info: zipfile.ZipInfo, listed: _Listed) -> list[Difference]:
    if info.file_size != listed.size:
        return [Difference("size", info.filename)]
    try:
        with archive.open(info) as file:
            return _compared(file, info.filename, listed)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return [Difference("damaged", info.filename)]


def _compared(file: IO[bytes], name: str, listed: _Listed) -> list[Difference]:
    digest, left = hashlib.sha256(), listed.size
    while piece := file.read(CHUNK):
        left -= len(piece)
        if left < 0:
            break
        digest.update(piece)
    if left:
        return [Difference("size", name)]
    return [] if digest.hexdigest() == listed.sha256 else [Difference("changed", name)]


def _verify_folder(folder: Path) -> Verified:
    manifest = _manifest_of(folder)
    if manifest is None:
        if not (folder / MANIFEST).is_file():
            raise UserError(_("{path} is no packet: there is no manifest.json.").format(path=folder.resolve().name))
        return Verified("", 0, (Difference("manifest", MANIFEST),))
    found = []
    there = {}
    for place, folders, files in os.walk(folder):
        for name in sorted((*files, *(item for item in folders if (Path(place) / item).is_symlink()))):
            path = Path(place) / name
            there[unicodedata.normalize("NFC", path.relative_to(folder).as_posix())] = path
    for name, path in sorted(there.items()):
        listed = manifest.files.get(name) or manifest.files.get(unicodedata.normalize("NFD", name))
        if path.is_symlink():
            found.append(Difference("unsafe", name))
        elif listed is None:
            if name != MANIFEST:
                found.append(Difference("extra", name))
        elif not path.is_file() or path.stat().st_size != listed.size:
            found.append(Difference("size", name))
        else:
            with path.open("rb") as file:
                found += _compared(file, name, listed)
    missing = (name for name in manifest.files if unicodedata.normalize("NFC", name) not in there)
    found += [Difference("missing", name) for name in missing]
    return Verified(manifest.sha256, len(manifest.files), tuple(found))
