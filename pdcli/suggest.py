"""Suggestions for an unknown word. Every command loads this module; few need a suggestion."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from pdcli.i18n import Lang
from pdcli.i18n.messages import Message, Series
from pdcli.i18n.sentences import inside

if TYPE_CHECKING:
    from pdcli.i18n.messages import WordedValue

# Cyrillic letters, and the Latin ones that look like them or are on the same key.
_LATIN = str.maketrans("аәвеёкмнһоөрстухіјѕАВЕКМНОРСТУХІЈЅҺ", "aabeekmhhoopctyxijsABEKMHOPCTYXIJSH")
# Letters of a Russian or Kazakh keyboard, and those of the same keys on an English one.
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюёәіңғүұқөһ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`2345890-=")

# Words of a file that get a suggestion, and the length of the longest one.
_MAX_NEAREST, _MAX_LENGTH = 20, 300


NO_LABELS: "Mapping[str, Label]" = {}


def latin(word: str) -> str:
    """The word with Latin letters instead of the Cyrillic ones that look like them."""
    return word.translate(_LATIN)


def on_english_keys(word: str) -> str:
    """The word of the same keys on an English keyboard: `title` for `ешеду`."""
    return word.lower().translate(_KEYS)


def foreign_letters(word: str, latin_word: str) -> Series:
    """The letters of a word that differ from those of a Latin word, with their numbers: `2 “і”, 4 “с”`."""
    from pdcli.i18n.messages import joined
    from pdcli.i18n.messages import message as _

    pairs = enumerate(zip(word, latin_word, strict=False), 1)
    different = ((number, one) for number, (one, other) in pairs if one != other)
    # Translators: the place of a letter in a word, and a letter that is not Latin.
    return joined(_("letter {number} (“{letter}”)").format(number=number, letter=one) for number, one in different)


def nearest_all(word: str, candidates: Iterable[str]) -> list[str]:
    """The candidates that are similar to a word, the most similar first."""
    # Only mistakes need it, and it takes long to load.
    from difflib import get_close_matches

    return get_close_matches(word, list(candidates))


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most similar to a word; None without a similar one."""
    return next(iter(nearest_all(word, candidates)), None)


class FewNearest:
    """The nearest candidates for the unknown words of one file; of many words only for the first ones.

    A file with more of them is another file than it is taken for, and each costs a comparison with all candidates.
    """

    def __init__(self, candidates: Iterable[str]) -> None:
        self._candidates = candidates
        self._left = _MAX_NEAREST

    def of(self, word: str) -> str | None:
        """The candidate that is most similar to a word; None without one, for a long word, and after many words."""
        if not self._left or len(word) > _MAX_LENGTH:
            return None
        self._left -= 1
        return nearest(word, self._candidates)


class Label(Protocol):
    """What people call a value, in each language."""

    def __getitem__(self, lang: Lang, /) -> str: ...


def shown_value(key: str, label: Label | None = None) -> "WordedValue":
    """A value as it is typed, with its label: `expert` (педагог-сарапшы)."""
    from pdcli.i18n.messages import worded

    def text(lang: Lang) -> str:
        word = inside(label[lang]) if label else key
        return f"`{key}`" if word.casefold() == key.casefold() else f"`{key}` ({word})"

    return worded(text, key)


def did_you_mean(key: str, label: Label | None = None) -> Message:
    """A hint that names one likely word, with its label where it has one."""
    from pdcli.i18n.messages import message as _

    if label:
        return _("Did you mean {value}?").format(value=shown_value(key, label))
    return _("Did you mean `{key}`?").format(key=key)


def choose(word: str, candidates: Iterable[str], labels: Mapping[str, Label] = NO_LABELS) -> Message:
    """A hint for a word that is none of the candidates: the nearest one, or all of them, with their labels."""
    from pdcli.i18n.messages import joined, quoted
    from pdcli.i18n.messages import message as _

    keys = list(candidates)
    close = nearest(word, keys)
    if close:
        return did_you_mean(close, labels.get(close))
    values = joined(shown_value(key, labels.get(key)) for key in keys) if labels else quoted(keys)
    return _("Choose one of: {keys}.").format(keys=values)
