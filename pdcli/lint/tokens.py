"""Words as numbers (token ids), and n-grams of them (shingles): rules compare these instead of text.

Both are the same in every process, so that results of parallel processes and of earlier runs can be compared.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from zlib import crc32

SHINGLE_LENGTH = 5
"""Words of a shingle."""
_MAX_CACHED_CHUNKS = 50_000
# Python counts with numbers of thirty bits faster than with longer ones.
_ID_MASK = (1 << 30) - 1

# A word, or a quote that `without_quotes` took out.
_WORD = re.compile(r"[^\W_]+|\0+")
_QUOTE = r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\""
_QUOTES = re.compile(_QUOTE)
# Looking at every line for the sign of a quoted paragraph takes much longer.
_QUOTES_AND_LINES = re.compile(rf"{_QUOTE}|^[ \t]*>[^\n]*", re.MULTILINE)


class _ChunkIds(dict[str, tuple[int, ...]]):
    """Chunk of text between two spaces -> the token ids of its words; 0 for a quote that was taken out."""

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        if len(self) >= _MAX_CACHED_CHUNKS:
            self.clear()
        words = (chunk,) if chunk.isalnum() else _WORD.findall(chunk)
        ids = tuple([0 if word[0] == "\0" else crc32(word.lower().encode()) & _ID_MASK or 1 for word in words])
        self[chunk] = ids
        return ids


_chunk_ids = _ChunkIds().__getitem__


def token_ids(text: str) -> list[int]:
    """The words of a text as numbers of thirty bits; case and punctuation do not count. 0 stands for a quote."""
    tokens: list[int] = []
    for ids in map(_chunk_ids, text.split()):
        tokens += ids
    return tokens


def shingle_hashes(tokens: Sequence[int]) -> list[int]:
    """The hash of every shingle, one for each token but the last `SHINGLE_LENGTH - 1`."""
    return list(map(hash, zip(*(tokens[at:] for at in range(SHINGLE_LENGTH)), strict=False)))


def shingle_hashes_at(tokens: Sequence[int], positions: Iterable[int]) -> list[int]:
    """The hashes of the shingles that begin at these positions."""
    # The hash of a tuple of numbers is the same in every process.
    return [hash(tuple(tokens[at : at + SHINGLE_LENGTH])) for at in positions]


def shingle_set(texts: Iterable[str]) -> frozenset[int]:
    """The hashes of all shingles of some texts."""
    hashes: set[int] = set()
    for text in texts:
        tokens = token_ids(text)
        if len(tokens) >= SHINGLE_LENGTH:
            hashes.update(shingle_hashes(tokens))
    return frozenset(hashes)


def word_offsets(text: str, number: int) -> tuple[int, int]:
    """The offsets of the beginning and end of a token of a text, by its number from 0."""
    match = next(islice(_WORD.finditer(without_quotes(text)), number, None))
    return match.start(), match.end()


def has_quotes(text: str) -> bool:
    """Whether a text may contain quotes."""
    return "«" in text or '"' in text or "“" in text or "„" in text or ">" in text


def without_quotes(text: str) -> str:
    """A text of the same length in which NUL stands for every character of a quote."""
    if not has_quotes(text):
        return text
    return (_QUOTES_AND_LINES if ">" in text else _QUOTES).sub(lambda match: "\0" * len(match[0]), text)
