"""Where one run of `pd lint` spends its time: the real command in this process, with a clock around the functions that
matter. Each part counts without the parts that it calls. Started by benchmarks.run; writes JSON.

    python -m benchmarks.parts OUT clock|profile FOLDER
"""

import cProfile
import gc
import json
import os
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BEGAN = "PD_BENCH_BEGAN"
TOP = 12
# The part, the module whose name is replaced, and the function: it must be the name that callers use.
CLOCKS = [
    ("finding files", "pdcli.discovery.files", "find_portfolios"),
    ("finding files", "pdcli.portfolio.portfolio", "all_files"),
    ("reading files", "pdcli.documents.reader", "read_source"),
    ("YAML, front matter included", "pdcli.documents.reader", "read_yaml"),
    ("YAML, front matter included", "pdcli.reading.markdown_reader", "read_yaml"),
    ("Markdown", "pdcli.documents.reader", "read_markdown"),
    ("forms and their validators", "pdcli.documents.form_library", "shipped_form"),
    ("forms and their validators", "pdcli.documents.form_library", "_shipped_validator"),
    ("validation", "pdcli.documents.reader", "validate"),
    ("rules", "pdcli.lint.engine", "check"),
    ("copied answers: fingerprints", "pdcli.lint.context", "document_fingerprint"),
    ("copied answers: comparison", "pdcli.lint.school_passages", "school_diagnostics"),
]
# Whatever these call is theirs: a form is YAML too, but not a teacher's.
WHOLE = "forms and their validators"


class Clock:
    """Seconds of each part, without those of the parts inside."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._open: list[str] = []
        self._since = 0.0

    def around(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            if self._open and self._open[-1] == WHOLE:
                return function(*arguments, **named)
            self._turn()
            self._open.append(part)
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


def main() -> None:
    """Import, run, write."""
    began = float(os.environ[BEGAN])
    out, how, folder = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    # As the entry of pd does.
    gc.set_threshold(100_000, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # All that the command would import later, so that start-up is one part.
    for name in (
        "pdcli.lint.school",
        "pdcli.lint.reporters.concise",
        "pdcli.cli.lint",
        *(module for _part, module, _name in CLOCKS),
    ):
        import_module(name)
    run = import_module("pdcli.cli.app").run
    os.chdir(folder)
    clock, profile = Clock(), cProfile.Profile()
    if how == "clock":
        for part, module, name in CLOCKS:
            found = import_module(module)
            setattr(found, name, clock.around(part, getattr(found, name)))
    start_up = time.time() - began
    arguments = ["lint", "--format", "concise", "--jobs", "1", "--no-cache"]
    code = profile.runcall(run, arguments) if how == "profile" else run(arguments)
    sys.stdout.flush()
    assert code == 0, code
    assert how != "clock" or clock.seconds.keys() == {part for part, _module, _name in CLOCKS}, clock.seconds
    parts = {"start-up: Python and imports": start_up, **clock.seconds}
    whole = time.time() - began
    parts["everything else"] = whole - sum(parts.values())
    out.write_text(json.dumps({"whole": whole, "parts": parts, "top": _top(profile) if how == "profile" else []}))


def _top(profile: cProfile.Profile) -> list[tuple[str, int, float]]:
    """The functions with the most time of their own: name, calls, share."""
    stats = pstats.Stats(profile)
    rows = [(key, numbers[1], numbers[2]) for key, numbers in stats.stats.items()]  # type: ignore[attr-defined]
    total = sum(own for _key, _calls, own in rows)
    rows.sort(key=lambda row: -row[2])
    return [(_named(*key), calls, own / total) for key, calls, own in rows[:TOP]]


def _named(file: str, line: int, name: str) -> str:
    if file == "~":
        return name.strip("<>")
    path = Path(file)
    shown = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    return f"{shown}:{line} {name}"


if __name__ == "__main__":
    main()
