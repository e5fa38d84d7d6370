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


@in_text(BODY, "a line begins like a definition of a link", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def looks_like_a_definition(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "[ескерту]: орындалды", "[1]: оқулық", "[А]: жауап берді", "[^1]: түсіндірме жазба", "[қорытынды]: <мәтін>")  # fmt: skip


@in_text(BODY, "mathematics and signs inside words", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def signs_of_mathematics(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "2*3*4=24 және 5*6=30", "a_1 + a_2 = a_3 болды", "x < y, y > z болғанда", "1. 2. 3. сандары", "$x^2$ пен $y_1$", "5 < 7 & 8 > 3", "~11 оқушы, ~70 %", "3 <b> 4", "&frac12; бөлік", "\\frac{1}{2} қосу")  # fmt: skip


@in_text(BODY, "angle brackets and HTML in an answer", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def angle_brackets(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "<сабақ> мазмұны", "<b>қалың</b> сөз", "<мұғалім@мектеп>", "<!доктайп мәтін>", "<details><summary>Толығырақ</summary>мәтін</details>", "жауап <жоқ", "<?сұрақ белгісі?>", "<o:p>Ворд</o:p>")  # fmt: skip


@in_text(BODY, "a # or a line of signs inside an answer", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def hash_or_line_in_an_answer(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "# бірінші топ", "#математика #алгебра", "### Ішкі тақырып", "Қорытынды мәтін\n---", "Қорытынды мәтін\n===", "1-топ\n-", "***\nжұлдызшалар", "##", "## ", "#")  # fmt: skip


@in_text(BODY, "lists and tables of Word", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def lists_of_word(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "• бірінші\n• екінші", "10) оныншы\n11) он бірінші", "–\tбірінші\n–\tекінші", "топ\tбалл\nбірінші\t12", "\tшегініс абзац", "    төрт бос орын", "o\tекінші деңгей", "а) бірінші\nә) екінші", "§\tтармақ", "|бір|екі|")  # fmt: skip


@in_text(BODY, "a link of a tool for notes", expect=Expect.SHOWN_OR_REPORTED, near=Near.BLOCK)
def links_of_notes(text: str, pick: Pick) -> str | None:
    return _typed(text, pick, "[[жазба]] қараңыз", "![[сурет]] бар", "==маңызды== сөз", "%%жасырын%% мәтін", "#тег/ішкі", "> [!note] Ескерту\n> мәтін", "- [ ] тапсырма", "^блок7", "{{үлгі}} мәтін", "{% raw %} мәтін", ":::ескерту\nмәтін\n:::")  # fmt: skip


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


@in_text(BODY, "a picture or a link to a file that is not there", expect=Expect.REPORTED)
def missing_target(text: str, pick: Pick) -> str | None:
    return _typed(
        text, pick, "![](фото.png)", "![тақта](evidence/joq.jpg)", "[жоспар](жоспар.docx)", "[кесте](../evidence/кесте7.xlsx)", "![](C:\\Users\\a\\foto.jpg)",
        '<img src="foto.png">', "![x](<менің фотом.png>)", "[план][1]\n\n[1]: joq.pdf", "![](file:///C:/foto.png)", "[план](joq.pdf \"жоспар\")",
    )  # fmt: skip
