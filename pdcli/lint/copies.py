"""Passages that stand in more than one answer, found without comparing every answer with every other.

Of the runs of a few words in an answer only the smallest hash of each window is kept (winnowing): two answers that
share a passage as long as the window share at least one of these marks. Quotes and the words of the form itself are
taken out before.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pdcli.config import Options
from pdcli.diagnostics import Diagnostic, Related, Severity
from pdcli.lint.answers import MAX_FORMS, Answer, final_answers, texts_in
from pdcli.lint.result import AnswerPrint
from pdcli.lint.rule import Rule
from pdcli.model.forms import Form, Words, walk
from pdcli.portfolio.document import Document
from pdcli.portfolio.portfolio import Portfolio
from pdcli.words import gettext as _

RUN = 5
"""Words of a run; no passage is shorter (`copied_min_words` is at least 5)."""
MAX_OWNERS = 5
"""What stands in more portfolios than this is common text, such as a guideline's."""
SHOWN_WORDS = 8
MAX_WORDS = 500_000
ACROSS_SCHOOL = Rule("PD708", "answer-of-another-teacher", Severity.ADVICE)

# A word, or what was taken out.
_WORD = re.compile(r"[^\W_]+|\0+")
_QUOTES = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\"|^[ \t]*>[^\n]*", re.MULTILINE)
_QUOTE_SIGNS = '«“„">'
# Lists of sources are the same wherever the same books are used.
_SHARED_FIELDS = frozenset({"references", "file", "url"})


class Passage(NamedTuple):
    """Words that stand in two answers; `start` and `earlier_start` count words."""

    answer: AnswerPrint
    earlier: AnswerPrint
    start: int
    earlier_start: int
    length: int


def prints(portfolio: Portfolio) -> list[AnswerPrint]:
    """The long answers of a portfolio's final documents, for comparing with other teachers' (PD708).

    Private documents are left out: what is private is not shown to a colleague.
    """
    found: list[AnswerPrint] = []
    if portfolio.is_school:
        # What a school says of itself its teachers may say after it.
        return found
    for document, items, _text in final_answers(portfolio):
        if not document.is_private:
            for answer in items:
                words = own_words(document, answer, portfolio.options.copied_min_words)
                if words:
                    span = document.span(*answer.loc)
                    found.append(AnswerPrint(str(portfolio.root), document.file, span, answer.text, words))
    return found


def own_words(document: Document, answer: Answer, min_words: int, also: frozenset[int] = frozenset()) -> bytes:
    """The words of an answer as numbers, 0 for those quoted, of the form, or in runs of `also`; empty if too few."""
    # A word has two letters and a space at least, or it is one of few.
    if answer.field is None or len(answer.text) < 2 * min_words or answer.loc[-1] in _SHARED_FIELDS:
        return b""
    words = _numbered(without_quotes(answer.text))
    if len(words) < min_words:
        return b""
    _take_out(words, _runs_of_form(document.form) if document.form else frozenset(), also)
    return array("I", words).tobytes()


def runs_of(texts: Iterable[str]) -> frozenset[int]:
    """Every run of words in some texts."""
    found: set[int] = set()
    for text in texts:
        found.update(_runs(_numbered(text)))
    return frozenset(found)


def shared_passages(
    found: Iterable[AnswerPrint], min_words: int, max_owners: int | None = MAX_OWNERS
) -> Iterator[Passage]:
    """Passages of at least `min_words` words that an answer shares with an earlier one of another owner.

    Each is told once, with the first answer that has it. What more than `max_owners` owners have is common text.
    """
    items = [(item.owner, array("I", item.words), item) for item in found]
    marks = [_marks(words, min_words) for _owner, words, _item in items]
    holders: dict[int, list[tuple[int, int]]] = {}
    for number, (owner, _words, _item) in enumerate(items):
        for run, at in marks[number]:
            known = holders.setdefault(run, [])
            # One more owner than is allowed is enough to know; without a limit the first is.
            if len(known) <= (max_owners or 0) and all(items[other][0] != owner for other, _at in known):
                known.append((number, at))
    for number, (owner, words, item) in enumerate(items):
        left = [mark for mark in marks[number] if not max_owners or len(holders[mark[0]]) <= max_owners]
        if len(left) < len(marks[number]):
            words = words[:]
            for run, at in marks[number]:
                others = [(items[other][1], other_at) for other, other_at in holders[run] if other != number]
                if max_owners and len(holders[run]) > max_owners and words[at]:
                    _take_out_common(words, at, others)
        told: dict[int, int] = {}
        for run, at in left:
            other, other_at = holders[run][0]
            if other >= number or items[other][0] == owner or at < told.get(other, 0):
                continue
            start, end = _widest(words, at, items[other][1], other_at)
            if end - start >= min_words:
                told[other] = end
                yield Passage(item, items[other][2], start, other_at - (at - start), end - start)


def _take_out_common(words: "array[int]", at: int, others: "Sequence[tuple[array[int], int]]") -> None:
    """Take out what all the others have around a run."""
    widths = [_widest(words, at, other, other_at) for other, other_at in others]
    start, end = max(start for start, _end in widths), min(end for _start, end in widths)
    words[start:end] = array("I", [0] * (end - start))


def longest(passages: Iterable[Passage]) -> list[Passage]:
    """Of each answer its longest passage."""
    found: dict[AnswerPrint, Passage] = {}
    for item in passages:
        if item.answer not in found or item.length > found[item.answer].length:
            found[item.answer] = item
    return list(found.values())


def school_findings(
    portfolios_prints: Iterable[Sequence[AnswerPrint]], min_words: int = Options().copied_min_words
) -> list[Diagnostic]:
    """PD708 over the prints of many portfolios, in the order of place."""
    everything = [item for portfolio in portfolios_prints for item in portfolio]
    found = []
    for item in longest(shared_passages(everything, min_words)):
        message = _("{count} words in a row also stand in another teacher’s portfolio: “{words} …”.").format(
            count=item.length, words=beginning(item)
        )
        hint = _("Ask both teachers before you conclude anything: they may share a lesson or a source.")
        related = (Related(Path(item.earlier.file), item.earlier.span, _("The same words.")),)
        found.append(
            Diagnostic(
                ACROSS_SCHOOL.code, ACROSS_SCHOOL.name, ACROSS_SCHOOL.severity,
                Path(item.answer.file), item.answer.span, message, hint, related,
            )
        )  # fmt: skip
    return sorted(found, key=lambda item: item.place)


def beginning(passage: Passage) -> str:
    """The first words of a passage, as they are written in the later answer."""
    start, _end = offsets(passage.answer.text, passage.start)
    _start, end = offsets(passage.answer.text, passage.start + min(passage.length, SHOWN_WORDS) - 1)
    return " ".join(passage.answer.text[start:end].split())


def offsets(text: str, number: int) -> tuple[int, int]:
    """Where a word of an answer begins and ends; words are counted as in a passage."""
    found = next(islice(_WORD.finditer(without_quotes(text)), number, None))
    return found.start(), found.end()


def without_quotes(text: str) -> str:
    """A text of the same length in which quotes are no words."""
    if any(sign in text for sign in _QUOTE_SIGNS):
        return _QUOTES.sub(lambda found: "\0" * len(found[0]), text)
    return text


def texts_of(form: Form) -> Iterator[str]:
    """Every text that a form shows: labels, help, examples, printed rows."""
    for words in (form.title, form.help):
        yield from (words.kk, words.ru, words.en)
    for _keys, item in walk(form.all_fields):
        shown: list[Words | None] = [
            item.label,
            item.help,
            item.section,
            item.head,
            *(choice.label for choice in item.choices),
        ]
        for row in item.rows:
            shown += [row.label, row.section, *row.cells.values()]
        for said in shown:
            if said is not None:
                yield from (said.kk, said.ru, said.en)
        yield from texts_in(item.example)


class _Numbers(dict[str, int]):
    """Words as numbers that are the same in every process; 0 for what was taken out."""

    def __missing__(self, word: str) -> int:
        if len(self) > MAX_WORDS:
            self.clear()
        number = self[word] = 0 if word[0] == "\0" else crc32(word.encode()) or 1
        return number


_numbers = _Numbers()
_forms: dict[int, tuple[Form, frozenset[int]]] = {}


def _numbered(text: str) -> list[int]:
    return list(map(_numbers.__getitem__, map(str.lower, _WORD.findall(text))))


def _runs(words: Sequence[int]) -> list[int]:
    # The hash of a tuple of numbers is the same in every process.
    return list(map(hash, zip(*(words[at:] for at in range(RUN)), strict=False)))


def _take_out(words: list[int], *taken: frozenset[int]) -> None:
    runs = _runs(words)
    for known in taken:
        if known and not known.isdisjoint(runs):
            for at, run in enumerate(runs):
                if run in known:
                    words[at : at + RUN] = [0] * RUN


def _marks(words: Sequence[int], min_words: int) -> list[tuple[int, int]]:
    """The runs that are kept, and where they begin: of every window of `min_words` words at least one."""
    found: list[tuple[int, int]] = []
    for start, end in _stretches(words):
        runs = _runs(words[start:end])
        window = min_words - RUN + 1
        if len(runs) >= window:
            kept = set(map(min, zip(*(runs[at:] for at in range(window)), strict=False)))
            found += [(run, start + at) for at, run in enumerate(runs) if run in kept]
    return found


def _stretches(words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where words of one's own stand without a gap."""
    if 0 not in words:
        yield 0, len(words)
        return
    start = 0
    for at, word in enumerate(words):
        if not word:
            yield start, at
            start = at + 1
    yield start, len(words)


def _widest(words: Sequence[int], at: int, others: Sequence[int], other_at: int) -> tuple[int, int]:
    """The longest passage around a common run, from its first word to the one after its last."""
    start, end, shift = at, at, other_at - at
    while start and start + shift and words[start - 1] == others[start - 1 + shift] != 0:
        start -= 1
    while end < len(words) and end + shift < len(others) and words[end] == others[end + shift] != 0:
        end += 1
    return start, end


def _runs_of_form(form: Form) -> frozenset[int]:
    known = _forms.get(id(form))
    if known is None:
        if len(_forms) >= MAX_FORMS:
            _forms.clear()
        known = _forms[id(form)] = (form, runs_of(texts_of(form)))
    return known[1]
