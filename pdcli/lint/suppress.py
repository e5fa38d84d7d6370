"""Suppression: `# pd: ignore[PD412] reason` in YAML, `<!-- pd: ignore[PD412] reason -->` in Markdown.

A comment beside something counts for that line, one that stands alone for the next line that is no comment;
`ignore-file` counts for the whole file. What makes a file unreadable cannot be hidden. A comment that is only nearly
written like this hides nothing, and that is told (PD026).
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

CODE = "PD020"
_WORDS = r"\s*pd:\s*ignore(?P<file>-file)?\[(?P<codes>[^\]\n]*)\]"
IN_YAML = re.compile(rf"(?<!\S)#{_WORDS}(?P<reason>.*)")
IN_TEXT = re.compile(rf"<!--{_WORDS}(?P<reason>.*?)(?:-->|$)")
_COMMENT_IN_TEXT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(slots=True)
class Suppression:
    """One comment: where it stands, the lines it covers (None: all), and which of its codes hid something."""

    span: Span
    codes: tuple[str, ...]
    lines: tuple[int, ...] | None
    reason: str
    text: str = ""
    used: set[str] = field(default_factory=set)

    def replaced(self, code: str, other: str) -> Fix:
        """The comment with another code in place of this one."""
        return Fix(((self.span, self.text.replace(code, other, 1)),))


def suppressions(text: str, is_markdown: bool = False) -> list[Suppression]:
    """Every suppression comment of a file, in order."""
    if "pd:" not in text:
        return []
    lines, yaml_lines = lines_of(text, is_markdown)
    said = [not line.strip().startswith("#") and line.strip() != "" for line in lines[:yaml_lines]]
    # Under headings a comment may go over several lines, and a heading is none.
    body = _COMMENT_IN_TEXT.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(lines[yaml_lines:]))
    said += [line.strip() != "" for line in body.split("\n")]
    found = []
    for number, line in enumerate(lines, 1):
        for comment in (IN_YAML if number <= yaml_lines else IN_TEXT).finditer(line):
            codes = tuple(part.strip() for part in comment["codes"].split(",") if part.strip())
            covered: tuple[int, ...] | None = (number,)
            if comment["file"]:
                covered = None
            elif not said[number - 1]:
                following = next((later for later in range(number + 1, len(lines) + 1) if said[later - 1]), number)
                covered = (number, following)
            span = Span(number, comment.start() + 1, number, len(line[: comment.end()].rstrip()) + 1)
            shown = line[comment.start() : comment.end()].rstrip()
            found.append(Suppression(span, codes, covered, comment["reason"].strip(), shown))
    return found


def lines_of(text: str, is_markdown: bool) -> tuple[list[str], int]:
    """The lines of a file, and how many of them are YAML."""
    same = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = same.split("\n")
    if not is_markdown:
        return lines, len(lines)
    facts = find_facts(same)
    return lines, same.count("\n", 0, facts.body) if facts else 0


def _may_hold_any(text: str) -> bool:
    """A cheap look whether a text can hold a comment that is meant to hide something, rightly written or not."""
    # Not "gno", which every diagnostic test has; the last one has a Cyrillic letter. One letter is found much faster.
    return (
        ("P" in text and "PD" in text)
        or ("G" in text and "GNOR" in text)
        or ("g" in text and ("gnor" in text or "gnоr" in text))
    )


def apply(
    documents: Iterable[Document],
    diagnostics: Iterable[Diagnostic],
    is_run: Callable[[str], bool],
    hidden: list[Diagnostic] | None = None,
) -> Iterator[Diagnostic]:
    """The diagnostics that no comment hides, and a finding for every comment that hides nothing.

    `is_run` says of a code or name whether the rule was run: of others nothing can be said. What a comment hides is
    added to `hidden`.
    """
    by_path, wrong = {}, list[Diagnostic]()
    for document in documents:
        text = document.text
        if _may_hold_any(text):
            if found := suppressions(text, document.is_markdown):
                by_path[document.path] = found
            from pdcli.lint.malformed import malformed

            wrong += malformed(document.path, text, document.is_markdown)
    yield from not_hidden([*diagnostics, *wrong], by_path, hidden)
    for path, comments in by_path.items():
        for comment in comments:
            for code in comment.codes or ("",):
                if code not in comment.used and (not code or is_run(code)):
                    yield _unused(path, comment, code)


def not_hidden(
    diagnostics: Iterable[Diagnostic],
    by_path: Mapping[Path, Sequence[Suppression]],
    hidden: list[Diagnostic] | None = None,
) -> Iterator[Diagnostic]:
    """The diagnostics that no comment hides; the others are added to `hidden`."""
    for item in diagnostics:
        if not _is_hidden(item, by_path.get(item.path, ())):
            yield item
        elif hidden is not None:
            hidden.append(item)


def _is_hidden(item: Diagnostic, comments: Sequence[Suppression]) -> bool:
    if item.code in NEVER_HIDDEN:
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
    fix = None
    parts = re.split(r"[\s;/+|]+", code)
    if len(parts) > 1 and all(map(_is_rule, parts)):
        message = _("Between the codes `{codes}` no comma stands, so this comment hides nothing.").format(
            codes=code[:40]
        )
        hint = _("Write `{example}`.").format(example=joined(parts))
        fix = comment.replaced(code, ", ".join(parts))
    elif code and not _is_rule(code):
        message = _("There is no rule `{code}`, so this comment hides nothing.").format(code=code[:40])
        hint = _("Look up the rule: its code stands beside the finding, as in `PD302`.")
        digits = re.fullmatch(r"(?:[pр][dд])?\s*[-–]?\s*([0-9oо]{3})", code, re.IGNORECASE)
        meant = "PD" + re.sub("[^0-9]", "0", digits[1]) if digits else ""
        if meant in BY_CODE:
            hint = _("Did you mean `{key}`?").format(key=meant)
            fix = comment.replaced(code, meant)
    elif code:
        message = _("This comment hides `{code}`, which is not reported here.").format(code=code[:40])
        hint = _("Remove it.")
    else:
        message = _("This comment names no rule, so it hides nothing.")
        hint = _("Write the code: `pd: ignore[PD302] reason`.")
    return reading_diagnostic(CODE, path, comment.span, message, hint, fix=fix)


def _is_rule(code: str) -> bool:
    return code.upper() in BY_CODE or any(rule.name == code for rule in BY_CODE.values())
