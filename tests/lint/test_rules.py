"""Each rule fires for one small change of the good example, at the changed place, and nothing else fires.

The unchanged example is the good fixture of every rule; the change is its bad one. `¦` in the new text marks the place
where the finding must be; the last column names every other finding that the change really causes.
"""

from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.lint.rules import RULES
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.portfolio.source import LineIndex

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
    ("PD108", "evidence.yaml", "id: e12", "id: ¦e11", ["PD501", "PD501", "PD501"]),
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
    ("PD504", "evidence.yaml", "    file: evidence/seminar-2026-04.txt\n", "", []),
]


@pytest.mark.parametrize(("code", "name", "old", "new", "others"), CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_a_rule_fires_where_the_mistake_is(
    good: Path, code: str, name: str, old: str, new: str, others: list[str] | None, newline: str, bom: bytes
) -> None:
    path = good / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, "the example no longer has this text"
    marked = text.replace(old, new, 1).replace("\n", newline)
    path.write_bytes(bom + marked.replace("¦", "").encode("utf-8"))
    found = lint(load_portfolio(good))
    if "¦" in marked:
        place = LineIndex(marked).position(marked.index("¦"))
        assert (code, path, *place) in [(item.code, item.path, item.span.line, item.span.column) for item in found]
    rest = [item.code for item in found]
    assert code in rest
    rest.remove(code)
    if others is not None:
        assert sorted(rest) == others


def test_a_goal_without_growth_area(good: Path) -> None:
    path = good / DESIGN
    path.write_text(path.read_text(encoding="utf-8").replace("    from: [r1]\n", "", 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD302", "PD301"]


def test_a_stage_that_is_not_there(good: Path) -> None:
    (good / C1 / "2-analysis.md").unlink()
    assert {item.code for item in lint(load_portfolio(good))} == {"PD201", "PD309"}


def test_a_draft_below_final_stages(good: Path) -> None:
    path = good / C1 / "2-analysis.md"
    path.write_text(path.read_text(encoding="utf-8").replace("final", "draft", 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD204"] * 3


def test_a_growth_area_without_finding(good: Path) -> None:
    path = good / C1 / "3-reflection.md"
    path.write_text(path.read_text(encoding="utf-8").replace("    from: [f1, f3]\n", "", 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD308"]


def test_a_cycle_without_its_file(good: Path) -> None:
    (good / C1 / "cycle.yaml").unlink()
    assert [item.code for item in lint(load_portfolio(good))] == ["PD210"]


def test_files_that_cannot_be_read(good: Path) -> None:
    (good / "a.yaml").symlink_to(good / "nothing")
    (good / "b.yaml").write_bytes("kind: cycle\n".encode("utf-16"))
    (good / "c.yaml").write_bytes("kind: cycle\nfocus: Урок\n".encode("cp1251"))
    (good / "d.yaml").write_bytes(b"kind: cycle\nfocus: '" + b"a" * (2 * 1024 * 1024) + b"'\n")
    found = [(item.path.name, item.code, item.span.line) for item in lint(load_portfolio(good))]
    assert found == [("a.yaml", "PD017", 1), ("b.yaml", "PD001", 1), ("c.yaml", "PD001", 2), ("d.yaml", "PD007", 1)]


def test_the_cases_name_real_rules() -> None:
    known = {rule.code for rule in RULES}
    assert len({case[0] for case in CASES}) >= 30
    assert {case[0] for case in CASES} <= known
