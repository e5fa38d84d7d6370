"""Slips that people make in Markdown documents: each is told at its line, read as what was meant, and corrected.

Every slip is a small change of a clean document, in three languages, with every line end, with and without the mark of
byte order. Fixed, the document reads like the clean one and nothing is left to tell.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.reader import read_document
from pdcli.i18n import LANGS, Lang, use
from pdcli.lint.fix import apply_fixes

LIBRARY = FormLibrary()
FORM = LIBRARY.get("lesson-analysis") or pytest.fail("there is no such form")
KEYS = [item.key for item in FORM.fields if item.key in FORM.headed]
ANSWERS = dict(
    zip(KEYS, ("Бірінші жауап.", "24 / 17\n\nекінші жол", "- бір\n- екі", "Төртінші", "5 жұмыс", "Алты"), strict=True)
)


@pytest.fixture(autouse=True)
def _english() -> None:
    use("en")


def labels(lang: Lang) -> list[str]:
    return [FORM.by_key[key].label[lang] for key in KEYS]


def clean(lang: Lang) -> str:
    parts = ["---\nkind: lesson-analysis\ntitle: Сабақ\nstatus: final\ndate: 2026-10-14\n---\n"]
    for number, (key, label) in enumerate(zip(KEYS, labels(lang), strict=True), 1):
        parts.append(f"\n## {number}. {label}\n<!-- {FORM.by_key[key].help[lang]} -->\n\n{ANSWERS[key]}\n")
    return "".join(parts)


def read(text: str, newline: str = "\n", bom: bool = False) -> Document | None:
    raw = ("\ufeff" if bom else "") + text.replace("\n", newline)
    return read_document("/p/x.md", "x", LIBRARY, "kk", raw.encode("utf-8"))


def answers(document: Document) -> dict[str, Any]:
    return {key: value for key, value in document.data.items() if value is not None}


def edit(old: str, new: str) -> Callable[[str, Lang], str]:
    """The text with `old` replaced; `{2}` in either is the label of the second question."""

    def change(text: str, lang: Lang) -> str:
        named = {f"_{number}": label for number, label in enumerate(labels(lang), 1)}
        before, after = (part.format(**named) for part in (old, new))
        assert text.count(before) == 1, before
        return text.replace(before, after)

    return change


# Name, the change, and the codes with the lines where they must stand.
BEFORE = [
    ("an empty line", edit("---\nkind", "\n---\nkind"), ["1 PD028"]),
    ("many empty lines", edit("---\nkind", "\n \n\t\n---\nkind"), ["1 PD028"]),
    ("a space", edit("---\nkind", " ---\nkind"), ["1 PD028"]),
    ("a second mark of byte order", edit("---\nkind", "\ufeff\ufeff---\nkind"), ["1 PD028"]),
    ("a space without width", edit("---\nkind", "\u200b---\nkind"), ["1 PD028"]),
    ("a no-break space", edit("---\nkind", "\u00a0---\nkind"), ["1 PD028"]),
    ("a line with a sign nobody sees", edit("---\nkind", "\u200b\n---\nkind"), ["1 PD028"]),
    ("four strokes", edit("---\nkind", "----\nkind"), ["1 PD028"]),
    ("two strokes", edit("---\nkind", "--\nkind"), ["1 PD028"]),
    ("a dash and a stroke", edit("---\nkind", "—-\nkind"), ["1 PD028"]),
    ("one long dash", edit("---\nkind", "—\nkind"), ["1 PD028"]),
    ("dashes with spaces", edit("---\nkind", "– – –\nkind"), ["1 PD028"]),
    ("stars", edit("---\nkind", "***\nkind"), ["1 PD028"]),
    ("low strokes", edit("---\nkind", "___\nkind"), ["1 PD028"]),
    ("a no-break space behind", edit("---\nkind", "---\u00a0\nkind"), ["1 PD028"]),
    ("a sign glued to them", edit("---\nkind", "##---\nkind"), ["1 PD028"]),
    ("no line", edit("---\nkind", "kind"), ["1 PD028"]),
    ("no line but an empty one", edit("---\nkind", "\nkind"), ["2 PD028"]),
    ("other strokes at the end", edit("14\n---\n", "14\n-----\n"), ["6 PD028"]),
    ("a dash at the end", edit("14\n---\n", "14\n—\n"), ["6 PD028"]),
    ("dashes at the end", edit("14\n---\n", "14\n–––\n"), ["6 PD028"]),
    ("an indented end", edit("14\n---\n", "14\n ---\n"), ["6 PD028"]),
    ("an end with a full stop", edit("14\n---\n", "14\n---.\n"), ["6 PD028"]),
    ("an end in quotes", edit("14\n---\n", "14\n«---»\n"), ["6 PD028"]),
    ("words between strokes at the end", edit("14\n---\n", "14\n----- соңы -----\n"), ["6 PD028"]),
    ("words between signs at the end", edit("14\n---\n", "14\n=== конец ===\n"), ["6 PD028"]),
    ("an end as HTML", edit("14\n---\n", "14\n<hr />\n"), ["6 PD028"]),
    ("no end", edit("14\n---\n", "14\n"), ["6 PD010"]),
    ("the first line twice", edit("---\nkind", "---\n---\nkind"), ["2 PD028"]),
    ("an end joined to the last fact", edit("14\n---\n", "14---\n"), ["5 PD028"]),
    ("other strokes at both ends", lambda text, _lang: text.replace("---\n", "- - -\n"), ["1 PD028", "6 PD028"]),
]  # fmt: skip

# The last fact, with which the line that ends the facts is joined.
LAST_FACTS = [
    "attachments: [e1,\n  e2]",
    "attachments:\n  - e1\n  - e2",
    "attachments: [e1, e2]",
    "# e3\nattachments: [e1, e2]",
]
QUESTIONS = [
    ("bold", edit("## 4. {_4}", "**4. {_4}**"), ["PD030"]),
    ("bold by low strokes", edit("## 4. {_4}", "__4. {_4}__"), ["PD030"]),
    ("bold, the number outside", edit("## 4. {_4}", "4. **{_4}**"), ["PD030"]),
    ("bold and slanted", edit("## 4. {_4}", "***{_4}***"), ["PD030"]),
    ("tags", edit("## 4. {_4}", "<b>4. {_4}</b>"), ["PD030"]),
    ("a tag of a heading", edit("## 4. {_4}", "<h2>4. {_4}</h2>"), ["PD030"]),
    ("no space", edit("## 4. {_4}", "##4. {_4}"), ["PD030"]),
    ("no space, no number", edit("## 4. {_4}", "##{_4}"), ["PD030"]),
    ("level one", edit("## 4. {_4}", "# 4. {_4}"), ["PD030"]),
    ("level one, the first of all", edit("## 1. {_1}", "# 1. {_1}"), ["PD030"]),
    ("level three", edit("## 4. {_4}", "### 4. {_4}"), ["PD030"]),
    ("level four", edit("## 4. {_4}", "#### {_4}"), ["PD030"]),
    ("a no-break space", edit("## 4. {_4}", "##\u00a04. {_4}"), ["PD030"]),
    ("a no-break space in front", edit("## 4. {_4}", "\u00a0## 4. {_4}"), ["PD030"]),
    ("nothing seen in front", edit("## 4. {_4}", "\u200b## 4. {_4}"), ["PD027"]),
    ("two signs that nobody sees in front", edit("## 4. {_4}", "\u2060\ufeff## 4. {_4}"), ["PD027"]),
    ("nothing seen instead of the space", edit("## 4. {_4}", "##\u20604. {_4}"), ["PD030"]),
    ("its number alone", edit("## 4. {_4}", "## 4"), ["PD012"]),
    ("its number alone with signs", edit("## 4. {_4}", "## №4."), ["PD012"]),
    ("on two lines", lambda text, lang: text.replace("## 4. " + labels(lang)[3], "## 4. " + labels(lang)[3].replace(" ", "\n", 1)), ["PD012"]),
    ("on three lines", lambda text, lang: text.replace("## 4. " + labels(lang)[3], "## " + labels(lang)[3].replace(" ", "\n", 2)), ["PD012"]),
    ("the sign that a Russian keyboard has there", edit("## 4. {_4}", "№№ 4. {_4}"), ["PD030"]),
    ("wide signs", edit("## 4. {_4}", "＃＃ 4. {_4}"), ["PD030"]),
    ("an escape", edit("## 4. {_4}", "\\## 4. {_4}"), ["PD030"]),
    ("strokes `===`", edit("## 4. {_4}", "4. {_4}\n==="), ["PD030"]),
    ("a quotation", edit("## 4. {_4}", "> ## 4. {_4}"), ["PD030"]),
    ("a list", edit("## 4. {_4}", "- ## 4. {_4}"), ["PD030"]),
    ("a list of numbers", edit("## 4. {_4}", "2. ## {_4}"), ["PD030"]),
    ("a bold row of a list", edit("## 4. {_4}", "- **{_4}**"), ["PD030"]),
    ("a tab in front", edit("## 4. {_4}", "\t## 4. {_4}"), ["PD030"]),
    ("four spaces in front", edit("## 4. {_4}", "    ## 4. {_4}"), ["PD030"]),
    ("plain", edit("## 4. {_4}", "{_4}"), ["PD030"]),
    ("plain with a number", edit("## 4. {_4}", "4) {_4}"), ["PD030"]),
    ("plain, of another case", lambda text, lang: text.replace("## 4. " + labels(lang)[3], labels(lang)[3].upper()), ["PD030"]),
    ("a number in Kazakh words", edit("## 4. {_4}", "4-сұрақ: {_4}"), ["PD030"]),
    ("a number in Russian words", edit("## 4. {_4}", "Вопрос №4. {_4}"), ["PD030"]),
    ("the answer behind", edit("## 4. {_4}\n", "**4. {_4}** "), None),
    ("over two lines", lambda text, lang: text.replace("## 4. " + labels(lang)[3], "4. " + "\n".join(labels(lang)[3].rsplit(" ", 1))), None),
    ("the answer behind plain words", edit("## 4. {_4}\n", "4. {_4} "), None),
    ("in a frame of Obsidian", edit("## 4. {_4}", "> [!question]- 4. {_4}"), ["PD030"]),
    ("deleted above its prompt", edit("## 4. {_4}\n", ""), ["PD030"]),
    ("joined to the line above", edit("\n\n## 4. {_4}", " ## 4. {_4}"), ["PD030"]),
    ("joined without a space", edit("\n\n## 4. {_4}", "## 4. {_4}"), ["PD030"]),
    ("alone in a frame of code", edit("## 4. {_4}", "```\n## 4. {_4}\n```"), ["PD029"]),
    ("alone in a frame of code with a name", edit("## 4. {_4}", "~~~md\n\n## 4. {_4}\n~~~"), ["PD029"]),
    ("twice", edit("## 4. {_4}", "## 4. {_4} ## 4. {_4}"), ["PD012"]),
    ("twice without a number", edit("## 4. {_4}", "## {_4}\t## {_4}"), ["PD012"]),
    ("twice without a space", edit("## 4. {_4}", "## 4. {_4}## 4. {_4}"), ["PD012"]),
    ("its words twice", edit("## 4. {_4}", "## 4. {_4} {_4}"), ["PD012"]),
    ("three times", edit("## 4. {_4}", "## 4. {_4} 4. {_4} **{_4}**"), ["PD012"]),
    ("in two languages", lambda text, lang: text.replace(labels(lang)[3], f"{labels(lang)[3]} / {FORM.by_key[KEYS[3]].label['kk' if lang == 'en' else 'en']}"), ["PD012"]),
    ("twice, of another level", edit("## 4. {_4}", "# 4. {_4} # 4. {_4}"), ["PD030"]),
    ("twice in bold", edit("## 4. {_4}", "**4. {_4}** **4. {_4}**"), ["PD030"]),
    ("twice, plain", edit("## 4. {_4}", "4. {_4} 4. {_4}"), ["PD030"]),
    ("its number alone, of level one", edit("## 4. {_4}", "# 4"), ["PD030"]),
    ("its number alone, of level three", edit("## 4. {_4}", "### 4."), ["PD030"]),
    ("its number alone without a space", edit("## 4. {_4}", "##4)"), ["PD030"]),
    ("its number alone, the first of all", edit("## 1. {_1}", "# 1"), ["PD012"]),
    ("deleted, its prompt joined to the line above", edit("\n\n## 4. {_4}\n", " "), ["PD030"]),
]  # fmt: skip
# Written in another way, but right.
RIGHT = [
    edit("## 4. {_4}", "## {_4}"), edit("## 4. {_4}", "##\t4.{_4} ##"), edit("## 4. {_4}", "## **4. {_4}**"),
    edit("## 4. {_4}", "## **{_4}** {{#h-4}}"), edit("## 4. {_4}", "## <b>{_4}</b>"), edit("## 4. {_4}", "   ## 4. {_4}"), edit("## 4. {_4}", "{_4}\n---"),
    edit("## 4. {_4}", "| a |\n|---|\n| b |\n## 4. {_4}"), edit("## 4. {_4}", "- a\n  ## 4. {_4}"),
    edit("## 4. {_4}", "<div>\n## 4. {_4}"), edit("## 4. {_4}", "## Сұрақ 4. {_4}"), edit("## 4. {_4}", "## question 4: {_4}"),
    lambda text, lang: text.replace(labels(lang)[3], labels(lang)[3].translate(str.maketrans("аеіос", "aeioc"))),
    lambda text, lang: text.replace(labels(lang)[3], labels(lang)[3].replace("e", "е").replace("o", "о")), edit("## 4. {_4}", "<details><summary>a</summary>\n## 4. {_4}"),
]  # fmt: skip


def told(document: Document) -> list[str]:
    return [f"{item.span.line} {item.code}" for item in document.diagnostics]


def check(text: str, lang: Lang, newline: str, bom: bool) -> Document:
    """The document reads like the clean one, and so does it when it is fixed; then nothing is left to tell."""
    meant, document = read(clean(lang)), read(text, newline, bom)
    assert meant is not None and document is not None
    assert meant.diagnostics == [] and answers(document) == answers(meant)
    fixes = [item.fix for item in document.diagnostics if item.fix]
    assert len(fixes) == len(document.diagnostics)
    again = read(apply_fixes(document.text, fixes).replace("\r\n", "\n"), newline, bom)
    assert again is not None and told(again) == [] and answers(again) == answers(meant)
    return document


ENDS = [("\n", False), ("\r\n", False), ("\n", True), ("\r\n", True)]


@pytest.mark.parametrize("facts", LAST_FACTS)
def test_an_end_that_is_joined_to_any_fact(facts: str) -> None:
    text = clean("ru").replace("14\n---\n", f"14\n{facts}---\n")
    document, line = read(text), text[: text.index("---\n\n")].count("\n") + 1
    assert document is not None and told(document) == [f"{line} PD028"]
    assert document.data["attachments"] == ["e1", "e2"]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in BEFORE], ids=[case[0] for case in BEFORE])
@pytest.mark.parametrize(("newline", "bom"), ENDS, ids=["lf", "crlf", "bom-lf", "bom-crlf"])
def test_facts_that_are_hard_to_see(
    change: Callable[[str, Lang], str], expected: list[str], newline: str, bom: bool
) -> None:
    assert told(check(change(clean("kk"), "kk"), "kk", newline, bom)) == expected


@pytest.mark.parametrize("line", ["```", "мәліметтер соңы", "* * end * *"])
def test_what_stands_in_the_place_of_the_end_of_the_facts_is_told_once(line: str) -> None:
    document = read(edit("14\n---\n", f"14\n{line}\n")(clean("kk"), "kk"))
    assert document is not None
    assert [(item.span.line, item.code) for item in document.diagnostics] == [(6, "PD010")]


@pytest.mark.parametrize("opening", [" ---", "----", "5 кезең\n\n---"])
@pytest.mark.parametrize("line", ["/* */", "Өз ескертуім", "Өз сөзім: иә"])
def test_a_line_that_is_no_fact_does_not_end_the_facts_after_a_slip_above(opening: str, line: str) -> None:
    text = edit("---\nkind: lesson-analysis\n", f"{opening}\nkind: lesson-analysis\n{line}\n")(clean("kk"), "kk")
    document = read(text)
    assert document is not None
    below = opening.count("\n") + 3
    told = {(item.span.line, item.code) for item in document.diagnostics}
    assert len(told) == 2 and told & {(below, "PD002"), (below, "PD101")}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", ["{}\n{}", "**{}\n{}**", "<h2>{}</h2>\n{}", "4. {}\n{}"])
def test_a_question_that_goes_on_below_its_first_word(lang: Lang, form: str) -> None:
    first, rest = labels(lang)[3].split(" ", 1)
    document, meant = read(edit("## 4. {_4}", form.format(first, rest))(clean(lang), lang)), read(clean(lang))
    assert document is not None and meant is not None
    assert [item.code for item in document.diagnostics] == ["PD030"]
    assert answers(document) == answers(meant)


@pytest.mark.parametrize(
    "stamp", ["[14.10.2026, 10:15:30] Сәуле Е.: ", "14.10.2026, 10:15 - Сәуле: ", "[Сәуле, 14.10.2026 10:15]: "]
)
@pytest.mark.parametrize("number", ["", "4. "])
def test_a_question_that_came_with_a_message(stamp: str, number: str) -> None:
    text = edit("## 4. {_4}", f"{stamp}{number}{{_4}}")(clean("kk"), "kk")
    document, meant = read(text), read(clean("kk"))
    assert document is not None and meant is not None
    assert [item.code for item in document.diagnostics] == ["PD030"]
    assert document.data[KEYS[2]].endswith(stamp.strip())
    assert document.data[KEYS[3]] == meant.data[KEYS[3]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("change", "codes"), [case[1:] for case in QUESTIONS], ids=[case[0] for case in QUESTIONS])
@pytest.mark.parametrize(("newline", "bom"), ENDS[:2], ids=["lf", "crlf"])
@pytest.mark.parametrize("status", ["final", "draft"])
def test_questions_that_are_no_headings(
    lang: Lang, change: Callable[[str, Lang], str], codes: list[str] | None, newline: str, bom: bool, status: str
) -> None:
    before = clean(lang)
    text = change(before, lang)
    first = next(
        number
        for number, (old, new) in enumerate(zip(before.split("\n"), text.split("\n"), strict=False))
        if old != new
    )
    if codes is None:
        text = text.replace(f"** <!-- {FORM.by_key[KEYS[3]].help[lang]} -->\n\n", "** ")
    document = (
        check(text.replace("status: final", f"status: {status}"), lang, newline, bom)
        if status == "final"
        else read(text, newline)
    )
    assert document is not None
    assert told(document) == [f"{first + 1} {code}" for code in codes or ["PD030"]]


@pytest.mark.parametrize("heading", ["## 4", "## №4.", "## 4)"])
def test_a_number_that_is_answered_or_beyond_the_form_names_no_question(heading: str) -> None:
    text = clean("kk")
    for number in ("7", "0", "44"):
        document = read(text.replace("Төртінші", heading.replace("4", number)))
        assert document is not None and "PD012" in "".join(told(document))
        assert all(item.fix is None for item in document.diagnostics)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("gap", [" (", " "])
def test_the_end_of_a_question_in_brackets_below_it(lang: Lang, newline: str, gap: str) -> None:
    form = LIBRARY.get("experience-description")
    assert form is not None
    questions = [item.label[lang] for item in form.fields if item.key in form.headed]
    label = next(text for text in questions if "(" in text)
    right = "---\nkind: experience-description\n---\n" + "".join(
        f"\n## {text}\n\n(Жауап) 17 / 24\n" for text in questions
    )
    head, _gap, tail = label.rpartition(gap)
    text = right.replace(f"## {label}\n", f"## {head}\n{gap.strip()}{tail}\n")
    meant, document, line = read(right), read(text, newline), right[: right.index(label)].count("\n") + 1
    assert meant is not None and document is not None and document.data == meant.data
    assert told(document) == [f"{line} PD012"] and "continues on the line below" in document.diagnostics[
        0
    ].message.text("en")
    fixes = [item.fix for item in document.diagnostics if item.fix]
    assert apply_fixes(document.text, fixes).replace("\r\n", "\n") == right


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_strokes_joined_to_the_first_question_are_told_once(lang: Lang, newline: str) -> None:
    document = check(clean(lang).replace("14\n---\n\n", "14\n---"), lang, newline, bom=False)
    assert told(document) == ["6 PD028"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("length", [0, 1, 4, 9, 10])
def test_a_file_that_ends_in_the_middle_of_a_question(lang: Lang, newline: str, length: int) -> None:
    text = clean(lang)
    at = text.index("## 3. ")
    document = read(text[: at + (2 if length == 0 else 6 + length)], newline)
    assert document is not None and told(document) == [f"{text[:at].count(chr(10)) + 1} PD012"]
    assert "ends in the middle" in document.diagnostics[0].message.text("en")
    assert document.explained_questions == frozenset(KEYS[2:])


@pytest.mark.parametrize("end", ["## Қосымша", "## 3. Қосымша ойлар", "\n## "])
def test_a_heading_of_ones_own_at_the_end_is_no_lost_end(end: str) -> None:
    document = read(clean("kk") + "\n" + end)
    assert document is not None and [item.code for item in document.diagnostics] == ["PD012"]
    assert "ends in the middle" not in document.diagnostics[0].message.text("en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("begin", ["‹!--", "«!--", "‹!—", "  ‹! --"])
def test_a_prompt_with_one_changed_sign_and_no_end(lang: Lang, begin: str) -> None:
    help_ = FORM.by_key[KEYS[2]].help[lang]
    document = check(clean(lang).replace(f"<!-- {help_} -->", f"{begin} {help_}"), lang, "\n", bom=False)
    assert [line.split()[1] for line in told(document)] == ["PD015"]
    other = read(clean(lang).replace(ANSWERS[KEYS[3]], f"{begin} менің жауабым"))
    assert other is not None and other.diagnostics == [] and other.data[KEYS[3]] == f"{begin} менің жауабым"


@pytest.mark.parametrize("lang", LANGS)
def test_a_prompt_whose_end_alone_was_written_for_a_page(lang: Lang) -> None:
    help_, other = FORM.by_key[KEYS[2]].help[lang], FORM.by_key[KEYS[4]].help[lang]
    for below in ("", f"<!-- {other} -->\n"):
        text = clean(lang).replace(f"{help_} -->\n", f"{help_} --&gt;\n{below}")
        document = read(text)
        assert document is not None and [line.split()[1] for line in told(document)] == ["PD015"]
        assert answers(document) == {**answers(document), **ANSWERS}
        (fix,) = [item.fix for item in document.diagnostics if item.fix]
        assert apply_fixes(text, [fix]) == text.replace("--&gt;", "-->")


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0d8"])
def test_a_bullet_of_a_font_is_told_where_it_begins_no_row(sign: str) -> None:
    mark = {"\uf0b7": "•", "\uf0d8": "➢"}[sign]
    text = (
        clean("kk")
        .replace("title: Сабақ", f"title: {sign} Сабақ")
        .replace("Төртінші", f"Төртінші {sign} бір\n{sign} екі\n  {sign} үш")
    )
    document = read(text)
    assert document is not None and [line.split()[1] for line in told(document)] == ["PD027", "PD027"]
    fixes = [item.fix for item in document.diagnostics if item.fix]
    fixed = apply_fixes(text, fixes)
    assert f"title: {mark} Сабақ" in fixed and f"Төртінші {mark} бір\n{sign} екі\n  {sign} үш" in fixed
    again = read(fixed)
    assert again is not None and again.diagnostics == []


def test_a_question_deleted_above_the_name_of_its_part_is_told_there() -> None:
    form = LIBRARY.get("novice-reflection")
    assert form is not None
    item = next(
        field for field in form.fields if field.section and field.key in form.headed and field is not form.fields[0]
    )
    assert item.section is not None
    text = f"---\nkind: novice-reflection\n---\n\n## {form.fields[0].label['ru']}\n\nОтвет.\n\n<!-- {item.section['ru']} -->\n<!-- {item.help['ru']} -->\n\nДа.\n"
    document = read(text)
    assert document is not None and told(document) == ["9 PD030"] and document.data[item.key] == "Да."
    (fix,) = [item.fix for item in document.diagnostics if item.fix]
    assert apply_fixes(text, [fix]) == text.replace("<!--", f"## {item.label['ru']}\n<!--", 1)


ZEROS = ["", "## 5. Қа", "<!-- бір", "## ", "Жауап"]


@pytest.mark.parametrize("piece", ZEROS)
@pytest.mark.parametrize("zeros", [1, 100])
def test_an_end_of_zeros_is_told_once(piece: str, zeros: int) -> None:
    text = clean("kk")
    at = text.index("## 5. ")
    document = read(text[:at] + piece + "\0" * zeros)
    assert document is not None and told(document) == [f"{text[:at].count(chr(10)) + 1} PD009"]
    assert "zeros" in document.diagnostics[0].message.text("en") and document.diagnostics[0].fix is None
    assert document.explained_questions >= {KEYS[4], KEYS[5]}


@pytest.mark.parametrize("end", ["\r\r\n", "\r"])
def test_a_line_end_of_an_old_mac_is_told_at_its_line(end: str) -> None:
    text = clean("kk").replace("24 / 17\n", f"24 / 17{end}")
    text = text if end != "\r" else text.replace("17\r\n", "17\r")
    document = read(text)
    assert document is not None and [item.code for item in document.diagnostics] == ["PD027"]
    (item,) = document.diagnostics
    assert item.fix and apply_fixes(document.text, [item.fix]) == text.replace(end, "\n")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_headings_that_are_right(lang: Lang, number: int) -> None:
    document = read(RIGHT[number](clean(lang), lang))
    assert document is not None and document.diagnostics == []
    assert document.data[KEYS[3]] == ANSWERS[KEYS[3]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_prompt_whose_signs_were_written_for_a_page(lang: Lang) -> None:
    prompt = f"<!-- {FORM.by_key[KEYS[1]].help[lang]} -->"
    text = clean(lang).replace(prompt, prompt.replace("<", "&lt;").replace(">", "&gt;"))
    document = read(text)
    assert document is not None and told(document) == [f"{text[: text.index('&lt;')].count(chr(10)) + 1} PD015"]
    assert answers(document) == answers(read(clean(lang)) or pytest.fail())
    assert apply_fixes(text, [item.fix for item in document.diagnostics if item.fix]) == clean(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_joined_to_the_question_above(lang: Lang) -> None:
    first, second = labels(lang)[1:3]
    text = clean(lang).replace("24 / 17\n\nекінші жол", "").replace(f"## 3. {second}\n", "")
    text = text.replace(f"## 2. {first}", f"## 2. {first} ## 3. {second}").replace("final", "draft")
    document = read(text)
    assert document is not None and told(document) == [f"{text[: text.index('## 3.')].count(chr(10)) + 1} PD030"]
    assert document.data[KEYS[1]] is None and document.data[KEYS[2]] == ANSWERS[KEYS[2]]
    document = read(apply_fixes(text, [item.fix for item in document.diagnostics if item.fix]))
    assert document is not None and not document.diagnostics and document.data[KEYS[2]] == ANSWERS[KEYS[2]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_prompt_below_another_heading_deletes_no_question(lang: Lang) -> None:
    prompt = f"<!-- {FORM.by_key[KEYS[3]].help[lang]} -->\n"
    document = read(clean(lang).replace(prompt, "").replace("екінші жол\n", f"екінші жол\n\n{prompt}"))
    assert document is not None and not document.diagnostics and answers(document)[KEYS[3]] == ANSWERS[KEYS[3]]


NOT_QUESTIONS = [
    "Мақсат", "Сабақтың мақсаты қандай болғанын айттым.", "**Маңызды:** жауаптар", "### Топтық жұмыс", "- әдістер\n- нәтижелер",
    "Қандай?", "#1 топ жеңді", "5. бесінші бөлім", "> Какова цель?", "```\n## 2. Код\n```", "1. What?\n2. How?",
]  # fmt: skip


@pytest.mark.parametrize("line", NOT_QUESTIONS)
@pytest.mark.parametrize("is_draft", [True, False])
def test_lines_of_an_answer_that_are_no_questions(line: str, is_draft: bool) -> None:
    text = clean("kk").replace(ANSWERS[KEYS[0]], f"Жауап.\n\n{line}\n\nТағы.")
    if is_draft:
        # Only the first question is there: all others are looked for.
        text = text[: text.index(f"\n## 2. {labels('kk')[1]}")].replace("final", "draft")
    document = read(text)
    assert document is not None and document.diagnostics == []
    assert document.data[KEYS[0]] == f"Жауап.\n\n{line}\n\nТағы."


@pytest.mark.parametrize(
    ("item", "found"), [("- {}", 1), ("> {}", 1), ("- {}\n- топ", 0), ("- топ\n- {}", 0), ("3. ## {}", 1)]
)
@pytest.mark.parametrize("lang", LANGS)
def test_a_short_question_in_a_list_is_one_where_it_stands_alone(item: str, found: int, lang: Lang) -> None:
    form = LIBRARY.get("growth-diary")
    assert form is not None
    one, other = form.by_key["results"].label[lang], form.by_key["difficulties"].label[lang]
    text = f"---\nkind: growth-diary\n---\n\n## {one}\n\nБірінші.\n\n{item.format(other)}\n\nЕкінші.\n"
    document = read(text)
    assert document is not None and [line.split()[1] for line in told(document)] == ["PD030"] * found
    assert (document.data.get("difficulties") == "Екінші.") == bool(found)


@pytest.mark.parametrize("line", ["Сабақ ---", "--- сабақ", "<div>---"])
def test_words_on_the_line_of_strokes_are_not_thrown_away(line: str) -> None:
    document = read(clean("kk").replace("---\n", f"{line}\n", 1))
    assert document is not None and told(document) == ["1 PD028"] and document.diagnostics[0].fix is None
    assert document.data[KEYS[0]] == ANSWERS[KEYS[0]]


TEXTS = [
    "# Бөлшектер сабағы\n\n", "Алғы сөз\n\n", "<!-- ескерту: а -->\n", "> сөз\n\n", "- бір\n- екі\n\n",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("newline", "bom"), ENDS, ids=["lf", "crlf", "bom-lf", "bom-crlf"])
def test_text_before_the_facts_is_moved_below_them(text: str, newline: str, bom: bool) -> None:
    document = read(text + clean("ru"), newline, bom)
    assert document is not None and told(document) == ["1 PD028"]
    assert document.data[KEYS[1]] == ANSWERS[KEYS[1]]
    (item,) = document.diagnostics
    assert item.fix is not None
    fixed = apply_fixes(document.text, [item.fix]).replace("\r\n", "\n")
    assert fixed.startswith("---\nkind:") and text.strip() in fixed
    again = read(fixed)
    assert again is not None and "PD028" not in [item.code for item in again.diagnostics]


@pytest.mark.parametrize("fence", ["```", "```markdown", "~~~yaml", "````md"])
def test_a_document_in_a_frame_of_code(fence: str) -> None:
    document = read(f"{fence}\n{clean('en')}{fence.rstrip('abcdefghijklmnopqrstuvwxyz')}\n")
    assert document is not None and told(document) == ["1 PD028"]
    assert document.diagnostics[0].fix is not None
    again = read(apply_fixes(document.text, [document.diagnostics[0].fix]))
    meant = read(clean("en"))
    assert again is not None and meant is not None
    assert again.diagnostics == [] and answers(again) == answers(meant)


NOTES = [
    "# Оқу жоспары\n\nkind of lesson\n", "", "\n\n", "kind\n", "# kind: x\n", "Мен kind: деген кілтті білемін\n", "---\n\nмәтін\n\n---\n\nмәтін\n",
    "# README\n\n```yaml\n---\nkind: lesson-analysis\n---\n```\n", "# README\n\n    kind: lesson-analysis\n", "- kind: lesson\n", "мәтін\n\nkind: a\n",
    "kind: теледидар\nжақсы\n",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTES)
def test_notes_are_no_documents(text: str) -> None:
    document = read(text)
    assert document is None or document.diagnostics[0].code in ("PD004", "PD005")


HELP = FORM.by_key[KEYS[2]].help
COMMENTS = [
    ("below the help", "<!-- {help}\n     {own} -->", "{own}"),
    ("above the help", "<!-- {own}\n{help} -->", "{own}"),
    ("in place of the example", "<!-- {help}\n     Мысалы: {own} -->", "{own}"),
    ("below the example", "<!-- {help}\n     Мысалы: {example}\n\n{own}\n\n{own}\n-->", "{own}\n\n{own}"),
    ("behind the example", "<!-- Мысалы: {example} {own} -->", "{own}"),
    ("on the line of the help", "<!-- {help} {own} -->", "{own}"),
]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("comment", "answer"), [case[1:] for case in COMMENTS], ids=[case[0] for case in COMMENTS])
@pytest.mark.parametrize(("newline", "bom"), ENDS[:2], ids=["lf", "crlf"])
def test_an_answer_inside_a_prompt(lang: Lang, comment: str, answer: str, newline: str, bom: bool) -> None:
    words = {"help": HELP[lang], "example": FORM.by_key[KEYS[2]].example_in(lang), "own": "Карточкамен жұмыс, 3 топ."}
    old = f"<!-- {HELP[lang]} -->\n\n{ANSWERS[KEYS[2]]}"
    text = clean(lang).replace(old, comment.format(**words))
    document = read(text, newline, bom)
    assert document is not None and [item.code for item in document.diagnostics] == ["PD031"]
    line = document.text.replace("\r\n", "\n").split("\n")[document.diagnostics[0].span.line - 1]
    assert words["own"] in line
    assert document.data[KEYS[2]].replace(" " * 5, "").startswith(answer.format(**words)[:20])
    assert document.diagnostics[0].fix is not None
    again = read(apply_fixes(document.text, [document.diagnostics[0].fix]).replace("\r\n", "\n"))
    assert again is not None and again.diagnostics == []
    assert again.data[KEYS[2]] == answer.format(**words)


@pytest.mark.parametrize(
    "note", ["note: a", "Ескерту: а", "ЗАМЕТКА: а", " Note:\nа\nб", "field: methods", "", "…", "примечание: а"]
)
def test_notes_of_ones_own_are_quiet(note: str) -> None:
    document = read(clean("kk").replace(ANSWERS[KEYS[4]], f"{ANSWERS[KEYS[4]]}\n\n<!-- {note} -->"))
    assert document is not None and document.diagnostics == []


def test_another_comment_is_told_to_be_hidden() -> None:
    document = read(clean("kk").replace(ANSWERS[KEYS[4]], "<!--\nБес дәптер\n-->"))
    assert document is not None and [item.code for item in document.diagnostics] == ["PD032"]


LOST = [
    ("the end of a prompt", "<!-- {help}\n\n{answer}\n", "PD015"),
    ("the end of a prompt, but its dashes", "<!-- {help} -- >\n\n{answer}\n", "PD015"),
    ("the end of a prompt, but a long dash", "<!-- {help} —>\n\n{answer}\n", "PD015"),
    ("the end of a short remark", "<!-- кейін қараймын\n\n", "PD015"),
    ("the end of code", "```\nx = 1\n", "PD029"),
    ("the end of code with waves", "{answer}\n\n~~~~ python\nx\n~~~\n", "PD029"),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("piece", "code"), [case[1:] for case in LOST], ids=[case[0] for case in LOST])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", [False, True])
def test_what_swallows_the_next_questions(lang: Lang, piece: str, code: str, newline: str, last: bool) -> None:
    number = 4 if last else 1
    key = KEYS[number]
    words = {"help": FORM.by_key[key].help[lang], "answer": ANSWERS[key]}
    old = f"<!-- {words['help']} -->\n\n{ANSWERS[key]}\n"
    text = clean(lang).replace(old, piece.format(**words))
    document = read(text, newline)
    assert document is not None and [item.code for item in document.diagnostics] == [code]
    place = document.diagnostics[0].span
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(("<!--", "```", "~~~"))
    for other in KEYS:
        assert other == key or document.data[other] == ANSWERS[other]
    assert document.diagnostics[0].fix is not None
    again = read(apply_fixes(document.text, [document.diagnostics[0].fix]).replace("\r\n", "\n"))
    assert again is not None
    assert [item.code for item in again.diagnostics] == (["PD032"] if "remark" in piece or "кейін" in piece else [])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("begin", ["", "<!—", "<!-", "< !--", "!--", "<1--", "&lt;!--"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("above", ["", "Жауап бар.\n"])
def test_a_prompt_whose_begin_is_lost(lang: Lang, begin: str, newline: str, above: str) -> None:
    number = 3
    prompt = f"<!-- {FORM.by_key[KEYS[number]].help[lang]} -->"
    meant, text = clean(lang).replace(prompt, above + prompt), clean(lang).replace(prompt, above + prompt[4:])
    text = text.replace(prompt[4:], begin + prompt[4:])
    document, right = read(text, newline), read(meant, newline)
    assert document is not None and right is not None
    line = text[: text.index(prompt[5:])].count("\n") + 1
    assert told(document) == [f"{line} PD015"] and answers(document) == answers(right)
    assert document.diagnostics[0].fix is not None
    assert apply_fixes(document.text, [document.diagnostics[0].fix]) == right.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("end", ["", " --", " -- >", " –>", "—>", " —", " →", ">", "--!>", " --＞"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_prompt_that_runs_into_the_next_hides_nothing(lang: Lang, end: str, newline: str) -> None:
    field = FORM.by_key[KEYS[2]]
    prompt = f"<!-- {field.help[lang]} -->"
    text = clean(lang).replace(prompt, f"{prompt[:-4]}{end}\n<!-- Мысалы: {field.example_in(lang)} -->")
    document, right = read(text, newline), read(clean(lang), newline)
    assert document is not None and right is not None
    assert told(document) == [] and answers(document) == answers(right)


def test_a_prompt_of_two_lines_whose_begin_is_lost() -> None:
    field = FORM.by_key[KEYS[2]]
    prompt = f"<!-- {field.help['kk']} -->"
    two = f"{field.help['kk']}\n     Мысалы: {field.example_in('kk')} -->"
    document = read(clean("kk").replace(prompt, two))
    assert document is not None and document.data[KEYS[2]] == ANSWERS[KEYS[2]]
    (item,) = document.diagnostics
    assert item.fix is not None
    assert apply_fixes(document.text, [item.fix]) == clean("kk").replace(prompt, f"<!-- {two}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("begin", "end"), [("<!— ", " —>"), ("<!–", "–>"), ("<!—- ", " -—>"), ("<! -", "- >")])
def test_a_prompt_whose_signs_were_changed_at_both_ends(lang: Lang, begin: str, end: str) -> None:
    prompt = f"<!-- {FORM.by_key[KEYS[4]].help[lang]} -->"
    document = read(clean(lang).replace(prompt, begin + prompt[5:-4] + end))
    assert document is not None and answers(document)[KEYS[4]] == ANSWERS[KEYS[4]]
    (item,) = document.diagnostics
    assert item.code == "PD015" and item.fix is not None
    assert apply_fixes(document.text, [item.fix]) == clean(lang)


@pytest.mark.parametrize("rest", [" -->", "\n-->", "\n{begin} -->", "\n{end} -->"])
def test_what_is_left_of_a_prompt_is_no_answer(rest: str) -> None:
    words = FORM.by_key[KEYS[3]].help["kk"].split()
    prompt = f"<!-- {' '.join(words)} -->"
    rest = rest.format(begin=" ".join(words[:3]), end=" ".join(words[-3:]))
    document = read(clean("kk").replace(prompt, prompt + rest))
    assert document is not None and document.data[KEYS[3]] == ANSWERS[KEYS[3]]
    (item,) = document.diagnostics
    assert item.code == "PD015" and item.fix is not None
    assert apply_fixes(document.text, [item.fix]) == clean("kk").replace(
        prompt, prompt + rest[: len(rest) - len(rest.lstrip())]
    )


def test_an_arrow_in_an_answer_is_text() -> None:
    document = read(clean("kk").replace(ANSWERS[KEYS[4]], "бір --> екі -->"))
    assert document is not None and told(document) == [] and document.data[KEYS[4]] == "бір --> екі -->"


def test_a_question_inside_a_comment() -> None:
    text = clean("ru").replace("\n## 6.", "\n<!--\n## 6.") + "-->\n"
    document = read(text.replace(f"<!-- {FORM.by_key[KEYS[5]].help['ru']} -->\n", ""))
    assert document is not None and [item.code for item in document.diagnostics] == ["PD015"]
    assert document.explained_questions == {KEYS[5]}


CONFLICTS = [
    ("<<<<<<< HEAD\nа\n=======\nб\n>>>>>>> mektep\n", 1), ("<<<<<<< HEAD\n=======\nб\n>>>>>>> a\nв\n<<<<<<< HEAD\nа\n=======\n>>>>>>> b\n", 2),
    ("<<<<<<< Updated upstream\nа\n||||||| base\nб\n=======\nв\n>>>>>>> Stashed changes\n", 1), ("а\n>>>>>>> mektep\n", 1), ("<<<<<<< HEAD\nа\n", 1),
    ("<<<<<<<HEAD\nа\n=======\nб\n>>>>>>>mektep\n", 1),
]  # fmt: skip


@pytest.mark.parametrize(("marks", "count"), CONFLICTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_marks_of_a_conflict(marks: str, count: int, newline: str) -> None:
    text = clean("kk").replace(ANSWERS[KEYS[0]] + "\n", marks)
    document = read(text, newline)
    assert document is not None and [item.code for item in document.diagnostics] == ["PD033"] * count
    assert document.is_unreadable and not any(key in document.data for key in KEYS)
    assert (
        document.diagnostics[0].span.line
        == text[: text.index(marks.strip().split("\n")[0 if marks[0] == "<" else 1])].count("\n") + 1
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["=======", "||||||| base", "|||||||", "<<<<<<<", ">>>>>>>", "  =======  "])
@pytest.mark.parametrize(
    "above", ["", "---\n", "status: final\n", "14\n---\n", "\n## 2. {_2}\n", "{_2}\n<!-- ", "\n\n"]
)
def test_a_mark_of_a_conflict_alone_is_told_wherever_it_stands(above: str, mark: str, newline: str) -> None:
    text, lines = clean("kk"), above.format(_2=labels("kk")[1])
    at = text.index(lines) + len(lines.removesuffix("<!-- ")) if lines else 0
    if lines.endswith("<!-- "):
        at = text.index("\n", at) + 1
    document = read(f"{text[:at]}{mark}\n{text[at:]}", newline)
    assert document is not None
    told = [(item.code, item.span.line) for item in document.diagnostics]
    # Between the facts strokes of `=` are told as such, and corrected.
    code = "PD028" if mark[0] == "=" and above in ("---\n", "status: final\n") else "PD033"
    assert told == [(code, text.count("\n", 0, at) + 1)]


def test_other_marks_of_a_conflict_are_told_where_one_was_told_before() -> None:
    whole = "<<<<<<< HEAD\nа\n=======\nб\n>>>>>>> mektep\n"
    text = clean("ru").replace(ANSWERS[KEYS[0]] + "\n", whole).replace(ANSWERS[KEYS[2]], "=======\nб")
    document = read(text)
    assert document is not None and [item.code for item in document.diagnostics] == ["PD033", "PD033"]


@pytest.mark.parametrize(
    "text",
    [
        "а\n=======", "а\n=======\nб", "=======x", "======= а", "======", "========", "a <<<<<<< b", ">>> 1", "<<<<<<<<", "<<<<<<<x",
        "```\n\n=======\n\n|||||||\n```", "| а | б |\n|||||||", "|||||||\n| а |", "-------\nа", "24 / 17\n=======\n\nБірінші.",
    ],
)  # fmt: skip
def test_what_is_no_conflict(text: str) -> None:
    document = read(clean("kk").replace(ANSWERS[KEYS[0]], text))
    assert document is not None and "PD033" not in [item.code for item in document.diagnostics]
    assert not document.is_unreadable


@pytest.mark.parametrize("lang", LANGS)
def test_a_comment_that_begins_in_a_heading_goes_with_the_heading(lang: Lang) -> None:
    label, prompt = labels(lang)[3], f"<!-- {FORM.by_key[KEYS[3]].help[lang]} -->\n"
    text = clean(lang).replace(prompt, "")
    document = read(text.replace(f"4. {label}\n", f"4. {label[:-2]}<!--\n{label[-2:]}\n"))
    assert document is not None
    (problem,) = document.diagnostics
    assert (problem.code, problem.fix is not None) == ("PD012", True)
    assert document.text.splitlines()[problem.span.line - 1].endswith("<!--")


@pytest.mark.parametrize("prompts", [True, False])
@pytest.mark.parametrize("status", ["draft", "final"])
def test_numbers_alone_are_questions_only_where_no_question_has_them(status: str, prompts: bool) -> None:
    text = clean("kk").replace("status: final", f"status: {status}")
    if not prompts:
        text = re.sub("<!-- .* -->\n", "", text)
    for number, label in list(enumerate(labels("kk"), 1))[1:5]:
        text = text.replace(f"## {number}. {label}", f"# {number}")
    document = read(text)
    assert document is not None and answers(document) == answers(read(clean("kk")) or pytest.fail("no document")) | {
        "status": status
    }
    assert [item.code for item in document.diagnostics] == ["PD030"] * 4
    for steps in ("# 1\nа\n# 2\nб\n# 3\nв", "### 2\nа\n### 3\nб", "# 3\nа\n# 3\nб", "# 77"):
        text = clean("kk").replace(ANSWERS[KEYS[1]], steps)
        document = read(text)
        assert document is not None and document.diagnostics == [] and document.data[KEYS[1]] == steps


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "twins", ["## {_3}\n## 3. {_3}", "## 3. {_3}\n\n\n## 3. {_3}", "## 3. {_3}\n## 3. {_3}\n\n## 3. {_3}"]
)
def test_a_heading_right_below_the_same_one_has_the_answer(twins: str, lang: Lang) -> None:
    document = check(edit("## 3. {_3}", twins)(clean(lang), lang), lang, "\n", bom=False)
    assert {item.code for item in document.diagnostics} == {"PD013"}


@pytest.mark.parametrize("keys", [("қңғүұһ", "kngyuh"), ("кқаәоөің", "kkaaooin"), ("әөүұқғңһі", "аоуукгнхи")])
def test_a_heading_typed_on_another_keyboard_has_a_fix(keys: tuple[str, str]) -> None:
    for number in (2, 4, 5, 6):
        label = labels("kk")[number - 1]
        document = check(clean("kk").replace(label, label.translate(str.maketrans(*keys))), "kk", "\n", bom=False)
        assert [item.code for item in document.diagnostics] == ["PD012"]


def test_two_questions_in_a_heading_are_told_where_both_are_answered() -> None:
    second, third = labels("ru")[1:3]
    document = read(clean("ru").replace(f"## 2. {second}", f"## 2. {second} ## 3. {third}"))
    assert document is not None
    assert [(item.code, item.span.line, item.fix) for item in document.diagnostics] == [("PD012", 13, None)]


def test_facts_that_begin_below_code_are_read() -> None:
    text = "```\npd lint\n```\n" + clean("en")
    document = read(text)
    assert document is not None and [(item.code, item.span.line) for item in document.diagnostics] == [("PD028", 1)]
    assert answers(document) == answers(read(clean("en")) or pytest.fail("no document"))


def test_strokes_and_an_empty_line_before_the_end_of_the_facts_are_one_slip() -> None:
    document = read(clean("en").replace("\n---\n\n##", "\n=====\n\n---\n\n##"))
    assert document is not None and [(item.code, item.span.line) for item in document.diagnostics] == [("PD028", 6)]


SIGNS = [
    ("\x00", "PD009", ""), ("\x07", "PD009", ""), ("\x0b", "PD009", "\n"), ("\x0c", "PD009", "\n"), ("\x1b", "PD009", ""), ("\x1e", "PD009", "-"),
    ("\x7f", "PD009", ""), ("\x85", "PD009", "\n"), ("\x9b", "PD009", ""), ("\u202e", "PD027", ""), ("\u2066", "PD027", ""), ("\u200b", "PD027", ""),
    ("\ufeff", "PD027", ""), ("\u2060", "PD027", ""), ("\u2028", "PD027", "\n"), ("\u2029", "PD027", "\n"), ("\r", "PD027", "\n"),
]  # fmt: skip


@pytest.mark.parametrize(("sign", "code", "instead"), SIGNS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_signs_that_nobody_sees(sign: str, code: str, instead: str, newline: str) -> None:
    text = clean("en").replace(ANSWERS[KEYS[3]], f"бір{sign}екі, үш{sign}төрт")
    document = read(text, newline)
    assert document is not None and [item.code for item in document.diagnostics] == [code]
    span = document.diagnostics[0].span
    assert document.text.replace("\r\n", "\n").split("\n")[span.line - 1][span.column - 1] == sign
    assert document.diagnostics[0].fix is not None
    again = read(apply_fixes(document.text, [document.diagnostics[0].fix]).replace("\r\n", "\n"))
    assert again is not None and again.diagnostics == []
    assert again.data[KEYS[3]] == f"бір{instead}екі, үш{instead}төрт"


def test_a_letter_that_a_program_lost_is_told() -> None:
    document = read(clean("en").replace(ANSWERS[KEYS[3]], "б\ufffdр"))
    assert document is not None and document.data[KEYS[3]] == "б\ufffdр"
    (item,) = document.diagnostics
    assert (item.code, item.fix) == ("PD027", None)


@pytest.mark.parametrize("sign", ["\u200c", "\u200d", "\u00ad", "\u00a0", "\u202f", "\u200e", "\u2011", "👩\u200d🏫"])
def test_signs_that_are_text(sign: str) -> None:
    document = read(clean("en").replace(ANSWERS[KEYS[3]], f"бір{sign}екі"))
    assert document is not None and document.diagnostics == [] and document.data[KEYS[3]] == f"бір{sign}екі"


KEPT = [
    "[сілтеме]: https://example.kz", "[1]: а", "мәтін\n---\nмәтін", "мәтін\n===", "а\n\n    # код", "| а | б |\n|---|---|\n| в | г |",
    "<details>\n<summary>а</summary>\n\nб\n</details>", "<div>\n\nа", "а\n  ## б", "$x < y$", "а <b>б</b> & в", "\\## а", "#а #б", "* * *",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("position", [0, 3, 5])
def test_text_that_only_looks_like_markup_stays_in_the_answer(text: str, position: int) -> None:
    key = KEYS[position]
    document = read(clean("kk").replace(ANSWERS[key], f"Басы.\n\n{text}\n\nСоңы."))
    assert document is not None and document.diagnostics == []
    assert document.data[key] == f"Басы.\n\n{text}\n\nСоңы."
    assert all(document.data[other] == ANSWERS[other] for other in KEYS if other != key)


MANY = [
    "## а\n" * 2500, "# a\n" * 2500, f"## {labels('kk')[0]}\n" * 2500, "<!-- a -->\n" * 2500, "<<<<<<< a\n>>>>>>> b\n" * 2500,
    "а\u200b\n" * 2500, "<!--" * 2500, "```\n## " + labels("kk")[0] + "\n" * 2500, "".join("`" * number + " " for number in range(1, 400)),
    "**" + labels("kk")[1] + "**\n" * 2500, "[" * 20_000, "---\n" * 2500,
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(MANY)))
def test_no_file_gives_more_messages_than_a_person_reads(number: int) -> None:
    document = read("---\nkind: lesson-analysis\n---\n" + MANY[number])
    assert document is not None and len(document.diagnostics) <= 202
    assert len(document.diagnostics) < 200 or "PD007" in [item.code for item in document.diagnostics]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("answer", ["46 %", "жақсы болды", "(24)"])
def test_an_answer_typed_behind_a_question_is_kept(answer: str, lang: Lang) -> None:
    question = labels(lang)[3].rstrip("?")
    text = clean(lang).replace(f"## 4. {labels(lang)[3]}", f"## 4. {question} {answer}").replace("Төртінші\n", "")
    document = read(text)
    assert document and [item.code for item in document.diagnostics] == ["PD012"]
    fix = document.diagnostics[0].fix
    assert fix
    meant = read(apply_fixes(text, [fix]))
    assert meant and not meant.diagnostics and answers(meant)[KEYS[3]] == answer


def test_a_comment_that_begins_before_a_question_hides_it() -> None:
    text = clean("kk").replace("## 4. ", "<!-- ## 4. ")
    document = read(text)
    assert document and [(item.code, item.span.line) for item in document.diagnostics] == [
        ("PD015", text[: text.index("<!-- ##")].count("\n") + 1)
    ]
