"""The glossary pages are those that terms.yaml gives."""

import pytest

from pdcli.i18n import LANGS, Lang
from tests.docs.sessions import PAGES, read
from tests.i18n.glossary import glossary
from tests.i18n.terms import concepts, faults
from tests.i18n.texts import Text


@pytest.mark.parametrize("lang", LANGS)
def test_the_glossary_is_up_to_date(lang: Lang) -> None:
    assert read(PAGES["docs/glossary.md"][lang]) == glossary(lang), "stale: make words"


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_finds_every_concept_with_its_meaning(lang: Lang) -> None:
    rows = [
        line.strip("| ").split(" | ") for line in read(PAGES["docs/glossary.md"][lang]).splitlines() if line[:2] == "| "
    ]
    terms = {row[0] for row in rows[2:]}
    assert terms == {concept.words[lang][0] for concept in concepts()}
    meanings = [concept.meaning[lang] for concept in concepts()]
    assert [str(fault) for text in meanings for fault in faults(Text("terms.yaml", lang, text))] == []
    assert all(text.endswith(".") for text in meanings) and len(set(meanings)) == len(meanings)
