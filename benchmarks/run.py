"""Measures pd against its peers in one run and writes docs/performance.md. Only ratios of one run can be compared."""

import compileall
import json
import os
import platform
import random
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from benchmarks import BIN, PD, history, parts, targets
from benchmarks.corpus import ROOT, make
from benchmarks.measure import Command, medians, peak_memory, table
from benchmarks.summary import summaries
from benchmarks.targets import RUMDL, RYL
from pdcli.lint.answers import Answer, Answers
from pdcli.lint.fingerprints import document_fingerprint
from pdcli.lint.passages import shared_passages
from pdcli.lint.result import Fingerprint
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.reading.yaml_reader import read_yaml

FEW, MANY = 2_000, 20_000
MANY_ROUNDS = 3
AJV = BIN.parent / "node" / "node_modules" / ".bin" / "ajv"
LINT = [*PD, "lint", "--format", "concise"]
COLD_ONE, COLD_ALL, CACHED = "pd lint, one core", "pd lint, all cores", "pd lint, from its cache"
RUMDL_NAME = "rumdl on Markdown"
OURS = {COLD_ONE: [*LINT, "--no-cache", "--jobs", "1"], COLD_ALL: [*LINT, "--no-cache"], CACHED: LINT}


def script_of(target: Path, commands: Iterable[Command]) -> Command:
    """One command that runs others one after another."""
    target.write_text("".join(shlex.join(command) + "\n" for command in commands), encoding="utf-8")
    return ["sh", str(target)]


def kinds_of(folder: Path) -> dict[str, list[Path]]:
    """The YAML files of a corpus by their kind."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            kind = re.search(r"^kind: (\S+)", file.read(300), re.MULTILINE)
        assert kind, path
        found.setdefault(kind[1], []).append(path.relative_to(folder))
    return found


def peers(folder: Path, work: Path) -> tuple[dict[str, Command], dict[str, tuple[int, ...]]]:
    """The commands of the peers, each over its half, and the exit codes that mean they did their work."""
    kinds = kinds_of(folder)
    check, ajv_yaml, ajv_json = [], [], []
    for kind, files in kinds.items():
        schema = str(ROOT / "schemas" / "kk" / f"{kind}.schema.json")
        check.append([str(BIN / "check-jsonschema"), "--schemafile", schema, *map(str, files)])
        copies = [work / "json" / path.with_suffix(".json") for path in files]
        for path, copy in zip(files, copies, strict=True):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(json.dumps(read_yaml((folder / path).read_text(encoding="utf-8")).data), encoding="utf-8")
        ajv = [str(AJV), "validate", "--strict=false", "--errors=no", "-s", schema]
        ajv_yaml.append([*ajv, *(part for path in files for part in ("-d", str(path)))])
        ajv_json.append([*ajv, *(part for path in copies for part in ("-d", str(path)))])
    everything = [str(path) for files in kinds.values() for path in files]
    markdown = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*.md"))]
    commands = {
        "check-jsonschema": script_of(work / "check.sh", [["set", "-e"], *check]),
        "yamllint": [str(BIN / "yamllint"), "-d", "relaxed", *everything],
        "ryl": [*RYL, *everything],
        RUMDL_NAME: [*RUMDL, *markdown],
        "ajv-cli on YAML": script_of(work / "ajv-yaml.sh", ajv_yaml),
        "ajv-cli on JSON copies": script_of(work / "ajv-json.sh", [["set", "-e"], *ajv_json]),
    }
    return commands, {"ajv-cli on YAML": (1,), "yamllint": (0, 1), "ryl": (0, 1), RUMDL_NAME: (0, 1)}


def check_corpus(folder: Path, files: int) -> None:
    """pd really reads all of it and finds no error."""
    done = subprocess.run([*PD, "lint", "--format", "json", "--no-cache"], cwd=folder, capture_output=True, check=True)
    report = json.loads(done.stdout)
    assert report["files"] == files and not report["counts"]["error"], (report["files"], report["counts"])


def many_files(folder: Path, work: Path) -> tuple[list[str], dict[str, float]]:
    """pd and its peers over the smaller corpus."""
    commands, codes = peers(folder, work)
    yaml = sum(map(len, kinds_of(folder).values()))
    times = medians({**OURS, **commands}, folder, codes=codes)
    counts = {name: FEW if name in OURS else FEW - yaml if name == RUMDL_NAME else yaml for name in times}
    rates = {name: counts[name] / seconds for name, seconds in times.items()}
    ratios = {name: [f"{rates[ours] / rate:.1f}" for ours in OURS] for name, rate in rates.items()}
    return [
        "## Many files", "",
        f"{yaml} YAML and {FEW - yaml} Markdown files in Kazakh; pd checks all with all rules, the peers the YAML half, "
        "and rumdl the Markdown half. yamllint, ryl and rumdl look at style only; ryl and rumdl are written in Rust and use all cores. "
        f"check-jsonschema and ajv-cli use pd's schemas and are started once for each of {len(kinds_of(folder))} kinds. "
        "ajv-cli reads YAML, but takes every date for something else than text and refuses the file; "
        "so it is also measured on copies in JSON, made beforehand, which it accepts.", "",
        *table(
            ["command", "files", "seconds", "files/s", *(f"{ours} is faster by" for ours in OURS)],
            *([name, counts[name], f"{times[name]:.2f}", f"{rates[name]:.0f}", *ratios[name]] for name in times),
        ), "",
    ], times  # fmt: skip


def growth(folder: Path, few: dict[str, float]) -> tuple[list[str], dict[str, float]]:
    """Ten times as many files."""
    times = medians(OURS, folder, MANY_ROUNDS)
    rows = []
    for name, seconds in times.items():
        ratio = (seconds / MANY) / (few[name] / FEW)
        rows.append([name, f"{few[name]:.2f}", f"{seconds:.2f}", f"{MANY / seconds:.0f}", f"{ratio:.2f}"])
    return [
        "## Ten times as many", "",
        *table(["command", f"seconds, {FEW} files", f"seconds, {MANY} files", f"files/s, {MANY} files",
                f"cost of a file relative to {FEW} files"], *rows), "",
    ], times  # fmt: skip


def memory(few: Path, many: Path) -> list[str]:
    """The largest process of each way to lint."""
    rows = []
    for name, command in OURS.items():
        small, large = peak_memory(command, few), peak_memory(command, many)
        rows.append([name, f"{small:.1f}", f"{large:.1f}", f"{large / small:.2f}"])
    return [
        "## Memory", "", "Peak resident memory of the largest process, MiB.", "",
        *table(["command", f"{FEW} files", f"{MANY} files", "ratio"], *rows), "",
    ]  # fmt: skip


def one_file(folder: Path) -> list[str]:
    """What a person waits for."""
    one = str(sorted(folder.rglob("lesson-*.yaml"))[0].relative_to(folder))
    times = medians({
        "python -c pass": [sys.executable, "-c", "pass"],
        "pd --version": [*PD, "--version"],
        "python -c 'import typer'": [sys.executable, "-c", "import typer"],
        "pd --help": [*PD, "--help"],
        "pd lint FILE": [*PD, "lint", one],
        "pd lint --no-cache FILE": [*PD, "lint", "--no-cache", one],
        "yamllint FILE": [str(BIN / "yamllint"), "-d", "relaxed", one],
    }, folder, 15)  # fmt: skip
    against = {
        "pd --version": "python -c pass",
        "pd --help": "python -c 'import typer'",
        "pd lint FILE": "yamllint FILE",
        "pd lint --no-cache FILE": "yamllint FILE",
    }
    rows = []
    for command, seconds in times.items():
        base = against.get(command)
        rows.append(
            [f"`{command}`", f"{seconds * 1000:.0f}", f"{seconds / times[base]:.2f} of `{base}`" if base else ""]
        )
    return [
        "## Start-up and one file", "",
        "A file is checked together with the 19 others of its portfolio, because links lead to them.", "",
        *table(["command", "milliseconds", "ratio"], *rows), "",
    ]  # fmt: skip


def made_answers(count: int) -> tuple[list[Fingerprint], float, int]:
    """Answers of 60 words by teachers with ten each, every fiftieth with a passage of an earlier one; the seconds that
    their fingerprints take, and how many are copied."""
    example = ROOT / "examples" / "aigerim"
    document = load_portfolio(example).of_kind("action")[0]
    assert document.form
    field = next(item for item in document.form.all_fields if item.type == "text" and item.key != "title")
    words = sorted(
        {
            word
            for path in example.rglob("*.md")
            for word in re.findall(r"[а-яәғқңөұүһі]{3,}", path.read_text(encoding="utf-8"))
        }
    )
    randomness = random.Random(2)
    texts: list[str] = []
    for number in range(count):
        said = randomness.choices(words, k=60)
        if number % 50 == 49:
            # Of another teacher, and of one whose answer is no copy itself.
            said[20:40] = texts[number - 49].split()[10:30]
        texts.append(" ".join(said))
    began = time.perf_counter()
    answers = (Answers(document, [Answer((field.key,), field, text)]) for text in texts)
    fingerprints = [document_fingerprint(item, f"teacher-{number // 10}", 12) for number, item in enumerate(answers)]
    return fingerprints, time.perf_counter() - began, count // 50


def copies() -> list[str]:
    """Finding copied answers across a school."""
    rows, costs = [], []
    for count in (FEW, MANY):
        fingerprinting, comparing = [], []
        for _round in range(MANY_ROUNDS):
            fingerprints, seconds, copied = made_answers(count)
            fingerprinting.append(seconds)
            began = time.perf_counter()
            found = list(shared_passages(fingerprints, 12))
            comparing.append(time.perf_counter() - began)
            assert len(found) == copied, (len(found), copied)
        both = statistics.median(fingerprinting) + statistics.median(comparing)
        costs.append(both / count)
        rows.append([count, copied, f"{statistics.median(fingerprinting):.2f}", f"{statistics.median(comparing):.2f}",
                     f"{count / both:.0f}", f"{costs[-1] / costs[0]:.2f}"])  # fmt: skip
    return [
        "## Copied answers", "",
        "Answers of 60 words by teachers with ten each; every fiftieth shares 20 words with another teacher's. All of "
        "them are found, and nothing else. Fingerprints are made of each portfolio once and kept in the cache.", "",
        *table(["answers", "copied", "seconds for fingerprints", "seconds to compare", "answers/s",
                f"cost of an answer relative to {FEW}"], *rows), "",
    ]  # fmt: skip


def where_the_time_goes(folder: Path, work: Path) -> list[str]:
    """Shares of the parts in one process, by clocks around the real functions; then what a profiler sees inside."""

    def look(how: str) -> dict[str, object]:
        out = work / f"{how}.json"
        environment = {**os.environ, parts.BEGAN: repr(time.time())}
        command = [sys.executable, "-m", "benchmarks.parts", str(out), how, str(folder)]
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
        return json.loads(out.read_text(encoding="utf-8"))

    runs = sorted((look("clock") for _round in range(MANY_ROUNDS)), key=lambda found: found["whole"])
    middle = runs[len(runs) // 2]
    whole, shares = middle["whole"], middle["parts"]
    rows = [[name, f"{seconds:.3f}", f"{seconds / whole * 100:.1f} %"] for name, seconds in shares.items()]
    rows.sort(key=lambda row: -float(row[1]))
    inside = [[f"`{name}`", calls, f"{share * 100:.1f} %"] for name, calls, share in look("profile")["top"]]
    return [
        "## Where the time goes", "",
        f"{FEW} files in one process, nothing kept: {whole:.2f} seconds, with clocks around the functions that do each part. "
        "A part counts without the parts that it calls.", "",
        *table(["part", "seconds", "share"], *rows, ["all", f"{whole:.3f}", "100.0 %"]), "",
        "The functions with the most time of their own, as cProfile sees them (it makes small functions look larger):", "",
        *table(["function", "calls", "share"], *inside), "",
        "What was done about the largest parts:", "",
        "- **Rules.** The text answers of a document are gathered once and joined, so that a rule first searches the whole "
        "document and looks at single answers only after a hit; what must be answered is listed once for each form; words are made numbers once for all rules that compare "
        "them; files of evidence and what a document refers to are looked at once; what rules ask of a cycle is worked out "
        "once. Rules about letters look at no text that is Cyrillic throughout. Places are worked out only for what is reported.",
        "- **YAML.** A document with nothing but plain lines is taken apart by one regular expression and needs no parser, "
        "which is not even loaded. All others, and all places, are read by "
        "a parser of YAML 1.2, which also says what is wrong.",
        "- **Copied answers.** Words are numbers that are the same in every process. Winnowing chooses a few of them, and only "
        "where these stand the next words are made one number; of a document nothing else is kept, and it is read again only "
        "where a passage was found. What stands in a form or in many portfolios is left out of what was found; fingerprints are "
        "kept in the cache, and so is the result for a school until one of its portfolios changes.",
        "- **The rest.** Rule packs, settings and what keeps results are loaded only where something asks for them, and rare "
        "patterns are made when first needed. Forms come as compiled data, their validators are built when a document first needs them, headings of a plain text are found by their "
        "signs, text is checked without a call of Python, long numbers are looked for in bytes, what lies in the folders above is looked for once, and the process ends without taking apart what it has read.",
        "",
    ]  # fmt: skip


def told(text: list[str]) -> list[str]:
    """Lines, printed as soon as they are known."""
    sys.stdout.write("\n".join(text) + "\n")
    sys.stdout.flush()
    return text


def main() -> None:
    """Run everything, print and keep the tables."""
    # As an installed pd is; a checkout may be without, where Python is told to write none.
    assert compileall.compile_dir(ROOT / "pdcli", quiet=2)
    ajv = json.loads((AJV.parent.parent / "ajv-cli" / "package.json").read_text(encoding="utf-8"))["version"]
    lines = told([
        "# Performance", "",
        "Written by `make bench`. Medians of one run; compare ratios inside a table only.", "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores; check-jsonschema {version('check-jsonschema')}, "
        f"yamllint {version('yamllint')}, ryl {version('ryl')}, rumdl {version('rumdl')}, ajv-cli {ajv}.", "",
    ])  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ.update(PD_CACHE_DIR=str(work / "cache"), PD_LANG="kk")
        few, many = work / "few", work / "many"
        for folder, files in ((few, FEW), (many, MANY)):
            assert sum(make(folder, files)) == files
            check_corpus(folder, files)
        shown, times = many_files(few, work)
        lines += told(shown)
        sections: list[Callable[[], list[str]]] = [
            *targets.sections(work, few),
            lambda: growth(many, times)[0], lambda: memory(few, many), lambda: one_file(few), copies, history.section,
            lambda: where_the_time_goes(few, work),
            lambda: summaries(few, many, MANY_ROUNDS),
        ]  # fmt: skip
        for section in sections:
            lines += told(section())
    (ROOT / "docs" / "performance.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
