"""The language of a page is a value that is passed down: what the interface speaks has no part in it."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pdcli.anonymisation.name_register import KeyState
from pdcli.attestation.readiness import readiness
from pdcli.discovery.trust import Trust
from pdcli.exchange.blind import BlindOptions, blind_table
from pdcli.exchange.key import key_text
from pdcli.exchange.season import collect_season
from pdcli.exchange.summaries import SummaryRequest, write_table
from pdcli.i18n import Lang, use
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from pdcli.render.history import text_lines
from pdcli.render.history_page import render_history
from pdcli.render.pages import render as render_pages
from pdcli.render.readiness import render_readiness
from pdcli.render.school import render_school
from pdcli.render.summary import render_summary
from pdcli.render.trace import render_trace
from pdcli.school.report import school_report
from pdcli.summary.build import summarise
from pdcli.summary.history import history, logs
from pdcli.thread.build import trace
from tests.helpers import EXAMPLES, ROOT, run_pd

# Only commands speak the language of the interface: by these names.
AMBIENT = frozenset({"current", "gettext", "ngettext", "use"})
DAY = date(2026, 11, 25)
KEY = KeyState("secret", {})
AIGERIM, SCHOOL = EXAMPLES / "aigerim", EXAMPLES / "school-mysal"
TEACHERS = [EXAMPLES / "daniyar", EXAMPLES / "first-week"]
# Each language beside an interface in another one.
PAIRS: list[tuple[Lang, Lang]] = [("kk", "ru"), ("ru", "en"), ("en", "kk")]


def imported(module: Path) -> Iterator[str]:
    """Everything that a module imports, by its full name."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{item.name}" for item in node.names)
        elif isinstance(node, ast.Import):
            yield from (item.name for item in node.names)


@cache
def modules() -> dict[str, set[str]]:
    """What each module outside the commands imports, by its place."""
    package = ROOT / "pdcli"
    files = [file for file in sorted(package.rglob("*.py")) if not file.is_relative_to(package / "cli")]
    return {file.relative_to(package).as_posix(): set(imported(file)) for file in files}


def test_nothing_but_commands_speaks_the_language_of_the_interface() -> None:
    banned = {*(f"pdcli.i18n.{name}" for name in AMBIENT)}
    assert {name: names & banned for name, names in modules().items() if names & banned} == {}


def of_one(folder: Path, lang: Lang) -> Iterator[tuple[str, str | bytes]]:
    """Everything that is made of one portfolio, as if written to a folder."""
    portfolio = read_portfolio(AIGERIM)
    summary = summarise(portfolio, lang, logs([AIGERIM], DAY)[0], DAY)
    state = readiness(portfolio, portfolio.packs.current(DAY), "expert", DAY, lang)
    past = history(portfolio, DAY)
    for suffix in ("html", "md", "json"):
        yield f"summary.{suffix}", render_summary(summary, suffix, AIGERIM, folder, DAY, lang)
        yield f"readiness.{suffix}", render_readiness(state, suffix, portfolio, folder, lang)
        yield f"trace.{suffix}", render_trace(portfolio, trace(portfolio), suffix, folder, lang)
        yield f"history.{suffix}", render_history(past, suffix, AIGERIM, lang)
    yield "history", "\n".join(text_lines(past, 100, lang))
    yield from ((place.name, text) for place, text in render_pages(portfolio, None, ["html", "md"], folder, lang))


def of_many(folder: Path, lang: Lang) -> Iterator[tuple[str, str | bytes]]:
    """Everything that is made of several portfolios and written to a folder."""
    request = SummaryRequest(TEACHERS, [EXAMPLES], ("html", "md", "csv", "json"), lang, DAY, Trust(), each=True)
    write_table(folder, request)
    yield from ((file.relative_to(folder).as_posix(), file.read_bytes()) for file in sorted(folder.rglob("*.*")))
    packet = collect_season(TEACHERS, lang, DAY, Trust())
    yield from ((entry.name, entry.source) for entry in packet.entries if isinstance(entry.source, bytes))


def blind(_folder: Path, lang: Lang) -> Iterator[tuple[str, str | bytes]]:
    """Blind summaries, what is told of them, and their key."""
    options = BlindOptions(("html", "csv"), lang, DAY, frozenset({"school"}), Trust())
    output = blind_table(TEACHERS, KEY, options, each=True, jobs=1)
    yield from output.files.items()
    yield "told", repr((output.leak_report, output.warnings))
    yield "key", key_text(KEY, output.names)


def of_school(_folder: Path, lang: Lang) -> Iterator[tuple[str, str | bytes]]:
    """The report of a school, with names and with codes."""
    for codes in (False, True):
        report = school_report(load_school(SCHOOL), "2025-2026", DAY, lang, codes)
        for suffix in ("html", "md", "csv", "json"):
            yield f"{codes}.{suffix}", render_school(report, suffix, lang)


Maker = Callable[[Path, Lang], Iterator[tuple[str, str | bytes]]]


@pytest.mark.parametrize(("interface", "lang"), PAIRS)
@pytest.mark.parametrize("make", [of_one, of_many, blind, of_school])
def test_what_is_made_is_in_its_language(make: Maker, interface: Lang, lang: Lang, tmp_path: Path) -> None:
    use(lang)
    alone = dict(make(tmp_path / "1", lang))
    use(interface)
    beside = dict(make(tmp_path / "2", lang))
    assert beside.keys() == alone.keys()
    assert [name for name in alone if beside[name] != alone[name]] == []


@pytest.mark.parametrize(("interface", "lang"), PAIRS)
@pytest.mark.parametrize(
    "line",
    [
        "render cycles/2025-2026-1 --to md --out {folder}",
        "summary --to md --out -",
        "summary --blind --to md --out - --key {folder}/key.json",
        "readiness",
        "readiness --compare guideline",
        "trace",
        "history",
        "guide practical",
        "guide --find портфолио",
    ],
)
def test_a_command_is_in_the_language_that_is_asked_for(line: str, interface: Lang, lang: Lang, tmp_path: Path) -> None:
    runs = []
    for number, spoken in enumerate((lang, interface)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "key.json").write_text('{"format": 1, "secret": "x", "codes": []}', encoding="utf-8")
        run = run_pd(*line.format(folder=folder).split(), "--lang", lang, cwd=AIGERIM, lang=spoken)
        written = [file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()]
        runs.append((run.code, run.out, run.err.replace(str(folder), ""), written))
    assert runs[0] == runs[1]


@pytest.mark.parametrize(("interface", "lang"), PAIRS)
def test_a_school_is_told_in_the_language_that_is_asked_for(interface: Lang, lang: Lang) -> None:
    alone, beside = (run_pd("school", "--lang", lang, cwd=SCHOOL, lang=spoken) for spoken in (lang, interface))
    assert alone == beside
