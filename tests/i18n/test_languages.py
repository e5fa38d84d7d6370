"""Nothing English in a Kazakh or Russian run, nothing wider than a terminal of 80 columns."""

import re
import unicodedata
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from pdcli.cli.demo import SCHOOLS
from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.tables import KEYS
from pdcli.lint.rules import RULES
from pdcli.render.formats import FORMATS
from tests.formats import FINDINGS
from tests.helpers import EXAMPLES, Pd, run_pd

# Names, not language: commands, kinds, keys and values as they are typed, file endings, terms taken over everywhere.
TYPED = {
    "pd", "git", "yaml", "json", "svg", "utf", "utf-8", "cp1251", "ci", "smart", "lesson", "study",
    "action", "research", "true", "false", "kk", "ru", "en", "auto", "always", "never", "text", "final",
    "draft", "teacher", "region", "subject", "category", "theme", "head", "deputy", "commission", "member", "secretary", "peer", "moderator", "expert", "researcher", "master", "methodist", "school", "all",
    "error", "warning", "advice", "yaml-language-server", "schema", "schemas", "edtech", "edu",
    "hub", "eduhub", "stem", "tab", "ctrl", "iso", "windows", "enter", "visual", "editor", "min", "max", "columns", "teachers", "mentors", "novice", "excel", "word", "office", "codes", "key", "init", "lint", "bash", "zsh", "fish", "powershell",
    "url", "toml", "pyproject", "exit-zero", "guideline", "practical", "methodological", "form", "gitignore", "json schema", "bom", "markdown", "english", "examples", "date", "choice", "scale", "table", "sheet",
}  # fmt: skip


def _leaks(text: str) -> set[str]:
    text = re.sub(r"`[^`]*`|\x1b\[[0-9;]*m|SHA-256\s+[0-9a-f]+", " ", text)
    text = re.sub(r"(?m)^\s*\$ .*$|https?://\S+", " ", text)
    text = re.sub(
        r"(?<!\w)--?[a-z][a-z-]*|\b[A-Z][A-Z_.]+\b|[\w./\\-]*[/\\][\w./\\*-]*|\b[\w-]+\.[a-z]{2,4}\b|PD\d{3}|\w+_\w+",
        " ",
        text,
    )
    kinds, rules = set(FormLibrary().kinds()), {rule.name for rule in RULES}
    known = (
        TYPED
        | {*FINDINGS, *FORMATS.names()}
        | kinds
        | rules
        | set(COMMANDS)
        | set(KEYS)
        | {"aigerim", "mysal", "parent-meeting", "demo-kk", "demo-ru", "meetings", "formalar", "formy", *SCHOOLS}
    )
    return {word for word in re.findall(r"(?<![\w-])[A-Za-z]{3,}(?:-[A-Za-z]+)*", text) if word.casefold() not in known}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portfolio")
    assert run_pd("init", "--name", "Үлгі", "--category", "expert", "--lang", "kk", cwd=folder).code == 0
    assert run_pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=folder).code == 0
    return folder


MISTAKES = (
    ("nothing",), ("lint", "--nothing"), ("lint", "--format"), ("lint", "--format", "xml"), ("lint", "жоқ"), ("rule", "PD999"),
    ("new", "balance"), ("new", "lesson-analysis", "--date", "ертең"), ("new", "lesson-analysis", "--cycle", "x"),
    ("new", "a", "b", "c", "d"), ("new-cycle",), ("new-cycle", "--start", "31.12.2026"), ("fill",), ("fill", "жоқ.md"),
    ("fill", "--final", "cycles/2026-2027-1/1-action.md"), ("render", "--to", "odt"), ("render", "жоқ"),
    ("summary", "--to", "doc"), ("history", "--to", "odt"), ("history", "--date", "x"), ("schema", "x"), ("schema",), ("guide", "99"), ("guide", "--find", "жоқсөз"),
    ("guide", "analysis", "--role", "x"), ("new-form", "A"), ("new-form",), ("init",), ("status", "--all=1"),
    ("--lang", "xx", "lint"), ("--color", "x", "lint"), ("lint", "--select", "PD9"),
    ("trace", "g99"), ("trace", "жоқ"), ("trace", "g1", "жоқ"), ("trace", "--to", "doc"), ("trace", "--format", "xml"),
    ("trace", "--format", "json", "--to", "md"), ("trace", "--to", "md,html", "--out", "-"),
    ("readiness", "--pack", "x"), ("readiness", "--for", "x"), ("readiness", "--for", "teacher"), ("readiness", "--date", "x"),
    ("readiness", "--next", "--for", "expert"), ("readiness", "--compare", "x"), ("readiness", "--to", "doc"),
    ("readiness", "--compare", "guideline", "--to", "md"), ("readiness", "--to", "md,html", "--out", "-"),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_in_help(lang: str, tmp_path: Path, pd: Pd) -> None:
    for arguments in ((), *((name,) for name in COMMANDS)):
        page = pd(*arguments, "--help", cwd=tmp_path, lang=lang, COLUMNS="80")
        assert page.code == 0
        assert _leaks(page.out + page.err) == set(), arguments
        assert max(map(len, page.out.splitlines())) <= 80, arguments


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_in_answers(lang: str, portfolio: Path, pd: Pd) -> None:
    for arguments in (("status",), ("status", "--all"), ("lint",), ("new",), ("rule",), ("guide",), ("guide", "analysis"),
                      ("guide", "--category", "expert"), ("new", "lesson-analysis", "Тақырып", "--dry-run"), ("render",),
                      ("trace",), ("trace", "--to", "html,md"), ("summary",), ("history",), ("readiness",), ("readiness", "--packs"),
                      ("readiness", "--pack", "guideline"), ("readiness", "--to", "html,md"), ("readiness", "--compare", "guideline"), ("demo", "--out", f"demo-{lang}"),
                      ("schema", "--update"),
                      ("new-form", "own", "Өз", "--dry-run")):  # fmt: skip
        run = pd(*arguments, cwd=portfolio, lang=lang, COLUMNS="80")
        assert run.code == 0, (arguments, run.err)
        assert _leaks(run.out + run.err) == set(), arguments
        if arguments[0] not in ("lint", "demo"):
            widths = [
                sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in run.out.splitlines()
            ]
            assert max(widths, default=0) <= 80, arguments


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_in_messages_of_mistakes(lang: str, portfolio: Path, pd: Pd) -> None:
    for arguments in MISTAKES:
        run = pd(*arguments, cwd=portfolio, lang=lang, COLUMNS="80")
        assert run.code in (1, 2), (arguments, run.out, run.err)
        assert _leaks(run.out + run.err) - set(arguments) == set(), arguments


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_in_findings_and_rule_pages(lang: str) -> None:
    run = run_pd("lint", "--format", "concise", cwd=EXAMPLES / "broken", lang=lang)
    assert run.code == 1
    said = {line.split("  ", 1)[1] for line in run.out.splitlines() if "  " in line}
    assert _leaks("\n".join(re.sub(r"“[^”]*”|«[^»]*»", " ", text) for text in said)) == set()


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_on_pages(lang: str, portfolio: Path) -> None:
    assert run_pd("render", "--to", "html", "--out", f"pages-{lang}", cwd=portfolio, lang=lang).code == 0
    page = (portfolio / f"pages-{lang}" / "portfolio.html").read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert _leaks(body) == set()


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_where_the_thread_is_drawn(lang: str) -> None:
    page = run_pd("trace", "--to", "html", "--out", "-", cwd=EXAMPLES / "broken", lang=lang).out
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert _leaks(body) == set()
