"""Rules of the family 2xx that one change of one text cannot show, and where they must keep silent."""

import shutil
from pathlib import Path

import pytest

from pdcli.config import Options
from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import change
from tests.lint.cases.cycle import ANALYSIS, APPROBATION, C1, C2, CARRIED, FINDINGS, ONE_SOURCE, REFLECTION, SECOND
from tests.lint.helpers import found

ACTION, LESSON = C1 + "1-action.md", C1 + "lessons/2025-09-24-bolshekterdi-qosu.md"
GOAL_ROW = "  - from: 2025-2026-1/g2\n    text: Оқушылар балын критериймен түсіндіреді"
AREA = C2 + "3-reflection.md"
UNLINKED = ((", 2025-2026-1/c1, 2025-2026-1/g2", ""), (", 2025-2026-1/c2", ""))


def _only_cycles(root: Path) -> None:
    for folder in root.iterdir():
        if folder.is_dir() and folder.name != "cycles":
            shutil.rmtree(folder)


def test_months_without_a_document(good: Path) -> None:
    _only_cycles(good)
    change(good, C1 + "cycle.yaml", ("start: 2025-09-01", "start: 2025-05-01"))
    assert found(good) == []
    change(good, C1 + "cycle.yaml", ("start: 2025-05-01", "start: 2025-04-01"))
    assert found(good) == [("PD211", LESSON, "2025-09-24")]


def test_the_limit_of_idle_days(good: Path) -> None:
    _only_cycles(good)
    first = ("PD211", LESSON, "2025-09-24")
    assert first not in found(good, Options(idle_days=23))
    assert first in found(good, Options(idle_days=22))


def test_the_summer_is_not_idle(good: Path) -> None:
    _only_cycles(good)
    change(good, C1 + "cycle.yaml", ("start: 2025-09-01", "start: 2025-06-01"))
    assert ("PD211", LESSON, "2025-09-24") not in found(good, Options(idle_days=23))


def test_a_diary_shows_that_the_work_goes_on(good: Path) -> None:
    change(good, C1 + "cycle.yaml", ("start: 2025-09-01", "start: 2025-03-01"))
    _only_cycles(good)
    (good / "diary.md").write_text("---\nkind: growth-diary\ndate: 2025-05-10\n---\n", encoding="utf-8")
    assert found(good) == []


def test_a_draft_may_have_one_source(good: Path) -> None:
    change(good, ANALYSIS, (FINDINGS, ONE_SOURCE), ("status: final", "status: draft"))
    assert "PD212" not in {code for code, _file, _text in found(good)}


@pytest.mark.parametrize("findings", ["[f4, f2]", "[f4, f9]", "[f9]", "[]"])
def test_a_growth_area_with_something_else_than_successes(good: Path, findings: str) -> None:
    change(good, REFLECTION, ("from: [f2, f4]", f"from: {findings}"))
    assert found(good) == []


UNMEASURED = [
    ("methods: [new-methods, formative-assessment, repeated-diagnostics]", "methods: [new-methods]"),
    ("    evidence: [e5]\n", ""),
    ("    evidence: [e6]\n", ""),
    ("attachments: ", "# attachments: "),
]


def test_an_approbation_that_measures_nothing(good: Path) -> None:
    change(good, APPROBATION, *UNMEASURED)
    assert found(good) == [("PD214", APPROBATION, "[new-methods]")]


@pytest.mark.parametrize("kept", range(4))
def test_one_sign_of_a_second_diagnosis_is_enough(good: Path, kept: int) -> None:
    change(good, APPROBATION, *(pair for number, pair in enumerate(UNMEASURED) if number != kept))
    assert found(good) == []


def test_following_the_dynamics_is_a_second_diagnosis(good: Path) -> None:
    change(good, APPROBATION, *UNMEASURED, ("methods: [new-methods]", "methods: [dynamics]"))
    assert found(good) == []


def test_a_correction_and_its_goal_are_dropped(good: Path) -> None:
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND + GOAL_ROW, "carried_over:\n" + SECOND))
    change(good, AREA, *UNLINKED)
    assert found(good) == [("PD215", C2 + "cycle.yaml", "carried_over:")] * 2


def test_a_carried_correction_takes_its_goal_along(good: Path) -> None:
    change(good, AREA, *UNLINKED)
    change(good, C2 + "cycle.yaml", (GOAL_ROW, ""))
    assert found(good) == []


@pytest.mark.parametrize(
    "word",
    [
        "focus: c2 түзетуі орындалды. ",
        "# 2025-2026-1/c2: екінші тоқсанға қалдырылды\nfocus: ",
        "focus: көп қадамды  есепте әр қадамға бөлек сызба сыздыру. ",
    ],
)
def test_a_word_about_a_correction_is_enough(good: Path, word: str) -> None:
    change(good, AREA, *UNLINKED)
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND, CARRIED), ("focus: ", word))
    assert found(good) == []


def test_a_growth_area_takes_up_what_it_continues(good: Path) -> None:
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND + GOAL_ROW, "carried_over:\n" + SECOND))
    assert found(good) == []
    change(good, AREA, ("2025-2026-1/c1, ", ""))
    assert found(good) == [("PD215", C2 + "cycle.yaml", "carried_over:")], "the goal is taken up, its correction is not"


def test_growth_areas_alone_may_continue_the_last_cycle(good: Path) -> None:
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND + GOAL_ROW, ""))
    assert found(good) == []
    change(good, AREA, *UNLINKED)
    assert [code for code, _file, _text in found(good)] == ["PD207"]


@pytest.mark.parametrize("name", ["2025-2026-1/c9", "2024-2025-1/g1", "2025-2026-2/c1"])
def test_a_growth_area_continues_only_what_is_there_and_earlier(good: Path, name: str) -> None:
    change(good, AREA, ("2025-2026-1/c2", name))
    assert ("PD209", AREA, f"{name}]") in found(good)
    (told,) = (item for item in lint(load_portfolio(good)) if item.code == "PD209")
    assert told.hint.count("2025-2026-1/") == 4, "its two goals and two corrections"
    assert "2025-2026-2/" not in told.hint


def test_a_growth_area_may_rest_on_earlier_work_alone(good: Path) -> None:
    change(good, AREA, ("from: [f1, 2025-2026-1/c2]", "from: [2025-2026-1/c2]"))
    assert found(good) == []
    change(good, AREA, ("    from: [2025-2026-1/c2]\n", ""))
    (told,) = (item for item in lint(load_portfolio(good)) if item.code == "PD308")
    assert "`f3`, `2025-2026-1/c1`, `2025-2026-1/c2`, `2025-2026-1/g2`" in told.hint


@pytest.mark.parametrize("word", ["focus: c20 және c2а, 2025-2026-2/c2. ", "focus: abc2 "])
def test_another_id_is_no_mention(good: Path, word: str) -> None:
    change(good, AREA, *UNLINKED)
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND, CARRIED), ("focus: ", word))
    assert found(good) == [("PD215", C2 + "cycle.yaml", "carried_over:")]


def test_a_cycle_that_is_only_planned_may_grow(good: Path) -> None:
    for path in (good / C2).rglob("*.*"):
        if path.is_file() and path.name != "cycle.yaml":
            path.unlink()
    change(good, C2 + "cycle.yaml", (CARRIED + SECOND, CARRIED), ("status: final", "status: draft"))
    assert found(good) == []


def _drop_lessons(root: Path, cycle: str) -> None:
    for path in (root / cycle / "lessons").iterdir():
        path.unlink()


def test_a_cycle_without_lessons(good: Path) -> None:
    _drop_lessons(good, C1)
    assert found(good) == [("PD216", ACTION, "final")]


def test_a_lesson_may_lie_elsewhere_or_be_broken(good: Path) -> None:
    lesson = (good / LESSON).read_text(encoding="utf-8")
    _drop_lessons(good, C1)
    other = good / "lessons" / "a.md"
    other.parent.mkdir()
    other.write_text(lesson, encoding="utf-8")
    assert found(good) == []
    other.write_text(lesson.replace("2025-09-24", "2024-09-24"), encoding="utf-8")
    assert found(good) == [("PD216", ACTION, "final")]
    (good / LESSON).write_text("---\nkind: [\n---\n", encoding="utf-8")
    assert found(good) == []


def test_a_cycle_that_is_over_but_not_finished(good: Path) -> None:
    change(good, APPROBATION, ("status: final", "status: draft"))
    assert found(good) == [("PD217", APPROBATION, "draft")]
    change(good, APPROBATION, ("status: draft\n", ""))
    assert found(good) == [("PD217", APPROBATION, "approbation")]
    (good / APPROBATION).unlink()
    assert ("PD217", C1 + "cycle.yaml", "cycle") in found(good)


def test_the_last_cycle_may_be_unfinished(good: Path) -> None:
    change(good, C2 + "5-approbation.md", ("status: final", "status: draft"))
    assert found(good) == []


def test_the_next_cycle_may_be_made_ahead_of_time(good: Path) -> None:
    change(good, APPROBATION, ("status: final", "status: draft"))
    for path in (good / C2).rglob("*.*"):
        if path.is_file() and path.name != "cycle.yaml":
            path.unlink()
    (good / C2 / "1-action.md").write_text("---\nkind: action\nstatus: draft\n---\n", encoding="utf-8")
    assert found(good) == []


def test_a_date_of_an_approbation_before_its_changes_is_told_once(good: Path) -> None:
    change(good, APPROBATION, ("date: 2025-12-22", "date: 2024-12-22"))
    assert [code for code, _file, _text in found(good)] == ["PD202", "PD203"]


def test_a_reversed_period_is_not_over(good: Path) -> None:
    change(good, C1 + "cycle.yaml", ("end: 2025-12-31", "end: 2025-08-31"))
    change(good, APPROBATION, ("status: final", "status: draft"))
    assert [code for code, _file, _text in found(good)] == ["PD205"]
