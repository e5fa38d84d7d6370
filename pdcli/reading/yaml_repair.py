"""Parsing with error recovery: a broken text whose meaning is certain is parsed in its corrected form."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from pdcli.i18n.messages import message as _
from pdcli.reading.conflicts import merge_conflicts
from pdcli.reading.invisible import has_invisible_signs, invisible_signs
from pdcli.reading.yaml_parser import Parser
from pdcli.reading.yaml_result import Node, YamlPlaces, YamlProblem, YamlResult
from pdcli.reading.yaml_slip import Slip

# A text is read again after each slip that is put right: at most so often, and not more signs than this in all.
_ROUNDS = 50
_SIGNS = 2_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# A line that begins a field which is in no other.
_OTHER_FIELD = re.compile(r"[\r\n][^\s#-]")
_LINE_SIGN = re.compile("[\x85\u2028\u2029]")


def parse(text: str, offset: int = 0) -> YamlResult:
    """The data of a document with its places and problems."""
    problems = merge_conflicts(text, offset, is_yaml=True) or _control_characters(text, offset)
    if problems:
        return YamlResult(None, problems)
    newline = "\r\n" if "\r\n" in text else "\n"
    offsets: Sequence[int] = range(offset, offset + len(text) + 1)
    source = " " * offset + text
    if "\r" in text:
        text, offsets = _with_line_feeds(text, offset)
    for _round in range(max(1, min(_ROUNDS, _SIGNS // (len(text) + 1)))):
        parser = Parser(text, offsets)
        try:
            data, root = parser.document()
        except Slip as slip:
            problem = _in_file(slip.problem, offsets, newline)
            if problems and _goes_on(problems[-1], problem):
                problems[-1] = problems[-1]._replace(fix=problem.fix)
            elif problems and slip.is_about_place and _follows(problems[-1], problem, source):
                problems[-1] = _with_fix_of(problems[-1], problem)
            else:
                problems.append(problem)
            if not slip.problem.fix:
                break
            text, offsets = _fixed(text, offsets, slip.problem)
        else:
            unseen = [*_line_signs(text, offsets), *_no_width(text, offsets, newline)]
            if unseen:
                # A date or a number with such a sign in it, or a word with one beside it, is the one without it.
                parser, data, root = _without(unseen, text, offsets) or (parser, data, root)
            problems += [*parser.problems, *unseen]
            return YamlResult(data, problems, partial(YamlPlaces, root, parser.comments))
    return YamlResult(None, problems)


def _goes_on(before: YamlProblem, problem: YamlProblem) -> bool:
    """Whether a problem is what is left of the one before it: its fix writes over all that was corrected there."""
    return bool(before.fix) and all(
        any(start <= first and last <= end for start, end, _new in problem.fix) for first, last, _new in before.fix
    )


def _follows(before: YamlProblem, problem: YamlProblem, text: str) -> bool:
    """Whether a line may be out of place only because of a slip above it in the same field of the file.

    The problems have offsets in `text`, the text of the file.
    """
    between = text[before.start : problem.start]
    return before.code == "PD002" and before.start <= problem.start and not _OTHER_FIELD.search(between)


def _with_fix_of(before: YamlProblem, problem: YamlProblem) -> YamlProblem:
    """The first problem with a fix for both; with none where the other has none."""
    edits = sorted((*before.fix, *problem.fix))
    if not problem.fix or any(end > start for (_first, end, _new), (start, _last, _more) in pairwise(edits)):
        edits = []
    return before._replace(fix=tuple(edits))


def _control_characters(text: str, offset: int) -> list[YamlProblem]:
    control = _CONTROL.search(text)
    if not control:
        return []
    line_end = text.find("\n", control.end())
    signs = [control, *_CONTROL.finditer(text, control.end(), line_end if line_end >= 0 else len(text))]
    # Word writes two of them for the end of a line and of a page.
    fix = tuple((sign.start() + offset, sign.end() + offset, " " if sign[0] in "\x0b\x0c" else "") for sign in signs)
    at = control.start() + offset
    message = _("There is an invisible control character here (code {code}).").format(code=f"{ord(control[0]):02X}")
    return [YamlProblem("PD009", at, at + 1, message, _("Delete it."), (), fix)]


def _line_signs(text: str, offsets: Sequence[int]) -> list[YamlProblem]:
    """Signs that some programs take for the end of a line and others do not show; one problem for each line."""
    lines: dict[int, list[re.Match[str]]] = {}
    for sign in _LINE_SIGN.finditer(text):
        lines.setdefault(text.rfind("\n", 0, sign.start()), []).append(sign)
    problems = []
    for signs in lines.values():
        first = signs[0]
        message = _(
            "There is an invisible character here (U+{code}) that only some programs take for the end of a line."
        )
        message = message.format(code=f"{ord(first[0]):04X}")
        start, end = offsets[first.start()], offsets[first.end()]
        fix = tuple((offsets[sign.start()], offsets[sign.end()], _instead(text, sign)) for sign in signs)
        problems.append(
            YamlProblem("PD027", start, end, message, _("Delete this character and press the space bar."), (), fix)
        )
    return problems


def _no_width(text: str, offsets: Sequence[int], newline: str) -> list[YamlProblem]:
    """The problems of characters without width in the text; a byte order mark is none."""
    start = 1 if text.startswith("\ufeff") else 0
    if not has_invisible_signs(text[start:]):
        return []
    signs = (problem for problem in invisible_signs(text, start) if text[problem.start] not in "\x85\u2028\u2029")
    return [_in_file(problem, offsets, newline) for problem in signs]


def _without(
    problems: Sequence[YamlProblem], text: str, offsets: Sequence[int]
) -> tuple[Parser, Any, Node | None] | None:
    """The parser and data of the text without the characters of these problems; None where it cannot be parsed."""
    edits = {edit for problem in problems for edit in problem.fix}
    kept_offsets = [at for at in range(len(text)) if (offsets[at], offsets[at + 1], "") not in edits]
    parser = Parser("".join([text[at] for at in kept_offsets]), [*(offsets[at] for at in kept_offsets), offsets[-1]])
    try:
        return parser, *parser.document()
    except Slip:
        return None


def _instead(text: str, sign: re.Match[str]) -> str:
    """A space, unless there is one already, or the value begins or ends there."""
    before, after = text[sign.start() - 1 : sign.start()], text[sign.end() : sign.end() + 1]
    return "" if before in ("", *" \n[") or after in ("", *" \n],") else " "


def _with_line_feeds(text: str, offset: int) -> tuple[str, list[int]]:
    """The text with line feeds only, and the offset of each of its characters in the file."""
    last = len(text) - 1
    offsets = [
        offset + at
        for at, sign in enumerate(text)
        if sign != "\n" or at == 0 or text[at - 1] != "\r"
    ]  # fmt: skip
    return text.replace("\r\n", "\n").replace("\r", "\n"), [*offsets, offset + last + 1]


def _in_file(problem: YamlProblem, offsets: Sequence[int], newline: str) -> YamlProblem:
    """The problem with places of the file instead of the text that was read."""
    fix = tuple((offsets[start], offsets[end], new.replace("\n", newline)) for start, end, new in problem.fix)
    start, end = offsets[problem.start], offsets[min(problem.end, len(offsets) - 1)]
    return problem._replace(start=start, end=max(start + 1, end), fix=fix)


def _fixed(text: str, offsets: Sequence[int], problem: YamlProblem) -> tuple[str, list[int]]:
    places = list(offsets)
    for start, end, new in sorted(problem.fix, reverse=True):
        text = text[:start] + new + text[end:]
        places[start:end] = [places[start]] * len(new)
    return text, places
