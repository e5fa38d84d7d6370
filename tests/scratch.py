"""A copy of the project in which a test follows CONTRIBUTING.md as a newcomer does."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.helpers import ROOT

COPIED = ("pdcli", "tests", "templates", "schemas")
LINKED = ("examples", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", "action.yml")
# Compiled modules are copied with their sources: no process has to compile them again.
_IGNORED = shutil.ignore_patterns("golden")


def scratch_copy(folder: Path) -> Path:
    """The project in a folder of its own. What no how-to changes is linked, not copied."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=_IGNORED)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    return folder


def how_to(title: str) -> str:
    """The section of CONTRIBUTING.md under a heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def steps(section: str) -> list[str]:
    """The numbered steps of a how-to."""
    return re.findall(r"^\d+\. .*?(?=^\d+\. |\Z)", section, re.DOTALL | re.MULTILINE)


def files(section: str) -> dict[str, str]:
    """The files that a how-to shows: name -> text. A block that is a file begins with its name in a comment."""
    found = {}
    for block in re.findall(r"^ *```\w+\n(.*?)^ *```$", section, re.DOTALL | re.MULTILINE):
        indent = re.match(r" *", block)
        lines = [line.removeprefix(indent[0] if indent else "") for line in block.splitlines()]
        name = re.fullmatch(r"# (\S+/\S+)", lines[0])
        if name:
            found[name[1]] = "\n".join(lines[1:]) + "\n"
    return found


def changed(folder: Path) -> set[str]:
    """The files of a copy that differ from those of the project."""
    names = {
        path.relative_to(top).as_posix() for top in (ROOT, folder) for name in COPIED for path in _files(top / name)
    }
    return {name for name in names if _content(ROOT / name) != _content(folder / name)}


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not {"__pycache__", "golden"} & set(path.parts)]


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def follow(folder: Path, step: str) -> list[subprocess.CompletedProcess[str]]:
    """Run in a copy the command lines that a step names, in their order."""
    lines = re.findall(r"`((?:cp -r|make|python) [^`]+)`", step)
    return [done for line in lines for done in _follow(folder, shlex.split(line))]


def _follow(folder: Path, words: list[str]) -> Iterator[subprocess.CompletedProcess[str]]:
    match words:
        case ["cp", "-r", old, new]:
            shutil.copytree(folder / old, folder / new)
        case ["make", *targets]:
            for target in targets:
                yield from _make(folder, target)
        case ["python", *arguments]:
            yield run(folder, *arguments)
        case _:
            raise AssertionError(words)


def _make(folder: Path, target: str) -> Iterator[subprocess.CompletedProcess[str]]:
    """What make would run; the environment that it builds first is the one that the tests run in."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe, target
    for line in recipe[1].splitlines():
        match shlex.split(line):
            case ["rm", "-rf", name]:
                shutil.rmtree(folder / name)
            case ["$(BIN)/pd", *arguments]:
                yield run(folder, "-m", "pdcli", *arguments)
            case ["$(BIN)/python", *arguments]:
                yield run(folder, *arguments)
            case words:
                raise AssertionError(words)


def run(folder: Path, *command: str, lang: str = "en", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command of Python in the copy."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "PD_LANG": lang,
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "100",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd or folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
