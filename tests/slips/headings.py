"""Questions that are no longer known as questions, so that the answer above swallows them."""

from collections.abc import Callable

from tests.slips.forms import labels, number_of, optional
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
    prose_lines,
    with_line,
)


def _other_heading(text: str, pick: Pick, change: Callable[[str], str]) -> str | None:
    """The text with `change(question)` in the place of one heading's line."""
    options = headings(text)
    if not options:
        return None
    heading = pick(options)
    return with_line(text, heading.number, change(heading.question))


@in_text(BODY, "the question is in bold, as in Word")
def bold_heading(text: str, pick: Pick) -> str | None:
    form = pick(["**{}**", "__{}__", "***{}***", "**{}** ", "*{}*"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "no space after ##")
def no_space_after_the_hashes(text: str, pick: Pick) -> str | None:
    return _other_heading(text, pick, "##{}".format)


@in_text(BODY, "another number of #")
def other_level(text: str, pick: Pick) -> str | None:
    form = pick(["# {}", "### {}", "#### {}", "###### {}", "####### {}"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the question is underlined", near=Near.BLOCK)
def underlined_heading(text: str, pick: Pick) -> str | None:
    form = pick(["{}\n===", "{}\n---", "{}\n=", "{}\n______", "{}\n-----------------"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "a no-break or other wide space after ##")
def other_space_after_the_hashes(text: str, pick: Pick) -> str | None:
    form = pick(["##\u00a0{}", "##\u2003{}", "##\u3000{}", "##\u202f{}", "##\t{}", "##  {}", "##\u200b{}"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the ## was deleted and the question stands as a line of text")
def plain_question(text: str, pick: Pick) -> str | None:
    return _other_heading(text, pick, lambda question: question)


@in_text(BODY, "the ## was typed with other signs")
def other_hashes(text: str, pick: Pick) -> str | None:
    form = pick(["＃＃ {}", "№№ {}", "#＃ {}", "\\## {}", "\\#\\# {}", "# # {}", "### {} ###", "*## {}", "\\#\\#{}"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the question is indented")
def indented_heading(text: str, pick: Pick) -> str | None:
    form = pick(["    ## {}", "\t## {}", "      ## {}", "\u00a0## {}", "\u3000## {}", "   ## {}"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the question was quoted or put in a list, as mail programs and outlines do")
def quoted_heading(text: str, pick: Pick) -> str | None:
    form = pick(["> ## {}", "- ## {}", "1. ## {}", "• ## {}", "- {}", "> {}"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the question is below a list and indented like it", expect=Expect.SHOWN_OR_REPORTED)
def heading_inside_a_list(text: str, pick: Pick) -> str | None:
    options = headings(text)[1:]
    if not options:
        return None
    heading = pick(options)
    return with_line(text, heading.number, f"- топтық жұмыс\n\n  ## {heading.question}")


@in_text(BODY, "the question came as HTML")
def html_heading(text: str, pick: Pick) -> str | None:
    form = pick(["<h2>{}</h2>", "<b>{}</b>", "<p><strong>{}</strong></p>", "<h2 id='x'>{}</h2>", "<u>{}</u>"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the answer was typed on the heading's own line")
def answer_on_the_heading_line(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [
        (heading, number)
        for heading in headings(text)
        for number in prose_lines(text)[:]
        if number > heading.number and not any(line.strip() for line in lines[heading.number + 1 : number])
    ]
    if not options:
        return None
    heading, number = pick(options)
    joint = pick([" ", ": ", " – ", " - "])
    return with_line(with_line(text, heading.number, f"## {heading.question}{joint}{lines[number]}"), number, "")


@in_text(BODY, "the question is in bold with a colon and the answer follows on the same line")
def bold_heading_with_the_answer(text: str, pick: Pick) -> str | None:
    form = pick(["**{}:** 24 оқушының 17-сі", "**{}** Иә, толық.", "{}: жұптық жұмыс", "##{} Иә, толық."])
    return _other_heading(text, pick, lambda question: form.format(question.rstrip("?:")))


@in_text(BODY, "letters of the question were lost, doubled or exchanged")
def misspelt_heading(text: str, pick: Pick) -> str | None:
    place = pick([4, 6, 9])
    change = pick(["lost", "doubled", "exchanged"])

    def misspelt(question: str) -> str:
        start, end = question[:place], question[place:]
        if change == "lost":
            return "## " + start + end[1:]
        return "## " + (start + end[:1] + end if change == "doubled" else start + end[1:2] + end[:1] + end[2:])

    return _other_heading(text, pick, misspelt)


@in_text(BODY, "a word of the question was deleted or a word was put in")
def reworded_heading(text: str, pick: Pick) -> str | None:
    change = pick([lambda words: words[:-1], lambda words: words[1:], lambda words: [*words, "осы"]])
    return _other_heading(text, pick, lambda question: "## " + " ".join(change(question.split(" "))))


@in_text(BODY, "an editor broke a long question into two lines", near=Near.BLOCK)
def wrapped_heading(text: str, pick: Pick) -> str | None:
    options = [heading for heading in headings(text) if heading.question.count(" ") >= 3]
    if not options:
        return None
    heading = pick(options)
    words = heading.question.split(" ")
    break_at = pick(range(2, len(words)))
    return with_line(text, heading.number, f"## {' '.join(words[:break_at])}\n{' '.join(words[break_at:])}")


@in_text(BODY, "invisible signs came with a paste into the question", expect=Expect.SAME_OR_REPORTED)
def invisible_sign_in_heading(text: str, pick: Pick) -> str | None:
    sign = pick(["\u200b", "\u00ad", "\u200e", "\u200f", "\ufeff", "\u2060", "\u00a0"])
    where = pick([0, 3, 7])
    return _other_heading(text, pick, lambda question: f"## {question[:where]}{sign}{question[where:]}")


@in_text(BODY, "look-alike letters in the question")
def look_alike_letters_in_heading(text: str, pick: Pick) -> str | None:
    options = [heading for heading in headings(text) if any(letter in heading.question for letter in "аеорсіһ")]
    if not options:
        return None
    heading = pick(options)
    letter = pick([letter for letter in "аеорсіһ" if letter in heading.question])
    latin = dict(zip("аеорсіһ", "aeopcih", strict=True))[letter]
    return with_line(text, heading.number, "## " + heading.question.replace(letter, latin))


@in_text(BODY, "an emoji or a mark was put before or after the question")
def emoji_in_heading(text: str, pick: Pick) -> str | None:
    form = pick(["## 😀 {}", "## {} ✅", "## {} 👍🏽", "## ✔ {}", "## ⭐{}", "## {} (толықтыру керек)", "## {} !!!"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the ## was typed twice or the line was closed with #")
def doubled_hashes(text: str, pick: Pick) -> str | None:
    form = pick(["## ## {}", "## {} ##", "## # {}", "##  ##{}"])
    return _other_heading(text, pick, form.format)


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


@in_text(BODY, "the question was pasted twice", near=Near.FILE)
def heading_twice(text: str, pick: Pick) -> str | None:
    form = pick(["## {0}\n\n## {0}", "## {0}\n## {0}"])
    return _other_heading(text, pick, form.format)


@in_text(BODY, "the question was pasted a second time on its own line", expect=Expect.REPORTED)
def heading_twice_on_its_line(text: str, pick: Pick) -> str | None:
    form = pick(["## {0} ## {0}", "## {0} {0}", "## {0}\t**{0}**", "# {0} # {0}", "**{0} {0}**", "## {0} / {0}"])
    return _other_heading(text, pick, lambda question: form.format(question))


@in_text(MARKDOWN, "of the question only its number was typed, with another number of #", expect=Expect.REPORTED)
def number_of_another_level(text: str, pick: Pick) -> str | None:
    kind = kind_of(text)
    options = [(heading.number, number) for heading in headings(text) if (number := number_of(kind, heading.question))]
    if not options:
        return None
    line, number = pick(options)
    return with_line(text, line, pick(["# {}", "### {}.", "#{}", "#### {})"]).format(number))


@in_text(BODY, "two questions were pasted in the other order, with their answers", near=Near.FILE)
def sections_exchanged(text: str, pick: Pick) -> str | None:
    options = headings(text)
    if len(options) < 2:
        return None
    first = pick(range(len(options) - 1))
    lines = [*text.rstrip("\n").split("\n"), ""]
    start, middle = options[first].number, options[first + 1].number
    end = options[first + 2].number if first + 2 < len(options) else len(lines)
    return "\n".join(lines[:start] + lines[middle:end] + lines[start:middle] + lines[end:])


@in_text(MARKDOWN, "a question of a final document was deleted, its answer stayed", near=Near.FILE)
def heading_deleted(text: str, pick: Pick) -> str | None:
    known = {label for words in labels(kind_of(text)).values() for label in words.values()} - optional(kind_of(text))
    options = [heading for heading in headings(text)[1:] if heading.question.lstrip("0123456789. ") in known]
    if not options or "\nstatus: final\n" not in text:
        return None
    return with_line(text, pick(options).number, "")


@in_text(BODY, "the line of a question was deleted, its prompt stayed", expect=Expect.REPORTED)
def heading_deleted_above_its_prompt(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [item for item in headings(text) if lines[item.number + 1 :][:1] and lines[item.number + 1].startswith("<!--")]  # fmt: skip
    return "\n".join([*lines[: (at := pick(options).number)], *lines[at + 1 :]]) if options else None


@in_text(BODY, "the line of a question was joined to the line above it", expect=Expect.REPORTED)
def heading_joined_to_the_line_above(text: str, pick: Pick) -> str | None:
    options = headings(text)[1:]
    if not options:
        return None
    number = pick(options).number
    lines = text.split("\n")
    above = "\n".join(lines[:number]).rstrip()
    if above.endswith("---"):
        return None
    return "\n".join([above + pick(["", " "]) + lines[number], *lines[number + 1 :]])


@in_text(MARKDOWN, "the end of a final document was lost", near=Near.FILE)
def end_cut_off(text: str, pick: Pick) -> str | None:
    options: list[Heading] = headings(text)[1:]
    if not options or "\nstatus: final\n" not in text:
        return None
    lines = text.split("\n")
    heading = pick(options)
    return "\n".join([*lines[: heading.number], lines[heading.number][: pick([0, 2, 12])]])
