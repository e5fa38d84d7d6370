"""The last look before a blind summary leaves: is a name still in what is going to be written?

The files are searched as they are, and once more with every way undone in which HTML, addresses, JSON and XLSX write
letters. Two ways of looking, so that one finds what the other overlooks: word by word in all spellings, and sign by
sign for the names as they were written. What only looks like a name is told as well, but stops nothing.
"""

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from pdcli.anonymisation.name_finder import Run, part_of, runs, small
from pdcli.anonymisation.name_register import Names, one_line, plain_text
from pdcli.anonymisation.redaction import private_numbers
from pdcli.text.known_words import is_generic, is_ordinary
from pdcli.text.personal_data import find_emails
from pdcli.text.spelling import WORD, words

_JSON_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")
# The slug of a name as `pd new` writes it, besides the rough letters of the first way.
_SLUG = dict(zip("аәбвгғдеёзийкқлмнңоөпрстуұүфһыіэ", "aabvggdeeziikqlmnnooprstuuufhyie", strict=True)) | {
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
# What a reader does not see within a word: emphasis, and the hyphen at the end of a line.
_WITHIN = re.compile(
    r"(?<=[^\W\d_])(?:[*_`~]{1,3}|</?(?:strong|em|b|i|u|s|del|code|span)>|-\s*\n\s*)+(?=[^\W\d_])", re.IGNORECASE
)
# С е р і к о в а
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
# Lines of drawings: their numbers are nobody's phone.
_DRAWN = re.compile(r'\s(?:d|points|viewBox|transform)="[-\d\s.,a-z()]*"', re.IGNORECASE)
# Parts of a workbook that hold the names of fonts only: Times New Roman is not a teacher called Roman.
_LOOKS = ("xl/theme/", "xl/styles.xml")
# Shorter pieces of text stand everywhere.
_SHORTEST = 5
# From so many pieces on it pays to look at the signs of a text first.
_MANY = 200
_TAG = re.compile(r"<[^<>]*>")
_JSON_BREAK = re.compile(r"\\[nrt]")
# What goes on after the word of a code: «Педагог-01».
_OF_CODE = re.compile(r"-\d")


class Leak(NamedTuple):
    """A name that is still there: in which file, which code it should have (empty: an address or number), the word.
    `line` is where it stands in the file; 0 in a workbook.
    """

    file: str
    code: str
    word: str
    line: int = 0


class Hunted(NamedTuple):
    """What was found. `ordinary` are words that are names too, left alone in small letters: word -> how often;
    `suspects` look like names that nobody is known by.
    """

    leaks: tuple[Leak, ...]
    ordinary: Mapping[str, int]
    suspects: tuple[Leak, ...] = ()


def hunt(files: Mapping[str, bytes], names: Names, own: Iterable[str] = ()) -> Hunted:
    """Search files (by name) for names. `own` are the words of the pages themselves, which name nobody."""
    allowed = {word.casefold() for word in (*own, *names.files.values())}
    exact = dict(_exact(names, allowed))
    leaks: dict[Leak, None] = {}
    suspects: dict[str, Leak] = {}
    ordinary: dict[str, int] = {}
    for file, data in files.items():
        for part, text in _texts(file, data):
            plain = _undone(text)
            for seen in dict.fromkeys((text, plain)):
                folded = seen.casefold()
                found = (piece for piece in _met(exact, folded) if _stands(piece, folded, allowed))
                leaks.update((Leak(part, exact[piece], piece), None) for piece in found)
                leaks.update((Leak(part, "", found[0]), None) for found in find_emails(seen))
                shown = _DRAWN.sub("", seen)
                leaks.update((Leak(part, "", shown[start:end]), None) for start, end in private_numbers(shown))
            for code, word in _words(plain, names, allowed, ordinary):
                leaks[Leak(part, code, word)] = None
            for word in _suspects(_read(text), names, allowed):
                suspects.setdefault(word.casefold(), Leak(part, "", word, _line(text, word, part)))
    # Both ways find most of them.
    once = {(leak.file, leak.word.casefold()): leak for leak in reversed(leaks)}
    texts = {part: text for file, data in files.items() for part, text in _texts(file, data)} if once else {}
    told = [leak._replace(line=_line(texts[leak.file], leak.word, leak.file)) for leak in reversed(once.values())]
    said = {leak.word.casefold() for leak in told}
    return Hunted(tuple(told), ordinary, tuple(leak for word, leak in suspects.items() if word not in said))


def _read(text: str) -> str:
    """The sentences of a page, without what only its reader's program sees."""
    return _undone(_JSON_BREAK.sub("\n\n", _TAG.sub("\n\n", text)))


def _suspects(text: str, names: Names, allowed: set[str]) -> Iterator[str]:
    """What looks like somebody's name, or stands like a first name before a code: «Зухра Педагог-01»."""
    codes = {name.code.rsplit("-", 1)[0] for name in names.all if name.is_of_person}
    for at, run in runs(text):
        found = [run.text[it.start : it.end] for it in names.eye.people(run)]
        if _OF_CODE.match(text, at + len(run.text)):
            found += _before_code(run, codes, names)
        for word in found:
            if not all(part.casefold() in allowed or len(part) < 2 for part in words(word)):
                yield one_line(word)
    yield from small(text)


def _before_code(run: Run, codes: set[str], names: Names) -> Iterator[str]:
    *before, last = run.text.split()
    if before and last in codes and part_of(before[-1]) == "other" and not names.eye.is_lower(before[-1]):
        yield before[-1]


def _line(text: str, word: str, file: str) -> int:
    """In which line of a file a word stands; 0 where lines say nothing, or escapes hide it."""
    at = text.casefold().find(word.casefold())
    return text.count("\n", 0, at) + 1 if at >= 0 and ".xlsx/" not in file else 0


def _met(pieces: Collection[str], folded: str) -> Iterator[str]:
    """The pieces that stand in a text. A school has thousands: most share not even a few signs with it."""
    signs = {folded[at : at + _SHORTEST] for at in range(len(folded))} if len(pieces) > _MANY else None
    for piece in pieces:
        beginnings = range(len(piece) - _SHORTEST + 1)
        is_possible = signs is None or all(piece[at : at + _SHORTEST] in signs for at in beginnings)
        if is_possible and piece in folded:
            yield piece


def _stands(piece: str, folded: str, allowed: set[str]) -> bool:
    """Whether a piece stands somewhere else than inside the pages' own words: “train” is in “retraining”."""
    at = folded.find(piece)
    while at >= 0:
        end = at + len(piece)
        # With the letters around it, and with the digits: “12.jpg” is in the code “e12.jpg”.
        if not {_widened(folded, at, end, str.isalpha), _widened(folded, at, end, str.isalnum)} & allowed:
            return True
        at = folded.find(piece, end)
    return False


def _widened(text: str, start: int, end: int, goes_on: Callable[[str], bool]) -> str:
    while start > 0 and goes_on(text[start - 1]):
        start -= 1
    while end < len(text) and goes_on(text[end]):
        end += 1
    return text[start:end]


def _words(text: str, names: Names, allowed: set[str], ordinary: dict[str, int]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for match in WORD.finditer(text):
        for word in {match[0], *words(match[0])}:
            seen[word] = seen.get(word, 0) + 1
    for word, count in seen.items():
        if word.casefold() in allowed:
            continue
        told = names.told_by(word)
        if told:
            yield told[0].code, word
        elif word[:1].islower() and names.told_by(word.capitalize()):
            ordinary[word] = ordinary.get(word, 0) + count


def _exact(names: Names, allowed: set[str]) -> Iterator[tuple[str, str]]:
    """What must not stand anywhere, in small letters, and its code."""
    for name in names.all:
        for word in name.telling:
            folded = word.casefold()
            is_word = is_ordinary(word) or is_generic(word) or (name.is_found and names.eye.is_lower(word))
            if len(folded) < _SHORTEST or folded in allowed or is_word:
                continue
            yield unicodedata.normalize("NFC", folded), name.code
            latin = "".join(_SLUG.get(char, char) for char in folded)
            if len(latin) >= _SHORTEST and latin not in allowed:
                yield latin, name.code
    for text, name in (*names.whole.items(), *names.found.items()):
        if len(text) >= _SHORTEST and " " in text:
            yield text, name.code
    for text in (*names.files, *names.secrets):
        if len(text) >= _SHORTEST and names.files.get(text) != text:
            yield text.casefold(), names.files.get(text, "")


def _texts(file: str, data: bytes) -> Iterator[tuple[str, str]]:
    """A file as text; a workbook part by part."""
    if not data.startswith(b"PK\x03\x04"):
        yield file, data.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if name.startswith(_LOOKS):
                continue
            yield f"{file}/{name}", book.read(name).decode("utf-8", "replace")


def _undone(text: str) -> str:
    """A text as its reader sees it: no entities, percent signs, escapes, invisible signs, nothing within words."""
    for _round in range(2):
        text = _JSON_LETTER.sub(lambda found: chr(int(found[1], 16)), unquote(html.unescape(text)))
    text = plain_text(unicodedata.normalize("NFKC", text))
    return _SPACED.sub(lambda found: "".join(found[0].split()), _WITHIN.sub("", text))
