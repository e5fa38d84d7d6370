"""Links and pictures in answers: their positions in a text, and the files or URLs that they lead to."""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from pdcli.discovery.files import EVIDENCE_FOLDER

# A label contains no brackets, a target one level at most, so that a search takes linear time.
LINK = r"(?P<picture>!?)\[(?P<label>[^\[\]\n]*)\]\((?P<inside>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
# Links in code are text.
_CODE = (
    r"^[ \t]*(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?:.*\n)*?[ \t]*(?P=fence)"
    r"|(?<![\w`\\])`[^\s`](?:[^`\n]*[^\s`])?`(?![\w`])"
)
_LINK = re.compile(rf"{_CODE}|(?<!\\){LINK}", re.MULTILINE)
_TAG = re.compile(r"""<(?:img|a)\s[^<>]{0,500}?\b(?:src|href)\s*=\s*["']?(?P<target>[^"'<>\n]{1,500})""", re.IGNORECASE)
_REFERENCE = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]+<?(?P<target>[^\s<>]+)>?[ \t]*$", re.MULTILINE)
_WIKI_LINK = re.compile(
    r"(?P<picture>!?)\[\[(?P<target>[^\[\]|#\n]{1,500})(?:#[^\[\]|\n]*)?(?:\|(?P<label>[^\[\]\n]*))?\]\]"
)
# In a program `f[x]()` is a call.
_EMPTY = r"(?<![\w\\])!?\[[^\[\]\n]*\]\((?P<target>[ \t]*(?:<[ \t]*>)?[ \t]*)\)"
_TITLE = re.compile(r"""\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*\Z""")
# `[Cu](H2O)` and `[5](1.5)` are signs: a target has a letter, and a point, a slash or a colon.
_LIKE_TARGET = re.compile(r"(?=.*[^\W\d_]).*[./\\:]", re.DOTALL)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = re.compile(r"[A-Za-z]:")
_URL_SCHEMES = frozenset({"http", "https", "mailto"})
# What other programs open is neither a file of the portfolio nor an address of a page.
_IGNORED_SCHEMES = frozenset({"ftp", "tel", "sms", "geo", "skype", "callto", "tg", "whatsapp"})
_FORBIDDEN_SCHEMES = frozenset({"javascript", "vbscript", "data", "file", "blob", "about"})
_SAFE_IN_URL = "%/:?#@!$&'*+,=~-._"
# Looking for a similar name takes long.
_MAX_NAMES = 200


class AnswerLink(NamedTuple):
    """A link or picture in a text: offsets `start` and `end` of the whole, and `target_start` of the target."""

    start: int
    end: int
    is_picture: bool
    label: str
    target: str
    target_start: int
    title: str


class Destination(NamedTuple):
    """The resolved target of a link.

    `file` and `folder` are inside the portfolio with `path`, and `rest` is a query or anchor. An `address` has `href`.
    `missing` and `outside` lead nowhere; `other` schemes are not linked on pages.
    """

    state: Literal["file", "folder", "address", "missing", "outside", "other"]
    path: Path | None = None
    rest: str = ""
    href: str = ""


def links_in(text: str) -> Iterator[AnswerLink]:
    """Yield every link and picture of a text in order."""
    if "](" in text:
        for match in _LINK.finditer(text):
            link = link_from_match(match) if match["inside"] is not None else None
            if link is not None:
                yield link


def raw_links(text: str) -> Iterator[AnswerLink]:
    """Yield targets in HTML tags and reference definitions such as `[1]: plan.pdf`, which pages show as text."""
    for match in (*_TAG.finditer(text), *_REFERENCE.finditer(text)):
        target = match["target"].strip()
        if not target.startswith("#") and _LIKE_TARGET.match(target):
            yield AnswerLink(match.start(), match.end(), False, "", target, match.start("target"), "")


def links_without_target(text: str) -> Iterator[AnswerLink]:
    """Yield links without a target, such as `[plan]()`, outside of code."""
    for match in re.finditer(rf"{_CODE}|{_EMPTY}", text, re.MULTILINE) if "](" in text else ():
        if match["target"] is not None:
            yield AnswerLink(match.start(), match.end(), False, "", "", match.start("target"), "")


def wiki_links(text: str) -> Iterator[AnswerLink]:
    """Yield wiki links `[[file]]` and `![[picture]]`, which pages show as text."""
    for match in _WIKI_LINK.finditer(text) if "[[" in text else ():
        target = match["target"].strip()
        if _LIKE_TARGET.match(target):
            label = (match["label"] or posixpath.basename(target)).strip()
            yield AnswerLink(
                match.start(), match.end(), bool(match["picture"]), label, target, match.start("target"), ""
            )


def link_from_match(match: re.Match[str]) -> AnswerLink | None:
    """A match of LINK as a link; None for brackets with another meaning."""
    inside = match["inside"]
    title = _TITLE.search(inside)
    target_part = inside[: title.start()] if title else inside
    target = target_part.strip()
    start = match.start("inside") + len(target_part) - len(target_part.lstrip())
    if target.startswith("<") and target.endswith(">"):
        target, start = target[1:-1].strip(), start + 1
    is_picture = bool(match["picture"])
    if not target or target.startswith("#") or not (is_picture or _LIKE_TARGET.match(target)):
        return None
    title_text = (title["double"] or title["single"] or "") if title else ""
    return AnswerLink(match.start(), match.end(), is_picture, match["label"], target, start, title_text)


def destination(root: Path, folder: Path, target: str) -> Destination:
    """The destination of a target in a document in `folder`. `root` is the real path of the portfolio."""
    scheme = _SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    if name in _URL_SCHEMES:
        href = page_url(target)
        return Destination("address", href=href) if href else Destination("missing")
    if name in _FORBIDDEN_SCHEMES:
        return Destination("outside")
    if name in _IGNORED_SCHEMES:
        return Destination("other")
    state: Literal["missing", "outside"] = "missing"
    for spelling, rest in _spellings(target):
        relative = None if _is_absolute(spelling) else _inside(root, folder, spelling)
        path = _on_disk(root, relative) if relative else None
        if relative is None or (path and not Path(os.path.realpath(path)).is_relative_to(root)):
            state = "outside"
        elif path:
            return Destination("file" if path.is_file() else "folder", path, rest)
    return Destination(state)


def _is_absolute(path_text: str) -> bool:
    return path_text.startswith("/") or _DRIVE.match(path_text) is not None


def _inside(root: Path, folder: Path, path_text: str) -> str | None:
    """The path relative to the portfolio; None if it leads out of it or to a hidden file."""
    inside = posixpath.normpath(posixpath.join(folder.relative_to(root).as_posix(), path_text))
    # Settings, git and its passwords begin with a point.
    return None if any(part.startswith(".") for part in inside.split("/") if part != ".") else inside


def leads_to_hidden_file(root: Path, folder: Path, target: str) -> bool:
    """Whether a target is inside the portfolio, but its path has a name that begins with a dot."""
    spelling = next(_spellings(target))[0]
    inside = posixpath.normpath(posixpath.join(folder.relative_to(root).as_posix(), spelling))
    is_inside = _SCHEME.match(target) is None and not _is_absolute(spelling) and inside.partition("/")[0] != ".."
    return is_inside and _inside(root, folder, spelling) is None


def page_url(text: str) -> str:
    """A URL that a page may link to, percent-encoded; empty for anything else."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    is_whole = bool(parts.netloc) if scheme in ("http", "https") else scheme == "mailto" and bool(parts.path)
    return quote(text.strip(), safe=_SAFE_IN_URL) if is_whole else ""


class LinkSuggestion(NamedTuple):
    """A suggested target; `is_sure`: it is the only possible one."""

    text: str
    is_sure: bool


def suggest_target(root: Path, folder: Path, target: str) -> LinkSuggestion | None:
    """A suggestion for a target that leads nowhere; None if there is none.

    It is a path from the portfolio's folder, one that differs in case, or a similar name in the same folder.
    """
    path_text = _slashes(unquote(re.split(r"[?#]", target)[0]))
    # Typical mistakes: too many or too few `../`, or the folder of the evidence left out.
    from_root, name = re.sub(r"^(?:\.{1,2}/)+", "", path_text), posixpath.basename(path_text)
    attempts = ((folder, path_text), (root, path_text), (root, from_root), (root, f"{EVIDENCE_FOLDER}/{name}"))
    candidates = []
    for start, attempt in attempts:
        inside = _inside(root, start, attempt)
        path, is_sure = _similar_file(root, inside) if inside else (None, False)
        if path is not None and path.is_file() and Path(os.path.realpath(path)).is_relative_to(root):
            candidates.append(LinkSuggestion(_link_text(os.path.relpath(path, folder)), is_sure))
    return next((item for item in candidates if item.is_sure), candidates[0] if candidates else None)


def _link_text(path_text: str) -> str:
    """A path as the target of a link, in angle brackets if needed."""
    text = path_text.replace(os.sep, "/")
    return f"<{text}>" if re.search(r"[()#?%]", text) else text


def _similar_file(root: Path, inside: str) -> tuple[Path | None, bool]:
    """The file of this path, or one with a similar name in its folder; and whether they differ in case only."""
    from pdcli.suggest import nearest

    path = _on_disk(root, inside)
    if path is not None:
        return path, True
    folder, name = root / posixpath.dirname(inside), posixpath.basename(inside)
    names = [item for item in _names(folder) if not item.startswith(".")][:_MAX_NAMES]
    folded = normalize("NFC", name).casefold()
    same_name = next((item for item in names if normalize("NFC", item).casefold() == folded), None)
    if same_name:
        return folder / same_name, True
    similar = nearest(name, names)
    return (folder / similar if similar else None), False


def _spellings(target: str) -> Iterator[tuple[str, str]]:
    """Yield (path, query and anchor) for the possible paths of a target: as written, decoded, without the latter."""
    suffix = re.search(r"[?#]", target)
    pieces = [(target, "")]
    if suffix and suffix.start():
        pieces.append((target[: suffix.start()], target[suffix.start() :]))
    slash_forms = set()
    for text, rest in pieces:
        for path in (text, unquote(text)):
            if (slashes := _slashes(path)) not in slash_forms:
                slash_forms.add(slashes)
                yield slashes, quote(rest, safe="%#?=&/-._~")


def _slashes(text: str) -> str:
    return text.replace("\\", "/")


def _on_disk(root: Path, inside: str) -> Path | None:
    """The file or folder of a relative path, regardless of the Unicode form of its names on disk.

    Case is significant on every system, as it is where pages are published.
    """
    path = root
    for part in inside.split("/"):
        if part == ".":
            continue
        names = _names(path)
        composed = normalize("NFC", part)
        name = part if part in names else next((item for item in names if normalize("NFC", item) == composed), None)
        if name is None:
            return None
        path = path / name
    return path


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except (OSError, ValueError):
        return []
