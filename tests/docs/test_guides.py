"""The guides: each command of theirs runs, in the order in which they are read, in all three languages."""

import re
import shlex
import zipfile
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from tests.helpers import ROOT, Pd

# Guides whose commands are the same in every language; a teacher's titles, and so the paths, are in the teacher's own.
ALIKE = ("methodist", "committee", "administration")
TEXTS = ("--name", "--school", "--subject", "--region", "--who")
FOLDERS = {"kk": "docs/kk/guides", "ru": "docs/ru/guides", "en": "docs/guides"}
SESSION = re.compile(r"<!-- session -->\n```\n(.*?)```", re.DOTALL)


def commands(guide: str, lang: str) -> list[list[str]]:
    """The command lines of a guide, in words."""
    text = (ROOT / FOLDERS[lang] / f"{guide}.md").read_text(encoding="utf-8")
    lines = [line for session in SESSION.findall(text) for line in session.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [shlex.split(line.removeprefix("$ ")) for line in lines]


def shape(words: list[str]) -> list[str]:
    """A command line without what each language says in its own words."""
    spoken = [word for before, word in zip(["", *words], words, strict=False) if "--lang" not in (before, word)]
    return [
        "…" if before in TEXTS and not word.startswith("--") else word
        for before, word in zip(["", *spoken], spoken, strict=False)
    ]


@pytest.mark.parametrize("guide", ALIKE)
def test_guides_show_the_same_commands_in_every_language(guide: str) -> None:
    kazakh, russian, english = ([shape(words) for words in commands(guide, lang)] for lang in LANGS)
    assert len(kazakh) >= 9
    assert kazakh == russian == english


@pytest.mark.parametrize(
    ("guide", "lang"), [*((guide, "kk") for guide in ALIKE), *(("teacher", lang) for lang in LANGS)]
)
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
