"""The words that page templates show, which are no leak where a name is spelled the same."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date
from functools import cached_property

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import Lang, looked_up
from pdcli.i18n.dates import MONTHS, shown_date
from pdcli.model.documents import STAGES
from pdcli.model.forms import walk
from pdcli.portfolio.packs import PackLibrary
from pdcli.text.spelling import WORD, with_parts

_CYRILLIC = re.compile("[\u0400-\u04ff]")


class PageWords(Container[str]):
    """The casefolded words of samples: pages that show placeholders for all that people wrote.

    A sample takes as long to make as a page, and nearly all words are in the first: a word is looked up in one after
    the other until it is there. `texts` returns all that samples take Cyrillic words from; another one is looked up in
    no sample. Latin ones may be of tags and keys, too.
    """

    def __init__(self, words: Iterable[str], samples: Iterable[bytes], texts: Callable[[], Iterable[str]]) -> None:
        self._words = set(words)
        self._samples = iter(samples)
        self._texts = texts

    def __contains__(self, word: object) -> bool:
        while word not in self._words and self._may_be_shown(str(word)):
            sample = next(self._samples, None)
            if sample is None:
                return False
            self._words |= set(page_words(sample.decode("utf-8", "replace")))
        return word in self._words

    def _may_be_shown(self, word: str) -> bool:
        return _CYRILLIC.search(word) is None or word in self._text

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._texts()).casefold()


def page_words(text: str) -> Iterator[str]:
    """Yield the words of a text, and the words in them, casefolded."""
    for word in {word for line in set(text.split("\n")) for word in WORD.findall(line)}:
        yield from (part.casefold() for part in with_parts(word))


def template_texts(lang: Lang, others: Iterable[str] = ()) -> Iterator[str]:
    """Yield what pages take Cyrillic words from besides what people wrote: translations that were looked up, dates,
    titles of stages, choices of shipped forms, words of shipped packs, and `others`. Words of own forms and
    packs may name somebody.
    """
    yield from looked_up(lang)
    yield from others
    yield from MONTHS[lang]
    yield from (shown_date(date(2000, month, 1), lang) for month in range(1, 13))
    library = FormLibrary()
    for form in filter(None, map(library.get, library.kinds())):
        if form.kind in STAGES:
            yield form.title[lang]
        yield from (choice.label[lang] for _keys, field in walk(form.all_fields) for choice in field.choices)
    yield repr(PackLibrary().packs())
