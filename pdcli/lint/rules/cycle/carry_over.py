"""What a cycle leaves to the next one."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from pdcli.diagnostics import Related, Severity
from pdcli.i18n.messages import Message, quoted
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import DASH, with_hyphens
from pdcli.portfolio.portfolio import Portfolio
from pdcli.thread.carryover import carryable, may_precede, outstanding
from pdcli.thread.issues import ThreadIssue

# A hint names no more than these: few cycles leave more to do.
_MAX_ITEMS = 12


@rule("PD207", "cycle-not-continued", Severity.WARNING, """
clause: principle 1; table 1, stage 5
what:
  kk: Келесі цикл алдыңғысын жалғастырады.
  ru: Следующий цикл продолжает предыдущий.
  en: Each cycle continues the previous one.
why:
  kk: Түзету келесі циклге көшпесе, өсу үзіледі.
  ru: Если корректировка не перешла дальше, рост обрывается.
  en: Growth breaks off where corrections are not carried over to the next cycle.
bad: |
  kind: cycle
  previous: 2025-2026-1
  carried_over:
good:
  kk: |-
    kind: cycle
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді бірге құру
  ru: |-
    kind: cycle
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Составлять критерии вместе с учениками
  en: |-
    kind: cycle
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Set the criteria together with pupils
fail:
- cycles/2025-2026-2/cycle.yaml:
  - 'kind: cycle'
  - 'kind: ¦cycle'
  - |
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
      - from: 2025-2026-1/g2
        text: Оқушылар балын критериймен түсіндіреді
  - ''
  cycles/2025-2026-2/3-reflection.md:
  - ', 2025-2026-1/c1, 2025-2026-1/g2'
  - ''
  - ', 2025-2026-1/c2'
  - ''
- cycles/2025-2026-2/cycle.yaml:
  - |
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
      - from: 2025-2026-1/g2
        text: Оқушылар балын критериймен түсіндіреді
  - |
    ¦carried_over:
  cycles/2025-2026-2/3-reflection.md:
  - ', 2025-2026-1/c1, 2025-2026-1/g2'
  - ''
  - ', 2025-2026-1/c2'
  - ''
pass:
- cycles/2025-2026-2/cycle.yaml:
  - |
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
      - from: 2025-2026-1/g2
        text: Оқушылар балын критериймен түсіндіреді
  - ''
- cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c1, 2025-2026-1/g2', '', ', 2025-2026-1/c2', '']
""")  # fmt: skip
def cycle_not_continued(context: LintContext) -> Iterator[Violation]:
    """The last cycle left corrections or unmet goals, and this one takes none of them up."""
    for issue in context.breaks.get("cycle-not-continued", ()):
        (name,) = issue.names
        message = _("The cycle {cycle} left something unfinished, but none of it is carried over here.")
        rows = [f"{name}/{item.id}" for item in outstanding(issue.other)] if issue.other else []
        hint = _("Add `previous: {cycle}` and rows of `carried_over`: {rows}.").format(cycle=name, rows=quoted(rows))
        yield Violation(issue.document, issue.loc, message.format(cycle=name), hint)


@rule("PD209", "unknown-carry-over", Severity.ERROR, """
clause: principle 1; table 1, stage 5
what:
  kk: Алдыңғы циклден көшкен түзету не мақсат, сондай-ақ өсу аймағы жалғастыратын түзету не мақсат бұрынғы циклдердің
    бірінде болуы керек.
  ru: Пункт, который перенесён или продолжен в зоне роста, есть в одном из прежних циклов.
  en: What is carried over, or continued by a growth area, exists in an earlier cycle.
why:
  kk: Сілтеме үзілсе, түзетудің немен аяқталғаны көрінбейді.
  ru: Если ссылка оборвана, судьба корректировки не видна.
  en: With a broken link nobody sees what became of the correction.
bad:
  kk: |-
    # 2025-2026-1 циклінде c9 түзетуі жоқ
    carried_over:
      - from: 2025-2026-1/c9
    growth_areas:
      - id: r1
        from: [f1, 2025-2026-1/c9]
  ru: |-
    # в цикле 2025-2026-1 нет корректировки c9
    carried_over:
      - from: 2025-2026-1/c9
    growth_areas:
      - id: r1
        from: [f1, 2025-2026-1/c9]
  en: |-
    # the cycle 2025-2026-1 has no correction c9
    carried_over:
      - from: 2025-2026-1/c9
    growth_areas:
      - id: r1
        from: [f1, 2025-2026-1/c9]
good: |
  carried_over:
    - from: 2025-2026-1/c1
  growth_areas:
    - id: r1
      from: [f1, 2025-2026-1/c1]
fail:
- cycles/2025-2026-2/cycle.yaml: ['from: 2025-2026-1/c2', 'from: ¦2025—2026-1/c2']
- cycles/2025-2026-2/cycle.yaml: ['from: 2025-2026-1/c2', 'from: ¦2025-2026-1/c8']
- cycles/2025-2026-2/3-reflection.md: ['[f1, 2025-2026-1/c2]', '[f1, ¦2025-2026-1/c7]']
- cycles/2025-2026-2/3-reflection.md: ['[f1, 2025-2026-1/c2]', '[f1, {f: 1}, ¦2025-2026-2/c2]']
pass:
- cycles/2025-2026-2/3-reflection.md: ['[f1, 2025-2026-1/c2]', '[f1, 2025-2026-1/g1]']
""")  # fmt: skip
def unknown_carry_over(context: LintContext) -> Iterator[Violation]:
    """Something is carried over, or continued by a growth area, that no earlier cycle has."""
    for issue in context.breaks.get("unknown-carry-over", ()):
        (ref,) = issue.names
        message = _("`{place}` is not a correction or a goal of an earlier cycle.").format(place=ref[:60])
        corrected = re.sub(DASH, "-", ref)
        if corrected != ref and corrected in _carryable(context.portfolio, corrected.rpartition("/")[0]):
            yield with_hyphens(issue.document, issue.loc, message, corrected)
        else:
            yield Violation(issue.document, issue.loc, message, _one_of(_to_carry_over(context.portfolio, issue)))


def _carryable(portfolio: Portfolio, name: str) -> list[str]:
    """What a cycle leaves to later ones; nothing where it is not there."""
    return list(dict.fromkeys(ref for folder in portfolio.cycles if folder.name == name for ref in carryable(folder)))


def _to_carry_over(portfolio: Portfolio, issue: ThreadIssue) -> list[str]:
    """What could be meant: what the named cycle left, else the last one before that left anything."""
    name = issue.names[0].rpartition("/")[0]
    if any(folder.name == name and may_precede(folder, issue.cycle) for folder in portfolio.cycles):
        of_cycle = _carryable(portfolio, name)
        if of_cycle:
            return of_cycle
    earlier_cycles = portfolio.cycles[: portfolio.cycles.index(issue.cycle)]
    return next((items for folder in reversed(earlier_cycles) if (items := _carryable(portfolio, folder.name))), [])


def _one_of(refs: Iterable[str]) -> Message:
    keys = quoted(islice(refs, _MAX_ITEMS))
    if keys:
        return _("Choose one of: {keys}.").format(keys=keys)
    return _("Write cycle/number, for example `{example}`.").format(example="2026-2027-1/c1")


@rule("PD215", "dropped-correction", Severity.WARNING, """
clause: principle 1; table 1, stage 5
what:
  kk: Алдыңғы циклдің әр түзетуі мен орындалмаған мақсаты келесі циклге көшеді, өсу аймағында жалғасады немесе, кем
    дегенде, келесі циклде аталып өтеді.
  ru: Каждая корректировка и каждая недостигнутая цель предыдущего цикла переходит в следующий, продолжается в зоне
    роста или хотя бы упомянута.
  en: Each correction and unmet goal of the previous cycle is carried over, continued by a growth area, or at least
    mentioned.
why:
  kk: Ешқайда аталмай қалған түзетудің орындалғаны да, одан бас тартылғаны да белгісіз болып қалады.
  ru: Если о корректировке промолчали, неизвестно, выполнена она или от неё отказались.
  en: Nobody knows whether a correction passed over in silence was done or given up.
bad:
  kk: |-
    # алдыңғы циклде c1 және c2 түзетулері бар
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді оқушылар құрады
  ru: |-
    # в предыдущем цикле есть корректировки c1 и c2
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерии составляют ученики
  en: |-
    # the previous cycle has the corrections c1 and c2
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Pupils set the criteria
good:
  kk: |-
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді оқушылар құрады
      - from: 2025-2026-1/c2
        text: Әр қадамға бөлек сызба сыздыру
  ru: |-
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерии составляют ученики
      - from: 2025-2026-1/c2
        text: К каждому шагу – отдельная схема
  en: |-
    previous: 2025-2026-1
    carried_over:
      - from: 2025-2026-1/c1
        text: Pupils set the criteria
      - from: 2025-2026-1/c2
        text: A separate diagram for each step
fail:
- cycles/2025-2026-2/cycle.yaml:
  - |
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
  - |
    ¦carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c2', '']
- cycles/2025-2026-2/cycle.yaml:
  - |
    carried_over:
      - from: 2025-2026-1/c1
        text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
  - |
    ¦¦carried_over:
  - |2
      - from: 2025-2026-1/g2
        text: Оқушылар балын критериймен түсіндіреді
  - ''
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c1, 2025-2026-1/g2', '', ', 2025-2026-1/c2', '']
- cycles/2025-2026-2/cycle.yaml:
  - 'carried_over:'
  - '¦carried_over:'
  - |2
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
  - ''
  - 'focus: '
  - 'focus: c20 және c2а, 2025-2026-2/c2. '
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c2', '']
pass:
- cycles/2025-2026-2/cycle.yaml:
  - |2
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
  - ''
- cycles/2025-2026-2/cycle.yaml:
  - |2
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
  - ''
  - 'focus: '
  - 'focus: c2 түзетуі орындалды. '
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c2', '']
- cycles/2025-2026-2/cycle.yaml:
  - |2
      - from: 2025-2026-1/g2
        text: Оқушылар балын критериймен түсіндіреді
  - ''
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c1, 2025-2026-1/g2', '', ', 2025-2026-1/c2', '']
- cycles/2025-2026-2/cycle.yaml:
  - |2
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
  - ''
  - 'focus: '
  - 'focus: көп қадамды  есепте әр қадамға бөлек сызба сыздыру. '
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c2', '']
- cycles/2025-2026-2/cycle.yaml:
  - |2
      - from: 2025-2026-1/c2
        text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
  - ''
  - 'focus: '
  - |-
    # 2025-2026-1/c2: екінші тоқсанға қалдырылды
    focus:
  cycles/2025-2026-2/3-reflection.md: [', 2025-2026-1/c2', '']
""")  # fmt: skip
def dropped_correction(context: LintContext) -> Iterator[Violation]:
    """A cycle carries something over, but not this correction or unmet goal of the cycle that it continues."""
    for issue in (*context.breaks.get("correction-not-taken-up", ()), *context.breaks.get("goal-not-taken-up", ())):
        source = issue.cycle.stages["approbation"]
        item = next(item for item in outstanding(issue.cycle) if item.id == issue.node)
        place = f"{issue.cycle.name}/{item.id}"
        message = _("{place} is neither carried over nor mentioned: “{text}”.").format(
            place=place, text=(item.text or "")[:60]
        )
        hint = _("Add a row with `from: {place}`, or write here what became of it.").format(place=place)
        related = (Related(source.path, source.span(*item.loc), _("Decided here.")),)
        yield Violation(issue.document, issue.loc, message, hint, key=issue.is_key, related=related)
