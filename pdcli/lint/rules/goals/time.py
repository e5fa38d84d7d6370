"""Goals and plans within their time."""

from collections.abc import Iterator
from datetime import date, timedelta

from pdcli.diagnostics import Severity
from pdcli.documents.rows import with_file_index
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.goals import final_designs
from pdcli.model.documents import Design, Goal
from pdcli.portfolio.portfolio import CycleFolder

# The talk that sums up a piece of work may come a few days after the goal itself was due.
ROUNDING_OFF = timedelta(days=7)


def _is_outside(folder: CycleFolder, day: date) -> bool:
    """Whether a day lies outside the period: then it is wrong itself, which is told already."""
    return bool((folder.start and day < folder.start) or (folder.end and day > folder.end))


@rule("PD404", "goal-without-room", Severity.WARNING, r"""
clause: table 1, stage 4
what:
  kk: Мақсаттың мерзімі мақсат қойылған күннен кейін келеді.
  ru: Срок цели наступает позже дня, когда она поставлена.
  en: A goal is due after the day on which it is set.
why:
  kk: Уақыт қалмаған мақсатты орындау да, нәтижесін қайта өлшеу де мүмкін емес.
  ru: Если на цель не отведено времени, её не достичь и повторно не измерить.
  en: A goal that is given no time can be neither reached nor measured again.
bad: |
  date: 2025-11-03
  goals:
    - id: g1
      due: 2025-11-03
good: |
  date: 2025-11-03
  goals:
    - id: g1
      due: 2025-12-12
fail:
- cycles/2025-2026-1/4-design.yaml: ['due: 2025-12-12', 'due: ¦2025-11-03']
- cycles/2025-2026-1/4-design.yaml:
  - "date: 2025-11-03\nmethods"
  - "date:\nmethods"
  - 'due: 2025-12-12'
  - 'due: ¦2025-09-01'
pass:
- cycles/2025-2026-1/4-design.yaml: ['due: 2025-12-12', 'due: 2025-11-04']
- cycles/2025-2026-1/4-design.yaml:
  - "kind: design\nstatus: final"
  - "kind: design\nstatus: draft"
  - 'due: 2025-12-12'
  - 'due: 2025-11-03'
""")  # fmt: skip
def goal_without_room(context: LintContext) -> Iterator[Violation]:
    """A goal is due when it is set, or on the first day of its cycle: there is no time to reach it."""
    for folder, document, design in final_designs(context.portfolio):
        for index, goal in with_file_index(document, "goals", design.goals):
            if not _has_room(folder, design, goal):
                message = _("The goal {id} is due on {due}, but work on it begins on {day}: no time is left.").format(
                    id=goal.id, due=goal.due, day=_beginning(folder, design)
                )
                hint = _("Leave time for the plan and for measuring again.")
                yield Violation(document, ("goals", index, "due"), message, hint)


def _has_room(folder: CycleFolder, design: Design, goal: Goal) -> bool:
    beginning = _beginning(folder, design)
    return not goal.due or not beginning or _is_outside(folder, goal.due) or goal.due > beginning


def _beginning(folder: CycleFolder, design: Design) -> date | None:
    """The day from which one works on the goals."""
    return design.date if design.date and not _is_outside(folder, design.date) else folder.start


@rule("PD405", "plan-after-goal", Severity.WARNING, """
clause: table 1, stage 4
what:
  kk: Жоспардағы іс-шара өзі арналған мақсаттың мерзіміне дейін аяқталады (бір аптаға дейін кешігуге
    болады).
  ru: Мероприятие плана заканчивается к сроку своей цели (опоздание до недели допустимо).
  en: An action in the plan ends by the due date of its goal (up to a week later is all right).
why:
  kk: Мақсаттың нәтижесі өлшенгеннен кейін аяқталған оқу сол мақсатқа көмектесе алмайды.
  ru: Учёба, законченная после измерения цели, этой цели уже не поможет.
  en: Learning that ends after the goal was measured can no longer help it.
bad:
  kk: |-
    goals:
      - id: g1
        due: 2025-12-12
    plan:
      - action: Модельдеу курсы
        end: 2026-02-20
        goal: g1
  ru: |-
    goals:
      - id: g1
        due: 2025-12-12
    plan:
      - action: Курс по моделированию
        end: 2026-02-20
        goal: g1
  en: |-
    goals:
      - id: g1
        due: 2025-12-12
    plan:
      - action: A course on modelling
        end: 2026-02-20
        goal: g1
good:
  kk: |-
    goals:
      - id: g1
        due: 2025-12-12
    plan:
      - action: Модельдеу курсы
        end: 2025-11-28
        goal: g1
  ru: |-
    goals:
      - id: g1
        due: 2025-12-12
    plan:
      - action: Курс по моделированию
        end: 2025-11-28
        goal: g1
  en: |-
    goals:
      - id: g1
        due: 2025-12-12
    plan:
      - action: A course on modelling
        end: 2025-11-28
        goal: g1
fail:
- cycles/2025-2026-1/4-design.yaml: ['end: 2025-11-21', 'end: ¦2025-12-20']
pass:
- cycles/2025-2026-1/4-design.yaml: ['end: 2025-11-21', 'end: 2025-12-19']
- cycles/2025-2026-1/4-design.yaml: ['end: 2025-11-21', 'end: 2026-02-20']
""")  # fmt: skip
def plan_after_goal(context: LintContext) -> Iterator[Violation]:
    """A line of the plan ends more than a week after the goal that it serves is due."""
    for folder, document, design in final_designs(context.portfolio):
        # A goal without room is told by PD404: its date is the mistake, not every line of the plan.
        due = {goal.id: goal.due for goal in design.goals if _has_room(folder, design, goal)}
        for index, item in with_file_index(document, "plan", design.plan):
            day = due.get(item.goal or "")
            if day and item.end and item.end - day > ROUNDING_OFF and not _is_outside(folder, item.end):
                message = _("This line of the plan ends on {end}, but its goal {id} is due on {due}.").format(
                    end=item.end, id=item.goal, due=day
                )
                hint = _("Carry out this action earlier, or move the goal’s due date.")
                yield Violation(document, ("plan", index, "end"), message, hint)


@rule("PD411", "plan-in-the-past", Severity.ADVICE, r"""
clause: table 1, stage 4
what:
  kk: Жоспардағы іс-шара жобалау құжаты жазылған күннен бұрын аяқталып қоймайды.
  ru: Мероприятие плана не заканчивается раньше даты проектирования.
  en: An action in the plan does not end before the date of the design.
why:
  kk: Өткен іс жоспар емес, есеп болады; оның орны – талдау.
  ru: Сделанное – это уже отчёт, а не план; его место в анализе.
  en: What has already been done is a report and not a plan; its place is in the analysis.
bad:
  kk: |-
    date: 2025-11-03
    plan:
      - action: Әріптестің екі сабағына қатысу
        start: 2025-10-06
        end: 2025-10-10
  ru: |-
    date: 2025-11-03
    plan:
      - action: Посетить два урока коллеги
        start: 2025-10-06
        end: 2025-10-10
  en: |-
    date: 2025-11-03
    plan:
      - action: Visit two lessons of a colleague
        start: 2025-10-06
        end: 2025-10-10
good:
  kk: |-
    date: 2025-11-03
    plan:
      - action: Әріптестің екі сабағына қатысу
        start: 2025-11-05
        end: 2025-11-14
  ru: |-
    date: 2025-11-03
    plan:
      - action: Посетить два урока коллеги
        start: 2025-11-05
        end: 2025-11-14
  en: |-
    date: 2025-11-03
    plan:
      - action: Visit two lessons of a colleague
        start: 2025-11-05
        end: 2025-11-14
fail:
- cycles/2025-2026-1/4-design.yaml:
  - |-
    start: 2025-11-10
        end: 2025-11-12
  - |-
    start: 2025-10-20
        end: ¦2025-10-22
pass:
- cycles/2025-2026-1/4-design.yaml:
  - |-
    start: 2025-11-10
        end: 2025-11-12
  - |-
    start: 2025-10-20
        end: 2025-11-03
- cycles/2025-2026-1/4-design.yaml: ["start: 2025-11-10\n    end: 2025-11-12", "start: 2025-11-12\n    end: 2025-10-22"]
""")  # fmt: skip
def plan_in_the_past(context: LintContext) -> Iterator[Violation]:
    """A line of the plan ends before the design that plans it."""
    for folder, document, design in final_designs(context.portfolio):
        day = design.date
        if not day or _is_outside(folder, day):
            continue
        for index, item in with_file_index(document, "plan", design.plan):
            # Exchanged and misplaced dates have rules of their own.
            has_other_fault = not item.end or _is_outside(folder, item.end) or (item.start and item.start > item.end)
            if item.end and not has_other_fault and item.end < day:
                message = _("This line of the plan ended on {end}, before the design was made ({day}).").format(
                    end=item.end, day=day
                )
                hint = _(
                    "A plan looks ahead: describe in the analysis what has already been done, or check both dates."
                )
                yield Violation(document, ("plan", index, "end"), message, hint)
