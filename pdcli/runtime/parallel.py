"""Work on many portfolios, on all cores where that pays."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

# Starting a process costs as much as working through about this many portfolios.
_PAYS_FROM = 24

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[Sequence[Path], T], list[R]], roots: Sequence[Path], asked: T, jobs: int | None) -> list[R]:
    """What `work` gives for parts of `roots` and what is asked, in their order; `jobs` processes, or as many as pay."""
    workers = min(jobs or os.cpu_count() or 1, len(roots))
    if workers < 2 or (jobs is None and len(roots) < _PAYS_FROM):
        return work(roots, asked)
    size = -(-len(roots) // (workers * 4))
    parts = [roots[start : start + size] for start in range(0, len(roots), size)]
    try:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(workers) as pool:
            return [found for part in pool.map(work, parts, [asked] * len(parts)) for found in part]
    except (ImportError, OSError, RuntimeError):
        # A system without processes to share work with, or one that stopped them.
        return work(roots, asked)
