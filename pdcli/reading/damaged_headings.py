"""Damaged headings of a Markdown document: a number alone, a question broken over lines, a doubled question, and one
cut off by the end of the file.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from pdcli.diagnostics import shortened
from pdcli.i18n import DEFAULT_LANG, LANGS
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form
from pdcli.reading.markdown_blocks import Heading
from pdcli.reading.questions import LEVEL, NO_SPACE, Labels, UnmarkedQuestion, bare, key_of
from pdcli.reading.yaml_result import YamlProblem

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_ONLY_NUMBER = re.compile(r"[\W_]{0,3}(\d{1,3})[\W_]{0,3}")
# A line that is signs of a heading and a number.
_SIGNS_AND_NUMBER = re.compile(r"[ ]{0,3}#{1,6}[ \t]*(\d{1,3})[.)]?[ \t]*")
# A narrow page breaks a question into no more lines than these.
_MAX_LINES = 3
# The level of a question.
_LEVEL = 2


def over_lines(text: str, heading: Heading, form: Form, missing: Collection[str]) -> tuple[Heading, str] | None:
    """The heading with the lines below that belong to it, and its question; None where it is on one line."""
    words, at = heading.text, heading.end
    if "<!--" in words:
        # It hides the following text, which is reported.
        return None
    for _number in range(1, _MAX_LINES):
        line = _LINE.match(text, at)
        if line is None or not line[1].strip() or line[1].startswith("#"):
            return None
        words = f"{words} {line[1].strip()}"
        key = key_of(words, form)
        if key in missing:
            return heading._replace(stop=line.start() + len(line[1].rstrip()), end=line.end(), text=words), key or ""
        at = line.end()
    return None


def goes_on_below(heading: Heading, whole: Heading) -> YamlProblem:
    """What is wrong with a heading that is only whole with the lines below it."""
    message = _("The question continues on the line below: “{question}”.").format(question=shortened(whole.text, 60))
    edit = (heading.start, whole.stop, f"## {whole.text}")
    return YamlProblem("PD012", heading.start, heading.stop, message, _("Write the question on one line."), (), (edit,))


def of_number(
    heading: Heading, form: Form, missing: Collection[str], others: Collection[str]
) -> tuple[str, str] | None:
    """The question that a heading names by its number alone, and what to write, in the language of the `others`."""
    number = _ONLY_NUMBER.fullmatch(heading.text)
    if number is None or not 1 <= int(number[1]) <= len(form.fields):
        return None
    field = form.fields[int(number[1]) - 1]
    if field.key not in missing:
        return None
    letters = {bare(text) for text in others}
    languages = [lang for lang in LANGS for key in form.headed if bare(form.by_key[key].label[lang]) in letters]
    return field.key, f"{int(number[1])}. {field.label[max(languages, key=languages.count, default=DEFAULT_LANG)]}"


def numbers_in_answer(
    lines: Sequence[tuple[str, int]], form: Form, missing: Collection[str], number_above: int, others: Collection[str]
) -> list[UnmarkedQuestion]:
    """The questions that lines of an answer, which begin at offsets, name by signs and their number alone.

    `number_above` is that of the question answered there. Numbers that begin again, or of questions that are not
    `missing`, count something else.
    """
    marked_lines = [(line, start, mark) for line, start in lines if (mark := _SIGNS_AND_NUMBER.fullmatch(line))]
    numbers = [int(mark[1]) for _line, _start, mark in marked_lines]
    if any(number <= before for before, number in pairwise([number_above, *numbers])):
        return []
    questions = []
    for line, start, mark in marked_lines:
        key_and_title = of_number(Heading(1, start, start, start, mark[1]), form, missing, others)
        if key_and_title is None:
            return []
        begin = start + len(line) - len(line.lstrip())
        level = len(line.strip()) - len(line.strip().lstrip("#"))
        message = NO_SPACE if level == _LEVEL else LEVEL
        questions.append(
            UnmarkedQuestion(key_and_title[0], start, begin, start + len(line.rstrip()), key_and_title[1], message)
        )
    return questions


def repeated_in_heading(heading: Heading, length: int) -> tuple[Heading, YamlProblem]:
    """The heading with the first `length` characters of its text, and the problem of the rest."""
    question = heading.text[:length]
    message = _("The question is in this heading more than once: “{heading}”.").format(
        heading=shortened(heading.text, 60)
    )
    hint = _("Write the question once: `## {question}`.").format(question=shortened(question, 60))
    edit = (heading.start, heading.stop, f"## {question}")
    problem = YamlProblem("PD012", heading.start, heading.stop, message, hint, (), (edit,))
    return heading._replace(level=2, text=question), problem


def only_number(heading: Heading, title: str) -> YamlProblem:
    """The problem of a heading that is only the number of its question."""
    message = _("“{heading}” is not a question on this form.").format(heading=heading.text)
    hint = _("Did you mean “{label}”?").format(label=title)
    edit = (heading.start, heading.stop, f"## {title}")
    return YamlProblem("PD012", heading.start, heading.stop, message, hint, (), (edit,))


def truncated(text: str, heading: Heading, labels: Labels, missing: Collection[str]) -> YamlProblem | None:
    """The problem of a file that ends in the middle of a question; None for others."""
    letters = bare(heading.text)
    letters = "" if letters.isdigit() else letters
    is_begun = any(
        key in missing and label.startswith(letters) and label != letters for label, key in labels.keys.items()
    )
    if text[heading.stop :].strip() or not is_begun:
        return None
    message = _("The file ends in the middle of this heading: what came after it is lost.")
    hint = _("Bring back an earlier version of the file (`git checkout` or a copy), or write the missing part again.")
    return YamlProblem("PD012", heading.start, heading.stop, message, hint)
