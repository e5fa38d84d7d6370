"""What happens at the edge of the front matter, so that a document is no longer known as one."""

from tests.slips.slip import MARKDOWN, Near, Pick, in_text


@in_text(MARKDOWN, "the first --- was typed twice", near=Near.BLOCK)
def first_line_twice(text: str, pick: Pick) -> str:
    return "---\n" + text


@in_text(MARKDOWN, "Enter was pressed once or twice at the very top")
def empty_line_at_the_top(text: str, pick: Pick) -> str:
    return pick(["\n", "\n\n", "  \n"]) + text


@in_text(MARKDOWN, "a space or a tab slipped in before the first ---")
def space_before_the_delimiter(text: str, pick: Pick) -> str:
    return pick([" ", "  ", "\t"]) + text


@in_text(MARKDOWN, "a no-break space or one of no width came with a paste before the first ---")
def invisible_sign_before_the_delimiter(text: str, pick: Pick) -> str:
    return pick(["\u00a0", "\u200b", "\u2060", "\u200e"]) + text


@in_text(MARKDOWN, "two programs put a byte order mark each")
def two_byte_order_marks(text: str, pick: Pick) -> str:
    return "\ufeff\ufeff" + text


@in_text(MARKDOWN, "a note to oneself stands above the front matter")
def comment_at_the_top(text: str, pick: Pick) -> str:
    return pick(["<!-- тексеріп шығу керек -->\n", "<!-- проверить -->\n\n", "<!--\nmine\n-->\n"]) + text


@in_text(MARKDOWN, "the name of the document was typed above the front matter")
def heading_at_the_top(text: str, pick: Pick) -> str:
    return pick(["# Менің сабағым\n", "# Мой урок\n\n", "## Lesson\n"]) + text


@in_text(MARKDOWN, "a line of text stands above the front matter")
def text_at_the_top(text: str, pick: Pick) -> str:
    return pick(["Айгерім\n", "5 кезең\n\n", "yaml\n", "Отправлено с iPhone\n"]) + text


@in_text(MARKDOWN, "the document was copied from a chat with its code fence")
def code_fence_around_all(text: str, pick: Pick) -> str:
    fence = pick(["```yaml", "```markdown", "```", "~~~"])
    return f"{fence}\n{text}{fence[:3]}\n"


@in_text(MARKDOWN, "the first --- became another line of dashes", near=Near.BLOCK)
def other_first_delimiter(text: str, pick: Pick) -> str:
    return pick(["----", "--", "—-", "—", "–––", "- - -", "-–-", "===", "***", "___", "+++"]) + text[3:]


@in_text(MARKDOWN, "the second --- became another line of dashes", near=Near.BLOCK)
def other_second_delimiter(text: str, pick: Pick) -> str:
    dashes = pick(["----", "--", "—-", "—", "–––", "- - -", "===", "***", " ---"])
    return text.replace("\n---\n", f"\n{dashes}\n", 1)


@in_text(MARKDOWN, "the first --- was deleted", near=Near.BLOCK)
def first_delimiter_deleted(text: str, pick: Pick) -> str:
    return text.removeprefix("---\n")


@in_text(MARKDOWN, "the second --- was deleted", near=Near.BLOCK)
def second_delimiter_deleted(text: str, pick: Pick) -> str:
    return text.replace("\n---\n", "\n", 1)


@in_text(MARKDOWN, "backspace joined the first --- with the line below")
def first_delimiter_joined(text: str, pick: Pick) -> str:
    return "---" + pick(["", " "]) + text.removeprefix("---\n")


# Two when the first question is joined to it: the strokes and the question each need a line of their own.
@in_text(MARKDOWN, "backspace joined the second --- with a neighbour", near=Near.BLOCK)
def second_delimiter_joined(text: str, pick: Pick) -> str:
    return pick([text.replace("\n---\n", "---\n", 1), text.replace("\n---\n", "\n---", 1).replace("\n---\n", "\n---", 1)])  # fmt: skip


@in_text(MARKDOWN, "spaces were left behind a ---")
def spaces_after_a_delimiter(text: str, pick: Pick) -> str:
    return pick([text.replace("---\n", "---  \n", 1), text.replace("\n---\n", "\n--- \n", 1), text.replace("---\n", "---\u00a0\n", 1)])  # fmt: skip


@in_text(MARKDOWN, "the front matter was pasted a second time below the first", near=Near.FILE)
def front_matter_twice(text: str, pick: Pick) -> str:
    front = text[: text.index("\n---\n") + 5]
    return front + pick(["", "\n"]) + text


@in_text(MARKDOWN, "the whole document was pasted a second time below itself", near=Near.FILE)
def document_twice(text: str, pick: Pick) -> str:
    return text + pick(["", "\n"]) + text


@in_text(MARKDOWN, "an answer was pasted above the first question")
def answer_above_the_first_heading(text: str, pick: Pick) -> str:
    answer = pick(["Сабақтың мақсаты орындалды, 24 оқушының 17-сі шығарды.", "Цель достигнута.", "- топтық жұмыс"])
    return text.replace("\n---\n", f"\n---\n\n{answer}\n", 1)
