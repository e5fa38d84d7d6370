"""Prompt comments that swallow text, marks of an unfinished merge, suppressions that do nothing."""

import re

from tests.slips.slip import (
    ANY,
    BODY,
    FRONT,
    MARKDOWN,
    Expect,
    Near,
    Pick,
    headings,
    in_text,
    prose_lines,
    with_line,
)


def _comments(text: str) -> list[int]:
    """Lines on which a comment ends."""
    return [number for number, line in enumerate(text.split("\n")) if line.endswith("-->")]


def _answer_beside(text: str, number: int) -> int | None:
    """The line of an answer to the question that a comment belongs to."""
    borders = [0, *(heading.number for heading in headings(text)), len(text)]
    start = max(border for border in borders if border <= number)
    end = min(border for border in borders if border > number)
    return next((line for line in prose_lines(text) if start < line < end), None)


@in_text(BODY, "the answer was typed inside the prompt's comment", near=Near.BLOCK)
def answer_inside_the_comment(text: str, pick: Pick) -> str | None:
    options = [(number, answer) for number in _comments(text) if (answer := _answer_beside(text, number)) is not None]
    if not options:
        return None
    number, answer = pick(options)
    lines = text.split("\n")
    form = pick(["{hint}\n{answer} -->", "{hint}\n     {answer}\n-->", "{hint} {answer} -->"])
    moved = form.format(hint=lines[number].removesuffix("-->").rstrip(), answer=lines[answer])
    return "\n".join(
        moved if line == number else "" if line == answer else content for line, content in enumerate(lines)
    )


@in_text(BODY, "the prompt was typed over and its comment signs were left", expect=Expect.REPORTED, near=Near.BLOCK)
def answer_instead_of_the_prompt(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    ends = [number for number in _comments(text) if _answer_beside(text, number) is None]
    if not ends:
        return None
    end = pick(ends)
    begin = max(number for number in range(end + 1) if lines[number].startswith("<!--"))
    answer = pick(["Оқушылар бөлшектерді сызбамен қосты.", "Ученики сами нашли ошибку.", "17 of 24 pupils did it."])
    return "\n".join([*lines[:begin], f"<!-- {answer} -->", *lines[end + 1 :]])


@in_text(BODY, "the --> was lost", near=Near.BLOCK)
def comment_end_lost(text: str, pick: Pick) -> str | None:
    options = _comments(text)
    if not options:
        return None
    number = pick(options)
    line = text.split("\n")[number].removesuffix("-->").rstrip()
    return with_line(text, number, line + pick(["", " ->", " --", " —>", " –>", " -- >", " --&gt;", " →", " - ->", " --}"]))  # fmt: skip


@in_text(BODY, "the <!-- was lost or changed", near=Near.BLOCK)
def comment_begin_lost(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if line.startswith("<!--")]
    if not options:
        return None
    number = pick(options)
    begin = pick(["", "<!-", "<!—", "<!–", "<--", "< !--", "&lt;!--", "!--", "<1--", "«!--"])
    return with_line(text, number, begin + lines[number].removeprefix("<!--"))


@in_text(BODY, "Word made other signs of both ends of a prompt", near=Near.BLOCK)
def comment_signs_changed(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if line.startswith("<!--") and line.endswith("-->")]
    if not options:
        return None
    number = pick(options)
    begin, end = pick([("<!—", "—>"), ("<!–", "–>"), ("<! —", "— >"), ("<!—-", "-—>")])
    return with_line(text, number, begin + lines[number][4:-3] + end)


@in_text(BODY, "the end of a prompt stands twice, or only its end was left", near=Near.BLOCK)
def rest_of_a_prompt(text: str, pick: Pick) -> str | None:
    options = [number for number in _comments(text) if text.split("\n")[number].startswith("<!--")]
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, text.split("\n")[number] + pick([" -->", "\n-->", "-->"]))


@in_text(BODY, "a question with its answer was hidden in a comment", near=Near.BLOCK)
def question_commented_out(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [heading.number for heading in headings(text)]
    ends = [*options[1:], len(lines)]
    pairs = [
        (start, end)
        for start, end in zip(options, ends, strict=True)
        if any(start < number < end for number in prose_lines(text))
    ]
    if not pairs:
        return None
    start, end = pick(pairs)
    return "\n".join([*lines[:start], "<!--", *lines[start:end], "-->", "", *lines[end:]])


@in_text(BODY, "an answer was hidden in a comment", near=Near.BLOCK)
def answer_commented_out(text: str, pick: Pick) -> str | None:
    options = prose_lines(text)
    if not options:
        return None
    number = pick(options)
    form = pick(["<!-- {} -->", "<!--{}-->", "<!--\n{}\n-->"])
    return with_line(text, number, form.format(text.split("\n")[number]))


@in_text(BODY, "a merge was left unfinished in an answer", near=Near.BLOCK)
def merge_marks_in_an_answer(text: str, pick: Pick) -> str | None:
    options = prose_lines(text)
    if not options:
        return None
    number = pick(options)
    line = text.split("\n")[number]
    form = pick(_MERGES)
    return with_line(text, number, form.format(line, line + " Тағы бір сөйлем."))


@in_text(BODY, "a merge was left unfinished around questions", near=Near.FILE)
def merge_marks_around_a_question(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [heading.number for heading in headings(text)]
    if not options:
        return None
    start = pick(options)
    end = min([number for number in options if number > start], default=len(lines))
    section = lines[start:end]
    return "\n".join([*lines[:start], "<<<<<<< HEAD", *section, "=======", *section, ">>>>>>> theirs", *lines[end:]])


@in_text(FRONT, "a merge was left unfinished in YAML", near=Near.BLOCK)
def merge_marks_in_yaml(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if ": " in line and not line.lstrip().startswith("#")]
    number = pick(options)
    return with_line(text, number, pick(_MERGES).format(lines[number], lines[number] + "1"))


@in_text(ANY, "one mark of a merge was overlooked", near=Near.BLOCK)
def single_merge_mark(text: str, pick: Pick) -> str:
    lines = text.split("\n")
    number = pick(range(1, len(lines)))
    mark = pick(["<<<<<<< HEAD", ">>>>>>> origin/main", "<<<<<<< Updated upstream", ">>>>>>> 3f2a91c (сабақ)"])
    return with_line(text, number, f"{lines[number]}\n{mark}")


@in_text(MARKDOWN, "the middle mark of a merge was overlooked in Markdown", expect=Expect.REPORTED)
def middle_mark_of_a_merge_in_markdown(text: str, pick: Pick) -> str:
    lines = text.split("\n")
    # Under text the same signs are strokes.
    options = [number for number in range(len(lines)) if not number or not re.search(r"\w", lines[number - 1])]
    number = pick(options)
    return with_line(text, number, f"{pick(['=======', '|||||||', '||||||| 7c1d0e2'])}\n{lines[number]}")


@in_text(FRONT, "the middle mark of a merge was overlooked in a long text of YAML", expect=Expect.REPORTED)
def middle_mark_of_a_merge_in_a_block(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines[:-1]) if re.search(r": [|>]-?$", line)]
    if not options:
        return None
    number = pick(options) + 1
    indent = " " * (len(lines[number]) - len(lines[number].lstrip()))
    return with_line(text, number, f"{pick([indent, ''])}{pick(['=======', '||||||| base'])}\n{lines[number]}")


@in_text(BODY, "a suppression was written so that it does nothing", expect=Expect.REPORTED)
def malformed_suppression(text: str, pick: Pick) -> str | None:
    options = prose_lines(text)
    if not options:
        return None
    number = pick(options)
    form = pick(
        [
            "pd: ignore PD602", "pd:ignore", "pd: ignore", "pd: ignore(PD602)", "pd: ignore[]", "pd: ignore[602]", "pd: ignore[PD602",
            "pd: ignored[PD602]", "pd: ignor[PD602]", "pd ignore[PD602]", "PD: ignore [PD602]", "pd: ignore[РD602]", "pd: ignore {PD602}",
            "pd: ignore[PD6O2]", "pd: ignore[PD602 PD603]", "pd; ignore[PD602]", "pd: noqa[PD602]", "pd: ignore=PD602", "pd: ignore[PD999]",
        ]
    )  # fmt: skip
    return with_line(text, number, f"{text.split(chr(10))[number]} <!-- {form} -->")


@in_text(FRONT, "a suppression in YAML was written so that it does nothing", expect=Expect.REPORTED)
def malformed_suppression_in_yaml(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if ": " in line and not line.lstrip().startswith("#")]
    number = pick(options)
    form = pick(["pd: ignore PD103", "pd:ignore", "pd: ignore(PD103)", "pd: ignore[103]", "pd: ignore[РD103]", "pd ignore[PD103]", "pd: ignor[PD103]", "pd: ingore[PD103]", "pd: елеме[PD103]", "pd: off[PD103]", "noqa: PD103"])  # fmt: skip
    return with_line(text, number, f"{lines[number]}  # {form}")


_MERGES = (
    "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> sabaq",
    "<<<<<<< Updated upstream\n{}\n=======\n{}\n>>>>>>> Stashed changes",
    "<<<<<<< HEAD\n{0}\n||||||| 1a2b3c4\n{0}\n=======\n{1}\n>>>>>>> sabaq",
)


@in_text(MARKDOWN, "a code fence was opened and not closed", near=Near.FILE)
def fence_not_closed(text: str, pick: Pick) -> str | None:
    options = headings(text)[1:]
    if not options:
        return None
    fence = pick(["```", "~~~", "```\nкесте", "   ```"])
    heading = pick(options)
    return with_line(text, heading.number, f"{fence}\n\n## {heading.question}")


@in_text(MARKDOWN, "a line begins like HTML that never ends", expect=Expect.SHOWN_OR_REPORTED, near=Near.FILE)
def html_not_closed(text: str, pick: Pick) -> str | None:
    options = headings(text)[1:]
    if not options:
        return None
    begin = pick(["<pre>", "<script>", "<style>", "<textarea>", "<?", "<!A", "<![CDATA[", "<div>", "<!DOCTYPE"])
    heading = pick(options)
    return with_line(text, heading.number, f"{begin}\n## {heading.question}")


@in_text(FRONT, "a merge was left unfinished in a long text of YAML", near=Near.BLOCK)
def merge_marks_in_a_block(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines[:-1]) if line.endswith(("|", "|-", ">", ">-")) and ": " in line]  # fmt: skip
    if not options:
        return None
    number = pick(options) + 1
    indent = " " * (len(lines[number]) - len(lines[number].lstrip()))
    form = pick(_MERGES[:2])
    merge = form.format(lines[number].lstrip(), "Басқа мәтін.")
    return with_line(text, number, "\n".join(pick([indent, ""]) + line for line in merge.split("\n")))
