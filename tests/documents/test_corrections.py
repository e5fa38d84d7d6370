"""A value that is corrected keeps what others refer to, and is read back as text."""

from pathlib import Path
from unicodedata import normalize

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.lint.engine import lint
from pdcli.lint.fix import apply_fixes
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.reading.yaml_reader import read_yaml
from pdcli.writing.scalar import as_scalar
from tests.helpers import write

PLAN = "---\nkind: research-plan\n---\n"
ARTICLE = "research/алма/article.md"


def portfolio_with(root: Path, facts: str, plan: str = "research/алма/plan") -> Path:
    article = f"---\nkind: article\n{facts}\n---\n"
    write(root, {"portfolio.yaml": "kind: portfolio\nlang: kk\n", f"{plan}.md": PLAN, ARTICLE: article})
    return root


def unknown_document(root: Path) -> Diagnostic:
    (diagnostic,) = lint(load_portfolio(root), ["PD114"])
    return diagnostic


@pytest.mark.parametrize(
    "facts",
    [
        "research_plan: &z research/Алма/plan\ntitle: *z",
        "title: &z research/Алма/plan\nresearch_plan: *z",
        "research_plan: >-\n  research/Алма/plan",
    ],
)
def test_no_fix_replaces_a_value_that_is_more_than_its_text(tmp_path: Path, facts: str) -> None:
    diagnostic = unknown_document(portfolio_with(tmp_path, facts))
    assert diagnostic.fix is None and diagnostic.hint.text("en") == "Write `research/алма/plan`."


@pytest.mark.parametrize(("first", "second"), [("file", "title"), ("title", "file")])
def test_no_fix_replaces_the_name_of_evidence_with_an_anchor_or_an_alias(
    tmp_path: Path, first: str, second: str
) -> None:
    register = f"kind: evidence\nitems:\n  - id: e1\n    {first}: &z evidence/A.txt\n    {second}: *z\n"
    files = {"portfolio.yaml": "kind: portfolio\n", "evidence.yaml": register, "evidence/a.txt": "12345678"}
    write(tmp_path, files)
    diagnostics = lint(load_portfolio(tmp_path), ["PD515"])
    assert [item.fix for item in diagnostics] == [None]


def test_text_in_braces_keeps_its_anchor(tmp_path: Path) -> None:
    register = "kind: evidence\nitems:\n  - {id: e1, title: &z Алма, өрік}\n  - {id: e2, title: *z}\n"
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", "evidence.yaml": register})
    diagnostics = [item for item in lint(load_portfolio(tmp_path)) if item.code == "PD101"]
    assert [item.fix for item in diagnostics] == [None]


@pytest.mark.parametrize("name", ["null", "true", "2026", "1.5", "2026-01-01", "0x1F", "~"])
def test_a_name_that_is_no_text_in_yaml_is_written_in_quotes(tmp_path: Path, name: str) -> None:
    root = portfolio_with(tmp_path, f"research_plan: {name}.md", name)
    diagnostic = unknown_document(root)
    assert diagnostic.hint.text("en") == f"Write `'{name}'`."
    assert diagnostic.fix
    text = apply_fixes((root / ARTICLE).read_text("utf-8"), [diagnostic.fix])
    assert f"research_plan: '{name}'\n" in text
    write(root, {ARTICLE: text})
    assert lint(load_portfolio(root), ["PD114"]) == []


@pytest.mark.parametrize(
    "text",
    ["алма/өрік", "2026-27/1", "a: b", "a:b", "a #b", "a, b", "[a]", "-", "- a", "", "=", "it's", '"a', "a\tb", "No"],
)
def test_a_text_is_read_back_also_in_brackets(text: str) -> None:
    for whole in (f"k: {as_scalar(text)}\n", f"k: [{as_scalar(text)}]\n"):
        assert read_yaml(whole).data in ({"k": text}, {"k": [text]}), whole


@pytest.mark.parametrize(
    ("written", "difference"),
    [
        (normalize("NFD", "research/алмай/plan"), "they are encoded differently"),
        ('"research/алмай/plan\\u200b"', "invisible character (U+200B)"),
        ('"research/алмай/pl\\u00adan"', "invisible character (U+00AD)"),
        ('"research/алмай/plan "', "spaces"),
        ('"research/\\u00a0алмай/plan"', "spaces"),
        ("research/алмай/plаn", "Latin and Cyrillic"),
    ],
)
def test_a_name_that_looks_the_same_is_told_with_its_difference(tmp_path: Path, written: str, difference: str) -> None:
    diagnostic = unknown_document(portfolio_with(tmp_path, f"research_plan: {written}", "research/алмай/plan"))
    assert difference in diagnostic.message.text("en") and "`research/алмай/plan`" in diagnostic.hint.text("en")


@pytest.mark.parametrize("written", ['""', '" "', '"\\u200b"'])
def test_an_empty_name_is_told(tmp_path: Path, written: str) -> None:
    facts = f"kind: analysis\nfindings:\n  - id: f1\n    documents: [{written}]\n"
    files = {"portfolio.yaml": "kind: portfolio\n", "cycles/2026-2027-1/2-analysis.md": f"---\n{facts}---\n"}
    write(tmp_path, files)
    diagnostic = unknown_document(tmp_path)
    assert diagnostic.message.text("en") == "The name of a document is empty."


def test_a_long_name_of_several_lines_is_told_on_one_line(tmp_path: Path) -> None:
    diagnostic = unknown_document(portfolio_with(tmp_path, f"research_plan: |-\n  a\n  b{'c' * 200}"))
    assert diagnostic.message.text("en") == f"There is no document `a b{'c' * 116}…`."


def test_only_the_first_unknown_names_of_a_document_get_a_suggestion(tmp_path: Path) -> None:
    names = ", ".join(f"research/алма/plan{number}" for number in range(50))
    facts = f"kind: analysis\nfindings:\n  - id: f1\n    documents: [{names}]\n"
    portfolio_with(tmp_path, "status: draft")
    write(tmp_path, {"cycles/2026-2027-1/2-analysis.md": f"---\n{facts}---\n"})
    hints = [item.hint.text("en") for item in lint(load_portfolio(tmp_path), ["PD114"])]
    assert len(hints) == 50 and hints.count("Did you mean `research/алма/plan`?") == 20
