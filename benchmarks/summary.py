"""`pd summary` over a school: the comparable table, cold and from its cache, beside `pd lint` on the same files."""

from pathlib import Path

from benchmarks import PD
from benchmarks.measure import medians, peak_memory, table

COLD, CACHED, LINT = "pd summary --no-cache", "pd summary, from its cache", "pd lint --no-cache"
# JSON into nowhere: what is measured is reading and counting.
COMMANDS = {
    COLD: [*PD, "summary", "--to", "json", "--out", "-", "--no-cache"],
    CACHED: [*PD, "summary", "--to", "json", "--out", "-"],
    LINT: [*PD, "lint", "--format", "concise", "--no-cache"],
}


def summaries(few: Path, many: Path, rounds: int) -> list[str]:
    """The section of the report. Portfolios lie side by side in the two folders."""
    small, large = (sum(1 for _root in folder.glob("*/portfolio.yaml")) for folder in (few, many))
    assert large > 1 and small > 1, (small, large)
    short, long = medians(COMMANDS, few, rounds), medians(COMMANDS, many, rounds)
    rows = []
    for name, command in COMMANDS.items():
        growth = (long[name] / large) / (short[name] / small)
        rows.append([
            name, f"{short[name]:.2f}", f"{long[name]:.2f}", f"{long[name] / large * 1000:.2f}", f"{growth:.2f}",
            f"{long[LINT] / long[name]:.1f}", f"{peak_memory(command, many):.1f}",
        ])  # fmt: skip
    return [
        "## Summary of many portfolios", "",
        f"The comparable table of {small} and of {large} portfolios of 20 documents each, on all cores. "
        f"`pd lint --no-cache` on the same files is the measure; memory is that of the largest process, in MiB. "
        f"From its cache the table takes {long[CACHED] / long[COLD]:.3f} of the cold run.", "",
        *table(["command", f"seconds, {small}", f"seconds, {large}", f"ms for a portfolio of {large}",
                f"cost of a portfolio relative to {small}", f"faster than {LINT} by", "peak memory"], *rows), "",
    ]  # fmt: skip
