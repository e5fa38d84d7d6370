"""Which baseline file counts for a finding: that of the reader, in one's own portfolio that of the portfolio."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.discovery.files import files_above, portfolio_of
from pdcli.discovery.trust import Trust
from pdcli.lint.baseline import Lines, baseline_text, new_findings, read_baseline

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.lint.check import Check


class BaselineFiles:
    """The baseline files of some portfolios."""

    def __init__(self, roots: Sequence[Path], trust: Trust) -> None:
        self._roots = dict.fromkeys(roots)
        self._trust = trust
        self._files: dict[Path, Path] = {}

    def file(self, path: Path) -> Path:
        """Beside the configuration; else the nearest one there is; else in the portfolio, or where several are checked
        from.
        """
        root = portfolio_of(path, self._roots) or next(iter(self._roots))
        if root not in self._files:
            from pdcli.discovery.settings import read_settings

            file, is_own = self._trust.config, self._trust.is_own(root)
            name = read_settings(file).settings.baseline
            if file:
                self._files[root] = file.parent / name
            else:
                new = (root if is_own and len(self._roots) == 1 else Path.cwd()) / name
                self._files[root] = next(files_above(root if is_own else Path.cwd(), name), new)
        return self._files[root]

    def sorted(self, found: "Iterable[Diagnostic]") -> "dict[Path, list[Diagnostic]]":
        """The findings of each baseline file."""
        by_file: dict[Path, list[Diagnostic]] = {}
        for item in found:
            by_file.setdefault(self.file(item.path), []).append(item)
        return by_file


def without_known(check: "Check") -> "tuple[list[Diagnostic], int]":
    """The findings of a run that no baseline knows, and how many are known."""
    lines, known = Lines(check.rules.instead), 0
    new: set[int] = set()
    found = check.findings.diagnostics
    for file, items in _files_of(check).sorted(found).items():
        left, count = new_findings(items, read_baseline(file), file.parent, lines)
        new.update(map(id, left))
        known += count
    return [item for item in found if id(item) in new], known


def baseline_texts(check: "Check") -> dict[Path, tuple[bytes, int]]:
    """The baselines in which all findings of a run are known: by file the text, and how many findings it knows."""
    from pdcli.lint.engine import is_wanted
    from pdcli.lint.rules import BY_CODE

    known, checked, rules = set(check.known), set(check.roots), check.rules

    def is_checked(path: Path, code: str) -> bool:
        root = portfolio_of(path, known)
        is_asked = (root is None or root in checked) and any(map(path.is_relative_to, check.limits))
        name = BY_CODE[code].name if code in BY_CODE else code
        return is_asked and is_wanted(code, name, rules.select, rules.ignore)

    files = _files_of(check)
    by_file: dict[Path, list[Diagnostic]] = {files.file(root): [] for root in check.roots}
    by_file.update(files.sorted(check.findings.diagnostics))
    return {file: baseline_text(file, items, is_checked) for file, items in by_file.items()}


def _files_of(check: "Check") -> BaselineFiles:
    return BaselineFiles(check.known, check.rules.trust_in(check.known[0]))
