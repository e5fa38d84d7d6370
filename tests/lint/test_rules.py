"""The cases that stand beside the rules: each fires where its cases say, and in any file as editors write it."""

import codecs
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pdcli.diagnostics import Diagnostic, Message, parameters_of
from pdcli.i18n import use
from pdcli.lint.engine import lint
from pdcli.lint.rules import RULES
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import ROOT
from tests.lint.cases.reading_and_thread import C1, DESIGN
from tests.lint.rule_cases import CASES, RuleCase, file_of


def messages(item: Diagnostic) -> list[Message]:
    return [item.message, item.hint, *(other.message for other in item.related)]


def in_words(item: Message) -> str:
    return item.template.format(**item.parameters) if item.parameters else item.template


def facts(items: tuple[Diagnostic, ...]) -> list[tuple[Any, ...]]:
    """Findings without their words."""
    return [
        (item.code, item.path, item.span, [(part.template, parameters_of(part)) for part in messages(item)])
        for item in items
    ]


@pytest.mark.parametrize("case", [case for case in CASES if case.is_found], ids=lambda case: case.id)
def test_a_rule_fires_where_the_mistake_is(case: RuleCase) -> None:
    """With the same facts in a file as another editor writes it and in another language."""
    use("en")
    items = case.findings(select=(case.code,))
    assert {item.code for item in items} == {case.code}
    assert set(case.places()) <= {(file_of(item), item.span.line, item.span.column) for item in items}
    parts = [part for item in items for part in messages(item)]
    assert [in_words(part) for part in parts] == parts
    elsewhere = case.findings("\r\n", codecs.BOM_UTF8, (case.code,), "kk" if case.number % 2 else "ru")
    assert facts(elsewhere) == facts(items)


@pytest.mark.parametrize("case", [case for case in CASES if not case.is_found], ids=lambda case: case.id)
def test_a_rule_is_silent_where_nothing_is_wrong(case: RuleCase) -> None:
    assert case.findings(select=(case.code,)) == ()


@pytest.mark.parametrize("family", sorted({rule.code[:3] for rule in RULES}))
def test_what_else_is_found_beside_a_mistake(family: str, golden: Callable[[str, str], None]) -> None:
    """One cause is told once: where more is found, the golden file says so for everybody to see."""
    lines = []
    for case in CASES:
        if case.is_found and case.code.startswith(family):
            others = [item.code for item in case.findings()]
            others.remove(case.code)
            if others:
                lines.append(f"{case.id}: {', '.join(sorted(others))}\n")
    golden(f"rule-cases/{family}.txt", "".join(lines))


def test_a_goal_without_growth_area(good: Path) -> None:
    path = good / DESIGN
    path.write_text(path.read_text(encoding="utf-8").replace("    from: [r1]\n", "", 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD302", "PD301"]


def test_a_stage_that_is_not_there(good: Path) -> None:
    (good / C1 / "2-analysis.md").unlink()
    assert {item.code for item in lint(load_portfolio(good))} == {"PD201", "PD309"}


def test_a_stage_that_is_there_twice(good: Path) -> None:
    """The second is told at its kind; it counts, so that what it does not have is missing elsewhere."""
    second = good / C1 / "2-analysis-jana.md"
    second.write_text("---\nkind: analysis\nstatus: draft\n---\n\n## Нәтижелер\n\nБасқа мәтін\n", encoding="utf-8")
    found = [(item.code, item.path, item.span.line) for item in lint(load_portfolio(good))]
    assert ("PD111", second, 2) in found
    assert [place for place in found if place[0] == "PD111"] == [("PD111", second, 2)]


def test_a_draft_below_final_stages(good: Path) -> None:
    path = good / C1 / "2-analysis.md"
    path.write_text(path.read_text(encoding="utf-8").replace("final", "draft", 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD204"] * 3


@pytest.mark.parametrize("status", ["status: аяқталды", "Күйі: final", "stаtus: final"])
def test_a_status_that_cannot_be_read_is_told_once(good: Path, status: str) -> None:
    path = good / C1 / "1-action.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: final", status), encoding="utf-8")
    assert [item.path.stem for item in lint(load_portfolio(good))] == ["1-action"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    target: ", "    күтілетін деңгей: ", "PD101"),
        ("    target: ", "    tаrget: ", "PD101"),
        ("    from: [r1]\n", "    from: r1 мен r2\n", "PD102"),
        ("    from: [r1]\n", "    from: r1\n", "PD102"),
        ("    from: [r1]\n", "    from: [р1]\n", "PD107"),
    ],
)
def test_an_answer_that_is_not_read_is_told_once(good: Path, old: str, new: str, code: str) -> None:
    path = good / DESIGN
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == [code]


def test_a_growth_area_without_finding(good: Path) -> None:
    path = good / C1 / "3-reflection.md"
    path.write_text(path.read_text(encoding="utf-8").replace("    from: [f1, f3]\n", "", 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD308"]


def test_a_cycle_without_its_file(good: Path) -> None:
    (good / C1 / "cycle.yaml").unlink()
    assert [item.code for item in lint(load_portfolio(good))] == ["PD210"]


def test_files_that_cannot_be_read(good: Path) -> None:
    (good / "a.yaml").symlink_to(good / "nothing")
    (good / "b.yaml").write_bytes("kind: cycle\n".encode("utf-16"))
    (good / "c.yaml").write_bytes("kind: cycle\nfocus: Урок\n".encode("cp1251"))
    (good / "d.yaml").write_bytes(b"kind: cycle\nfocus: '" + b"a" * (2 * 1024 * 1024) + b"'\n")
    found = [(item.path.name, item.code, item.span.line) for item in lint(load_portfolio(good))]
    assert found == [("a.yaml", "PD017", 1), ("b.yaml", "PD001", 1), ("c.yaml", "PD001", 2), ("d.yaml", "PD007", 1)]


def test_every_check_is_registered() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "pdcli" / "lint" / "rules").rglob("*.py")]
    codes = re.findall(r'^@rule\("(PD\d+)"', "".join(texts), re.MULTILINE)
    assert sorted(codes) == [rule.code for rule in RULES if rule.check]
