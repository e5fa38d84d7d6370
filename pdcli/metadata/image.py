"""Pictures: where and with what they were taken, and by whom. What tells it is taken out, the picture stays byte for
byte.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from PIL import Image

from pdcli.metadata.image_parts import Part, joined, parts
from pdcli.metadata.look import Hidden

# Numbers of EXIF fields.
_ORIENTATION, _GPS, _MORE = 0x0112, 0x8825, 0x8769
_AUTHORS, _DEVICES = (0x013B, 0x9C9D, 0xA430), (0x010F, 0x0110)
_SERIAL_NUMBERS = (0xA431, 0xA435, 0xC62F)
_COMMENTS = (0x010E, 0x9286, 0x9C9C)
_LATITUDE, _LONGITUDE = 2, 4
_IPTC_AUTHOR, _IPTC_PLACES = (2, 80), ((2, 90), (2, 92))
# XMP is text: what it says is found without reading its XML.
_XMP_PLACE = re.compile(rb"GPS(?:Latitude|Longitude)|photoshop:City|Iptc4xmpCore:Location")
_XMP_AUTHOR = re.compile(rb"<(?:dc:creator|xmpDM:artist)\b.{0,400}?<rdf:li[^>]{0,200}>([^<]{1,200})<", re.DOTALL)
_XMP_DEVICE = re.compile(rb"tiff:(?:Make|Model)(?:>|=[\"'])([^<\"']{1,100})")
# What programs write of themselves is no comment of a person.
_WORDS_OF_PEOPLE = {b"author": "author", b"artist": "author", b"comment": "comments", b"description": "comments"}
_OWN_WORDS = re.compile(
    r"(?i)created with|file source|lavc|optimi[sz]ed|quality\s*=|^\s*$|ascii|unicode|software|^compressed"
)


def look_image(data: bytes, name: str) -> list[Hidden]:
    """What a JPEG, PNG or WebP tells."""
    return [item for part in parts(data, name) for item in _told(part)]


def clean_image(data: bytes, name: str) -> bytes:
    """The same picture, byte for byte, without anything that is not the picture; it keeps the side that is up."""
    found = list(parts(data, name))
    turned = next((side for part in found if part.role == "exif" for side in _orientation(part.body)), 1)
    exif = Image.Exif()
    if turned in range(2, 9):
        exif[_ORIENTATION] = turned
    return joined(found, exif.tobytes().removeprefix(b"Exif\0\0") if turned in range(2, 9) else b"", name)


def look_with_pillow(data: bytes) -> list[Hidden]:
    """What a TIFF or GIF tells."""
    # The picture is never unpacked, however large it is.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data), formats=("TIFF", "GIF")) as picture:
        found = [*_exif(picture.getexif())] if picture.format == "TIFF" else []
        comment = picture.info.get("comment")
        if comment:
            found += _comment(comment if isinstance(comment, bytes) else str(comment).encode())
        return found


def _told(part: Part) -> Iterator[Hidden]:
    match part.role:
        case "exif":
            exif = Image.Exif()
            exif.load(b"Exif\0\0" + part.body)
            yield from _exif(exif)
        case "xmp":
            yield from look_xmp(part.body)
        case "iptc":
            yield from _iptc(part.body)
        case "text":
            word, _zero, text = part.body.partition(b"\0")
            match _WORDS_OF_PEOPLE.get(word.lower()):
                case "author":
                    yield Hidden("author", _decoded(text))
                case "comments":
                    yield from _comment(text)
        case "behind" if part.raw.startswith(b"\xff\xd8\xff"):
            # Phones put a second picture behind the first.
            yield from look_image(part.raw, "jpeg")
        case "behind" if b"ftyp" in part.raw[:4096]:
            yield Hidden("files", "1")


def _exif(exif: Image.Exif) -> Iterator[Hidden]:
    place = exif.get_ifd(_GPS)
    if place.get(_LATITUDE) or place.get(_LONGITUDE):
        yield Hidden("place", "GPS")
    more = exif.get_ifd(_MORE)
    for number in _AUTHORS:
        if text := _text(exif.get(number) or more.get(number)):
            yield Hidden("author", text)
    device = " ".join(filter(None, (_text(exif.get(number)) for number in _DEVICES)))
    serial = next(filter(None, (_text(exif.get(number) or more.get(number)) for number in _SERIAL_NUMBERS)), "")
    if device or serial:
        yield Hidden("device", f"{device} № {serial}".strip() if serial else device)
    for number in _COMMENTS:
        if text := _text(exif.get(number) or more.get(number)):
            yield from _comment(text.encode())


def look_xmp(text: bytes) -> Iterator[Hidden]:
    """What the XMP of a picture or PDF tells."""
    if _XMP_PLACE.search(text):
        yield Hidden("place", "XMP")
    yield from (Hidden("author", _decoded(found[1])) for found in _XMP_AUTHOR.finditer(text) if found[1].strip())
    device = b" ".join(dict.fromkeys(found[1] for found in _XMP_DEVICE.finditer(text)))
    if device:
        yield Hidden("device", _decoded(device))


def _iptc(body: bytes) -> Iterator[Hidden]:
    at = body.find(b"\x1c\x02")
    if at < 0:
        return
    found: dict[tuple[int, int], Any] = {}
    while body[at : at + 1] == b"\x1c" and at + 5 <= len(body):
        length = int.from_bytes(body[at + 3 : at + 5])
        found[body[at + 1], body[at + 2]] = body[at + 5 : at + 5 + length]
        at += 5 + length
    if found.get(_IPTC_AUTHOR):
        yield Hidden("author", _decoded(found[_IPTC_AUTHOR]))
    if any(found.get(key) for key in _IPTC_PLACES):
        yield Hidden("place", "IPTC")


def _comment(text: bytes) -> Iterator[Hidden]:
    if not _OWN_WORDS.search(_decoded(text)):
        yield Hidden("comments", "1")


def _orientation(body: bytes) -> Iterator[int]:
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + body)
    side = exif.get(_ORIENTATION)
    if isinstance(side, int):
        yield side


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        # Windows writes its own fields in UTF-16.
        value = value.decode("utf-16-le", "replace") if value[1:2] == b"\0" else _decoded(value)
    return str(value).strip(" \0") if value else ""


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace").strip(" \0")
