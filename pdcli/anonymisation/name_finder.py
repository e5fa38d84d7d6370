"""Named entity recognition: people and places in running text, by the form of the words and their context.

A run of capitalised words is classified word by word. A name is certain where two of its words are parts of a name
(given name, surname, patronymic, initials), or one part stands beside a word that is nothing else. A doubtful match is
yielded with `is_sure=False`, for people to decide.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pdcli.text.given_names import given_name
from pdcli.text.known_words import is_common, is_generic, is_ordinary
from pdcli.text.personal_data import is_public_figure
from pdcli.text.spelling import is_inflection_of_any, phonetic_key, plain_letters

_CAPITAL = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІÄĞÑÖŪÜŞİÁÚŃÓǴÝ]"
_LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f])"
# «Г.», «Дж.», and not the last letter of a longer word; «Ахметова», «О'Брайен», «Сапарова-Ким».
_INITIAL = rf"{_CAPITAL}\.|(?:Zh|Sh|Ch|Kh|Yu|Ya|Дж)\."
_WORD = rf"{_CAPITAL}{_LETTER}*(?:['’ʼ-]{_LETTER}+)*(?:[ \u00a0](?:уулу|кызы|uulu|kyzy)(?!\w))?"
_TOKEN = re.compile(rf"(?:{_INITIAL})|{_WORD}")
# One line break may stand between words: texts are folded.
_GAP = r"[ \t\u00a0]*(?:\r?\n[ \t]*)?"
_SPACE = r"(?:[ \t\u00a0]+(?:\r?\n[ \t]*)?|\r?\n[ \t]*)"
_RUN = re.compile(rf"(?<![\w'’ʼ-])(?:{_INITIAL}|{_WORD}(?!\w))(?:{_GAP}(?:{_INITIAL}|{_WORD}(?!\w)))*")
_A_CAPITAL = re.compile(_CAPITAL)
_LOWERCASE_PAIR = re.compile(r"(?<!\w)([^\W\d_A-ZА-Я]{3,})(?=[ \u00a0]([^\W\d_A-ZА-Я]{5,})(?!\w))")
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?|\S)[ \t\u00a0]*(?:\r?\n[ \t]*)?$")
_WORD_AFTER = re.compile(r"[ \t\u00a0]+([^\W\d_]+)")
# Characters after which a sentence, a title or a list item begins.
_SENTENCE_OPENERS = frozenset(".!?…:;•*#>|/«“\"'([{—–-·+=\\")

_CYRILLIC = re.compile("[\u0400-\u04ff]")

NamePart = Literal["given", "family", "patronymic", "initial", "weak", "known", "other", "none"]
_IDENTIFYING_PARTS = frozenset({"given", "family", "patronymic", "initial", "known"})

# Plural, possessive and case endings of Kazakh in both vowel harmonies.
_KAZAKH = (
    "(?:[лдт][ае]р)?(?:(?:ы|і|сы|сі|ым|ім|ың|ің|ымыз|іміз)(?:н|на|не|нда|нде|ндағы|ндегі)?)?"
    "(?:[ндт][ыі]ң|[ғқ]а|[гк]е|[ндт][ыі]|[дт][ае]н?|н[ае]н|[мбп]ен|[ндт][ыі]кі|[дт]ағы|[дт]егі|ш[ае])?"
)
_CASE = re.compile("(?:[ндт][ыі]ң|[ғқ]а|[гк]е|[ндт][ыі]|[дт][ае]н|н[ае]н|[мбп]ен|[дт][ае])$")
# Endings after a possessive: «-ұлы», «-қызы», «қаласы».
_POSSESSIVE = (
    "(?:лар|лер)?(?:[нд][ыі]ң|н[ае]|н|н[ыі]|нд[ае]|н[ае]н|мен|н[ыі]кі|ндағы|ндегі|ғ?а|ге|да|де|дан|ден|ш[ае])?"
)
_FAMILY = re.compile(rf"(\w{{2,}}(?:[оеё]в|енко)|\w{{3,}}цын)(?:а?{_KAZAKH}|у|ым|е|ы)")
# Endings that adjectives («игровой», «детский») and other nouns («причина») share.
_WEAK = re.compile(
    rf"(\w{{2,}}[оеё]в|\w{{3,}}цын)(?:ой|ою|ых|ыми)|(\w{{2,}}ин)(?:а?{_KAZAKH}|у|ым|е|ы|ой|ою|ых|ыми)"
    rf"|(\w{{2,}}[сц]к)(?:(?:ий|ая|ой){_KAZAKH}|ого|ому|им|ую|ом|ие|их|ими)"
)
_PATRONYMIC = re.compile(
    rf"(\w{{2,}}(?:[оеё]вич|льич|мич|тич))(?:а|у|ем|е|и|{_KAZAKH})|(\w{{2,}}(?:[оеё]вн|ичн))(?:ы|е|у|ой|ою|а{_KAZAKH})"
    rf"|(\w{{3,}}(?:ұлы|улы|қызы|кызы|уулу|оглы)){_POSSESSIVE}"
)
# The same over phonetic keys, for words in Latin letters.
_FROM_KAZAKH = "(?:[ndt]in|[gk][ae]|n[ae]|[ndt]i|[dt][ae]n?|n[ae]n|[mbp]en)?"
_NO_LATIN_NAME = re.compile(r".*(?:ing|[oe]w)(?:['’]?s)?")
_LATIN_FAMILY = re.compile(rf"(.{{2,}}(?:ov|ev)|.{{2,}}enko)(?:a?(?:s|{_FROM_KAZAKH})|oi|u|im|om)")
_LATIN_WEAK = re.compile(rf"(.{{3,}}in)(?:a?(?:s|{_FROM_KAZAKH})|oi)|(.{{2,}}sk)(?:i|aia|oi|ogo)(?:s|{_FROM_KAZAKH})")
_LATIN_PATRONYMIC = re.compile(
    rf"(.{{2,}}(?:ovich|evich))(?:a|u|em|s|{_FROM_KAZAKH})|(.{{2,}}(?:ovn|evn))(?:i|e|u|oi|a(?:s|{_FROM_KAZAKH}))"
    rf"|(.{{3,}}(?:uli|kizi|ulu))(?:s|{_FROM_KAZAKH})"
)
# Posts before a name, and forms of respect after it.
_POSTS = (
    "мұғалім әріптес тәлімгер ұстаз педагог директор завуч оқушы шәкірт модератор сарапшы ученик ученица ученику "
    "учительница учитель учителя коллега коллеги наставник педагога pupil student teacher colleague mentor"
)
_RESPECT = "апай ағай ханым мырза әпке тәте апа аға"
_BEFORE_NAME = frozenset(map(phonetic_key, _POSTS.split()))
_AFTER_NAME = frozenset(map(phonetic_key, _RESPECT.split()))
_TEACHER = frozenset({phonetic_key("мұғалім"), phonetic_key("ұстаз")})
_TITLES_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "госпожа", "господин", "госпожи", "мистер", "миссис"})
# Authors and educators whose works are spoken of everywhere.
_KNOWN_AUTHORS = re.compile(
    r"Выготск|Эльконин|Сухомлинск|Макаренко|Ушинск|Амонашвили|Монтессори|Пиаже|Коменск|Марзано|Хатти|Бабанск|Занков|Блум|Altynsarin|Auezov|Kunanba|Өтеміс|Бөкейхан|Молдағұл|Мәметов|Қабанбай|Бөгенбай|"
    r"\b(?:Абай|Шоқан|Чокан|Жамбыл|Ыбырай|Абылай|Vygotsk|Piaget|Bloom|Marzano|Hattie|Dewey|Montessori)",
    re.IGNORECASE,
)

# Places. In Kazakh the possessive «-сы», «-ы» makes the word before a name; «біздің ауылымыз» names no place.
_PROPER_NAME = rf"({_CAPITAL}{_LETTER}+(?:-{_LETTER}+)*(?:[ \u00a0]{_CAPITAL}{_LETTER}+)?)"
_KAZAKH_PLACE = re.compile(
    rf"(?<!\w){_PROPER_NAME}{_SPACE}(?:(?:қаласы|облысы|ауданы|ауылы|кенті|округі|өңірі){_POSSESSIVE}(?!\w)"
    r"|(?:қ-с[ыі]\w*|обл\.|ауд\.|қ\.(?!\s*[А-ЯӘҒҚҢӨҰҮҺІ]\.)|а/о(?!\w)))",
)
_ADJECTIVE = r"[сц]к(?:ая|ой|ую|ою|ий|ого|ому|им|ом)"
_RUSSIAN_PLACE = re.compile(
    rf"(?<!\w)({_CAPITAL}{_LETTER}+(?:-{_LETTER}+)*{_ADJECTIVE}){_SPACE}(?:област|район|округ|обл\.|р-н|сельск)\w*"
    rf"|(?<!\w)(?:(?:[Гг]ород|[Сс]ел|[Аа]ул|[Пп]ос[её]л|[Сс]таниц|[Дд]еревн|[Рр]айон)(?:[аоеуыяюи]|ом|ем|ой|ок|к[аоеу]м?)?{_SPACE}"
    rf"|(?<!\d)(?<!\d[ \u00a0])[гс]\.{_GAP}|пос\.{_GAP}|пгт\.?{_SPACE}){_PROPER_NAME}(?!\w)"
)
_ENGLISH_PLACE = re.compile(
    rf"(?<!\w){_PROPER_NAME}{_SPACE}(?:city|region|district|village|oblast|town|City|Region|District|Village|Oblast)(?!\w)"
    rf"|(?<!\w)(?:[Cc]ity|[Tt]own|[Vv]illage|[Dd]istrict|[Rr]egion)[ \u00a0]of[ \u00a0]{_PROPER_NAME}(?!\w)"
)
_OWNER = re.compile(r"\w+[ндт][ыі]ң")


class NameCandidate(NamedTuple):
    """Offsets of a possible name in its run. Where `is_sure` is false it is reported, not replaced."""

    start: int
    end: int
    is_sure: bool


class Run(NamedTuple):
    """Consecutive capitalised words with the words before and after; `before` is empty at the start of a sentence."""

    before: str
    text: str
    after: str


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    part: NamePart


def find_runs(text: str) -> Iterator[tuple[int, Run]]:
    """Yield (offset, run) for each run of capitalised words in a text that may hold a name."""
    for match in _runs(text):
        before = _WORD_BEFORE.search(text, max(match.start() - 40, 0), match.start())
        after = _WORD_AFTER.match(text, match.end())
        word_before = before[1] if before else ""
        is_beginning = (
            word_before[-1:] in _SENTENCE_OPENERS and word_before.casefold().strip(".") not in _TITLES_OF_ADDRESS
        )
        run = Run("" if is_beginning else word_before, match[0], after[1] if after else "")
        if " " in run.text or len(_TOKEN.findall(run.text)) > 1 or _may_be_name(run):
            yield match.start(), run


def _runs(text: str) -> Iterator[re.Match[str]]:
    end = 0
    # Most letters are small, and looking for a capital is far quicker.
    for capital in _A_CAPITAL.finditer(text):
        if capital.start() >= end and (match := _RUN.match(text, capital.start())):
            end = match.end()
            yield match


def _may_be_name(run: Run) -> bool:
    """Whether a single word may be a name."""
    return part_of(run.text) not in ("other", "none", "weak") or _has_name_context(run, run.text, None, is_last=True)


@lru_cache(maxsize=65536)
def part_of(word: str) -> NamePart:
    """Which part of a name a capitalised word may be; of a hyphenated one, the strongest part among its words."""
    if word.endswith("."):
        return "initial"
    if " " in word or "\u00a0" in word:
        return "patronymic"
    if "-" in word:
        # «Study-дің», «Ата-аналар»: a part in small letters decides nothing.
        parts = [part_of(part) for part in word.split("-") if part[:1].isupper()]
        return next((part for part in ("patronymic", "family", "given", "weak", "other") if part in parts), "none")
    if len(word) < 2 or is_common(word):
        return "none"
    for part, patterns in (
        ("patronymic", (_PATRONYMIC, _LATIN_PATRONYMIC)),
        ("family", (_FAMILY, _LATIN_FAMILY)),
    ):
        if _core(word, *patterns):
            return part  # type: ignore[return-value]
    if is_generic(word):
        return "none"
    if not is_ordinary(word) and given_name(word):
        return "given"
    if _core(word, _WEAK, _LATIN_WEAK):
        return "weak"
    return "none" if word.isupper() and len(word) <= 4 else "other"


def _core(word: str, cyrillic: re.Pattern[str], latin: re.Pattern[str]) -> str | None:
    """The word without its ending, if it matches the pattern of its alphabet; else None."""
    letters = plain_letters(word)
    if _is_latin(letters):
        match = None if _NO_LATIN_NAME.fullmatch(letters) else latin.fullmatch(phonetic_key(word))
    else:
        match = cyrillic.fullmatch(letters)
    return next(filter(None, match.groups()), None) if match else None


def _is_latin(word: str) -> bool:
    return not _CYRILLIC.search(word)


@lru_cache(maxsize=65536)
def name_key(word: str) -> str:
    """The phonetic key of a word of a name without its case ending: «Сапарованың», «Сапаровой» give `saparov`."""
    for patterns in (
        (_PATRONYMIC, _LATIN_PATRONYMIC),
        (_FAMILY, _LATIN_FAMILY),
        (_WEAK, _LATIN_WEAK),
    ):
        core = _core(word, *patterns)
        if core:
            return phonetic_key(core)
    given_key = None if is_ordinary(word) else given_name(word)
    if given_key:
        return given_key
    return phonetic_key(strip_case(word))


@lru_cache(maxsize=65536)
def strip_case(word: str) -> str:
    """A casefolded word without its Kazakh case ending."""
    letters = plain_letters(word)
    stripped = _CASE.sub("", letters)
    return stripped if len(stripped) >= 4 else letters


def initials(text: str) -> tuple[str, ...]:
    """The initials in a name, as first letters of phonetic keys."""
    return tuple(phonetic_key(match[0][:-1])[:1] for match in _TOKEN.finditer(text) if match[0].endswith("."))


def find_person_names(
    run: Run, is_known: Callable[[str], bool], is_lower: Callable[[str], bool]
) -> Iterator[NameCandidate]:
    """Yield the names of people in a run. `is_known(word)` is true for a word of a name that a field holds,
    `is_lower(word)` for a word that occurs in small letters too and so is no name at the start of a sentence.
    """
    tokens = [_Token(*match.span(), match[0], _part(match[0], is_known)) for match in _TOKEN.finditer(run.text)]
    if (
        len(tokens) > 1
        and not run.before
        and tokens[0].part == "other"
        and _is_only_capitalised(tokens[0].text, is_lower)
    ):
        tokens[0] = tokens[0]._replace(part="none")
    index = 0
    while index < len(tokens):
        if tokens[index].part not in _IDENTIFYING_PARTS and tokens[index].part != "weak":
            token, is_last = tokens[index], index == len(tokens) - 1
            if token.part == "other" and _has_name_context(
                run, token.text, tokens[index - 1] if index else None, is_last
            ):
                yield NameCandidate(token.start, token.end, True)
            index += 1
            continue
        end = index + 1
        while end < len(tokens) and _is_same_person(tokens[index:end], tokens[end]):
            end += 1
        candidate = _person_name(run, tokens, index, end)
        if candidate is None and index == 1 and tokens[0].part == "none" and part_of(tokens[0].text) == "other":
            # «Қарлыға Ғабдуллина»: the first name looks like an inflected word.
            candidate = NameCandidate(tokens[0].start, tokens[end - 1].end, is_sure=False)
        if candidate and not _is_public_figure(run.text[candidate.start : candidate.end]):
            yield candidate
        index = end


def _is_only_capitalised(word: str, is_lower: Callable[[str], bool]) -> bool:
    """Whether a word is capitalised only because it begins a sentence: «Сабақты Сапарова өткізді».

    Only the last word of a name is inflected; names such as «Зубайда» merely look so.
    """
    letters = plain_letters(word)
    return is_lower(word) or (strip_case(word) != letters and not letters.endswith(("да", "де", "та", "те")))


def find_lowercase_names(text: str) -> Iterator[str]:
    """Yield pairs of a given name and a surname in small letters; they are never certain."""
    for match in _LOWERCASE_PAIR.finditer(text):
        roles = {part_of(word.capitalize()) for word in (match[1], match[2])}
        if "given" in roles and roles & {"family", "patronymic"}:
            yield f"{match[1]} {match[2]}"


def _is_same_person(person: Sequence[_Token], token: _Token) -> bool:
    """Whether a token continues the name of a person: nobody has two surnames, unless hyphenated."""
    roles = {_role(member) for member in person}
    role = _role(token)
    if role == "initial":
        # «Сапарова Г. Б.», and not «А. Сапарова» with «Б. Оспанов» after her.
        return "family" not in roles or ("given" not in roles and person[0].part != "initial")
    if role in ("family", "patronymic"):
        return role not in roles
    return role == "given" and not ("family" in roles and {"given", "initial"} & roles)


def _role(token: _Token) -> NamePart:
    if token.part in ("weak", "known"):
        return "given" if token.part == "known" and given_name(token.text) else "family"
    return token.part


def _part(word: str, is_known: Callable[[str], bool]) -> NamePart:
    part = part_of(word)
    return "known" if part in ("other", "weak", "given") and is_known(word) else part


def _is_public_figure(name: str) -> bool:
    return is_public_figure(name) or _KNOWN_AUTHORS.search(name) is not None


def _person_name(run: Run, tokens: Sequence[_Token], start: int, end: int) -> NameCandidate | None:
    """The name around tokens[start:end], with the neighbouring words that belong to it; None if it is no name."""
    parts = [token.part for token in tokens[start:end]]
    is_latin = _is_latin(tokens[start].text)
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    has_word_before = before is not None and before.part == "other" and _is_latin(before.text) == is_latin
    has_word_after = after is not None and after.part == "other" and _is_latin(after.text) == is_latin
    # The word on the left begins the sentence.
    is_sentence_start = has_word_before and start == 1 and not run.before

    def span(from_left: bool, from_right: bool, is_sure: bool) -> NameCandidate:
        first, last = tokens[start - from_left], tokens[end - 1 + from_right]
        return NameCandidate(first.start, last.end, is_sure)

    if set(parts) == {"initial"}:
        return (
            span(not has_word_after, has_word_after, len(parts) > 1 and (not is_sentence_start or has_word_after))
            if has_word_before or has_word_after
            else None
        )
    if set(parts) == {"weak"}:
        # «Западной Казахстанской» may begin a sentence, «Бибігүл Калинина» is somebody.
        is_noun = re.search("[сц]к|sk", plain_letters(tokens[start].text)[-6:]) is None
        is_sure = len(parts) == 1 and has_word_before and (is_noun or not is_sentence_start)
        return span(has_word_before, not has_word_before, is_sure) if has_word_before or has_word_after else None
    if len(parts) > 1:
        # «Ким Светлана Ивановна», «Светлана Ивановна Ким».
        lacks_family = not {"family", "weak", "known", "initial"} & set(parts)
        return span(lacks_family and has_word_before and not is_sentence_start, lacks_family and has_word_after, True)
    if parts == ["known"]:
        return span(True, False, True) if has_word_before and not is_sentence_start else None
    if parts == ["given"]:
        if has_word_after or (has_word_before and not is_sentence_start):
            return span(not has_word_after, has_word_after, True)
        return span(False, False, _has_name_context(run, tokens[start].text, before, after is None))
    if has_word_before or has_word_after:
        return span(has_word_before, not has_word_before, True)
    word = tokens[start].text
    if parts == ["patronymic"] or _is_kazakh(word) or _has_name_context(run, word, before, after is None):
        return span(False, False, True)
    # «Уроков», «эпоха Караханидов»: the genitive plural of Russian.
    if not _is_latin(word) and plain_letters(word).endswith(("ов", "ев", "ёв")):
        return span(False, False, False) if run.before or start > 0 else None
    return span(False, False, bool(run.before) or start > 0)


def _is_kazakh(word: str) -> bool:
    """Whether a surname has a Kazakh ending, which no Russian noun has: «Оспановтың»."""
    core = _core(word, _FAMILY, _LATIN_FAMILY)
    letters = plain_letters(word)
    return bool(core) and not _is_latin(letters) and len(letters) - len(core or "") >= 3


def _has_name_context(run: Run, word: str, beside: _Token | None, is_last: bool) -> bool:
    """Whether a neighbouring word marks it as a person's name: «Сәуле апай», «мұғалім Данияр», “Mrs Brown”."""
    before = (beside.text if beside else run.before).casefold().strip(".")
    after = phonetic_key(run.after) if is_last else ""
    part = part_of(word)
    if part != "none" and (before in _TITLES_OF_ADDRESS or is_inflection_of_any(after, _AFTER_NAME)):
        return True
    if part == "given" and is_inflection_of_any(after, _TEACHER):
        return True
    return part in ("given", "family") and is_inflection_of_any(phonetic_key(before), _BEFORE_NAME)


def find_places(text: str) -> Iterator[str]:
    """Yield names of places together with their kind: «Шымкент қаласындағы», «Жамбылской области»."""
    for pattern in (_KAZAKH_PLACE, _RUSSIAN_PLACE, _ENGLISH_PLACE):
        for match in pattern.finditer(text):
            proper_name = next(filter(None, match.groups()), "")
            identifying_words = [
                word for word in re.split(r"[\s-]+", proper_name) if not (is_generic(word) or is_common(word))
            ]
            if identifying_words and not _OWNER.fullmatch(identifying_words[-1].casefold()):
                yield match[0]


def place_key(word: str) -> str:
    """The phonetic key of a word of a place without the adjective's ending: «Жамбылской» gives `jambil`."""
    adjective = re.fullmatch(rf"(\w{{3,}}){_ADJECTIVE}", plain_letters(word))
    return phonetic_key(adjective[1]) if adjective else phonetic_key(word)


def may_be_person(word: str) -> bool:
    """Whether the name of a place may also be a person's: «Абай», «Жамбыл»."""
    return _KNOWN_AUTHORS.match(word) is not None or part_of(word) == "given" or is_public_figure(word)
