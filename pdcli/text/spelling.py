"""How one name is written: in other letters, with endings, within a longer word.

All spellings of a word are brought to one rough Latin form: «Үлгібаева», «Ульгибаеву», “Ulgibayeva” and `ulgibaeva`
begin with the same letters. What is left at the end must be an ending of Kazakh, Russian or English. It is rough on
purpose: a word too many is hidden, never one too few.
"""

import re
import unicodedata
from functools import lru_cache

_ROUGH = "a,a,b,v,g,g,d,e,e,j,z,i,i,k,k,l,m,n,n,o,o,p,r,s,t,u,u,u,f,h,h,ts,ch,sh,sh,-,i,i,-,e,iu,ia"
# Kazakh and Russian letters, and Latin ones that are no plain letter with a mark.
_LETTERS = str.maketrans(
    {
        **dict(
            zip(
                "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
                _ROUGH.split(","),
                strict=True,
            )
        ),
        "ı": "i", "ş": "sh", "ç": "ch", "ə": "a", "ø": "o", "ß": "s", "ъ": "", "ь": "", "'": "", "’": "", "ʼ": "",
    }
)  # fmt: skip
# Signs that are not seen.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0]"
)
# Latin capitals and letters that stand in for Cyrillic ones in a word of both.
_LOOKALIKES = str.maketrans("aceopxyhkbmti", "асеорхунквмті")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Several ways to write a sound with Latin letters, longer ones first.
_SOUNDS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("ck", "k"), ("ng", "n"), ("ya", "ia"), ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("ie", "e"),
    ("y", "i"), ("w", "v"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
WORD = re.compile("[^\\W\\d_][^\\W\\d_\u0300-\u036f]*(?:['’ʼ][^\\W\\d_]+)*")
# A word in another: AigerimUlgibaeva.
_HUMP = re.compile(r"(?<=[a-zа-яёәғқңөұүһі])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")
_ENDING = re.compile(
    # Kazakh: many, whose, in which case, of whom or like whom.
    r"(?:[ldt]?[ae]r)?(?:s?i|i?m|i?n|i?miz|i?niz)?"
    r"(?:[ndt]?in|[gk][ae]|n?[ae]|[ndt]i|n|n?[dt][ae]n?|n?[ae]n|[mbp]?en)?(?:[ndt]?iki|(?:n?[dt][ae])?gi|[dt][ae]i|[mbps]in|siz)?"
    # Russian: nouns and surnames, then adjectives.
    r"|a|e|i|o|u|ia|iu|oi|ei|oiu|eiu|iei|om|em|iem|ov|ev|am|ami|ah|iam|iami|iah|im|imi|ih|in|ina|ini|inoi|inu"
    r"|ogo|omu|aia|uiu|oe|ie"
    # English.
    r"|s|es"
)
_VOWELS = frozenset("aeiou")
# From this length on a name is found inside a word too; below, it must stand alone.
LONG = 6


@lru_cache(maxsize=65536)
def rough(word: str) -> str:
    """The rough Latin form of a word: the same for all its spellings in any letters."""
    text = unicodedata.normalize("NFKD", plain_letters(word).translate(_LETTERS).replace("-", ""))
    text = "".join(char for char in text if "a" <= char <= "z")
    for several, one in _SOUNDS:
        text = text.replace(several, one)
    once = _TWICE.sub(r"\1", text)
    return once if len(once) >= 3 else text


@lru_cache(maxsize=65536)
def plain_letters(word: str) -> str:
    """A word in small letters without invisible signs, of one alphabet if Latin letters stand in for Cyrillic ones."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).casefold())
    return text.translate(_LOOKALIKES) if _CYRILLIC.search(text) else text


def words(text: str) -> list[str]:
    """The words of a text, as they are written; one written like AigerimUlgibaeva is two."""
    return [part for found in WORD.findall(INVISIBLE.sub("", text)) for part in _HUMP.split(found)]


@lru_cache(maxsize=65536)
def stems(word: str) -> frozenset[str]:
    """What the forms of a name begin with, in rough letters."""
    whole = rough(word)
    found = {whole}
    if len(whole) >= 4 and whole[-1] in _VOWELS:
        found.add(whole[:-1])
    for ending in ("skaia", "skoi", "ski"):
        if whole.endswith(ending) and len(whole) > len(ending) + 1:
            found.add(whole[: -len(ending)] + "sk")
    # Павел, Павла.
    if len(whole) >= 5 and whole[-2] in "eo" and whole[-1] in "lkn" and whole[-3] not in _VOWELS:
        found.add(whole[:-2] + whole[-1])
    # Серік, Серігі.
    if len(whole) >= 4 and whole[-1] in "kp":
        found.add(whole[:-1] + {"k": "g", "p": "b"}[whole[-1]])
    return frozenset(stem for stem in found if len(stem) >= min(3, len(whole)))


def is_form(word: str, stem: str) -> bool:
    """Whether a word in rough letters is the stem with an ending."""
    return word.startswith(stem) and _ENDING.fullmatch(word, len(stem)) is not None
