"""One small change of the good example for each rule of the family 4xx."""

C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
DESIGN, APPROBATION = C1 + "4-design.yaml", C1 + "5-approbation.md"
LATER = C2 + "4-design.yaml"
FIRST_GOAL = "goal: 12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады"
SECOND_GOAL = "goal: 15 желтоқсанға дейін оқушылар балын критериймен түсіндіреді"
LEVELS = """\
    indicator: Толық сызбасы бар жұмыстар үлесі (10 есептік диагностика)
    baseline: 29 %
    target: 60 %
"""
BETWEEN = """
    competence: practice
    indicator: Толық сызбасы бар жұмыстар үлесі (10 есептік диагностика)
    baseline: 29 %
    target: 60 %
    due: 2025-12-12
    from: [r1]
  - id: g2
    """
VAGUE = """\
    indicator: ¦Сызбаның сапасы
    baseline: онша емес
    target: айтарлықтай артады
"""

CASES = [
    ("PD401", DESIGN, LEVELS, VAGUE, []),
    ("PD402", DESIGN, "target: 75 %", "target: ¦айтарлықтай көп", []),
    ("PD402", LATER, "target: '14'", "target: ¦60 %", []),
    ("PD403", DESIGN, "target: 60 %", "target: ¦29%", []),
    ("PD404", DESIGN, "due: 2025-12-12", "due: ¦2025-11-03", []),
    ("PD405", DESIGN, "end: 2025-11-21", "end: ¦2025-12-20", []),
    ("PD408", DESIGN, FIRST_GOAL + BETWEEN + SECOND_GOAL, FIRST_GOAL + BETWEEN + "goal: ¦" + FIRST_GOAL[6:], []),
    ("PD409", APPROBATION, "measured: 67 %", "measured: ¦айтарлықтай өсті", []),
    ("PD410", APPROBATION, "measured: 67 %\n    reached: yes", "measured: 57 %\n    reached: ¦yes", []),
    ("PD410", APPROBATION, "measured: 63 %\n    reached: partly", "measured: 80 %\n    reached: ¦no", []),
    ("PD411", DESIGN, "start: 2025-11-10\n    end: 2025-11-12", "start: 2025-10-20\n    end: ¦2025-10-22", []),
    ("PD412", DESIGN, FIRST_GOAL, "goal: ¦Мәтінді есепті модельдеуге үйрету", []),
]
