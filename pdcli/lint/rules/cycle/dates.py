"""Dates inside the period of their cycle, and in order."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import with_file_index
from pdcli.i18n.messages import NO_MESSAGE, period
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import Loc, stage_title
from pdcli.model.documents import Group, SchoolPlan, Stage, Visits
from pdcli.model.plain import ISO_DATE
from pdcli.portfolio.portfolio import CycleFolder


def _dated_stages(folder: CycleFolder) -> list[tuple[Document, date]]:
    stages = []
    for document in folder.stages.values():
        if isinstance(document.model, Stage) and document.model.date:
            stages.append((document, document.model.date))
    return stages


@rule("PD202", "stage-date-order", Severity.ERROR, r"""
clause: table 1
what:
  kk: Кезең өзі сүйенетін кезеңнен бұрын аяқталмайды.
  ru: Этап не завершается раньше того, на который опирается.
  en: A stage does not end before the one it builds on.
why:
  kk: Күндердің реті циклдің шын өткенін көрсетеді.
  ru: Порядок дат показывает, что цикл действительно пройден.
  en: The order of dates shows that the cycle really took place.
bad: |
  # 2-analysis.md
  date: 2025-10-20
  # 3-reflection.md
  date: 2025-10-01
good: |
  # 2-analysis.md
  date: 2025-10-20
  # 3-reflection.md
  date: 2025-10-27
fail:
- cycles/2025-2026-1/2-analysis.md: ['date: 2025-10-20', 'date: ¦2025-10-02']
pass:
- cycles/2025-2026-1/2-analysis.md: ['date: 2025-10-20', 'date: 2025-10-10']
""")  # fmt: skip
def stage_date_order(context: LintContext) -> Iterator[Violation]:
    """A stage ends before the stage that it builds on."""
    for folder in context.portfolio.cycles:
        for (earlier, first), (later, second) in pairwise(_dated_stages(folder)):
            if second < first:
                message = _("“{later}” ends on {second}, before “{earlier}” ({first}).").format(
                    later=stage_title(later), second=second, earlier=stage_title(earlier), first=first
                )
                yield Violation(later, ("date",), message, _("Check both dates."))


@rule("PD203", "date-outside-period", Severity.ERROR, r"""
clause: files
what:
  kk: Күндер цикл мерзімінен шықпайды.
  ru: Даты лежат внутри периода цикла.
  en: Dates are within the cycle's period.
why:
  kk: Мерзімнен тыс күн не қате жазылған, не басқа циклге жатады.
  ru: Дата вне периода либо ошибочна, либо относится к другому циклу.
  en: A date outside the period is a slip or belongs to another cycle.
bad: |
  # cycle.yaml
  period:
    start: 2025-09-01
    end: 2025-12-31
  # 4-design.yaml
  goals:
    - id: g1
      due: 2027-01-15
good: |
  # cycle.yaml
  period:
    start: 2025-09-01
    end: 2025-12-31
  # 4-design.yaml
  goals:
    - id: g1
      due: 2025-12-12
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['date: 2025-09-24', 'date: ¦2026-09-24']
- cycles/2025-2026-1/4-design.yaml: ['due: 2025-12-12', 'due: ¦2026-02-12']
pass:
- cycles/2025-2026-1/4-design.yaml: ['due: 2025-12-12', 'due: 2025-12-31', 'start: 2025-11-05', 'start: 2025-09-01']
""")  # fmt: skip
def date_outside_period(context: LintContext) -> Iterator[Violation]:
    """A date of a stage, a lesson, a goal or a plan lies outside the period of its cycle."""
    for folder in context.portfolio.cycles:
        start, end = folder.start, folder.end
        if not start or not end or end < start:
            continue
        for document, loc, day in _dates(folder):
            if not start <= day <= end:
                message = _("{day} is outside the cycle’s period ({period}).").format(
                    day=day, period=period(start, end)
                )
                yield Violation(document, loc, message, _("Correct the date, or the period in cycle.yaml."))


def _dates(folder: CycleFolder) -> Iterator[tuple[Document, tuple[str | int, ...], date]]:
    for document, day in _dated_stages(folder):
        yield document, ("date",), day
    for lesson in folder.lessons:
        if lesson.day:
            yield lesson, ("date",), lesson.day
    design = folder.stages.get("design")
    if design and folder.design:
        for index, goal in enumerate(folder.design.goals):
            if goal.due:
                yield design, ("goals", index, "due"), goal.due
        for index, item in enumerate(folder.design.plan):
            for key, day_of_plan in (("start", item.start), ("end", item.end)):
                if day_of_plan:
                    yield design, ("plan", index, key), day_of_plan


@rule("PD205", "reversed-period", Severity.ERROR, r"""
clause: files
what:
  kk: Соңғы күн бірінші күннен бұрын болмайды; шешімнің орындалған күні кездесуден, жоспар қайта қаралған күн ол
    келісілген күннен, сабаққа айтылған ескерту ескерілген күн сабақтан бұрын болмайды.
  ru: Конец срока не раньше его начала; решение выполнено не раньше встречи, на которой принято; план пересмотрен не
    раньше, чем согласован; замечание устранено не раньше урока.
  en: The end date is not before the start date. A decision is not carried out before the meeting at which it is made, a
    plan is not reviewed before it is agreed, and a concern is not settled before the lesson.
why:
  kk: Басы мен соңы ауысып кеткен мерзім күндерді тексеруді мәнсіз етеді.
  ru: Если начало и конец срока перепутаны, проверка дат бессмысленна.
  en: A reversed period makes checking dates meaningless.
bad: |
  period:
    start: 2025-09-01
    end: 2025-08-31
good: |
  period:
    start: 2025-09-01
    end: 2025-12-31
fail:
- cycles/2025-2026-1/4-design.yaml: ['end: 2025-11-14', 'end: ¦2025-11-04']
- cycles/2025-2026-1/cycle.yaml: ['end: 2025-12-31', 'end: ¦2025-08-31']
- in: school-mysal
  school.yaml: [
    "    level: curator\n    start: 2025-09-01\n    end: 2026-05-25",
    "    level: curator\n    start: 2025-09-01\n    end: ¦2025-05-25",
  ]
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    start: 2025-09-01
    end: ¦2025-08-25
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    agreed: [{teacher: aidana, date: 2025-09-18, reviewed: [2025-12-20, ¦2025-09-17]}]
- in: school-mysal
  school/2025-2026/visits.yaml: |
    kind: visits
    items: [{id: w1, date: 2025-10-20, teacher: aidana, safe: concern, closed: ¦2025-10-19}]
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    type: site
    meetings: [{id: t1, date: 2025-10-20, number: 4}]
    decisions: [{id: k1, text: A, owner: daniyar, because: [t1], due: 2025-11-20, done: ¦2025-10-19}]
pass:
- cycles/2025-2026-1/4-design.yaml: ['end: 2025-11-14', 'end: 2025-11-05']
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    lines: [{id: a1, action: A, goal: s1, start: 2025-10-01, end: 2025-10-01}]
    agreed: [{teacher: aidana, date: 2025-09-18, reviewed: [2025-09-18]}]
""")  # fmt: skip
def reversed_period(context: LintContext) -> Iterator[Violation]:
    """Something ends before it begins."""
    for folder in context.portfolio.cycles:
        if folder.start and folder.end and folder.end < folder.start:
            yield _reversed(folder.document, ("period", "end"), folder.start, folder.end)
        for index, item in enumerate(folder.design.plan if folder.design else ()):
            if item.start and item.end and item.end < item.start:
                yield _reversed(folder.stages["design"], ("plan", index, "end"), item.start, item.end)
    for document in context.portfolio.documents if context.portfolio.is_school else ():
        for loc, start, end in _periods(document.data, ()):
            if end < start:
                yield _reversed(document, loc, start, end)
        if isinstance(document.model, SchoolPlan):
            yield from _reviewed_before(document, document.model)
        elif isinstance(document.model, Visits):
            yield from _settled_before(document, document.model)
        elif isinstance(document.model, Group):
            yield from _decided_later(document, document.model)


def _periods(data: Any, above: Loc) -> Iterator[tuple[Loc, date, date]]:
    """Yield (place of the end, start, end) of everything in the data of a document that has both days."""
    if isinstance(data, list):
        for index, row in enumerate(data):
            yield from _periods(row, (*above, index))
    elif isinstance(data, dict):
        start, end = _as_day(data.get("start")), _as_day(data.get("end"))
        if start and end:
            yield (*above, "end"), start, end
        for key, value in data.items():
            if isinstance(value, list | dict):
                yield from _periods(value, (*above, key))


def _as_day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and ISO_DATE.fullmatch(value) else None
    except ValueError:
        return None


def _settled_before(document: Document, visits: Visits) -> Iterator[Violation]:
    """Concerns that were settled before the lesson was visited."""
    for index, row in with_file_index(document, "items", visits.items):
        if row.date and row.closed and row.closed < row.date:
            message = _("The concern was settled on {day}, before the lesson was visited ({date}).").format(
                day=row.closed, date=row.date
            )
            yield Violation(document, ("items", index, "closed"), message, _("Check both dates."))


def _decided_later(document: Document, group: Group) -> Iterator[Violation]:
    """Decisions that are due or done before the meeting that they name."""
    days = {meeting.id: meeting.date for meeting in group.meetings if meeting.id and meeting.date}
    for index, row in with_file_index(document, "decisions", group.decisions):
        day = min((days[name] for name in row.because if name in days), default=None)
        for key, other in (("due", row.due), ("done", row.done)):
            if day and other and other < day:
                message = _("This day ({day}) is before the meeting at which the decision was made ({date}).").format(
                    day=other, date=day
                )
                yield Violation(document, ("decisions", index, key), message, _("Check both dates."))


def _reviewed_before(document: Document, plan: SchoolPlan) -> Iterator[Violation]:
    """Reviews of a teacher's plan before it was agreed."""
    for index, row in with_file_index(document, "agreed", plan.agreed):
        typed = document.data["agreed"][index].get("reviewed")
        for number, value in enumerate(typed if isinstance(typed, list) else ()):
            day = _as_day(value)
            if day and row.date and day < row.date:
                message = _("The plan was reviewed on {day}, before it was agreed ({date}).").format(
                    day=day, date=row.date
                )
                yield Violation(document, ("agreed", index, "reviewed", number), message, _("Check both dates."))


def _reversed(document: Document | None, loc: Loc, start: date, end: date) -> Violation:
    message = _("The end ({end}) is before the start ({start}).").format(end=end, start=start)
    return Violation(document, loc, message, _("Swap the two dates."))


@rule("PD219", "change-date-outside", Severity.WARNING, r"""
clause: table 1, stage 5
what:
  kk: Енгізілген өзгерістің күні цикл басталғаннан кейін және апробация аяқталғанға дейін болады.
  ru: Изменение опробовано после начала цикла и до завершения апробации.
  en: A change is tried after the cycle begins and before its trial ends.
why:
  kk: Қаңтарда жылды қате жазу оңай; мұндай күн өзгерістің шын сыналғанына күмән тудырады.
  ru: В январе легко ошибиться годом, а такая дата заставляет сомневаться, пробовали ли изменение вообще.
  en: A wrong year slips in easily in January, and such a date casts doubt on the trial itself.
bad:
  kk: |-
    date: 2026-12-22
    changes:
      - change: Үш жолдық критерий тақтаға жазылды
        date: 2027-11-13
  ru: |-
    date: 2026-12-22
    changes:
      - change: На доске записан критерий из трёх строк
        date: 2027-11-13
  en: |-
    date: 2026-12-22
    changes:
      - change: A three-line criterion was written on the board
        date: 2027-11-13
good:
  kk: |-
    date: 2026-12-22
    changes:
      - change: Үш жолдық критерий тақтаға жазылды
        date: 2026-11-13
  ru: |-
    date: 2026-12-22
    changes:
      - change: На доске записан критерий из трёх строк
        date: 2026-11-13
  en: |-
    date: 2026-12-22
    changes:
      - change: A three-line criterion was written on the board
        date: 2026-11-13
fail:
- cycles/2025-2026-1/5-approbation.md: ['date: 2025-11-11', 'date: ¦2024-11-11']
- cycles/2025-2026-1/5-approbation.md: ['date: 2025-11-11', 'date: ¦2025-12-23']
pass:
- cycles/2025-2026-1/5-approbation.md: ['date: 2025-11-11', 'date: 2025-12-22', 'date: 2025-11-13', 'date: 2025-09-01']
- cycles/2025-2026-1/5-approbation.md: ['date: 2025-12-22', 'date: 2024-12-22']
""")  # fmt: skip
def change_date_outside(context: LintContext) -> Iterator[Violation]:
    """A change was tried before its cycle began, or after the approbation that tells of it."""
    for folder in context.portfolio.cycles:
        document, approbation = folder.stages.get("approbation"), folder.approbation
        if not document or not approbation:
            continue
        start, end = folder.start, folder.end
        if start and end and end < start:
            continue
        for index, item in with_file_index(document, "changes", approbation.changes):
            message = NO_MESSAGE
            if item.date and start and item.date < start:
                message = _("This change was tried on {day}, before the cycle began ({start}).").format(
                    day=item.date, start=start
                )
            # A date of the approbation before the cycle is itself the mistake.
            elif item.date and approbation.date and item.date > approbation.date >= (start or approbation.date):
                message = _("This change was tried on {day}, after the trial ended ({end}).").format(
                    day=item.date, end=approbation.date
                )
            if message:
                yield Violation(document, ("changes", index, "date"), message, _("Check both dates."))
