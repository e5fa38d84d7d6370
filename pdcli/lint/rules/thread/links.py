"""Results, plans, changes and corrections that name a goal."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.thread import choose, choose_in, violation
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.thread.issues import ThreadIssue


def _goals(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.design.goals] if folder.design else []


@rule("PD304", "result-for-unknown-goal", Severity.ERROR, """
clause: table 1, stage 5
what:
  kk: Нәтиже жобалаудағы мақсатқа қатысты болады.
  ru: Результат относится к цели из проектирования.
  en: A result belongs to a goal of the design.
why:
  kk: Жоспарланбаған мақсаттың нәтижесін салыстыратын ештеңе жоқ.
  ru: Результат без цели не с чем сравнить.
  en: A result without a goal has nothing to be compared with.
bad: |
  # 4-design.yaml
  goals:
    - id: g1
  # 5-approbation.md
  results:
    - goal: g9
good: |
  # 5-approbation.md
  results:
    - goal: g1
fail:
- cycles/2025-2026-1/5-approbation.md:
  - |2-
      - goal: g2
        measured
  - |2-
      - goal: ¦g5
        measured
pass:
- cycles/2025-2026-1/5-approbation.md:
  - |2-
      - goal: g2
        measured
  - |2-
      - goal: "g2"
        measured
""")  # fmt: skip
def result_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A result is given for a goal that the design does not have."""
    for issue in _unknown_goals(context, "results"):
        message = _("The design has no goal `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_goals(issue.cycle)))


def _unknown_goals(context: LintContext, *tables: str) -> Iterator[ThreadIssue]:
    return (issue for issue in context.breaks.get("unknown-goal", ()) if issue.loc[0] in tables)


@rule("PD306", "plan-without-goal", Severity.ERROR, r"""
clause: table 1, stage 4
what:
  kk: Жоспардың әр жолы бір мақсатқа арналады.
  ru: Каждая строка плана ведёт к цели.
  en: Every line of the plan serves a goal.
why:
  kk: Мақсатсыз іс-шара уақыт алады, бірақ нәтижесі көрінбейді.
  ru: Мероприятие без цели занимает время, а результата не видно.
  en: An action without a goal costs time and shows no result.
bad:
  kk: |-
    plan:
      - action: Модельдеу курсы
  ru: |-
    plan:
      - action: Курс по моделированию
  en: |-
    plan:
      - action: A course on modelling
good:
  kk: |-
    plan:
      - action: Модельдеу курсы
        goal: g1
  ru: |-
    plan:
      - action: Курс по моделированию
        goal: g1
  en: |-
    plan:
      - action: A course on modelling
        goal: g1
fail:
- cycles/2025-2026-1/4-design.yaml:
  - '- action: Модельдеу'
  - '- action: ¦Модельдеу'
  - |2-
        goal: g1
      - action: «Есепті
  - |2-
      - action: «Есепті
pass:
- cycles/2025-2026-1/4-design.yaml:
  - "kind: design\nstatus: final"
  - "kind: design\nstatus: draft"
  - |2-
        goal: g1
      - action: «Есепті
  - |2-
      - action: «Есепті
""")  # fmt: skip
def plan_without_goal(context: LintContext) -> Iterator[Violation]:
    """A line of a final plan serves no goal."""
    for issue in context.breaks.get("plan-without-goal", ()):
        yield violation(issue, _("This line of the plan serves no goal."), choose_in("goal", _goals(issue.cycle)))


@rule("PD307", "plan-for-unknown-goal", Severity.ERROR, """
clause: table 1, stage 4
what:
  kk: Жоспар сілтейтін мақсат бар болуы керек.
  ru: Цель, на которую ссылается план, существует.
  en: The goal that a line of the plan refers to exists.
why:
  kk: Сілтеме үзілсе, іс-шараның мәні жоғалады.
  ru: Если ссылка оборвана, мероприятие теряет смысл.
  en: With a broken link the action loses its point.
bad: |
  goals:
    - id: g1
  plan:
    - goal: g9
good: |
  goals:
    - id: g1
  plan:
    - goal: g1
fail:
- cycles/2025-2026-1/4-design.yaml:
  - |2-
        goal: g1
      - action: «
  - |2-
        goal: ¦g6
      - action: «
pass:
- cycles/2025-2026-1/4-design.yaml:
  - |2-
        goal: g1
      - action: «
  - |2-
        goal: g2
      - action: «
""")  # fmt: skip
def plan_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A line of the plan names a goal that is not there."""
    for issue in _unknown_goals(context, "plan"):
        message = _("There is no goal `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_goals(issue.cycle)))


@rule("PD311", "change-for-unknown-goal", Severity.ERROR, r"""
clause: table 1, stage 5
what:
  kk: Өзгеріс те, түзету де жобалауда бар мақсатқа сілтейді.
  ru: Изменение и корректировка ссылаются на цель из проектирования.
  en: A change or correction names a goal of the design.
why:
  kk: Сілтеме үзілсе, өзгерістің не үшін жасалғаны белгісіз.
  ru: Если ссылка оборвана, непонятно, ради чего сделано изменение.
  en: With a broken link nobody sees what the change was for.
bad: |
  # 4-design.yaml
  goals:
    - id: g1
  # 5-approbation.md
  changes:
    - goal: g9
good: |
  # 5-approbation.md
  changes:
    - goal: g1
fail:
- cycles/2025-2026-1/5-approbation.md:
  - |2-
        goal: g1
        date
  - |2-
        goal: ¦g4
        date
- cycles/2025-2026-1/5-approbation.md: ["сызба сыздыру\n    goal: g1", "сызба сыздыру\n    goal: ¦g3"]
pass:
- cycles/2025-2026-1/5-approbation.md: ["сызба сыздыру\n    goal: g1", "сызба сыздыру"]
""")  # fmt: skip
def change_for_unknown_goal(context: LintContext) -> Iterator[Violation]:
    """A tried change or a correction names a goal that the design does not have."""
    for issue in _unknown_goals(context, "changes", "corrections"):
        message = _("The design has no goal `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_goals(issue.cycle)))
