"""Signs of YAML typed as people type text: colons, spaces, quotes, brackets, dashes."""

import json
from collections.abc import Callable

import yaml

from tests.slips.slip import (
    FRONT,
    LIST,
    PROSE,
    YAML,
    Expect,
    Near,
    Pick,
    change_value,
    entries,
    in_text,
    with_line,
    with_value,
)


def _other_line(text: str, pick: Pick, form: str, looks: str | None = None) -> str | None:
    """The text with the line of one entry made by a form of its indent, key and value."""
    options = entries(text, looks)
    if not options:
        return None
    entry = pick(options)
    return with_line(text, entry.number, form.format(indent=entry.indent, key=entry.key, value=entry.value))


@in_text(FRONT, "no space after the colon")
def no_space_after_the_colon(text: str, pick: Pick) -> str | None:
    return _other_line(text, pick, "{indent}{key}:{value}")


@in_text(FRONT, "a no-break or another wide space after the colon")
def other_space_after_the_colon(text: str, pick: Pick) -> str | None:
    space = pick(["\u00a0", "\u3000", "\u2003", "\u202f", "\u200b", "\u2009", " \u00a0"])
    return _other_line(text, pick, "{indent}{key}:" + space + "{value}")


@in_text(FRONT, "a colon inside the text", expect=Expect.AS_TYPED_OR_REPORTED)
def colon_inside_the_text(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text, PROSE) if " " in entry.value]
    if not options:
        return None
    entry = pick(options)
    return with_value(text, entry, entry.value.replace(" ", pick([": ", " : "]), 1))


@in_text(FRONT, "only the first words are in quotes")
def text_after_the_closing_quote(text: str, pick: Pick) -> str | None:
    quote = pick(['"', "'"])
    return change_value(PROSE, lambda value: quote + value.replace(" ", f"{quote} ", 1))(text, pick)


@in_text(FRONT, "a quote was opened and not closed", near=Near.BLOCK)
def quote_not_closed(text: str, pick: Pick) -> str | None:
    quote = pick(['"', "'"])
    return change_value(None, lambda value: quote + value)(text, pick)


@in_text(FRONT, "the same quotes inside the quoted text", near=Near.BLOCK)
def quotes_inside_quotes(text: str, pick: Pick) -> str | None:
    form = pick(['"{0} "{1}" {2}"', "'{0} '{1}' {2}'", "'{0}'{1}{2}'", '"{0}\\{1}{2}"'])

    def change(value: str) -> str | None:
        words = value.split(" ", 2)
        return form.format(*words) if len(words) == 3 else None

    return change_value(PROSE, change)(text, pick)


@in_text(FRONT, "text in the signs of emphasis or in brackets", expect=Expect.AS_TYPED_OR_REPORTED)
def marks_around_the_text(text: str, pick: Pick) -> str | None:
    form = pick(["*{}*", "**{}**", "[{}]", "{{{}}}", "<{}>", "_{}_", "`{}`", "!{}!", "({})", "|{}|", "%{}%", "~{}~", "{{{{{}}}}}"])  # fmt: skip
    return change_value(PROSE, form.format)(text, pick)


@in_text(FRONT, "text began with brackets", expect=Expect.AS_TYPED_OR_REPORTED)
def brackets_first(text: str, pick: Pick) -> str | None:
    form = pick(["[6 «Ә»] {}", "{{6 сынып}} {}", "[2026] {}", "{{6: ә}} {}", "[ ] {}", "[x] {}"])
    return change_value(PROSE, form.format)(text, pick)


@in_text(FRONT, "a mark of programmers before the text", expect=Expect.AS_TYPED_OR_REPORTED)
def anchor_tag_or_alias(text: str, pick: Pick) -> str | None:
    form = pick(["&a {}", "&a1:b {}", "!text {}", "!!str {}", "*a {}", "!!int {}", "!<tag> {}", "&маңызды {}", "!маңызды {}", "*маңызды"])  # fmt: skip
    return change_value(PROSE, form.format)(text, pick)


@in_text(FRONT, "<< as in French quotes", expect=Expect.AS_TYPED_OR_REPORTED)
def merge_key(text: str, pick: Pick) -> str | None:
    form = pick(["<<{}>>", "<< {} >>", "<<: {}"])
    return change_value(PROSE, form.format)(text, pick)


@in_text(YAML, "the file was saved as JSON", near=Near.FILE)
def saved_as_json(text: str, pick: Pick) -> str:
    return json.dumps(yaml.safe_load(text), default=str, ensure_ascii=False, indent=pick([None, 2])) + "\n"


@in_text(FRONT, "a dash where an answer is missing", expect=Expect.AS_TYPED_OR_REPORTED)
def lone_dash(text: str, pick: Pick) -> str | None:
    dash = pick(["-", "–", "—", "- ", "--", "---", "...", "?", "_", "‐"])
    return change_value(PROSE, lambda _: dash)(text, pick)


@in_text(FRONT, "a list without its brackets, or with others")
def other_brackets(text: str, pick: Pick) -> str | None:
    form = pick(["{}", "({})", "{{{}}}", "<{}>", "[{}", "{}]", "[[{}]]", "[{}]]", "[{})", "【{}】", "“{}”", "[{}],", "[{}].", "[{},]", "[,{}]", "[{}] жақсы"])  # fmt: skip
    return _other_list(text, pick, lambda value: form.format(value[1:-1]))


def _other_list(text: str, pick: Pick, change: Callable[[str], str | None]) -> str | None:
    options = [(entry, value) for entry in entries(text, LIST) if (value := change(entry.value)) is not None and value != entry.value]  # fmt: skip
    if not options:
        return None
    entry, value = pick(options)
    return with_value(text, entry, value)


@in_text(FRONT, "a key was typed a second time", near=Near.FILE)
def key_twice(text: str, pick: Pick) -> str | None:
    form = pick(["{indent}{key}: {value}\n{below}{key}: {value}", "{indent}{key}: {value}\n{below}{key}: басқа", "{indent}{key}: {value}\n{below}{key}:"])  # fmt: skip
    options = entries(text)
    if not options:
        return None
    entry = pick(options)
    line = form.format(indent=entry.indent, key=entry.key, value=entry.value, below=" " * len(entry.indent))
    return with_line(text, entry.number, line)


@in_text(FRONT, "text was typed behind the sign of a long text", near=Near.BLOCK)
def text_behind_the_block_sign(text: str, pick: Pick) -> str | None:
    sign = pick(["| ", "|- ", "> ", ">", "|", "|2 "])
    return change_value(PROSE, lambda value: sign + value)(text, pick)
