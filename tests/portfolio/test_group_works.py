"""Work of a group, kept once in the school, counts for each member and is copied to none."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.attestation.readiness import readiness
from pdcli.discovery.trust import trust_from
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.school.report import school_report
from pdcli.summary.build import summarise
from pdcli.vcs.log import Log
from tests.helpers import run_pd, write

DAY = date(2026, 3, 1)
STUDY = """kind: lesson-study
title: Сұрақ қою
status: final
date: 2025-12-01
attachments: [e1]
members: [{member: aidana, role: teacher}, {member: math/bolat, role: observer}, {member: ӘБ жетекшісі}]
research_question: Неге?
"""
REGISTER = "kind: evidence\nitems: [{id: e1, title: Диплом, kind: award, level: republic}]\n"
PROFILE = "kind: portfolio\nformat: 1\ncategory: moderator\ntarget_category: researcher\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nname: Мектеп\nschool_year: 2025-2026\n",
        "research/a/lesson-study.yaml": STUDY,
        **{f"teachers/{name}/portfolio.yaml": PROFILE for name in ("aidana", "math/bolat", "zhan")},
        "teachers/aidana/evidence.yaml": REGISTER,
    })  # fmt: skip


def works(school: Path, teacher: str) -> list[str]:
    return [item.ref for item in read_portfolio(school / "teachers" / teacher).group_works]


def test_each_member_has_the_work_and_nobody_else(school: Path) -> None:
    assert works(school, "aidana") == works(school, "math/bolat") == ["school:research/a/lesson-study"]
    assert works(school, "zhan") == []


@pytest.mark.parametrize("change", ["private: true\n", "broken: [\n"])
def test_what_is_private_or_cannot_be_read_counts_for_nobody(school: Path, change: str) -> None:
    write(school, {"research/a/lesson-study.yaml": STUDY + change})
    assert works(school, "aidana") == []


def test_members_in_a_list_and_an_empty_document(school: Path) -> None:
    text = "---\nkind: action-research\nmembers: [zhan]\n---\n"
    write(school, {"research/b/action-research.md": text + "\n## Зерттеу сұрағы\n\nНеге?\n"})
    assert works(school, "zhan") == ["school:research/b/action-research"]


def test_a_portfolio_outside_a_school_has_none(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE})
    assert read_portfolio(tmp_path).group_works == []


def test_the_school_counts_the_members(school: Path) -> None:
    measure = school_report(load_school(school), None, DAY, "en").measures["reflective_work"]
    counted = [(entry.teacher and entry.teacher.id, entry.refs) for entry in measure.having]
    assert counted == [(name, ("research/a/lesson-study",)) for name in ("aidana", "math/bolat")]
    assert measure.total == 3


def test_the_summary_shows_the_work_without_the_evidence_of_the_school(school: Path) -> None:
    """`e1` of the school is another line than `e1` of the portfolio."""
    portfolio = read_portfolio(school / "teachers/aidana")
    summary = summarise(portfolio, "kk", Log(), DAY)
    assert [(work.folder, work.title, work.level) for work in summary.research] == [
        ("school:research/a", "Сұрақ қою", None)
    ]
    assert [(item.kind, item.count) for item in summary.forms] == [("lesson-study", 1)]
    assert summary.files.counts.documents == 2
    assert not list((school / "teachers").rglob("lesson-study*"))


@pytest.mark.parametrize(("teacher", "state"), [("aidana", "present"), ("zhan", "missing")])
def test_readiness_counts_it_for_a_member(school: Path, teacher: str, state: str) -> None:
    portfolio = read_portfolio(school / "teachers" / teacher)
    pack = portfolio.packs.get("guideline")
    assert pack
    states = {item.number: item for item in readiness(portfolio, pack, "researcher", DAY, "kk").criteria}
    assert states["research"].state == state
    assert [item.document for item in states["research"].evidence] == (
        ["school:research/a/lesson-study"] if state == "present" else []
    )


def test_a_batch_reads_the_school_of_its_portfolios_once(school: Path) -> None:
    schools, trust = Schools(), trust_from(school)
    first, second = (
        read_portfolio(school / "teachers" / name, trust, schools=schools) for name in ("aidana", "zhan")
    )  # fmt: skip
    assert first.school is second.school is not None
    other = write(school.parent / "other", {"school.yaml": "kind: school\n", "teachers/ali/portfolio.yaml": PROFILE})
    assert read_portfolio(other / "teachers" / "ali", trust, schools=schools).school is not first.school


def test_what_has_changed_since_is_read_again(school: Path) -> None:
    assert works(school, "zhan") == []
    write(school, {"research/a/lesson-study.yaml": STUDY.replace("member: aidana", "member: zhan")})
    assert works(school, "zhan") == ["school:research/a/lesson-study"]


def test_to_belong_to_a_group_is_no_work(school: Path) -> None:
    group = "kind: group\ntype: lesson-study\nstatus: final\nstart: 2025-09-01\nmembers: [{member: zhan, role: head}]\n"
    write(school, {"school/groups/study.yaml": f"{group}meetings: [{{date: 2025-10-01, present: [zhan]}}]\n"})
    portfolio = read_portfolio(school / "teachers/zhan")
    assert portfolio.group_works == []
    assert summarise(portfolio, "kk", Log(), DAY).forms == ()
    counted = school_report(load_school(school), None, DAY, "en").measures["reflective_work"].having
    assert [entry.teacher.id for entry in counted if entry.teacher] == ["aidana", "math/bolat"]


CYCLE = {
    "cycles/2025-2026-1/cycle.yaml": "kind: cycle\nfocus: Сұрақ\nperiod: {start: 2025-09-01, end: 2025-12-25}\n",
    "cycles/2025-2026-1/5-approbation.yaml": "kind: approbation\nstatus: final\ndate: 2025-12-22\n",
    "evidence.yaml": "kind: evidence\nitems: [{id: e1, title: Семинар}]\n",
}


@pytest.mark.parametrize(("teacher", "is_expected"), [("aidana", False), ("zhan", True)])
def test_lint_expects_no_other_research_of_a_member(school: Path, teacher: str, is_expected: bool) -> None:
    profile = PROFILE.replace("moderator", "expert")
    write(school / "teachers" / teacher, {"portfolio.yaml": profile, **CYCLE})
    run = run_pd("lint", str(school / "teachers" / teacher), "--select", "PD803", cwd=school, lang="en")
    assert ("PD803" in run.out) == is_expected


def test_a_finding_that_comes_from_the_work_of_a_group_shows_it_in_the_thread(school: Path) -> None:
    finding = "{id: f1, kind: success, text: Бар, documents: ['school:research/a/lesson-study']}"
    analysis = f"kind: analysis\nfindings: [{finding}]\n"
    write(school / "teachers/aidana", {**CYCLE, "cycles/2025-2026-1/2-analysis.yaml": analysis})
    run = run_pd("trace", str(school / "teachers/aidana"), cwd=school, lang="en")
    assert "Сұрақ қою" in run.out
    assert "there is no document" not in run.out
