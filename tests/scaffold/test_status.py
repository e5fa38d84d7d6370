"""What `pd status` says is in the language of the interface; which documents a question offers."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.guideline.tables import descriptor
from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.cycle import plan_cycle
from pdcli.scaffold.options import options_of
from pdcli.scaffold.status import deadlines, lacks_diagnosis
from tests.helpers import EXAMPLES, Pd, write

INIT = ("init", "--name", "Сәуле", "--school", "Үлгі", "--subject", "Химия", "--category", "moderator", "--no-input")


@pytest.fixture
def kazakh(tmp_path: Path, pd: Pd) -> Path:
    assert pd(*INIT, "--target-category", "expert", "--lang", "kk", cwd=tmp_path).code == 0
    assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=tmp_path).code == 0
    cycle = tmp_path / "cycles/2026-2027-1/cycle.yaml"
    cycle.write_text(cycle.read_text("utf-8").replace("focus:", "focus: Есеп", 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", LANGS)
def test_the_status_speaks_the_language_of_the_interface(kazakh: Path, pd: Pd, lang: Lang) -> None:
    shown = " ".join(pd("--lang", lang, "status", cwd=kazakh).out.split())
    stage = {"kk": "“Іс-әрекет”", "ru": "«Действие»", "en": "“Action”"}
    category = {"kk": "Педагог-модератор", "ru": "Педагог-модератор", "en": "Teacher-moderator"}
    assert {language for language in LANGS if stage[language].strip("“”«»") in shown} == {lang}
    assert f"{category[lang]}: {descriptor('action', 'moderator', lang)}" in shown
    for other in set(LANGS) - {lang}:
        assert str(descriptor("action", "moderator", other)) not in shown


def test_a_new_document_speaks_the_language_of_the_portfolio(kazakh: Path) -> None:
    planned = plan_cycle(load_portfolio(kazakh), date(2027, 1, 10), unfinished=True)
    text = next(item.text for item in planned if item.path.name.startswith("1-action"))
    assert str(descriptor("action", "moderator", "kk"))[:40] in text


def test_a_finding_may_come_from_any_kind_of_observed_lesson_or_a_survey() -> None:
    portfolio = load_portfolio(EXAMPLES / "aigerim")
    analysis = next(item for item in portfolio.documents if item.kind == "analysis" and item.form)
    assert analysis.form
    documents = next(item for item in analysis.form.by_key["findings"].columns if item.key == "documents")
    offered = {option.value for option in options_of(portfolio, analysis, documents).listed}
    kinds = {item.kind for item in portfolio.documents if item.ref in offered}
    assert kinds == {"lesson-analysis", "lesson-observation", "observation-sheet", "lesson-study", "diagnostic"}


def test_what_is_done_or_dropped_is_no_deadline(tmp_path: Path) -> None:
    plan = "kind: design\nplan:\n" + "".join(
        f"  - {{action: {name}, end: 2026-10-10{rest}}}\n"
        for name, rest in (("A", ""), ("B", ", done: 2026-10-01"), ("C", ", dropped: 2026-10-02"))
    )
    cycle = "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-31}\n"
    write(
        tmp_path, {"portfolio.yaml": "kind: portfolio\n", "cycles/1/cycle.yaml": cycle, "cycles/1/4-design.yaml": plan}
    )
    portfolio = load_portfolio(tmp_path)
    design = portfolio.cycles[0].design
    assert design and [item.state for item in design.plan] == ["planned", "done", "dropped"]
    assert [item.what for item in deadlines(portfolio, date(2026, 10, 5))] == ["A"]


DESIGN = "cycles/1/4-design.yaml"
ANALYSIS = "cycles/1/2-analysis.yaml"
FIRST_CYCLE = {
    "portfolio.yaml": "kind: portfolio\nlang: en\nname: Aidana Example\n",
    "cycles/1/cycle.yaml": "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-31}\n",
    ANALYSIS: "kind: analysis\nfindings:\n- {id: f1, text: No drawings, source: feedback}\n",
    DESIGN: "kind: design\ngoals:\n- {id: g1, goal: Drawings}\n",
}


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, True),
        ({DESIGN: "kind: design\n"}, False),
        ({"cycles/2/cycle.yaml": "kind: cycle\nperiod: {start: 2027-01-10, end: 2027-05-25}\n"}, False),
        ({"reflections/2026-2027-self-assessment.yaml": "kind: self-assessment\n"}, False),
        ({"reflections/2026-2027-self-assessment.yaml": "kind: self-assessment\nx: [\n"}, False),
        ({ANALYSIS: FIRST_CYCLE[ANALYSIS].replace("feedback", "lesson-self-analysis")}, False),
        ({ANALYSIS: "kind: analysis\nmethods: [self-analysis]\n"}, False),
        ({"cycles/1/3-reflection.yaml": "kind: reflection\nmethods: [competence-self-assessment]\n"}, False),
        ({"cycles/1/lessons/a.yaml": "kind: self-analysis\n"}, True),
        (
            {
                "cycles/1/lessons/a.yaml": "kind: self-analysis\n",
                ANALYSIS: FIRST_CYCLE[ANALYSIS].replace("feedback", "feedback, documents: [cycles/1/lessons/a]"),
            },
            False,
        ),
    ],
)
def test_goals_of_a_first_cycle_without_a_diagnosis(
    tmp_path: Path, pd: Pd, change: dict[str, str], lacks: bool
) -> None:
    write(tmp_path, FIRST_CYCLE | change)
    assert lacks_diagnosis(load_portfolio(tmp_path)) == lacks
    assert ("`pd new self-assessment`" in " ".join(pd("status", cwd=tmp_path).out.split())) == lacks


@pytest.mark.parametrize("ground", ["diagnostics/class/d1", "school:2026-2027/climate/d1"])
def test_a_diagnostic_that_a_growth_area_rests_on(tmp_path: Path, ground: str) -> None:
    reflection = f"---\nkind: reflection\ngrowth_areas: [{{id: r1, title: Есеп, from: ['{ground}']}}]\n---\n"
    files = FIRST_CYCLE | {"cycles/1/3-reflection.md": reflection}
    write(
        tmp_path,
        {"school.yaml": "kind: school\nlang: en\n", **{f"teachers/a/{name}": text for name, text in files.items()}},
    )
    assert lacks_diagnosis(load_portfolio(tmp_path / "teachers/a"))
    survey = "kind: diagnostic\nschool_year: 2026-2027\nconclusions: [{id: d1, text: Қиын}]\n"
    write(tmp_path, {"school/2026-2027/climate.yaml": survey, "teachers/a/diagnostics/class.yaml": survey})
    assert not lacks_diagnosis(load_portfolio(tmp_path / "teachers/a"))


@pytest.mark.parametrize("cited", ["school:2026-2027/climate", "school:2026-2027/climate/q1"])
def test_a_diagnostic_of_the_school_that_is_named(tmp_path: Path, cited: str) -> None:
    finding = FIRST_CYCLE[ANALYSIS].replace("feedback", f"feedback, documents: ['{cited}']")
    files = {f"teachers/a/{name}": text for name, text in (FIRST_CYCLE | {ANALYSIS: finding}).items()}
    write(tmp_path, {"school.yaml": "kind: school\nlang: en\n", **files})
    assert lacks_diagnosis(load_portfolio(tmp_path / "teachers/a"))
    write(tmp_path, {"school/2026-2027/climate.yaml": "kind: diagnostic\nschool_year: 2026-2027\n"})
    assert not lacks_diagnosis(load_portfolio(tmp_path / "teachers/a"))
