"""Comparison of personal names in different spellings."""

import re
from unicodedata import normalize

from pdcli.text.spelling import INVISIBLE, phonetic_key, words

# Combining marks that are no part of a letter after NFC.
_ACCENTS = re.compile("[\u0300-\u036f]")


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names may be one person's: transliterated, reordered, without the patronymic, or with initials.

    Where it cannot be decided, as for a surname alone, they are one person.
    """
    first, second = _name_keys(one), _name_keys(other)
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    remaining = list(long)
    # Whole words first: an initial may stand for any remaining word.
    for part in sorted(short, key=len, reverse=True):
        counterpart = next((word for word in remaining if _is_same_part(part, word)), None)
        if counterpart is None:
            return False
        remaining.remove(counterpart)
    return any(len(part) > 1 for part in short)


def _name_keys(name: str | None) -> list[str]:
    """The phonetic keys of a name's words; an initial is one letter. Accents and invisible characters are dropped."""
    visible = _ACCENTS.sub("", normalize("NFC", INVISIBLE.sub("", name or "")))
    keys = (phonetic_key(word) for word in words(visible.replace(".", ". ")))
    return [word for word in keys if word]


def _is_same_part(part: str, word: str) -> bool:
    return part == word or (min(len(part), len(word)) == 1 and part[0] == word[0])
