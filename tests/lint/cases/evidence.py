"""5xx from PD505 on: evidence on disk and tied to what it proves. What needs the disk is in test_evidence.py."""

C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
LESSON = C1 + "lessons/2025-10-08-qatynas.md"
METHODS = "Түсіндіру, үлгі бойынша шешу, жұптық тексеру."
HOURS = "resources: Кестеде екі бос сағат"
REGISTER = "evidence.yaml"
SEMINAR = "file: evidence/seminar-2026-04.txt"
# Evidence without an address beside its file.
ORDER = "file: evidence/buiryq-2025-11.txt"
HEAD = "status: final\nitems:\n"
FIRST = """  - id: e1
    title: Қыркүйек диагностикасы, 6 «Ә»
    kind: assessment
    file: evidence/diagnostika-2025-09.csv
    date: 2025-09-19
"""
LEVEL = "    level: class\n"
WHY = "    why: 24 оқушының 13-і мәтінді есептің шартын сызбаға түсіре алмайтынын көрсетеді\n"
DRAFT = HEAD.replace("final", "draft")
SCHOOL_LINK = "    title: Мектеп беті\n    kind: other\n    url: https://mysal.example/\n    date: 2026-04-16\n    level: school\n    why: Ашық сабақ хабарын көрсетеді\n"

CASES = [
    ("PD507", C1 + "5-approbation.md", "    evidence: [e6]", "    evidence: [¦e5]", []),
    ("PD508", C2 + "5-approbation.md", "    evidence: [e11]", "    evidence: [¦e5]", []),
    ("PD509", C1 + "5-approbation.md", "reached: yes\n    conclusion: Бес минут жеткілікті; бір қадамды есепте сызба дағдыға айналды\n    evidence: [e5]\n", "reached: ¦yes\n    conclusion: Бес минут жеткілікті; бір қадамды есепте сызба дағдыға айналды\n", []),
    ("PD509", "experience/kriteriydi-birge-quramyz/justification.md", "attachments: [e9, e10]", "¦attachments:", []),
    ("PD510", REGISTER, HEAD + FIRST + LEVEL + WHY, DRAFT + FIRST.replace("e1", "¦e1", 1) + LEVEL, []),
    ("PD511", REGISTER, HEAD + FIRST + LEVEL + WHY, DRAFT + FIRST.replace("e1", "¦e1", 1).replace("assessment", "publication") + WHY, []),
    # A name that no file has is told once, whatever else is wrong with it.
    ("PD502", REGISTER, SEMINAR, "file: ¦evidence/seminar?.txt", []),
    ("PD502", REGISTER, SEMINAR, "file: ¦evidence/Aux.2026.txt", []),
    ("PD502", REGISTER, SEMINAR, "file: ¦<evidence/seminar-2026-04.txt>", []),
    ("PD502", REGISTER, SEMINAR, "file: ¦file:///evidence/seminar-2026-04.txt", []),
    ("PD502", REGISTER, SEMINAR, f"file: ¦evidence/{'семинар-' * 22}.txt", []),
    ("PD515", REGISTER, SEMINAR, "file: ¦evidence /seminar-2026-04.txt", []),
    ("PD003", REGISTER, SEMINAR, f"url: www.mysal.example\n    {SEMINAR}\n    ¦url: https://mysal.example", []),
    ("PD502", REGISTER, ORDER, "¦file: https://mysal.example/seminar", []),
    ("PD513", REGISTER, "  - id: e13\n", "  - id: ¦e99\n" + SCHOOL_LINK + "  - id: e13\n", []),
    ("PD514", REGISTER, SEMINAR, "file: ¦evidence/saualnama-2026-05.csv", []),
    ("PD514", REGISTER, SEMINAR, "file: ¦./evidence//saualnama-2026-05.csv", ["PD515"]),
    ("PD516", REGISTER, ORDER, "url: ¦www.mysal.example/seminar", []),
    ("PD516", REGISTER, ORDER, "url: ¦https://", []),
    ("PD516", REGISTER, ORDER, "url: ¦https://mysal.example/a, https://mysal.example/b", []),
    ("PD516", REGISTER, ORDER, "url: ¦evidence/seminar-2026-04.txt", []),
    ("PD517", C1 + "2-analysis.md", "    evidence: [e4]", "    evidence: [¦e6]", []),
    ("PD517", C1 + "5-approbation.md", "    evidence: [e6]", "    evidence: [e6, ¦e8]", []),
    ("PD518", LESSON, METHODS, "Түсіндіру: [үлгі](¦../../../evidence/ulgi.pdf).", []),
    ("PD518", LESSON, METHODS, "Түсіндіру: <img width=9 src='¦taqta.png'>.", []),
    ("PD518", LESSON, METHODS, "Түсіндіру: [үлгі][1].\n\n[1]: ¦ulgi.pdf", []),
    ("PD518", LESSON, METHODS, "Түсіндіру.\n\n1) жұптық тексеру: ![сурет](<¦тақта суреті.png>)", []),
    ("PD518", LESSON, METHODS, "[Үлгі](../../../evidence.yaml) мен [үлгі](¦www.mysal.example/ulgi)", []),
    ("PD518", C1 + "4-design.yaml", HOURS, "resources: Кесте, [екі бос сағат](¦evidence/keste.pdf)", []),
    ("PD518", REGISTER, "why: 24 оқушының 13-і мәтінді", "why: 24 оқушының ([тізім](¦tizim.csv)) 13-і мәтінді", []),
    ("PD519", LESSON, METHODS, "Түсіндіру: [бейне](¦C:/Users/A/sabaq.mp4).", []),
    ("PD519", LESSON, METHODS, "Түсіндіру: [бейне](¦../../../../sabaq.mp4).", []),
    ("PD519", LESSON, METHODS, "Түсіндіру: [бейне](¦javascript:alert(1)).", []),
]  # fmt: skip
