"""Suppression: `# pd: ignore[PD412] reason` in YAML, `<!-- pd: ignore[PD412] reason -->` in Markdown.

A comment beside something counts for that line, one that stands alone for the next line that is no comment;
`ignore-file` counts for the whole file. What makes a file unreadable cannot be hidden.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Severity, Span
from pdcli.portfolio.codes import reading_diagnostic
from pdcli.portfolio.document import Document
from pdcli.words import gettext as _

CODE = "PD020"
_WORDS = r"\s*pd:\s*ignore(?P<file>-file)?\[(?P<codes>[^\]\n]*)\]"
_IN_YAML = re.compile(rf"(?<!\S)#{_WORDS}(?P<reason>.*)")
_IN_TEXT = re.compile(rf"<!--{_WORDS}(?P<reason>.*?)(?:-->|$)")
_COMMENT_IN_TEXT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(slots=True)
class Suppression:
    """One comment: where it stands, the lines it covers (None: all), and which of its codes hid something."""

    span: Span
    codes: tuple[str, ...]
    lines: tuple[int, ...] | None
    reason: str
    used: set[str] = field(default_factory=set)


def suppressions(text: str, is_markdown: bool = False) -> list[Suppression]:
    """Every suppression comment of a file, in order."""
    if "pd:" not in text:
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    yaml_lines = _length_of_front_matter(lines) if is_markdown else len(lines)
    said = [not line.strip().startswith("#") and line.strip() != "" for line in lines[:yaml_lines]]
    # Under headings a comment may go over several lines, and a heading is none.
    body = _COMMENT_IN_TEXT.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(lines[yaml_lines:]))
    said += [line.strip() != "" for line in body.split("\n")]
    found = []
    for number, line in enumerate(lines, 1):
        for comment in (_IN_YAML if number <= yaml_lines else _IN_TEXT).finditer(line):
            codes = tuple(part.strip() for part in comment["codes"].split(",") if part.strip())
            covered: tuple[int, ...] | None = (number,)
            if comment["file"]:
                covered = None
            elif not said[number - 1]:
                following = next((later for later in range(number + 1, len(lines) + 1) if said[later - 1]), number)
                covered = (number, following)
            span = Span(number, comment.start() + 1, number, len(line[: comment.end()].rstrip()) + 1)
            found.append(Suppression(span, codes, covered, comment["reason"].strip()))
    return found


def _length_of_front_matter(lines: list[str]) -> int:
    """How many lines of a Markdown document are YAML."""
    if lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), len(lines))


def apply(
    documents: Iterable[Document], diagnostics: Iterable[Diagnostic], is_run: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """The diagnostics that no comment hides, and a finding for every comment that hides nothing.

    `is_run` says of a code or name whether the rule was run: of others nothing can be said.
    """
    by_path = {
        document.path: found
        for document in documents
        if "pd:" in document.text and (found := suppressions(document.text, document.is_markdown))
    }
    yield from not_hidden(diagnostics, by_path)
    for path, comments in by_path.items():
        for comment in comments:
            for code in comment.codes or ("",):
                if code not in comment.used and (not code or is_run(code)):
                    yield _unused(path, comment, code)


def not_hidden(
    diagnostics: Iterable[Diagnostic], by_path: Mapping[Path, Sequence[Suppression]]
) -> Iterator[Diagnostic]:
    """The diagnostics that no comment hides."""
    for item in diagnostics:
        if not _is_hidden(item, by_path.get(item.path, ())):
            yield item


def _is_hidden(item: Diagnostic, comments: Sequence[Suppression]) -> bool:
    if item.code.startswith("PD00") and item.severity is Severity.ERROR:
        return False
    hidden = False
    for comment in comments:
        if comment.lines is None or item.span.line in comment.lines:
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
