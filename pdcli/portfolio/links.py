"""Links and pictures in answers: where they stand in a text, and which file or address they lead to."""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from pdcli.discovery.files import EVIDENCE_FOLDER

# A label has no brackets in it, a target one level of them at most: whoever reads a text passes every sign once.
LINK = r"(?P<picture>!?)\[(?P<label>[^\[\]\n]*)\]\((?P<inside>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
# Code shows what stands in it as it was typed.
_CODE = (
    r"^[ \t]*(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?:.*\n)*?[ \t]*(?P=fence)"
    r"|(?<![\w`\\])`[^\s`](?:[^`\n]*[^\s`])?`(?![\w`])"
)
_LINK = re.compile(rf"{_CODE}|(?<!\\){LINK}", re.MULTILINE)
_TAG = re.compile(r"""<(?:img|a)\s[^<>]{0,500}?\b(?:src|href)\s*=\s*["']?(?P<target>[^"'<>\n]{1,500})""", re.IGNORECASE)
_BELOW = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]+<?(?P<target>[^\s<>]+)>?[ \t]*$", re.MULTILINE)
_OF_NOTES = re.compile(
    r"(?P<picture>!?)\[\[(?P<target>[^\[\]|#\n]{1,500})(?:#[^\[\]|\n]*)?(?:\|(?P<label>[^\[\]\n]*))?\]\]"
)
# In a program `f[x]()` is a call.
_EMPTY = r"(?<![\w\\])!?\[[^\[\]\n]*\]\((?P<target>[ \t]*(?:<[ \t]*>)?[ \t]*)\)"
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
# Looking for a similar name takes long.
_MOST_NAMES = 200


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
            link = link_of(found) if found["inside"] is not None else None
            if link is not None:
                yield link


def links_as_typed(text: str) -> Iterator[AnswerLink]:
    """Every target in a tag of HTML or below the text as `[1]: plan.pdf`, which pages show as it was typed."""
    for found in (*_TAG.finditer(text), *_BELOW.finditer(text)):
        target = found["target"].strip()
        if not target.startswith("#") and _LIKE_TARGET.match(target):
            yield AnswerLink(found.start(), found.end(), False, "", target, found.start("target"), "")


def links_without_target(text: str) -> Iterator[AnswerLink]:
    """Every `[plan]()` and `![]()` of a text, outside of code."""
    for found in re.finditer(rf"{_CODE}|{_EMPTY}", text, re.MULTILINE) if "](" in text else ():
        if found["target"] is not None:
            yield AnswerLink(found.start(), found.end(), False, "", "", found.start("target"), "")


def links_of_notes(text: str) -> Iterator[AnswerLink]:
    """Every `[[file]]` and `![[picture]]` of a program for notes, which pages show as signs."""
    for found in _OF_NOTES.finditer(text) if "[[" in text else ():
        target = found["target"].strip()
        if _LIKE_TARGET.match(target):
            label = (found["label"] or posixpath.basename(target)).strip()
            yield AnswerLink(
                found.start(), found.end(), bool(found["picture"]), label, target, found.start("target"), ""
            )


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
    state: Literal["missing", "outside"] = "missing"
    for written, rest in _spellings(target):
        inside = None if _is_absolute(written) else _inside(root, folder, written)
        path = _on_disk(root, inside) if inside else None
        if inside is None or (path and not Path(os.path.realpath(path)).is_relative_to(root)):
            state = "outside"
        elif path:
            return Destination("file" if path.is_file() else "folder", path, rest)
    return Destination(state)


def _is_absolute(way: str) -> bool:
    return way.startswith("/") or _DRIVE.match(way) is not None


def _inside(root: Path, folder: Path, way: str) -> str | None:
    """The way from the portfolio's folder; None where it leaves it, or leads to what is no work of a teacher."""
    inside = posixpath.normpath(posixpath.join(folder.relative_to(root).as_posix(), way))
    # Settings, git and its passwords begin with a point.
    return None if any(part.startswith(".") for part in inside.split("/") if part != ".") else inside


def is_hidden(root: Path, folder: Path, target: str) -> bool:
    """Whether a target stays inside the portfolio, but on its way is a name that begins with a point."""
    written = next(_spellings(target))[0]
    inside = posixpath.normpath(posixpath.join(folder.relative_to(root).as_posix(), written))
    is_inside = _SCHEME.match(target) is None and not _is_absolute(written) and inside.partition("/")[0] != ".."
    return is_inside and _inside(root, folder, written) is None


def address(text: str) -> str:
    """An address that a page may link to, in signs that end no link; empty for anything else."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    is_whole = bool(parts.netloc) if scheme in ("http", "https") else scheme == "mailto" and bool(parts.path)
    return quote(text.strip(), safe=_IN_ADDRESSES) if is_whole else ""


class Meant(NamedTuple):
    """What a target was meant to be, as it is written; `is_sure`: there is no other reading."""

    text: str
    is_sure: bool


def near(root: Path, folder: Path, target: str) -> Meant | None:
    """What was meant by a target that leads nowhere; None where nothing is near.

    That is a path from the portfolio's folder, capital letters that differ, or else a similar name in the same folder.
    """
    written = _slashes(unquote(re.split(r"[?#]", target)[0]))
    # Whoever does not count folders writes too many `../` or too few, or leaves out the folder of the evidence.
    from_root, name = re.sub(r"^(?:\.{1,2}/)+", "", written), posixpath.basename(written)
    ways = ((folder, written), (root, written), (root, from_root), (root, f"{EVIDENCE_FOLDER}/{name}"))
    found = []
    for start, way in ways:
        inside = _inside(root, start, way)
        path, is_sure = _alike(root, inside) if inside else (None, False)
        if path is not None and path.is_file() and Path(os.path.realpath(path)).is_relative_to(root):
            found.append(Meant(_written(os.path.relpath(path, folder)), is_sure))
    return next((item for item in found if item.is_sure), found[0] if found else None)


def _written(way: str) -> str:
    """A way as it is written between the brackets of a link."""
    text = way.replace(os.sep, "/")
    return f"<{text}>" if re.search(r"[()#?%]", text) else text


def _alike(root: Path, inside: str) -> tuple[Path | None, bool]:
    """The file of this way or of a similar name in its folder, and whether only capital letters differ."""
    from pdcli.suggest import nearest

    path = _on_disk(root, inside)
    if path is not None:
        return path, True
    folder, name = root / posixpath.dirname(inside), posixpath.basename(inside)
    names = [item for item in _names(folder) if not item.startswith(".")][:_MOST_NAMES]
    wanted = normalize("NFC", name).casefold()
    found = next((item for item in names if normalize("NFC", item).casefold() == wanted), None)
    if found:
        return folder / found, True
    similar = nearest(name, names)
    return (folder / similar if similar else None), False


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


def _on_disk(root: Path, inside: str) -> Path | None:
    """The file or folder of this way as the disk spells it, whatever Unicode form its names have there.

    Capital letters count on every system, as they do where a page is read.
    """
    path = root
    for part in inside.split("/"):
        if part == ".":
            continue
        names = _names(path)
        wanted = normalize("NFC", part)
        name = part if part in names else next((item for item in names if normalize("NFC", item) == wanted), None)
        if name is None:
            return None
        path = path / name
    return path


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except (OSError, ValueError):
        return []
