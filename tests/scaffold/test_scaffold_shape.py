"""What `pd new` writes invites no slip: whatever is typed below a heading is the answer, in every form and language."""

import re

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang, use
from pdcli.model.forms import Form
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.prompts import Comments
from pdcli.scaffold.document import new_document

LIBRARY = FormLibrary()
ALL_FORMS = [form for kind in LIBRARY.kinds() if (form := LIBRARY.get(kind))]
FORMS = [form for form in ALL_FORMS if form.format == "md"]


@pytest.fixture(autouse=True)
def _english() -> None:
    use("en")


def _new(form: Form, lang: Lang) -> str:
    use(lang)
    text = new_document(form, lang, {})
    use("en")
    return text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_every_empty_line_below_a_heading_takes_the_answer(form: Form, lang: Lang) -> None:
    text = _new(form, lang)
    result = read_markdown(text, lambda _front: form)
    assert result.problems == [] and {section.key for section in result.sections} == form.headed
    lines = text.split("\n")
    heading = ""
    for number, line in enumerate(lines):
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif not line and heading:
            typed = "\n".join([*lines[:number], "Бір ой.", *lines[number + 1 :]])
            again = read_markdown(typed, lambda _front: form)
            assert again.problems == []
            assert [section.heading for section in again.sections if section.value == "Бір ой."] == [heading]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_prompts_are_whole_comments_on_one_line(form: Form, lang: Lang) -> None:
    comments = Comments(form)
    below = _new(form, lang).split("\n---\n", 1)[1]
    prompts = [line for line in below.split("\n") if "<!--" in line or "-->" in line]
    assert len(prompts) >= 2 * len(form.headed)
    for line in prompts:
        assert line.startswith("<!-- ") and line.endswith(" -->") and line.count("-->") == 1
        assert comments.is_prompt(line[4:-3])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("end", ["", " -", " --"])
def test_an_end_lost_between_two_prompts_hides_nothing_but_what_is_typed_there(end: str, lang: Lang) -> None:
    form = LIBRARY.get("lesson-analysis")
    assert form
    text = _new(form, lang)
    first, second = [line for line in text.split("\n") if line.startswith("<!-- ")][:2]
    cut = first.removesuffix(" -->") + end
    assert read_markdown(text.replace(first, cut), lambda _front: form).problems == []
    slip = text.replace(f"{first}\n{second}", f"{first.removesuffix(' -->')}\nӨз ойым\n{second}")
    result = read_markdown(slip, lambda _front: form)
    assert [problem.code for problem in result.problems] == ["PD031"]
    ((start, stop, instead),) = result.problems[0].fix
    again = read_markdown(slip[:start] + instead + slip[stop:], lambda _front: form)
    assert again.problems == [] and [item.value for item in again.sections if item.value] == ["Өз ойым"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.kind)
def test_no_example_is_spelled_as_python_does(form: Form, lang: Lang) -> None:
    assert not re.search(r"\b(?:True|False|None)\b", _new(form, lang))


def test_prompts_of_earlier_versions_are_known() -> None:
    for form in FORMS:
        comments = Comments(form)
        for item in (item for item in form.fields if item.key in form.headed):
            for lang, example in (("kk", "Мысалы"), ("ru", "Например"), ("en", "For example")):
                words = " ".join(str(item.example_in(lang)).split())  # type: ignore[arg-type]
                assert comments.is_prompt(f" {item.help[lang]}\n     {example}: {words} ")  # type: ignore[index]


def test_the_readme_of_a_new_portfolio_is_no_document() -> None:
    text = "# Portfolio\n\n```\n---\nkind: lesson-analysis\n---\n```\n"
    assert read_markdown(text, lambda _front: None).front is None
