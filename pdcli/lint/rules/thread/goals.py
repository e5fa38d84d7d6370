"""Goals: they come from growth areas, are planned for, measured and corrected."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.thread import choose_in, growth_areas, violation


@rule("PD301", "goal-without-growth-area", Severity.ERROR, r"""
clause: principle 2; table 1, stage 4
what:
  kk: Мақсат өсу аймағынан туындайды.
  ru: Цель вытекает из зоны роста.
  en: A goal comes from a growth area.
why:
  kk: Өсу аймағы көрсетілмесе, мақсаттың не үшін қойылғаны түсініксіз.
  ru: Без зоны роста непонятно, зачем поставлена цель.
  en: Without a growth area nobody sees why the goal was set.
bad:
  kk: |-
    goals:
      - id: g1
        goal: Оқушылар есепке сызба құрады
        from: []
  ru: |-
    goals:
      - id: g1
        goal: Ученики чертят схему к задаче
        from: []
  en: |-
    goals:
      - id: g1
        goal: Pupils draw a diagram of the problem
        from: []
good:
  kk: |-
    goals:
      - id: g1
        goal: Оқушылар есепке сызба құрады
        from: [r1]
  ru: |-
    goals:
      - id: g1
        goal: Ученики чертят схему к задаче
        from: [r1]
  en: |-
    goals:
      - id: g1
        goal: Pupils draw a diagram of the problem
        from: [r1]
fail:
- cycles/2025-2026-1/4-design.yaml:
  - |2-
      - id: g1
        goal: 12
  - |2-
      - id: ¦g1
        goal: 12
  - "    from: [r1]\n"
  - ''
pass:
- cycles/2025-2026-1/4-design.yaml:
  - "kind: design\nstatus: final"
  - "kind: design\nstatus: draft"
  - "    from: [r1]\n"
  - ''
""")  # fmt: skip
def goal_without_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal of a final design does not say which growth area it comes from."""
    for issue in context.breaks.get("goal-without-growth-area", ()):
        message = _("The goal {id} comes from no growth area.").format(id=issue.node)
        yield violation(issue, message, choose_in("from", growth_areas(issue.cycle)))


@rule("PD305", "goal-never-measured", Severity.ERROR, """
clause: principle 6; table 1, stage 5
what:
  kk: Әр мақсаттың нәтижесі өлшенеді.
  ru: Результат по каждой цели измерен.
  en: Every goal is measured.
why:
  kk: Өлшенбеген мақсат орындалды ма, белгісіз.
  ru: Без измерения неизвестно, достигнута ли цель.
  en: Without measurement nobody knows whether the goal was reached.
bad: |
  results: [{goal: g1, …}]
good: |
  results: [{goal: g1, …}, {goal: g2, …}]
fail:
- cycles/2025-2026-1/5-approbation.md:
  - |2
      - goal: g2
        measured: 63 %
        reached: partly
        conclusion: Дайын критерийді оқу аз, оны оқушының өзі құруы керек
        evidence: [e6]
  - ''
  cycles/2025-2026-1/4-design.yaml: ['- id: g2', '- id: ¦g2']
pass:
- cycles/2025-2026-1/5-approbation.md:
  - 'status: final'
  - 'status: draft'
  - |2
      - goal: g2
        measured: 63 %
        reached: partly
        conclusion: Дайын критерийді оқу аз, оны оқушының өзі құруы керек
        evidence: [e6]
  - ''
""")  # fmt: skip
def goal_never_measured(context: LintContext) -> Iterator[Violation]:
    """The approbation is final, and a goal has no result."""
    for issue in context.breaks.get("goal-never-measured", ()):
        message = _("The goal {id} was never measured.").format(id=issue.node)
        hint = _("Add a row with `goal: {id}` to `results` in {place}.")
        yield violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["approbation"].ref))


@rule("PD310", "goal-without-plan", Severity.WARNING, """
clause: table 1, stage 4
what:
  kk: Жоспарда әр мақсатқа арналған іс-шара бар.
  ru: Для каждой цели в плане есть мероприятие.
  en: The plan has an action for every goal.
why:
  kk: Жоспарсыз мақсат тілек болып қалады.
  ru: Цель без плана остаётся пожеланием.
  en: A goal without a plan stays a wish.
bad: |
  goals:
    - id: g1
    - id: g2
  plan:
    - goal: g1
good: |
  goals:
    - id: g1
    - id: g2
  plan:
    - goal: g1
    - goal: g2
fail:
- cycles/2025-2026-1/4-design.yaml:
  - |
    ӘБ жетекшісі
        goal: g2
  - |
    ӘБ жетекшісі
        goal: g1
  - '- id: g2'
  - '- id: ¦g2'
pass:
- cycles/2025-2026-1/4-design.yaml:
  - |
    кітапханасы
        goal: g1
  - |
    кітапханасы
        goal: g2
""")  # fmt: skip
def goal_without_plan(context: LintContext) -> Iterator[Violation]:
    """The design is final, and nothing in the plan serves a goal."""
    for issue in context.breaks.get("goal-without-plan", ()):
        message = _("Nothing in the plan serves the goal {id}.").format(id=issue.node)
        yield violation(issue, message, _("Add a row with `goal: {id}` to `plan`.").format(id=issue.node))


@rule("PD312", "unmet-goal-without-correction", Severity.WARNING, r"""
clause: principle 1; table 1, stage 5
what:
  kk: Қол жеткізілмеген мақсатқа түзету жазылады.
  ru: За недостигнутой целью следует корректировка.
  en: An unmet goal leads to a correction.
why:
  kk: Түзетусіз келесі цикл сол қатені қайталайды.
  ru: Без корректировки следующий цикл повторит ошибку.
  en: Without a correction the next cycle repeats the mistake.
bad: |
  results:
    - goal: g2
      reached: partly
  corrections:
good:
  kk: |-
    results:
      - goal: g2
        reached: partly
    corrections:
      - id: c1
        text: Критерийді бірге құру
        goal: g2
  ru: |-
    results:
      - goal: g2
        reached: partly
    corrections:
      - id: c1
        text: Составлять критерии вместе с учениками
        goal: g2
  en: |-
    results:
      - goal: g2
        reached: partly
    corrections:
      - id: c1
        text: Set the criteria together with pupils
        goal: g2
fail:
- cycles/2025-2026-1/5-approbation.md:
  - 'reached: yes'
  - 'reached: ¦partly'
  - "сызба сыздыру\n    goal: g1"
  - "сызба сыздыру\n    goal: g2"
pass:
- cycles/2025-2026-1/5-approbation.md: ["сызба сыздыру\n    goal: g1", "сызба сыздыру\n    goal: g2"]
""")  # fmt: skip
def unmet_goal_without_correction(context: LintContext) -> Iterator[Violation]:
    """A goal was not reached, nothing is corrected because of it, and no later cycle takes it up."""
    for issue in context.breaks.get("unmet-goal-without-correction", ()):
        goal = issue.names[0]
        message = _("The goal {id} was not reached, and no correction follows.").format(id=goal)
        yield violation(issue, message, _("Add a row with `goal: {id}` to `corrections`.").format(id=goal))
