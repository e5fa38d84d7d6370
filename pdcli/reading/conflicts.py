"""Marks of an unfinished merge, which Git leaves where two people changed the same lines: one version is too many."""

import re

from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_result import YamlProblem

# Those in a block of text may be indented with it; of some the space before the name was deleted.
_MARK = re.compile(
    r"(?:^|(?<=\r))[ \t]*+(?P<mark>(?:(?:<{7}|>{7}|\|{7}|={7})(?=[ \t\r\n]|\Z)|[<>]{7}(?=HEAD\b))[^\r\n]*+)",
    re.MULTILINE,
)

_LONE = re.compile(r"^(?P<mark>={7})(?=[ \t]*(?:[\r\n]|\Z))", re.MULTILINE)


def merge_conflicts(text: str, offset: int = 0, *, alone: bool = False) -> list[YamlProblem]:
    """One problem PD033 for each conflict, at its first mark. `offset` is added to every place.

    With `alone` a line `=======` is a mark even where those above and below it were deleted: YAML has no strokes.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        lone = _LONE.search(text) if alone and "=======" in text else None
        return [_problem([lone], offset)] if lone else []
    groups: list[list[re.Match[str]]] = []
    for mark in _MARK.finditer(text):
        if not groups or mark["mark"][0] == "<" or groups[-1][-1]["mark"][0] == ">":
            groups.append([])
        groups[-1].append(mark)
    # Seven signs `=` alone are strokes under a heading.
    return [_problem(marks, offset) for marks in groups if any(mark["mark"][0] in "<>" for mark in marks)]


def _problem(marks: list[re.Match[str]], offset: int) -> YamlProblem:
    first, *others = marks
    message = _("A merge was not finished here: two versions of the same lines stand one after the other.")
    hint = _("Keep the lines that count and delete those with `<<<<<<<`, `=======` and `>>>>>>>`.")
    related = tuple((mark.start("mark") + offset, mark.end() + offset, _("It goes on here.")) for mark in others)
    return YamlProblem("PD033", first.start("mark") + offset, first.end() + offset, message, hint, related)
