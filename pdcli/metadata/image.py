"""Metadata of pictures: place, device and author. Cleaning removes it and keeps the image data byte for byte."""

import io
import re
from collections.abc import Iterator
from typing import Any

from PIL import Image

from pdcli.metadata.image_parts import Part, join_parts, parts
from pdcli.metadata.inspection import HiddenItem

# EXIF tags.
_ORIENTATION, _GPS, _MORE = 0x0112, 0x8825, 0x8769
_AUTHORS, _DEVICES = (0x013B, 0x9C9D, 0xA430), (0x010F, 0x0110)
_SERIAL_NUMBERS = (0xA431, 0xA435, 0xC62F)
_COMMENTS = (0x010E, 0x9286, 0x9C9C)
_LATITUDE, _LONGITUDE = 2, 4
_IPTC_AUTHOR, _IPTC_PLACES = (2, 80), ((2, 90), (2, 92))
# XMP is text: its values are found without parsing the XML.
_XMP_PLACE = re.compile(rb"GPS(?:Latitude|Longitude)|photoshop:City|Iptc4xmpCore:Location")
_XMP_AUTHOR = re.compile(rb"<(?:dc:creator|xmpDM:artist)\b.{0,400}?<rdf:li[^>]{0,200}>([^<]{1,200})<", re.DOTALL)
_XMP_DEVICE = re.compile(rb"tiff:(?:Make|Model)(?:>|=[\"'])([^<\"']{1,100})")
# Keywords of texts in a PNG -> the kind of metadata. Texts that programs write about themselves are no comments.
_PERSONAL_KEYWORDS = {b"author": "author", b"artist": "author", b"comment": "comments", b"description": "comments"}
_PROGRAM_TEXT = re.compile(
    r"(?i)created with|file source|lavc|optimi[sz]ed|quality\s*=|^\s*$|ascii|unicode|software|^compressed"
)


def inspect_image(data: bytes, name: str) -> list[HiddenItem]:
    """The metadata of a JPEG, PNG or WebP."""
    return [item for part in parts(data, name) for item in _part_metadata(part)]


def clean_image(data: bytes, name: str) -> bytes:
    """The picture without metadata except its orientation; the image data is unchanged."""
    image_parts = list(parts(data, name))
    orientation = next((value for part in image_parts if part.role == "exif" for value in _orientation(part.body)), 1)
    exif = Image.Exif()
    if orientation in range(2, 9):
        exif[_ORIENTATION] = orientation
    return join_parts(
        image_parts, exif.tobytes().removeprefix(b"Exif\0\0") if orientation in range(2, 9) else b"", name
    )


def inspect_with_pillow(data: bytes) -> list[HiddenItem]:
    """The metadata of a TIFF or GIF."""
    # The picture is not decoded, whatever its size.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data), formats=("TIFF", "GIF")) as picture:
        hidden = [*_exif(picture.getexif())] if picture.format == "TIFF" else []
        comment = picture.info.get("comment")
        if comment:
            hidden += _comment(comment if isinstance(comment, bytes) else str(comment).encode())
        return hidden


def _part_metadata(part: Part) -> Iterator[HiddenItem]:
    match part.role:
        case "exif":
            exif = Image.Exif()
            exif.load(b"Exif\0\0" + part.body)
            yield from _exif(exif)
        case "xmp":
            yield from inspect_xmp(part.body)
        case "iptc":
            yield from _iptc(part.body)
        case "text":
            word, _zero, text = part.body.partition(b"\0")
            match _PERSONAL_KEYWORDS.get(word.lower()):
                case "author":
                    yield HiddenItem("author", _decoded(text))
                case "comments":
                    yield from _comment(text)
        case "behind" if part.raw.startswith(b"\xff\xd8\xff"):
            # Phones append a second picture.
            yield from inspect_image(part.raw, "jpeg")
        case "behind" if b"ftyp" in part.raw[:4096]:
            yield HiddenItem("files", "1")


def _exif(exif: Image.Exif) -> Iterator[HiddenItem]:
    place = exif.get_ifd(_GPS)
    if place.get(_LATITUDE) or place.get(_LONGITUDE):
        yield HiddenItem("place", "GPS")
    more = exif.get_ifd(_MORE)
    for number in _AUTHORS:
        if text := _text(exif.get(number) or more.get(number)):
            yield HiddenItem("author", text)
    device = " ".join(filter(None, (_text(exif.get(number)) for number in _DEVICES)))
    serial = next(filter(None, (_text(exif.get(number) or more.get(number)) for number in _SERIAL_NUMBERS)), "")
    if device or serial:
        yield HiddenItem("device", f"{device} № {serial}".strip() if serial else device)
    for number in _COMMENTS:
        if text := _text(exif.get(number) or more.get(number)):
            yield from _comment(text.encode())


def inspect_xmp(text: bytes) -> Iterator[HiddenItem]:
    """Yield the metadata in the XMP of a picture or PDF."""
    if _XMP_PLACE.search(text):
        yield HiddenItem("place", "XMP")
    yield from (HiddenItem("author", _decoded(match[1])) for match in _XMP_AUTHOR.finditer(text) if match[1].strip())
    device = b" ".join(dict.fromkeys(match[1] for match in _XMP_DEVICE.finditer(text)))
    if device:
        yield HiddenItem("device", _decoded(device))


def _iptc(body: bytes) -> Iterator[HiddenItem]:
    offset = body.find(b"\x1c\x02")
    if offset < 0:
        return
    fields: dict[tuple[int, int], Any] = {}
    while body[offset : offset + 1] == b"\x1c" and offset + 5 <= len(body):
        length = int.from_bytes(body[offset + 3 : offset + 5])
        fields[body[offset + 1], body[offset + 2]] = body[offset + 5 : offset + 5 + length]
        offset += 5 + length
    if fields.get(_IPTC_AUTHOR):
        yield HiddenItem("author", _decoded(fields[_IPTC_AUTHOR]))
    if any(fields.get(key) for key in _IPTC_PLACES):
        yield HiddenItem("place", "IPTC")


def _comment(text: bytes) -> Iterator[HiddenItem]:
    if not _PROGRAM_TEXT.search(_decoded(text)):
        yield HiddenItem("comments", "1")


def _orientation(body: bytes) -> Iterator[int]:
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + body)
    side = exif.get(_ORIENTATION)
    if isinstance(side, int):
        yield side


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        # Windows writes its own tags in UTF-16.
        value = value.decode("utf-16-le", "replace") if value[1:2] == b"\0" else _decoded(value)
    return str(value).strip(" \0") if value else ""


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace").strip(" \0")
