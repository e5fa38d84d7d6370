"""What all tests share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pdcli import words

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
os.environ.pop("PD_LANG", None)


class Run(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


def run_pd(*arguments: str, cwd: Path, lang: str = "en", stdin: str = "", **env: str) -> Run:
    """Run pd as a user does, in a process of its own."""
    environment = {**os.environ, "PD_LANG": lang, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "NO_COLOR": "1", **env}
    done = subprocess.run(
        [sys.executable, "-m", "pdcli", *arguments],
        cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture(autouse=True)
def _english() -> None:
    words.use("en")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A copy of the complete example, to be changed by the test."""
    target = tmp_path / "good"
    shutil.copytree(EXAMPLES / "aigerim", target)
    return target


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ again")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with its golden file, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        expected = path.read_bytes().decode("utf-8") if path.exists() else ""
        assert text == expected, f"{name} differs; if that is right: pytest --update-golden"

    return compare
