"""Prompt comments that swallow text, marks of an unfinished merge, suppressions that do nothing."""

from tests.slips.slip import BODY, Near, Pick, headings, in_text


@in_text(BODY, "a merge was left unfinished around questions", near=Near.FILE, messages=2)
def merge_marks_around_a_question(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [heading.number for heading in headings(text)]
    if not options:
        return None
    start = pick(options)
    end = min([number for number in options if number > start], default=len(lines))
    section = lines[start:end]
    return "\n".join([*lines[:start], "<<<<<<< HEAD", *section, "=======", *section, ">>>>>>> theirs", *lines[end:]])
