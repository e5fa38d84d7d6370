"""Fixtures of all tests; functions that they share are in tests/helpers.py."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from pdcli import i18n
from pdcli.i18n.messages import Message
from tests.helpers import EXAMPLES, ROOT, Pd, run_pd, without_style

# What the surroundings say must not change what a test sees.
for _name in ("PD_LANG", "GITHUB_ACTIONS", "GITLAB_CI", "PYTHONDONTWRITEBYTECODE"):
    os.environ.pop(_name, None)
# Modules are compiled once, not again by each process that a test starts.
sys.dont_write_bytecode = False
# A change is judged by the same examples each time; new ones are looked for on the developers' machines.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture
def pd() -> Pd:
    return run_pd


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or changes what pd keeps for the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PD_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_disks() -> Iterator[None]:
    """What tests write need not outlive a power cut. Those of tests/writing watch that it is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


@pytest.fixture(autouse=True, scope="session")
def _no_words_without_a_language() -> Iterator[None]:
    """A message is put in a text in a language only, and never as it is."""

    def refuse(message: Message, *_: object) -> str:
        raise AssertionError(f"{message!r} has no language here")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Message, "__str__", refuse)
        patch.setattr(Message, "__format__", refuse)
        yield


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
    """Compare a text with its golden file, byte for byte but for the style sheet of a page."""

    def compare(name: str, text: str) -> None:
        text = without_style(text)
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            if text:
                path.write_text(text, encoding="utf-8", newline="\n")
            else:
                path.unlink(missing_ok=True)
        expected = path.read_bytes().decode("utf-8") if path.exists() else ""
        assert text == expected, f"{name} differs; if that is right: pytest --update-golden"

    return compare


@pytest.fixture
def golden_line(request: pytest.FixtureRequest) -> Callable[[str, str, str], None]:
    """Compare a text with the line `key: text` of a golden file; an empty text has none."""

    def compare(name: str, key: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        lines = dict(line.split(": ", 1) for line in old)
        if request.config.getoption("--update-golden") and lines.get(key, "") != text:
            lines[key] = text
            new = "".join(f"{other}: {lines[other]}\n" for other in sorted(lines) if lines[other])
            path.write_text(new, encoding="utf-8", newline="\n")
        assert lines.get(key, "") == text, f"{key} in {name} differs; if that is right: pytest --update-golden"

    return compare
