"""The public API, used as the program of a school uses it."""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pytest

import pdcli
from pdcli import api
from pdcli.i18n import LANGS, Lang, current
from tests.helpers import EXAMPLES, ROOT, run_pd

DAY = date(2026, 11, 25)
FUNCTIONS = [name for name in api.__all__ if inspect.isfunction(getattr(api, name))]
PAGES = ("docs/api.md", "docs/kk/api.md", "docs/ru/api.md")


@pytest.fixture
def aigerim(tmp_path: Path) -> Path:
    # In a repository the summary would tell of its commits.
    return Path(shutil.copytree(EXAMPLES / "aigerim", tmp_path / "aigerim"))


def test_importing_it_loads_nothing_else() -> None:
    line = "import pdcli, sys; print([name for name in sys.modules if name.startswith('pdcli')], len(sys.modules))"
    bare = "import sys; print([], len(sys.modules))"
    loaded, nothing = (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        ).stdout.split()
        for code in (line, bare)
    )
    assert loaded[0] == "['pdcli']" and int(loaded[1]) - int(nothing[1]) == 1


def test_the_program_of_the_page_runs(tmp_path: Path) -> None:
    """The program is the same on the page of each language, but for the language that it asks for."""
    programs = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        programs += re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        assert set(re.findall(r"^\| `(\w+)\(", text, re.MULTILINE)) == set(FUNCTIONS)
    assert len(programs) == len(PAGES) and len({re.sub(r'"(kk|ru|en)"', "", program) for program in programs}) == 1
    program = programs[0]
    for name in ("aigerim", "daniyar"):
        shutil.copytree(EXAMPLES / name, tmp_path / "teachers" / name)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        cwd=tmp_path, capture_output=True, encoding="utf-8", env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2 and (tmp_path / "aigerim.html").stat().st_size > 10_000


def test_every_signature_is_typed() -> None:
    assert (ROOT / "pdcli" / "py.typed").is_file() and len(FUNCTIONS) == 5
    for name in FUNCTIONS:
        function = getattr(api, name)
        assert all(item.annotation is not item.empty for item in inspect.signature(function).parameters.values()), name
        assert inspect.signature(function).return_annotation is not inspect.Signature.empty and function.__doc__, name
    hints = get_type_hints(api.summarise_portfolio)
    assert hints["return"] is api.Summary and hints["portfolio"] is api.Portfolio


def test_the_package_and_its_stub_offer_the_same() -> None:
    assert all(getattr(pdcli, name) is getattr(api, name) for name in api.__all__)
    stub = (ROOT / "pdcli" / "__init__.pyi").read_text(encoding="utf-8")
    assert re.findall(r"import (\w+) as \1", stub) == sorted(
        api.__all__, key=lambda name: (not name[0].isupper(), name)
    )
    with pytest.raises(AttributeError):
        _ = pdcli.nothing  # type: ignore[attr-defined]


def test_findings_are_those_of_the_command() -> None:
    found = pdcli.lint_portfolio(EXAMPLES / "broken", reader=EXAMPLES / "broken", lang="ru")
    shown = json.loads(run_pd("lint", "--format", "json", cwd=EXAMPLES / "broken", lang="ru").out)["diagnostics"]
    assert [(item.code, item.span.line, item.message.text("ru")) for item in found] == [
        (item["code"], item["line"], item["message"]) for item in shown
    ]
    some = pdcli.lint_portfolio(EXAMPLES / "broken", select=["PD3"], ignore=["PD301"])
    assert some and all(item.code.startswith("PD3") and item.code != "PD301" for item in some)


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_pages_are_those_of_the_commands(aigerim: Path, form: str) -> None:
    portfolio = pdcli.load_portfolio(aigerim, reader=aigerim, lang="ru")
    line = ("summary", "--date", DAY.isoformat(), "--to", form, "--out", "-")
    page = pdcli.render_portfolio(portfolio, "summary", form, lang="ru", today=DAY, base=aigerim)
    assert page == run_pd(*line, cwd=aigerim, lang="ru").out
    trace = pdcli.render_portfolio(portfolio, "trace", form, lang="ru")
    assert trace == run_pd("trace", "--to", form, "--out", "-", cwd=aigerim, lang="ru").out
    assert len(pdcli.trace_portfolio(portfolio).cycles) == 2


def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path, aigerim: Path) -> None:
    for folder in (tmp_path / "no", tmp_path.parent):
        with pytest.raises(pdcli.UserError, match=r"портфолио|Файла или папки .* нет"):
            pdcli.load_portfolio(folder, lang="ru")
    portfolio = pdcli.load_portfolio(aigerim)
    for document, form in (("portfolio", "json"), ("nothing", "html")):
        with pytest.raises(pdcli.UserError):
            pdcli.render_portfolio(portfolio, document, form)  # type: ignore[arg-type]


def words_in(root: Path, lang: Lang) -> tuple[object, ...]:
    """What each function gives in a language."""
    portfolio = pdcli.load_portfolio(root, lang=lang)
    summary = pdcli.summarise_portfolio(portfolio, lang=lang, today=DAY)
    documents: tuple[api.Document, ...] = ("summary", "trace", "portfolio")
    pages = [
        pdcli.render_portfolio(portfolio, document, "md", lang=lang, today=DAY, base=root) for document in documents
    ]
    findings = [item.text(lang) for item in (*pdcli.lint_portfolio(root), *portfolio.unread)]
    return findings, summary, *pages


def test_each_call_has_its_own_language_and_leaves_none_behind() -> None:
    before = dict(os.environ)
    alone = {lang: words_in(EXAMPLES / "broken", lang) for lang in LANGS}
    for first, *others in zip(*alone.values(), strict=True):
        assert all(first != other for other in others), "no language is as another"
    assert alone == {lang: words_in(EXAMPLES / "broken", lang) for lang in reversed(LANGS)}
    assert current() == "en" and dict(os.environ) == before


def test_threads_speak_their_own_languages() -> None:
    alone = [words_in(EXAMPLES / "broken", lang) for lang in LANGS]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(words_in, [EXAMPLES / "broken"] * 9, LANGS * 3))
    assert together == alone * 3
    assert current() == "en"
