"""What a page says that pd says is what pd says, in the language of the page."""

import pytest

from pdcli.i18n import LANGS, Lang, translations
from pdcli.portfolio.counts import Counts
from pdcli.wording.counts import counts_line
from tests.docs.sessions import PAGES, read

# Page -> sentences of the catalogue that it quotes, with the values that it gives them.
QUOTED: dict[str, tuple[tuple[str, dict[str, object]], ...]] = {
    "docs/attestation.md": (
        ("evidence present", {}),
        ("by the packet alone, not checked: {count}", {"count": 2}),
        ("declared {declared}, confirmed {confirmed}", {"declared": 6, "confirmed": 2}),
        ("Confirmed by a second person: {count} of {of}.", {"count": 3, "of": 8}),
    ),
    "docs/committee.md": (
        ("no category is claimed; shown is the next one: {category}", {"category": ""}),
        ("What this portfolio brings of its own", {}),
        ("and {count} more", {"count": 3}),
    ),
    "docs/school.md": (("not said", {}),),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", QUOTED)
def test_a_sentence_that_a_page_quotes_is_that_of_the_interface(page: str, lang: Lang) -> None:
    text = " ".join(read(PAGES[page][lang]).split())
    for sentence, values in QUOTED[page]:
        told = translations(lang).gettext(sentence).format(**values)
        assert " ".join(told.split()).rstrip(".: ") in text, (PAGES[page][lang], told)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", ["docs/committee.md", "docs/format.md"])
def test_a_page_tells_how_much_was_read_as_commands_do(page: str, lang: Lang) -> None:
    line = " ".join(counts_line(Counts(documents=9, evidence=4, unread=0), lang).split())
    assert line in " ".join(read(PAGES[page][lang]).split())
