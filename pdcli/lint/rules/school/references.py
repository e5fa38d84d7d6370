"""References between the documents of a school, and from its teachers to it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pdcli.diagnostics import Related, Severity, shortened
from pdcli.documents.corrections import value_fix
from pdcli.documents.document import Document
from pdcli.documents.references import document_refs, row_references
from pdcli.i18n.messages import Message, quoted, worded
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import SCHOOL_PREFIX, is_of_school, reference_pattern
from pdcli.model.forms import Field, Form
from pdcli.portfolio.portfolio import Portfolio, cycle_of
from pdcli.portfolio.school_references import SchoolReferences, Target
from pdcli.suggest import FewNearest, did_you_mean

Loc = tuple[str | int, ...]
_MOST_IDS = 12


class _Reference(NamedTuple):
    """A reference at its place. `table` is the one that it must lead to, if any; `is_here` says that it is a table of
    the same document. `year` is the school year of a teacher's cycle.
    """

    document: Document
    loc: Loc
    text: str
    table: str = ""
    is_here: bool = False
    year: str | None = None


@rule("PD826", "unknown-school-reference", Severity.ERROR, r"""
clause: files
what:
  kk: Мектеп құжаттарындағы сілтеме бар құжатқа не қатарға апарады; портфолиодан мектепке `school:` деп басталатын
    сілтеме де сондай.
  ru: Ссылка в документах школы, как и ссылка из портфолио на школу, которая начинается с `school:`, ведёт к
    существующему документу или строке.
  en: A reference in the documents of a school leads to a document or row that is there; so does a reference from a
    portfolio to the school (it begins with `school:`).
why:
  kk: Шешімнің қай қорытындыдан, жоспардың қай жолының қай қажеттіліктен туындағаны сілтеме арқылы ғана көрінеді;
    үзілген сілтеме мектеп циклін де үзеді.
  ru: Из какого вывода следует решение и на какую потребность отвечает строка плана, видно только по ссылке; оборванная
    ссылка обрывает и цикл школы.
  en: Only a reference shows on which conclusion a decision rests and to which need a line of the plan responds; where a
    reference is broken, so is the cycle of the school.
bad: |
  from: [f1, school:s9]
good: |
  from: [f1, school:s2]
fail:
- in: school-mysal
  teachers/sholpan/cycles/2025-2026-1/3-reflection.md: ['from: [f2]', 'from: [f2, ¦school:s9]']
- in: school-mysal
  teachers/sholpan/cycles/2025-2026-1/3-reflection.md: ['from: [f2]', 'from: [f2, ¦school:research/suraq/lesson-study]']
- in: school-mysal
  teachers/daniyar/cycles/2025-2026-1/4-design.yaml: ['school_goal: s1', 'school_goal: ¦school:m1']
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    type: site
    decisions: [{id: k1, text: A, owner: daniyar, because: [s1, ¦k1]}]
pass:
- in: school-mysal
  teachers/sholpan/cycles/2025-2026-1/3-reflection.md: [
    'from: [f2]', 'from: [f2, school:s2, school:research/suraq-qoiu/lesson-study]',
  ]
- in: school-mysal
  teachers/daniyar/cycles/2025-2026-1/4-design.yaml: ['school_goal: s1', 'school_goal: school:s1']
""")  # fmt: skip
def unknown_school_reference(context: LintContext) -> Iterator[Violation]:
    """A reference to a document of the school, or to a row of it, leads nowhere or elsewhere."""
    portfolio = context.portfolio
    references = _in_school(portfolio) if portfolio.is_school else _in_portfolio(portfolio)
    names: dict[tuple[str, str], list[str]] = {}
    suggestions: dict[tuple[str, str], FewNearest] = {}
    for reference in references:
        school = context.school_references
        if school is None:
            return
        owner = reference.document if portfolio.is_school else None
        target = school.target(reference.text, owner, reference.year)
        if target is None:
            if not school.is_in_doubt(reference.text, owner, reference.year):
                place = reference.document.ref, reference.table
                if place not in names:
                    names[place] = _names(school, reference, owner)
                    suggestions[place] = FewNearest(names[place])
                yield _dead(portfolio, school, reference, names[place], suggestions[place])
        elif message := _wrong_place(portfolio, reference, target):
            rows = _names(school, reference, owner)
            yield Violation(reference.document, reference.loc, message, _rows_there(portfolio, reference, rows))
        elif target.document is reference.document and target.row == reference.loc[:2]:
            message = _("`{reference}` is this row itself.").format(reference=shortened(reference.text, 80))
            yield Violation(reference.document, reference.loc, message, _("Name what it rests on, or leave it empty."))
        elif target.reference != reference.text.strip():
            message = _("`{reference}` is spelled differently from what it refers to.").format(
                reference=shortened(reference.text, 80)
            )
            fix = value_fix(reference.document, reference.loc, target.reference)
            hint = _("Write `{text}`.").format(text=target.reference)
            yield Violation(reference.document, reference.loc, message, hint, fix=fix)


@rule("PD827", "number-in-two-documents", Severity.WARNING, r"""
clause: files
what:
  kk: Бір оқу жылының екі жоспарында немесе екі тізілімінде бірдей нөмірлі жолдар жоқ.
  ru: В двух планах или двух реестрах одного учебного года нет строк с одинаковыми номерами.
  en: No two plans or registers of the same school year have rows with the same ID.
why:
  kk: Мысалы, `2026-2027/a1` сілтемесі бірінші құжатқа ғана апарады, сондықтан шешім көзделген жолға емес, басқа жолға
    сүйенеді.
  ru: Ссылка `2026-2027/a1` ведёт только в первый документ, и решение опирается не на ту строку, которая имелась в виду.
  en: A reference such as `2026-2027/a1` leads to the first document only, so that a decision rests on a different row
    from the one that was meant.
bad: |
  lines: [{id: a1, action: ...}]   # school/2026-2027/plan.yaml
  lines: [{id: a1, action: ...}]   # school/2026-2027/plan-2.yaml
good: |
  lines: [{id: a1, action: ...}]   # school/2026-2027/plan.yaml
  lines: [{id: a2, action: ...}]   # school/2026-2027/plan-2.yaml
fail:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    lines: [{id: a1, action: Бір}, {id: a2, action: Екі}]
  school/2025-2026/plan-second.yaml: |
    kind: school-plan
    lines: [{id: a3, action: Үш}, {id: ¦a2, action: Төрт}, {id: a1, action: Бес}]
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
    items: [{id: v1, title: Семинар}]
  school/events-second.yaml: |
    kind: events
    school_year: 2025-2026
    items: [{id: ¦v1, title: Кездесу}]
pass:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    lines: [{id: a1, action: Бір}]
  school/2025-2026/plan-second.yaml: |
    kind: school-plan
    lines: [{id: a2, action: Екі}]
  school/2026-2027/plan.yaml: |
    kind: school-plan
    lines: [{id: a1, action: Үш}]
""")  # fmt: skip
def number_in_two_documents(context: LintContext) -> Iterator[Violation]:
    """A plan or register has a row whose number an earlier one of the same school year has too."""
    school = context.school_references if context.portfolio.is_school else None
    documents = set()
    for row, earlier in school.repeated_ids() if school else ():
        # One finding for each document: the others have the same cause.
        if row.document.ref in documents:
            continue
        documents.add(row.document.ref)
        message = _("`{reference}` leads to another document of this school year, not to this row.").format(
            reference=earlier.reference
        )
        hint = _(
            "Put the rows into one document, or give them numbers that are free. Until then this row is `{path}`."
        ).format(path=row.reference)
        place = earlier.document.span(*_id_loc(earlier))
        related = (Related(earlier.document.path, place, _("The first one is here.")),)
        yield Violation(row.document, _id_loc(row), message, hint, related=related)


def _id_loc(target: Target) -> Loc:
    """The place of the id of a row."""
    columns = dict(target.document.form.id_columns) if target.document.form else {}
    return (*target.row, columns[target.row[0]]) if target.row else ()


def _in_school(school: Portfolio) -> Iterator[_Reference]:
    """Yield the references of the documents of a school to rows, their own or others."""
    for document in school.documents:
        if document.form is None or not document.form.reference_fields:
            continue
        for loc, field, text in row_references(document.form, document.data):
            # What cannot be a reference at all is reported by its spelling.
            if not re.fullmatch(reference_pattern(earlier=field.earlier, across=field.across), text.strip()):
                continue
            if field.across and not field.earlier:
                yield _Reference(document, loc, text, field.to)
            elif any(table == field.to for table, _column in document.form.id_columns):
                yield _Reference(document, loc, text, field.to, is_here=True)


def _in_portfolio(portfolio: Portfolio) -> Iterator[_Reference]:
    """Yield the references of a portfolio to its school."""
    for document in portfolio.documents:
        form, entries = document.form, list[tuple[Loc, str, str]]()
        if form is None:
            continue
        if form.document_fields:
            entries += [(loc, text, "") for loc, text in document_refs(form, document.data) if is_of_school(text)]
        if form.refers_across:
            rows = row_references(form, document.data)
            entries += [(loc, text, "") for loc, _field, text in rows if is_of_school(text.strip())]
        if form.kind == "design":
            entries += _school_goals(document)
        if entries:
            year = next((item.school_year for item in portfolio.cycles if item.name == cycle_of(document)), None)
            for loc, text, table in entries:
                yield _Reference(document, loc, text, table, year=year)


def _school_goals(document: Document) -> list[tuple[Loc, str, str]]:
    rows = document.data.get("goals")
    return [
        (("goals", index, "school_goal"), str(row["school_goal"]), "goals")
        for index, row in enumerate(rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and is_of_school(str(row.get("school_goal") or "").strip())
    ]


def _wrong_place(portfolio: Portfolio, reference: _Reference, target: Target) -> Message | None:
    """The message for a reference that leads to another table than it must."""
    is_there = not reference.table or (target.row is not None and target.row[0] == reference.table)
    if is_there and (not reference.is_here or target.document is reference.document):
        return None
    place = _table(portfolio, reference)
    expected = worded(place[1].label.__getitem__, place[1].key) if place else f"`{reference.table}`"
    return _("`{reference}` is not a row of “{table}”.").format(reference=shortened(reference.text, 80), table=expected)


def _rows_there(portfolio: Portfolio, reference: _Reference, rows: Sequence[str]) -> Message:
    """The hint that names the rows to which a reference may lead, or says that there are none yet."""
    if rows:
        return _("Rows that are there: {ids}.").format(ids=quoted(rows[:_MOST_IDS]))
    place = _table(portfolio, reference)
    if place is None:
        return _("Write the number of a row of this table.")
    form, table = place
    return _("“{table}” (`{key}`: {document}) has no row yet: add one first, or leave this empty.").format(
        table=worded(table.label.__getitem__, table.key), key=table.key,
        document=worded(form.title.__getitem__, form.kind),
    )  # fmt: skip


def _table(portfolio: Portfolio, reference: _Reference) -> tuple[Form, Field] | None:
    """The table that a reference must lead to, and the form that has it."""
    for kind in (reference.document.kind, "school", "school-plan"):
        form = portfolio.forms.get(kind) if kind else None
        table = form.by_key.get(reference.table) if form else None
        if form and table:
            return form, table
    return None


def _names(school: SchoolReferences, reference: _Reference, owner: Document | None) -> list[str]:
    names = list(school.names(owner, reference.year, reference.table))
    if reference.is_here:
        return [name for name in names if "/" not in name]
    return [f"school:{name}" for name in names] if is_of_school(reference.text) else names


def _dead(
    portfolio: Portfolio, school: SchoolReferences, reference: _Reference, names: list[str], suggestions: FewNearest
) -> Violation:
    message = _("The school has no `{reference}`.").format(reference=shortened(reference.text, 80))
    last = reference.text.strip().removeprefix(SCHOOL_PREFIX).rpartition("/")[2]
    elsewhere = [name for name in names if name.endswith(f"/{last}")]
    letter = last.rstrip("0123456789")
    ids = school.ids_at(reference.text) if "/" in reference.text else [name for name in names if _is_row(name, letter)]
    if len(elsewhere) == 1:
        hint = did_you_mean(elsewhere[0])
    elif ids:
        hint = _("Rows that are there: {ids}.").format(ids=quoted(ids[:_MOST_IDS]))
    elif suggestion := suggestions.of(reference.text):
        hint = did_you_mean(suggestion)
    elif reference.table:
        hint = _rows_there(portfolio, reference, names)
    else:
        hint = _("Write a number or a path without spaces: {examples}.").format(
            examples=quoted(("a3", "2026-2027/a3", "groups/math/k1"))
        )
    return Violation(reference.document, reference.loc, message, hint)


def _is_row(name: str, letter: str) -> bool:
    """Whether a reference is an id with this letter alone."""
    return name.removeprefix(SCHOOL_PREFIX).rstrip("0123456789") == letter != ""
