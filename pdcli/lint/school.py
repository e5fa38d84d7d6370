"""What only shows across portfolios: the same passage in answers of different teachers (PD708)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.trust import Trust, own_trust
from pdcli.lint.result import LintResult, Print

if TYPE_CHECKING:
    from pdcli.discovery.settings import Configuration
    from pdcli.lint.cache import Cache

_CODE, _NAME = "PD708", "answer-of-another-teacher"


def across(
    results: Sequence[LintResult],
    select: Sequence[str],
    ignore: Sequence[str],
    cache: "Cache | None",
    trust: Trust | None = None,
    commented: list[str] | None = None,
) -> list[Diagnostic]:
    """The findings across these portfolios; kept until one of them changes.

    Without a `trust` the configuration of each portfolio acts. The file of each finding that a comment in it hides is
    added to `commented`.
    """
    commented = [] if commented is None else commented
    if not is_wanted(select, ignore):
        return []
    school, state = "|".join(item.root for item in results), _state(results) if cache else ""
    if cache and state:
        kept = cache.get_school(school, state)
        if kept is not None:
            commented += kept[1]
            return list(kept[0])
    from pdcli.lint.copies import school_findings

    prints = [item.prints if item.prints is not None else _read(item, cache, trust) for item in results]
    # One measure for all: what the configuration for the first portfolio says.
    min_words = _configuration(results[0].root, trust).settings.options.copied_min_words
    hidden: list[Diagnostic] = []
    every = school_findings(prints, min_words, trust)
    found = _as_configured(every, results, select, ignore, trust, hidden)
    files = [str(item.path) for item in hidden]
    commented += files
    if cache and state:
        cache.put_school(school, state, found, files)
    return found


def _state(results: Sequence[LintResult]) -> str:
    """What tells one state of all these portfolios from another; empty where it is not known of one."""
    from hashlib import blake2b

    if not all(item.content for item in results):
        return ""
    states = "|".join(f"{item.root}:{item.content}" for item in results)
    return blake2b(states.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _read(result: LintResult, cache: "Cache | None", trust: Trust | None) -> Sequence[Print]:
    kept = cache.prints(result) if cache else None
    if kept is not None:
        return kept
    # The prints were lost: they are made again.
    from pdcli.lint.context import LintContext
    from pdcli.portfolio.portfolio import load_portfolio

    settings = _configuration(result.root, trust).settings
    portfolio = load_portfolio(Path(result.root), settings.options, settings.exclude, trust=trust)
    return LintContext(portfolio).school_prints


def _configuration(root: str, trust: Trust | None) -> "Configuration":
    from pdcli.discovery.settings import read_settings
    from pdcli.lint.engine import is_selector

    return read_settings((trust or own_trust(Path(root))).config, is_selector)


def is_wanted(select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether the command line lets answers be compared."""

    def means(selector: str) -> bool:
        return selector == _NAME or _CODE.startswith(selector.upper())

    return not any(map(means, ignore)) and (not select or any(map(means, select)))


def _as_configured(
    found: list[Diagnostic],
    results: Sequence[LintResult],
    select: Sequence[str],
    ignore: Sequence[str],
    trust: Trust | None,
    hidden: list[Diagnostic],
) -> list[Diagnostic]:
    """The findings as the configuration for each portfolio and the comments in its documents want them.

    What the comments hide is added to `hidden`.
    """
    from pdcli.discovery.files import MARKDOWN_SUFFIXES, portfolio_of
    from pdcli.lint.engine import configured
    from pdcli.lint.suppress import not_hidden, suppressions
    from pdcli.reading.source import read_source

    paths = {item.path for item in found}
    comments = {
        path: suppressions(read_source(path).text, path.name.lower().endswith(MARKDOWN_SUFFIXES)) for path in paths
    }
    roots = {Path(result.root) for result in results}
    by_root: dict[str, list[Diagnostic]] = {}
    for item in not_hidden(found, comments, hidden):
        by_root.setdefault(str(portfolio_of(item.path, roots) or ""), []).append(item)
    kept: list[Diagnostic] = []
    for root, items in by_root.items():
        configuration = _configuration(root, trust)
        settings = configuration.settings
        kept += configured(items, select or settings.select, [*settings.ignore, *ignore], configuration)
    return sorted(kept, key=lambda item: item.place)
