"""1xx: the structure of one document."""

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from pdcli.diagnostics import Fix, Related, Severity, ShownValue, Span, shortened
from pdcli.discovery.files import CYCLES_FOLDER, SCHEMA_FOLDER
from pdcli.documents.document import Document
from pdcli.documents.progress import unanswered
from pdcli.documents.validation import Loc
from pdcli.i18n.messages import figure
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import STAGES
from pdcli.portfolio.portfolio import nearness
from pdcli.portfolio.references import document_refs
from pdcli.reading.markdown_reader import Section, read_markdown
from pdcli.suggest import nearest

FAMILY = Registered([])
SINGLE = ("portfolio", "evidence", "school")
_ENDING = r"\.(?:md|ya?ml)\Z"
_NUMBERED = re.compile(r"(##[ \t]+)(\d+)[.)]")
# Open places that have a rule of their own: one cause, one message.
OWN_RULE = {("goals", "from"), ("growth_areas", "from"), ("plan", "goal")}


@FAMILY.rule("PD108", "repeated-id")
def repeated_id(context: LintContext) -> Iterator[Violation]:
    """Two rows of one table have the same id, so that a reference to it can mean either."""
    for document in context.portfolio.documents:
        for table, column in document.form.id_columns if document.form else ():
            rows = document.data.get(table)
            if isinstance(rows, list):
                yield from _repeated(document, table, column, rows)


def _repeated(document: Document, table: str, key: str, rows: list[Any]) -> Iterator[Violation]:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        value = row.get(key) if isinstance(row, dict) else None
        if not isinstance(value, str):
            continue
        if value in first:
            place = document.span(table, first[value], key)
            yield Violation(
                document, (table, index, key), _("`{id}` is used twice.").format(id=value[:40]),
                _("Give this row a number of its own."),
                related=(Related(document.path, place, _("The first one.")),),
            )  # fmt: skip
        else:
            first[value] = index


@FAMILY.rule("PD109", "unanswered-in-final")
def unanswered_in_final(context: LintContext) -> Iterator[Violation]:
    """A document says it is final, but a question that it must answer is open."""
    for document in context.portfolio.documents:
        if not document.is_final or document.form is None or document.is_unreadable:
            continue
        waiting, elsewhere = unanswered(document), []
        if not waiting:
            continue
        ends_in: list[tuple[str, tuple[str | int, ...]]] = []
        hidden = {item.span.line for item in document.diagnostics if item.code == "PD034"}
        misnamed = _misnamed(document, waiting)
        for loc in waiting:
            if loc[0] in document.explained or any(loc[:length] in misnamed for length in range(1, len(loc) + 1)):
                continue
            field = document.form.field_at(loc)
            if (loc[0], loc[-1]) in OWN_RULE or (field and field.type == "id"):
                continue
            label = ShownValue(field.label[document.lang], field.key) if field else str(loc[-1])
            place = loc if document.data.get(str(loc[0])) is not None or len(loc) == 1 else ("status",)
            known = any(section.key == loc[0] for section in document.sections) or loc[0] in document.data
            if known and _ends_in(document, loc[0]):
                ends_in = [(label, place)]
            elif not known:
                elsewhere.append(label)
            elif not hidden or document.span(*place, key=True).line not in hidden:
                yield _unanswered(document, [label], place, key=True)
        if elsewhere:
            yield _unanswered(document, [*(label for label, _place in ends_in), *elsewhere], ("status",))
        else:
            yield from (_unanswered(document, [label], place, key=True) for label, place in ends_in)


def _ends_in(document: Document, key: str | int) -> bool:
    """Whether the file ends in the heading of this question, so that more than its answer was lost."""
    return document.text[-1:] not in ("\r", "\n") and document.sections[-1:] != [] and document.sections[-1].key == key


def _misnamed(document: Document, waiting: Sequence[Loc]) -> Container[Loc]:
    """Fields and groups that may stand there under a name that is misspelt or that nobody knows, which is told."""
    found = set(document.misspelt)
    for above, unknown in document.unknown_keys.items():
        depth = len(above) + 1
        data = document.value(above)
        missing = {loc[:depth] for loc in waiting if loc[:-1] == above}
        # Of a group or a row that is not there at all all its fields wait.
        missing |= {loc[:depth] for loc in waiting if loc[: depth - 1] == above and loc[depth - 1] not in data}
        if len(missing) <= unknown:
            found |= missing
    return found


def _unanswered(document: Document, labels: list[str], place: tuple[str | int, ...], key: bool = False) -> Violation:
    message = _("The document is final, but “{label}” is not answered.").format(label=labels[0])
    if len(labels) > 1:
        message = _("The document is final, but these questions are not in it: {labels}.").format(
            labels=ShownValue(", ".join(f"“{label}”" for label in labels), labels)
        )
    return Violation(document, place, message, _("Answer it, or write `status: draft`."), key=key)


@FAMILY.rule("PD110", "unsupported-format")
def unsupported_format(context: LintContext) -> Iterator[Violation]:
    """The portfolio is written in a version of the format that this pd does not know."""
    who = context.portfolio.who
    if who and who.format is not None and who.format != 1:
        message = _("This pd reads format 1, not {format}.").format(format=figure(who.format))
        yield Violation(context.portfolio.profile, ("format",), message, _("Write `format: 1`, or use a newer pd."))


@FAMILY.rule("PD112", "missing-schema-line", Severity.ADVICE)
def missing_schema_line(context: LintContext) -> Iterator[Violation]:
    """A YAML document does not say where its schema is, so that editors neither complete nor explain its fields."""
    schemas = context.portfolio.root / SCHEMA_FOLDER
    names = {path.name for path in schemas.glob("*.schema.json")} if schemas.is_dir() else set()
    for document in context.portfolio.documents if names else ():
        name = f"{document.kind}.schema.json"
        if document.is_markdown or document.form is None or name not in names:
            continue
        if "yaml-language-server:" not in document.text[:2000]:
            depth = document.ref.count("/")
            line = f"# yaml-language-server: $schema={'../' * depth}{SCHEMA_FOLDER}/{name}"
            message = _("Editors do not know the schema of this file.")
            hint = _("Begin it with the line `{line}`.").format(line=line)
            yield Violation(document, (), message, hint, fix=Fix(((Span(1, 1, 1, 1), line + document.newline),)))


@FAMILY.rule("PD113", "section-order", Severity.ADVICE)
def section_order(context: LintContext) -> Iterator[Violation]:
    """The questions of a Markdown document stand in another order than in the form."""
    for document in context.portfolio.documents:
        if not document.is_markdown or document.form is None:
            continue
        known = [section for section in document.sections if section.level == 2]
        if len(known) < 2:
            continue
        order = {item.key: number for number, item in enumerate(document.form.fields)}
        if any(section.key not in order for section in known):
            continue
        for earlier, later in pairwise(known):
            if order[str(later.key)] < order[str(earlier.key)]:
                message = _("“{later}” stands after “{earlier}”; the form has them the other way round.").format(
                    later=shortened(later.heading, 60), earlier=shortened(earlier.heading, 60)
                )
                hint = _("`pd lint --fix` brings the questions into the order of the form.")
                yield Violation(
                    document, (str(later.key),), message, hint, key=True, fix=_reordered(document, known, order)
                )
                break


def _reordered(document: Document, sections: list[Section], order: dict[str, int]) -> Fix | None:
    """All sections in the order of the form, each with all of its text; the numbers of headings stay in order."""
    if any(later.start != earlier.body_end for earlier, later in pairwise(sections)):
        return None
    text = document.text
    numbers = sorted(int(found[2]) for section in sections if (found := _NUMBERED.match(text, section.start)))
    # Only what is said changes its place; the blank lines stay where they are.
    gaps = [piece[len(piece.rstrip()) :] for piece in (text[item.start : item.body_end] for item in sections)]
    pieces = []
    for section, gap in zip(sorted(sections, key=lambda item: order[str(item.key)]), gaps, strict=True):
        piece = text[section.start : section.body_end].rstrip()
        found = _NUMBERED.match(piece)
        if found:
            piece = f"{found[1]}{numbers.pop(0)}{piece[found.end(2) :]}"
        pieces.append(piece + gap)
    start, end = sections[0].start, sections[-1].body_end
    whole = "".join(pieces)
    if _answers(document, text[:start] + whole + text[end:]) != _answers(document, text):
        return None
    first, stop = document.span_between(start, end)
    return Fix(((Span(*first, *stop), whole),))


def _answers(document: Document, text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """What a text answers and what is wrong: it must be the same after its parts have changed places."""
    result = read_markdown(text, lambda _front: document.form)
    answers = sorted((str(section.key), section.value) for section in result.sections)
    return answers, sorted(problem.code for problem in result.problems)


@FAMILY.rule("PD114", "unknown-document")
def unknown_document(context: LintContext) -> Iterator[Violation]:
    """A document refers to another one that is not there."""
    portfolio = context.portfolio
    refs = {document.ref for document in portfolio.documents}
    for document in portfolio.documents:
        for loc, value in document_refs(document):
            if value not in refs and not portfolio.is_lost_at(value):
                same = _spelled_otherwise(value, refs)
                if same:
                    message = _("{path} is spelled otherwise than the file on disk.").format(path=value[:120])
                    hint = _("Write `{name}`.").format(name=same)
                    yield Violation(document, loc, message, hint, fix=_with_value(document, loc, same))
                    continue
                if portfolio.is_lost_in(value.rpartition("/")[0]):
                    # It may be that one, and that is told.
                    continue
                message = _("There is no document {path}.").format(path=value[:120])
                close = nearest(value, refs)
                hint = (
                    _("Did you mean `{key}`?").format(key=close)
                    if close
                    else _("Write its path in the portfolio without the ending, such as research/motivation/plan.")
                )
                yield Violation(document, loc, message, hint)


def _spelled_otherwise(value: str, refs: Iterable[str]) -> str | None:
    """The one document that a reference with other capitals, another Unicode form, backslashes or an ending means."""
    meant = _spelling(value)
    same = [ref for ref in refs if _spelling(ref) == meant]
    return same[0] if len(same) == 1 else None


def _spelling(ref: str) -> str:
    plain = normalize("NFC", ref).replace("\\", "/").casefold()
    return posixpath.normpath(re.sub(_ENDING, "", plain))


def _with_value(document: Document, loc: tuple[str | int, ...], value: str) -> Fix | None:
    written = document.written_at(*loc)
    if written is None or "\n" in written or any(sign in value for sign in ":#"):
        return None
    # Most portfolios have nothing to correct, and need no JSON.
    import json

    quoted = json.dumps(value, ensure_ascii=False) if written[:1] in ("'", '"') else value
    return Fix(((document.span(*loc), quoted),))


@FAMILY.rule("PD024", "stage-outside-cycle")
def stage_outside_cycle(context: LintContext) -> Iterator[Violation]:
    """A stage or a cycle lies in no folder of cycles/, so that it counts in no cycle."""
    for document in () if context.portfolio.is_school else context.portfolio.strays:
        top = document.ref.partition("/")[0]
        message = _("This document lies in no folder of a cycle, so that it counts in none.")
        hint = _("Move it to cycles/…/, the folder of its cycle.")
        if top.casefold() in (CYCLES_FOLDER, "cycle") and top != CYCLES_FOLDER:
            hint = _("Rename the folder {name} to {better}.").format(name=top[:60], better=CYCLES_FOLDER)
        yield Violation(document, ("kind",), message, hint)


@FAMILY.rule("PD111", "repeated-document")
def repeated_document(context: LintContext) -> Iterator[Violation]:
    """There are two documents of a kind where one belongs: which one counts is not clear."""
    groups = [_of_kinds(context.portfolio.documents, SINGLE)]
    groups += [_of_kinds(folder.documents, ("cycle", *STAGES)) for folder in context.portfolio.cycles]
    for group in (group for kinds in groups for group in kinds if len(group) > 1):
        first = min(group, key=nearness)
        for document in group:
            if document is first:
                continue
            related = (Related(first.path, first.span("kind"), _("The first one.")),)
            message = _("There is already a document of kind `{kind}`: {place}.").format(
                kind=document.kind, place=first.ref
            )
            hint = _("Bring both together in one file.")
            if document.text == first.text:
                hint = _("It is the same, sign for sign: delete the copy.")
            yield Violation(document, ("kind",), message, hint, related=related)


def _of_kinds(documents: list[Document], kinds: tuple[str, ...]) -> list[list[Document]]:
    """Of each of these kinds its documents."""
    found: dict[str, list[Document]] = {kind: [] for kind in kinds}
    for item in documents:
        if item.kind in found:
            found[item.kind].append(item)
    return list(found.values())
