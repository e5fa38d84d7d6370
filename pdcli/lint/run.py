"""Lints many portfolios: cached results first, the rest on all cores where that pays."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.discovery.files import Finder
from pdcli.discovery.trust import Trust, own_trust
from pdcli.lint.result import LintResult, joined_files
from pdcli.portfolio.counts import FileClass
from pdcli.portfolio.opening import Schools
from pdcli.runtime.parallel import map_portfolios

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.lint.cache import Cache
    from pdcli.runtime.cache import TreeState


class LintOptions(NamedTuple):
    """Options of a lint run over portfolios.

    `select` and `ignore` are selectors of rules, `instead` maps a file to bytes read in place of its own.
    `with_fingerprints` adds fingerprints to the results. With `use_cache` an evidence file that was inspected before is
    not inspected again. Without a `trust` each portfolio is one's own.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    instead: Mapping[str, bytes] | None = None
    with_fingerprints: bool = False
    use_cache: bool = True
    trust: Trust | None = None

    def trust_in(self, root: Path) -> Trust:
        """The trust that decides whose settings, forms and packs are in effect for a portfolio."""
        return self.trust or own_trust(root)


def cache_for(options: LintOptions) -> "Cache":
    """The cache of runs with these options."""
    from pdcli.lint.cache import Cache

    cache = Cache(options.select, options.ignore)
    cache.prepare()
    return cache


def run(
    roots: Sequence[Path], options: LintOptions, jobs: int | None = None, cache: "Cache | None" = None
) -> list[LintResult]:
    """A result for every portfolio, in the order of `roots`."""
    if cache is None:
        return _lint_all(roots, options, jobs)
    from pdcli.runtime.cache import content_hash

    results: dict[Path, LintResult] = {}
    states: dict[Path, TreeState] = {}
    finder = Finder()
    for root in roots:
        states[root] = _scan(root, options, finder)
        cached = cache.get(str(root), states[root])
        if cached is not None:
            results[root] = cached
    uncached = [root for root in roots if root not in results]
    # Hashed before the files are read: a result of files that change in the meantime must not be cached.
    hashes = {root: content_hash(states[root]) for root in uncached}
    for result in _lint_all(uncached, options, jobs):
        root = Path(result.root)
        is_unchanged = _scan(root, options) == states[root]
        results[root] = cache.put(states[root], hashes[root], result) if is_unchanged else result
    return [results[root] for root in roots]


def _scan(root: Path, options: LintOptions, finder: Finder | None = None) -> "TreeState":
    """The state of a portfolio's files. The module of the cache is loaded only where a cache is used."""
    from pdcli.runtime.cache import scan_portfolio

    trust = options.trust_in(root)
    # A confirmation of a file is void once a single byte of it changes.
    by_bytes = bool(trust.confirmation_files(root))
    return scan_portfolio(root, trust, by_bytes, finder)


def _lint_all(roots: Sequence[Path], options: LintOptions, jobs: int | None) -> list[LintResult]:
    if roots:
        import pdcli.lint.engine  # noqa: F401 - so that processes that are copies of this one need not load it
    return map_portfolios(_lint_some, roots, options, jobs)


def _lint_some(roots: Sequence[Path], options: LintOptions) -> list[LintResult]:
    finder, schools = Finder(), Schools()
    return [lint_one(root, options, finder, schools) for root in roots]


def lint_one(
    root: Path, options: LintOptions, finder: Finder | None = None, schools: Schools | None = None
) -> LintResult:
    """Read and check one portfolio, of which only the result stays in memory."""
    from pdcli.discovery.brought import untrusted_settings
    from pdcli.discovery.settings import read_settings
    from pdcli.lint.context import LintContext
    from pdcli.lint.engine import check, selector_of
    from pdcli.portfolio.portfolio import load_portfolio

    trust = options.trust_in(root)
    configuration = read_settings(trust.config, selector_of)
    settings = configuration.settings
    portfolio = load_portfolio(root, settings.options, settings.exclude, options.instead, trust)
    portfolio.use_cache, portfolio.schools = options.use_cache, schools
    if not trust.is_own(root):
        # They are not in effect, but their author learns what is wrong with them.
        settings_file = untrusted_settings(root, trust, finder)
        portfolio.diagnostics += read_settings(settings_file, selector_of).diagnostics if settings_file else ()
    suppressed: list[Diagnostic] = []
    context = LintContext(portfolio, configuration)
    diagnostics = check(context, options.select, options.ignore, suppressed)
    files = tuple(document.file for document in portfolio.documents)
    classes: dict[FileClass, list[str]] = {}
    for file, name in portfolio.ledger.classes.items():
        if name is not FileClass.DOCUMENT:
            classes.setdefault(name, []).append(file)
    others = {name.value: joined_files(str(root), paths) for name, paths in classes.items()}
    suppressed_files = tuple(str(item.path) for item in suppressed)
    fingerprints = tuple(context.school_fingerprints) if options.with_fingerprints else ()
    return LintResult(
        str(root),
        files,
        tuple(diagnostics),
        fingerprints,
        others=others,
        suppressed_files=suppressed_files,
        outside=tuple(map(str, context.outside)),
    )
