"""Slips in text: signs that need quotes, quotation marks, escapes, brackets, comments in text."""

import re

from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_key_slips import decorated_key, missing_space
from pdcli.reading.yaml_result import YamlProblem
from pdcli.reading.yaml_slip import (
    FIELD,
    ODD_SPACES,
    ROW,
    Edit,
    Slip,
    encode,
    indent_of,
    line_end,
    line_start,
    make_slip,
    next_line,
    quote,
    quotes_hint,
    shorten,
    space_name,
    unreadable,
    value_end,
)

# Invisible characters besides those that look like spaces.
_INVISIBLE = "\x85\xad\u200c-\u200f\u2028\u2029"
_COLOUR = re.compile(r"\[[0-9;]*[A-Za-z]")
# Ids and choices of a list, as pd writes it.
_IDS = re.compile(r"\s*(?:[a-z]\d+|[a-z0-9/-]+(?:,\s*[a-z0-9/-]+)+)\s*")


def sign(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """A sign that no text may begin with."""
    first = text[at]
    end = value_end(text, at, parent, in_flow)
    if in_flow and first in ",]}#":
        return make_slip(at, at + 1, _("This character does not belong here."), _("Check commas and brackets."))
    if first == "*" and text[at + 1 : at + 2] == " " and not text[line_start(text, at) : at].strip():
        message = _("Here a row of a list cannot begin with an asterisk.")
        return make_slip(at, at + 1, message, _("Begin each row with a hyphen and a space."), [(at, at + 1, "-")])
    message = _("Text cannot begin with “{sign}”.").format(sign=first)
    return make_slip(at, at + 1, message, quotes_hint(), quote(text, at, end))


def row_beside_key(text: str, at: int, parent: int) -> Slip:
    """A hyphen and more behind a colon."""
    message = _("A list cannot begin on the same line as its name.")
    below = next_line(text, at)
    if below >= 0 and ROW.match(text, below + indent_of(text, below)) and indent_of(text, below) > parent:
        gap = len(text[:at].rstrip(" \t"))
        hint = _("Begin the list on the next line.")
        return make_slip(at, at + 1, message, hint, [(gap, at, "\n" + " " * indent_of(text, below))])
    end = value_end(text, at, parent)
    hint = _("Put text that begins with a hyphen in quotes; begin a list on the next line.")
    return make_slip(at, at + 1, message, hint, quote(text, at, end) if end > at + 1 else ())


def text_after_block_sign(text: str, at: int, parent: int) -> Slip:
    """Text on the line of `|` or `>`."""
    end = line_end(text, at)
    message = _("There can be no text on the same line as “{sign}”.").format(sign=text[at])
    below = next_line(text, at)
    head = re.compile(r"[|>][+-]?[ \t]+").match(text, at)
    if (
        head
        and below >= 0
        and indent_of(text, below) > parent
        and not FIELD.match(text, below + indent_of(text, below))
    ):
        hint = _("Begin the text on the next line.")
        return make_slip(
            head.end(), end, message, hint, [(head.end(), head.end(), "\n" + " " * indent_of(text, below))]
        )
    hint = _("Put text that begins with this sign in quotes, or begin it on the next line.")
    return make_slip(at, at + 1, message, hint, quote(text, at, value_end(text, at, parent)))


def text_with_colon(colon: int, text: str, start: int, end: int) -> Slip:
    """Text with a colon that is not in quotes."""
    message = _("This text has a colon in it, so it needs quotes.")
    hint = _("Write `{text}`.").format(text=shorten(encode(" ".join(text[start:end].split())), 60))
    return make_slip(colon, colon + 1, message, hint, quote(text, start, end))


def text_after_value(text: str, at: int, start: int, parent: int) -> Slip:
    """Text on the line after the end of a value that begins at `start`."""
    start += len(text[start:at]) - len(text[start:at].lstrip(" \t\n"))
    first = text[start]
    if first in "'\"[{" and (unseen := _invisible_after(text, at)):
        return unseen
    is_first = not text[line_start(text, start) : start].strip(" -")
    if text[at] == ":" and is_first and (joined_field := missing_space(text, start)):
        return joined_field
    if first in "'\"":
        return after_quote(text, start, at, parent)
    if first in "[{":
        message = _("Text goes on after the closing bracket.")
        fix = () if "\n" in text[start:at] or text[at] in "]}" else quote(text, start, value_end(text, at, parent))
        return make_slip(at, value_end(text, at, parent), message, _("Put the whole text in quotes."), fix)
    if first in "*&":
        return make_slip(start, start + 1, _("Text cannot begin with “{sign}”.").format(sign=first), quotes_hint(),
                     quote(text, start, value_end(text, start, parent)))  # fmt: skip
    return unreadable(at)


def _invisible_after(text: str, at: int) -> Slip | None:
    """Invisible characters after a value at the end of its line; None for others."""
    match = re.compile(f"[{ODD_SPACES}{_INVISIBLE} \\t]+(?=\\n|\\Z)").match(text, at)
    if not match:
        return None
    message = _("After this value there is {sign}.").format(sign=space_name(text[at]))
    return make_slip(at, match.end(), message, _("Delete it."), [(at, match.end(), "")])


def after_quote(text: str, start: int, at: int, parent: int, in_flow: bool = False) -> Slip:
    """Text goes on after a closing quotation mark."""
    end = value_end(text, at, parent, in_flow)
    message = _("Text goes on after the closing quotation mark.")
    requoted = None if "\n" in text[start:at] else _with_inner_quotes(text, start, at, end)
    hint = _("Put the whole text in quotes.")
    if requoted is None:
        return make_slip(at, end, message, hint)
    hint = _("Write `{text}`.").format(text=shorten(encode(requoted), 60))
    return make_slip(at, end, message, hint, [(start, end, encode(requoted))])


def _with_inner_quotes(text: str, start: int, at: int, end: int) -> str | None:
    """The text with quotes inside quotes in correct form; None where that is not certain."""
    mark = text[start]
    whole, closing = text[start:end], text.rindex(mark, start, at)
    before, after = text[closing - 1], text[closing + 1 : closing + 2]
    if "\\" in whole or (mark == "'" and "''" in whole[1:-1] and closing != start + 1):
        return None
    if whole.endswith(mark) and (
        closing == start + 1 or (before in " («" and not after.isspace()) or (before.isalnum() and after.isalnum())
    ):
        return whole[1:-1]
    return None if after.isalnum() or closing == start + 1 else whole


def unclosed_quote(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """A quotation mark that nothing closes before the next field."""
    if not text[line_start(text, at) : at].strip() and (decorated := decorated_key(text, at)):
        return decorated
    mark = text[at]
    message = _("A quotation mark is opened and never closed.")
    end = value_end(text, at, parent)
    fix: list[Edit] = []
    if not in_flow and end > at + 1:
        last = text[end - 1]
        if text[end - 2 : end] == '\\"' and mark == '"':
            fix = [(at, end, encode(text[at + 1 : end - 1]))]
        elif last in "'\"”“»″’":
            fix = [(end - 1, end, mark)]
        elif mark == "'" or "\\" not in text[at:end]:
            fix = [(end, end, mark)]
    return make_slip(at, at + 1, message, _("Close the quotes."), fix)


def escape(text: str, at: int, opening: int) -> Slip:
    """A backslash before a sign that it does not go with."""
    message = _("This combination with a backslash is not allowed inside double quotes.")
    match = re.compile(r'"((?:[^"\\\n]|\\[^\n])*+)"').match(text, opening)
    fix: list[Edit] = []
    if match and '\\"' not in match[0]:
        fix = [(opening, match.end(), encode(match[1]))]
    return make_slip(at, at + 1, message, _("Use single quotes, or two backslashes."), fix)


def control_escape(spelling: str, places: tuple[int, int, int], in_path: bool) -> YamlProblem:
    """An invisible character as an escape; `places` in the file are its start, its end, and where ends
    what a terminal takes with it, such as the `[31m` that makes text red.
    """
    start, end, after = places
    message = _("`{escape}` means a character that cannot be shown.").format(escape=spelling[:10])
    if in_path:
        return YamlProblem("PD009", start, end, message, _path_hint())
    return YamlProblem("PD009", start, end, message, _("Delete it."), (), ((start, after, ""),))


def colour_end(text: str, at: int) -> int:
    """The end of an escape sequence for a colour of a terminal, if one begins here."""
    match = _COLOUR.match(text, at)
    return match.end() if match else at


def is_in_path(text: str, start: int, end: int) -> bool:
    """Whether an escape stands between letters as the backslash of `evidence\\new` does.

    What goes on with a Kazakh or Russian letter is a table or lines that pd itself wrote so.
    """
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return re.search(r"[\w.:]\Z", before) is not None and after.isascii() and after.islower()


def path_escape(spelling: str, start: int, end: int) -> YamlProblem:
    """The backslash of a path in double quotes that makes a line break or a tab; its places are those of the file."""
    message = _("`{escape}` inside double quotes means an invisible character, not these two.")
    return YamlProblem("PD027", start, end, message.format(escape=spelling), _path_hint())


def _path_hint() -> Message:
    return _("Write `/` in a path, or put the text in single quotes.")


def comment_in_text(text: str, mark: int, start: int, parent: int) -> Slip:
    """A comment in the middle of text that goes on in the next line."""
    message = _("From here on this is a comment, but the text continues on the next line.")
    end = value_end(text, mark, parent, comments=False)
    return make_slip(mark, line_end(text, mark), message, quotes_hint(), quote(text, start, end))


def unclosed_bracket(text: str, opening: int, parent: int, line: int = -1, at: int = -1) -> Slip:
    """A bracket that nothing closes before the text ends or, at `line`, before what is no longer inside it."""
    if line >= 0 and not FIELD.match(text, at) and not ROW.match(text, at) and at > line - 1:
        message = _("A line inside brackets is not indented.")
        indent = " " * (parent + 2 - indent_of(text, line))
        hint = _("Indent this line further than the name above.")
        return make_slip(at, line_end(text, at), message, hint, [(line, line, indent)] if at < len(text) else ())
    hint = _("Close the bracket.")
    words = text[opening : value_end(text, opening, parent)]
    if "," not in words and re.search(r"[^\W\d_a-zA-Z]\s+\w|\w\s+[^\W\d_a-zA-Z]", words):
        # Several words of a sentence are no list.
        hint = _("Put the text in quotes; if it is a list, close the bracket.")
        return make_slip(opening, opening + 1, _("A bracket is opened and never closed."), hint)
    end = value_end(text, opening, parent, comments=text.find(" #", opening, line_end(text, opening)) >= 0)
    is_list = text[opening] == "[" and _IDS.fullmatch(text, opening + 1, end)
    fix = [(end, end, "]")] if is_list else ()
    return make_slip(opening, opening + 1, _("A bracket is opened and never closed."), hint, fix)


def no_comma(text: str, at: int, start: int, parent: int) -> Slip:
    """Something else than a comma or the closing bracket stands after a value that begins at `start`."""
    if text[at] == ":" and text[start] not in "'\"[{":
        return text_with_colon(at, text, start, value_end(text, at, parent, in_flow=True))
    if text[start] in "'\"" and "\n" not in text[start:at]:
        return after_quote(text, start, at, parent, in_flow=True)
    return make_slip(at, at + 1, _("A comma or the closing bracket is missing before this."),
                 _("Check commas and brackets."))  # fmt: skip
