"""Goals that can be measured."""

import re
from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.rows import normalize_text
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.goals import any_of, final_goals, has_digit, says_amount

LEVELS = any_of(
    r"деңгей төмен орта жоғары жеткілік базалық үздік жақсы нашар қанағат ешқашан сирек кейде жиі үнемі",
    r"әрдайым әрқашан күнделікті күн\b апта жоқ\b бар\b",
    r"уров низк средн высок достаточ базов отлич хорош слаб удовлетвор никогда редко иногда част всегда постоян",
    r"ежедневн еженедел нет\b есть\b отсутств",
    r"level low medium average high sufficient basic excellent good poor weak never rarely seldom sometimes often",
    r"usually always daily weekly no\b yes\b",
)
SHARES = any_of(r"пайыз процент percent үлес дол[яюией]\b share")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@rule("PD401", "indicator-not-measurable", Severity.ADVICE, """
clause: principle 6; table 1, stage 4
what:
  kk: Мақсаттың көрсеткіші, бастапқы және күтілетін деңгейі санмен немесе деңгей атауымен көрсетіледі.
  ru: Показатель цели, её исходный и ожидаемый уровни записаны числом или названием уровня.
  en: The indicator, the baseline and the target of a goal state a number or a level.
why:
  kk: Өлшеуге болмайтын мақсаттың орындалғанын педагог те, комиссия да дәлелдей алмайды.
  ru: Если цель нельзя измерить, ни педагог, ни комиссия не докажут, что она достигнута.
  en: Neither the teacher nor a committee can show that a goal without a measure was reached.
bad:
  kk: |-
    indicator: Сызбаның сапасы
    baseline: онша емес
    target: айтарлықтай артады
  ru: |-
    indicator: Качество схемы
    baseline: не очень
    target: заметно вырастет
  en: |-
    indicator: Quality of diagrams
    baseline: so-so
    target: much better
good:
  kk: |-
    indicator: Толық сызбасы бар жұмыстар үлесі
    baseline: 29 %
    target: 60 %
  ru: |-
    indicator: Доля работ с полной схемой
    baseline: 29 %
    target: 60 %
  en: |-
    indicator: Share of papers with a complete diagram
    baseline: 29 %
    target: 60 %
fail:
- cycles/2025-2026-1/4-design.yaml:
  - |2
        indicator: Толық сызбасы бар жұмыстар үлесі (10 есептік диагностика)
        baseline: 29 %
        target: 60 %
  - |2
        indicator: ¦Сызбаның сапасы
        baseline: онша емес
        target: айтарлықтай артады
pass:
- cycles/2025-2026-1/4-design.yaml:
  - |
    indicator: Толық сызбасы бар жұмыстар үлесі (10 есептік диагностика)
        baseline: 29 %
        target: 60 %
  - |
    indicator: Топтық жұмыстың деңгейі
        baseline: төмен
        target: орта
- cycles/2025-2026-1/4-design.yaml:
  - |
    indicator: Толық сызбасы бар жұмыстар үлесі (10 есептік диагностика)
        baseline: 29 %
        target: 60 %
  - |
    indicator: Топтық жұмыстағы белсенділік
        baseline: онша емес
        target: сыныптың жартысы
""")  # fmt: skip
def indicator_not_measurable(context: LintContext) -> Iterator[Violation]:
    """Neither the indicator of a goal nor its baseline and target say a number or a level."""
    for _folder, document, index, goal in final_goals(context.portfolio):
        if not goal.indicator or not goal.baseline or not goal.target:
            continue
        texts = f"{goal.indicator}\n{goal.baseline}\n{goal.target}"
        if not says_amount(texts) and not re.search(LEVELS, normalize_text(texts)):
            message = _("The goal {id} cannot be measured: from “{baseline}” to “{target}”.").format(
                id=goal.id, baseline=goal.baseline[:40], target=goal.target[:40]
            )
            hint = _(
                "Say what will show that the goal is reached: a number, a share, or a level such as low, "
                "medium or high."
            )
            yield Violation(document, ("goals", index, "indicator"), message, hint)


@rule("PD402", "baseline-and-target-not-comparable", Severity.ADVICE, """
clause: principle 6; table 1, stage 4
what:
  kk: Бастапқы және күтілетін деңгей бір өлшем бірлігімен жазылады.
  ru: Исходный и ожидаемый уровень записаны в одних единицах.
  en: Baseline and target are written in the same unit.
why:
  kk: Пайызды санмен салыстыруға болмайды, сондықтан қанша өскені көрінбейді.
  ru: Процент с числом не сравнить, и прирост не виден.
  en: A percentage cannot be compared with a plain number, so nobody sees the growth.
bad: |
  baseline: '7'
  target: 60 %
good: |
  baseline: 29 %
  target: 60 %
fail:
- cycles/2025-2026-1/4-design.yaml: ['target: 75 %', 'target: ¦айтарлықтай көп']
- cycles/2025-2026-2/4-design.yaml: ['target: ''14''', 'target: ¦60 %']
pass:
- cycles/2025-2026-1/4-design.yaml: ['target: 60 %', 'target: 60 пайыз']
- cycles/2025-2026-1/4-design.yaml: ['baseline: 29 %', 'baseline: 24 оқушының 7-уі']
- cycles/2025-2026-1/4-design.yaml: ['baseline: 29 %', 'baseline: өлшенбеген']
""")  # fmt: skip
def baseline_and_target_not_comparable(context: LintContext) -> Iterator[Violation]:
    """The baseline is a number and the target is none, or one is a percentage and the other a plain number."""
    for _folder, document, index, goal in final_goals(context.portfolio):
        if not goal.baseline or not goal.target:
            continue
        place = ("goals", index, "target")
        values = {"baseline": goal.baseline[:40], "target": goal.target[:40]}
        if has_digit(goal.baseline) and not says_amount(goal.target):
            message = _("The baseline is a number (“{baseline}”), but the target is not: “{target}”.").format(**values)
            yield Violation(document, place, message, _("Write the target as a number too, measured in the same way."))
        elif _mixes_units(goal.baseline, goal.target) and not re.search(SHARES, normalize_text(goal.indicator or "")):
            message = _("The baseline (“{baseline}”) and the target (“{target}”) are in different units.").format(
                **values
            )
            yield Violation(document, place, message, _("Write both as percentages or both as numbers."))


def _mixes_units(baseline: str, target: str) -> bool:
    """Whether one is a percentage and the other one plain number; “7 of 24” can be compared with both."""
    first, second = _is_percentage(baseline), _is_percentage(target)
    plain = target if first else baseline
    return first != second and len(NUMBER.findall(plain)) == 1


def _is_percentage(text: str) -> bool:
    return has_digit(text) and ("%" in text or bool(re.search(SHARES, normalize_text(text))))


@rule("PD403", "target-equals-baseline", Severity.ERROR, """
clause: table 1, stage 4
what:
  kk: Күтілетін деңгей бастапқы деңгейден өзгеше болады.
  ru: Ожидаемый уровень отличается от исходного.
  en: The target differs from the baseline.
why:
  kk: Бар деңгейді қайталайтын мақсат ештеңені өзгертпейді; көбіне бұл – көшіру кезіндегі қате.
  ru: Цель, повторяющая то, что есть, ничего не меняет; чаще всего это ошибка при копировании.
  en: A goal that repeats what already exists changes nothing; usually it is a slip made in copying.
bad: |
  baseline: 46 %
  target: 46%
good: |
  baseline: 46 %
  target: 75 %
fail:
- cycles/2025-2026-1/4-design.yaml: ['target: 60 %', 'target: ¦29%']
- cycles/2025-2026-1/4-design.yaml: ['baseline: 29 %', 'baseline: Орта деңгей', 'target: 60 %', 'target: ¦орта  ДЕҢГЕЙ']
pass:
- cycles/2025-2026-1/4-design.yaml: ['target: 60 %', 'target: 30 %']
""")  # fmt: skip
def target_equals_baseline(context: LintContext) -> Iterator[Violation]:
    """The target of a goal is what there is already."""
    for _folder, document, index, goal in final_goals(context.portfolio):
        if goal.baseline and goal.target and _squeezed(goal.baseline) == _squeezed(goal.target):
            message = _("The target of the goal {id} equals its baseline: “{value}”.").format(
                id=goal.id, value=goal.target[:40]
            )
            yield Violation(
                document,
                ("goals", index, "target"),
                message,
                _("Write what you want to reach, or correct the baseline."),
            )


def _squeezed(text: str) -> str:
    return normalize_text(text).replace(" ", "")
