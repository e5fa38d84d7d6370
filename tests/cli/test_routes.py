"""Routes and route sheets as living plans: what is done of them, and what shows it."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from pdcli.model.school_year import school_year
from tests.helpers import run_pd

YEAR = school_year(date.today())
DAY = f"{YEAR[:4]}-10-20"
ROUTE = f"""\
kind: education-route
title: My route
school_year: {YEAR}
directions:
  open_lessons:
    expected_result: Two lessons
    product: Plans
  courses:
    expected_result: A course
    product: A certificate
"""
LIVING = ROUTE.replace("Plans\n", f"Plans\n    done: {DAY}\n    documents: [routes/plan]\n")
# A document that shows what was done.
PLAN = f"""\
---
kind: development-route
date: {DAY}
progress:
  goals:
    done: {DAY}
---
## What do I want? (Goals)

To ask better questions.
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    (tmp_path / "routes").mkdir()
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\nname: A Teacher\nlang: en\n", encoding="utf-8")
    (tmp_path / "routes" / "route.yaml").write_text(LIVING, encoding="utf-8")
    (tmp_path / "routes" / "plan.md").write_text(PLAN, encoding="utf-8")
    return tmp_path


def test_status_tells_what_is_done_of_each_route_of_the_year(portfolio: Path) -> None:
    (portfolio / "routes" / "old.yaml").write_text(LIVING.replace(YEAR, "2019-2020"), encoding="utf-8")
    lines = run_pd("status", cwd=portfolio, lang="en").out.replace("\u00a0", " ").splitlines()
    assert [line for line in lines if "rows done" in line] == [
        "Individual professional development route: rows done 1 / 4, filled in 1",
        "My route: rows done 1 / 32, filled in 2",
    ]


def test_status_shows_the_routes_of_the_last_year_that_has_one(portfolio: Path) -> None:
    (portfolio / "routes" / "plan.md").unlink()
    (portfolio / "routes" / "route.yaml").write_text(LIVING.replace(YEAR, "2019-2020"), encoding="utf-8")
    (portfolio / "routes" / "older.yaml").write_text(LIVING.replace(YEAR, "2018-2019"), encoding="utf-8")
    lines = run_pd("status", cwd=portfolio, lang="en").out.replace("\u00a0", " ").splitlines()
    assert [line for line in lines if "rows done" in line] == [
        "My route (school year 2019/2020): rows done 1 / 32, filled in 2"
    ]


SHEET = """\
kind: route-sheet
title: My sheet
school_year: 2019-2020
category: teacher
teacher_sheet:
  personal_topic:
    rating: +
  subject_courses:
    rating: ±
  lesson_planning:
    rating: ±
"""


def test_summary_shows_the_routes_of_every_year_with_the_ratings(portfolio: Path) -> None:
    (portfolio / "routes" / "sheet.yaml").write_text(SHEET, encoding="utf-8")
    run_pd("summary", "--to", "md,html,json", "--date", DAY, cwd=portfolio, lang="en")
    data = json.loads((portfolio / "build" / "summary.json").read_text(encoding="utf-8"))
    assert [(item["ref"], item["done"], item["filled"], item["rows"]) for item in data["routes"]] == [
        ("routes/plan", 1, 1, 4),
        ("routes/route", 1, 2, 32),
        ("routes/sheet", 1, 3, 8),
    ]
    assert [[(item["rating"], item["rows"]) for item in route["ratings"]] for route in data["routes"]] == [
        [], [], [("+", 1), ("±", 2), ("-", 0)],
    ]  # fmt: skip
    for suffix in ("md", "html"):
        page = (portfolio / "build" / f"summary.{suffix}").read_text(encoding="utf-8").replace("\u00a0", " ")
        assert "My route" in page and "1 / 32" in page
        row = next(line for line in page.splitlines() if "My sheet" in line)
        assert re.findall(r"[0-9–/]+", re.sub(r"<[^>]*>", " ", unescape(row))) == [
            "2019/2020",
            "1",
            "/",
            "8",
            "3",
            "1",
            "2",
            "0",
        ]


def test_a_page_has_the_columns_of_a_living_plan_only_where_something_is_filled(portfolio: Path) -> None:
    def page(name: str) -> str:
        return run_pd("render", f"routes/{name}", "--to", "md", "--out", "-", cwd=portfolio, lang="en").out

    assert "| Product of the work | Date done | Documents |" in page("route.yaml")
    assert "Progress along the route" in page("plan.md")
    (portfolio / "routes" / "route.yaml").write_text(ROUTE, encoding="utf-8")
    (portfolio / "routes" / "plan.md").write_text(PLAN.replace(f"    done: {DAY}\n", ""), encoding="utf-8")
    assert "| Product of the work |\n" in page("route.yaml")
    assert "Progress along the route" not in page("plan.md")


def test_what_a_row_names_must_be_there(portfolio: Path) -> None:
    file = portfolio / "routes" / "route.yaml"
    file.write_text(LIVING.replace("routes/plan", "routes/pln") + "    attachments: [e7]\n", encoding="utf-8")
    findings = json.loads(run_pd("lint", "--format", "json", cwd=portfolio, lang="en").out)["diagnostics"]
    assert [item["code"] for item in findings if item["code"] in ("PD114", "PD501")] == ["PD114", "PD501"]


def test_nothing_of_it_is_asked(portfolio: Path) -> None:
    run_pd("new", "education-route", "Asked", cwd=portfolio, lang="en")
    file = portfolio / "routes" / f"{YEAR}-education-route.yaml"
    text = file.read_text(encoding="utf-8")
    assert "#   done: Date done." in text and "    done:" not in text and "    documents:" not in text
    answers = "\n".join(["x"] * 12)
    asked = run_pd("fill", str(file), cwd=portfolio, lang="en", stdin=answers)
    shown = asked.out + asked.err
    assert "Expected result" in shown and "Date done" not in shown
