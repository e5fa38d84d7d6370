"""Growth areas: they rest on findings, and goals take them up."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity, shortened
from pdcli.documents.document import Document
from pdcli.documents.references import row_references
from pdcli.documents.validation import Loc
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.thread import choose, choose_in, growth_areas, violation
from pdcli.model.documents import Survey, is_conclusion, is_of_school
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import may_have_conclusion
from pdcli.thread.carryover import carried_in


def _findings(folder: CycleFolder) -> list[str]:
    return [item.id for item in folder.analysis.findings] if folder.analysis else []


@rule("PD302", "growth-area-without-goal", Severity.WARNING, r"""
clause: principle 2; table 1, stage 4
what:
  kk: Әр өсу аймағына мақсат қойылады.
  ru: На каждую зону роста есть цель.
  en: Every growth area has a goal.
why:
  kk: Аталған, бірақ ұмытылған өсу аймағы алтын арқауды үзеді.
  ru: Названная и забытая зона роста обрывает золотую нить.
  en: A growth area named and forgotten breaks the thread.
bad: |
  # 3-reflection.md
  growth_areas:
    - id: r1
    - id: r2
  # 4-design.yaml
  goals:
    - id: g1
      from: [r1]
good: |
  # 4-design.yaml
  goals:
    - id: g1
      from: [r1, r2]
fail:
- cycles/2025-2026-1/4-design.yaml: ['from: [r2]', 'from: [r1]']
  cycles/2025-2026-1/3-reflection.md: ['- id: r2', '- id: ¦r2']
pass:
- cycles/2025-2026-1/4-design.yaml:
  - "kind: design\nstatus: final"
  - "kind: design\nstatus: draft"
  - 'from: [r2]'
  - 'from: [r1]'
""")  # fmt: skip
def growth_area_without_goal(context: LintContext) -> Iterator[Violation]:
    """A growth area was named, the design is final, and no goal takes it up."""
    for issue in context.breaks.get("growth-area-without-goal", ()):
        message = _("No goal takes up the growth area {id}.").format(id=issue.node)
        hint = _("Add a goal with `from: [{id}]` in {place}, or leave this area out.")
        yield violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["design"].ref))


@rule("PD303", "unknown-growth-area", Severity.ERROR, """
clause: table 1, stage 4
what:
  kk: Мақсат сілтейтін өсу аймағы рефлексияда бар.
  ru: Зона роста, на которую ссылается цель, есть в рефлексии.
  en: The growth area that a goal refers to is in the reflection.
why:
  kk: Сілтеме үзілсе, мақсаттың негізі жоғалады.
  ru: Если ссылка оборвана, теряется основание цели.
  en: With a broken link the goal loses its basis.
bad: |
  # 3-reflection.md
  growth_areas:
    - id: r1
  # 4-design.yaml
  goals:
    - id: g1
      from: [r9]
good: |
  # 4-design.yaml
  goals:
    - id: g1
      from: [r1]
fail:
- cycles/2025-2026-1/4-design.yaml: ['from: [r1]', 'from: [¦r7]']
pass:
- cycles/2025-2026-1/4-design.yaml: ['from: [r1]', 'from: [r1, r2]']
""")  # fmt: skip
def unknown_growth_area(context: LintContext) -> Iterator[Violation]:
    """A goal names a growth area that the reflection does not have."""
    for issue in context.breaks.get("unknown-growth-area", ()):
        message = _("The reflection has no growth area `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(growth_areas(issue.cycle)))


@rule("PD308", "growth-area-without-finding", Severity.WARNING, r"""
clause: principle 2; table 1, stage 3
what:
  kk: Өсу аймағы талдау қорытындысына сүйенеді немесе бұрынғы циклдің түзетуін не мақсатын жалғастырады.
  ru: Зона роста опирается на вывод анализа или продолжает корректировку либо цель одного из прежних циклов.
  en: A growth area rests on a finding, or continues a correction or goal of an earlier cycle.
why:
  kk: Дерекке сүйенбеген өсу аймағы – жорамал ғана.
  ru: Зона роста без данных – лишь догадка.
  en: A growth area without data is only a guess.
bad:
  kk: |-
    growth_areas:
      - id: r1
        title: Модельдеу
  ru: |-
    growth_areas:
      - id: r1
        title: Моделирование
  en: |-
    growth_areas:
      - id: r1
        title: Modelling
good:
  kk: |-
    growth_areas:
      - id: r1
        title: Модельдеу
        from: [f1]
  ru: |-
    growth_areas:
      - id: r1
        title: Моделирование
        from: [f1]
  en: |-
    growth_areas:
      - id: r1
        title: Modelling
        from: [f1]
fail:
- cycles/2025-2026-1/3-reflection.md: ['- id: r1', '- id: ¦r1', "    from: [f1, f3]\n", '']
pass:
- cycles/2025-2026-2/3-reflection.md: ['from: [f1, 2025-2026-1/c2]', 'from: [2025-2026-1/c2]']
""")  # fmt: skip
def growth_area_without_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection neither rests on a finding of the analysis nor continues earlier work."""
    for issue in context.breaks.get("growth-area-without-finding", ()):
        message = _("The growth area {id} rests on no finding.").format(id=issue.node)
        sources = dict.fromkeys([*_findings(issue.cycle), *(item.ref for item in carried_in(issue.cycle))])
        yield violation(issue, message, choose_in("from", sources))


@rule("PD309", "unknown-finding", Severity.ERROR, """
clause: table 1, stage 3
what:
  kk: Өсу аймағы сілтейтін қорытынды талдауда не педагогтің өз сауалнамасында бар.
  ru: Вывод, на который ссылается зона роста, есть в анализе или в собственном опросе педагога.
  en: The finding that a growth area refers to is in the analysis, or in a survey of the teacher's own.
why:
  kk: Сілтеме үзілсе, өсу аймағының негізі жоғалады.
  ru: Если ссылка оборвана, теряется обоснование зоны роста.
  en: With a broken link the growth area loses its basis.
bad: |
  # 2-analysis.md
  findings:
    - id: f1
  # 3-reflection.md
  growth_areas:
    - id: r1
      from: [f9]
good: |
  # 3-reflection.md
  growth_areas:
    - id: r1
      from: [f1]
fail:
- cycles/2025-2026-1/3-reflection.md: ['from: [f1, f3]', 'from: [f1, ¦f9]']
- cycles/2025-2026-1/3-reflection.md: ['from: [f1, f3]', 'from: [f1, f3, ¦diagnostics/2025-2026-6-a/d9]']
- cycles/2025-2026-1/3-reflection.md: ['from: [f1, f3]', 'from: [f1, f3, ¦diagnostics/2025-2026-7-a/d1]']
pass:
- cycles/2025-2026-1/3-reflection.md: ['from: [f1, f3]', 'from: [f1, f3, f4]']
- cycles/2025-2026-1/3-reflection.md: ['from: [f1, f3]', 'from: [f1, f3, diagnostics/2025-2026-6-a/d1]']
""")  # fmt: skip
def unknown_finding(context: LintContext) -> Iterator[Violation]:
    """A growth area names a finding that the analysis does not have, or a conclusion that no diagnostic has."""
    for issue in context.breaks.get("unknown-finding", ()):
        message = _("The analysis has no finding `{id}`.").format(id=issue.names[0])
        yield violation(issue, message, choose(_findings(issue.cycle)))
    portfolio = context.portfolio
    for document, loc, name in _named_conclusions(portfolio) if not portfolio.is_school else ():
        if not may_have_conclusion(portfolio, name):
            message = _("No diagnostic has the conclusion `{reference}`.").format(reference=shortened(name, 80))
            yield Violation(document, loc, message, choose(_conclusions(portfolio)))


def _named_conclusions(portfolio: Portfolio) -> Iterator[tuple[Document, Loc, str]]:
    """Yield (document, place, reference) of what growth areas and conclusions say they come from, but for what the
    school has.
    """
    for document in (*portfolio.of_kind("reflection"), *portfolio.of_kind("diagnostic")):
        for loc, field, name in row_references(document.form, document.data) if document.form else ():
            if field.across and "/" in name and not is_of_school(name) and (not field.earlier or is_conclusion(name)):
                yield document, loc, name


def _conclusions(portfolio: Portfolio) -> list[str]:
    """The references to all conclusions of the teacher's own diagnostics."""
    return [
        f"{document.ref}/{row.id}"
        for document in portfolio.of_kind("diagnostic")
        for row in (document.model.conclusions if isinstance(document.model, Survey) else ())
    ]


@rule("PD313", "finding-not-taken-up", Severity.WARNING, """
clause: table 1, stage 3
what:
  kk: Талдаудағы әр қиындық өсу аймақтарының бірінде ескеріледі.
  ru: Каждая трудность из анализа вошла в одну из зон роста.
  en: Every difficulty of the analysis is taken up by one of the growth areas.
why:
  kk: Ескерілмеген қиындық келесі кезеңдерде көрінбейді, оған ешкім оралмайды.
  ru: Трудность, которая не вошла ни в одну зону роста, дальше не видна, и к ней никто не вернётся.
  en: A difficulty that is not taken up is not seen at any later stage, and nobody returns to it.
bad: |
  # 2-analysis.md
  findings:
    - id: f1
      kind: difficulty
    - id: f2
      kind: difficulty
  # 3-reflection.md
  growth_areas:
    - id: r1
      from: [f1]
good: |
  # 3-reflection.md
  growth_areas:
    - id: r1
      from: [f1, f2]
fail:
- cycles/2025-2026-1/2-analysis.md:
  - |2
      - id: f4
  - |2
      - id: ¦f5
        kind: difficulty
        text: 7 оқушы үлестірмені аяқтамады
        source: observation
      - id: f4
pass:
- cycles/2025-2026-1/2-analysis.md:
  - |2
      - id: f4
  - |2
      - id: f5
        kind: success
        text: 17 оқушы үлестірмені аяқтады
        source: observation
      - id: f4
- cycles/2025-2026-1/3-reflection.md: ['from: [f2, f4]', 'from: [f2]']
""")  # fmt: skip
def finding_not_taken_up(context: LintContext) -> Iterator[Violation]:
    """The reflection is final, and no growth area takes up a difficulty of the analysis."""
    for issue in context.breaks.get("finding-not-taken-up", ()):
        message = _("No growth area takes up the difficulty {id}.").format(id=issue.node)
        hint = _("Add `{id}` to `from` of a growth area in {place}, or make this difficulty a growth area of its own.")
        yield violation(issue, message, hint.format(id=issue.node, place=issue.cycle.stages["reflection"].ref))
