"""One cycle after the other."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import quoted
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import DASH, with_hyphens


@rule("PD206", "overlapping-cycles", Severity.ERROR, """
clause: table 1, stage 5
what:
  kk: Циклдердің мерзімдері қабаттаспайды.
  ru: Сроки циклов не пересекаются.
  en: Cycles do not overlap.
why:
  kk: Циклдердің мерзімдері қабаттасса, сабақтың қай циклге жататыны белгісіз болады.
  ru: Если сроки пересекаются, неясно, к какому циклу относится урок.
  en: Where cycles overlap, it is unclear which cycle a lesson belongs to.
bad: |
  # cycles/2025-2026-1/cycle.yaml
  period:
    start: 2025-09-01
    end: 2025-12-31
  # cycles/2025-2026-2/cycle.yaml
  period:
    start: 2025-12-01
    end: 2026-05-25
good: |
  # cycles/2025-2026-1/cycle.yaml
  period:
    start: 2025-09-01
    end: 2025-12-31
  # cycles/2025-2026-2/cycle.yaml
  period:
    start: 2026-01-08
    end: 2026-05-25
fail:
- cycles/2025-2026-2/cycle.yaml: ['start: 2026-01-08', 'start: ¦2025-12-20']
pass:
- cycles/2025-2026-2/cycle.yaml: ['start: 2026-01-08', 'start: 2026-01-01']
""")  # fmt: skip
def overlapping_cycles(context: LintContext) -> Iterator[Violation]:
    """Two cycles run at the same time, so that it is not clear which one a lesson belongs to."""
    dated_cycles = [folder for folder in context.portfolio.cycles if folder.start and folder.end]
    for earlier, later in pairwise(dated_cycles):
        if earlier.end and later.start and later.start <= earlier.end and later.document:
            message = _("This cycle begins on {start}, before {cycle} ends ({end}).").format(
                start=later.start, cycle=earlier.name, end=earlier.end
            )
            yield Violation(later.document, ("period", "start"), message, _("Let one cycle follow the other."))


@rule("PD208", "unknown-previous-cycle", Severity.ERROR, """
clause: principle 1; table 1, stage 5
what:
  kk: Алдыңғы цикл портфолиода бар болуы керек.
  ru: Предыдущий цикл есть в портфолио.
  en: The previous cycle exists.
why:
  kk: Жоқ циклге сілтеме сабақтастықты дәлелдемейді.
  ru: Ссылка на несуществующий цикл не доказывает преемственности.
  en: A link to a cycle that does not exist proves no continuity.
bad: |
  previous: 2024-2025-9
good: |
  previous: 2025-2026-1
fail:
- cycles/2025-2026-2/cycle.yaml: ['previous: 2025-2026-1', 'previous: ¦2024-2025-1']
- cycles/2025-2026-2/cycle.yaml: ['previous: 2025-2026-1', 'previous: ¦2025–2026-1']
pass:
- cycles/2025-2026-2/cycle.yaml: ['previous: 2025-2026-1', "previous: '2025-2026-1'"]
""")  # fmt: skip
def unknown_previous_cycle(context: LintContext) -> Iterator[Violation]:
    """A cycle continues one that is not there."""
    for issue in context.breaks.get("unknown-previous-cycle", ()):
        (name,) = issue.names
        message = _("There is no cycle `{cycle}`.").format(cycle=name[:40])
        others = [folder.name for folder in context.portfolio.cycles if folder is not issue.cycle]
        hint = _("Cycles here: {names}.").format(names=quoted(others)) if others else _("Remove this line.")
        corrected = re.sub(DASH, "-", name)
        if corrected in others:
            yield with_hyphens(issue.document, issue.loc, message, corrected)
        else:
            yield Violation(issue.document, issue.loc, message, hint)


@rule("PD218", "previous-cycle-order", Severity.ERROR, r"""
clause: principle 1; table 1, stage 5
what:
  kk: "`previous` өрісінде осы циклден бұрын басталған цикл аталады."
  ru: В `previous` назван цикл, который начался раньше.
  en: '`previous` names a cycle that began earlier.'
why:
  kk: Өзін не келесі циклді жалғастыратын цикл сабақтастық тізбегін үзеді.
  ru: Цикл, который продолжает сам себя или более поздний цикл, разрывает цепочку преемственности.
  en: A cycle that continues itself or a later one breaks the chain of continuity.
bad: |
  # cycles/2025-2026-2/cycle.yaml
  previous: 2025-2026-2
good: |
  # cycles/2025-2026-2/cycle.yaml
  previous: 2025-2026-1
fail:
- cycles/2025-2026-2/cycle.yaml: ['previous: 2025-2026-1', 'previous: ¦2025-2026-2']
- cycles/2025-2026-1/cycle.yaml:
  - 'focus: '
  - "previous: ¦2025-2026-2\nfocus: "
pass:
- cycles/2025-2026-1/cycle.yaml: ['kind: cycle', 'kind: cycle  # previous: 2025-2026-2']
""")  # fmt: skip
def previous_cycle_order(context: LintContext) -> Iterator[Violation]:
    """A cycle says that it continues itself or a cycle that begins after it."""
    cycles = context.portfolio.cycles
    for issue in context.breaks.get("previous-cycle-order", ()):
        (name,) = issue.names
        if name == issue.cycle.name:
            message = _("The cycle {cycle} names itself as the previous one.").format(cycle=name)
        else:
            other = next(folder.start for folder in cycles if folder.name == name)
            message = _("The cycle {cycle} begins on {other}, after this one ({start}).").format(
                cycle=name, other=other, start=issue.cycle.start
            )
        number = cycles.index(issue.cycle)
        hint = _("Write `previous: {cycle}`.").format(cycle=cycles[number - 1].name) if number else None
        yield Violation(issue.document, issue.loc, message, hint or _("Remove this line."))
