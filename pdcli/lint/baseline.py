"""A baseline: the diagnostics that a portfolio had when it was written, so that only new ones fail.

A diagnostic is recognised by file, code and the text of its line, not by the line's number: lines may move.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.reading.codes import NEVER_HIDDEN
from pdcli.reading.source import LineIndex

VERSION = 1
Key = tuple[str, str, str]


class Baseline(NamedTuple):
    """How often each diagnostic may appear."""

    counts: Counter[Key]


class Lines:
    """The lines of files, each read once; `instead` maps a file to bytes read in place of its own."""

    def __init__(self, instead: Mapping[str, bytes] | None = None) -> None:
        self._files: dict[Path, LineIndex] = {}
        self._instead = instead or {}

    def line(self, path: Path, number: int) -> str:
        """The text of a line; empty where there is none."""
        if path not in self._files:
            raw = self._instead.get(str(path))
            try:
                raw = path.read_bytes() if raw is None else raw
            except OSError:
                raw = b""
            # The same line ends as in the reader, so that numbers agree.
            self._files[path] = LineIndex(raw.decode("utf-8-sig", "replace"))
        return self._files[path].line(number).strip()


def read_baseline(file: Path) -> Baseline:
    """The baseline of a file; an empty one where there is no file. Raises UserError for what is no baseline."""
    if not file.exists():
        return Baseline(Counter())
    import json

    try:
        data = json.loads(file.read_text(encoding="utf-8-sig", errors="surrogateescape"))
        counts: Counter[Key] = Counter()
        for row in data["findings"]:
            counts[str(row["path"]), str(row["code"]), str(row["line"])] += int(row["count"])
        if data["version"] != VERSION:
            raise ValueError
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        message = _("{path} is not a baseline that this version of pd can read.").format(path=file.name)
        raise UserError(
            message + " " + _("Move the file away; then `pd lint --write-baseline` writes it again.")
        ) from None
    return Baseline(counts)


def new_diagnostics(
    diagnostics: Iterable[Diagnostic], baseline: Baseline, base: Path, lines: Lines
) -> tuple[list[Diagnostic], int]:
    """The diagnostics that the baseline does not have, and the number of those that it has."""
    if not baseline.counts:
        return list(diagnostics), 0
    remaining, new, known_count = Counter(baseline.counts), [], 0
    for item in diagnostics:
        key = _key(item, base, lines)
        if remaining[key] > 0 and item.code not in NEVER_HIDDEN:
            remaining[key] -= 1
            known_count += 1
        else:
            new.append(item)
    return new, known_count


def baseline_text(
    file: Path, diagnostics: Iterable[Diagnostic], is_checked: Callable[[Path, str], bool] = lambda _path, _code: True
) -> tuple[bytes, int]:
    """The bytes of a baseline with these diagnostics, and their number. Those that nothing can hide are left out.

    Entries of the present file stay where `is_checked` is false for their path and code.
    """
    # A run from the cache does not need it.
    import json

    lines = Lines()
    counts = Counter(_key(item, file.parent, lines) for item in diagnostics if item.code not in NEVER_HIDDEN)
    total = counts.total()
    try:
        present = read_baseline(file).counts
    except UserError:
        present = Counter()
    for key, count in present.items():
        if not is_checked(Path(os.path.normpath(file.parent / key[0])), key[1]):
            counts[key] = max(counts[key], count)
    rows = [
        {"path": path, "code": code, "line": line, "count": count}
        for (path, code, line), count in sorted(counts.items())
    ]
    text = json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "surrogateescape"), total


def _key(item: Diagnostic, base: Path, lines: Lines) -> Key:
    text = lines.line(item.path, item.span.line)
    return _path_text(item.path, base), item.code, blake2b(text.encode("utf-8"), digest_size=8).hexdigest()


def _path_text(path: Path, base: Path) -> str:
    """The path relative to the folder of the baseline, so that it is the same on every computer."""
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:
        # Another drive of Windows.
        return path.as_posix()
