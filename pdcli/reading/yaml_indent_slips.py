"""Slips in the indent of a line: tabs, and lines in a wrong column."""

import re
from collections.abc import Iterator, Sequence

from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_key_slips import is_next_field
from pdcli.reading.yaml_result import YamlProblem
from pdcli.reading.yaml_slip import (
    BLANK_OR_COMMENT,
    FIELD,
    ROW,
    Columns,
    Edit,
    Slip,
    content_above,
    indent_of,
    line_end,
    line_offsets,
    line_start,
    make_slip,
    next_content,
    next_line,
    unreadable,
)

_TABBED = re.compile(r" *\t[ \t]*")


def first_line_indented(text: str, line: int, at: int) -> Slip:
    """The first field of a document is indented further than this one."""
    first = next_content(text, -1)
    width = indent_of(text, first)
    if not 0 <= first < line or not width or at != line:
        return unreadable(at)
    lines = [start for start in line_offsets(text, first, line) if not BLANK_OR_COMMENT.match(text, start)]
    is_even = all(indent_of(text, start) >= width for start in lines)
    return misplaced_line(first + width, text, [(start, start + width, "") for start in lines] if is_even else ())


def tab(text: str, start: int, end: int, columns: Columns = ()) -> Slip:
    """A tab where only spaces can stand."""
    at = text.index("\t", start, end)
    message = _("There is a tab where spaces are needed.")
    line = line_start(text, at)
    if text[line:at].strip(" "):
        return make_slip(at, at + 1, message, _("Put a space there."), [(at, at + 1, " ")])
    match = _TABBED.match(text, line)
    spaces = match[0].replace("\t", "") if match else ""
    if match and FIELD.match(text, match.end()) and _continues(text, line, len(spaces), columns):
        return make_slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), spaces)])
    width = _width_of_group(text, line, columns) if match else 0
    if match and width:
        return make_slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), " " * width)])
    rows = {column for column, kind in columns if kind == "row"}
    if match and ROW.match(text, match.end()) and len(rows) == 1:
        return make_slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), " " * rows.pop())])
    width = _width_of_field(text, line, match.end()) if match else -1
    if match and width >= 0:
        return make_slip(at, at + 1, message, _("Indent with spaces."), [(line, match.end(), " " * width)])
    # The lines that follow are mostly indented in the same way.
    fix, spaces = [], " " * _tab_width(text, line)
    while line >= 0 and (match := _TABBED.match(text, line)):
        fix.append((line, match.end(), match[0].replace("\t", spaces)))
        line = next_line(text, line)
    return make_slip(at, at + 1, message, _("Indent with spaces."), fix)


def tabs_in_folded(text: str, start: int, end: int, width: int, offsets: Sequence[int]) -> list[YamlProblem]:
    """Tabs in front of lines of a text after `>`, which are not joined with the others then.

    At most one problem, with offsets of the file.
    """
    tabs = list(re.compile(rf"^ {{{width}}}([ \t]*\t[ \t]*)(?=\S)", re.MULTILINE).finditer(text, start, end))
    if not tabs or text[start:end].rstrip().count("\n") == 0:
        return []
    at = text.index("\t", tabs[0].start(1))
    message = _("This line begins with a tab, so it is not joined to the other lines of this text.")
    fix = tuple((offsets[match.start(1)], offsets[match.end(1)], "") for match in tabs)
    return [YamlProblem("PD027", offsets[at], offsets[at + 1], message, _("Delete it."), (), fix)]


def _width_of_field(text: str, line: int, at: int) -> int:
    """How far a line below a name without a value was to be indented: like the same name elsewhere, the line below or
    the name above; -1 where that is not certain.
    """
    field, above, below = FIELD.match(text, at), content_above(text, line), next_content(text, line)
    if not field or above < 0 or not text[above : line_end(text, above)].rstrip().endswith(":"):
        return -1
    name = field[0].rstrip(" \t:")
    same = {len(other[1]) for other in re.finditer(rf"^( *){name} *:", text, re.MULTILINE)}
    if len(same) == 1 and (width := same.pop()) >= indent_of(text, above):
        return width
    if (
        below >= 0
        and indent_of(text, below) > indent_of(text, above)
        and FIELD.match(text, below + indent_of(text, below))
    ):
        return indent_of(text, below)
    return indent_of(text, above) if is_next_field(text, line) else -1


def _width_of_group(text: str, line: int, columns: Columns) -> int:
    """The column of an open group that a line with nothing but a name goes on, by what is below it; 0 where unknown."""
    below = next_line(text, line)
    if not text[line : line_end(text, line)].rstrip().endswith(":") or below < 0 or _TABBED.match(text, below):
        return 0
    width = indent_of(text, below)
    inner = [column for column, kind in columns if kind == "field" and column < width]
    return max(inner, default=0) if (width, "field") in columns else 0


def _tab_width(text: str, line: int) -> int:
    """The number of spaces for a tab: as many as continue the row or the field above, else two."""
    above = line_start(text, max(line - 1, 0))
    row = re.compile(r" *-[ \t]+(?=[a-z_])").match(text, above, line)
    if row:
        return len(row[0])
    width = indent_of(text, above)
    is_next = FIELD.match(text, above + width, line) and not text[above : max(line - 1, 0)].rstrip().endswith(":")
    return width if width and is_next else 2


def _continues(text: str, line: int, width: int, columns: Columns) -> bool:
    """Whether a line whose indent is this wide is the next field of an open group, whose other lines have no tab."""
    if (width, "field") not in columns:
        return False
    above = text[text.rfind("\n", 0, line - 1) + 1 : max(line - 1, 0)]
    begins = above[width:] if not above[:width].strip(" -") else ""
    return "\t" not in above and FIELD.match(begins) is not None and not begins.rstrip().endswith(":")


def wide_blank_line(text: str, start: int, end: int) -> Slip:
    """A blank line above a block of text that has more spaces than the text."""
    lines = list(line_offsets(text, text.index("\n", start - 1) + 1 if text[start - 1] != "\n" else start, end))
    fix = [(line, line + indent_of(text, line), "") for line in lines if indent_of(text, line)]
    message = _("This blank line has more spaces than the text below it.")
    at = fix[0][0] if fix else start
    return make_slip(at, fix[0][1] if fix else at, message, _("Delete the spaces."), fix)


def misplaced_line(at: int, text: str, fix: Sequence[Edit]) -> Slip:
    """A line in a column where no line of its level begins."""
    message = _("This line is indented differently from those above it.")
    slip = make_slip(at, line_end(text, at), message, _("Lines on the same level begin in the same column."), fix)
    slip.is_about_place = True
    return slip


def move_edits(text: str, line: int, at: int, columns: Columns) -> Sequence[Edit]:
    """The line in the one column that is nearest; nothing where two are as near."""
    kind = "row" if ROW.match(text, at) else "field"
    own = at - line
    nearest = sorted({abs(column - own): column for column, what in columns if what == kind}.items())
    same = [column for column, what in columns if what == kind and nearest and abs(column - own) == nearest[0][0]]
    return shift_edits(text, line, same[0]) if len(set(same)) == 1 and same[0] != own else ()


def shift_edits(text: str, line: int, column: int) -> Sequence[Edit]:
    """A line moved to a column, and with it those that belong to it where they would else stand elsewhere."""
    own = indent_of(text, line)
    at = line + own
    lines = [line]
    inner = ROW.match(text, at)
    content = own + len(re.compile(r"-[ \t]*").match(text, at)[0]) if inner else column + 1  # type: ignore[index]
    below = next_line(text, line)
    if below >= 0 and (indent_of(text, below) == content if inner else own < indent_of(text, below) <= column):
        lines += _block_below(text, line, own)
    edits: list[Edit] = []
    for start in lines:
        width = max(indent_of(text, start) + column - own, 0)
        edits.append((start, start + indent_of(text, start), " " * width))
    return edits


def _block_below(text: str, line: int, width: int) -> Iterator[int]:
    below = next_line(text, line)
    while below >= 0 and indent_of(text, below) > width:
        yield below
        below = next_line(text, below)
