"""Slips in the name of a field and its colon: spaces, signs around the name, a colon that is missing."""

import re
from collections.abc import Sequence

from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_slip import (
    DAY,
    FIELD,
    ODD_SPACE_RUN,
    ODD_SPACES,
    ROW_SIGN,
    Columns,
    Edit,
    Slip,
    content_above,
    indent_of,
    line_end,
    line_start,
    make_slip,
    next_content,
    next_line,
    shorten,
    space_name,
)

_NO_WIDTH = "\u200b\u2060\ufeff"
_WIDE_COLONS = "：﹕∶꞉︓"
# A name and its colon without an ordinary space after it.
_JOINED = re.compile(
    rf"(?P<key>[\w-]{{1,80}}+|\"[^\"\n]*+\"|'[^'\n]*+')(?P<gap>[ {ODD_SPACES}]*+)(?P<colon>[:{_WIDE_COLONS}])"
    rf"(?P<odd>[ {ODD_SPACES}]*+)(?P<text>[^\n]*+)"
)
# A name without a colon, and what stands there instead.
_NO_COLON = re.compile(r" *(?:- +)?(?P<key>[a-z_][a-z0-9_]*+)(?P<sign> *[-–—−=→;.,]+ +| +)(?=\S)")
# A name with signs around it, as of a list or of bold print.
_DECORATED = re.compile(
    r"(?:[^\w\s\[{#?*&!-]|\*(?=[*\s]))[^\w\s\"'\[{#:]*[ \t]*(?P<key>[a-z_][a-z0-9_]*+)[^\w\s:]*[ \t]*:(?=[ \t\n]|\Z)"
)


def decorated_key(text: str, at: int) -> Slip | None:
    """Characters around the name of a field that do not belong to it; a quotation mark only where nothing closes it."""
    match = _DECORATED.match(text, at)
    if not match or (text[at] in "'\"" and text.find(text[at], at + 1, line_end(text, at)) >= 0):
        return None
    message = _("There are characters around the name `{key}` that do not belong to it.").format(
        key=shorten(match["key"])
    )
    hint = _("Write `{text}`.").format(text=shorten(f"{match['key']}:{text[match.end() : line_end(text, at)]}", 60))
    edits = [(at, match.start("key"), ""), (match.end("key"), match.end(), ":")]
    return make_slip(at, match.end(), message, hint, edits)


def unfinished_field(at: int, end: int, fix: Sequence[Edit] = ()) -> Slip:
    """A field without a colon."""
    message = _("A field is not finished: there is no colon after its name.")
    return make_slip(at, end, message, _("Write `name: text`; continue on a new line only if it is indented."), fix)


def missing_colon(text: str, at: int) -> Slip | None:
    """A line that begins with the name of a field, which has a colon elsewhere in the file; None for others."""
    line = line_start(text, at)
    match = _NO_COLON.match(text, line)
    if not match:
        return None
    key, has_sign = match["key"], match["sign"].strip() != ""
    is_day = key == "date" and DAY.match(text, match.end()) is not None
    is_day = is_day or (key in ("start", "end") and DAY.match(text, match.end()) is not None)
    is_common_key = key == "kind" or is_day or (has_sign and key in ("title", "status", "date"))
    if not is_common_key and not re.search(rf"^ *(?:- +)?{key} *:", text, re.MULTILINE):
        return None
    return unfinished_field(match.start("key"), line_end(text, line), [(match.start("sign"), match.end("sign"), ": ")])


def wrong_row_sign(mark: re.Match[str]) -> Slip:
    """Another sign than a hyphen and a space before the first field of a row."""
    message = _("A row of a list begins with a hyphen and a space.")
    start, end = mark.span("sign")
    hint = _("Write `{text}`.").format(text=shorten(f"- {mark.string[end : line_end(mark.string, end)]}", 60))
    return make_slip(start, end, message, hint, [(start, end, "- ")])


def is_next_field(text: str, line: int) -> bool:
    """Whether a line below a name without a value is a field beside it rather than all that belongs to it: the line
    below is one in the column of that name.
    """
    above, below = content_above(text, line), next_content(text, line)
    return (
        min(above, below) >= 0
        and indent_of(text, below) == indent_of(text, above)
        and FIELD.match(text, below + indent_of(text, below)) is not None
        and FIELD.match(text, above + indent_of(text, above)) is not None
    )


def check_for_field(text: str, end: int) -> None:
    """Raise Slip for a document of text only whose first line looks like a field."""
    line = next_line(text, -1)
    if 0 <= line < end:
        joined_field = missing_space(text, line + indent_of(text, line))
        if joined_field:
            raise joined_field


def missing_space(text: str, at: int) -> Slip | None:
    """A name, a colon and text without an ordinary space between; None for others, such as an address."""
    match = _JOINED.match(text, at)
    if not match or (not match["odd"] and match["text"][:2] == "//"):
        return None
    name, mark, odd = match["key"], match["colon"], match["odd"]
    if mark == ":" and (not match["text"] or odd.startswith(" ")) and not match["gap"].strip(" "):
        return None
    start, end = match.start("colon"), match.end("odd")
    if mark == ":" and not odd and (second := re.compile(r":+(?=[^\W\d_])").match(text, end)):
        message = _("There are two colons after `{key}`.").format(key=shorten(name))
        return make_slip(start, second.end(), message, _("Write `:` and a space."), [(start, second.end(), ": ")])
    instead = ": " if match["text"] else ":"
    fix = [(match.start("gap") if ODD_SPACE_RUN.search(match["gap"]) else start, end, instead)]
    if mark != ":":
        message = _("After `{key}` there is “{sign}”, which is not an ordinary colon.").format(
            key=shorten(name), sign=mark
        )
        return make_slip(start, start + 1, message, _("Write `:` and a space."), fix)
    strange = ODD_SPACE_RUN.search(match["gap"] + odd)
    if strange:
        message = _("Beside the colon of `{key}` there is {sign} instead of an ordinary space.").format(
            key=shorten(name), sign=space_name(strange[0][0])
        )
        return make_slip(start, end, message, _("Delete this character and press the space bar."), fix)
    message = _("A space is missing after the colon of `{key}`.").format(key=shorten(name))
    hint = _("Write `{text}`.").format(text=shorten(f"{name}: {match['text'].strip()}", 60))
    return make_slip(start, start + 1, message, hint, fix)


def odd_key(text: str, line: int, start: int, end: int, value: int, columns: Columns) -> Slip:
    """A key with characters that look like spaces or like nothing; `value` is the offset of the value above."""
    leading = ODD_SPACE_RUN.match(text, start)
    if mark := ROW_SIGN.match(text, line):
        return wrong_row_sign(mark)
    if leading and text[line:start].strip():
        # The hyphen of a row stands before it.
        return _odd_spaces(text, start, leading.end(), [(start, leading.end(), "")])
    if leading:
        width = len(re.sub(f"[{_NO_WIDTH}]", "", text[line : leading.end()]))
        above = text[value : line_end(text, value)].strip(" \t") if value >= 0 else ""
        fields = [column for column, kind in columns if kind == "field"]
        fits = width in fields or (not above and value >= 0 and not is_next_field(text, line))
        indent = width if fits else min(fields, key=lambda column: abs(column - width), default=0)
        return _odd_spaces(text, start, leading.end(), [(line, leading.end(), " " * indent)])
    match = ODD_SPACE_RUN.search(text, start, end)
    at = match.start() if match else start
    stop = match.end() if match else end
    message = _("This name has {sign} in it.").format(sign=space_name(text[at]))
    return make_slip(at, stop, message, _("Delete it."), [(at, stop, "")] if match else ())


def odd_indent(text: str, at: int) -> Slip | None:
    """A line that is indented with characters that look like spaces; None for others."""
    match = ODD_SPACE_RUN.match(text, at)
    if not match:
        return None
    end = at + len(re.compile(f"[ {ODD_SPACES}]*").match(text, at)[0])  # type: ignore[index]
    spaces = "".join("" if sign in _NO_WIDTH else " " for sign in text[at:end])
    return _odd_spaces(text, at, match.end(), [(at, end, spaces)])


def _odd_spaces(text: str, start: int, end: int, fix: Sequence[Edit]) -> Slip:
    message = _("This line begins with {sign} instead of an ordinary space.").format(sign=space_name(text[start]))
    return make_slip(start, end, message, _("Delete this character and press the space bar."), fix)
