"""Whether two names are those of one person, however they are spelled."""

import re
from unicodedata import normalize

from pdcli.text.spelling import INVISIBLE, rough, words

# Of those that are no part of a letter.
_ACCENTS = re.compile("[\u0300-\u036f]")


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names may be one person's: in other letters, another order, without the father's name, with initials.

    Where it cannot be told, as of a surname alone, it is one person.
    """
    first, second = _parts(one), _parts(other)
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    left = list(long)
    # Whole words first: an initial may stand for any word that is left.
    for part in sorted(short, key=len, reverse=True):
        same = next((word for word in left if _is_same(part, word)), None)
        if same is None:
            return False
        left.remove(same)
    return any(len(part) > 1 for part in short)


def _parts(name: str | None) -> list[str]:
    """The words of a name in rough letters; an initial is one letter. Accents and what nobody sees are left out."""
    seen = _ACCENTS.sub("", normalize("NFC", INVISIBLE.sub("", name or "")))
    found = (rough(word) for word in words(seen.replace(".", ". ")))
    return [word for word in found if word]


def _is_same(part: str, word: str) -> bool:
    return part == word or (min(len(part), len(word)) == 1 and part[0] == word[0])
