"""For people: each finding with its source line, a caret and a hint, then the sum."""

import unicodedata
from pathlib import Path

from pdcli.diagnostics import Severity, Span
from pdcli.discovery.files import outside_target
from pdcli.i18n import translations
from pdcli.lint.report import Report, ReportFormat, headline, wrap
from pdcli.reading.source import decode
from pdcli.terminal import visible
from pdcli.wording.counts import counts_line

# Characters: a line of a file longer than this is shown in part; the most of it, and the least in a narrow terminal.
_LONGEST, _MOST, _LEAST = 160, 140, 40


def write(report: Report) -> str:
    """Each diagnostic with its source line and related places, and the closing lines."""
    lines: dict[Path, list[str]] = {}
    parts = []
    for item in report.diagnostics:
        hint = item.hint.text(report.lang)
        block = [headline(item, report, report.width), *_excerpt(item.path, item.span, lines, hint, report)]
        for other in item.related:
            place = visible(f"    {report.display_path(other.path)}:{other.span.line}:{other.span.column}: ")
            block.append(wrap(place, visible(other.message.text(report.lang)), report.width, "      "))
        parts.append("\n".join(block) + "\n")
    return "\n".join([*parts, _summary(report)])


def _summary(report: Report) -> str:
    """The closing lines."""
    words = translations(report.lang)
    _, ngettext = words.gettext, words.ngettext
    files = ngettext("{count} file checked", "{count} files checked", report.files).format(count=report.files)
    ledger = counts_line(report.ledger, report.lang) + "\n"
    if not report.diagnostics and not report.files:
        return wrap("", _("There is no document to check; nothing was checked."), report.width, "") + "\n" + ledger
    if not report.diagnostics:
        return wrap("", _("{files}: nothing to fix.").format(files=files), report.width, "") + "\n" + ledger
    line = _("{files}. Errors: {errors}, warnings: {warnings}, advice: {advice}.").format(
        files=files,
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        advice=report.count(Severity.ADVICE),
    )
    line += " " + _("`pd rule {code}` explains a rule.").format(code=report.diagnostics[0].code)
    return wrap("", line, report.width, "") + "\n" + ledger


def _excerpt(path: Path, span: Span, cache: dict[Path, list[str]], hint: str, report: Report) -> list[str]:
    """The source line, the carets below it and the hint; the hint alone where there is no line to show."""
    lines = _source_lines(path, cache, report)
    indent = " " * (len(str(span.line)) + 1)
    hint_alone = [wrap(f"{indent} = ", visible(hint), report.width, f"{indent}   ")] if hint else []
    if not 0 < span.line <= len(lines) or not lines[span.line - 1].strip():
        return hint_alone
    line = lines[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    longest, most = _LONGEST, _MOST
    if report.width:
        longest = most = min(max(report.width - len(f"{indent} | "), _LEAST), _MOST)
    if len(line) > longest:
        # A paragraph on one line: show the part around the place.
        cut = max(0, min(start - most * 3 // 7, len(line) - most))
        line, start, end = line[cut : cut + most], start - cut, min(end - cut, most)
    line = "\t".join(map(visible, line.split("\t")))
    before = "".join("\t" if char == "\t" else " " * _width(char) for char in line[:start])
    carets = "^" * max(1, sum(_width(char) for char in line[start:end]))
    room = report.width - len(f"{indent} | {before}{carets} {hint}")
    if report.color:
        carets = f"\x1b[31m{carets}\x1b[0m"
    source, marks = f"{span.line:>{len(indent)}} | {line}", f"{indent} | {before}{carets}"
    if report.width and room < 0:
        return [source, marks, *hint_alone]
    return [source, f"{marks} {visible(hint)}".rstrip()]


def _source_lines(path: Path, cache: dict[Path, list[str]], report: Report) -> list[str]:
    """The lines of a file, with the same line ends as in the reader, so that numbers agree."""
    if path not in cache:
        try:
            raw = report.instead.get(str(path))
            if raw is None and path.is_symlink() and outside_target(path):
                # Somebody else's file, or a secret of the reader's: nothing of it is shown.
                raw = b""
            source = decode(path.read_bytes() if raw is None else raw)
            cache[path] = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except OSError:
            cache[path] = []
    return cache[path]


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


FORMAT = ReportFormat(write, ".txt", has_color=True)
