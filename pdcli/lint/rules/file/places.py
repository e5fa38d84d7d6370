"""Documents that lie where they do not count, or twice."""

import re
from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity
from pdcli.discovery.files import CYCLES_FOLDER
from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.portfolio.portfolio import role_precedence

# What file managers and disks in a cloud add to the name of a copy; a number alone is a document's own.
_WORDS = r"copy|копия|көшірме(?:сі)?|дубликат|duplicate"
_BEHIND = (
    rf"(?i)(?: ?\(\d{{1,2}}\)| \d{{1,2}}|~\d|[ _.–—-]+\(?(?:{_WORDS})\)?"
    r"| *\([^()]*(?:conflict|конфликт|қайшылық)[^()]*\)|\.sync-conflict-[\w-]+)+\Z"
)
_BEFORE = rf"(?i)\A(?:copy of|{_WORDS})[ _–—-]+"
# A copy in which more than this part of the lines is new is a document of its own.
_MOST_NEW = 0.5


@rule("PD036", "copied-document", Severity.ERROR, """
clause: files
what:
  kk: Құжаттың қасында оның көшірмесі жатпайды.
  ru: Рядом с документом не лежит его копия.
  en: A document has no copy of itself beside it.
why:
  kk: Көшірме екінші құжат болып саналады, ал қайсысы дұрыс екенін ешкім білмейді. Екеуінің бірі өшірілгенше ескертулер
    тек біріншісі бойынша шығады.
  ru: Копия считается вторым документом, и никто не знает, какой из них верен. Пока не удалят один из двух, замечания
    даются только к первому.
  en: A copy counts as a second document, and nobody knows which one is right. Until one of the two is deleted, findings
    are shown only for the first.
bad: |
  cycles/2025-2026-1/1-action.md
  cycles/2025-2026-1/1-action (2).md
good: |
  cycles/2025-2026-1/1-action.md
fail:
- cycles/2025-2026-1/1-action (2).md: {copy: aigerim/cycles/2025-2026-1/1-action.md}
  at: ['cycles/2025-2026-1/1-action (2).md:2:7']
- cycles/2025-2026-1/4-design көшірмесі.yaml: {copy: aigerim/cycles/2025-2026-2/4-design.yaml}
  cycles/2025-2026-1/4-design.yaml: {copy: aigerim/cycles/2025-2026-2/4-design.yaml}
  at: ['cycles/2025-2026-1/4-design көшірмесі.yaml:2:7']
- diary/2025-11-18-bos-otyrgan-altau (1).md: |
    ---
    kind: ¦growth-diary
    date: 2025-11-18
    ---
  diary/2025-11-18-bos-otyrgan-altau.md: |
    ---
    kind: growth-diary
    date: 2025-11-18
    goal: Бос отырған алтау
    ---
pass:
- diary/copy.md: |
    ---
    kind: growth-diary
    date: 2025-11-20
    goal: Басқа күн
    ---
- diary/2025-11-18-bos-otyrgan-altau (1).md: |
    ---
    kind: growth-diary
    date: 2025-11-20
    title: Басқа жазба
    goal: Басқа мақсат
    class: 7 «Б»
    lang: kk
    private: true
    ---
- diary/2025-11-20-jana.md: |
    ---
    kind: growth-diary
    status: draft
    ---
  diary/2025-11-20-jana-2.md: |
    ---
    kind: growth-diary
    status: draft
    ---
""")  # fmt: skip
def copied_document(context: LintContext) -> Iterator[Violation]:
    """A document lies beside another one with the same text, or with the name of its copy and nearly the same text."""
    for copy, first in _copies(context.portfolio.documents):
        name = first.ref.rpartition("/")[2] + first.path.suffix
        related = (Related(first.path, first.span("kind"), _("The first one is here.")),)
        message = _("This is an exact copy of {name}.").format(name=name)
        hint = _("Delete the file {copy}, or write in it what differs.").format(copy=copy.path.name)
        if copy.text != first.text:
            message = _("This is a copy of {name} in which something differs.").format(name=name)
            hint = _("Bring the contents of both files together in {name}, then delete the file {copy}.").format(
                name=name, copy=copy.path.name
            )
        yield Violation(copy, ("kind",), message, hint, related=related)


def _copies(documents: list[Document]) -> Iterator[tuple[Document, Document]]:
    """Every copy with the document that it is a copy of."""
    by_length: dict[int, list[Document]] = {}
    named_as_copies: list[Document] = []
    for document in documents:
        if document.form is None:
            # What it is nobody knows.
            continue
        by_length.setdefault(len(document.text), []).append(document)
        if _may_be_named_as_copy(document.ref) and _is_named_as_copy(document.ref.rpartition("/")[2]):
            named_as_copies.append(document)
    copies: dict[Document, Document] = {}
    for of_one_length in by_length.values():
        groups: dict[tuple[str, str | None], list[Document]] = {}
        for document in of_one_length if len(of_one_length) > 1 else ():
            groups.setdefault((document.ref.rpartition("/")[0], document.kind), []).append(document)
        for group in groups.values():
            copies.update(_same(group))
    others = {(item.ref.casefold(), item.kind): item for item in documents} if named_as_copies else {}
    for copy in named_as_copies:
        folder, slash, name = copy.ref.rpartition("/")
        stem = re.sub(_BEFORE, "", re.sub(_BEHIND, "", name))
        first = others.get(((folder + slash + stem).casefold(), copy.kind))
        if first and copy not in copies and first not in copies and _is_like(copy, first):
            copies[copy] = first
    yield from sorted(copies.items(), key=lambda item: item[0].ref)


def _may_be_named_as_copy(ref: str) -> bool:
    """A cheap look at a name and its folders: in most there are only small Latin letters, digits and hyphens."""
    if not ref.isascii() or " " in ref or "(" in ref or "~" in ref:
        return True
    lower = ref.lower()
    return "copy" in lower or "duplicate" in lower or "conflict" in lower


def _is_named_as_copy(name: str) -> bool:
    return re.search(_BEHIND, name) is not None or re.match(_BEFORE, name) is not None


def _same(group: list[Document]) -> Iterator[tuple[Document, Document]]:
    """Of documents with as many signs those that say what an earlier one says; the shortest name is the first."""
    first: dict[str, Document] = {}
    for document in sorted(group, key=role_precedence):
        if is_blank(document) and document.form and "{slug}" in document.form.place:
            # Two new lessons of one day and title are alike until something is written in them.
            continue
        other = first.setdefault(document.text, document)
        if other is not document:
            yield document, other


def _is_like(copy: Document, first: Document) -> bool:
    lines = [line for line in copy.text.splitlines() if line.strip()]
    original_lines = set(first.text.splitlines())
    return sum(line not in original_lines for line in lines) <= _MOST_NEW * len(lines)


@rule("PD024", "stage-outside-cycle", Severity.ERROR, """
clause: files
what:
  kk: Кезең мен cycle.yaml өз циклінің қалтасында жатады.
  ru: Этап и cycle.yaml лежат в папке своего цикла.
  en: A stage and cycle.yaml are in the folder of their cycle.
why:
  kk: Басқа жердегі кезең ешбір цикл бойынша есепке алынбайды да, жоқ сияқты көрінеді.
  ru: Этап в другом месте не входит ни в один цикл и выглядит так, будто его нет.
  en: A stage anywhere else counts in no cycle, and looks as if it were missing.
bad: |
  Cycles/2026-2027-1/1-action.md
good: |
  cycles/2026-2027-1/1-action.md
fail:
- 1-action.md: |
    ---
    kind: ¦action
    status: draft
    ---
- cycle/2026-2027-1/1-action.md: |
    ---
    kind: ¦action
    status: draft
    ---
pass:
- cycles/2026-2027-1/1-action.md: |
    ---
    kind: action
    status: draft
    ---
""")  # fmt: skip
def stage_outside_cycle(context: LintContext) -> Iterator[Violation]:
    """A stage or a cycle lies in no folder of cycles/, so that it counts in no cycle."""
    for document in () if context.portfolio.is_school else context.portfolio.strays:
        top = document.ref.partition("/")[0]
        message = _("This document is not in the folder of a cycle, so it does not count for any cycle.")
        hint = _("Move the document to cycles/…/, the folder of its cycle.")
        if top.casefold() in (CYCLES_FOLDER, "cycle") and top != CYCLES_FOLDER:
            hint = _("Rename the folder {name} to {better}.").format(name=top[:60], better=CYCLES_FOLDER)
        yield Violation(document, ("kind",), message, hint)
