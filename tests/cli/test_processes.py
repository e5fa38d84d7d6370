"""Each command once in a process of its own: it says and writes what it does in the process of a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from tests.helpers import Run, run_pd, start_pd
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
