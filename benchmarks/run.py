"""Measures pd against its peers in one run and writes docs/performance.md. Only ratios of one run can be compared."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import ROOT, make

ROUNDS = 5
BIN = Path(sys.executable).parent


def measure(command: list[str], cwd: Path) -> float:
    """Seconds of one whole process."""
    began = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def medians(commands: dict[str, list[str]], cwd: Path, rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each command, the commands taken in turns after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds = measure(command, cwd)
            if number:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def peak_memory(command: list[str], cwd: Path) -> float:
    """Peak resident memory of a command in MiB."""
    code = f"import subprocess, resource; subprocess.run({command!r}, stdout=-3, stderr=-3); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, encoding="utf-8", check=True)
    return int(done.stdout) / 1024


def main() -> None:
    """Run everything, print and keep the tables."""
    pd = [sys.executable, "-m", "pdcli"]
    lines = [
        "# Performance",
        "",
        "Written by `make bench`. Medians of one run; compare ratios inside a table only.",
        "",
    ]
    with tempfile.TemporaryDirectory() as name:
        big, small = Path(name) / "2000", Path(name) / "200"
        yaml, markdown = make(big, 2000)
        make(small, 200)
        paths = sorted(str(path.relative_to(big)) for path in big.rglob("lesson-*.yaml"))
        groups = {}
        for path in big.rglob("*.yaml"):
            kind = "lesson-analysis" if path.stem.startswith("lesson-") else path.stem.lstrip("0123456789-")
            groups.setdefault(kind, []).append(str(path.relative_to(big)))
        schemas = [
            [
                str(BIN / "check-jsonschema"),
                "--schemafile",
                str(ROOT / "schemas" / "kk" / f"{kind}.schema.json"),
                *files,
            ]
            for kind, files in sorted(groups.items())
        ]
        script = Path(name) / "peers.sh"
        script.write_text("\n".join(" ".join(command) for command in schemas) + "\n", encoding="utf-8")
        everything = sorted(path for files in groups.values() for path in files)
        times = medians({
            "pd lint, all rules": [*pd, "lint", "--format", "concise"],
            "check-jsonschema, our schemas": ["sh", str(script)],
            "yamllint": [str(BIN / "yamllint"), "-d", "relaxed", *everything],
        }, big)  # fmt: skip
        counts = {"pd lint, all rules": yaml + markdown, "check-jsonschema, our schemas": yaml, "yamllint": yaml}
        rates = {command: counts[command] / seconds for command, seconds in times.items()}
        lines += ["## Many files", "", f"{yaml} YAML and {markdown} Markdown files in Kazakh; pd checks all, the peers the YAML half. "
                  f"check-jsonschema is started once for each of {len(schemas)} kinds.", "",
                  "| command | files | seconds | files/s | pd is faster by |", "|---|---|---|---|---|"]  # fmt: skip
        for command, seconds in times.items():
            ratio = rates["pd lint, all rules"] / rates[command]
            lines.append(f"| {command} | {counts[command]} | {seconds:.2f} | {rates[command]:.0f} | {ratio:.1f} |")
        memory = {
            size: peak_memory([*pd, "lint", "--format", "concise"], folder)
            for size, folder in (("200", small), ("2000", big))
        }
        lines += [
            "",
            f"Peak memory of `pd lint`: {memory['200']:.1f} MiB at 200 files, {memory['2000']:.1f} MiB at 2000.",
            "",
        ]
        one = [paths[0]]
        times = medians({
            "python -c pass": [sys.executable, "-c", "pass"],
            "pd --version": [*pd, "--version"],
            "python -c 'import typer'": [sys.executable, "-c", "import typer"],
            "pd --help": [*pd, "--help"],
            "pd lint FILE": [*pd, "lint", *one],
            "yamllint FILE": [str(BIN / "yamllint"), "-d", "relaxed", *one],
        }, big, 15)  # fmt: skip
        lines += ["## Start-up and one file", "", "| command | milliseconds | ratio |", "|---|---|---|"]
        against = {
            "pd --version": "python -c pass",
            "pd --help": "python -c 'import typer'",
            "pd lint FILE": "yamllint FILE",
        }
        for command, seconds in times.items():
            base = against.get(command)
            ratio = f"{seconds / times[base]:.2f} of `{base}`" if base else ""
            lines.append(f"| `{command}` | {seconds * 1000:.0f} | {ratio} |")
    text = "\n".join(lines) + "\n"
    (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
