"""Answers as they come from Word, mail, phones and mathematics: what was typed must be seen."""

from tests.slips.slip import BODY, Expect, Near, Pick, headings, in_text, prose_lines, with_line


def _typed(text: str, pick: Pick, *options: str) -> str | None:
    """The text with one of these put below an answer, as a paragraph of its own."""
    places = prose_lines(text)
    if not places:
        return None
    number = pick(places)
    lines = text.split("\n")
    return with_line(text, number, f"{lines[number]}\n\n{pick(options)}\n")


@in_text(BODY, "lists and tables of Word", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def lists_of_word(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "• бірінші\n• екінші", "10) оныншы\n11) он бірінші", "–\tбірінші\n–\tекінші", "топ\tбалл\nбірінші\t12", "\tшегініс абзац", "    төрт бос орын", "o\tекінші деңгей", "а) бірінші\nә) екінші", "§\tтармақ", "|бір|екі|")  # fmt: skip


@in_text(BODY, "the front matter's line was typed in an answer", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def front_matter_in_an_answer(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "---\nstatus: final\n---", "---", "date: 2026-10-14", "***", "kind: lesson-analysis")


@in_text(BODY, "a heading of ones own inside an answer", near=Near.FILE, expect=Expect.SHOWN_OR_REPORTED)
def heading_of_ones_own(text: str, pick: Pick) -> str | None:
    options = headings(text)
    if not options:
        return None
    heading = pick(options)
    return with_line(text, heading.number, f"## {heading.question}\n\n## Қосымша\n\n{pick(['Тағы бір ой.', '- қосымша тармақ'])}")  # fmt: skip
