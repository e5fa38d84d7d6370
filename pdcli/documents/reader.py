"""Reading documents: from a file to its data, its typed model, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdcli.diagnostics import START, Fix
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.likely import kind_of_data, likely_kind
from pdcli.documents.other_tools import exclude_hint, is_note
from pdcli.documents.validation import Loc, validate
from pdcli.i18n import DEFAULT_LANG, Lang
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.invisible import only_no_break_spaces
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.source import decode, read_source
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_result import YamlResult
from pdcli.suggest import choose, did_you_mean, latin

if TYPE_CHECKING:
    from pdcli.documents.faults import Fault

# How many steps lead to a row of a table.
_ROW = 2
# What rows are found by, and what links them to a goal.
_LINKS = ("id", "goal")
_SCHEMA_LINE = "# yaml-language-server:"
_KIND_IN_COMMENT = r"(?m)^#[ \t]*kind:[ \t]*([a-z-]+)(?=[ \t\r]*$)"


def read_document(
    file: str, ref: str, library: FormLibrary, default_lang: Lang = DEFAULT_LANG, instead: bytes | None = None
) -> Document | None:
    """Read and validate a file as the document `ref`; None for Markdown without front matter, which is no document."""
    document = read_answers(file, ref, library, default_lang, instead)
    if document and document.form is not None:
        document = _validated(document, library, instead)
        if _has_yaml_comments(document):
            from pdcli.documents.remarks import text_in_comments

            document.diagnostics.extend(document.places.from_yaml(item) for item in text_in_comments(document))
    return document


def _has_yaml_comments(document: Document) -> bool:
    """Whether the YAML of a document contains `#` after the line that names its schema for editors."""
    start, end = document.yaml_part
    if document.text.startswith(_SCHEMA_LINE, start):
        start = document.text.find("\n", start, end)
    return start >= 0 and document.text.find("#", start, end) >= 0


def _validated(document: Document, library: FormLibrary, instead: bytes | None) -> Document:
    """The document with its model and diagnostics; read as another kind if its contents clearly are of that kind."""
    assert document.form is not None
    validator = library.validator(document.form)
    document.model, faults = validate(document.data, validator, document.form)
    if not faults and not document.diagnostics:
        return document
    # Loaded only where something is wrong.
    from pdcli.documents.fault_places import fault_diagnostics
    from pdcli.documents.misplaced import kind_of_contents, relocate_fields, wrong_kind_diagnostic

    is_settled = document.is_unreadable or document.forced_kind
    kind = None if is_settled else kind_of_contents(document, faults, library)
    reread = kind and read_answers(document.file, document.ref, library, document.default_lang, instead, kind)
    if kind and reread and reread.form:
        reread.diagnostics.append(wrong_kind_diagnostic(reread, kind, str(document.kind)))
        return _validated(reread, library, instead)
    diagnostics = relocate_fields(document, faults)
    if diagnostics:
        document.diagnostics += diagnostics
        document.model, faults = validate(document.data, validator, document.form)
    document.incomplete_tables = frozenset(_incomplete_tables(document, faults))
    if faults:
        document.misspelt_places = frozenset(
            (*item.loc[:-1], item.replacement) for item in faults if item.key and item.replacement
        )
        document.unknown_keys = Counter(item.loc[:-1] for item in faults if item.key and not item.replacement)
        document.diagnostics.extend(fault_diagnostics(document, faults))
    return document


def _has_link(document: Document, loc: Loc) -> bool:
    """Whether a row has its id, or, in a table without ids, names its goal."""
    row = document.value(loc)
    key = dict(document.form.id_columns).get(str(loc[0]), "goal") if document.form else "id"
    return isinstance(row, dict) and key in row


def _incomplete_tables(document: Document, faults: "Sequence[Fault]") -> Iterator[str]:
    """Yield the tables that lack a row or its id, or are under another key; "" for an unknown key."""
    for fault in faults:
        if len(fault.loc) == 1 and fault.key:
            yield fault.replacement
        elif (
            len(fault.loc) <= _ROW
            or fault.loc[-1] in _LINKS
            or fault.replacement in _LINKS
            or (fault.key and not fault.replacement and not _has_link(document, fault.loc[:-1]))
        ):
            yield str(fault.loc[0])
    result = document.places.read
    repeated = [item.start for item in result.problems if item.code == "PD003"] if result else []
    fields = result.root.children if result and result.root and repeated else {}
    for start in repeated:
        yield from (str(key) for key, node in fields.items() if node.start <= start < node.end)


def read_answers(
    file: str, ref: str, library: FormLibrary, default_lang: Lang = DEFAULT_LANG, instead: bytes | None = None,
    kind: str | None = None,
) -> Document | None:  # fmt: skip
    """Read a document like `read_document`, but without validation and model.

    With a `kind` it is read as of that kind, whatever its own `kind` is.
    """
    source = read_source(file) if instead is None else decode(instead)
    spaces = only_no_break_spaces(source.text) if "\u00a0" in source.text else None
    if spaces:
        source = source._replace(text=source.text.replace("\u00a0", " "))
    document = Document(file, ref, source)
    document.default_lang = default_lang
    document.forced_kind = kind
    if source.problem:
        document.diagnostics.append(document.places.from_source(source.problem))
        return document
    if spaces:
        document.diagnostics.append(document.places.from_yaml(spaces))
    if document.is_markdown:
        if not _read_markdown(document, library):
            return None
    else:
        _read_yaml(document, library)
    return document


def _read_yaml(document: Document, library: FormLibrary) -> None:
    result = read_yaml(document.text)
    _correct_kind_key(document, result)
    places = document.places
    places.read = result
    document.diagnostics.extend(places.from_yaml(problem) for problem in result.problems)
    _take_data(document, result.data, bool(result.problems), library)


def _read_markdown(document: Document, library: FormLibrary) -> bool:
    places = document.places

    def form_of(front: dict[str, Any]) -> Form | None:
        kind = document.forced_kind or front.get(_key_of_kind(front) or "kind")
        return library.get(kind) if isinstance(kind, str) else None

    result = read_markdown(document.text, form_of)
    front = result.front
    if front is None and not result.problems:
        return False
    places.read = front
    if front:
        _correct_kind_key(document, front)
    problems = [*(front.problems if front else ()), *result.problems]
    document.diagnostics.extend(places.from_yaml(problem) for problem in problems)
    document.sections = result.sections
    document.explained_questions = result.explained
    document.yaml_part = (result.front_start, result.front_end)
    _take_data(document, front.data if front else None, bool(problems), library)
    for section in result.sections:
        if section.key and document.data.get(section.key) in (None, ""):
            document.data[section.key] = section.value or None
    return True


def _key_of_kind(data: dict[str, Any]) -> str | None:
    """The key that is `kind` in letters that are not Latin; None without one, or if there is `kind` itself."""
    if "kind" in data:
        return None
    return next((key for key in data if not key.isascii() and latin(key.casefold()) == "kind"), None)


def _correct_kind_key(document: Document, result: YamlResult) -> None:
    """Replace a misspelt key `kind` in the result and report it, because nothing can be validated without a kind."""
    kind_key = _key_of_kind(result.data) if isinstance(result.data, dict) else None
    if kind_key is None or result.root is None:
        return
    from pdcli.documents.fault_places import fault_diagnostic
    from pdcli.documents.faults import misspelt_key

    document.places.read = result
    root, places = result.data, result.root.children
    document.diagnostics.append(fault_diagnostic(document, misspelt_key((kind_key,), "kind")))
    result.data = {"kind" if key == kind_key else key: value for key, value in root.items()}
    result.root.children = {"kind" if key == kind_key else key: node for key, node in places.items()}


def _take_data(document: Document, data: Any, broken: bool, library: FormLibrary) -> None:
    """Set the data and the form of a document; report a root that is no mapping of a known kind."""
    if not isinstance(data, dict):
        if not broken:
            message = (
                _("This file holds no fields.")
                if data is None
                else _("This file is not made up of lines of the form `key: value`.")
            )
            hint = _("Begin with a line such as `kind: lesson-analysis`.")
            if not document.is_among_documents:
                inside = f"{document.ref}.{document.file.rpartition('.')[2]}"
                hint = hint + " " + exclude_hint(inside)
            _report(document, "PD004", (), message, hint)
        return
    document.data = data
    if document.forced_kind:
        data["kind"] = document.forced_kind
    kind = data.get("kind")
    if kind is None:
        _report_missing_kind(document, data, library)
        return
    document.kind = str(kind)
    document.form = library.get(document.kind)
    if document.form is None and document.kind not in library.kinds():
        from pdcli.documents.fault_places import fault_diagnostic, is_misread
        from pdcli.documents.faults import Fault

        message = _("There is no kind `{kind}`.").format(kind=document.kind[:40])
        suggestion = library.suggest_kind(document.kind)
        if not suggestion and latin(document.kind) in library.kinds():
            suggestion = latin(document.kind)
        titles = library.titles()
        hint = (
            did_you_mean(suggestion, titles.get(suggestion))
            if suggestion
            else choose(document.kind, library.kinds(), titles)
        )
        fault = Fault("PD006", ("kind",), message, hint, replacement=suggestion or "")
        if not is_misread(document, fault.loc):
            document.diagnostics.append(fault_diagnostic(document, fault))


def _report_missing_kind(document: Document, data: dict[Any, Any], library: FormLibrary) -> None:
    """Report PD005, with the likely kind if there is one; else the file may belong to another tool."""
    kinds = library.kinds()
    message = _("This file does not say which kind of document it is.")
    misspelt = next((key for key, value in data.items() if isinstance(key, str) and value in kinds), None)
    if misspelt is not None:
        span = document.span(misspelt, key=True)
        hint = _("Write `kind: {kind}`.").format(kind=data[misspelt])
        fix = Fix(((span, "kind"),))
        document.diagnostics.append(reading_diagnostic("PD005", document.path, span, message, hint, fix=fix))
        return
    commented = re.compile(_KIND_IN_COMMENT).search(document.text, *document.yaml_part)
    if commented and commented[1] in kinds:
        span = document.places_between(commented.start(), commented.end())
        hint = _("Write `kind: {kind}`.").format(kind=commented[1])
        fix = Fix(((span, f"kind: {commented[1]}"),))
        document.diagnostics.append(reading_diagnostic("PD005", document.path, span, message, hint, fix=fix))
        return
    likely = likely_kind("", document.ref, kinds) or kind_of_data(data, kinds)
    inside = f"{document.ref}.{document.file.rpartition('.')[2]}"
    if likely:
        hint = _("Add a line `kind: {kind}` at the top.").format(kind=likely)
        if is_note(data):
            hint = hint + " " + exclude_hint(inside)
    else:
        hint = _("Otherwise add a line `kind: …` at the top; `pd schema` names the kinds.")
        hint = exclude_hint(inside) + " " + hint
    _report(document, "PD005", ("kind",), message, hint)


def _report(document: Document, code: str, loc: Loc, message: Message, hint: Message) -> None:
    span = document.span(*loc) if loc else START
    document.diagnostics.append(reading_diagnostic(code, document.path, span, message, hint))
