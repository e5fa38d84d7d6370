"""Passages that stand in more than one answer, found by their fingerprints without comparing every two answers."""

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pdcli.lint.fingerprints import fingerprint_of, hashes_of, positions_of, tokens_of
from pdcli.lint.result import Fingerprint
from pdcli.lint.tokens import word_offsets

MAX_OWNERS = 5
"""What stands in more portfolios than this is common text, such as a guideline's."""
QUOTED_WORDS = 8
# Of hashes, as many are counted at once: all those of a large school would need much memory.
_BYTES_AT_ONCE = 400_000


class Passage(NamedTuple):
    """Words that stand in two documents; `start` and `earlier_start` are numbers of tokens, `length` counts them."""

    item: Fingerprint
    earlier: Fingerprint
    start: int
    earlier_start: int
    length: int


# One hash in two documents: its position, the number of the earlier document, and its position there.
_Match = tuple[int, int, int]
# Tokens that many owners have, and the position of their hash in them.
_CommonText = tuple[list[int], int]


def shared_passages(
    fingerprints: Iterable[Fingerprint], min_words: int, max_owners: int | None = MAX_OWNERS
) -> Iterator[Passage]:
    """Yield the passages of at least `min_words` words that a document shares with an earlier one of another owner.

    Each is yielded once, with the first document that has it. What more than `max_owners` owners have is common text.
    Fingerprints of one owner stand together.
    """
    items = [item if item.min_words <= min_words else _with_min_words(item, min_words) for item in fingerprints]
    owners = _owner_counts(items)
    limit = max_owners or len(items)
    matches = dict(_matches(items, {value for value, count in owners.items() if count <= limit}, min_words))
    common_hashes = {value for number in matches for value in hashes_of(items[number]) if owners.get(value, 0) > limit}
    common = _common_texts(items, common_hashes, limit) if common_hashes else {}
    for number, document_matches in matches.items():
        tokens = _without_common(items[number], common)
        ends: dict[int, int] = {}
        for at, other, other_at in document_matches:
            if at >= ends.get(other, 0):
                start, end = _widest(tokens, at, tokens_of(items[other]), other_at)
                if end - start >= min_words:
                    ends[other] = end
                    yield Passage(items[number], items[other], start, other_at - (at - start), end - start)


def first_words(text: str, word: int, length: int) -> str:
    """The first words of a passage of an answer, as they are written; at most `QUOTED_WORDS`."""
    start, _end = word_offsets(text, word)
    _start, end = word_offsets(text, word + min(length, QUOTED_WORDS) - 1)
    return " ".join(text[start:end].split())


def _with_min_words(item: Fingerprint, min_words: int) -> Fingerprint:
    """A fingerprint that shows shorter passages."""
    return fingerprint_of(item.owner, item.file, tokens_of(item).tolist(), min_words)


def _owner_counts(items: Sequence[Fingerprint]) -> dict[int, int]:
    """Hash -> number of owners, for the hashes of several owners."""
    parts = 1 + sum(len(item.hashes) for item in items) // _BYTES_AT_ONCE
    buckets = [array("q") for _part in range(parts)]
    for _owner, group in groupby(items, lambda item: item.owner):
        hashes = set[int]().union(*map(hashes_of, group))
        if parts == 1:
            buckets[0].extend(hashes)
            continue
        for value in hashes:
            buckets[value % parts].append(value)
    return {value: count for bucket in buckets for value, count in Counter(bucket).items() if count > 1}


def _matches(items: Sequence[Fingerprint], rare: set[int], min_words: int) -> Iterator[tuple[int, list[_Match]]]:
    """Yield the number of every document with a passage of an earlier owner, and its matches."""
    first: dict[int, tuple[int, int]] = {}
    # Further positions of a hash in the document that has it first.
    repeats: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        hits = rare.intersection(hashes_of(item))
        matches = []
        for value, at in _hash_positions(item, hits) if hits else ():
            other, other_at = first.setdefault(value, (number, at))
            if other == number and other_at != at:
                repeats.setdefault(value, []).append(at)
            elif items[other].owner != item.owner:
                matches.append((at, other, other_at))
                if value in repeats:
                    matches += [(at, other, position) for position in repeats[value]]
        tokens = tokens_of(item) if matches else []
        if any(_is_wide(tokens, at, tokens_of(items[other]), other_at, min_words) for at, other, other_at in matches):
            yield number, matches


def _common_texts(items: Sequence[Fingerprint], hashes: set[int], limit: int) -> dict[int, _CommonText]:
    """Around each of these common hashes the text that all of its first owners have."""
    occurrences: dict[int, list[tuple[int, int]]] = {value: [] for value in hashes}
    for number, item in enumerate(items):
        hits = hashes.intersection(hashes_of(item))
        for value, at in _hash_positions(item, hits) if hits else ():
            earlier = occurrences[value]
            # One more owner than is allowed is enough.
            if len(earlier) <= limit and all(items[other].owner != item.owner for other, _at in earlier):
                earlier.append((number, at))
                if len(earlier) > limit:
                    hashes.discard(value)
    texts = {}
    for value, ((first, at), *others) in occurrences.items():
        tokens = tokens_of(items[first])
        ranges = [_widest(tokens, at, tokens_of(items[other]), other_at) for other, other_at in others]
        start, end = max(start for start, _end in ranges), min(end for _start, end in ranges)
        texts[value] = tokens[start:end].tolist(), at - start
    return texts


def _without_common(item: Fingerprint, common: dict[int, _CommonText]) -> Sequence[int]:
    """The tokens of a fingerprint, 0 for common text."""
    hits = common.keys() & hashes_of(item) if common else ()
    if not hits:
        return tokens_of(item)
    tokens = tokens_of(item).tolist()
    for value, at in _hash_positions(item, hits):
        if tokens[at]:
            start, end = _widest(tokens, at, *common[value])
            tokens[start:end] = [0] * (end - start)
    return tokens


def _hash_positions(item: Fingerprint, hashes: Container[int]) -> list[tuple[int, int]]:
    """(hash, position) of some hashes in a fingerprint."""
    return [pair for pair in zip(hashes_of(item), positions_of(item), strict=True) if pair[0] in hashes]


def _is_wide(tokens: Sequence[int], at: int, others: Sequence[int], other_at: int, min_words: int) -> bool:
    start, end = _widest(tokens, at, others, other_at)
    return end - start >= min_words


def _widest(tokens: Sequence[int], at: int, others: Sequence[int], other_at: int) -> tuple[int, int]:
    """The longest passage around a common shingle, from its first token to the one after its last."""
    start, end, shift = at, at, other_at - at
    while start and start + shift and tokens[start - 1] == others[start - 1 + shift] != 0:
        start -= 1
    limit = min(len(tokens), len(others) - shift)
    while end < limit and tokens[end] == others[end + shift] != 0:
        end += 1
    return start, end
