"""pd blank: forms to print and fill in by hand."""

from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary, shipped_form
from pdcli.i18n import LANGS, Lang
from pdcli.model.forms import Field
from pdcli.render.formats.docx import convert as to_docx
from pdcli.render.formats.pdf import convert as to_pdf
from tests.helpers import EXAMPLES, run_pd
from tests.office import letters, text_of_docx, text_of_pdf

KINDS = FormLibrary().kinds()
# What is given when the answers are typed.
NOT_BY_HAND = ("id", "evidence", "document", "reference")


def labels(fields: tuple[Field, ...], lang: Lang) -> list[str]:
    """The labels of all that is asked by hand, and of the rows that are printed."""
    found = []
    for item in fields:
        if item.type in NOT_BY_HAND:
            continue
        found += [row.label[lang] for row in item.rows]
        # A group is printed as its members.
        found += [] if item.type == "group" else [item.label[lang]]
        found += labels((*item.columns, *item.fields), lang)
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_asks_all_its_questions(kind: str, lang: Lang, tmp_path: Path) -> None:
    run = run_pd("blank", kind, "--to", "html", "--out", ".", cwd=tmp_path, lang=lang)
    assert run.code == 0, run.err
    page = (tmp_path / f"{kind}.html").read_text("utf-8")
    text = text_of_docx(to_docx(page))
    form = shipped_form(kind)
    # The version of the file format says nothing on paper.
    asked = tuple(item for item in form.all_fields if item.key != "format" or kind not in ("portfolio", "school"))
    assert [label for label in labels(asked, lang) if letters(label) not in text] == []
    assert letters(form.blank_title[lang]) in text


@pytest.mark.parametrize("kind", ["lesson-analysis", "self-assessment", "route-sheet", "observation-sheet"])
def test_pdf_asks_them_too(kind: str, tmp_path: Path) -> None:
    run = run_pd("blank", kind, "--to", "html", "--out", ".", cwd=tmp_path, lang="kk")
    assert run.code == 0, run.err
    text = text_of_pdf(to_pdf((tmp_path / f"{kind}.html").read_text("utf-8")))
    words = {word for label in labels(shipped_form(kind).all_fields, "kk") for word in label.split() if word.isalpha()}
    assert [word for word in words if word not in text] == []


def test_an_own_form_is_printed_as_well(tmp_path: Path) -> None:
    school = EXAMPLES / "school-village"
    own = sorted({*FormLibrary(school).kinds()} - {*KINDS})
    for kind in own:
        run = run_pd("blank", kind, "--to", "docx", "--out", str(tmp_path), cwd=school, lang="kk")
        assert run.code == 0, run.err
        assert (tmp_path / f"{kind}.docx").is_file()


def test_without_a_kind_the_forms_are_listed(tmp_path: Path) -> None:
    run = run_pd("blank", cwd=tmp_path, lang="kk")
    assert run.code == 0
    assert [line.split()[0] for line in run.out.splitlines() if not line.startswith(" ")] == KINDS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("word", "kind"), [("сабақ-талдау", "lesson-analysis"), ("анализ урока", "lesson-analysis")])
def test_a_kind_is_named_in_ones_own_words(word: str, kind: str, tmp_path: Path) -> None:
    run = run_pd("бланк", word, "--to", "docx", cwd=tmp_path, lang="kk")
    assert run.code == 0, run.err
    assert (tmp_path / f"build/{kind}.docx").is_file()


def test_an_unknown_kind_is_answered_with_the_nearest(tmp_path: Path) -> None:
    run = run_pd("blank", "lesson-analisis", cwd=tmp_path, lang="en")
    assert run.code == 2
    assert "lesson-analysis" in run.err


def test_what_a_person_wrote_into_the_form_is_not_overwritten(tmp_path: Path) -> None:
    assert run_pd("blank", "design", "--to", "docx", cwd=tmp_path).code == 0
    file = tmp_path / "build/design.docx"
    file.write_bytes(file.read_bytes() + b"written by hand")
    before = file.read_bytes()
    assert run_pd("blank", "design", "--to", "docx", cwd=tmp_path).code != 0
    assert file.read_bytes() == before


def test_the_terminal_takes_text_only(tmp_path: Path) -> None:
    assert "# " in run_pd("blank", "design", "--to", "md", "--out", "-", cwd=tmp_path, lang="kk").out
    assert run_pd("blank", "design", "--to", "docx", "--out", "-", cwd=tmp_path, lang="kk").code == 2
