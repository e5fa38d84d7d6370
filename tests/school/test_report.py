"""A school in numbers: every expected number is counted by hand from the few lines that make the school."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.school import make
from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.tables import table
from pdcli.portfolio.school import load_school
from pdcli.school.entries import Entry
from pdcli.school.measures import INDICATORS, MEASURES, SHARED_MEASURES, TABLE_INDICATORS, TARGETS
from pdcli.school.report import SchoolReport, code_key, report_data, school_report
from tests.helpers import write

TODAY = date(2026, 3, 1)
C = "cycles/2025-2026-1/"
CYCLE = "kind: cycle\nperiod: {start: 2025-09-01, end: 2025-12-31}\n"
SCHOOL = """kind: school
name: Мектеп
school_year: 2025-2026
goals: [{id: s1, goal: Мақсат}]
notes:
  - {quarter: 1, date: 2025-11-03, title: Бірінші, file: notes/1.md}
  - {quarter: 1, date: 2025-10-01, title: Тағы бірінші}
  - {quarter: 4, school_year: 2024-2025, title: Былтырғы}
  - {title: Тоқсансыз}
mentors:
  - {novice: aidana, mentor: bolat}
  - {novice: gulnur, mentor: bolat, end: 2025-05-25}
"""


def profile(name: str, more: str = "") -> str:
    return f"kind: portfolio\nformat: 1\nlang: kk\nname: {name}\n{more}"


def stage(kind: str, more: str = "status: final\n") -> str:
    return f"---\nkind: {kind}\n{more}---\n"


DESIGN = """kind: design
status: final
goals:
  - {id: g1, goal: Бірінші мақсат, from: [r1], school_goal: s1}
  - {id: g2, goal: Екінші мақсат, school_goal: s9}
plan:
  - {action: Курс, form: formal, end: 2025-12-01, resources: 36 сағат, mentor: bolat, goal: g1}
  - {action: Оқу, form: informal, start: 2024-10-01, end: 2024-11-01}
  - {form: formal}
"""
REFLECTION = "status: final\ngrowth_areas:\n  - {id: r1, title: Мәтінге сұрақ қою}\n  - {id: r2, title: Топтық жұмыс}\n"
SHARED = {
    "school.yaml": SCHOOL,
    # Everything is here, and private parts that must not count.
    "teachers/bolat/portfolio.yaml": profile("Болат Үлгі"),
    f"teachers/bolat/{C}cycle.yaml": CYCLE,
    f"teachers/bolat/{C}1-action.md": stage("action"),
    f"teachers/bolat/{C}2-analysis.md": stage("analysis"),
    f"teachers/bolat/{C}3-reflection.md": stage("reflection", REFLECTION),
    f"teachers/bolat/{C}4-design.yaml": DESIGN,
    f"teachers/bolat/{C}5-approbation.md": stage("approbation", "status: final\nresults: [{goal: g1, measured: 60 %}, {goal: g2}]\n"),
    f"teachers/bolat/{C}lessons/a.md": stage("lesson-analysis", "status: final\ndate: 2025-10-01\n"),
    "teachers/bolat/reflections/self.yaml": "kind: self-assessment\nschool_year: 2025-2026\nstages: {action: {level: expert}}\n",
    "teachers/bolat/research/x/lesson-study.yaml": "kind: lesson-study\nstatus: final\ndate: 2026-02-01\n",
    # A novice: one area like Bolat's, a draft of the design with a plan, an observation that is not shared.
    "teachers/aidana/portfolio.yaml": profile("Айдана Үлгі", "novice: true\n"),
    f"teachers/aidana/{C}cycle.yaml": CYCLE,
    f"teachers/aidana/{C}1-action.md": stage("action", "status: draft\n") + "\n## Сабақтарды жоспарлау және өткізу\n\nБар.\n",
    f"teachers/aidana/{C}3-reflection.md": stage("reflection", "growth_areas: [{id: r1, title: Мәтінмен сұраққа жауап}]\n"),
    f"teachers/aidana/{C}4-design.yaml": "kind: design\nplan: [{action: Сабаққа қатысу, form: non-formal, start: 2026-10-01}]\n",
    "teachers/aidana/observations/a.md": stage("lesson-observation", "status: final\ndate: 2025-10-05\n"),
    "teachers/aidana/reflections/self.yaml": "kind: self-assessment\nschool_year: 2025-2026\ncategory: teacher\n",
    # A novice whose mentor was there last year only; everything this year is private; last year is not.
    "teachers/gulnur/portfolio.yaml": profile("Гүлнұр Үлгі", "novice: true\n"),
    f"teachers/gulnur/{C}cycle.yaml": CYCLE,
    f"teachers/gulnur/{C}1-action.md": stage("action", "status: final\nprivate: true\n"),
    f"teachers/gulnur/{C}3-reflection.md": stage("reflection", "private: true\ngrowth_areas: [{id: r1, title: Мәтінге жасырын сұрақ}]\n"),
    f"teachers/gulnur/{C}4-design.yaml": DESIGN.replace("status: final", "status: final\nprivate: true"),
    "teachers/gulnur/reflections/self.yaml": "kind: self-assessment\nprivate: true\nschool_year: 2025-2026\nstages: {action: {level: expert}}\n",
    "teachers/gulnur/cycles/2024-2025-1/1-action.md": stage("action"),
    # Nothing but a name.
    "teachers/zhan/portfolio.yaml": profile("Жан Үлгі"),
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write(tmp_path, {**SHARED})


def report_of(place: Path, year: str | None = None, codes: bool = False) -> SchoolReport:
    return school_report(load_school(place), year, TODAY, "en", codes)


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.teacher.id if entry.teacher else "" for entry in entries]


# number, of how many, who or what is counted, and who or what is not
EXPECTED = {
    "lessons_analysed": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "notes_written": (1, 4, ["", ""], ["", "", ""]),
    "difficulties": (1, None, ["aidana", "bolat"], ["bolat"]),
    "areas_planned": (1, 3, ["bolat"], ["aidana", "bolat"]),
    "areas_with_mentor": (2, 3, ["aidana", "bolat"], ["bolat"]),
    "support_needed": (2, 3, ["aidana", "bolat"], ["bolat"]),
    "reflective_work": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "self_assessed": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "plans": (2, 4, ["aidana", "bolat"], ["gulnur", "zhan"]),
    "goals_tied": (1, 2, ["bolat"], ["bolat"]),
    "novices_with_mentor": (1, 2, ["aidana"], ["gulnur"]),
    "actions_with_resources": (1, 3, ["bolat"], ["aidana", "bolat"]),
    "actions_formal": (1, 3, ["bolat"], ["aidana", "bolat"]),
    "actions_nonformal": (1, 3, ["aidana"], ["bolat", "bolat"]),
    "actions_informal": (1, 3, ["bolat"], ["aidana", "bolat"]),
    "mentors_ordered": (0, 1, [], [""]),
    "goals_measured": (1, 2, ["bolat"], ["bolat"]),
    "stage_action": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "stage_analysis": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "stage_reflection": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "stage_design": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "stage_approbation": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "cycles_complete": (1, 4, ["bolat"], ["aidana", "gulnur", "zhan"]),
    "analysed_each_quarter": (0, 4, [], ["aidana", "bolat", "gulnur", "zhan"]),
    "notes_all": (2, None, ["", ""], []),
}


def test_without_documents_of_the_school_nothing_more_is_stated(place: Path) -> None:
    assert set(report_of(place).measures) == set(EXPECTED)


def test_support_says_what_is_missing(place: Path) -> None:
    having = report_of(place).measures["support_needed"].having
    assert [entry.note for entry in having] == ["no-action", "no-action-no-mentor"]


@pytest.mark.parametrize("key", EXPECTED)
def test_every_number_and_the_lists_behind_it(place: Path, key: str) -> None:
    measure = report_of(place).measures[key]
    assert (measure.number, measure.total, ids(measure.having), ids(measure.lacking)) == EXPECTED[key]


def test_lists_say_what_and_where(place: Path) -> None:
    found = report_of(place).measures
    assert found["stage_action"].lacking[0].note == "draft"
    assert found["stage_action"].lacking[0].refs == (f"aidana/{C}1-action",)
    assert [entry.note for entry in found["stage_action"].lacking[1:]] == ["missing", "missing"]
    assert found["novices_with_mentor"].having[0].facts == (("mentor", "Болат Үлгі"),)
    assert [dict(entry.facts)["quarter"] for entry in found["notes_written"].lacking] == ["2", "3", "4"]
    assert found["actions_formal"].having[0].facts == (
        ("form", "formal"),
        ("resources", "36 сағат"),
        ("mentor", "Болат Үлгі"),
    )
    assert found["goals_tied"].lacking[0].text == "Екінші мақсат"


def test_a_novice_s_mentor_and_curator_are_both_told(place: Path) -> None:
    more = """  - {novice: aidana, mentor: gulnur, level: curator}
  - {novice: aidana, mentor: zhan, level: methodical, start: 2026-02-01}
  - {novice: aidana, mentor: bolat, start: 2026-02-01}
"""
    write(place, {"school.yaml": SCHOOL + more})
    measure = report_of(place).measures["novices_with_mentor"]
    assert (measure.number, measure.having[0].facts) == (
        1, (("mentor", "Болат Үлгі, Жан Үлгі"), ("curator", "Гүлнұр Үлгі")),
    )  # fmt: skip
    text = str(report_data(report_of(place, codes=True)))
    assert "'curator', 'T0" in text and "Гүлнұр" not in text


@pytest.mark.parametrize("role", ["head", "deputy", "methodist", "psychologist", "student"])
def test_who_does_not_teach_is_none_of_the_teachers_and_is_named(place: Path, role: str) -> None:
    write(place, {"teachers/zhan/portfolio.yaml": profile("Жан Үлгі", f"role: {role}\n")})
    report = report_of(place)
    measure = report.measures["self_assessed"]
    assert (measure.number, measure.total, ids(measure.lacking)) == (1, 3, ["aidana", "gulnur"])
    assert {item.total for key, item in report.measures.items() if MEASURES[key].unit == "teachers"} == {3}
    assert len(report.teachers) == 4
    assert [(item.teacher.name, item.role) for item in report.not_teaching] == [("Жан Үлгі", role)]
    assert [item.role for item in report_of(place, codes=True).not_teaching] == [None]


def test_a_student_on_practice_is_no_teacher_of_the_school(place: Path) -> None:
    write(place, {"teachers/zhan/portfolio.yaml": profile("Жан Үлгі", "role: student\nteaches: true\n")})
    report = report_of(place)
    assert (report.measures["plans"].total, [item.role for item in report.not_teaching]) == (3, ["student"])


def test_goals_and_areas_of_who_does_not_teach_are_no_teacher_s(place: Path) -> None:
    write(place, {"teachers/bolat/portfolio.yaml": profile("Болат Үлгі", "role: head\n")})
    report = report_of(place)
    numbers = {key: (item.number, item.total) for key, item in report.measures.items()}
    assert [numbers[key] for key in ("goals_tied", "goals_measured", "areas_planned", "areas_with_mentor")] == [
        (0, 0), (0, 0), (0, 1), (1, 1),
    ]  # fmt: skip
    (support,) = [page for page in report.pages if page.key == "support"]
    assert {row.teacher.id for row in support.rows if row.teacher} == {"aidana"}


@pytest.mark.parametrize("more", ["role: head\nteaches: true\n", "role: teacher\n", "teaches: false\n"])
def test_who_teaches_is_a_teacher_in_whatever_role(place: Path, more: str) -> None:
    write(place, {"teachers/zhan/portfolio.yaml": profile("Жан Үлгі", more)})
    assert (report_of(place).measures["plans"].total, report_of(place).not_teaching) == (4, ())


def test_a_novice_who_does_not_teach_needs_a_mentor_all_the_same(place: Path) -> None:
    write(place, {"teachers/gulnur/portfolio.yaml": profile("Гүлнұр Үлгі", "novice: true\nrole: psychologist\n")})
    assert ids(report_of(place).measures["novices_with_mentor"].lacking) == ["gulnur"]


def test_private_documents_are_neither_counted_nor_named_unless_they_are_shared(place: Path) -> None:
    text = str(report_data(report_of(place)))
    assert "жасырын" not in text and "observations/a" not in text and "gulnur/reflections" not in text
    assert report_of(place).private == 5
    path = place / "teachers/aidana/observations/a.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: final", "status: final\nprivate: false"), encoding="utf-8"
    )
    assert ids(report_of(place).measures["reflective_work"].having) == ["aidana", "bolat"]


def test_a_private_profile_gives_no_name(place: Path) -> None:
    path = place / "teachers/zhan/portfolio.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "private: true\n", encoding="utf-8")
    assert "Жан Үлгі" not in str(report_data(report_of(place)))
    assert [teacher.id for teacher in report_of(place).teachers].count("zhan") == 1


def test_over_time_only_those_count_who_were_there(place: Path) -> None:
    found = {item.year: item for item in report_of(place).over_time}
    assert list(found) == ["2024-2025", "2025-2026"]
    assert found["2024-2025"].teachers == 1
    assert found["2024-2025"].numbers["stage_action"] == (1, 1)
    assert found["2024-2025"].numbers["notes_written"] == (1, 4)
    assert found["2024-2025"].numbers["novices_with_mentor"] == (1, 1)
    assert found["2025-2026"].numbers["stage_action"] == (1, 4)


@pytest.mark.parametrize(
    ("asked", "said", "year"),
    [("2024-2025", "2025-2026", "2024-2025"), (None, "2025-2026", "2025-2026"), (None, "биыл", "2025-2026")],
)
def test_which_school_year(place: Path, asked: str | None, said: str, year: str) -> None:
    (place / "school.yaml").write_text(
        SCHOOL.replace("school_year: 2025-2026", f"school_year: {said}", 1), encoding="utf-8"
    )
    assert report_of(place, asked).year == year


def test_a_plan_of_last_year_is_not_up_to_date(place: Path) -> None:
    path = place / f"teachers/bolat/{C}4-design.yaml"
    path.write_text(DESIGN.replace("end: 2025-12-01", "end: 2025-07-31"), encoding="utf-8")
    assert ids(report_of(place).measures["plans"].having) == ["aidana"]


def test_the_school_s_own_words_are_taken_as_they_are_and_nothing_is_invented(place: Path) -> None:
    stated = "kind: school-cycle\nschool_year: 2025-2026\naction_indicators:\n  safe_conditions: {rating: ±, data: Бір ескерту}\n  associations_work:\n"
    write(place, {"school/c.yaml": stated})
    found = {item.key: item.statement for item in report_of(place).indicators}
    assert found["safe_conditions"] and (found["safe_conditions"].rating, found["safe_conditions"].data) == (
        "±",
        "Бір ескерту",
    )
    assert found["safe_conditions"].ref == "school/c"
    assert [key for key, said in found.items() if said] == ["safe_conditions"]


def test_the_indicators_are_the_guideline_s_and_named_as_in_the_school_s_form() -> None:
    form = FormLibrary().get("school-cycle")
    assert form
    for name, keys in (("appendix", INDICATORS), ("table-02", TABLE_INDICATORS)):
        for row in table(name).rows:
            rows = {item.key: item.label.kk.casefold() for item in form.by_key[f"{row.stage}_indicators"].rows}
            assert [rows[key] for key in keys[str(row.stage)]] == [
                item.kk.casefold() for item in row.cells["indicators"]
            ]
    known = [key for keys in (*INDICATORS.values(), *TABLE_INDICATORS.values()) for key in keys]
    assert len(known) == 36
    assert set(known) - {kind.indicator for kind in MEASURES.values()} - set(SHARED_MEASURES) == {
        "programme_requirements"
    }
    assert {key for keys in SHARED_MEASURES.values() for key in keys} <= set(MEASURES)
    with_number = [
        key for row in table("appendix").rows
        for key, item in zip(INDICATORS[str(row.stage)], row.cells["indicators"], strict=True) if "%" in item.kk
    ]  # fmt: skip
    assert with_number == list(TARGETS)


def test_codes_take_the_place_of_every_name_and_folder(place: Path) -> None:
    text = str(report_data(report_of(place, codes=True)))
    for name in ("aidana", "bolat", "gulnur", "zhan", "Айдана", "Болат", "Гүлнұр", "Жан Үлгі"):
        assert name not in text
    key = code_key(load_school(place))
    assert [code for code, _folder, _name in key] == ["T01", "T02", "T03", "T04"]
    assert {(folder, name) for _code, folder, name in key} >= {("bolat", "Болат Үлгі"), ("zhan", "Жан Үлгі")}
    codes = {folder: code for code, folder, _name in key}
    assert [teacher.id for teacher in report_of(place, codes=True).teachers] == sorted(codes.values())
    assert ids(report_of(place, codes=True).measures["self_assessed"].having) == [codes["bolat"]]


def test_an_empty_school(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\n"})
    report = report_of(tmp_path)
    assert (report.name, report.year, report.teachers, report.groups) == (None, "2025-2026", (), ())
    assert {(item.number, item.total or 0) for item in report.measures.values()} == {(0, 0), (0, 4)}
    assert all(item.share is None for key, item in report.measures.items() if key != "notes_written")


def test_a_broken_portfolio_stops_nothing_and_is_told(place: Path) -> None:
    write(place, {
        "teachers/bolat/portfolio.yaml": "kind: portfolio\nname: [\n",
        f"teachers/aidana/{C}5-approbation.md": "---\nkind: approbation\nresults: {a\n---\n",
        f"teachers/zhan/{C}4-design.yaml": "kind: design\ngoals: 5\nplan: [1, {action: [x]}]\n",
        "school/broken.yaml": "kind: nothing\n",
    })  # fmt: skip
    report = report_of(place)
    assert [teacher.name for teacher in report.teachers if teacher.id == "bolat"] == ["bolat"]
    assert report.measures["stage_action"].number == 1
    refs = [
        (entry.teacher and entry.teacher.id, f"{entry.file.path}:{entry.file.line}:{entry.file.column}")
        for entry in report.unreadable
    ]
    assert refs == [
        ("bolat", "portfolio.yaml:2:7"), ("aidana", f"{C}5-approbation.md:3:10"), (None, "school/broken.yaml:1:7"),
    ]  # fmt: skip


def test_a_generated_school_of_sixty_says_what_was_planted(tmp_path: Path) -> None:
    planted = make(tmp_path)
    found = report_of(tmp_path).measures
    for number, key in enumerate(("action", "analysis", "reflection"), 1):
        assert found[f"stage_{key}"].number == sum(item.stages >= number for item in planted)
    shown = [item for item in planted if item.stages >= 4 and not item.has_private_plan]
    assert found["stage_design"].number == found["plans"].number == len(shown)
    assert found["cycles_complete"].number == sum(item.stages == 5 for item in shown)
    assert found["self_assessed"].number == sum(item.has_self_assessment for item in planted)
    assert sorted(ids(found["novices_with_mentor"].having)) == [item.id for item in planted if item.has_mentor]
    assert found["novices_with_mentor"].total == sum(item.is_novice for item in planted)
    assert len(planted) == found["plans"].total == 60
    assert found["difficulties"].number == 10
