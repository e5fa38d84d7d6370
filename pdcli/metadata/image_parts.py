"""JPEG, PNG and WebP files split into parts: image data and metadata. Nothing is decoded."""

import struct
import zlib
from collections.abc import Iterator
from typing import Literal, NamedTuple

Role = Literal["picture", "exif", "xmp", "iptc", "text", "other", "behind"]
_PNG_PICTURE = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD",
    b"cICP", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
_WEBP_PICTURE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"})
_PNG_START, _EXIF_START, _XMP_START = b"\x89PNG\r\n\x1a\n", b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
# Flags of a WebP for EXIF and XMP chunks.
_WEBP_TELLING = 0x08 | 0x04
_MOST_TEXT = 1 << 20


class Part(NamedTuple):
    """A part of a file: its role, its raw bytes, and the body of a metadata part."""

    role: Role
    raw: bytes
    body: bytes = b""


def parts(data: bytes, name: str) -> Iterator[Part]:
    """Yield the parts of a picture. Raises ValueError, IndexError or struct.error if it is broken."""
    match name:
        case "jpeg":
            return _jpeg(data)
        case "png":
            return _png(data)
        case _:
            return _webp(data)


def join_parts(image_parts: list[Part], exif: bytes, name: str) -> bytes:
    """The bytes of a picture from its image parts, with new EXIF (empty: none)."""
    picture = [part.raw for part in image_parts if part.role == "picture"]
    match name:
        case "jpeg":
            new = _jpeg_segment(b"\xe1", _EXIF_START + exif) if exif else b""
            return picture[0] + new + b"".join(picture[1:])
        case "png":
            # Behind the head, before everything else.
            new = _png_chunk(b"eXIf", exif) if exif else b""
            return _PNG_START + picture[0] + new + b"".join(picture[1:])
        case _:
            body = b"".join(picture) + (_webp_chunk(b"EXIF", exif) if exif else b"")
            if body.startswith(b"VP8X"):
                flags = (body[8] & ~_WEBP_TELLING) | (0x08 if exif else 0)
                body = body[:8] + bytes([flags]) + body[9:]
            return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body


def _jpeg(data: bytes) -> Iterator[Part]:
    at = 2
    yield Part("picture", data[:2])
    while True:
        if data[at] != 0xFF:
            raise ValueError(at)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            yield Part("picture", data[at : at + 2])
            if at + 2 < len(data):
                yield Part("behind", data[at + 2 :])
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError(at)
        raw, body = data[at:end], data[at + 4 : end]
        yield _jpeg_part(marker, raw, body)
        at = end
        if marker == 0xDA:
            # The picture itself, up to the next marker that is none of its own.
            stop = at
            while True:
                stop = data.index(b"\xff", stop)
                if data[stop + 1] != 0 and not 0xD0 <= data[stop + 1] <= 0xD7:
                    break
                stop += 2
            yield Part("picture", data[at:stop])
            at = stop


def _jpeg_part(marker: int, raw: bytes, body: bytes) -> Part:
    if marker == 0xFE:
        return Part("text", raw, b"Comment\0" + body)
    if not 0xE0 <= marker <= 0xEF:
        return Part("picture", raw)
    # JFIF, colours, and how colours are turned: without them the picture looks otherwise.
    if marker == 0xE0 or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0")) or marker == 0xEE:
        return Part("picture", raw)
    if marker == 0xE1 and body.startswith(_EXIF_START):
        return Part("exif", raw, body.removeprefix(_EXIF_START))
    if marker == 0xE1 and body.startswith(b"http://ns.adobe.com/"):
        return Part("xmp", raw, body.removeprefix(_XMP_START))
    return Part("iptc" if marker == 0xED else "other", raw, body)


def _jpeg_segment(marker: bytes, body: bytes) -> bytes:
    return b"\xff" + marker + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Iterator[Part]:
    at = len(_PNG_START)
    while at < len(data):
        length, kind = struct.unpack_from(">L4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError(at)
        raw, body = data[at:end], data[at + 8 : end - 4]
        if kind in _PNG_PICTURE:
            yield Part("picture", raw)
        elif kind == b"eXIf":
            yield Part("exif", raw, body)
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            text = _png_text(kind, body)
            yield Part("xmp" if text.startswith(b"XML:com.adobe.xmp") else "text", raw, text)
        else:
            yield Part("other", raw, body)
        at = end
        if kind == b"IEND":
            if at < len(data):
                yield Part("behind", data[at:])
            return
    raise ValueError(at)


def _png_text(kind: bytes, body: bytes) -> bytes:
    """The keyword, a zero, and the text, unpacked where it is packed."""
    word, _zero, rest = body.partition(b"\0")
    if kind == b"tEXt":
        return word + b"\0" + rest
    packed = True
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        # The language and the keyword in it stand before the text.
        rest = rest[1:2] + rest[2:].split(b"\0", 2)[-1]
    text = rest[1:]
    return word + b"\0" + (zlib.decompressobj().decompress(text, _MOST_TEXT) if packed else text)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def _webp(data: bytes) -> Iterator[Part]:
    (length,) = struct.unpack_from("<L", data, 4)
    whole = min(length + 8, len(data))
    if length + 8 > len(data) + 1:
        raise ValueError(length)
    at = 12
    while at + 8 <= whole:
        kind, length = struct.unpack_from("<4sL", data, at)
        end = at + 8 + length + (length & 1)
        if at + 8 + length > len(data):
            raise ValueError(at)
        raw, body = data[at:end], data[at + 8 : at + 8 + length]
        if kind in _WEBP_PICTURE:
            yield Part("picture", raw)
        elif kind == b"EXIF":
            yield Part("exif", raw, body.removeprefix(_EXIF_START))
        else:
            yield Part("xmp" if kind == b"XMP " else "other", raw, body)
        at = end
    if whole < len(data):
        yield Part("behind", data[whole:])


def _webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<L", len(body)) + body + b"\0" * (len(body) & 1)
