"""The examples are tests: the good ones are clean, and in the broken ones rules fire exactly where it is said."""

from pathlib import Path

import pytest

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.files import find_portfolios
from pdcli.lint.result import LintResult
from pdcli.lint.rules import RULES
from pdcli.lint.run import LintOptions, run
from pdcli.lint.school import lint_across
from pdcli.model.documents import CATEGORIES
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.writing.mark import is_generated
from tests.helpers import EXAMPLES, run_pd

BROKEN, SCHOOL = EXAMPLES / "broken", EXAMPLES / "broken-school"
TEACHERS = [SCHOOL / "teachers" / name for name in ("aigaq", "sanat", "sauat", "zhas")]
PORTFOLIOS = [BROKEN, *TEACHERS]
# A disk to which capital and small letters are the same finds every file: there PD515 has nothing to say.
IS_ONE_CASE = (EXAMPLES / "BROKEN").exists()


def _results(*roots: Path) -> list[LintResult]:
    return run([root.resolve() for root in roots], LintOptions(with_fingerprints=True))


def _places(found: tuple[Diagnostic, ...] | list[Diagnostic], root: Path) -> list[str]:
    return [
        f"{item.path.relative_to(root.resolve()).as_posix()}:{item.span.line}:{item.span.column} {item.code}"
        for item in found
    ]


def _expected(root: Path) -> list[str]:
    lines = (root / "expected.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not (IS_ONE_CASE and line.endswith(" PD515"))]


@pytest.mark.parametrize("name", ["aigerim", "first-week"])
def test_good_examples_are_clean(name: str) -> None:
    assert load_portfolio(EXAMPLES / name).documents
    (result,) = _results(EXAMPLES / name)
    assert _places(result.diagnostics, EXAMPLES / name) == []


def test_the_complete_example_is_all_final() -> None:
    portfolio = load_portfolio(EXAMPLES / "aigerim")
    assert all(document.is_final for document in portfolio.documents)
    assert len(portfolio.of_kind("lesson-analysis")) == 9
    assert len(portfolio.cycles) == 2


def test_the_city_school_is_whole_and_clean() -> None:
    city = EXAMPLES / "school-city"
    assert run_pd("lint", "--strict", "--no-cache", cwd=city).code == 0
    sheets: set[str] = set()
    for root in find_portfolios([city]):
        portfolio = load_portfolio(root)
        assert all(document.is_final for document in portfolio.documents), root
        sheets.update(sheet.data["category"] for sheet in portfolio.of_kind("route-sheet"))
    assert sheets == set(CATEGORIES)


def test_the_private_school_is_whole_and_clean() -> None:
    private = EXAMPLES / "school-private"
    assert run_pd("lint", "--strict", "--no-cache", cwd=private).code == 0
    for root in sorted((private / "teachers").iterdir()):
        portfolio = load_portfolio(root)
        assert all(document.is_final for document in portfolio.documents), root
        wheels = [document.data["wheel"] for document in portfolio.of_kind("self-analysis")]
        assert [len(wheel) for wheel in wheels] == [8], root
        assert portfolio.of_kind("year-reflection"), root


def test_the_village_school_is_clean_and_no_thread_breaks() -> None:
    village = EXAMPLES / "school-village"
    assert run_pd("lint", "--strict", "--no-cache", cwd=village).code == 0
    roots = find_portfolios([village])
    assert len(roots) == 7
    for root in roots:
        assert run_pd("trace", "--strict", cwd=root).code == 0, root


@pytest.mark.parametrize("root", PORTFOLIOS, ids=lambda root: root.name)
def test_a_broken_example_shows_exactly_what_is_expected(root: Path, request: pytest.FixtureRequest) -> None:
    (result,) = _results(root)
    places = _places(result.diagnostics, root)
    if request.config.getoption("--update-golden"):
        (root / "expected.txt").write_text("".join(f"{place}\n" for place in places), encoding="utf-8", newline="\n")
    assert places == _expected(root), "if that is right: pytest --update-golden"


def test_the_broken_school_shows_what_no_single_portfolio_does(request: pytest.FixtureRequest) -> None:
    roots = find_portfolios([SCHOOL])
    assert roots == TEACHERS
    (own,) = _results(SCHOOL)
    places = _places([*own.diagnostics, *lint_across(_results(*roots), (), (), None)], SCHOOL)
    if request.config.getoption("--update-golden"):
        (SCHOOL / "expected.txt").write_text("".join(f"{place}\n" for place in places), encoding="utf-8", newline="\n")
    assert places == _expected(SCHOOL), "if that is right: pytest --update-golden"


def test_the_command_line_shows_the_same() -> None:
    for home, roots in ((BROKEN, [BROKEN]), (SCHOOL, [*TEACHERS, SCHOOL])):
        shown = run_pd("lint", "--format", "concise", "--no-cache", cwd=home)
        assert shown.code == 1
        expected: list[str] = []
        for root in roots:
            place = root.relative_to(home).as_posix()
            expected += [f"{place}/{line}".removeprefix("./").replace(" ", ": ") for line in _expected(root)]
        said = [" ".join(line.split()[:2]) for line in shown.out.splitlines() if ": PD" in line]
        assert sorted(said) == sorted(expected)


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


def test_schemas_of_the_examples_are_files_that_pd_may_make_again() -> None:
    schemas = sorted(EXAMPLES.rglob(".pd/schemas/**/*.json"))
    assert schemas
    assert [str(file.relative_to(EXAMPLES)) for file in schemas if not is_generated(file, file.read_bytes())] == []
