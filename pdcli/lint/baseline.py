"""A baseline: findings that were there when pd came, so that only new ones fail.

A finding is known again by file, code and the text of its line, not by its number: lines may move.
"""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.errors import UserError
from pdcli.portfolio.writer import write_atomic
from pdcli.words import gettext as _

VERSION = 1
Key = tuple[str, str, str]


class Baseline(NamedTuple):
    """How often each known finding may appear."""

    known: Counter[Key]


class Lines:
    """The lines of files, each read once."""

    def __init__(self) -> None:
        self._files: dict[Path, list[str]] = {}

    def line(self, path: Path, number: int) -> str:
        """The text of a line; empty where there is none."""
        if path not in self._files:
            try:
                self._files[path] = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
            except OSError:
                self._files[path] = []
        lines = self._files[path]
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def read_baseline(file: Path) -> Baseline:
    """The baseline of a file; an absent one knows nothing. Raises UserError for what is no baseline."""
    if not file.exists():
        return Baseline(Counter())
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        known: Counter[Key] = Counter()
        for row in data["findings"]:
            known[str(row["path"]), str(row["code"]), str(row["line"])] += int(row["count"])
        if data["version"] != VERSION:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        message = _("{path} is not a baseline that this pd can read.").format(path=file.name)
        raise UserError(message + " " + _("`pd lint --write-baseline` writes it again.")) from None
    return Baseline(known)


def new_findings(diagnostics: Iterable[Diagnostic], baseline: Baseline, base: Path) -> tuple[list[Diagnostic], int]:
    """The findings that the baseline does not know, and how many it knows."""
    if not baseline.known:
        return list(diagnostics), 0
    left, lines, found, known = Counter(baseline.known), Lines(), [], 0
    for item in diagnostics:
        key = _key(item, base, lines)
        if left[key] > 0:
            left[key] -= 1
            known += 1
        else:
            found.append(item)
    return found, known


def write_baseline(file: Path, diagnostics: Iterable[Diagnostic]) -> int:
    """Keep these findings as known; how many."""
    lines = Lines()
    counts = Counter(_key(item, file.parent, lines) for item in diagnostics)
    rows = [
        {"path": path, "code": code, "line": line, "count": count}
        for (path, code, line), count in sorted(counts.items())
    ]
    text = json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n"
    write_atomic(file, text.encode("utf-8"))
    return sum(counts.values())


def _key(item: Diagnostic, base: Path, lines: Lines) -> Key:
    try:
        path = item.path.relative_to(base).as_posix()
    except ValueError:
        path = item.path.as_posix()
    text = lines.line(item.path, item.span.line)
    return path, item.code, blake2b(text.encode("utf-8"), digest_size=8).hexdigest()
