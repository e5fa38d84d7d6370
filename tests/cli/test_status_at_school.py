"""`pd status` of a teacher reads the school: who helps, whether the plan is agreed, what is next and what is due."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pdcli.model.school_year import bounds, school_year
from tests.helpers import run_pd, write

TODAY = date.today()
YEAR = school_year(TODAY)
FIRST, LAST = bounds(YEAR)
# The last days of a school year have no later ones in it.
SOON, LATER = min(TODAY + timedelta(days=3), LAST), min(TODAY + timedelta(days=6), LAST)
BEFORE = max(TODAY - timedelta(days=3), FIRST)
SCHOOL = f"""kind: school
lang: en
staff: [{{id: curator, name: A Curator}}]
mentors:
  - {{id: m1, novice: aidana, mentor: bolat, start: {FIRST}}}
  - {{id: m2, novice: aidana, mentor: curator, level: curator, start: {FIRST}}}
  - {{id: m3, novice: aidana, mentor: zhan, start: 2019-09-01, end: 2020-05-25}}
"""
PLAN = f"""kind: school-plan
school_year: {YEAR}
lines:
  - {{id: a1, action: Done already, end: {SOON}, done: {FIRST}}}
  - {{id: a2, action: For experts, end: {SOON}, for: [expert]}}
  - {{id: a3, action: To visit lessons, end: {LATER}, for: [moderator]}}
"""
GROUP = f"""kind: group
title: Questions
type: creative
start: {FIRST}
members: [{{member: aidana}}, {{member: bolat, role: tutor}}]
meetings:
  - {{id: t2, date: {SOON}, topic: To ask}}
  - {{id: t1, date: {LATER}, topic: Later}}
decisions:
  - {{id: k1, text: To try, because: [t2], owner: aidana, due: {SOON}}}
  - {{id: k2, text: To end, because: [t2], owner: aidana, due: {SOON}, done: {FIRST}}}
  - {{id: k3, text: For another, because: [t2], owner: bolat, due: {SOON}}}
"""
VISITS = f"""kind: visits
private: true
school_year: {YEAR}
items:
  - {{id: w1, date: {BEFORE}, teacher: aidana, step: Longer pauses}}
  - {{id: w2, date: {BEFORE}, teacher: bolat, step: For Bolat alone}}
"""
CYCLE = f"kind: cycle\nstatus: draft\nperiod: {{start: {FIRST}, end: {LAST}}}\n"
DESIGN = "kind: design\nstatus: draft\nplan: [{action: To ask}]\n"
PROFILE = "kind: portfolio\nformat: 1\nname: {name}\ncategory: moderator\nlang: en\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL,
        f"school/{YEAR}/plan.yaml": PLAN,
        f"school/{YEAR}/visits.yaml": VISITS,
        "school/groups/ask.yaml": GROUP,
        "teachers/aidana/portfolio.yaml": PROFILE.format(name="Aidana Example"),
        **{f"teachers/{name}/cycles/{YEAR}-1/cycle.yaml": CYCLE for name in ("aidana", "bolat", "zhan")},
        **{f"teachers/{name}/cycles/{YEAR}-1/4-design.yaml": DESIGN for name in ("aidana", "bolat")},
        "teachers/bolat/portfolio.yaml": PROFILE.format(name="Bolat Example"),
        "teachers/zhan/portfolio.yaml": PROFILE.format(name="Zhan Example"),
    })  # fmt: skip


def status(school: Path, teacher: str = "aidana") -> str:
    run = run_pd("status", cwd=school / "teachers" / teacher, lang="en")
    assert run.code == 0, run.err
    return " ".join(run.out.split())


def test_status_of_a_teacher(school: Path) -> None:
    text = status(school)
    for sentence in (
        "Mentor: Bolat Example (methodological mentor)", "Mentor: A Curator (informal curator)",
        "Tutor: Bolat Example (Questions)", "! The school has not agreed your plan for this school year yet.",
        "Questions: To ask (school:groups/ask/t2)", f"To visit lessons (school:{YEAR}/a3)",
        "To try (school:groups/ask/k1)", "next step: Longer pauses",
    ):  # fmt: skip
        assert sentence in text, sentence
    for other in ("Zhan", "Later", "Done already", "For experts", "To end", "For another", "Bolat alone"):
        assert other not in text


def test_what_is_next_stays_in_its_line(school: Path) -> None:
    write(school, {f"school/{YEAR}/plan.yaml": PLAN.replace("To visit lessons", '"To visit\\n\\nlessons"')})
    run = run_pd("status", cwd=school / "teachers/aidana", lang="en", COLUMNS="300")
    assert f"To visit lessons (school:{YEAR}/a3)" in run.out


def test_a_plan_that_is_agreed(school: Path) -> None:
    write(school, {f"school/{YEAR}/plan.yaml": f"{PLAN}agreed: [{{teacher: aidana, cycle: x, date: {FIRST}}}]\n"})
    assert "has not agreed" not in status(school)
    assert "has not agreed" in status(school, "bolat")


def test_a_teacher_without_a_plan_has_none_to_agree(school: Path) -> None:
    assert "has not agreed" not in status(school, "zhan")
    write(school, {f"teachers/aidana/cycles/{YEAR}-1/4-design.yaml": "kind: design\nplan: [{form: formal}]\n"})
    assert "has not agreed" not in status(school)


def test_an_agreement_on_a_day_to_come_is_none(school: Path) -> None:
    agreed = f"agreed: [{{teacher: aidana, date: {TODAY + timedelta(days=1)}}}]\n"
    write(school, {f"school/{YEAR}/plan.yaml": PLAN + agreed})
    assert "has not agreed" in status(school)


def test_a_school_without_a_plan_is_not_asked_for_one(school: Path) -> None:
    (school / f"school/{YEAR}/plan.yaml").unlink()
    assert "has not agreed" not in status(school)


def test_a_school_with_no_such_documents_adds_nothing(school: Path) -> None:
    assert "school:" not in status(school, "zhan").replace(f"To visit lessons (school:{YEAR}/a3)", "")
    (school / f"school/{YEAR}/plan.yaml").unlink()
    before = status(school, "zhan")
    (school / "school.yaml").unlink()
    assert status(school, "zhan") == before
