"""Redaction of summaries: names in every text become codes; numbers and dates stay."""

import hmac
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pdcli.anonymisation.name_finder import find_places, find_runs, initials
from pdcli.anonymisation.name_register import Name, Names, collapse_spaces, file_code, plain_text
from pdcli.attestation.facts import Fact, privacy_of_parameters
from pdcli.attestation.readiness import PackFacts, Readiness
from pdcli.discovery.files import DOCUMENT_FOLDERS
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import N_, Lang, translate
from pdcli.model.forms import Field, Words
from pdcli.model.privacy import KEYED, LEFT_OUT, Privacy, privacy_of_fields
from pdcli.model.record import Record
from pdcli.portfolio.packs import Origin, PackLibrary
from pdcli.summary.build import Summary
from pdcli.summary.comparison import ComparisonRow
from pdcli.summary.projects import Work
from pdcli.text.known_words import is_generic
from pdcli.text.personal_data import find_accounts, find_emails, find_number_candidates, is_card, is_iin, is_phone
from pdcli.text.spelling import WORD, words
from pdcli.thread.build import Trace
from pdcli.thread.nodes import FindingNode, NodeEvidence, NodeIssue, PlanNode, StageTrace, ThreadNode

T = TypeVar("T")
N = TypeVar("N", FindingNode, PlanNode)
# Fields that --without may leave out besides names.
HIDEABLE = ("school", "region", "subject", "category", "target_category", "theme")
LINK, CONTACT, NUMBER = N_("[link]"), N_("[contact]"), N_("[number]")
# Ids: `g1`, `1.2`, `2026-2027-1/r2`, and rows of tables without ids of their own; no number as long as an IIN.
_ID = re.compile(r"(?!.*\d{9})(?:[a-z]?\d[-./]?)+|(?:plan|change|result|carried-over|ground)-\d+")
_STAGE_NUMBER = re.compile(r"^\d-")
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>\"«»)\]]+", re.IGNORECASE)
_BARE_LINK = re.compile(
    r"\b(?:[a-z0-9-]+\.)+(?:kz|ru|com|org|net|edu|gov|info|me|io|biz|su|қаз|рф)\b(?:/[^\s<>\"«»)\]]*)?", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w/])@[\w.]{3,}")
_FILE = re.compile(r"(?<![\w.])[^\s<>\"«»|()\[\]`]+\.[A-Za-z0-9]{1,5}(?![\w])")
_INITIALS_BEFORE = re.compile(r"(?:[^\W\d_]\.[ \u00a0]?){1,2}$")
_INITIALS_AFTER = re.compile(r"[ \u00a0]?[^\W\d_]\.(?:[ \u00a0]?[^\W\d_]\.)?")
_BETWEEN = re.compile(r"[\s\u00a0.«»\"“”'’_-]{0,3}(?:[^\W\d_]\.[\s\u00a0]{0,2}){0,2}")
# The unknown half of a hyphenated surname.
_PART_BEFORE = re.compile(r"(?<![\w-])[^\W\d_]{2,}-$")
_PART_AFTER = re.compile(r"-[^\W\d_]{2,}(?![\w-])")
# Numbers that the text labels as IIN or phone, whether their check digits are right or not.
_LABELLED_IIN = re.compile(r"\b(?:жсн|иин|iin)\b[\s:№#=–—-]{0,4}(\d{6}[ \u00a0-]?\d{6})(?!\d)", re.IGNORECASE)
_LABELLED_PHONE = re.compile(
    r"\b(?:тел(?:ефон\w*)?|ұялы(?: телефон\w*)?|сот(?:ка|ов\w*)?|моб(?:ильн\w*)?"
    r"|whats ?app|ватсап\w*|вацап\w*|phone|mobile|tel)"
    r"\b[\s.:№–—-]{0,4}(\+?\d(?:[ \u00a0().-]{0,2}\d){5,12})(?!\d)",
    re.IGNORECASE,
)
# As many digits as the first of them has, and the shortest of the second.
_TWELVE_DIGITS = re.compile(r"\d{6}[ \u00a0-]?\d{6}")
_DIGITS = re.compile(r"\d(?:[ \u00a0().-]{0,2}\d){5}")
_NEXT_WORD = re.compile(r"[\s\u00a0-]{1,2}([^\W\d_]+)")
_SCHOOL = (
    r"(?:мектеп\w*|мектеб\w*|школ\w*|гимнази\w*|лице\w*|комбинат\w*|[сно]?о?ош|сш|жо?ббм"
    r"|school\w*|lyceum\w*|gymnasium\w*|mektep\w*|mekteb\w*|shkol\w*)"
)
_KIND_OF_SCHOOL = r"(?:[^\W\d_]+[\s-]+){0,3}?"

# More codes for one frequent surname are not shown.
_MAX_CODES = 3


class _NamePiece(NamedTuple):
    start: int
    end: int
    name: Name


class _CodeSpan(NamedTuple):
    start: int
    end: int
    code: str


def redact(value: T, names: Names) -> T:
    """The same data with every text redacted and digests keyed; keys, numbers and dates are unchanged."""
    return _redact(value, names, {})


def _redact(value: T, names: Names, codes: Mapping[str, str]) -> T:
    """The same as `redact`, with codes for whole texts that are no names of people."""
    digest = partial(keyed_digest, secret=names.secret)
    return map_text(value, lambda text: codes.get(text) or redact_text(text, names), names.lang, digest)


def blind_summary(summary: Summary, names: Names, root: Path, without: frozenset[str] = frozenset()) -> Summary:
    """A teacher's summary with names redacted and the fields in `without` left out."""
    code = names.teachers[root].code
    redacted = _redact(_without_lost_names(summary, names.lang), names, _document_codes(summary, names.lang))
    replacements: dict[str, Any] = {**dict.fromkeys(without, translate(LEFT_OUT, names.lang)), "name": code}
    # The date of a category reveals that there is one.
    since = None if "category" in without else redacted.who.category_since
    return redacted.replace(
        folder=code, who=redacted.who.replace(**{**replacements, "category_since": since}),
        thread=redacted.thread.replace(name=code), history=redacted.history.replace(path=code, name=code, said=""),
        readiness=_readiness(redacted.readiness, replacements, without, names.lang),
        # Unreadable files may be named after anybody, and their messages quote them; their count stays.
        # The names and digests of files that a portfolio brings identify it.
        unread=(), brought=(),
    )  # fmt: skip


def _document_codes(summary: Summary, lang: Lang) -> dict[str, str]:
    """Refs of documents and folders of works -> their kinds with numbers, because a file may be named after anybody;
    those of which pd gives every part stay. Ids of evidence that lead nowhere -> the word for what is left out.
    """
    counts: Counter[str] = Counter()
    codes = {item.id: translate(LEFT_OUT, lang) for item in _evidence(summary.thread) if _leads_nowhere(item)}
    for document in summary.history.documents:
        if not _is_neutral(document.ref):
            kind = document.kind if document.kind in _shipped_keys() else "document"
            counts[kind] += 1
            codes[document.ref] = f"{kind}-{counts[kind]}"
    for work in (*summary.experience, *summary.research):
        if not _is_neutral(work.folder):
            top = work.folder.partition("/")[0]
            folder = top if top in DOCUMENT_FOLDERS else "document"
            counts[folder] += 1
            codes[work.folder] = f"{folder}/{counts[folder]}"
    return codes


def _evidence(thread: Trace) -> Iterator[NodeEvidence]:
    for cycle in thread.cycles:
        parts: tuple[StageTrace | ThreadNode, ...] = (*cycle.stages, *cycle.nodes)
        for part in parts:
            yield from part.evidence


def _leads_nowhere(item: NodeEvidence) -> bool:
    return not item.is_known and not _ID.fullmatch(item.id)


def _is_neutral(ref: str) -> bool:
    """Whether pd gives every part of a ref: `cycles/2026-2027-1/2-analysis`."""
    return all(
        _ID.fullmatch(part) or part in DOCUMENT_FOLDERS or _STAGE_NUMBER.sub("", part) in _shipped_keys()
        for part in ref.split("/")
    )


def _without_lost_names(summary: Summary, lang: Lang) -> Summary:
    """The summary without what a person typed that leads to nothing, and without names of unreadable documents, whose
    title is that of their file. They are still counted.
    """
    word = translate(LEFT_OUT, lang)
    unreadable = {document.ref for document in summary.history.documents if document.kind is None}
    documents = tuple(
        document.replace(title=word) if document.ref in unreadable else document
        for document in summary.history.documents
    )
    cycles = tuple(
        cycle.replace(
            findings=tuple(_without_titles(finding, unreadable) for finding in cycle.findings),
            plan=tuple(_without_titles(line, unreadable) for line in cycle.plan),
            issues=tuple(_without_names_of_nothing(issue, word) for issue in cycle.issues),
        )
        for cycle in summary.thread.cycles
    )
    return summary.replace(
        experience=tuple(_without_folder_name(work, word) for work in summary.experience),
        research=tuple(_without_folder_name(work, word) for work in summary.research),
        thread=summary.thread.replace(cycles=cycles),
        history=summary.history.replace(documents=documents),
    )


def _without_folder_name(work: Work, word: str) -> Work:
    """A work whose title is no more than the name of its folder, without it."""
    return work.replace(title=word) if work.title == work.folder.rpartition("/")[2] else work


def _without_titles(node: N, refs: Set[str]) -> N:
    documents = (item.replace(title=None) if item.ref in refs else item for item in node.documents)
    return node.replace(documents=tuple(documents))


def _without_names_of_nothing(issue: NodeIssue, word: str) -> NodeIssue:
    if not issue.kind.startswith("unknown-"):
        return issue
    # In brackets, because it stands in a sentence: «there is no document (left out)».
    return issue.replace(names=tuple(name if _ID.fullmatch(name) else f"({word})" for name in issue.names))


def _readiness(
    readiness: Readiness | None, replacements: dict[str, Any], without: frozenset[str], lang: Lang
) -> Readiness | None:
    # The criteria reveal the category.
    if readiness is None or without & {"category", "target_category"}:
        return None
    who = {key: replacements[key] for key in ("name", "school", "subject") if key in replacements}
    # The path and the digest of a confirmation identify its portfolio.
    files, packed = (
        tuple(file.replace(file=translate(LEFT_OUT, lang), sha256="") for file in confirmations)
        for confirmations in (readiness.confirmations, readiness.confirmations_packed)
    )
    pack = _without_digest(readiness.pack)
    return readiness.replace(
        path=replacements["name"], pack=pack, confirmations=files, confirmations_packed=packed, **who
    )


def blind_pack(pack: PackFacts, names: Names) -> PackFacts:
    """The facts of a rule pack with names redacted."""
    return _without_digest(redact(pack, names))


def _without_digest(pack: PackFacts) -> PackFacts:
    # The digest of an own pack identifies its portfolio; a shipped pack is the same for everybody.
    return pack if pack.origin == Origin.SHIPPED else pack.replace(sha256="")


def blind_row(row: ComparisonRow, names: Names, root: Path, without: frozenset[str] = frozenset()) -> ComparisonRow:
    """A row of the comparison with names redacted and the fields in `without` left out."""
    code = names.teachers[root].code
    replacements: dict[str, Any] = {key: translate(LEFT_OUT, names.lang) for key in without if hasattr(row, key)}
    if without & {"category", "target_category"}:
        # What is asked, and until when, reveals the category.
        replacements.update(
            criteria_present=None, criteria_confirmed=None, criteria_asked=None, marks=(), category_until=None,
            test=None, test_until=None, pack=None,
        )  # fmt: skip
    return redact(row, names).replace(**replacements, folder=code, name=code)


class _Changes(NamedTuple):
    """What becomes of texts and of digests, and what stands instead of addresses and of what is hidden."""

    text: Callable[[str], str]
    digest: Callable[[str], str]
    address: str
    hidden: str


def map_text(value: T, change: Callable[[str], str], lang: Lang, digest: Callable[[str], str] = str) -> T:
    """A copy of records, tuples and texts with `change` applied to every text whose field allows it, and
    `digest` to digests; what stands instead of other texts is in a language.
    """
    changes = _Changes(change, digest, translate(LINK, lang), translate(LEFT_OUT, lang))
    return _map_value(value, Privacy.TEXT, changes)  # type: ignore[no-any-return]


def _map_value(value: Any, privacy: Privacy, changes: _Changes) -> Any:
    kind = type(value)
    if value is None or kind is bool or kind is date:
        return value
    if kind is str:
        return _map_string(value, privacy, changes)
    if kind is int:
        return _next_power_of_two(value) if privacy is Privacy.SIZE else value
    if kind is tuple:
        return tuple([_map_value(item, privacy, changes) for item in value]) if value else value
    if kind is Fact:
        # The name of a parameter decides its privacy.
        values = {
            name: _map_value(part, privacy_of_parameters()[name], changes) for name, part in value.parameters.items()
        }
        about = tuple(_map_string(name, Privacy.KEY, changes) for name in value.about)
        return Fact(value.code, about, values)
    if isinstance(value, str):
        return _map_string(value, privacy, changes)
    if isinstance(value, dict):
        return {key: _map_value(part, Privacy.TEXT, changes) for key, part in value.items()}
    if isinstance(value, list):
        return [_map_value(part, privacy, changes) for part in value]
    if isinstance(value, tuple):
        return value._make(_map_value(item, privacy, changes) for item in value)  # type: ignore[attr-defined]
    # The words of a form are nobody's.
    return _map_fields(value, changes) if isinstance(value, Record) and kind is not Words else value


def _map_fields(value: Any, changes: _Changes) -> Any:
    mapped = {}
    is_same = True
    kind: Any = type(value)
    for name, privacy in privacy_of_fields(kind).items():
        part = getattr(value, name)
        if privacy is Privacy.FILE and part and (entry := getattr(value, "id", None)):
            other = file_code(entry, part)
        else:
            other = _map_value(part, privacy, changes)
        mapped[name] = other
        is_same = is_same and other is part
    return value if is_same else kind(**mapped)


def _map_string(text: str, privacy: Privacy, changes: _Changes) -> str:
    match privacy:
        case Privacy.WORD:
            return text
        case Privacy.KEY:
            return text if text in _shipped_keys() or _ID.fullmatch(text) else changes.text(text)
        case Privacy.ADDRESS:
            return changes.address
        case Privacy.HIDDEN | Privacy.FILE:
            return changes.hidden
        case Privacy.DIGEST:
            return changes.digest(text)
        case _:
            return changes.text(text)


def keyed_digest(digest: str, secret: str) -> str:
    """The keyed digest of a file: KEYED and HMAC-SHA-256 of its SHA-256 in hexadecimal."""
    return KEYED + hmac.digest(secret.encode(), digest.encode(), "sha256").hex()


def _next_power_of_two(size: int) -> int:
    """The size rounded up to a power of two, because the exact size identifies a file."""
    return 1 << max(size - 1, 0).bit_length()


@cache
def _shipped_keys() -> frozenset[str]:
    """Keys and choices of the shipped forms and rule packs, which are no personal data."""
    library, packs = FormLibrary(), PackLibrary().packs()
    forms = [form for kind in library.kinds() if (form := library.get(kind))]
    keys = [word for form in forms for item in form.all_fields for word in _keys_of(item)]
    return frozenset(
        [*library.kinds(), *keys, *(pack.key for pack in packs), *(mark for p in packs for mark in p.marks)]
    )


def _keys_of(item: Field) -> Iterator[str]:
    yield item.key
    yield from (choice.key for choice in item.choices)
    for part in item.parts:
        yield from _keys_of(part)


@lru_cache(maxsize=8192)
def redact_text(text: str, names: Names) -> str:
    """A text with names replaced by codes, and addresses and personal numbers by placeholders."""
    if not text:
        return text
    plain = plain_text(text)
    code = _code_of(plain, names)
    return code if code != plain else _without_names(_without_addresses(plain, names), names)


def redact_names(text: str, names: Names) -> str:
    """A text with names replaced by codes; addresses and numbers stay."""
    return _without_names(plain_text(text), names)


def _code_of(answer: str, names: Names) -> str:
    name = names.whole_answers.get(" ".join(answer.split()).casefold())
    return name.code if name else answer


def _without_addresses(text: str, names: Names) -> str:
    link, contact, number = (translate(word, names.lang) for word in (LINK, CONTACT, NUMBER))
    text = _LINK.sub(link, text)
    for match in reversed(list(find_emails(text))):
        text = text[: match.start()] + contact + text[match.end() :]
    text = _HANDLE.sub(contact, text)
    text = _FILE.sub(lambda match: names.files.get(match[0].casefold(), match[0]), text)
    text = _BARE_LINK.sub(link, text)
    for start, end in sorted(private_numbers(text), reverse=True):
        text = text[:start] + number + text[end:]
    return text


def private_numbers(text: str) -> list[tuple[int, int]]:
    """Spans of IINs, phones, cards and accounts, and of numbers that the text labels so."""
    spans = [account.span() for account in find_accounts(text)]
    for kind, start, end, digits in find_number_candidates(text):
        plus = text[start - 1 : start] == "+"
        if (kind == "iin" and is_iin(digits)) or (kind == "card" and is_card(digits)):
            spans.append((start, end))
        elif kind == "phone" and is_phone(digits, plus):
            spans.append((start - plus, end))
    if not _DIGITS.search(text):
        return spans
    patterns = (_LABELLED_IIN, _LABELLED_PHONE) if _TWELVE_DIGITS.search(text) else (_LABELLED_PHONE,)
    labelled = (match.span(1) for pattern in patterns for match in pattern.finditer(text))
    # One number may match both ways.
    return [*spans, *(span for span in labelled if all(span[1] <= start or span[0] >= end for start, end in spans))]


def _without_names(text: str, names: Names) -> str:
    text = names.phrases.sub(lambda match: _code_of(match[0], names), text)
    parts, end_of_last = [], 0
    text_names = _text_name_codes(text, names)
    others = [field_names for field_names in _name_pieces(text, names) if not _overlaps(field_names[0], text_names)]
    for start, end, code in _merge_disjoint(text_names, _join_pieces(others, text)):
        if start >= end_of_last:
            parts += [text[end_of_last:start], code]
            end_of_last = end
    return _without_school_numbers("".join(parts) + text[end_of_last:], names)


def _text_name_codes(text: str, names: Names) -> list[_CodeSpan]:
    """Codes of names from running text, matched as a whole: a full name with another first name is another person."""
    codes = []
    for offset, run in find_runs(text):
        for candidate in names.matcher.find_person_names(run):
            name = names.from_texts.get(collapse_spaces(run.text[candidate.start : candidate.end]).casefold())
            if name and candidate.is_sure:
                codes.append(_CodeSpan(offset + candidate.start, offset + candidate.end, name.code))
    for place in find_places(text):
        name = names.from_texts.get(collapse_spaces(place).casefold())
        if name:
            codes += [_CodeSpan(*match.span(), name.code) for match in re.finditer(re.escape(place), text)]
    return codes


def _overlaps(piece: _NamePiece, codes: list[_CodeSpan]) -> bool:
    return any(piece.start < code.end and code.start < piece.end for code in codes)


def _merge_disjoint(first: list[_CodeSpan], second: list[_CodeSpan]) -> list[_CodeSpan]:
    """Both lists in order of place, without those of the second that overlap the first."""
    free = [code for code in second if not any(code.start < it.end and it.start < code.end for it in first)]
    return sorted([*first, *free])


def _name_pieces(text: str, names: Names) -> list[list[_NamePiece]]:
    """For each word that may belong to a name, one piece per name, in order of place."""
    matches = []
    for match in WORD.finditer(text):
        word_names = names.names_of(match[0]) or [name for part in words(match[0]) for name in names.names_of(part)]
        if word_names:
            matches.append([_NamePiece(*match.span(), name) for name in word_names])
    return matches


def _join_pieces(word_pieces: list[list[_NamePiece]], text: str) -> list[_CodeSpan]:
    """Codes of neighbouring words of one name, extended over initials and the generic words of a school."""
    codes: list[_CodeSpan] = []
    index = 0
    while index < len(word_pieces):
        # Of several names with this word, the one with the longest run.
        candidates = []
        for piece in word_pieces[index]:
            count = _run_length(word_pieces, index, piece.name, text)
            start, end = _widen(text, word_pieces[index][0].start, word_pieces[index + count - 1][0].end, piece.name)
            candidates.append(
                (
                    end - start,
                    piece.name.kind == "teacher",
                    -piece.name.number,
                    count,
                    _NamePiece(start, end, piece.name),
                )
            )
        *_rank, count, longest = max(candidates, key=lambda item: item[:3])
        longest_ones = [item[-1].name for item in candidates if item[0] == longest.end - longest.start]
        codes.append(_CodeSpan(longest.start, longest.end, _piece_code(longest, longest_ones, text)))
        index += count
    return codes


def _piece_code(piece: _NamePiece, names: list[Name], text: str) -> str:
    """The code of a piece; where it may be several people's, their codes joined by a slash."""
    if not piece.name.is_of_person:
        return piece.name.code
    letters = initials(text[piece.start : piece.end])
    people = [name for name in names if name.is_of_person]
    people = [name for name in people if name.may_have_initials(letters)] or people
    codes = sorted(name.code for name in people)
    return "/".join(codes if len(codes) <= _MAX_CODES else [*codes[:_MAX_CODES], "…"])


def _run_length(word_pieces: list[list[_NamePiece]], index: int, name: Name, text: str) -> int:
    count = 1
    while index + count < len(word_pieces):
        before, after = word_pieces[index + count - 1][0], word_pieces[index + count][0]
        if not _BETWEEN.fullmatch(text, before.end, after.start) or name not in [
            piece.name for piece in word_pieces[index + count]
        ]:
            break
        count += 1
    return count


def _widen(text: str, start: int, end: int, name: Name) -> tuple[int, int]:
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
    name_words = {word.casefold() for word in words(name.spelled)}
    while match := _NEXT_WORD.match(text, end):
        if not (is_generic(match[1]) and any(match[1].casefold()[:4] == word[:4] for word in name_words)):
            break
        end = match.end()
    return start, end


def _without_school_numbers(text: str, names: Names) -> str:
    """A text in which schools known by their number («№ 5 мектеп», «школа № 5», «5-мектеп») are codes."""
    for name in names.all:
        if name.school_number:
            number = re.escape(name.school_number)
            mark = rf"(?:(?:№|#|No\.?|N|номер\w*|нөмір\w*|number)\s*)?{number}(?!\d)"
            text = re.sub(
                rf"(?<![\w-]){_SCHOOL}(?:\s+|-){mark}|(?<!\d){mark}[\s-]*(?:шы|ші|я|й)?[\s-]*{_KIND_OF_SCHOOL}{_SCHOOL}\b|(?:№|\bNo\.)\s*{number}(?!\d)",
                name.code, text, flags=re.IGNORECASE,
            )  # fmt: skip
    return text
