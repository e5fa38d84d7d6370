"""Lints many portfolios: what is kept from the last run first, the rest on all cores where that pays."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.discovery.files import Finder
from pdcli.discovery.trust import Trust, own_trust
from pdcli.i18n import Lang, current, use
from pdcli.lint.result import LintResult, joined_files
from pdcli.portfolio.counts import FileClass
from pdcli.runtime.parallel import map_portfolios

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.lint.cache import Cache
    from pdcli.runtime.cache import TreeState


class Request(NamedTuple):
    """What is asked for: selectors, bytes to be read in place of a file's own, prints for comparing answers.

    Without a `trust` each portfolio is one's own. With `use_kept` a file of evidence that was looked into before is not
    looked into again.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: Lang = "en"
    instead: Mapping[str, bytes] | None = None
    with_prints: bool = False
    use_kept: bool = True
    trust: Trust | None = None

    def trust_in(self, root: Path) -> Trust:
        """Whose settings, forms and packs act while a portfolio is checked: its own where nothing else is asked."""
        return self.trust or own_trust(root)


def cache_for(request: Request) -> "Cache":
    """What earlier runs with this request found."""
    from pdcli.lint.cache import Cache

    cache = Cache(request.select, request.ignore, request.lang)
    cache.prepare()
    return cache


def run(
    roots: Sequence[Path], request: Request, jobs: int | None = None, cache: "Cache | None" = None
) -> list[LintResult]:
    """A result for every portfolio, in the order asked."""
    if cache is None:
        return _lint_all(roots, request, jobs)
    from pdcli.runtime.cache import content_hash

    results: dict[Path, LintResult] = {}
    states: dict[Path, TreeState] = {}
    finder = Finder()
    for root in roots:
        states[root] = _look(root, request, finder)
        kept = cache.get(str(root), states[root])
        if kept is not None:
            results[root] = kept
    left = [root for root in roots if root not in results]
    # Told before the files are read: a file that is changed in the meantime must not be remembered.
    said = {root: content_hash(states[root]) for root in left}
    for result in _lint_all(left, request, jobs):
        root = Path(result.root)
        results[root] = cache.put(states[root], said[root], result) if _look(root, request) == states[root] else result
    return [results[root] for root in roots]


def _look(root: Path, request: Request, finder: Finder | None = None) -> "TreeState":
    """What a portfolio's files look like. All that knows of keeping is loaded where something is kept."""
    from pdcli.runtime.cache import scan_portfolio

    trust = request.trust_in(root)
    # A file that is confirmed is no more once a single byte of it changes.
    by_bytes = bool(trust.confirmation_files(root))
    return scan_portfolio(root, trust, by_bytes, finder)


def _lint_all(roots: Sequence[Path], request: Request, jobs: int | None) -> list[LintResult]:
    if roots:
        import pdcli.lint.engine  # noqa: F401 - so that processes that are copies of this one need not load it
    return map_portfolios(_lint_some, roots, request, jobs)


def _lint_some(roots: Sequence[Path], request: Request) -> list[LintResult]:
    finder = Finder()
    return [lint_one(root, request, finder) for root in roots]


def lint_one(root: Path, request: Request, finder: Finder | None = None) -> LintResult:
    """Read and check one portfolio: what is checked is let go before the next is read."""
    from pdcli.discovery.brought import untrusted_settings
    from pdcli.discovery.settings import read_settings
    from pdcli.lint.context import LintContext
    from pdcli.lint.engine import check, is_selector
    from pdcli.portfolio.portfolio import load_portfolio

    if current() != request.lang:
        # A fresh process of an old system speaks no language yet.
        use(request.lang)
    trust = request.trust_in(root)
    configuration = read_settings(trust.config, is_selector)
    settings = configuration.settings
    portfolio = load_portfolio(root, settings.options, settings.exclude, request.instead, trust)
    portfolio.use_cache = request.use_kept
    if not trust.is_own(root):
        # They do not act, but whoever wrote them is told what is wrong with them.
        strange = untrusted_settings(root, trust, finder)
        portfolio.diagnostics += read_settings(strange, is_selector).diagnostics if strange else ()
    hidden: list[Diagnostic] = []
    context = LintContext(portfolio, configuration)
    found = check(context, request.select, request.ignore, hidden)
    files = tuple(document.file for document in portfolio.documents)
    classes: dict[FileClass, list[str]] = {}
    for file, name in portfolio.ledger.classes.items():
        if name is not FileClass.DOCUMENT:
            classes.setdefault(name, []).append(file)
    others = {name.value: joined_files(str(root), listed) for name, listed in classes.items()}
    commented = tuple(str(item.path) for item in hidden)
    compared = tuple(context.school_prints) if request.with_prints else ()
    return LintResult(str(root), files, tuple(found), compared, others=others, commented=commented)
