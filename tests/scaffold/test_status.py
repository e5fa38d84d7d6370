"""What `pd status` says is in the language of the interface; which documents a question offers."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.guideline.tables import descriptor
from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.cycle import plan_cycle
from pdcli.scaffold.options import options_of
from pdcli.scaffold.status import deadlines
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


def test_a_finding_may_come_from_any_kind_of_observed_lesson() -> None:
    portfolio = load_portfolio(EXAMPLES / "aigerim")
    analysis = next(item for item in portfolio.documents if item.kind == "analysis" and item.form)
    assert analysis.form
    documents = next(item for item in analysis.form.by_key["findings"].columns if item.key == "documents")
    offered = {option.value for option in options_of(portfolio, analysis, documents).listed}
    kinds = {item.kind for item in portfolio.documents if item.ref in offered}
    assert kinds == {"lesson-analysis", "lesson-observation", "observation-sheet", "lesson-study"}


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
