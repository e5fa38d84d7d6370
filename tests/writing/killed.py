"""Runs a command again and again, killed at one of the calls that change files.

Started as a process of its own: `python -m tests.writing.killed FOLDER CASE`. Prints the numbers of the calls; the trees
are in folders of these numbers, and the one of the command that was left alone in `whole`.
"""

import io
import json
import os
import signal
import sys
from pathlib import Path

from pdcli.cli.app import run
from tests.writing.cases import Case, start
from tests.writing.faults import faults

# Calls at which a command is killed; the first and the last are among them.
_MOST = 10


def main(folder: Path, case: Case) -> None:
    """Run and kill."""
    os.environ["PD_CACHE_DIR"] = str(folder / "cache")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Run once here, so that the processes below need not load anything.
    root = start(folder / "whole")
    with faults(root, None, _kill) as watch:
        assert _run(root, case) == 0
    number = len(watch.calls)
    ats = sorted({1 + round(turn * (number - 1) / (_MOST - 1)) for turn in range(_MOST)})
    for at in ats:
        child = os.fork()
        if child == 0:
            root = start(folder / str(at))
            with faults(root, at, _kill):
                os._exit(_run(root, case))
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), at
    print(json.dumps(ats))


def _run(root: Path, case: Case) -> int:
    os.chdir(root / case.folder)
    sys.stdin = io.TextIOWrapper(io.BytesIO(case.stdin.encode()), encoding="utf-8")
    screen, sys.stdout = sys.stdout, io.StringIO()
    try:
        return run([*case.arguments])
    finally:
        sys.stdout = screen


def _kill(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    arguments, *rest = json.loads(sys.argv[2])
    main(Path(sys.argv[1]), Case(tuple(arguments), *rest))
