"""Malformed suppression comments (PD026)."""

import re
from collections.abc import Iterator
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Fix, Span
from pdcli.i18n.messages import message as _
from pdcli.lint.rules import BY_CODE
from pdcli.lint.suppress import IN_TEXT, IN_YAML, lines_of
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.prompts import LIKE_SUPPRESSION

MALFORMED = "PD026"
_ANY_IN_YAML = re.compile(r"(?<!\S)#(?P<inside>.*)")
_ANY_IN_TEXT = re.compile(r"<!--(?P<inside>.*?)(?:-->|$)|(?:^ {0,3}|(?<=\S[ \t]))#(?P<signs>[^#<]*)")
_CODE = re.compile(r"(?<![^\W_])[pр][dд]\s*[-–]?\s*([0-9oо]{3})(?![^\W_])", re.IGNORECASE)


def malformed_diagnostics(path: Path, text: str, is_markdown: bool = False) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every comment that resembles a suppression, but does not have its form."""
    lines, yaml_lines = lines_of(text, is_markdown)
    for number, line in enumerate(lines, 1):
        in_yaml = number <= yaml_lines
        for comment in (_ANY_IN_YAML if in_yaml else _ANY_IN_TEXT).finditer(line):
            inside = comment["inside"] if in_yaml or comment["inside"] is not None else comment["signs"]
            suppression = LIKE_SUPPRESSION.match(inside)
            right = (IN_YAML if in_yaml else IN_TEXT).match(line, comment.start())
            if suppression and not right:
                span = Span(number, comment.start() + 1, number, len(line[: comment.end()].rstrip()) + 1)
                yield _malformed(path, span, inside[suppression.end() :], in_yaml)


def _malformed(path: Path, span: Span, rest: str, in_yaml: bool) -> Diagnostic:
    codes = [code for digits in _CODE.findall(rest) if (code := f"PD{re.sub('[^0-9]', '0', digits)}") in BY_CODE]
    names = {rule.name for rule in BY_CODE.values()}
    codes += [word for word in re.findall(r"[a-z]+(?:-[a-z]+)+", rest) if word in names]
    file = "-file" if re.match(r"[-_ ]*file", rest) else ""
    head, tail = ("# ", "") if in_yaml else ("<!-- ", " -->")
    message = _("This comment is meant to hide a finding, but is not written as it should be: it hides nothing.")
    if not codes:
        instead = f"{head}pd: ignore{file}[PD302]{tail}"
        hint = _("Name the rule in brackets, for example `{example}`.").format(example=instead)
        return reading_diagnostic(MALFORMED, path, span, message, hint)
    reason = _CODE.sub("", re.sub(r"^[-_ ]*file", "", rest))
    for code in codes:
        reason = reason.replace(code, "")
    reason = " ".join(reason.strip(" \t[](){}<>:;,.–—-=").split())
    instead = f"{head}pd: ignore{file}[{', '.join(dict.fromkeys(codes))}]{' ' if reason else ''}{reason}{tail}"
    hint = _("Write `{example}`.").format(example=instead)
    return reading_diagnostic(MALFORMED, path, span, message, hint, fix=Fix(((span, instead),)))
