"""Reader of Markdown with front matter: short facts on top, long answers under `## ` headings.

A line that begins with `## ` is a heading unless it is in code, in a comment, or indented by four spaces; deeper levels
belong to the answer. Comments `<!-- … -->` are prompts, never part of an answer. A question that is no heading, and
text typed into a prompt, are read as they were meant, and reported. Nothing is dropped: text that belongs to no field
is a section with `key` None and a problem with its place.
"""

import re
import textwrap
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pdcli.diagnostics import Message, shortened
from pdcli.i18n import LANGS
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form, normalise_heading
from pdcli.reading.front_matter import Facts, find_facts
from pdcli.reading.invisible import ends_in_zeros, has_invisible_signs, invisible_signs
from pdcli.reading.markdown_blocks import MAX_HEADINGS, Block, Body, Heading, divide, with_line_feeds
from pdcli.reading.source import line_starts
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_result import YamlProblem, YamlResult
from pdcli.suggest import nearest

# What is needed only where something is unanswered, misspelt or hidden is loaded there.
if TYPE_CHECKING:
    from pdcli.reading.prompts import Comments, Parts
    from pdcli.reading.questions import Labels, Lookup, LostQuestion

# All but the last are compiled only where a text has comments.
_COMMENT = r"(?s)<!--.*?-->"
_FIELD_COMMENT = r"<!--\s*field:\s*([a-z][a-z0-9_]*)\s*-->"
_FIELD_BELOW = rf"\s*{_FIELD_COMMENT}"
# What is left of `<!--`, and the text behind it.
_LOST_BEGIN = r"(?s)(?:&lt;|[«‹](?=!)|[^\w«“\"(])*(?:1?-+)?\s*(.*)"
# A comment of which Word has changed both signs.
_CHANGED_SIGNS = r"<\s?!\s?(?:[–—]-?|-[–—]?)\s*([^<>\n]*?)\s*(?:[–—]-?|-[–—]|(?<!-)-|--\s)\s?>"
# What was meant as `-->` at the end of a line.
_BROKEN_END = r"[ \t]*(?:[-–—‑]+[ \t]*>|--|[–—])(?=[ \t]*(?:\r|\n|\Z))"
# What is left of `<!--` on a line of which the end is lost, too.
_ONLY_BEGIN = r"(?m)^[ \t]*[‹«<]\s?!\s?[-–—]{1,3}\s*([^<>\r\n]*?)[ \t]*$"
# A comment whose signs were written for a page.
_ENCODED = r"(?s)(?:&lt;|<)!--((?:(?!--(?:&gt;|>)).){1,2000})--&gt;"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# Looking for the heading that was meant takes long; nobody reads more suggestions than these.
MAX_SUGGESTIONS = 50
# Nobody has lost so many begins of comments.
_MOST_ENDS = 200
# No prompt is as long.
_LONGEST_PROMPT = 4000
# Fewer letters than these are no part of a question.
_SHORT = 4
# What may hide the answer to a question.
_HIDING = frozenset(("PD012", "PD015", "PD018", "PD029", "PD030", "PD031", "PD032"))
# Nobody reads more messages about one file.
MAX_PROBLEMS = 200


class Section(NamedTuple):
    """One heading and its text. Offsets are code points of the whole file.

    `value` is the text without comments and surrounding blank lines; `lines` holds the 1-based line in the file of each
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
    """The front matter (None without one), the sections in order, and the problems.

    `repeated` is a range of text that stands in the document already and is not read. The body begins at `body_start`;
    `cuts` are its ranges that belong to no answer. `explained` are the fields whose missing answer a problem explains.
    """

    front: YamlResult | None
    front_start: int
    front_end: int
    sections: list[Section]
    problems: list[YamlProblem]
    explained: frozenset[str] = frozenset()
    body: Body = Body([], [], [])
    body_start: int = 0
    cuts: Sequence[tuple[int, int]] = ()
    repeated: tuple[int, int] | None = None


_NO_DOCUMENT = MarkdownResult(None, 0, 0, [], [])


def read_markdown(text: str, form_of: Callable[[dict[str, Any]], Form | None]) -> MarkdownResult:
    """Read a Markdown document. `form_of(front matter)` is the form whose fields belong to the headings.

    Problems of the body are PD007, PD009 to PD015, PD018, PD027 to PD033; others are in `front.problems`.
    """
    facts = find_facts(text)
    if facts is None:
        return _NO_DOCUMENT
    front = read_yaml(facts.text(text), facts.start)
    if front.problems or text.find("\n##", facts.start - 1, facts.end) >= 0:
        from pdcli.reading.spoilt_facts import find_end_again

        again = find_end_again(text, facts)
        if again is not facts:
            facts, front = again, read_yaml(again.text(text), again.start)
    data = front.data if isinstance(front.data, dict) else {}
    form = form_of(data)
    if (facts.problems and not data and not front.problems) or (not facts.is_certain and form is None):
        return _NO_DOCUMENT
    if form is None or text.find("\nkind:", facts.body - 1) < 0:
        return _Reader(text, facts, front, data, form).read()
    from pdcli.reading.repeated_facts import find_repeated

    repeated = find_repeated(text, facts)
    if repeated is None:
        return _Reader(text, facts, front, data, form).read()
    if repeated.is_document:
        text = text[: repeated.start]
    else:
        facts = facts._replace(body=repeated.end)
    result = _Reader(text, facts, front, data, form).read()
    place = (repeated.start, repeated.end)
    return result._replace(problems=[*result.problems, repeated.problem], repeated=place)


class _Titled(NamedTuple):
    """A heading with its field and its problem."""

    heading: Heading
    key: str | None
    problem: YamlProblem | None = None


class _Reader:
    """Reads the body of one document."""

    def __init__(self, text: str, facts: Facts, front: YamlResult, data: dict[str, Any], form: Form | None) -> None:
        self.text = text
        self.facts = facts
        self.front = front
        self.data = data
        self.form = form
        self.problems: list[YamlProblem] = [*facts.problems]
        self.explained: set[str] = set()
        self.body = Body([], [], [])
        self.empty_twins: set[int] = set()
        """Where headings begin right below which the same one stands again, with the answer."""
        self.is_cut = False
        """Whether the end of the file was lost."""

    def read(self) -> MarkdownResult:
        text, facts = self.text, self.facts
        self.body = body = divide(text, facts.body, self._is_question)
        conflicts = self._conflicts()
        cuts: list[tuple[int, int]] = []
        if conflicts:
            self.problems += conflicts
        else:
            if body.comments or _may_hold_signs_of_comments(text, facts.body):
                cuts = sorted([
                    *self._comments(body), *self._prompts_without_begin(body), *self._prompts_with_other_signs()
                ])  # fmt: skip
            if body.codes:
                cuts = sorted([*cuts, *self._codes(body)])
            if has_invisible_signs(text, facts.body):
                self.problems += invisible_signs(text, facts.body)
                self.is_cut = ends_in_zeros(text)
        sections = [*self._before_the_facts()] if facts.problems else []
        if conflicts:
            sections += self._without_answers(body)
        else:
            sections += self._sections(self._keyed(body), cuts)
            if self.empty_twins:
                sections = [_loose(item) if item.start in self.empty_twins else item for item in sections]
        return MarkdownResult(
            self.front, facts.start, facts.end, sections, self._bounded(), frozenset(self.explained), body,
            facts.body, cuts,
        )  # fmt: skip

    def _conflicts(self) -> list[YamlProblem]:
        """Marks of an unfinished merge in the body; those that begin in the facts are told with them."""
        text, facts = self.text, self.facts
        if "=======" not in text and "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
            return []
        from pdcli.reading.conflicts import merge_conflicts

        edges = {problem.start for problem in facts.problems}
        codes = [(block.start, block.end) for block in self.body.codes]
        return [
            item for item in merge_conflicts(text, codes=codes)
            if not facts.start <= item.start < facts.end and item.start not in edges
        ]  # fmt: skip

    def _is_question(self, text: str) -> bool:
        return bool(self.form and _field_of(text, self.form) in self.form.headed)

    def _bounded(self) -> list[YamlProblem]:
        if len(self.problems) < 2:
            return self.problems
        problems = sorted(self.problems, key=lambda problem: problem.start)
        if len(problems) <= MAX_PROBLEMS:
            from pdcli.reading.one_cause import causes

            return causes(self.text, problems, self._is_question)
        at = problems[MAX_PROBLEMS].start
        message = _("More than {limit} things are wrong in this file; the others are not shown.").format(
            limit=MAX_PROBLEMS
        )
        return [*problems[:MAX_PROBLEMS], YamlProblem("PD007", at, at + 1, message, _("Correct those above first."))]

    def _before_the_facts(self) -> Iterator[Section]:
        """Text that stands before the facts belongs to no question; comments and strokes are none."""
        first = self.text.rfind("\n", 0, max(self.facts.start - 1, 0)) + 1
        before = re.sub(_COMMENT, "", self.text[:first]).strip()
        if any(problem.code == "PD028" and problem.start < first for problem in self.facts.problems) and before:
            yield _section(_Cutter(self.text, []), None, Heading(0, 0, 0, 0, ""), 0, first)

    def _without_answers(self, body: Body) -> Iterator[Section]:
        cutter = _Cutter(self.text, [])
        starts = [heading.start for heading in body.headings]
        for heading, end in zip(body.headings, [*starts[1:], len(self.text)], strict=False):
            yield _section(cutter, None, heading, heading.end, end)

    # Comments and code.

    def _comments(self, body: Body) -> list[tuple[int, int]]:
        """What is taken out of the answers; told where a comment hides what was meant to be read."""
        comments = _comments_of(self.form) if self.form and body.comments else None
        cuts: list[tuple[int, int]] = []
        for block in body.comments:
            if not block.is_closed:
                cuts += self._unclosed(block, comments)
                continue
            inside = self.text[block.start + 4 : max(block.end - 3, block.start + 4)]
            if len(self.problems) > MAX_PROBLEMS:
                pass
            elif block.question >= 0:
                self._hides_question(block)
            elif comments and comments.is_hidden(inside):
                pieces = comments.parts(self.text, block.start + 4, block.end - 3)
                heading = next((at for at, _end in pieces.typed if self._is_heading_of_question(at)), -1)
                if heading >= 0:
                    self._hides_question(block._replace(question=heading))
                elif pieces.prompts and pieces.typed:
                    self.problems.append(self._typed(block, pieces))
                    cuts += _between(block.start, block.end, pieces.typed)
                    continue
                else:
                    self.problems.append(self._hidden(block))
            cuts.append((block.start, block.end))
        return cuts

    def _unclosed(self, block: Block, comments: "Comments | None") -> list[tuple[int, int]]:
        """What is taken out where the end of a comment was lost: its prompts, or all of it before the next question."""
        from pdcli.reading.prompts import Parts

        written_for_a_page = re.compile(_ENCODED).match(self.text, block.start) if comments else None
        if comments and written_for_a_page and comments.is_prompt(written_for_a_page[1].strip()):
            # Its end is told with its other signs.
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
        self.problems.append(YamlProblem("PD015", block.start, first, message, _("Close it with `-->`."), (), fix))
        if pieces.prompts:
            typed = ((max(first, min(stop, last)), last) for first, last in pieces.typed)
            return _between(block.start, block.end, typed)
        return [(block.start, block.end)] if block.question >= 0 else []

    def _prompts_without_begin(self, body: Body) -> list[tuple[int, int]]:
        """Prompts whose `<!--` was lost, so that they would be read as an answer."""
        text, ends = self.text, {block.end for block in body.comments}
        cuts: list[tuple[int, int]] = []
        at, remaining = text.find("-->", self.facts.body), _MOST_ENDS
        while at >= 0 and self.form and remaining:
            end = at + 3
            remaining -= end not in ends
            if end not in ends and (piece := self._prompt_before(at)):
                cuts.append((piece.start(), end))
                message = _("The `<!--` before this prompt is lost, so that it would be shown as an answer.")
                hint = _("Write `<!--` before it, or delete it.")
                fix = ((piece.start(), piece.start(1), "<!-- "),)
                self.problems.append(YamlProblem("PD015", piece.start(), end, message, hint, (), fix))
            elif end not in ends and (rest := self._rest_before(at)) is not None:
                cuts.append((rest, end))
                if not any(block.start < rest and not block.is_closed for block in body.comments):
                    # Of a comment whose end was lost this may be the end, and that is told at its beginning.
                    message, fix = _("A `-->` stands here, but no comment begins before it."), ((rest, end, ""),)
                    self.problems.append(YamlProblem("PD015", rest, end, message, _("Delete it."), (), fix))
            at = text.find("-->", end)
        return cuts

    def _rest_before(self, end: int) -> int | None:
        """Where begins what was left of a prompt, or of nothing, before a `-->` that is the end of its line."""
        if _first_line(self.text, end + 3) or len(self.problems) > MAX_PROBLEMS:
            return None
        start = max(self.text.rfind("\n", 0, end) + 1, self.text.rfind("-->", 0, end) + 3, self.facts.body)
        words = self.text[start:end].strip()
        is_rest = not words or (self.form is not None and _comments_of(self.form).is_piece(words))
        if not is_rest or self._is_inside_another(end):
            return None
        return start + len(self.text[start:end]) - len(self.text[start:end].lstrip())

    def _is_inside_another(self, end: int) -> bool:
        """Whether a comment was begun inside the comment before an offset, so that one end is too many."""
        block = next((block for block in reversed(self.body.comments) if block.end <= end), None)
        return block is not None and self.text.find("<!--", block.start + 4, block.end) >= 0

    def _prompts_with_other_signs(self) -> Iterator[tuple[int, int]]:
        """Prompts whose signs were changed at both ends: by Word, `<!— … —>`, or for a page, `&lt;!-- … --&gt;`."""
        if self.form is None:
            return
        text, comments = self.text, _comments_of(self.form)
        patterns = [*([_CHANGED_SIGNS] if "<!" in text else []), *([_ENCODED] if "--&gt;" in text else [])]
        patterns += [_ONLY_BEGIN] if "‹!" in text or "«!" in text else []
        for match in (match for pattern in patterns for match in re.compile(pattern).finditer(text, self.facts.body)):
            inside = match[1].strip()
            if comments.is_prompt(inside):
                message = _("The signs of this prompt were changed, so that it would be shown as an answer.")
                hint = _("Write `<!--` before it and `-->` behind it, or delete it.")
                fix = ((*match.span(), f"<!-- {inside} -->"),)
                self.problems.append(YamlProblem("PD015", *match.span(), message, hint, (), fix))
                yield match.span()

    def _prompt_before(self, end: int) -> re.Match[str] | None:
        """The prompt that ends at an offset: it is the whole paragraph, or the line."""
        for start in (_paragraph_start(self.text, end), self.text.rfind("\n", 0, end) + 1):
            start = max(start, self.facts.body)
            piece = re.compile(_LOST_BEGIN).match(self.text, start, end) if end - start <= _LONGEST_PROMPT else None
            if piece and self.form and piece[1].strip() and _comments_of(self.form).is_prompt(piece[1].strip()):
                return piece
        return None

    def _is_heading_of_question(self, at: int) -> bool:
        line = _first_line(self.text, at)
        return line.startswith("#") and self.form is not None and _field_of(line.strip("# \t"), self.form) is not None

    def _hides_question(self, block: Block) -> None:
        line = _first_line(self.text, block.question).strip("# \t")
        key = _field_of(line, self.form) if self.form else None
        if key:
            self.explained.add(key)
        message = _("This comment hides the question “{question}”.").format(question=shortened(line, 60))
        hint = _("Take away `<!--` and `-->`, or delete the question.")
        self.problems.append(YamlProblem("PD015", block.start, block.start + 4, message, hint))

    def _typed(self, block: Block, pieces: "Parts") -> YamlProblem:
        newline = _newline(self.text)
        prompts = [f"<!-- {' '.join(self.text[first:last].split())} -->" for first, last in pieces.prompts]
        typed = [_dedented(_with_line_feeds(self.text[first:last])) for first, last in pieces.typed]
        instead = "\n".join([*prompts, "", "\n".join(typed)]).replace("\n", newline)
        first, last = pieces.typed[0]
        line = _first_line(self.text, first)
        message = _("This text stands inside a comment, where nobody sees it: “{text}”.").format(
            text=shortened(self.text[first:last], 60)
        )
        hint = _("Write it below `-->`, on a line of its own.")
        end = min(last, first + len(line))
        return YamlProblem("PD031", first, end, message, hint, (), ((block.start, block.end, instead),))

    def _hidden(self, block: Block) -> YamlProblem:
        line = _first_line(self.text, block.start)
        message = _("This comment is shown on no page.")
        hint = _("Take away `<!--` and `-->` if it is an answer; a note of your own begins with `<!-- note:`.")
        return YamlProblem("PD032", block.start, min(block.end, block.start + len(line)), message, hint)

    def _codes(self, body: Body) -> Iterator[tuple[int, int]]:
        """Tell of code that hides a question; what is taken out are the lines of code around a question alone."""
        for block in body.codes:
            if block.question < 0:
                continue
            code = self.text[block.start : block.question].rstrip()
            end = block.start + len(code)
            signs = code[: len(code) - len(code.lstrip(code[0]))]
            stop = block.start + len(signs)
            if block.frame_end >= 0:
                question = _first_line(self.text, block.question).strip("# \t")
                message = _("This question stands in a frame of code: “{question}”.").format(
                    question=shortened(question, 60)
                )
                hint = _("Delete the lines “{fence}” around it.").format(fence=signs)
                frame = ((block.start, block.question), (block.frame_end, _next_line(self.text, block.frame_end)))
                yield from frame
                edits = tuple((first, last, "") for first, last in frame)
                self.problems.append(YamlProblem("PD029", block.start, stop, message, hint, (), edits))
                continue
            message = _("Code begins here and does not end before the next question.")
            hint = _("Close it with a line “{signs}”.").format(signs=signs)
            fix = ((end, end, f"{_newline(self.text)}{signs}"),)
            self.problems.append(YamlProblem("PD029", block.start, stop, message, hint, (), fix))

    # Questions.

    def _keyed(self, body: Body) -> list[_Titled]:
        """The headings with their fields. Headings of level one that are questions become questions."""
        headings = body.headings
        if len(headings) > MAX_HEADINGS:
            at = headings[MAX_HEADINGS].start
            message = _("More than {limit} headings stand in this file.").format(limit=MAX_HEADINGS)
            hint = _("Inside an answer use headings of level three: `### …`.")
            self.problems.append(YamlProblem("PD007", at, headings[MAX_HEADINGS].stop, message, hint))
            headings = headings[:MAX_HEADINGS]
        if self.form:
            headings = [item for number, item in enumerate(headings) if item.level == 2 or self._divides(item, number)]
        titled = []
        has_markers = bool(self.body.comments)
        ends = [*[heading.start for heading in headings], len(self.text)]
        for number, heading in enumerate(headings, 1):
            key = None
            if heading.level == 2:
                marker = _key_in_comment(self.text, heading, ends[number]) if has_markers else None
                key = marker or (_field_of(_plain(heading.text), self.form) if self.form else None)
            titled.append(_Titled(heading, key))
        form = self.form
        if form is None:
            return titled
        if "\n(" in self.text:
            titled = [self._with_brackets(item, form) for item in titled]
        missing = self._unanswered(form, [item.key for item in titled])
        for number, item in enumerate(titled if missing else ()):
            if item.key in form.by_key:
                continue
            titled_heading = self._corrected(item.heading, form, missing) or self._of_number(
                item.heading, form, missing, titled
            )
            if titled_heading:
                titled[number] = titled_heading
                missing.discard(titled_heading.key or "")
        return titled

    def _unanswered(self, form: Form, answered: Collection[str | None]) -> set[str]:
        """The questions under headings that are not among these, and are not answered at the top."""
        return {key for key in form.headed.difference(answered) if self.data.get(key) in (None, "")}

    def _divides(self, heading: Heading, number: int) -> bool:
        """Whether a heading of level one is the title or a question; within an answer it is text, such as `# 1 топ`."""
        return number == 0 or self._is_question(heading.text)

    def _with_brackets(self, item: _Titled, form: Form) -> _Titled:
        """The heading with the end of its question, which stands in brackets in the line below."""
        if item.key is None or not self.text.startswith("(", item.heading.end):
            return item
        return self._over_lines(item.heading, form, {item.key}) or item

    def _over_lines(self, heading: Heading, form: Form, missing: set[str]) -> _Titled | None:
        """The heading of a question that goes on in the line below."""
        from pdcli.reading.spoilt_headings import goes_on_below, over_lines

        extended = over_lines(self.text, heading, form, missing)
        return _Titled(*extended, goes_on_below(heading, extended[0])) if extended else None

    def _of_number(self, heading: Heading, form: Form, missing: set[str], titled: list[_Titled]) -> _Titled | None:
        """A heading that is the number of a question."""
        from pdcli.reading.spoilt_headings import number_alone, of_number

        key_and_length = of_number(heading, form, missing, [item.heading.text for item in titled])
        return (
            _Titled(heading._replace(level=2), key_and_length[0], number_alone(heading, key_and_length[1]))
            if key_and_length
            else None
        )

    def _doubled(self, heading: Heading, form: Form, missing: set[str]) -> _Titled | None:
        """A heading in which its question stands more than once."""
        from pdcli.reading.questions import doubled
        from pdcli.reading.spoilt_headings import stands_twice

        found = None if heading.is_underlined else doubled(heading.text, form, missing)
        if found is None:
            return None
        once, problem = stands_twice(heading, found[1])
        return _Titled(once, found[0], problem)

    def _corrected(self, heading: Heading, form: Form, missing: set[str]) -> _Titled | None:
        """A heading of another level or with another spelling as the question that is meant."""
        key = _field_of(heading.text, form)
        line = _first_line(self.text, heading.start)
        number = re.match(r"\d+[.)]?\s*", heading.text)
        if heading.level == 1:
            if key not in missing:
                return self._doubled(heading, form, missing)
            from pdcli.reading.questions import LEVEL, UNDERLINED

            message = UNDERLINED if heading.is_underlined else LEVEL
            end = heading.start + len(line)
            line_text = self.text[heading.start : heading.end].rstrip("\r\n \t") if heading.is_underlined else line
            edit = (heading.start, heading.start + len(line_text), f"## {heading.text}")
            problem = self._lost(message, heading.text, heading.start, end, (edit,))
            return _Titled(heading._replace(level=2), key, problem)
        from pdcli.reading.questions import Lookup

        if not heading.is_underlined and (whole := self._over_lines(heading, form, missing)):
            return whole
        lookup = Lookup(_labels_of(form), missing)
        if doubled := self._doubled(heading, form, missing):
            return doubled
        near = lookup.typed_alike(heading.text)
        with_answer = None if near else self._with_answer(heading, form, lookup)
        if with_answer:
            return with_answer
        near = near or lookup.nearest(heading.text)
        if near is None:
            return None
        key, label = near
        message = _("“{heading}” is no question of this form.").format(heading=shortened(heading.text, 60))
        hint = _("Did you mean “{label}”?").format(label=label)
        edit = (heading.start, heading.start + len(line), f"## {number[0] if number else ''}{label}")
        has_its_words = len(label.split()) == len(heading.text.removeprefix(number[0] if number else "").split())
        fix = (edit,) if has_its_words and not heading.is_underlined else ()
        return _Titled(
            heading, key, YamlProblem("PD012", heading.start, heading.start + len(line), message, hint, (), fix)
        )

    def _with_answer(self, heading: Heading, form: Form, lookup: "Lookup") -> _Titled | None:
        """A heading that goes on with the answer on the same line."""
        line = _first_line(self.text, heading.start)
        length = lookup.question_in_front(line)
        if not length and lookup.nearest(heading.text) is None:
            length = lookup.question_in_front(line, _SHORT)
        if not length or heading.is_underlined:
            return None
        newline = _newline(self.text)
        body_start = heading.start + length
        answer = heading.start + len(line) - len(line[length:].lstrip())
        question = line[:length].lstrip("# \t").strip()
        message = _("The answer stands in the heading: “{heading}”.").format(heading=shortened(heading.text, 60))
        hint = _("Write it below the question, on a line of its own.")
        edits = ((body_start, answer, newline * 2),)
        problem: YamlProblem | None = YamlProblem("PD012", answer, heading.start + len(line), message, hint, (), edits)
        joined = _field_of(line[length:], form)
        if joined in lookup.wanted:
            # The next question, whose heading was joined to this one, is reported by itself.
            problem = None
        elif joined in form.headed:
            message = _("Two questions stand in this heading: “{heading}”.").format(heading=shortened(line, 60))
            hint = _("Keep the one that is answered below it; each question has a heading of its own.")
            problem = YamlProblem("PD012", answer, heading.start + len(line), message, hint)
        return _Titled(Heading(2, heading.start, body_start, answer, question), _field_of(question, form), problem)

    def _lost(
        self, message: str, question: str, start: int, end: int, fix: tuple[tuple[int, int, str], ...],
        related: tuple[tuple[int, int, Message], ...] = (),
    ) -> YamlProblem:  # fmt: skip
        from pdcli.reading.questions import DELETED

        hint = _("Write it as a heading: `## {question}`.").format(question=shortened(question, 60))
        if message == DELETED:
            hint = _("Put the heading back: `## {question}`.").format(question=shortened(question, 60))
        elif related:
            hint = _("Move the answer under the heading of this question.")
        text = _(message).format(question=shortened(question, 60))
        return YamlProblem("PD030", start, end, text, hint, related, fix)

    def _lost_questions(self, titled: list[_Titled], raw: list[Section]) -> list[_Titled]:
        """The headings, and the lines of answers that are meant as one."""
        form = self.form
        if form is None:
            return titled
        empty = {item.key: item for item, section in zip(titled, raw[1:], strict=True) if not section.value}
        if not empty and len(titled) >= len(form.headed) and not self._unanswered(form, [item.key for item in titled]):
            return titled
        keys = {item.key for item in titled}
        unanswered = self._unanswered(form, keys.difference(empty))
        if not unanswered:
            return titled
        from pdcli.reading.questions import DELETED, Lookup

        labels = _labels_of(form)
        lookup = Lookup(labels, unanswered)
        others = [item.heading.text for item in titled if item.key]
        lost_questions: list[LostQuestion] = []
        for number, section in enumerate(raw):
            if section.value and lookup.may_be_in(section.value):
                lost_questions += self._lost_in(section, lookup)
                if "#" in section.value:
                    above = labels.numbers.get(titled[number - 1].key or "", 0) if number else 0
                    lost_questions += self._numbers_in(section, form, unanswered, above, others)
        if self.body.comments:
            from pdcli.reading.deleted_headings import deleted_headings

            absent = unanswered - keys - {question.key for question in lost_questions}
            lost_questions += deleted_headings(self.text, self.body.comments, _comments_of(form), absent)
        for question in lost_questions:
            if question.key not in unanswered:
                continue
            other = empty.get(question.key)
            if question.message == DELETED and (replaced := self._changed(titled, question, form)):
                unanswered.discard(question.key)
                titled = replaced
                continue
            if other is None:
                unanswered.discard(question.key)
                titled = [*titled, self._as_heading(question)]
                continue
            self.explained.add(question.key)
            related = ((other.heading.start, other.heading.stop, _("Its heading stands here.")),)
            self.problems.append(
                self._lost(question.message, question.instead, question.start, question.end, (), related)
            )
        return sorted(titled, key=lambda item: item.heading.start)

    def _changed(self, titled: list[_Titled], question: "LostQuestion", form: Form) -> list[_Titled] | None:
        """The headings where one above the prompt of a question is no question: it was that one, in other words."""
        before = [item for item in titled if item.heading.start < question.start]
        above = sorted(before, key=lambda item: item.heading.start)[-1:]
        if not above or above[-1].key in form.by_key or above[-1].heading.level != 2 or above[-1].problem:
            return None
        heading = above[-1].heading
        message = _("“{heading}” is no question of this form.").format(heading=shortened(heading.text, 60))
        hint = _("Did you mean “{label}”?").format(label=question.instead)
        problem = YamlProblem("PD012", heading.start, heading.stop, message, hint)
        return [item if item is not above[-1] else _Titled(heading, question.key, problem) for item in titled]

    def _lost_in(self, section: Section, lookup: "Lookup") -> "Iterator[LostQuestion]":
        from pdcli.reading.questions import JOINED

        starts, is_above_blank, above = line_starts(self.text), True, section.lines[0] - 1
        for number in section.lines:
            start = starts[number - 1]
            line = _first_line(self.text, start, section.body_end)
            is_joined = start < section.body_start
            if is_joined:
                line, start = line[section.body_start - start :], section.body_start
            stands_alone = is_above_blank or number != above + 1
            if line.strip() and not any(block.start < start < block.end for block in self.body.codes):
                question, below = None, ""
                if stands_alone and number + 1 in section.lines:
                    below = _first_line(self.text, starts[number], section.body_end)
                    question = lookup.over_two_lines(line, below, start, starts[number])
                is_lone = stands_alone and not below.strip()
                question = question or lookup.in_line(line, start, stands_alone, is_lone)
                if question:
                    yield question._replace(is_joined=True, message=JOINED) if is_joined else question
            is_above_blank, above = not line.strip(), number

    def _numbers_in(
        self, section: Section, form: Form, wanted: set[str], number_above: int, others: list[str]
    ) -> "list[LostQuestion]":
        from pdcli.reading.spoilt_headings import numbers_in_answer

        starts = line_starts(self.text)
        lines = [
            (line, start) for line, number in zip(section.value.split("\n"), section.lines, strict=True)
            if (start := starts[number - 1]) >= section.body_start
            and not any(block.start < start < block.end for block in self.body.codes)
        ]  # fmt: skip
        return numbers_in_answer(lines, form, wanted, number_above, others)

    def _as_heading(self, question: "LostQuestion") -> _Titled:
        from pdcli.reading.questions import DELETED

        newline = _newline(self.text)
        end, after = question.end, _next_line(self.text, question.end)
        before = newline * 2 if question.is_joined else ""
        edit = (question.line_start, end, f"{before}## {question.instead}")
        if question.answer_start >= 0:
            gap = newline if question.message == DELETED else newline * 2
            edit = (question.line_start, question.answer_start, f"{before}## {question.instead}{gap}")
            after = question.answer_start
        problem = self._lost(question.message, question.instead, question.start, end, (edit,))
        return _Titled(Heading(2, question.start, min(end, after), after, question.instead), question.key, problem)

    # Sections.

    def _sections(self, titled: list[_Titled], cuts: list[tuple[int, int]]) -> Iterator[Section]:
        raw = self._cut(titled, cuts)
        all_titled = self._lost_questions(titled, raw)
        if all_titled is not titled:
            titled, raw = all_titled, self._cut(all_titled, cuts)
        if titled and self.form and self.text[-1] not in "\r\n":
            titled = self._without_lost_end(titled, self.form)
        before, *under = raw
        if before.value:
            yield before
            if self.form:
                self.problems.append(_outside(self.text, before))
                self._explain_by_text_before(titled, self.form)
        headings_by_key: dict[str, Heading] = {}
        for number, (item, section) in enumerate(zip(titled, under, strict=True)):
            if item.problem:
                self.problems.append(item.problem)
            if self.form and number and item.key not in self.form.by_key and not under[number - 1].value:
                # The answer stands under a heading that was put in between.
                self.explained.add(titled[number - 1].key or "")
            if number == 0 and item.heading.level == 1:
                yield from self._title(item.heading, section)
            elif self.form is None:
                yield section
            else:
                answer = self._answer(item, section, self.form, headings_by_key)
                if answer.key and not answer.value:
                    self._explain(answer)
                yield answer
        if self.form:
            self._explain_repeated(self.form, headings_by_key)
        if self.form and self.is_cut:
            self.explained.update(self._unanswered(self.form, [item.key for item in titled[:-1]]))

    def _without_lost_end(self, titled: list[_Titled], form: Form) -> list[_Titled]:
        """The headings; where the file ends in the middle of the last one, that is told of it, and nothing else."""
        last = titled[-1]
        if last.key in form.by_key and last.problem is None:
            return titled
        from pdcli.reading.spoilt_headings import cut_off

        missing = self._unanswered(form, [item.key for item in titled[:-1]])
        problem = cut_off(self.text, last.heading, _labels_of(form), missing)
        if problem is None:
            return titled
        self.explained.update(missing)
        return [*titled[:-1], _Titled(last.heading, None, problem)]

    def _explain_by_text_before(self, titled: list[_Titled], form: Form) -> None:
        """Text before the first heading may be the answer to the one question that is not there."""
        missing = self._unanswered(form, [item.key for item in titled])
        if len(missing) == 1 or not titled:
            self.explained.update(missing)

    def _explain(self, section: Section) -> None:
        """A question is without an answer for the reason that is told between it and the next one."""
        if section.key and any(
            section.start <= problem.start < section.body_end and problem.code in _HIDING for problem in self.problems
        ):
            self.explained.add(section.key)

    def _explain_repeated(self, form: Form, headings_by_key: dict[str, Heading]) -> None:
        """A question that stands twice may be meant for one that is not there."""
        repeated = sum(problem.code == "PD013" for problem in self.problems)
        if repeated and len(missing := self._unanswered(form, headings_by_key)) <= repeated:
            self.explained.update(missing)

    def _cut(self, titled: list[_Titled], cuts: list[tuple[int, int]]) -> list[Section]:
        """What stands before the first heading, and what stands under each."""
        cutter = _Cutter(self.text, cuts)
        start, starts = self.facts.body, [item.heading.start for item in titled]
        ends = [*starts, len(self.text)]
        sections = [_section(cutter, None, Heading(0, start, start, start, ""), start, ends[0])]
        for item, end in zip(titled, ends[1:], strict=True):
            sections.append(_section(cutter, item.key, item.heading, min(item.heading.end, end), end))
        return sections

    def _title(self, heading: Heading, section: Section) -> Iterator[Section]:
        """The first heading of level one is the title; text right under it belongs to no question."""
        yield section._replace(key="title", value=heading.text.strip(), lines=())
        if section.value:
            yield section._replace(key=None, heading="", level=0, start=section.body_start, end=section.body_start)
            if self.form:
                self.problems.append(_outside(self.text, section))
        title = self.data.get("title")
        if self.form and title and str(title).strip() != heading.text.strip():
            self.problems.append(_twice(self.text, heading, "title"))

    def _answer(self, item: _Titled, section: Section, form: Form, headings_by_key: dict[str, Heading]) -> Section:
        heading, key = item.heading, item.key
        if key is None or key not in form.by_key:
            from pdcli.reading.prompts import LIKE_SUPPRESSION

            if item.problem is None and not LIKE_SUPPRESSION.match(heading.text):
                self._unknown(heading, form, {key for key in form.headed if key not in headings_by_key})
            return _loose(section)
        if key in headings_by_key:
            self.explained.add(key)
            if not self._repeated(heading, headings_by_key[key]) or form.by_key[key].type != "text":
                return _loose(section)
            headings_by_key[key] = heading
            return section
        headings_by_key[key] = heading
        if form.by_key[key].type != "text":
            if section.value:
                self._misplaced(heading, key)
            return _loose(section)
        if section.value and self.data.get(key) not in (None, ""):
            self.problems.append(_twice(self.text, heading, key))
            return _loose(section)
        return section

    def _unknown(self, heading: Heading, form: Form, missing: set[str]) -> None:
        labels = _labels_of(form).titles
        advise = len(self.problems) < MAX_SUGGESTIONS
        close = nearest(normalise_heading(heading.text), labels) if advise else None
        number = re.match(r"(\d{1,3})[.)]", heading.text)
        if close is None and number and int(number[1]) <= len(form.fields):
            # The number in front says which one is meant.
            item = form.fields[int(number[1]) - 1]
            if item.key in form.headed and item.key in missing:
                close = normalise_heading(item.label.kk)
        if close is None and advise:
            close = _part_of_label(heading.text, form, missing)
        hint = _("Inside an answer use headings of level three: `### …`.")
        if close:
            self.explained.add(form.headings.get(close, ""))
            hint = _("Did you mean “{label}”?").format(label=labels[close])
        message = _("“{heading}” is no question of this form.").format(heading=shortened(heading.text, 60))
        self.problems.append(YamlProblem("PD012", heading.start, heading.stop, message, hint))

    def _repeated(self, heading: Heading, earlier: Heading) -> bool:
        """Tell that a heading stands there already; whether right above, so that this one has the answer."""
        related = ((earlier.start, earlier.stop, _("The first one.")),)
        message = _("The heading “{heading}” stands here a second time; the first one counts.").format(
            heading=shortened(heading.text, 60)
        )
        hint = _("Bring both answers together under the first heading.")
        is_twin = not self.text[earlier.end : heading.start].strip()
        fix: tuple[tuple[int, int, str], ...] = ()
        if is_twin:
            hint, fix = _("Delete one of the two."), ((earlier.start, heading.start, ""),)
            self.empty_twins.add(earlier.start)
        self.problems.append(YamlProblem("PD013", heading.start, heading.stop, message, hint, related, fix))
        return is_twin

    def _misplaced(self, heading: Heading, key: str) -> None:
        message = _("“{heading}” is not answered with text under a heading.").format(
            heading=shortened(heading.text, 60)
        )
        hint = _("Answer it between the `---` lines at the top, as `{key}:`.").format(key=key)
        self.problems.append(YamlProblem("PD018", heading.start, heading.stop, message, hint))


# What is asked of a form again and again; forms are few.


def _part_of_label(heading: str, form: Form, missing: Iterable[str]) -> str | None:
    """The label of the one missing question of which a heading is the beginning, or some of its words."""
    normalised = normalise_heading(heading)
    if len(normalised) < _SHORT:
        return None
    matches: dict[str, str] = {}
    for key in missing:
        for text in (form.by_key[key].label[lang] for lang in LANGS):
            label = normalise_heading(text)
            if label.startswith(normalised) or f" {normalised} " in f" {label} ":
                matches[key] = label
    return next(iter(matches.values())) if len(matches) == 1 else None


# Most documents are of a shipped form, which is the same in every portfolio.
@lru_cache(maxsize=200)
def _labels_of(form: Form) -> "Labels":
    from pdcli.reading.questions import Labels

    return Labels(form)


@lru_cache(maxsize=200)
def _comments_of(form: Form) -> "Comments":
    from pdcli.reading.prompts import Comments

    return Comments(form)


def _between(start: int, end: int, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a stretch without these pieces of it."""
    gaps, at = [], start
    for first, last in pieces:
        gaps.append((at, first))
        at = last
    return [*gaps, (at, end)]


def _paragraph_start(text: str, offset: int) -> int:
    """Where the paragraph begins that an offset is in: after an empty line, a heading or another comment."""
    start = max(text.rfind(sign, 0, offset) + len(sign) for sign in ("\n\n", "\n\r\n", "-->"))
    return text.find("\n", start) + 1 if text.startswith("## ", start) else start


def _dedented(text: str) -> str:
    """A text whose lines stand as far left as they can among themselves; its first line begins where it was found."""
    first, _line_end, rest = text.partition("\n")
    return "\n".join([first.strip(), *textwrap.dedent(rest).rstrip().split("\n")]) if rest.strip() else first.strip()


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _next_line(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end() if match else len(text)


def _loose(section: Section) -> Section:
    return section._replace(key=None)


def _may_hold_signs_of_comments(text: str, start: int) -> bool:
    """A cheap look whether something is left, or changed, of the signs of a comment: `-->`, `<!—`, `‹!--`, `--&gt;`."""
    at = text.find("!", start)
    if at >= 0 and (text.find("<!", start) >= 0 or text.find("‹!", start) >= 0):
        return True
    at = text.find("--", start)
    return at >= 0 and (text.find("-->", at) >= 0 or text.find("--&gt;", at) >= 0)


def _field_of(text: str, form: Form) -> str | None:
    """The field whose question this heading is."""
    key = form.headings.get(normalise_heading(text))
    if key is not None:
        return key
    from pdcli.reading.questions import key_of

    return key_of(text, form)


def _key_in_comment(text: str, heading: Heading, end: int) -> str | None:
    """The field that a comment in a heading, or right after it, names."""
    beside = re.compile(_FIELD_COMMENT).search(text, heading.start, heading.end) if "<!--" in heading.text else None
    marker = beside or re.compile(_FIELD_BELOW).match(text, heading.end, end)
    return marker[1] if marker else None


def _section(cutter: "_Cutter", key: str | None, heading: Heading, start: int, end: int) -> Section:
    """The text between two offsets without its comments, and the line of the file for every line of it."""
    value, numbers = cutter.text_between(start, end)
    return Section(
        key, _plain(heading.text), heading.level, heading.start, heading.stop,
        start, end, value, numbers,
    )  # fmt: skip


def _plain(heading: str) -> str:
    return re.sub(_COMMENT, "", heading).strip() if "<!--" in heading else heading.strip()


class _Cutter:
    """Extracts lines without comments from the text in order, passing every place once."""

    def __init__(self, text: str, comments: list[tuple[int, int]]) -> None:
        self.text = text
        self._unified = with_line_feeds(text)
        self._comments = comments
        self._next = 0
        self._at = 0
        self._number = 1

    def text_between(self, start: int, end: int) -> tuple[str, Sequence[int]]:
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
        lines, numbers = [], []
        position = start
        while position < end:
            match = _LINE.match(self.text, position, end)
            stop = match.end() if match else end
            line, touched = self._without(position, stop, cuts)
            if not (touched and not line.strip()):
                lines.append(line.rstrip() if touched else line.rstrip("\r\n"))
                numbers.append(number)
            number += 1
            position = stop if stop > position else end
        return lines, numbers

    def _line_number(self, offset: int) -> int:
        self._number += self._unified.count("\n", self._at, offset)
        self._at = offset
        return self._number

    def _cuts(self, start: int, end: int) -> deque[tuple[int, int]]:
        comments, pending = self._comments, deque[tuple[int, int]]()
        while self._next < len(comments) and comments[self._next][1] <= start:
            self._next += 1
        for first, last in islice(comments, self._next, None):
            if first >= end:
                break
            pending.append((max(first, start), min(last, end)))
        return pending

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


def _first_line(text: str, start: int, end: int | None = None) -> str:
    stop = text.find("\n", start, len(text) if end is None else end)
    return text[start : stop if stop >= 0 else end].partition("\r")[0].rstrip()


def _outside(text: str, section: Section) -> YamlProblem:
    start = line_starts(text)[section.lines[0] - 1]
    start = max(start, section.body_start)
    line = _first_line(text, start)
    start += len(line) - len(line.lstrip())
    message = _("This text stands before the first heading and belongs to no question.")
    hint = _("Move it under one of the headings, or make it a comment `<!-- … -->`.")
    return YamlProblem("PD011", start, start + len(line.strip()), message, hint)


def _twice(text: str, heading: Heading, key: str) -> YamlProblem:
    message = _("`{key}` is answered both at the top and under this heading; the top counts.").format(key=key)
    end = heading.start + len(_first_line(text, heading.start))
    return YamlProblem("PD014", heading.start, end, message, _("Keep one of the two answers."))
