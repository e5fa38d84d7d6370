"""What a person sees on a page: its signs in order, without spaces, by parsers that pd does not use."""

from html.parser import HTMLParser

import cmarkgfm


class _Signs(HTMLParser):
    """The text of a page; `hrefs` and `sources` are its links and pictures, `titles` what they say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hrefs: list[str] = []
        self.sources: list[str] = []
        self.titles: list[str] = []
        self.tags: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden += tag in ("style", "script", "title")
        for name, value in attrs:
            if name == "href":
                self.hrefs.append(value or "")
            if name == "src":
                self.sources.append(value or "")
            if name == "title":
                self.titles.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def read_html(html: str) -> _Signs:
    parser = _Signs()
    parser.feed(html)
    parser.close()
    return parser


def read_markdown(text: str) -> _Signs:
    """A page as the renderer of GitHub shows it."""
    return read_html(cmarkgfm.github_flavored_markdown_to_html(text))


def signs(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


def signs_of_html(html: str) -> str:
    return signs("".join(read_html(html).parts))


def signs_of_markdown(text: str) -> str:
    return signs("".join(read_markdown(text).parts))
