"""`pd fill` offers what a reference to the school may name, with its text."""

from pathlib import Path

import pytest

from pdcli.model.forms import Field
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.scaffold.answers import parse
from pdcli.scaffold.options import Options, options_of
from tests.helpers import write

GROUP = """\
kind: group
type: association
meetings: [{id: t1, date: 2026-10-01, topic: Оқу}]
decisions: [{id: k1, text: Бірге оқу}]
"""
NOTE = """\
---
kind: analytical-note
title: I тоқсан
school_year: 2026-2027
conclusions: [{id: d1, text: Сұрақ аз}]
---
"""
CYCLE = "teachers/dana/cycles/2026-2027-1/"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nname: Мектеп\nschool_year: 2026-2027\ngoals: [{id: s1, goal: Оқушы оқиды}]\n",
        "school/groups/math.yaml": GROUP,
        "school/2026-2027/notes/1.md": NOTE,
        "school/2026-2027/notes/secret.md": NOTE.replace("kind", "private: true\nkind"),
        "teachers/dana/portfolio.yaml": "kind: portfolio\n",
        CYCLE + "cycle.yaml": "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-25}\n",
        CYCLE + "2-analysis.md": "---\nkind: analysis\nfindings: [{id: f1, kind: difficulty, text: Сызба}]\n---\n",
        CYCLE + "3-reflection.md": "---\nkind: reflection\ngrowth_areas: [{id: r1, title: A}]\n---\n",
    })  # fmt: skip


def offered(portfolio: Portfolio, ref: str, *keys: str) -> tuple[Field, Options]:
    document = portfolio.by_ref[ref]
    field = document.form.field_at(keys) if document.form else None
    assert field
    return field, options_of(portfolio, document, field)


def test_a_goal_of_a_group_is_one_of_the_school(school: Path) -> None:
    field, options = offered(load_portfolio(school), "school/groups/math", "goal")
    assert [tuple(option) for option in options.listed] == [("s1", "Оқушы оқиды")]
    assert parse(field, "1", "kk", options) == ("s1", None)
    assert parse(field, "k1", "kk", options)[1]


def test_people_are_offered_where_they_are_named_by_id(school: Path) -> None:
    write(school, {
        "school.yaml": "kind: school\nstaff: [{id: aziz, name: Азиз Мысал}]\n",
        "confirmations.yaml": "kind: confirmations\n",
    })  # fmt: skip
    portfolio = load_portfolio(school)
    for ref, *keys in (("school", "mentors", "mentor"), ("school/groups/math", "members", "member")):
        _field, options = offered(portfolio, ref, *keys)
        assert {option.value for option in options.listed} == {"aziz", "dana"}
    for ref, *keys in (("school", "staff", "name"), ("confirmations", "items", "who")):
        assert offered(portfolio, ref, *keys)[1].listed == ()


def test_what_a_meeting_is_about_may_be_any_row_or_document_of_the_school(school: Path) -> None:
    field, options = offered(load_portfolio(school), "school/groups/math", "meetings", "about")
    assert {"t1", "k1", "s1"} == {option.value for option in options.listed}
    assert {"2026-2027/notes/1", "2026-2027/notes/1/d1", "groups/math"} <= options.values
    assert not any("secret" in value for value in options.values)
    assert parse(field, "2026-2027/notes/1, s1", "kk", options) == (["2026-2027/notes/1", "s1"], None)


def test_a_growth_area_is_offered_the_conclusions_of_the_school(school: Path) -> None:
    portfolio = load_portfolio(school / "teachers/dana")
    field, options = offered(portfolio, "cycles/2026-2027-1/3-reflection", "growth_areas", "from")
    assert [tuple(option) for option in options.listed] == [
        ("f1", "Сызба"), ("school:2026-2027/notes/1/d1", "Сұрақ аз"),
    ]  # fmt: skip
    assert parse(field, "1, school:groups/math/k1", "kk", options) == (["f1", "school:groups/math/k1"], None)
    field, options = offered(portfolio, "cycles/2026-2027-1/2-analysis", "findings", "documents")
    assert "school:2026-2027/notes/1" in options.values and "school:2026-2027/notes/secret" not in options.values


def test_without_a_school_nothing_of_it_is_offered(tmp_path: Path) -> None:
    write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\n",
        "cycles/2026-2027-1/3-reflection.md": "---\nkind: reflection\ngrowth_areas: [{id: r1}]\n---\n",
    })  # fmt: skip
    _field, options = offered(load_portfolio(tmp_path), "cycles/2026-2027-1/3-reflection", "growth_areas", "from")
    assert not options.listed and not options.values
