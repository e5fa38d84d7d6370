"""What is expected instead of a wrong value is told in the language of the reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.documents.form_reader import read_form
from pdcli.guideline.packs import PACK_FOLDER
from pdcli.i18n import Lang
from pdcli.lint.engine import lint
from pdcli.portfolio.pack_reader import read_pack
from pdcli.portfolio.portfolio import load_portfolio

LAST = {"kk": " немесе `", "ru": " или `", "en": " or `"}


def of_a_form(folder: Path) -> Diagnostic:
    path = folder / "own/form.yaml"
    path.parent.mkdir()
    path.write_text("kind: own\nformat: html\n", encoding="utf-8")
    return next(item for item in read_form(path)[1] if "format" in item.message.text("en"))


def of_a_pack(folder: Path) -> Diagnostic:
    shipped = next(path for path in sorted(PACK_FOLDER.glob("*.yaml")) if "kind: " in path.read_text("utf-8"))
    path = folder / shipped.name
    path.write_text(shipped.read_text("utf-8").replace("kind: ", "kind: un", 1), encoding="utf-8")
    return read_pack(path)[1][0]


def test_a_wrong_row_and_a_wrong_key_of_a_pack_are_told_once_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    level = "{number: '1', kind: level, title: Т, clause: '1', levels: {street: teacher}}"
    path.write_text(
        "key: own\ntitle: Own\nedition: '2'\nsince: 2030-01-01\nverified: false\nnotice: Н\nsource: С\n"
        f"categories: [worker]\ncriteria:\n  - {level}\n",
        encoding="utf-8",
    )
    found = [(item.span.line, item.message.text("en")) for item in read_pack(path)[1]]
    assert found == [
        (8, "The value of `categories` is not what a pack expects here."),
        (10, "`street` is not part of a pack."),
    ]
    assert "`school`" in read_pack(path)[1][1].hint.text("kk")


def test_a_key_of_every_document_is_called_by_its_title(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_text("kind: portfolio\nstatus: шала\nlang: xx\n", encoding="utf-8")
    found = [item for item in lint(load_portfolio(tmp_path)) if item.code == "PD104"]
    assert [item.message.text("kk").partition(": ")[0] for item in found] == ["«Күйі»", "«Тілі»"]
    assert [item.message.text("ru").partition(": ")[0] for item in found] == ["«Статус»", "«Язык»"]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("made", [of_a_form, of_a_pack])
def test_the_values_that_are_expected_are_in_no_other_language(
    tmp_path: Path, lang: Lang, made: Callable[[Path], Diagnostic]
) -> None:
    hint = made(tmp_path).hint.text(lang)
    assert {language for language, words in LAST.items() if words in hint} == {lang} and "'" not in hint
