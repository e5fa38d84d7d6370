"""One small change of the good example for rules of the family 2xx from PD211 on."""

C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
ANALYSIS, REFLECTION = C1 + "2-analysis.md", C1 + "3-reflection.md"
APPROBATION = C1 + "5-approbation.md"
FINDINGS = """\
findings:
  - id: f1
    kind: difficulty
    text: 24 оқушының 13-і мәтінді есептің шартын сызбаға түсіре алмайды
    source: achievement-data
    evidence: [e1, e2]
  - id: f2
    kind: difficulty
    text: 24 оқушының 13-і не үшін балл алғанын түсіндіре алмайды
    source: feedback
    evidence: [e3]
  - id: f3
    kind: difficulty
    text: Сызбаны мұғалім сызады, оқушыға екі минуттан аз уақыт қалады
    source: observation
    evidence: [e4]
    documents: [observation-sheets/2025-10-08-qatynas]
  - id: f4
    kind: success
    text: Жұптық тексеруден кейін есептеу қатесі 5-тен 2-ге азайды
    source: lesson-self-analysis
"""
ONE_SOURCE = FINDINGS
for _source in ("feedback", "observation", "lesson-self-analysis"):
    ONE_SOURCE = ONE_SOURCE.replace(f"source: {_source}\n", "source: achievement-data\n")
CARRIED = """\
carried_over:
  - from: 2025-2026-1/c1
    text: Критерийді мұғалім бермейді, екі үлгі жұмысты салыстырып оқушылар құрады
"""
SECOND = """\
  - from: 2025-2026-1/c2
    text: Көп қадамды есепте әр қадамға бөлек сызба сыздыру
"""
