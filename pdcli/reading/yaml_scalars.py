"""Text in YAML: without quotes, in quotes, and after `|` or `>`."""

import re
from typing import Any

from pdcli.reading import yaml_indent_slips as indent_slips
from pdcli.reading import yaml_line_slips as line_slips
from pdcli.reading import yaml_structure_slips as structure_slips
from pdcli.reading import yaml_text_slips as text_slips
from pdcli.reading.plain_yaml import OUTER_SPACES, meaning
from pdcli.reading.yaml_result import Node, YamlProblem
from pdcli.reading.yaml_scanner import MARKER, SKIP, STOP, Scanner, match_end
from pdcli.reading.yaml_slip import SPACES, indent_of, is_control

_SINGLE = re.compile(r"'((?:[^']|'')*+)'")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_FOLD = re.compile(r"[ \t]*+\n((?:[ \t]*+\n)*+)[ \t]*+")
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n((?:[ \t]*+\n)*+)[ \t]*+|(.))"
    r"|[ \t]*+\n((?:[ \t]*+\n)*+)[ \t]*+",
    re.DOTALL,
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_AROUND = OUTER_SPACES + " "
_HEADER = re.compile(r"([|>])(?:([1-9])?([+-])?|([+-])([1-9]))[ \t]*+(?:(?<=[ \t])#[^\n]*+)?+(?:\n|\Z)")


class ScalarParser(Scanner):
    """Parses text; `_at` is at its first character."""

    def _plain(self, parent: int, start: int) -> tuple[Any, Node]:
        """Text without quotes; it may continue in lines that are indented further than its parent."""
        text, at = self.text, self._at
        stop = self._stop(at, start, parent)
        end = stop.start()
        lines = text[at:end]
        while following := self._continuation(end, parent):
            newlines, here = following
            stop = self._stop(here, start, parent)
            end = stop.start()
            lines += ("\n" * newlines or " ") + text[here:end]
        self._fresh, self._at = False, end
        if text[at] == ":":
            self._report_colon(at)
        return self._meaning(lines, start, end)

    def _meaning(self, plain: str, start: int, end: int) -> tuple[Any, Node]:
        """The value of text without quotes; wide spaces around it are removed, as other spaces are."""
        if not plain.isprintable():
            plain = plain.strip(_AROUND)
            while start < end and self.text[start] in _AROUND:
                start += 1
            while start < end and self.text[end - 1] in _AROUND:
                end -= 1
        return meaning(plain), self._new(start, end, "plain")

    def _report_colon(self, at: int) -> None:
        """Report text that begins with a colon, which mostly was typed twice; it is read as text."""
        if self.text[at + 1].isalpha():
            self.problems.append(structure_slips.second_colon(*self._offsets[at : at + 2]))

    def _stop(self, here: int, start: int, parent: int) -> re.Match[str]:
        stop = STOP.search(self.text, here)
        assert stop is not None
        if self.text.startswith(":", stop.start()):
            raise line_slips.colon(self.text, stop.start(), here, start, parent, self._columns)
        return stop

    def _continuation(self, at: int, parent: int) -> tuple[int, int] | None:
        """(blank lines, offset) of the line on which text continues; None where it ends."""
        text = self.text
        match = _FOLD.match(text, at)
        if not match or match.end() == len(text):
            return None
        line = text.rfind("\n", at, match.end()) + 1
        indent = indent_of(text, line)
        if indent <= parent or text[match.end()] == "#" or (not indent and MARKER.match(text, line)):
            return None
        return match[1].count("\n"), match.end()

    def _quoted(self, parent: int, start: int, in_flow: bool = False) -> tuple[str, Node]:
        text, at = self.text, self._at
        is_single = text[at] == "'"
        match = (_SINGLE if is_single else _DOUBLE).match(text, at)
        if not match:
            raise text_slips.unclosed_quote(text, at, parent, in_flow)
        self._fresh, self._at = False, match.end()
        inside = match[1]
        if "\n" in inside:
            self._check_lines(at, match.end(), parent, in_flow)
        if not is_single:
            value = self._unescaped(inside, at + 1)
        else:
            value = inside.replace("''", "'")
            if "\n" in value:
                value = _FOLD.sub(lambda fold: "\n" * fold[1].count("\n") or " ", value)
        return value, self._new(start, self._at, text[at])

    def _check_lines(self, at: int, end: int, parent: int, in_flow: bool) -> None:
        """Every line of a quotation is indented further than its parent."""
        text = self.text
        newline = text.find("\n", at, end)
        while newline >= 0:
            line = newline + 1
            first = match_end(SPACES, text, line)
            newline = text.find("\n", line, end)
            is_blank = text[first : newline if newline >= 0 else end].strip(" \t") == ""
            if (first - line <= parent and not is_blank) or MARKER.match(text, line):
                raise text_slips.unclosed_quote(text, at, parent, in_flow)

    def _unescaped(self, inside: str, at: int) -> str:
        """What stands between double quotes; `at` is where it begins."""
        if "\\" not in inside and "\n" not in inside:
            return inside

        def one(match: re.Match[str]) -> str:
            code = match[1] or match[2] or match[3]
            if code:
                sign = chr(number) if (number := int(code, 16)) < 0x110000 else ""
            elif match[5]:
                sign = _ESCAPES.get(match[5], "")
            elif match[4] is not None:
                return "\n" * match[4].count("\n")
            else:
                return "\n" * match[6].count("\n") or " "
            where = at + match.start()
            if not sign:
                raise text_slips.escape(self.text, where, at - 1)
            if is_control(sign) and not ("\t" <= sign <= "\n" or sign in "\r\x85\u2028\u2029"):
                end = where + len(match[0])
                after = text_slips.colour_end(self.text, end) if sign == "\x1b" else end
                places = self._offsets[where], self._offsets[end], self._offsets[after]
                in_path = bool(match[5]) and text_slips.is_in_path(inside, *match.span())
                self._report_escape(text_slips.control_escape(match[0], places, in_path), self._offsets[at])
                return ""
            is_mistake = match[5] == " " or (
                match[5] and not sign.isprintable() and text_slips.is_in_path(inside, *match.span())
            )
            if is_mistake:
                start, end = self._offsets[where], self._offsets[where + len(match[0])]
                self.problems.append(text_slips.path_escape(match[0], start, end))
            return sign

        return _ESCAPE.sub(one, inside)

    def _report_escape(self, problem: YamlProblem, start: int) -> None:
        """Report an escaped control character; of several in one value, which begins at `start`, the first."""
        before = self.problems[-1] if self.problems else None
        if before and before.code == problem.code and before.start >= start and before.fix and problem.fix:
            self.problems[-1] = before._replace(fix=(*before.fix, *problem.fix))
        else:
            self.problems.append(problem)

    def _block(self, parent: int, start: int) -> tuple[str, Node]:
        """The lines after `|` or `>`."""
        text, at = self.text, self._at
        header = _HEADER.match(text, at)
        if not header:
            raise text_slips.text_after_block_sign(text, at, parent)
        if "#" in header[0]:
            stop = header.end() - header[0].endswith("\n")
            self.comments.append((self._offsets[text.index("#", at)], self._offsets[stop]))
        width = header[2] or header[5]
        indent = max(parent, 0) + int(width) if width else self._block_indent(header.end(), parent)
        lines, here = [], header.end()
        while here < len(text):
            newline = text.find("\n", here)
            stop = newline if newline >= 0 else len(text)
            first = min(match_end(SPACES, text, here), here + indent)
            if first < stop and (first - here < indent or (not indent and MARKER.match(text, here))):
                break
            lines.append(text[first:stop])
            here = min(stop + 1, len(text))
        end = here
        if header[1] == ">" and "\t" in text[header.end() : end]:
            self.problems += indent_slips.tabs_in_folded(text, header.end(), end, indent, self._offsets)
        chomp, blank = header[3] or header[4] or "", 0
        while lines and not lines[-1]:
            lines.pop()
            blank += 1
        scalar = ("\n".join(lines) if header[1] == "|" else _folded(lines)) if lines else ""
        if chomp == "+":
            scalar += "\n" * (blank + bool(lines))
        elif lines and not chomp:
            scalar += "\n"
        self._at = match_end(SKIP, text, end)
        self._begin_line(text.rfind("\n", end, self._at) + 1 or end)
        return scalar, self._new(start, end, header[1])

    def _block_indent(self, at: int, parent: int) -> int:
        """How far the first line with text is indented; blank lines above it may not be wider."""
        text, widest, here = self.text, 0, at
        while here < len(text):
            newline = text.find("\n", here)
            stop = newline if newline >= 0 else len(text)
            first = match_end(SPACES, text, here)
            if first < stop:
                width = first - here
                if width <= parent:
                    if text[first:stop].strip(" \t") == "":
                        raise indent_slips.tab(text, here, stop)
                    break
                if widest > width:
                    raise indent_slips.wide_blank_line(text, at, here)
                return width
            widest = max(widest, stop - here)
            here = stop + 1
        return max(parent + 1, widest)


def _folded(lines: list[str]) -> str:
    """The lines after `>`: those that follow one another are one line, unless they are indented further."""
    text, blank, previous = "", 0, ""
    for line in lines:
        if not line:
            blank += 1
            continue
        if not previous:
            text = "\n" * blank + line
        elif line[0] in " \t" or previous[0] in " \t":
            text += "\n" * (blank + 1) + line
        else:
            text += ("\n" * blank or " ") + line
        previous, blank = line, 0
    return text
