"""What hides diagnostics: settings and a baseline from the owner of a portfolio, comments from every reader."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.brought import untrusted_settings
from pdcli.discovery.files import Finder, is_excluded, portfolio_of
from pdcli.discovery.settings import Configuration, read_settings
from pdcli.discovery.trust import Trust
from pdcli.errors import UserError
from pdcli.lint.baseline import Lines, new_diagnostics, read_baseline
from pdcli.lint.result import LintResult
from pdcli.reading.codes import NEVER_HIDDEN


class HidingFile(NamedTuple):
    """A file that hides diagnostics, or the root of a portfolio for the comments in it, and how many it hides.

    Without `acts` it hides them from the owner of the portfolio only.
    """

    path: Path
    findings: int
    acts: bool


def hidden_from_owners(
    roots: Sequence[Path],
    trust: Trust,
    diagnostics: Sequence[Diagnostic],
    select: Sequence[str],
    finder: Finder | None = None,
) -> list[HidingFile]:
    """What the settings and the baseline of each portfolio that is not the reader's own hide from its owner."""
    foreign_roots = [root for root in roots if not trust.is_own(root)]
    if not foreign_roots or not diagnostics:
        return []
    by_root: dict[Path, list[Diagnostic]] = {root: [] for root in foreign_roots}
    for item in diagnostics:
        root = portfolio_of(item.path, by_root)
        if root:
            by_root[root].append(item)
    # Those of a school hide diagnostics of several portfolios.
    counts: Counter[Path] = Counter()
    for root, items in by_root.items():
        file = untrusted_settings(root, trust, finder) if items else None
        visible = items
        settings = read_settings(file)
        if file:
            visible = [*_configured(items, root, settings, select)]
            counts[file] += len(items) - len(visible)
        baseline = (file.parent if file else root) / settings.settings.baseline
        if visible and baseline.is_file():
            counts[baseline] += _baseline_count(visible, baseline)
    return [HidingFile(file, count, acts=False) for file, count in counts.items() if count]


def suppressed_by_comments(results: Iterable[LintResult], others: Iterable[str], trust: Trust) -> list[HidingFile]:
    """The numbers of diagnostics that comments hide in portfolios which are not the reader's own.

    `others` are the files of further diagnostics that comments hide, one for each.
    """
    counts = Counter({Path(result.root): len(result.suppressed_files) for result in results})
    roots = set(counts)
    counts.update(root for file in others if (root := portfolio_of(Path(file), roots)))
    return [HidingFile(root, count, acts=True) for root, count in counts.items() if count and not trust.is_own(root)]


def _configured(
    items: Iterable[Diagnostic], root: Path, configuration: Configuration, select: Sequence[str]
) -> Iterator[Diagnostic]:
    """The diagnostics that these settings do not hide."""
    from pdcli.lint.engine import apply_configuration

    settings = configuration.settings
    included = [item for item in items if not is_excluded(str(item.path), str(root), settings.exclude)]
    yield from (item for item in included if item.code in NEVER_HIDDEN)
    others = (item for item in included if item.code not in NEVER_HIDDEN)
    yield from apply_configuration(others, select or settings.select, settings.ignore, configuration)


def _baseline_count(items: Sequence[Diagnostic], file: Path) -> int:
    """The number of diagnostics in a baseline file."""
    try:
        return new_diagnostics(items, read_baseline(file), file.parent, Lines())[1]
    except UserError:
        # It is no baseline: it hides nothing.
        return 0
