"""What stands for a value in help, and what is said of written files, is in the reader's language."""

import re
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from pdcli.cli.outcomes import PLANNED_VERBS, VERBS
from pdcli.scaffold.files import Verb
from tests.helpers import run_pd

# Values that are typed as they stand, and the number of processes.
AS_TYPED = {"kk|ru|en", "auto|always|never", "N"}
VALUES = re.compile(r"^  --[\w-]+ ([^\s-]\S*)(?: {2,}|$)", re.MULTILINE)
# In the line of usage.
ARGUMENTS = re.compile(r"[\[{]([^\]}]+)[\]}]")


def shown_values(page: str) -> set[str]:
    usage, _blank, rest = page.partition("\n\n")
    return {*VALUES.findall(rest), *ARGUMENTS.findall(usage)} - AS_TYPED


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_value_in_help_has_an_english_name(lang: str, tmp_path: Path) -> None:
    for command in COMMANDS:
        english = shown_values(run_pd(command, "--help", cwd=tmp_path).out)
        shown = shown_values(run_pd(command, "--help", cwd=tmp_path, lang=lang).out)
        assert "OPTIONS" in english and len(shown) == len(english), command
        assert not any(re.search("[A-Za-z]", value) for value in shown), (command, shown)


def test_every_verb_has_its_word() -> None:
    assert VERBS.keys() == PLANNED_VERBS.keys() == {verb.value for verb in Verb}


@pytest.mark.parametrize(
    ("lang", "created", "present", "conflict"),
    [("kk", "жасалды", "өзгеріссіз", "қайшылық"), ("ru", "создан", "без изменений", "конфликт"),
     ("en", "create", "identical", "conflict")],
)  # fmt: skip
def test_what_was_done_with_files(lang: str, created: str, present: str, conflict: str, tmp_path: Path) -> None:
    first = run_pd("init", "--name", "Үлгі", cwd=tmp_path, lang=lang).err
    assert re.search(rf"^ *{created}  portfolio\.yaml$", first, re.MULTILINE)
    again = run_pd("init", "--name", "Басқа", cwd=tmp_path, lang=lang).err
    assert re.search(rf"^ *{conflict}  portfolio\.yaml \(", again, re.MULTILINE)
    # Of a refused run only what stands in its way is listed.
    assert not re.search(rf"^ *(?:{created}|{present})  ", again, re.MULTILINE)
    (tmp_path / "portfolio.yaml").rename(tmp_path / "portfolio.bak")
    third = run_pd("init", "--name", "Үлгі", cwd=tmp_path, lang=lang).err
    # The words end in one column.
    lines = re.findall(rf"^( *(?:{created}|{present})  )\S", third, re.MULTILINE)
    assert re.search(rf"^ *{present}  \.gitignore$", third, re.MULTILINE)
    assert len(lines) > 1 and len(set(map(len, lines))) == 1


@pytest.mark.parametrize(
    ("lang", "done", "planned"),
    [("kk", "жасалды", "жасалады"), ("ru", " создан", "будет создан"), ("en", " create", "would create")],
)
def test_nothing_is_done_in_words_where_nothing_is_written(lang: str, done: str, planned: str, tmp_path: Path) -> None:
    dry = run_pd("init", "--name", "Үлгі", "--dry-run", cwd=tmp_path, lang=lang).err
    assert planned in dry and done not in dry.replace(planned, "") and not list(tmp_path.iterdir())
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\nname: Үлгі\n", encoding="utf-8")
    refused = run_pd("init", "--name", "Басқа", cwd=tmp_path, lang=lang)
    assert refused.code == 2 and planned not in refused.err and done not in refused.err
    assert [file.name for file in tmp_path.iterdir()] == ["portfolio.yaml"]


@pytest.mark.parametrize(("lang", "value"), [("kk", "ФАЙЛ"), ("ru", "ФАЙЛ"), ("en", "FILE")])
def test_a_missing_argument_is_named_as_in_help(lang: str, value: str, tmp_path: Path) -> None:
    message = run_pd("fill", cwd=tmp_path, lang=lang).err.partition("\n")[0]
    assert value in message
    # One colon after “Error”, one before what the word stands for, one before the example.
    assert message.count(":") == 3, message
