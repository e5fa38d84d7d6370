"""The text of a new document: every question with its help, every answer open."""

import textwrap
from typing import Any

from pdcli.i18n import N_, Lang, translate
from pdcli.model.forms import Field, Form
from pdcli.reading.prompts import as_comment
from pdcli.writing.splice import set_answer

_EXAMPLE = N_("For example: {example}")


def new_document(form: Form, lang: Lang, facts: dict[str, Any], schema: str | None = None, note: str = "") -> str:
    """The text of a draft, which is read as exactly `kind`, `status: draft` and the `facts`.

    `schema` is the path of its schema for editors (YAML only); the lines of `note` are comments at the top.
    """
    if form.format == "yaml":
        lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
        lines += [*_wrapped("# ", f"{form.blank_title[lang]}. {form.help[lang]}"), *_comment_lines(note)]
        lines += [f"kind: {form.kind}", "status: draft"]
        for item in form.all_fields:
            if item.applies(facts):
                lines += ["", *_yaml_field(item, lang)]
        text = "\n".join(lines) + "\n"
    else:
        text = "\n".join(["---", *_front(form, lang, note), "---", "", *_questions(form, lang)])
    for key, value in facts.items():
        if value not in (None, "", []):
            text = set_answer(text, form.format == "md", form, (key,), value, lang)
    return text


def _comment_lines(note: str) -> list[str]:
    return [line for part in note.split("\n") if part for line in _wrapped("# ", part)]


def _front(form: Form, lang: Lang, note: str) -> list[str]:
    opening = f"{form.caption[lang]}. {form.help[lang]}" if form.caption else form.help[lang]
    lines = [*_wrapped("# ", opening), *_comment_lines(note), f"kind: {form.kind}", "title:", "status: draft"]
    for item in form.all_fields:
        if item.key not in form.headed:
            lines += _yaml_field(item, lang)
    return lines


def _questions(form: Form, lang: Lang) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(form.fields, 1):
        if item.key not in form.headed:
            continue
        label = item.label[lang]
        lines.append(f"## {number}. {label}" if form.columns else f"## {label}")
        example = translate(_EXAMPLE, lang).format(example=str(item.example_in(lang)))
        prompts = [*([item.section[lang]] if item.section else []), item.help[lang], example]
        # Each prompt is a whole comment on a line of its own, so that typing anywhere below is right.
        lines += [*(f"<!-- {as_comment(prompt)} -->" for prompt in prompts), "", "", ""]
    return lines[:-1] if lines else lines


def _yaml_field(item: Field, lang: Lang) -> list[str]:
    """The lines of an open field: its label, help and example as comments, then its key."""
    lines = [*_wrapped("# ", item.printed_label(lang)), *_wrapped("#   ", item.help[lang])]
    part = ["", f"# == {_line(item.section[lang])} ==", ""] if item.section else []
    return part + _yaml_lines(item, lang, lines)


def _yaml_lines(item: Field, lang: Lang, lines: list[str]) -> list[str]:
    if item.choices:
        keys = ", ".join(f"{choice.key} ({choice.label[lang]})" for choice in item.choices)
        lines += _wrapped("#   ", keys)
    if item.type == "group":
        lines.append(f"{item.key}:")
        lines += [f"  {part.key}:  # {_line(part.help[lang])}" for part in item.fields]
        return lines
    if item.type == "sheet":
        return lines + _sheet(item, lang)
    if item.type == "table":
        lines += _row_as_comment(item, lang)
        lines.append(f"{item.key}:")
        return lines
    example = item.example_in(lang)
    if (not item.choices and example not in ("", None)) or (item.many and isinstance(example, list)):
        lines += _wrapped("#   ", translate(_EXAMPLE, lang).format(example=_as_yaml(example)))
    lines.append(f"{item.key}:")
    return lines


def _sheet(item: Field, lang: Lang) -> list[str]:
    """Every printed row as a comment, and its open answers; rows that one may leave out have no more than they need."""
    lines = []
    may_be_left_out = not any(row.required for row in item.rows)
    parts = [part for part in item.columns if part.required or not may_be_left_out]
    for line in item.above:
        lines += _wrapped("#   ", f"{line.label[lang]}: {line.text[lang]}")
    for part in item.columns:
        lines += _wrapped("#   ", f"{part.key}: {_line(part.label[lang])}. {_line(part.help[lang])}")
        if part.choices:
            lines += _wrapped("#     ", ", ".join(f"{choice.key} ({choice.label[lang]})" for choice in part.choices))
    lines.append(f"{item.key}:")
    for number, row in enumerate(item.rows, 1):
        if row.section:
            lines += ["", f"  # == {_line(row.section[lang])} =="]
        lines += _wrapped("  # ", f"{number}. {row.label[lang]}")
        for printed in item.printed:
            lines += _wrapped("  #    ", f"{printed.label[lang]}: {row.cells[printed.key][lang]}")
        lines.append(f"  {row.key}:")
        lines += [f"    {part.key}:" for part in parts]
    return lines


def _row_as_comment(item: Field, lang: Lang) -> list[str]:
    lines = []
    for number, part in enumerate(item.columns):
        example = _as_yaml(part.example_in(lang))
        lines.append(f"#   {'- ' if number == 0 else '  '}{part.key}: {example}  # {_line(part.label[lang])}")
    return lines


def _as_yaml(example: Any) -> str:
    """An example as a value in YAML."""
    if isinstance(example, bool):
        return "true" if example else "false"
    return "[" + ", ".join(map(str, example)) + "]" if isinstance(example, list) else _line(str(example))


def _wrapped(head: str, text: str) -> list[str]:
    """Comment lines that fit the window of a simple editor."""
    return textwrap.wrap(_line(text), 100, initial_indent=head, subsequent_indent=head, break_on_hyphens=False)


def _line(text: str) -> str:
    return " ".join(text.split())
