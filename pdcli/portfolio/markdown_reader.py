"""Markdown with front matter: short facts on top, long answers under `## ` headings.

Only headings of level 1 and 2 at the top level of the text count, in either spelling (`## …` or underlined); those in
quotes, lists and code belong to the answer, and so do deeper levels. Comments `<!-- … -->` are prompts, never part of
an answer. Nothing is dropped: text that belongs to no field is a section with `key` None and a problem with its place.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pyromark

from pdcli.diagnostics import shortened
from pdcli.model.forms import Form, normalise_heading
from pdcli.portfolio.front_matter import front_matter
from pdcli.portfolio.source import line_starts
from pdcli.portfolio.yaml_reader import read_yaml
from pdcli.portfolio.yaml_result import YamlProblem, YamlResult
from pdcli.suggest import nearest
from pdcli.words import gettext as _

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIELD_COMMENT = re.compile(r"<!--\s*field:\s*([a-z][a-z0-9_]*)\s*-->")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SPACE = re.compile(r"\s*")
# Without these a line is a heading by its own signs alone: comments and tags, code, tables, addresses of links.
_CHANGING = ("<", "```", "~~~", "|", "]:", "\r", "\v", "\f", "\0")
_UNDERLINE_OR_INDENT = re.compile(r"\n(?:[ \t]+#|[ \t]*(?:=+|-+)[ \t]*(?:\n|\Z))")
_SIGNED_LINE = re.compile(r"\n(#+)([^\n]*)")
_MARKUP = re.compile(r"[*_`~\\&\[\]\x00-\x1f]|#\Z")
# Looking for the heading that was meant takes long; nobody reads more suggestions than these.
MAX_SUGGESTIONS = 50
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH


class Section(NamedTuple):
    """One heading and what stands under it. Offsets are code points of the whole file.

    `value` is the text without comments and without blank lines around it; `lines` holds the line of the file for every
    line of `value`.
    """

    key: str | None
    heading: str
    level: int
    start: int
    end: int
    body_start: int
    body_end: int
    value: str
    lines: Sequence[int]


class MarkdownResult(NamedTuple):
    """Front matter (None where there is none), the sections in order, and what is wrong."""

    front: YamlResult | None
    front_start: int
    front_end: int
    sections: list[Section]
    problems: list[YamlProblem]


class _Heading(NamedTuple):
    level: int
    start: int
    end: int
    text: str


class _Body(NamedTuple):
    headings: list[_Heading]
    comments: list[tuple[int, int]]
    unclosed: int | None


def read_markdown(text: str, form_of: Callable[[dict[str, Any]], Form | None]) -> MarkdownResult:
    """Read a Markdown document. `form_of` finds the form from the front matter, so that headings get their fields.

    Problems of the body are PD010 to PD015 and PD018; those of the front matter are in `front.problems`.
    """
    opening, closing = front_matter(text)
    if not opening:
        return MarkdownResult(None, 0, 0, [], [])
    if not closing:
        message = _("The facts at the top begin with `---` but never end.")
        problem = YamlProblem("PD010", 0, 3, message, _("Add a line `---` after the last fact."))
        return MarkdownResult(None, 0, 0, [], [problem])
    front = read_yaml(text[opening.end() : closing.start()], opening.end())
    data = front.data if isinstance(front.data, dict) else {}
    form = form_of(data)
    body = _plain_body(text, closing.end()) or _scan(text, closing.end())
    problems: list[YamlProblem] = []
    if body.unclosed is not None:
        message = _("A comment begins here and never ends; the text after it is hidden.")
        problems.append(YamlProblem("PD015", body.unclosed, body.unclosed + 4, message, _("Close it with `-->`.")))
    sections = list(_sections(text, closing.end(), body, form, data, problems))
    return MarkdownResult(front, opening.end(), closing.start(), sections, problems)


def _plain_body(text: str, start: int) -> _Body | None:
    """The headings of a body in which nothing can change what is a heading; None for any other."""
    # Every line, the first one too, follows the end of another.
    body = text[start - 1 :]
    if any(sign in body for sign in _CHANGING) or _UNDERLINE_OR_INDENT.search(body):
        return None
    headings = []
    for found in _SIGNED_LINE.finditer(body):
        level, said = len(found[1]), found[2].strip(" ")
        if level > 2 or (said and found[2][0] not in " \t"):
            # Headings inside an answer, and text such as `#1`.
            continue
        if not said or _MARKUP.search(said):
            return None
        headings.append(_Heading(level, found.start() + start, min(found.end() + start, len(text)), said))
    return _Body(headings, [], None)


def _scan(text: str, start: int) -> _Body:
    """Top-level headings and comments of the body, through the Markdown parser."""
    raw = text[start:].encode("utf-8")
    headings: list[tuple[int, int, int, list[str]]] = []
    comments: list[tuple[int, int]] = []
    unclosed: int | None = None
    depth = 0
    current: list[str] | None = None
    for event, place in pyromark.events_with_range(text[start:], options=_OPTIONS):
        if not isinstance(event, dict):
            if current is not None and event in ("SoftBreak", "HardBreak"):
                current.append(" ")
            continue
        if "Start" in event:
            what = event["Start"]
            if depth == 0 and isinstance(what, dict) and "Heading" in what:
                level = what["Heading"]["level"]
                if level in ("H1", "H2"):
                    current = []
                    headings.append((int(level[1]), place["start"], place["end"], current))
            if depth == 0 and what == "HtmlBlock":
                block = raw[place["start"] : place["end"]]
                at = 0
                while (opened := block.find(b"<!--", at)) >= 0:
                    closed = block.find(b"-->", opened + 4)
                    if closed < 0:
                        unclosed = place["start"] + opened
                        break
                    comments.append((place["start"] + opened, place["start"] + closed + 3))
                    at = closed + 3
            depth += 1
        elif "End" in event:
            depth -= 1
            if depth == 0:
                current = None
        elif current is not None:
            if "Text" in event or "Code" in event:
                current.append(str(event.get("Text") or event.get("Code") or ""))
        elif depth == 1 and "InlineHtml" in event and event["InlineHtml"].startswith("<!--"):
            comments.append((place["start"], place["end"]))
    points = _code_points(raw, start, headings, comments, unclosed)
    return _Body(
        [_Heading(level, points[first], points[last], "".join(parts)) for level, first, last, parts in headings],
        [(points[first], points[last]) for first, last in comments],
        None if unclosed is None else points[unclosed],
    )


def _code_points(
    raw: bytes,
    start: int,
    headings: Iterable[tuple[int, int, int, list[str]]],
    comments: Iterable[tuple[int, int]],
    unclosed: int | None,
) -> dict[int, int]:
    """The byte offsets that matter -> offsets in the text."""
    wanted = {offset for _level, first, last, _parts in headings for offset in (first, last)}
    wanted.update(offset for pair in comments for offset in pair)
    if unclosed is not None:
        wanted.add(unclosed)
    found, byte, point = {}, 0, start
    for offset in sorted(wanted):
        point += len(raw[byte:offset].decode("utf-8"))
        found[offset], byte = point, offset
    return found


def _sections(
    text: str, start: int, body: _Body, form: Form | None, data: dict[str, Any], problems: list[YamlProblem]
) -> Iterator[Section]:
    headings = body.headings
    cutter = _Cutter(text, body.comments)
    seen: dict[str, _Heading] = {}
    first = headings[0].start if headings else len(text)
    before = _section(cutter, None, _Heading(0, start, start, ""), start, first)
    if before.value:
        yield before
        if form:
            problems.append(_outside(text, before))
    for number, heading in enumerate(headings):
        end = headings[number + 1].start if number + 1 < len(headings) else len(text)
        is_title = heading.level == 1 and number == 0
        key = "title" if is_title else _key_of(text, heading, end, form) if heading.level == 2 else None
        section = _section(cutter, key, heading, heading.end, end)
        if is_title:
            yield _title(section, heading)
            if section.value:
                loose = _section(cutter, None, _Heading(0, heading.end, heading.end, ""), heading.end, end)
                yield loose
                if form:
                    problems.append(_outside(text, loose))
            if form and data.get("title") and str(data["title"]).strip() != heading.text.strip():
                problems.append(_twice(text, heading, "title"))
            continue
        if form is None:
            yield section
            continue
        if key is None or (key not in form.by_key):
            yield _loose(section)
            problems.append(_unknown(heading, _text_end(text, heading), form, advise=len(problems) < MAX_SUGGESTIONS))
        elif key in seen:
            yield _loose(section)
            earlier = seen[key]
            related = ((earlier.start, _text_end(text, earlier), _("The first one.")),)
            message = _("The heading “{heading}” stands here a second time; the first one counts.").format(
                heading=shortened(heading.text, 60)
            )
            hint = _("Bring both answers together under the first heading.")
            end = _text_end(text, heading)
            problems.append(YamlProblem("PD013", heading.start, end, message, hint, related))
        else:
            seen[key] = heading
            field = form.by_key[key]
            if field.type != "text":
                yield _loose(section)
                if section.value:
                    message = _("“{heading}” is not answered with text under a heading.").format(
                        heading=shortened(heading.text, 60)
                    )
                    hint = _("Answer it between the `---` lines at the top, as `{key}:`.").format(key=key)
                    end = _text_end(text, heading)
                    problems.append(YamlProblem("PD018", heading.start, end, message, hint))
                continue
            if section.value and data.get(key) not in (None, ""):
                yield _loose(section)
                problems.append(_twice(text, heading, key))
                continue
            yield section


def _title(section: Section, heading: _Heading) -> Section:
    return section._replace(key="title", value=heading.text.strip(), lines=())


def _loose(section: Section) -> Section:
    return section._replace(key=None)


def _key_of(text: str, heading: _Heading, end: int, form: Form | None) -> str | None:
    """The field of a heading: said by a comment in it or right after it, else matched by its label."""
    if text.find("<!--", heading.start, end) >= 0:
        said = _FIELD_COMMENT.search(text, heading.start, heading.end)
        if not said:
            after = _SPACE.match(text, heading.end, end)
            said = _FIELD_COMMENT.match(text, after.end() if after else heading.end, end)
        if said:
            return said[1]
    return form.headings.get(normalise_heading(_plain(heading.text))) if form else None


def _section(cutter: "_Cutter", key: str | None, heading: _Heading, start: int, end: int) -> Section:
    """The text between two offsets without its comments, and the line of the file for every line of it."""
    value, numbers = cutter.said(start, end)
    return Section(
        key, _plain(heading.text), heading.level, heading.start, _text_end(cutter.text, heading),
        start, end, value, numbers,
    )  # fmt: skip


def _plain(heading: str) -> str:
    return _COMMENT.sub("", heading).strip() if "<!--" in heading else heading.strip()


class _Cutter:
    """Takes lines out of the text from front to back, without the comments: every place is passed once."""

    def __init__(self, text: str, comments: list[tuple[int, int]]) -> None:
        self.text = text
        self._comments = comments
        self._next = 0
        self._at = 0
        self._number = 1

    def said(self, start: int, end: int) -> tuple[str, Sequence[int]]:
        """What stands between two offsets, without comments and blank lines around it, and the number of each line."""
        number = self._line_number(start)
        cuts = self._cuts(start, end) if self._comments else ()
        if cuts:
            return _without_blank(*self._lines(start, end, number, cuts))
        text = _with_line_feeds(self.text[start:end])
        first = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
        value = text[first:].rstrip()
        number += text.count("\n", 0, first)
        return value, range(number, number + value.count("\n") + 1 if value else number)

    def _lines(self, start: int, end: int, number: int, cuts: deque[tuple[int, int]]) -> tuple[list[str], list[int]]:
        """The lines between two offsets, their ends and the comments taken out, and their numbers in the file."""
        kept, numbers = [], []
        position = start
        while position < end:
            found = _LINE.match(self.text, position, end)
            stop = found.end() if found else end
            line, touched = self._without(position, stop, cuts)
            if not (touched and not line.strip()):
                kept.append(line.rstrip() if touched else line.rstrip("\r\n"))
                numbers.append(number)
            number += 1
            position = stop if stop > position else end
        return kept, numbers

    def _line_number(self, offset: int) -> int:
        self._number += _with_line_feeds(self.text[self._at : offset]).count("\n")
        self._at = offset
        return self._number

    def _cuts(self, start: int, end: int) -> deque[tuple[int, int]]:
        comments, found = self._comments, deque[tuple[int, int]]()
        while self._next < len(comments) and comments[self._next][1] <= start:
            self._next += 1
        for first, last in islice(comments, self._next, None):
            if first >= end:
                break
            found.append((max(first, start), min(last, end)))
        return found

    def _without(self, start: int, end: int, cuts: deque[tuple[int, int]]) -> tuple[str, bool]:
        parts, position, touched = [], start, False
        while cuts and cuts[0][1] <= start:
            cuts.popleft()
        for first, last in cuts:
            if first >= end:
                break
            touched = True
            parts.append(self.text[position : max(first, position)])
            position = min(max(last, position), end)
        parts.append(self.text[position:end])
        return "".join(parts), touched


def _without_blank(lines: list[str], numbers: list[int]) -> tuple[str, Sequence[int]]:
    """Lines as one text, without the blank ones at its beginning and end."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]).rstrip(), numbers[first:last]


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _first_line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].partition("\r")[0].rstrip()


def _text_end(text: str, heading: _Heading) -> int:
    return heading.start + len(_first_line(text, heading.start)) if heading.level else heading.end


def _outside(text: str, section: Section) -> YamlProblem:
    start = line_starts(text)[section.lines[0] - 1]
    start = max(start, section.body_start)
    line = _first_line(text, start)
    start += len(line) - len(line.lstrip())
    message = _("This text stands before the first heading and belongs to no question.")
    hint = _("Move it under one of the headings, or make it a comment `<!-- … -->`.")
    return YamlProblem("PD011", start, start + len(line.strip()), message, hint)


def _unknown(heading: _Heading, end: int, form: Form, advise: bool) -> YamlProblem:
    labels = {
        normalise_heading(label): label
        for item in form.fields
        for label in (item.label.kk, item.label.ru, item.label.en)
    }
    close = nearest(normalise_heading(heading.text), labels) if advise else None
    hint = (
        _("Did you mean “{label}”?").format(label=labels[close])
        if close
        else _("Inside an answer use headings of level three: `### …`.")
    )
    message = _("“{heading}” is no question of this form.").format(heading=shortened(heading.text, 60))
    return YamlProblem("PD012", heading.start, end, message, hint)


def _twice(text: str, heading: _Heading, key: str) -> YamlProblem:
    message = _("`{key}` is answered both at the top and under this heading; the top counts.").format(key=key)
    end = heading.start + len(_first_line(text, heading.start))
    return YamlProblem("PD014", heading.start, end, message, _("Keep one of the two answers."))
