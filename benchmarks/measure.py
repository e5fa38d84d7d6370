"""How commands are measured, and how a table of the report is written."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROUNDS = 5
Command = list[str]


class Cost(NamedTuple):
    """Seconds of a whole process, and of the processor with all processes that it started."""

    seconds: float
    processor: float


def cost(command: Command, cwd: Path, codes: tuple[int, ...] = (0,), cache: Path | None = None) -> Cost:
    """What a whole process costs, with pd's cache in a folder. One that does not do its work must not count."""
    environment = {**os.environ, "PD_CACHE_DIR": str(cache)} if cache else None
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in codes, (command[:4], process.returncode)
    return Cost(seconds, usage.ru_utime + usage.ru_stime)


def measure(command: Command, cwd: Path, codes: tuple[int, ...] = (0,)) -> float:
    """Seconds of one whole process."""
    return cost(command, cwd, codes).seconds


def medians(
    commands: dict[str, Command], cwd: Path, rounds: int = ROUNDS, codes: dict[str, tuple[int, ...]] | None = None
) -> dict[str, float]:
    """Median seconds of each command, the commands taken in turns after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds = measure(command, cwd, (codes or {}).get(name, (0,)))
            if number:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def peak_memory(command: Command, cwd: Path) -> float:
    """Peak resident memory of a command, of its largest process, in MiB; after one run before, which fills the cache."""
    measure(command, cwd)
    code = f"import subprocess, resource; subprocess.run({command!r}, stdout=-3, stderr=-3); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, encoding="utf-8", check=True)
    return int(done.stdout) / 1024


def table(*rows: Iterable[object]) -> list[str]:
    """A table of Markdown: the head, then the rows."""
    head, *body = [[str(cell) for cell in row] for row in rows]
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body)]
