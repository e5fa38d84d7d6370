"""Questions that are no longer known as questions, so that the answer above swallows them."""

from collections.abc import Callable

from tests.slips.forms import labels
from tests.slips.slip import (
    BODY,
    MARKDOWN,
    Expect,
    Heading,
    Near,
    Pick,
    headings,
    in_text,
    kind_of,
    with_line,
)


def _other_heading(text: str, pick: Pick, change: Callable[[str], str]) -> str | None:
    """The text with `change(question)` in the place of one heading's line."""
    options = headings(text)
    if not options:
        return None
    heading = pick(options)
    return with_line(text, heading.number, change(heading.question))


@in_text(BODY, "a word of the question was deleted or a word was put in")
def reworded_heading(text: str, pick: Pick) -> str | None:
    change = pick([lambda words: words[:-1], lambda words: words[1:], lambda words: [*words, "осы"]])
    return _other_heading(text, pick, lambda question: "## " + " ".join(change(question.split(" "))))


@in_text(BODY, "invisible signs came with a paste into the question", expect=Expect.SAME_OR_REPORTED)
def invisible_sign_in_heading(text: str, pick: Pick) -> str | None:
    sign = pick(["\u200b", "\u00ad", "\u200e", "\u200f", "\ufeff", "\u2060", "\u00a0"])
    where = pick([0, 3, 7])
    return _other_heading(text, pick, lambda question: f"## {question[:where]}{sign}{question[where:]}")


@in_text(BODY, "the question was typed in capitals, without its number or its last sign", expect=Expect.HARMLESS)
def heading_spelt_freely(text: str, pick: Pick) -> str | None:
    change = pick([str.upper, str.lower, lambda q: q.rstrip("?.:"), lambda q: q.lstrip("0123456789. "), lambda q: f"{q} "])  # fmt: skip
    return _other_heading(text, pick, lambda question: "## " + change(question))


@in_text(MARKDOWN, "the question was written in another language", near=Near.LINE, expect=Expect.HARMLESS)
def heading_in_another_language(text: str, pick: Pick) -> str | None:
    words = list(labels(kind_of(text)).values())
    options = [
        (heading, other)
        for heading in headings(text)
        for label in words
        if heading.question.lstrip("0123456789. ") in label.values()
        for other in sorted(set(label.values()) - {heading.question.lstrip("0123456789. ")})
    ]
    if not options:
        return None
    heading, other = pick(options)
    return with_line(text, heading.number, f"## {other}")


@in_text(MARKDOWN, "the end of a final document was lost", near=Near.FILE, messages=99)
def end_cut_off(text: str, pick: Pick) -> str | None:
    options: list[Heading] = headings(text)[1:]
    if not options or "\nstatus: final\n" not in text:
        return None
    lines = text.split("\n")
    heading = pick(options)
    return "\n".join([*lines[: heading.number], lines[heading.number][: pick([0, 2, 12])]])
