"""What hides findings: from the owner of a portfolio its settings and baseline, from a reader only comments."""

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
from pdcli.lint.baseline import Lines, new_findings, read_baseline
from pdcli.lint.result import LintResult
from pdcli.reading.codes import NEVER_HIDDEN


class Hidden(NamedTuple):
    """How many findings something hides. What does not act here hides them from its owner only."""

    path: Path
    findings: int
    acts: bool


def hidden_from_owners(
    roots: Sequence[Path],
    trust: Trust,
    found: Sequence[Diagnostic],
    select: Sequence[str],
    finder: Finder | None = None,
) -> list[Hidden]:
    """What the settings and the baseline of each portfolio that is not the reader's own hide from its owner."""
    strange = [root for root in roots if not trust.is_own(root)]
    if not strange or not found:
        return []
    by_root: dict[Path, list[Diagnostic]] = {root: [] for root in strange}
    for item in found:
        root = portfolio_of(item.path, by_root)
        if root:
            by_root[root].append(item)
    # Those of a school hide findings of several portfolios.
    told: Counter[Path] = Counter()
    for root, items in by_root.items():
        file = untrusted_settings(root, trust, finder) if items else None
        left = items
        settings = read_settings(file)
        if file:
            left = [*_left(items, root, settings, select)]
            told[file] += len(items) - len(left)
        baseline = (file.parent if file else root) / settings.settings.baseline
        if left and baseline.is_file():
            told[baseline] += _known(left, baseline)
    return [Hidden(file, count, acts=False) for file, count in told.items() if count]


def hidden_by_comments(results: Iterable[LintResult], others: Iterable[str], trust: Trust) -> list[Hidden]:
    """How many findings comments in the documents of each portfolio that is not the reader's own hide."""
    counts = Counter({Path(result.root): len(result.commented) for result in results})
    roots = set(counts)
    counts.update(root for file in others if (root := portfolio_of(Path(file), roots)))
    return [Hidden(root, count, acts=True) for root, count in counts.items() if count and not trust.is_own(root)]


def _left(items: Iterable[Diagnostic], root: Path, found: Configuration, select: Sequence[str]) -> Iterator[Diagnostic]:
    """What these settings leave of some findings."""
    from pdcli.lint.engine import configured

    settings = found.settings
    kept = [item for item in items if not is_excluded(str(item.path), str(root), settings.exclude)]
    yield from (item for item in kept if item.code in NEVER_HIDDEN)
    others = (item for item in kept if item.code not in NEVER_HIDDEN)
    yield from configured(others, select or settings.select, settings.ignore, found)


def _known(items: Sequence[Diagnostic], file: Path) -> int:
    try:
        return new_findings(items, read_baseline(file), file.parent, Lines())[1]
    except UserError:
        # It is no baseline: it hides nothing.
        return 0
