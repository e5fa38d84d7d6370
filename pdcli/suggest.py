"""Suggestions for an unknown word. Every command loads this module; few need a suggestion."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from pdcli.i18n import LANGS, Lang
from pdcli.i18n.messages import Message, Series
from pdcli.i18n.sentences import inside

if TYPE_CHECKING:
    from pdcli.i18n.messages import WordedValue

# Cyrillic letters, and the Latin ones that look like them or are on the same key.
_LATIN = str.maketrans("аәвеёкмнһоөрстухіјѕАВЕКМНОРСТУХІЈЅҺ", "aabeekmhhoopctyxijsABEKMHOPCTYXIJSH")
# Letters of a Russian or Kazakh keyboard, and those of the same keys on an English one.
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюёәіңғүұқөһ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`2345890-=")

# Letters that Russian has not.
_KAZAKH = frozenset("әғқңөұүһі")

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


def shown_value(key: str, label: Label | None = None, is_kazakh: bool = False) -> "WordedValue":
    """A value as it is typed, with its label: `expert` (педагог-сарапшы).

    A label that a form of one's own has in one language only is left out for readers of another; `is_kazakh` tells that
    such labels are in Kazakh.
    """
    from pdcli.i18n.messages import worded

    def text(lang: Lang) -> str:
        word = inside(label[lang]) if label and _is_label_in(label, lang, is_kazakh) else key
        return f"`{key}`" if word.casefold() == key.casefold() else f"`{key}` ({word})"

    return worded(text, key)


def shown_values(keys: Iterable[str], labels: "Mapping[str, Label]") -> Series:
    """Values as they are typed, with their labels; those of one language are in Kazakh where any of them must be."""
    from pdcli.i18n.messages import joined

    typed = list(keys)
    is_kazakh = any(_has_one_text(label) and _is_kazakh(label["kk"]) for key in typed if (label := labels.get(key)))
    return joined(shown_value(key, labels.get(key), is_kazakh) for key in typed)


def _is_label_in(label: Label, lang: Lang, is_kazakh: bool) -> bool:
    """Whether a label may be in a language: it differs from those of the others, or its letters are of this one."""
    if lang == "kk" or not _has_one_text(label):
        return True
    text = label[lang]
    is_cyrillic = any("а" <= char <= "я" for char in text.casefold())
    return not (is_cyrillic and (lang == "en" or is_kazakh or _is_kazakh(text)))


def _has_one_text(label: Label) -> bool:
    return len({label[lang] for lang in LANGS}) == 1


def _is_kazakh(text: str) -> bool:
    return not _KAZAKH.isdisjoint(text.casefold())


def did_you_mean(key: str, label: Label | None = None) -> Message:
    """A hint that names one likely word, with its label where it has one."""
    from pdcli.i18n.messages import message as _

    if label:
        return _("Did you mean {value}?").format(value=shown_value(key, label))
    return _("Did you mean `{key}`?").format(key=key)


def choose(word: str, candidates: Iterable[str], labels: Mapping[str, Label] = NO_LABELS) -> Message:
    """A hint for a word that is none of the candidates: the nearest one, or all of them, with their labels."""
    from pdcli.i18n.messages import message as _
    from pdcli.i18n.messages import quoted

    keys = list(candidates)
    close = nearest(word, keys)
    if close:
        return did_you_mean(close, labels.get(close))
    values = shown_values(keys, labels) if labels else quoted(keys)
    return _("Choose one of: {keys}.").format(keys=values)
