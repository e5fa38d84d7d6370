"""Verification of a packet against its manifest, both as an archive and as the folder it was unpacked into.

Digests prove that nothing was changed since the manifest was made, not who made it.
"""

import hashlib
import json
import os
import stat
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from pdcli.discovery.file_names import collisions, is_unsafe_path, name_fault
from pdcli.discovery.files import PACKED_SCHOOL_PART, PROFILE_FILE
from pdcli.discovery.naming import display_path
from pdcli.discovery.unpacked import MAX_MANIFEST_BYTES
from pdcli.errors import UserError
from pdcli.exchange.archive import ARCHIVE_ERRORS, CHUNK, find_anomalies, open_archive, read_chunks
from pdcli.exchange.manifest import DERIVED, FORMAT, MANIFEST, MAX_FILES
from pdcli.i18n.messages import message as _

if TYPE_CHECKING:
    from pdcli.exchange.packet import Packet

Kind = Literal[
    "changed", "size", "missing", "extra", "duplicate", "unsafe", "name", "collides", "encrypted", "damaged", "bomb",
    "manifest", "hidden", "contradicting", "newer", "added", "removed", "school",
]  # fmt: skip
# No ordinary file is compressed by a larger ratio.
_MAX_RATIO, _SMALL = 200, CHUNK
# No copy of what the school says is larger.
_MAX_COPY = 4 << 20


class Difference(NamedTuple):
    """A deviation from the manifest and its file; for `collides` also the other file."""

    kind: Kind
    path: str
    other: str = ""


class VerificationResult(NamedTuple):
    """The SHA-256 of the manifest (empty without one), the number of its files, and every difference; `confirmations`
    are its files with confirmations by others.
    """

    manifest: str
    files: int
    differences: tuple[Difference, ...]
    confirmations: tuple[str, ...] = ()


class _ManifestFile(NamedTuple):
    size: int
    sha256: str
    role: str
    original: str
    """The digest of the file that it is a cleaned copy of, else its own."""


class _Manifest(NamedTuple):
    sha256: str
    files: Mapping[str, _ManifestFile]
    uncleaned: frozenset[str] = frozenset()


def verify_packet(path: Path) -> VerificationResult:
    """Verify a packet. Raises UserError if it is no packet at all."""
    if path.is_dir():
        return _verify_folder(path)
    try:
        with open_archive(path) as archive:
            return _verify_archive(archive, path.stat().st_size)
    except zipfile.BadZipFile:
        message = _("{path} is not a ZIP archive, or its end is cut off.").format(path=display_path(path))
        raise UserError(message + " " + _("Ask for the packet again: a damaged one proves nothing.")) from None


def find_packed(path: Path, roots: Sequence[Path]) -> Path | None:
    """The portfolio that a packet of a single one was made from: of several the one with the same files. None for the
    packet of several candidates.

    Raises UserError where two or none of them are alike.
    """
    manifest = _manifest_of(path)
    if manifest is None or PROFILE_FILE not in manifest.files:
        return None
    if len(roots) == 1:
        return roots[0]
    files = {name: item.original for name, item in manifest.files.items() if item.role not in DERIVED}
    # Two teachers may have the same files, but not the same profile.
    likeness = {root: (_is_same(root, PROFILE_FILE, files), _equal_files(root, files)) for root in roots}
    best = max(likeness.values())
    alike = [root for root in roots if likeness[root] == best]
    if len(alike) > 1 or best == (False, 0):
        message = _("{path} is the packet of a single portfolio, and no portfolio here has its files.")
        hint = _("Name the folder of this teacher after `--with`.")
        raise UserError(message.format(path=display_path(path)) + " " + hint)
    return alike[0]


def _equal_files(root: Path, digests: Mapping[str, str]) -> int:
    return sum(_is_same(root, name, digests) for name in digests)


def _is_same(root: Path, name: str, digests: Mapping[str, str]) -> bool:
    """Whether a file of a portfolio has the digest that a packet states for it."""
    try:
        if not (root / name).is_file():
            return False
        with (root / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digests.get(name)
    except OSError:
        return False


def compare_packet(path: Path, packet: "Packet") -> tuple[Difference, ...]:
    """Differences between a packet and the present portfolios; of derived files only the copies of what the school says
    are compared.
    """
    # Whoever only checks a packet makes none.
    from pdcli.exchange.packet import packet_digests

    manifest = _manifest_of(path)
    if manifest is None:
        return (Difference("manifest", MANIFEST),)
    manifest_digests = {name: item.original for name, item in manifest.files.items() if item.role not in DERIVED}
    compared_entries = [
        item for item in packet.entries if item.role not in DERIVED and item.name not in manifest.uncleaned
    ]
    current_digests = packet_digests(packet._replace(entries=tuple(compared_entries)))
    differences = [
        Difference(
            "removed" if name not in current_digests else "added" if name not in manifest_digests else "newer", name
        )
        for name in sorted({*manifest_digests, *current_digests})
        if manifest_digests.get(name) != current_digests.get(name)
    ]
    return (*differences, *_school_differences(path, manifest, packet))


def _school_differences(path: Path, manifest: _Manifest, packet: "Packet") -> Iterator[Difference]:
    """Yield the copies of what the school says that are not what its documents say now."""
    current = {item.name: item.source for item in packet.entries if _is_school_part(item.name)}
    packed = [name for name, item in manifest.files.items() if _is_school_part(name) and item.size <= _MAX_COPY]
    if not packed and not current:
        return
    from pdcli.summary.school_copy import parsed_copy, same_content

    for name in sorted({*packed, *current}):
        source = current.get(name)
        old = parsed_copy(_content(path, name)) if name in packed else None
        new = parsed_copy(source) if isinstance(source, bytes) else None
        if old is None or new is None or not same_content(old, new):
            yield Difference("school", name)


def _is_school_part(name: str) -> bool:
    return name == PACKED_SCHOOL_PART or name.endswith(f"/{PACKED_SCHOOL_PART}")


def _content(path: Path, name: str) -> bytes:
    """The bytes of a file of a packet; none where it cannot be read."""
    try:
        if path.is_dir():
            return (path / name).read_bytes()
        with open_archive(path) as archive:
            return b"".join(read_chunks(archive, archive.getinfo(name)))
    except (KeyError, OSError, *ARCHIVE_ERRORS):
        return b""


def fingerprint(digest: str) -> str:
    """The first 32 digits of a digest in groups of four, to be written down and compared."""
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))


def _manifest_of(path: Path) -> _Manifest | None:
    if path.is_dir():
        file = path / MANIFEST
        return (
            _read_manifest(file.read_bytes()) if file.is_file() and file.stat().st_size <= MAX_MANIFEST_BYTES else None
        )
    with open_archive(path) as archive:
        return _archived_manifest(archive)


def _archived_manifest(archive: zipfile.ZipFile) -> _Manifest | None:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > MAX_MANIFEST_BYTES or info.flag_bits & 1:
            return None
        data = bytearray()
        for piece in read_chunks(archive, info):
            data += piece
            if len(data) > info.file_size:
                return None
    except (KeyError, *ARCHIVE_ERRORS):
        return None
    return _read_manifest(bytes(data))


def _read_manifest(data: bytes) -> _Manifest | None:
    try:
        record: Any = json.loads(data.decode("utf-8"))
        rows = record["files"]
        files = {str(row["path"]): _manifest_file(row) for row in rows}
        uncleaned = frozenset(str(row["file"]) for row in record.get("left_out", {}).get("uncleaned", ()))
        is_valid = (
            isinstance(rows, list)
            and record["format"] == FORMAT
            and record["count"] == len(rows) == len(files) <= MAX_FILES
            and all(type(item.size) is int and item.size >= 0 and len(item.sha256) == 64 for item in files.values())
            and not any(is_unsafe_path(name) or name == MANIFEST for name in files)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _Manifest(hashlib.sha256(data).hexdigest(), files, uncleaned) if is_valid else None


def _manifest_file(row: Any) -> _ManifestFile:
    digest = str(row["sha256"])
    original = str(row["cleaned"]["sha256"]) if "cleaned" in row else digest
    return _ManifestFile(row["size"], digest, str(row.get("role")), original)


def _verify_archive(archive: zipfile.ZipFile, size: int) -> VerificationResult:
    infos = archive.infolist()
    if len(infos) > MAX_FILES * 2:
        return VerificationResult("", 0, (Difference("bomb", MANIFEST),))
    differences = list(_bad_entries(infos))
    differences += _anomalies(archive, size, {item.path for item in differences})
    manifest = _archived_manifest(archive)
    if manifest is None:
        return VerificationResult("", 0, (*differences, Difference("manifest", MANIFEST)))
    differences += _unportable_names(manifest.files)
    # An unportable name does not prevent checking the content.
    bad = {item.path for item in differences if item.kind not in ("name", "collides")}
    names = set()
    folders = _folders(manifest.files)
    for info in infos:
        name = info.filename
        names.add(name)
        if name == MANIFEST or name in bad:
            continue
        manifest_file = manifest.files.get(name)
        if manifest_file is None:
            if name not in folders:
                differences.append(Difference("extra", name))
        else:
            differences += _check_archived_file(archive, info, manifest_file)
    differences += [Difference("missing", name) for name in manifest.files if name not in names]
    return _verified(manifest, differences)


def _verified(manifest: _Manifest, differences: Iterable[Difference]) -> VerificationResult:
    confirmations = tuple(name for name, item in manifest.files.items() if item.role == "confirmations")
    return VerificationResult(manifest.sha256, len(manifest.files), tuple(dict.fromkeys(differences)), confirmations)


def _bad_entries(infos: list[zipfile.ZipInfo]) -> Iterator[Difference]:
    names: set[str] = set()
    safe_names = []
    for info in infos:
        if info.filename in names:
            yield Difference("duplicate", info.filename)
        names.add(info.filename)
        mode = info.external_attr >> 16
        is_special = stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
        if is_special or info.orig_filename != info.filename or is_unsafe_path(info.filename.removesuffix("/")):
            yield Difference("unsafe", info.filename)
            continue
        safe_names.append(info.filename)
        if info.flag_bits & 1:
            yield Difference("encrypted", info.filename)
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield Difference("damaged", info.filename)
        elif info.file_size > max(info.compress_size * _MAX_RATIO, _SMALL):
            yield Difference("bomb", info.filename)
    yield from _unportable_names(dict.fromkeys(safe_names))


def _unportable_names(names: Iterable[str]) -> Iterator[Difference]:
    """Yield names that are not the same files on every system. The names must be safe paths."""
    for name in names:
        if name_fault(name):
            yield Difference("name", name)
    yield from (Difference("collides", *collision) for collision in collisions(names))


def _anomalies(archive: zipfile.ZipFile, size: int, bad_names: Set[str]) -> Iterator[Difference]:
    """Yield hidden bytes, and contradicting files that are not bad for another reason."""
    anomalies = find_anomalies(archive, size)
    yield from (Difference("hidden", name or MANIFEST) for name in anomalies.hidden_bytes)
    yield from (Difference("contradicting", name) for name in anomalies.contradicting if name not in bad_names)


def _folders(names: Iterable[str]) -> set[str]:
    """The folders of files with these names, as an archive writes them, with a trailing slash."""
    return {name[: end + 1] for name in names for end, sign in enumerate(name) if sign == "/"}


def _check_archived_file(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, manifest_file: _ManifestFile
) -> list[Difference]:
    if info.file_size != manifest_file.size:
        return [Difference("size", info.filename)]
    try:
        return _check_content(read_chunks(archive, info), info.filename, manifest_file)
    except ARCHIVE_ERRORS:
        return [Difference("damaged", info.filename)]


def _check_content(data: Iterable[bytes], name: str, manifest_file: _ManifestFile) -> list[Difference]:
    digest, bytes_left = hashlib.sha256(), manifest_file.size
    for piece in data:
        bytes_left -= len(piece)
        if bytes_left < 0:
            break
        digest.update(piece)
    if bytes_left:
        return [Difference("size", name)]
    return [] if digest.hexdigest() == manifest_file.sha256 else [Difference("changed", name)]


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _verify_folder(folder: Path) -> VerificationResult:
    manifest = _manifest_of(folder)
    if manifest is None:
        if not (folder / MANIFEST).is_file():
            raise UserError(_("{path} is not a packet: there is no manifest.json.").format(path=display_path(folder)))
        return VerificationResult("", 0, (Difference("manifest", MANIFEST),))
    files = sorted(_files_below(folder))
    differences = [
        *_unportable_names(manifest.files),
        *_unportable_names(name for name, _path in files if not is_unsafe_path(name)),
    ]
    names = set()
    for name, path in files:
        plain = unicodedata.normalize("NFC", name)
        manifest_file = manifest.files.get(plain) or manifest.files.get(unicodedata.normalize("NFD", name))
        if path.is_symlink() or is_unsafe_path(name):
            differences.append(Difference("unsafe", name))
        elif manifest_file is None:
            if name != MANIFEST:
                differences.append(Difference("extra", name))
        elif not path.is_file() or path.stat().st_size != manifest_file.size:
            differences.append(Difference("size", name))
        else:
            with path.open("rb") as file:
                differences += _check_content(_read(file), name, manifest_file)
        names.add(plain)
    missing = (name for name in manifest.files if unicodedata.normalize("NFC", name) not in names)
    differences += [Difference("missing", name) for name in missing]
    return _verified(manifest, differences)


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name in the packet, path) of every file and symbolic link in a folder."""
    for place, folders, files in os.walk(folder):
        for name in (*files, *(item for item in folders if (Path(place) / item).is_symlink())):
            path = Path(place) / name
            yield path.relative_to(folder).as_posix(), path
