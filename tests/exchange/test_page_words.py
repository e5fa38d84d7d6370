"""Words of page templates: where those of samples come from, and how few samples are made."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from pdcli.exchange import blind
from pdcli.exchange.blind import BlindOptions, blind_page, blind_table
from pdcli.exchange.page_words import PageWords, page_words
from pdcli.i18n import LANGS, Lang
from tests.anonymisation.registers import KNOWN
from tests.helpers import EXAMPLES

Texts = Callable[[], Iterable[str]]


def pages(*texts: str) -> Iterable[bytes]:
    """Samples; one that is too many fails the test when it is made."""
    for text in texts:
        assert text != "too many"
        yield text.encode()


def test_a_sample_is_made_only_while_a_word_is_unknown() -> None:
    words = PageWords(["педагог"], pages("<td>Мақсат</td>", "<td>Нәтиже</td>", "too many"), lambda: ["мақсат, нәтиже"])
    assert "педагог" in words and "мақсат" in words and "нәтиже" in words
    assert "мақсат" in words and "гүлнар" not in words


def test_a_latin_word_may_be_of_any_tag() -> None:
    words = PageWords([], pages("<td>", '<td class="grace">'), list)
    assert "grace" in words and "mark" not in words


def test_a_word_within_a_word_is_a_word() -> None:
    assert set(page_words("viewBox Әке-шеше")) == {"viewbox", "view", "box", "әке", "шеше"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("names", [("aigerim",), ("stepnoe",), ("first-week",), ("aigerim", "daniyar", "school-mysal")])
def test_samples_take_their_words_from_the_texts(
    names: tuple[str, ...], lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing: set[str] = set()
    count = 0

    class Looking(PageWords):
        def __init__(self, words: Iterable[str], samples: Iterable[bytes], texts: Texts) -> None:
            nonlocal count
            samples = list(samples)
            shown = {word for sample in samples for word in page_words(sample.decode())}
            all_words = PageWords(words, [b"\n".join(samples)], texts)
            missing.update(word for word in shown if word not in all_words)
            count += len(shown)
            super().__init__(words, samples, texts)

    monkeypatch.setattr(blind, "PageWords", Looking)
    options = BlindOptions(("html", "md", "json"), lang, date(2026, 6, 1))
    roots = [EXAMPLES / name for name in names]
    if len(roots) == 1:
        blind_page(roots[0], KNOWN, options)
    else:
        blind_table(roots, KNOWN, options, each=True, jobs=1)
    assert count > 500
    assert missing == set()
