"""The teacher's Markdown as safe HTML: raw HTML is shown as text, nothing is loaded from a host."""

from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {
    "p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a",
    "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_SCHEMES = {"http", "https", "mailto"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def to_html(text: str) -> Markup:
    """An answer as HTML. Pictures become links, headings step below those of the page."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(4, int(token.tag[1]) + 1))}"
        if token.children:
            token.children = [part for child in token.children for part in _without_pictures(child)]
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noreferrer"))


def _without_pictures(token: Token) -> list[Token]:
    if token.type != "image":
        return [token]
    source = str(token.attrs.get("src", ""))
    text = Token("text", "", 0, content=token.content or source)
    return [Token("link_open", "a", 1, attrs={"href": source}), text, Token("link_close", "a", -1)]
