"""Intact rows and fields at a wrong place: a lost line `plan:`, fields beside their group, a document of another kind.
Checked only where there are faults.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pdcli.diagnostics import Diagnostic, Fix, Span
from pdcli.documents.fault_places import OF_VALUES
from pdcli.documents.faults import Fault
from pdcli.documents.likely import likely_kind
from pdcli.documents.validation import Loc
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import quoted, worded
from pdcli.model.forms import COMMON_KEYS, Field, Form
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.yaml_result import Node

if TYPE_CHECKING:
    from pdcli.documents.document import Document
    from pdcli.documents.form_library import FormLibrary

# So many unknown fields and questions, or all of them, are no slips in them.
_MIN_UNKNOWN = 2
# How many steps lead to a row of a table.
_ROW_DEPTH = 2


def relocate_fields(document: "Document", faults: Sequence[Fault]) -> list[Diagnostic]:
    """Move rows and fields in the data to where they belong; the diagnostics, one for each cause."""
    form = document.form
    assert form is not None
    diagnostics: list[Diagnostic] = []
    for name in dict.fromkeys(str(fault.loc[0]) for fault in faults if len(fault.loc) > 1):
        diagnostics += _rows_of_another_table(document, form, name)
    if diagnostics:
        # The places of the faults are no longer those of the data.
        return diagnostics
    for loc in dict.fromkeys(fault.loc[:-1] for fault in faults if fault.key):
        diagnostics += _fields_beside_their_group(document, form, loc)
    diagnostics += _fields_below_their_row(document, form, faults)
    for fault in faults:
        if fault.code == "PD102" and len(fault.loc) == _ROW_DEPTH:
            diagnostics += _row_in_a_row(document, form, fault.loc)
        if fault.code == "PD102" and len(fault.loc) == 1:
            diagnostics += _row_without_hyphen(document, form, str(fault.loc[0]))
            diagnostics += _text_without_a_row(document, form, str(fault.loc[0]))
        if fault.code in OF_VALUES and not fault.key:
            diagnostics += _fields_below_another(document, form, fault.loc)
    return diagnostics


def kind_of_contents(document: "Document", faults: Sequence[Fault], library: "FormLibrary") -> str | None:
    """The only kind with all fields and questions of a document that its own kind lacks; else None."""
    unknown = sum(fault.key and len(fault.loc) == 1 for fault in faults)
    unknown += sum(item.code == "PD012" for item in document.diagnostics)
    keys = [key for key in document.data if key not in COMMON_KEYS]
    if unknown < min(_MIN_UNKNOWN, max(len(keys), 1)) or unknown * 2 <= len(keys):
        return None
    kinds = [kind for kind in library.kinds() if (form := library.get(kind)) and _has_all(form, keys, document)]
    if len(kinds) > 1:
        likely = likely_kind("", document.ref, kinds)
        kinds = [likely] if likely else []
    return kinds[0] if kinds and kinds[0] != document.kind else None


def wrong_kind_diagnostic(document: "Document", kind: str, declared: str) -> Diagnostic:
    """The diagnostic of a document that states the kind `declared` but is of another."""
    message = _("The fields here are those of the kind `{kind}`, not of `{given}`.").format(kind=kind, given=declared)
    span = document.span("kind")
    fix = Fix(((span, kind),)) if document.source_text_at("kind") == declared else None
    hint = _("Write `kind: {kind}`.").format(kind=kind)
    return reading_diagnostic("PD006", document.path, span, message, hint, fix=fix)


def _has_all(form: Form, keys: Sequence[str], document: "Document") -> bool:
    if document.is_markdown != (form.format == "md") or any(key not in form.by_key for key in keys):
        return False
    if not document.is_markdown:
        return True
    result = read_markdown(document.text, lambda _front: form)
    return bool(keys or result.sections) and all(problem.code != "PD012" for problem in result.problems)


def _rows_of_another_table(document: "Document", form: Form, name: str) -> Iterator[Diagnostic]:
    """The rows of a table whose name was deleted above them, so that they belong to the field above."""
    rows, above = document.data.get(name), form.by_key.get(name)
    root = document.places.root
    if not isinstance(rows, list) or above is None or root is None or name not in root.children:
        return
    columns = {part.key for part in above.columns}
    first = next(
        (number for number, row in enumerate(rows) if isinstance(row, dict) and not columns.issuperset(row)), -1
    )
    if first < (0 if columns else 1):
        return
    keys = {key for row in rows[first:] if isinstance(row, dict) for key in row}
    tables = [
        item.key
        for item in form.all_fields
        if item.type == "table"
        and document.data.get(item.key) in (None, "", [])
        and keys.issubset(part.key for part in item.columns)
    ]
    if len(tables) != 1 or not all(isinstance(row, dict) for row in rows[first:]):
        return
    table, places = tables[0], root.children[name]
    at = document.text.rfind("\n", 0, places.children[first].start) + 1
    document.data[name], document.data[table] = rows[:first] or None, rows[first:]
    table_node = Node(places.children[first].start, places.end, "block")
    table_node.children = {number - first: places.children[number] for number in range(first, len(rows))}
    places.children = {number: places.children[number] for number in range(first)}
    places.end = places.children[first - 1].end if first else places.start
    has_name = table in root.children
    root.children[table] = table_node
    message = _("The fields of this row are those of `{table}`: the line `{table}:` is missing above it.")
    fix = None if has_name else Fix((_name_above(document, table, at),))
    span = document.places_between(table_node.start, _line_end(document.text, table_node.start))
    hint = _("Write `{text}`.").format(text=f"{table}:")
    yield reading_diagnostic("PD101", document.path, span, message.format(table=table), hint, fix=fix)


def _name_above(document: "Document", table: str, at: int) -> tuple[Span, str]:
    """A line with the name of a table, above an offset; one that is there as a remark counts again."""
    line = document.text.rfind("\n", 0, max(at - 1, 0)) + 1
    above = document.text[line:at].rstrip()
    if above.startswith("#") and above.lstrip("# \t").rstrip(": \t") == table:
        return document.places_between(line, line + len(above)), f"{table}:"
    return document.places_between(at, at), f"{table}:{document.newline}"


def _row_in_a_row(document: "Document", form: Form, loc: Loc) -> Iterator[Diagnostic]:
    """A row with two hyphens in front, so that it is a list of one row."""
    field, (node, exact), row = form.field_at(loc), document.place(loc), document.value(loc)
    if not exact or node is None or node.style != "block" or not field or field.type != "table":
        return
    if not isinstance(row, list) or len(row) != 1 or not isinstance(row[0], dict):
        return
    inner, above = node.children[0], document.place(loc[:-1])[0]
    if above is None or document.text[node.start : node.start + 2] != "- ":
        return
    document.data[str(loc[0])][loc[1]] = row[0]
    above.children[loc[1]] = inner
    message, hint = _("There are two hyphens before this row."), _("One is enough; delete the other.")
    span = document.places_between(node.start, node.start + 1)
    yield reading_diagnostic("PD102", document.path, span, message, hint, fix=Fix(((span, " "),)))


def _row_without_hyphen(document: "Document", form: Form, table: str) -> Iterator[Diagnostic]:
    """The fields of the only row of a table, in the place of a list of rows."""
    field, row, (node, exact) = form.by_key.get(table), document.data[table], document.place((table,))
    if not field or field.type != "table" or not isinstance(row, dict) or not row:
        return
    if not exact or node is None or node.style != "block" or not {part.key for part in field.columns}.issuperset(row):
        return
    name, first = next(iter(node.children.items()))
    line, column = document.places.lines.position(first.key_start)
    if column <= len("- ") or line == document.places.lines.position(node.key_start)[0]:
        return
    document.data[table] = [row]
    inner = Node(first.key_start, node.end, "block")
    inner.children, node.children = node.children, {0: inner}
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=name)
    hint = _("Write `{text}`.").format(text=f"- {name}: …")
    span = document.places_between(first.key_start, first.key_end)
    fix = Fix(((document.places_between(first.key_start - len("- "), first.key_start), "- "),))
    yield reading_diagnostic("PD102", document.path, span, message, hint, fix=fix)


def _text_without_a_row(document: "Document", form: Form, table: str) -> Iterator[Diagnostic]:
    """A text in the place of rows that have to have nothing but a text: it is that of the only row."""
    field, text, (node, exact) = form.by_key.get(table), document.data[table], document.place((table,))
    if not field or field.type != "table" or not isinstance(text, str) or not text.strip():
        return
    if not exact or node is None or node.end <= node.start:
        return
    needed = [part for part in field.columns if part.required and part.type != "id"]
    if len(needed) != 1 or needed[0].type != "text":
        return
    key = needed[0].key
    number = {part.key: f"{part.prefix}1" for part in field.columns if part.type == "id"}
    document.data[table] = [number | {key: text}]
    message = _("“{label}”: there is text here where there should be rows.").format(
        label=worded(field.label.__getitem__, table)
    )
    hint = _("Write the text as the first row: `{text}`.").format(text=f"- {key}: …")
    fix = _first_row(document, node, [*(f"{name}: {value}" for name, value in number.items()), f"{key}:"])
    span = document.span(table)
    inner, row = Node(node.start, node.end, node.style), Node(node.start, node.end, "block")
    inner.children, row.children = node.children, {key: inner}
    node.style, node.children = "block", {0: row}
    yield reading_diagnostic("PD102", document.path, span, message, hint, fix=fix)


def _first_row(document: "Document", node: Node, fields: Sequence[str]) -> Fix | None:
    """The fix that puts the fields of a first row, the last without its value, between a key and its value, and all
    lines of the value further in; None where the value has an anchor or is in brackets.
    """
    root, text = document.places.root, document.text
    if root is None or root.style != "block" or text[node.start : node.start + 1] in ("", "&", "*", "!"):
        return None
    colon = text.find(":", node.key_end) + 1
    indent = document.newline + " " * (document.places.lines.position(node.key_start)[1] - 1)
    first_row = f"{indent}  - " + f"{indent}    ".join(fields)
    starts = [match.end() for match in re.compile(r"\n(?=[^\r\n])").finditer(text, colon, node.end)]
    moved = ((document.places_between(start, start), "    ") for start in starts)
    return Fix(((document.places_between(colon, colon), first_row), *moved))


def _fields_below_their_row(document: "Document", form: Form, faults: Sequence[Fault]) -> Iterator[Diagnostic]:
    """Fields of the last row of a table that are not indented, and so are below the table."""
    root = document.places.root
    unknown = {fault.loc[0] for fault in faults if fault.key and len(fault.loc) == 1}
    if root is None or not unknown:
        return
    table = rows = row = None
    moved_keys: list[str] = []
    for key in list(root.children):
        if key in unknown and table and row is not None and key in {part.key for part in table.parts} - row.keys():
            moved_keys.append(str(key))
            continue
        if moved_keys:
            break
        table = form.by_key.get(str(key))
        rows = document.data.get(str(key)) if table and table.type == "table" else None
        row = rows[-1] if isinstance(rows, list) and rows and isinstance(rows[-1], dict) else None
    if not table or row is None or not isinstance(rows, list) or not moved_keys:
        return
    places = root.children[table.key].children[len(rows) - 1]
    first = min(places.children.values(), key=_start, default=None)
    if first is None or places.style != "block":
        return
    indent = " " * (document.places.lines.position(first.key_start)[1] - 1)
    edits = []
    for key in moved_keys:
        row[key] = document.data.pop(key)
        child = places.children[key] = root.children.pop(key)
        line = document.text.rfind("\n", 0, child.key_start) + 1
        edits.append((document.places_between(line, child.key_start), indent))
    child = places.children[moved_keys[0]]
    message = _("`{key}` is a field of `{group}`.").format(key=moved_keys[0], group=table.key)
    if len(moved_keys) > 1:
        message = _("These are fields of `{group}`: {keys}.").format(keys=quoted(moved_keys), group=table.key)
    hint = _("Indent these fields like the others of that row.")
    span = document.places_between(child.key_start, child.key_end)
    yield reading_diagnostic("PD101", document.path, span, message, hint, fix=Fix(tuple(edits)))


def _fields_below_another(document: "Document", form: Form, loc: Loc) -> Iterator[Diagnostic]:
    """Fields that are indented below one which is no group, so that they look like a part of it."""
    field, (node, exact) = form.field_at(loc), document.place(loc)
    inner, (above, is_there) = document.value(loc), document.place(loc[:-1])
    if not exact or not is_there or node is None or above is None or node.style != "block":
        return
    owner = form.field_at(loc[:-1]) if len(loc) > 1 else None
    valid_keys = {part.key for part in (owner.parts if owner else form.all_fields)} | (
        set() if owner else set(COMMON_KEYS)
    )
    siblings = document.value(loc[:-1])
    is_clear = isinstance(inner, dict) and isinstance(siblings, dict) and (field or loc in (("title",), ("lang",)))
    if not is_clear or (field and (field.type in ("group", "sheet") or any(part.key in inner for part in field.parts))):
        return
    if not valid_keys.issuperset(inner) or any(siblings.get(key) not in (None, "") for key in inner):
        return
    first = min(node.children.values(), key=_start)
    column = document.places.lines.position(node.key_start)[1] - 1
    edits = []
    has_remark = False
    for key, child in node.children.items():
        siblings[key] = inner[key]
        if key in above.children:
            # The field is repeated there without a value.
            empty = _whole_line(document, above.children[key])
            has_remark = has_remark or "#" in document.places.lines.line(empty.line)
            edits.append((empty, ""))
        above.children[key] = child
        line = document.text.rfind("\n", 0, child.key_start) + 1
        edits.append((document.places_between(line, child.key_start), " " * column))
    siblings[loc[-1]] = None
    node.end, node.style, node.children = node.start, "plain", {}
    message = _("This line is indented differently from those above it.")
    hint = _("Lines on the same level begin in the same column.")
    span = document.places_between(first.key_start, _line_end(document.text, first.key_start))
    fix = None if has_remark else Fix(tuple(sorted(edits)))
    yield reading_diagnostic("PD002", document.path, span, message, hint, fix=fix)


def _fields_beside_their_group(document: "Document", form: Form, loc: Loc) -> Iterator[Diagnostic]:
    """The fields of a group on the line of its name instead of below it."""
    data: Any = document.value(loc)
    owner = form.field_at(loc) if loc else None
    node, exact = document.place(loc)
    if not isinstance(data, dict) or node is None or not exact:
        return
    for group in owner.parts if owner else form.all_fields:
        if group.type == "group" and data.get(group.key, "") in (None, "") and group.key in data:
            yield from _below_the_name(document, group, data, node)


def _below_the_name(document: "Document", group: Field, data: dict[str, Any], node: Node) -> Iterator[Diagnostic]:
    siblings: Mapping[str | int, Node] = node.children
    keys = [part.key for part in group.parts if part.key in data and part.key in siblings]
    if not keys:
        return
    name = siblings[group.key]
    places = {key: siblings[key] for key in keys}
    first, last = min(places.values(), key=_start), max(places.values(), key=_start)
    lines = [document.places.lines.position(item.key_start)[0] for item in sorted((name, *places.values()), key=_start)]
    is_below = all(later == line + 1 for line, later in pairwise(lines)) and lines[0] == _line(document, name)
    data[group.key] = {key: data.pop(key) for key in keys}
    node.children = {key: child for key, child in siblings.items() if key not in places}
    name.start, name.end, name.style = first.key_start, last.end, "block"
    name.children = dict(places.items())
    message = _("`{key}` is a field of `{group}`.").format(key=keys[0], group=group.key)
    if len(keys) > 1:
        message = _("These are fields of `{group}`: {keys}.").format(keys=quoted(keys), group=group.key)
    hint = _("Put this field below `{group}:`, two spaces further in.").format(group=group.key)
    edits = tuple((document.places_between(item.key_start, item.key_start), "  ") for item in places.values())
    span = document.places_between(first.key_start, first.key_end)
    fix = Fix(edits) if is_below else None
    yield reading_diagnostic("PD101", document.path, span, message, hint, fix=fix)


def _whole_line(document: "Document", node: Node) -> Span:
    """The line of a key without a value, its end included."""
    text = document.text
    start, end = text.rfind("\n", 0, node.key_start) + 1, text.find("\n", node.key_end)
    return document.places_between(start, end + 1 if end >= 0 else len(text))


def _start(node: Node) -> int:
    return node.key_start


def _line(document: "Document", node: Node) -> int:
    return document.places.lines.position(node.key_start)[0]


def _line_end(text: str, at: int) -> int:
    match = text.find("\n", at)
    return len(text[: match if match >= 0 else len(text)].rstrip("\r"))
