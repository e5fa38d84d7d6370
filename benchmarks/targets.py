"""How long a person waits for each command, how much a school of sixty takes, and what checks of style alone cost, each
beside the most that it should be.

python -m benchmarks.targets
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks import BIN, PD, corpus, school
from benchmarks.corpus import ROOT
from benchmarks.measure import Command, Cost, cost, table

ROUNDS = 11
BATCH_ROUNDS = 5
TEACHERS = 60
BASE = "python -c 'import typer'"
DOCUMENT = Path("cycles/2025-2026-1/1-action.md")
# A teacher who asks again, and one who asks for the first time.
MOST_WARM, MOST_COLD = 2.5, 5.0
MOST_RENDER, MOST_SUMMARY = 4.0, 5.0
MOST_BLIND, MOST_STYLE = 1.5, 3.0
# As its peer of the same rules: https://ryl-docs.pages.dev has none switched on by itself.
RYL = [str(BIN / "ryl"), "check", "--no-cache", "-d", "extends: relaxed"]
RUMDL = [str(BIN / "rumdl"), "check", "--no-cache"]


class Waiting(NamedTuple):
    """A command that a person waits for: the most that it should take with its cache and without, as multiples of BASE.
    `before` changes what the command reads.
    """

    command: Command
    folder: Path
    most_warm: float = MOST_WARM
    most_cold: float | None = MOST_COLD
    before: Callable[[], None] = lambda: None


def _waitings(work: Path) -> dict[str, Waiting]:
    """What is measured over the complete example, of which copies are made."""
    folder, changing = work / "example", work / "changing"
    for copy in (folder, changing):
        _repository(ROOT / "examples" / "aigerim", copy)
    packet, out = work / "packet.zip", str(work / "out")
    subprocess.run([*PD, "pack", "--out", str(packet)], cwd=folder, check=True, capture_output=True)
    document = changing / DOCUMENT
    text = document.read_bytes()

    def change() -> None:
        # One line more or less at the end: nothing else is different, and everything of the document is read again.
        document.write_bytes(text if document.read_bytes() != text else text + b"\n")

    asked = {
        "pd status": ["status"],
        "pd trace": ["trace"],
        "pd readiness": ["readiness"],
        "pd history": ["history"],
        "pd guide": ["guide"],
        "pd rule": ["rule"],
        "pd rule PD101": ["rule", "PD101"],
        "pd lint FILE": ["lint", str(DOCUMENT)],
        "pd verify PACKET": ["verify", str(packet)],
    }
    render = [*PD, "render", str(DOCUMENT), "--out", out]
    return {
        **{name: Waiting([*PD, *arguments], folder) for name, arguments in asked.items()},
        "pd render, one document changed": Waiting(render, changing, MOST_RENDER, None, change),
        "pd summary": Waiting([*PD, "summary", "--out", out], folder, MOST_SUMMARY, None),
    }


def waiting(work: Path, rounds: int = ROUNDS) -> list[str]:
    """Each command over the complete example, with a warm cache and with an empty one."""
    waitings = _waitings(work)
    warm, cold = work / "warm", work / "cold"
    times: dict[tuple[str, bool], list[float]] = {}
    for number in range(rounds + 1):
        found = {(BASE, True): cost([sys.executable, "-c", "import typer"], work)}
        for name, item in waitings.items():
            item.before()
            found[name, True] = cost(item.command, item.folder, cache=warm)
            if item.most_cold:
                shutil.rmtree(cold, ignore_errors=True)
                found[name, False] = cost(item.command, item.folder, cache=cold)
        # The first round fills the cache.
        for key, result in found.items() if number else ():
            times.setdefault(key, []).append(result.seconds)
    medians = {key: statistics.median(values) for key, values in times.items()}
    base = medians[BASE, True]

    def cells(name: str, is_warm: bool, most: float | None) -> list[str]:
        if most is None:
            return ["", "", ""]
        seconds = medians[name, is_warm]
        return [f"{seconds * 1000:.0f}", f"{seconds / base:.1f}", f"{most:.1f}"]

    rows = [
        [f"`{name}`", *cells(name, True, item.most_warm), *cells(name, False, item.most_cold)]
        for name, item in waitings.items()
    ]
    return [
        "## Every command", "",
        f"The complete example, 52 documents in git, with the cache of an earlier run and with an empty one; as multiples of "
        f"`{BASE}`, which takes {base * 1000:.0f} ms in this run, and the most that it should be. "
        "One document is changed before each run of `pd render`.", "",
        *table(["command", "ms, cache warm", "ratio", "at most", "ms, cache empty", "ratio", "at most"], *rows), "",
    ]  # fmt: skip


def _repository(source: Path, folder: Path) -> None:
    """A copy of a portfolio, kept in git as a teacher keeps it."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("build"))
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "--all"], [*who, "commit", "-q", "-m", "portfolio"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)


def school_of_sixty(work: Path, rounds: int = BATCH_ROUNDS) -> list[str]:
    """Pages of a whole school, with names and blind."""
    folder = work / "school"
    folder.mkdir()
    school.make(folder, TEACHERS)
    each = [*PD, "summary", "--each", "--no-cache"]
    named, blind = "pd summary --each", "pd summary --each --blind"
    out = [str(work / name) for name in ("named", "blind")]
    commands = {named: [*each, "--out", out[0]], blind: [*each, "--blind", "--out", out[1]]}
    costs = _median_costs(commands, folder, rounds)
    rows = [
        [f"`{name}`", f"{found.processor:.2f}", f"{found.seconds:.2f}",
         f"{found.processor / costs[named].processor:.2f}", f"{MOST_BLIND:.1f}" if name == blind else ""]
        for name, found in costs.items()
    ]  # fmt: skip
    return [
        "## A school of sixty", "",
        f"The table and the page of each of {TEACHERS} teachers, on all cores and without a cache. A blind summary also finds all "
        "names, redacts them and searches every page for what may be left.", "",
        *table(["command", "seconds of processor", "seconds", f"processor, relative to `{named}`", "at most"], *rows), "",
    ]  # fmt: skip


def style(folder: Path, rounds: int = BATCH_ROUNDS) -> list[str]:
    """All rules beside two linters in Rust that look at style only, by time of the processor."""
    pd = "pd lint, one core"
    commands = {
        pd: [*PD, "lint", "--format", "concise", "--no-cache", "--jobs", "1"],
        "ryl, the YAML half": [*RYL, "."],
        "rumdl, the Markdown half": [*RUMDL, "."],
    }
    costs = _median_costs(commands, folder, rounds, (0, 1))
    both = sum(found.processor for name, found in costs.items() if name != pd)
    rows = [[name, f"{found.processor:.2f}", f"{found.seconds:.2f}", "", ""] for name, found in costs.items()]
    rows[0][-2:] = [f"{costs[pd].processor / both:.1f}", f"{MOST_STYLE:.1f}"]
    return [
        "## Beside checks of style", "",
        "ryl looks at the style of YAML with the rules of yamllint, rumdl at that of Markdown; both are written in Rust, and neither knows "
        "what a document should hold.", "",
        *table(["command", "seconds of processor", "seconds", "processor, relative to both together", "at most"], *rows), "",
    ]  # fmt: skip


def _median_costs(
    commands: Mapping[str, Command], folder: Path, rounds: int, codes: tuple[int, ...] = (0,)
) -> dict[str, Cost]:
    """The median of each command, the commands taken in turns after one warm-up."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            found = cost(command, folder, codes)
            if number:
                costs[name].append(found)
    return {name: Cost(*map(statistics.median, zip(*values, strict=True))) for name, values in costs.items()}


def sections(work: Path, many: Path) -> list[Callable[[], list[str]]]:
    """The sections of the report; `many` is a folder of many files."""
    return [lambda: waiting(work), lambda: school_of_sixty(work), lambda: style(many)]


def main() -> None:
    """These sections alone, on a small corpus."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ.update(PD_CACHE_DIR=str(work / "cache"), PD_LANG="kk")
        many = work / "many"
        corpus.make(many, 400)
        for section in sections(work, many):
            sys.stdout.write("\n".join(section()) + "\n")


if __name__ == "__main__":
    main()
