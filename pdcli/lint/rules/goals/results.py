"""Results held against their targets."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import with_file_index
from pdcli.i18n.messages import WordedValue, joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.goals import has_digit, says_amount
from pdcli.model.documents import Goal, Result
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.suggest import shown_value

# One number and at most one word: everything else needs a reader.
MEASURE = re.compile(r"(\d+(?:[.,]\d{1,2})?)\s*(%|[^\W\d_]+\.?)?")
PERCENT = frozenset({"пайыз", "процент", "процента", "процентов", "percent"})


def _final_results(portfolio: Portfolio) -> Iterator[tuple[CycleFolder, Document, int, Result, int, Goal]]:
    """Results of final approbations with their goals; of two results for one goal, one is a step on the way."""
    for folder in portfolio.cycles:
        document, design = folder.stages.get("approbation"), folder.stages.get("design")
        if not document or not document.is_final or not folder.approbation or not design or not folder.design:
            continue
        goals = {goal.id: (number, goal) for number, goal in with_file_index(design, "goals", folder.design.goals)}
        results = folder.approbation.results
        counts = Counter(result.goal for result in results)
        # Of two goals with one number nobody knows which is meant.
        numbers = Counter(goal.id for goal in folder.design.goals)
        for index, result in with_file_index(document, "results", results):
            if result.goal in goals and counts[result.goal] == numbers[result.goal] == 1:
                yield folder, document, index, result, *goals[result.goal]


@rule("PD409", "result-without-number", Severity.WARNING, r"""
clause: principle 6; table 1, stage 5
what:
  kk: Күтілетін деңгейі санмен жазылған мақсаттың нәтижесі де санмен жазылады.
  ru: Если ожидаемый уровень – число, то и результат записан числом.
  en: Where the target is a number, the result is a number too.
why:
  kk: «Айтарлықтай өсті» деген сөзден 60 %-ға жеткен-жетпегені көрінбейді.
  ru: По словам «заметно вырос» не видно, достигнуты ли 60 %.
  en: “Has improved a lot” does not show whether 60 % was reached.
bad:
  kk: |-
    # 4-design.yaml
    target: 60 %
    # 5-approbation.md
    measured: айтарлықтай өсті
    reached: yes
  ru: |-
    # 4-design.yaml
    target: 60 %
    # 5-approbation.md
    measured: заметно вырос
    reached: yes
  en: |-
    # 4-design.yaml
    target: 60 %
    # 5-approbation.md
    measured: much higher
    reached: yes
good: |
  # 4-design.yaml
  target: 60 %
  # 5-approbation.md
  measured: 67 %
  reached: yes
fail:
- cycles/2025-2026-1/5-approbation.md: ['measured: 67 %', 'measured: ¦айтарлықтай өсті']
pass:
- cycles/2025-2026-1/5-approbation.md: ['measured: 67 %', 'measured: барлығы']
- cycles/2025-2026-1/5-approbation.md:
  - "measured: 67 %\n    reached: yes"
  - "measured: айтарлықтай өсті\n    reached: partly"
""")  # fmt: skip
def result_without_number(context: LintContext) -> Iterator[Violation]:
    """A goal with a number for its target is said to be reached, and the result has no number."""
    for folder, document, index, result, number, goal in _final_results(context.portfolio):
        if result.reached != "yes" or not result.measured or not goal.target or not has_digit(goal.target):
            continue
        if not says_amount(result.measured):
            message = _(
                "The goal {id} is marked as reached, but “{measured}” is not a number to compare with {target}."
            ).format(id=goal.id, measured=result.measured[:40], target=goal.target[:40])
            hint = _("Write what was measured, in the same terms as the target.")
            related = (_target_of(folder, number),)
            yield Violation(document, ("results", index, "measured"), message, hint, related=related)


@rule("PD410", "result-contradicts-target", Severity.WARNING, r"""
clause: principle 6; table 1, stage 5
what:
  kk: '`reached` жауабы өлшенген санға қайшы келмейді.'
  ru: Ответ в `reached` не противоречит измеренному числу.
  en: What `reached` says agrees with the number measured.
why:
  kk: Комиссия алдымен осы екі мәнді салыстырады; қайшылық бүкіл апробацияға деген сенімді азайтады.
  ru: Эти два значения комиссия сверит первыми; противоречие подрывает доверие ко всей апробации.
  en: A committee compares these two first; a contradiction weakens the whole trial.
bad: |
  # 4-design.yaml
  baseline: 29 %
  target: 60 %
  # 5-approbation.md
  measured: 57 %
  reached: yes
good: |
  # 4-design.yaml
  baseline: 29 %
  target: 60 %
  # 5-approbation.md
  measured: 57 %
  reached: partly
fail:
- cycles/2025-2026-1/5-approbation.md:
  - |-
    measured: 67 %
        reached: yes
  - |-
    measured: 57 %
        reached: ¦yes
- cycles/2025-2026-1/5-approbation.md:
  - |-
    measured: 63 %
        reached: partly
  - |-
    measured: 80 %
        reached: ¦no
- cycles/2025-2026-1/4-design.yaml: ['baseline: 29 %', 'baseline: 12 қате', 'target: 60 %', 'target: 3 қате']
  cycles/2025-2026-1/5-approbation.md: ["measured: 67 %\n    reached: yes", "measured: 5 қате\n    reached: ¦yes"]
pass:
- cycles/2025-2026-1/5-approbation.md: ['measured: 67 %', 'measured: 59,6 %']
- cycles/2025-2026-1/5-approbation.md: ['measured: 67 %', 'measured: 16 оқушы']
- cycles/2025-2026-1/5-approbation.md:
  - "measured: 67 %\n    reached: yes"
  - "measured: 59 %\n    reached: partly"
- cycles/2025-2026-1/4-design.yaml: ['baseline: 29 %', 'baseline: 12 қате', 'target: 60 %', 'target: 3 қате']
  cycles/2025-2026-1/5-approbation.md: ['measured: 67 %', 'measured: 3 қате']
""")  # fmt: skip
def result_contradicts_target(context: LintContext) -> Iterator[Violation]:
    """What was measured and what is said of the goal do not agree."""
    for folder, document, index, result, number, goal in _final_results(context.portfolio):
        reaches = _reaches(goal, result)
        if reaches is False and result.reached == "yes":
            message = _("{measured} does not reach the target {target}, but the answer in `reached` is {answer}.")
        elif reaches and result.reached == "no":
            message = _("{measured} reaches the target {target}, but the answer in `reached` is {answer}.")
        else:
            continue
        message = message.format(
            measured=result.measured, target=goal.target, answer=_shown_answer(document, result.reached)
        )
        answers = joined(_shown_answer(document, answer) for answer in ("yes", "partly", "no"))
        hint = _("Correct the number or the answer: {answers}.").format(answers=answers)
        related = (_target_of(folder, number),)
        yield Violation(document, ("results", index, "reached"), message, hint, related=related)


def _shown_answer(document: Document, answer: str) -> WordedValue:
    field = document.form.field_at(("results", "reached")) if document.form else None
    return field.shown_choice(answer) if field else shown_value(answer)


def _target_of(folder: CycleFolder, number: int) -> Related:
    design = folder.stages["design"]
    return Related(design.path, design.span("goals", number, "target"), _("The target."))


def _reaches(goal: Goal, result: Result) -> bool | None:
    """Whether the target is reached; None where that cannot be told for sure."""
    baseline, target, measured = _measure(goal.baseline), _measure(goal.target), _measure(result.measured)
    if not baseline or not target or not measured or not baseline[1] == target[1] == measured[1]:
        return None
    if baseline[0] == target[0]:
        return None
    if measured[0] >= target[0] if target[0] > baseline[0] else measured[0] <= target[0]:
        return True
    # 59.6 for 60 is a matter of rounding.
    return None if round(measured[0]) == target[0] else False


def _measure(text: str | None) -> tuple[float, str] | None:
    """A number and its unit, if the text is nothing else."""
    match = MEASURE.fullmatch(unicodedata.normalize("NFKC", text or "").casefold().strip())
    if match is None:
        return None
    unit = match[2] or ""
    # Words change their endings with the number: four letters tell one unit from another.
    return float(match[1].replace(",", ".")), "%" if unit in PERCENT else unit[:4]
