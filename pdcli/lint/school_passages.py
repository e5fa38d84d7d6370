"""Passages in answers of different teachers (PD708), and the answers in which they stand."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pdcli.config import Options
from pdcli.diagnostics import Diagnostic, Related
from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.reader import read_answers
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext
from pdcli.lint.answers import Answer, Answers, answers_of
from pdcli.lint.fingerprints import answer_tokens, tokens_of, without_shingles
from pdcli.lint.form_texts import form_shingles
from pdcli.lint.passages import first_words, shared_passages
from pdcli.lint.result import Fingerprint
from pdcli.lint.school import TEACHER_COPY
from pdcli.lint.tokens import SHINGLE_LENGTH


class _AnswerPassage(NamedTuple):
    """A passage in the answer `number` of a document: its first word, and its tokens, 0 for words of the form."""

    document: Document
    answer: Answer
    number: int
    word: int
    tokens: list[int]


class _PassageReader:
    """Reads documents with a passage once more: of all documents only their fingerprints are in memory."""

    def __init__(self, trust: Trust | None) -> None:
        self._trust = trust
        self._libraries: dict[str, FormLibrary] = {}
        self._documents: dict[Fingerprint, tuple[Answers, list[list[int]]] | None] = {}

    def answer_passage(self, item: Fingerprint, start: int, length: int) -> _AnswerPassage | None:
        """The answer with a passage of a fingerprint; None where the file has changed since."""
        if item not in self._documents:
            self._documents[item] = self._read(item)
        content = self._documents[item]
        if content is None:
            return None
        (answers, by_answer), at, number = content, start, 0
        while number < len(by_answer) and at >= len(by_answer[number]):
            # An answer that is not compared has no place in the fingerprint.
            at -= len(by_answer[number]) + 1 if by_answer[number] else 0
            number += 1
        tokens = by_answer[number] if number < len(by_answer) else []
        if tokens[at : at + length] != tokens_of(item)[start : start + length].tolist():
            return None
        # A shingle of the form may begin before the passage or end after it.
        before = min(at, SHINGLE_LENGTH - 1)
        around = without_shingles(
            tokens[at - before : at + length + SHINGLE_LENGTH - 1], form_shingles(answers.document.form)
        )
        return _AnswerPassage(answers.document, answers.items[number], number, at, around[before : before + length])

    def _read(self, item: Fingerprint) -> tuple[Answers, list[list[int]]] | None:
        if item.owner not in self._libraries:
            self._libraries[item.owner] = FormLibrary(Path(item.owner), self._trust)
        document = read_answers(item.file, "", self._libraries[item.owner])
        if document is None:
            return None
        answers = Answers(document, answers_of(document))
        return answers, answer_tokens(answers, item.min_words)


def school_diagnostics(
    fingerprints_by_portfolio: Iterable[Sequence[Fingerprint]],
    min_words: int = Options().copied_min_words,
    trust: Trust | None = None,
) -> list[Diagnostic]:
    """PD708 over the fingerprints of many portfolios, in the order of place; of each answer its longest passage."""
    reader = _PassageReader(trust)
    longest: dict[tuple[str, int], tuple[int, _AnswerPassage, _AnswerPassage]] = {}
    fingerprints = (item for portfolio in fingerprints_by_portfolio for item in portfolio)
    for passage in shared_passages(fingerprints, min_words):
        later = reader.answer_passage(passage.item, passage.start, passage.length)
        earlier = reader.answer_passage(passage.earlier, passage.earlier_start, passage.length)
        if later and earlier:
            start, length = _longest_run(later.tokens, earlier.tokens)
            other = longest.get((passage.item.file, later.number))
            if length >= min_words and (other is None or length > other[0]):
                longest[passage.item.file, later.number] = length, later._replace(word=later.word + start), earlier
    return sorted((_diagnostic(*item) for item in longest.values()), key=lambda item: item.place)


def _longest_run(tokens: list[int], others: list[int]) -> tuple[int, int]:
    """The beginning and length of the longest part of a passage without words of a form in either answer."""
    best = start = length = 0
    for at, is_own in enumerate(map(all, zip(tokens, others, strict=True))):
        length = length + 1 if is_own else 0
        if length > best:
            best, start = length, at - length + 1
    return start, best


def _diagnostic(length: int, later: _AnswerPassage, earlier: _AnswerPassage) -> Diagnostic:
    message = ngettext(
        "{count} word in a row also appears in another teacher’s portfolio: “{words} …”.",
        "{count} words in a row also appear in another teacher’s portfolio: “{words} …”.",
        length,
    ).format(count=length, words=first_words(later.answer.text, later.word, length))
    hint = _("Ask both teachers before you conclude anything: they may share a lesson or a source.")
    document, source = later.document, earlier.document
    related = (Related(source.path, source.span(*earlier.answer.loc), _("The same words.")),)
    return Diagnostic(
        *TEACHER_COPY, document.path, document.span(*later.answer.loc), message, hint, related,
    )  # fmt: skip
