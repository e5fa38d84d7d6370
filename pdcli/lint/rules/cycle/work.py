"""Work that shows: dated documents, and lessons."""

from collections.abc import Iterator
from datetime import date

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext, period
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.portfolio.portfolio import CycleFolder, Portfolio


@rule("PD211", "idle-cycle", Severity.ADVICE, """
clause: principle 1
what:
  kk: Циклде күні жазылған бірде-бір құжаты жоқ ұзақ үзіліс (екі айдан астам) болмайды; жазғы демалыс есепке
    алынбайды.
  ru: Между документами с датой в цикле не бывает перерывов заметно дольше двух месяцев (лето не учитывается).
  en: A cycle has no gap of much more than two months between dated documents (the summer is not counted).
why:
  kk: Жазылмаған ай ұмытылады, ал цикл соңында бәрін еске түсіріп жазу талдауды болжамға айналдырады.
  ru: Месяц без записей забывается, и анализ в конце цикла пишется по памяти.
  en: A month without notes is forgotten, and the analysis at the end is written from memory.
bad:
  kk: |-
    lessons/2025-09-15-bolshekter.md   date: 2025-09-15
    lessons/2025-12-10-paiyz.md        date: 2025-12-10
  ru: |-
    lessons/2025-09-15-drobi.md      date: 2025-09-15
    lessons/2025-12-10-protsenty.md  date: 2025-12-10
  en: |-
    lessons/2025-09-15-fractions.md    date: 2025-09-15
    lessons/2025-12-10-percentages.md  date: 2025-12-10
good:
  kk: |-
    lessons/2025-09-15-bolshekter.md   date: 2025-09-15
    lessons/2025-10-22-masshtab.md     date: 2025-10-22
    lessons/2025-12-10-paiyz.md        date: 2025-12-10
  ru: |-
    lessons/2025-09-15-drobi.md      date: 2025-09-15
    lessons/2025-10-22-masshtab.md   date: 2025-10-22
    lessons/2025-12-10-protsenty.md  date: 2025-12-10
  en: |-
    lessons/2025-09-15-fractions.md    date: 2025-09-15
    lessons/2025-10-22-scale.md        date: 2025-10-22
    lessons/2025-12-10-percentages.md  date: 2025-12-10
fail:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
  cycles/2025-2026-1/cycle.yaml: |
    kind: cycle
    period: {start: 2025-09-01, end: 2025-12-31}
  cycles/2025-2026-1/1-action.md: |
    ---
    kind: action
    date: ¦2025-11-16
    ---
pass:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
  cycles/2025-2026-1/cycle.yaml: |
    kind: cycle
    period: {start: 2025-09-01, end: 2025-12-31}
  cycles/2025-2026-1/1-action.md: |
    ---
    kind: action
    date: 2025-11-15
    ---
- in: nothing
  portfolio.yaml: |
    kind: portfolio
  cycles/2025-2026-1/cycle.yaml: |
    kind: cycle
    period: {start: 2026-05-20, end: 2026-12-31}
  cycles/2025-2026-1/1-action.md: |
    ---
    kind: action
    date: 2026-09-10
    ---
""")  # fmt: skip
def idle_cycle(context: LintContext) -> Iterator[Violation]:
    """A long part of a cycle has no dated document, so that nobody sees what was done in it."""
    dated_documents = _dated_documents(context.portfolio)
    for folder in context.portfolio.cycles:
        if folder.unread_kinds:
            # A document that cannot be read may have filled the gap.
            continue
        start, end = folder.start, folder.end
        if not start or not end:
            continue
        last = start
        for day, document in dated_documents:
            # A day outside the period is another rule's matter.
            if not start <= day <= end:
                continue
            days = _days_of_school(last, day)
            if days > context.options.idle_days:
                message = ngettext(
                    "The cycle {cycle} has no dated document for {count} day: {period}.",
                    "The cycle {cycle} has no dated document for {count} days: {period}.",
                    days,
                ).format(cycle=folder.name, count=days, period=period(last, day))
                hint = _(
                    "Add what was done during that time, for example a lesson analysis; the summer is not counted."
                )
                yield Violation(document, ("date",), message, hint)
            last = day


def _dated_documents(portfolio: Portfolio) -> list[tuple[date, Document]]:
    """Every dated document, also outside the folders of cycles: a diary shows as well that the work goes on."""
    dated = [(day, document) for document in portfolio.documents if (day := document.day)]
    return sorted(dated, key=lambda item: item[0])


def _days_of_school(first: date, last: date) -> int:
    """The days between two days, without June, July and August."""
    days = (last - first).days
    for year in range(first.year, last.year + 1):
        summer = min(last, date(year, 9, 1)) - max(first, date(year, 6, 1))
        days -= max(summer.days, 0)
    return days


@rule("PD216", "cycle-without-lessons", Severity.ADVICE, """
clause: principle 3
what:
  kk: Іс-әрекет кезеңі аяқталған циклде кемінде бір сабақ талданған.
  ru: В цикле с завершённым этапом действия разобран хотя бы один урок.
  en: A cycle whose action stage is final has at least one lesson analysed.
why:
  kk: Цикл сабақтан басталады; талданған сабақ болмаса, келесі кезеңдер жалпы сөзге айналады.
  ru: Цикл начинается с урока; без разобранного урока следующие этапы превращаются в общие слова.
  en: A cycle begins in the lesson; without an analysed lesson, the later stages are mere generalities.
bad: |
  cycles/2025-2026-1/1-action.md
  cycles/2025-2026-1/2-analysis.md
good:
  kk: |-
    cycles/2025-2026-1/1-action.md
    cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md
    cycles/2025-2026-1/2-analysis.md
  ru: |-
    cycles/2025-2026-1/1-action.md
    cycles/2025-2026-1/lessons/2025-09-24-slozhenie-drobei.md
    cycles/2025-2026-1/2-analysis.md
  en: |-
    cycles/2025-2026-1/1-action.md
    cycles/2025-2026-1/lessons/2025-09-24-adding-fractions.md
    cycles/2025-2026-1/2-analysis.md
fail:
- cycles/2025-2026-1/lessons:
  cycles/2025-2026-1/1-action.md: ['status: final', 'status: ¦final']
- cycles/2025-2026-1/lessons:
  cycles/2025-2026-1/1-action.md: ['status: final', 'status: ¦final']
  lessons/a.md: |
    ---
    kind: lesson-analysis
    date: 2024-09-24
    ---
pass:
- cycles/2025-2026-1/lessons:
  lessons/a.md: |
    ---
    kind: lesson-analysis
    date: 2025-09-24
    ---
- cycles/2025-2026-1/lessons:
  cycles/2025-2026-1/1-action.md: ['status: final', 'status: draft']
- cycles/2025-2026-1/lessons:
  cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: |
    ---
    kind: [
    ---
""")  # fmt: skip
def cycle_without_lessons(context: LintContext) -> Iterator[Violation]:
    """The action stage is final, and the cycle has no analysis of a lesson to build on."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("action")
        if document and document.is_final and not _has_lessons(context.portfolio, folder):
            message = _("The cycle {cycle} has no lesson analysis.").format(cycle=folder.name)
            hint = _("`pd new {kind} --cycle {cycle}` adds this document.").format(
                kind=LESSON_KINDS[0], cycle=folder.name
            )
            yield Violation(document, ("status",), message, hint)


LESSON_KINDS = ("lesson-analysis", "self-analysis")


def _has_lessons(portfolio: Portfolio, folder: CycleFolder) -> bool:
    # A lesson that cannot be read is a lesson all the same.
    if any(item.kind in LESSON_KINDS or item.ref.split("/")[2] == "lessons" for item in folder.documents):
        return True
    if folder.unread_kinds.intersection(LESSON_KINDS):
        return True
    start, end = folder.start, folder.end
    for kind in LESSON_KINDS:
        for item in portfolio.of_kind(kind):
            if start and end and item.day and start <= item.day <= end:
                return True
    return False
