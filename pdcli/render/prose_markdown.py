"""A teacher's text in Markdown that shows the same signs in every viewer: what would be markup is escaped."""

import re
from collections.abc import Iterable, Sequence

from pdcli.i18n.spaces import breakable_parts
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

# Signs that are markup anywhere in a line; `a_b` and `a & b` are none.
_SIGNS = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What a line cannot begin with unless it is a heading, a quote, a list, a ruler, an underline or a table's own line.
_FIRST_SIGN = re.compile(r"#{1,6}(?=[ \t]|\Z)|>|[-+](?=[ \t]|\Z)|-[- \t]*\Z|=+[ \t]*\Z|:?-+:?[ \t]*\Z")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|\Z)")
_TITLE_SIGN = re.compile(r'[\\"|`]')
_LAST_SIGN = re.compile(r"(?:(?<=\s)|\A)(#+)\Z")
_CODE = re.compile(r"`([^`]+)`")
_HEADING = "######"
_INDENT = "&nbsp;" * 4
_GAP = "&emsp;"
_BREAK = "\\\n"
_CELL_BREAK = "<br>"


def to_markdown(text: str, links: PageLinks | None = None) -> str:
    """An answer as blocks of a Markdown page. Without `links`, those to files are shown as they were typed."""
    return "\n\n".join(_block(block, links) for block in blocks_of(text))


def to_cell(text: str, links: PageLinks | None = None) -> str:
    """An answer inside one cell of a Markdown table, or in a line: tables and code are shown as they were typed."""
    blocks = (_CELL_BREAK.join(_block_lines(block, links)) for block in blocks_of(text))
    return (_CELL_BREAK * 2).join(blocks)


def fits_cell(text: str) -> bool:
    """Whether an answer looks in a cell as it looks outside: one that holds a table or code itself does not."""
    return not any(isinstance(block, Table | CodeBlock) for block in blocks_of(text))


def plain(text: str) -> str:
    """A title or short fact in one line: every sign is shown."""
    return _first_escaped(_all_typed(" ".join(breakable_parts(showable(text)))))


def plain_cell(text: str) -> str:
    """A text in one cell of a table, its lines kept: every sign is shown."""
    return _CELL_BREAK.join(_all_typed(line.strip()) for line in showable(text).splitlines())


def message_to_markdown(text: str) -> str:
    """A message of pd in one line, in which keys and commands stand between backticks."""
    parts = _CODE.split(" ".join(breakable_parts(showable(text))))
    line = (_inline(Code(part), None) if number % 2 else _all_typed(part) for number, part in enumerate(parts))
    return _first_escaped("".join(line))


def _block(block: Block, links: PageLinks | None) -> str:
    match block:
        case Paragraph(lines):
            return _BREAK.join(_first_escaped(_line(line, links)) for line in lines)
        case ItemList(items):
            return _BREAK.join(line for item in items for line in _item(item, links))
        case SubHeading(_level, text):
            return f"{_HEADING} {_LAST_SIGN.sub(_escaped_signs, _line(text, links))}"
        case CodeBlock(info, lines, _typed):
            longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=2)
            fence = "`" * max(longest + 1, 3)
            head = f"{_first_escaped(_all_typed(info))}\n\n" if info else ""
            return head + "\n".join((fence, *lines, fence))
        case Table(head, rows, _typed):
            first = head or ("",) * len(rows[0])
            return "\n".join((_row(first, links), "|" + "---|" * len(first), *(_row(row, links) for row in rows)))


def _block_lines(block: Block, links: PageLinks | None) -> Iterable[str]:
    match block:
        case Paragraph(lines):
            return [_line(line, links) for line in lines]
        case ItemList(items):
            return [line for item in items for line in _item(item, links)]
        case SubHeading(level, text):
            return [f"{'#' * level} {_line(text, links)}"]
        case CodeBlock(typed=typed) | Table(typed=typed):
            return [_GAP.join(map(_all_typed, line.strip().split("\t"))) for line in typed]


def _item(item: Item, links: PageLinks | None) -> list[str]:
    """The lines of an item, each with its indent."""
    mark = _first_escaped(f"{_escaped(item.mark)} ")
    first, *others = (_line(line, links) for line in item.lines)
    indent = _INDENT * item.depth
    return [f"{indent}{mark}{first}", *(f"{indent}{_INDENT}{line}" for line in others)]


def _row(cells: Sequence[str], links: PageLinks | None) -> str:
    return "| " + " | ".join(_line(cell, links) for cell in cells) + " |"


def _line(text: str, links: PageLinks | None) -> str:
    return _inlines(inlines(text), links)


def _inlines(parts: Iterable[Inline], links: PageLinks | None) -> str:
    line = ""
    for part in parts:
        text = _inline(part, links)
        if text.startswith("[") and line.endswith("!"):
            # With its exclamation mark a link would be a picture.
            line = f"{line[:-1]}\\!"
        line += text
    return line


def _inline(part: Inline, links: PageLinks | None) -> str:
    match part:
        case Text(text):
            return _escaped(text)
        case Code(text):
            # Signs that would end a cell cannot be escaped in code.
            return f"<code>{_all_typed(text)}</code>" if "|" in text or "\\" in text else f"`{text}`"
        case Address():
            return _address(part)
        case Emphasis(stars, inner):
            return f"{'*' * stars}{_inlines(inner, links)}{'*' * stars}"
        case LinkOrPicture():
            return _link(part, links)


def _link(part: LinkOrPicture, links: PageLinks | None) -> str:
    target = links.look(part.link) if links else TYPED
    label = _inlines(part.label, None)
    title = _title(part.link.title)
    match target.kind:
        case "picture":
            return f"![{_escaped(part.link.label)}]({target.href}{title})"
        case "link":
            return f"[{label or _escaped(part.link.target)}]({target.href}{title})"
        case "private":
            return f"{label} ({target.word})"
        case "typed":
            return _inlines(addresses_in(part.typed), None)


def _title(text: str) -> str:
    """The title of a link or picture, after its target; viewers read entities in it before they read escapes."""
    escaped = _TITLE_SIGN.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))
    return f' "{escaped}"' if text else ""


def _address(part: Address) -> str:
    """An address as a link that shows the signs that were typed."""
    if part.text == part.href and "&" not in part.text:
        return f"<{part.text}>"
    return f"[{_escaped(part.text)}]({part.href})"


def _all_typed(text: str) -> str:
    """A line in which every sign is shown; viewers make links of addresses themselves, and would take escapes along."""
    return _inlines(addresses_in(text), None)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text).replace("<", "&lt;")


def _escaped_signs(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match[0])


def _first_escaped(line: str) -> str:
    """A line that begins nothing but a paragraph, and ends no heading."""
    line = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
    line = f"\\{line}" if _FIRST_SIGN.match(line) else line
    return _LAST_SIGN.sub(_escaped_signs, line)
