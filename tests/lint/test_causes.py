"""One cause, one message: what depends on something that is told says nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.lint.fix import apply_fixes
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import change, run_pd
from tests.lint.helpers import APPROBATION, C1, DESIGN

REFLECTION, ANALYSIS = C1 + "3-reflection.md", C1 + "2-analysis.md"


def _codes(root: Path) -> list[str]:
    return [item.code for item in lint(load_portfolio(root))]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        (DESIGN, "  - id: g2", "  - id: g1", "PD108"),
        (DESIGN, "  - id: g2", "  - id: goal 2", "PD107"),
        (DESIGN, "  - id: g2", "  - ід: g2", "PD101"),
        (DESIGN, "  - id: g2", "    id: g2", "PD002"),
        (DESIGN, "\ngoals:", "\ngoalz!:", "PD101"),
        (REFLECTION, "\ngrowth_areas:", "\ngrowth areas:", "PD101"),
        (REFLECTION, "  - id: r2", "  - id: 2", "PD107"),
        (ANALYSIS, "  - id: f3", "    id: f3", "PD002"),
        ("evidence.yaml", "  - id: e4", "  - id: e3", "PD108"),
        (APPROBATION, "    goal: g1", "    goal: g 1", "PD107"),
    ],
)
def test_a_row_that_is_lost_is_told_once(good: Path, name: str, old: str, new: str, code: str) -> None:
    change(good, name, (old, new))
    assert _codes(good) == [code]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        (APPROBATION, "  - goal: g1\n    measured", "  - goal: g8\n    measured", "PD304"),
        (DESIGN, "    goal: g1\n  - action: «", "    goal: g4\n  - action: «", "PD307"),
        (REFLECTION, "status: final\n", "# status: final\n", "PD034"),
        (ANALYSIS, "date: ", "#date: ", "PD034"),
        (REFLECTION, "from: [f1, f3]", "from: [f1., f3]", "PD107"),
        ("observation-sheets/2026-03-18-ashyq-sabaq.yaml", "goal_setting:", "Goal-setting:", "PD101"),
        ("observation-sheets/2026-03-18-ashyq-sabaq.yaml", "observer_role: commission-member", "observer_role: МҮШЕ", "PD104"),
        ("routes/2025-2026-route-sheet.yaml", "  subject_courses:", "  subject.courses:", "PD101"),
    ],
)  # fmt: skip
def test_what_follows_from_a_slip_is_not_told(good: Path, name: str, old: str, new: str, code: str) -> None:
    change(good, name, (old, new))
    assert _codes(good) == [code]


def test_the_only_row_without_its_hyphen_is_read(good: Path) -> None:
    path = good / "evidence.yaml"
    text = path.read_text(encoding="utf-8")
    before = lint(load_portfolio(good))
    assert before == []
    first, _hyphen, _rest = text.partition("  - id: e2\n")
    path.write_text(first.replace("  - id: e1", "    id: e1"), encoding="utf-8")
    codes = _codes(good)
    assert codes.count("PD102") == 1
    assert all("`e1`" not in item.message.text("en") for item in lint(load_portfolio(good)) if item.code == "PD501")


def test_a_goal_without_a_result_is_told_beside_a_result_that_has_one(good: Path) -> None:
    path = good / APPROBATION
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  - goal: g2\n    measured", "  - goal: g1\n    measured", 1), encoding="utf-8")
    assert "PD305" in _codes(good)


def test_a_number_beyond_all_rows_is_told_beside_a_lost_row(good: Path) -> None:
    change(good, DESIGN, ("  - id: g2", "  - id: goal 2"))
    change(good, APPROBATION, ("    goal: g1", "    goal: g17"))
    assert set(_codes(good)) == {"PD107", "PD311"}


ESSAY = "---\nkind: essay\ntitle: Менің жолым\nstatus: final\ndate: 2026-05-11\ntopic: Жол\n---\n\n## Эссе мәтіні\n\nБалаларды көріп, мұғалім болдым.\n"


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("## Эссе мәтіні\n", "Эссе мәтіні: жұптық жұмыс\n", ["PD011"]),
        ("Балаларды", "<<<<<<< HEAD\nБалаларды", ["PD033"]),
        ("Балаларды көріп, мұғалім болдым.\n", "", ["PD109"]),
        ("мәтіні", "мәтіні", ["PD811"]),
    ],
)
def test_an_essay_that_is_lost_is_not_called_short(good: Path, old: str, new: str, codes: list[str]) -> None:
    path = good / "essays/2026-05-11-zhol.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ESSAY.replace(old, new), encoding="utf-8")
    assert [
        item.code for item in lint(load_portfolio(good)) if item.path == path and item.severity != "advice"
    ] == codes


@pytest.mark.parametrize("rest", [0, 2, 5, 11])
def test_a_file_that_lost_its_end_is_told_once(good: Path, rest: int) -> None:
    path = good / C1 / "1-action.md"
    text = path.read_text(encoding="utf-8")
    at = text.rindex("\n## ") + 1
    path.write_text(text[: at + rest], encoding="utf-8")
    assert len(_codes(good)) == 1


@pytest.mark.parametrize("name", ["1-action.md", "2-analysis.md", "3-reflection.md", "4-design.yaml", "cycle.yaml"])
def test_a_stage_in_another_folder_is_told_once(good: Path, name: str) -> None:
    (good / C1 / name).rename(good / name)
    assert _codes(good) == ["PD024"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("portfolio.yaml", "\ncategory: ", '\ncategory: ""x"" '),
        (DESIGN, "status: final\n", "status: final\nқалғанын кейін жазамын\n"),
        (DESIGN, "kind: design\n", "kind: design\n=== бөлім ===\n"),
        (DESIGN, "    due: ", "    due::"),
        (C1 + "cycle.yaml", "  start: ", " \tstart: "),
        (DESIGN, "goals:\n  - id: g1\n", "goals:\n\t\t- id: g1\n"),
        (DESIGN, "  - id: g2", "  - \ufeffid: g2"),
        (DESIGN, "  - id: g2", '  - "id": "g2",'),
    ],
)
def test_text_that_cannot_be_read_is_told_once(good: Path, name: str, old: str, new: str) -> None:
    change(good, name, (old, new))
    assert _codes(good) == ["PD002"]


def test_slips_in_two_fields_are_told_both(good: Path) -> None:
    change(good, DESIGN, ("status: final", "status:final"))
    change(good, DESIGN, ("    due: ", "     due: "))
    assert _codes(good) == ["PD002", "PD002"]


def test_personal_data_is_told_on_a_line_that_cannot_be_read(good: Path) -> None:
    change(good, DESIGN, ("    goal: ", "    goal: 850101300015 : "))
    assert {"PD002", "PD601"} <= set(_codes(good))


def _twice(text: str) -> str:
    return f"{text}\n{text}"


def _facts_twice(text: str) -> str:
    front = text[: text.index("\n---\n") + 5]
    return f"{front}\n{text}"


@pytest.mark.parametrize("change", [_twice, _facts_twice])
@pytest.mark.parametrize("name", [ANALYSIS, C1 + "lessons/2025-09-24-bolshekterdi-qosu.md"])
def test_what_was_pasted_twice_is_told_once_and_taken_out(good: Path, name: str, change: Callable[[str], str]) -> None:
    path = good / name
    text = path.read_text(encoding="utf-8")
    path.write_text(change(text), encoding="utf-8")
    (found,) = lint(load_portfolio(good))
    assert found.code == "PD028" and found.fix is not None
    assert found.span.line == change(text).splitlines().index("---", text.splitlines().index("---", 1) + 1) + 1
    path.write_text(apply_fixes(change(text), [found.fix]), encoding="utf-8")
    assert path.read_text(encoding="utf-8").split() == text.split()
    assert _codes(good) == []


def test_a_second_copy_with_other_words_is_told_without_a_fix(good: Path) -> None:
    path = good / ANALYSIS
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.replace("id: f1", "id: f9"), encoding="utf-8")
    (found,) = lint(load_portfolio(good))
    assert found.code == "PD008" and found.fix is None


@pytest.mark.parametrize("name", ["1-action copy.md", "1-action (2).md", "1-action – копия.md", "Көшірме 1-action.md",
                                  "1-action (Aigerim's conflicted copy 2026-10-14).md", "1-action 2.md", "1-action-b.md"])  # fmt: skip
def test_a_copy_beside_a_document_is_told_once(good: Path, name: str) -> None:
    text = (good / C1 / "1-action.md").read_text(encoding="utf-8").replace("[e2]", "[e77]")
    (good / C1 / "1-action.md").write_text(text, encoding="utf-8")
    (good / C1 / name).write_text(text, encoding="utf-8")
    found = lint(load_portfolio(good))
    assert sorted(item.code for item in found) == ["PD036", "PD501"]
    copy = next(item for item in found if item.code == "PD036")
    assert copy.path.name == name and name in copy.hint.text("en") and "1-action.md" in copy.message.text("en")


def test_new_documents_of_one_day_and_title_are_no_copies(good: Path) -> None:
    before = _codes(good)
    for _number in range(2):
        assert run_pd("new", "lesson-analysis", "Қатынас", "--date", "2025-10-01", cwd=good).code == 0
    assert _codes(good) == before
    lessons = sorted((good / "cycles").rglob("2025-10-01-*.md"))
    text = lessons[0].read_text(encoding="utf-8").replace("class:", "class: 6 «Ә»")
    for lesson in lessons:
        lesson.write_text(text, encoding="utf-8")
    assert sorted({*_codes(good)} - {*before}) == ["PD036"]


def test_a_changed_copy_is_told_and_another_document_is_not(good: Path) -> None:
    lesson = good / C1 / "lessons" / "2025-09-24-bolshekterdi-qosu.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.with_name(f"{lesson.stem} copy.md").write_text(text.replace("topic: ", "topic: Жаңа "), encoding="utf-8")
    assert _codes(good) == ["PD036"]
    front = text[: text.index("\n---\n") + 5].replace("topic: ", "topic: Жаңа ").replace("final", "draft")
    lesson.with_name(f"{lesson.stem} copy.md").write_text(front, encoding="utf-8")
    lesson.with_name(f"{lesson.stem} copy.md").rename(lesson.with_name("2025-09-25-basqa.md"))
    assert _codes(good) == []


def _fixed(root: Path, name: str) -> str:
    text = (root / name).read_text(encoding="utf-8")
    fixes = [item.fix for item in lint(load_portfolio(root)) if item.fix]
    return apply_fixes(text, fixes)


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        (DESIGN, "\nplan:\n", "\n", "PD101"),
        (DESIGN, "\nplan:\n", "\n# plan:\n", "PD101"),
        (DESIGN, "kind: design", "kind: essay", "PD006"),
        (ANALYSIS, "kind: analysis", "kind: reflection", "PD006"),
        ("evidence.yaml", "kind: evidence", "kind: design", "PD006"),
    ],
)
def test_what_stands_at_another_place_is_told_once_and_put_back(
    good: Path, name: str, old: str, new: str, code: str
) -> None:
    before = (good / name).read_text(encoding="utf-8")
    change(good, name, (old, new))
    assert _codes(good) == [code]
    assert _fixed(good, name).replace("\n\n", "\n") == before.replace("\n\n", "\n")


def test_fields_of_a_group_beside_it_are_told_once(good: Path) -> None:
    name = C1 + "cycle.yaml"
    before = (good / name).read_text(encoding="utf-8")
    assert "\n  start:" in before
    (good / name).write_text(before.replace("\n  start:", "\nstart:").replace("\n  end:", "\nend:"), encoding="utf-8")
    assert _codes(good) == ["PD101"]
    assert _fixed(good, name) == before


@pytest.mark.parametrize("name", [ANALYSIS, DESIGN])
def test_no_break_spaces_all_over_are_told_once(good: Path, name: str) -> None:
    before = (good / name).read_text(encoding="utf-8")
    (good / name).write_text(before.replace(" ", "\u00a0"), encoding="utf-8")
    assert _codes(good) == ["PD002"]
    assert _fixed(good, name) == before


@pytest.mark.parametrize("name", ["evidence.xlsx", "evidence.toml", ""])
def test_a_register_that_is_gone_is_told_once(good: Path, name: str) -> None:
    register = good / "evidence.yaml"
    if name:
        register.rename(good / name)
    else:
        register.unlink()
    found = [item for item in lint(load_portfolio(good)) if item.code == "PD501"]
    assert len(found) == 1 and "evidence.yaml" in found[0].message.text("en")
    assert any(char.isdigit() and char not in "01" for char in found[0].message.text("en"))
