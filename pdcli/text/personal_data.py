"""Detection of personal data in a text: personal numbers, e-mail addresses, pupils' full names."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

# Compiled on first use: compiling takes longer than searching many files, and most files need few of the patterns.
_pattern = cache(re.compile)
# A cheap filter, because every file of a school is searched: a run of as many digits as the shortest number has,
# whatever separators stand between them.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN_DIGITS = b" \xa0()-"
_SHORTEST_NUMBER = b"0" * 10
# A run that is long enough for any of the numbers.
_DIGIT_RUN = re.compile(r"[0-9][0-9 \u00a0()-]{10,}")
# An IIN, a card, a phone, each only with its usual separators.
_NUMBER = (
    r"(?P<card>[0-9]{4}(?P<between>[ \u00a0-]?)[0-9]{4}(?P=between)[0-9]{4}(?P=between)[0-9]{4})(?![0-9])"
    r"|(?P<iin>[0-9]{12})(?![0-9])"
    r"|(?P<phone>[78][ \u00a0-]{0,2}(?:\(?7[0-9]{2}\)?[ \u00a0-]{0,2}[0-9]{3}[ \u00a0-]?[0-9]{2}[ \u00a0-]?[0-9]{2}"
    r"|7[0-9]{2}[ \u00a0-][0-9]{7}"
    r"|\(7[0-9]{3,4}\)[ \u00a0-]{0,2}[0-9]{1,2}[ \u00a0-]?[0-9]{2}[ \u00a0-]?[0-9]{2}))(?![0-9])"
)
# A number in an address is part of the name of a page.
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"«»]+"
_IBAN = r"\bKZ\d{2}(?: ?[0-9A-Z]){16}\b"
# Ranges of the first four digits of payment cards.
_CARD_PREFIXES = ((4000, 4999), (5100, 5599), (2200, 2204), (2221, 2720), (6200, 6299))
# The seventh digit of an IIN tells the century of birth (and the sex).
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_OLDEST = 1900
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))

_EMAIL = r"[\w.+-]{0,63}[^\W_]@[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}"

# «оқушы», «ученик», “pupil”, and right after it two words of a name. Only what looks like a surname makes it certain.
_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]"
_NAME = f"{_CAPITAL}[а-яёәғқңөұүһіa-z]+"
_FULL_NAME = rf"({_NAME}\s+{_CAPITAL}\.(?:\s?{_CAPITAL}\.)?|{_CAPITAL}\.\s?{_NAME}|{_NAME}\s+{_NAME})"
# Nouns for a pupil: a fixed core, the letters allowed before it, the endings after it. Searching for the core is fast.
_PUPIL_NOUNS = (
    ("қушы", "Оо", "(?:м(?:ыз)?|сы)?"),
    ("ілім алушы", "Бб", "(?:м|сы)?"),
    ("чени", "Уу", "(?:к[аую]?|ком|ке|ц[аыеу]|цей)"),
    ("upil", "Pp", ""),
    ("tudent", "Ss", ""),
)
_SURNAME = (
    r"\w{2,}(?:[оеё]в|[иы]н|ск(?:ий|ая|ого|ой|ому))(?:а|ой|у|ым|ому)?|\w+(?:ұлы|улы|қызы|кызы|енко|бай|бек)"
    r"|\w{2,}(?:ov|ev|in|sky|skaya)a?|\w+(?:uly|kyzy|qyzy|bay|bek)"
)
# Public figures whom pupils read and talk about, and the words that follow the name of an author.
_PUBLIC_FIGURES = (
    "Құнанба|Кунанба|Әуезов|Ауэзов|Уәлихан|Валихан|Алтынсарин|Байтұрсын|Байтурсын|Дулат|Жұмабае|Жумабае|Сейфуллин|"
    "Жансүгір|Жансугур|Майлин|Мұқанов|Муканов|Мүсіреп|Мусреп|Мақатае|Макатае|Аймауыт|Жабаев|Сәтбаев|Сатпаев|Есенберлин|"
    "Момышұлы|Датұлы|Датулы|Айтматов|Пушкин|Лермонтов|Толст|Чехов|Гогол|Тургенев|Есенин|Крылов|Ломоносов|Менделеев|Гагарин|Ньютон|"
    "Эйнштейн|Достоевск|Маяковск|Булгаков|Бунин|Куприн|Горьк|Назарбаев|Тоқаев|Токаев|Кюри|Дарвин|Pushkin|Chekhov|Darwin"
)
_AUTHOR_CONTEXT = (
    r"(?i)\s*(?:атындағы|туралы|жайлы|жайында|жөнінде|шығарма|өлең|роман|повес|әңгіме|ертег|поэма|мысал|теорем|заң|формула|"
    r"еңбе|имени|рассказ|стих|theorem|school|мектеб|школ)"
)


class NumberCandidate(NamedTuple):
    """A number that looks like an IIN, a card or a phone: text[start:end], and its digits without separators."""

    kind: Literal["iin", "card", "phone"]
    start: int
    end: int
    digits: str


def find_number_candidates(text: str) -> Iterator[NumberCandidate]:
    """Yield candidates in order of place; `is_iin`, `is_phone` and `is_card` verify them. Those in URLs are skipped."""
    if _SHORTEST_NUMBER not in text.encode("latin-1", "replace").translate(_ZEROS, _BETWEEN_DIGITS):
        return
    addresses = None
    for match in (
        number
        for digit_run in _DIGIT_RUN.finditer(text)
        for number in _pattern(_NUMBER).finditer(text, *digit_run.span())
    ):
        start, end = match.span()
        if _is_continued(text[max(start - 2, 0) : start][::-1]) or _is_continued(text[end : end + 2]):
            continue
        if addresses is None:
            addresses = [side for item in _pattern(_ADDRESS).finditer(text) for side in item.span()]
        # Starts and ends alternate: an odd insertion point is inside a URL.
        if bisect_right(addresses, start) % 2 == 0:
            digits = "".join(filter(str.isdigit, match[0]))
            # The outer group of the pattern is closed last.
            yield NumberCandidate(match.lastgroup, start, end, digits)  # type: ignore[arg-type]


def _is_continued(neighbours: str) -> bool:
    """Whether the two characters beside a number make it part of a longer number or name."""
    return (
        neighbours[:1].isalnum()
        or neighbours[:1] in ("_", "/")
        or (neighbours[:1] in (".", ",") and neighbours[1:].isdigit())
    )


def is_iin(digits: str, today: date | None = None) -> bool:
    """Whether twelve digits are a valid IIN of a living person: date of birth, century, check digit."""
    if len(digits) != 12 or digits[6] not in _CENTURIES:
        return False
    try:
        born = date(_CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    if born.year < _OLDEST or born > (today or date.today()):
        return False
    for weights in _WEIGHTS:
        rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
        if rest < 10:
            return rest == int(digits[11])
    return False


def is_phone(digits: str, after_plus: bool) -> bool:
    """Whether digits are a phone number of Kazakhstan: +7 and ten digits, or 8 and ten digits."""
    return len(digits) == 11 and digits[0] == ("7" if after_plus else "8")


def is_card(digits: str) -> bool:
    """Whether sixteen digits have the prefix of a payment card and a valid Luhn check digit."""
    if len(digits) != 16 or not any(first <= int(digits[:4]) <= last for first, last in _CARD_PREFIXES):
        return False
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN are right (remainder 1 modulo 97)."""
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def find_accounts(text: str) -> Iterator[re.Match[str]]:
    """Yield matches of Kazakhstan's IBANs with right check digits."""
    for match in _pattern(_IBAN).finditer(text) if "KZ" in text else ():
        if is_iban(match[0].replace(" ", "")):
            yield match


def find_emails(text: str) -> Iterator[re.Match[str]]:
    """Yield matches of e-mail addresses."""
    return _pattern(_EMAIL).finditer(text) if "@" in text else iter(())


def find_pupils(text: str) -> Iterator[re.Match[str]]:
    """Yield matches of pupils' full names after a noun for a pupil; group 1 is the name."""
    for match in _names_after_pupil_noun(text):
        if _is_pupil_name(match[1]) and not _pattern(_AUTHOR_CONTEXT).match(text, match.end()):
            yield match


def is_public_figure(name: str) -> bool:
    """Whether a name is that of a public figure whom pupils read and talk about."""
    return _pattern(_PUBLIC_FIGURES).search(name) is not None


def _names_after_pupil_noun(text: str) -> Iterator[re.Match[str]]:
    for core, before, after in _PUPIL_NOUNS:
        for noun in _noun_pattern(core + after).finditer(text):
            start = noun.start()
            if start and text[start - 1] in before and not text[start - 2 : start - 1].isalpha():
                name = _pattern(_FULL_NAME).match(text, noun.end())
                if name:
                    yield name


@cache
def _noun_pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}\s+[*_]{{0,2}}(?={_CAPITAL})")


def _is_pupil_name(name: str) -> bool:
    if is_public_figure(name):
        return False
    words = [word for word in re.split(r"[.\s]+", name) if word]
    return any(len(word) == 1 for word in words) or any(map(_pattern(_SURNAME).fullmatch, words))
