"""A page speaks one language: words of forms are in the reader's, what people typed is as they typed it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from pdcli.model.forms import Field
from tests.helpers import EXAMPLES, run_pd

COMMANDS = {
    "render": ("render", "--to"), "summary": ("summary", "--date", "2026-11-25", "--to"),
    "readiness": ("readiness", "--date", "2026-11-25", "--to"), "trace": ("trace", "--to"),
}  # fmt: skip
# One in each language.
EXAMPLE_NAMES = ("aigerim", "stepnoe", "daniyar")


def labels(lang: Lang) -> Iterator[str]:
    """Titles, questions, rows, choices and levels of the shipped forms, long enough not to be a part of other words."""
    library = FormLibrary()
    for kind in library.kinds():
        form = library.get(kind)
        assert form is not None
        texts = [form.title[lang]]
        for field in form.all_fields:
            texts += field_labels(field, lang)
        yield from (text for text in texts if len(text) > 12)


def field_labels(field: Field, lang: Lang) -> Iterator[str]:
    """The label of a field, of its choices, its rows and its parts."""
    yield field.label[lang]
    yield from (choice.label[lang] for choice in field.choices)
    yield from (row.label[lang] for row in field.rows)
    for part in (*field.columns, *field.fields):
        yield from field_labels(part, lang)


@pytest.mark.parametrize(
    ("command", "name", "lang"),
    [
        *(("render", name, lang) for name in EXAMPLE_NAMES for lang in LANGS),
        *((command, name, lang) for command in COMMANDS for name, lang in (("aigerim", "ru"), ("daniyar", "kk"))),
    ],
)
def test_no_page_has_words_of_forms_in_two_languages(command: str, name: str, lang: Lang, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path)) if command == "render" else ("--out", "-")
    run = run_pd(*COMMANDS[command], "md", *out, cwd=EXAMPLES / name, lang=lang)
    assert run.code == 0
    page = next(tmp_path.rglob("*.md")).read_text(encoding="utf-8") if command == "render" else run.out
    page = re.sub(r"\\(?=\W)", "", page)
    typed = "\n".join(
        file.read_text(encoding="utf-8") for ending in ("yaml", "md") for file in (EXAMPLES / name).rglob(f"*.{ending}")
    )
    # A phrase may go on in the next line of a file.
    typed = " ".join(typed.split())
    for other in {*LANGS} - {lang}:
        own = {*labels(lang)}
        foreign = {label for label in labels(other) if label not in typed and label not in own}
        assert {label for label in foreign if label in page} == set()
    assert any(label in page for label in labels(lang))
