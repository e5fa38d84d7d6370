"""The Tab key: what a shell is told, in the protocol of each shell, and by the shells themselves where they are."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from pdcli.cli.completion import Item, Line, items
from pdcli.cli.completion_scripts import SCRIPTS
from pdcli.documents.form_library import FormLibrary
from tests.cli.test_loaded_modules import HEAVY
from tests.helpers import ROOT, Run, run_pd, write

SHELLS = ("bash", "zsh", "fish", "powershell")
MATTERS = ["new", "lesson-an"]


def asked(shell: str, *words: str, cwd: Path, lang: str = "kk", **more: str) -> Run:
    """What pd answers a shell for these words after the program."""
    typed = " ".join(("pd", *words))
    env = {
        "bash": {"COMP_WORDS": "\n".join(("pd", *words)), "COMP_CWORD": str(len(words))},
        "zsh": {"_TYPER_COMPLETE_ARGS": typed},
        "fish": {"_TYPER_COMPLETE_ARGS": typed, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        "powershell": {"_TYPER_COMPLETE_ARGS": typed, "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]},
    }[shell]
    return run_pd(cwd=cwd, lang=lang, _PD_COMPLETE=f"complete_{shell}", **env, **more)


def offered(*words: str, cwd: Path, lang: str = "kk") -> dict[str, str]:
    """Value -> help, as fish gets them."""
    run = asked("fish", *words, cwd=cwd, lang=lang)
    assert (run.code, run.err) == (0, "")
    return {line.partition("\t")[0]: line.partition("\t")[2] for line in run.out.splitlines()}


@pytest.mark.parametrize(
    ("shell", "answer"),
    [
        ("bash", "lesson-analysis\n"),
        ("zsh", "local -a pd_items; pd_items=('lesson-analysis:{title}'); _describe -V pd pd_items -U"),
        ("fish", "lesson-analysis\t{title}\n"),
        ("powershell", "lesson-analysis:::{title}\n"),
    ],
)
def test_each_shell_is_answered_in_its_own_form(shell: str, answer: str, tmp_path: Path) -> None:
    form = FormLibrary().get("lesson-analysis")
    assert form
    assert asked(shell, *MATTERS, cwd=tmp_path) == (0, answer.format(title=form.title.kk), "")


def test_without_an_item_files_are_completed(tmp_path: Path) -> None:
    assert asked("bash", "fill", "x", cwd=tmp_path) == (0, "", "")
    assert asked("zsh", "fill", "x", cwd=tmp_path) == (0, "_files", "")
    assert asked("powershell", "fill", "x", cwd=tmp_path) == (0, "", "")
    fish = {"_PD_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert run_pd(cwd=tmp_path, _TYPER_COMPLETE_ARGS="pd fill x", **fish).code == 1
    assert run_pd(cwd=tmp_path, _TYPER_COMPLETE_ARGS="pd ne", **fish).code == 0


def test_commands_are_offered_in_english_and_in_the_language(tmp_path: Path) -> None:
    empty = offered("", cwd=tmp_path)
    assert [name for name in empty if name in COMMANDS] == list(COMMANDS)
    assert empty["жаңа"] == empty["new"] == "Кез келген түрдегі құжатты қосу" and "новый" not in empty
    assert "новый" in offered("", cwd=tmp_path, lang="ru") and "жаңа" not in offered("", cwd=tmp_path, lang="en")
    assert list(offered("ne", cwd=tmp_path)) == ["new-cycle", "new", "new-form"]
    for typed in ("жаң", "жан", "Жаң"):
        assert {"жаңа", "жаңа-цикл", "жаңа-форма"} <= set(offered(typed, cwd=tmp_path, lang="en")), typed
    assert list(offered("help", "verif", cwd=tmp_path)) == ["verify"]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (("--lang", ""), ["kk", "ru", "en"]),
        (("--color", "a"), ["auto", "always"]),
        (("init", "--category", "ex"), ["expert"]),
        (("init", "--category", "сар"), ["сарапшы"]),
        (("readiness", "--for", "педагог-сар"), ["педагог-сарапшы"]),
        (("guide", "ан"), ["анализ"]),
        (("guide", "princ"), ["principles"]),
        (("guide", "принц"), ["принциптер", "принцип", "принципы"]),
        (("guide", "--role", ""), ["teacher", "school"]),
        (("confirm", "--role", "meth"), ["methodist"]),
        (("lint", "--select", "PD10"), [f"PD10{number}" for number in range(1, 10)]),
        (("lint", "--select", "PD3,PD104"), ["PD3,PD104"]),
        (("lint", "--format", "s"), ["sarif"]),
        (("readiness", "--format", ""), ["text", "json"]),
        (("render", "--to", "html,"), ["html,docx", "html,html", "html,md", "html,pdf"]),
        (("summary", "--without", "реги"), ["регион-район"]),
        (("--lang", "ru", "new", "research"), ["research-plan"]),
        (("жаңа", "research"), ["research-plan"]),
        (("new", "анализ-у"), ["анализ-урока"]),
        (("lint", "--fi"), ["--fix"]),
        (("trace", "2026"), ["2026-2027-1"]),
        (("new", "--cycle", ""), ["2025-2026-2", "2026-2027-1"]),
        (("nothing", ""), []),
    ],
)
def test_values(words: tuple[str, ...], values: list[str], tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", "cycles/2026-2027-1/a": "", "cycles/2025-2026-2/a": ""})
    assert list(offered(*words, cwd=tmp_path)) == values


def test_what_is_offered_is_taken(tmp_path: Path) -> None:
    for kind in offered("new", "с", cwd=tmp_path):
        assert FormLibrary().suggest_kind(kind), kind
    for name in offered("rule", "б", cwd=tmp_path):
        assert run_pd("rule", name, cwd=tmp_path).code == 0, name


@pytest.mark.parametrize(("lang", "help_text"), [("kk", "дұрыс емес түр"), ("ru", "не тот тип"), ("en", "wrong-type")])
def test_rules_have_their_names(lang: str, help_text: str, tmp_path: Path) -> None:
    assert offered("rule", "PD102", cwd=tmp_path, lang=lang) == {"PD102": help_text}


@pytest.mark.parametrize("name", COMMANDS)
def test_options_are_explained(name: str, tmp_path: Path) -> None:
    options = offered(name, "--", cwd=tmp_path)
    page = run_pd(name, "--help", cwd=tmp_path, lang="kk").out
    assert {"--lang", "--help"} <= set(options)
    assert all(option in page and text and "{" not in text for option, text in options.items())


@pytest.mark.parametrize(
    "env",
    [
        {"_PD_COMPLETE": "complete_bash"}, {"_PD_COMPLETE": "complete_bash", "COMP_CWORD": "x"}, {"_PD_COMPLETE": "nonsense"},
        {"_PD_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "pd 'open \"quote"},
        {"_PD_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "pd \udc81 \x1b[31m"},
    ],
)  # fmt: skip
def test_nothing_unexpected_is_shown(env: dict[str, str], tmp_path: Path) -> None:
    run = run_pd(cwd=tmp_path, **env)
    assert run.err == "" and "Traceback" not in run.out


def test_own_templates_are_not_run_or_read(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\n", "templates/own/form.yaml": f"!!python/object/apply:os.mkdir ['{marker}']",
        "pd.toml": "broken = [", "templates/_base/page.html.j2": "{{ 1/0 }}",
    })  # fmt: skip
    assert "own" in offered("new", "ow", cwd=tmp_path)
    assert not marker.exists()


@pytest.mark.parametrize(
    "words", [("",), ("new", ""), ("lint", "--"), ("lint", "--select", "PD"), ("init", "--category", "")]
)
def test_nothing_heavy_is_loaded(words: tuple[str, ...], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pdcli.cli.app import run\nrun([])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    env = {**os.environ, "_PD_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": " ".join(("pd", *words))}
    env["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout and done.stderr.strip() == "[]"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return write(tmp_path / "home", {".bashrc": "# mine\nalias a=b", ".zshrc": "# мое\n"})


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize(("shell", "file"), [("bash", ".bash_completions/pd.sh"), ("zsh", ".zfunc/_pd"),
                                            ("fish", ".config/fish/completions/pd.fish")])  # fmt: skip
def test_the_script_is_installed_once(shell: str, file: str, lang: str, home: Path) -> None:
    before = {name: (home / name).read_bytes() for name in (".bashrc", ".zshrc")}
    for _again in range(2):
        run = run_pd("--install-completion", shell, cwd=home, lang=lang, HOME=str(home), USERPROFILE=str(home))
        assert (run.code, run.out) == (0, "") and file in run.err.replace("\\", "/")
        assert ("The completion for" in run.err) == (lang == "en")
    assert (home / file).read_text(encoding="utf-8") == SCRIPTS[shell]
    for name, content in before.items():
        after = (home / name).read_bytes()
        assert after.startswith(content) and after.count(b"source '") + after.count(b"compinit;") <= 1


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_shown(shell: str, tmp_path: Path) -> None:
    for line in (
        ("--show-completion", shell),
        (f"--show-completion={shell}",),
        ("--lang", "kk", "--show-completion", shell),
    ):
        assert run_pd(*line, cwd=tmp_path) == (0, SCRIPTS[shell], "")


@pytest.mark.parametrize(("lang", "word"), [("kk", "толықтыру"), ("ru", "дополнени"), ("en", "completion")])
def test_an_unknown_shell_is_refused(lang: str, word: str, tmp_path: Path) -> None:
    run = run_pd("--install-completion", "tcsh", cwd=tmp_path, lang=lang)
    assert run.code == 2 and "`tcsh`" in run.err and "zsh" in run.err and word in run.err.lower()


def test_help_names_the_options(tmp_path: Path) -> None:
    page = run_pd("--help", cwd=tmp_path, lang="ru").out
    assert "--install-completion" in page and "--show-completion" in page and "SHELL" not in page


@pytest.fixture
def path_with_pd(tmp_path: Path) -> dict[str, str]:
    """An environment in which `pd` is this one."""
    program = tmp_path / "bin" / "pd"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m pdcli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PD_LANG": "kk", "HOME": str(tmp_path)}


@pytest.mark.skipif(not shutil.which("bash") or sys.platform == "win32", reason="needs bash")
@pytest.mark.parametrize(("words", "values"), [("pd|ne", "new-cycle new new-form"), ("pd|new|lesson-an", "lesson-analysis"),
                                              ("pd|жаңа-ц", "жаңа-цикл"), ("pd|lint|--select|PD103", "PD103")])  # fmt: skip
def test_bash_completes(words: str, values: str, path_with_pd: dict[str, str]) -> None:
    typed = words.split("|")
    listed = " ".join(f"'{word}'" for word in typed)
    script = f'{SCRIPTS["bash"]}\nCOMP_WORDS=({listed}); COMP_CWORD={len(typed) - 1}; _pd_completion; echo "${{COMPREPLY[*]}}"'
    done = subprocess.run(["bash", "-c", script], env=path_with_pd, capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout.split(), done.stderr) == (values.split(), "")


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
@pytest.mark.parametrize(("typed", "values"), [("pd ne", {"new-cycle", "new", "new-form"}), ("pd new lesson-an", {"lesson-analysis"}),
                                              ("pd жаңа-ц", {"жаңа-цикл"})])  # fmt: skip
def test_fish_completes(typed: str, values: set[str], path_with_pd: dict[str, str]) -> None:
    script = f"{SCRIPTS['fish']}\ncomplete -C '{typed}'"
    done = subprocess.run(["fish", "-c", script], env=path_with_pd, capture_output=True, encoding="utf-8", check=True)
    assert {line.partition("\t")[0] for line in done.stdout.splitlines()} == values


def test_items_have_help() -> None:
    assert items(Line((), "lint"))[0] == Item("lint", "Check documents and the links between them")
