"""Headings as questions of the form: also misspelt, joined, of another level, or without `## `."""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import shortened
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form
from pdcli.reading.form_headings import comments_of, field_of, is_question, labels_of
from pdcli.reading.markdown_blocks import MAX_HEADINGS, Heading
from pdcli.reading.markdown_sections import (
    MarkdownBody,
    Section,
    first_line,
    newline_of,
    next_line,
    without_comments,
)
from pdcli.reading.source import line_starts
from pdcli.reading.yaml_result import YamlProblem

if TYPE_CHECKING:
    from pdcli.reading.questions import Lookup, UnmarkedQuestion

# Fewer letters than these are no part of a question.
MIN_LETTERS = 4
_FIELD_COMMENT = r"<!--\s*field:\s*([a-z][a-z0-9_]*)\s*-->"
_FIELD_BELOW = rf"\s*{_FIELD_COMMENT}"


class QuestionHeading(NamedTuple):
    """A heading with its field and its problem."""

    heading: Heading
    key: str | None
    problem: YamlProblem | None = None


class HeadingReader:
    """Finds the question of every heading, and questions that are not marked as headings."""

    def __init__(self, body: MarkdownBody) -> None:
        self.text = body.text
        self.data = body.data
        self.form = body.form
        self.body = body.blocks
        self.problems = body.problems
        self.explained = body.explained

    def questions(self) -> list[QuestionHeading]:
        """The headings with their fields, in order; misspelt ones have a problem."""
        headings = self.body.headings
        if len(headings) > MAX_HEADINGS:
            at = headings[MAX_HEADINGS].start
            message = _("This file has more than {limit} headings.").format(limit=MAX_HEADINGS)
            hint = _("Inside an answer use level-three headings: `### …`.")
            self.problems.append(YamlProblem("PD007", at, headings[MAX_HEADINGS].stop, message, hint))
            headings = headings[:MAX_HEADINGS]
        if self.form:
            headings = [
                item for number, item in enumerate(headings) if item.level == 2 or self._is_boundary(item, number)
            ]
        questions = []
        has_markers = bool(self.body.comments)
        ends = [*[heading.start for heading in headings], len(self.text)]
        for number, heading in enumerate(headings, 1):
            key = None
            if heading.level == 2:
                marker = _key_in_comment(self.text, heading, ends[number]) if has_markers else None
                key = marker or (field_of(without_comments(heading.text), self.form) if self.form else None)
            questions.append(QuestionHeading(heading, key))
        form = self.form
        if form is None:
            return questions
        if "\n(" in self.text:
            questions = [self._with_brackets(item, form) for item in questions]
        missing = self.unanswered(form, [item.key for item in questions])
        for number, item in enumerate(questions if missing else ()):
            if item.key in form.by_key:
                continue
            corrected = self._corrected(item.heading, form, missing) or self._of_number(
                item.heading, form, missing, questions
            )
            if corrected:
                questions[number] = corrected
                missing.discard(corrected.key or "")
        return questions

    def unanswered(self, form: Form, answered: Collection[str | None]) -> set[str]:
        """The keys of questions under headings that are not in `answered` and have no answer in the front matter."""
        return {key for key in form.headed.difference(answered) if self.data.get(key) in (None, "")}

    def _is_boundary(self, heading: Heading, number: int) -> bool:
        """Whether a heading of level one is the title or a question, and no text of an answer, such as `# 1 топ`."""
        return number == 0 or is_question(heading.text, self.form)

    def _with_brackets(self, item: QuestionHeading, form: Form) -> QuestionHeading:
        """The heading with the end of its question in brackets from the line below, if there is one."""
        if item.key is None or not self.text.startswith("(", item.heading.end):
            return item
        return self._over_lines(item.heading, form, {item.key}) or item

    def _over_lines(self, heading: Heading, form: Form, missing: set[str]) -> QuestionHeading | None:
        """The heading of a question that continues in the line below; None for others."""
        from pdcli.reading.damaged_headings import goes_on_below, over_lines

        extended = over_lines(self.text, heading, form, missing)
        return QuestionHeading(*extended, goes_on_below(heading, extended[0])) if extended else None

    def _of_number(
        self, heading: Heading, form: Form, missing: set[str], headings: list[QuestionHeading]
    ) -> QuestionHeading | None:
        """The question of a heading that is only its number; None for others."""
        from pdcli.reading.damaged_headings import of_number, only_number

        key_and_length = of_number(heading, form, missing, [item.heading.text for item in headings])
        return (
            QuestionHeading(heading._replace(level=2), key_and_length[0], only_number(heading, key_and_length[1]))
            if key_and_length
            else None
        )

    def _repeated_in_line(self, heading: Heading, form: Form, missing: set[str]) -> QuestionHeading | None:
        """The question that a heading contains more than once; None for others."""
        from pdcli.reading.damaged_headings import repeated_in_heading
        from pdcli.reading.questions import doubled

        key_and_length = None if heading.is_underlined else doubled(heading.text, form, missing)
        if key_and_length is None:
            return None
        single, problem = repeated_in_heading(heading, key_and_length[1])
        return QuestionHeading(single, key_and_length[0], problem)

    def _corrected(self, heading: Heading, form: Form, missing: set[str]) -> QuestionHeading | None:
        """The question of a heading of another level or with another spelling; None for others."""
        key = field_of(heading.text, form)
        line = first_line(self.text, heading.start)
        number = re.match(r"\d+[.)]?\s*", heading.text)
        if heading.level == 1:
            if key not in missing:
                return self._repeated_in_line(heading, form, missing)
            from pdcli.reading.questions import LEVEL, UNDERLINED

            template = UNDERLINED if heading.is_underlined else LEVEL
            end = heading.start + len(line)
            line_text = self.text[heading.start : heading.end].rstrip("\r\n \t") if heading.is_underlined else line
            edit = (heading.start, heading.start + len(line_text), f"## {heading.text}")
            problem = self._unmarked_problem(template, heading.text, heading.start, end, (edit,))
            return QuestionHeading(heading._replace(level=2), key, problem)
        from pdcli.reading.questions import Lookup

        if not heading.is_underlined and (whole := self._over_lines(heading, form, missing)):
            return whole
        lookup = Lookup(labels_of(form), missing)
        if doubled := self._repeated_in_line(heading, form, missing):
            return doubled
        near = lookup.typed_alike(heading.text)
        with_answer = None if near else self._with_answer(heading, form, lookup)
        if with_answer:
            return with_answer
        near = near or lookup.nearest(heading.text)
        if near is None:
            return None
        key, label = near
        message = _("“{heading}” is not a question on this form.").format(heading=shortened(heading.text, 60))
        hint = _("Did you mean “{label}”?").format(label=label)
        edit = (heading.start, heading.start + len(line), f"## {number[0] if number else ''}{label}")
        has_its_words = len(label.split()) == len(heading.text.removeprefix(number[0] if number else "").split())
        fix = (edit,) if has_its_words and not heading.is_underlined else ()
        return QuestionHeading(
            heading, key, YamlProblem("PD012", heading.start, heading.start + len(line), message, hint, (), fix)
        )

    def _with_answer(self, heading: Heading, form: Form, lookup: "Lookup") -> QuestionHeading | None:
        """The question of a heading that has the answer on the same line; None for others."""
        line = first_line(self.text, heading.start)
        length = lookup.question_in_front(line)
        if not length and lookup.nearest(heading.text) is None:
            length = lookup.question_in_front(line, MIN_LETTERS)
        if not length or heading.is_underlined:
            return None
        newline = newline_of(self.text)
        body_start = heading.start + length
        answer = heading.start + len(line) - len(line[length:].lstrip())
        question = line[:length].lstrip("# \t").strip()
        message = _("The answer is in the heading: “{heading}”.").format(heading=shortened(heading.text, 60))
        hint = _("Write the answer below the question, on its own line.")
        edits = ((body_start, answer, newline * 2),)
        problem: YamlProblem | None = YamlProblem("PD012", answer, heading.start + len(line), message, hint, (), edits)
        joined = field_of(line[length:], form)
        if joined in lookup.keys:
            # The next question, whose heading was joined to this one, is reported by itself.
            problem = None
        elif joined in form.headed:
            message = _("There are two questions in this heading: “{heading}”.").format(heading=shortened(line, 60))
            hint = _("Keep the question that is answered below; each question has its own heading.")
            problem = YamlProblem("PD012", answer, heading.start + len(line), message, hint)
        return QuestionHeading(
            Heading(2, heading.start, body_start, answer, question), field_of(question, form), problem
        )

    def _unmarked_problem(
        self, template: str, question: str, start: int, end: int, fix: tuple[tuple[int, int, str], ...],
        related: tuple[tuple[int, int, Message], ...] = (),
    ) -> YamlProblem:  # fmt: skip
        from pdcli.reading.questions import DELETED

        hint = _("Write the question as a heading: `## {question}`.").format(question=shortened(question, 60))
        if template == DELETED:
            hint = _("Put the heading back: `## {question}`.").format(question=shortened(question, 60))
        elif related:
            hint = _("Move the answer under the heading of this question.")
        message = _(template).format(question=shortened(question, 60))
        return YamlProblem("PD030", start, end, message, hint, related, fix)

    def with_unmarked_questions(self, headings: list[QuestionHeading], raw: list[Section]) -> list[QuestionHeading]:
        """The headings, with those lines of answers that are questions without `## `."""
        form = self.form
        if form is None:
            return headings
        empty = {item.key: item for item, section in zip(headings, raw[1:], strict=True) if not section.value}
        if (
            not empty
            and len(headings) >= len(form.headed)
            and not self.unanswered(form, [item.key for item in headings])
        ):
            return headings
        keys = {item.key for item in headings}
        unanswered = self.unanswered(form, keys.difference(empty))
        if not unanswered:
            return headings
        from pdcli.reading.questions import DELETED, Lookup

        labels = labels_of(form)
        lookup = Lookup(labels, unanswered)
        others = [item.heading.text for item in headings if item.key]
        unmarked: list[UnmarkedQuestion] = []
        for number, section in enumerate(raw):
            if section.value and lookup.may_be_in(section.value):
                unmarked += self._unmarked_in(section, lookup)
                if "#" in section.value:
                    above = labels.numbers.get(headings[number - 1].key or "", 0) if number else 0
                    unmarked += self._numbers_in(section, form, unanswered, above, others)
        if self.body.comments:
            from pdcli.reading.deleted_headings import deleted_headings

            absent = unanswered - keys - {question.key for question in unmarked}
            unmarked += deleted_headings(self.text, self.body.comments, comments_of(form), absent)
        for question in unmarked:
            if question.key not in unanswered:
                continue
            other = empty.get(question.key)
            if question.message == DELETED and (replaced := self._with_renamed(headings, question, form)):
                unanswered.discard(question.key)
                headings = replaced
                continue
            if other is None:
                unanswered.discard(question.key)
                headings = [*headings, self._as_heading(question)]
                continue
            self.explained.add(question.key)
            related = ((other.heading.start, other.heading.stop, _("The heading of this question is here.")),)
            self.problems.append(
                self._unmarked_problem(question.message, question.instead, question.start, question.end, (), related)
            )
        return sorted(headings, key=lambda item: item.heading.start)

    def _with_renamed(
        self, headings: list[QuestionHeading], question: "UnmarkedQuestion", form: Form
    ) -> list[QuestionHeading] | None:
        """The headings, with the unknown one above the prompt of a question as that question; None without one."""
        before = [item for item in headings if item.heading.start < question.start]
        above = sorted(before, key=lambda item: item.heading.start)[-1:]
        if not above or above[-1].key in form.by_key or above[-1].heading.level != 2 or above[-1].problem:
            return None
        heading = above[-1].heading
        message = _("“{heading}” is not a question on this form.").format(heading=shortened(heading.text, 60))
        hint = _("Did you mean “{label}”?").format(label=question.instead)
        problem = YamlProblem("PD012", heading.start, heading.stop, message, hint)
        return [item if item is not above[-1] else QuestionHeading(heading, question.key, problem) for item in headings]

    def _unmarked_in(self, section: Section, lookup: "Lookup") -> "Iterator[UnmarkedQuestion]":
        from pdcli.reading.questions import JOINED

        starts, is_above_blank, above = line_starts(self.text), True, section.lines[0] - 1
        for number in section.lines:
            start = starts[number - 1]
            line = first_line(self.text, start, section.body_end)
            is_joined = start < section.body_start
            if is_joined:
                line, start = line[section.body_start - start :], section.body_start
            stands_alone = is_above_blank or number != above + 1
            if line.strip() and not any(block.start < start < block.end for block in self.body.codes):
                question, below = None, ""
                if stands_alone and number + 1 in section.lines:
                    below = first_line(self.text, starts[number], section.body_end)
                    question = lookup.over_two_lines(line, below, start, starts[number])
                is_lone = stands_alone and not below.strip()
                question = question or lookup.in_line(line, start, stands_alone, is_lone)
                if question:
                    yield question._replace(is_joined=True, message=JOINED) if is_joined else question
            is_above_blank, above = not line.strip(), number

    def _numbers_in(
        self, section: Section, form: Form, missing: set[str], number_above: int, others: list[str]
    ) -> "list[UnmarkedQuestion]":
        from pdcli.reading.damaged_headings import numbers_in_answer

        starts = line_starts(self.text)
        lines = [
            (line, start) for line, number in zip(section.value.split("\n"), section.lines, strict=True)
            if (start := starts[number - 1]) >= section.body_start
            and not any(block.start < start < block.end for block in self.body.codes)
        ]  # fmt: skip
        return numbers_in_answer(lines, form, missing, number_above, others)

    def _as_heading(self, question: "UnmarkedQuestion") -> QuestionHeading:
        from pdcli.reading.questions import DELETED

        newline = newline_of(self.text)
        end, after = question.end, next_line(self.text, question.end)
        before = newline * 2 if question.is_joined else ""
        edit = (question.line_start, end, f"{before}## {question.instead}")
        if question.answer_start >= 0:
            gap = newline if question.message == DELETED else newline * 2
            edit = (question.line_start, question.answer_start, f"{before}## {question.instead}{gap}")
            after = question.answer_start
        problem = self._unmarked_problem(question.message, question.instead, question.start, end, (edit,))
        return QuestionHeading(
            Heading(2, question.start, min(end, after), after, question.instead), question.key, problem
        )

    def with_truncated_end(self, headings: list[QuestionHeading], form: Form) -> list[QuestionHeading]:
        """The headings, with a problem at the last one if the file ends in the middle of it."""
        last = headings[-1]
        if last.key in form.by_key and last.problem is None:
            return headings
        from pdcli.reading.damaged_headings import truncated

        missing = self.unanswered(form, [item.key for item in headings[:-1]])
        problem = truncated(self.text, last.heading, labels_of(form), missing)
        if problem is None:
            return headings
        self.explained.update(missing)
        return [*headings[:-1], QuestionHeading(last.heading, None, problem)]


def _key_in_comment(text: str, heading: Heading, end: int) -> str | None:
    """The field in a comment `field: key` in a heading or right after it; None without one."""
    beside = re.compile(_FIELD_COMMENT).search(text, heading.start, heading.end) if "<!--" in heading.text else None
    marker = beside or re.compile(_FIELD_BELOW).match(text, heading.end, end)
    return marker[1] if marker else None
