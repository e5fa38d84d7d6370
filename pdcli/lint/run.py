"""Lints many portfolios: what is kept from the last run first, the rest on all cores where that pays."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pdcli.lint.cache import Cache, State, content, look
from pdcli.lint.result import Result
from pdcli.words import Lang, current, use

# Starting a process costs as much as checking about this many portfolios.
_PAYS_FROM = 24


class Request(NamedTuple):
    """What is asked for: selectors, bytes to be read in place of a file's own, and prints for comparing answers."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: Lang = "en"
    instead: Mapping[str, bytes] | None = None
    with_prints: bool = False


def cache_for(request: Request) -> Cache:
    """What earlier runs with this request found."""
    cache = Cache(request.select, request.ignore, request.lang)
    cache.prepare()
    return cache


def run(roots: Sequence[Path], request: Request, jobs: int | None = None, cache: Cache | None = None) -> list[Result]:
    """A result for every portfolio, in the order asked."""
    results: dict[Path, Result] = {}
    states: dict[Path, State] = {}
    if cache:
        for root in roots:
            states[root] = look(str(root), surroundings(root))
            kept = cache.get(str(root), states[root])
            if kept is not None:
                results[root] = kept
    left = [root for root in roots if root not in results]
    # Told before the files are read: a file that is changed in the meantime must not be remembered.
    said = {root: content(states[root]) for root in left} if cache else {}
    for result in _lint_all(left, request, jobs):
        root = Path(result.root)
        if cache and look(str(root), surroundings(root)) == states[root]:
            result = cache.put(states[root], said[root], result)
        results[root] = result
    return [results[root] for root in roots]


def surroundings(root: Path) -> list[str]:
    """Files outside a portfolio that its findings depend on: its configuration, its school and the school's forms."""
    from pdcli.portfolio.files import SCHOOL_FILE, find_school, school_around
    from pdcli.portfolio.settings import find_settings

    settings, school = find_settings(root), find_school(root)
    found = [settings] if settings and not settings.is_relative_to(root) else []
    forms = sorted((school / "templates").glob("*/form.yaml")) if school else []
    around = school_around(root)
    return [str(path) for path in (*found, *([around / SCHOOL_FILE] if around else []), *forms)]


def _lint_all(roots: Sequence[Path], request: Request, jobs: int | None) -> list[Result]:
    workers = min(jobs or os.cpu_count() or 1, len(roots))
    if workers < 2 or (jobs is None and len(roots) < _PAYS_FROM):
        return [lint_one(root, request) for root in roots]
    import pdcli.lint.engine  # noqa: F401 - so that processes that are copies of this one need not load it

    size = -(-len(roots) // (workers * 4))
    try:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(workers) as pool:
            parts = pool.map(_lint_some, _parts(roots, size), [request] * len(roots))
            return [result for part in parts for result in part]
    except (ImportError, OSError, RuntimeError):
        # A system without processes to share work with, or one that stopped them.
        return _lint_some(roots, request)


def _parts(roots: Sequence[Path], size: int) -> list[Sequence[Path]]:
    return [roots[start : start + size] for start in range(0, len(roots), size)]


def _lint_some(roots: Sequence[Path], request: Request) -> list[Result]:
    return [lint_one(root, request) for root in roots]


def lint_one(root: Path, request: Request) -> Result:
    """Read and check one portfolio: what is checked is let go before the next is read."""
    from pdcli.lint.copies import prints
    from pdcli.lint.engine import is_selector, lint
    from pdcli.portfolio.portfolio import load_portfolio
    from pdcli.portfolio.settings import find_settings, read_settings

    if current() != request.lang:
        # A fresh process of an old system speaks no language yet.
        use(request.lang)
    configuration = read_settings(find_settings(root), is_selector)
    settings = configuration.settings
    portfolio = load_portfolio(root, settings.options, settings.exclude, request.instead)
    found = lint(portfolio, request.select, request.ignore, configuration)
    files = tuple(document.file for document in portfolio.documents)
    return Result(str(root), files, tuple(found), tuple(prints(portfolio)) if request.with_prints else ())
