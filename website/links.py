"""Links of a page: from files of the repository, as GitHub follows them, to pages of the site."""

import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from pdcli.i18n import Lang
from website.pages import PLACES, ROOT, places

_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ \t]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?\[(?P<text>[^\]\n]*)\])\((?P<target>[^)\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class LinkError(Exception):
    """A link of a page that leads nowhere in the repository."""


def rewritten(text: str, source: str, lang: Lang, place: str) -> tuple[str, set[str]]:
    """The text of a page with links for the site, and the files of the repository that it needs beside it.

    `source` is the page's file in the repository, `place` its place in the site of `lang`. A folder of the repository
    has no page: its link becomes text. Raises LinkError.
    """
    known, needed = places(), set[str]()

    def link(match: re.Match[str]) -> str:
        target, _hash, anchor = match["target"].partition("#")
        if not target or _ELSEWHERE.match(target):
            return match[0]
        file = os.path.normpath(PurePosixPath(source).parent / target).replace(os.sep, "/")
        ending = f"#{anchor}" if anchor else ""
        if file in known:
            return f"{match[1]}({_way(lang, place, *known[file])}{ending})"
        if (ROOT / file).is_file():
            needed.add(file)
            return f"{match[1]}({_relative(file, place)}{ending})"
        if (ROOT / file).is_dir():
            return match["text"]
        raise LinkError(f"{source}: {match['target']}")

    parts = [part if is_code else _LINK.sub(link, part) for part, is_code in _pieces(text)]
    return "".join(parts), needed


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text piece by piece, and whether each is code, in which nothing is a link."""
    start = 0
    for code in _CODE.finditer(text):
        yield text[start : code.start()], False
        yield code[0], True
        start = code.end()
    yield text[start:], False


def _way(lang: Lang, place: str, other: Lang, target: str) -> str:
    """From one page to another: to its Markdown in the same language, else to the page that is built of it."""
    if other == lang:
        return _relative(target, place)
    return _relative(PLACES[other] + html_of(target), PLACES[lang] + place)


def _relative(target: str, place: str) -> str:
    return os.path.relpath(target, PurePosixPath(place).parent).replace(os.sep, "/")


def html_of(place: str) -> str:
    """The page that is built of a place."""
    return place.removesuffix(".md") + ".html"
