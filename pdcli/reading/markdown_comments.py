"""Comments and code in the body of a document: prompts to cut out, and text that they hide by mistake."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pdcli.diagnostics import shortened
from pdcli.i18n.messages import message as _
from pdcli.reading.form_headings import comments_of, field_of
from pdcli.reading.markdown_blocks import Block
from pdcli.reading.markdown_sections import (
    MAX_PROBLEMS,
    MarkdownBody,
    first_line,
    newline_of,
    next_line,
    unify_newlines,
)
from pdcli.reading.yaml_result import YamlProblem

if TYPE_CHECKING:
    from pdcli.reading.prompts import Comments, Parts

# The rest of a damaged `<!--`, and the text after it.
_DAMAGED_BEGIN = r"(?s)(?:&lt;|[«‹](?=!)|[^\w«“\"(])*(?:1?-+)?\s*(.*)"
# A comment whose delimiters Word has changed.
_CHANGED_SIGNS = r"<\s?!\s?(?:[–—]-?|-[–—]?)\s*([^<>\n]*?)\s*(?:[–—]-?|-[–—]|(?<!-)-|--\s)\s?>"
# A damaged `-->` at the end of a line.
_BROKEN_END = r"[ \t]*(?:[-–—‑]+[ \t]*>|--|[–—])(?=[ \t]*(?:\r|\n|\Z))"
# A damaged `<!--` on a line without `-->`.
_ONLY_BEGIN = r"(?m)^[ \t]*[‹«<]\s?!\s?[-–—]{1,3}\s*([^<>\r\n]*?)[ \t]*$"
# A comment with delimiters in HTML entities.
_ENCODED = r"(?s)(?:&lt;|<)!--((?:(?!--(?:&gt;|>)).){1,2000})--&gt;"
# `-->` without a comment that are checked.
_MAX_ENDS = 200
# Characters of a prompt.
_MAX_PROMPT = 4000


class CommentReader:
    """Finds the ranges of comments and code that belong to no answer, and the problems with them."""

    def __init__(self, body: MarkdownBody) -> None:
        self.text = body.text
        self.facts = body.facts
        self.form = body.form
        self.body = body.blocks
        self.problems = body.problems
        self.explained = body.explained

    def cuts(self) -> list[tuple[int, int]]:
        """The (start, end) ranges that belong to no answer, in order."""
        return sorted([
            *self._comments(), *self._prompts_without_begin(), *self._changed_prompts(), *self._codes()
        ])  # fmt: skip

    def _comments(self) -> list[tuple[int, int]]:
        """The (start, end) ranges of comments to cut; reports comments that hide questions or answers."""
        comments = comments_of(self.form) if self.form and self.body.comments else None
        cuts: list[tuple[int, int]] = []
        for block in self.body.comments:
            if not block.is_closed:
                cuts += self._unclosed(block, comments)
                continue
            inside = self.text[block.start + 4 : max(block.end - 3, block.start + 4)]
            if len(self.problems) > MAX_PROBLEMS:
                pass
            elif block.question >= 0:
                self._report_question(block)
            elif comments and comments.hides_text(inside):
                pieces = comments.parts(self.text, block.start + 4, block.end - 3)
                heading = next((at for at, _end in pieces.typed if self._is_heading_of_question(at)), -1)
                if heading >= 0:
                    self._report_question(block._replace(question=heading))
                elif pieces.prompts and pieces.typed:
                    self.problems.append(self._answer_inside(block, pieces))
                    cuts += _between(block.start, block.end, pieces.typed)
                    continue
                else:
                    self.problems.append(self._no_prompt(block))
            cuts.append((block.start, block.end))
        return cuts

    def _unclosed(self, block: Block, comments: "Comments | None") -> list[tuple[int, int]]:
        """The ranges to cut of a comment without an end: its prompts, or all of it before the next question."""
        from pdcli.reading.prompts import Parts

        encoded = re.compile(_ENCODED).match(self.text, block.start) if comments else None
        if comments and encoded and comments.is_prompt(encoded[1].strip()):
            # `_changed_prompts` reports it.
            return []
        pieces = comments.parts(self.text, block.start + 4, block.end) if comments else Parts([], [])
        if pieces.prompts:
            end = pieces.prompts[-1][1]
        elif block.question < 0:
            end = -1
        else:
            inside = self.text[block.start : block.end].rstrip()
            end = -1 if re.search(r"\n[ \t\r]*\n", inside) else block.start + len(inside)
        message = _("A comment begins here and never ends; the text after it is hidden.")
        if block.question >= 0:
            message = _("A comment begins here and does not end before the next question.")
        broken = re.compile(_BROKEN_END).match(self.text, end) if end >= 0 else None
        stop = broken.end() if broken else end
        fix = ((end, stop, " -->"),) if end >= 0 else ()
        first = min(block.start + 4, len(self.text))
        self.problems.append(
            YamlProblem("PD015", block.start, first, message, _("Close the comment with `-->`."), (), fix)
        )
        if pieces.prompts:
            typed = ((max(first, min(stop, last)), last) for first, last in pieces.typed)
            return _between(block.start, block.end, typed)
        return [(block.start, block.end)] if block.question >= 0 else []

    def _prompts_without_begin(self) -> list[tuple[int, int]]:
        """The (start, end) ranges of prompts whose `<!--` is missing, so that they would be read as an answer."""
        text, ends = self.text, {block.end for block in self.body.comments}
        cuts: list[tuple[int, int]] = []
        at, remaining = text.find("-->", self.facts.body), _MAX_ENDS
        while at >= 0 and self.form and remaining:
            end = at + 3
            remaining -= end not in ends
            if end not in ends and (piece := self._prompt_before(at)):
                cuts.append((piece.start(), end))
                message = _("The `<!--` before this prompt is lost, so it would be shown as an answer.")
                hint = _("Write `<!--` before the prompt, or delete the prompt.")
                fix = ((piece.start(), piece.start(1), "<!-- "),)
                self.problems.append(YamlProblem("PD015", piece.start(), end, message, hint, (), fix))
            elif end not in ends and (rest := self._rest_before(at)) is not None:
                cuts.append((rest, end))
                if not any(block.start < rest and not block.is_closed for block in self.body.comments):
                    # This may be the end of a comment that is reported at its beginning.
                    message, fix = _("There is a `-->` here, but no comment begins before it."), ((rest, end, ""),)
                    self.problems.append(YamlProblem("PD015", rest, end, message, _("Delete it."), (), fix))
            at = text.find("-->", end)
        return cuts

    def _rest_before(self, end: int) -> int | None:
        """The offset of the rest of a prompt before a `-->` at the end of its line; None without one."""
        if first_line(self.text, end + 3) or len(self.problems) > MAX_PROBLEMS:
            return None
        start = max(self.text.rfind("\n", 0, end) + 1, self.text.rfind("-->", 0, end) + 3, self.facts.body)
        words = self.text[start:end].strip()
        is_rest = not words or (self.form is not None and comments_of(self.form).is_piece(words))
        if not is_rest or self._is_inside_another(end):
            return None
        return start + len(self.text[start:end]) - len(self.text[start:end].lstrip())

    def _is_inside_another(self, end: int) -> bool:
        """Whether the comment before an offset contains another `<!--`, so that one end is left over."""
        block = next((block for block in reversed(self.body.comments) if block.end <= end), None)
        return block is not None and self.text.find("<!--", block.start + 4, block.end) >= 0

    def _changed_prompts(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges of prompts with changed delimiters: by Word, `<!— … —>`, or as HTML, `&lt;!-- … --&gt;`."""
        if self.form is None:
            return
        text, comments = self.text, comments_of(self.form)
        patterns = [*([_CHANGED_SIGNS] if "<!" in text else []), *([_ENCODED] if "--&gt;" in text else [])]
        patterns += [_ONLY_BEGIN] if "‹!" in text or "«!" in text else []
        for match in (match for pattern in patterns for match in re.compile(pattern).finditer(text, self.facts.body)):
            inside = match[1].strip()
            if comments.is_prompt(inside):
                message = _("The marks around this prompt were changed, so it would be shown as an answer.")
                hint = _("Write `<!--` before the prompt and `-->` after it, or delete the prompt.")
                fix = ((*match.span(), f"<!-- {inside} -->"),)
                self.problems.append(YamlProblem("PD015", *match.span(), message, hint, (), fix))
                yield match.span()

    def _prompt_before(self, end: int) -> re.Match[str] | None:
        """The prompt that ends at an offset: the whole paragraph, or the line; None without one."""
        for start in (_paragraph_start(self.text, end), self.text.rfind("\n", 0, end) + 1):
            start = max(start, self.facts.body)
            piece = re.compile(_DAMAGED_BEGIN).match(self.text, start, end) if end - start <= _MAX_PROMPT else None
            if piece and self.form and piece[1].strip() and comments_of(self.form).is_prompt(piece[1].strip()):
                return piece
        return None

    def _is_heading_of_question(self, at: int) -> bool:
        line = first_line(self.text, at)
        return line.startswith("#") and self.form is not None and field_of(line.strip("# \t"), self.form) is not None

    def _report_question(self, block: Block) -> None:
        line = first_line(self.text, block.question).strip("# \t")
        key = field_of(line, self.form) if self.form else None
        if key:
            self.explained.add(key)
        message = _("This comment hides the question “{question}”.").format(question=shortened(line, 60))
        hint = _("Remove `<!--` and `-->`, or delete the question.")
        self.problems.append(YamlProblem("PD015", block.start, block.start + 4, message, hint))

    def _answer_inside(self, block: Block, pieces: "Parts") -> YamlProblem:
        newline = newline_of(self.text)
        prompts = [f"<!-- {' '.join(self.text[first:last].split())} -->" for first, last in pieces.prompts]
        typed = [_dedented(unify_newlines(self.text[first:last])) for first, last in pieces.typed]
        instead = "\n".join([*prompts, "", "\n".join(typed)]).replace("\n", newline)
        first, last = pieces.typed[0]
        line = first_line(self.text, first)
        message = _("This text is inside a comment, where nobody sees it: “{text}”.").format(
            text=shortened(self.text[first:last], 60)
        )
        hint = _("Write this text below `-->`, on its own line.")
        end = min(last, first + len(line))
        return YamlProblem("PD031", first, end, message, hint, (), ((block.start, block.end, instead),))

    def _no_prompt(self, block: Block) -> YamlProblem:
        line = first_line(self.text, block.start)
        message = _("This comment is shown on no page.")
        hint = _("Remove `<!--` and `-->` if this is an answer; a note of your own begins with `<!-- note:`.")
        return YamlProblem("PD032", block.start, min(block.end, block.start + len(line)), message, hint)

    def _codes(self) -> Iterator[tuple[int, int]]:
        """Report code that contains a question; yield the (start, end) ranges of fences around a question alone."""
        for block in self.body.codes:
            if block.question < 0:
                continue
            code = self.text[block.start : block.question].rstrip()
            end = block.start + len(code)
            signs = code[: len(code) - len(code.lstrip(code[0]))]
            stop = block.start + len(signs)
            if block.frame_end >= 0:
                question = first_line(self.text, block.question).strip("# \t")
                message = _("This question is inside a code block: “{question}”.").format(
                    question=shortened(question, 60)
                )
                hint = _("Delete the lines “{fence}” before and after the text.").format(fence=signs)
                frame = ((block.start, block.question), (block.frame_end, next_line(self.text, block.frame_end)))
                yield from frame
                edits = tuple((first, last, "") for first, last in frame)
                self.problems.append(YamlProblem("PD029", block.start, stop, message, hint, (), edits))
                continue
            message = _("Code begins here and does not end before the next question.")
            hint = _("Close the code with a line “{signs}”.").format(signs=signs)
            fix = ((end, end, f"{newline_of(self.text)}{signs}"),)
            self.problems.append(YamlProblem("PD029", block.start, stop, message, hint, (), fix))


def _between(start: int, end: int, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges between these pieces of a range."""
    gaps, at = [], start
    for first, last in pieces:
        gaps.append((at, first))
        at = last
    return [*gaps, (at, end)]


def _paragraph_start(text: str, offset: int) -> int:
    """The offset of the paragraph around an offset: after an empty line, a heading or another comment."""
    start = max(text.rfind(sign, 0, offset) + len(sign) for sign in ("\n\n", "\n\r\n", "-->"))
    return text.find("\n", start) + 1 if text.startswith("## ", start) else start


def _dedented(text: str) -> str:
    """A text without common indent of its lines, its first line stripped."""
    first, _line_end, rest = text.partition("\n")
    return "\n".join([first.strip(), *textwrap.dedent(rest).rstrip().split("\n")]) if rest.strip() else first.strip()
