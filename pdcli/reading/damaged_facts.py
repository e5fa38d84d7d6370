"""Recovery of the range of the front matter where its delimiters are damaged.

Recognised slips: text before the first line, other strokes (`----`, `—-`, `***`), a missing line. Markdown without a
line `kind:` is no document.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pdcli.diagnostics import shortened
from pdcli.i18n.messages import message as _
from pdcli.reading.front_matter import FAR, MORE, Facts
from pdcli.reading.yaml_result import YamlProblem

# Spaces of every width, marks of byte order, signs of no width.
_UNSEEN = "".join(map(chr, [0, 9, 0x20, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]))
_STROKES = re.compile(rf"[{_UNSEEN}]*(?:(?:[-‐-―−_*=~+][{_UNSEEN}]*){{2,}}|[—–―][{_UNSEEN}]*)\Z")
# A line that ends the facts with more than strokes: quotes or a full stop beside them, or the tag of HTML.
_LIKE_STROKES = re.compile(r"[\"'«»“”‘’`.\\ ]*-{3,}[\"'«»“”‘’`.,;: ]*\Z|<hr */?>\Z")
# Strokes around words, as of a line that says where it ends.
_FRAMED = re.compile(r"([-–—=*_])\1+[ \t]*[^\W\d_][^:\n]{0,60}?[ \t]*\1\1+\Z")
# A line `---` with something else on it.
_SPOILT = re.compile(r"(?:[^:]{0,60}|\W{0,8})---\Z|---[^:]{0,60}\Z")
_KIND = re.compile(rf"[{_UNSEEN}]{{0,3}}[\"']?kind[\"']?[ \t]*[:：]", re.IGNORECASE)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
# A line of YAML as facts have it: a comment, a key, a row, what goes on in the next line, or nothing.
_YAML = re.compile(r"#(?!#)|[ \t]|-(?:[ \t]|\Z)|[\]})]|[\"']?[^\W\d][\w-]*[\"']?[ \t\u00a0]*[:：]|\Z")
_KEY = re.compile(r"[a-z_]+:(?: |---\Z|\Z)")
# A line that holds a value: a key, a row, or what goes on in the next line.
_VALUE = re.compile(r"[a-z_]+:(?: |---\Z|\Z)|[ \t-][ \t]*+(?!#).*[^\W_]")


class _Line(NamedTuple):
    """A line of the file: where it begins, where its text without spaces behind it ends, where the next one begins."""

    start: int
    end: int
    after: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip(_UNSEEN)


def find_damaged_facts(text: str, start: int, closing: re.Match[str] | None) -> Facts | None:
    """The facts that begin at `start` (0: without a line `---`) and end with `closing`, or with a damaged end;
    None for Markdown that is no document.
    """
    if closing:
        return _with_more(text, Facts(start, closing.start() + 1, closing.end()), closing.start() + 1)
    if start:
        return _facts(text, _lines(text), 0)
    lines = _lines(text)
    kind = _kind_line(lines)
    if kind is None:
        return None
    for number in range(kind - 1, -1, -1):
        line = lines[number]
        if _STROKES.match(line.text) or _SPOILT.match(line.text):
            return _facts(text, lines, number)
        if not line.is_blank and not _YAML.match(line.text):
            return None
    return _facts(text, lines, -1)


def find_end_again(text: str, facts: Facts) -> Facts:
    """The facts with their probable end, where the text between the two lines `---` is no YAML."""
    if facts.problems:
        return facts
    lines, has_facts = _lines(text), False
    for number, line in enumerate(lines[1:], 1):
        if line.start >= facts.end:
            break
        has_facts = has_facts or bool(_KEY.match(line.text))
        if _is_strokes(lines, number) or (not line.is_blank and not _YAML.match(line.text)):
            # What stands alone between facts is no body.
            below = [item for item in lines[number + 1 :] if item.start < facts.end]
            is_last = all(item.is_blank for item in below)
            if _STROKES.match(line.text) and (MORE.match(text, line.after) or is_last):
                return _with_more(text, facts, line.start)
            is_alone = all(item.is_blank or _YAML.match(item.text) for item in below)
            is_body = _STROKES.match(line.text) or (not is_alone and line.text.startswith(("##", "**", "<!--")))
            return _facts(text, lines, 0) if is_body and has_facts else facts
    return facts


def is_line_of_facts(line: str) -> bool:
    """Whether a line, without the spaces behind it, is one of those that facts are made of."""
    return _YAML.match(line) is not None


def _with_more(text: str, facts: Facts, strokes: int) -> Facts:
    """The facts that go on below lines of strokes, where a line `---` ends them all; else the facts as they are."""
    fact_lines: list[_Line] = []
    for line in (line for line in _lines(text) if line.start >= strokes):
        is_end = line.text in ("---", "...")
        if is_end and line.start > strokes and not MORE.match(text, line.after):
            problems = tuple(_between(item) for item in fact_lines)
            return Facts(
                facts.start, line.start, line.after, problems, strokes=tuple(item.start for item in fact_lines)
            )
        if is_end or (_STROKES.match(line.text) and not line.is_blank and not line.text.startswith((" ", "\t"))):
            fact_lines.append(line)
        elif not line.is_blank and not _YAML.match(line.text):
            break
    return facts


def _between(line: _Line) -> YamlProblem:
    message = _("There is `{strokes}` among the facts, which end at the next `---` line.")
    edits = ((line.start, line.after, ""),)
    return YamlProblem(
        "PD028", line.start, line.end, message.format(strokes=line.text.strip()[:20]), _("Delete this line."), (), edits
    )


def _lines(text: str) -> list[_Line]:
    # Every line end becomes one line feed at the same place.
    same = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    fact_lines, at = [], 0
    for line in same.split("\n"):
        visible = line.rstrip(" \t")
        after = min(at + len(line) + 1, len(text))
        fact_lines.append(_Line(at, at + len(visible), after, visible))
        at = after
    return fact_lines


def _kind_line(lines: list[_Line]) -> int | None:
    """The first line that says the kind. In code it is an example, unless the whole document was pasted as code."""
    fence, frame, is_first = "", "", True
    for number, line in enumerate(lines):
        if line.start > FAR:
            return None
        mark = _FENCE.match(line.text)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark and is_first:
            frame = mark[1]
        elif mark and line.text.strip() == frame:
            frame = ""
        elif mark:
            fence = mark[1]
        elif _KIND.match(line.text):
            return number
        is_first = is_first and line.is_blank
    return None


def _is_strokes(lines: list[_Line], number: int) -> bool:
    """Whether a line probably ends the facts. Indented dashes may be part of a long value."""
    line = lines[number]
    if _FRAMED.match(line.text):
        return True
    if not _STROKES.match(line.text):
        return _LIKE_STROKES.match(line.text) is not None
    following = next((item.text for item in lines[number + 1 :] if not item.is_blank), "##")
    return not line.text.startswith((" ", "\t")) or not _YAML.match(following)


def _facts(text: str, lines: list[_Line], opening: int) -> Facts:
    """The facts that begin below the line of this number (-1: with the file), and all that is wrong around them."""
    start = lines[opening].after if opening >= 0 else 0
    end, problem = _end(text, lines, opening)
    if end is None:
        at = problem.start if problem else 0
        body = at
    else:
        at, body = end.start, end.after
    is_certain = opening >= 0 or end is not None
    if not is_certain:
        return Facts(0, at, at, (_no_strokes(text, lines, at),), is_certain)
    problems = [*(_before(text, lines, opening, body) if opening >= 0 else _no_opening(text, lines))]
    return Facts(min(start, at), at, body, (*problems, *([problem] if problem else ())), is_certain)


def _end(text: str, lines: list[_Line], opening: int) -> tuple[_Line | None, YamlProblem | None]:
    """The line that ends the facts (None where there is none), and what is wrong with it."""
    number = opening + 1
    while number < len(lines):
        line = lines[number]
        if line.text in ("---", "..."):
            return line, None
        if _is_strokes(lines, number):
            message = _("The facts do not end with `{strokes}` but with a line `---`.").format(
                strokes=line.text.strip()[:20]
            )
            hint = _("Write `---`, three hyphens at the beginning of the line.")
            # Words on the line are not thrown away.
            instead = f"# {line.text}{_newline(text)}---" if _FRAMED.match(line.text) else "---"
            edit = (line.start, line.end, instead)
            return line, YamlProblem("PD028", line.start, line.end, message, hint, (), (edit,))
        if not line.is_blank and not _YAML.match(line.text):
            below = _end_below(lines, number)
            if below is None:
                break
            number = below - 1
        number += 1
    is_joined = _joined(text, lines[opening + 1 : number + 1])
    if is_joined:
        return is_joined
    while number - 1 > opening and lines[number - 1].is_blank:
        number -= 1
    at = lines[number].start if number < len(lines) else len(text)
    line_end = "" if at == 0 or text[at - 1] in "\r\n" else _newline(text)
    related = ((lines[opening].start, lines[opening].end, _("The facts begin here.")),) if opening >= 0 else ()
    message, hint = _("The facts at the top never end."), _("Add a line `---` after the last fact.")
    return None, YamlProblem("PD010", at, at, message, hint, related, ((at, at, f"{line_end}---{_newline(text)}"),))


def _end_below(lines: list[_Line], number: int) -> int | None:
    """The line `---` that ends the facts below a line that is none: only facts stand between, and one at least."""
    has_facts = False
    for below in range(number + 1, len(lines)):
        text = lines[below].text
        if text in ("---", "..."):
            return below if has_facts else None
        if text and not _YAML.match(text):
            return None
        has_facts = has_facts or _KEY.match(text) is not None
    return None


def _joined(text: str, lines: list[_Line]) -> tuple[_Line, YamlProblem] | None:
    """The dashes that end the facts on one line with the last fact or the first question."""
    for line in reversed(lines):
        before = line.text.endswith("---") and _VALUE.match(line.text) is not None
        if before or re.match(r"---[ \t]*#", line.text):
            start = line.end - 3 if before else line.start
            message = _("The line `---` that ends the facts is joined with another line.")
            edit = (start, start, _newline(text)) if before else (start + 3, start + 3, _newline(text) * 2)
            strokes = _Line(start, start + 3, line.after if before else start + 3, "---")
            hint = _("Put `---` on its own line.")
            return strokes, YamlProblem("PD028", start, start + 3, message, hint, (), (edit,))
    return None


def _no_opening(text: str, lines: list[_Line]) -> Iterator[YamlProblem]:
    first = next(line for line in lines if not line.is_blank)
    message, hint = _("The facts at the top begin without a line `---`."), _("Begin the file with a line `---`.")
    yield YamlProblem("PD028", first.start, first.end, message, hint, (), ((0, 0, "---" + _newline(text)),))


def _no_strokes(text: str, lines: list[_Line], end: int) -> YamlProblem:
    first = next(line for line in lines if not line.is_blank)
    message = _("The two `---` lines around the facts at the top are missing.")
    hint = _("Begin the file with a line `---`, and add another one after the last fact.")
    newline = _newline(text)
    line_end = "" if text[end - 1] in "\r\n" else newline
    edits = ((0, 0, f"---{newline}"), (end, end, f"{line_end}---{newline}"))
    return YamlProblem("PD028", first.start, first.end, message, hint, (), edits)


def _before(text: str, lines: list[_Line], opening: int, body: int) -> Iterator[YamlProblem]:
    """The problems of the first line of the facts, and of the text before it."""
    line = lines[opening]
    if line.text != "---":
        if line.text.strip(_UNSEEN) == "---":
            message = _(
                "There is a space or another invisible character beside `---`, so the facts are not recognised."
            )
        else:
            strokes = line.text.strip()[:20]
            message = _("The facts do not begin with `{strokes}` but with a line `---`.").format(strokes=strokes)
        hint = _("Write `---`, three hyphens at the beginning of the line.")
        # Words on the line are not thrown away.
        fix = () if re.search(r"\w", line.text.replace("_", "")) else ((line.start, line.end, "---"),)
        yield YamlProblem("PD028", line.start, line.end, message, hint, (), fix)
    earlier = lines[:opening]
    if not earlier or _has_conflict(text[: line.start]):
        # Marks of a conflict are reported as such.
        return
    first = next((item for item in earlier if not item.is_blank), None)
    if first is None:
        message = _("There is an empty line before the facts.")
        if text[: line.start].strip("\r\n \t"):
            message = _("There is an invisible character before the facts.")
        hint = _("Delete what stands before it: `---` must be the first line of the file.")
        yield YamlProblem("PD028", 0, earlier[0].end, message, hint, (), ((0, line.start, ""),))
    elif _FENCE.match(first.text) and sum(not item.is_blank for item in earlier) == 1:
        yield _in_a_frame(lines, first, line)
    else:
        message = _("There is text before the facts, so they are not recognised: “{text}”.").format(
            text=shortened(first.text, 60)
        )
        hint = _("Move this text below the facts: `---` is the first line of the file.")
        newline = _newline(text)
        line_end = "" if body == 0 or text[body - 1] in "\r\n" else newline
        facts_block = f"{line_end}{newline}{text[: line.start].strip().strip(_UNSEEN)}{newline}"
        edits = ((0, line.start, ""), (body, body, facts_block))
        yield YamlProblem("PD028", first.start, first.end, message, hint, (), edits)


def _has_conflict(text: str) -> bool:
    from pdcli.reading.conflicts import merge_conflicts

    return bool(merge_conflicts(text))


def _in_a_frame(lines: list[_Line], first: _Line, opening: _Line) -> YamlProblem:
    fence = first.text.strip()
    signs = fence[: len(fence) - len(fence.lstrip("`~"))]
    last = next(item for item in reversed(lines) if not item.is_blank)
    edits: tuple[tuple[int, int, str], ...] = ((0, opening.start, ""),)
    if last.text.strip() == signs:
        edits = (*edits, (last.start, last.end, ""))
    message = _("The whole document is inside a code block.")
    hint = _("Delete the lines “{fence}” before and after the text.").format(fence=signs)
    return YamlProblem("PD028", first.start, first.end, message, hint, (), edits)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
