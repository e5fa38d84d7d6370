"""Measures `pd history` against git itself on a repository of 500 documents and 300 commits.

python -m benchmarks.history
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import PD
from benchmarks.corpus import make
from benchmarks.measure import table

FILES, COMMITS = 500, 300
ROUNDS = 15
# What the report needs to know, asked of git alone: which files each commit changed, renames included.
FACTS = ["git", "log", "--name-status", "-M"]
_READ = (
    "import sys, time; from datetime import date; from pathlib import Path; from pdcli.vcs.log import read_logs; "
    "began = time.perf_counter(); [log] = read_logs([Path.cwd()], date(2030, 1, 1)); print(time.perf_counter() - began); "
    f"assert log.commits == {COMMITS} and len(log.files) == {FILES}, (log.commits, len(log.files))"
)


def make_repository(folder: Path) -> None:
    """One portfolio that grew document by document; every commit also changes three documents that are there."""
    source = folder.parent / "source"
    make(source, FILES)
    texts = []
    for number, portfolio in enumerate(sorted(source.iterdir())):
        for path in sorted(portfolio.rglob("*")):
            if path.suffix in (".yaml", ".md"):
                way = path.relative_to(portfolio)
                if number:
                    # A portfolio has one file of this name; the others are documents like all.
                    way = Path(f"more-{number:02}", "profile.yaml" if way.name == "portfolio.yaml" else way)
                texts.append((folder / way, path.read_bytes()))
    assert len(texts) == FILES
    folder.mkdir()
    _git(folder, "init", "-q")
    randomness, moment, written = random.Random(3), datetime(2024, 9, 1, 18), list[Path]()
    for number in range(COMMITS):
        for path, text in texts[FILES * number // COMMITS : FILES * (number + 1) // COMMITS]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            written.append(path)
        for path in randomness.sample(written, min(3, len(written))):
            path.write_bytes(path.read_bytes() + b"\n")
        moment += timedelta(hours=randomness.randint(1, 72))
        _git(folder, "add", "--all")
        _git(folder, "commit", "-q", "-m", f"commit {number}", at=f"{moment:%Y-%m-%dT%H:%M:%S} +0500")


def _git(folder: Path, *arguments: str, at: str = "") -> None:
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (("NAME", "a"), ("EMAIL", "a@example.org"), ("DATE", at)) if value}  # fmt: skip
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def _seconds(command: list[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def _reading(folder: Path) -> float:
    command = [sys.executable, "-c", _READ]
    return float(subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout)


def measured(folder: Path) -> dict[str, float]:
    """Median seconds, the commands taken in turns after one warm-up."""
    commands = {
        "`git log`": ["git", "log"],
        f"`{' '.join(FACTS)}`": FACTS,
        "pd: reading git alone": [],
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`pd --help`": [*PD, "--help"],
        "`pd history --format json`": [*PD, "history", "--format", "json"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(ROUNDS + 1):
        for name, command in commands.items():
            seconds = _seconds(command, folder) if command else _reading(folder)
            if number:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def section() -> list[str]:
    """The section of docs/performance.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "portfolio"
        make_repository(folder)
        grown = measured(folder)
        _git(folder, "gc", "-q")
        packed = measured(folder)
    facts = f"`{' '.join(FACTS)}`"
    rows = [
        [name, *(cell for times in (grown, packed) for cell in (f"{times[name] * 1000:.0f}", f"{times[name] / times[facts]:.1f}"))]
        for name in grown
    ]  # fmt: skip
    return [
        "## History", "",
        f"A portfolio of {FILES} documents and {COMMITS} commits: as it grew on a teacher's computer, and packed as git keeps a "
        f"clone. The bare `git log` is {facts}, which asks git for what the report is made of; `git log` without options "
        "reads no files and is shown for scale. Reading git alone is everything from starting git to the days of every file "
        "(its three processes, following renames); the whole command also starts Python, reads the documents and writes "
        "the report.", "",
        *table(["command", "ms, as grown", f"times {facts}", "ms, packed", f"times {facts}"], *rows), "",
    ]  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write("\n".join(section()) + "\n")
