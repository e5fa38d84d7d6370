"""Links and pictures of answers as they work from a page: inside the portfolio, nothing loaded from a host."""

import os
from os.path import realpath
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from pdcli.i18n import N_, Lang, translate
from pdcli.portfolio.links import AnswerLink, destination
from pdcli.portfolio.portfolio import Portfolio

# What browsers show as a picture.
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")


class PageLink(NamedTuple):
    """How a link is shown: as one, as a picture, with a word for what is private, or with the signs that were typed."""

    kind: Literal["link", "picture", "private", "typed"]
    href: str = ""
    word: str = ""


TYPED = PageLink("typed")


class PageLinks(NamedTuple):
    """The links in answers of one document in `folder`, for a page in the folder `base`.

    `private` are the real paths of files that no page leads to, `private_word` is what a page says of them.
    """

    root: Path
    folder: Path
    base: Path
    private: frozenset[str]
    private_word: str

    def look(self, link: AnswerLink) -> PageLink:
        """How a link is shown."""
        target = destination(self.root, self.folder, link.target)
        if target.state == "address":
            # A picture elsewhere is not loaded; its address is typed, and can be followed.
            return TYPED if link.is_picture else PageLink("link", target.href)
        if target.path is None:
            return TYPED
        if realpath(target.path) in self.private:
            return PageLink("private", word=self.private_word)
        href = way_to(target.path, self.base) + target.rest
        is_shown = link.is_picture and target.path.suffix.lower() in _PICTURES
        return PageLink("picture" if is_shown else "link", href)


def page_links(portfolio: Portfolio, folder: Path, base: Path, lang: Lang) -> PageLinks:
    """The links in answers of the documents in a folder, for a page in the folder `base`, with words in a language."""
    return PageLinks(portfolio.root, folder, base, portfolio.private_files, translate(N_("private"), lang))


def way_to(path: Path, base: Path) -> str:
    """The way from a page in the folder `base` to a file, as a link holds it."""
    try:
        return quote(Path(os.path.relpath(path, base)).as_posix())
    except ValueError:
        # Another drive than the page's: there is no relative way.
        return path.as_uri()
