"""How many goals there are, and what they say."""

from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity
from pdcli.documents.rows import normalize_text, with_file_index
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import Loc
from pdcli.lint.rules.goals import final_designs, final_goals
from pdcli.model.documents import Goal
from pdcli.thread.carryover import carried_again


@rule("PD406", "goal-carried-again", Severity.ADVICE, """
clause: table 1, stage 5
what:
  kk: Бір мақсат циклден циклге шексіз көше бермейді.
  ru: Одна и та же цель не переносится из цикла в цикл без конца.
  en: The same goal is not carried over from cycle to cycle for ever.
why:
  kk: Қайта-қайта көшкен мақсат тым үлкен немесе оған қолдау жетіспейді; оны бөлу не тәлімгермен талқылау керек.
  ru: Цель, которую переносят снова и снова, слишком велика или осталась без поддержки; её пора разделить
    или обсудить с наставником.
  en: A goal carried over again and again is too large or lacks support; divide it or talk it over with a
    mentor.
bad:
  kk: |-
    # 2025-2026-2, 2026-2027-1 және 2026-2027-2 циклдерінде бірдей жол
    carried_over:
      - from: 2025-2026-1/g2
        text: Оқушылар балын критериймен түсіндіреді
  ru: |-
    # одна и та же строка в циклах 2025-2026-2, 2026-2027-1 и 2026-2027-2
    carried_over:
      - from: 2025-2026-1/g2
        text: Ученики объясняют свой балл по критериям
  en: |-
    # the same row in the cycles 2025-2026-2, 2026-2027-1 and 2026-2027-2
    carried_over:
      - from: 2025-2026-1/g2
        text: Pupils explain their mark against the criteria
good:
  kk: |-
    carried_over:
      - from: 2026-2027-1/c1
        text: Әр тарауда бір ғана критерийді оқушымен бірге құру
  ru: |-
    carried_over:
      - from: 2026-2027-1/c1
        text: В каждой главе составлять с учениками только один критерий
  en: |-
    carried_over:
      - from: 2026-2027-1/c1
        text: Set only one criterion per chapter, together with pupils
fail:
- cycles/2026-2027-1/cycle.yaml: |
    kind: cycle
    period: {start: 2026-09-01, end: 2026-12-30}
    previous: 2025-2026-2
    carried_over:
      - from: 2025-2026-1/g2
        text: Басқаша
  cycles/2027-2028-1/cycle.yaml: |
    kind: cycle
    period: {start: 2027-09-01, end: 2027-12-30}
    previous: 2026-2027-1
    carried_over:
      - from: ¦2025-2026-1/g2
        text: Басқаша
- pd.toml: |
    [limits]
    carried_times = 1
  cycles/2026-2027-1/cycle.yaml: |
    kind: cycle
    period: {start: 2026-09-01, end: 2026-12-30}
    previous: 2025-2026-2
    carried_over:
      - text: ¦оқушылар балын критериймен түсіндіреді
pass:
- cycles/2026-2027-1/cycle.yaml: |
    kind: cycle
    period: {start: 2026-09-01, end: 2026-12-30}
    previous: 2025-2026-2
    carried_over:
      - from: 2025-2026-1/g2
        text: Басқаша
- cycles/2026-2027-1/cycle.yaml: |
    kind: cycle
    period: {start: 2026-09-01, end: 2026-12-30}
    previous: 2025-2026-2
    carried_over:
      - from: 2025-2026-1/g2
        text: Басқаша
  cycles/2027-2028-1/cycle.yaml: |
    kind: cycle
    period: {start: 2027-09-01, end: 2027-12-30}
    previous: 2026-2027-1
    carried_over:
      - from: 2025-2026-1/g1
        text: Жаңа іс
- pd.toml: |
    [limits]
    carried_times = 1
  cycles/2026-2027-1/cycle.yaml: |
    kind: cycle
    period: {start: 2026-09-01, end: 2026-12-30}
    previous: 2025-2026-2
    carried_over:
      - text: «Оқушылар балын критериймен түсіндіреді»
""")  # fmt: skip
def goal_carried_again(context: LintContext) -> Iterator[Violation]:
    """The last cycle carries over what was carried over again and again before."""
    for item in carried_again(context.portfolio.cycles, context.options.carried_times):
        message = ngettext(
            "“{text}” has been carried over again, for {count} cycle so far.",
            "“{text}” has been carried over again, for {count} cycles so far.",
            item.cycles,
        ).format(text=item.text[:60], count=item.cycles)
        hint = _("Make this task smaller, ask a mentor for help, or give it up and say why.")
        yield Violation(item.document, item.loc, message, hint)


@rule("PD407", "too-many-goals", Severity.ADVICE, r"""
clause: practice
what:
  kk: Бір циклге үштен көп мақсат қойылмайды.
  ru: На один цикл ставится не больше трёх целей.
  en: A cycle has no more than three goals.
why:
  kk: Мақсат көп болса, әрқайсысына уақыт жетпейді де, бірде-бірі қайта өлшенбей қалады.
  ru: На много целей не хватает времени, и ни одна не измеряется повторно.
  en: There is no time for many goals, and in the end none is measured again.
bad: |
  goals:
    - id: g1
    - id: g2
    - id: g3
    - id: g4
good: |
  goals:
    - id: g1
    - id: g2
fail:
- pd.toml: |
    [limits]
    max_goals = 1
  cycles/2025-2026-1/4-design.yaml: ['- id: g2', '- id: ¦g2']
  cycles/2025-2026-2/4-design.yaml: ['- id: g2', '- id: ¦g2']
- cycles/2025-2026-1/4-design.yaml:
  - "plan:\n"
  - |2
      - id: g3
        goal: Үшінші мақсат
      - id: ¦g4
        goal: Төртінші мақсат
      - id: g5
        goal: Бесінші мақсат
    plan:
pass:
- cycles/2025-2026-1/4-design.yaml:
  - "plan:\n"
  - |2
      - id: g3
        goal: Үшінші мақсат
    plan:
""")  # fmt: skip
def too_many_goals(context: LintContext) -> Iterator[Violation]:
    """A design has more goals than one can follow in one cycle."""
    limit = context.options.max_goals
    for _folder, document, design in final_designs(context.portfolio):
        count = len(design.goals)
        for index, _goal in list(with_file_index(document, "goals", design.goals))[limit : limit + 1]:
            message = ngettext(
                "This design has {count} goal; more than {limit} are hard to follow.",
                "This design has {count} goals; more than {limit} are hard to follow.",
                count,
            ).format(count=count, limit=limit)
            hint = _(
                "Keep the goals that will make the greatest difference to pupils; leave the others for the next cycle."
            )
            yield Violation(document, ("goals", index, "id"), message, hint)


@rule("PD408", "same-goal-twice", Severity.WARNING, """
clause: table 1, stage 4
what:
  kk: Бір жобалау құжатындағы екі мақсат бірдей жазылмайды.
  ru: Две цели одного проектирования не совпадают дословно.
  en: No two goals of one design say the same thing.
why:
  kk: Бірдей екі мақсаттың нәтижесін ажырату мүмкін емес; көбіне екіншісі үлгіден көшіріліп, өзгертілмей қалған.
  ru: Результаты двух одинаковых целей не различить; обычно вторую скопировали и забыли изменить.
  en: The results of two identical goals cannot be told apart; usually the second was copied and never changed.
bad:
  kk: |-
    goals:
      - id: g1
        goal: Оқушылар балын критериймен түсіндіреді
      - id: g2
        goal: Оқушылар балын критериймен түсіндіреді
  ru: |-
    goals:
      - id: g1
        goal: Ученики объясняют свой балл по критериям
      - id: g2
        goal: Ученики объясняют свой балл по критериям
  en: |-
    goals:
      - id: g1
        goal: Pupils explain their mark against the criteria
      - id: g2
        goal: Pupils explain their mark against the criteria
good:
  kk: |-
    goals:
      - id: g1
        goal: Оқушылар есепке толық сызба құрады
      - id: g2
        goal: Оқушылар балын критериймен түсіндіреді
  ru: |-
    goals:
      - id: g1
        goal: Ученики чертят полную схему к задаче
      - id: g2
        goal: Ученики объясняют свой балл по критериям
  en: |-
    goals:
      - id: g1
        goal: Pupils draw a complete diagram of the problem
      - id: g2
        goal: Pupils explain their mark against the criteria
fail:
- cycles/2025-2026-1/4-design.yaml:
  - 'goal: 15 желтоқсанға дейін оқушылар балын критериймен түсіндіреді'
  - 'goal: ¦12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады'
pass:
- cycles/2025-2026-1/4-design.yaml:
  - 'goal: 15 желтоқсанға дейін оқушылар балын критериймен түсіндіреді'
  - 'goal: 12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады, 15 желтоқсанға дейін де'
- cycles/2025-2026-1/4-design.yaml:
  - '- id: g2'
  - '- id: g1'
  - 'goal: 15 желтоқсанға дейін оқушылар балын критериймен түсіндіреді'
  - 'goal: 12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады'
""")  # fmt: skip
def same_goal_twice(context: LintContext) -> Iterator[Violation]:
    """Two goals of one design say the same."""
    for _folder, document, design in final_designs(context.portfolio):
        first: dict[str, tuple[int, Goal]] = {}
        for index, goal in with_file_index(document, "goals", design.goals):
            text = normalize_text(goal.goal or "").rstrip(" .!;")
            if text in first and first[text][1].id == goal.id:
                # Two rows with one number are told as such.
                continue
            if text in first:
                number, other = first[text]
                message = _("The goals {first} and {second} say the same thing.").format(first=other.id, second=goal.id)
                hint = _("Keep one of the two goals, or write how they differ.")
                place = document.span("goals", number, "goal")
                related = (Related(document.path, place, _("The first one is here.")),)
                yield Violation(document, ("goals", index, "goal"), message, hint, related=related)
            elif text:
                first[text] = (index, goal)


@rule("PD412", "goal-repeats-growth-area", Severity.ADVICE, """
clause: table 1, stage 4
what:
  kk: Мақсат өсу аймағының атауын сөзбе-сөз қайталамайды.
  ru: Цель не повторяет дословно название зоны роста.
  en: A goal does not repeat the title of its growth area word for word.
why:
  kk: Өсу аймағы бағытты көрсетеді, ал SMART-мақсат кімде не өзгеретінін және оның мерзімін айтады.
  ru: Зона роста называет направление, а SMART-цель – что, у кого и к какому сроку изменится.
  en: A growth area names a direction; a SMART goal says what will have changed, for whom and by when.
bad:
  kk: |-
    # 3-reflection.md
    growth_areas:
      - id: r1
        title: Мәтінді есепті модельдеуге үйрету
    # 4-design.yaml
    goals:
      - id: g1
        goal: Мәтінді есепті модельдеуге үйрету
        from: [r1]
  ru: |-
    # 3-reflection.md
    growth_areas:
      - id: r1
        title: Обучение моделированию текстовых задач
    # 4-design.yaml
    goals:
      - id: g1
        goal: Обучение моделированию текстовых задач
        from: [r1]
  en: |-
    # 3-reflection.md
    growth_areas:
      - id: r1
        title: Teaching pupils to model word problems
    # 4-design.yaml
    goals:
      - id: g1
        goal: Teaching pupils to model word problems
        from: [r1]
good:
  kk: |-
    # 4-design.yaml
    goals:
      - id: g1
        goal: 12 желтоқсанға дейін оқушылардың көбі мәтінді есепке толық сызба құрады
        from: [r1]
  ru: |-
    # 4-design.yaml
    goals:
      - id: g1
        goal: К 12 декабря большинство учеников чертит полную схему к текстовой задаче
        from: [r1]
  en: |-
    # 4-design.yaml
    goals:
      - id: g1
        goal: By 12 December most pupils draw a complete diagram of a word problem
        from: [r1]
fail:
- cycles/2025-2026-1/4-design.yaml:
  - 'goal: 12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады'
  - 'goal: ¦Мәтінді есепті модельдеуге үйрету'
pass:
- cycles/2025-2026-1/4-design.yaml:
  - 'goal: 12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады'
  - 'goal: 12 желтоқсанға дейін мәтінді есепті модельдеуге үйрету'
""")  # fmt: skip
def goal_repeats_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal is the title of its growth area word for word: it names a direction, not what will have changed."""
    for folder, document, index, goal in final_goals(context.portfolio):
        for area in folder.reflection.growth_areas if folder.reflection else ():
            title = normalize_text(area.title or "").rstrip(" .!;")
            if title and title == normalize_text(goal.goal or "").rstrip(" .!;"):
                message = _("The goal {id} repeats the growth area {area} word for word.").format(
                    id=goal.id, area=area.id
                )
                hint = _("Say what will have changed, for whom and by when.")
                place: Loc = ("goals", index, "goal")
                yield Violation(document, place, message, hint)
