"""Marks of an unfinished merge, which Git leaves where two people changed the same lines."""

import re

from pdcli.portfolio.yaml_result import YamlProblem
from pdcli.words import gettext as _

_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?=[ \t\r\n]|\Z)[^\r\n]*+", re.MULTILINE)


def merge_conflicts(text: str, offset: int = 0) -> list[YamlProblem]:
    """One problem PD033 for each conflict, at its first mark. `offset` is added to every place."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    problems = []
    is_open = False
    for mark in _MARK.finditer(text):
        sign = mark[0][0]
        if sign == "<" or (sign == ">" and not is_open):
            message = _("A merge was not finished here: two versions of the same lines stand one after the other.")
            hint = _("Keep the lines that count and delete those with `<<<<<<<`, `=======` and `>>>>>>>`.")
            problems.append(YamlProblem("PD033", mark.start() + offset, mark.end() + offset, message, hint))
        is_open = sign != ">"
    return problems
