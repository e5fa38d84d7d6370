"""A summary without names: every text of it with codes in the places of names. Numbers and dates stay."""

import hmac
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pdcli.anonymisation.name_finder import initials, places, runs
from pdcli.anonymisation.name_register import Name, Names, coded_file, one_line, plain_text
from pdcli.attestation.facts import Fact, privacy_of_parameters
from pdcli.attestation.pack_origin import without_digest
from pdcli.attestation.readiness import PackFacts, Readiness
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.model.forms import Field
from pdcli.model.privacy import KEYED, Privacy, privacy_of_fields
from pdcli.portfolio.packs import Origin, PackLibrary
from pdcli.summary.build import Summary
from pdcli.summary.comparison import Row
from pdcli.text.known_words import is_generic
from pdcli.text.personal_data import find_accounts, find_emails, find_number_candidates, is_card, is_iin, is_phone
from pdcli.text.spelling import WORD, words

T = TypeVar("T")
# What may be left out besides names.
HIDEABLE = ("school", "region", "subject", "category", "target_category", "theme")
LINK, CONTACT, NUMBER, LEFT_OUT = N_("[link]"), N_("[contact]"), N_("[number]"), N_("left out")
# `g1`, `1.2`, `2026-2027-1/r2`, and rows of tables without ids of their own.
_ID = re.compile(r"(?:[a-z]?\d[-./]?)+|(?:plan|change|result|carried-over)-\d+")
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>\"«»)\]]+", re.IGNORECASE)
_BARE_LINK = re.compile(
    r"\b(?:[a-z0-9-]+\.)+(?:kz|ru|com|org|net|edu|gov|info|me|io|biz|su|қаз|рф)\b(?:/[^\s<>\"«»)\]]*)?", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w/])@[\w.]{3,}")
_FILE = re.compile(r"(?<![\w.])[^\s<>\"«»|()\[\]`]+\.[A-Za-z0-9]{1,5}(?![\w])")
_INITIALS_BEFORE = re.compile(r"(?:[^\W\d_]\.[ \u00a0]?){1,2}$")
_INITIALS_AFTER = re.compile(r"[ \u00a0]?[^\W\d_]\.(?:[ \u00a0]?[^\W\d_]\.)?")
_BETWEEN = re.compile(r"[\s\u00a0.«»\"“”'’_-]{0,3}(?:[^\W\d_]\.[\s\u00a0]{0,2}){0,2}")
# A surname of two parts of which one is not known.
_PART_BEFORE = re.compile(r"(?<![\w-])[^\W\d_]{2,}-$")
_PART_AFTER = re.compile(r"-[^\W\d_]{2,}(?![\w-])")
# What stands before a number and says whose it is, whether its check digit is right or not.
_IIN_SAID = re.compile(r"\b(?:жсн|иин|iin)\b[\s:№#=–—-]{0,4}(\d{6}[ \u00a0-]?\d{6})(?!\d)", re.IGNORECASE)
_PHONE_SAID = re.compile(
    r"\b(?:тел(?:ефон\w*)?|ұялы(?: телефон\w*)?|сот(?:ка|ов\w*)?|моб(?:ильн\w*)?"
    r"|whats ?app|ватсап\w*|вацап\w*|phone|mobile|tel)"
    r"\b[\s.:№–—-]{0,4}(\+?\d(?:[ \u00a0().-]{0,2}\d){5,12})(?!\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\s\u00a0-]{1,2}([^\W\d_]+)")
_SCHOOL = (
    r"(?:мектеп\w*|мектеб\w*|школ\w*|гимнази\w*|лице\w*|комбинат\w*|[сно]?о?ош|сш|жо?ббм"
    r"|school\w*|lyceum\w*|gymnasium\w*|mektep\w*|mekteb\w*|shkol\w*)"
)
_KIND_OF_SCHOOL = r"(?:[^\W\d_]+[\s-]+){0,3}?"

# Of a surname that many have, nobody reads more.
_MOST_CODES = 3


class _Piece(NamedTuple):
    start: int
    end: int
    name: Name


class _Code(NamedTuple):
    start: int
    end: int
    code: str


def blinded(value: T, names: Names) -> T:
    """The same data with every text replaced and digests keyed; keys, numbers and dates are as they were."""
    return changed(value, partial(replaced, names=names), partial(keyed, secret=names.secret))


def blind_summary(summary: Summary, names: Names, root: Path, without: frozenset[str] = frozenset()) -> Summary:
    """A teacher's summary without names, and without what else is to be left out."""
    code = names.teachers[root].code
    found = blinded(summary, names)
    hidden: dict[str, Any] = {**dict.fromkeys(without, _(LEFT_OUT)), "name": code}
    # Since when a category is held tells that there is one.
    since = None if "category" in without else found.who.category_since
    return replace(
        found, folder=code, who=replace(found.who, **{**hidden, "category_since": since}),
        thread=replace(found.thread, name=code), history=replace(found.history, path=code, name=code, said=""),
        readiness=_readiness(found.readiness, hidden, without),
        # A file that cannot be read may be called after anybody, and what is wrong in it quotes it: the count is told.
        # What a portfolio brings is called after whom it likes, and its digests tell whose it is.
        unread=(), brought=(),
    )  # fmt: skip


def _readiness(found: Readiness | None, hidden: dict[str, Any], without: frozenset[str]) -> Readiness | None:
    # Criteria are those of a category: they tell it.
    if found is None or without & {"category", "target_category"}:
        return None
    said = {key: hidden[key] for key in ("name", "school", "subject") if key in hidden}
    # Where confirmations lie, and what is in them byte for byte, tells whose they are.
    files, packed = (
        tuple(replace(file, file=_(LEFT_OUT), sha256="") for file in listed)
        for listed in (found.confirmations, found.confirmations_packed)
    )
    pack = _without_digest(found.pack)
    return replace(found, path=hidden["name"], pack=pack, confirmations=files, confirmations_packed=packed, **said)


def blind_pack(pack: PackFacts, names: Names) -> PackFacts:
    """What is said of a rule pack, without names."""
    return _without_digest(blinded(pack, names))


def _without_digest(pack: PackFacts) -> PackFacts:
    # A pack of one's own tells whose it is; one that comes with pd is the same for everybody.
    if pack.origin == Origin.SHIPPED:
        return pack
    return replace(pack, sha256="", provenance=without_digest(pack.provenance))


def blind_row(row: Row, names: Names, root: Path, without: frozenset[str] = frozenset()) -> Row:
    """A row of the table without names, and without what else is to be left out."""
    code = names.teachers[root].code
    hidden: dict[str, Any] = {key: _(LEFT_OUT) for key in without if hasattr(row, key)}
    if without & {"category", "target_category"}:
        hidden.update(criteria_present=None, criteria_confirmed=None, criteria_asked=None)
    return replace(blinded(row, names), **hidden, folder=code, name=code)


def changed(value: T, change: Callable[[str], str], digest: Callable[[str], str] = str) -> T:
    """Frozen dataclasses, tuples and texts with every text changed as its field allows; `digest` changes digests."""
    return _changed(value, Privacy.TEXT, change, digest)  # type: ignore[no-any-return]


def _changed(value: Any, privacy: Privacy, change: Callable[[str], str], digest: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return _changed_text(value, privacy, change, digest)
    if type(value) is int and privacy is Privacy.SIZE:
        return _roughly(value)
    if isinstance(value, Fact):
        # What a parameter may tell, its name says.
        said = {
            name: _changed(part, privacy_of_parameters()[name], change, digest)
            for name, part in value.parameters.items()
        }
        about = tuple(_changed_text(name, Privacy.KEY, change, digest) for name in value.about)
        return Fact(value.code, about, said)
    if isinstance(value, dict):
        return {key: _changed(part, Privacy.TEXT, change, digest) for key, part in value.items()}
    if isinstance(value, list):
        return [_changed(part, privacy, change, digest) for part in value]
    if isinstance(value, tuple):
        parts = [_changed(item, privacy, change, digest) for item in value]
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    privacies = privacy_of_fields(type(value))
    said = {item.name: getattr(value, item.name) for item in fields(value) if item.init}
    found = {key: _changed(part, privacies[key], change, digest) for key, part in said.items()}
    for key, part in said.items():
        if privacies[key] is Privacy.FILE and part and said.get("id"):
            found[key] = coded_file(said["id"], part)
    return replace(value, **found)


def _changed_text(text: str, privacy: Privacy, change: Callable[[str], str], digest: Callable[[str], str]) -> str:
    match privacy:
        case Privacy.WORD:
            return text
        case Privacy.KEY:
            return text if text in _shipped_keys() or _ID.fullmatch(text) else change(text)
        case Privacy.ADDRESS:
            return _(LINK)
        case Privacy.HIDDEN:
            return _(LEFT_OUT)
        case Privacy.DIGEST:
            return digest(text)
        case _:
            return change(text)


def keyed(digest: str, secret: str) -> str:
    """The digest of a file as only whoever has the key can work it out: HMAC-SHA-256 of its SHA-256 in hexadecimal."""
    return KEYED + hmac.digest(secret.encode(), digest.encode(), "sha256").hex()


def _roughly(size: int) -> int:
    """The next power of two: of a size to the byte a file is known."""
    return 1 << max(size - 1, 0).bit_length()


@cache
def _shipped_keys() -> frozenset[str]:
    """Keys and choices of the forms and rule packs that come with pd."""
    library, packs = FormLibrary(), PackLibrary().packs()
    forms = [form for kind in library.kinds() if (form := library.get(kind))]
    said = [word for form in forms for item in form.all_fields for word in _keys_of(item)]
    return frozenset(
        [*library.kinds(), *said, *(pack.key for pack in packs), *(mark for p in packs for mark in p.marks)]
    )


def _keys_of(item: Field) -> Iterator[str]:
    yield item.key
    yield from (choice.key for choice in item.choices)
    for part in item.parts:
        yield from _keys_of(part)


def replaced(text: str, names: Names) -> str:
    """A text with codes in the places of names, and without addresses and personal numbers."""
    if not text:
        return text
    plain = plain_text(text)
    code = _code_of(plain, names)
    return code if code != plain else _without_names(_without_addresses(plain, names), names)


def named(text: str, names: Names) -> str:
    """A text with codes in the places of names; addresses and numbers stay."""
    return _without_names(plain_text(text), names)


def _code_of(answer: str, names: Names) -> str:
    name = names.whole.get(" ".join(answer.split()).casefold())
    return name.code if name else answer


def _without_addresses(text: str, names: Names) -> str:
    text = _LINK.sub(_(LINK), text)
    for found in reversed(list(find_emails(text))):
        text = text[: found.start()] + _(CONTACT) + text[found.end() :]
    text = _HANDLE.sub(_(CONTACT), text)
    text = _FILE.sub(lambda found: names.files.get(found[0].casefold(), found[0]), text)
    text = _BARE_LINK.sub(_(LINK), text)
    for start, end in sorted(private_numbers(text), reverse=True):
        text = text[:start] + _(NUMBER) + text[end:]
    return text


def private_numbers(text: str) -> list[tuple[int, int]]:
    """Where an IIN, a phone, a card or an account stands, or a number that the text calls so."""
    found = [account.span() for account in find_accounts(text)]
    for kind, start, end, digits in find_number_candidates(text):
        plus = text[start - 1 : start] == "+"
        if (kind == "iin" and is_iin(digits)) or (kind == "card" and is_card(digits)):
            found.append((start, end))
        elif kind == "phone" and is_phone(digits, plus):
            found.append((start - plus, end))
    said = (match.span(1) for pattern in (_IIN_SAID, _PHONE_SAID) for match in pattern.finditer(text))
    # One number may be found in both ways.
    return [*found, *(span for span in said if all(span[1] <= start or span[0] >= end for start, end in found))]


def _without_names(text: str, names: Names) -> str:
    text = names.phrases.sub(lambda found: _code_of(found[0], names), text)
    parts, at = [], 0
    strangers = _strangers(text, names)
    others = [told for told in _told(text, names) if not _is_in(told[0], strangers)]
    for start, end, code in _apart(strangers, _joined(others, text)):
        if start >= at:
            parts += [text[at:start], code]
            at = end
    return _without_school_numbers("".join(parts) + text[at:], names)


def _strangers(text: str, names: Names) -> list[_Code]:
    """Names that stand in no field, as a whole: a full name with another first name is another person."""
    found = []
    for at, run in runs(text):
        for it in names.eye.people(run):
            name = names.found.get(one_line(run.text[it.start : it.end]).casefold())
            if name and it.is_sure:
                found.append(_Code(at + it.start, at + it.end, name.code))
    for place in places(text):
        name = names.found.get(one_line(place).casefold())
        if name:
            found += [_Code(*match.span(), name.code) for match in re.finditer(re.escape(place), text)]
    return found


def _is_in(piece: _Piece, codes: list[_Code]) -> bool:
    return any(piece.start < code.end and code.start < piece.end for code in codes)


def _apart(first: list[_Code], second: list[_Code]) -> list[_Code]:
    """Both, in order; what the first has, the second does not touch."""
    free = [code for code in second if not any(code.start < it.end and it.start < code.end for it in first)]
    return sorted([*first, *free])


def _told(text: str, names: Names) -> list[list[_Piece]]:
    """The words that tell names, each with all the names that it may tell."""
    found = []
    for match in WORD.finditer(text):
        told = names.told_by(match[0]) or [name for part in words(match[0]) for name in names.told_by(part)]
        if told:
            found.append([_Piece(*match.span(), name) for name in told])
    return found


def _joined(told: list[list[_Piece]], text: str) -> list[_Code]:
    """Neighbouring words of one name as one piece, with initials and the words that any school has."""
    found: list[_Code] = []
    number = 0
    while number < len(told):
        # Of several names with this word, the one that goes on longest.
        runs = []
        for piece in told[number]:
            count = _run(told, number, piece.name, text)
            start, end = _widened(text, told[number][0].start, told[number + count - 1][0].end, piece.name)
            runs.append(
                (end - start, piece.name.kind == "teacher", -piece.name.number, count, _Piece(start, end, piece.name))
            )
        *_rank, count, longest = max(runs, key=lambda item: item[:3])
        longest_ones = [item[-1].name for item in runs if item[0] == longest.end - longest.start]
        found.append(_Code(longest.start, longest.end, _code(longest, longest_ones, text)))
        number += count
    return found


def _code(piece: _Piece, names: list[Name], text: str) -> str:
    """The code of a piece; where it may be one of several people, the codes of all of them."""
    if not piece.name.is_of_person:
        return piece.name.code
    letters = initials(text[piece.start : piece.end])
    people = [name for name in names if name.is_of_person]
    people = [name for name in people if name.may_have(letters)] or people
    codes = sorted(name.code for name in people)
    return "/".join(codes if len(codes) <= _MOST_CODES else [*codes[:_MOST_CODES], "…"])


def _run(told: list[list[_Piece]], number: int, name: Name, text: str) -> int:
    count = 1
    while number + count < len(told):
        before, after = told[number + count - 1][0], told[number + count][0]
        if not _BETWEEN.fullmatch(text, before.end, after.start) or name not in [
            piece.name for piece in told[number + count]
        ]:
            break
        count += 1
    return count


def _widened(text: str, start: int, end: int, name: Name) -> tuple[int, int]:
    if name.kind in ("teacher", "person", "pupil"):
        before = _INITIALS_BEFORE.search(text, max(start - 8, 0), start)
        if before and not text[before.start() - 1 : before.start()].isalnum():
            start = before.start()
        after = _INITIALS_AFTER.match(text, end)
        if after and after[0].strip()[:1].isupper():
            end = after.end()
        part = _PART_BEFORE.search(text, max(start - 40, 0), start)
        if part and part[0][0].isupper():
            start = part.start()
        part = _PART_AFTER.match(text, end)
        if part and part[0][1].isupper():
            end = part.end()
        return start, end
    own = {word.casefold() for word in words(name.spelled)}
    while found := _NEXT.match(text, end):
        if not (is_generic(found[1]) and any(found[1].casefold()[:4] == word[:4] for word in own)):
            break
        end = found.end()
    return start, end


def _without_school_numbers(text: str, names: Names) -> str:
    """«№ 5 мектеп», «школа № 5», «5-мектеп»: a school without a name of its own is told by its number."""
    for name in names.all:
        if name.school_number:
            number = re.escape(name.school_number)
            mark = rf"(?:(?:№|#|No\.?|N|номер\w*|нөмір\w*|number)\s*)?{number}(?!\d)"
            text = re.sub(
                rf"(?<![\w-]){_SCHOOL}(?:\s+|-){mark}|(?<!\d){mark}[\s-]*(?:шы|ші|я|й)?[\s-]*{_KIND_OF_SCHOOL}{_SCHOOL}\b|(?:№|\bNo\.)\s*{number}(?!\d)",
                name.code, text, flags=re.IGNORECASE,
            )  # fmt: skip
    return text
