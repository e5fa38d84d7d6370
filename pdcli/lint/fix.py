"""Applies safe fixes: spelling of keys, dates and letters, the order of parts. What a person said is never touched."""

import difflib
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic, Fix
from pdcli.discovery.files import find_root, outside_target, real_path
from pdcli.lint.result import LintResult
from pdcli.lint.run import Request, run
from pdcli.reading.source import decode, line_starts, read_source

# Fixes that overlap are made one after another; more rounds than this are not needed.
_ROUNDS = 8

Texts = dict[Path, tuple[str, str]]


class Mended(NamedTuple):
    """Every file with something to fix, its text before and after, and what is left to find then.

    `outside` are links that lead out of their portfolio: what is there is not changed.
    """

    texts: Texts
    results: list[LintResult]
    outside: list[Path]


def mend(results: Sequence[LintResult], request: Request, limits: Sequence[Path]) -> Mended:
    """Make every safe fix below `limits`, in memory, until there is none left."""
    left, texts = list(results), Texts()
    is_outside = cache(lambda path: outside_target(path) is not None)
    outside: dict[Path, None] = {}
    instead = dict(request.instead or {})
    for _round in range(_ROUNDS):
        fixable = [item for result in left for item in result.shown(limits) if item.fix]
        outside.update((item.path, None) for item in fixable if is_outside(item.path))
        changed = fixed_texts((item for item in fixable if item.path not in outside), instead)
        if not changed:
            break
        for path, (before, after) in changed.items():
            texts[path] = (texts[path][0] if path in texts else before, after)
            instead[str(path)] = after.encode("utf-8")
        for number, result in enumerate(left):
            if any(path.is_relative_to(result.root) for path in changed):
                left[number] = run([Path(result.root)], request._replace(instead=instead))[0]
    return Mended({path: pair for path, pair in sorted(texts.items()) if pair[0] != pair[1]}, left, sorted(outside))


def fixed_texts(diagnostics: Iterable[Diagnostic], instead: Mapping[str, bytes] | None = None) -> Texts:
    """File -> its text before and after, for every file with something to fix.

    `instead` are bytes to be read in place of a file's own.
    """
    by_path: dict[Path, list[Fix]] = {}
    for item in diagnostics:
        if item.fix:
            by_path.setdefault(item.path, []).append(item.fix)
    found = {}
    for path, fixes in sorted(by_path.items()):
        raw = (instead or {}).get(str(path))
        source = read_source(path) if raw is None else decode(raw)
        if source.problem is None:
            changed = apply_fixes(source.text, fixes)
            if changed != source.text:
                mark = "\ufeff" if source.bom else ""
                found[path] = (mark + source.text, mark + changed)
    return found


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with every fix made that does not touch one before it; a fix is made whole or not at all."""
    starts = line_starts(text)
    made: list[tuple[int, int, str]] = []
    for fix in sorted(set(fixes), key=lambda item: item.edits):
        edits = [
            (starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1, new)
            for span, new in fix.edits
        ]
        if not any(_overlap(edit, other) for edit in edits for other in made):
            for edit in edits:
                insort(made, edit)
    parts, at = [], 0
    for begin, end, new in made:
        parts += [text[at:begin], new]
        at = end
    return "".join([*parts, text[at:]])


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    if one[0] == one[1] or other[0] == other[1]:
        # What is put in at the edge of what is replaced belongs to it, too: which comes first would be chance.
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def write_fixes(texts: Texts) -> int:
    """Write the mended files; how many they are. Raises UserError where one is protected from changes."""
    from pdcli.writing.atomic import FileChange, clear_leftovers, refuse_read_only, write_files

    # A file that has a second name, by a link, is written once.
    texts = {path: texts[path] for path in {real_path(path): path for path in reversed(texts)}.values()}
    clear_leftovers(dict.fromkeys(root for path in texts if (root := find_root(path.parent))))
    refuse_read_only(*texts)
    write_files(
        FileChange(path, after.encode("utf-8"), before.encode("utf-8")) for path, (before, after) in texts.items()
    )
    return len(texts)


def as_diff(texts: Texts, shown: Mapping[Path, str]) -> str:
    """The changes as a unified diff; `shown` is how each path is printed."""
    lines: list[str] = []
    for path, (before, after) in texts.items():
        name = shown[path]
        for line in difflib.unified_diff(_lines(before), _lines(after), _as_git(f"a/{name}"), _as_git(f"b/{name}")):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


_QUOTED = {'"': '\\"', "\\": "\\\\", "\x7f": "\\177"}


def _as_git(name: str) -> str:
    """A name as git reads it in a diff: between quotation marks where it has signs that would end or change it."""
    if not any(char < " " or char in '"\\\x7f' for char in name):
        return name
    said = (_QUOTED.get(char) or (f"\\{ord(char):03o}" if char < " " else char) for char in name)
    return f'"{"".join(said)}"'


def _lines(text: str) -> list[str]:
    """Only a line feed ends a line of a diff; Python knows many more ends."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
