"""What a page says that pd says is what pd says, in the language of the page."""

import pytest

from pdcli.i18n import LANGS, Lang, translations
from pdcli.i18n.numbers import shown_share
from pdcli.portfolio.counts import Counts
from pdcli.wording.counts import counts_line
from tests.docs.sessions import PAGES, read

# What stands in a sentence: a word, a number, or how many of how many.
Value = int | str | tuple[int, int]
# Page -> sentences of the catalogue that it quotes, with the values that it gives them.
QUOTED: dict[str, tuple[tuple[str, dict[str, Value]], ...]] = {
    "docs/attestation.md": (
        ("evidence present", {}),
        ("according to the packet only, not checked: {count}", {"count": 2}),
        ("declared {declared}, confirmed {confirmed}", {"declared": 6, "confirmed": 2}),
        ("Confirmed by a second person: {share}.", {"share": (3, 8)}),
    ),
    "docs/committee.md": (
        ("no category is claimed; the next one is shown: {category}", {"category": ""}),
        ("This portfolio’s own files", {}),
        ("and {count} more", {"count": 3}),
    ),
    "docs/school.md": (("not stated", {}),),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", QUOTED)
def test_a_sentence_that_a_page_quotes_is_that_of_the_interface(page: str, lang: Lang) -> None:
    text = " ".join(read(PAGES[page][lang]).split())
    for sentence, values in QUOTED[page]:
        words = translations(lang).gettext(sentence)
        assert lang == "en" or words != sentence, f"no sentence of the interface: {sentence}"
        told = words.format(**{name: _shown(value, lang) for name, value in values.items()})
        assert " ".join(told.split()).rstrip(".: ") in text, (PAGES[page][lang], told)


def _shown(value: Value, lang: Lang) -> int | str:
    """A share as pages show it; any other value as it is."""
    return shown_share(*value, lang) if isinstance(value, tuple) else value


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", ["docs/committee.md", "docs/format.md"])
def test_a_page_tells_how_much_was_read_as_commands_do(page: str, lang: Lang) -> None:
    line = " ".join(counts_line(Counts(documents=9, evidence=4, unread=0), lang).split())
    assert line in " ".join(read(PAGES[page][lang]).split())
