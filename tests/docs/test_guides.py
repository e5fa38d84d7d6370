"""The guides: each command of theirs runs, in the order in which they are read, in all three languages."""

import re
import shlex
import zipfile
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from tests.helpers import ROOT, Pd

GUIDES = ("teacher", "methodist", "committee", "administration")
FOLDERS = {"kk": "docs/kk/guides", "ru": "docs/ru/guides", "en": "docs/guides"}
SESSION = re.compile(r"<!-- session -->\n```\n(.*?)```", re.DOTALL)


def commands(guide: str, lang: str) -> list[list[str]]:
    """The command lines of a guide, in words."""
    text = (ROOT / FOLDERS[lang] / f"{guide}.md").read_text(encoding="utf-8")
    lines = [line for session in SESSION.findall(text) for line in session.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [shlex.split(line.removeprefix("$ ")) for line in lines]


def shape(words: list[str]) -> list[str]:
    """What is the same in every language: command, options without their texts."""
    return [words[0], *(word for word in words[1:] if word.isascii() and " " not in word and "/" not in word)]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_show_the_same_commands_in_every_language(guide: str) -> None:
    kazakh, *others = (
        [[word for word in shape(words) if word not in ("--lang", *LANGS)][:2] for words in commands(guide, lang)]
        for lang in LANGS
    )
    assert len(kazakh) >= 9
    assert others == [kazakh, kazakh]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_a_guide_runs(guide: str, lang: str, tmp_path: Path, pd: Pd) -> None:
    place = tmp_path
    for program, *words in commands(guide, lang):
        if program == "cd":
            place /= words[0]
            continue
        if program == "unzip":
            zipfile.ZipFile(place / words[1]).extractall(place / words[3])
            continue
        assert program == "pd"
        if "--file" in words:
            # The reader's own file, which is there before it is registered.
            (place / words[words.index("--file") + 1]).write_bytes(b"%PDF-1.4 " + 200 * b"a")
        run = pd(*words, cwd=place, lang=lang, stdin=b":q\n")
        assert run.code == 0, (words, run.out, run.err)
