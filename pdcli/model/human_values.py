"""What people mean by the values that they type: days, numbers, yes and no, languages, choices, in three languages.

Files hold one stable spelling of every value; people type many. Whatever has exactly one meaning is found here, for
`pd fill`, for the options of commands, and for what `pd lint` suggests and fixes. What has two meanings has none here,
with one exception by local use: in `03/04/2026` the day comes first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pdcli.i18n import LANGS, Lang, as_lang
from pdcli.i18n.dates import MONTHS, MONTHS_IN_DATES, WEEKDAYS
from pdcli.suggest import on_english_keys

if TYPE_CHECKING:
    from pdcli.model.forms import Field, Form, Words

Value = str | bool | int | float
K = TypeVar("K", bound=str)

# Patterns are text here and made when one is needed, which is rarely.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
_QUOTES = "[«»\"“”„‟'‘’`]"
# A keyboard without Kazakh letters has these instead.
_RUSSIAN_KEYS = str.maketrans("әғқңөұүһі", "агкноуухи")

# Between the numbers of a day: 14.10.2026, 14 / 10 / 2026, 2026-10-14.
_BETWEEN = r"[\s./,_-]+"
_DAY_FIRST = rf"([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{4}})"
_SHORT_YEAR = r"([0-9]{1,2}) ?([./]) ?([0-9]{1,2}) ?\2 ?([0-9]{2})"
_YEAR_FIRST = rf"([0-9]{{4}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}})"
_DIGITS_DAY_FIRST = "([0-3][0-9])([01][0-9])((?:19|20)[0-9]{2})"
_DIGITS_YEAR_FIRST = "((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])"
# A spreadsheet adds the midnight of a day that has no time.
_MIDNIGHT = r"(?<=[0-9])(?:t| )0?0:00(?::00(?:\.0+)?)?z?$"
_YEAR_WORD = r"(?<=[0-9])\s*-?\s*(?:жыл(?:ғы|гы|дың|дын|ы)?|ж|год[ау]?|г)\b\.?"
_PARTS = r"[0-9]+|[^\W\d_]+"
# Of a day in words nothing else is read: a plus or a question mark has a meaning of its own.
_WORDS_ONLY = r"[\w\s.,/()-]*"
# What may stand beside the day: 14-ші, 14-го, the 14th of.
_BESIDE_DAY = frozenset(
    ("ші", "шы", "інші", "ыншы", "күні", "го", "е", "ое", "числа", "the", "of", "th", "st", "nd", "rd", "day")
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_CYRILLIC_ROMAN = str.maketrans("іх", "ix")
_SHORT_WEEKDAYS = {
    name: number
    for names in ("дс сс ср бс жм сб жс", "пн вт ср чт пт сб вс")
    for number, name in enumerate(names.split())
}
# What a name may end in, a month that stands beside a day mostly; Kazakh in the letters of a Russian keyboard.
_ENDINGS: dict[Lang, str] = {
    "kk": r"(?:с?[ыи])?(?:н?[дт][ае](?:г[ыи])?|[ндт][ыи]н?|[гк][ае]|н[ае]?|[дтн][ае]н)?",
    "ru": r"[ьяеюауы]?|[еёо]м",
    "en": "",
}
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
# Short years below the first are of this century, from the second on of the last; those between may be of either.
_THIS_CENTURY, _LAST_CENTURY = 40, 60

_NUMBER = r"([+-]?)([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?"
# One thousand two hundred, or one and two tenths.
TWO_NUMBERS = r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+"
_PERCENT = r"\s*(?:%|٪|пайыз\w*|процент\w*|percent|per cent)$"

# Педагог-модератор: what stands after the hyphen.
_LAST_OF_TWO = r"^[^\s-]+-([^\s-]+)$"
_IN_BRACKETS = r"\([^)]*\)"

_YES = ("true", "yes", "y", "иә", "ия", "да", "1")
_NO = ("false", "no", "n", "жоқ", "жок", "нет", "0")
_STATUSES = {
    "draft": (
        "draft", "жоба", "қаралама", "нобай", "дайын емес", "аяқталмаған", "аяқталмады", "бітпеген", "жұмыс үстінде",
        "черновик", "черновой", "набросок", "не готово", "не готов", "не завершено", "не закончено", "в работе",
        "not ready", "not final", "not finished", "unfinished", "in progress",
    ),
    "final": (
        "final", "дайын", "аяқталды", "аяқталған", "аяқтадым", "бітті", "біткен", "соңғы", "соңғы нұсқа", "таза нұсқа",
        "готово", "готов", "готова", "завершено", "завершён", "завершена", "закончено", "закончен", "закончена",
        "окончательно", "окончательный", "окончательная", "финал", "финальный", "финальная", "чистовик",
        "ready", "done", "finished", "complete", "completed", "finalised", "finalized",
    ),
}  # fmt: skip
_LANGUAGES: dict[Lang, tuple[str, ...]] = {
    "kk": (
        "kz", "kaz", "qaz", "қаз", "қазақ", "қазақша", "қазақ тілі", "қазақ тілінде", "қазақшада", "казахский",
        "казахский язык", "казахском", "на казахском", "на казахском языке", "по-казахски", "kazakh", "in Kazakh",
        "qazaq", "qazaqsha", "qazaq tili",
    ),
    "ru": (
        "rus", "рус", "орыс", "орысша", "орыс тілі", "орыс тілінде", "русский", "русский язык", "русском", "на русском",
        "на русском языке", "по-русски", "russian", "in Russian",
    ),
    "en": (
        "eng", "анг", "англ", "ағыл", "ағылшын", "ағылшынша", "ағылшын тілі", "ағылшын тілінде", "английский",
        "английский язык", "английском", "на английском", "на английском языке", "по-английски", "english",
        "in English",
    ),
}  # fmt: skip
_SIDES = {
    "teacher": ("teacher", "педагог", "мұғалім", "учитель"),
    "school": ("school", "мектеп", "әкімшілік", "мектеп әкімшілігі", "школа", "администрация", "администрация школы"),
}
_RATINGS = {
    "+": (
        "плюс", "plus", "жетті", "қол жеткізді", "қол жеткізілді", "достигнуто", "достигнут", "достигнута",
        "achieved", "reached",
    ),
    "±": (
        "плюс-минус", "plus-minus", "ішінара", "жартылай", "ішінара жетті", "жартылай жетті", "ішінара қол жеткізді",
        "жартылай қол жеткізді", "ішінара қол жеткізілді", "жартылай қол жеткізілді", "частично", "достигнуто частично",
        "частично достигнуто", "partly", "partly achieved", "partly reached", "partially", "partially achieved",
    ),
    "-": (
        "минус", "minus", "жетпеді", "қол жеткізбеді", "қол жеткізілмеді", "қол жеткізген жоқ", "қол жеткізілген жоқ",
        "не достигнуто", "не достигнут", "не достигнута", "not achieved", "not reached",
    ),
}  # fmt: skip
_DIGITS = str.maketrans("OoОоlIІіЗзб", "00001111336")
_FIRST_OF_TABLES = date(1899, 12, 30)
# The time behind a day, as a computer or a message writes it.
_TIME = re.compile(r"(?<=\d)(?:T|,?\s+)\d\d?:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?[\s\u200b\ufeff]*\Z")
_RATING_SIGNS = {"+": "+", "-": "-", "±": "±", "+-": "±", "-+": "±", "+/-": "±", "-/+": "±"}
# As certificates say it, beside the labels of the levels.
_LEVELS = {
    "class": ("сыныптық", "классный"),
    "school": ("мектепішілік", "мектептік", "школьный"),
    "district": ("аудандық", "қалалық", "районный", "городской"),
    "region": ("облыстық", "областной", "regional"),
    "republic": ("республикалық", "ұлттық", "республиканский", "national"),
    "international": ("халықаралық деңгей",),
}
# What these pieces of evidence are mostly called.
_EVIDENCE = {
    "award": ("грамота", "грамоталар", "мақтау қағазы", "мақтау грамотасы", "похвальная грамота", "почётная грамота"),
    "observation": ("бақылау", "сабақты бақылау", "бақылау парағы", "наблюдение", "лист наблюдения", "observation"),
    "student-work": ("оқушы жұмысы", "оқушылар жұмысы", "оқушының жұмысы", "работа ученика", "работы учеников",
                     "работы учащихся", "pupil's work", "pupils' work", "student's work"),
    "survey": ("сауал", "опрос", "опросник", "анкетирование", "questionnaire"),
}  # fmt: skip
# A category as it is called where the label says педагог.
_CATEGORIES = {
    "teacher": ("мұғалім", "учитель", "педагог санаты"),
    "moderator": ("мұғалім-модератор", "учитель-модератор"),
    "expert": ("мұғалім-сарапшы", "учитель-эксперт"),
    "researcher": ("мұғалім-зерттеуші", "учитель-исследователь"),
    "master": ("мұғалім-шебер", "учитель-мастер"),
}
_LEARNING = {
    "formal": ("ресми білім беру", "формальды"),
    "non-formal": ("формалды емес", "формальды емес", "бейформалды", "неформальды"),
    "informal": ("информалды", "информальды"),
}
_REACHED = {
    "yes": ("орындалды", "толық орындалды", "толық", "толығымен", "выполнено", "полностью", "fully"),
    "partly": ("толық емес", "жартылай орындалды", "ішінара орындалды", "не полностью", "выполнено частично",
               "частично выполнено", "not fully", "in part"),
    "no": ("орындалмады", "орындалған жоқ", "не выполнено"),
}  # fmt: skip
_REACHED_BY_RATING = {"+": "yes", "±": "partly", "-": "no"}


def parse_date(text: str) -> date | None:
    """The day that a text names in any of the three languages, else None: nothing is guessed."""
    bare = _bare_day(_TIME.sub("", text))
    parts = _day_parts(bare) or _only_day_of_short_year(bare)
    return _as_day(*parts) if parts else None


def likely_date(text: str) -> date | None:
    """The day that a text may name where it could be two: 14.10.26, by local use with the day in front."""
    parts = _short_year_last(_bare_day(text)) or _day_before_month(text) or _day_parts(_bare_day(_with_digits(text)))
    day = (_as_day(*parts) if parts else None) or _day_of_a_table(text)
    # Without Cyrillic letters it would be asked again without end.
    return day or (parse_date(on_english_keys(text)) if on_english_keys(text) != text.lower() else None)


def _day_before_month(text: str) -> tuple[int, int, int] | None:
    """2025-24-09, which is no day as it stands."""
    match = re.fullmatch(r"(\d{4})[-./](\d\d)[-./](\d\d)", text.strip())
    return (int(match[1]), int(match[3]), int(match[2])) if match and int(match[2]) > 12 else None


def _with_digits(text: str) -> str:
    """The text with digits for the letters that look like them, where it is little else: 2O25-O9-24."""
    return text.translate(_DIGITS) if re.fullmatch(r"[\dOoОоlIІіЗзб./-]{8,10}", text.strip()) else text


def _day_of_a_table(text: str) -> date | None:
    """The day that a table counts from the beginning of 1900: 45964, where it lies in these years."""
    number = int(text) if re.fullmatch(r"[345]\d{4}", text.strip()) else 0
    return _FIRST_OF_TABLES + timedelta(number) if number else None


def names_no_day(text: str) -> bool:
    """Whether a text is spelled as a day, but there is no such day: 31.02.2026."""
    parts = _day_parts(_bare_day(text))
    return parts is not None and _as_day(*parts) is None


def could_be_month_first(text: str) -> bool:
    """Whether elsewhere the day would be taken for the month: 03/04/2026, which is read as the third of April."""
    match = re.fullmatch(_DAY_FIRST, _bare_day(text))
    day = parse_date(text) if match else None
    return bool(day and day.day <= 12 and day.day != day.month)


def parse_number(text: str, percent: bool = False) -> int | float | None:
    """The number: `85,5`, `1 200`, with `percent` also `85 %`; None for what is none, and for `1,200`, which is two."""
    plain = _plain(text).removesuffix(".")
    if percent:
        plain = re.sub(_PERCENT, "", plain)
    match = re.fullmatch(_NUMBER, plain)
    if not match or re.fullmatch(TWO_NUMBERS, plain):
        return None
    sign, whole, decimals = match.groups()
    digits = sign.replace("+", "") + whole.replace(" ", "")
    if len(digits) > 15:
        return None
    value = float(f"{digits}.{decimals or 0}")
    return int(value) if value == int(value) else value


def parse_boolean(text: str) -> bool | None:
    """Yes or no in any of the three languages."""
    return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}.get(_plain(text).rstrip(".!"))


def parse_status(text: str) -> str | None:
    """`draft` or `final`."""
    return by_words(text, _STATUSES)


def parse_lang(text: str) -> Lang | None:
    """`kk`, `ru` or `en` from a code, a country's code, or the language's name."""
    return as_lang(_plain(text)) or by_words(text, _LANGUAGES)


def parse_side(text: str) -> str | None:
    """`teacher` or `school`: whose side of the guideline."""
    return by_words(text, _SIDES)


def parse_rating(text: str) -> str | None:
    """`+`, `±` or `-`."""
    return _RATING_SIGNS.get(_plain(text).replace(" ", "")) or by_words(text, _RATINGS)


def parse_choice(field: "Field", text: str) -> str | None:
    """The key of the choice that a text names by its key, its label in any language, a part of that, or a name."""
    if _plain(text).endswith("-"):
        # Педагог-: the word that matters is not there.
        return None
    keys = {choice.key for choice in field.choices}
    whole = {choice.key: (choice.key, *_variants(choice.label), *choice.names) for choice in field.choices}
    parts = {choice.key: tuple(_parts(choice.label)) for choice in field.choices}
    matched_key = by_words(text, whole) or by_words(text, parts)
    yes_or_no = parse_boolean(text)
    if matched_key is None and yes_or_no is not None and {"yes", "no"} <= keys:
        return "yes" if yes_or_no else "no"
    if matched_key is None and keys <= set(LANGS):
        matched_key = parse_lang(text)
    for words in (_LEVELS, _EVIDENCE, _LEARNING, _REACHED, _CATEGORIES):
        if matched_key is None and keys >= set(words):
            matched_key = by_words(text, words)
    if matched_key is None and keys >= set(_REACHED):
        matched_key = _REACHED_BY_RATING.get(parse_rating(text) or "")
    return matched_key if matched_key in keys else None


def parse_kind(forms: "Iterable[Form]", text: str) -> str | None:
    """The kind of the one form that a text names: by its kind, its title, or another name that people have for it."""
    return by_words(text, {form.kind: _names_of(form) for form in forms})


def _names_of(form: "Form") -> tuple[str, ...]:
    caption = _variants(form.caption) if form.caption else ()
    return (form.kind, *_variants(form.title), *caption, *form.names)


def parse_value(field: "Field", text: str) -> Value | None:
    """The stable value of a field (days as ISO text) that a text names; None where that is not certain.

    Fields of text hold what is typed and have no other spelling.
    """
    match field.type:
        case "date":
            day = parse_date(text)
            return day.isoformat() if day else None
        case "number" | "scale":
            number = parse_number(text, percent=field.max == 100)
            is_whole = isinstance(number, int)
            is_allowed = is_whole or (field.type == "number" and not field.whole)
            return number if number is not None and is_allowed else None
        case "boolean":
            return parse_boolean(text)
        case "choice":
            return parse_choice(field, text)
        case "rating":
            return parse_rating(text)
    return None


def by_words(text: str, words: Mapping[K, Iterable[str]]) -> K | None:
    """The one key that has a text among its words; typed without Kazakh letters, too."""
    spelling = _spelling(text)
    for letters in ({}, _RUSSIAN_KEYS):
        target = spelling.translate(letters)
        matches = [key for key in words if any(target == _spelling(word).translate(letters) for word in words[key])]
        if matches and spelling:
            return matches[0] if len(matches) == 1 else None
    return None


def nearest_choice(field: "Field", text: str) -> str | None:
    """The key of the choice with a word that is most like a text that names none; None where nothing is like it."""
    return _nearest(
        text,
        {item.key: (item.key, *_variants(item.label), *_parts(item.label), *item.names) for item in field.choices},
    )


def nearest_kind(forms: "Iterable[Form]", text: str) -> str | None:
    """The kind of the form with a name that is most like a text that names none; None where nothing is like it."""
    return _nearest(text, {form.kind: _names_of(form) for form in forms})


def nearest_word(text: str, words: Iterable[str]) -> str | None:
    """The word that is spelled most like a text, typed without Kazakh letters, too; None where nothing is like it."""
    from pdcli.suggest import nearest

    spellings = {_spelling(word).translate(_RUSSIAN_KEYS): word for word in words}
    close = nearest(_spelling(text).translate(_RUSSIAN_KEYS), spellings)
    return spellings[close] if close else None


def _nearest(text: str, words: Mapping[K, Iterable[str]]) -> K | None:
    """The key with the word that is spelled most like a text."""
    keys = {word: key for key, candidates in words.items() for word in candidates}
    close = nearest_word(text, keys)
    return keys[close] if close else None


def _plain(text: str) -> str:
    """The text in one case, with ordinary digits, spaces and hyphens, without quotes and what is not seen."""
    folded = unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", text)).casefold().translate(_DASHES)
    return " ".join(re.sub(_QUOTES, "", folded).split())


@cache
def _spelling(text: str) -> str:
    """Only what makes a word another word: letters, digits, and the signs of ratings."""
    return re.sub(r"[^\w+±]|_", "", _plain(text).replace("ё", "е"))


def _variants(words: "Words") -> Iterator[str]:
    """A label in the three languages, with and without what stands in brackets."""
    for text in (words.kk, words.ru, words.en):
        yield text
        yield re.sub(_IN_BRACKETS, " ", text)


def _parts(label: "Words") -> Iterator[str]:
    """Each of the things that a label lists, and what distinguishes it from others that begin with the same word."""
    for text in (label.kk, label.ru, label.en):
        yield from (part for part in re.split(r"[,/()]", text) if part.strip())
        yield from re.findall(_LAST_OF_TWO, text)


def _bare_day(text: str) -> str:
    """A day without the word for year, the midnight of a spreadsheet, and what ends a sentence."""
    return re.sub(_MIDNIGHT, "", re.sub(_YEAR_WORD, " ", _plain(text))).strip(" .,;")


def _day_parts(bare: str) -> tuple[int, int, int] | None:
    """Year, month and day as they are named; whether there is such a day is another question."""
    if match := re.fullmatch(_YEAR_FIRST, bare) or re.fullmatch(_DIGITS_YEAR_FIRST, bare):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(_DAY_FIRST, bare) or re.fullmatch(_DIGITS_DAY_FIRST, bare):
        return int(match[3]), int(match[2]), int(match[1])
    return _day_in_words(bare) or _day_beside_weekday(bare)


def _day_beside_weekday(bare: str) -> tuple[int, int, int] | None:
    """A day in figures beside the right day of the week: 14.10.2026, сәрсенбі."""
    words = re.findall(r"[^\W\d_]+", bare)
    weekday = _weekday(words[0]) if len(words) == 1 else None
    parts = None if weekday is None else _day_parts(re.sub(r"[^\W\d_]+", "", bare).strip(" .,;()"))
    day = _as_day(*parts) if parts else None
    return parts if day and day.weekday() == weekday else None


def _short_year_last(bare: str) -> tuple[int, int, int] | None:
    match = re.fullmatch(_SHORT_YEAR, bare)
    year = _full_year(int(match[4])) if match else None
    return (year, int(match[3]), int(match[1])) if match and year else None


def _only_day_of_short_year(bare: str) -> tuple[int, int, int] | None:
    """14.10.98, which cannot begin with the year."""
    match = re.fullmatch(_SHORT_YEAR, bare)
    begins_with_year = match and _as_day(2000 + int(match[1]), int(match[3]), int(match[4]))
    return None if begins_with_year else _short_year_last(bare)


def _day_in_words(bare: str) -> tuple[int, int, int] | None:
    """A day with the name of its month; the order does not matter, because a year has four digits."""
    parts = re.findall(_PARTS, bare)
    numbers = [part for part in parts if part[0] in "0123456789"]
    words = [part for part in parts if part not in numbers and part not in _BESIDE_DAY]
    months = [month for word in words if (month := _month(word))]
    weekdays = [weekday for word in words if (weekday := _weekday(word)) is not None and not _month(word)]
    if len(numbers) != 2 or len(months) != 1 or len(weekdays) != len(words) - 1 or len(weekdays) > 1:
        return None
    day, year = sorted(numbers, key=len)
    if len(year) != 4 or len(day) > 2 or not re.fullmatch(_WORDS_ONLY, bare):
        return None
    named_day = _as_day(int(year), months[0], int(day))
    # Where it was another day of the week, one of the two is a slip.
    return None if named_day and weekdays and named_day.weekday() != weekdays[0] else (int(year), months[0], int(day))


def _as_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST_YEAR <= year <= _LATEST_YEAR else None
    except ValueError:
        return None


def _full_year(short: int) -> int | None:
    if short < _THIS_CENTURY:
        return 2000 + short
    return 1900 + short if short >= _LAST_CENTURY else None


@cache
def _month(word: str) -> int | None:
    """The number of a month from its name with any ending, its abbreviation, or its Roman number."""
    roman = word.translate(_CYRILLIC_ROMAN)
    if roman in _ROMAN:
        return _ROMAN.index(roman) + 1
    number = _number_of(word, (MONTHS, MONTHS_IN_DATES))
    return None if number is None else number + 1


@cache
def _weekday(word: str) -> int | None:
    """The number of a day of the week, from Monday, which is 0."""
    return _SHORT_WEEKDAYS.get(word, _number_of(word, (WEEKDAYS,)))


def _number_of(word: str, tables: Iterable[Mapping[Lang, Sequence[str]]]) -> int | None:
    """The place from 0 of the one name that a word is a form of."""
    spelling = word.translate(_RUSSIAN_KEYS)
    numbers = {
        number
        for table in tables
        for lang, names in table.items()
        for number, name in enumerate(names)
        if _is_form_of(spelling, name.casefold().translate(_RUSSIAN_KEYS), lang)
    }
    return numbers.pop() if len(numbers) == 1 else None


def _is_form_of(word: str, name: str, lang: Lang) -> bool:
    """Whether a word is a name, three or more of its first letters, or the name with an ending."""
    if len(word) >= 3 and name.startswith(word):
        return True
    stem = re.sub("[ьаяе]$", "", name) if lang == "ru" and len(name) > 4 else name
    return word.startswith(stem) and bool(re.fullmatch(_ENDINGS[lang], word[len(stem) :]))
