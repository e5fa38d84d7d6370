"""Structural checks of a ZIP archive: every byte belongs to a file or a header, and both headers of a file agree.

An archive describes each file twice, in a local header and in the central directory; programs differ in which they
use. This module finds bytes that belong to neither, and files that other programs would read differently.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# Files are read in chunks, because evidence may be larger than memory.
CHUNK = 1 << 20
# Larger than the directory of a hundred thousand files, which is the only part that is read at once.
_MAX_READ = 32 * CHUNK
# The end of an archive with the longest comment.
_TAIL = 1 << 17
_LOCAL, _LOCAL_SIZE, _CENTRAL_SIZE = struct.Struct("<4s5H3L2H"), 30, 46
_END = struct.Struct("<4s4H2LH")
_END_64, _LOCATOR_64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_MASK_16, _MASK_32 = 0xFFFF, 0xFFFFFFFF
_UTF8, _HAS_DESCRIPTOR = 0x800, 0x8
# Extra fields of archivers (ZIP64 sizes, times, owners) -> their maximal length in bytes.
_KNOWN_EXTRA = {0x0001: 28, 0x000A: 32, 0x5455: 13, 0x5855: 12, 0x7855: 4, 0x7875: 24}
_UNICODE_NAME = 0x7075
# The exceptions of reading a broken archive.
ARCHIVE_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip


class _Bounded(io.BufferedReader):
    """A file that refuses reads larger than a well-formed archive needs."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as usual, but raise BadZipFile for a directory that would fill the memory."""
        if size is not None and size > _MAX_READ:
            raise zipfile.BadZipFile
        return super().read(_TAIL if size is None or size < 0 else size)


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive for reading. Raises BadZipFile if its directory cannot be read, OSError if the file cannot."""
    with _Bounded(io.FileIO(path)) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise zipfile.BadZipFile from error
        with archive:
            yield archive


class ArchiveAnomalies(NamedTuple):
    """Names of files next to which bytes are hidden (empty: the directory), and of files with contradicting headers."""

    hidden_bytes: tuple[str, ...]
    contradicting: tuple[str, ...]


def find_anomalies(archive: zipfile.ZipFile, size: int) -> ArchiveAnomalies:
    """The anomalies of an archive of `size` bytes."""
    hidden, contradicting = [], []
    end, before = 0, b""
    infos = sorted(archive.infolist(), key=lambda item: item.header_offset)
    for info in infos:
        if not _follows(archive, info.header_offset, end, before):
            hidden.append(info.filename)
        header = _header(archive, info)
        if header is None or not header.is_consistent:
            contradicting.append(info.filename)
        if header is None:
            continue
        if not _is_standard_extra(header.extra, info) or not _is_standard_extra(info.extra, info) or info.comment:
            hidden.append(info.filename)
        # ZipInfo.is_dir fails on an empty name before Python 3.13.
        if info.filename.endswith("/") and (info.compress_size or info.file_size):
            hidden.append(info.filename)
        end = header.end
        before = _descriptor(info) if info.flag_bits & _HAS_DESCRIPTOR else b""
    if not _follows(archive, archive.start_dir, end, before) or not _is_exact_end(archive, infos, size):
        hidden.append("")
    return ArchiveAnomalies(tuple(dict.fromkeys(hidden)), tuple(dict.fromkeys(contradicting)))


class _Header(NamedTuple):
    """A local header: whether it agrees with the directory, its extra field, and the offsets of the file's bytes."""

    is_consistent: bool
    extra: bytes
    start: int
    end: int


def _header(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Header | None:
    """The local header of a file; None if there is none."""
    try:
        fields = _LOCAL.unpack(_bytes(archive, info.header_offset, _LOCAL_SIZE))
        signature, _version, flags, method, _time, _day, crc, packed, size, name_length, extra_length = fields
        start = info.header_offset + _LOCAL_SIZE
        name, extra = _bytes(archive, start, name_length), _bytes(archive, start + name_length, extra_length)
    except ARCHIVE_ERRORS:
        return None
    is_known = (crc, packed, size) == (info.CRC, info.compress_size, info.file_size)
    # Sizes of large files stand in the extra field; sizes unknown at the time of writing behind the file.
    is_large = crc == info.CRC and {packed, size} == {_MASK_32} and extra.startswith(_sizes_64(info))
    is_later = flags & _HAS_DESCRIPTOR and crc == 0 and {packed, size} <= {0, _MASK_32}
    is_same_method = signature == b"PK\x03\x04" and (flags, method) == (info.flag_bits, info.compress_type)
    is_consistent = is_same_method and name == _name_bytes(info) and bool(is_known or is_large or is_later)
    start += name_length + extra_length
    return _Header(is_consistent, extra, start, start + info.compress_size)


def _sizes_64(info: zipfile.ZipInfo) -> bytes:
    return struct.pack("<2H2Q", 1, 16, info.file_size, info.compress_size)


def _follows(archive: zipfile.ZipFile, offset: int, end: int, descriptor: bytes) -> bool:
    """Whether an offset is the end of a file, or the end of its data descriptor."""
    if offset == end:
        return True
    if not descriptor or not end < offset <= end + 24:
        return False
    gap = _bytes(archive, end, offset - end).removeprefix(b"PK\x07\x08")
    return gap in (descriptor, _descriptor_32(descriptor))


def _descriptor(info: zipfile.ZipInfo) -> bytes:
    return struct.pack("<LQQ", info.CRC, info.compress_size, info.file_size)


def _descriptor_32(descriptor: bytes) -> bytes:
    crc, packed, size = struct.unpack("<LQQ", descriptor)
    return struct.pack("<3L", crc, packed & _MASK_32, size & _MASK_32)


def _is_standard_extra(extra: bytes, info: zipfile.ZipInfo) -> bool:
    """Whether an extra field holds only the known fields of archivers."""
    while extra:
        if len(extra) < 4:
            return False
        kind, length = struct.unpack_from("<HH", extra)
        value, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_NAME:
            # Version, checksum and name: a different name would be another file to some programs.
            if value[5:] != info.filename.encode("utf-8", "replace"):
                return False
        elif len(value) != length or length > _KNOWN_EXTRA.get(kind, -1):
            return False
    return True


def _is_exact_end(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether only the central directory and its end records follow the files."""
    start = archive.start_dir
    length = sum(_CENTRAL_SIZE + len(_name_bytes(info)) + len(info.extra) + len(info.comment) for info in infos)
    count, rest = len(infos), size - start - length
    if rest not in (_END.size, _END_64.size + _LOCATOR_64.size + _END.size) or archive.comment:
        return False
    tail = _bytes(archive, start + length, rest)
    signature, disk, first, entries_here, entries_total, directory_length, directory_start, comment = _END.unpack(
        tail[-_END.size :]
    )
    is_large = rest > _END.size
    counts = (count, _MASK_16) if is_large else (count,)
    lengths, starts = ((length, _MASK_32), (start, _MASK_32)) if is_large else ((length,), (start,))
    if is_large:
        record = _END_64.unpack(tail[: _END_64.size])
        expected = (b"PK\x06\x06", _END_64.size - 12, *record[2:4], 0, 0, count, count, length, start)
        locator = _LOCATOR_64.unpack(tail[_END_64.size : -_END.size])
        if record != expected or locator != (b"PK\x06\x07", 0, start + length, 1):
            return False
    return (
        (signature, disk, first, comment) == (b"PK\x05\x06", 0, 0, 0)
        and entries_here in counts and entries_total in counts
        and directory_length in lengths and directory_start in starts
    )  # fmt: skip


def _name_bytes(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")


def read_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the decompressed bytes of a file in chunks.

    Raises one of ARCHIVE_ERRORS, also for trailing bytes or a checksum other than that of the directory.
    """
    checksum = 0
    for piece in _decompressed_chunks(archive, info):
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if checksum != info.CRC:
        raise zipfile.BadZipFile


def _decompressed_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    header = _header(archive, info)
    if header is None or not header.is_consistent:
        raise zipfile.BadZipFile
    decompressor = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    offset = header.start
    while offset < header.end:
        piece = _bytes(archive, offset, min(CHUNK, header.end - offset))
        offset += len(piece)
        if decompressor is None:
            yield piece
            continue
        while piece and not decompressor.eof:
            yield decompressor.decompress(piece, CHUNK)
            piece = decompressor.unconsumed_tail
        if decompressor.eof and (decompressor.unused_data or offset < header.end):
            raise zipfile.BadZipFile
    if decompressor is None:
        return
    while not decompressor.eof:
        # What was held back; without any, the end is missing.
        piece = decompressor.decompress(b"", CHUNK)
        if not piece and not decompressor.eof:
            raise zipfile.BadZipFile
        yield piece


def _bytes(archive: zipfile.ZipFile, offset: int, length: int) -> bytes:
    assert archive.fp is not None
    archive.fp.seek(offset)
    data = archive.fp.read(length)
    if len(data) != length:
        raise EOFError
    return data
