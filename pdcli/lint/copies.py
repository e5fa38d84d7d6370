"""Passages that stand in more than one answer, found without comparing every answer with every other.

Of an answer only the runs that begin with the smallest word of a window are kept (winnowing): two answers that share
a passage as long as the window share at least one of these marks. Quotes are taken out before; the words of the form
itself are taken out of what was found. A document that shares no mark with another is not looked at again.
"""

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pdcli.config import Options
from pdcli.diagnostics import Diagnostic, Related, Severity
from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document, read_answers
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import Answer, Answers, answers_of, texts_in
from pdcli.lint.numbering import RUN, has_quotes, numbered, offsets, runs, runs_at, runs_of, without_quotes
from pdcli.lint.result import Print
from pdcli.model.forms import Form, Words, walk

MAX_OWNERS = 5
"""What stands in more portfolios than this is common text, such as a guideline's."""
SHOWN_WORDS = 8
ACROSS_SCHOOL = ("PD708", "answer-of-another-teacher", Severity.ADVICE)
"""Code, name and severity of the rule that compares teachers; it has no check of one portfolio."""

# Lists of sources are the same wherever the same books are used.
_SHARED_FIELDS = frozenset({"references", "file", "url"})
# Of marks, as many are counted at once: all those of a large school would need much memory.
_BYTES_AT_ONCE = 400_000


class Passage(NamedTuple):
    """Words that stand in two prints; `start` and `earlier_start` count words."""

    item: Print
    earlier: Print
    start: int
    earlier_start: int
    length: int


def document_print(found: Answers, owner: str, min_words: int) -> Print:
    """The long answers of a document, one after another."""
    words: list[int] = []
    for own in own_words(found, min_words):
        if own:
            words += own
            words.append(0)
    return print_of(owner, found.document.file, words, min_words)


def own_words(found: Answers, min_words: int) -> list[list[int]]:
    """The words of every answer, 0 for those quoted; none where it is too short to be compared."""
    numbers, may_quote, start = found.numbers, has_quotes(found.text), 0
    words: list[list[int]] = []
    for answer in found.items:
        end = numbers.index(0, start)
        own: list[int] = []
        if end - start >= min_words and answer.field and answer.loc[-1] not in _SHARED_FIELDS:
            quotes = may_quote and has_quotes(answer.text)
            own = numbered(without_quotes(answer.text)) if quotes else numbers[start:end]
        words.append(own if len(own) >= min_words else [])
        start = end + 1
    return words


def print_of(owner: str, file: str, words: list[int], min_words: int) -> Print:
    """Words with their marks."""
    places = _places_of_marks(words, min_words)
    marks = array("q", runs_at(words, places))
    return Print(owner, file, min_words, array("I", words).tobytes(), marks.tobytes(), array("I", places).tobytes())


def own_of(words: list[int], *taken: frozenset[int]) -> list[int]:
    """Words, 0 for what stands in `taken`, the runs of other texts: that is not one's own."""
    found = runs(words)
    shared = [known for known in taken if not known.isdisjoint(found)]
    words = words[:] if shared else words
    for known in shared:
        for at in [at for at, run in enumerate(found) if run in known]:
            words[at : at + RUN] = [0] * RUN
    return words


def _places_of_marks(words: list[int], min_words: int) -> list[int]:
    """Where runs begin with the smallest of the words that a run in every `min_words` words may begin with."""
    places: list[int] = []
    bounded, start = [*words, 0], 0
    while start < len(bounded):
        end = bounded.index(0, start)
        if end - start >= min_words:
            places += _smallest(words, start, end - RUN + 1, min_words - RUN + 1)
        start = end + 1
    return places


def _smallest(words: list[int], start: int, end: int, window: int) -> list[int]:
    """Where the smallest number of every window between two places is; the last one where several are equal."""
    at = _last_smallest(words, start, start + window)
    smallest, leaves = words[at], at + window
    found = [at]
    for new, word in enumerate(words[start + window : end], start + window):
        if word <= smallest:
            at, smallest = new, word
        elif new >= leaves:
            at = _last_smallest(words, new - window + 1, new + 1)
            smallest = words[at]
        else:
            continue
        leaves = at + window
        found.append(at)
    return found


def _last_smallest(words: list[int], start: int, end: int) -> int:
    window = words[start:end]
    window.reverse()
    return end - 1 - window.index(min(window))


def shared_passages(found: Iterable[Print], min_words: int, max_owners: int | None = MAX_OWNERS) -> Iterator[Passage]:
    """Passages of at least `min_words` words that a print shares with an earlier one of another owner.

    Each is told once, with the first print that has it. What more than `max_owners` owners have is common text. Prints
    of one owner stand together.
    """
    items = [item if item.min_words <= min_words else _marked_again(item, min_words) for item in found]
    owners = _shared_marks(items)
    limit = max_owners or len(items)
    matches = dict(_matches(items, {mark for mark, count in owners.items() if count <= limit}, min_words))
    wanted = {mark for number in matches for mark in marks_of(items[number]) if owners.get(mark, 0) > limit}
    common = _common_texts(items, wanted, limit) if wanted else {}
    for number, places in matches.items():
        words = _without_common(items[number], common)
        told: dict[int, int] = {}
        for at, other, other_at in places:
            if at >= told.get(other, 0):
                start, end = _widest(words, at, _words(items[other]), other_at)
                if end - start >= min_words:
                    told[other] = end
                    yield Passage(items[number], items[other], start, other_at - (at - start), end - start)


def _marked_again(item: Print, min_words: int) -> Print:
    """A print with the marks of shorter passages."""
    return print_of(item.owner, item.file, _words(item).tolist(), min_words)


def _shared_marks(items: Sequence[Print]) -> dict[int, int]:
    """The marks that several owners have, and how many these are."""
    parts = 1 + sum(len(item.marks) for item in items) // _BYTES_AT_ONCE
    buckets = [array("q") for _part in range(parts)]
    for _owner, own in groupby(items, lambda item: item.owner):
        marks = set[int]().union(*map(marks_of, own))
        if parts == 1:
            buckets[0].extend(marks)
            continue
        for mark in marks:
            buckets[mark % parts].append(mark)
    return {mark: count for bucket in buckets for mark, count in Counter(bucket).items() if count > 1}


_Place = tuple[int, int, int]


def _matches(items: Sequence[Print], rare: set[int], min_words: int) -> Iterator[tuple[int, list[_Place]]]:
    """The prints with a passage of an earlier owner; where their marks stand in both: word, earlier print, its word."""
    first: dict[int, tuple[int, int]] = {}
    for number, item in enumerate(items):
        hit = rare.intersection(marks_of(item))
        places = []
        for mark, at in _places(item, hit) if hit else ():
            other, other_at = first.setdefault(mark, (number, at))
            if items[other].owner != item.owner:
                places.append((at, other, other_at))
        words = _words(item) if places else []
        if any(_is_wide(words, at, _words(items[other]), other_at, min_words) for at, other, other_at in places):
            yield number, places


def _common_texts(items: Sequence[Print], wanted: set[int], limit: int) -> dict[int, tuple[list[int], int]]:
    """Around each of these common marks what all of its first owners have: the words, and where the mark is in them."""
    holders: dict[int, list[tuple[int, int]]] = {mark: [] for mark in wanted}
    for number, item in enumerate(items):
        hit = wanted.intersection(marks_of(item))
        for mark, at in _places(item, hit) if hit else ():
            known = holders[mark]
            # One more owner than is allowed is enough.
            if len(known) <= limit and all(items[other].owner != item.owner for other, _at in known):
                known.append((number, at))
                if len(known) > limit:
                    wanted.discard(mark)
    found = {}
    for mark, ((first, at), *others) in holders.items():
        words = _words(items[first])
        widths = [_widest(words, at, _words(items[other]), other_at) for other, other_at in others]
        start, end = max(start for start, _end in widths), min(end for _start, end in widths)
        found[mark] = words[start:end].tolist(), at - start
    return found


def _without_common(item: Print, common: dict[int, tuple[list[int], int]]) -> Sequence[int]:
    """The words of a print, 0 for common text."""
    hit = common.keys() & marks_of(item) if common else ()
    if not hit:
        return _words(item)
    words = _words(item).tolist()
    for mark, at in _places(item, hit):
        if words[at]:
            start, end = _widest(words, at, *common[mark])
            words[start:end] = [0] * (end - start)
    return words


def marks_of(item: Print) -> Sequence[int]:
    """The marks of a print."""
    return memoryview(item.marks).cast("q")


def _words(item: Print) -> "memoryview[int]":
    return memoryview(item.words).cast("I")


def _places(item: Print, marks: Container[int]) -> list[tuple[int, int]]:
    """Where some marks stand in a print: mark, word."""
    return [pair for pair in zip(marks_of(item), memoryview(item.places).cast("I"), strict=True) if pair[0] in marks]


def _is_wide(words: Sequence[int], at: int, others: Sequence[int], other_at: int, min_words: int) -> bool:
    start, end = _widest(words, at, others, other_at)
    return end - start >= min_words


def _widest(words: Sequence[int], at: int, others: Sequence[int], other_at: int) -> tuple[int, int]:
    """The longest passage around a common run, from its first word to the one after its last."""
    start, end, shift = at, at, other_at - at
    while start and start + shift and words[start - 1] == others[start - 1 + shift] != 0:
        start -= 1
    most = min(len(words), len(others) - shift)
    while end < most and words[end] == others[end + shift] != 0:
        end += 1
    return start, end


class _Said(NamedTuple):
    """A passage in an answer of a document (its number): its first word, and its words, 0 for those of the form."""

    document: Document
    answer: Answer
    number: int
    word: int
    own: list[int]


class _Reader:
    """Reads documents again in which a passage was found: of all others nothing but their prints is kept."""

    def __init__(self, trust: Trust | None) -> None:
        self._trust = trust
        self._libraries: dict[str, FormLibrary] = {}
        self._known: dict[Print, tuple[Answers, list[list[int]]] | None] = {}

    def said(self, item: Print, start: int, length: int) -> _Said | None:
        """The answer with a passage of a print; None where the file has changed since."""
        if item not in self._known:
            self._known[item] = self._read(item)
        known = self._known[item]
        if known is None:
            return None
        (found, words), at, number = known, start, 0
        while number < len(words) and at >= len(words[number]):
            # An answer that is not compared has no place in the print.
            at -= len(words[number]) + 1 if words[number] else 0
            number += 1
        own = words[number] if number < len(words) else []
        if own[at : at + length] != _words(item)[start : start + length].tolist():
            return None
        # A run of the form's may begin before the passage or end after it.
        before = min(at, RUN - 1)
        around = own_of(own[at - before : at + length + RUN - 1], runs_of_form(found.document.form))
        return _Said(found.document, found.items[number], number, at, around[before : before + length])

    def _read(self, item: Print) -> tuple[Answers, list[list[int]]] | None:
        if item.owner not in self._libraries:
            self._libraries[item.owner] = FormLibrary(Path(item.owner), self._trust)
        document = read_answers(item.file, "", self._libraries[item.owner])
        if document is None:
            return None
        found = Answers(document, answers_of(document))
        return found, own_words(found, item.min_words)


def school_findings(
    portfolios_prints: Iterable[Sequence[Print]],
    min_words: int = Options().copied_min_words,
    trust: Trust | None = None,
) -> list[Diagnostic]:
    """PD708 over the prints of many portfolios, in the order of place; of each answer only its longest passage."""
    reader = _Reader(trust)
    longest: dict[tuple[str, int], tuple[int, _Said, _Said]] = {}
    for passage in shared_passages((item for portfolio in portfolios_prints for item in portfolio), min_words):
        later = reader.said(passage.item, passage.start, passage.length)
        earlier = reader.said(passage.earlier, passage.earlier_start, passage.length)
        if later and earlier:
            start, length = _longest_own(later.own, earlier.own)
            known = longest.get((passage.item.file, later.number))
            if length >= min_words and (known is None or length > known[0]):
                longest[passage.item.file, later.number] = length, later._replace(word=later.word + start), earlier
    return sorted((_finding(*item) for item in longest.values()), key=lambda item: item.place)


def _longest_own(words: list[int], others: list[int]) -> tuple[int, int]:
    """The beginning and length of the longest part of a passage in which nobody says what a form says."""
    best = start = length = 0
    for at, is_own in enumerate(map(all, zip(words, others, strict=True))):
        length = length + 1 if is_own else 0
        if length > best:
            best, start = length, at - length + 1
    return start, best


def _finding(length: int, later: _Said, earlier: _Said) -> Diagnostic:
    message = _("{count} words in a row also stand in another teacher’s portfolio: “{words} …”.").format(
        count=length, words=beginning(later.answer.text, later.word, length)
    )
    hint = _("Ask both teachers before you conclude anything: they may share a lesson or a source.")
    document, source = later.document, earlier.document
    related = (Related(source.path, source.span(*earlier.answer.loc), _("The same words.")),)
    return Diagnostic(
        *ACROSS_SCHOOL, document.path, document.span(*later.answer.loc), message, hint, related,
    )  # fmt: skip


def beginning(text: str, word: int, length: int) -> str:
    """The first words of a passage of an answer, as they are written."""
    start, _end = offsets(text, word)
    _start, end = offsets(text, word + min(length, SHOWN_WORDS) - 1)
    return " ".join(text[start:end].split())


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


def runs_of_form(form: Form | None) -> frozenset[int]:
    """Every run of words in the texts of a form."""
    return _runs_of_form(form) if form else frozenset()


# Most documents are of a shipped form, which is the same in every portfolio.
@lru_cache(maxsize=200)
def _runs_of_form(form: Form) -> frozenset[int]:
    return runs_of(texts_of(form))
