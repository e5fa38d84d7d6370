"""Counts of the school's surveys."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.survey import COUNTS
from pdcli.i18n.messages import figure
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import Survey


@rule("PD829", "more-answers-than-people", Severity.ERROR, r"""
clause: form
what:
  kk: Диагностикада бір сұраққа берілген жауаптардың саны жауап берген адамдардың санынан, ал жауап бергендердің саны
    сұралғандардың санынан аспайды.
  ru: В диагностике ответов на один вопрос не больше, чем ответивших, а ответивших – не больше, чем тех, кому задали
    вопросы.
  en: In a diagnostic no question has more answers than there were people who answered, and no more people answered than
    were asked.
why:
  kk: Сандардың бірі қате. Одан есептелген үлестер де қате болады, бестен аз адамның жауабы көрініп қалуы мүмкін.
  ru: Одно из чисел неверно. Неверны будут и доли, а ответы меньше чем пяти человек могут оказаться на виду.
  en: One of the figures is wrong. Shares worked out from it would be wrong too, and answers of fewer than five people
    could be shown.
bad: |
  asked: 30
  answered: 24
  questions:
    - {question: ..., agree: 20, partly: 5, disagree: 3}
good: |
  asked: 30
  answered: 28
  questions:
    - {question: ..., agree: 20, partly: 5, disagree: 3}
fail:
- in: school-mysal
  school/2025-2026/diagnostics/pupils.yaml: |
    kind: diagnostic
    asked: 30
    answered: 24
    questions:
      - question: A
        agree: 20
        disagree: 4
      - ¦question: B
        agree: 20
        partly: 5
- in: school-mysal
  school/2025-2026/diagnostics/pupils.yaml: |
    kind: diagnostic
    asked: 23
    answered: ¦24
    questions: []
pass:
- in: school-mysal
  school/2025-2026/diagnostics/pupils.yaml: |
    kind: diagnostic
    asked: 24
    answered: 24
    questions:
      - {question: A, agree: 20, partly: 2, disagree: 2}
      - {question: B, agree: 3}
- in: school-mysal
  school/2025-2026/diagnostics/pupils.yaml: |
    kind: diagnostic
    asked: 24
    questions:
      - {question: A, agree: 20, partly: 2, disagree: 5}
""")  # fmt: skip
def more_answers_than_people(context: LintContext) -> Iterator[Violation]:
    """A question has more answers than people answered, or more people answered than were asked."""
    for document in context.portfolio.of_kind("diagnostic"):
        survey = document.model
        if not isinstance(survey, Survey) or survey.answered is None:
            continue
        if survey.asked is not None and survey.answered > survey.asked:
            message = _("The number who answered is {count}, but the number asked is only {total}.").format(
                count=figure(survey.answered), total=figure(survey.asked)
            )
            yield Violation(document, ("answered",), message, _("Correct `asked` or `answered`."))
        for index, row in enumerate(survey.questions):
            answers = sum(getattr(row, key) or 0 for key in COUNTS)
            if answers > survey.answered:
                message = _("This question has {count} answers, but {people} people answered.").format(
                    count=figure(answers), people=figure(survey.answered)
                )
                yield Violation(
                    document, ("questions", index), message, _("Correct the counts of this row, or `answered`.")
                )
