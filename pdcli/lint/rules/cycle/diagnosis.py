"""What an analysis, a reflection and an approbation rest on."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import WordedValue, joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.suggest import shown_value

# Sources of data that most teachers have, the first ones first.
_COMMON_SOURCES = ("feedback", "observation", "achievement-data")
_REPEATING_METHODS = ("repeated-diagnostics", "dynamics")


@rule("PD212", "single-source-analysis", Severity.WARNING, r"""
clause: principle 6; table 1, stage 2
what:
  kk: Талдаудың қорытындылары бір ғана дереккөзге сүйенбейді.
  ru: Выводы анализа опираются более чем на один источник данных.
  en: The findings of an analysis do not all rest on one source of data.
why:
  kk: Бір дереккөз сабақтың бір қырын ғана көрсетеді; екіншісі қорытындыны растайды немесе түзетеді.
  ru: Один источник показывает урок с одной стороны; второй подтверждает вывод или поправляет его.
  en: One source shows one side of a lesson; a second one confirms the finding or corrects it.
bad:
  kk: |-
    findings:
      - id: f1
        text: 24 оқушының 13-і сызба сыза алмайды
        source: achievement-data
      - id: f2
        text: 24 оқушының 10-ы шартты қайта айта алмайды
        source: achievement-data
  ru: |-
    findings:
      - id: f1
        text: 13 учеников из 24 не могут начертить схему
        source: achievement-data
      - id: f2
        text: 10 учеников из 24 не могут пересказать условие
        source: achievement-data
  en: |-
    findings:
      - id: f1
        text: 13 of 24 pupils cannot draw a diagram
        source: achievement-data
      - id: f2
        text: 10 of 24 pupils cannot retell the problem
        source: achievement-data
good:
  kk: |-
    findings:
      - id: f1
        text: 24 оқушының 13-і сызба сыза алмайды
        source: achievement-data
      - id: f2
        text: Сызбаны мұғалім сызады, оқушыға екі минуттан аз уақыт қалады
        source: observation
  ru: |-
    findings:
      - id: f1
        text: 13 учеников из 24 не могут начертить схему
        source: achievement-data
      - id: f2
        text: Схему чертит учитель, ученикам остаётся меньше двух минут
        source: observation
  en: |-
    findings:
      - id: f1
        text: 13 of 24 pupils cannot draw a diagram
        source: achievement-data
      - id: f2
        text: The teacher draws the diagram, and pupils have less than two minutes left
        source: observation
fail:
- cycles/2025-2026-1/2-analysis.md:
  - "\nfindings:"
  - "\n¦findings:"
  - 'source: feedback'
  - 'source: achievement-data'
  - 'source: observation'
  - 'source: achievement-data'
  - 'source: lesson-self-analysis'
  - 'source: achievement-data'
pass:
- cycles/2025-2026-1/2-analysis.md:
  - 'source: feedback'
  - 'source: achievement-data'
  - 'source: observation'
  - 'source: achievement-data'
- cycles/2025-2026-1/2-analysis.md:
  - "kind: analysis\nstatus: final"
  - "kind: analysis\nstatus: draft"
  - 'source: feedback'
  - 'source: achievement-data'
  - 'source: observation'
  - 'source: achievement-data'
  - 'source: lesson-self-analysis'
  - 'source: achievement-data'
""")  # fmt: skip
def single_source_analysis(context: LintContext) -> Iterator[Violation]:
    """All findings of a final analysis come from one source of data, so that nothing confirms them."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("analysis")
        if not document or not document.is_final or not folder.analysis:
            continue
        sources = [item.source for item in folder.analysis.findings]
        first = sources[0] if sources else None
        if len(sources) > 1 and first and sources.count(first) == len(sources):
            source = document.form.field_at(("findings", "source")) if document.form else None
            name = source.choice_words(first) if source else first
            message = _("All findings come from one source of data: {source}.").format(source=name)
            others = [key for key in _COMMON_SOURCES if key != first][:2]
            hint = _("Check at least one finding against another source of data, for example: {sources}.").format(
                sources=joined(source.choice_words(key) if source else key for key in others)
            )
            yield Violation(document, ("findings",), message, hint, key=True)


@rule("PD213", "growth-area-from-successes", Severity.WARNING, """
clause: principle 4; table 1, stage 3
what:
  kk: Өсу аймағы кемінде бір қиындықтан туындайды, тек сәтті шешімдерге сүйенбейді.
  ru: За зоной роста стоит хотя бы одна трудность, а не только удачные решения.
  en: A growth area rests on at least one difficulty, not on successes alone.
why:
  kk: Қиындығы көрсетілмеген аймақта нені жақсарту керегі белгісіз; сәтті шешімнің орны – тәжірибе сипаттамасы.
  ru: Без трудности непонятно, что нужно исправить; место удачного решения – в описании опыта.
  en: Without a difficulty there is no gap to close; a success belongs in the description of experience.
bad:
  kk: |-
    # f4 – сәтті шешім
    growth_areas:
      - id: r2
        title: Жұптық тексеруді жалғастыру
        from: [f4]
  ru: |-
    # f4 – удачное решение
    growth_areas:
      - id: r2
        title: Продолжать взаимопроверку в парах
        from: [f4]
  en: |-
    # f4 is a success
    growth_areas:
      - id: r2
        title: Keep using peer checking
        from: [f4]
good:
  kk: |-
    # f2 – қиындық, f4 – сәтті шешім
    growth_areas:
      - id: r2
        title: Критерийді оқушымен бірге құру
        from: [f2, f4]
  ru: |-
    # f2 – трудность, f4 – удачное решение
    growth_areas:
      - id: r2
        title: Составление критериев вместе с учениками
        from: [f2, f4]
  en: |-
    # f2 is a difficulty, f4 a success
    growth_areas:
      - id: r2
        title: Setting criteria together with pupils
        from: [f2, f4]
fail:
- cycles/2025-2026-1/3-reflection.md: ['from: [f2, f4]', 'from: ¦[f4]']
pass:
- cycles/2025-2026-1/3-reflection.md: ['from: [f2, f4]', 'from: [f4, f2]']
- cycles/2025-2026-1/3-reflection.md: ['from: [f2, f4]', 'from: [f4, f9]']
- cycles/2025-2026-1/3-reflection.md: ['from: [f2, f4]', 'from: []']
""")  # fmt: skip
def growth_area_from_successes(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection rests on successes alone: it names no gap to close."""
    for issue in context.breaks.get("growth-area-from-successes", ()):
        message = _("The growth area {id} rests on successes alone: {findings}.").format(
            id=issue.node, findings=joined(issue.names)
        )
        hint = _(
            "Add to `from` the difficulty behind this growth area, or describe the success as experience to share."
        )
        yield Violation(issue.document, issue.loc, message, hint)


@rule("PD214", "approbation-without-second-diagnosis", Severity.WARNING, r"""
clause: table 1, stage 5
what:
  kk: Апробация қайта өлшеуге сүйенеді немесе нәтижелерінің дәлелдемесі бар.
  ru: Апробация опирается на повторное измерение, или у её результатов есть свидетельства.
  en: A trial rests on a second measurement, or its results have evidence.
why:
  kk: Көрсеткіш қайта өлшенбесе, өзгерістің нәтиже берген-бермегенін ешкім айта алмайды.
  ru: Если показатель не измерить повторно, никто не скажет, помогло ли изменение.
  en: If the indicator is not measured again, nobody can tell whether the change helped.
bad: |
  methods: [new-methods]
  results:
    - goal: g1
      measured: 67 %
      reached: yes
good: |
  methods: [new-methods, repeated-diagnostics]
  results:
    - goal: g1
      measured: 67 %
      reached: yes
      evidence: [e5]
fail:
- cycles/2025-2026-1/5-approbation.md:
  - 'methods: [new-methods, formative-assessment, repeated-diagnostics]'
  - 'methods: ¦[new-methods]'
  - "    evidence: [e5]\n"
  - ''
  - "    evidence: [e6]\n"
  - ''
  - "attachments: [e5, e6, e23]\n"
  - ''
pass:
- cycles/2025-2026-1/5-approbation.md:
  - 'methods: [new-methods, formative-assessment, repeated-diagnostics]'
  - 'methods: [new-methods, dynamics]'
  - "    evidence: [e5]\n"
  - ''
  - "    evidence: [e6]\n"
  - ''
  - "attachments: [e5, e6, e23]\n"
  - ''
- cycles/2025-2026-1/5-approbation.md:
  - 'methods: [new-methods, formative-assessment, repeated-diagnostics]'
  - 'methods: [new-methods]'
  - "    evidence: [e5]\n"
  - ''
  - "attachments: [e5, e6, e23]\n"
  - ''
- cycles/2025-2026-1/5-approbation.md:
  - 'methods: [new-methods, formative-assessment, repeated-diagnostics]'
  - 'methods: [new-methods]'
  - "    evidence: [e5]\n"
  - ''
  - "    evidence: [e6]\n"
  - ''
""")  # fmt: skip
def approbation_without_second_diagnosis(context: LintContext) -> Iterator[Violation]:
    """A final approbation neither measured again nor shows anything that was measured."""
    for folder in context.portfolio.cycles:
        document, approbation = folder.stages.get("approbation"), folder.approbation
        if not document or not document.is_final or not approbation:
            continue
        # Without methods or results the document is not answered: that is told already.
        if not approbation.methods or not approbation.results or approbation.attachments:
            continue
        repeating_methods = set(_REPEATING_METHODS).intersection(approbation.methods)
        if not repeating_methods and not any(item.evidence for item in approbation.results):
            message = _("None of the methods here is one for measuring again. Methods for that: {methods}.").format(
                methods=joined(_shown_method(document, key) for key in _REPEATING_METHODS)
            )
            hint = _("Repeat the initial diagnostics, and add their method and evidence here.")
            yield Violation(document, ("methods",), message, hint)


def _shown_method(document: Document, key: str) -> WordedValue:
    field = document.form.by_key.get("methods") if document.form else None
    return field.shown_choice(key) if field else shown_value(key)
