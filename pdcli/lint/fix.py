"""Applies safe fixes: spelling of keys, dates and letters, the order of parts. What a person said is never touched."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Span
from pdcli.portfolio.source import line_starts, read_source


def fixed_texts(diagnostics: Iterable[Diagnostic]) -> dict[Path, tuple[str, str]]:
    """File -> its text before and after, for every file with something to fix."""
    by_path: dict[Path, list[tuple[Span, str]]] = {}
    for item in diagnostics:
        if item.fix:
            by_path.setdefault(item.path, []).extend(item.fix.edits)
    found = {}
    for path, edits in sorted(by_path.items()):
        source = read_source(path)
        if source.problem is None:
            changed = apply_edits(source.text, edits)
            if changed != source.text:
                mark = "\ufeff" if source.bom else ""
                found[path] = (mark + source.text, mark + changed)
    return found


def apply_edits(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """The text with every edit made that does not overlap an earlier one."""
    starts = line_starts(text)

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + column - 1

    parts, at = [], 0
    for span, new in sorted(set(edits)):
        begin, end = offset(span.line, span.column), offset(span.end_line, span.end_column)
        if begin >= at:
            parts += [text[at:begin], new]
            at = end
    return "".join([*parts, text[at:]])


def as_diff(texts: dict[Path, tuple[str, str]], shown: dict[Path, str]) -> str:
    """The changes as a unified diff; `shown` is how each path is printed."""
    lines: list[str] = []
    for path, (before, after) in texts.items():
        name = shown[path]
        for line in difflib.unified_diff(before.splitlines(True), after.splitlines(True), f"a/{name}", f"b/{name}"):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)
