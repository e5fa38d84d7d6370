"""Slips in the structure of a YAML file: limits, and parts of YAML that documents do not use."""

import re

from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_result import Node, YamlProblem
from pdcli.reading.yaml_slip import (
    FIELD,
    Slip,
    line_end,
    line_start,
    make_slip,
    next_line,
    quote,
    quotes_hint,
    shorten,
    value_end,
)

_CORE_TAG = re.compile(r"!!(?:str|int|float|bool|null|map|seq|set|omap|binary|timestamp)\b|!<")


def too_deep(at: int, limit: int) -> Slip:
    """More collections inside one another than anyone writes."""
    message = _("Nested too deeply: more than {limit} levels.").format(limit=limit)
    return Slip(YamlProblem("PD007", at, at + 1, message, _("Use fewer nested levels in this part.")))


def too_many(at: int) -> Slip:
    """More values than a document has."""
    return Slip(
        YamlProblem("PD007", at, at + 1, _("This file holds too many values."), _("Split the file into several."))
    )


def too_many_aliases(start: int, end: int, name: str) -> Slip:
    """Repetitions that would fill the memory."""
    message = _("Too many repetitions through `*{name}`.").format(name=shorten(name))
    return Slip(YamlProblem("PD007", start, end, message, _("Write the text itself.")))


def second_document(start: int, end: int) -> Slip:
    """A file holds one document."""
    message = _("A second document begins here; a file may hold only one.")
    return Slip(YamlProblem("PD008", start, end, message, _("Remove `---` or make a second file.")))


def end_of_document(text: str, at: int) -> Slip:
    """A line `...`, which ends a document, with more below it."""
    message = _("`...` ends the document here, but more follows below.")
    end = line_end(text, at)
    below = next_line(text, at)
    fix = [(at, end + 1, "")] if below >= 0 and FIELD.match(text, below) and not text[at + 3 : end].strip() else ()
    return Slip(YamlProblem("PD008", at, at + 3, message, _("Delete this line."), (), tuple(fix)))


def directive(text: str, at: int) -> Slip:
    """A line that begins with a percent sign before the document."""
    message = _("A line that begins with `%` is not a field.")
    return make_slip(at, line_end(text, at), message, _("Remove the line, or begin it with `#` if it is a remark."))


def key_is_no_text(start: int, end: int) -> Slip:
    """A list, a group or a repetition as a key."""
    message = _("A key must be one word, not a list or a group.")
    return make_slip(start, end, message, _("If this is text, put it in quotes."))


def empty_key(at: int) -> Slip:
    """A colon with nothing before it."""
    message = _("There is no name before this colon.")
    return make_slip(at, at + 1, message, _("Write `name: text`, or put quotes around text that begins with a colon."))


def merge_key(start: int, end: int) -> Slip:
    """`<<` is merging in some programs and a plain key in others."""
    return make_slip(start, end, _("`<<` is not allowed as a key."), _("Write the fields themselves."))


def second_colon(start: int, end: int) -> YamlProblem:
    """A colon in front of text, as where it was typed twice; its places are those of the file. It is read as text."""
    message, hint = _("The text begins with a second colon."), _("Delete the second colon, or put the text in quotes.")
    return YamlProblem("PD035", start, end, message, hint, (), ((start, end, ""),))


def second_key(key: str, again: Node, first: Node) -> YamlProblem:
    """A key that stands twice; its places are those of the file."""
    message = _("The key `{key}` is repeated here; the first one counts.").format(key=shorten(key))
    related = ((first.key_start, first.key_end, _("The first one is here.")),)
    return YamlProblem("PD003", again.key_start, again.key_end, message, _("Keep one of them."), related)


def lone_anchor(text: str, name: str, start: int, end: int) -> Slip:
    """`&name` names a value to be repeated, but nothing repeats it."""
    message = _("`&{name}` is not shown: the sign `&` here gives a name to a value that is repeated elsewhere.").format(
        name=shorten(name)
    )
    return make_slip(start, end, message, quotes_hint(), quote(text, start, value_end(text, start, -1)))


def unknown_alias(text: str, at: int, name: str, parent: int, in_flow: bool) -> Slip:
    """`*name` repeats a value without `&name`."""
    message = _("`*{name}` refers to nothing.").format(name=shorten(name))
    end = value_end(text, at, parent, in_flow)
    return make_slip(at, at + 1 + len(name), message, quotes_hint(), quote(text, at, end))


def tag(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """An exclamation mark begins a tag."""
    end = value_end(text, at, parent, in_flow)
    word = re.compile(r"[^\s,\[\]{}]*+").match(text, at)
    name = word[0] if word else "!"
    message = _("`{tag}` is not shown: text cannot begin with an exclamation mark.").format(tag=shorten(name))
    fix = () if _CORE_TAG.match(text, at) else quote(text, at, end)
    return make_slip(at, at + len(name), message, quotes_hint(), fix)


def question(text: str, at: int, parent: int, in_flow: bool) -> Slip:
    """A question mark alone begins a key of many lines."""
    message = _("Text cannot begin with “{sign}”.").format(sign="?")
    is_first = text[line_start(text, at) : at].strip() == ""
    fix = () if is_first else quote(text, at, value_end(text, at, parent, in_flow))
    return make_slip(at, at + 1, message, quotes_hint(), fix)
