"""Writing back into a document: only what changed changes; all other bytes stay.

A value is spliced into the text at its place. The new text is read again before anything is written: if it does not say
exactly what was meant, nothing is written at all.
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
from pdcli.i18n import gettext as _
from pdcli.model.forms import COMMON_KEYS, Field, Form
from pdcli.reading.invisible import refuse_turns
from pdcli.reading.markdown_reader import MarkdownResult, read_markdown
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_result import Node, YamlResult

Loc = tuple[str | int, ...]
# Word processors leave line and paragraph separators behind; YAML takes them for line ends.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def as_bytes(content: str | bytes) -> bytes:
    """What stands in a file, given as a text or as its bytes."""
    return content if isinstance(content, bytes) else text_bytes(content)


def text_bytes(text: str) -> bytes:
    """A text as a file has it. Names of files that are no text are written with their bytes in numbers."""
    return text.encode("utf-8", "backslashreplace")


def normalise(value: Any) -> Any:
    """A value as it is kept: text without blank lines around it, line feeds only, no control characters."""
    if isinstance(value, str):
        return _CONTROL.sub("", _LINE_ENDS.sub("\n", value)).strip()
    if isinstance(value, list | tuple):
        return [normalise(item) for item in value]
    if isinstance(value, dict):
        return {key: normalise(item) for key, item in value.items()}
    return value


def set_answer(text: str, markdown: bool, form: Form, loc: Loc, value: Any, lang: Lang) -> str:
    """The text of a document with one more answer at `loc`; a row number one past the last adds a row.

    Long answers of Markdown go under their heading where that can hold them exactly, everything else into YAML.
    Raises UserError where the document is broken or the answer cannot be kept exactly.
    """
    value = normalise(value)
    newline = "\r\n" if "\r\n" in text else "\n"
    field = form.by_key.get(str(loc[0]))
    if markdown:
        result = read_markdown(text, lambda _front: form)
        if result.front is None or result.front.problems or not isinstance(result.front.data, dict):
            raise UserError(_("This document is broken; mend what `pd lint` shows first."))
        if (
            field
            and field.key in form.headed
            and len(loc) == 1
            and isinstance(value, str)
            and not _in_front(result, field.key)
        ):
            changed = _set_section(text, result, form, field, value, lang, newline)
            again = read_markdown(changed, lambda _front: form)
            said = {section.key: section.value for section in again.sections if section.key}
            if said.get(field.key, "") == value and not _new_problems(result, again):
                return changed
        start, end = result.front_start, result.front_end
        front = _set_yaml(text[start:end], form, loc, value, newline)
        return text[:start] + front + text[end:]
    return _set_yaml(text, form, loc, value, newline)


def _in_front(result: MarkdownResult, key: str) -> bool:
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
        # The old answer goes; comments among it are kept in front of the new one.
        head = newline.join([text[: section.body_start].rstrip(), *(newline + comment for comment in comments)])
    else:
        head = text[: section.body_end].rstrip()
    return f"{head}{newline}{newline}{body}{newline}{tail}{text[section.body_end :]}"


def _set_yaml(text: str, form: Form, loc: Loc, value: Any, newline: str) -> str:
    before = read_yaml(text)
    if before.problems or not isinstance(before.data, dict | None):
        raise UserError(_("This document is broken; mend what `pd lint` shows first."))
    wanted = _with(before.data or {}, loc, value)
    top = str(loc[0])
    for scope in ((loc, value), ((top,), wanted[top])):
        changed = _splice(text, before.root, form, *scope, newline)
        if changed is not None and _same(read_yaml(changed), wanted):
            return changed
    refuse_turns(json.dumps(value, ensure_ascii=False, default=str))
    raise UserError(_("This answer cannot be written here exactly; nothing was changed."))


def _same(result: YamlResult, wanted: Any) -> bool:
    # Tabs and lines of an answer may look like the backslashes of a path, and are none here.
    return all(problem.code == "PD027" for problem in result.problems) and bool(result.data == wanted)


def _with(data: dict[str, Any], loc: Loc, value: Any) -> dict[str, Any]:
    root = copy.deepcopy(data)
    node: Any = root
    for index, step in enumerate(loc):
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


def _splice(text: str, root: Node | None, form: Form, loc: Loc, value: Any, newline: str) -> str | None:
    """The text with the value in place, or None where this place cannot be reached by a splice."""
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
    # Comments behind a collection belong to what follows.
    end = _content_end(node) if node.children and node.style != "flow" else node.end
    if node.end <= node.start:
        start = end = colon
    line_end = _line_end(text, colon)
    if "\n" in fragment:
        # A value of several lines: what stands behind the colon (a comment) stays on that line.
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
    """Where the last value inside a node ends: the parser counts comments behind a collection as part of it."""
    if node.children:
        return max(_content_end(child) for child in node.children.values())
    return max(node.end, node.key_end) - (node.style in "|>")


def _line_end(text: str, offset: int) -> int:
    found = re.compile(r"\r\n|\r|\n|\Z").search(text, offset)
    return found.start() if found else len(text)


def _yaml(flow: bool = False) -> YAML:
    yaml = YAML(pure=True)
    yaml.width = 10**6
    yaml.allow_unicode = True
    yaml.default_flow_style = flow
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _prepared(value: Any) -> Any:
    """Text of several lines as a block that a person can read; a tab as itself, because `\\t` looks like a path."""
    if isinstance(value, str) and "\t" in value and _TAB not in value and not _NEEDS_ESCAPES.search(value):
        text = value.replace("\t", _TAB)
        return LiteralScalarString(text) if "\n" in text else SingleQuotedScalarString(text)
    if isinstance(value, str) and "\n" in value and not re.search(r"[ \t]\n|^[ \t]|\t|[\x85\u2028\u2029\ufeff]", value):
        return LiteralScalarString(value)
    if isinstance(value, str) and value[:1] == ":" and not (_NEEDS_ESCAPES.search(value) or "\n" in value):
        # Without quotes it looks like a colon that was typed twice.
        return SingleQuotedScalarString(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)  # written without quotes
        except ValueError:
            return value
    if isinstance(value, dict):
        return {key: _prepared(item) for key, item in value.items()}
    return [_prepared(item) for item in value] if isinstance(value, list) else value


# Stands for a tab while YAML is written, which would spell it `\t`.
_TAB = "\ue009"
_NEEDS_ESCAPES = re.compile(r"[ \t]\n|^[ \t]|[^\t\n -~\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\U00010000-\U0010ffff]")


def _prepared_flow(value: Any) -> Any:
    return value if isinstance(value, str) and "\n" in value else _prepared(value)


def _dump(value: Any, indent: int, newline: str) -> str:
    stream = io.StringIO()
    _yaml().dump(_prepared(value), stream)
    text = stream.getvalue().replace(_TAB, "\t")
    if isinstance(value, list):
        # Without the offset that a nested list has.
        text = "\n".join(line.removeprefix("  ") for line in text.split("\n"))
    return text.rstrip("\n").replace("\n", "\n" + " " * indent).replace("\n", newline) + newline


def _block(value: Any, indent: int, newline: str) -> str:
    """What stands behind `key:`; begins with a line end where the value is a collection."""
    return _dump({"k": value}, indent, newline)[2:].rstrip("\r\n")


def _flow(value: Any) -> str:
    stream = io.StringIO()
    _yaml(flow=True).dump([_prepared_flow(value)], stream)
    return stream.getvalue().replace(_TAB, "\t").strip()[1:-1]
