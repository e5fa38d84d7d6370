"""84x: the cycle of a school: its plan, decisions, notes and groups.

What is late is measured by the last day that the documents of the school speak of, not by the calendar: the same files
have the same findings on every day.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from pdcli.diagnostics import Related, Severity, shortened
from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers
from pdcli.documents.references import row_references
from pdcli.documents.rows import with_file_index
from pdcli.i18n.messages import joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import AnalyticalNote, Decision, Event, Group, SchoolPlan, Survey
from pdcli.model.school_year import bounds, school_year, year_before
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school_carryover import is_text_for_rows, outstanding_of_cycle
from pdcli.portfolio.school_documents import days_of_papers, quarters_met
from pdcli.portfolio.school_references import SchoolReferences, year_of

# Tables whose rows are about what was done on their `date`, or is `done`.
_TABLES_WITH_DAYS = ("items", "lines", "decisions", "agreed", "notes")
# An event with one of these was held; one without may be announced only.
_SIGNS_OF_EVENTS = ("participants", "number", "product", "effect", "attachments")
_TIME_TO_DISCUSS = timedelta(days=60)
_APPROVED_BY = (10, 1)


@rule("PD840", "dropped-school-correction", Severity.WARNING, """
clause: principle 1; table 2, stage 5
what:
  kk: Мектеп цикліндегі әр түзету мен орындалмаған шешім келесі оқу жылының жоспарында аталады.
  ru: Каждая корректировка и каждое невыполненное решение цикла школы названы в плане следующего учебного года.
  en: Each correction and open decision of the school's cycle is named in the plan of the next school year.
why:
  kk: Жаңа жоспарда аталмаған түзетудің орындалғаны да, одан бас тартылғаны да белгісіз болып қалады, цикл үзіледі.
  ru: Если в новом плане о корректировке ни слова, неизвестно, выполнена она или от неё отказались, и цикл обрывается.
  en: If the new plan says nothing of a correction, nobody knows whether it was done or given up, and the cycle breaks.
bad:
  kk: |-
    # 2025-2026 жылғы циклде c1 және c2 түзетулері бар
    carried_over:
      - from: 2025-2026/c1
  ru: |-
    # в цикле 2025-2026 учебного года есть корректировки c1 и c2
    carried_over:
      - from: 2025-2026/c1
  en: |-
    # the cycle of 2025-2026 has the corrections c1 and c2
    carried_over:
      - from: 2025-2026/c1
good: |
  carried_over:
    - from: 2025-2026/c1
    - from: 2025-2026/c2
fail:
- in: school-mysal
  school/2024-2025/cycle.yaml: |
    # yaml-language-server: $schema=../../.pd/schemas/school-cycle.schema.json
    kind: school-cycle
    school_year: 2024-2025
    decisions:
      - {id: k1, text: Бірге оқу, done: 2025-05-20}
    corrections:
      - {id: c1, text: Сұрақ қою}
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    lines: [{id: a1, action: Семинар, goal: s1}]
    ¦carried_over: []
- in: school-mysal
  school/2024-2025/cycle.yaml: |
    # yaml-language-server: $schema=../../.pd/schemas/school-cycle.schema.json
    kind: school-cycle
    school_year: 2024-2025
    decisions:
      - {id: k1, text: Бірге оқу}
      - {id: k2, text: Топ құру}
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    lines: [{id: a1, action: Семинар, goal: s1}]
    ¦carried_over:
      - from: 2024-2025/k1
pass:
- in: school-mysal
  school/2024-2025/cycle.yaml: |
    # yaml-language-server: $schema=../../.pd/schemas/school-cycle.schema.json
    kind: school-cycle
    school_year: 2024-2025
    decisions:
      - {id: k1, text: Бірге оқу, done: 2025-05-20}
      - {id: k2}
    corrections:
      - {id: c1, text: Сұрақ қою}
      - {id: c2, text: Бағалау}
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    carried_over:
      - from: 2024-2025/c1
    needs:
      - {id: n1, text: Бағалау, from: [2024-2025/c2]}
- in: school-mysal
  school/2024-2025/cycle.yaml: |
    # yaml-language-server: $schema=../../.pd/schemas/school-cycle.schema.json
    kind: school-cycle
    school_year: 2024-2025
    corrections:
      - {id: c1, text: Сұрақ қою}
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
- in: school-mysal
  school/2023-2024/cycle.yaml: |
    # yaml-language-server: $schema=../../.pd/schemas/school-cycle.schema.json
    kind: school-cycle
    school_year: 2023-2024
    corrections:
      - {id: c1, text: Сұрақ қою}
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
""")  # fmt: skip
def dropped_correction(context: LintContext) -> Iterator[Violation]:
    """The plan of a year names a correction or an open decision of the year before nowhere."""
    portfolio = context.portfolio
    for document in portfolio.of_kind("school-plan") if portfolio.is_school else ():
        year = year_of(document) if document.is_final else None
        items = list(outstanding_of_cycle(portfolio, year_before(year))) if year else []
        places = _places_named_in(document, context.school_references) if items else set()
        for item in items:
            if (item.document.ref, *item.row) in places:
                continue
            place = f"{year_before(year or '')}/{item.id}"
            message = _("{place} is not carried over: “{text}”.").format(place=place, text=shortened(item.text, 60))
            hint = _(
                "Add a row with `from: {place}`, or write `done` in the document where the decision was made."
            ).format(place=place)
            related = Related(item.document.path, item.document.span(*item.row), _("Decided here."))
            loc = ("carried_over",) if "carried_over" in document.data else ("kind",)
            yield Violation(document, loc, message, hint, key=True, related=(related,))


@rule("PD841", "decision-without-owner", Severity.ADVICE, """
clause: table 2, stage 3
what:
  kk: Топтың не әкімшіліктің аяқталған құжатындағы әр шешімнің жауаптысы (`owner`) бар.
  ru: У каждого решения в завершённом документе группы или администрации есть ответственный (`owner`).
  en: Each decision in a finished document of a group or the administration has somebody responsible (`owner`).
why:
  kk: Жауаптысы жоқ шешімді ешкім орындамайды.
  ru: Решение, за которое никто не отвечает, никто и не выполнит.
  en: A decision that nobody is responsible for is carried out by nobody.
bad:
  kk: |-
    decisions:
      - id: k1
        text: Сұрақ үлгілерін жинаймыз
        due: 2026-12-20
  ru: |-
    decisions:
      - id: k1
        text: Собираем образцы вопросов
        due: 2026-12-20
  en: |-
    decisions:
      - id: k1
        text: We collect sample questions
        due: 2026-12-20
good:
  kk: |-
    decisions:
      - id: k1
        text: Сұрақ үлгілерін жинаймыз
        owner: daniyar
        due: 2026-12-20
  ru: |-
    decisions:
      - id: k1
        text: Собираем образцы вопросов
        owner: daniyar
        due: 2026-12-20
  en: |-
    decisions:
      - id: k1
        text: We collect sample questions
        owner: daniyar
        due: 2026-12-20
fail:
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    status: final
    type: site
    decisions:
      - {id: k1, text: ¦Сұрақ үлгілерін жинаймыз}
      - {id: k2, text: Кездесу өткіземіз, owner: daniyar}
pass:
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: site
    decisions:
      - {id: k1, text: Сұрақ үлгілерін жинаймыз}
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    status: final
    type: site
    decisions:
      - {id: k1, text: Сұрақ үлгілерін жинаймыз, done: 2025-10-10}
      - {id: k2}
""")  # fmt: skip
def decision_without_owner(context: LintContext) -> Iterator[Violation]:
    """A decision in a final document is not done, and nobody is responsible for it."""
    for document, index, decision in _decisions(context.portfolio):
        if document.is_final and decision.text and not decision.owner and not decision.done:
            message = _("Nobody is responsible for this decision.")
            hint = _("Write in `owner` the folder of a teacher, an `id` of `staff`, or a position.")
            yield Violation(document, ("decisions", index, "text"), message, hint)


@rule("PD842", "overdue-decision", Severity.ADVICE, """
clause: table 2, stage 5
what:
  kk: Мерзімі (`due`) өтіп кеткен шешім орындалды деп жазылған (`done`) немесе оның мерзімі ауыстырылған.
  ru: Решение, срок (`due`) которого прошёл, отмечено как выполненное (`done`), или его срок перенесён.
  en: A decision whose due date (`due`) has passed is marked as `done`, or has been given a later date.
why:
  kk: Шешімнің орындалғаны жазылмаса, мониторинг оны орындалмаған деп санайды. Мерзім мектеп құжаттарындағы ең соңғы
    күнмен салыстырылады.
  ru: Если не записано, что решение выполнено, мониторинг считает его невыполненным. Срок сравнивается с последним днём,
    о котором говорят документы школы.
  en: Without a record that it was done, monitoring counts a decision as open. The due date is compared with the latest
    day that the documents of the school mention.
bad: |
  due: 2025-10-20
  done:
good: |
  due: 2025-10-20
  done: 2025-10-18
fail:
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: site
    meetings:
      - {id: t1, date: 2026-05-20, number: 4}
    decisions:
      - {id: k1, text: Сұрақ үлгілерін жинаймыз, owner: daniyar, due: ¦2026-05-19}
pass:
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: site
    meetings:
      - {id: t1, date: 2026-05-20, number: 4}
      - {id: t2, date: 2029-09-20, topic: Жоспар}
    decisions:
      - {id: k1, text: Сұрақ үлгілерін жинаймыз, owner: daniyar, due: 2026-05-19, done: 2026-05-20}
      - {id: k2, text: Кездесу өткіземіз, owner: daniyar, due: 2029-05-20}
""")  # fmt: skip
def overdue_decision(context: LintContext) -> Iterator[Violation]:
    """The day of a decision has passed, and it is not done."""
    decisions = [entry for entry in _decisions(context.portfolio) if entry[2].due and not entry[2].done]
    last = last_day(context.portfolio) if decisions else None
    for document, index, decision in decisions:
        if last and decision.due and decision.due < last:
            message = _("The day {due} has passed, and the decision is not done.").format(due=decision.due)
            hint = _("Write the day in `done`, or another one in `due`.")
            yield Violation(document, ("decisions", index, "due"), message, hint)


@rule("PD843", "note-not-discussed", Severity.ADVICE, """
clause: table 2, stage 3
what:
  kk: Аяқталған талдау анықтамасы мен диагностика қандай да бір топтың кездесуінде талқыланған (`about`).
  ru: Каждая завершённая аналитическая справка и каждая завершённая диагностика обсуждена на встрече одной из групп
    (`about`).
  en: A finished analytical note or diagnostic was discussed at a meeting of some group (`about`).
why:
  kk: Ешкім талқыламаған қорытындыдан шешім шықпайды (қосымша, рефлексия кезеңі). Бұл ескерту 60 күн өткенде не оқу жылы
    аяқталғанда ғана шығады.
  ru: Из вывода, который никто не обсудил, не следует решений (приложение, этап рефлексии). Это замечание появляется,
    только когда после справки или диагностики прошло 60 дней или закончился учебный год.
  en: No decision follows from a conclusion that nobody discussed (appendix, stage of reflection). This advice appears
    only after 60 days, or when the school year is over.
bad: |
  meetings:
    - id: t1
      date: 2025-11-12
good: |
  meetings:
    - id: t1
      date: 2025-11-12
      about: [2025-2026/notes/1]
fail:
- in: school-mysal
  school/2025-2026/notes/1.md: |
    ---
    kind: analytical-note
    status: final
    school_year: 2025-2026
    date: ¦2025-11-03
    conclusions: [{id: d1, text: Сұрақ аз қойылады, from: [s1], stage: reflection}]
    ---

    ## Күшті тұстар

    Оқушылар сұраққа дәлелмен жауап береді.

    ## Проблемалық аймақтар

    Сұрақты мұғалімнің өзі ғана қояды.

    ## Себептері

    Сабақ жоспарында оқушы сұрағына уақыт бөлінбеген.
  school/groups/suraq.yaml: |
    kind: group
    type: site
    meetings: [{id: t1, date: 2026-01-20, number: 4}]
pass:
- in: school-mysal
  school/2025-2026/notes/1.md: |
    ---
    kind: analytical-note
    status: final
    school_year: 2025-2026
    date: 2025-11-03
    conclusions: [{id: d1, text: Сұрақ аз қойылады}]
    ---
  school/groups/suraq.yaml: |
    kind: group
    type: site
    meetings: [{id: t1, date: 2026-01-20, number: 4, about: [2025-2026/notes/1/d1]}]
- in: school-mysal
  school/2025-2026/notes/1.md: |
    ---
    kind: analytical-note
    status: draft
    school_year: 2025-2026
    date: 2025-11-03
    ---
- in: school-mysal
  school/2025-2026/diagnostics/pupils.yaml: |
    kind: diagnostic
    status: final
    school_year: 2025-2026
    date: 2025-10-20
- in: school-mysal
  school/2026-2027/diagnostics/pupils.yaml: |
    kind: diagnostic
    status: final
    school_year: 2026-2027
    date: 2026-10-20
  school/groups/suraq.yaml: |
    kind: group
    type: site
    meetings: [{id: t1, date: 2026-12-18, number: 4}]
""")  # fmt: skip
def note_not_discussed(context: LintContext) -> Iterator[Violation]:
    """No group has discussed a note or a diagnostic for long."""
    portfolio = context.portfolio
    groups = [item for item in portfolio.of_kind("group") if isinstance(item.model, Group) and item.model.meetings]
    notes = [item for kind in ("analytical-note", "diagnostic") for item in portfolio.of_kind(kind) if item.is_final]
    # A school that writes down no meetings is not asked what they were about.
    last = last_day(portfolio) if groups and notes else None
    late = [item for item in notes if last and item.day and _is_late(item, item.day, last)]
    school = context.school_references if late else None
    places = {ref for group in groups if school for ref, _table, _index in _places_named_in(group, school)}
    for document in late:
        if document.ref not in places and isinstance(document.model, AnalyticalNote | Survey):
            message = _("No meeting of a group was about this document.")
            hint = _(
                "Name the document in the `about` field of the meeting that discussed it: `about: [{reference}]`."
            ).format(reference=document.ref.removeprefix("school/"))
            yield Violation(document, ("date",), message, hint)


@rule("PD844", "group-without-meeting", Severity.ADVICE, """
clause: table 2, stage 1
what:
  kk: Жыл бойы жұмыс істейтін топ (ӘБ, қоғамдастық, клуб, кеңес) оқу жылының әр тоқсанында кездескен.
  ru: Группа, которая работает весь год (МО, сообщество, клуб, совет), встречалась в каждой четверти.
  en: A group that works all the year round (association, community, club, council) met in every quarter.
why:
  kk: Қосымшадағы «әдістемелік бірлестіктердің жұмысы» индикаторы тоқсандағы кездесулерден көрінеді. Соңғы оқу
    жылының аяқталған тоқсандары ғана қаралады; топ жұмысын бітірсе, `end` жазылады. Каникулдағы кездесу
    келесі тоқсанға, тамыздағысы бірінші, маусым мен шілдедегісі төртінші тоқсанға жатады.
  ru: Индикатор о работе методических объединений (из приложения) определяется по встречам в каждой четверти.
    Проверяются только завершённые четверти последнего учебного года; если группа закончила работу, на это указывает
    `end`. Встреча в каникулы относится к следующей четверти, в августе – к первой, в июне и июле – к четвёртой.
  en: The appendix's indicator for the work of associations is seen from their meetings in each quarter. Only the
    finished quarters of the latest school year count; where a group has finished its work, `end` says so. A meeting in
    the holidays belongs to the next quarter, one in August to the first, one in June or July to the fourth.
bad: |
  type: association
  meetings:
    - {id: t1, date: 2025-09-10}
    - {id: t2, date: 2026-01-20}
good: |
  type: association
  meetings:
    - {id: t1, date: 2025-09-10}
    - {id: t2, date: 2025-11-20}
    - {id: t3, date: 2026-01-20}
fail:
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: association
    ¦meetings:
      - {id: t1, date: 2025-09-10, number: 4}
      - {id: t2, date: 2026-01-20, number: 4}
      - {id: t3, date: 2026-04-20, number: 4}
pass:
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: association
    meetings:
      - {id: t1, date: 2025-10-10, number: 4}
      - {id: t2, date: 2025-11-20, number: 4}
      - {id: t3, date: 2026-01-20, number: 4}
      - {id: t4, date: 2026-04-20, number: 4}
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: association
    end: 2025-10-20
    meetings:
      - {id: t1, date: 2025-09-10, number: 4}
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: budding-tour
    meetings:
      - {id: t1, date: 2025-09-10, number: 4}
- in: school-mysal
  school/groups/suraq.yaml: |
    kind: group
    type: association
    meetings: []
""")  # fmt: skip
def group_without_meeting(context: LintContext) -> Iterator[Violation]:
    """A group that works all the year round did not meet in a whole quarter of the last school year."""
    portfolio = context.portfolio
    last = last_day(portfolio) if _has(portfolio, "group") else None
    for document in portfolio.of_kind("group") if last else ():
        group = document.model
        if not isinstance(group, Group) or last is None:
            continue
        met = quarters_met(group, school_year(last), last) if group.meetings else {}
        quarters = [number for number, has_met in met.items() if not has_met]
        if quarters:
            message = _("This group did not meet in these quarters of {year}: {numbers}.").format(
                year=school_year(last), numbers=joined(map(str, quarters))
            )
            hint = _("Add the meetings; if the group has finished its work, write the last day in `end`.")
            yield Violation(document, ("meetings",), message, hint, key=True)


@rule("PD845", "plan-not-approved", Severity.ADVICE, """
clause: table 2, stage 4
what:
  kk: Мектеп жоспары 1 қазанға дейін бекітілген (`approved`).
  ru: План школы утверждён до 1 октября (`approved`).
  en: The plan of the school is approved by 1 October (`approved`).
why:
  kk: Бекітілмеген жоспар ешкімді міндеттемейді, ал оқу жылы жүріп жатыр. Бұл ескерту мектеп құжаттарында 1 қазаннан
    кейінгі күн аталғанда ғана шығады.
  ru: Неутверждённый план никого ни к чему не обязывает, а учебный год уже идёт. Это замечание появляется, только когда
    в документах школы есть даты после 1 октября.
  en: A plan that nobody approved binds nobody, while the school year is already under way. This advice appears only
    when the documents of the school mention days after 1 October.
bad: |
  approved:
good: |
  approved:
    date: 2025-08-29
fail:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    ¦school_year: 2025-2026
  school/groups/suraq.yaml: |
    kind: group
    type: budding-tour
    meetings: [{id: t1, date: 2025-10-01, number: 4}]
pass:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-10-28}
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: 28.10.2025
- in: school-mysal
  school/2031-2032/plan.yaml: |
    kind: school-plan
    school_year: 2031-2032
""")  # fmt: skip
def plan_not_approved(context: LintContext) -> Iterator[Violation]:
    """The plan of a school year is not approved, though the year has been going on since September."""
    portfolio = context.portfolio
    last = last_day(portfolio) if _has(portfolio, "school-plan") else None
    for document in portfolio.of_kind("school-plan") if last else ():
        plan, year = document.model, year_of(document)
        if not isinstance(plan, SchoolPlan) or year is None or _says_when_approved(document):
            continue
        if last and last >= date(bounds(year)[0].year, *_APPROVED_BY):
            message = _("The plan of {year} is not approved.").format(year=year)
            hint = _("Write in `approved` the day, who approved the plan, and the number of the minutes.")
            key = "approved" if "approved" in document.data else "school_year"
            yield Violation(document, (key,), message, hint, key=True)


@rule("PD846", "line-without-ground", Severity.ADVICE, """
clause: table 2, stage 4
what:
  kk: Мектеп жоспарының әр іс-шарасы мектеп мақсатына (`goal`) не анықталған қажеттілікке (`need`) сүйенеді.
  ru: Каждое мероприятие плана школы опирается на цель школы (`goal`) или на выявленную потребность (`need`).
  en: Each action in the plan of the school rests on a goal of the school (`goal`) or on a need (`need`).
why:
  kk: Негізі жоқ іс-шара жүйенің бөлігі емес, жеке шара болып қалады («бірыңғай жүйе», қосымша, жобалау кезеңі).
  ru: Мероприятие без основания остаётся отдельной акцией, а не частью системы (приложение, этап проектирования).
  en: An action without grounds stands alone and is no part of a system (appendix, stage of design).
bad:
  kk: |-
    lines:
      - id: a1
        action: Сұрақ қою бойынша семинар
  ru: |-
    lines:
      - id: a1
        action: Семинар о том, как ставить вопросы
  en: |-
    lines:
      - id: a1
        action: A seminar on asking questions
good:
  kk: |-
    lines:
      - id: a1
        action: Сұрақ қою бойынша семинар
        goal: s1
        need: n1
  ru: |-
    lines:
      - id: a1
        action: Семинар о том, как ставить вопросы
        goal: s1
        need: n1
  en: |-
    lines:
      - id: a1
        action: A seminar on asking questions
        goal: s1
        need: n1
fail:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    lines:
      - {id: a1, action: ¦Семинар}
      - {id: a2, action: Шеберлік сағаты, goal: s1}
pass:
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    lines:
      - {id: a1, action: Семинар}
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    needs: [{id: n1, text: Сұрақ қою}]
    lines:
      - {id: a1, action: Семинар, need: n1}
      - {id: a2, action: Байқау, dropped: 2025-10-01}
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    status: final
    school_year: 2025-2026
    approved: {date: 2025-08-29}
    lines: Семинар
""")  # fmt: skip
def line_without_ground(context: LintContext) -> Iterator[Violation]:
    """A line of a final plan is tied neither to a goal of the school nor to a need."""
    for document in context.portfolio.of_kind("school-plan"):
        plan = document.model
        if not isinstance(plan, SchoolPlan) or not document.is_final or is_text_for_rows(document, "lines"):
            continue
        for index, line in with_file_index(document, "lines", plan.lines):
            if line.action and not line.goal and not line.need and not line.dropped:
                message = _("This action rests neither on a goal of the school nor on a need.")
                hint = _("Write a goal of school.yaml in `goal`, or a need of this plan in `need`.")
                yield Violation(document, ("lines", index, "action"), message, hint)


def _says_when_approved(document: Document) -> bool:
    """Whether a day stands where a plan was approved, readable or not: what cannot be read is told as such."""
    approved = document.data.get("approved")
    return bool(approved.get("date") if isinstance(approved, dict) else approved)


def last_day(school: Portfolio) -> date | None:
    """The last day that the documents of a school say something was done on, or held by somebody.

    What is announced or planned is left out, and so is a day after the last school year that the documents are of.
    """
    years = [year for item in school.documents if (year := year_of(item))]
    latest = days_of_papers(max(years))[1] if years else date.max
    return max((day for item in school.documents for day in _days(item) if day <= latest), default=None)


def _days(document: Document) -> Iterator[date]:
    model, year = document.model, year_of(document)
    values = vars(model) if model else {}
    days = [document.day] if holds_answers(document) else []
    for table in _TABLES_WITH_DAYS:
        for row in _rows(values.get(table)):
            answers = vars(row)
            is_held = not isinstance(row, Event) or any(answers.get(key) not in (None, ()) for key in _SIGNS_OF_EVENTS)
            days += (answers.get("date") if is_held else None, answers.get("done"))
    if isinstance(model, Group):
        days += [item.date for item in model.meetings if item.present or item.number is not None]
    elif isinstance(model, SchoolPlan) and model.approved:
        days.append(model.approved.date)
    first, last = days_of_papers(year) if year else (date.min, date.max)
    return (day for day in days if isinstance(day, date) and first <= day <= last)


def _rows(value: Any) -> Sequence[Any]:
    return value if isinstance(value, tuple) else ()


def _has(portfolio: Portfolio, kind: str) -> bool:
    return portfolio.is_school and bool(portfolio.of_kind(kind))


def _decisions(portfolio: Portfolio) -> Iterator[tuple[Document, int, Decision]]:
    """Yield (document, index in the file, decision) of the groups and the cycles of a school.

    A text in the place of the rows is reported as such.
    """
    for kind in ("group", "school-cycle") if portfolio.is_school else ():
        for document in portfolio.of_kind(kind):
            rows = _rows(vars(document.model).get("decisions")) if document.model else ()
            for index, row in with_file_index(document, "decisions", rows):
                if isinstance(row, Decision) and not is_text_for_rows(document, "decisions"):
                    yield document, index, row


def _places_named_in(document: Document, school: SchoolReferences | None) -> set[tuple[str, str, int]]:
    """(ref, table, number) of every row that a document of the school names; of a document as a whole ("", 0)."""
    places = set()
    for _loc, _field, text in row_references(document.form, document.data) if document.form and school else ():
        target = school.target(text, document) if school else None
        if target:
            places.add((target.document.ref, *(target.row or ("", 0))))
    return places


def _is_late(document: Document, day: date, last: date) -> bool:
    year = year_of(document) or school_year(day)
    return last > bounds(year)[1] or last - day >= _TIME_TO_DISCUSS
