"""A copy of the project in which a test follows CONTRIBUTING.md as a newcomer does."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.helpers import ROOT

COPIED = ("pdcli", "tests", "templates")
LINKED = ("examples", "docs", "schemas", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", "action.yml")
_IGNORED = shutil.ignore_patterns("__pycache__", "golden")


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


def run(folder: Path, *command: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """A command of Python in the copy."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "PD_LANG": lang,
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "100",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
