"""Ways to report diagnostics: for people, for editors, for machines."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Severity, Span
from pdcli.portfolio.source import decode
from pdcli.words import gettext as _
from pdcli.words import ngettext

_STYLES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and found; `base` is the folder that paths are shown from."""

    diagnostics: Sequence[Diagnostic]
    files: int
    base: Path
    color: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings of a severity."""
        return sum(item.severity is severity for item in self.diagnostics)

    def shown(self, path: Path) -> str:
        """A path as a person would type it."""
        try:
            return path.relative_to(self.base).as_posix()
        except ValueError:
            return path.as_posix()


def concise(report: Report) -> str:
    """One line for each finding."""
    return "".join(_head(item, report) + "\n" for item in report.diagnostics)


def text(report: Report) -> str:
    """Each finding with its source line, a caret and a hint, then the sum."""
    lines: dict[Path, list[str]] = {}
    parts = []
    for item in report.diagnostics:
        block = [_head(item, report), *_excerpt(item.path, item.span, lines, item.hint, report)]
        for other in item.related:
            block.append(f"    {report.shown(other.path)}:{other.span.line}:{other.span.column}: {other.message}")
        parts.append("\n".join(block) + "\n")
    return "\n".join([*parts, summary(report)])


def summary(report: Report) -> str:
    """The closing lines."""
    files = ngettext("{count} file checked", "{count} files checked", report.files).format(count=report.files)
    if not report.diagnostics:
        return _("{files}: nothing to mend.").format(files=files) + "\n"
    line = _("{files}. Errors: {errors}, warnings: {warnings}, advice: {advice}.").format(
        files=files,
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        advice=report.count(Severity.ADVICE),
    )
    return line + " " + _("`pd rule {code}` explains a rule.").format(code=report.diagnostics[0].code) + "\n"


def as_json(report: Report) -> str:
    """Everything for a machine; the keys never change within a schema version."""
    found = [
        {
            "code": item.code,
            "name": item.name,
            "severity": item.severity.value,
            "path": report.shown(item.path),
            **_place(item.span),
            "message": item.message,
            "hint": item.hint,
            "related": [
                {"path": report.shown(other.path), **_place(other.span), "message": other.message}
                for other in item.related
            ],
        }
        for item in report.diagnostics
    ]
    counts = {severity.value: report.count(severity) for severity in Severity}
    whole = {"schema_version": SCHEMA_VERSION, "files": report.files, "counts": counts, "diagnostics": found}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {"text": text, "concise": concise, "json": as_json}


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def _head(item: Diagnostic, report: Report) -> str:
    place = f"{report.shown(item.path)}:{item.span.line}:{item.span.column}:"
    code = f"{item.code} {item.name}"
    if report.color:
        place, code = f"\x1b[1m{place}\x1b[0m", f"\x1b[{_STYLES[item.severity]}m{code}\x1b[0m"
    return f"{place} {code}  {item.message}"


def _excerpt(path: Path, span: Span, cache: dict[Path, list[str]], hint: str, report: Report) -> list[str]:
    if path not in cache:
        try:
            # The same line ends as in the reader, so that numbers agree.
            source = decode(path.read_bytes())
            cache[path] = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except OSError:
            cache[path] = []
    lines = cache[path]
    indent = " " * (len(str(span.line)) + 1)
    if not 0 < span.line <= len(lines) or not lines[span.line - 1].strip():
        return [f"{indent} = {hint}"] if hint else []
    line = lines[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    if len(line) > 160:
        # A paragraph on one line: show the part around the place.
        cut = max(0, start - 60)
        line, start, end = line[cut : cut + 140], start - cut, min(end - cut, 140)
    line = "".join(char if char.isprintable() or char == "\t" else "�" for char in line)
    before = "".join("\t" if char == "\t" else " " * _width(char) for char in line[:start])
    carets = "^" * max(1, sum(_width(char) for char in line[start:end]))
    if report.color:
        carets = f"\x1b[31m{carets}\x1b[0m"
    return [f"{span.line:>{len(indent)}} | {line}", f"{indent} | {before}{carets} {hint}".rstrip()]


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
