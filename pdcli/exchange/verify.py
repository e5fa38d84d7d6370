"""Is a packet what its manifest says, byte for byte? Works on the archive and on the folder it was unpacked into.

Digests prove that nothing was changed since the manifest was made, not who made it.
"""

import hashlib
import json
import os
import stat
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from pdcli.discovery.file_names import collisions, leaves, name_fault
from pdcli.discovery.files import real_path
from pdcli.discovery.unpacked import MOST_MANIFEST
from pdcli.errors import UserError
from pdcli.exchange.archive import BROKEN, CHUNK, oddities, open_archive, pieces
from pdcli.exchange.packet import DERIVED, FORMAT, MANIFEST, MOST_FILES, Packet, digests
from pdcli.i18n import gettext as _

Kind = Literal[
    "changed", "size", "missing", "extra", "duplicate", "unsafe", "name", "collides", "encrypted", "damaged", "bomb",
    "manifest", "hidden", "contradicting", "newer", "added", "removed",
]  # fmt: skip
# No honest file is packed this tightly.
_MOST_RATIO, _SMALL = 200, CHUNK


class Difference(NamedTuple):
    """What is not as the manifest says, and in which file; with `collides` the file that it meets as well."""

    kind: Kind
    path: str
    other: str = ""


class Verified(NamedTuple):
    """The digest of the manifest (empty where there is none), how many files it lists, and every difference;
    `confirmations` are those of its files that bring confirmations by others, as it says.
    """

    manifest: str
    files: int
    differences: tuple[Difference, ...]
    confirmations: tuple[str, ...] = ()


class _Listed(NamedTuple):
    size: int
    sha256: str
    role: str
    original: str
    """The digest of the file that it is a cleaned copy of; its own where it is none."""


class _Manifest(NamedTuple):
    sha256: str
    files: Mapping[str, _Listed]
    uncleaned: frozenset[str] = frozenset()


def verify(path: Path) -> Verified:
    """Check a packet. Raises UserError where it is no packet at all."""
    if path.is_dir():
        return _verify_folder(path)
    try:
        with open_archive(path) as archive:
            return _verify_archive(archive, path.stat().st_size)
    except zipfile.BadZipFile:
        message = _("{path} is no ZIP archive, or its end is cut off.").format(path=path.name)
        raise UserError(message + " " + _("Ask for it again: a damaged packet proves nothing.")) from None


def compare(path: Path, packet: Packet) -> tuple[Difference, ...]:
    """What has changed in portfolios since a packet was made of them; summaries are derived, and so left aside."""
    manifest = _manifest_of(path)
    if manifest is None:
        return (Difference("manifest", MANIFEST),)
    before = {name: item.original for name, item in manifest.files.items() if item.role not in DERIVED}
    aside = [item for item in packet.entries if item.role not in DERIVED and item.name not in manifest.uncleaned]
    now = digests(packet._replace(entries=tuple(aside)))
    found = [
        Difference("removed" if name not in now else "added" if name not in before else "newer", name)
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]
    return tuple(found)


def fingerprint(digest: str) -> str:
    """The first half of a digest in groups: short enough to be written down, long enough not to be met again."""
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))


def _manifest_of(path: Path) -> _Manifest | None:
    if path.is_dir():
        file = path / MANIFEST
        return _read_manifest(file.read_bytes()) if file.is_file() and file.stat().st_size <= MOST_MANIFEST else None
    with open_archive(path) as archive:
        return _archived_manifest(archive)


def _archived_manifest(archive: zipfile.ZipFile) -> _Manifest | None:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > MOST_MANIFEST or info.flag_bits & 1:
            return None
        data = bytearray()
        for piece in pieces(archive, info):
            data += piece
            if len(data) > info.file_size:
                return None
    except (KeyError, *BROKEN):
        return None
    return _read_manifest(bytes(data))


def _read_manifest(data: bytes) -> _Manifest | None:
    try:
        said: Any = json.loads(data.decode("utf-8"))
        rows = said["files"]
        files = {str(row["path"]): _listed(row) for row in rows}
        uncleaned = frozenset(str(row["file"]) for row in said.get("left_out", {}).get("uncleaned", ()))
        sound = (
            isinstance(rows, list)
            and said["format"] == FORMAT
            and said["count"] == len(rows) == len(files) <= MOST_FILES
            and all(type(item.size) is int and item.size >= 0 and len(item.sha256) == 64 for item in files.values())
            and not any(leaves(name) or name == MANIFEST for name in files)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _Manifest(hashlib.sha256(data).hexdigest(), files, uncleaned) if sound else None


def _listed(row: Any) -> _Listed:
    digest = str(row["sha256"])
    original = str(row["cleaned"]["sha256"]) if "cleaned" in row else digest
    return _Listed(row["size"], digest, str(row.get("role")), original)


def _verify_archive(archive: zipfile.ZipFile, size: int) -> Verified:
    infos = archive.infolist()
    if len(infos) > MOST_FILES * 2:
        return Verified("", 0, (Difference("bomb", MANIFEST),))
    found = list(_bad_entries(infos))
    found += _odd(archive, size, {item.path for item in found})
    manifest = _archived_manifest(archive)
    if manifest is None:
        return Verified("", 0, (*found, Difference("manifest", MANIFEST)))
    found += _unlike_elsewhere(manifest.files)
    # A name that is bad elsewhere hides no byte here.
    bad = {item.path for item in found if item.kind not in ("name", "collides")}
    there = set()
    folders = _folders(manifest.files)
    for info in infos:
        name = info.filename
        there.add(name)
        if name == MANIFEST or name in bad:
            continue
        listed = manifest.files.get(name)
        if listed is None:
            if name not in folders:
                found.append(Difference("extra", name))
        else:
            found += _look(archive, info, listed)
    found += [Difference("missing", name) for name in manifest.files if name not in there]
    return _verified(manifest, found)


def _verified(manifest: _Manifest, found: Iterable[Difference]) -> Verified:
    confirmations = tuple(name for name, item in manifest.files.items() if item.role == "confirmations")
    return Verified(manifest.sha256, len(manifest.files), tuple(dict.fromkeys(found)), confirmations)


def _bad_entries(infos: list[zipfile.ZipInfo]) -> Iterator[Difference]:
    seen: set[str] = set()
    whole = []
    for info in infos:
        if info.filename in seen:
            yield Difference("duplicate", info.filename)
        seen.add(info.filename)
        mode = info.external_attr >> 16
        odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
        if odd or info.orig_filename != info.filename or leaves(info.filename.removesuffix("/")):
            yield Difference("unsafe", info.filename)
            continue
        whole.append(info.filename)
        if info.flag_bits & 1:
            yield Difference("encrypted", info.filename)
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield Difference("damaged", info.filename)
        elif info.file_size > max(info.compress_size * _MOST_RATIO, _SMALL):
            yield Difference("bomb", info.filename)
    yield from _unlike_elsewhere(dict.fromkeys(whole))


def _unlike_elsewhere(names: Iterable[str]) -> Iterator[Difference]:
    """Names that are not the same files on every system. Takes names that do not leave their folder."""
    for name in names:
        if name_fault(name):
            yield Difference("name", name)
    yield from (Difference("collides", *met) for met in collisions(names))


def _odd(archive: zipfile.ZipFile, size: int, bad: Set[str]) -> Iterator[Difference]:
    """Bytes that belong to no file, and files that the archive describes in two ways and that are not bad anyway."""
    found = oddities(archive, size)
    yield from (Difference("hidden", name or MANIFEST) for name in found.hidden)
    yield from (Difference("contradicting", name) for name in found.contradicting if name not in bad)


def _folders(names: Iterable[str]) -> set[str]:
    """The folders that files with these names lie in, as an archive writes them."""
    return {name[: end + 1] for name in names for end, sign in enumerate(name) if sign == "/"}


def _look(archive: zipfile.ZipFile, info: zipfile.ZipInfo, listed: _Listed) -> list[Difference]:
    if info.file_size != listed.size:
        return [Difference("size", info.filename)]
    try:
        return _compared(pieces(archive, info), info.filename, listed)
    except BROKEN:
        return [Difference("damaged", info.filename)]


def _compared(data: Iterable[bytes], name: str, listed: _Listed) -> list[Difference]:
    digest, left = hashlib.sha256(), listed.size
    for piece in data:
        left -= len(piece)
        if left < 0:
            break
        digest.update(piece)
    if left:
        return [Difference("size", name)]
    return [] if digest.hexdigest() == listed.sha256 else [Difference("changed", name)]


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _verify_folder(folder: Path) -> Verified:
    manifest = _manifest_of(folder)
    if manifest is None:
        if not (folder / MANIFEST).is_file():
            raise UserError(_("{path} is no packet: there is no manifest.json.").format(path=real_path(folder).name))
        return Verified("", 0, (Difference("manifest", MANIFEST),))
    files = sorted(_files_below(folder))
    found = [*_unlike_elsewhere(manifest.files), *_unlike_elsewhere(name for name, _path in files if not leaves(name))]
    there = set()
    for name, path in files:
        plain = unicodedata.normalize("NFC", name)
        listed = manifest.files.get(plain) or manifest.files.get(unicodedata.normalize("NFD", name))
        if path.is_symlink() or leaves(name):
            found.append(Difference("unsafe", name))
        elif listed is None:
            if name != MANIFEST:
                found.append(Difference("extra", name))
        elif not path.is_file() or path.stat().st_size != listed.size:
            found.append(Difference("size", name))
        else:
            with path.open("rb") as file:
                found += _compared(_read(file), name, listed)
        there.add(plain)
    missing = (name for name in manifest.files if unicodedata.normalize("NFC", name) not in there)
    found += [Difference("missing", name) for name in missing]
    return _verified(manifest, found)


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file and link in a folder by its name in the packet."""
    for place, folders, files in os.walk(folder):
        for name in (*files, *(item for item in folders if (Path(place) / item).is_symlink())):
            path = Path(place) / name
            yield path.relative_to(folder).as_posix(), path
