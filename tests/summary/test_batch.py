"""Rows of many portfolios: the same for all, in the order of the alphabet, and kept between runs."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from pdcli.summary import batch
from pdcli.summary.batch import comparison_rows, pack_words
from pdcli.summary.comparison import (
    COLUMNS,
    ComparisonRow,
    Mark,
    alphabetical_key,
    comparison_row,
    row_data,
    row_from_data,
    sorted_rows,
)
from pdcli.wording.packs import pack_notice
from tests.helpers import EXAMPLES, write

DAY = date(2026, 11, 25)
AIGERIM = ComparisonRow(
    folder="aigerim", name="Айгерім Үлгібаева", school="Мысал ауылдық орта мектебі", subject="Математика",
    category="moderator", target_category="expert", cycles=2, cycles_complete=2, growth_areas=2, goals=4,
    goals_measured=4, goals_reached=3, breaks=0, lesson_analyses=9, self_assessments=2, experience=1,
    experience_stage="methodical", level="district", level_confirmed=None, research=2, evidence=39, evidence_confirmed=0, evidence_to_find=0,
    criteria_present=6, criteria_confirmed=0, criteria_asked=8, pack="kz-2025-02-25",
    newest=date(2026, 5, 29), unreadable=0, category_until=date(2029, 12, 26), test="present",
    test_until=date(2027, 4, 11), documents_read=53, evidence_files=39,
)  # fmt: skip


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The portfolios that were really read, in a cache of one's own."""
    monkeypatch.setenv("PD_CACHE_DIR", str(tmp_path / "kept"))
    seen: list[str] = []
    real: Callable[..., ComparisonRow] = batch.comparison_row

    def watched(*asked: object) -> ComparisonRow:
        found = real(*asked)
        seen.append(found.folder)
        return found

    monkeypatch.setattr(batch, "comparison_row", watched)
    return seen


def test_the_row_of_the_example() -> None:
    found = comparison_row(load_portfolio(EXAMPLES / "aigerim"), DAY)
    assert found.replace(newest=AIGERIM.newest, marks=()) == AIGERIM
    marks = {mark.number: mark.state for mark in found.marks}
    assert (marks["1.1"], marks["2.2"], marks["3.1"], marks["3.3"]) == ("present", "missing", "partly", "not-asked")
    assert not any(mark.confirmed for mark in found.marks)
    assert found.newest and date(2026, 5, 18) <= found.newest <= date(2026, 6, 30)


def test_a_row_survives_being_kept() -> None:
    assert row_from_data(row_data(AIGERIM)) == AIGERIM
    marked = AIGERIM.replace(newest=None, marks=(Mark("1.1", "present", True), Mark("2.2", "missing", False)))
    assert row_from_data(row_data(marked)) == marked
    for broken in ({}, {**row_data(AIGERIM), "more": 1}, {**row_data(AIGERIM), "newest": "жоқ"}):
        with pytest.raises(ValueError):
            row_from_data(broken)


def test_the_order_is_that_of_the_kazakh_alphabet() -> None:
    names = ["Яна", "Әсел", "Бек", "Арман", "Ұлан", "Уәли", "Үміт", "Ернар", "Zhan", None, "Қуат", "Кәрім", "іңкәр"]
    found = [
        item.name for item in sorted_rows(AIGERIM.replace(name=name, folder=str(n)) for n, name in enumerate(names))
    ]
    assert found == [
        "Zhan", "Арман", "Әсел", "Бек", "Ернар", "Кәрім", "Қуат", "Уәли", "Ұлан", "Үміт", "іңкәр", "Яна", None,
    ]  # fmt: skip
    assert alphabetical_key("АБ") == alphabetical_key("аб")


def test_a_second_run_reads_nothing_and_a_change_is_seen(tmp_path: Path, made: list[str]) -> None:
    school = tmp_path / "school"
    for name in ("aigerim", "daniyar"):
        shutil.copytree(EXAMPLES / name, school / name)
    roots = [school / "aigerim", school / "daniyar"]
    first = comparison_rows(roots, DAY)
    assert sorted(made) == ["aigerim", "daniyar"]
    made.clear()
    assert comparison_rows(roots, DAY) == first
    assert made == []
    (school / "daniyar" / "evidence").rename(school / "daniyar" / "elsewhere")
    changed = comparison_rows(roots, DAY)
    assert made == ["daniyar"]
    there = changed[school / "daniyar"]
    assert there.evidence_to_find > 0 == first[school / "daniyar"].evidence_to_find
    made.clear()
    assert comparison_rows(roots, DAY, use_cache=False) == changed
    assert sorted(made) == ["aigerim", "daniyar"]


def test_a_paper_that_becomes_a_copy_is_noticed(tmp_path: Path, made: list[str]) -> None:
    root = tmp_path / "aigerim"
    shutil.copytree(EXAMPLES / "aigerim", root)
    register = root / "evidence.yaml"
    register.write_text(
        register.read_text(encoding="utf-8")
        + "  - {id: e90, title: Т, kind: certificate, file: evidence/e90.pdf, date: 2026-01-29, level: district, why: Т, "
        'criterion: "2.2", listed: true}\n',
        encoding="utf-8",
    )
    size = (root / "evidence/olimpiada-2026-01.txt").stat().st_size
    (root / "evidence/e90.pdf").write_bytes(b"x" * size)
    assert comparison_rows([root], DAY)[root].criteria_present == 7
    shutil.copyfile(root / "evidence/olimpiada-2026-01.txt", root / "evidence/e90.pdf")
    assert comparison_rows([root], DAY)[root].criteria_present == 6
    assert made == ["aigerim", "aigerim"]


def test_another_day_is_looked_at_again(tmp_path: Path, made: list[str]) -> None:
    root = tmp_path / "aigerim"
    shutil.copytree(EXAMPLES / "aigerim", root)
    comparison_rows([root], DAY)
    assert comparison_rows([root], date(2099, 1, 1))[root].criteria_asked == 8
    assert made == ["aigerim", "aigerim"]


def test_rule_packs_are_named_with_their_notice() -> None:
    found = comparison_rows([EXAMPLES / "aigerim"], DAY, use_cache=False)
    said = {key: pack_notice(words.pack, "en") for key, words in pack_words(found, "en").items()}
    assert list(said) == ["kz-2025-02-25"]
    assert said["kz-2025-02-25"].startswith("kz-2025-02-25: ") and "not verified" in said["kz-2025-02-25"]


def test_a_pack_of_the_school_counts_and_its_change_is_seen(tmp_path: Path, made: list[str]) -> None:
    root = write(
        tmp_path / "school", {"school.yaml": "kind: school\n", "teachers/a/portfolio.yaml": "kind: portfolio\n"}
    )
    comparison_rows([root / "teachers/a"], DAY)
    write(root, {"packs/own.yaml": "key: own\n"})
    comparison_rows([root / "teachers/a"], DAY)
    assert made == ["a", "a"]


def test_a_broken_entry_is_made_again(tmp_path: Path, made: list[str]) -> None:
    root = tmp_path / "aigerim"
    shutil.copytree(EXAMPLES / "aigerim", root)
    first = comparison_rows([root], DAY)
    for file in (tmp_path / "kept").rglob("*.kept"):
        file.write_bytes(file.read_bytes()[:-5])
    assert comparison_rows([root], DAY) == first
    assert made == ["aigerim", "aigerim"]


def test_more_processes_give_the_same() -> None:
    roots = [EXAMPLES / name for name in ("aigerim", "stepnoe", "daniyar", "first-week")]
    assert comparison_rows(roots, DAY, jobs=2, use_cache=False) == comparison_rows(roots, DAY, jobs=1, use_cache=False)


def test_a_portfolio_that_cannot_be_read_has_its_row(tmp_path: Path) -> None:
    write(tmp_path, {
        "a/x/portfolio.yaml": "kind: portfolio\nname: Әсел\n",
        "a/x/evidence.yaml": b"\xff\xfe\x00",
        "b/x/portfolio.yaml": "kind: portfolio\nname: [\n",
        "b/x/cycles/c/1-action.md": "---\nkind: action\nstatus: final\n---\n",
    })  # fmt: skip
    found = comparison_rows([tmp_path / "b/x", tmp_path / "a/x"], DAY, use_cache=False)
    assert [(item.folder, item.name, item.cycles, item.unreadable) for item in found.values()] == [
        ("a/x", "Әсел", 0, 1), ("b/x", None, 1, 1),
    ]  # fmt: skip


def test_private_things_are_not_counted(tmp_path: Path) -> None:
    write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\nname: Әсел\n",
        "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, private: true}\n  - {id: e2}\n",
        "cycles/c/lessons/l.md": "---\nkind: lesson-analysis\nprivate: true\ndate: 2030-01-01\n---\n",
    })  # fmt: skip
    found = comparison_row(load_portfolio(tmp_path), DAY)
    assert (found.evidence, found.lesson_analyses, found.newest) == (1, 0, None)


def test_what_the_configuration_excludes_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\nname: Әсел\n",
        "pd.toml": 'exclude = ["old/**"]\n',
        "old/lesson.md": "---\nkind: lesson-analysis\n---\n",
    })  # fmt: skip
    assert comparison_rows([tmp_path], DAY, use_cache=False)[tmp_path].lesson_analyses == 0


def test_columns_are_those_of_the_row() -> None:
    aside = [
        "category_until", "test", "test_until", "marks", "evidence_claimed", "documents_read", "evidence_files",
        "unread_files",
    ]  # fmt: skip
    assert ["folder", *COLUMNS, *aside] == list(row_data(AIGERIM))


def test_portfolios_far_apart(tmp_path: Path) -> None:
    for place in ("a/deep/one", "b/two"):
        write(tmp_path / place, {"portfolio.yaml": "kind: portfolio\n"})
    found = comparison_rows([tmp_path / "a/deep/one", tmp_path / "b/two"], DAY, use_cache=False)
    assert [item.folder for item in found.values()] == ["a/deep/one", "b/two"]
    assert os.sep not in "".join(item.folder for item in found.values()) or os.sep == "/"
