"""Parallel work on many portfolios."""

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

# Starting processes costs as much as processing about this many portfolios.
_MIN_PORTFOLIOS = 24

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")
R = TypeVar("R")


def map_portfolios(
    work: Callable[[Sequence[I], T], list[R]], roots: Sequence[I], argument: T, jobs: int | None
) -> list[R]:
    """The results of `work(part of roots, argument)` for all roots (or what stands for each), in their order.

    It runs in `jobs` processes; without `jobs`, in one per core if there are at least `_MIN_PORTFOLIOS` roots.
    """
    workers = min(jobs or os.cpu_count() or 1, len(roots))
    if workers < 2 or (jobs is None and len(roots) < _MIN_PORTFOLIOS):
        return work(roots, argument)
    size = -(-len(roots) // (workers * 4))
    parts = [roots[start : start + size] for start in range(0, len(roots), size)]
    try:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(workers) as pool:
            return [value for part in pool.map(work, parts, [argument] * len(parts)) for value in part]
    except (ImportError, OSError, RuntimeError):
        # A system without processes to share work with, or one that stopped them.
        return work(roots, argument)
