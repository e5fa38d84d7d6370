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
