"""One small change of the good example for each rule of the families 0xx to 3xx and the first of 5xx."""

C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
LESSON = C1 + "lessons/2025-09-24-bolshekterdi-qosu.md"
DESIGN, APPROBATION = C1 + "4-design.yaml", C1 + "5-approbation.md"
GOAL = "## 1. Сабақтың мақсаты қандай?"

CASES = [
    ("PD002", LESSON, "topic: Бөл", "topic: Бөл¦: Бөл", []),
    ("PD003", "portfolio.yaml", "school: ", "school: а\n¦school: ", []),
    ("PD005", LESSON, "kind: lesson-analysis\n", "", []),
    ("PD006", LESSON, "kind: lesson-analysis", "kind: ¦lesson-analisis", []),
    ("PD008", "portfolio.yaml", "subject: ", "¦---\nsubject: ", []),
    ("PD009", LESSON, "topic: Бөл", "topic: Б¦\x07өл", []),
    ("PD010", LESSON, "---\n\n" + GOAL, "\n" + GOAL, []),
    ("PD011", LESSON, "\n" + GOAL, "\n¦Бос мәтін\n\n" + GOAL, []),
    ("PD012", LESSON, "## 3. Қандай әдістер қолданылды?", "¦## 3. Қандай тәсіл болды?", ["PD109"]),
    ("PD013", LESSON, "## 2. Сабақтың мақсатына қол жеткізілді ме?", f"¦{GOAL}", ["PD109"]),
    ("PD014", LESSON, "\n---\n\n" + GOAL, f"\ngoal: а\n---\n\n¦{GOAL}", []),
    ("PD015", LESSON, "## 6. Бо", "¦<!-- а\n## 6. Бо", ["PD109"]),
    ("PD018", LESSON, "## 2.", "¦## Дәлелдемелер\n\ne1\n\n## 2.", None),
    ("PD101", LESSON, "topic: ", "¦topik: а\ntopic: ", []),
    ("PD102", LESSON, "attachments: [e2]", "attachments: ¦e2", []),
    ("PD103", LESSON, "date: 2025-09-24", "date: ¦24.09.2025", []),
    ("PD103", LESSON, "date: 2025-09-24", "date: ¦2025-02-30", []),
    ("PD104", "portfolio.yaml", "\ncategory: moderator", "\ncategory: ¦модератор", []),
    ("PD105", "portfolio.yaml", "format: 1", "format: ¦-1", []),
    ("PD106", C1 + "2-analysis.md", "  - id: f2\n    kind", "  - ¦kind", ["PD309"]),
    ("PD107", C1 + "2-analysis.md", "id: f2", "id: ¦Ф2", ["PD309"]),
    ("PD108", "evidence.yaml", "id: e12", "id: ¦e11", ["PD501"] * 6),
    ("PD109", LESSON, "topic: Бөлшектерді қосу", "¦topic:", []),
    ("PD110", "portfolio.yaml", "format: 1", "format: ¦2", []),
    ("PD111", LESSON, "kind: lesson-analysis", "kind: ¦cycle", None),
    ("PD202", C1 + "2-analysis.md", "date: 2025-10-20", "date: ¦2025-10-02", []),
    ("PD203", LESSON, "date: 2025-09-24", "date: ¦2026-09-24", []),
    ("PD203", DESIGN, "due: 2025-12-12", "due: ¦2026-02-12", []),
    ("PD205", DESIGN, "end: 2025-11-14", "end: ¦2025-11-04", []),
    ("PD206", C2 + "cycle.yaml", "start: 2026-01-08", "start: ¦2025-12-20", []),
    ("PD207", C2 + "cycle.yaml", "previous: 2025-2026-1\n", "", []),
    ("PD208", C2 + "cycle.yaml", "previous: 2025-2026-1", "previous: ¦2024-2025-1", []),
    ("PD209", C2 + "cycle.yaml", "from: 2025-2026-1/c2", "from: ¦2025-2026-1/c8", []),
    ("PD303", DESIGN, "from: [r1]", "from: [¦r7]", ["PD302"]),
    ("PD304", APPROBATION, "  - goal: g2\n    measured", "  - goal: ¦g5\n    measured", ["PD305", "PD312"]),
    ("PD306", DESIGN, "    goal: g1\n  - action: «", "  - action: «", []),
    ("PD307", DESIGN, "    goal: g1\n  - action: «", "    goal: ¦g6\n  - action: «", []),
    ("PD309", C1 + "3-reflection.md", "from: [f1, f3]", "from: [f1, ¦f9]", []),
    ("PD310", DESIGN, "    goal: g2\n", "    goal: g1\n", []),
    ("PD311", APPROBATION, "    goal: g1\n    date", "    goal: ¦g4\n    date", []),
    ("PD312", APPROBATION, "    goal: g2\n  - id: c2", "    goal: g1\n  - id: c2", []),
    ("PD501", LESSON, "attachments: [e2]", "attachments: [¦e77]", []),
    ("PD502", "evidence.yaml", "file: evidence/seminar-2026-04.txt", "file: ¦evidence/joq.txt", []),
    ("PD503", "evidence.yaml", "file: evidence/seminar-2026-04.txt", "file: ¦../seminar.txt", []),
    ("PD503", "evidence.yaml", "file: evidence/seminar-2026-04.txt", "file: ¦C:\\seminar.txt", []),
    ("PD504", "evidence.yaml", "    file: evidence/buiryq-2025-11.txt\n", "", []),
]
CASES += [
    ("PD112", "portfolio.yaml", "# yaml-language-server: $schema=.pd/schemas/portfolio.schema.json\n", "", []),
    ("PD114", "research/kop-qadamdy-esep/article.md", "research_plan: research", "research_plan: ¦researchs", []),
]  # fmt: skip
