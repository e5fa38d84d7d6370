"""Sessions of the documents: commands as a reader types them, and what pd answers where a page shows it."""

import re
import shlex
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pdcli.i18n import LANGS, Lang
from tests.helpers import EXAMPLES, ROOT, Run, run_pd
from website.pages import source_of, written_pages

READMES: dict[Lang, str] = {"kk": "README.kk.md", "ru": "README.ru.md", "en": "README.md"}
# A page is the same text in three languages: its file in each, as lang -> path below the root.
PAGES: dict[str, dict[Lang, str]] = {
    "README.md": READMES,
    **{f"docs/{place}": {lang: source_of(place, lang) for lang in LANGS} for place in written_pages()},
}
FILES: tuple[tuple[str, Lang], ...] = tuple((file, lang) for page in PAGES.values() for lang, file in page.items())
_SESSION = re.compile(
    r"(?<=<!-- session)(?:: (?P<folder>\w+))? -->\n```\n(?P<lines>.*?)(?=^```$)", re.DOTALL | re.MULTILINE
)


class Step(NamedTuple):
    """A command line of a session, and what the page shows below it; nothing where it shows commands alone."""

    line: str
    shown: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)


class Session(NamedTuple):
    """The commands of one block. Sessions with the same folder go on where the one before ended."""

    folder: str
    steps: tuple[Step, ...]


def sessions(file: str) -> list[Session]:
    """All sessions of a page, in the order in which they are read."""
    return [Session(found["folder"] or "", _steps(found["lines"])) for found in _SESSION.finditer(read(file))]


def read(file: str) -> str:
    """A page of the repository."""
    return (ROOT / file).read_text(encoding="utf-8")


def _steps(lines: str) -> tuple[Step, ...]:
    assert lines.startswith("$ "), lines
    parts = re.split(r"^\$ ", lines, flags=re.MULTILINE)[1:]
    return tuple(Step(line, shown) for line, _newline, shown in (part.partition("\n") for part in parts))


def prepare(folder: str, place: Path, lang: Lang) -> None:
    """Make what a session finds: nothing, a `repository` of git, a `portfolio`, a `school` with the portfolio of a teacher."""
    place.mkdir(parents=True, exist_ok=True)
    if folder == "portfolio":
        assert run_pd("init", "--name", "Үлгі", "--lang", lang, cwd=place, lang=lang).code == 0
    elif folder == "repository":
        subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    elif folder == "school":
        shutil.copytree(EXAMPLES / "aigerim", place / "teachers" / "aigerim")
        assert run_pd("init", "--school", "--name", "Мысал", cwd=place, lang=lang).code == 0
    else:
        assert folder == "", folder


def follow(file: str, lang: Lang, place: Path, stdin: str = ":q\n") -> Iterator[tuple[Step, Run, Path]]:
    """Run the commands of a page one after the other; yields each with its outcome and the folder it ran in.

    `unzip` and `cd` are done here. The first page of the project tells pd its language by options alone.
    """
    places: dict[str, Path] = {}
    for folder, steps in sessions(file):
        if folder not in places:
            places[folder] = place / (folder or "own")
            prepare(folder, places[folder], lang)
        for step in steps:
            program, *words = step.words
            here = places[folder]
            if program == "cd":
                places[folder] = here / words[0]
                continue
            if program == "unzip":
                zipfile.ZipFile(here / words[1]).extractall(here / words[3])
                continue
            assert program == "pd", step.line
            if "--file" in words:
                # The reader's own file, which is there before it is registered.
                (here / words[words.index("--file") + 1]).write_bytes(b"%PDF-1.4 " + 200 * b"a")
            spoken = "" if file in READMES.values() else lang
            yield step, run_pd(*words, cwd=here, lang=spoken, stdin=stdin), here


def with_outcomes(file: str, outcomes: list[tuple[Step, str]]) -> str:
    """The text of a page with what pd answers now below each command that shows an answer."""
    text = read(file)
    for step, outcome in outcomes:
        text = text.replace(f"$ {step.line}\n{step.shown}", f"$ {step.line}\n{outcome}", 1)
    return text
