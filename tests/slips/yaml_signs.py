"""Signs of YAML typed as people type text: colons, spaces, quotes, brackets, dashes."""

import json
import re
from collections.abc import Callable

import yaml

from tests.slips.slip import (
    FRONT,
    LIST,
    PROSE,
    WORD,
    YAML,
    Expect,
    Near,
    Pick,
    change_value,
    entries,
    in_text,
    outside_blocks,
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


@in_text(FRONT, "spaces or a tab around the colon")
def more_space_around_the_colon(text: str, pick: Pick) -> str | None:
    colon = pick([" : ", ":  ", ":\t", " :\t", "::", ": :", ":\t\t"])
    return _other_line(text, pick, "{indent}{key}" + colon + "{value}")


@in_text(FRONT, "a colon inside the text", expect=Expect.AS_TYPED_OR_REPORTED)
def colon_inside_the_text(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text, PROSE) if " " in entry.value]
    if not options:
        return None
    entry = pick(options)
    return with_value(text, entry, entry.value.replace(" ", pick([": ", " : "]), 1))


@in_text(FRONT, "a # after a space inside the text", expect=Expect.REPORTED)
def hash_inside_the_text(text: str, pick: Pick) -> str | None:
    signs = pick([" #математика", " #1", " # 2 топ", " #", "\t#8", "\t# 3 топ", " # pd: жақсы"])
    return _other_line(text, pick, "{indent}{key}: {value}" + signs, PROSE)


@in_text(FRONT, "only the first words are in quotes")
def text_after_the_closing_quote(text: str, pick: Pick) -> str | None:
    quote = pick(['"', "'"])
    return change_value(PROSE, lambda value: quote + value.replace(" ", f"{quote} ", 1))(text, pick)


@in_text(FRONT, "a quote was opened and not closed", near=Near.BLOCK)
def quote_not_closed(text: str, pick: Pick) -> str | None:
    quote = pick(['"', "'"])
    return change_value(None, lambda value: quote + value)(text, pick)


@in_text(FRONT, "a quote stands at the end only")
def quote_at_the_end_only(text: str, pick: Pick) -> str | None:
    quote = pick(['"', "'", "”", "»"])
    return change_value(WORD, lambda value: value + quote)(text, pick)


@in_text(FRONT, "quotes of Word around a word of the form")
def curly_quotes(text: str, pick: Pick) -> str | None:
    form = pick(["“{}”", "«{}»", "„{}“", "‘{}’", "`{}`", "''{}''", '""{}""'])
    return change_value(WORD, form.format)(text, pick)


@in_text(FRONT, "the same quotes inside the quoted text", near=Near.BLOCK)
def quotes_inside_quotes(text: str, pick: Pick) -> str | None:
    form = pick(['"{0} "{1}" {2}"', "'{0} '{1}' {2}'", "'{0}'{1}{2}'", '"{0}\\{1}{2}"'])

    def change(value: str) -> str | None:
        words = value.split(" ", 2)
        return form.format(*words) if len(words) == 3 else None

    return change_value(PROSE, change)(text, pick)


@in_text(FRONT, "text that begins with a sign of YAML", near=Near.BLOCK, expect=Expect.AS_TYPED_OR_REPORTED)
def sign_of_yaml_first(text: str, pick: Pick) -> str | None:
    sign = pick(["*", "!", ">", "[", "{", "@", "%", "&", "`", "|", "- ", "? ", "#", "* ", "! ", "> ", "# ", ": ", ", ", "]", "}", "!!", "*-"])  # fmt: skip
    return change_value(PROSE, lambda value: sign + value)(text, pick)


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


@in_text(FRONT, "a comma or a semicolon at the end, as in JSON")
def comma_at_the_end(text: str, pick: Pick) -> str | None:
    sign = pick([",", ";", " ,", ".", ",,"])
    return change_value(WORD, lambda value: value + sign)(text, pick)


@in_text(FRONT, "the key in quotes, as in JSON", near=Near.BLOCK)
def key_in_quotes(text: str, pick: Pick) -> str | None:
    form = pick(['{indent}"{key}": {value}', '{indent}"{key}": "{value}",', "{indent}“{key}”: {value}", '{indent}"{key}: {value}', "{indent}«{key}»: {value}"])  # fmt: skip
    return _other_line(text, pick, form)


@in_text(YAML, "the file was saved as JSON", near=Near.FILE)
def saved_as_json(text: str, pick: Pick) -> str:
    return json.dumps(yaml.safe_load(text), default=str, ensure_ascii=False, indent=pick([None, 2])) + "\n"


@in_text(FRONT, "indented with a tab")
def tab_indent(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number in outside_blocks(text) if (line := lines[number]).startswith("  ") and not line.lstrip().startswith("#")]  # fmt: skip
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, pick(["\t", "\t\t", "  \t", " \t"]) + lines[number].lstrip())


@in_text(FRONT, "a key stands one space short or one too far", near=Near.BLOCK)
def key_one_space_off(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if re.match(r" *(- )?[a-z_]+:", line)]
    number = pick(options)
    line = lines[number]
    return with_line(text, number, pick([f" {line}", line.removeprefix(" ")]))


@in_text(FRONT, "the dash of a row was deleted", near=Near.BLOCK)
def dash_deleted(text: str, pick: Pick) -> str | None:
    options = [number for number in outside_blocks(text) if re.match(r" *- \S", text.split("\n")[number])]
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, text.split("\n")[number].replace("- ", pick(["  ", ""]), 1))


@in_text(FRONT, "a dash where an answer is missing", expect=Expect.AS_TYPED_OR_REPORTED)
def lone_dash(text: str, pick: Pick) -> str | None:
    dash = pick(["-", "–", "—", "- ", "--", "---", "...", "?", "_", "‐"])
    return change_value(PROSE, lambda _: dash)(text, pick)


@in_text(FRONT, "another separator in a list")
def other_separator(text: str, pick: Pick) -> str | None:
    sign = pick(["; ", " ", ",", ",, ", " / ", ". ", "، ", "，", " және ", " и ", ", , ", "\u00a0,\u00a0"])
    return _other_list(text, pick, lambda value: value.replace(", ", sign) if ", " in value else None)


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


@in_text(FRONT, "backspace joined two lines")
def lines_joined(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [entry.number for entry in entries(text) if entry.number + 1 < len(lines) and ":" in lines[entry.number + 1]]  # fmt: skip
    if not options:
        return None
    number = pick(options)
    joint = pick(["", " "])
    return "\n".join([*lines[:number], lines[number] + joint + lines[number + 1].lstrip(), *lines[number + 2 :]])


@in_text(FRONT, "an editor broke a long line and did not indent the rest", near=Near.BLOCK)
def line_wrapped(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text, PROSE) if entry.value.count(" ") >= 2]
    if not options:
        return None
    entry = pick(options)
    words = entry.value.split(" ")
    break_at = pick(range(1, len(words)))
    return with_value(text, entry, " ".join(words[:break_at]) + "\n" + pick(["", entry.indent]) + " ".join(words[break_at:]))  # fmt: skip


@in_text(FRONT, "text was typed behind the sign of a long text", near=Near.BLOCK)
def text_behind_the_block_sign(text: str, pick: Pick) -> str | None:
    sign = pick(["| ", "|- ", "> ", ">", "|", "|2 "])
    return change_value(PROSE, lambda value: sign + value)(text, pick)


@in_text(FRONT, "a long text was not indented", near=Near.BLOCK)
def block_not_indented(text: str, pick: Pick) -> str | None:
    options = entries(text, PROSE)
    if not options:
        return None
    entry = pick(options)
    return with_value(text, entry, pick(["|", "|-", ">"]) + "\n" + pick(["", entry.indent]) + entry.value)


@in_text(FRONT, "a line of a long text stands further left", near=Near.BLOCK)
def block_line_further_left(text: str, pick: Pick) -> str | None:
    options = entries(text, PROSE)
    if not options:
        return None
    entry = pick(options)
    deep, less = " " * (len(entry.indent) + 4), " " * (len(entry.indent) + pick([0, 1]))
    return with_value(text, entry, f"|\n{deep}{entry.value}\n{less}Тағы бір сөйлем\n")


@in_text(FRONT, "a line of dashes or dots between the fields", near=Near.BLOCK)
def separator_line(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text) if not entry.indent]
    if not options:
        return None
    entry = pick(options)
    line = pick(["---", "...", "----------", "===", "***", "______", "%%%", "--- #", "— — —"])
    return with_value(text, entry, f"{entry.value}\n{line}")


@in_text(FRONT, "free text stands between the fields", near=Near.BLOCK)
def free_line(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text) if not entry.indent]
    if not options:
        return None
    entry = pick(options)
    line = pick(["Қалғанын кейін жазамын", "потом допишу!", "// TODO", "/* */", "todo", "5.", "\\", "<!-- кейін -->", ")"])  # fmt: skip
    return with_value(text, entry, f"{entry.value}\n{line}")


@in_text(FRONT, "a row of a table of Excel was pasted", near=Near.BLOCK)
def row_of_excel(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text) if not entry.indent]
    if not options:
        return None
    entry = pick(options)
    row = pick(["g1\tпрактика\t60 %", "g1;60 %;75 %", "1\t2\t3", "| g1 | 60 % |", '"g1","60 %"'])
    return with_value(text, entry, f"{entry.value}\n{row}")


@in_text(FRONT, "a formula or an error of Excel", expect=Expect.AS_TYPED_OR_REPORTED)
def formula_of_excel(text: str, pick: Pick) -> str | None:
    value = pick(["=SUM(A1:A5)", "#REF!", "#N/A", "#ДЕЛ/0!", "#ЗНАЧ!", "########", "#ССЫЛКА!"])
    return change_value(PROSE, lambda _: value)(text, pick)


@in_text(FRONT, "another sign for the colon")
def other_colon(text: str, pick: Pick) -> str | None:
    colon = pick(["：", "﹕", "ː", "∶", "︓", ";", " -", " –", " —", " =", "=", " →", ".", ","])
    return _other_line(text, pick, "{indent}{key}" + colon + " {value}")


@in_text(FRONT, "the colon was forgotten")
def colon_forgotten(text: str, pick: Pick) -> str | None:
    return _other_line(text, pick, "{indent}{key} {value}")


@in_text(FRONT, "a backslash in double quotes")
def backslash_in_quotes(text: str, pick: Pick) -> str | None:
    words = pick(["C:\\Users\\aigerim", "evidence\\table", "evidence\\new", "C:\\pedagog", "6\\7", "\\алым"])
    return change_value(PROSE, lambda value: f'"{value} {words}"')(text, pick)


@in_text(FRONT, "another sign for the dash of a row")
def other_dash(text: str, pick: Pick) -> str | None:
    options = [number for number, line in enumerate(text.split("\n")) if re.match(r" *- [a-z_]+: ", line)]
    if not options:
        return None
    number = pick(options)
    sign = pick(["– ", "— ", "• ", "* ", "· ", "‐ ", "− ", "1. ", "1) ", "-\u00a0", "-\t", "-- ", "+ "])
    return with_line(text, number, text.split("\n")[number].replace("- ", sign, 1))


@in_text(FRONT, "the dash of a row touches its text")
def no_space_after_the_dash(text: str, pick: Pick) -> str | None:
    options = [number for number in outside_blocks(text) if re.match(r" *- \S", text.split("\n")[number])]
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, text.split("\n")[number].replace("- ", "-", 1))


@in_text(FRONT, "a tab or a wide space before a key")
def wide_space_before_the_key(text: str, pick: Pick) -> str | None:
    space = pick(["\u00a0", "\u3000", "\t", "\u200b", "\ufeff", "\u2003"])
    return _other_line(text, pick, "{indent}" + space + "{key}: {value}")


@in_text(FRONT, "a value of another type in the place of text", near=Near.BLOCK)
def other_type(text: str, pick: Pick) -> str | None:
    value = pick(["{6 сынып}", "[2026]", "{a: b}", "[]", "{}", "[[1]]", "{6: «Ә», 7: «А»}", "\n    a: b", "\n    - a\n    - b"])  # fmt: skip
    return change_value(PROSE, lambda _: value)(text, pick)


@in_text(FRONT, "the hyphen of a row was lost", expect=Expect.REPORTED, near=Near.BLOCK)
def hyphen_of_a_row_lost(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if re.match(r" *- [a-z_]+:", line)]
    options = [number for number in rows if any(re.match(r" *-", line) for line in lines[max(number - 12, 0) : number])]
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, lines[number].replace("-", " ", 1))


@in_text(YAML, "only the middle mark of a merge was overlooked", expect=Expect.REPORTED)
def middle_mark_of_a_merge(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if re.match(r"[a-z_]+:", line)]
    number = pick(options)
    return with_line(text, number, f"=======\n{lines[number]}")


@in_text(FRONT, "a field became a comment", expect=Expect.REPORTED)
def field_commented_out(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text) if not entry.indent and entry.key != "kind"]
    if not options:
        return None
    entry = pick(options)
    return with_line(text, entry.number, f"{pick(['#', '# '])}{entry.key}: {entry.value}")
