"""The catalogues are complete and compiled; every rule has its page."""

import io
import re
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pdcli.i18n import LANGS
from pdcli.i18n.catalogue import Catalogue
from pdcli.lint.page import page
from pdcli.lint.rules import RULES
from tests.helpers import ROOT
from tests.i18n.catalogues import DOMAINS, extracted, messages_of

FOLDER = ROOT / "pdcli" / "i18n"


def _catalogue(lang: str, domain: str = "pd") -> Catalog:
    with (FOLDER / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_every_sentence_is_translated(lang: str, domain: str) -> None:
    catalogue = _catalogue(lang, domain)
    wanted = messages_of(domain)
    assert len(wanted) > 300 or domain == "typer"
    for message in wanted:
        key = message[0] if isinstance(message, tuple) else message
        found = catalogue.get(key)
        assert found is not None and not found.fuzzy, message
        texts = found.string if isinstance(found.string, tuple) else (found.string,)
        names = set(re.findall(r"\{(\w+)\}", key))
        assert all(text for text in texts), message
        assert all(set(re.findall(r"\{(\w+)\}", text)) == names for text in texts), message


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_compiled_catalogue_is_up_to_date(lang: str, domain: str) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, _catalogue(lang, domain))
    compiled = FOLDER / lang / "LC_MESSAGES" / f"{domain}.mo"
    assert compiled.read_bytes() == fresh.getvalue(), "stale: make words"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    pages = [page(code, lang) for lang in LANGS]
    assert all(item.what and item.why and item.bad and item.good for item in pages)
    assert len({item.what for item in pages}) == len(LANGS)


def test_extraction_sees_templates() -> None:
    assert any("private document" in str(message) for message in extracted())


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_sentence_is_what_the_standard_library_reads(lang: str) -> None:
    file = FOLDER / lang / "LC_MESSAGES" / "pd.mo"
    with file.open("rb") as compiled:
        expected = GNUTranslations(compiled)
    catalogue = Catalogue(file)
    for message in [*extracted(), "there is no such sentence", "", "\0", "ѐ"]:
        if isinstance(message, tuple):
            for number in (0, 1, 2, 4, 5, 11, 21, 100, 101, 111):
                assert catalogue.ngettext(*message, number) == expected.ngettext(*message, number)
        elif message:
            assert catalogue.gettext(message) == expected.gettext(message)
    plural = next(message for message in extracted() if isinstance(message, tuple))
    assert catalogue.gettext(plural[0]) == expected.gettext(plural[0])
    assert [catalogue.ngettext("no such", "none such", number) for number in (1, 2)] == ["no such", "none such"]
