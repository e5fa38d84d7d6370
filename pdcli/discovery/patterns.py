"""Patterns of files, with the meaning that they have in `.gitignore`.

The library takes longer to load than a small portfolio to lint, so that it is loaded where there is a pattern.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern


def matches_patterns(path: str, patterns: Sequence[str]) -> bool:
    """Whether patterns mean a path, or a folder that it lies in; a later one with `!` takes it back.

    The path has forward slashes. Patterns that `names_files` refuses do not count.
    """
    return bool(patterns) and _matcher(tuple(patterns)).match_file(path)


def is_valid_pattern(pattern: str) -> bool:
    """Whether a pattern is a sound one; blank ones and comments are not."""
    return _compiled(pattern) is not None


def exact_pattern(path: str) -> str:
    """The pattern that means this path alone; that of a folder ends with a slash."""
    return ("" if "/" in path.rstrip("/") else "/") + re.sub(r"[\\\[\]*?!#]| $", r"\\\g<0>", path)


@cache
def _matcher(patterns: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec([compiled for pattern in patterns if (compiled := _compiled(pattern))])


def _compiled(pattern: str) -> "GitIgnoreSpecPattern | None":
    import warnings

    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    try:
        with warnings.catch_warnings():
            # Of signs in brackets that may mean something else in a later Python.
            warnings.simplefilter("ignore", FutureWarning)
            compiled = GitIgnoreSpecPattern(pattern)
    except (ValueError, re.error):
        return None
    return None if compiled.include is None else compiled
