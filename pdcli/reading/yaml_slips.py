"""Diagnosis of YAML errors: one cause with its place, and a fix if it is certain.

Used only after parsing has failed. Offsets are those of the parsed text.
"""

import re
from collections.abc import Iterator, Sequence

from pdcli.diagnostics import Message
from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_result import Node, YamlProblem

Edit = tuple[int, int, str]
# The columns of the groups and lists that are open, the outermost first; each is a "field" or a "row".
Columns = Sequence[tuple[int, str]]

ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
# Signs that show nothing, beside those that look like spaces.
_UNSEEN = "\x85\xad\u200c-\u200f\u2028\u2029"
_NO_WIDTH = "\u200b\u2060\ufeff"
_WIDE_COLONS = "：﹕∶꞉︓"
_ODD = re.compile(f"[{ODD_SPACES}]++")
# A name and its colon that no ordinary space follows.
_JOINED = re.compile(
    rf"(?P<key>[\w-]{{1,80}}+|\"[^\"\n]*+\"|'[^'\n]*+')(?P<gap>[ {ODD_SPACES}]*+)(?P<colon>[:{_WIDE_COLONS}])"
    rf"(?P<odd>[ {ODD_SPACES}]*+)(?P<text>[^\n]*+)"
)
_FIELD = re.compile(r"[a-z_][a-z0-9_]*+[ \t]*+:(?=[ \t\n]|\Z)")
_ROW = re.compile(r"-(?=[ \t\n]|\Z)")
_BULLET = re.compile(rf"[-–—−•·*▪◦‣](?P<gap>[ \t{ODD_SPACES}]*+)(?=\S)")
# A row that begins with another sign than a hyphen and a space, and the name of its first field.
_ROW_SIGN = re.compile(
    rf" *(?P<sign>(?:--|-(?![ \t])|[–—−‐•·*▪◦‣+]|[0-9]{{1,3}}[.)])[ \t{ODD_SPACES}]*)"
    r"[a-z_][a-z0-9_]*+[ \t]*:(?=[ \t\n])"
)
# A name without a colon, and what stands there instead.
_NO_COLON = re.compile(r" *(?:- +)?(?P<key>[a-z_][a-z0-9_]*+)(?P<sign> *[-–—−=→;.,]+ +| +)(?=\S)")
# A name with signs around it, as of a list or of bold print.
_DECORATED = re.compile(
    r"(?:[^\w\s\[{#?*&!-]|\*(?=[*\s]))[^\w\s\"'\[{#:]*[ \t]*(?P<key>[a-z_][a-z0-9_]*+)[^\w\s:]*[ \t]*:(?=[ \t\n]|\Z)"
)
_BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#|\n|\Z)")
_FIRST_OF_GROUP = re.compile(r" *(?:- +)?(?=[a-z_][a-z0-9_]* *:[ \t\n])")
# A label, and a stroke in the place of its colon.
_STROKE_FOR_COLON = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}(?P<sign> +[-–—−=→] +)(?=\S)")
_DAY_TYPED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)")
_STROKES = re.compile(r"[-–—=_*~+%.•][-–—=_*~+%.• \t]{2,}(?=\n|\Z)")
_TABBED = re.compile(r" *\t[ \t]*")
_COMMENT = re.compile(r"[ \t]++#")
# A comment that is meant as one, as scaffolds write it. Any other ` #` in text that needs quotes is a part of the text.
_REMARK = re.compile(r"[ \t]++# ?pd:|(?:[ \t]{2,}+|\t)# ")
_CORE_TAG = re.compile(r"!!(?:str|int|float|bool|null|map|seq|set|omap|binary|timestamp)\b|!<")
_LATIN = re.compile(r"[A-Za-z_]")
_COLOUR = re.compile(r"\[[0-9;]*[A-Za-z]")
_PERIOD_PART = re.compile(r" *(?:start|end):(?=[ \t\n])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A date, a number and a word of a list, which no text goes on with.
_COMPLETE_LINE = re.compile(r"^ *(?:- +)?[a-z_][a-z0-9_]*+:[ \t]+[a-z0-9_.-]+[ \t]*(?:#.*)?\s*\Z", re.MULTILINE)
_DAYS = re.compile(r"['\"]?\d{4}-\d\d-\d\d[-–—/\s.]+\d{4}-\d\d-\d\d['\"]?")
# Words of a list that pd itself may have written: ids and choices.
_IDS = re.compile(r"\s*(?:[a-z]\d+|[a-z0-9/-]+(?:,\s*[a-z0-9/-]+)+)\s*")
# Behind other text: the keys of every form, and of most, and any name with a list of ids.
_NEXT_FIELD = re.compile(
    r"(?:(?:[ \t]*[,;])?[ \t]+|(?<=[0-9]))(?=(?:kind|title|status|lang|private|date|class|topic|period|attachments):"
    r"|[a-z_]+: \[[a-z][0-9]+(?:, *[a-z][0-9]+)*\][ \t]*(?:\n|\Z))"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Slip(Exception):  # noqa: N818 - not an error of the program
    """Parsing cannot continue; carries the problem."""

    def __init__(self, problem: YamlProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.is_about_place = False
        """Whether nothing but the place of a line is wrong, which a slip above it may have caused."""


def is_control(sign: str) -> bool:
    """Whether a sign changes how a page or a terminal shows what follows, or is none at all."""
    return _CONTROL.fullmatch(sign) is not None


def has_odd_space(name: str) -> bool:
    """Whether a name holds a sign that looks like a space, or like nothing."""
    return _ODD.search(name) is not None


def _slip(start: int, end: int, message: Message, hint: Message, fix: Sequence[Edit] = ()) -> Slip:
    return Slip(YamlProblem("PD002", start, max(end, start + 1), message, hint, (), tuple(fix)))


# Limits.


def too_deep(at: int, limit: int) -> Slip:
    """More collections inside one another than anyone writes."""
    message = _("Too deep: more than {limit} levels inside one another.").format(limit=limit)
    return Slip(YamlProblem("PD007", at, at + 1, message, _("Flatten this part.")))


def too_many(at: int) -> Slip:
    """More values than a document has."""
    return Slip(YamlProblem("PD007", at, at + 1, _("This file holds too many values."), _("Split it.")))


def too_many_aliases(start: int, end: int, name: str) -> Slip:
    """Repetitions that would fill the memory."""
    message = _("Too many repetitions through `*{name}`.").format(name=_short(name))
    return Slip(YamlProblem("PD007", start, end, message, _("Write the text itself.")))


# What pd has no use for.


def second_document(start: int, end: int) -> Slip:
    """A file holds one document."""
    message = _("A second document begins here; a file holds one.")
    return Slip(YamlProblem("PD008", start, end, message, _("Remove `---` or make a second file.")))


def end_of_document(text: str, at: int) -> Slip:
    """A line `...`, which ends a document, with more below it."""
    message = _("`...` ends the document here, but more follows below.")
    end = _line_end(text, at)
    below = _next_line(text, at)
    fix = [(at, end + 1, "")] if below >= 0 and _FIELD.match(text, below) and not text[at + 3 : end].strip() else ()
    return Slip(YamlProblem("PD008", at, at + 3, message, _("Delete this line."), (), tuple(fix)))


def directive(text: str, at: int) -> Slip:
    """A line that begins with a percent sign before the document."""
    message = _("A line that begins with `%` is no field.")
    return _slip(at, _line_end(text, at), message, _("Remove the line, or begin it with `#` if it is a remark."))


def key_is_no_text(start: int, end: int) -> Slip:
    """A list, a group or a repetition as a key."""
    message = _("A key must be one word, not a list or a group.")
    return _slip(start, end, message, _("Put quotes around it if it is text."))


def empty_key(at: int) -> Slip:
    """A colon with nothing before it."""
    message = _("There is no name before this colon.")
    return _slip(at, at + 1, message, _("Write `name: text`, or put quotes around text that begins with a colon."))


def merge_key(start: int, end: int) -> Slip:
    """`<<` is merging in some programs and a plain key in others."""
    return _slip(start, end, _("`<<` is not allowed as a key."), _("Write the fields themselves."))


def second_colon(start: int, end: int) -> YamlProblem:
    """A colon in front of text, as where it was typed twice; its places are those of the file. It is read as text."""
    message, hint = _("The text begins with a second colon."), _("Delete it, or put the text in quotes.")
    return YamlProblem("PD035", start, end, message, hint, (), ((start, end, ""),))


def second_key(key: str, again: Node, first: Node) -> YamlProblem:
    """A key that stands twice; its places are those of the file."""
    message = _("The key `{key}` stands here a second time; the first one counts.").format(key=_short(key))
    related = ((first.key_start, first.key_end, _("The first one.")),)
    return YamlProblem("PD003", again.key_start, again.key_end, message, _("Keep one of them."), related)


def lone_anchor(text: str, name: str, start: int, end: int) -> Slip:
    """`&name` names a value to be repeated, but nothing repeats it."""
    message = _("`&{name}` is not shown: a sign `&` here names a value that is repeated elsewhere.").format(
        name=_short(name)
    )
    return _slip(start, end, message, _in_quotes(), quote(text, start, _value_end(text, start, -1)))


def unknown_alias(text: str, at: int, name: str, parent: int, in_flow: bool) -> Slip:
    """`*name` repeats a value that nobody named."""
    message = _("`*{name}` refers to nothing.").format(name=_short(name))
    end = _value_end(text, at, parent, in_flow)
    return _slip(at, at + 1 + len(name), message, _in_quotes(), quote(text, at, end))


def tag(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """An exclamation mark begins a tag."""
    end = _value_end(text, at, parent, in_flow)
    word = re.compile(r"[^\s,\[\]{}]*+").match(text, at)
    name = word[0] if word else "!"
    message = _("`{tag}` is not shown: text cannot begin with an exclamation mark.").format(tag=_short(name))
    fix = () if _CORE_TAG.match(text, at) else quote(text, at, end)
    return _slip(at, at + len(name), message, _in_quotes(), fix)


def question(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """A question mark alone begins a key of many lines."""
    message = _("Text cannot begin with “{sign}”.").format(sign="?")
    is_first = text[_line_start(text, at) : at].strip() == ""
    fix = () if is_first else quote(text, at, _value_end(text, at, parent, in_flow))
    return _slip(at, at + 1, message, _in_quotes(), fix)


# Text that needs quotes.


def sign(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """A sign that no text may begin with."""
    first = text[at]
    end = _value_end(text, at, parent, in_flow)
    if in_flow and first in ",]}#":
        return _slip(at, at + 1, _("This sign is one too many here."), _("Check commas and brackets."))
    if first == "*" and text[at + 1 : at + 2] == " " and not text[_line_start(text, at) : at].strip():
        message = _("An asterisk does not begin a row of a list here.")
        return _slip(at, at + 1, message, _("Begin each row with a hyphen and a space."), [(at, at + 1, "-")])
    message = _("Text cannot begin with “{sign}”.").format(sign=first)
    return _slip(at, at + 1, message, _in_quotes(), quote(text, at, end))


def row_beside_key(text: str, at: int, parent: int) -> Slip:
    """A hyphen and more behind a colon."""
    message = _("A list cannot begin beside its name.")
    below = _next_line(text, at)
    if below >= 0 and _ROW.match(text, below + _width(text, below)) and _width(text, below) > parent:
        gap = len(text[:at].rstrip(" \t"))
        hint = _("Begin the list on the next line.")
        return _slip(at, at + 1, message, hint, [(gap, at, "\n" + " " * _width(text, below))])
    end = _value_end(text, at, parent)
    hint = _("Put text that begins with a hyphen in quotes; begin a list on the next line.")
    return _slip(at, at + 1, message, hint, quote(text, at, end) if end > at + 1 else ())


def text_after_block_sign(text: str, at: int, parent: int) -> Slip:
    """Text on the line of `|` or `>`."""
    end = _line_end(text, at)
    message = _("Text cannot stand on the line of “{sign}”.").format(sign=text[at])
    below = _next_line(text, at)
    head = re.compile(r"[|>][+-]?[ \t]+").match(text, at)
    if head and below >= 0 and _width(text, below) > parent and not _FIELD.match(text, below + _width(text, below)):
        hint = _("Begin the text on the next line.")
        return _slip(head.end(), end, message, hint, [(head.end(), head.end(), "\n" + " " * _width(text, below))])
    hint = _("Put text that begins with this sign in quotes, or begin it on the next line.")
    return _slip(at, at + 1, message, hint, quote(text, at, _value_end(text, at, parent)))


def colon(text: str, colon: int, here: int, start: int, parent: int, columns: Columns) -> Slip:
    """A colon in text that begins at `start`; `here` begins the part of it on the colon's line."""
    line = _line_start(text, here)
    if line != _line_start(text, start):
        above = _line_start(text, start)
        if mark := _ROW_SIGN.match(text, above):
            return _no_row_sign(mark)
        if beside := _text_beside_fields(text, line, start):
            return beside
        if unfinished := _without_colon(text, start):
            return unfinished
        if start - above == here - line and not text[above:start].strip(" -"):
            joined_field = _joined(text, start)
            if joined_field:
                return joined_field
        if row := _text_before_fields(text, above, start, line):
            return row
        is_field = _FIELD.match(text, here) is not None
        if is_field and (off := _lone_row(text, line) or _first_line_off(text, line) or _fields_above(text, line)):
            return off
        if is_field and columns and columns[-1][1] == "field":
            shift = here - line - columns[-1][0]
            below = _next_line(text, here)
            # Where the lines below are indented, too, all of them may belong to the field above.
            is_single = below < 0 or _width(text, below) <= columns[-1][0]
            fix = _shifted(text, line, columns[-1][0]) if shift == 1 or is_single else ()
            return _misplaced(here, text, fix)
    if parent < 0:
        return _slip(colon, colon + 1, _("A colon stands where no new field can begin."),
                     _("Put text that has a colon in quotes, or move the field to a line of its own."))  # fmt: skip
    return _two_fields(colon, text, start) or _with_colon(colon, text, start, _value_end(text, start, parent))


def _text_before_fields(text: str, above: int, start: int, line: int) -> Slip | None:
    """A row that begins with text, as where it was to go on with that of the row above, and has fields below."""
    lead, below = text[above:start], _width(text, line)
    if lead.strip(" ") != "-" or below < start - above or not _FIELD.match(text, line + below):
        return None
    message = _("This row begins with text that has no name, but fields follow below it.")
    last = text[:above].rstrip().rpartition(" ")[2]
    if last in ("|", "|-", ">", ">-"):
        hint = _("If it is the text of the name above, delete the hyphen and indent the line further than that name.")
    else:
        hint = _("Write the name of the field before it: `- name: text`.")
    return _slip(start, _line_end(text, start), message, hint)


def _two_fields(colon: int, text: str, start: int) -> Slip | None:
    """A field that every form knows begins in the text of another one, as where a line end was deleted."""
    match = _NEXT_FIELD.search(text, start, _line_end(text, colon) + 1)
    if not match or "\n" in text[start:colon] or not text[match.end() : colon].isidentifier():
        return None
    line = _line_start(text, start)
    if line + _width(text, line) == start or text[line:start].lstrip().startswith("- "):
        return None
    message = _("Two fields stand on one line: `{key}` begins here.").format(key=text[match.end() : colon])
    edit = (match.start(), match.end(), "\n" + " " * _width(text, line))
    return _slip(match.end(), colon + 1, message, _("Begin it on a line of its own."), [edit])


def _with_colon(colon: int, text: str, start: int, end: int) -> Slip:
    message = _("This text has a colon in it, so it needs quotes.")
    hint = _("Write `{text}`.").format(text=_short(encode(" ".join(text[start:end].split())), 60))
    return _slip(colon, colon + 1, message, hint, quote(text, start, end))


def left_over(text: str, at: int, start: int, parent: int) -> Slip:
    """Something stands on the line behind a value that has ended; `start` is where that value begins."""
    start += len(text[start:at]) - len(text[start:at].lstrip(" \t\n"))
    first = text[start]
    if first in "'\"[{" and (unseen := _unseen_behind(text, at)):
        return unseen
    is_first = not text[_line_start(text, start) : start].strip(" -")
    if text[at] == ":" and is_first and (joined_field := _joined(text, start)):
        return joined_field
    if first in "'\"":
        return after_quote(text, start, at, parent)
    if first in "[{":
        message = _("Text goes on after the closing bracket.")
        fix = () if "\n" in text[start:at] or text[at] in "]}" else quote(text, start, _value_end(text, at, parent))
        return _slip(at, _value_end(text, at, parent), message, _("Put the whole text in quotes."), fix)
    if first in "*&":
        return _slip(start, start + 1, _("Text cannot begin with “{sign}”.").format(sign=first), _in_quotes(),
                     quote(text, start, _value_end(text, start, parent)))  # fmt: skip
    return unreadable(at)


def _unseen_behind(text: str, at: int) -> Slip | None:
    """Signs that nobody sees, alone behind a value on its line; None for anything else."""
    found = re.compile(f"[{ODD_SPACES}{_UNSEEN} \\t]+(?=\\n|\\Z)").match(text, at)
    if not found:
        return None
    message = _("Behind this value stands {sign}.").format(sign=_space_name(text[at]))
    return _slip(at, found.end(), message, _("Delete it."), [(at, found.end(), "")])


def after_quote(text: str, start: int, at: int, parent: int, in_flow: bool = False) -> Slip:
    """Text goes on after a closing quotation mark."""
    end = _value_end(text, at, parent, in_flow)
    message = _("Text goes on after the closing quotation mark.")
    requoted = None if "\n" in text[start:at] else _with_inner_quotes(text, start, at, end)
    hint = _("Put the whole text in quotes.")
    if requoted is None:
        return _slip(at, end, message, hint)
    hint = _("Write `{text}`.").format(text=_short(encode(requoted), 60))
    return _slip(at, end, message, hint, [(start, end, encode(requoted))])


def _with_inner_quotes(text: str, start: int, at: int, end: int) -> str | None:
    """The text that was meant by quotes inside quotes; None where that is not certain."""
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
    if not text[_line_start(text, at) : at].strip() and (decorated := _decorated(text, at)):
        return decorated
    mark = text[at]
    message = _("A quotation mark is opened and never closed.")
    end = _value_end(text, at, parent)
    fix: list[Edit] = []
    if not in_flow and end > at + 1:
        last = text[end - 1]
        if text[end - 2 : end] == '\\"' and mark == '"':
            fix = [(at, end, encode(text[at + 1 : end - 1]))]
        elif last in "'\"”“»″’":
            fix = [(end - 1, end, mark)]
        elif mark == "'" or "\\" not in text[at:end]:
            fix = [(end, end, mark)]
    return _slip(at, at + 1, message, _("Close the quotes."), fix)


def escape(text: str, at: int, opening: int) -> Slip:
    """A backslash before a sign that it does not go with."""
    message = _("A backslash inside double quotes begins no known sign.")
    match = re.compile(r'"((?:[^"\\\n]|\\[^\n])*+)"').match(text, opening)
    fix: list[Edit] = []
    if match and '\\"' not in match[0]:
        fix = [(opening, match.end(), encode(match[1]))]
    return _slip(at, at + 1, message, _("Use single quotes, or two backslashes."), fix)


def control_escape(spelling: str, places: tuple[int, int, int], in_path: bool) -> YamlProblem:
    """A sign that cannot be seen, written as an escape; `places` in the file are its start, its end, and where ends
    what a terminal takes with it, such as the `[31m` that makes text red.
    """
    start, end, after = places
    message = _("`{escape}` stands for a sign that cannot be shown.").format(escape=spelling[:10])
    if in_path:
        return YamlProblem("PD009", start, end, message, _path_hint())
    return YamlProblem("PD009", start, end, message, _("Delete it."), (), ((start, after, ""),))


def colour_end(text: str, at: int) -> int:
    """Where the signs end that colour the text of a terminal, if they begin here."""
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
    message = _("`{escape}` inside double quotes stands for a sign that is not seen, not for these two.")
    return YamlProblem("PD027", start, end, message.format(escape=spelling), _path_hint())


def _path_hint() -> Message:
    return _("Write `/` in a path, or put the text in single quotes.")


def comment_in_text(text: str, mark: int, start: int, parent: int) -> Slip:
    """A comment in the middle of text that goes on in the next line."""
    message = _("From here on this is a comment, but the text goes on in the next line.")
    end = _value_end(text, mark, parent, comments=False)
    return _slip(mark, _line_end(text, mark), message, _in_quotes(), quote(text, start, end))


# Fields and rows.


def no_colon(text: str, line: int, at: int, value: int) -> Slip:
    """A line where a field is expected; `value` is where the field above it has its value."""
    odd = _odd_indent(text, at) or _joined(text, at)
    if odd:
        return odd
    end = _value_end(text, at, 1 << 30)
    if _STROKES.match(text, at):
        message = _("A line of strokes is no field.")
        return _slip(at, end, message, _("Begin it with `#`, so that it is a remark."), [(at, at, "# ")])
    if decorated := _decorated(text, at):
        return decorated
    if text[at] in "[{*&!" and ": " in f"{text[at:end]} ":
        return tag(text, at, 1 << 30, False) if text[at] == "!" else key_is_no_text(at, end)
    if text[at] in "?:" and text[at + 1 : at + 2] in ("", " ", "\t", "\n"):
        return empty_key(at) if text[at] == ":" else question(text, at, 1 << 30, False)
    above = text[value : _line_end(text, value)].strip(" \t")
    bullet = _BULLET.match(text, at)
    if bullet and not above and text[at] != "-":
        message = _("A row of a list begins with a hyphen and a space.")
        hint = _("Write `{text}`.").format(text=_short(f"- {text[bullet.end() : _line_end(text, at)]}", 60))
        return _slip(at, bullet.end(), message, hint, [(at, bullet.end(), "- ")])
    if not _LATIN.match(text, at) and above[:1] not in ("'", '"', "[", "{"):
        is_complete = _COMPLETE_LINE.search(text[max(line - 400, 0) : line]) is not None
        if (mark := _STROKE_FOR_COLON.match(text, at)) and (is_complete or _DAY_TYPED.match(text, mark.end())):
            return _unfinished(at, end, [(mark.start("sign"), mark.end(), ": ")])
        if is_complete:
            message = _("This line has no name and no colon, and it is not indented like the text above it.")
            return _slip(at, end, message, _("Write `name: text`; go on a new line only with an indent."))
        return _not_indented(text, line, at, value, end)
    return _without_colon(text, at) or _unfinished(at, end)


def _not_indented(text: str, line: int, at: int, value: int, end: int) -> Slip:
    """A line that goes on with the text of the field above it, but further left."""
    message = _("This line has no name and no colon, and it is not indented like the text above it.")
    hint = _("Indent it if it goes on with that text.")
    return _slip(at, end, message, hint, [(at, at, _missing_indent(text, line, at, value))])


def _decorated(text: str, at: int) -> Slip | None:
    """Signs that are no letters around the name of a field; a quotation mark only where no other closes it."""
    match = _DECORATED.match(text, at)
    if not match or (text[at] in "'\"" and text.find(text[at], at + 1, _line_end(text, at)) >= 0):
        return None
    message = _("Around the name `{key}` stand signs that do not belong to it.").format(key=_short(match["key"]))
    hint = _("Write `{text}`.").format(text=_short(f"{match['key']}:{text[match.end() : _line_end(text, at)]}", 60))
    edits = [(at, match.start("key"), ""), (match.end("key"), match.end(), ":")]
    return _slip(at, match.end(), message, hint, edits)


def _unfinished(at: int, end: int, fix: Sequence[Edit] = ()) -> Slip:
    message = _("A field is not finished: there is no colon after its name.")
    return _slip(at, end, message, _("Write `name: text`; go on a new line only with an indent."), fix)


def _without_colon(text: str, at: int) -> Slip | None:
    """The line of an offset begins with a name that is a field's, because it is one elsewhere, but has no colon."""
    line = _line_start(text, at)
    match = _NO_COLON.match(text, line)
    if not match:
        return None
    key, has_sign = match["key"], match["sign"].strip() != ""
    is_day = key == "date" and _DAY.match(text, match.end()) is not None
    is_day = is_day or (key in ("start", "end") and _DAY.match(text, match.end()) is not None)
    is_known = key == "kind" or is_day or (has_sign and key in ("title", "status", "date"))
    if not is_known and not re.search(rf"^ *(?:- +)?{key} *:", text, re.MULTILINE):
        return None
    return _unfinished(match.start("key"), _line_end(text, line), [(match.start("sign"), match.end("sign"), ": ")])


def _missing_indent(text: str, line: int, at: int, value: int) -> str:
    """What lacks in front of a line so that it belongs to the text above, which is indented like its first line."""
    below = _next_line(text, value)
    own = at - line
    if 0 <= below < line and _width(text, below) > own:
        return " " * (_width(text, below) - own)
    return "  "


def no_row(text: str, line: int, at: int, columns: Columns) -> Slip:
    """A line where a row of a list is expected."""
    odd = _odd_indent(text, at)
    if odd:
        return odd
    if mark := _ROW_SIGN.match(text, line):
        return _no_row_sign(mark)
    bullet = _BULLET.match(text, at)
    if bullet:
        message = _("A row of a list begins with a hyphen and a space.")
        return _slip(at, bullet.end(), message, _("Write `- text`."), [(at, bullet.end(), "- ")])
    if row := _row_without_hyphen(text, line, at):
        return row
    if fields := _fields_of_row(text, line, columns):
        return fields
    if row := _lone_row_above(text, line):
        return row
    if not _LATIN.match(text, at):
        message = _("This line has no hyphen, and it is not indented like the text above it.")
        hint = _("Begin a row with a hyphen; indent text that goes on.")
        below, own = _next_content(text, line), at - line
        has_fields = below >= 0 and _width(text, below) == own + 2 and _FIELD.match(text, below + own + 2) is not None
        begins = has_fields and re.search(r":(?=[ \t\n])", text[at : _line_end(text, at) + 1]) is not None
        return _slip(at, _line_end(text, at), message, hint, [(at, at, "- " if begins else "  ")])
    return _misplaced(at, text, _moved(text, line, at, columns))


def _lone_row_above(text: str, line: int) -> Slip | None:
    """Several fields below one row of text in the column of its hyphen: the row stands in a group of fields."""
    own, above, below = _width(text, line), _content_above(text, line), _next_content(text, line)
    row = re.compile(rf" {{{own}}}-[ \t]+(?![a-z_]+:[ \t\n])").match(text, above) if above >= 0 else None
    is_several = below >= 0 and _width(text, below) == own and _FIELD.match(text, below + own) is not None
    name = _content_above(text, above)
    is_first = name >= 0 and text[name : _line_end(text, name)].rstrip().endswith(":")
    if not row or not is_several or not is_first or not _FIELD.match(text, line + own):
        return None
    return _hyphen_among_fields(above + own)


def _hyphen_among_fields(at: int) -> Slip:
    message = _("A hyphen alone begins a row of a list.")
    return _slip(at, at + 1, message, _("Rows stand below a name with nothing behind its colon."))


def _fields_of_row(text: str, line: int, columns: Columns) -> Slip | None:
    """Fields in the column of the hyphens that are known to be those of rows."""
    own = _width(text, line)
    inner = [column for column, kind in columns if kind == "field" and column > own]
    if len(set(inner)) != 1:
        return None
    edits: list[Edit] = []
    below = line
    while below >= 0 and _width(text, below) == own and _is_field_at(text, below + own, inner[0]):
        edits.append((below, below + own, " " * inner[0]))
        below = _next_line(text, below)
    return _misplaced(line + own, text, edits) if edits else None


def _is_field_at(text: str, at: int, column: int) -> bool:
    """Whether a name with its value begins here that stands in this column elsewhere, or is a part of a period."""
    field = _FIELD.match(text, at)
    if not field or not text[field.end() : _line_end(text, at)].strip():
        return False
    name = field[0].rstrip(" \t:")
    elsewhere = rf"^(?: {{{column}}}| {{{column - 2}}}- ){name} *:"
    return name in ("start", "end") or re.search(elsewhere, text, re.MULTILINE) is not None


def _no_row_sign(mark: re.Match[str]) -> Slip:
    """Another sign than a hyphen and a space before the first field of a row."""
    message = _("A row of a list begins with a hyphen and a space.")
    start, end = mark.span("sign")
    hint = _("Write `{text}`.").format(text=_short(f"- {mark.string[end : _line_end(mark.string, end)]}", 60))
    return _slip(start, end, message, hint, [(start, end, "- ")])


def lost_hyphen(text: str, line: int, at: int, name: str, column: int) -> Slip:
    """A row begins again with its first name; `column` is that of the hyphens."""
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=_short(name))
    hint = _("Write `{text}`.").format(text=_short(f"- {text[at : _line_end(text, at)]}", 60))
    return _slip(at, at + len(name), message, hint, [(line, at, f"{' ' * column}-{' ' * (at - line - column - 1)}")])


def _row_without_hyphen(text: str, line: int, at: int) -> Slip | None:
    """A row whose fields stand in the column of the hyphens; it begins with the same name as one above."""
    field, own = _FIELD.match(text, at), at - line
    name = field[0].rstrip(" \t:") if field else ""
    if not field or not re.search(rf"^ {{{own}}}- +{name}[ \t]*:", text[:line], re.MULTILINE):
        return None
    edits = [(at, at, "- ")]
    below = _next_line(text, line)
    while below >= 0 and _width(text, below) >= own and not _ROW.match(text, below + own):
        edits.append((below, below, "  "))
        below = _next_line(text, below)
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=_short(name))
    hint = _("Write `{text}`.").format(text=_short(f"- {text[at : _line_end(text, at)]}", 60))
    return _slip(at, at + len(name), message, hint, edits)


def row_among_fields(text: str, line: int, at: int, value: int, columns: Columns) -> Slip:
    """A row of a list in the column of fields; `value` is where the field above it has its value."""
    if first := _first_without_hyphen(text, line, at, value):
        return first
    rows = [column for column, kind in columns if kind == "row"]
    if rows:
        return _misplaced(at, text, _moved(text, line, at, columns))
    return _hyphen_among_fields(at)


def indented_below(text: str, line: int, at: int, value: int, columns: Columns) -> Slip:
    """A line that is indented further than what it should belong to."""
    odd = _odd_indent(text, at)
    if odd:
        return odd
    above = _line_start(text, value)
    if beside := _text_beside_fields(text, line, value):
        return beside
    mark = _ROW_SIGN.match(text, above)
    if mark and line == _next_line(text, value):
        return _no_row_sign(mark)
    start = value + len(text[value:at]) - len(text[value:at].lstrip(" \t\n"))
    value_line = text[start : min(_line_end(text, start), at)]
    remark = _COMMENT.search(value_line)
    if first := _first_without_hyphen(text, line, at, value):
        return first
    is_new = _FIELD.match(text, at) or _ROW.match(text, at)
    if not is_new and remark and value_line[0] not in "'\"[{|>" and _next_line(text, start) == line:
        return comment_in_text(text, start + remark.end() - 1, start, columns[-1][0])
    if not is_new and value_line[:1] in ("|", ">"):
        return _not_indented(text, line, at, value, _line_end(text, at))
    if not is_new and value_line[:1] in ("'", '"') and _next_line(text, start) == line:
        message = _("Text goes on after the closing quotation mark.")
        return _slip(at, _line_end(text, at), message, _("Put the whole text in quotes."))
    slip = _lone_row(text, line) or _first_line_off(text, line) or _fields_above(text, line)
    return slip or _misplaced(at, text, _moved(text, line, at, columns))


def _lone_row(text: str, line: int) -> Slip | None:
    """The hyphen of a row was deleted below the name of its table, while its other fields stay where they were."""
    above, own = _content_above(text, line), _width(text, line)
    width = _width(text, above) if above >= 0 else -1
    field, name = _FIELD.match(text, above + width), _content_above(text, above)
    if width < 0 or own != width + 2 or not field or not _FIELD.match(text, line + own) or name < 0:
        return None
    if not text[field.end() : line].strip() or not text[name : _line_end(text, name)].rstrip().endswith(":"):
        return None
    key = field[0].rstrip(" \t:")
    below = _next_content(text, line)
    has_more = below >= 0 and _width(text, below) == own and _FIELD.match(text, below + own) is not None
    is_row = key == "id" or has_more or re.search(rf"^ {{{width}}}- {key} *:", text, re.MULTILINE) is not None
    if not is_row or _width(text, name) > width or key in ("start", "end"):
        return None
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=_short(key))
    at = above + width
    hint = _("Write `{text}`.").format(text=_short(f"- {text[at : _line_end(text, at)]}", 60))
    return _slip(at, at + len(key), message, hint, [(at, at, "- ")])


def _first_line_off(text: str, line: int) -> Slip | None:
    """The first line of a row or a group stands one column beside the others, of which this is the next."""
    above, own = _content_above(text, line), _width(text, line)
    first = _FIRST_OF_GROUP.match(text, above) if above >= 0 else None
    if not first or abs(first.end() - above - own) != 1 or not _FIELD.match(text, line + own):
        return None
    if "-" not in first[0]:
        name = _content_above(text, above)
        if name < 0 or not text[name : _line_end(text, name)].rstrip().endswith(":") or _width(text, name) >= own:
            return None
    below = _next_content(text, line)
    has_more = below >= 0 and _width(text, below) == own and _FIELD.match(text, below + own) is not None
    if not has_more and own % 2:
        return None
    edit = (above, above, " ") if first.end() - above < own else (above, above + 1, "")
    at = above + _width(text, above)
    return _misplaced(at, text, [edit]) if edit[2] or text[above] == " " else None


def _fields_above(text: str, line: int) -> Slip | None:
    """Fields that stand further left between one of a row and this line, which goes on with that row."""
    own, edits = _width(text, line), list[Edit]()
    above = _content_above(text, line)
    while above >= 0 and (width := _width(text, above)) < own and _is_field_at(text, above + width, own):
        edits.insert(0, (above, above + width, " " * own))
        above = _content_above(text, above)
    is_of_row = above >= 0 and re.match(rf" {{{own}}}[a-z_]|{' ' * (own - 2)}- [a-z_]", text[above:]) is not None
    return _misplaced(edits[0][1], text, edits) if edits and is_of_row else None


def _first_without_hyphen(text: str, line: int, at: int, value: int) -> Slip | None:
    """A row stands below fields that begin with its name two columns further right: they are the first row."""
    row = re.compile(r"-( +)([a-z_][a-z0-9_]*+)[ \t]*:").match(text, at)
    first = _next_line(text, value)
    start = first + _width(text, first)
    field = _FIELD.match(text, start)
    if not row or not field or text[value : _line_end(text, value)].strip(" \t") or not first < line:
        return None
    column, name = at - line, field[0].rstrip(" \t:")
    if start - first != column + 1 + len(row[1]) or name != row[2]:
        return None
    return lost_hyphen(text, first, start, name, column)


def _text_beside_fields(text: str, line: int, value: int) -> Slip | None:
    """The days of a period on the line of its name, and `start:` and `end:` below."""
    above = _line_start(text, value)
    is_below = _next_line(text, value) == line and _width(text, line) - _width(text, above) > 1
    if not is_below or not _PERIOD_PART.match(text, line) or _PERIOD_PART.match(text, above):
        return None
    at = value + len(text[value:]) - len(text[value:].lstrip(" \t"))
    end = _value_end(text, at, -1)
    end = min(end, _line_end(text, at))
    message = _("Text stands behind this colon, but the fields of this name follow below.")
    hint = _("Delete the text here; each day stands behind its own field.")
    below = re.compile(rf"(?: {{{_width(text, line)},}}[^\n]*\n?)+").match(text, line)
    days = _DAY.findall(text, at, end) if below and _DAYS.fullmatch(text, at, end) else ()
    is_repeated = below and days and all(day in below[0] for day in days)
    start = len(text[:at].rstrip(" \t"))
    return _slip(at, end, message, hint, [(start, end, "")] if is_repeated else ())


def first_line_indented(text: str, line: int, at: int) -> Slip:
    """The fields above this line begin further right than this one."""
    first = _next_content(text, -1)
    width = _width(text, first)
    if not 0 <= first < line or not width or at != line:
        return unreadable(at)
    lines = [start for start in _lines(text, first, line) if not _BLANK_OR_COMMENT.match(text, start)]
    is_even = all(_width(text, start) >= width for start in lines)
    return _misplaced(first + width, text, [(start, start + width, "") for start in lines] if is_even else ())


def tab(text: str, start: int, end: int, columns: Columns = ()) -> Slip:
    """A tab where only spaces can stand."""
    at = text.index("\t", start, end)
    message = _("A tab stands where spaces are needed.")
    line = _line_start(text, at)
    if text[line:at].strip(" "):
        return _slip(at, at + 1, message, _("Put a space there."), [(at, at + 1, " ")])
    match = _TABBED.match(text, line)
    spaces = match[0].replace("\t", "") if match else ""
    if match and _FIELD.match(text, match.end()) and _continues(text, line, len(spaces), columns):
        return _slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), spaces)])
    width = _width_of_group(text, line, columns) if match else 0
    if match and width:
        return _slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), " " * width)])
    rows = {column for column, kind in columns if kind == "row"}
    if match and _ROW.match(text, match.end()) and len(rows) == 1:
        return _slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), " " * rows.pop())])
    width = _width_of_field(text, line, match.end()) if match else -1
    if match and width >= 0:
        return _slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), " " * width)])
    # The lines that follow are mostly indented in the same way.
    fix, spaces = [], " " * _tab_width(text, line)
    while line >= 0 and (match := _TABBED.match(text, line)):
        fix.append((line, match.end(), match[0].replace("\t", spaces)))
        line = _next_line(text, line)
    return _slip(at, at + 1, message, _("Indent with spaces."), fix)


def tabs_in_folded(text: str, start: int, end: int, width: int, offsets: Sequence[int]) -> list[YamlProblem]:
    """Tabs in front of lines that `>` would join: such a line stands alone, which nobody sees. At most one problem,
    whose places are those of the file.
    """
    tabs = list(re.compile(rf"^ {{{width}}}([ \t]*\t[ \t]*)(?=\S)", re.MULTILINE).finditer(text, start, end))
    if not tabs or text[start:end].rstrip().count("\n") == 0:
        return []
    at = text.index("\t", tabs[0].start(1))
    message = _("A tab begins this line, so that it is not joined with the others of this text.")
    fix = tuple((offsets[found.start(1)], offsets[found.end(1)], "") for found in tabs)
    return [YamlProblem("PD027", offsets[at], offsets[at + 1], message, _("Delete it."), (), fix)]


def _width_of_field(text: str, line: int, at: int) -> int:
    """How far a line below a name without a value was to be indented: like the same name elsewhere, the line below or
    the name above; -1 where that is not certain.
    """
    field, above, below = _FIELD.match(text, at), _content_above(text, line), _next_content(text, line)
    if not field or above < 0 or not text[above : _line_end(text, above)].rstrip().endswith(":"):
        return -1
    name = field[0].rstrip(" \t:")
    same = {len(other[1]) for other in re.finditer(rf"^( *){name} *:", text, re.MULTILINE)}
    if len(same) == 1 and (width := same.pop()) >= _width(text, above):
        return width
    if below >= 0 and _width(text, below) > _width(text, above) and _FIELD.match(text, below + _width(text, below)):
        return _width(text, below)
    return _width(text, above) if _is_next_field(text, line) else -1


def _is_next_field(text: str, line: int) -> bool:
    """Whether a line below a name without a value is a field beside it rather than all that belongs to it: the line
    below is one in the column of that name.
    """
    above, below = _content_above(text, line), _next_content(text, line)
    return (
        min(above, below) >= 0
        and _width(text, below) == _width(text, above)
        and _FIELD.match(text, below + _width(text, below)) is not None
        and _FIELD.match(text, above + _width(text, above)) is not None
    )


def _content_above(text: str, line: int) -> int:
    """Where the line before this one begins that is neither blank nor a comment; -1 where there is none."""
    while line > 0:
        line = _line_start(text, line - 1)
        if not _BLANK_OR_COMMENT.match(text, line):
            return line
    return -1


def _width_of_group(text: str, line: int, columns: Columns) -> int:
    """The column of an open group that a line with nothing but a name goes on, by what is below it; 0 where unknown."""
    below = _next_line(text, line)
    if not text[line : _line_end(text, line)].rstrip().endswith(":") or below < 0 or _TABBED.match(text, below):
        return 0
    width = _width(text, below)
    inner = [column for column, kind in columns if kind == "field" and column < width]
    return max(inner, default=0) if (width, "field") in columns else 0


def _tab_width(text: str, line: int) -> int:
    """How many spaces a tab stands for: as many as it takes to go on with the row or the field above, else two."""
    above = _line_start(text, max(line - 1, 0))
    row = re.compile(r" *-[ \t]+(?=[a-z_])").match(text, above, line)
    if row:
        return len(row[0])
    width = _width(text, above)
    is_next = _FIELD.match(text, above + width, line) and not text[above : max(line - 1, 0)].rstrip().endswith(":")
    return width if width and is_next else 2


def _continues(text: str, line: int, width: int, columns: Columns) -> bool:
    """Whether a line whose indent is this wide is the next field of an open group, whose other lines have no tab."""
    if (width, "field") not in columns:
        return False
    above = text[text.rfind("\n", 0, line - 1) + 1 : max(line - 1, 0)]
    begins = above[width:] if not above[:width].strip(" -") else ""
    return "\t" not in above and _FIELD.match(begins) is not None and not begins.rstrip().endswith(":")


def wide_blank_line(text: str, start: int, end: int) -> Slip:
    """A blank line above a block of text that has more spaces than the text."""
    lines = list(_lines(text, text.index("\n", start - 1) + 1 if text[start - 1] != "\n" else start, end))
    fix = [(line, line + _width(text, line), "") for line in lines if _width(text, line)]
    message = _("This blank line has more spaces than the text below it.")
    at = fix[0][0] if fix else start
    return _slip(at, fix[0][1] if fix else at, message, _("Delete the spaces."), fix)


def _misplaced(at: int, text: str, fix: Sequence[Edit]) -> Slip:
    message = _("This line is indented differently from those above it.")
    slip = _slip(at, _line_end(text, at), message, _("Lines of one level begin in the same column."), fix)
    slip.is_about_place = True
    return slip


def _moved(text: str, line: int, at: int, columns: Columns) -> Sequence[Edit]:
    """The line in the one column that is nearest; nothing where two are as near."""
    kind = "row" if _ROW.match(text, at) else "field"
    own = at - line
    nearest = sorted({abs(column - own): column for column, what in columns if what == kind}.items())
    same = [column for column, what in columns if what == kind and nearest and abs(column - own) == nearest[0][0]]
    return _shifted(text, line, same[0]) if len(set(same)) == 1 and same[0] != own else ()


def _shifted(text: str, line: int, column: int) -> Sequence[Edit]:
    """A line moved to a column, and with it those that belong to it where they would else stand elsewhere."""
    own = _width(text, line)
    at = line + own
    lines = [line]
    inner = _ROW.match(text, at)
    content = own + len(re.compile(r"-[ \t]*").match(text, at)[0]) if inner else column + 1  # type: ignore[index]
    below = _next_line(text, line)
    if below >= 0 and (_width(text, below) == content if inner else own < _width(text, below) <= column):
        lines += _block_below(text, line, own)
    edits: list[Edit] = []
    for start in lines:
        width = max(_width(text, start) + column - own, 0)
        edits.append((start, start + _width(text, start), " " * width))
    return edits


def _block_below(text: str, line: int, width: int) -> Iterator[int]:
    below = _next_line(text, line)
    while below >= 0 and _width(text, below) > width:
        yield below
        below = _next_line(text, below)


# In brackets.


def unclosed_bracket(text: str, opening: int, parent: int, line: int = -1, at: int = -1) -> Slip:
    """A bracket that nothing closes before the text ends or, at `line`, before what is no longer inside it."""
    if line >= 0 and not _FIELD.match(text, at) and not _ROW.match(text, at) and at > line - 1:
        message = _("A line inside brackets is not indented.")
        indent = " " * (parent + 2 - _width(text, line))
        hint = _("Indent it further than the name above.")
        return _slip(at, _line_end(text, at), message, hint, [(line, line, indent)] if at < len(text) else ())
    hint = _("Close the bracket.")
    words = text[opening : _value_end(text, opening, parent)]
    if "," not in words and re.search(r"[^\W\d_a-zA-Z]\s+\w|\w\s+[^\W\d_a-zA-Z]", words):
        # Several words of a sentence are no list.
        hint = _("Put the text in quotes; if it is a list, close the bracket.")
        return _slip(opening, opening + 1, _("A bracket is opened and never closed."), hint)
    end = _value_end(text, opening, parent, comments=text.find(" #", opening, _line_end(text, opening)) >= 0)
    is_list = text[opening] == "[" and _IDS.fullmatch(text, opening + 1, end)
    fix = [(end, end, "]")] if is_list else ()
    return _slip(opening, opening + 1, _("A bracket is opened and never closed."), hint, fix)


def no_comma(text: str, at: int, start: int, parent: int) -> Slip:
    """Something else than a comma or the closing bracket stands after a value that begins at `start`."""
    if text[at] == ":" and text[start] not in "'\"[{":
        return _with_colon(at, text, start, _value_end(text, at, parent, in_flow=True))
    if text[start] in "'\"" and "\n" not in text[start:at]:
        return after_quote(text, start, at, parent, in_flow=True)
    return _slip(at, at + 1, _("A comma or the closing bracket is missing before this."),
                 _("Check commas and brackets."))  # fmt: skip


def unreadable(at: int) -> Slip:
    """Anything else."""
    slip = _slip(at, at + 1, _("This is not valid YAML from here on."), _("Check indents, colons and quotes."))
    slip.is_about_place = True
    return slip


# A name and its colon.


def check_for_field(text: str, end: int) -> None:
    """A document that is nothing but text was meant as fields where its first line looks like one. Raises Slip."""
    line = _next_line(text, -1)
    if 0 <= line < end:
        joined_field = _joined(text, line + _width(text, line))
        if joined_field:
            raise joined_field


def _joined(text: str, at: int) -> Slip | None:
    """A name, a colon and text that no ordinary space parts; None for anything else, such as an address."""
    match = _JOINED.match(text, at)
    if not match or (not match["odd"] and match["text"][:2] == "//"):
        return None
    name, mark, odd = match["key"], match["colon"], match["odd"]
    if mark == ":" and (not match["text"] or odd.startswith(" ")) and not match["gap"].strip(" "):
        return None
    start, end = match.start("colon"), match.end("odd")
    if mark == ":" and not odd and (second := re.compile(r":+(?=[^\W\d_])").match(text, end)):
        message = _("The colon after `{key}` stands there twice.").format(key=_short(name))
        return _slip(start, second.end(), message, _("Write `:` and a space."), [(start, second.end(), ": ")])
    instead = ": " if match["text"] else ":"
    fix = [(match.start("gap") if _ODD.search(match["gap"]) else start, end, instead)]
    if mark != ":":
        message = _("After `{key}` stands “{sign}”, which is no ordinary colon.").format(key=_short(name), sign=mark)
        return _slip(start, start + 1, message, _("Write `:` and a space."), fix)
    strange = _ODD.search(match["gap"] + odd)
    if strange:
        message = _("Beside the colon of `{key}` stands {sign} instead of an ordinary one.").format(
            key=_short(name), sign=_space_name(strange[0][0])
        )
        return _slip(start, end, message, _("Delete it and press the space bar."), fix)
    message = _("A space is missing after the colon of `{key}`.").format(key=_short(name))
    hint = _("Write `{text}`.").format(text=_short(f"{name}: {match['text'].strip()}", 60))
    return _slip(start, start + 1, message, hint, fix)


def odd_key(text: str, line: int, start: int, end: int, value: int, columns: Columns) -> Slip:
    """A key with signs in it that look like spaces or like nothing; `value` is where that of the field above is."""
    leading = _ODD.match(text, start)
    if mark := _ROW_SIGN.match(text, line):
        return _no_row_sign(mark)
    if leading and text[line:start].strip():
        # The hyphen of a row stands before it.
        return _odd_spaces(text, start, leading.end(), [(start, leading.end(), "")])
    if leading:
        width = len(re.sub(f"[{_NO_WIDTH}]", "", text[line : leading.end()]))
        above = text[value : _line_end(text, value)].strip(" \t") if value >= 0 else ""
        fields = [column for column, kind in columns if kind == "field"]
        fits = width in fields or (not above and value >= 0 and not _is_next_field(text, line))
        indent = width if fits else min(fields, key=lambda column: abs(column - width), default=0)
        return _odd_spaces(text, start, leading.end(), [(line, leading.end(), " " * indent)])
    match = _ODD.search(text, start, end)
    at = match.start() if match else start
    stop = match.end() if match else end
    message = _("In this name stands {sign}.").format(sign=_space_name(text[at]))
    return _slip(at, stop, message, _("Delete it."), [(at, stop, "")] if match else ())


def _odd_indent(text: str, at: int) -> Slip | None:
    """A line that is indented with signs that only look like spaces; None for any other."""
    match = _ODD.match(text, at)
    if not match:
        return None
    end = at + len(re.compile(f"[ {ODD_SPACES}]*").match(text, at)[0])  # type: ignore[index]
    spaces = "".join("" if sign in _NO_WIDTH else " " for sign in text[at:end])
    return _odd_spaces(text, at, match.end(), [(at, end, spaces)])


def _odd_spaces(text: str, start: int, end: int, fix: Sequence[Edit]) -> Slip:
    message = _("This line begins with {sign} instead of an ordinary one.").format(sign=_space_name(text[start]))
    return _slip(start, end, message, _("Delete it and press the space bar."), fix)


def _space_name(sign: str) -> str:
    match sign:
        case "\u00a0" | "\u202f":
            return _("a no-break space")
        case "\u3000":
            return _("a full-width space")
        case _:
            return _("an unusual space (code {code})").format(code=f"{ord(sign):04X}")


# The text itself.


def encode(text: str) -> str:
    """A text of one line in quotes: single ones, which change nothing in it, where it has none of its own."""
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote(text: str, start: int, end: int) -> Sequence[Edit]:
    """Quotation marks around a piece of the text that may go over several lines."""
    piece = text[start:end]
    if "'" in piece and '"' not in piece and "\\" not in piece:
        return [(start, start, '"'), (end, end, '"')]
    inner = [(start + match.start(), start + match.start(), "'") for match in re.finditer("'", piece[1:-1])]
    if piece[:1] == "'":
        return [(start, end, encode(piece))] if "\n" not in piece else ()
    inner = [(at + 1, to + 1, new) for at, to, new in inner]
    if piece[-1:] == "'":
        inner.append((end, end, "''"))
        return [(start, start, "'"), *inner]
    return [(start, start, "'"), *inner, (end, end, "'")]


def _value_end(text: str, at: int, parent: int, in_flow: bool = False, comments: bool = True) -> int:
    """Where a text ends that begins here: on its line, or on the last of those below that are indented further."""
    stop = _line_end(text, at)
    if in_flow:
        match = re.compile(r"[^,\[\]{}\n]*+").match(text, at)
        stop = match.end() if match else stop
        return at + len(text[at:stop].rstrip(" \t"))
    end = stop
    remark = _REMARK.search(text, at, stop) if comments else None
    if remark:
        end = remark.start()
    else:
        below = _next_line(text, at)
        while below >= 0 and _width(text, below) > parent and below - 1 >= stop:
            first = below + _width(text, below)
            if _FIELD.match(text, first) or _ROW.match(text, first) or text[first] == "#":
                break
            end = stop = _line_end(text, first)
            below = _next_line(text, first)
    return at + len(text[at:end].rstrip(" \t"))


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _width(text: str, line: int) -> int:
    """How many spaces a line begins with."""
    at = line
    while text.startswith(" ", at):
        at += 1
    return at - line


def _next_line(text: str, at: int) -> int:
    """Where the next line begins that is not blank; -1 where there is none. Of -1 it is the first of all."""
    match = re.compile(r"(?:[ \t]*+\n)*+").match(text, _line_end(text, at) + 1 if at >= 0 else 0)
    line = match.end() if match else len(text)
    return line if text[line : _line_end(text, line)].strip(" \t") else -1


def _next_content(text: str, at: int) -> int:
    """Where the next line begins that is neither blank nor a comment; -1 where there is none."""
    line = _next_line(text, at)
    while line >= 0 and text[line + _width(text, line)] == "#":
        line = _next_line(text, line)
    return line


def _lines(text: str, start: int, end: int) -> Iterator[int]:
    while start < end:
        yield start
        start = _line_end(text, start) + 1


def _in_quotes() -> Message:
    return _("Put the text in quotes.")


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
