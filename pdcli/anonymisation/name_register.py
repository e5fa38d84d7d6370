"""The register of names in portfolios (teachers, schools, colleagues, pupils, places, files) and their codes.

Fields declare whose name they hold (`holds` in form.yaml); names in other answers are found by the name finder. A name
has the same code everywhere. Codes are numbered in the order of a keyed digest, so that they do not reveal the order of
the alphabet; the secret and the codes assigned earlier come from the key file and go back into it.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple, get_args

from pdcli.anonymisation.name_finder import (
    NameCandidate,
    Run,
    find_person_names,
    find_places,
    find_runs,
    initials,
    may_be_person,
    name_key,
    place_key,
    strip_case,
)  # fmt: skip
from pdcli.documents.document import Document
from pdcli.i18n import N_, Lang, translate
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

# Order of precedence: a name that one text calls a pupil's is a pupil's everywhere.
NameKind = Literal["teacher", "school", "pupil", "person", "place"]
KINDS: tuple[NameKind, ...] = get_args(NameKind)
_LABELS = {
    "teacher": N_("Teacher"), "school": N_("School"), "person": N_("Colleague"), "pupil": N_("Pupil"),
    "place": N_("Place"),
}  # fmt: skip
_PEOPLE = frozenset({"teacher", "person", "pupil"})
# Documents of a school of which summaries of its teachers show titles and decisions.
_SHOWN_OF_SCHOOL = frozenset({"group", "events", "school-cycle"})
_NUMBER = re.compile(r"(?:№|\bNo?\b\.?|\bN)\s*(\d{1,4})\b|\b(\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its code, such as «Педагог-01». `number` is the number of the code; `keys` are the phonetic keys of
    its identifying words; `sensitive_words` must not occur in the output; `is_from_text` is true for a name found in
    running text.
    """

    kind: NameKind
    number: int
    code: str
    spelled: str
    keys: tuple[str, ...]
    school_number: str = ""
    initials: tuple[str, ...] = ()
    sensitive_words: tuple[str, ...] = ()
    is_from_text: bool = False

    @property
    def is_of_person(self) -> bool:
        """Whether it is a person's name, not that of a school or place."""
        return self.kind in _PEOPLE

    def may_have_initials(self, letters: Sequence[str]) -> bool:
        """Whether letters of phonetic keys may be its initials."""
        return _may_have_initials(letters, self.keys, self.initials)

    @property
    def file(self) -> str:
        """The code as a file name."""
        return f"{self.kind}-{self.number:02d}"


class Stem(NamedTuple):
    """A prefix in phonetic letters that identifies a name; `word` is the word as it was written."""

    name: Name
    text: str
    word: str
    is_ordinary: bool


@dataclass(frozen=True, eq=False)
class Names:
    """The register of everything that must not appear in the output, whose codes are in `lang`.

    `whole_answers` maps casefolded answers that are a name and nothing else to the name; `stems` maps the first two
    letters of a stem to its entries; `files` maps names of files and folders to their codes; `addresses` are e-mail
    addresses and links; `teachers` maps the folder of a portfolio to its teacher; `from_texts` maps the casefolded
    spelling of a name found in running text to the name, and `matcher` is what found it; `secret` is that of the key.
    """

    lang: Lang
    all: tuple[Name, ...]
    whole_answers: Mapping[str, Name]
    stems: Mapping[str, tuple[Stem, ...]]
    files: Mapping[str, str]
    addresses: frozenset[str]
    teachers: Mapping[Path, Name] = field(default_factory=dict)
    from_texts: Mapping[str, Name] = field(default_factory=dict)
    matcher: "NameMatcher" = field(default_factory=lambda: NameMatcher({}, frozenset()))
    secret: str = ""

    @cached_property
    def phrases(self) -> re.Pattern[str]:
        """Pattern of the answers of several words, the longest first."""
        multi_word = sorted((text for text in self.whole_answers if " " in text), key=lambda text: (-len(text), text))
        spaced = (r"\s+".join(map(re.escape, text.split())) for text in multi_word)
        return re.compile(rf"(?<!\w)(?:{'|'.join(spaced) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def _names_by_word(self) -> dict[str, list[Name]]:
        return {}

    def names_of(self, word: str) -> Sequence[Name]:
        """The names that a word of a text may belong to. Texts have few words, each of them many times."""
        names = self._names_by_word.get(word)
        if names is None:
            names = self._names_by_word[word] = self._find_names(word)
        return names

    def _find_names(self, word: str) -> list[Name]:
        key = phonetic_key(word)
        if not key:
            return []
        is_capital = word[:1].isupper()
        names = [
            stem.name
            for stem in self.stems.get(key[:2], ())
            if is_inflection(key, stem.text) and _is_match(stem, word, is_capital)
        ]
        if not names and len(key) > SUBSTRING_MIN_LENGTH:
            names = [stem.name for stem in self.stems.get("", ()) if stem.text in key]
        return list(dict.fromkeys(names))


class NameMatcher(NamedTuple):
    """Recognises names in a text by the stems of names in fields and by the words that occur in small letters."""

    field_stems: Mapping[str, tuple[Stem, ...]]
    lowercase_words: frozenset[str]

    def find_person_names(self, run: Run) -> Iterator[NameCandidate]:
        """Yield the names of people in a run of capitalised words."""
        return find_person_names(run, self.is_known, self.is_lower)

    def is_known(self, word: str) -> bool:
        """Whether a word belongs to a person's name that a field holds."""
        key = phonetic_key(word)
        return any(
            stem.name.is_of_person and is_inflection(key, stem.text) and _is_match(stem, word, is_capital=True)
            for stem in self.field_stems.get(key[:2], ())
        )

    def is_lower(self, word: str) -> bool:
        """Whether a word occurs in small letters somewhere in the portfolios."""
        return plain_letters(word) in self.lowercase_words or strip_case(word) in self.lowercase_words


def _is_match(stem: Stem, word: str, is_capital: bool) -> bool:
    if len(stem.text) < 3:
        return is_capital and word.casefold() == stem.word.casefold()
    # Transliterated, as in the name of a file, a name is no ordinary word.
    is_word = stem.is_ordinary and word.isascii() == stem.word.isascii()
    return is_capital or not (is_word or len(stem.text) < 4)


class KeyState(NamedTuple):
    """The state of a key file: the secret that orders the codes, and (kind, identity) -> number of earlier runs."""

    secret: str
    numbers: Mapping[tuple[str, str], int]


class UnnumberedName(NamedTuple):
    """A name before its number is assigned. `words` are pairs of an identifying word and its form without case."""

    kind: NameKind
    spelled: str
    keys: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    school_number: str = ""
    initials: tuple[str, ...] = ()
    is_from_text: bool = False

    @property
    def identity(self) -> str:
        """A text that is equal for every spelling of the name."""
        letters = (f"{letter}." for letter in self.initials)
        return " ".join((*sorted(self.keys), *letters, self.school_number)).strip() or self.spelled.casefold()


def names_with_codes(codes: Mapping[str, str], texts: Iterable[str], lang: Lang) -> Names:
    """A register of teachers with given codes (name -> code), and of other people in some texts of theirs."""
    collector = NameCollector({collapse_spaces(name): code for name, code in codes.items()})
    for text in texts:
        collector.add_text(plain_text(text))
    collector.places.clear()
    return collector.names(KeyState("", {}), lang)


class NameCollector:
    """Collects names portfolio by portfolio, without keeping the portfolios in memory."""

    def __init__(self, codes: Mapping[str, str] | None = None) -> None:
        self.codes = codes or {}
        self.teachers: dict[Path, str] = {}
        self.spellings: dict[NameKind, dict[str, None]] = {kind: {} for kind in KINDS}
        self.spellings["teacher"].update(dict.fromkeys(self.codes))
        self.files: dict[str, str] = {}
        self.addresses: set[str] = set()
        self.runs: dict[Run, None] = {}
        self.places: dict[str, None] = {}
        self.lowercase_words: set[str] = set()

    def update(self, later: "NameCollector") -> None:
        """Add all that another one collected."""
        self.teachers.update(later.teachers)
        for kind, spellings in later.spellings.items():
            self.spellings[kind].update(spellings)
        self.files = later.files | self.files
        self.addresses |= later.addresses
        self.runs.update(later.runs)
        self.places.update(later.places)
        self.lowercase_words |= later.lowercase_words

    def add_authors(self, authors: Iterable[str]) -> None:
        """Add names and addresses of a git log."""
        for author in authors:
            if "@" in author:
                self.addresses.add(author)
            elif author.strip():
                self._add_field_value("person", author)

    def add_portfolio(self, portfolio: Portfolio) -> None:
        """Add every name in one portfolio."""
        name_field = portfolio.profile.data.get("name") if portfolio.profile else None
        teacher = " ".join(str(name_field or "").split()) or portfolio.root.name
        self.teachers[portfolio.root] = teacher
        self.spellings["teacher"][teacher] = None
        for document in portfolio.documents:
            for holds, text in _naming_values(document):
                if not (
                    document is portfolio.profile
                    and holds == "person"
                    and text.strip() == str(name_field or "").strip()
                ):
                    self._add_field_value(holds, text)
            for text in _texts(document.data):
                self.add_text(plain_text(text))
        for entry, item in portfolio.evidence.items():
            for name in (item.file, *((item.file or "").replace("\\", "/").rsplit("/", 1)[1:])):
                if name:
                    self.files.setdefault(name.casefold(), file_code(entry, name))
            if item.url:
                self.addresses.add(item.url)

    def add_surrounding_document(self, document: Document) -> None:
        """Add the names that the fields of a document beside the portfolios hold; also those in its texts, where
        summaries show these.
        """
        for holds, text in _naming_values(document):
            self._add_field_value(holds, text)
        if document.kind in _SHOWN_OF_SCHOOL:
            for text in _texts(document.data):
                self.add_text(plain_text(text))

    def add_text(self, text: str) -> None:
        """Add what may be names in a text; `names` decides, when all names in fields are known."""
        pupils, runs, places, lowercase_words = _text_marks(text)
        self._add_matches("pupil", pupils)
        self.runs.update(dict.fromkeys(runs))
        self.places.update(dict.fromkeys(places))
        self.lowercase_words.update(lowercase_words)

    def _add_field_value(self, holds: Holds, text: str) -> None:
        # A region is often two: «Үлгі облысы, Мысал ауданы»; so are authors.
        parts = re.split(r"[,;\n]", text) if holds in ("place", "person") else [text]
        for part in parts:
            plain = " ".join(part.split())
            # Parts in small letters are no names: «Асқарова Г., алтыншы жыл».
            if plain and (len(parts) == 1 or any(word[0].isupper() for word in words(plain))):
                self.spellings[holds][plain] = None

    def _add_matches(self, kind: NameKind, matches: Iterable[str]) -> None:
        for item in matches:
            parts = item.split()
            # «Оқушы Асан Болатов» begins with the role.
            while len(parts) > 1 and is_generic(parts[0].strip(".")):
                parts.pop(0)
            self.spellings[kind][" ".join(parts)] = None

    def names(self, key_state: KeyState, lang: Lang) -> Names:
        """The register of all names collected, with their codes in a language."""
        drafts: list[UnnumberedName] = []
        for kind in KINDS:
            # Longer ones first: «А. Үлгібаева» then joins the full name.
            for text in sorted(self.spellings[kind], key=lambda item: (-len(words(item)), item)):
                _add_name(drafts, _name_of_field(kind, text))
        first = list(_assign_numbers(drafts, key_state, self.codes, lang))
        field_stems = _stem_index(drafts, first, lambda _word: False)
        matcher = NameMatcher(field_stems, frozenset(self.lowercase_words.union(map(strip_case, self.lowercase_words))))
        text_names = list(self._names_from_texts(matcher))
        for draft in text_names:
            _add_name(drafts, draft)
        numbered = tuple(_assign_numbers(drafts, key_state, self.codes, lang))
        whole_answers: dict[str, Name] = {}
        for kind in KINDS:
            for text in self.spellings[kind]:
                name = _matching_name(_name_of_field(kind, text), numbered)
                if name:
                    whole_answers.setdefault(text.casefold(), name)
        from_texts = {
            draft.spelled.casefold(): name for draft in text_names if (name := _matching_name(draft, numbered))
        }
        teachers = {root: whole_answers[text.casefold()] for root, text in self.teachers.items()}
        index = _stem_index(drafts, numbered, matcher.is_lower)
        return Names(
            lang,
            numbered,
            whole_answers,
            index,
            self.files,
            frozenset(self.addresses),
            teachers,
            from_texts,
            matcher,
            key_state.secret,
        )

    def _names_from_texts(self, matcher: NameMatcher) -> Iterator[UnnumberedName]:
        """Yield names that occur in running text only: full names first, then fewer words, shorter spellings first."""
        certain = {
            collapse_spaces(run.text[it.start : it.end])
            for run in self.runs
            for it in matcher.find_person_names(run)
            if it.is_sure
        }
        for kind, spellings in (("person", certain), ("place", self.places)):
            drafts = filter(None, (_name_of_text(kind, text) for text in sorted(spellings)))  # type: ignore[arg-type]
            yield from sorted(drafts, key=lambda item: (-len(item.keys), len(item.spelled)))


class _TextMarks(NamedTuple):
    """What in a text may be a name: of pupils, of people, of places; and its words in small letters."""

    pupils: Sequence[str]
    runs: Sequence[Run]
    places: Sequence[str]
    lowercase_words: Sequence[str]


@lru_cache(maxsize=4096)
def _text_marks(text: str) -> _TextMarks:
    # Portfolios of a school have many texts in common.
    return _TextMarks(
        [match[1] for match in find_pupils(text)],
        [run for _at, run in find_runs(text)],
        list(map(collapse_spaces, find_places(text))),
        [word for word in WORD.findall(text) if word.islower()],
    )


def collapse_spaces(text: str) -> str:
    """A text with single spaces between its words."""
    return " ".join(text.split())


def plain_text(text: str) -> str:
    """A text normalised for search: NFC, no invisible characters."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def file_code(entry: str, name: str) -> str:
    """The code of an evidence file: the id of its entry and the suffix of the file."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return entry + (suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else "")


def _naming_values(document: Document) -> Iterator[tuple[Holds, str]]:
    for item in document.form.naming_fields if document.form else ():
        yield from _field_values(item, document.data)


def _field_values(item: Field, data: Any) -> Iterator[tuple[Holds, str]]:
    value = data.get(item.key) if isinstance(data, dict) else None
    if item.holds:
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and not item.has_choice(text):
                yield item.holds, text
    for row in value if isinstance(value, list) else [value]:
        for part in item.parts:
            yield from _field_values(part, row)


def _texts(data: Any) -> Iterator[str]:
    """Yield every text in a document's data."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _name_of_field(kind: NameKind, text: str) -> UnnumberedName | None:
    """The name in the value of a field; None for a post or a kind of place, which names nobody."""
    candidates = [word for word in words(text) if len(word) > 1 or kind == "teacher"]
    if kind == "teacher":
        # The name of a teacher is taken as it is.
        identifying = [word for word in candidates if len(word) > 1]
    else:
        identifying = [word for word in candidates if word[0].isupper() and not is_generic(word)]
        if not identifying and kind == "person" and 2 <= len(candidates) <= 3 and not any(map(is_generic, candidates)):
            identifying = candidates
        if not identifying and kind in ("school", "place") and not any(word[0].isupper() for word in candidates):
            identifying = [word for word in candidates if not is_generic(word)]
    number = next((a or b for a, b in _NUMBER.findall(text)), "") if kind == "school" else ""
    if not identifying and not number and kind != "teacher":
        return None
    strong = tuple(dict.fromkeys(map(phonetic_key, identifying)))
    name_initials = initials(text) if kind in _PEOPLE else ()
    return UnnumberedName(kind, text, strong, tuple((word, word) for word in identifying), number, name_initials)


def _name_of_text(kind: NameKind, text: str) -> UnnumberedName | None:
    """The name in a spelling from running text, perhaps inflected; None if no word identifies it."""
    candidates = [word for word in words(text) if len(word) > 1 and word[0].isupper() and not is_generic(word)]
    strip = name_key if kind == "person" else place_key
    identifying = tuple((word, strip(word)) for word in candidates)
    if not identifying:
        return None
    strong = tuple(dict.fromkeys(stem for _word, stem in identifying))
    # «Абай» alone is a person, not the district.
    alone = () if kind == "place" and any(map(may_be_person, candidates)) else identifying
    return UnnumberedName(kind, text, strong, alone, "", initials(text) if kind == "person" else (), is_from_text=True)


def _add_name(drafts: list[UnnumberedName], draft: UnnumberedName | None) -> None:
    """Add a name; one that is there already may get words from the new spelling."""
    if draft is None:
        return
    matches = [number for number, other in enumerate(drafts) if _is_same_name(draft, other)]
    if not matches:
        drafts.append(draft)
    elif len(matches) == 1 and draft.is_from_text:
        other = drafts[matches[0]]
        new_words = tuple(
            pair
            for pair in draft.words
            if not any(_is_word_form(pair[1], phonetic_key(own)) for _w, own in other.words)
        )
        drafts[matches[0]] = other._replace(words=other.words + new_words)


def _matching_name(draft: UnnumberedName | None, names: Sequence[Name]) -> Name | None:
    """The registered name that a draft means; None where it may be one of several people."""
    candidates = [name for name in names if draft and _is_same_name(draft, name)]
    exact = [name for name in candidates if draft and set(name.keys) == set(draft.keys)]
    is_shared = len(candidates) > 1 and not exact and all(name.is_of_person for name in candidates)
    return None if is_shared else next(iter(exact or candidates), None)


def _is_same_name(draft: UnnumberedName, other: "UnnumberedName | Name") -> bool:
    """Whether two names are the same: of a person also with fewer words, of anything else with equal words."""
    kinds = {draft.kind, other.kind}
    keys, other_keys = set(draft.keys), set(other.keys)
    if not keys or not other_keys:
        return draft.kind == other.kind and draft.spelled.casefold() == other.spelled.casefold()
    if kinds <= _PEOPLE:
        if draft.kind == other.kind == "teacher":
            return keys == other_keys
        if all(any(_is_word_form(word, one) for one in other_keys) for word in keys):
            unmatched = [one for one in other_keys if not any(_is_word_form(word, one) for word in keys)]
            return _may_have_initials(draft.initials, unmatched, other.initials)
        # The draft says more: a patronymic, or the name that an initial stood for.
        unmatched = [word for word in keys if not any(_is_word_form(word, one) for one in other_keys)]
        is_more = len(keys) - len(unmatched) == len(other_keys) and (len(other_keys) > 1 or bool(other.initials))
        return is_more and _may_have_initials(other.initials, unmatched, draft.initials)
    if kinds == {"school", "place"}:
        return draft.spelled.casefold() == other.spelled.casefold()
    if draft.kind != other.kind or draft.school_number != other.school_number:
        return False
    return keys == other_keys or (
        draft.is_from_text
        and len(keys) == len(other_keys)
        and all(any(_is_word_form(a, b) for b in other_keys) for a in keys)
    )


def _is_word_form(word: str, name_word: str) -> bool:
    """Whether a phonetic key is a form of a word of a name."""
    # Most names differ in their first letter, which no ending changes.
    return word[:1] == name_word[:1] and (
        word == name_word or any(is_inflection(word, stem) for stem in stems(name_word))
    )


def _may_have_initials(letters: Sequence[str], rest: Iterable[str], others: Sequence[str]) -> bool:
    """Whether initials fit the unmatched words of a name or its own initials; true if either side has none."""
    possible = {word[0] for word in rest} | set(others)
    return not letters or not possible or bool(possible.intersection(letters))


def _assign_numbers(
    drafts: Sequence[UnnumberedName], key_state: KeyState, codes: Mapping[str, str], lang: Lang
) -> Iterator[Name]:
    for kind in KINDS:
        of_kind = [draft for draft in drafts if draft.kind == kind]
        used_numbers = {number for (of, _identity), number in key_state.numbers.items() if of == kind}
        free_numbers = (
            number for number in range(1, len(of_kind) + len(used_numbers) + 1) if number not in used_numbers
        )
        # The secret decides the order.
        for draft in sorted(
            of_kind, key=lambda item: hmac.digest(key_state.secret.encode(), item.identity.encode(), "sha256")
        ):
            number = key_state.numbers.get((kind, draft.identity)) or next(free_numbers)
            assigned = codes.get(draft.spelled) if kind == "teacher" else None
            code = assigned or f"{translate(_LABELS[kind], lang)}-{number:02d}"
            yield Name(
                kind, number, code, draft.spelled, draft.keys, draft.school_number, draft.initials,
                tuple(words(draft.spelled)) if draft.words else (), draft.is_from_text,
            )  # fmt: skip


def name_identity(name: Name) -> str:
    """The identity by which a key file stores a name."""
    return UnnumberedName(name.kind, name.spelled, name.keys, (), name.school_number, name.initials).identity


def _stem_index(
    drafts: Sequence[UnnumberedName], names: Sequence[Name], is_lower: Callable[[str], bool]
) -> dict[str, tuple[Stem, ...]]:
    """Stems by their first two letters; long ones that are no ordinary words stand under the empty text too."""
    by_draft = {(name.kind, name.spelled): name for name in names}
    index: dict[str, list[Stem]] = {"": []}
    for draft in drafts:
        name = by_draft[draft.kind, draft.spelled]
        for word, base_form in draft.words:
            is_word = is_ordinary(word) or is_generic(word) or (draft.is_from_text and is_lower(word))
            # «Сапаров», «Сапарова»: an inflected spelling may mean either.
            feminine = {base_form + "a"} if draft.is_from_text and base_form.endswith(("ov", "ev", "in")) else set()
            for stem in sorted(stems(base_form) | feminine):
                entry = Stem(name, stem, word, is_word)
                index.setdefault(stem[:2], []).append(entry)
                if len(stem) >= SUBSTRING_MIN_LENGTH and not entry.is_ordinary:
                    index[""].append(entry)
    return {key: tuple(entries) for key, entries in index.items()}
