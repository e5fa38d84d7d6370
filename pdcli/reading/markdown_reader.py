"""Reader of Markdown with front matter: short facts on top, long answers under `## ` headings.

A line that begins with `## ` is a heading unless it is in code, in a comment, or indented by four spaces; deeper levels
belong to the answer. Comments `<!-- … -->` are prompts, never part of an answer. A question that is no heading, and
text typed into a prompt, are read as intended, and reported. Nothing is dropped: text that belongs to no field
is a section with `key` None and a problem with its place.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pdcli.diagnostics import shortened
from pdcli.i18n import LANGS
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form, normalise_heading
from pdcli.reading.form_headings import is_question, labels_of
from pdcli.reading.front_matter import Facts, find_facts
from pdcli.reading.invisible import ends_in_zeros, has_invisible_signs, invisible_signs
from pdcli.reading.markdown_blocks import Body, Heading, divide
from pdcli.reading.markdown_headings import MIN_LETTERS, HeadingReader, QuestionHeading
from pdcli.reading.markdown_sections import (
    COMMENT,
    MAX_PROBLEMS,
    MarkdownBody,
    Section,
    SectionCutter,
    cut_section,
    first_line,
    may_have_comment_signs,
)
from pdcli.reading.source import line_starts
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_result import YamlProblem, YamlResult
from pdcli.suggest import nearest

# The search for a similar heading takes long: more than these have no suggestion.
MAX_SUGGESTIONS = 50
# Problems that may explain why a question has no answer.
_HIDING = frozenset(("PD012", "PD015", "PD018", "PD029", "PD030", "PD031", "PD032"))


class MarkdownResult(NamedTuple):
    """The front matter (None without one), the sections in order, and the problems.

    `repeated` is a range of text that repeats the document and is not read. The body begins at `body_start`;
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
        from pdcli.reading.damaged_facts import find_end_again

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


class _Reader:
    """Reads the body of one document."""

    def __init__(self, text: str, facts: Facts, front: YamlResult, data: dict[str, Any], form: Form | None) -> None:
        self.text = text
        self.facts = facts
        self.front = front
        self.data = data
        self.form = form
        self.body = divide(text, facts.body, self._is_question)
        self.content = content = MarkdownBody(text, facts, data, form, self.body)
        self.problems = content.problems
        self.explained = content.explained
        self.headings = HeadingReader(content)
        self.empty_twins: set[int] = set()
        """The offsets of headings without text above the same heading with the answer."""
        self.is_truncated = False
        """Whether the end of the file is missing."""

    def read(self) -> MarkdownResult:
        """The sections and problems of the document."""
        text, facts, body = self.text, self.facts, self.body
        conflicts = self._conflicts()
        cuts: list[tuple[int, int]] = []
        if conflicts:
            self.problems += conflicts
        else:
            if body.comments or body.codes or may_have_comment_signs(text, facts.body):
                # Most finished documents have none.
                from pdcli.reading.markdown_comments import CommentReader

                cuts = CommentReader(self.content).cuts()
            if has_invisible_signs(text, facts.body):
                self.problems += invisible_signs(text, facts.body)
                self.is_truncated = ends_in_zeros(text)
        sections = [*self._before_the_facts()] if facts.problems else []
        if conflicts:
            sections += self._without_answers(body)
        else:
            sections += self._sections(self.headings.questions(), cuts)
            if self.empty_twins:
                sections = [_without_key(item) if item.start in self.empty_twins else item for item in sections]
        return MarkdownResult(
            self.front, facts.start, facts.end, sections, self._limited_problems(), frozenset(self.explained), body,
            facts.body, cuts,
        )  # fmt: skip

    def _conflicts(self) -> list[YamlProblem]:
        """The marks of an unfinished merge in the body; those that begin in the facts are reported there."""
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
        return is_question(text, self.form)

    def _limited_problems(self) -> list[YamlProblem]:
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
        return [
            *problems[:MAX_PROBLEMS],
            YamlProblem("PD007", at, at + 1, message, _("Correct the mistakes above first.")),
        ]

    def _before_the_facts(self) -> Iterator[Section]:
        """Yield text before the facts as a section without a key; comments and rules are no text."""
        first = self.text.rfind("\n", 0, max(self.facts.start - 1, 0)) + 1
        before = re.sub(COMMENT, "", self.text[:first]).strip()
        if any(problem.code == "PD028" and problem.start < first for problem in self.facts.problems) and before:
            yield cut_section(SectionCutter(self.text, []), None, Heading(0, 0, 0, 0, ""), 0, first)

    def _without_answers(self, body: Body) -> Iterator[Section]:
        cutter = SectionCutter(self.text, [])
        starts = [heading.start for heading in body.headings]
        for heading, end in zip(body.headings, [*starts[1:], len(self.text)], strict=False):
            yield cut_section(cutter, None, heading, heading.end, end)

    def _sections(self, headings: list[QuestionHeading], cuts: list[tuple[int, int]]) -> Iterator[Section]:
        raw = self._cut(headings, cuts)
        all_headings = self.headings.with_unmarked_questions(headings, raw)
        if all_headings is not headings:
            headings, raw = all_headings, self._cut(all_headings, cuts)
        if headings and self.form and self.text[-1] not in "\r\n":
            headings = self.headings.with_truncated_end(headings, self.form)
        before, *under = raw
        if before.value:
            yield before
            if self.form:
                self.problems.append(_outside(self.text, before))
                self._explain_by_text_before(headings, self.form)
        headings_by_key: dict[str, Heading] = {}
        for number, (item, section) in enumerate(zip(headings, under, strict=True)):
            if item.problem:
                self.problems.append(item.problem)
            if self.form and number and item.key not in self.form.by_key and not under[number - 1].value:
                # The answer is under an inserted heading.
                self.explained.add(headings[number - 1].key or "")
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
        if self.form and self.is_truncated:
            self.explained.update(self.headings.unanswered(self.form, [item.key for item in headings[:-1]]))

    def _explain_by_text_before(self, headings: list[QuestionHeading], form: Form) -> None:
        """Text before the first heading may be the answer to the only missing question."""
        missing = self.headings.unanswered(form, [item.key for item in headings])
        if len(missing) == 1 or not headings:
            self.explained.update(missing)

    def _explain(self, section: Section) -> None:
        """A problem between a question and the next one explains its missing answer."""
        if section.key and any(
            section.start <= problem.start < section.body_end and problem.code in _HIDING for problem in self.problems
        ):
            self.explained.add(section.key)

    def _explain_repeated(self, form: Form, headings_by_key: dict[str, Heading]) -> None:
        """A repeated question may be there instead of a missing one."""
        repeated = sum(problem.code == "PD013" for problem in self.problems)
        if repeated and len(missing := self.headings.unanswered(form, headings_by_key)) <= repeated:
            self.explained.update(missing)

    def _cut(self, headings: list[QuestionHeading], cuts: list[tuple[int, int]]) -> list[Section]:
        """The section before the first heading, and the one of each heading."""
        cutter = SectionCutter(self.text, cuts)
        start, starts = self.facts.body, [item.heading.start for item in headings]
        ends = [*starts, len(self.text)]
        sections = [cut_section(cutter, None, Heading(0, start, start, start, ""), start, ends[0])]
        for item, end in zip(headings, ends[1:], strict=True):
            sections.append(cut_section(cutter, item.key, item.heading, min(item.heading.end, end), end))
        return sections

    def _title(self, heading: Heading, section: Section) -> Iterator[Section]:
        """Yield the title, the first heading of level one, and text under it, which belongs to no question."""
        yield section._replace(key="title", value=heading.text.strip(), lines=())
        if section.value:
            yield section._replace(key=None, heading="", level=0, start=section.body_start, end=section.body_start)
            if self.form:
                self.problems.append(_outside(self.text, section))
        title = self.data.get("title")
        if self.form and title and str(title).strip() != heading.text.strip():
            self.problems.append(_twice(self.text, heading, "title"))

    def _answer(
        self, item: QuestionHeading, section: Section, form: Form, headings_by_key: dict[str, Heading]
    ) -> Section:
        heading, key = item.heading, item.key
        if key is None or key not in form.by_key:
            from pdcli.reading.prompts import LIKE_SUPPRESSION

            if item.problem is None and not LIKE_SUPPRESSION.match(heading.text):
                self._unknown(heading, form, {key for key in form.headed if key not in headings_by_key})
            return _without_key(section)
        if key in headings_by_key:
            self.explained.add(key)
            if not self._is_empty_twin(heading, headings_by_key[key]) or form.by_key[key].type != "text":
                return _without_key(section)
            headings_by_key[key] = heading
            return section
        headings_by_key[key] = heading
        if form.by_key[key].type != "text":
            if section.value:
                self._misplaced(heading, key)
            return _without_key(section)
        if section.value and self.data.get(key) not in (None, ""):
            self.problems.append(_twice(self.text, heading, key))
            return _without_key(section)
        return section

    def _unknown(self, heading: Heading, form: Form, missing: set[str]) -> None:
        labels = labels_of(form).titles
        advise = len(self.problems) < MAX_SUGGESTIONS
        close = nearest(normalise_heading(heading.text), labels) if advise else None
        number = re.match(r"(\d{1,3})[.)]", heading.text)
        if close is None and number and int(number[1]) <= len(form.fields):
            # The number in front may tell the question.
            item = form.fields[int(number[1]) - 1]
            if item.key in form.headed and item.key in missing:
                close = normalise_heading(item.label.kk)
        if close is None and advise:
            close = _part_of_label(heading.text, form, missing)
        hint = _("Inside an answer use level-three headings: `### …`.")
        if close:
            self.explained.add(form.headings.get(close, ""))
            hint = _("Did you mean “{label}”?").format(label=labels[close])
        message = _("“{heading}” is not a question on this form.").format(heading=shortened(heading.text, 60))
        self.problems.append(YamlProblem("PD012", heading.start, heading.stop, message, hint))

    def _is_empty_twin(self, heading: Heading, earlier: Heading) -> bool:
        """Report a repeated heading; whether the first one is right above, so that this one has the answer."""
        related = ((earlier.start, earlier.stop, _("The first one is here.")),)
        message = _("The heading “{heading}” is repeated here; the first one counts.").format(
            heading=shortened(heading.text, 60)
        )
        hint = _("Bring both answers together under the first heading.")
        is_twin = not self.text[earlier.end : heading.start].strip()
        fix: tuple[tuple[int, int, str], ...] = ()
        if is_twin:
            hint, fix = _("Delete one of the two headings."), ((earlier.start, heading.start, ""),)
            self.empty_twins.add(earlier.start)
        self.problems.append(YamlProblem("PD013", heading.start, heading.stop, message, hint, related, fix))
        return is_twin

    def _misplaced(self, heading: Heading, key: str) -> None:
        message = _("“{heading}” is not answered with text under a heading.").format(
            heading=shortened(heading.text, 60)
        )
        hint = _("Answer this question between the `---` lines at the top, as `{key}:`.").format(key=key)
        self.problems.append(YamlProblem("PD018", heading.start, heading.stop, message, hint))


def _part_of_label(heading: str, form: Form, missing: Iterable[str]) -> str | None:
    """The label of the one missing question of which a heading is the beginning, or some of its words."""
    normalised = normalise_heading(heading)
    if len(normalised) < MIN_LETTERS:
        return None
    matches: dict[str, str] = {}
    for key in missing:
        for text in (form.by_key[key].label[lang] for lang in LANGS):
            label = normalise_heading(text)
            if label.startswith(normalised) or f" {normalised} " in f" {label} ":
                matches[key] = label
    return next(iter(matches.values())) if len(matches) == 1 else None


def _without_key(section: Section) -> Section:
    return section._replace(key=None)


def _outside(text: str, section: Section) -> YamlProblem:
    start = line_starts(text)[section.lines[0] - 1]
    start = max(start, section.body_start)
    line = first_line(text, start)
    start += len(line) - len(line.lstrip())
    message = _("This text comes before the first heading and belongs to no question.")
    hint = _("Move the text under one of the headings, or make it a comment `<!-- … -->`.")
    return YamlProblem("PD011", start, start + len(line.strip()), message, hint)


def _twice(text: str, heading: Heading, key: str) -> YamlProblem:
    message = _("`{key}` is answered both at the top and under this heading; the answer at the top counts.").format(
        key=key
    )
    end = heading.start + len(first_line(text, heading.start))
    return YamlProblem("PD014", heading.start, end, message, _("Keep one of the two answers."))
