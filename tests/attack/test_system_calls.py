"""Every system call that changes a file is made to fail, one after another, by strace: no simulation of ours is between."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pdcli.discovery.files import TEMPORARY_NAME
from tests.attack.budget import ROUNDS
from tests.attack.command_lines import WRITING_CASES
from tests.writing.cases import Case, files, is_sound, start

pytestmark = pytest.mark.attack
# What changes files on Linux; open and write are counted for files below the tree only (-P).
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,chmod,fchmod"
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT")
MOST = 4 * ROUNDS


def run(root: Path, case: Case, log: Path, *inject: str) -> subprocess.CompletedProcess[bytes]:
    """The command under strace, which notes or refuses calls on files below the folder the command works in."""
    return subprocess.run(
        ["strace", "-f", "-y", "-qq", "-o", str(log), "-e", f"trace={CALLS}", *inject, sys.executable, "-m", "pdcli", *case.arguments],
        cwd=root / case.folder, input=case.stdin.encode(), capture_output=True, check=False,
    )  # fmt: skip


def changing(log: Path, root: Path) -> list[tuple[str, int]]:
    """Each call that changes a file below a folder, and the how many-th of its name it is in the whole run."""
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if call := re.match(r"\d+ +(\w+)\((.*)", line):
            name, rest = call[1], call[2]
            counts[name] = counts.get(name, 0) + 1
            is_reading = name == "openat" and not re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", rest)
            if str(root) in rest and not is_reading:
                found.append((name, counts[name]))
    return found


@pytest.mark.parametrize("case", WRITING_CASES, ids=lambda case: case.name)
def test_each_call_fails(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PD_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    root = start(tmp_path / "whole")
    before = files(root)
    assert run(root, case, tmp_path / "log").returncode == 0
    after = files(root)
    calls = changing(tmp_path / "log", root)
    assert {"openat", "write", "fsync"} <= {name for name, _number in calls}
    for turn in range(min(MOST, len(calls))):
        name, number = calls[turn * len(calls) // min(MOST, len(calls))]
        root = start(tmp_path / f"whole{turn}")
        error = ERRORS[turn % len(ERRORS)]
        done = run(root, case, tmp_path / "log", "-e", f"inject={name}:error={error}:when={number}")
        assert done.returncode in (0, 1, 2), (name, number, error)
        assert b"Traceback" not in done.stderr, (name, number, error)
        if name.startswith("unlink"):
            # What could not be removed is removed by the next run that writes there; here by hand.
            for path in root.rglob(".pd-*.tmp"):
                assert re.fullmatch(TEMPORARY_NAME, path.name)
                path.unlink()
        is_sound(root, before, after)
        if done.returncode == 0:
            assert files(root) == after, (name, number, error)
