"""The mark of files that pd makes: a digest of everything else in the file.

Only a file whose mark is there and true is ever written over: without it, a person wrote the file or changed it.
A mark stands in the file itself; of formats that have no place for one (CSV), names and digests stand in a list beside
them. A file that was moved away from its list is taken for a person's.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# Beside files that can hold no mark.
LIST_FILE = ".pd-generated.json"
# In an XLSX: a property of the workbook, and the value that stands there until the digest is known.
WORKBOOK_PROPERTY = "pd:generated"
UNKNOWN_DIGEST = "0" * 64
_PROPERTIES = "docProps/custom.xml"
_TEXT = "pd:generated sha256="
_PROPERTY_VALUE = re.compile(rb"(%s\"[^>]*>\s*<vt:lpwstr>)([0-9a-f]{64})(?=</vt:lpwstr>)" % WORKBOOK_PROPERTY.encode())
_MOST_MEMBERS = 10_000
# Where JSON says what it is.
_HEAD = 200
# How many states of a file a list knows: the last two, so that a stop between file and list does no harm.
_STATES = 2


class _Style(NamedTuple):
    """What a text ends with before it has its mark, and with it."""

    end: bytes
    marked: bytes


_COMMENT = _Style(b"\n", b"\n<!-- %s%%s -->\n" % _TEXT.encode())
# `$comment` is JSON Schema's own word for what programs pass over.
_JSON = _Style(b"\n}\n", b',\n  "$comment": "%s%%s"\n}\n' % _TEXT.encode())
_COMMENTED = frozenset({".md", ".html"})


def marked(path: Path, data: bytes) -> bytes:
    """What is written as a generated file of this name: with its mark, where the format can hold one."""
    if _is_workbook(data):
        return _marked_workbook(data)
    style = _style(path, data)
    if style is None:
        return data
    if not data.endswith(style.end):
        data += b"\n"
    return data.removesuffix(style.end) + style.marked % text_digest(data).encode()


def is_generated(path: Path, data: bytes) -> bool:
    """Whether a file of this name with these bytes is one that pd made and nobody has changed."""
    if _is_workbook(data):
        return _is_own_workbook(data)
    style = _style(path, data)
    if style is None:
        return text_digest(data) in _listed(path.with_name(LIST_FILE)).get(path.name, ())
    return _is_own_text(style, data)


def is_listed(path: Path, data: bytes) -> bool:
    """Whether the mark of a generated file stands in the list beside it."""
    return not _is_workbook(data) and _style(path, data) is None


def list_text(place: Path, files: Mapping[str, Sequence[bytes]]) -> str:
    """What a list says when these files are written: name -> the new bytes, and those that they replace."""
    listed = _listed(place)
    listed.update({name: list(dict.fromkeys(map(text_digest, states)))[:_STATES] for name, states in files.items()})
    # Names of files need not be valid text.
    return json.dumps({"files": dict(sorted(listed.items()))}, indent=2) + "\n"


def text_digest(data: bytes) -> str:
    """A digest that stays the same when git or an editor changes only the line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _is_workbook(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def _style(path: Path, data: bytes) -> _Style | None:
    """How a text holds its mark: data is known by its signs, because a key or a baseline may have any name.

    None for a text that can hold none; SARIF is JSON, but strict about its keys.
    """
    if data.startswith(b"{") and b"/sarif/" not in data[:_HEAD]:
        return _JSON
    return _COMMENT if path.suffix.lower() in _COMMENTED else None


def _is_own_text(style: _Style, data: bytes) -> bool:
    # The mark is short and stands at the end: only there is looked for it.
    data = data.replace(b"\r\n", b"\n")
    length = len(style.marked) - len(b"%s") + 64
    found = re.fullmatch(re.escape(style.marked).replace(b"%s", b"([0-9a-f]{64})"), data[-length:])
    return found is not None and text_digest(data[:-length] + style.end) == found[1].decode()


def _listed(place: Path) -> dict[str, list[str]]:
    """Name -> digests, as a list has them; nothing where there is none or a person has changed it."""
    try:
        data = place.read_bytes() if place.is_file() else b""
    except OSError:
        return {}
    if not _is_own_text(_JSON, data):
        return {}
    files: dict[str, list[str]] = json.loads(data)["files"]
    return files


def _marked_workbook(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        said = _workbook_digest(old).encode()
        for info in old.infolist():
            member = old.read(info)
            if info.filename == _PROPERTIES:
                member, count = _PROPERTY_VALUE.subn(lambda found: found[1] + said, member)
                if count != 1:
                    raise ValueError(info.filename)
            new.writestr(info, member)
    return out.getvalue()


def _is_own_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            found = _PROPERTY_VALUE.search(book.read(_PROPERTIES))
            return found is not None and found[2].decode() == _workbook_digest(book)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        return False


def _workbook_digest(book: zipfile.ZipFile) -> str:
    """A digest of every part of a workbook but its own properties. Raises ValueError for what no pd has made."""
    infos = book.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise ValueError(len(infos))
    total = hashlib.sha256()
    for info in sorted(infos, key=lambda item: item.filename):
        if info.filename != _PROPERTIES:
            member = book.read(info)
            total.update(f"{info.filename}\0{len(member)}\0".encode())
            total.update(member)
    return total.hexdigest()
