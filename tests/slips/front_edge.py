"""What happens at the edge of the front matter, so that a document is no longer known as one."""

from tests.slips.slip import MARKDOWN, Pick, in_text


@in_text(MARKDOWN, "an answer was pasted above the first question")
def answer_above_the_first_heading(text: str, pick: Pick) -> str:
    answer = pick(["Сабақтың мақсаты орындалды, 24 оқушының 17-сі шығарды.", "Цель достигнута.", "- топтық жұмыс"])
    return text.replace("\n---\n", f"\n---\n\n{answer}\n", 1)
