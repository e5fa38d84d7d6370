"""Applies safe fixes: spelling of keys, dates and letters, the order of parts. Answers are never changed."""

import difflib
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic, Fix
from pdcli.discovery.files import find_root, outside_target, real_path
from pdcli.lint.result import LintResult
from pdcli.lint.run import LintOptions, run
from pdcli.reading.source import decode, line_starts, read_source

# Fixes that overlap are applied in several rounds; more than these are not needed.
_ROUNDS = 8

Texts = dict[Path, tuple[str, str]]


class FixResult(NamedTuple):
    """Path -> text before and after, for every file with fixes, and the results of the corrected portfolios.

    `outside` are files with fixes that are not changed, because they are links that lead out of their portfolio.
    """

    texts: Texts
    results: list[LintResult]
    outside: list[Path]


def fix_all(results: Sequence[LintResult], options: LintOptions, limits: Sequence[Path]) -> FixResult:
    """Apply every safe fix below `limits` in memory, until there is none left."""
    current, texts = list(results), Texts()
    is_outside = cache(lambda path: outside_target(path) is not None)
    outside: dict[Path, None] = {}
    instead = dict(options.instead or {})
    for _round in range(_ROUNDS):
        fixable = [item for result in current for item in result.below(limits) if item.fix]
        outside.update((item.path, None) for item in fixable if is_outside(item.path))
        changed = fixed_texts((item for item in fixable if item.path not in outside), instead)
        if not changed:
            break
        for path, (before, after) in changed.items():
            texts[path] = (texts[path][0] if path in texts else before, after)
            instead[str(path)] = after.encode("utf-8")
        for number, result in enumerate(current):
            if any(path.is_relative_to(result.root) for path in changed):
                current[number] = run([Path(result.root)], options._replace(instead=instead))[0]
    changed_texts = {path: pair for path, pair in sorted(texts.items()) if pair[0] != pair[1]}
    return FixResult(changed_texts, current, sorted(outside))


def fixed_texts(diagnostics: Iterable[Diagnostic], instead: Mapping[str, bytes] | None = None) -> Texts:
    """Path -> text before and after, for every file with fixes.

    `instead` are bytes to be read in place of a file's own.
    """
    by_path: dict[Path, list[Fix]] = {}
    for item in diagnostics:
        if item.fix:
            by_path.setdefault(item.path, []).append(item.fix)
    texts = {}
    for path, fixes in sorted(by_path.items()):
        raw = (instead or {}).get(str(path))
        source = read_source(path) if raw is None else decode(raw)
        if source.problem is None:
            changed = apply_fixes(source.text, fixes)
            if changed != source.text:
                mark = "\ufeff" if source.bom else ""
                texts[path] = (mark + source.text, mark + changed)
    return texts


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with every fix that does not overlap one before it; a fix is applied whole or not at all."""
    starts = line_starts(text)
    applied: list[tuple[int, int, str]] = []
    for fix in sorted(set(fixes), key=lambda item: item.edits):
        edits = [
            (starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1, new)
            for span, new in fix.edits
        ]
        if not any(_overlap(edit, other) for edit in edits for other in applied):
            for edit in edits:
                insort(applied, edit)
    parts, at = [], 0
    for begin, end, new in applied:
        parts += [text[at:begin], new]
        at = end
    return "".join([*parts, text[at:]])


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    if one[0] == one[1] or other[0] == other[1]:
        # An insertion at the edge of a replacement overlaps it: their order would be chance.
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def write_fixes(texts: Texts) -> int:
    """Write the corrected files and return their number. Raises UserError where one is read-only."""
    from pdcli.writing.atomic import FileChange, clear_leftovers, refuse_read_only, write_files

    # A file that has a second name, by a link, is written once.
    texts = {path: texts[path] for path in {real_path(path): path for path in reversed(texts)}.values()}
    clear_leftovers(dict.fromkeys(root for path in texts if (root := find_root(path.parent))))
    refuse_read_only(*texts)
    write_files(
        FileChange(path, after.encode("utf-8"), before.encode("utf-8")) for path, (before, after) in texts.items()
    )
    return len(texts)


def as_diff(texts: Texts, names: Mapping[Path, str]) -> str:
    """The changes as a unified diff; `names` maps each path to how it is printed."""
    lines: list[str] = []
    for path, (before, after) in texts.items():
        name = names[path]
        for line in difflib.unified_diff(_lines(before), _lines(after), _as_git(f"a/{name}"), _as_git(f"b/{name}")):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


_QUOTED = {'"': '\\"', "\\": "\\\\", "\x7f": "\\177"}


def _as_git(name: str) -> str:
    """A file name as git writes it in a diff: quoted where it has quotes, backslashes or control characters."""
    if not any(char < " " or char in '"\\\x7f' for char in name):
        return name
    escaped = (_QUOTED.get(char) or (f"\\{ord(char):03o}" if char < " " else char) for char in name)
    return f'"{"".join(escaped)}"'


def _lines(text: str) -> list[str]:
    """The lines of a text for a diff, in which only a line feed ends a line, unlike in Python."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
