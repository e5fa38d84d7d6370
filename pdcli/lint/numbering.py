"""Words as numbers: what rules compare instead of text. They are the same in every process."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from zlib import crc32

RUN = 5
"""Words of a run: what is compared at once."""
_MAX_PIECES = 50_000
# Python counts with numbers of thirty bits faster than with longer ones.
_SHORT = (1 << 30) - 1

# A word, or what was taken out.
_WORD = re.compile(r"[^\W_]+|\0+")
_QUOTE = r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\""
_QUOTES = re.compile(_QUOTE)
# Looking at every line for the sign of a quoted paragraph takes much longer.
_QUOTES_AND_LINES = re.compile(rf"{_QUOTE}|^[ \t]*>[^\n]*", re.MULTILINE)


class _Pieces(dict[str, tuple[int, ...]]):
    """What stands between two spaces, and the numbers of its words; 0 for what was taken out."""

    def __missing__(self, piece: str) -> tuple[int, ...]:
        if len(self) >= _MAX_PIECES:
            self.clear()
        words = (piece,) if piece.isalnum() else _WORD.findall(piece)
        found = tuple([0 if word[0] == "\0" else crc32(word.lower().encode()) & _SHORT or 1 for word in words])
        self[piece] = found
        return found


_numbers_of = _Pieces().__getitem__


def numbered(text: str) -> list[int]:
    """The words of a text; case and punctuation do not count."""
    words: list[int] = []
    for found in map(_numbers_of, text.split()):
        words += found
    return words


def runs_at(words: Sequence[int], places: Iterable[int]) -> list[int]:
    """The few words in a row that begin at these places, each as one number."""
    # The hash of a tuple of numbers is the same in every process.
    return [hash(tuple(words[at : at + RUN])) for at in places]


def runs(words: Sequence[int]) -> list[int]:
    """Every few words in a row as one number."""
    return list(map(hash, zip(*(words[at:] for at in range(RUN)), strict=False)))


def runs_of(texts: Iterable[str]) -> frozenset[int]:
    """Every run of words in some texts."""
    found: set[int] = set()
    for text in texts:
        words = numbered(text)
        if len(words) >= RUN:
            found.update(runs(words))
    return frozenset(found)


def offsets(text: str, number: int) -> tuple[int, int]:
    """Where a word of a text without quotes begins and ends."""
    found = next(islice(_WORD.finditer(without_quotes(text)), number, None))
    return found.start(), found.end()


def has_quotes(text: str) -> bool:
    """Whether there may be quotes in a text."""
    return "«" in text or '"' in text or "“" in text or "„" in text or ">" in text


def without_quotes(text: str) -> str:
    """A text of the same length in which quotes are no words."""
    if not has_quotes(text):
        return text
    return (_QUOTES_AND_LINES if ">" in text else _QUOTES).sub(lambda found: "\0" * len(found[0]), text)
