"""Commands answer to the names of three languages, and help is found wherever it is asked for."""

from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from pdcli.cli.command_names import NAMES
from pdcli.i18n import LANGS
from pdcli.model.human_values import by_words
from tests.helpers import run_pd

RUSSIAN_KEYS = str.maketrans("әғқңөұүһі", "агкноуухи")
EVERY_NAME = [(name, command) for command, words in NAMES.items() for names in words.values() for name in names]


def help_of(*line: str, cwd: Path, lang: str = "en") -> str:
    run = run_pd(*line, cwd=cwd, lang=lang)
    assert (run.code, run.err) == (0, ""), line
    return run.out


def test_every_command_has_names_in_kazakh_and_russian() -> None:
    assert NAMES.keys() == COMMANDS.keys()
    assert all(words["kk"] and words["ru"] for words in NAMES.values())


def test_no_name_means_two_commands() -> None:
    words = {command: [command, *(name for names in NAMES[command].values() for name in names)] for command in COMMANDS}
    for name, command in [*EVERY_NAME, *((command, command) for command in COMMANDS)]:
        # As it stands, on a keyboard without Kazakh letters, in capitals, with the other sign between words.
        for typed in (name, name.translate(RUSSIAN_KEYS), name.upper(), name.replace("-", "_"), name.replace("-", "")):
            assert by_words(typed, words) == command, typed


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("жаңа", "new"), ("жана", "new"), ("Жаңа", "new"), ("жаңа_цикл", "new-cycle"), ("новый-цикл", "new-cycle"),
        ("НОВЫЙ", "new"), ("куй", "status"), ("new_form", "new-form"), ("Lint", "lint"), ("проверить", "lint"),
        ("комек", "help"), ("арқау", "trace"), ("алтын-арқау", "trace"),
    ],
)  # fmt: skip
def test_a_command_is_called_by_any_of_its_names(typed: str, command: str, tmp_path: Path) -> None:
    assert help_of(typed, "--help", cwd=tmp_path) == help_of(command, "--help", cwd=tmp_path)


def test_a_document_is_made_in_kazakh_and_in_russian(tmp_path: Path) -> None:
    for line in (
        ("бастау", "--name", "Үлгі", "--category", "сарапшы"),
        ("жана-цикл", "--start", "2026-09-01", "--end", "2026-12-31"),
        ("жаңа", "сабақты-талдау", "Бөлшектер", "--date", "2026-10-14"),
        ("новый", "анализ-урока", "Дроби", "--date", "2026-10-15"),
    ):
        run = run_pd(*line, cwd=tmp_path, lang="kk")
        assert run.code == 0, run.err
    lessons = sorted(path.name for path in (tmp_path / "cycles/2026-2027-1/lessons").iterdir())
    assert lessons == ["2026-10-14-bolshekter.md", "2026-10-15-drobi.md"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("жаңо", "pd жаңа"),
        ("провереть", "pd проверить"),
        ("lnt", "pd lint"),
        ("тарих1", "pd тарих"),
        ("ыыыы", "pd --help"),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_an_unknown_command_suggests_the_nearest_of_any_language(
    typed: str, hint: str, lang: str, tmp_path: Path
) -> None:
    for line in ((typed,), ("help", typed)):
        run = run_pd(*line, cwd=tmp_path, lang=lang)
        assert (run.code, run.out) == (2, "") and f"`{typed}`" in run.err and f"`{hint}`" in run.err


@pytest.mark.parametrize("lang", LANGS)
def test_help_is_shown_however_it_is_asked_for(lang: str, tmp_path: Path) -> None:
    page = help_of("--help", cwd=tmp_path, lang=lang)
    for line in (("-h",), ("help",), ("--lang", lang, "-h"), ("көмек",), ("справка",)):
        assert help_of(*line, cwd=tmp_path, lang=lang) == page, line
    of_new = help_of("new", "--help", cwd=tmp_path, lang=lang)
    assert of_new != page
    for line in (("new", "-h"), ("help", "new"), ("help", "жаңа"), ("новый", "-h"), ("--no-cache", "help", "new")):
        assert help_of(*line, cwd=tmp_path, lang=lang) == of_new, line
    # No command at all is not what was meant: the same page, beside an exit code that stops a script.
    for line in ((), ("--lang", lang), ("--no-cache", f"--lang={lang}")):
        run = run_pd(*line, cwd=tmp_path, lang=lang)
        assert (run.code, run.out, run.err) == (2, "", page), line


@pytest.mark.parametrize(("lang", "shown"), [("kk", "new, жаңа"), ("ru", "new, новый"), ("en", "new ")])
def test_help_shows_the_name_in_its_language(lang: str, shown: str, tmp_path: Path) -> None:
    assert f"\n  {shown} " in help_of("-h", cwd=tmp_path, lang=lang)
    names = NAMES["new"].get("kk" if lang == "kk" else "ru", ())
    assert (f"  {', '.join(names)}\n" in help_of("new", "-h", cwd=tmp_path, lang=lang)) == (lang != "en")
