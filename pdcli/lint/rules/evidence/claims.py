"""Evidence behind what is said to be reached."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import Result, Stage
from pdcli.portfolio.portfolio import CycleFolder, Portfolio

_EXPERIENCE = ("experience-justification", "experience-description")


class Claim(NamedTuple):
    """One result of a final approbation: what a committee is asked to believe."""

    folder: CycleFolder
    document: Document
    row: int
    result: Result
    has_evidence: bool


def _claims(portfolio: Portfolio) -> Iterator[Claim]:
    for folder in portfolio.cycles:
        document = folder.stages.get("approbation")
        if document and document.is_final and folder.approbation:
            results = document.data.get("results")
            rows = enumerate(results if isinstance(results, list) else ())
            valid_rows = [(row, data) for row, data in rows if isinstance(data, dict)]
            for (row, data), result in zip(valid_rows, folder.approbation.results, strict=False):
                # As it is written: evidence that is there but misspelt is told by another rule.
                yield Claim(folder, document, row, result, bool(data.get("evidence")))


@rule("PD507", "evidence-used-for-different-claims", Severity.ADVICE, r"""
clause: principle 6
what:
  kk: Бір дәлелдемеге әртүрлі мақсаттың нәтижесі сүйенбейді.
  ru: На одно и то же свидетельство не опираются результаты разных целей.
  en: The results of different goals do not rest on one and the same piece of evidence.
why:
  kk: Бір диагностика екі мақсатты бірдей дәл өлшей бермейді; әр нәтиженің өз дәлелдемесі болғаны сенімдірек.
  ru: Одна диагностика редко одинаково точно измеряет две цели; убедительнее, когда у каждой своё свидетельство.
  en: One test seldom measures two goals equally well; each result is more convincing with its own evidence.
bad: |
  results:
    - goal: g1
      evidence: [e5]
    - goal: g2
      evidence: [e5]
good: |
  results:
    - goal: g1
      evidence: [e5]
    - goal: g2
      evidence: [e6]
fail:
- cycles/2025-2026-1/5-approbation.md: ['    evidence: [e6]', '    evidence: [¦e5]']
- cycles/2025-2026-2/5-approbation.md: ['    evidence: [e11]', '    evidence: [e11, ¦e5]']
  evidence.yaml: ["    date: 2025-12-12\n", "    date:\n"]
pass:
- cycles/2025-2026-1/5-approbation.md: ['    evidence: [e6]', '    evidence: [e6, e23]']
- cycles/2025-2026-2/5-approbation.md: ['    evidence: [e11]', '    evidence: [e11, e5]']
""")  # fmt: skip
def evidence_used_for_different_claims(context: LintContext) -> Iterator[Violation]:
    """One evidence backs the results of two goals: perhaps it shows only one of them."""
    portfolio = context.portfolio
    first: dict[str, tuple[Claim, int]] = {}
    for claim in _claims(portfolio):
        for number, value in enumerate(claim.result.evidence):
            if value not in portfolio.evidence:
                continue
            earlier_claim, place = first.setdefault(value, (claim, number))
            same_cycle = earlier_claim.folder is claim.folder
            # What an earlier cycle measured is where this one started; PD508 speaks where there is nothing newer.
            if (same_cycle and earlier_claim.result.goal == claim.result.goal) or (
                not same_cycle and _is_older(portfolio, value, claim.folder)
            ):
                continue
            goal = earlier_claim.result.goal or "–"
            message = _("`{id}` already backs the result for the goal {goal}.").format(
                id=value, goal=goal if same_cycle else f"{earlier_claim.folder.name}/{goal}"
            )
            hint = _(
                "If the evidence backs both results, say in `conclusion` what it shows here; otherwise add "
                "separate evidence."
            )
            span = earlier_claim.document.span("results", earlier_claim.row, "evidence", place)
            related = (Related(earlier_claim.document.path, span, _("The first one is here.")),)
            yield Violation(claim.document, ("results", claim.row, "evidence", number), message, hint, related=related)


def _is_older(portfolio: Portfolio, value: str, folder: CycleFolder) -> bool:
    item = portfolio.evidence.get(value)
    return bool(item and item.date and folder.start and item.date < folder.start)


@rule("PD508", "evidence-older-than-period", Severity.WARNING, """
clause: principle 6
what:
  kk: Нәтиженің дәлелдемесі осы цикл кезінде жасалған.
  ru: Свидетельство результата появилось в этом цикле.
  en: The evidence for a result comes from this cycle.
why:
  kk: Цикл басталғанға дейінгі дерек бастапқы жағдайды ғана көрсетеді, өзгерісті дәлелдемейді.
  ru: Данные до начала цикла показывают исходное положение, но не изменение.
  en: Data from before the cycle show where it started, not what it changed.
bad:
  kk: |-
    # цикл 2026 жылғы 8 қаңтарда басталды, e5 күні – 2025 жылғы 12 желтоқсан
    evidence: [e5]
  ru: |-
    # цикл начался 8 января 2026, дата e5 – 12 декабря 2025
    evidence: [e5]
  en: |-
    # the cycle began on 8 January 2026, the date of e5 is 12 December 2025
    evidence: [e5]
good:
  kk: |-
    # бастапқы өлшем мен жаңа өлшем қатар
    evidence: [e5, e11]
  ru: |-
    # исходное измерение и новое рядом
    evidence: [e5, e11]
  en: |-
    # the first measurement and the new one side by side
    evidence: [e5, e11]
fail:
- cycles/2025-2026-2/5-approbation.md: ['    evidence: [e11]', '    evidence: [¦e5]']
pass:
- cycles/2025-2026-2/5-approbation.md: ['    evidence: [e11]', '    evidence: [e5, e11]']
- cycles/2025-2026-2/5-approbation.md: ['    evidence: [e11]', '    evidence: [e8]']
""")  # fmt: skip
def evidence_older_than_period(context: LintContext) -> Iterator[Violation]:
    """A result rests only on evidence from before its cycle began, which cannot show what the cycle changed."""
    portfolio = context.portfolio
    for claim in _claims(portfolio):
        values = claim.result.evidence
        # Older evidence beside newer shows where the cycle started: that is how it should be.
        if not values or not all(_is_older(portfolio, value, claim.folder) for value in values):
            continue
        message = _("`{id}` is dated {day}, before the cycle began ({start}).").format(
            id=values[0], day=portfolio.evidence[values[0]].date, start=claim.folder.start
        )
        hint = _("Add evidence from this cycle; the earlier evidence shows only the starting point.")
        yield Violation(claim.document, ("results", claim.row, "evidence", 0), message, hint)


@rule("PD509", "claim-without-evidence", Severity.WARNING, r"""
clause: principle 6
what:
  kk: Қол жеткізілген нәтиженің және жинақталған тәжірибенің дәлелдемесі көрсетілген.
  ru: У достигнутого результата и у обобщённого опыта названы свидетельства.
  en: Evidence is named for every result that was reached and for generalised experience.
why:
  kk: Дәлелдемесіз айтылған нәтижені комиссия тексере алмайды.
  ru: Результат, за которым нет свидетельств, комиссия проверить не может.
  en: A committee cannot check a result with no evidence behind it.
bad: |
  results:
    - goal: g1
      reached: yes
good: |
  results:
    - goal: g1
      reached: yes
      evidence: [e5]
fail:
- cycles/2025-2026-1/5-approbation.md: ['reached: yes', 'reached: ¦yes', "    evidence: [e5]\n", '']
- experience/kriteriydi-birge-quramyz/justification.md: ['attachments: [e9, e10]', '¦attachments:']
- experience/kriteriydi-birge-quramyz/justification.md:
  - 'status: final'
  - 'status: ¦final'
  - "attachments: [e9, e10]\n"
  - ''
pass:
- cycles/2025-2026-1/5-approbation.md: ['reached: yes', 'reached: no', "    evidence: [e5]\n", '']
- experience/kriteriydi-birge-quramyz/justification.md:
  - 'status: final'
  - 'status: draft'
  - 'attachments: [e9, e10]'
  - 'attachments:'
- cycles/2025-2026-1/5-approbation.md: ['    evidence: [e6]', '    evidence: [6]']
- cycles/2025-2026-2/5-approbation.md: ['status: final', 'status: draft', "    evidence: [e11]\n", '']
""")  # fmt: skip
def claim_without_evidence(context: LintContext) -> Iterator[Violation]:
    """Something is said to be reached or to work, and no evidence shows it."""
    for claim in _claims(context.portfolio):
        if claim.result.reached in ("yes", "partly") and not claim.has_evidence:
            message = _("This result has no evidence.")
            hint = _("Write the numbers of the evidence that shows the result: `evidence: [e1]`.")
            yield Violation(claim.document, ("results", claim.row, "reached"), message, hint)
    for document in context.portfolio.documents:
        field = document.form.by_key.get("attachments") if document.form and document.kind in _EXPERIENCE else None
        if not field or field.required or not document.is_final or document.data.get("attachments"):
            continue
        if field.type == "evidence" and not document.evidence_ids:
            has_key = "attachments" in document.data
            message = _("This document is final but has no evidence.")
            hint = _("Write the numbers of the evidence that shows this: `attachments: [e1]`.")
            yield Violation(document, ("attachments",) if has_key else ("status",), message, hint, key=has_key)


@rule("PD517", "evidence-from-the-future", Severity.WARNING, r"""
clause: principle 6
what:
  kk: Қорытынды мен нәтиже кезең аяқталғанға дейін жасалған дәлелдемеге сүйенеді.
  ru: Вывод и результат опираются на свидетельства, которые появились до завершения этапа.
  en: A finding or result rests on evidence from before the stage was finished.
why:
  kk: 'Әлі жоқ деректен қорытынды шығару мүмкін емес: күндердің бірі қате.'
  ru: 'Из данных, которых ещё нет, вывод не сделать: одна из дат неверна.'
  en: Nobody can draw a conclusion from data that do not exist yet, so one of the dates is wrong.
bad: |
  date: 2025-10-20
  findings:
    - id: f1
      evidence: [e5]   # 2025-12-12
good: |
  date: 2025-10-20
  findings:
    - id: f1
      evidence: [e1]   # 2025-09-19
fail:
- cycles/2025-2026-1/2-analysis.md: ['    evidence: [e4]', '    evidence: [¦e6]']
- cycles/2025-2026-1/5-approbation.md: ['    evidence: [e6]', '    evidence: [e6, ¦e8]']
pass:
- cycles/2025-2026-1/2-analysis.md:
  - |
    status: final
  - |
    status: final
    attachments: [e5]
- cycles/2025-2026-1/4-design.yaml: ['end: 2025-11-21', "end: 2025-11-21\n    done: 2025-12-12\n    attachments: [e6]"]
- cycles/2025-2026-1/5-approbation.md: ['date: 2025-12-22', 'date: 2025-12-15']
- cycles/2025-2026-1/2-analysis.md:
  - "kind: analysis\nstatus: final"
  - "kind: analysis\nstatus: draft"
  - '    evidence: [e4]'
  - '    evidence: [e6]'
""")  # fmt: skip
def evidence_from_the_future(context: LintContext) -> Iterator[Violation]:
    """A final stage rests on evidence that did not exist yet when the stage was finished."""
    for folder in context.portfolio.cycles:
        earlier = date.min
        for document in folder.stages.values():
            day = document.model.date if isinstance(document.model, Stage) else None
            if day is None:
                continue
            # A date before that of an earlier stage is wrong itself, and PD202 says so.
            if document.is_final and day >= earlier:
                yield from _later_evidence(context.portfolio, document, day)
            earlier = max(earlier, day)


def _later_evidence(portfolio: Portfolio, document: Document, day: date) -> Iterator[Violation]:
    for loc, value in document.evidence_ids:
        item = portfolio.evidence.get(value)
        # What is only attached may be added later; what a finding or a result rests on may not.
        if item and item.date and item.date > day and "attachments" not in loc:
            message = _("`{id}` is dated {day}, after the document was finished ({date}).").format(
                id=value, day=item.date, date=day
            )
            yield Violation(document, loc, message, _("Check both dates."))
