"""Sentences of one language in a text of another, by the catalogues and the forms."""

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.pofile import read_po

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from tests.i18n.catalogues import FOLDER

# Shorter pieces may be names, or the same in two languages.
_SHORTEST = 11
_PLACE = re.compile(r"\{\w*\}|`[^`]*`")


def foreign(text: str, lang: Lang) -> list[str]:
    """The sentences, or pieces of them between values, that stand in a text and belong to another language only."""
    flat = _flat(text)
    own = "\n".join(_pieces(lang))
    others = {piece for other in LANGS if other != lang for piece in _pieces(other)}
    return sorted(piece for piece in others if piece in flat and piece not in own)


def _flat(text: str) -> str:
    """The text on one line, without signs of comments: a sentence may be broken over several."""
    return " ".join(re.sub(r"(?m)^[ \t]*(?:#+|<!--)|-->", " ", text).split())


@cache
def _pieces(lang: Lang) -> frozenset[str]:
    return frozenset(
        piece
        for sentence in (*_sentences(lang), *_words_of_forms(lang))
        for piece in (" ".join(part.split()).strip(" .,:;") for part in _PLACE.split(sentence))
        if len(piece) >= _SHORTEST and " " in piece
    )


def _sentences(lang: Lang) -> Iterator[str]:
    with (FOLDER / ("kk" if lang == "en" else lang) / "LC_MESSAGES" / "pd.po").open("rb") as file:
        for message in read_po(file):
            texts = message.id if lang == "en" else message.string
            yield from (texts,) if isinstance(texts, str) else texts


def _words_of_forms(lang: Lang) -> Iterator[str]:
    library = FormLibrary()
    for kind in library.kinds():
        form = library.get(kind)
        assert form is not None
        yield from (form.title[lang], form.help[lang])
        for field in form.all_fields:
            yield from (field.label[lang], field.help[lang])
