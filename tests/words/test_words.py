"""The catalogues are complete and compiled; every rule has its page."""

import io
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pdcli.lint.page import page
from pdcli.lint.rules import RULES
from pdcli.words import LANGS
from tests.conftest import ROOT
from tests.words.catalogues import LIBRARY_WORDS, extracted

FOLDER = ROOT / "pdcli" / "words"


def _catalogue(lang: str) -> Catalog:
    with (FOLDER / lang / "LC_MESSAGES" / "pd.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_every_sentence_is_translated(lang: str) -> None:
    catalogue = _catalogue(lang)
    wanted = extracted()
    assert len(wanted) > 300
    for message in [*wanted, *LIBRARY_WORDS]:
        key = message[0] if isinstance(message, tuple) else message
        found = catalogue.get(key)
        assert found is not None and not found.fuzzy, message
        texts = found.string if isinstance(found.string, tuple) else (found.string,)
        names = set(re.findall(r"\{(\w+)\}", key))
        assert all(text for text in texts), message
        assert all(set(re.findall(r"\{(\w+)\}", text)) == names for text in texts), message


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_compiled_catalogue_is_up_to_date(lang: str) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, _catalogue(lang))
    compiled = FOLDER / lang / "LC_MESSAGES" / "pd.mo"
    assert compiled.read_bytes() == fresh.getvalue(), "stale: make words"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    pages = [page(code, lang) for lang in LANGS]
    assert all(item.what and item.why and item.bad and item.good for item in pages)
    assert len({item.what for item in pages}) == len(LANGS)


def test_extraction_sees_templates() -> None:
    assert any("private document" in str(message) for message in extracted())
