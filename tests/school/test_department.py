"""Several schools side by side."""

import json
from pathlib import Path

import pytest

from tests.helpers import run_pd, write


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "b/school.yaml": "kind: school\nname: Бәйтерек мектебі\nschool_year: 2026-2027\n",
        "b/school/2026-2027/plan.yaml":
            "kind: school-plan\napproved: {date: 2026-09-05}\nagreed: [{teacher: ali, cycle: 1, date: 2026-09-20}]\n",
        "b/teachers/ali/portfolio.yaml": "kind: portfolio\nname: Әли Мысалұлы\n",
        "b/teachers/head/portfolio.yaml": "kind: portfolio\nname: Бас Үлгі\nrole: head\n",
        "a/school.yaml": "kind: school\nname: Ардақ мектебі\nschool_year: 2025-2026\n",
        "a/teachers/bota/portfolio.yaml": "kind: portfolio\nname: Бота Үлгіқызы\n",
        "a/teachers/bota/evidence.yaml": "kind: evidence\nitems: [broken\n",
    })  # fmt: skip


def rows(schools: Path, *options: str) -> list[dict[str, object]]:
    data = json.loads(run_pd("school", ".", "--format", "json", "--date", "2026-11-01", *options, cwd=schools).out)
    items: list[dict[str, object]] = data["rows"]
    return items


def test_each_school_is_a_row_in_the_order_of_names(schools: Path) -> None:
    first, second = rows(schools)
    assert (first["name"], first["folder"], first["teachers"], first["unread"]) == ("Ардақ мектебі", "a", 1, 1)
    assert (second["name"], second["approved"], second["agreed"], second["teachers"]) == (
        "Бәйтерек мектебі", "2026-09-05", 1, 1,
    )  # fmt: skip
    assert (first["year"], second["year"]) == ("2025-2026", "2026-2027")


def test_no_person_is_named(schools: Path) -> None:
    for suffix in ("md", "csv", "html", "json"):
        text = run_pd("school", ".", "--to", suffix, "--out", "-", cwd=schools).out
        assert "Бәйтерек" in text
        assert not any(name in text for name in ("Мысалұлы", "Үлгі", "Бас "))


def test_what_cannot_be_read_is_told_by_the_exit_code(schools: Path) -> None:
    assert run_pd("school", ".", cwd=schools).code == 1
    write(schools, {"a/teachers/bota/evidence.yaml": "kind: evidence\n"})
    assert run_pd("school", ".", cwd=schools).code == 0


def test_one_measure_of_every_school(schools: Path) -> None:
    out = run_pd("school", ".", "--show", "self-assessed", cwd=schools, lang="kk").out
    assert "Ардақ мектебі" in out
    assert "Бәйтерек мектебі" in out


@pytest.mark.parametrize("options", [("--codes",), ("--to", "ics"), ("--show", "joq")])
def test_options_that_mean_nothing_here_are_refused(schools: Path, options: tuple[str, ...]) -> None:
    result = run_pd("school", ".", *options, cwd=schools)
    assert result.code == 2
    assert "Traceback" not in result.err
