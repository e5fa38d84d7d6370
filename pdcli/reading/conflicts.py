"""Detection of git's merge conflict markers."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_result import YamlProblem

Range = tuple[int, int]

# Those in a block of text may be indented with it; of some the space before the name was deleted.
_MARK = re.compile(
    r"(?:^|(?<=\r))(?P<indent>[ \t]*+)"
    r"(?P<mark>(?:(?:<{7}|>{7}|\|{7}|={7})(?=[ \t\r\n]|\Z)|[<>]{7}(?=HEAD\b))[^\r\n]*+)",
    re.MULTILINE,
)
_LINE_BELOW = re.compile(r"(?:\r\n|\r|\n)([^\r\n]*)")
_LETTER = re.compile(r"\w")
# What is no text above strokes: a heading, another mark, the name of a long text of YAML.
_NO_TEXT = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[<>|]{7}(?:[ \t]|\Z)|.*\|[-+1-9]{0,2}\Z)")
# A sentence or a row of a list, which is not underlined.
_NO_TITLE = re.compile(r"[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t])|.*[.!?…;,:][\"'»”)]*\Z")
# A long text of YAML in which line breaks count.
_LITERAL = re.compile(
    r"^( *+)[^\n]*\|[+-]?[1-9]?[+-]?[ \t]*\r?\n(?:\1[ \t]++[^\n]*+(?:\n|\Z)|[ \t\r]*+\n)*+", re.MULTILINE
)


def _may_hold_marks(text: str) -> bool:
    """A cheap filter: whether a text can contain a conflict marker."""
    return "=======" in text or "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text


def merge_conflicts(
    text: str, offset: int = 0, *, is_yaml: bool = False, codes: Sequence[Range] = ()
) -> list[YamlProblem]:
    """One problem PD033 for each conflict, at its first mark. `offset` is added to every place.

    A line `=======` or `|||||||` is a mark even where those above and below it were deleted, unless it is strokes under
    text, a row of a table, or stands in one of `codes`, which are ranges of the text in order.
    """
    if not _may_hold_marks(text):
        return []
    groups: list[list[re.Match[str]]] = []
    for mark in _MARK.finditer(text):
        if not groups or mark["mark"][0] == "<" or groups[-1][-1]["mark"][0] == ">":
            groups.append([])
        groups[-1].append(mark)
    literals = [match.span() for match in _LITERAL.finditer(text)] if is_yaml and groups else []
    problems = []
    for group in groups:
        is_certain = any(mark["mark"][0] in "<>" for mark in group)
        marks = group if is_certain else [mark for mark in group if not _is_in(mark, codes)]
        if not is_certain:
            marks = [mark for mark in marks if _is_rest(mark, is_text=not is_yaml or _is_in(mark, literals))]
        if marks:
            problems.append(_problem(marks, offset))
    return problems


def _is_in(mark: re.Match[str], ranges: Sequence[Range]) -> bool:
    """Whether a mark is in one of some ranges, which are in order."""
    number = bisect_right(ranges, mark.start(), key=lambda item: item[0]) - 1
    return number >= 0 and mark.start() < ranges[number][1]


def _is_rest(mark: re.Match[str], *, is_text: bool) -> bool:
    """Whether a mark `=======` or `|||||||` on its own is the rest of a merge.

    `is_text`: it is in text of several lines, which may contain underlined words and tables.
    """
    text, sign, name = mark.string, mark["mark"][0], mark["mark"][7:].strip()
    if sign == "=" and name:
        return False
    if not is_text:
        return True
    above, below = _line_above(text, mark.start()), _LINE_BELOW.match(text, mark.end())
    line_below = below[1] if below else ""
    if sign == "|":
        return bool(name) or not (above.lstrip().startswith("|") or line_below.lstrip().startswith("|"))
    if not _LETTER.search(above) or above.endswith("-->") or _NO_TEXT.match(above):
        return True
    return _NO_TITLE.match(above) is not None and _LETTER.search(line_below) is not None


def _line_above(text: str, line: int) -> str:
    """The line above the one that begins at an offset, without the spaces behind it."""
    end = line - 2 if text.startswith("\r\n", line - 2) else line - 1
    start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    return text[start:end].rstrip() if line else ""


def _problem(marks: list[re.Match[str]], offset: int) -> YamlProblem:
    first, *others = marks
    message = _("A merge was not finished here: two versions of the same lines follow one another.")
    hint = _("Keep the lines that are right and delete those with `<<<<<<<`, `=======` and `>>>>>>>`.")
    if not others:
        message = _(
            "A mark of an unfinished merge is left here; there may be two versions of the same lines around it."
        )
        hint = _("Keep the lines that are right and delete this one.")
        if first["mark"][0] == "=":
            hint += " " + _("If this is a dividing line of your own, make it longer or shorter.")
    related = tuple(
        (mark.start("mark") + offset, mark.end() + offset, _("The text continues here.")) for mark in others
    )
    return YamlProblem("PD033", first.start("mark") + offset, first.end() + offset, message, hint, related)
