"""Filters problems of a Markdown body down to their causes."""

from collections.abc import Callable

from pdcli.reading.invisible import ends_in_zeros, without_invisible
from pdcli.reading.yaml_result import YamlProblem

_SIGNS = ("PD009", "PD027")
# Problems of the front matter.
_EDGES = ("PD010", "PD028")
# Problems of lines that are probably headings, and of text without a heading.
_OF_LINES = ("PD011", "PD012", "PD030")


def causes(text: str, problems: list[YamlProblem], is_question: Callable[[str], bool]) -> list[YamlProblem]:
    """The problems sorted by place, without those that another on their line or a missing end explains."""
    by_line: dict[int, list[YamlProblem]] = {}
    for item in problems:
        by_line.setdefault(_line_start(text, item.start), []).append(item)
    is_cut = ends_in_zeros(text)
    last = _line_start(text, len(text.rstrip())) if is_cut else -1
    root_causes = []
    for start, items in by_line.items():
        root_causes += _of_line(text, start, items, is_question) if start != last else _of_signs(items)
    if is_cut:
        root_causes = [item for item in root_causes if item.code != "PD015" or text.find("-->", item.start) >= 0]
    return root_causes


def _of_line(text: str, start: int, items: list[YamlProblem], is_question: Callable[[str], bool]) -> list[YamlProblem]:
    codes = {item.code for item in items}
    if not codes.isdisjoint(_EDGES):
        # A question that is joined to the line above the body is on its own line once that line is fixed, and a
        # damaged end of the facts is reported as such.
        return [item for item in items if item.code not in ("PD011", "PD029", "PD030")]
    if "PD015" in codes:
        # The fix of a heading removes the delimiter of a comment in it.
        items = [item for item in items if item.code != "PD015" or not _is_in_a_fix(item.start, items)]
    if codes.isdisjoint(_SIGNS) or codes.isdisjoint(_OF_LINES):
        return items
    line = without_invisible(text[start:].partition("\n")[0]).strip()
    if not line or (line.startswith("## ") and is_question(line[3:])):
        return [item for item in items if item.code not in _OF_LINES]
    # To write the question anew takes the sign away.
    return [item for item in items if item.code not in _SIGNS] if "PD030" in codes else items


def _is_in_a_fix(offset: int, items: list[YamlProblem]) -> bool:
    edits = (edit for item in items if item.code in _OF_LINES for edit in item.fix)
    return any(start <= offset < end for start, end, _new in edits)


def _of_signs(items: list[YamlProblem]) -> list[YamlProblem]:
    return [item for item in items if item.code in _SIGNS] or items


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
