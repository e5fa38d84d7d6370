"""Slips in lines: a field or a row stands where another is expected, or without its colon or hyphen."""

import re

from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_indent_slips import misplaced_line, move_edits, shift_edits
from pdcli.reading.yaml_key_slips import (
    decorated_key,
    missing_colon,
    missing_space,
    odd_indent,
    unfinished_field,
    wrong_row_sign,
)
from pdcli.reading.yaml_slip import (
    DAY,
    FIELD,
    ODD_SPACES,
    ROW,
    ROW_SIGN,
    Columns,
    Edit,
    Slip,
    content_above,
    indent_of,
    line_end,
    line_start,
    make_slip,
    next_content,
    next_line,
    shorten,
    value_end,
)
from pdcli.reading.yaml_structure_slips import empty_key, key_is_no_text, question, tag
from pdcli.reading.yaml_text_slips import comment_in_text, text_with_colon

_BULLET = re.compile(rf"[-–—−•·*▪◦‣](?P<gap>[ \t{ODD_SPACES}]*+)(?=\S)")
_FIRST_OF_GROUP = re.compile(r" *(?:- +)?(?=[a-z_][a-z0-9_]* *:[ \t\n])")
# A label, and a dash instead of its colon.
_STROKE_FOR_COLON = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}(?P<sign> +[-–—−=→] +)(?=\S)")
_DAY_TYPED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)")
_STROKES = re.compile(r"[-–—=_*~+%.•][-–—=_*~+%.• \t]{2,}(?=\n|\Z)")
_COMMENT = re.compile(r"[ \t]++#")
_LATIN = re.compile(r"[A-Za-z_]")
_PERIOD_PART = re.compile(r" *(?:start|end):(?=[ \t\n])")
# A field with a date, a number or a choice, which no further line continues.
_COMPLETE_LINE = re.compile(r"^ *(?:- +)?[a-z_][a-z0-9_]*+:[ \t]+[a-z0-9_.-]+[ \t]*(?:#.*)?\s*\Z", re.MULTILINE)
_DAYS = re.compile(r"['\"]?\d{4}-\d\d-\d\d[-–—/\s.]+\d{4}-\d\d-\d\d['\"]?")
# A field after other text: common keys, or any name with a list of ids.
_NEXT_FIELD = re.compile(
    r"(?:(?:[ \t]*[,;])?[ \t]+|(?<=[0-9]))(?=(?:kind|title|status|lang|private|date|class|topic|period|attachments):"
    r"|[a-z_]+: \[[a-z][0-9]+(?:, *[a-z][0-9]+)*\][ \t]*(?:\n|\Z))"
)


def colon(text: str, colon: int, here: int, start: int, parent: int, columns: Columns) -> Slip:
    """A colon in text that begins at `start`; `here` begins the part of it on the colon's line."""
    line = line_start(text, here)
    if line != line_start(text, start):
        above = line_start(text, start)
        if mark := ROW_SIGN.match(text, above):
            return wrong_row_sign(mark)
        if beside := _text_beside_fields(text, line, start):
            return beside
        if unfinished := missing_colon(text, start):
            return unfinished
        if start - above == here - line and not text[above:start].strip(" -"):
            joined_field = missing_space(text, start)
            if joined_field:
                return joined_field
        if row := _text_before_fields(text, above, start, line):
            return row
        is_field = FIELD.match(text, here) is not None
        if is_field and (off := _lone_row(text, line) or _first_line_off(text, line) or _fields_above(text, line)):
            return off
        if is_field and columns and columns[-1][1] == "field":
            shift = here - line - columns[-1][0]
            below = next_line(text, here)
            # Where the lines below are indented, too, all of them may belong to the field above.
            is_single = below < 0 or indent_of(text, below) <= columns[-1][0]
            fix = shift_edits(text, line, columns[-1][0]) if shift == 1 or is_single else ()
            return misplaced_line(here, text, fix)
    if parent < 0:
        return make_slip(colon, colon + 1, _("There is a colon where no new field can begin."),
                     _("Put text that contains a colon in quotes, or move the field to its own line."))  # fmt: skip
    return _two_fields(colon, text, start) or text_with_colon(colon, text, start, value_end(text, start, parent))


def _text_before_fields(text: str, above: int, start: int, line: int) -> Slip | None:
    """A row that begins with text, as where it was to go on with that of the row above, and has fields below."""
    lead, below = text[above:start], indent_of(text, line)
    if lead.strip(" ") != "-" or below < start - above or not FIELD.match(text, line + below):
        return None
    message = _("This row begins with text that has no name, but fields follow below it.")
    last = text[:above].rstrip().rpartition(" ")[2]
    if last in ("|", "|-", ">", ">-"):
        hint = _(
            "If this line is the text that belongs to the name above, delete the hyphen and indent the "
            "line further than that name."
        )
    else:
        hint = _("Write the name of the field before the text: `- name: text`.")
    return make_slip(start, line_end(text, start), message, hint)


def _two_fields(colon: int, text: str, start: int) -> Slip | None:
    """A field that every form knows begins in the text of another one, as where a line end was deleted."""
    match = _NEXT_FIELD.search(text, start, line_end(text, colon) + 1)
    if not match or "\n" in text[start:colon] or not text[match.end() : colon].isidentifier():
        return None
    line = line_start(text, start)
    if line + indent_of(text, line) == start or text[line:start].lstrip().startswith("- "):
        return None
    message = _("There are two fields on one line: `{key}` begins here.").format(key=text[match.end() : colon])
    edit = (match.start(), match.end(), "\n" + " " * indent_of(text, line))
    return make_slip(match.end(), colon + 1, message, _("Begin this field on its own line."), [edit])


def no_colon(text: str, line: int, at: int, value: int) -> Slip:
    """A line where a field is expected; `value` is where the field above it has its value."""
    odd = odd_indent(text, at) or missing_space(text, at)
    if odd:
        return odd
    end = value_end(text, at, 1 << 30)
    if _STROKES.match(text, at):
        message = _("A line of dashes is not a field.")
        return make_slip(at, end, message, _("Put `#` before this line to make it a remark."), [(at, at, "# ")])
    if decorated := decorated_key(text, at):
        return decorated
    if text[at] in "[{*&!" and ": " in f"{text[at:end]} ":
        return tag(text, at, 1 << 30, False) if text[at] == "!" else key_is_no_text(at, end)
    if text[at] in "?:" and text[at + 1 : at + 2] in ("", " ", "\t", "\n"):
        return empty_key(at) if text[at] == ":" else question(text, at, 1 << 30, False)
    above = text[value : line_end(text, value)].strip(" \t")
    bullet = _BULLET.match(text, at)
    if bullet and not above and text[at] != "-":
        message = _("A row of a list begins with a hyphen and a space.")
        hint = _("Write `{text}`.").format(text=shorten(f"- {text[bullet.end() : line_end(text, at)]}", 60))
        return make_slip(at, bullet.end(), message, hint, [(at, bullet.end(), "- ")])
    if not _LATIN.match(text, at) and above[:1] not in ("'", '"', "[", "{"):
        is_complete = _COMPLETE_LINE.search(text[max(line - 400, 0) : line]) is not None
        if (mark := _STROKE_FOR_COLON.match(text, at)) and (is_complete or _DAY_TYPED.match(text, mark.end())):
            return unfinished_field(at, end, [(mark.start("sign"), mark.end(), ": ")])
        if is_complete:
            message = _("This line has no name and no colon, and it is not indented like the text above it.")
            return make_slip(at, end, message, _("Write `name: text`; continue on a new line only if it is indented."))
        return _not_indented(text, line, at, value, end)
    return missing_colon(text, at) or unfinished_field(at, end)


def _not_indented(text: str, line: int, at: int, value: int, end: int) -> Slip:
    """A line that goes on with the text of the field above it, but further left."""
    message = _("This line has no name and no colon, and it is not indented like the text above it.")
    hint = _("Indent this line if it continues the text above.")
    return make_slip(at, end, message, hint, [(at, at, _missing_indent(text, line, at, value))])


def _missing_indent(text: str, line: int, at: int, value: int) -> str:
    """The spaces to insert before a line, so that it belongs to the text above."""
    below = next_line(text, value)
    own = at - line
    if 0 <= below < line and indent_of(text, below) > own:
        return " " * (indent_of(text, below) - own)
    return "  "


def no_row(text: str, line: int, at: int, columns: Columns) -> Slip:
    """A line where a row of a list is expected."""
    odd = odd_indent(text, at)
    if odd:
        return odd
    if mark := ROW_SIGN.match(text, line):
        return wrong_row_sign(mark)
    bullet = _BULLET.match(text, at)
    if bullet:
        message = _("A row of a list begins with a hyphen and a space.")
        return make_slip(at, bullet.end(), message, _("Write `- text`."), [(at, bullet.end(), "- ")])
    if row := _row_without_hyphen(text, line, at):
        return row
    if fields := _fields_of_row(text, line, columns):
        return fields
    if row := _lone_row_above(text, line):
        return row
    if not _LATIN.match(text, at):
        message = _("This line has no hyphen, and it is not indented like the text above it.")
        hint = _("Begin a row with a hyphen; indent text that continues it.")
        below, own = next_content(text, line), at - line
        has_fields = below >= 0 and indent_of(text, below) == own + 2 and FIELD.match(text, below + own + 2) is not None
        begins = has_fields and re.search(r":(?=[ \t\n])", text[at : line_end(text, at) + 1]) is not None
        return make_slip(at, line_end(text, at), message, hint, [(at, at, "- " if begins else "  ")])
    return misplaced_line(at, text, move_edits(text, line, at, columns))


def _lone_row_above(text: str, line: int) -> Slip | None:
    """Several fields below one row of text in the column of its hyphen: the row stands in a group of fields."""
    own, above, below = indent_of(text, line), content_above(text, line), next_content(text, line)
    row = re.compile(rf" {{{own}}}-[ \t]+(?![a-z_]+:[ \t\n])").match(text, above) if above >= 0 else None
    is_several = below >= 0 and indent_of(text, below) == own and FIELD.match(text, below + own) is not None
    name = content_above(text, above)
    is_first = name >= 0 and text[name : line_end(text, name)].rstrip().endswith(":")
    if not row or not is_several or not is_first or not FIELD.match(text, line + own):
        return None
    return _hyphen_among_fields(above + own)


def _hyphen_among_fields(at: int) -> Slip:
    message = _("A single hyphen begins a row of a list.")
    return make_slip(at, at + 1, message, _("The rows of a list go below a name with nothing after its colon."))


def _fields_of_row(text: str, line: int, columns: Columns) -> Slip | None:
    """Fields in the column of the hyphens that are known to be those of rows."""
    own = indent_of(text, line)
    inner = [column for column, kind in columns if kind == "field" and column > own]
    if len(set(inner)) != 1:
        return None
    edits: list[Edit] = []
    below = line
    while below >= 0 and indent_of(text, below) == own and _is_field_at(text, below + own, inner[0]):
        edits.append((below, below + own, " " * inner[0]))
        below = next_line(text, below)
    return misplaced_line(line + own, text, edits) if edits else None


def _is_field_at(text: str, at: int, column: int) -> bool:
    """Whether a name with its value begins here that stands in this column elsewhere, or is a part of a period."""
    field = FIELD.match(text, at)
    if not field or not text[field.end() : line_end(text, at)].strip():
        return False
    name = field[0].rstrip(" \t:")
    elsewhere = rf"^(?: {{{column}}}| {{{column - 2}}}- ){name} *:"
    return name in ("start", "end") or re.search(elsewhere, text, re.MULTILINE) is not None


def missing_hyphen(text: str, line: int, at: int, name: str, column: int) -> Slip:
    """A row begins again with its first name; `column` is that of the hyphens."""
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=shorten(name))
    hint = _("Write `{text}`.").format(text=shorten(f"- {text[at : line_end(text, at)]}", 60))
    return make_slip(
        at, at + len(name), message, hint, [(line, at, f"{' ' * column}-{' ' * (at - line - column - 1)}")]
    )


def _row_without_hyphen(text: str, line: int, at: int) -> Slip | None:
    """A row whose fields stand in the column of the hyphens; it begins with the same name as one above."""
    field, own = FIELD.match(text, at), at - line
    name = field[0].rstrip(" \t:") if field else ""
    if not field or not re.search(rf"^ {{{own}}}- +{name}[ \t]*:", text[:line], re.MULTILINE):
        return None
    edits = [(at, at, "- ")]
    below = next_line(text, line)
    while below >= 0 and indent_of(text, below) >= own and not ROW.match(text, below + own):
        edits.append((below, below, "  "))
        below = next_line(text, below)
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=shorten(name))
    hint = _("Write `{text}`.").format(text=shorten(f"- {text[at : line_end(text, at)]}", 60))
    return make_slip(at, at + len(name), message, hint, edits)


def row_among_fields(text: str, line: int, at: int, value: int, columns: Columns) -> Slip:
    """A row of a list in the column of fields; `value` is where the field above it has its value."""
    if first := _first_without_hyphen(text, line, at, value):
        return first
    rows = [column for column, kind in columns if kind == "row"]
    if rows:
        return misplaced_line(at, text, move_edits(text, line, at, columns))
    return _hyphen_among_fields(at)


def indented_below(text: str, line: int, at: int, value: int, columns: Columns) -> Slip:
    """A line that is indented further than what it should belong to."""
    odd = odd_indent(text, at)
    if odd:
        return odd
    above = line_start(text, value)
    if beside := _text_beside_fields(text, line, value):
        return beside
    mark = ROW_SIGN.match(text, above)
    if mark and line == next_line(text, value):
        return wrong_row_sign(mark)
    start = value + len(text[value:at]) - len(text[value:at].lstrip(" \t\n"))
    value_line = text[start : min(line_end(text, start), at)]
    remark = _COMMENT.search(value_line)
    if first := _first_without_hyphen(text, line, at, value):
        return first
    is_new = FIELD.match(text, at) or ROW.match(text, at)
    if not is_new and remark and value_line[0] not in "'\"[{|>" and next_line(text, start) == line:
        return comment_in_text(text, start + remark.end() - 1, start, columns[-1][0])
    if not is_new and value_line[:1] in ("|", ">"):
        return _not_indented(text, line, at, value, line_end(text, at))
    if not is_new and value_line[:1] in ("'", '"') and next_line(text, start) == line:
        message = _("Text goes on after the closing quotation mark.")
        return make_slip(at, line_end(text, at), message, _("Put the whole text in quotes."))
    slip = _lone_row(text, line) or _first_line_off(text, line) or _fields_above(text, line)
    return slip or misplaced_line(at, text, move_edits(text, line, at, columns))


def _lone_row(text: str, line: int) -> Slip | None:
    """The hyphen of a row was deleted below the name of its table, while its other fields stay where they were."""
    above, own = content_above(text, line), indent_of(text, line)
    width = indent_of(text, above) if above >= 0 else -1
    field, name = FIELD.match(text, above + width), content_above(text, above)
    if width < 0 or own != width + 2 or not field or not FIELD.match(text, line + own) or name < 0:
        return None
    if not text[field.end() : line].strip() or not text[name : line_end(text, name)].rstrip().endswith(":"):
        return None
    key = field[0].rstrip(" \t:")
    below = next_content(text, line)
    has_more = below >= 0 and indent_of(text, below) == own and FIELD.match(text, below + own) is not None
    is_row = key == "id" or has_more or re.search(rf"^ {{{width}}}- {key} *:", text, re.MULTILINE) is not None
    if not is_row or indent_of(text, name) > width or key in ("start", "end"):
        return None
    message = _("Here a new row begins with `{name}`, but its hyphen is missing.").format(name=shorten(key))
    at = above + width
    hint = _("Write `{text}`.").format(text=shorten(f"- {text[at : line_end(text, at)]}", 60))
    return make_slip(at, at + len(key), message, hint, [(at, at, "- ")])


def _first_line_off(text: str, line: int) -> Slip | None:
    """The first line of a row or a group stands one column beside the others, of which this is the next."""
    above, own = content_above(text, line), indent_of(text, line)
    first = _FIRST_OF_GROUP.match(text, above) if above >= 0 else None
    if not first or abs(first.end() - above - own) != 1 or not FIELD.match(text, line + own):
        return None
    if "-" not in first[0]:
        name = content_above(text, above)
        if name < 0 or not text[name : line_end(text, name)].rstrip().endswith(":") or indent_of(text, name) >= own:
            return None
    below = next_content(text, line)
    has_more = below >= 0 and indent_of(text, below) == own and FIELD.match(text, below + own) is not None
    if not has_more and own % 2:
        return None
    edit = (above, above, " ") if first.end() - above < own else (above, above + 1, "")
    at = above + indent_of(text, above)
    return misplaced_line(at, text, [edit]) if edit[2] or text[above] == " " else None


def _fields_above(text: str, line: int) -> Slip | None:
    """Fields that stand further left between one of a row and this line, which goes on with that row."""
    own, edits = indent_of(text, line), list[Edit]()
    above = content_above(text, line)
    while above >= 0 and (width := indent_of(text, above)) < own and _is_field_at(text, above + width, own):
        edits.insert(0, (above, above + width, " " * own))
        above = content_above(text, above)
    is_of_row = above >= 0 and re.match(rf" {{{own}}}[a-z_]|{' ' * (own - 2)}- [a-z_]", text[above:]) is not None
    return misplaced_line(edits[0][1], text, edits) if edits and is_of_row else None


def _first_without_hyphen(text: str, line: int, at: int, value: int) -> Slip | None:
    """A row stands below fields that begin with its name two columns further right: they are the first row."""
    row = re.compile(r"-( +)([a-z_][a-z0-9_]*+)[ \t]*:").match(text, at)
    first = next_line(text, value)
    start = first + indent_of(text, first)
    field = FIELD.match(text, start)
    if not row or not field or text[value : line_end(text, value)].strip(" \t") or not first < line:
        return None
    column, name = at - line, field[0].rstrip(" \t:")
    if start - first != column + 1 + len(row[1]) or name != row[2]:
        return None
    return missing_hyphen(text, first, start, name, column)


def _text_beside_fields(text: str, line: int, value: int) -> Slip | None:
    """The days of a period on the line of its name, and `start:` and `end:` below."""
    above = line_start(text, value)
    is_below = next_line(text, value) == line and indent_of(text, line) - indent_of(text, above) > 1
    if not is_below or not _PERIOD_PART.match(text, line) or _PERIOD_PART.match(text, above):
        return None
    at = value + len(text[value:]) - len(text[value:].lstrip(" \t"))
    end = value_end(text, at, -1)
    end = min(end, line_end(text, at))
    message = _("There is text after this colon, but the fields that belong to this name follow below.")
    hint = _("Delete the text here; each date has a field of its own.")
    below = re.compile(rf"(?: {{{indent_of(text, line)},}}[^\n]*\n?)+").match(text, line)
    days = DAY.findall(text, at, end) if below and _DAYS.fullmatch(text, at, end) else ()
    is_repeated = below and days and all(day in below[0] for day in days)
    start = len(text[:at].rstrip(" \t"))
    return make_slip(at, end, message, hint, [(start, end, "")] if is_repeated else ())
