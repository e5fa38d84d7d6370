"""Each rule fires for one small change of the good example, at the changed place, and nothing else fires.

The unchanged example is the good fixture of every rule; the change is its bad one. `¦` in the new text marks the place
where the finding must be; the last column names every other finding that the change really causes.
"""

import re
from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.lint.rules import RULES
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.reading.source import LineIndex
from tests.helpers import ROOT
from tests.lint.cases import CASES
from tests.lint.cases.reading_and_thread import C1, DESIGN


@pytest.mark.parametrize(("code", "name", "old", "new", "others"), CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_a_rule_fires_where_the_mistake_is(
    good: Path, code: str, name: str, old: str, new: str, others: list[str] | None, newline: str, bom: bytes
) -> None:
    path = good / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, "the example no longer has this text"
    marked = text.replace(old, new, 1).replace("\n", newline)
    path.write_bytes(bom + marked.replace("¦", "").encode("utf-8"))
    found = lint(load_portfolio(good))
    if "¦" in marked:
        place = LineIndex(marked).position(marked.index("¦"))
        assert (code, path, *place) in [(item.code, item.path, item.span.line, item.span.column) for item in found]
    rest = [item.code for item in found]
    assert code in rest
    rest.remove(code)
    if others is not None:
        assert sorted(rest) == others


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


def test_the_cases_name_real_rules() -> None:
    known = {rule.code for rule in RULES}
    assert len({case[0] for case in CASES}) >= 30
    assert {case[0] for case in CASES} <= known
