"""The check of a blind summary before it is written: does any name remain in the output?

The files are searched as they are, and once more with the escapes of HTML, URLs, JSON and XLSX decoded. Two independent
searches cover for each other: by words in all spellings, and by substrings of the names as they were written. What only
looks like a name is reported as a suspect, but does not stop the output.
"""

import html
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from pdcli.anonymisation.name_finder import Run, find_lowercase_names, find_runs, part_of
from pdcli.anonymisation.name_register import Names, collapse_spaces, plain_text
from pdcli.anonymisation.redaction import private_numbers
from pdcli.text.known_words import is_generic, is_ordinary
from pdcli.text.personal_data import find_emails
from pdcli.text.spelling import WORD, with_parts, words

_JSON_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")
_URL_ESCAPES = re.compile(r"(?:%[0-9a-fA-F]{2})+")
# The slug of a name as `pd new` writes it; the phonetic keys of the search by words do not cover it.
_SLUG = dict(zip("аәбвгғдеёзийкқлмнңоөпрстуұүфһыіэ", "aabvggdeeziikqlmnnooprstuuufhyie", strict=True)) | {
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
# Markup within a word that a reader does not see: emphasis, hyphenation at the end of a line. It begins with a sign, so
# that searching for it is fast.
_MARKUP = r"[*_`~]{1,3}|</?(?:strong|em|b|i|u|s|del|code|span)>|-\s*\n\s*"
_INTRA_WORD = re.compile(
    r"[*_`~<-](?<=[^\W\d_].)(?:(?<=[*_`~])[*_`~]{0,2}|(?<=<)/?(?:strong|em|b|i|u|s|del|code|span)>|(?<=-)\s*\n\s*)"
    rf"(?:{_MARKUP})*(?=[^\W\d_])",
    re.IGNORECASE,
)
# С е р і к о в а
_LETTERSPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
# Coordinates of drawings look like phone numbers.
_DRAWING_ATTRIBUTES = re.compile(r'\s(?:d|points|viewBox|transform)="[-\d\s.,a-z()]*"', re.IGNORECASE)
# Parts of a workbook with names of fonts only: Times New Roman is not a teacher called Roman.
_STYLE_PARTS = ("xl/theme/", "xl/styles.xml")
# Shorter substrings occur everywhere.
_MIN_PIECE = 5
# From so many pieces on, filtering by the n-grams of the text is faster.
_MANY_PIECES = 200
# Between two elements of a page no name and no number goes on.
_BLOCK_END = ">\n<"
_KNOWN_BLOCKS = 4096
_TAG = re.compile(r"<[^<>]*>")
_JSON_BREAK = re.compile(r"\\[nrt]")
# The number after the word of a code: «Педагог-01».
_CODE_SUFFIX = re.compile(r"-\d")


class Leak(NamedTuple):
    """A word of a name that remains in an output file; `code` is the name's code, empty for an address or number.
    `line` is the 1-based line in the file; 0 in a workbook, a file of Word or PDF.
    """

    file: str
    code: str
    word: str
    line: int = 0


class LeakReport(NamedTuple):
    """Result of the check. `ordinary` maps words that are also names, kept because they are in small letters, to their
    counts; `suspects` look like names of nobody in the register.
    """

    leaks: tuple[Leak, ...]
    ordinary: Mapping[str, int]
    suspects: tuple[Leak, ...] = ()


class Hits(NamedTuple):
    """What stands in a text letter by letter: pieces of names, each with the words that its places are part of; e-mail
    addresses; personal numbers.
    """

    pieces: Mapping[str, Set[Set[str]]]
    emails: Sequence[str]
    numbers: Sequence[str]


class Candidates(NamedTuple):
    """What may be a name in a text, whatever the words of the page templates are: hits in the text as it is and
    decoded, words of names with their counts, and what looks like a name of nobody in the register.
    """

    literal: Hits
    decoded: Hits
    words: Mapping[str, int]
    suspects: Sequence[str]
    lowercase: Sequence[str]


class _Piece(NamedTuple):
    """The code of the name that a piece belongs to. It may occur if one of `guards` is a word of the page templates."""

    code: str
    guards: tuple[str, ...]


class LeakSearch:
    """Searches texts for the names of a register. Pages have most of their text in common: each block of it is searched
    once.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._pieces: dict[str, list[_Piece]] = {}
        for text, piece in _exact_pieces(names):
            self._pieces.setdefault(text, []).append(piece)
        self._ngrams = _ngram_index(self._pieces)
        # A piece that goes on in the next block is found in the whole text only.
        self._is_whole = any(_BLOCK_END in piece for piece in self._pieces)
        self._person_codes = {name.code.rsplit("-", 1)[0] for name in names.all if name.is_of_person}
        self._candidates_of = lru_cache(maxsize=_KNOWN_BLOCKS)(self._search)

    def candidates(self, files: Mapping[str, bytes]) -> list[tuple[str, Candidates]]:
        """(name, candidates) of each file (name -> content); of each part for a workbook."""
        return [(part, self._in_blocks(text)) for part, text in _texts(files)]

    def _in_blocks(self, text: str) -> Candidates:
        blocks = [text] if self._is_whole else _blocks(text)
        parts = [self._candidates_of(block) for block in blocks]
        counts: dict[str, int] = {}
        for part in parts:
            for word, count in part.words.items():
                counts[word] = counts.get(word, 0) + count
        return Candidates(
            self._joined([part.literal for part in parts]),
            self._joined([part.decoded for part in parts]),
            counts,
            tuple(word for part in parts for word in part.suspects),
            tuple(word for part in parts for word in part.lowercase),
        )

    def _joined(self, parts: Sequence[Hits]) -> Hits:
        places: dict[str, set[Set[str]]] = {}
        for part in parts:
            for piece, words_around in part.pieces.items():
                places.setdefault(piece, set()).update(words_around)
        # In the order of the register.
        pieces = {piece: places[piece] for piece in self._pieces if piece in places} if places else {}
        emails = [email for part in parts for email in part.emails]
        return Hits(pieces, emails, [number for part in parts for number in part.numbers])

    def _search(self, block: str) -> Candidates:
        plain = _decoded(block)
        literal = self._hits(block)
        decoded = literal if plain == block else self._hits(plain)
        visible = _visible_text(block)
        return Candidates(
            literal,
            decoded,
            dict(self._name_words(plain)),
            tuple(self._suspects(visible)),
            tuple(find_lowercase_names(visible)),
        )

    def _hits(self, text: str) -> Hits:
        folded = text.casefold()
        pieces = {piece: _words_around(piece, folded) for piece in self._possible_pieces(folded) if piece in folded}
        undrawn = _DRAWING_ATTRIBUTES.sub("", text)
        numbers = [undrawn[start:end] for start, end in private_numbers(undrawn)]
        return Hits(pieces, [email[0] for email in find_emails(text)], numbers)

    def _possible_pieces(self, folded: str) -> Iterable[str]:
        if len(self._pieces) < _MANY_PIECES:
            return self._pieces
        beginnings = {folded[start : start + _MIN_PIECE] for start in range(len(folded) - _MIN_PIECE + 1)} | {""}
        return (piece for beginning in beginnings & self._ngrams.keys() for piece in self._ngrams[beginning])

    def _name_words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the words that belong to names, or would with a capital letter, and their counts."""
        counts: dict[str, int] = {}
        for whole, count in Counter(WORD.findall(text)).items():
            for word in with_parts(whole):
                counts[word] = counts.get(word, 0) + count
        for word, count in counts.items():
            if self._names.names_of(word) or (word[:1].islower() and self._names.names_of(word.capitalize())):
                yield word, count

    def _suspects(self, text: str) -> Iterator[str]:
        """Yield what looks like a name, and a word that stands like a first name before a code: «Зухра Педагог-01»."""
        for start, run in find_runs(text):
            for candidate in self._names.matcher.find_person_names(run):
                yield run.text[candidate.start : candidate.end]
            if _CODE_SUFFIX.match(text, start + len(run.text)):
                yield from self._before_code(run)

    def _before_code(self, run: Run) -> Iterator[str]:
        *before, last = run.text.split()
        if (
            before
            and last in self._person_codes
            and part_of(before[-1]) == "other"
            and not self._names.matcher.is_lower(before[-1])
        ):
            yield before[-1]

    def report(
        self, files: Mapping[str, bytes], candidates: Iterable[tuple[str, Candidates]], page_words: Container[str]
    ) -> LeakReport:
        """What of the candidates in files (name -> content) is no word of the page templates."""
        codes_of_files = {code.casefold() for code in self._names.files.values()}

        def is_allowed(word: str) -> bool:
            return word in codes_of_files or word in page_words

        leaks: dict[Leak, None] = {}
        suspects: dict[str, Leak] = {}
        ordinary: dict[str, int] = {}
        for part, marks in candidates:
            for hits in (marks.literal, marks.decoded):
                for piece, places in hits.pieces.items():
                    code = self._code_of(piece, is_allowed)
                    if code is not None and not all(any(map(is_allowed, words_around)) for words_around in places):
                        leaks[Leak(part, code, piece)] = None
                leaks.update((Leak(part, "", text), None) for text in (*hits.emails, *hits.numbers))
            for word, count in marks.words.items():
                if is_allowed(word.casefold()):
                    continue
                word_names = self._names.names_of(word)
                if word_names:
                    leaks[Leak(part, word_names[0].code, word)] = None
                else:
                    ordinary[word] = ordinary.get(word, 0) + count
            for word in map(collapse_spaces, marks.suspects):
                if not all(len(inner) < 2 or is_allowed(inner.casefold()) for inner in words(word)):
                    suspects.setdefault(word.casefold(), Leak(part, "", word))
            for word in marks.lowercase:
                suspects.setdefault(word.casefold(), Leak(part, "", word))
        # Both searches find most of the leaks.
        by_word = {(leak.file, leak.word.casefold()): leak for leak in reversed(leaks)}
        leaked_words = {word for _file, word in by_word}
        others = [leak for word, leak in suspects.items() if word not in leaked_words]
        texts = dict(_texts(files)) if leaks or others else {}
        return LeakReport(
            tuple(_with_line(leak, texts) for leak in reversed(by_word.values())),
            ordinary,
            tuple(_with_line(leak, texts) for leak in others),
        )

    def _code_of(self, piece: str, is_allowed: Callable[[str], bool]) -> str | None:
        """The code of the name that a piece belongs to; None where words of the page templates excuse it."""
        codes = [entry.code for entry in self._pieces[piece] if not any(map(is_allowed, entry.guards))]
        return codes[-1] if codes else None


def _blocks(text: str) -> list[str]:
    """A text in parts that no name and no number goes beyond."""
    first, *others = text.split(_BLOCK_END)
    if not others:
        return [text]
    *middle, last = others
    return [f"{first}>", *(f"<{part}>" for part in middle), f"<{last}"]


def find_leaks(files: Mapping[str, bytes], names: Names, page_words: Container[str] = ()) -> LeakReport:
    """Search files (name -> content) for names. `page_words` are the casefolded words of the page templates, which are
    allowed.
    """
    search = LeakSearch(names)
    return search.report(files, search.candidates(files), page_words)


def _with_line(leak: Leak, texts: Mapping[str, str]) -> Leak:
    """A leak with the 1-based line of its word; 0 in a workbook, or where escapes hide it."""
    text = texts[leak.file]
    offset = text.casefold().find(leak.word.casefold())
    has_lines = ".xlsx/" not in leak.file and not leak.file.endswith((".docx", ".pdf"))
    return leak._replace(line=text.count("\n", 0, offset) + 1 if offset >= 0 and has_lines else 0)


def _visible_text(text: str) -> str:
    """The visible text of a page, without tags and escapes."""
    return _decoded(_JSON_BREAK.sub("\n\n", _TAG.sub("\n\n", text)))


def _ngram_index(pieces: Iterable[str]) -> dict[str, list[str]]:
    """The first letters of pieces -> the pieces. A school has thousands, most of which have no n-gram of a text."""
    index: dict[str, list[str]] = {"": []}
    for piece in pieces:
        # Composing its letters may have made one shorter.
        index.setdefault(piece[:_MIN_PIECE] if len(piece) >= _MIN_PIECE else "", []).append(piece)
    return index


def _words_around(piece: str, folded: str) -> Set[Set[str]]:
    """The words that the places of a piece are part of, which may be allowed: “train” is in “retraining”."""
    places = set()
    start = folded.find(piece)
    while start >= 0:
        end = start + len(piece)
        # Extended by letters, and by letters and digits: “12.jpg” is in the code “e12.jpg”.
        places.add(frozenset({_widen(folded, start, end, str.isalpha), _widen(folded, start, end, str.isalnum)}))
        start = folded.find(piece, end)
    return places


def _widen(text: str, start: int, end: int, is_part: Callable[[str], bool]) -> str:
    while start > 0 and is_part(text[start - 1]):
        start -= 1
    while end < len(text) and is_part(text[end]):
        end += 1
    return text[start:end]


def _exact_pieces(names: Names) -> Iterator[tuple[str, _Piece]]:
    """Yield (casefolded text that must not occur, whose it is)."""
    for name in names.all:
        for word in name.sensitive_words:
            folded = word.casefold()
            is_word = is_ordinary(word) or is_generic(word) or (name.is_from_text and names.matcher.is_lower(word))
            if len(folded) < _MIN_PIECE or is_word:
                continue
            yield unicodedata.normalize("NFC", folded), _Piece(name.code, (folded,))
            latin = "".join(_SLUG.get(char, char) for char in folded)
            if len(latin) >= _MIN_PIECE:
                yield latin, _Piece(name.code, (folded, latin))
    for text, name in (*names.whole_answers.items(), *names.from_texts.items()):
        if len(text) >= _MIN_PIECE and " " in text:
            yield text, _Piece(name.code, ())
    for text in (*names.files, *names.addresses):
        if len(text) >= _MIN_PIECE and names.files.get(text) != text:
            yield text.casefold(), _Piece(names.files.get(text, ""), ())


def _texts(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of each file; of each part for a workbook."""
    for file, data in files.items():
        if not data.startswith(b"PK\x03\x04"):
            yield file, data.decode("utf-8", "replace")
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for name in book.namelist():
                if not name.startswith(_STYLE_PARTS):
                    yield f"{file}/{name}", book.read(name).decode("utf-8", "replace")


def _decoded(text: str) -> str:
    """A text as its reader sees it: entities, URL and JSON escapes decoded, no invisible characters or inner markup."""
    for _round in range(2):
        unquoted = _URL_ESCAPES.sub(lambda match: unquote(match[0]), html.unescape(text))
        unescaped = _JSON_LETTER.sub(lambda match: chr(int(match[1], 16)), unquoted)
        if unescaped == text:
            break
        text = unescaped
    text = plain_text(unicodedata.normalize("NFKC", text))
    return _LETTERSPACED.sub(lambda match: "".join(match[0].split()), _INTRA_WORD.sub("", text))
