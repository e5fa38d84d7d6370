"""The baseline file of a diagnostic: that of the reader, in one's own portfolio that of the portfolio."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.discovery.files import files_above, portfolio_of
from pdcli.discovery.trust import Trust
from pdcli.lint.baseline import Lines, baseline_text, new_diagnostics, read_baseline

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
        """The baseline file for a document: beside the configuration, else the nearest one above, else a new one.

        A new one is in the portfolio; for several portfolios, or those of others, in the current folder.
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

    def group(self, diagnostics: "Iterable[Diagnostic]") -> "dict[Path, list[Diagnostic]]":
        """Baseline file -> its diagnostics."""
        by_file: dict[Path, list[Diagnostic]] = {}
        for item in diagnostics:
            by_file.setdefault(self.file(item.path), []).append(item)
        return by_file


def not_in_baseline(check: "Check") -> "tuple[list[Diagnostic], int]":
    """The diagnostics of a run that no baseline has, and the number of those that one has."""
    lines, known_count = Lines(check.options.instead), 0
    new_ids: set[int] = set()
    diagnostics = check.diagnostics
    for file, items in _files_of(check).group(diagnostics).items():
        new, count = new_diagnostics(items, read_baseline(file), file.parent, lines)
        new_ids.update(map(id, new))
        known_count += count
    return [item for item in diagnostics if id(item) in new_ids], known_count


def baseline_texts(check: "Check") -> dict[Path, tuple[bytes, int]]:
    """Baseline file -> its bytes with all diagnostics of a run, and their number."""
    from pdcli.lint.engine import is_selected
    from pdcli.lint.rules import BY_CODE

    all_roots, checked_roots, options = set(check.all_roots), set(check.roots), check.options

    def is_checked(path: Path, code: str) -> bool:
        root = portfolio_of(path, all_roots)
        is_below = (root is None or root in checked_roots) and any(map(path.is_relative_to, check.limits))
        name = BY_CODE[code].name if code in BY_CODE else code
        return is_below and is_selected(code, name, options.select, options.ignore)

    files = _files_of(check)
    by_file: dict[Path, list[Diagnostic]] = {files.file(root): [] for root in check.roots}
    by_file.update(files.group(check.diagnostics))
    return {file: baseline_text(file, items, is_checked) for file, items in by_file.items()}


def _files_of(check: "Check") -> BaselineFiles:
    return BaselineFiles(check.all_roots, check.options.trust_in(check.all_roots[0]))
