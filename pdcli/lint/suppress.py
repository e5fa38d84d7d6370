"""Suppression: `# pd: ignore[PD412] reason` in YAML, `<!-- pd: ignore[PD412] reason -->` in Markdown.

A comment at the end of a line covers that line, one on a line of its own the next line that is no comment;
`ignore-file` covers the whole file. What makes a file unreadable cannot be hidden. A malformed comment hides nothing
and is reported (PD026).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Fix, Span
from pdcli.documents.document import Document
from pdcli.i18n.messages import joined
from pdcli.i18n.messages import message as _
from pdcli.lint.rules import BY_CODE
from pdcli.reading.codes import NEVER_HIDDEN, reading_diagnostic
from pdcli.reading.front_matter import find_facts
from pdcli.suggest import did_you_mean

CODE = "PD020"
_WORDS = r"\s*pd:\s*ignore(?P<file>-file)?\[(?P<codes>[^\]\n]*)\]"
IN_YAML = re.compile(rf"(?<!\S)#{_WORDS}(?P<reason>.*)")
IN_TEXT = re.compile(rf"<!--{_WORDS}(?P<reason>.*?)(?:-->|$)")
_COMMENT_IN_TEXT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(slots=True)
class Suppression:
    """One comment: its span, the lines that it covers (None: all), and those of its codes that hide a diagnostic."""

    span: Span
    codes: tuple[str, ...]
    lines: tuple[int, ...] | None
    reason: str
    text: str = ""
    used: set[str] = field(default_factory=set)

    def replace_code(self, code: str, other: str) -> Fix:
        """A fix that writes another code in place of this one."""
        return Fix(((self.span, self.text.replace(code, other, 1)),))


def suppressions(text: str, is_markdown: bool = False) -> list[Suppression]:
    """Every suppression comment of a file, in order."""
    if "pd:" not in text:
        return []
    lines, yaml_lines = lines_of(text, is_markdown)
    has_content = [not line.strip().startswith("#") and line.strip() != "" for line in lines[:yaml_lines]]
    # Under headings a comment may go over several lines, and a heading is none.
    body = _COMMENT_IN_TEXT.sub(lambda match: "\n" * match[0].count("\n"), "\n".join(lines[yaml_lines:]))
    has_content += [line.strip() != "" for line in body.split("\n")]
    comments = []
    for number, line in enumerate(lines, 1):
        for comment in (IN_YAML if number <= yaml_lines else IN_TEXT).finditer(line):
            codes = tuple(part.strip() for part in comment["codes"].split(",") if part.strip())
            covered: tuple[int, ...] | None = (number,)
            if comment["file"]:
                covered = None
            elif not has_content[number - 1]:
                following = next(
                    (later for later in range(number + 1, len(lines) + 1) if has_content[later - 1]), number
                )
                covered = (number, following)
            span = Span(number, comment.start() + 1, number, len(line[: comment.end()].rstrip()) + 1)
            text_of_comment = line[comment.start() : comment.end()].rstrip()
            comments.append(Suppression(span, codes, covered, comment["reason"].strip(), text_of_comment))
    return comments


def lines_of(text: str, is_markdown: bool) -> tuple[list[str], int]:
    """The lines of a file, and the number of those at its beginning that are YAML."""
    same = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = same.split("\n")
    if not is_markdown:
        return lines, len(lines)
    facts = find_facts(same)
    return lines, same.count("\n", 0, facts.body) if facts else 0


def _may_hold_any(text: str) -> bool:
    """Whether a text may contain a suppression comment, well-formed or not; a cheap test."""
    # Not "gno", which every diagnostic test has; the last one has a Cyrillic letter. One letter is found much faster.
    return (
        ("P" in text and "PD" in text)
        or ("G" in text and "GNOR" in text)
        or ("g" in text and ("gnor" in text or "gnоr" in text))
    )


def apply_suppressions(
    documents: Iterable[Document],
    diagnostics: Iterable[Diagnostic],
    is_run: Callable[[str], bool],
    suppressed: list[Diagnostic] | None = None,
) -> Iterator[Diagnostic]:
    """Yield the diagnostics that no comment hides, and those of unused (PD020) and malformed comments (PD026).

    `is_run` tells whether the rule of a code or name was run: comments for other rules are not unused. Diagnostics that
    a comment hides are added to `suppressed`.
    """
    by_path, malformed_comments = {}, list[Diagnostic]()
    for document in documents:
        text = document.text
        if _may_hold_any(text):
            if comments := suppressions(text, document.is_markdown):
                by_path[document.path] = comments
            from pdcli.lint.malformed import malformed_diagnostics

            malformed_comments += malformed_diagnostics(document.path, text, document.is_markdown)
    yield from unsuppressed([*diagnostics, *malformed_comments], by_path, suppressed)
    for path, file_comments in by_path.items():
        for comment in file_comments:
            for code in comment.codes or ("",):
                if code not in comment.used and (not code or is_run(code)):
                    yield _unused(path, comment, code)


def unsuppressed(
    diagnostics: Iterable[Diagnostic],
    by_path: Mapping[Path, Sequence[Suppression]],
    suppressed: list[Diagnostic] | None = None,
) -> Iterator[Diagnostic]:
    """Yield the diagnostics that no comment hides; the others are added to `suppressed`."""
    for item in diagnostics:
        if not _is_suppressed(item, by_path.get(item.path, ())):
            yield item
        elif suppressed is not None:
            suppressed.append(item)


def _is_suppressed(item: Diagnostic, comments: Sequence[Suppression]) -> bool:
    if item.code in NEVER_HIDDEN:
        return False
    is_suppressed = False
    for comment in comments:
        if comment.lines is None or item.span.line in comment.lines:
            for code in comment.codes:
                if code.upper() == item.code or code == item.name:
                    comment.used.add(code)
                    is_suppressed = True
    return is_suppressed


def _unused(path: Path, comment: Suppression, code: str) -> Diagnostic:
    fix = None
    parts = re.split(r"[\s;/+|]+", code)
    if len(parts) > 1 and all(map(_is_rule, parts)):
        message = _("There is no comma between the codes `{codes}`, so this comment hides nothing.").format(
            codes=code[:40]
        )
        hint = _("Write `{example}`.").format(example=joined(parts))
        fix = comment.replace_code(code, ", ".join(parts))
    elif code and not _is_rule(code):
        message = _("There is no rule `{code}`, so this comment hides nothing.").format(code=code[:40])
        hint = _("Look up the rule: its code is beside the finding, as in `PD302`.")
        digits = re.fullmatch(r"(?:[pр][dд])?\s*[-–]?\s*([0-9oо]{3})", code, re.IGNORECASE)
        corrected = "PD" + re.sub("[^0-9]", "0", digits[1]) if digits else ""
        if corrected in BY_CODE:
            hint = did_you_mean(corrected)
            fix = comment.replace_code(code, corrected)
    elif code:
        message = _("This comment hides `{code}`, which is not reported here.").format(code=code[:40])
        hint = _("Remove this code from the comment.")
    else:
        message = _("This comment names no rule, so it hides nothing.")
        hint = _("Write the code: `pd: ignore[PD302] reason`.")
    return reading_diagnostic(CODE, path, comment.span, message, hint, fix=fix)


def _is_rule(code: str) -> bool:
    return code.upper() in BY_CODE or any(rule.name == code for rule in BY_CODE.values())
