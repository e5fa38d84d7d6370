"""Links and pictures in answers: where they stand in a text, and which file or address they lead to."""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

# A label has no brackets in it, a target one level of them at most: whoever reads a text passes every sign once.
LINK = r"(?P<picture>!?)\[(?P<label>[^\[\]\n]*)\]\((?P<inside>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
_LINK = re.compile(rf"(?<!\\){LINK}")
_TITLE = re.compile(r"""\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*\Z""")
# `[Cu](H2O)` and `[5](1.5)` are signs: a target has a letter, and a point, a slash or a colon.
_LIKE_TARGET = re.compile(r"(?=.*[^\W\d_]).*[./\\:]", re.DOTALL)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = re.compile(r"[A-Za-z]:")
_ADDRESSES = frozenset({"http", "https", "mailto"})
# What other programs open is neither a file of the portfolio nor an address of a page.
_OTHER = frozenset({"ftp", "tel", "sms", "geo", "skype", "callto", "tg", "whatsapp"})
_NEVER = frozenset({"javascript", "vbscript", "data", "file", "blob", "about"})
_IN_ADDRESSES = "%/:?#@!$&'*+,=~-._"
_MOST_LEFT_OUT = 200


class AnswerLink(NamedTuple):
    """A link or picture in a text: `start` and `end` of the whole, `target_start` of the target alone."""

    start: int
    end: int
    is_picture: bool
    label: str
    target: str
    target_start: int
    title: str


class Destination(NamedTuple):
    """What a target leads to.

    `file` and `folder` are inside the portfolio: `path` is their place, `rest` a query or an anchor. An `address` is
    `href`. What is `missing` or `outside` leads nowhere, and what is `other` is not for a page.
    """

    state: Literal["file", "folder", "address", "missing", "outside", "other"]
    path: Path | None = None
    rest: str = ""
    href: str = ""


def links_in(text: str) -> Iterator[AnswerLink]:
    """Every link and picture of a text, in order."""
    if "](" in text:
        for found in _LINK.finditer(text):
            link = link_of(found)
            if link is not None:
                yield link


def link_of(found: re.Match[str]) -> AnswerLink | None:
    """A match of LINK as a link; None for brackets of another meaning."""
    inside = found["inside"]
    title = _TITLE.search(inside)
    said = inside[: title.start()] if title else inside
    target = said.strip()
    start = found.start("inside") + len(said) - len(said.lstrip())
    if target.startswith("<") and target.endswith(">"):
        target, start = target[1:-1].strip(), start + 1
    is_picture = bool(found["picture"])
    if not target or target.startswith("#") or not (is_picture or _LIKE_TARGET.match(target)):
        return None
    told = (title["double"] or title["single"] or "") if title else ""
    return AnswerLink(found.start(), found.end(), is_picture, found["label"], target, start, told)


def destination(root: Path, folder: Path, target: str) -> Destination:
    """Where a target in a document of `folder` leads. `root` is the portfolio's folder, without links in its path."""
    scheme = _SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    if name in _ADDRESSES:
        href = address(target)
        return Destination("address", href=href) if href else Destination("missing")
    if name in _NEVER:
        return Destination("outside")
    if name in _OTHER:
        return Destination("other")
    state: Literal["missing", "outside"] = "outside"
    for written, rest in _spellings(target):
        if written.startswith("/") or _DRIVE.match(written):
            continue
        inside = posixpath.normpath(posixpath.join(folder.relative_to(root).as_posix(), written))
        parts = inside.split("/")
        # What begins with a point is no work of a teacher: settings, git and its passwords.
        if any(part.startswith(".") and part != "." for part in parts):
            continue
        state = "missing"
        path = _on_disk(root, parts)
        if path is None:
            continue
        if not Path(os.path.realpath(path)).is_relative_to(root):
            return Destination("outside")
        return Destination("file" if path.is_file() else "folder", path, rest)
    return Destination(state)


def address(text: str) -> str:
    """An address that a page may link to, in signs that end no link; empty for anything else."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    is_whole = bool(parts.netloc) if scheme in ("http", "https") else scheme == "mailto" and bool(parts.path)
    return quote(text.strip(), safe=_IN_ADDRESSES) if is_whole else ""


def near(root: Path, folder: Path, target: str) -> str | None:
    """The target that was meant by one that leads nowhere, as it is written from `folder`; None where none is near.

    Looked for: the same name in capital letters or not, a path that begins at the portfolio, a similar name beside it.
    """
    written = _slashes(unquote(target.split("#")[0]))
    inside = posixpath.normpath(posixpath.join(folder.relative_to(root).as_posix(), written.lstrip("/")))
    for way in (inside, posixpath.normpath(written.lstrip("/"))):
        if any(part.startswith(".") and part != "." for part in way.split("/")):
            continue
        path = _on_disk(root, way.split("/")) or _similar(root, way)
        if path is not None and path.is_file():
            return _written(os.path.relpath(path, folder))
    return None


def _written(way: str) -> str:
    """A way as it is written between the brackets of a link."""
    text = way.replace(os.sep, "/")
    return f"<{text}>" if re.search(r"[()#?%]", text) else text


def _similar(root: Path, way: str) -> Path | None:
    from pdcli.suggest import nearest

    folder = root / posixpath.dirname(way)
    name = posixpath.basename(way)
    if not Path(os.path.realpath(folder)).is_relative_to(root):
        return None
    files = [item for item in _names(folder) if not item.startswith(".")][:_MOST_LEFT_OUT]
    alike = next(
        (item for item in files if normalize("NFC", item).casefold() == normalize("NFC", name).casefold()), None
    )
    found = alike or nearest(name, files)
    return folder / found if found else None


def _spellings(target: str) -> Iterator[tuple[str, str]]:
    """What a target may be on disk: as written, with its `%20` undone, without query or anchor; and that rest."""
    cut = re.search(r"[?#]", target)
    pieces = [(target, "")]
    if cut and cut.start():
        pieces.append((target[: cut.start()], target[cut.start() :]))
    seen = set()
    for text, rest in pieces:
        for way in (text, unquote(text)):
            if (slashes := _slashes(way)) not in seen:
                seen.add(slashes)
                yield slashes, quote(rest, safe="%#?=&/-._~")


def _slashes(text: str) -> str:
    return text.replace("\\", "/")


def _on_disk(root: Path, parts: list[str]) -> Path | None:
    """The file or folder of this way, whatever Unicode form its names have on disk."""
    path = root.joinpath(*parts)
    try:
        if path.exists():
            return path
        if path.as_posix().isascii():
            return None
        path = root
        for part in parts:
            wanted = normalize("NFC", part)
            name = (
                part
                if (path / part).exists()
                else next((item for item in _names(path) if normalize("NFC", item) == wanted), None)
            )
            if name is None:
                return None
            path = path / name
    except (OSError, ValueError):
        # A name that is too long, or none that a disk can have.
        return None
    return path


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except (OSError, ValueError):
        return []
