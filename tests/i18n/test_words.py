"""The catalogues are complete and compiled; every rule has its page."""

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from pdcli.i18n import LANGS, NP_, Lang
from pdcli.i18n.catalogue import Catalogue
from pdcli.lint.page import page
from pdcli.lint.rules import RULES
from tests.helpers import ROOT
from tests.i18n.catalogues import (
    DOMAINS,
    FOLDER,
    LIBRARY_WORDS,
    TRANSLATED,
    catalogue_of,
    compiled,
    extract,
    without_breaks,
)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Every sentence, without the head."""
    return (message for message in catalogue if message.id)


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """A sentence, or its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def test_the_catalogues_hold_what_code_and_templates_say(tmp_path: Path) -> None:
    # Places are left out: from Python 3.12 on, Babel sees calls in f-strings too.
    extract(tmp_path / "pd.pot")
    with (tmp_path / "pd.pot").open("rb") as file:
        sentences = {item.id for item in messages(read_po(file))}
    for lang in TRANSLATED:
        assert {item.id for item in messages(catalogue_of(lang))} == sentences, "make words"


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_sentence_is_translated(lang: Lang, domain: str) -> None:
    for message in messages(catalogue_of(lang, domain)):
        assert not message.fuzzy, message.id
        texts = forms(message.string)
        names = set(re.findall(r"\{(\w+)\}", forms(message.id)[0]))
        assert all(text for text in texts), message.id
        assert all(set(re.findall(r"\{(\w+)\}", text)) == names for text in texts), message.id


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_sentences_of_the_library_are_known(lang: Lang) -> None:
    assert {message.id for message in messages(catalogue_of(lang, "typer"))} == {*LIBRARY_WORDS}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_compiled_catalogue_is_up_to_date(lang: Lang, domain: str) -> None:
    file = FOLDER / lang / "LC_MESSAGES" / f"{domain}.mo"
    assert file.read_bytes() == compiled(lang, domain), "stale: make words"


def test_no_line_breaks_after_a_number() -> None:
    for plain, held in {
        "{count} құжат, {all} оқушы": "{count}\u00a0құжат, {all}\u00a0оқушы", "№ {number} бұйрық": "№\u00a0{number} бұйрық",
        "{share} % және 100 %": "{share}\u00a0% және 100\u00a0%", "{mean} / {highest}": "{mean}\u00a0/\u00a0{highest}",
        "не больше 64 знаков": "не больше 64\u00a0знаков",
        "{file} файлы, 2025-2026 оқу жылы, g1 мақсаты": "{file} файлы, 2025-2026 оқу жылы, g1 мақсаты",
    }.items():  # fmt: skip
        assert without_breaks(plain) == held


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    pages = [page(code, lang) for lang in LANGS]
    assert all(item.what and item.why and item.bad and item.good for item in pages)
    assert len({item.what for item in pages}) == len(LANGS)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_sentences_within_formatted_strings_are_there(lang: Lang) -> None:
    """Babel finds them with Python 3.12 and later only."""
    catalogue = catalogue_of(lang)
    within = [
        call
        for module in sorted((ROOT / "pdcli").rglob("*.py"))
        for text in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
    ]
    sentences = {call.args[0].value for call in within if isinstance(call.args[0], ast.Constant)}
    assert len(sentences) > 1
    assert [sentence for sentence in sentences if not catalogue.get(sentence)] == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translator_sees_the_screen_of_a_sentence(lang: Lang) -> None:
    places = {message.id: {place for place, _line in message.locations} for message in messages(catalogue_of(lang))}
    assert all(places.values())
    assert {"templates/_base/history.html.j2", "templates/_base/history.md.j2"} <= places["none"]
    assert (
        "pdcli/cli/status.py"
        in places["! {path}: an answer you typed has not been saved yet; `pd fill` will offer it again"]
    )


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translator_reads_what_short_words_stand_for(lang: Lang) -> None:
    catalogue = catalogue_of(lang)
    assert "a range of points in a rule pack." in " ".join(catalogue["band {first}–{last}"].auto_comments)
    assert catalogue.get("missing", context="criterion") and catalogue.get("missing", context="document")


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_sentence_is_what_the_standard_library_reads(lang: Lang) -> None:
    file = FOLDER / lang / "LC_MESSAGES" / "pd.mo"
    with file.open("rb") as compiled:
        expected = GNUTranslations(compiled)
    catalogue = Catalogue(file)
    for message in messages(catalogue_of(lang)):
        singular, *plural = forms(message.id)
        if message.context:
            assert catalogue.pgettext(message.context, singular) == expected.pgettext(message.context, singular)
            assert catalogue.gettext(NP_(message.context, singular)) == message.string
            continue
        assert catalogue.gettext(singular) == expected.gettext(singular)
        for number in (0, 1, 2, 4, 5, 11, 21, 100, 101, 111) if plural else ():
            assert catalogue.ngettext(singular, *plural, number) == expected.ngettext(singular, *plural, number)
    assert catalogue.pgettext("no such context", "missing") == "missing"
    for unknown in ("there is no such sentence", "\0", "ѐ"):
        assert catalogue.gettext(unknown) == unknown
    assert [catalogue.ngettext("no such", "none such", number) for number in (1, 2)] == ["no such", "none such"]
