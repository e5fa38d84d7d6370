"""How many rows of a route are done."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pdcli.documents.progress import RowProgress, row_progress
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.portfolio.routes import latest_routes


def progress_of(tmp_path: Path, data: dict[str, Any], name: str = "route") -> RowProgress | None:
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    file = tmp_path / "routes" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return row_progress(load_portfolio(tmp_path).by_ref[f"routes/{name}"])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"kind": "education-route"}, (0, 0, 32)),
        (
            {
                "kind": "education-route",
                "directions": {
                    "open_lessons": {"expected_result": "Two lessons", "done": "2027-03-12"},
                    "mentoring": {"product": "A plan"},
                    "courses": {"done": "2027-01-10", "attachments": ["e1"]},
                    "webinars": {"done": "soon"},
                    "contests": "a word in the place of a row",
                },
            },
            (2, 4, 32),
        ),
        ({"kind": "education-route", "directions": ["a list"]}, (0, 0, 32)),
        (
            {
                "kind": "route-sheet",
                "category": "teacher",
                "teacher_sheet": {
                    "personal_topic": {"rating": "+"},
                    "subject_courses": {"rating": "±", "done": "2027-02-01"},
                    "lesson_planning": {"rating": "-"},
                },
                "expert_sheet": {"personal_topic": {"rating": "+"}},
            },
            (2, 3, 8, (1, 1, 1)),
        ),
        (
            {
                "kind": "route-sheet",
                "category": "teacher",
                "teacher_sheet": {"personal_topic": {"rating": "+"}},
                "teacher_expected": {
                    "rapport": {"done": "2027-02-01"},
                    "settled": {"documents": ["a"]},
                    "smart_goals": {},
                },
            },
            (2, 3, 10, (1, 0, 0)),
        ),
        ({"kind": "route-sheet"}, None),
        (
            {"kind": "development-route", "goals": "To ask better", "progress": {"actions": {"done": "2027-05-01"}}},
            (1, 2, 4),
        ),
        ({"kind": "year-reflection"}, None),
        ({"kind": "nothing-known"}, None),
    ],
)
def test_rows_with_a_day_or_a_plus_are_done(
    data: dict[str, Any], expected: tuple[Any, ...] | None, tmp_path: Path
) -> None:
    assert progress_of(tmp_path, data) == (expected and RowProgress(*expected))


def test_routes_belong_to_the_year_that_they_state(tmp_path: Path) -> None:
    row = {"directions": {"courses": {"product": "A certificate"}}}
    for name, facts in {
        "a": {"school_year": "2026/2027"},
        "2026-2027-b": {},
        "c": {"date": "2026-09-04"},
        "2026-2027-another-year": {"school_year": "2025-2026"},
        "2026-2027-private": {"private": True},
        "no-year": {},
    }.items():
        progress_of(tmp_path, {"kind": "education-route", **facts, **row}, name)
    progress_of(tmp_path, {"kind": "education-route", "school_year": "2026-2027"}, "2026-2027-blank")
    portfolio = load_portfolio(tmp_path)
    routes = latest_routes(portfolio, "2026-2027")
    assert [route.document.ref for route in routes] == ["routes/2026-2027-b", "routes/a", "routes/c"]
    assert {route.rows for route in routes} == {(0, 1, 32, ())}
    assert [route.document.ref for route in latest_routes(portfolio, "2025-2026")] == ["routes/2026-2027-another-year"]
    assert latest_routes(portfolio, "2027-2028") == routes
