"""Faults of data as diagnostics at their places in the file, with the source text."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdcli.diagnostics import Diagnostic, Fix, shortened
from pdcli.documents.corrections import stands_alone
from pdcli.documents.faults import Fault
from pdcli.documents.validation import Loc
from pdcli.i18n.messages import message as _
from pdcli.model.plain import ISO_DATE
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.plain_yaml import meaning

if TYPE_CHECKING:
    from pdcli.documents.document import Document

# Faults of the text around a value.
_OF_TEXT = frozenset(("PD002", "PD009", "PD035"))
# Faults of a value itself, which is shown as it was typed.
OF_VALUES = frozenset(("PD102", "PD103", "PD104", "PD105", "PD107"))


def fault_diagnostics(document: "Document", faults: Sequence[Fault]) -> list[Diagnostic]:
    """The diagnostics of faults, each cause once; in the data, values of a wrong type become their source text."""
    diagnostics = list(_diagnostics(document, faults))
    for fault in faults:
        if fault.code in OF_VALUES and not fault.key:
            _show_as_typed(document, fault.loc)
    return diagnostics


def fault_diagnostic(document: "Document", fault: Fault) -> Diagnostic:
    """The diagnostic of one fault, with a fix if there is only one possible meaning."""
    span = document.span(*fault.loc, key=fault.key)
    fix = (
        Fix(((span, _replacement_text(document, fault)),))
        if fault.replacement and _is_exact_token(document, fault)
        else None
    )
    return reading_diagnostic(fault.code, document.path, span, fault.message, fault.hint, fix=fix)


def is_misread(document: "Document", loc: Loc, is_key: bool = False) -> bool:
    """Whether a value is affected by a reported problem of the text, or is under a repeated key.

    An unknown key (`is_key`) has another cause than a problem below its line.
    """
    result = document.places.read
    problems = [item for item in result.problems if item.code in _OF_TEXT] if result else []
    misread = [offset for item in problems for offset in (item.start, *(start for start, _end, _new in item.fix))]
    if result and not is_key:
        misread += [offset for item in result.problems if item.code == "PD003" for offset, _end, _text in item.related]
    node, _exact = document.place(loc) if misread else (None, False)
    if node is None:
        return False
    start = node.key_start if node.key_start >= 0 else node.start
    # A group ends where the next field begins.
    end = node.key_end if is_key else start + len(document.text[start : node.end].rstrip())
    line = document.places.lines.position
    first, last = line(start)[0], line(end)[0]
    return any(first <= line(offset)[0] <= last for offset in misread)


def source_text(document: "Document", loc: Loc) -> str:
    """The source text of a value; empty if it has no place of its own."""
    node, exact = document.place(loc)
    if node is None or not exact:
        return ""
    text = document.text
    column = node.start - (max(text.rfind("\n", 0, node.start), text.rfind("\r", 0, node.start)) + 1)
    lines = text[node.start : node.end].rstrip().splitlines()
    return "\n".join(
        [
            line[min(column, len(line) - len(line.lstrip(" "))) :] if number else line
            for number, line in enumerate(lines)
        ]
    )


def _diagnostics(document: "Document", faults: Sequence[Fault]) -> Iterator[Diagnostic]:
    covered: set[Loc] = set()
    for fault in faults:
        if fault.loc in covered or is_misread(document, fault.loc, fault.key):
            continue
        cut_keys = _cut_by_comma(document, fault, faults) if fault.code == "PD101" else ()
        if cut_keys:
            covered.update(cut_keys)
            yield _comma_diagnostic(document, fault, cut_keys)
        elif fault.code == "PD102" and (item := _needs_quotes(document, fault)):
            yield item
        else:
            yield fault_diagnostic(document, fault)


def _cut_by_comma(document: "Document", fault: Fault, faults: Sequence[Fault]) -> Sequence[Loc]:
    """The unknown keys without values that follow a value in braces: parts of it that a comma split off."""
    row, _exact = document.place(fault.loc[:-1])
    if row is None or row.style != "flow":
        return ()
    unknown = {item.loc for item in faults if item.code == "PD101"}
    keys = list(row.children)
    index = keys.index(fault.loc[-1])
    last = row.children[keys[index - 1]] if index else None
    if last is None or last.style != "plain" or last.end == last.start:
        return ()
    cut_keys = []
    for key in keys[index:]:
        node = row.children[key]
        if node.end != node.key_end or (*fault.loc[:-1], key) not in unknown:
            break
        cut_keys.append((*fault.loc[:-1], key))
    return cut_keys


def _comma_diagnostic(document: "Document", fault: Fault, cut_keys: Sequence[Loc]) -> Diagnostic:
    row, _exact = document.place(fault.loc[:-1])
    keys = list(row.children) if row else []
    before = keys[keys.index(fault.loc[-1]) - 1]
    first, _exact = document.place((*fault.loc[:-1], before))
    last, _exact = document.place(cut_keys[-1])
    assert first and last
    value_text = document.text[first.start : last.end]
    span = document.span(*fault.loc, key=True)
    message = _("A comma ended the value of `{key}`: in braces, text with a comma in it needs quotes.").format(
        key=before
    )
    hint = _("Write `{text}`.").format(text=shortened(_quoted(value_text), 60))
    is_alone = stands_alone(value_text)
    fix = Fix((((document.places_between(first.start, last.end)), _quoted(value_text)),)) if is_alone else None
    return reading_diagnostic("PD101", document.path, span, message, hint, fix=fix)


def _needs_quotes(document: "Document", fault: Fault) -> Diagnostic | None:
    """The diagnostic of text that brackets or a colon turned into a list or group; None for any other value."""
    field = document.form.field_at(fault.loc) if document.form else None
    is_text = (field is None and fault.loc == ("title",)) or (
        field is not None and (field.type == "text" or (field.type == "list" and isinstance(fault.loc[-1], int)))
    )
    node, exact = document.place(fault.loc)
    if not is_text or node is None or not exact or not isinstance(document.value(fault.loc), dict | list):
        return None
    text = source_text(document, fault.loc)
    if "\n" in text or text[:1] == "-" or not stands_alone(text):
        return None
    span = document.span(*fault.loc)
    hint = _("Write `{text}`.").format(text=shortened(_quoted(text), 60))
    fix = Fix(((document.places_between(node.start, node.start + len(text)), _quoted(text)),))
    return reading_diagnostic("PD102", document.path, span, fault.message, hint, fix=fix)


def _show_as_typed(document: "Document", loc: Loc) -> None:
    if loc and isinstance(document.value(loc), dict | list | bool):
        document.mistyped.append(document.value(loc))
        document.value(loc[:-1])[loc[-1]] = source_text(document, loc)


def _quoted(text: str) -> str:
    # Only what has been read needs quotes; that module is loaded with the parser.
    from pdcli.reading.yaml_slip import encode

    return encode(text)


def _is_exact_token(document: "Document", fault: Fault) -> bool:
    """Whether the source at a place is exactly the key or value: no anchor, alias or block of text."""
    node, exact = document.place(fault.loc)
    if node is None or not exact:
        return False
    start, end = node.start, node.end
    expected: Any = fault.loc[-1] if fault.key else document.value(fault.loc)
    if fault.key:
        start, end = node.key_start, node.key_end
    elif "," in fault.replacement and fault.code in ("PD104", "PD107"):
        # Several values can replace one only in a list in brackets.
        around, is_there = document.place(fault.loc[:-1])
        if not is_there or around is None or around.style != "flow" or node.style != "plain":
            return False
    token = document.text[start:end].strip("\"'")
    return token.casefold() == str(expected).casefold() if isinstance(expected, bool) else token == str(expected)


def _replacement_text(document: "Document", fault: Fault) -> str:
    """The text that a fix writes: words keep their quotes; days, numbers, booleans and lists lose them."""
    node, _exact = document.place(fault.loc)
    mark = document.text[node.start] if node and not fault.key else ""
    needs_none = meaning(fault.replacement) != fault.replacement or ISO_DATE.fullmatch(fault.replacement)
    if mark not in ("'", '"') or needs_none or fault.replacement[0] in "'\"[":
        return fault.replacement
    return f"{mark}{fault.replacement}{mark}"
