"""A baseline: findings that were there when pd came, so that only new ones fail.

A finding is known again by file, code and the text of its line, not by its number: lines may move.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.reading.codes import NEVER_HIDDEN
from pdcli.reading.source import LineIndex

VERSION = 1
Key = tuple[str, str, str]


class Baseline(NamedTuple):
    """How often each known finding may appear."""

    known: Counter[Key]


class Lines:
    """The lines of files, each read once; `instead` are bytes to be read in place of a file's own."""

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
    """The baseline of a file; an absent one knows nothing. Raises UserError for what is no baseline."""
    if not file.exists():
        return Baseline(Counter())
    import json

    try:
        data = json.loads(file.read_text(encoding="utf-8-sig", errors="surrogateescape"))
        known: Counter[Key] = Counter()
        for row in data["findings"]:
            known[str(row["path"]), str(row["code"]), str(row["line"])] += int(row["count"])
        if data["version"] != VERSION:
            raise ValueError
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        message = _("{path} is not a baseline that this pd can read.").format(path=file.name)
        raise UserError(message + " " + _("Move it away; then `pd lint --write-baseline` writes it again.")) from None
    return Baseline(known)


def new_findings(
    diagnostics: Iterable[Diagnostic], baseline: Baseline, base: Path, lines: Lines
) -> tuple[list[Diagnostic], int]:
    """The findings that the baseline does not know, and how many it knows."""
    if not baseline.known:
        return list(diagnostics), 0
    left, found, known = Counter(baseline.known), [], 0
    for item in diagnostics:
        key = _key(item, base, lines)
        if left[key] > 0 and item.code not in NEVER_HIDDEN:
            left[key] -= 1
            known += 1
        else:
            found.append(item)
    return found, known


def baseline_text(
    file: Path, diagnostics: Iterable[Diagnostic], is_checked: Callable[[Path, str], bool] = lambda _path, _code: True
) -> tuple[bytes, int]:
    """A baseline in which these findings are known, and how many they are. What nothing hides is left out.

    What the present one knows of paths and codes not checked now stays known.
    """
    # Writing loads much that a run from the cache has no use for.
    import json

    lines = Lines()
    counts = Counter(_key(item, file.parent, lines) for item in diagnostics if item.code not in NEVER_HIDDEN)
    total = counts.total()
    try:
        known = read_baseline(file).known
    except UserError:
        known = Counter()
    for key, count in known.items():
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
    return _shown(item.path, base), item.code, blake2b(text.encode("utf-8"), digest_size=8).hexdigest()


def _shown(path: Path, base: Path) -> str:
    """The same on every computer: from the baseline's folder, upwards where it must be."""
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:
        # Another drive of Windows.
        return path.as_posix()
