"""What a person may have meant by a word that is not known. Every command loads this, few have a mistake."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pdcli.diagnostics import Message, ShownValue

if TYPE_CHECKING:
    from pdcli.diagnostics import Message, ShownValue

# Cyrillic letters and the Latin ones that they look like or stand for on a keyboard's key.
_LATIN = str.maketrans("аәвеёкмнһоөрстухіјѕАВЕКМНОРСТУХІЈЅҺ", "aabeekmhhoopctyxijsABEKMHOPCTYXIJSH")
# What the keys of a Russian or Kazakh keyboard are on an English one; digits are letters on the Kazakh.
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюёәіңғүұқөһ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`2345890-=")


def latin(word: str) -> str:
    """The word with Latin letters instead of the Cyrillic ones that look like them."""
    return word.translate(_LATIN)


def on_english_keys(word: str) -> str:
    """What these keys, pressed on a Russian or Kazakh keyboard, write on an English one: `ешеду` is `title`."""
    return word.lower().translate(_KEYS)


def strange_letters(word: str, meant: str) -> "ShownValue":
    """Which letters of a word are not those of the Latin word that they look like: `2 “і”, 4 “с”`."""
    from pdcli.i18n.messages import joined
    from pdcli.i18n.messages import message as _

    pairs = enumerate(zip(word, meant, strict=False), 1)
    different = ((number, one) for number, (one, other) in pairs if one != other)
    return joined(_("{number} “{letter}”").format(number=number, letter=one) for number, one in different)


def nearest_all(word: str, known: Iterable[str]) -> list[str]:
    """Every known word that is similar, the most similar first."""
    # Only mistakes need it, and it takes as long to load as the rest of a small command.
    from difflib import get_close_matches

    return get_close_matches(word, list(known))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar known word, or None where nothing is similar."""
    return next(iter(nearest_all(word, known)), None)


def did_you_mean(key: str) -> "Message":
    """A hint that names the one word that is likely."""
    from pdcli.i18n.messages import message as _

    return _("Did you mean `{key}`?").format(key=key)


def choose(word: str, known: Iterable[str]) -> "Message":
    """A hint for a word that is none of the known ones."""
    from pdcli.i18n.messages import message as _
    from pdcli.i18n.messages import quoted

    keys = list(known)
    close = nearest(word, keys)
    if close:
        return did_you_mean(close)
    return _("Choose one of: {keys}.").format(keys=quoted(keys))
