"""The stages of a cycle: all there, and finished one after the other."""

from collections.abc import Iterator
from itertools import pairwise

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import WordedValue, joined, worded
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.cycle import stage_title
from pdcli.model.documents import STAGES
from pdcli.portfolio.portfolio import CycleFolder, Portfolio


@rule("PD201", "missing-stage", Severity.WARNING, """
clause: table 1
what:
  kk: Циклдің бірде-бір кезеңі қалып қоймайды.
  ru: Этапы цикла не пропускают.
  en: No stage of a cycle is left out.
why:
  kk: Талдаусыз рефлексия, рефлексиясыз мақсат негізсіз қалады.
  ru: Рефлексия без анализа и цель без рефлексии повисают в воздухе.
  en: Reflection without analysis, or a goal without reflection, has nothing to stand on.
bad: |
  cycles/2025-2026-1/1-action.md
  cycles/2025-2026-1/3-reflection.md
good: |
  cycles/2025-2026-1/1-action.md
  cycles/2025-2026-1/2-analysis.md
  cycles/2025-2026-1/3-reflection.md
fail:
- cycles/2025-2026-1/2-analysis.md:
  cycles/2025-2026-1/cycle.yaml: ['kind: cycle', 'kind: ¦cycle']
pass:
- cycles/2025-2026-2/5-approbation.md:
- cycles/2025-2026-1/2-analysis.md: ['kind: analysis', 'kind analysis']
""")  # fmt: skip
def missing_stage(context: LintContext) -> Iterator[Violation]:
    """A cycle that is under way lacks the file of an earlier stage."""
    portfolio = context.portfolio
    for folder in portfolio.cycles:
        last = max((STAGES.index(stage) for stage in folder.stages), default=-1)
        for stage in STAGES[: last + 1]:
            if stage not in folder.stages and not folder.may_have(stage) and folder.document:
                name = _stage_name(portfolio, stage)
                message = _("The cycle has no document for the stage “{stage}”.").format(stage=name)
                hint = _("`pd new {kind} --cycle {cycle}` adds this document.").format(kind=stage, cycle=folder.name)
                yield Violation(folder.document, ("kind",), message, hint)


@rule("PD204", "final-before-earlier-stage", Severity.ERROR, r"""
clause: table 1
what:
  kk: Алдыңғы кезең толтырылып жатқанда келесісі аяқталмайды.
  ru: Этап не завершён, пока предыдущий – черновик.
  en: A stage is not final while an earlier one is a draft.
why:
  kk: Кейінгі тұжырым бұрынғы деректерге сүйенеді.
  ru: Выводы следующего этапа опираются на данные предыдущего.
  en: Later conclusions rest on earlier data.
bad: |
  # 2-analysis.md
  status: draft
  # 3-reflection.md
  status: final
good: |
  # 2-analysis.md
  status: final
  # 3-reflection.md
  status: final
fail:
- cycles/2025-2026-1/4-design.yaml: ["kind: design\nstatus: final", "kind: design\nstatus: draft"]
  cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: ¦final']
- cycles/2025-2026-1/2-analysis.md: ['status: final', 'status: draft']
  cycles/2025-2026-1/3-reflection.md: ['status: final', 'status: ¦final']
  cycles/2025-2026-1/4-design.yaml: ["kind: design\nstatus: final", "kind: design\nstatus: ¦final"]
  cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: ¦final']
pass:
- cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: draft']
- cycles/2025-2026-1/2-analysis.md: ['status: final', 'Күйі: final']
""")  # fmt: skip
def final_before_earlier_stage(context: LintContext) -> Iterator[Violation]:
    """A stage is final while a stage that it builds on is still a draft."""
    for folder in context.portfolio.cycles:
        draft: Document | None = None
        for document in folder.stages.values():
            if document.is_final and draft:
                message = _("“{later}” is final, but “{earlier}” is still a draft.").format(
                    later=stage_title(document), earlier=stage_title(draft)
                )
                hint = _("Finish {place} first.").format(place=draft.ref)
                yield Violation(document, ("status",), message, hint)
            elif not document.is_final and _is_draft(document):
                draft = draft or document


def _is_draft(document: Document) -> bool:
    """Whether a stage is said to be a draft, or nothing is said: what is wrong with its status is told there."""
    status = document.data.get("status")
    return status == "draft" or (
        status is None
        and "status" not in document.explained_questions
        and all(item.code != "PD101" for item in document.diagnostics)
    )


@rule("PD210", "missing-cycle-file", Severity.ERROR, r"""
clause: files
what:
  kk: Цикл қалтасында cycle.yaml болады.
  ru: В папке цикла есть cycle.yaml.
  en: A cycle's folder has cycle.yaml.
why:
  kk: Онсыз цикл мерзімі мен бағыты белгісіз.
  ru: Без него неизвестны период и направление.
  en: Without this file the cycle's period and focus are unknown.
bad: |
  cycles/2025-2026-1/1-action.md
good: |
  cycles/2025-2026-1/cycle.yaml
  cycles/2025-2026-1/1-action.md
fail:
- cycles/2025-2026-1/cycle.yaml:
  cycles/2025-2026-1/1-action.md: ["---\nkind: action", "¦---\nkind: action"]
pass:
- cycles/2025-2026-1/cycle.yaml: ['kind: cycle', 'kind cycle']
""")  # fmt: skip
def missing_cycle_file(context: LintContext) -> Iterator[Violation]:
    """A folder of cycles/ has documents but no cycle.yaml, so its period and focus are unknown."""
    for folder in context.portfolio.cycles:
        if folder.document is None and not folder.may_have("cycle"):
            message = _("The cycle {cycle} has no cycle.yaml.").format(cycle=folder.name)
            hint = _("`pd new cycle --cycle {cycle}` adds this file.").format(cycle=folder.name)
            yield Violation(folder.documents[0], (), message, hint)


@rule("PD217", "cycle-over-unfinished", Severity.WARNING, r"""
clause: principle 1; table 1, stage 5
what:
  kk: Келесі цикл жүріп жатқанда, мерзімі өткен цикл аяқталмаған күйінде қалмайды.
  ru: Цикл, срок которого истёк, не остаётся незавершённым, когда уже идёт следующий.
  en: A cycle whose time is over is not left unfinished while the next one is under way.
why:
  kk: Апробациясыз цикл нәтижесіз қалады, ал келесі цикл негізсіз басталады.
  ru: У цикла без апробации нет результата, и следующий строится на пустом месте.
  en: A cycle without its trial has no result, and the next one is built on nothing.
bad:
  kk: |-
    # 5-approbation.md: цикл 2025 жылғы 31 желтоқсанда біткен, келесісі жүріп жатыр
    kind: approbation
    status: draft
  ru: |-
    # 5-approbation.md: цикл закончился 31 декабря 2025, уже идёт следующий
    kind: approbation
    status: draft
  en: |-
    # 5-approbation.md: the cycle ended on 31 December 2025, and the next one is under way
    kind: approbation
    status: draft
good: |
  # 5-approbation.md
  kind: approbation
  status: final
  date: 2025-12-22
fail:
- cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: ¦draft']
- cycles/2025-2026-1/5-approbation.md: ["status: final\n", '', 'kind: approbation', 'kind: ¦approbation']
- cycles/2025-2026-1/5-approbation.md:
  cycles/2025-2026-1/cycle.yaml: ['kind: cycle', 'kind: ¦cycle']
pass:
- cycles/2025-2026-2/5-approbation.md: ['status: final', 'status: draft']
- cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: draft']
  cycles/2025-2026-1/cycle.yaml: ['end: 2025-12-31', 'end: 2026-01-08']
""")  # fmt: skip
def cycle_over_unfinished(context: LintContext) -> Iterator[Violation]:
    """The time of a cycle is over and the next one is under way, but its last stages were never finished."""
    for earlier, later in pairwise(context.portfolio.cycles):
        start, end = earlier.start, earlier.end
        if not start or not end or not later.start or not start <= end < later.start or not _is_under_way(later):
            continue
        last_final = max((STAGES.index(stage) for stage, item in earlier.stages.items() if item.is_final), default=-1)
        # A draft below a final stage is told by PD204.
        open_stages = [stage for stage in STAGES[last_final + 1 :] if stage not in earlier.unread_kinds]
        if open_stages:
            document = next(
                (earlier.stages[stage] for stage in open_stages if stage in earlier.stages), earlier.document
            )
            names = (_stage_name(context.portfolio, stage) for stage in open_stages)
            message = _(
                "The cycle {cycle} ended on {end} and {next} is under way, but these stages are not final: {stages}."
            ).format(
                cycle=earlier.name, end=end, next=later.name,
                stages=joined(_("“{title}”").format(title=name) for name in names),
            )  # fmt: skip
            hint = _("Finish these stages, or move the end of the period.")
            has_status = document is not None and document is not earlier.document and "status" in document.data
            yield Violation(document, ("status",) if has_status else ("kind",), message, hint)


def _is_under_way(folder: CycleFolder) -> bool:
    """Whether more is there than the empty documents that `pd new-cycle` makes ahead of time."""
    return any(item.is_final or item.day for item in (*folder.stages.values(), *folder.lessons))


def _stage_name(portfolio: Portfolio, stage: str) -> WordedValue | str:
    form = portfolio.forms.get(stage)
    return worded(form.title.__getitem__, stage) if form else stage
