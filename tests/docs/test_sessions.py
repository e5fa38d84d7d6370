"""Every command that a page shows runs, in the language of the page, and answers what the page shows."""

import re
import shlex
from pathlib import Path

import pytest

from pdcli.i18n import LANGS, Lang
from tests.docs.sessions import FILES, PAGES, follow, prepare, read, sessions, with_outcomes
from tests.helpers import ROOT, run_pd

# What people say in their own words after these options; titles and paths made of them differ as well.
_TEXTS = ("--name", "--school", "--subject", "--region", "--who", "--file")
WITH_SESSIONS = tuple((file, lang) for file, lang in FILES if sessions(file))


@pytest.mark.parametrize(("file", "lang"), WITH_SESSIONS)
def test_every_command_of_a_page_runs_and_answers_as_shown(
    file: str, lang: Lang, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    outcomes = []
    for step, run, _place in follow(file, lang, tmp_path):
        assert run.code == 0, (step.line, run.out, run.err)
        if step.shown:
            outcomes.append((step, run.err + run.out))
    text = with_outcomes(file, outcomes)
    if request.config.getoption("--update-golden"):
        (ROOT / file).write_text(text, encoding="utf-8", newline="\n")
    assert read(file) == text, f"{file} shows other answers; if those of pd are right: pytest --update-golden"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_same_commands_in_every_language(page: str) -> None:
    kazakh, russian, english = (
        [
            (session.folder, [(_shape(step.words), bool(step.shown)) for step in session.steps])
            for session in sessions(PAGES[page][lang])
        ]
        for lang in LANGS
    )
    assert kazakh == russian == english


def _shape(words: list[str]) -> list[str]:
    """A command line without what each language says in its own words."""
    shown: list[str] = []
    for number, (before, word) in enumerate(zip(["", *words], words, strict=False)):
        title = words[:2] in (["pd", "new"], ["pd", "new-form"]) and number == 3
        if (before in _TEXTS or title or re.search(r"/\d{4}-\d\d-\d\d-", word)) and not word.startswith("--"):
            shown.append("…")
        elif word != "--lang" and before != "--lang":
            shown.append(word)
    return shown


@pytest.mark.parametrize("file", [file for file, _lang in FILES])
def test_every_block_of_commands_is_a_session(file: str) -> None:
    text = re.sub(r"<!-- session[^\n]*-->\n```\n.*?^```$", "", read(file), flags=re.DOTALL | re.MULTILINE)
    blocks = re.findall(r"^```(?:\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert not [line for block in blocks for line in block.splitlines() if re.match(r"(\$ )?pd ", line)]


@pytest.mark.parametrize(("file", "lang"), FILES)
def test_commands_in_the_words_of_a_language_are_taken(file: str, lang: Lang, tmp_path: Path) -> None:
    named = re.findall(r"`pd ([\w-]*[^\x00-\x7f`][\w-]*)(?: ([\w-]+))?`", read(file))
    assert bool(named) == ("guides/" in file)
    prepare("portfolio", tmp_path, lang)
    assert run_pd("new-cycle", "--start", "2026-09-01", cwd=tmp_path, lang=lang).code == 0
    for command, kind in named:
        words = (command, kind, "А", "--dry-run") if kind else (command, "--help")
        run = run_pd(*words, cwd=tmp_path, lang=lang)
        assert run.code == 0 and (kind or not run.err), (words, run.err)


@pytest.mark.parametrize("lang", LANGS)
def test_titles_of_a_page_are_in_its_language(lang: Lang) -> None:
    letters = {"kk": "[А-Яа-яӘәҒғҚқҢңӨөҰұҮүІі]", "ru": "[А-Яа-яЁё]", "en": "[A-Za-z]"}[lang]
    for page in PAGES.values():
        for session in sessions(page[lang]):
            for step in session.steps:
                match step.words:
                    case ["pd", "new" | "new-form", _kind, title, *_rest] if not title.startswith("-"):
                        assert re.match(letters, title), (page[lang], shlex.join(step.words))
                        assert lang != "ru" or not re.search("[ӘәҒғҚқҢңӨөҰұҮүІі]", title), (page[lang], title)


# Letters that a block of code on a page of another language does not have; a title in three languages has all of them.
FOREIGN = {"ru": "[әғқңөұүһӘҒҚҢӨҰҮҺ]", "en": "[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]"}


@pytest.mark.parametrize("file", [file for file, lang in FILES if lang != "kk"])
def test_examples_are_in_the_language_of_the_page(file: str) -> None:
    foreign = FOREIGN[next(lang for other, lang in FILES if other == file)]
    blocks = re.findall(r"^```\w*\n(.*?)^```$", read(file), re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines() if re.search(foreign, line)]
    assert [line for line in lines if not re.search(r"\{kk: .*ru: .*en: ", line)] == []
