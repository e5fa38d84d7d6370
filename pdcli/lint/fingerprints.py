"""Fingerprints of the answers of a document, chosen by winnowing (Schleimer, Wilkerson, Aiken 2003).

Of the tokens of an answer only the shingles that begin with the smallest token of a window are hashed: two answers that
share a passage as long as the window share at least one of these hashes. Quotes are taken out before.
"""

from array import array
from collections.abc import Sequence

from pdcli.lint.answers import Answers
from pdcli.lint.result import Fingerprint
from pdcli.lint.tokens import (
    SHINGLE_LENGTH,
    has_quotes,
    shingle_hashes,
    shingle_hashes_at,
    token_ids,
    without_quotes,
)

# Lists of sources are the same wherever the same books are used.
_SHARED_FIELDS = frozenset({"references", "file", "url"})


def document_fingerprint(answers: Answers, owner: str, min_words: int) -> Fingerprint:
    """The fingerprint of the long answers of a document, in their order."""
    tokens: list[int] = []
    for answer in answer_tokens(answers, min_words):
        if answer:
            tokens += answer
            tokens.append(0)
    return fingerprint_of(owner, answers.document.file, tokens, min_words)


def answer_tokens(answers: Answers, min_words: int) -> list[list[int]]:
    """The token ids of every answer, 0 for a quote; empty for an answer that is too short to be compared."""
    document_tokens, may_quote, start = answers.tokens, has_quotes(answers.text), 0
    by_answer: list[list[int]] = []
    for answer in answers.items:
        end = document_tokens.index(0, start)
        tokens: list[int] = []
        if end - start >= min_words and answer.field and answer.loc[-1] not in _SHARED_FIELDS:
            is_quoting = may_quote and has_quotes(answer.text)
            tokens = token_ids(without_quotes(answer.text)) if is_quoting else document_tokens[start:end]
        by_answer.append(tokens if len(tokens) >= min_words else [])
        start = end + 1
    return by_answer


def fingerprint_of(owner: str, file: str, tokens: list[int], min_words: int) -> Fingerprint:
    """The fingerprint of tokens, in which 0 separates answers; it shows passages of at least `min_words` words."""
    positions = _positions(tokens, min_words)
    hashes = array("q", shingle_hashes_at(tokens, positions))
    return Fingerprint(
        owner, file, min_words, array("I", tokens).tobytes(), hashes.tobytes(), array("I", positions).tobytes()
    )


def without_shingles(tokens: list[int], *shingle_sets: frozenset[int]) -> list[int]:
    """Tokens with 0 for those of the shingles of other texts, such as the form's."""
    hashes = shingle_hashes(tokens)
    shared_sets = [shingles for shingles in shingle_sets if not shingles.isdisjoint(hashes)]
    tokens = tokens[:] if shared_sets else tokens
    for shingles in shared_sets:
        for at in [at for at, shingle in enumerate(hashes) if shingle in shingles]:
            tokens[at : at + SHINGLE_LENGTH] = [0] * SHINGLE_LENGTH
    return tokens


def tokens_of(fingerprint: Fingerprint) -> "memoryview[int]":
    """The token ids of a fingerprint."""
    return memoryview(fingerprint.tokens).cast("I")


def hashes_of(fingerprint: Fingerprint) -> Sequence[int]:
    """The chosen shingle hashes of a fingerprint."""
    return memoryview(fingerprint.hashes).cast("q")


def positions_of(fingerprint: Fingerprint) -> Sequence[int]:
    """The numbers of the tokens at which the shingles of `hashes_of` begin, in the same order."""
    return memoryview(fingerprint.positions).cast("I")


def _positions(tokens: list[int], min_words: int) -> list[int]:
    """Where the shingles begin that are chosen: at the smallest token of every window inside an answer."""
    positions: list[int] = []
    bounded, start = [*tokens, 0], 0
    while start < len(bounded):
        end = bounded.index(0, start)
        if end - start >= min_words:
            positions += _smallest(tokens, start, end - SHINGLE_LENGTH + 1, min_words - SHINGLE_LENGTH + 1)
        start = end + 1
    return positions


def _smallest(tokens: list[int], start: int, end: int, window: int) -> list[int]:
    """The positions of the smallest token of every window from `start` to `end`; the last one of equals."""
    at = _last_smallest(tokens, start, start + window)
    smallest, leaves = tokens[at], at + window
    positions = [at]
    for new, token in enumerate(tokens[start + window : end], start + window):
        if token <= smallest:
            at, smallest = new, token
        elif new >= leaves:
            at = _last_smallest(tokens, new - window + 1, new + 1)
            smallest = tokens[at]
        else:
            continue
        leaves = at + window
        positions.append(at)
    return positions


def _last_smallest(tokens: list[int], start: int, end: int) -> int:
    window = tokens[start:end]
    window.reverse()
    return end - 1 - window.index(min(window))
