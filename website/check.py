"""The built site, looked at as a reader has it: every link leads somewhere, and nothing is asked of another host."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser loads by itself; a link is followed only by people.
_LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "object": "data"}
_NAMES_ONLY = frozenset({"canonical", "alternate", "next", "prev"})
_CSS_URL = re.compile(r"""url\(\s*["']?(https?:)?//""")


class _Page(HTMLParser):
    """The anchors of a page, what it links to, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors, self.links, self.loaded = {""}, list[str](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag holds."""
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values.get("id", ""), values.get("name", "")}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        name = _LOADING.get(tag)
        if name and name in values and values.get("rel") not in _NAMES_ONLY:
            self.loaded.append(values[name])
        if "mermaid" in values.get("class", "").split():
            # The theme would fetch what draws it.
            self.loaded.append("https://mermaid")


def problems(site: Path) -> Iterator[str]:
    """What is wrong with a built site, one line each."""
    pages = {file: _Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}
    for file, page in pages.items():
        shown = file.relative_to(site).as_posix()
        for target in page.loaded:
            if urlsplit(target).netloc:
                yield f"{shown}: loads {target}"
            elif not target.startswith("data:") and not _file_of(site, file, target).is_file():
                yield f"{shown}: loads {target}, which is not there"
        # The page for what is not found may be shown at any address.
        for target in page.links if file.name != "404.html" else ():
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            other = _file_of(site, file, target)
            if not other.is_file():
                yield f"{shown}: {target} leads nowhere"
            elif other in pages and unquote(parts.fragment) not in pages[other].anchors:
                yield f"{shown}: {target} leads to no heading"
    for style in (*pages, *sorted(site.rglob("*.css"))):
        if _CSS_URL.search(style.read_text(encoding="utf-8")):
            yield f"{style.relative_to(site).as_posix()}: loads from another host"


def _file_of(site: Path, file: Path, target: str) -> Path:
    path = unquote(urlsplit(target).path)
    if not path:
        return file
    place = site / path.lstrip("/") if path.startswith("/") else file.parent / path
    place = place.resolve()
    return place / "index.html" if place.is_dir() else place
