"""Days and years of a school's documents: they are those of the school year whose document they stand in."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pdcli.diagnostics import Severity
from pdcli.discovery.files import cycle_folders, teacher_folders
from pdcli.documents.document import Document
from pdcli.documents.rows import with_file_index
from pdcli.documents.validation import Loc
from pdcli.i18n.messages import figure, quoted
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import (
    AnalyticalNote,
    Events,
    Group,
    SchoolCycle,
    SchoolPlan,
    Survey,
    Visits,
)  # fmt: skip
from pdcli.model.school_year import as_school_year, bounds, quarters
from pdcli.portfolio.school import staff_ids
from pdcli.portfolio.school_documents import days_of_papers
from pdcli.portfolio.school_references import SCHOOL_FOLDER, year_of
from pdcli.suggest import FewNearest, did_you_mean

# A folder that begins with a year of this time is meant for a school year.
_LIKE_A_YEAR = re.compile("20[0-9]{2}(?![0-9])")


class _Dated(NamedTuple):
    """A day at its place. `is_paper`: it may be some months before or after the year that it is written for."""

    loc: Loc
    day: date
    is_paper: bool = False


@rule("PD830", "day-outside-school-year", Severity.ERROR, """
clause: files
what:
  kk: Іс-шара, сабаққа қатысу, диагностика мен жоспар жолының күні құжаттың оқу жылына жатады (1 тамыз – 31 шілде).
    Бекіту, келісу, орындау күні мен анықтаманың күні сол оқу жылынан жарты жылдан артық алшақ болмайды. Анықтама өз
    тоқсаны басталмай жазылмайды, кездесу топтың жұмыс мерзімінде өтеді.
  ru: День мероприятия, посещения, диагностики и строки плана лежит в учебном году документа (1 августа – 31 июля). День
    утверждения, согласования, выполнения и справки отстоит от этого года не больше чем на полгода. Справка написана не
    раньше, чем началась её четверть, встреча проходит в то время, когда группа работает.
  en: The day of an event, a visit, a diagnostic and a line of the plan is in the school year of its document (1 August
    to 31 July). The day of an approval, an agreement or a note, or the day on which something was done, is at most half
    a year away from that school year. A note is not written before its quarter begins, and a meeting falls within the
    period in which its group works.
why:
  kk: Жылын қате жазу оңай. Мұндай жол бұл жылдың санағына кірмейді, жыл соңында ол жоқ болып шығады.
  ru: Ошибиться, записывая год, легко. Строка с неверной датой в этом учебном году не учитывается, как будто её и не
    было.
  en: A wrong year slips in easily. Such a row does not count in this year, as if it had never been.
bad: |
  # school/2026-2027/events.yaml
  items:
    - {id: v1, date: 2025-10-20}
good: |
  # school/2026-2027/events.yaml
  items:
    - {id: v1, date: 2026-10-20}
fail:
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
    school_year: 2025-2026
    items:
      - {id: v1, date: 2025-10-20, title: Семинар}
      - {id: v2, date: ¦2024-10-20, title: Семинар}
- in: school-mysal
  school/2025-2026/visits.yaml: |
    kind: visits
    school_year: 2025-2026
    items: [{id: w1, date: ¦2026-08-01, teacher: aidana}]
- in: school-mysal
  school/2025-2026/diagnostics/pupils.yaml: |
    kind: diagnostic
    school_year: 2025-2026
    date: ¦2025-07-31
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-06-10}
    lines: [{id: a1, action: Семинар, goal: s1, start: ¦2026-10-01, end: 2026-10-20}]
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    agreed: [{teacher: aidana, date: ¦2035-09-01}]
- in: school-mysal
  school/2025-2026/notes/1.md: |
    ---
    kind: analytical-note
    school_year: 2025-2026
    quarter: 3
    date: ¦2025-12-30
    ---
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: site
    start: 2025-09-01
    end: 2026-05-25
    meetings: [{id: t1, date: 2025-09-01, number: 4}, {id: t2, date: ¦2026-09-10, number: 4}]
pass:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-06-10}
    lines: [{id: a1, action: Семинар, goal: s1, start: 2025-08-01, end: 2026-07-31, done: 2026-09-01}]
    agreed: [{teacher: aidana, date: 2025-08-20}]
- in: school-mysal
  school/2025-2026/notes/1.md: |
    ---
    kind: analytical-note
    school_year: 2025-2026
    date: 2026-08-20
    ---
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: site
    meetings: [{id: t1, date: 2020-09-01, number: 4}]
""")  # fmt: skip
def day_outside_school_year(context: LintContext) -> Iterator[Violation]:
    """A day in a document of a school year is outside of it, or a meeting outside the days of its group."""
    portfolio = context.portfolio
    for document in portfolio.documents if portfolio.is_school else ():
        if isinstance(document.model, Group):
            yield from _meetings_outside(document, document.model)
            continue
        dated = list(_dated(document))
        year = year_of(document) if dated else None
        # Where its folder says another year than the document, that is what is wrong.
        if year is None or _other_year(document):
            continue
        first, last = bounds(year)
        earliest, latest = days_of_papers(year)
        outside = [
            (loc, day) for loc, day, is_paper in dated
            if ((not earliest <= day <= latest) if is_paper else (not first <= day <= last))
        ]  # fmt: skip
        if not outside and isinstance(document.model, AnalyticalNote):
            yield from _before_its_quarter(document, document.model, year)
        # If no day fits, it is the year that is wrong.
        for loc, day in outside[:1] if len(outside) == len(dated) > 1 else outside:
            message = _("{day} is outside the school year {year}.").format(day=day, year=year)
            hint = _("Correct the day, or move the row to the document of the year it belongs to.")
            if len(outside) == len(dated) > 1:
                hint = _(
                    "No day of this document is in {year}: correct the name of its folder, or `school_year`."
                ).format(year=year)
            yield Violation(document, loc, message, hint)


def _before_its_quarter(document: Document, note: AnalyticalNote, year: str) -> Iterator[Violation]:
    """A note dated before the quarter that it is about."""
    number = note.quarter if note.quarter in range(1, 5) else None
    start = quarters(year)[int(number) - 1][0] if number else None
    if start and note.date and note.date < start:
        message = _("{day} is before quarter {number}, which this note is about.").format(
            day=note.date, number=figure(number or 0)
        )
        yield Violation(document, ("date",), message, _("Correct the day, or the quarter."))


def _meetings_outside(document: Document, group: Group) -> Iterator[Violation]:
    start, end = group.start or date.min, group.end or date.max
    for index, meeting in with_file_index(document, "meetings", group.meetings):
        if meeting.date and start <= end and not start <= meeting.date <= end:
            message = (
                _("This meeting is on {day}, before the group began ({start}).").format(day=meeting.date, start=start)
                if meeting.date < start
                else _("This meeting is on {day}, after the group ended ({end}).").format(day=meeting.date, end=end)
            )
            yield Violation(document, ("meetings", index, "date"), message, _("Check both dates."))


def _dated(document: Document) -> Iterator[_Dated]:
    """Yield the days of a document that are in its school year; of a row the first one that is wrong is enough."""
    model = document.model
    if isinstance(model, Survey) and model.date:
        yield _Dated(("date",), model.date)
    elif isinstance(model, AnalyticalNote | SchoolCycle) and model.date:
        yield _Dated(("date",), model.date, is_paper=True)
    elif isinstance(model, Events | Visits):
        for index, row in with_file_index(document, "items", model.items):
            yield from _days(("items", index), row, ("date",))
            yield from _days(("items", index), row, ("closed",), is_paper=True)
    elif isinstance(model, SchoolPlan):
        if model.approved:
            yield from _days(("approved",), model.approved, ("date",), is_paper=True)
        for index, line in with_file_index(document, "lines", model.lines):
            first, last = line.start, line.end
            # One slip mostly stands in both days.
            keys = ("start", "end") if not first or not last or first.year != last.year else ("start",)
            yield from _days(("lines", index), line, keys)
            yield from _days(("lines", index), line, ("done", "dropped"), is_paper=True)
        for index, agreed in with_file_index(document, "agreed", model.agreed):
            yield from _days(("agreed", index), agreed, ("date",), is_paper=True)


def _days(above: Loc, row: object, keys: Sequence[str], is_paper: bool = False) -> Iterator[_Dated]:
    values: dict[str, Any] = vars(row)
    for key in keys:
        if isinstance(day := values.get(key), date):
            yield _Dated((*above, key), day, is_paper)


@rule("PD831", "year-differs-from-folder", Severity.ERROR, """
clause: files
what:
  kk: school/ ішіндегі жыл қалтасының аты – 2026-2027 сияқты, ал ондағы құжаттың `school_year` жауабы сол жылды айтады.
  ru: "Папка года внутри school/ называется так: 2026-2027, а поле `school_year` документа в ней называет тот же год."
  en: The folder of a year inside school/ has a name such as 2026-2027, and the `school_year` of a document in it names
    the same year.
why:
  kk: Екеуі әртүрлі болса, құжат қалтаның жылына жатады, ал ішінде жазылған жылдан жоғалады.
  ru: Если эти годы не совпадают, документ относится к году папки, а в году, который назван в нём самом, его нет.
  en: Where the two years differ, the document belongs to the year of its folder and is missing from the year that it
    names.
bad: |
  # school/2027-2028/plan.yaml
  school_year: 2026-2027
good: |
  # school/2027-2028/plan.yaml
  school_year: 2027-2028
fail:
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
    school_year: ¦2024-2025
- in: school-mysal
  school/2025_2026/events.yaml: |
    kind: ¦events
    school_year: 2025-2026
- in: school-mysal
  school/2025-26/events.yaml: |
    kind: ¦events
pass:
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
    school_year: 2025-2026
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
- in: school-mysal
  school/events.yaml: |
    kind: events
    school_year: 2024-2025
""")  # fmt: skip
def year_differs_from_folder(context: LintContext) -> Iterator[Violation]:
    """A document says that it is of another school year than its folder, or the folder is written otherwise."""
    portfolio, misspelt = context.portfolio, set[str]()
    for document in portfolio.documents if portfolio.is_school else ():
        top, *folders = document.ref.split("/")
        folder = folders[0] if top == SCHOOL_FOLDER and len(folders) > 1 else ""
        if _LIKE_A_YEAR.match(folder) and as_school_year(folder) != folder and folder not in misspelt:
            misspelt.add(folder)
            start = int(folder[:4])
            message = _("The folder `{folder}` is not written as a school year.").format(folder=folder[:40])
            hint = _("Rename the folder: `{name}`.").format(name=year_of(document) or f"{start}-{start + 1}")
            yield Violation(document, ("kind",), message, hint)
        typed = _other_year(document)
        if typed:
            year = year_of(document)
            message = _("The folder is that of {year}, but the document says {typed}.").format(year=year, typed=typed)
            hint = _("Write `school_year: {year}`, or move the file into the folder of {typed}.").format(
                year=year, typed=typed
            )
            yield Violation(document, ("school_year",), message, hint)


def _other_year(document: Document) -> str | None:
    """The school year that a document names, where its folder is that of another one."""
    typed = as_school_year(str(document.data.get("school_year") or ""))
    return typed if typed and year_of(document) != typed else None


@rule("PD832", "unknown-agreed-cycle", Severity.ERROR, r"""
clause: files
what:
  kk: Мектеп жоспарында келісілген деп жазылған цикл (`agreed`, `cycle`) педагогтің портфолиосында бар.
  ru: Цикл, который в плане школы записан согласованным (`agreed`, `cycle`), есть в портфолио педагога.
  en: A cycle that the school's plan says was agreed (`agreed`, `cycle`) is in the portfolio of the teacher.
why:
  kk: Цикл атауы қате болса, педагогтің қай жоспары келісілгені белгісіз.
  ru: Если имя цикла написано с ошибкой, непонятно, какой план педагога согласован.
  en: With a misspelt cycle nobody knows which plan of the teacher was agreed.
bad: |
  agreed:
    - {teacher: aigerim, cycle: 2026-2027-7, date: 2026-09-18}
good: |
  agreed:
    - {teacher: aigerim, cycle: 2026-2027-1, date: 2026-09-18}
fail:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    agreed: [{teacher: aidana, cycle: ¦2025-2026-7, date: 2025-09-18}]
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: maman, name: Үлгі Маман}]\nmentors:"]
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    agreed: [{teacher: ¦maman, cycle: 2025-2026-1, date: 2025-09-18}]
pass:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    agreed:
      - {teacher: aidana, cycle: 2025-2026-1, date: 2025-09-18}
      - {teacher: daniyar, date: 2025-09-18}
""")  # fmt: skip
def unknown_agreed_cycle(context: LintContext) -> Iterator[Violation]:
    """The plan of the school says that a teacher's plan was agreed for a cycle that the teacher does not have."""
    plans = [
        (document, document.model)
        for document in (context.portfolio.of_kind("school-plan") if context.portfolio.is_school else ())
        if isinstance(document.model, SchoolPlan) and document.model.agreed
    ]
    folders = teacher_folders(context.portfolio.root) if plans else {}
    staff = set(staff_ids(context.portfolio)).difference(folders) if plans else set()
    for document, plan in plans:
        for index, row in with_file_index(document, "agreed", plan.agreed):
            teacher, cycle = (row.teacher or "").strip(), (row.cycle or "").strip()
            folder = folders.get(teacher)
            if cycle and teacher in staff:
                message = _("{teacher} has no portfolio, and so no plan to agree.").format(teacher=teacher)
                yield Violation(document, ("agreed", index, "teacher"), message, _("Remove this row."))
            names = cycle_folders(folder) if folder and cycle else []
            if not folder or not cycle or cycle in names:
                continue
            message = _("{teacher} has no cycle {cycle}.").format(teacher=teacher, cycle=cycle[:80])
            suggestion = FewNearest(names).of(cycle)
            hint = _("The portfolio has no cycle yet; leave `cycle` empty.")
            if names:
                hint = did_you_mean(suggestion) if suggestion else _("Cycles here: {names}.").format(
                    names=quoted(names)
                )  # fmt: skip
            yield Violation(document, ("agreed", index, "cycle"), message, hint)
