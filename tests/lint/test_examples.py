"""The examples are tests: the good ones are clean, and in the broken one every rule fires exactly where it is said."""

import shutil
from pathlib import Path

import pytest

from pdcli.diagnostics import Severity
from pdcli.lint.engine import lint
from pdcli.lint.rules import RULES
from pdcli.portfolio.portfolio import load_portfolio
from tests.conftest import EXAMPLES, run_pd


def _places(root: Path) -> list[str]:
    found = lint(load_portfolio(root))
    return [
        f"{item.path.relative_to(root.resolve()).as_posix()}:{item.span.line}:{item.span.column} {item.code}"
        for item in found
    ]


@pytest.mark.parametrize("name", ["aigerim", "first-week"])
def test_good_examples_are_clean(name: str) -> None:
    portfolio = load_portfolio(EXAMPLES / name)
    assert len(portfolio.documents) >= 9
    assert _places(EXAMPLES / name) == []


def test_the_complete_example_is_all_final() -> None:
    portfolio = load_portfolio(EXAMPLES / "aigerim")
    assert all(document.is_final for document in portfolio.documents)
    assert len(portfolio.of_kind("lesson-analysis")) >= 8
    assert len(portfolio.cycles) == 2


def test_the_broken_example_shows_exactly_what_is_expected() -> None:
    root = EXAMPLES / "broken"
    assert _places(root) == (root / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_every_rule_fires_in_the_broken_example(tmp_path: Path) -> None:
    root = tmp_path / "broken"
    shutil.copytree(EXAMPLES / "broken", root)
    # A link to nothing cannot be kept in every checkout, so it is made here.
    (root / "files" / "unreadable.yaml").symlink_to(root / "nothing")
    found = {place.split()[1] for place in _places(root)}
    assert found == {rule.code for rule in RULES}
    assert len(RULES) >= 30


def test_the_shared_places_are_named_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(codes)


def test_exit_codes() -> None:
    assert run_pd("lint", cwd=EXAMPLES / "aigerim").code == 0
    assert run_pd("lint", cwd=EXAMPLES / "broken").code == 1
    assert run_pd("lint", "no-such-folder", cwd=EXAMPLES).code == 2
    only_warnings = run_pd("lint", "--select", "PD302", cwd=EXAMPLES / "broken")
    assert only_warnings.code == 0 and "PD302" in only_warnings.out
    assert run_pd("lint", "--select", "PD302", "--strict", cwd=EXAMPLES / "broken").code == 1


def test_severities_are_mixed() -> None:
    assert {rule.severity for rule in RULES} >= {Severity.ERROR, Severity.WARNING}
