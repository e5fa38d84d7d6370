"""For people: each finding with its source line, a caret and a hint, then the sum."""

import unicodedata
from pathlib import Path

from pdcli.diagnostics import Severity, Span
from pdcli.discovery.files import outside_target
from pdcli.i18n import translations
from pdcli.lint.report import Report, ReportFormat, headline
from pdcli.reading.source import decode
from pdcli.terminal import visible
from pdcli.wording.counts import counts_line


def write(report: Report) -> str:
    """Each diagnostic with its source line and related places, and the closing lines."""
    lines: dict[Path, list[str]] = {}
    parts = []
    for item in report.diagnostics:
        block = [headline(item, report), *_excerpt(item.path, item.span, lines, item.hint.text(report.lang), report)]
        for other in item.related:
            place = f"{report.display_path(other.path)}:{other.span.line}:{other.span.column}"
            block.append(visible(f"    {place}: {other.message.text(report.lang)}"))
        parts.append("\n".join(block) + "\n")
    return "\n".join([*parts, _summary(report)])


def _summary(report: Report) -> str:
    """The closing lines."""
    words = translations(report.lang)
    _, ngettext = words.gettext, words.ngettext
    files = ngettext("{count} file checked", "{count} files checked", report.files).format(count=report.files)
    ledger = counts_line(report.ledger, report.lang) + "\n"
    if not report.diagnostics:
        return _("{files}: nothing to fix.").format(files=files) + "\n" + ledger
    line = _("{files}. Errors: {errors}, warnings: {warnings}, advice: {advice}.").format(
        files=files,
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        advice=report.count(Severity.ADVICE),
    )
    return line + " " + _("`pd rule {code}` explains a rule.").format(code=report.diagnostics[0].code) + "\n" + ledger


def _excerpt(path: Path, span: Span, cache: dict[Path, list[str]], hint: str, report: Report) -> list[str]:
    if path not in cache:
        try:
            # The same line ends as in the reader, so that numbers agree.
            raw = report.instead.get(str(path))
            if raw is None and path.is_symlink() and outside_target(path):
                # Somebody else's file, or a secret of the reader's: nothing of it is shown.
                raw = b""
            source = decode(path.read_bytes() if raw is None else raw)
            cache[path] = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except OSError:
            cache[path] = []
    lines = cache[path]
    indent = " " * (len(str(span.line)) + 1)
    if not 0 < span.line <= len(lines) or not lines[span.line - 1].strip():
        return [f"{indent} = {visible(hint)}"] if hint else []
    line = lines[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    if len(line) > 160:
        # A paragraph on one line: show the part around the place.
        cut = max(0, start - 60)
        line, start, end = line[cut : cut + 140], start - cut, min(end - cut, 140)
    line = "\t".join(map(visible, line.split("\t")))
    before = "".join("\t" if char == "\t" else " " * _width(char) for char in line[:start])
    carets = "^" * max(1, sum(_width(char) for char in line[start:end]))
    if report.color:
        carets = f"\x1b[31m{carets}\x1b[0m"
    return [f"{span.line:>{len(indent)}} | {line}", f"{indent} | {before}{carets} {visible(hint)}".rstrip()]


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


FORMAT = ReportFormat(write, ".txt", has_color=True)
