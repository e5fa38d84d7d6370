"""What all tests share."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from hypothesis import settings

from pdcli import i18n
from pdcli.cli.app import run
from pdcli.writing.mark import is_generated

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
# What the surroundings say must not change what a test sees.
for _name in ("PD_LANG", "GITHUB_ACTIONS", "GITLAB_CI"):
    os.environ.pop(_name, None)
# A change is judged by the same examples each time; new ones are looked for on the developers' machines.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


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


def unmarked(path: Path) -> str:
    """A generated text without its mark, which must be true."""
    data = path.read_bytes()
    assert is_generated(path, data), path
    text = re.sub(r',\n  "\$comment": "pd:generated sha256=\w+"(?=\n\}\n\Z)', "", data.decode("utf-8"))
    return re.sub(r"<!-- pd:generated sha256=\w+ -->\n\Z", "", text)


class Pd(Protocol):
    """pd in this process: the same as `run_pd` and much faster."""

    def __call__(self, *arguments: str, cwd: Path, lang: str = "en", stdin: bytes = b"", **env: str) -> Run: ...


@pytest.fixture
def pd(capsys: pytest.CaptureFixture[str]) -> Pd:
    def call(*arguments: str, cwd: Path, lang: str = "en", stdin: bytes = b"", **env: str) -> Run:
        capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(cwd)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            for name, value in {"PD_LANG": lang, "COLUMNS": "100", "NO_COLOR": "1", **env}.items():
                patch.setenv(name, value)
            code = run([*arguments])
        i18n.use("en")
        return Run(code, *capsys.readouterr())

    return call


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Make files below a folder, byte for byte as they are given."""
    for name, said in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(said if isinstance(said, bytes) else said.encode("utf-8"))
    return root


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or changes what pd keeps for the user; `run_pd` passes it on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PD_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


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
