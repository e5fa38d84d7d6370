"""The blank form carries the caption of the guideline; a document is called by its title everywhere."""

from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from pdcli.model.forms import Form
from pdcli.model.human_values import parse_kind
from pdcli.model.schema import json_schema
from tests.helpers import Pd, change

LIBRARY = FormLibrary()
FORMS = [form for kind in LIBRARY.kinds() if (form := LIBRARY.get(kind)) is not None]
CAPTIONED = [form for form in FORMS if form.caption]
# The captions of tables 4 to 7 and 14, and of the texts around them.
CAPTIONS = {
    "lesson-analysis": "Сабақты рефлексивті талдау шаблоны",
    "experience-justification": "Педагогикалық тәжірибені ғылыми-теориялық негіздеу шаблоны",
    "experience-description": "Жинақталған педагогикалық тәжірибені сипаттау шаблоны",
    "research-plan": "Зерттеу жоспарының шаблоны",
    "self-analysis": "Коучинг элементтері бар сабақты өзіндік талдау алгоритмі",
    "article": "Ғылыми басылымдардың талаптарына сәйкес мақаланы рәсімдеу үлгісі",
    "methodical-guide": "Әдістемелік құрал/ұсынымдар",
}


def test_captions_are_those_of_the_guideline() -> None:
    assert {form.kind: form.caption.kk for form in CAPTIONED if form.caption} == CAPTIONS


@pytest.mark.parametrize("lang", LANGS)
def test_no_document_is_called_a_template(lang: Lang) -> None:
    for word in ("шаблон", "үлгісі", "алгоритм", "образец", "template", "model of", "algorithm"):
        assert [form.kind for form in FORMS if word in form.title[lang].casefold()] == []


@pytest.mark.parametrize("form", CAPTIONED, ids=lambda form: form.kind)
def test_a_form_is_named_by_title_and_by_caption(form: Form) -> None:
    assert form.caption
    for lang in LANGS:
        assert parse_kind(FORMS, form.title[lang]) == parse_kind(FORMS, form.caption[lang].upper()) == form.kind
        schema = json_schema(form, lang)
        assert schema["title"] == form.title[lang]
        assert schema["description"] == f"{form.caption[lang]}. {form.help[lang]}"


def test_the_caption_stands_on_what_has_no_answer_yet(tmp_path: Path, pd: Pd) -> None:
    assert pd("init", ".", "--name", "Үлгі", "--lang", "kk", cwd=tmp_path, lang="kk").code == 0
    assert pd("new-cycle", cwd=tmp_path, lang="kk").code == 0
    made = pd("new", "lesson-analysis", "--date", "2026-10-14", cwd=tmp_path, lang="kk")
    assert made.code == 0
    (path,) = tmp_path.glob("cycles/*/lessons/*.md")
    caption, title = CAPTIONS["lesson-analysis"], "Сабақты рефлексивті талдау"
    opening = " ".join(
        line.removeprefix("#").strip() for line in path.read_text(encoding="utf-8").split("kind:")[0].split("\n")
    )
    assert f"{caption}. Сабақтан кейін" in opening

    def page() -> str:
        run = pd("render", str(path), "--to", "md", "--out", "pages", cwd=tmp_path, lang="kk")
        assert run.code == 0, run.err
        return next((tmp_path / "pages").rglob("*.md")).read_text(encoding="utf-8")

    assert page().startswith(f"# {caption}\n") and f"*{title} (4-кесте)" in page()
    change(tmp_path, path.relative_to(tmp_path).as_posix(), ("\ntopic:", "\ntopic: Бөлшектерді қосу"))
    assert caption not in page() and page().startswith(f"# {title}\n")
