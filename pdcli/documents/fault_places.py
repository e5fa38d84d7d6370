"""What is wrong in the data of a document, at its place in the file, with what was really typed there."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdcli.diagnostics import Diagnostic, Fix, shortened
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
    """The faults at their places, each cause once; values of a wrong type become the text that stands in the file."""
    found = list(_diagnostics(document, faults))
    for fault in faults:
        if fault.code in OF_VALUES and not fault.key:
            _show_as_typed(document, fault.loc)
    return found


def fault_diagnostic(document: "Document", fault: Fault) -> Diagnostic:
    """One fault at its place, with a fix where one thing only can be meant."""
    span = document.span(*fault.loc, key=fault.key)
    fix = Fix(((span, _spelled(document, fault)),)) if fault.instead and _stands_alone(document, fault) else None
    return reading_diagnostic(fault.code, document.path, span, fault.message, fault.hint, fix=fix)


def is_misread(document: "Document", loc: Loc, is_key: bool = False) -> bool:
    """Whether a value stands where the text itself could not be read as it is, or under a key that is there twice,
    which is told there. That nobody knows the key (`is_key`) is another cause than what is wrong below its line.
    """
    result = document.places.read
    problems = [item for item in result.problems if item.code in _OF_TEXT] if result else []
    misread = [at for item in problems for at in (item.start, *(start for start, _end, _new in item.fix))]
    if result and not is_key:
        misread += [at for item in result.problems if item.code == "PD003" for at, _end, _text in item.related]
    node, _exact = document.place(loc) if misread else (None, False)
    if node is None:
        return False
    start = node.key_start if node.key_start >= 0 else node.start
    # A group ends where the next field begins.
    end = node.key_end if is_key else start + len(document.text[start : node.end].rstrip())
    line = document.places.lines.position
    first, last = line(start)[0], line(end)[0]
    return any(first <= line(at)[0] <= last for at in misread)


def typed(document: "Document", loc: Loc) -> str:
    """A value as it stands in the file; empty where it has no place of its own."""
    node, exact = document.place(loc)
    if node is None or not exact:
        return ""
    text = document.text
    column = node.start - (max(text.rfind("\n", 0, node.start), text.rfind("\r", 0, node.start)) + 1)
    lines = text[node.start : node.end].rstrip().splitlines()
    return "\n".join(
        [line[min(column, len(line) - len(line.lstrip(" "))) :] if n else line for n, line in enumerate(lines)]
    )


def _diagnostics(document: "Document", faults: Sequence[Fault]) -> Iterator[Diagnostic]:
    covered: set[Loc] = set()
    for fault in faults:
        if fault.loc in covered or is_misread(document, fault.loc, fault.key):
            continue
        cut = _cut_by_comma(document, fault, faults) if fault.code == "PD101" else ()
        if cut:
            covered.update(cut)
            yield _comma(document, fault, cut)
        elif fault.code == "PD102" and (item := _needs_quotes(document, fault)):
            yield item
        else:
            yield fault_diagnostic(document, fault)


def _cut_by_comma(document: "Document", fault: Fault, faults: Sequence[Fault]) -> Sequence[Loc]:
    """The unknown keys without values that follow a value in braces: pieces of it that a comma cut off."""
    row, _exact = document.place(fault.loc[:-1])
    if row is None or row.style != "flow":
        return ()
    unknown = {item.loc for item in faults if item.code == "PD101"}
    keys = list(row.children)
    at = keys.index(fault.loc[-1])
    last = row.children[keys[at - 1]] if at else None
    if last is None or last.style != "plain" or last.end == last.start:
        return ()
    cut = []
    for key in keys[at:]:
        node = row.children[key]
        if node.end != node.key_end or (*fault.loc[:-1], key) not in unknown:
            break
        cut.append((*fault.loc[:-1], key))
    return cut


def _comma(document: "Document", fault: Fault, cut: Sequence[Loc]) -> Diagnostic:
    row, _exact = document.place(fault.loc[:-1])
    keys = list(row.children) if row else []
    before = keys[keys.index(fault.loc[-1]) - 1]
    first, _exact = document.place((*fault.loc[:-1], before))
    last, _exact = document.place(cut[-1])
    assert first and last
    whole = document.text[first.start : last.end]
    span = document.span(*fault.loc, key=True)
    message = _("A comma ended the value of `{key}`: in braces, text with a comma in it needs quotes.").format(
        key=before
    )
    hint = _("Write `{text}`.").format(text=shortened(_quoted(whole), 60))
    fix = Fix((((document.places_between(first.start, last.end)), _quoted(whole)),))
    return reading_diagnostic("PD101", document.path, span, message, hint, fix=fix)


def _needs_quotes(document: "Document", fault: Fault) -> Diagnostic | None:
    """Text that brackets or a colon made a list or a group; None for any other value of a wrong type."""
    field = document.form.field_at(fault.loc) if document.form else None
    is_text = (field is None and fault.loc == ("title",)) or (
        field is not None and (field.type == "text" or (field.type == "list" and isinstance(fault.loc[-1], int)))
    )
    node, exact = document.place(fault.loc)
    if not is_text or node is None or not exact or not isinstance(document.value(fault.loc), dict | list):
        return None
    text = typed(document, fault.loc)
    if "\n" in text or text[:1] in ("*", "&", "-"):
        return None
    span = document.span(*fault.loc)
    hint = _("Write `{text}`.").format(text=shortened(_quoted(text), 60))
    fix = Fix(((document.places_between(node.start, node.start + len(text)), _quoted(text)),))
    return reading_diagnostic("PD102", document.path, span, fault.message, hint, fix=fix)


def _show_as_typed(document: "Document", loc: Loc) -> None:
    if loc and isinstance(document.value(loc), dict | list | bool):
        document.mistyped.append(document.value(loc))
        document.value(loc[:-1])[loc[-1]] = typed(document, loc)


def _quoted(text: str) -> str:
    # Only what has been read needs quotes; that module is loaded with the parser.
    from pdcli.reading.yaml_slips import encode

    return encode(text)


def _stands_alone(document: "Document", fault: Fault) -> bool:
    """Whether nothing but the key or value is at its place: no anchor, no alias, no block of text."""
    node, exact = document.place(fault.loc)
    if node is None or not exact:
        return False
    start, end = node.start, node.end
    meant: Any = fault.loc[-1] if fault.key else document.value(fault.loc)
    if fault.key:
        start, end = node.key_start, node.key_end
    elif "," in fault.instead and fault.code in ("PD104", "PD107"):
        # Several values can only stand in the place of one in a list in brackets.
        around, is_there = document.place(fault.loc[:-1])
        if not is_there or around is None or around.style != "flow" or node.style != "plain":
            return False
    written = document.text[start:end].strip("\"'")
    return written.casefold() == str(meant).casefold() if isinstance(meant, bool) else written == str(meant)


def _spelled(document: "Document", fault: Fault) -> str:
    """What a fix writes: a word keeps the quotes that are there; a day, a number, true or a list stands without any."""
    node, _exact = document.place(fault.loc)
    mark = document.text[node.start] if node and not fault.key else ""
    needs_none = meaning(fault.instead) != fault.instead or ISO_DATE.fullmatch(fault.instead)
    if mark not in ("'", '"') or needs_none or fault.instead[0] in "'\"[":
        return fault.instead
    return f"{mark}{fault.instead}{mark}"
