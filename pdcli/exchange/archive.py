"""The bytes of a ZIP archive: every one belongs to a file or to what describes it, and both descriptions agree.

An archive describes each file twice, before its bytes and in the directory at the end; programs differ in which they
believe. Bytes that neither claims, and files that are something else to another program, are found here.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# Pieces in which files are read: evidence may be larger than memory.
CHUNK = 1 << 20
# The directory of a hundred thousand files is not larger. It alone is read at once.
_MOST_AT_ONCE = 32 * CHUNK
# The end of an archive with the longest comment.
_TAIL = 1 << 17
_LOCAL, _LOCAL_SIZE, _CENTRAL_SIZE = struct.Struct("<4s5H3L2H"), 30, 46
_END = struct.Struct("<4s4H2LH")
_END_64, _LOCATOR_64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_MASK_16, _MASK_32 = 0xFFFF, 0xFFFFFFFF
_UTF8, _DESCRIBED_BEHIND = 0x800, 0x8
# Large sizes, times and owners: what archivers add to a file beyond its bytes, and how long that can be.
_HARMLESS = {0x0001: 28, 0x000A: 32, 0x5455: 13, 0x5855: 12, 0x7855: 4, 0x7875: 24}
_NAME_AGAIN = 0x7075
# What reading a broken archive ends in.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip


class _Bounded(io.BufferedReader):
    """A file of which no more is read at once than an honest archive needs."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As usual, but a directory that is too large is refused before it fills the memory."""
        if size is not None and size > _MOST_AT_ONCE:
            raise zipfile.BadZipFile
        return super().read(_TAIL if size is None or size < 0 else size)


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive to look at. Raises BadZipFile where its directory cannot be read, OSError where the file cannot."""
    with _Bounded(io.FileIO(path)) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise zipfile.BadZipFile from error
        with archive:
            yield archive


class Oddities(NamedTuple):
    """Names of files beside which bytes are hidden (empty: the directory), and of files described in two ways."""

    hidden: tuple[str, ...]
    contradicting: tuple[str, ...]


def oddities(archive: zipfile.ZipFile, size: int) -> Oddities:
    """What does not belong into an archive of `size` bytes."""
    hidden, contradicting = [], []
    end, before = 0, b""
    infos = sorted(archive.infolist(), key=lambda item: item.header_offset)
    for info in infos:
        if not _follows(archive, info.header_offset, end, before):
            hidden.append(info.filename)
        header = _header(archive, info)
        if header is None or not header.agrees:
            contradicting.append(info.filename)
        if header is None:
            continue
        if not _is_plain(header.extra, info) or not _is_plain(info.extra, info) or info.comment:
            hidden.append(info.filename)
        # ZipInfo.is_dir fails on an empty name before Python 3.13.
        if info.filename.endswith("/") and (info.compress_size or info.file_size):
            hidden.append(info.filename)
        end = header.end
        before = _descriptor(info) if info.flag_bits & _DESCRIBED_BEHIND else b""
    if not _follows(archive, archive.start_dir, end, before) or not _is_whole_end(archive, infos, size):
        hidden.append("")
    return Oddities(tuple(dict.fromkeys(hidden)), tuple(dict.fromkeys(contradicting)))


class _Header(NamedTuple):
    """What stands before a file: whether it is what the directory says, what is added, where its bytes are."""

    agrees: bool
    extra: bytes
    start: int
    end: int


def _header(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Header | None:
    """The header before a file; None where there is none."""
    try:
        said = _LOCAL.unpack(_bytes(archive, info.header_offset, _LOCAL_SIZE))
        signature, _version, flags, method, _time, _day, crc, packed, size, name_length, extra_length = said
        start = info.header_offset + _LOCAL_SIZE
        name, extra = _bytes(archive, start, name_length), _bytes(archive, start + name_length, extra_length)
    except BROKEN:
        return None
    is_known = (crc, packed, size) == (info.CRC, info.compress_size, info.file_size)
    # Sizes of large files stand in the part behind the name; those that were not known yet behind the file.
    is_large = crc == info.CRC and {packed, size} == {_MASK_32} and extra.startswith(_sizes_64(info))
    is_later = flags & _DESCRIBED_BEHIND and crc == 0 and {packed, size} <= {0, _MASK_32}
    same = signature == b"PK\x03\x04" and (flags, method) == (info.flag_bits, info.compress_type)
    agrees = same and name == _name_bytes(info) and bool(is_known or is_large or is_later)
    start += name_length + extra_length
    return _Header(agrees, extra, start, start + info.compress_size)


def _sizes_64(info: zipfile.ZipInfo) -> bytes:
    return struct.pack("<2H2Q", 1, 16, info.file_size, info.compress_size)


def _follows(archive: zipfile.ZipFile, at: int, end: int, descriptor: bytes) -> bool:
    """Whether something begins right behind a file, or behind its sizes where they stand there."""
    if at == end:
        return True
    if not descriptor or not end < at <= end + 24:
        return False
    between = _bytes(archive, end, at - end).removeprefix(b"PK\x07\x08")
    return between in (descriptor, _narrow(descriptor))


def _descriptor(info: zipfile.ZipInfo) -> bytes:
    return struct.pack("<LQQ", info.CRC, info.compress_size, info.file_size)


def _narrow(descriptor: bytes) -> bytes:
    crc, packed, size = struct.unpack("<LQQ", descriptor)
    return struct.pack("<3L", crc, packed & _MASK_32, size & _MASK_32)


def _is_plain(extra: bytes, info: zipfile.ZipInfo) -> bool:
    """Whether the part behind a name holds nothing but what archivers write there."""
    while extra:
        if len(extra) < 4:
            return False
        kind, length = struct.unpack_from("<HH", extra)
        value, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _NAME_AGAIN:
            # Version and checksum of the name, then the name: another one would be another file to some programs.
            if value[5:] != info.filename.encode("utf-8", "replace"):
                return False
        elif len(value) != length or length > _HARMLESS.get(kind, -1):
            return False
    return True


def _is_whole_end(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether behind the files there are the directory and the record of its place, and nothing else."""
    start = archive.start_dir
    length = sum(_CENTRAL_SIZE + len(_name_bytes(info)) + len(info.extra) + len(info.comment) for info in infos)
    count, rest = len(infos), size - start - length
    if rest not in (_END.size, _END_64.size + _LOCATOR_64.size + _END.size) or archive.comment:
        return False
    tail = _bytes(archive, start + length, rest)
    signature, disk, first, here, all_, said_length, said_start, comment = _END.unpack(tail[-_END.size :])
    is_large = rest > _END.size
    counts = (count, _MASK_16) if is_large else (count,)
    lengths, starts = ((length, _MASK_32), (start, _MASK_32)) if is_large else ((length,), (start,))
    if is_large:
        record = _END_64.unpack(tail[: _END_64.size])
        truth = (b"PK\x06\x06", _END_64.size - 12, *record[2:4], 0, 0, count, count, length, start)
        locator = _LOCATOR_64.unpack(tail[_END_64.size : -_END.size])
        if record != truth or locator != (b"PK\x06\x07", 0, start + length, 1):
            return False
    return (
        (signature, disk, first, comment) == (b"PK\x05\x06", 0, 0, 0)
        and here in counts and all_ in counts and said_length in lengths and said_start in starts
    )  # fmt: skip


def _name_bytes(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")


def pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a file, unpacked, piece by piece.

    Raises one of BROKEN, also where bytes are left behind or have another checksum than the directory says.
    """
    checksum = 0
    for piece in _unpacked(archive, info):
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if checksum != info.CRC:
        raise zipfile.BadZipFile


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    header = _header(archive, info)
    if header is None or not header.agrees:
        raise zipfile.BadZipFile
    unpacking = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    at = header.start
    while at < header.end:
        piece = _bytes(archive, at, min(CHUNK, header.end - at))
        at += len(piece)
        if unpacking is None:
            yield piece
            continue
        while piece and not unpacking.eof:
            yield unpacking.decompress(piece, CHUNK)
            piece = unpacking.unconsumed_tail
        if unpacking.eof and (unpacking.unused_data or at < header.end):
            raise zipfile.BadZipFile
    if unpacking is None:
        return
    while not unpacking.eof:
        # What was held back; without any, the end is missing.
        piece = unpacking.decompress(b"", CHUNK)
        if not piece and not unpacking.eof:
            raise zipfile.BadZipFile
        yield piece


def _bytes(archive: zipfile.ZipFile, at: int, length: int) -> bytes:
    assert archive.fp is not None
    archive.fp.seek(at)
    data = archive.fp.read(length)
    if len(data) != length:
        raise EOFError
    return data
