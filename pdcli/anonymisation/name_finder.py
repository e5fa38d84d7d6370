"""People and places that stand in no field, found by how they look in a text.

Capitalised words that follow each other are looked at together. A name is certain where two of its words tell it: a
given name, a surname, a patronymic, initials, or one of them and a word that is no other. What may be a name and may be
none is found too, and said to be unsure: it is for people to look at.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pdcli.text.given_names import given_name
from pdcli.text.known_words import is_common, is_generic, is_ordinary
from pdcli.text.personal_data import is_public_figure
from pdcli.text.spelling import is_inflection, phonetic_key, plain_letters

_CAPITAL = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІÄĞÑÖŪÜŞİÁÚŃÓǴÝ]"
_REST = "(?:[^\\W\\d_]|[\u0300-\u036f])"
# «Г.», «Дж.», and not the last letter of a longer word; «Ахметова», «О'Брайен», «Сапарова-Ким».
_INITIAL = rf"{_CAPITAL}\.|(?:Zh|Sh|Ch|Kh|Yu|Ya|Дж)\."
_WORD = rf"{_CAPITAL}{_REST}*(?:['’ʼ-]{_REST}+)*(?:[ \u00a0](?:уулу|кызы|uulu|kyzy)(?!\w))?"
_TOKEN = re.compile(rf"(?:{_INITIAL})|{_WORD}")
# One line break may stand between: texts are folded.
_GAP = r"[ \t\u00a0]*(?:\r?\n[ \t]*)?"
_SPACE = r"(?:[ \t\u00a0]+(?:\r?\n[ \t]*)?|\r?\n[ \t]*)"
_RUN = re.compile(rf"(?<![\w'’ʼ-])(?:{_INITIAL}|{_WORD}(?!\w))(?:{_GAP}(?:{_INITIAL}|{_WORD}(?!\w)))*")
_SMALL = re.compile(r"(?<!\w)([^\W\d_A-ZА-Я]{3,})(?=[ \u00a0]([^\W\d_A-ZА-Я]{5,})(?!\w))")
_BEFORE = re.compile(r"([^\W\d_]+\.?|\S)[ \t\u00a0]*(?:\r?\n[ \t]*)?$")
_AFTER = re.compile(r"[ \t\u00a0]+([^\W\d_]+)")
# After these a sentence, a title, a line of a list begins.
_BEGINNINGS = frozenset(".!?…:;•*#>|/«“\"'([{—–-·+=\\")

_CYRILLIC = re.compile("[\u0400-\u04ff]")

Part = Literal["given", "family", "patronymic", "initial", "weak", "known", "other", "none"]
_TELLING = frozenset({"given", "family", "patronymic", "initial", "known"})

# Plural, possession and case of Kazakh, in the letters of both harmonies, as people write them after any word.
_KAZAKH = (
    "(?:[лдт][ае]р)?(?:(?:ы|і|сы|сі|ым|ім|ың|ің|ымыз|іміз)(?:н|на|не|нда|нде|ндағы|ндегі)?)?"
    "(?:[ндт][ыі]ң|[ғқ]а|[гк]е|[ндт][ыі]|[дт][ае]н?|н[ае]н|[мбп]ен|[ндт][ыі]кі|[дт]ағы|[дт]егі|ш[ае])?"
)
_CASE = re.compile("(?:[ндт][ыі]ң|[ғқ]а|[гк]е|[ндт][ыі]|[дт][ае]н|н[ае]н|[мбп]ен|[дт][ае])$")
# After what possesses already: «-ұлы», «-қызы», «қаласы».
_POSSESSED = "(?:лар|лер)?(?:[нд][ыі]ң|н[ае]|н|н[ыі]|нд[ае]|н[ае]н|мен|н[ыі]кі|ндағы|ндегі|ғ?а|ге|да|де|дан|ден|ш[ае])?"
_FAMILY = re.compile(rf"(\w{{2,}}(?:[оеё]в|енко)|\w{{3,}}цын)(?:а?{_KAZAKH}|у|ым|е|ы)")
# The same endings have adjectives («игровой», «детский») and other nouns («причина»).
_WEAK = re.compile(
    rf"(\w{{2,}}[оеё]в|\w{{3,}}цын)(?:ой|ою|ых|ыми)|(\w{{2,}}ин)(?:а?{_KAZAKH}|у|ым|е|ы|ой|ою|ых|ыми)"
    rf"|(\w{{2,}}[сц]к)(?:(?:ий|ая|ой){_KAZAKH}|ого|ому|им|ую|ом|ие|их|ими)"
)
_PATRONYMIC = re.compile(
    rf"(\w{{2,}}(?:[оеё]вич|льич|мич|тич))(?:а|у|ем|е|и|{_KAZAKH})|(\w{{2,}}(?:[оеё]вн|ичн))(?:ы|е|у|ой|ою|а{_KAZAKH})"
    rf"|(\w{{3,}}(?:ұлы|улы|қызы|кызы|уулу|оглы)){_POSSESSED}"
)
# In Latin letters, made rough.
_FROM_KAZAKH = "(?:[ndt]in|[gk][ae]|n[ae]|[ndt]i|[dt][ae]n?|n[ae]n|[mbp]en)?"
_NO_LATIN_NAME = re.compile(r".*(?:ing|[oe]w)(?:['’]?s)?")
_LATIN_FAMILY = re.compile(rf"(.{{2,}}(?:ov|ev)|.{{2,}}enko)(?:a?(?:s|{_FROM_KAZAKH})|oi|u|im|om)")
_LATIN_WEAK = re.compile(rf"(.{{3,}}in)(?:a?(?:s|{_FROM_KAZAKH})|oi)|(.{{2,}}sk)(?:i|aia|oi|ogo)(?:s|{_FROM_KAZAKH})")
_LATIN_PATRONYMIC = re.compile(
    rf"(.{{2,}}(?:ovich|evich))(?:a|u|em|s|{_FROM_KAZAKH})|(.{{2,}}(?:ovn|evn))(?:i|e|u|oi|a(?:s|{_FROM_KAZAKH}))"
    rf"|(.{{3,}}(?:uli|kizi|ulu))(?:s|{_FROM_KAZAKH})"
)
# What stands before or after the name of somebody spoken of with respect, or by post.
_POSTS = (
    "мұғалім әріптес тәлімгер ұстаз педагог директор завуч оқушы шәкірт модератор сарапшы ученик ученица ученику "
    "учительница учитель учителя коллега коллеги наставник педагога pupil student teacher colleague mentor"
)
_RESPECT = "апай ағай ханым мырза әпке тәте апа аға"
_BEFORE_NAME = tuple(map(phonetic_key, _POSTS.split()))
_AFTER_NAME = tuple(map(phonetic_key, _RESPECT.split()))
_TEACHER = (phonetic_key("мұғалім"), phonetic_key("ұстаз"))
_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "госпожа", "господин", "госпожи", "мистер", "миссис"})
# Whose books and ways of teaching everybody speaks of.
_EDUCATORS = re.compile(
    r"Выготск|Эльконин|Сухомлинск|Макаренко|Ушинск|Амонашвили|Монтессори|Пиаже|Коменск|Марзано|Хатти|Бабанск|Занков|Блум|Altynsarin|Auezov|Kunanba|Өтеміс|Бөкейхан|Молдағұл|Мәметов|Қабанбай|Бөгенбай|"
    r"\b(?:Абай|Шоқан|Чокан|Жамбыл|Ыбырай|Абылай|Vygotsk|Piaget|Bloom|Marzano|Hattie|Dewey|Montessori)",
    re.IGNORECASE,
)

# Places. Kazakh: the possession «-сы», «-ы» makes a name of the word before; «біздің ауылымыз» names nothing.
_NAMED = rf"({_CAPITAL}{_REST}+(?:-{_REST}+)*(?:[ \u00a0]{_CAPITAL}{_REST}+)?)"
_KAZAKH_PLACE = re.compile(
    rf"(?<!\w){_NAMED}{_SPACE}(?:(?:қаласы|облысы|ауданы|ауылы|кенті|округі|өңірі){_POSSESSED}(?!\w)"
    r"|(?:қ-с[ыі]\w*|обл\.|ауд\.|қ\.(?!\s*[А-ЯӘҒҚҢӨҰҮҺІ]\.)|а/о(?!\w)))",
)
_ADJECTIVE = r"[сц]к(?:ая|ой|ую|ою|ий|ого|ому|им|ом)"
_RUSSIAN_PLACE = re.compile(
    rf"(?<!\w)({_CAPITAL}{_REST}+(?:-{_REST}+)*{_ADJECTIVE}){_SPACE}(?:област|район|округ|обл\.|р-н|сельск)\w*"
    rf"|(?<!\w)(?:(?:[Гг]ород|[Сс]ел|[Аа]ул|[Пп]ос[её]л|[Сс]таниц|[Дд]еревн|[Рр]айон)(?:[аоеуыяюи]|ом|ем|ой|ок|к[аоеу]м?)?{_SPACE}"
    rf"|(?<!\d)(?<!\d[ \u00a0])[гс]\.{_GAP}|пос\.{_GAP}|пгт\.?{_SPACE}){_NAMED}(?!\w)"
)
_ENGLISH_PLACE = re.compile(
    rf"(?<!\w){_NAMED}{_SPACE}(?:city|region|district|village|oblast|town|City|Region|District|Village|Oblast)(?!\w)"
    rf"|(?<!\w)(?:[Cc]ity|[Tt]own|[Vv]illage|[Dd]istrict|[Rr]egion)[ \u00a0]of[ \u00a0]{_NAMED}(?!\w)"
)
_OWNER = re.compile(r"\w+[ндт][ыі]ң")


class Stranger(NamedTuple):
    """Where something that looks like a name stands. What is not sure is not to be replaced, but to be looked at."""

    start: int
    end: int
    is_sure: bool


class Run(NamedTuple):
    """Capitalised words that follow each other, and what stands before and after; `before` is empty where a sentence
    begins."""

    before: str
    text: str
    after: str


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    part: Part


def runs(text: str) -> Iterator[tuple[int, Run]]:
    """All runs of capitalised words in a text that may hold a name, with their places."""
    for found in _RUN.finditer(text):
        before = _BEFORE.search(text, max(found.start() - 40, 0), found.start())
        after = _AFTER.match(text, found.end())
        said = before[1] if before else ""
        is_beginning = said[-1:] in _BEGINNINGS and said.casefold().strip(".") not in _ADDRESS
        run = Run("" if is_beginning else said, found[0], after[1] if after else "")
        if " " in run.text or len(_TOKEN.findall(run.text)) > 1 or _tells(run):
            yield found.start(), run


def _tells(run: Run) -> bool:
    """Whether a single word may be a name."""
    return part_of(run.text) not in ("other", "none", "weak") or _is_named(run, run.text, None, is_last=True)


@lru_cache(maxsize=65536)
def part_of(word: str) -> Part:
    """What a capitalised word may be of a name; of a hyphenated one, what any of its words may be."""
    if word.endswith("."):
        return "initial"
    if " " in word or "\u00a0" in word:
        return "patronymic"
    if "-" in word:
        # «Study-дің», «Ата-аналар»: what goes on in small letters tells nothing.
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
    """The word without its ending, if it is a word of that kind."""
    letters = plain_letters(word)
    if _is_latin(letters):
        found = None if _NO_LATIN_NAME.fullmatch(letters) else latin.fullmatch(phonetic_key(word))
    else:
        found = cyrillic.fullmatch(letters)
    return next(filter(None, found.groups()), None) if found else None


def _is_latin(word: str) -> bool:
    return not _CYRILLIC.search(word)


@lru_cache(maxsize=65536)
def base(word: str) -> str:
    """A word of a name in rough letters, without what tells its case: «Сапарованың», «Сапаровой» are `saparov`."""
    for patterns in (
        (_PATRONYMIC, _LATIN_PATRONYMIC),
        (_FAMILY, _LATIN_FAMILY),
        (_WEAK, _LATIN_WEAK),
    ):
        core = _core(word, *patterns)
        if core:
            return phonetic_key(core)
    given = None if is_ordinary(word) else given_name(word)
    if given:
        return given
    return phonetic_key(bare(word))


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word in small letters without an ending of Kazakh that tells its case."""
    letters = plain_letters(word)
    found = _CASE.sub("", letters)
    return found if len(found) >= 4 else letters


def initials(text: str) -> tuple[str, ...]:
    """The initials in a name, in rough letters."""
    return tuple(phonetic_key(found[0][:-1])[:1] for found in _TOKEN.finditer(text) if found[0].endswith("."))


def people(run: Run, is_known: Callable[[str], bool], is_lower: Callable[[str], bool]) -> Iterator[Stranger]:
    """The names of people in a run. `is_known` says whether a word tells the name of somebody known, `is_lower`
    whether it stands in small letters somewhere, so that as the first of a sentence it is no name.
    """
    tokens = [_Token(*found.span(), found[0], _part(found[0], is_known)) for found in _TOKEN.finditer(run.text)]
    if len(tokens) > 1 and not run.before and tokens[0].part == "other" and _only_begins(tokens[0].text, is_lower):
        tokens[0] = tokens[0]._replace(part="none")
    number = 0
    while number < len(tokens):
        if tokens[number].part not in _TELLING and tokens[number].part != "weak":
            token, is_last = tokens[number], number == len(tokens) - 1
            if token.part == "other" and _is_named(run, token.text, tokens[number - 1] if number else None, is_last):
                yield Stranger(token.start, token.end, True)
            number += 1
            continue
        end = number + 1
        while end < len(tokens) and _goes_on(tokens[number:end], tokens[end]):
            end += 1
        found = _person(run, tokens, number, end)
        if found is None and number == 1 and tokens[0].part == "none" and part_of(tokens[0].text) == "other":
            # «Қарлыға Ғабдуллина»: her first name looks like a word with an ending.
            found = Stranger(tokens[0].start, tokens[end - 1].end, is_sure=False)
        if found and not _is_about_the_famous(run.text[found.start : found.end]):
            yield found
        number = end


def _only_begins(word: str, is_lower: Callable[[str], bool]) -> bool:
    """Whether a word only begins a sentence: «Сабақты Сапарова өткізді». Only the last word of a name has an ending;
    names may end as «Зубайда» does.
    """
    letters = plain_letters(word)
    return is_lower(word) or (bare(word) != letters and not letters.endswith(("да", "де", "та", "те")))


def small(text: str) -> Iterator[str]:
    """A given name beside a surname in small letters. It may be a name; it is never sure."""
    for found in _SMALL.finditer(text):
        parts = {part_of(word.capitalize()) for word in (found[1], found[2])}
        if "given" in parts and parts & {"family", "patronymic"}:
            yield f"{found[1]} {found[2]}"


def _goes_on(person: Sequence[_Token], token: _Token) -> bool:
    """Whether a word is of the same person as the words before it: nobody has two surnames, unless with a hyphen."""
    roles = {_role(one) for one in person}
    role = _role(token)
    if role == "initial":
        # «Сапарова Г. Б.», and not «А. Сапарова» with «Б. Оспанов» after her.
        return "family" not in roles or ("given" not in roles and person[0].part != "initial")
    if role in ("family", "patronymic"):
        return role not in roles
    return role == "given" and not ("family" in roles and {"given", "initial"} & roles)


def _role(token: _Token) -> Part:
    if token.part in ("weak", "known"):
        return "given" if token.part == "known" and given_name(token.text) else "family"
    return token.part


def _part(word: str, is_known: Callable[[str], bool]) -> Part:
    part = part_of(word)
    return "known" if part in ("other", "weak", "given") and is_known(word) else part


def _is_about_the_famous(name: str) -> bool:
    return is_public_figure(name) or _EDUCATORS.search(name) is not None


def _person(run: Run, tokens: Sequence[_Token], start: int, end: int) -> Stranger | None:
    """What some neighbouring words that tell of a name are, with the words beside them."""
    group = [token.part for token in tokens[start:end]]
    is_latin = _is_latin(tokens[start].text)
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    left = before is not None and before.part == "other" and _is_latin(before.text) == is_latin
    right = after is not None and after.part == "other" and _is_latin(after.text) == is_latin
    # A sentence begins with the word on the left.
    begins = left and start == 1 and not run.before

    def span(from_left: bool, from_right: bool, is_sure: bool) -> Stranger:
        first, last = tokens[start - from_left], tokens[end - 1 + from_right]
        return Stranger(first.start, last.end, is_sure)

    if set(group) == {"initial"}:
        return span(not right, right, len(group) > 1 and (not begins or right)) if left or right else None
    if set(group) == {"weak"}:
        # «Западной Казахстанской» may begin a sentence, «Бибігүл Калинина» is somebody.
        is_noun = re.search("[сц]к|sk", plain_letters(tokens[start].text)[-6:]) is None
        is_sure = len(group) == 1 and left and (is_noun or not begins)
        return span(left, not left, is_sure) if left or right else None
    if len(group) > 1:
        # «Ким Светлана Ивановна», «Светлана Ивановна Ким».
        lacks_family = not {"family", "weak", "known", "initial"} & set(group)
        return span(lacks_family and left and not begins, lacks_family and right, True)
    if group == ["known"]:
        return span(True, False, True) if left and not begins else None
    if group == ["given"]:
        if right or (left and not begins):
            return span(not right, right, True)
        return span(False, False, _is_named(run, tokens[start].text, before, after is None))
    if left or right:
        return span(left, not left, True)
    word = tokens[start].text
    if group == ["patronymic"] or _is_kazakh(word) or _is_named(run, word, before, after is None):
        return span(False, False, True)
    # «Уроков», «эпоха Караханидов»: of many, in Russian.
    if not _is_latin(word) and plain_letters(word).endswith(("ов", "ев", "ёв")):
        return span(False, False, False) if run.before or start > 0 else None
    return span(False, False, bool(run.before) or start > 0)


def _is_kazakh(word: str) -> bool:
    """Whether a surname has an ending of Kazakh, which no Russian noun has: «Оспановтың»."""
    core = _core(word, _FAMILY, _LATIN_FAMILY)
    letters = plain_letters(word)
    return bool(core) and not _is_latin(letters) and len(letters) - len(core or "") >= 3


def _is_named(run: Run, word: str, beside: _Token | None, is_last: bool) -> bool:
    """Whether the words around say that it is somebody's name: «Сәуле апай», «мұғалім Данияр», “Mrs Brown”."""
    before = (beside.text if beside else run.before).casefold().strip(".")
    after = phonetic_key(run.after) if is_last else ""
    part = part_of(word)
    if part != "none" and (before in _ADDRESS or _is_one_of(after, _AFTER_NAME)):
        return True
    if part == "given" and _is_one_of(after, _TEACHER):
        return True
    return part in ("given", "family") and _is_one_of(phonetic_key(before), _BEFORE_NAME)


def _is_one_of(word: str, known: Sequence[str]) -> bool:
    return any(is_inflection(word, stem) for stem in known)


def places(text: str) -> Iterator[str]:
    """Names of places with the word that tells what they are: «Шымкент қаласындағы», «в Жамбылской области»."""
    for pattern in (_KAZAKH_PLACE, _RUSSIAN_PLACE, _ENGLISH_PLACE):
        for found in pattern.finditer(text):
            named = next(filter(None, found.groups()), "")
            telling = [word for word in re.split(r"[\s-]+", named) if not (is_generic(word) or is_common(word))]
            if telling and not _OWNER.fullmatch(telling[-1].casefold()):
                yield found[0]


def place_base(word: str) -> str:
    """A word of a place in rough letters: «Жамбылской» is `jambil`."""
    adjective = re.fullmatch(rf"(\w{{3,}}){_ADJECTIVE}", plain_letters(word))
    return phonetic_key(adjective[1]) if adjective else phonetic_key(word)


def is_also_a_person(word: str) -> bool:
    """Whether the name of a place may well be somebody's: «Абай», «Жамбыл»."""
    return _EDUCATORS.match(word) is not None or part_of(word) == "given" or is_public_figure(word)
