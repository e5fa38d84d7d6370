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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from pdcli.anonymisation.name_finder import Run, find_lowercase_names, find_runs, part_of
from pdcli.anonymisation.name_register import Names, collapse_spaces, plain_text
from pdcli.anonymisation.redaction import private_numbers
from pdcli.text.known_words import is_generic, is_ordinary
from pdcli.text.personal_data import find_emails
from pdcli.text.spelling import WORD, words

_JSON_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")
# The slug of a name as `pd new` writes it; the phonetic keys of the search by words do not cover it.
_SLUG = dict(zip("аәбвгғдеёзийкқлмнңоөпрстуұүфһыіэ", "aabvggdeeziikqlmnnooprstuuufhyie", strict=True)) | {
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
# Markup within a word that a reader does not see: emphasis, hyphenation at the end of a line.
_INTRA_WORD = re.compile(
    r"(?<=[^\W\d_])(?:[*_`~]{1,3}|</?(?:strong|em|b|i|u|s|del|code|span)>|-\s*\n\s*)+(?=[^\W\d_])", re.IGNORECASE
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
_TAG = re.compile(r"<[^<>]*>")
_JSON_BREAK = re.compile(r"\\[nrt]")
# The number after the word of a code: «Педагог-01».
_CODE_SUFFIX = re.compile(r"-\d")


class Leak(NamedTuple):
    """A word of a name that remains in an output file; `code` is the name's code, empty for an address or number.
    `line` is the 1-based line in the file; 0 in a workbook.
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


def find_leaks(files: Mapping[str, bytes], names: Names, page_words: Iterable[str] = ()) -> LeakReport:
    """Search files (name -> content) for names. `page_words` are the words of the page templates, which are allowed."""
    allowed = {word.casefold() for word in (*page_words, *names.files.values())}
    exact_pieces = dict(_exact_pieces(names, allowed))
    leaks: dict[Leak, None] = {}
    suspects: dict[str, Leak] = {}
    ordinary: dict[str, int] = {}
    for file, data in files.items():
        for part, text in _texts(file, data):
            plain = _decoded(text)
            for variant in dict.fromkeys((text, plain)):
                folded = variant.casefold()
                pieces = (piece for piece in _pieces_in(exact_pieces, folded) if _stands_alone(piece, folded, allowed))
                leaks.update((Leak(part, exact_pieces[piece], piece), None) for piece in pieces)
                leaks.update((Leak(part, "", email[0]), None) for email in find_emails(variant))
                undrawn = _DRAWING_ATTRIBUTES.sub("", variant)
                leaks.update((Leak(part, "", undrawn[start:end]), None) for start, end in private_numbers(undrawn))
            for code, word in _name_words(plain, names, allowed, ordinary):
                leaks[Leak(part, code, word)] = None
            for word in _suspects(_visible_text(text), names, allowed):
                suspects.setdefault(word.casefold(), Leak(part, "", word, _line(text, word, part)))
    # Both searches find most of the leaks.
    by_word = {(leak.file, leak.word.casefold()): leak for leak in reversed(leaks)}
    texts = {part: text for file, data in files.items() for part, text in _texts(file, data)} if by_word else {}
    unique_leaks = [
        leak._replace(line=_line(texts[leak.file], leak.word, leak.file)) for leak in reversed(by_word.values())
    ]
    leaked_words = {leak.word.casefold() for leak in unique_leaks}
    return LeakReport(
        tuple(unique_leaks), ordinary, tuple(leak for word, leak in suspects.items() if word not in leaked_words)
    )


def _visible_text(text: str) -> str:
    """The visible text of a page, without tags and escapes."""
    return _decoded(_JSON_BREAK.sub("\n\n", _TAG.sub("\n\n", text)))


def _suspects(text: str, names: Names, allowed: set[str]) -> Iterator[str]:
    """Yield what looks like a name, and a word that stands like a first name before a code: «Зухра Педагог-01»."""
    codes = {name.code.rsplit("-", 1)[0] for name in names.all if name.is_of_person}
    for start, run in find_runs(text):
        candidates = [run.text[candidate.start : candidate.end] for candidate in names.matcher.find_person_names(run)]
        if _CODE_SUFFIX.match(text, start + len(run.text)):
            candidates += _before_code(run, codes, names)
        for word in candidates:
            if not all(part.casefold() in allowed or len(part) < 2 for part in words(word)):
                yield collapse_spaces(word)
    yield from find_lowercase_names(text)


def _before_code(run: Run, codes: set[str], names: Names) -> Iterator[str]:
    *before, last = run.text.split()
    if before and last in codes and part_of(before[-1]) == "other" and not names.matcher.is_lower(before[-1]):
        yield before[-1]


def _line(text: str, word: str, file: str) -> int:
    """The 1-based line of a word in a file; 0 in a workbook, or where escapes hide it."""
    offset = text.casefold().find(word.casefold())
    return text.count("\n", 0, offset) + 1 if offset >= 0 and ".xlsx/" not in file else 0


def _pieces_in(pieces: Collection[str], folded: str) -> Iterator[str]:
    """Yield the pieces that occur in a text. A school has thousands, most of which share no n-gram with the text."""
    ngrams = (
        {folded[start : start + _MIN_PIECE] for start in range(len(folded))} if len(pieces) > _MANY_PIECES else None
    )
    for piece in pieces:
        beginnings = range(len(piece) - _MIN_PIECE + 1)
        is_possible = ngrams is None or all(piece[start : start + _MIN_PIECE] in ngrams for start in beginnings)
        if is_possible and piece in folded:
            yield piece


def _stands_alone(piece: str, folded: str, allowed: set[str]) -> bool:
    """Whether a piece occurs outside the allowed words: “train” is in “retraining”."""
    start = folded.find(piece)
    while start >= 0:
        end = start + len(piece)
        # Extended by letters, and by letters and digits: “12.jpg” is in the code “e12.jpg”.
        if not {_widen(folded, start, end, str.isalpha), _widen(folded, start, end, str.isalnum)} & allowed:
            return True
        start = folded.find(piece, end)
    return False


def _widen(text: str, start: int, end: int, is_part: Callable[[str], bool]) -> str:
    while start > 0 and is_part(text[start - 1]):
        start -= 1
    while end < len(text) and is_part(text[end]):
        end += 1
    return text[start:end]


def _name_words(text: str, names: Names, allowed: set[str], ordinary: dict[str, int]) -> Iterator[tuple[str, str]]:
    counts: dict[str, int] = {}
    for match in WORD.finditer(text):
        for word in {match[0], *words(match[0])}:
            counts[word] = counts.get(word, 0) + 1
    for word, count in counts.items():
        if word.casefold() in allowed:
            continue
        name_matches = names.names_of(word)
        if name_matches:
            yield name_matches[0].code, word
        elif word[:1].islower() and names.names_of(word.capitalize()):
            ordinary[word] = ordinary.get(word, 0) + count


def _exact_pieces(names: Names, allowed: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (casefolded text that must not occur, its code)."""
    for name in names.all:
        for word in name.sensitive_words:
            folded = word.casefold()
            is_word = is_ordinary(word) or is_generic(word) or (name.is_from_text and names.matcher.is_lower(word))
            if len(folded) < _MIN_PIECE or folded in allowed or is_word:
                continue
            yield unicodedata.normalize("NFC", folded), name.code
            latin = "".join(_SLUG.get(char, char) for char in folded)
            if len(latin) >= _MIN_PIECE and latin not in allowed:
                yield latin, name.code
    for text, name in (*names.whole_answers.items(), *names.from_texts.items()):
        if len(text) >= _MIN_PIECE and " " in text:
            yield text, name.code
    for text in (*names.files, *names.addresses):
        if len(text) >= _MIN_PIECE and names.files.get(text) != text:
            yield text.casefold(), names.files.get(text, "")


def _texts(file: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of a file; of each part for a workbook."""
    if not data.startswith(b"PK\x03\x04"):
        yield file, data.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if name.startswith(_STYLE_PARTS):
                continue
            yield f"{file}/{name}", book.read(name).decode("utf-8", "replace")


def _decoded(text: str) -> str:
    """A text as its reader sees it: entities, URL and JSON escapes decoded, no invisible characters or inner markup."""
    for _round in range(2):
        text = _JSON_LETTER.sub(lambda match: chr(int(match[1], 16)), unquote(html.unescape(text)))
    text = plain_text(unicodedata.normalize("NFKC", text))
    return _LETTERSPACED.sub(lambda match: "".join(match[0].split()), _INTRA_WORD.sub("", text))
