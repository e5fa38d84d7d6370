"""Suppression: `# pd: ignore[PD412] reason` in YAML, `<!-- pd: ignore[PD412] reason -->` in Markdown.

A comment at the end of a line counts for that line, one that stands alone for the next line that is no comment;
`ignore-file` counts for the whole file. What makes a file unreadable cannot be hidden.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Severity, Span
from pdcli.portfolio.codes import reading_diagnostic
from pdcli.portfolio.document import Document
from pdcli.words import gettext as _

CODE = "PD020"
_COMMENT = re.compile(r"(?:#|<!--)\s*pd:\s*ignore(?P<file>-file)?\[(?P<codes>[^\]\n]*)\](?P<reason>[^\n]*)")
_ONLY_COMMENT = re.compile(r"\s*(#|<!--).*")


@dataclass(slots=True)
class Suppression:
    """One comment: where it stands, the lines it covers (None: all), and which of its codes hid something."""

    span: Span
    codes: tuple[str, ...]
    line: int | None
    reason: str
    used: set[str] = field(default_factory=set)


def suppressions(text: str) -> list[Suppression]:
    """Every suppression comment of a file, in order."""
    if "pd:" not in text:
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        for comment in _COMMENT.finditer(line):
            codes = tuple(part.strip() for part in comment["codes"].split(",") if part.strip())
            span = Span(number, comment.start() + 1, number, comment.end() + 1)
            target: int | None = number
            if comment["file"]:
                target = None
            elif _ONLY_COMMENT.fullmatch(line):
                target = next(
                    (later for later in range(number + 1, len(lines) + 1)
                     if lines[later - 1].strip() and not _ONLY_COMMENT.fullmatch(lines[later - 1])), number,
                )  # fmt: skip
            found.append(Suppression(span, codes, target, comment["reason"].removesuffix("-->").strip()))
    return found


def apply(
    documents: Iterable[Document], diagnostics: Iterable[Diagnostic], is_run: Callable[[str, str], bool]
) -> Iterator[Diagnostic]:
    """The diagnostics that no comment hides, and a finding for every comment that hides nothing.

    `is_run` says of a code and name whether the rule was run: of others nothing can be said.
    """
    by_path = {document.path: found for document in documents if (found := suppressions(document.text))}
    for item in diagnostics:
        if not _is_hidden(item, by_path.get(item.path, [])):
            yield item
    for path, comments in by_path.items():
        for comment in comments:
            for code in comment.codes or ("",):
                if code not in comment.used and (not code or is_run(code.upper(), code)):
                    yield _unused(path, comment, code)


def _is_hidden(item: Diagnostic, comments: list[Suppression]) -> bool:
    if item.code.startswith("PD00") and item.severity is Severity.ERROR:
        return False
    hidden = False
    for comment in comments:
        if comment.line is None or comment.line == item.span.line:
            for code in comment.codes:
                if code.upper() == item.code or code == item.name:
                    comment.used.add(code)
                    hidden = True
    return hidden


def _unused(path: Path, comment: Suppression, code: str) -> Diagnostic:
    if code:
        message = _("This comment hides `{code}`, which is not reported here.").format(code=code[:40])
        hint = _("Remove it.")
    else:
        message = _("This comment names no rule, so it hides nothing.")
        hint = _("Write the code: `pd: ignore[PD302] reason`.")
    return reading_diagnostic(CODE, path, comment.span, message, hint)
