"""Forms that people made in Word: all text kept, nothing placed wrongly, nearly everything placed."""

import re
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from pdcli.documents.form_library import FormLibrary, shipped_form
from pdcli.errors import UserError
from pdcli.exchange.word_recognition import recognised
from pdcli.i18n import LANGS
from pdcli.reading.word_file import open_word
from pdcli.reading.word_form import WordForm
from tests.exchange.word_shapes import NAMESPACES, Shape, caption, docx, p, questions, row, shapes, table, whole_form

SHAPES = shapes()
LIBRARY = FormLibrary()
FORMS = [LIBRARY.require(kind) for kind in LIBRARY.kinds()]
LEAST_PLACED = 0.95


def read(shape: Shape, content: bytes = b"") -> WordForm:
    return recognised(open_word(content or docx(shape.body)), FORMS)


def placed(form: WordForm) -> dict[str, str]:
    return {item.tag: item.markdown for item in form.answers if not item.has_placeholder}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_shape_is_read(shape: Shape) -> None:
    form = read(shape)
    assert (form.kind, form.lang, form.lost_signs) == (shape.kind, shape.lang, 0)
    answers = placed(form)
    assert {place: text for place, text in answers.items() if shape.answers.get(place) != text} == {}
    assert len(answers) >= LEAST_PLACED * len(shape.answers), shape.answers.keys() - answers.keys()
    for text in shape.rest:
        assert any(text in part for part in form.rest), (text, form.rest)


SAVED = {re.sub(r"[^a-z]+", "-", shape.name): shape for shape in SHAPES}
# Saved by LibreOffice as another format first.
FILES = sorted((Path(__file__).parent / "data").glob("*.docx"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_saved_by_another_program_is_read(file: Path) -> None:
    shape = SAVED[file.stem]
    form = read(shape, file.read_bytes())
    assert (form.kind, form.lang, form.lost_signs) == (shape.kind, shape.lang, 0)
    assert placed(form) == shape.answers


def test_of_all_files_together_nearly_all_is_placed_and_nothing_wrongly() -> None:
    files = [(shape, read(shape)) for shape in SHAPES]
    files += [(SAVED[file.stem], read(SAVED[file.stem], file.read_bytes())) for file in FILES]
    assert len(files) >= 36
    right = wrong = asked = lost = 0
    for shape, form in files:
        answers = placed(form)
        right += sum(shape.answers.get(place) == text for place, text in answers.items())
        wrong += sum(shape.answers.get(place) != text for place, text in answers.items())
        asked += len(shape.answers)
        lost += abs(form.lost_signs)
    assert (wrong, lost) == (0, 0)
    assert right >= LEAST_PLACED * asked


LABELS = questions("kk")
FACTS = {item.key: item.label.kk for item in shipped_form("lesson-analysis").facts}
OPEN = "".join(p(text) for text in LABELS.values())
# Text that may be meant in two ways goes to no question.
DOUBTFUL = {
    "a fact below the last answer": (OPEN + p("Жақсартамын", f"{FACTS['date']}: 14.10.2026"), f"{FACTS['date']}: 14.10.2026"),
    "no day below the label of a day": (p(FACTS["date"], "Мектеп ұжымы") + OPEN, "Мектеп ұжымы"),
    "a second answer": (p(LABELS["goal"], "Бірінші", LABELS["goal"], "Екінші") + OPEN, "Екінші"),
    "text above everything": (p("Құрметті әріптестер") + OPEN, "Құрметті әріптестер"),
    "a row of a table without a label": (table(row("Сынып жетекшісі", "Үлгі")) + OPEN, "Сынып жетекшісі"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_doubtful_is_left_over(name: str) -> None:
    body, text = DOUBTFUL[name]
    form = recognised(open_word(docx(p(caption("kk")) + body)), FORMS)
    assert text in form.rest
    assert all(text not in item.plain for item in form.answers)
    assert form.lost_signs == 0


@pytest.mark.parametrize(
    "body", [p("Сәлем! Жиналыс ертең."), p("Талдау", "Біз сабаққа қатыстық."), p("Күні: 14.10.2026")]
)
def test_a_letter_is_no_form(body: str) -> None:
    with pytest.raises(UserError):
        recognised(open_word(docx(body)), FORMS)


def test_text_in_the_head_and_in_comments_of_a_page_is_left_over() -> None:
    file = open_word(docx(p(caption("kk")) + OPEN))
    head = etree.fromstring(f"<w:hdr {NAMESPACES}>{p('№5 мектеп')}</w:hdr>".encode())
    form = recognised(file._replace(sides=(head,)), FORMS)
    assert form.rest == ("№5 мектеп",)


@pytest.mark.parametrize("kind", LIBRARY.kinds())
def test_every_form_is_recognised_in_every_language(kind: str) -> None:
    placed_count = asked = 0
    for lang in LANGS:
        for is_beside in (True, False):
            shape = whole_form(kind, lang, is_beside)
            form = read(shape)
            assert (form.kind, form.lang, form.lost_signs) == (kind, lang, 0)
            answers = placed(form)
            assert {place: text for place, text in answers.items() if shape.answers.get(place) != text} == {}
            placed_count += len(answers)
            asked += len(shape.answers)
    # Of two questions with one name in a form neither is guessed.
    assert placed_count >= LEAST_PLACED * asked or (kind, asked - placed_count) == ("action", 6)


@pytest.mark.parametrize("seed", range(8))
def test_no_sign_is_lost_in_a_file_that_was_edited(seed: int) -> None:
    rng = Random(seed)
    for shape in SHAPES:
        body = etree.fromstring(f"<w:body {NAMESPACES}>{shape.body}</w:body>".encode())
        for _change in range(4):
            parts = [
                item for item in body.iter() if etree.QName(item).localname in ("p", "tr", "tc", "r", "tbl", "sdt")
            ]
            part = rng.choice(parts)
            if rng.random() < 0.5:
                part.addnext(deepcopy(part))
            elif len(parts) > 20:
                part.getparent().remove(part)
        text = "".join(etree.tostring(item, encoding="unicode") for item in body)
        try:
            form = recognised(open_word(docx(text)), FORMS, shape.kind)
        except UserError:
            # Too few of its labels are left.
            continue
        assert form.lost_signs == 0, text
