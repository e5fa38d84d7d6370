"""Whose names stand in portfolios: teachers, schools, colleagues, pupils, places, files, and what code each gets.

Fields say themselves whose name they hold (`holds` in form.yaml); names in other answers are found by how they look.
The same name has one code wherever it stands. Codes are numbered in an order that a secret decides, so that they do not
tell the order of the alphabet; the secret and the codes given before come from the key and go back into it.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple, get_args

from pdcli.anonymisation.name_finder import (
    Run,
    Stranger,
    bare,
    base,
    initials,
    is_also_a_person,
    people,
    place_base,
    places,
    runs,
)  # fmt: skip
from pdcli.documents.document import Document
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.model.forms import Field, Holds
from pdcli.portfolio.portfolio import Portfolio
from pdcli.text.known_words import is_generic, is_ordinary
from pdcli.text.personal_data import find_pupils
from pdcli.text.spelling import (
    INVISIBLE,
    SUBSTRING_MIN_LENGTH,
    WORD,
    is_inflection,
    phonetic_key,
    plain_letters,
    stems,
    words,
)

# In this order a name is taken for what it is: a pupil who is called so somewhere is one everywhere.
NameKind = Literal["teacher", "school", "pupil", "person", "place"]
KINDS: tuple[NameKind, ...] = get_args(NameKind)
_LABELS = {
    "teacher": N_("Teacher"), "school": N_("School"), "person": N_("Colleague"), "pupil": N_("Pupil"),
    "place": N_("Place"),
}  # fmt: skip
_PEOPLE = frozenset({"teacher", "person", "pupil"})
_NUMBER = re.compile(r"(?:№|\bNo?\b\.?|\bN)\s*(\d{1,4})\b|\b(\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its code. `strong` are the words that tell whose it is, in rough letters; `number` is the code's;
    `telling` are words that must not stand anywhere, `is_found` says that it was found in a text; `given_code` is a
    code that was given elsewhere.
    """

    kind: NameKind
    number: int
    spelled: str
    strong: tuple[str, ...]
    school_number: str = ""
    initials: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    is_found: bool = False
    given_code: str = ""

    @property
    def is_of_person(self) -> bool:
        """Whether it is somebody's name."""
        return self.kind in _PEOPLE

    @property
    def code(self) -> str:
        """The code in the language spoken now: «Педагог-01»."""
        return self.given_code or f"{_(_LABELS[self.kind])}-{self.number:02d}"

    def may_have(self, letters: Sequence[str]) -> bool:
        """Whether these may be its initials, in rough letters."""
        return _may_have(letters, self.strong, self.initials)

    @property
    def file(self) -> str:
        """The code as a file name."""
        return f"{self.kind}-{self.number:02d}"


class Stem(NamedTuple):
    """The beginning of a word that tells a name. `word` is how it was written."""

    name: Name
    text: str
    word: str
    is_ordinary: bool


@dataclass(frozen=True)
class Names:
    """Everything that must not be seen.

    `whole` are answers that are a name and nothing else, in small letters; `files` names of files and folders with what
    stands for them; `secrets` addresses of people and pages; `teachers` the teacher of each portfolio; `found` are the
    names that stand in no field, as they were found in texts, and `eye` is what found them; `secret` is the key’s.
    """

    all: tuple[Name, ...]
    whole: Mapping[str, Name]
    stems: Mapping[str, tuple[Stem, ...]]
    files: Mapping[str, str]
    secrets: frozenset[str]
    teachers: Mapping[Path, Name] = field(default_factory=dict)
    found: Mapping[str, Name] = field(default_factory=dict)
    eye: "Eye" = field(default_factory=lambda: Eye({}, frozenset()))
    secret: str = ""

    @cached_property
    def phrases(self) -> re.Pattern[str]:
        """The answers of several words, wherever they stand; the longest first."""
        several = sorted((text for text in self.whole if " " in text), key=lambda text: (-len(text), text))
        spaced = (r"\s+".join(map(re.escape, text.split())) for text in several)
        return re.compile(rf"(?<!\w)(?:{'|'.join(spaced) or '(?!)'})(?!\w)", re.IGNORECASE)

    def told_by(self, word: str) -> list[Name]:
        """The names that a word of a text tells."""
        found = phonetic_key(word)
        if not found:
            return []
        is_capital = word[:1].isupper()
        names = [
            stem.name
            for stem in self.stems.get(found[:2], ())
            if is_inflection(found, stem.text) and _counts(stem, word, is_capital)
        ]
        if not names and len(found) > SUBSTRING_MIN_LENGTH:
            names = [stem.name for stem in self.stems.get("", ()) if stem.text in found]
        return list(dict.fromkeys(names))


class Eye(NamedTuple):
    """What tells names in a text: the beginnings of names that fields hold, and words seen in small letters."""

    known: Mapping[str, tuple[Stem, ...]]
    lower: frozenset[str]

    def people(self, run: Run) -> Iterator[Stranger]:
        """Names of people among capitalised words."""
        return people(run, self.is_known, self.is_lower)

    def is_known(self, word: str) -> bool:
        """Whether a word tells somebody whose name stands in a field."""
        found = phonetic_key(word)
        return any(
            stem.name.is_of_person and is_inflection(found, stem.text) and _counts(stem, word, is_capital=True)
            for stem in self.known.get(found[:2], ())
        )

    def is_lower(self, word: str) -> bool:
        """Whether a word stands in small letters somewhere."""
        return plain_letters(word) in self.lower or bare(word) in self.lower


def _counts(stem: Stem, word: str, is_capital: bool) -> bool:
    if len(stem.text) < 3:
        return is_capital and word.casefold() == stem.word.casefold()
    # In other letters than its own, as in the name of a file, a name is no ordinary word.
    is_word = stem.is_ordinary and word.isascii() == stem.word.isascii()
    return is_capital or not (is_word or len(stem.text) < 4)


class Known(NamedTuple):
    """What a key knows: the secret that orders codes, and the numbers given before, by kind and words."""

    salt: str
    numbers: Mapping[tuple[str, str], int]


class _Draft(NamedTuple):
    """A name before it has its number. `words` are those that tell it, as they are written and without their case."""

    kind: NameKind
    spelled: str
    strong: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    school_number: str = ""
    initials: tuple[str, ...] = ()
    is_found: bool = False

    @property
    def identity(self) -> str:
        """The same for every spelling of the name."""
        letters = (f"{letter}." for letter in self.initials)
        return " ".join((*sorted(self.strong), *letters, self.school_number)).strip() or self.spelled.casefold()


def gather(
    portfolios: Iterable[Portfolio],
    known: Known,
    authors: Mapping[Path, Sequence[str]],
    around: Iterable[Document] = (),
) -> Names:
    """All names of some portfolios. `authors` are the names and addresses that git has, by the portfolio's folder;
    `around` are documents of their schools and of colleagues there, whose names may be met in a portfolio.
    """
    found = _Finds()
    for portfolio in portfolios:
        found.look(portfolio, authors.get(portfolio.root, ()))
    for document in around:
        found.look_around(document)
    return found.names(known)


def in_codes(codes: Mapping[str, str], texts: Iterable[str]) -> Names:
    """Teachers whose codes are given (by their names), and other people in some texts of theirs."""
    found = _Finds({one_line(name): code for name, code in codes.items()})
    for text in texts:
        found.read(plain_text(text))
    found.places.clear()
    return found.names(Known("", {}))


class _Finds:
    """Names as they are found, portfolio after portfolio: none of them is kept in memory."""

    def __init__(self, codes: Mapping[str, str] | None = None) -> None:
        self.codes = codes or {}
        self.teachers: dict[Path, str] = {}
        self.said: dict[NameKind, dict[str, None]] = {kind: {} for kind in KINDS}
        self.said["teacher"].update(dict.fromkeys(self.codes))
        self.files: dict[str, str] = {}
        self.secrets: set[str] = set()
        self.runs: dict[Run, None] = {}
        self.places: dict[str, None] = {}
        self.lower: set[str] = set()

    def look(self, portfolio: Portfolio, authors: Sequence[str]) -> None:
        """Everything in one portfolio."""
        said = portfolio.profile.data.get("name") if portfolio.profile else None
        teacher = " ".join(str(said or "").split()) or portfolio.root.name
        self.teachers[portfolio.root] = teacher
        self.said["teacher"][teacher] = None
        for document in portfolio.documents:
            for holds, text in _held(document):
                if not (
                    document is portfolio.profile and holds == "person" and text.strip() == str(said or "").strip()
                ):
                    self._take(holds, text)
            for text in _texts(document.data):
                self.read(plain_text(text))
        for author in authors:
            if "@" in author:
                self.secrets.add(author)
            elif author.strip():
                self._take("person", author)
        for entry, item in portfolio.evidence.items():
            for name in (item.file, *((item.file or "").replace("\\", "/").rsplit("/", 1)[1:])):
                if name:
                    self.files.setdefault(name.casefold(), coded_file(entry, name))
            if item.url:
                self.secrets.add(item.url)

    def look_around(self, document: Document) -> None:
        """The names that the fields of a document beside the portfolios hold."""
        for holds, text in _held(document):
            self._take(holds, text)

    def read(self, text: str) -> None:
        """What may be names in a text; which are, can be said when all are known that stand in fields."""
        self._take_found("pupil", (item[1] for item in find_pupils(text)))
        self.runs.update((run, None) for _at, run in runs(text))
        self.places.update((one_line(place), None) for place in places(text))
        self.lower.update(form for word in WORD.findall(text) if word.islower() for form in (word, bare(word)))

    def _take(self, holds: Holds, text: str) -> None:
        # A region is often two: «Үлгі облысы, Мысал ауданы»; so are authors.
        parts = re.split(r"[,;\n]", text) if holds in ("place", "person") else [text]
        for part in parts:
            plain = " ".join(part.split())
            # Of several parts those in small letters say something else: «Асқарова Г., алтыншы жыл».
            if plain and (len(parts) == 1 or any(word[0].isupper() for word in words(plain))):
                self.said[holds][plain] = None

    def _take_found(self, kind: NameKind, found: Iterator[str]) -> None:
        for item in found:
            parts = item.split()
            # «Оқушы Асан Болатов» begins with what he is.
            while len(parts) > 1 and is_generic(parts[0].strip(".")):
                parts.pop(0)
            self.said[kind][" ".join(parts)] = None

    def names(self, known: Known) -> Names:
        """The names with their codes."""
        drafts: list[_Draft] = []
        for kind in KINDS:
            # Longer ones first: «А. Үлгібаева» is then the Үлгібаева that is known already.
            for text in sorted(self.said[kind], key=lambda item: (-len(words(item)), item)):
                _add(drafts, _draft(kind, text))
        fields = _index(drafts, list(_numbered(drafts, known, self.codes)), lambda _word: False)
        eye = Eye(fields, frozenset(self.lower))
        strangers = list(self._strangers(eye))
        for draft in strangers:
            _add(drafts, draft)
        numbered = tuple(_numbered(drafts, known, self.codes))
        whole: dict[str, Name] = {}
        for kind in KINDS:
            for text in self.said[kind]:
                name = _only(_draft(kind, text), numbered)
                if name:
                    whole.setdefault(text.casefold(), name)
        found = {draft.spelled.casefold(): name for draft in strangers if (name := _only(draft, numbered))}
        teachers = {root: whole[text.casefold()] for root, text in self.teachers.items()}
        index = _index(drafts, numbered, eye.is_lower)
        return Names(numbered, whole, index, self.files, frozenset(self.secrets), teachers, found, eye, known.salt)

    def _strangers(self, eye: Eye) -> Iterator[_Draft]:
        """Who and what stands in texts only: full names first, then those of fewer words, shorter forms first."""
        sure = {one_line(run.text[it.start : it.end]) for run in self.runs for it in eye.people(run) if it.is_sure}
        for kind, said in (("person", sure), ("place", self.places)):
            drafts = filter(None, (_found_draft(kind, text) for text in sorted(said)))  # type: ignore[arg-type]
            yield from sorted(drafts, key=lambda item: (-len(item.strong), len(item.spelled)))


def one_line(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


def plain_text(text: str) -> str:
    """A text as it is searched: composed letters, no invisible signs."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def coded_file(entry: str, name: str) -> str:
    """What stands for a file of evidence: its id and the kind of file."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return entry + (suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else "")


def _held(document: Document) -> Iterator[tuple[Holds, str]]:
    for item in document.form.naming_fields if document.form else ():
        yield from _answers(item, document.data)


def _answers(item: Field, data: Any) -> Iterator[tuple[Holds, str]]:
    value = data.get(item.key) if isinstance(data, dict) else None
    if item.holds:
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                yield item.holds, text
    for row in value if isinstance(value, list) else [value]:
        for part in item.parts:
            yield from _answers(part, row)


def _texts(data: Any) -> Iterator[str]:
    """Every text in a document's answers."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _draft(kind: NameKind, text: str) -> _Draft | None:
    """The words that tell whose name it is; None for a post or a kind of place, which is nobody's name."""
    said = [word for word in words(text) if len(word) > 1 or kind == "teacher"]
    if kind == "teacher":
        # Whatever a teacher is called, that is the name.
        telling = [word for word in said if len(word) > 1]
    else:
        telling = [word for word in said if word[0].isupper() and not is_generic(word)]
        if not telling and kind == "person" and 2 <= len(said) <= 3 and not any(map(is_generic, said)):
            telling = said
        if not telling and kind in ("school", "place") and not any(word[0].isupper() for word in said):
            telling = [word for word in said if not is_generic(word)]
    number = next((a or b for a, b in _NUMBER.findall(text)), "") if kind == "school" else ""
    if not telling and not number and kind != "teacher":
        return None
    strong = tuple(dict.fromkeys(map(phonetic_key, telling)))
    mine = initials(text) if kind in _PEOPLE else ()
    return _Draft(kind, text, strong, tuple((word, word) for word in telling), number, mine)


def _found_draft(kind: NameKind, text: str) -> _Draft | None:
    """A name as it stands in a text, with an ending perhaps."""
    said = [word for word in words(text) if len(word) > 1 and word[0].isupper() and not is_generic(word)]
    strip = base if kind == "person" else place_base
    telling = tuple((word, strip(word)) for word in said)
    if not telling:
        return None
    strong = tuple(dict.fromkeys(stem for _word, stem in telling))
    # «Абай» alone is whoever he is, not the district.
    alone = () if kind == "place" and any(map(is_also_a_person, said)) else telling
    return _Draft(kind, text, strong, alone, "", initials(text) if kind == "person" else (), is_found=True)


def _add(drafts: list[_Draft], draft: _Draft | None) -> None:
    """One more name; one that is there already may get words that were not known of it."""
    if draft is None:
        return
    same = [number for number, other in enumerate(drafts) if _is_same(draft, other)]
    if not same:
        drafts.append(draft)
    elif len(same) == 1 and draft.is_found:
        other = drafts[same[0]]
        more = tuple(
            pair for pair in draft.words if not any(_is_word(pair[1], phonetic_key(own)) for _w, own in other.words)
        )
        drafts[same[0]] = other._replace(words=other.words + more)


def _only(draft: _Draft | None, names: Sequence[Name]) -> Name | None:
    """The name that a draft is; None where it may be one of several people."""
    same = [name for name in names if draft and _is_same(draft, name)]
    equal = [name for name in same if draft and set(name.strong) == set(draft.strong)]
    is_shared = len(same) > 1 and not equal and all(name.is_of_person for name in same)
    return None if is_shared else next(iter(equal or same), None)


def _is_same(draft: _Draft, other: "_Draft | Name") -> bool:
    """Whether two names mean one: a person's with fewer words, any other's with the same."""
    alike = {draft.kind, other.kind}
    mine, others = set(draft.strong), set(other.strong)
    if not mine or not others:
        return draft.kind == other.kind and draft.spelled.casefold() == other.spelled.casefold()
    if alike <= _PEOPLE:
        if draft.kind == other.kind == "teacher":
            return mine == others
        if all(any(_is_word(word, one) for one in others) for word in mine):
            rest = [one for one in others if not any(_is_word(word, one) for word in mine)]
            return _may_have(draft.initials, rest, other.initials)
        # More is said than is known: a patronymic, or the name that an initial stood for.
        rest = [word for word in mine if not any(_is_word(word, one) for one in others)]
        is_more = len(mine) - len(rest) == len(others) and (len(others) > 1 or bool(other.initials))
        return is_more and _may_have(other.initials, rest, draft.initials)
    if alike == {"school", "place"}:
        return draft.spelled.casefold() == other.spelled.casefold()
    if draft.kind != other.kind or draft.school_number != other.school_number:
        return False
    return mine == others or (
        draft.is_found and len(mine) == len(others) and all(any(_is_word(a, b) for b in others) for a in mine)
    )


def _is_word(word: str, known: str) -> bool:
    """Whether a word of a name, in rough letters, is a form of one that is known."""
    return word == known or any(is_inflection(word, stem) for stem in stems(known))


def _may_have(letters: Sequence[str], rest: Iterable[str], others: Sequence[str]) -> bool:
    """Whether initials are those of the words that are left of a name, or its own initials; of neither is known, they
    may.
    """
    begun = {word[0] for word in rest} | set(others)
    return not letters or not begun or bool(begun.intersection(letters))


def _numbered(drafts: Sequence[_Draft], known: Known, codes: Mapping[str, str]) -> Iterator[Name]:
    for kind in KINDS:
        mine = [draft for draft in drafts if draft.kind == kind]
        taken = {number for (of, _identity), number in known.numbers.items() if of == kind}
        free = (number for number in range(1, len(mine) + len(taken) + 1) if number not in taken)
        # The secret decides who comes first.
        for draft in sorted(mine, key=lambda item: hmac.digest(known.salt.encode(), item.identity.encode(), "sha256")):
            number = known.numbers.get((kind, draft.identity)) or next(free)
            yield Name(
                kind, number, draft.spelled, draft.strong, draft.school_number, draft.initials,
                tuple(words(draft.spelled)) if draft.words else (), draft.is_found,
                codes.get(draft.spelled, "") if kind == "teacher" else "",
            )  # fmt: skip


def identity(name: Name) -> str:
    """What a key keeps a name by."""
    return _Draft(name.kind, name.spelled, name.strong, (), name.school_number, name.initials).identity


def _index(
    drafts: Sequence[_Draft], names: Sequence[Name], is_lower: Callable[[str], bool]
) -> dict[str, tuple[Stem, ...]]:
    """Stems by their first two letters; the long ones that are no words besides under the empty text too."""
    by_draft = {(name.kind, name.spelled): name for name in names}
    found: dict[str, list[Stem]] = {"": []}
    for draft in drafts:
        name = by_draft[draft.kind, draft.spelled]
        for word, known in draft.words:
            is_word = is_ordinary(word) or is_generic(word) or (draft.is_found and is_lower(word))
            # «Сапаров», «Сапарова»: of a name found with an ending either may be meant.
            hers = {known + "a"} if draft.is_found and known.endswith(("ov", "ev", "in")) else set()
            for stem in sorted(stems(known) | hers):
                entry = Stem(name, stem, word, is_word)
                found.setdefault(stem[:2], []).append(entry)
                if len(stem) >= SUBSTRING_MIN_LENGTH and not entry.is_ordinary:
                    found[""].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
