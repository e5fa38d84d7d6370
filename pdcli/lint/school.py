"""The check across portfolios: the same passage in answers of different teachers (PD708), as configured."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.trust import Trust, own_trust
from pdcli.lint.result import Fingerprint, LintResult

if TYPE_CHECKING:
    from pdcli.discovery.settings import Configuration
    from pdcli.lint.cache import Cache

TEACHER_COPY = ("PD708", "answer-of-another-teacher", Severity.ADVICE)
"""Code, name and severity of the rule that compares teachers; it has no check of one portfolio."""


def lint_across(
    results: Sequence[LintResult],
    select: Sequence[str],
    ignore: Sequence[str],
    cache: "Cache | None",
    trust: Trust | None = None,
    suppressed_files: list[str] | None = None,
) -> list[Diagnostic]:
    """The diagnostics across these portfolios; cached until one of them changes.

    Without a `trust` the configuration of each portfolio is in effect. The file of each diagnostic that a comment in it
    hides is added to `suppressed_files`.
    """
    suppressed_files = [] if suppressed_files is None else suppressed_files
    if not compares_teachers(select, ignore):
        return []
    school, state = "|".join(item.root for item in results), _state(results) if cache else ""
    if cache and state:
        cached = cache.get_school(school, state)
        if cached is not None:
            suppressed_files += cached[1]
            return list(cached[0])
    from pdcli.lint.school_passages import school_diagnostics

    fingerprints = [
        item.fingerprints if item.fingerprints is not None else _fingerprints(item, cache, trust) for item in results
    ]
    # One limit for all: that of the configuration for the first portfolio.
    min_words = _configuration(results[0].root, trust).settings.options.copied_min_words
    suppressed: list[Diagnostic] = []
    unconfigured = school_diagnostics(fingerprints, min_words, trust)
    diagnostics = _as_configured(unconfigured, results, select, ignore, trust, suppressed)
    files = [str(item.path) for item in suppressed]
    suppressed_files += files
    if cache and state:
        cache.put_school(school, state, diagnostics, files)
    return diagnostics


def _state(results: Sequence[LintResult]) -> str:
    """The hash of the files of all these portfolios; empty where that of one is unknown."""
    from hashlib import blake2b

    if not all(item.content for item in results):
        return ""
    states = "|".join(f"{item.root}:{item.content}" for item in results)
    return blake2b(states.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _fingerprints(result: LintResult, cache: "Cache | None", trust: Trust | None) -> Sequence[Fingerprint]:
    cached = cache.fingerprints(result) if cache else None
    if cached is not None:
        return cached
    # They are no longer in the cache.
    from pdcli.lint.context import LintContext
    from pdcli.portfolio.portfolio import load_portfolio

    settings = _configuration(result.root, trust).settings
    portfolio = load_portfolio(Path(result.root), settings.options, settings.exclude, trust=trust)
    return LintContext(portfolio).school_fingerprints


def _configuration(root: str, trust: Trust | None) -> "Configuration":
    from pdcli.discovery.settings import read_settings
    from pdcli.lint.engine import selector_of

    return read_settings((trust or own_trust(Path(root))).config, selector_of)


def compares_teachers(select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether the selectors of the command line select PD708."""

    code, name, _severity = TEACHER_COPY

    def matches(selector: str) -> bool:
        return selector == name or code.startswith(selector.upper())

    return not any(map(matches, ignore)) and (not select or any(map(matches, select)))


def _as_configured(
    diagnostics: list[Diagnostic],
    results: Sequence[LintResult],
    select: Sequence[str],
    ignore: Sequence[str],
    trust: Trust | None,
    suppressed: list[Diagnostic],
) -> list[Diagnostic]:
    """The diagnostics that the configuration for each portfolio selects and no comment hides, in the order of place.

    Those that a comment hides are added to `suppressed`.
    """
    from pdcli.discovery.files import MARKDOWN_SUFFIXES, portfolio_of
    from pdcli.lint.engine import apply_configuration
    from pdcli.lint.suppress import suppressions, unsuppressed
    from pdcli.reading.source import read_source

    paths = {item.path for item in diagnostics}
    comments = {
        path: suppressions(read_source(path).text, path.name.lower().endswith(MARKDOWN_SUFFIXES)) for path in paths
    }
    roots = {Path(result.root) for result in results}
    by_root: dict[str, list[Diagnostic]] = {}
    for item in unsuppressed(diagnostics, comments, suppressed):
        by_root.setdefault(str(portfolio_of(item.path, roots) or ""), []).append(item)
    selected: list[Diagnostic] = []
    for root, items in by_root.items():
        configuration = _configuration(root, trust)
        settings = configuration.settings
        selected += apply_configuration(items, select or settings.select, [*settings.ignore, *ignore], configuration)
    return sorted(selected, key=lambda item: item.place)
