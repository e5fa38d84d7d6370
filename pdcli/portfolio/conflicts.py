"""Marks that git leaves where two versions of a text met: nobody knows which of them counts."""

import re
from collections.abc import Iterator

from pdcli.portfolio.yaml_result import YamlProblem
from pdcli.words import gettext as _

_MARK = re.compile(r"(?:^|(?<=\r))(?:(<{7})|(={7})|(>{7})|(\|{7}))(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)", re.MULTILINE)


def has_conflict(text: str) -> bool:
    """A cheap look whether a text can hold marks of a conflict at all."""
    return "<<<<<<<" in text or ">>>>>>>" in text


def read_conflicts(text: str, skipped: tuple[int, int] = (0, 0)) -> Iterator[YamlProblem]:
    """One problem (PD025) for each conflict, at its first mark; none for those that begin between the two offsets."""
    group: list[re.Match[str]] = []
    for found in _marks(text):
        if group and (found[1] or group[-1][3]):
            yield from _told(group, skipped)
            group = []
        group.append(found)
    yield from _told(group, skipped)


def _marks(text: str) -> list[re.Match[str]]:
    found = list(_MARK.finditer(text))
    # Seven signs `=` alone are strokes under a heading.
    return found if any(mark[1] or mark[3] for mark in found) else []


def _told(group: list[re.Match[str]], skipped: tuple[int, int]) -> Iterator[YamlProblem]:
    if not group or not any(mark[1] or mark[3] for mark in group):
        return
    first, *others = group
    if skipped[0] <= first.start() < skipped[1]:
        return
    message = _("Two versions of this text meet here: git could not decide which one counts.")
    hint = _("Keep the right lines, and delete the marks `<<<<<<<`, `=======` and `>>>>>>>`.")
    related = tuple((mark.start(), mark.end(), _("It goes on here.")) for mark in others)
    yield YamlProblem("PD025", first.start(), first.end(), message, hint, related)
