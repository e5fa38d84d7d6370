"""Splicing values into documents: only the value changes, all other bytes stay.

The new text is parsed again before it is written: if the result is not exactly the expected data, nothing is written.
"""

import copy
import io
import json
import re
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString, SingleQuotedScalarString

from pdcli.errors import UserError
from pdcli.i18n import Lang
from pdcli.i18n.messages import message as _
from pdcli.model.forms import COMMON_KEYS, Field, Form
from pdcli.reading.invisible import refuse_turns
from pdcli.reading.markdown_reader import MarkdownResult, read_markdown
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_result import Node, YamlResult
from pdcli.writing.scalar import in_flow

Loc = tuple[str | int, ...]
# Word processors insert line and paragraph separators, which YAML treats as line ends.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def normalise(value: Any) -> Any:
    """A value with normalised texts: stripped, line feeds only, no control characters."""
    if isinstance(value, str):
        return _CONTROL.sub("", _LINE_ENDS.sub("\n", value)).strip()
    if isinstance(value, list | tuple):
        return [normalise(item) for item in value]
    if isinstance(value, dict):
        return {key: normalise(item) for key, item in value.items()}
    return value


def set_answer(text: str, markdown: bool, form: Form, loc: Loc, value: Any, lang: Lang) -> str:
    """The text of a document with an answer at `loc`; an index one past the last row adds a row.

    Long answers in Markdown go under their heading if it can hold them exactly, all others into YAML. Raises UserError
    if the document is broken or the answer cannot be stored exactly.
    """
    value = normalise(value)
    newline = "\r\n" if "\r\n" in text else "\n"
    field = form.by_key.get(str(loc[0]))
    if markdown:
        result = read_markdown(text, lambda _front: form)
        if result.front is None or result.front.problems or not isinstance(result.front.data, dict):
            raise UserError(_("This document is broken; first fix what `pd lint` shows."))
        if (
            field
            and field.key in form.headed
            and len(loc) == 1
            and isinstance(value, str)
            and not _is_in_front_matter(result, field.key)
        ):
            new_text = _set_section(text, result, form, field, value, lang, newline)
            reread = read_markdown(new_text, lambda _front: form)
            section_values = {section.key: section.value for section in reread.sections if section.key}
            if section_values.get(field.key, "") == value and not _new_problems(result, reread):
                return new_text
        start, end = result.front_start, result.front_end
        front = _set_yaml(text[start:end], form, loc, value, newline)
        return text[:start] + front + text[end:]
    return _set_yaml(text, form, loc, value, newline)


def _is_in_front_matter(result: MarkdownResult, key: str) -> bool:
    data = result.front.data if result.front else {}
    return data.get(key) not in (None, "")


def _new_problems(before: MarkdownResult, after: MarkdownResult) -> bool:
    return len(after.problems) > len(before.problems)


def _set_section(
    text: str, result: MarkdownResult, form: Form, field: Field, value: str, lang: Lang, newline: str
) -> str:
    body = value.replace("\n", newline)
    section = next((item for item in result.sections if item.key == field.key and item.level == 2), None)
    if section is None:
        number = f"{form.fields.index(field) + 1}. " if form.columns else ""
        block = f"## {number}{field.label[lang]}{newline}{newline}{body}{newline}"
        later = {item.key for item in form.fields[form.fields.index(field) + 1 :]}
        after = next((item for item in result.sections if item.key in later), None)
        at = after.start if after else len(text)
        before = text[:at]
        if before and not before.endswith(("\n", "\r")):
            before += newline
        gap = "" if re.search(r"(\r\n|\n)[ \t]*(\r\n|\n)\Z", before) else newline
        return before + gap + block + (newline if after else "") + text[at:]
    old = text[section.body_start : section.body_end]
    comments = re.findall(r"<!--.*?-->", old, re.DOTALL)
    tail = newline if section.body_end < len(text) else ""
    if section.value:
        # The old answer is removed; comments in it are kept before the new one.
        head = newline.join([text[: section.body_start].rstrip(), *(newline + comment for comment in comments)])
    else:
        head = text[: section.body_end].rstrip()
    return f"{head}{newline}{newline}{body}{newline}{tail}{text[section.body_end :]}"


def _set_yaml(text: str, form: Form, loc: Loc, value: Any, newline: str) -> str:
    before = read_yaml(text)
    if before.problems or not isinstance(before.data, dict | None):
        raise UserError(_("This document is broken; first fix what `pd lint` shows."))
    expected = _with_value(before.data or {}, loc, value)
    top = str(loc[0])
    for scope in ((loc, value), ((top,), expected[top])):
        new_text = _splice(text, before.root, form, *scope, newline)
        if new_text is not None and _is_expected(read_yaml(new_text), expected):
            return new_text
    refuse_turns(json.dumps(value, ensure_ascii=False, default=str))
    raise UserError(_("This answer cannot be saved here exactly as it is; nothing was changed."))


def _is_expected(result: YamlResult, expected: Any) -> bool:
    # Tabs and lines of an answer may look like the backslashes of a path (PD027).
    return all(problem.code == "PD027" for problem in result.problems) and bool(result.data == expected)


def _with_value(data: dict[str, Any], loc: Loc, value: Any) -> dict[str, Any]:
    """The data with a value at a place. Raises UserError where something else than a part of the form is on the way."""
    root = copy.deepcopy(data)
    node: Any = root
    for index, step in enumerate(loc):
        if not _has_room(node, step):
            raise UserError(_("This document is broken; first fix what `pd lint` shows."))
        if index == len(loc) - 1:
            if isinstance(node, list) and step == len(node):
                node.append(value)
            else:
                node[step] = value
            break
        following: Any = [] if isinstance(loc[index + 1], int) else {}
        if isinstance(node, dict) and node.get(step) is None:
            node[step] = following
        elif isinstance(node, list) and step == len(node):
            node.append(following)
        node = node[step]
    return root


def _has_room(node: Any, step: str | int) -> bool:
    """Whether a node is what a step leads into: rows for a number, fields for a key."""
    return isinstance(node, list if isinstance(step, int) else dict)


def _splice(text: str, root: Node | None, form: Form, loc: Loc, value: Any, newline: str) -> str | None:
    """The text with the value at its place; None if the place cannot be spliced."""
    parent, node = None, root
    for step in loc:
        if node is None:
            return None
        parent, node = node, node.children.get(step)
    if node is not None and parent is not None:
        return _replace(text, parent, node, value, newline)
    if parent is not None and len(loc) > 1:
        return _append_row(text, parent, loc, value, newline)
    return _new_key(text, root, form, str(loc[0]), value, newline)


def _replace(text: str, parent: Node, node: Node, value: Any, newline: str) -> str | None:
    if parent.style == "flow" or node.key_start < 0:
        fragment = _flow(value)
        return text[: node.start] + fragment + text[node.end :] if node.end > node.start else None
    indent = node.key_start - (text.rfind("\n", 0, node.key_start) + 1)
    fragment = _block(value, indent, newline)
    colon = text.index(":", node.key_end) + 1
    head, start = text[:colon], node.start
    # Comments after a collection belong to the next value.
    end = _content_end(node) if node.children and node.style != "flow" else node.end
    if node.end <= node.start:
        start = end = colon
    line_end = _line_end(text, colon)
    if "\n" in fragment:
        # A value of several lines: a comment after the colon stays on its line.
        first, _sep, rest = fragment.partition("\n")
        if end <= line_end:
            remark = (text[colon:start] + text[end:line_end]).strip()
            remark = f"  {remark}" if remark else ""
            tail = text[line_end:]
            return f"{head}{first.rstrip()}{remark}{newline}{rest.rstrip()}{tail}"
        keep = text[end:]
        rest = rest.rstrip()
        closing = "" if keep.startswith(("\n", "\r")) or not keep else newline
        return f"{head}{first.rstrip()}{newline}{rest}{closing}{keep}"
    if end > line_end:
        keep = text[end:]
        closing = "" if keep.startswith(("\n", "\r")) or not keep else newline
        return f"{head} {fragment.strip()}{closing}{keep}"
    gap = text[colon:start] if end > start else " "
    after = text[end:]
    if end == start and after[:1] not in ("", "\n", "\r", " ", "\t"):
        after = " " + after
    return f"{head}{gap}{fragment.strip()}{after}"


def _append_row(text: str, parent: Node, loc: Loc, value: Any, newline: str) -> str | None:
    """A new row after the last one of a block list, or a new key in a block row."""
    step = loc[-1]
    if parent.style != "block" or not parent.children:
        return None
    last = list(parent.children.values())[-1]
    end = _line_end(text, _content_end(last))
    if isinstance(step, int):
        if step != len(parent.children):
            return None
        indent = parent.start - (text.rfind("\n", 0, parent.start) + 1)
        fragment = _dump([value], indent, newline)
    else:
        indent = last.key_start - (text.rfind("\n", 0, last.key_start) + 1)
        fragment = _dump({str(step): value}, indent, newline)
    return text[:end] + newline + " " * indent + fragment.rstrip() + text[end:]


def _new_key(text: str, root: Node | None, form: Form, key: str, value: Any, newline: str) -> str | None:
    fragment = _dump({key: value}, 0, newline)
    if root is None or not root.children:
        return text + ("" if not text or text.endswith("\n") else newline) + fragment
    if root.style != "block":
        return None
    order = [*COMMON_KEYS, *(item.key for item in form.all_fields)]
    before = order[: order.index(key)] if key in order else order
    nodes = [node for name, node in root.children.items() if name in before] or list(root.children.values())
    last = max(nodes, key=lambda node: node.key_start)
    end = _line_end(text, _content_end(last))
    return text[:end] + newline + fragment.rstrip("\r\n") + text[end:] + ("" if end < len(text) else newline)


def _content_end(node: Node) -> int:
    """The end of the last value inside a node; the parser includes comments after a collection in it."""
    if node.children:
        return max(_content_end(child) for child in node.children.values())
    return max(node.end, node.key_end) - (node.style in "|>")


def _line_end(text: str, offset: int) -> int:
    match = re.compile(r"\r\n|\r|\n|\Z").search(text, offset)
    return match.start() if match else len(text)


def _yaml() -> YAML:
    yaml = YAML(pure=True)
    yaml.width = 10**6
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _yaml_ready(value: Any) -> Any:
    """Text of several lines as a readable block; a tab as itself, because `\\t` looks like a path."""
    if isinstance(value, str) and "\t" in value and _TAB not in value and not _NEEDS_ESCAPES.search(value):
        text = value.replace("\t", _TAB)
        return LiteralScalarString(text) if "\n" in text else SingleQuotedScalarString(text)
    if isinstance(value, str) and "\n" in value and not re.search(r"[ \t]\n|^[ \t]|\t|[\x85\u2028\u2029\ufeff]", value):
        return LiteralScalarString(value)
    if isinstance(value, str) and value[:1] == ":" and not (_NEEDS_ESCAPES.search(value) or "\n" in value):
        # Without quotes it looks like a doubled colon.
        return SingleQuotedScalarString(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)  # written without quotes
        except ValueError:
            return value
    if isinstance(value, dict):
        return {key: _yaml_ready(item) for key, item in value.items()}
    return [_yaml_ready(item) for item in value] if isinstance(value, list) else value


# Stands for a tab while YAML is dumped, which would escape it as `\t`. Two signs, because one may be typed by somebody.
_TAB = "\ue009\ue00a"
_NEEDS_ESCAPES = re.compile(r"[ \t]\n|^[ \t]|[^\t\n -~\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\U00010000-\U0010ffff]")


def _yaml_ready_flow(value: Any) -> Any:
    return value if isinstance(value, str) and "\n" in value else _yaml_ready(value)


def _dump(value: Any, indent: int, newline: str) -> str:
    stream = io.StringIO()
    _yaml().dump(_yaml_ready(value), stream)
    text = stream.getvalue().replace(_TAB, "\t")
    if isinstance(value, list):
        # Without the offset of a nested list.
        text = "\n".join(line.removeprefix("  ") for line in text.split("\n"))
    return text.rstrip("\n").replace("\n", "\n" + " " * indent).replace("\n", newline) + newline


def _block(value: Any, indent: int, newline: str) -> str:
    """The text after `key:`; begins with a line end if the value is a collection."""
    return _dump({"k": value}, indent, newline)[2:].rstrip("\r\n")


def _flow(value: Any) -> str:
    return in_flow(_yaml_ready_flow(value)).replace(_TAB, "\t")
