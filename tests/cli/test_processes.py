"""Each command once in a process of its own: it says and writes what it does in the process of a test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from tests.helpers import EXAMPLES, Run, run_pd, start_pd
from tests.writing.cases import CASES, READING, Case, start, tree

LINES = {case.arguments[0]: case for case in reversed(CASES)} | {
    "status": Case(("status", "--all")),
    "guide": Case(("guide", "analysis")),
    "rule": Case(("rule", "PD302")),
    "verify": Case(("verify", "evidence")),
    "lint": Case(("lint", "--exit-zero", "--format", "json")),
    "demo": Case(("demo", "--help")),
    "help": Case(("help", "new")),
}


def test_every_command_has_a_line() -> None:
    assert LINES.keys() == COMMANDS.keys() and LINES.keys() > READING


@pytest.mark.parametrize("case", LINES.values(), ids=LINES)
def test_a_process_of_its_own_does_the_same(case: Case, tmp_path: Path) -> None:
    def done(folder: Path, run: Callable[..., Run]) -> tuple[int, str, str, dict[str, bytes]]:
        root = start(folder)
        code, out, err = run(*case.arguments, cwd=root / case.folder, lang="kk", stdin=case.stdin)
        return code, out.replace(str(folder), "…"), err.replace(str(folder), "…"), tree(root)

    assert done(tmp_path / "own" / "school", start_pd) == done(tmp_path / "same" / "school", run_pd)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes it")
@pytest.mark.parametrize("line", ["fill --all cycles/2025-2026-1/1-action.md", "lint --stdin-filename portfolio.yaml"])
def test_a_closed_standard_input_is_an_empty_one(line: str, tmp_path: Path) -> None:
    root = tmp_path / "aigerim"
    shutil.copytree(EXAMPLES / "aigerim", root)
    shell = f'"$0" -m pdcli {line} <&-'
    environment = {**os.environ, "PD_LANG": "en", "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable],
        cwd=root, capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    empty = start_pd(*line.split(), cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == empty
