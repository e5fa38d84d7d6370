"""Spellings of one name: in other alphabets, inflected, within a longer word.

All spellings of a word map to one phonetic key in Latin letters: the keys of «Үлгібаева», «Ульгибаеву», “Ulgibayeva”
and `ulgibaeva` share a prefix. The rest must be an ending of Kazakh, Russian or English. The key is coarse on purpose:
a false match hides a word too many, a missed one would leave a name.
"""

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import cache, lru_cache

_LATIN = "a,a,b,v,g,g,d,e,e,j,z,i,i,k,k,l,m,n,n,o,o,p,r,s,t,u,u,u,f,h,h,ts,ch,sh,sh,-,i,i,-,e,iu,ia"
# Kazakh and Russian letters, and Latin letters that do not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        **dict(
            zip(
                "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
                _LATIN.split(","),
                strict=True,
            )
        ),
        "ı": "i", "ş": "sh", "ç": "ch", "ə": "a", "ø": "o", "ß": "s", "ъ": "", "ь": "", "'": "", "’": "", "ʼ": "",
    }
)  # fmt: skip
# Invisible characters.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0]"
)
# Latin homoglyphs of Cyrillic letters.
_LOOKALIKES = str.maketrans("aceopxyhkbmti", "асеорхунквмті")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Latin spellings of one sound, longer ones first.
_SOUNDS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("ck", "k"), ("ng", "n"), ("ya", "ia"), ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("ie", "e"),
    ("y", "i"), ("w", "v"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
WORD = re.compile("[^\\W\\d_][^\\W\\d_\u0300-\u036f]*(?:['’ʼ][^\\W\\d_]+)*")
# The boundary of words in AigerimUlgibaeva.
_CAMEL_CASE = re.compile(r"(?<=[a-zа-яёәғқңөұүһі])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")
_ENDING = (
    # Kazakh: plural, possessive, case, derived pronouns.
    r"(?:[ldt]?[ae]r)?(?:s?i|i?m|i?n|i?miz|i?niz)?"
    r"(?:[ndt]?in|[gk][ae]|n?[ae]|[ndt]i|n|n?[dt][ae]n?|n?[ae]n|[mbp]?en)?(?:[ndt]?iki|(?:n?[dt][ae])?gi|[dt][ae]i|[mbps]in|siz)?"
    # Russian: nouns and surnames, then adjectives.
    r"|a|e|i|o|u|ia|iu|oi|ei|oiu|eiu|iei|om|em|iem|ov|ev|am|ami|ah|iam|iami|iah|im|imi|ih|in|ina|ini|inoi|inu"
    r"|ogo|omu|aia|uiu|oe|ie"
    # English.
    r"|s|es"
)
_VOWELS = frozenset("aeiou")
# A key of this length is found inside a longer word too; a shorter one must stand alone.
SUBSTRING_MIN_LENGTH = 6


@lru_cache(maxsize=65536)
def phonetic_key(word: str) -> str:
    """The phonetic key of a word in letters a–z: the same for all its spellings in any alphabet."""
    text = unicodedata.normalize("NFKD", plain_letters(word).translate(_LETTERS).replace("-", ""))
    text = "".join(char for char in text if "a" <= char <= "z")
    for digraph, letter in _SOUNDS:
        text = text.replace(digraph, letter)
    deduplicated = _DOUBLED.sub(r"\1", text)
    return deduplicated if len(deduplicated) >= 3 else text


@lru_cache(maxsize=65536)
def plain_letters(word: str) -> str:
    """A word casefolded (NFC), no invisible characters; homoglyphs are Cyrillic if any letter of the word is."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).casefold())
    return text.translate(_LOOKALIKES) if _CYRILLIC.search(text) else text


def words(text: str) -> list[str]:
    """The words of a text in their order, unchanged; one written like AigerimUlgibaeva is two."""
    return [part for word in WORD.findall(INVISIBLE.sub("", text)) for part in _CAMEL_CASE.split(word)]


@lru_cache(maxsize=65536)
def with_parts(word: str) -> frozenset[str]:
    """A word, and the words in it."""
    return frozenset((word, *words(word)))


@lru_cache(maxsize=65536)
def stems(word: str) -> frozenset[str]:
    """The phonetic keys that the inflected forms of a name begin with."""
    key = phonetic_key(word)
    candidates = {key}
    if len(key) >= 4 and key[-1] in _VOWELS:
        candidates.add(key[:-1])
    for ending in ("skaia", "skoi", "ski"):
        if key.endswith(ending) and len(key) > len(ending) + 1:
            candidates.add(key[: -len(ending)] + "sk")
    # Павел, Павла.
    if len(key) >= 5 and key[-2] in "eo" and key[-1] in "lkn" and key[-3] not in _VOWELS:
        candidates.add(key[:-2] + key[-1])
    # Серік, Серігі.
    if len(key) >= 4 and key[-1] in "kp":
        candidates.add(key[:-1] + {"k": "g", "p": "b"}[key[-1]])
    return frozenset(stem for stem in candidates if len(stem) >= min(3, len(key)))


def beginnings(word: str, stems: Set[str]) -> Iterator[str]:
    """Yield the stems that a phonetic key begins with, the shortest first."""
    return (word[:end] for end in range(1, len(word) + 1) if word[:end] in stems)


def is_inflection(word: str, stem: str) -> bool:
    """Whether a phonetic key is the stem with an ending."""
    return word.startswith(stem) and _ending().fullmatch(word, len(stem)) is not None


def is_inflection_of_any(word: str, stems: Set[str]) -> bool:
    """Whether a phonetic key is one of the stems with an ending."""
    return any(is_inflection(word, stem) for stem in beginnings(word, stems))


@cache
def _ending() -> re.Pattern[str]:
    # It takes long to compile, and most commands only compare names.
    return re.compile(_ENDING)
