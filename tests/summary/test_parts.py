"""The parts of a summary as data, on portfolios made for the purpose. Expected values are worked out by hand."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

from pdcli.attestation.confirmations import PortfolioConfirmations
from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.summary.assessment import AssessmentCell, LevelCount, self_assessment
from pdcli.summary.build import Summary, summarise
from pdcli.summary.cycles import StageSummary, cycles
from pdcli.summary.evidence import evidence
from pdcli.summary.growth import (
    GoalGroup,
    TechnologyCount,
    TechnologyYear,
    directions,
    goal_groups,
    goal_skills,
    growth_areas,
    technology_years,
)
from pdcli.summary.person import Person, person
from pdcli.summary.projects import experience, research
from pdcli.thread.build import trace
from pdcli.vcs.git import GitProblem
from pdcli.vcs.log import Log
from tests.helpers import EXAMPLES, run_pd, write

NO_GIT = Log(GitProblem.NO_REPOSITORY)
PROFILE = "kind: portfolio\nname: Әсел Үлгі\nschool: Мысал мектебі\ncategory: moderator\n"


def _summary(root: Path) -> Summary:
    return summarise(load_portfolio(root), "kk", NO_GIT, date(2026, 11, 25))


def _design(*competences: str, private: bool = False) -> str:
    rows = "".join(
        f"- {{id: g{number}, goal: Мақсат{f', competence: {key}' if key else ''}}}\n"
        for number, key in enumerate(competences, 1)
    )
    return f"kind: design\n{'private: true' if private else ''}\ngoals:\n{rows}"


def test_goals_by_competence_group(tmp_path: Path) -> None:
    def groups(*designs: str) -> dict[str | None, int]:
        files = {f"cycles/{number}/4-design.yaml": text for number, text in enumerate(designs, 1)}
        cycles = {f"cycles/{number}/cycle.yaml": "kind: cycle\n" for number in range(1, len(designs) + 1)}
        write(tmp_path, {"portfolio.yaml": PROFILE} | cycles | files)
        return {item.competence: item.goals for item in goal_groups(load_portfolio(tmp_path))}

    assert groups("kind: design\n") == {}
    assert groups(_design("", "")) == {None: 2}
    assert groups(_design("values", "practice"), _design("values", "")) == {
        "values": 2, "knowledge": 0, "practice": 1, "growth": 0, None: 1,
    }  # fmt: skip
    assert groups(_design("values"), _design("growth", private=True)) == {
        "values": 1, "knowledge": 0, "practice": 0, "growth": 0,
    }  # fmt: skip
    repeated = _design("growth", "values").replace("g2", "g1")
    assert goal_groups(load_portfolio(write(tmp_path, {"cycles/1/4-design.yaml": repeated})))[3] == GoalGroup(
        "growth", 1
    )


def test_goals_by_kind_of_skills(tmp_path: Path) -> None:
    def kinds(*skills: str) -> list[tuple[str | None, int]]:
        rows = "".join(
            f"- {{id: g{number}, goal: A{f', skills: {key}' if key else ''}}}\n" for number, key in enumerate(skills, 1)
        )
        design = {"cycles/1/4-design.yaml": f"kind: design\ngoals:\n{rows}", "cycles/1/cycle.yaml": "kind: cycle\n"}
        write(tmp_path, {"portfolio.yaml": PROFILE} | design)
        return [(item.skills, item.goals) for item in goal_skills(load_portfolio(tmp_path))]

    # Whoever does not ask about skills sees no count of them.
    assert kinds("", "") == []
    assert kinds("soft", "", "both", "soft") == [("hard", 0), ("soft", 2), ("both", 1), (None, 1)]
    done = run_pd("summary", "--to", "md", "--out", "-", cwd=tmp_path, lang="en")
    assert "Goals by kind of skills: hard skills 0, soft skills 2, both 1, not stated 1\n" in done.out


def test_actions_of_plans_by_direction(tmp_path: Path) -> None:
    def plan(*lines: str) -> str:
        return "kind: design\nplan:\n" + "".join(f"- {{action: A, {line}}}\n" for line in lines)

    def counts(*designs: str) -> list[tuple[str | None, int, int]]:
        files = {f"cycles/{number}/4-design.yaml": text for number, text in enumerate(designs, 1)}
        cycles = {f"cycles/{number}/cycle.yaml": "kind: cycle\n" for number in range(1, len(designs) + 1)}
        write(tmp_path, {"portfolio.yaml": PROFILE} | cycles | files)
        rows = directions(load_portfolio(tmp_path), date(2026, 11, 25))
        return [(row.direction, row.actions, row.done) for row in rows]

    assert counts("kind: design\n") == []
    derived = plan("form: formal, mentor: B", "form: informal", "form: non-formal, mentor: B", "form: non-formal")
    assert counts(derived) == [("self", 2, 0), ("community", 1, 0), ("school", 0, 0), (None, 1, 0)]
    # What is stated counts, done is what is done by the day, and dropped actions are none.
    stated = plan(
        "form: formal, direction: school, done: 2026-11-01", "form: non-formal, direction: school, done: 2026-12-01",
        "form: formal, dropped: 2026-11-01", "form: non-formal, mentor: ' ', direction: self",
    )  # fmt: skip
    assert counts(stated) == [("self", 1, 0), ("community", 0, 0), ("school", 2, 1)]
    assert counts(stated, f"private: true\n{derived}") == counts(stated)
    page = run_pd("summary", "--to", "md", "--out", "-", cwd=tmp_path).out
    assert "Actions of plans by direction: self-improvement 1, work in the professional community 0, " in page


def test_how_technology_fits_is_shown_and_the_guide_sends_there(tmp_path: Path) -> None:
    text = "---\nkind: lesson-analysis\ntechnology_fit: The drawing helped to see the fraction\n---\n"
    write(tmp_path, {"portfolio.yaml": PROFILE, "cycles/1/cycle.yaml": "kind: cycle\n", "cycles/1/lessons/1.md": text})
    assert lint(load_portfolio(tmp_path), ["PD103", "PD102", "PD101"]) == []
    page = run_pd("render", "cycles/1/lessons/1.md", "--to", "md", "--out", "-", cwd=tmp_path, lang="en").out
    assert "(TPACK):** The drawing helped to see the fraction" in page
    guide = run_pd("guide", "competences", "--find", "TPACK", cwd=tmp_path, lang="en").out
    tpack = " ".join(guide.partition("SAMR: four levels")[0].split())
    assert "In the field technology_fit of a lesson analysis" in tpack.replace("`", "")
    # It is not counted, so that nothing may say so.
    assert "counts" not in tpack


def test_levels_of_technology_are_counted_by_year(tmp_path: Path) -> None:
    def lesson(level: str, day: str = "2025-10-01", more: str = "") -> str:
        return f"---\nkind: lesson-analysis\ndate: {day}\ntechnology: {level}\n{more}---\n"

    write(tmp_path, {"portfolio.yaml": PROFILE, "cycles/1/cycle.yaml": "kind: cycle\n"})
    assert technology_years(load_portfolio(tmp_path)) == ()
    lessons = (
        lesson("modification"), lesson("none", "2026-05-20"), lesson("modification", "2026-09-02"), lesson(""),
        lesson("modification", "2025-12-01"), lesson("redefinition", more="private: true\n"), lesson("best"),
        lesson("substitution", ""),
    )  # fmt: skip
    write(tmp_path, {f"cycles/1/lessons/{number}.md": text for number, text in enumerate(lessons)})
    assert technology_years(load_portfolio(tmp_path)) == (
        TechnologyYear(None, (TechnologyCount("substitution", 1),)),
        TechnologyYear("2025-2026", (TechnologyCount("none", 1), TechnologyCount("modification", 2))),
        TechnologyYear("2026-2027", (TechnologyCount("modification", 1),)),
    )
    page = run_pd("summary", "--to", "md", "--out", "-", cwd=tmp_path).out
    assert "Use of technology in lessons (SAMR), 2025/2026: no technology 1, modification 2\n" in page
    shown = run_pd("render", "cycles/1/lessons/0.md", "--to", "md", "--out", "-", cwd=tmp_path).out
    assert "**Use of technology (SAMR):** modification" in shown


def test_who(tmp_path: Path) -> None:
    root = write(tmp_path, {"portfolio.yaml": PROFILE + "category_since: 2024-03-01\n"})
    assert person(load_portfolio(root)) == Person(
        name="Әсел Үлгі", school="Мысал мектебі", category="moderator", category_since=date(2024, 3, 1)
    )
    write(root, {"portfolio.yaml": PROFILE + "private: true\n"})
    told = _summary(root)
    assert told.who == Person()
    assert (told.history.name, told.thread.name, told.left_out.documents) == (None, None, 1)


def test_stages_are_final_draft_missing_or_private(tmp_path: Path) -> None:
    root = write(tmp_path, {
        "portfolio.yaml": PROFILE,
        "cycles/2025-2026-1/cycle.yaml": "kind: cycle\nperiod: {start: 2025-09-01, end: 2025-12-31}\nfocus: Есеп\n",
        "cycles/2025-2026-1/1-action.md": "---\nkind: action\nstatus: final\ndate: 2025-10-10\n---\n",
        "cycles/2025-2026-1/2-analysis.md": "---\nkind: analysis\ndate: 2025-10-20\n---\n## Summary\nБар.\n",
        "cycles/2025-2026-1/3-reflection.md": "---\nkind: reflection\nprivate: true\ndate: 2025-10-27\n---\n",
    })  # fmt: skip
    told = cycles(load_portfolio(root))[0]
    assert (told.start, told.end, told.focus) == (date(2025, 9, 1), date(2025, 12, 31), "Есеп")
    assert [(item.stage, item.status, item.date) for item in told.stages] == [
        ("action", "final", date(2025, 10, 10)), ("analysis", "draft", date(2025, 10, 20)),
        ("reflection", "private", None), ("design", "missing", None), ("approbation", "missing", None),
    ]  # fmt: skip
    assert told.stages[2] == StageSummary("reflection", "private", None, 0, 0)
    assert not told.is_complete
    assert _summary(root).left_out.cycles == ("2025-2026-1",)


def test_growth_areas_with_their_goals() -> None:
    areas = growth_areas(trace(load_portfolio(EXAMPLES / "aigerim")))
    assert [(item.places, item.outcome, item.carried_to) for item in areas] == [
        (("2025-2026-1/r1", "2025-2026-2/r1"), "reached", ()), (("2025-2026-1/r2", "2025-2026-2/r2"), "reached", ()),
    ]  # fmt: skip
    goal = areas[1].goals[0]
    assert (goal.cycle, goal.id, goal.baseline, goal.target, goal.measured, goal.reached, goal.evidence) == (
        "2025-2026-1", "g2", "46 %", "75 %", "63 %", "partly", ("e6",),
    )  # fmt: skip


def test_a_goal_without_growth_area_stands_in_a_last_one(tmp_path: Path) -> None:
    root = write(tmp_path, {
        "portfolio.yaml": PROFILE,
        "cycles/c/cycle.yaml": "kind: cycle\n",
        "cycles/c/4-design.yaml": "kind: design\ngoals:\n  - {id: g1, goal: Бір, from: [r1]}\n  - {id: g2, goal: Екі}\n",
        "cycles/c/3-reflection.md": "---\nkind: reflection\ngrowth_areas:\n  - {id: r1, title: Аймақ}\n  - {id: r2, title: Бос}\n---\n",
    })  # fmt: skip
    areas = growth_areas(trace(load_portfolio(root)))
    assert [(item.title, [goal.id for goal in item.goals]) for item in areas] == [
        ("Аймақ", ["g1"]), ("Бос", []), (None, ["g2"]),
    ]  # fmt: skip


def test_self_assessments_side_by_side() -> None:
    found = self_assessment(load_portfolio(EXAMPLES / "aigerim"), "ru")
    assert [(item.date, item.school_year, item.status) for item in found.columns] == [
        (date(2024, 9, 12), "2024-2025", "final"), (date(2025, 9, 11), "2025-2026", "final"),
    ]  # fmt: skip
    assert found.columns[0].counts == (
        LevelCount("teacher", "Педагог", 10),
        LevelCount("moderator", "Педагог-модератор", 2),
    )
    assert len(found.rows) == 12
    row = next(item for item in found.rows if item.key == "stages.reflection")
    assert (row.label, [cell.level for cell in row.cells]) == ("Рефлексия", ["teacher", "teacher"])
    assert found.rows[0].cells[1] == AssessmentCell("moderator", "Педагог-модератор", ("e25", "e32"))


def test_what_a_self_assessment_leaves_open_is_missing(tmp_path: Path) -> None:
    root = write(tmp_path, {
        "portfolio.yaml": PROFILE,
        "reflections/a.yaml": "kind: self-assessment\nstages:\n  action: {level: expert}\n  analysis: {level: жоғары}\n",
        "reflections/b.yaml": "kind: self-assessment\ndate: 2025-09-01\nprivate: true\n",
    })  # fmt: skip
    found = self_assessment(load_portfolio(root), "en")
    assert [(item.ref, item.date, item.open_rows) for item in found.columns] == [("reflections/a", None, 11)]
    assert [row.cells[0].level for row in found.rows[:3]] == ["expert", None, None]


def test_works_with_stage_and_level() -> None:
    portfolio = load_portfolio(EXAMPLES / "aigerim")
    (work,) = experience(portfolio, "en", PortfolioConfirmations(portfolio))
    assert (work.folder, work.stage, work.level, work.level_evidence, work.missing) == (
        "experience/kriteriydi-birge-quramyz", "methodical", "district", ("e13",), (),
    )  # fmt: skip
    assert [(item.kind, item.status, item.date) for item in work.documents] == [
        ("experience-justification", "final", date(2026, 3, 27)),
        ("experience-description", "final", date(2026, 5, 15)),
        ("methodical-guide", "final", date(2026, 5, 18)),
    ]
    assert [
        (item.folder, item.stage, [part.kind for part in item.documents])
        for item in research(portfolio, "en", PortfolioConfirmations(portfolio))
    ] == [
        ("research/kop-qadamdy-esep", "research", ["research-plan", "lesson-study", "article"]),
        ("research/kriteriydi-birge-quru", "methodical", ["action-research"]),
    ]


def test_an_article_brings_an_experience_to_the_research_stage(tmp_path: Path) -> None:
    root = write(tmp_path, {
        "portfolio.yaml": PROFILE,
        "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, level: school}\n  - {id: e2, level: republic, private: true}\n",
        "experience/a/justification.md": "---\nkind: experience-justification\ntheme: Ой\nattachments: [e1, e2, e9]\n---\n",
        "experience/a/article.md": "---\nkind: article\npublished_in: Жинақ\n---\n",
        "experience/b/guide.md": "---\nkind: methodical-guide\nprivate: true\n---\n",
    })  # fmt: skip
    portfolio = load_portfolio(root)
    (work,) = experience(portfolio, "en", PortfolioConfirmations(portfolio))
    assert (work.title, work.stage, work.level, work.evidence) == ("Ой", "research", "school", ("e1",))
    assert work.missing == ("experience-description", "methodical-guide")
    assert work.documents[1].published_in == "Жинақ"
    assert research(portfolio, "en", PortfolioConfirmations(portfolio)) == ()


def test_evidence_with_digests_and_uses(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {
        "portfolio.yaml": PROFILE,
        "evidence.yaml": (
            "kind: evidence\nitems:\n"
            "  - {id: e1, title: Бір, file: evidence/a.txt, minutes: e2}\n  - {id: e2, file: evidence/none.txt}\n"
            "  - {id: e3, file: ../secret.txt}\n  - {id: e4, url: https://example.org/a}\n  - {id: e5}\n"
            "  - {id: e6, file: evidence/a.txt, private: true}\n"
        ),
        "evidence/a.txt": "дәлел",
        "cycles/c/1-action.md": "---\nkind: action\ntitle: Бірінші\nattachments: [e1, e1, e6]\n---\n",
        "cycles/c/2-analysis.md": "---\nkind: analysis\nattachments: [e1]\n---\n",
        "cycles/c/lessons/l.md": "---\nkind: lesson-analysis\nprivate: true\nattachments: [e1]\n---\n",
    })  # fmt: skip
    write(tmp_path, {"secret.txt": "құпия"})
    rows = {item.id: item for item in evidence(load_portfolio(root), "ru", date(2026, 6, 1))}
    digest = hashlib.sha256("дәлел".encode()).hexdigest()
    assert [(item.id, item.file_state, item.sha256, item.can_be_opened) for item in rows.values()] == [
        ("e1", "present", digest, True), ("e2", "missing", None, False), ("e3", "outside", None, False),
        ("e4", None, None, True), ("e5", None, None, False),
    ]  # fmt: skip
    assert rows["e1"].size == 10
    # Without a title of its own a document is called by its form, in the reader's language.
    uses = [("cycles/c/1-action", "Бірінші"), ("cycles/c/2-analysis", "Анализ")]
    assert [(use.ref, use.title) for use in rows["e1"].used_by] == uses
    # The register names it for another line: that is no use.
    assert rows["e2"].used_by == ()


def test_in_a_private_register_everything_is_private(good: Path) -> None:
    register = good / "evidence.yaml"
    register.write_text(
        register.read_text(encoding="utf-8").replace("kind: evidence", "kind: evidence\nprivate: true", 1),
        encoding="utf-8",
    )
    told = _summary(good)
    assert (told.evidence, told.left_out.evidence) == ((), 39)
    assert all(goal.evidence == () for area in told.growth_areas for goal in area.goals)


def test_broken_files_are_counted_and_the_others_told(good: Path) -> None:
    (good / "cycles/2025-2026-1/4-design.yaml").write_text("kind: design\ngoals: [", encoding="utf-8")
    told = _summary(good)
    assert told.unreadable == 1
    assert [cycle.name for cycle in told.cycles] == ["2025-2026-1", "2025-2026-2"]
    shutil.rmtree(good / "evidence")
    assert {item.file_state for item in _summary(good).evidence} == {"missing"}
