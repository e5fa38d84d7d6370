"""Each command loads what it uses: what takes long to import stands in a table, and whoever needs less takes it out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import EXAMPLES, run_pd

# What takes long, and what a command should need a reason for.
HEAVY = (
    "pydantic", "pydantic_core", "yaml", "ruamel", "jinja2", "nh3", "rich", "markdown_it", "prompt_toolkit", "asyncio",
    "multiprocessing", "concurrent.futures", "email", "http", "importlib.metadata", "pdcli.guideline.packs",
    "pdcli.reading.yaml_parser", "pdcli.lint.rules", "pdcli.render.blocks", "pdcli.render.comparison", "pdcli.render.pages",
    "pdcli.scaffold", "pdcli.writing.splice", "pdcli.anonymisation",
)  # fmt: skip
DOCUMENT = "cycles/2025-2026-1/1-action.md"
PAGES = {"jinja2", "nh3", "pdcli.render.pages", "pdcli.render.blocks", "pdcli.scaffold"}
# Reading what has changed, and where in a file something stands; with the cache of an earlier run nothing has changed.
READING = {"pydantic_core"}
PLACES = {"pdcli.reading.yaml_parser"}
# Command -> what it may load at the second run, and what besides at the first one.
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "history": ({"concurrent.futures"}, set()),
    "rule PD101": ({"yaml", "pdcli.lint.rules"}, set()),
    "rule": ({"pdcli.lint.rules"}, {"yaml"}),
    "guide": (set(), set()),
    "guide analysis --category expert": (set(), set()),
    "verify ../packet.zip": (set(), set()),
    "status": ({"rich", "pdcli.scaffold"}, READING),
    "trace": (set(), READING | PLACES),
    "readiness": ({"pdcli.guideline.packs"}, READING),
    f"lint {DOCUMENT}": (set(), {"pydantic_core", "pdcli.lint.rules", "pdcli.guideline.packs"}),
    f"render {DOCUMENT} --out ../out": (PAGES | READING, set()),
    "summary --out ../out": (PAGES | {"pdcli.guideline.packs"}, READING | PLACES),
    "summary --to json --out -": ({"pdcli.guideline.packs", "pdcli.render.blocks", "pdcli.scaffold"}, READING | PLACES),
}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded") / "aigerim"
    shutil.copytree(EXAMPLES / "aigerim", folder)
    assert run_pd("pack", "--out", "../packet.zip", cwd=folder).code == 0
    return folder


def loaded(command: str, cwd: Path, cache: Path) -> set[str]:
    """What of the heavy modules a command has loaded when it ends, in a process of its own."""
    code = (
        "import sys\n"
        f"sys.argv = {['pd', *command.split()]}\n"
        "from pdcli.cli.app import run\n"
        "assert run(sys.argv[1:]) != 2\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "PD_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    *_messages, last = done.stderr.splitlines()
    return {name.strip("' ") for name in last.strip("[]").split(",") if name}


@pytest.mark.parametrize("command", ALLOWED)
def test_a_command_loads_only_what_it_uses(command: str, portfolio: Path, tmp_path: Path) -> None:
    warm, cold = ALLOWED[command]
    assert loaded(command, portfolio, tmp_path) - warm - cold == set()
    assert loaded(command, portfolio, tmp_path) - warm == set()
