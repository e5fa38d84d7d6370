"""A teacher's text as safe HTML: tags are shown as text, nothing is loaded from a host."""

import re
from collections.abc import Iterable, Sequence

import nh3
from markupsafe import Markup, escape

from pdcli.render.page_links import TYPED, PageLinks
from pdcli.render.prose import (
    Address,
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Inline,
    Item,
    ItemList,
    LinkOrPicture,
    Paragraph,
    SubHeading,
    Table,
    Text,
    addresses_in,
    blocks_of,
    inlines,
    showable,
)

_TAGS = {
    "p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "img", "span", "div",
    "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ul": {"class"}, "ol": {"class"}, "p": {"class"},
               "span": {"class"}, "div": {"class"}}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "file"}
_CODE = re.compile(r"`([^`]+)`")
_EMPHASIS = {
    1: Markup("<em>{}</em>"),
    2: Markup("<strong>{}</strong>"),
    3: Markup("<strong><em>{}</em></strong>"),
}


def to_html(text: str, links: PageLinks | None = None) -> Markup:
    """An answer as HTML. Without `links`, those to files are shown as they were typed."""
    return _safe("".join(f"{_block(block, links)}\n" for block in blocks_of(text)))


def message_to_html(text: str) -> Markup:
    """A message of pd, in which keys and commands stand between backticks."""
    parts = _CODE.split(showable(text))
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(part) if number % 2 else escape(part) for number, part in enumerate(parts))


def _safe(html: str) -> Markup:
    return Markup(
        nh3.clean(
            html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noreferrer",
            attribute_filter=_local_pictures,
        )
    )  # fmt: skip


def _local_pictures(tag: str, attribute: str, value: str) -> str | None:
    is_remote = tag == "img" and attribute == "src" and (value.startswith("//") or ":" in value.split("/")[0])
    return None if is_remote and not value.startswith("file:") else value


def _block(block: Block, links: PageLinks | None) -> Markup:
    match block:
        case Paragraph(lines):
            return Markup("<p>{}</p>").format(_lines(lines, links))
        case ItemList(items):
            return _list(items, links)
        case SubHeading(level, text):
            return Markup("<h{0}>{1}</h{0}>").format(min(level + 1, 6), _line(text, links))
        case CodeBlock(info, lines, _typed):
            head = Markup('<p class="note">{}</p>\n').format(info) if info else Markup("")
            return head + Markup("<pre><code>{}</code></pre>").format("\n".join(lines))
        case Table():
            return _table(block, links)


def _list(items: Sequence[Item], links: PageLinks | None) -> Markup:
    """Items of one depth, each with the deeper ones that follow it; numbers and signs are lists of their own."""
    lists: list[tuple[str, list[Markup]]] = []
    number = 0
    while number < len(items):
        item, end = items[number], number + 1
        while end < len(items) and items[end].depth > item.depth:
            end += 1
        name = "ol" if item.mark[0].isdecimal() else "ul"
        if not lists or lists[-1][0] != name:
            lists.append((name, []))
        mark = Markup('<span class="mark">{}</span> ').format(item.mark)
        inner = _list(items[number + 1 : end], links)
        lists[-1][1].append(Markup("<li>{}{}{}</li>").format(mark, _lines(item.lines, links), inner))
        number = end
    whole = Markup('<{0} class="typed">\n{1}\n</{0}>')
    return Markup("\n").join(whole.format(name, Markup("\n").join(entries)) for name, entries in lists)


def _table(table: Table, links: PageLinks | None) -> Markup:
    head = Markup("<thead>{}</thead>\n").format(_row("th", table.head, links)) if table.head else ""
    rows = Markup("\n").join(_row("td", row, links) for row in table.rows)
    return Markup("<table>\n{}<tbody>\n{}\n</tbody>\n</table>").format(head, rows)


def _row(name: str, cells: Iterable[str], links: PageLinks | None) -> Markup:
    return Markup("<tr>{}</tr>").format(
        Markup("").join(Markup("<{0}>{1}</{0}>").format(name, _line(cell, links)) for cell in cells)
    )


def _lines(lines: Iterable[str], links: PageLinks | None) -> Markup:
    return Markup("<br>\n").join(_line(line, links) for line in lines)


def _line(text: str, links: PageLinks | None) -> Markup:
    return _inlines(inlines(text), links)


def _inlines(parts: Iterable[Inline], links: PageLinks | None) -> Markup:
    return Markup("").join(_inline(part, links) for part in parts)


def _inline(part: Inline, links: PageLinks | None) -> Markup:
    match part:
        case Text(text):
            return escape(text)
        case Code(text):
            return Markup("<code>{}</code>").format(text)
        case Address(text, href):
            return Markup('<a href="{}">{}</a>').format(href, text)
        case Emphasis(stars, inner):
            return _EMPHASIS[stars].format(_inlines(inner, links))
        case LinkOrPicture():
            return _link(part, links)


def _link(part: LinkOrPicture, links: PageLinks | None) -> Markup:
    target = links.look(part.link) if links else TYPED
    title = Markup(' title="{}"').format(part.link.title) if part.link.title else ""
    match target.kind:
        case "picture":
            return Markup('<img src="{}" alt="{}"{}>').format(target.href, part.link.label, title)
        case "link":
            label = _inlines(part.label, None) or part.link.target
            return Markup('<a href="{}"{}>{}</a>').format(target.href, title, label)
        case "private":
            return Markup("{} ({})").format(_inlines(part.label, None), target.word)
        case "typed":
            return _inlines(addresses_in(part.typed), None)
