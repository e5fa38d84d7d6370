"""Personal data in a text: numbers that belong to one person, and pupils' full names. Found, never judged."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

# Making a pattern takes longer than searching many files with it, and most files have nothing that needs the others.
_made = cache(re.compile)
# What most files have nothing of, found fast because every file of a school is searched: as many digits in a row as the
# shortest number has, whatever people put between them.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN_DIGITS = b" \xa0()-"
_MANY_DIGITS = b"0" * 10
# A stretch that is long enough for any of the numbers.
_STRETCH = re.compile(r"[0-9][0-9 \u00a0()-]{10,}")
# An IIN, a card, a phone, each only with the signs that people put between its digits.
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
# The first four digits of the cards there are.
_CARD_BEGINNINGS = ((4000, 4999), (5100, 5599), (2200, 2204), (2221, 2720), (6200, 6299))
# The seventh digit of an IIN tells the century of birth (and the sex).
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_OLDEST = 1900
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))

_EMAIL = r"[\w.+-]{0,63}[^\W_]@[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}"

# «оқушы», «ученик», “pupil”, and right after it two words of a name. Only what looks like a surname makes it certain.
_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]"
_NAME = f"{_CAPITAL}[а-яёәғқңөұүһіa-z]+"
_FULL_NAME = rf"({_NAME}\s+{_CAPITAL}\.(?:\s?{_CAPITAL}\.)?|{_CAPITAL}\.\s?{_NAME}|{_NAME}\s+{_NAME})"
# What every such word has, the letters before that, and how it may go on: a plain search for the first is fast.
_PUPIL = (
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
# Pupils read and talk about people: who is known to everybody, and what follows the name of an author.
_FAMOUS = (
    "Құнанба|Кунанба|Әуезов|Ауэзов|Уәлихан|Валихан|Алтынсарин|Байтұрсын|Байтурсын|Дулат|Жұмабае|Жумабае|Сейфуллин|"
    "Жансүгір|Жансугур|Майлин|Мұқанов|Муканов|Мүсіреп|Мусреп|Мақатае|Макатае|Аймауыт|Жабаев|Сәтбаев|Сатпаев|Есенберлин|"
    "Момышұлы|Датұлы|Датулы|Айтматов|Пушкин|Лермонтов|Толст|Чехов|Гогол|Тургенев|Есенин|Крылов|Ломоносов|Менделеев|Гагарин|Ньютон|"
    "Эйнштейн|Достоевск|Маяковск|Булгаков|Бунин|Куприн|Горьк|Назарбаев|Тоқаев|Токаев|Кюри|Дарвин|Pushkin|Chekhov|Darwin"
)
_ABOUT = (
    r"(?i)\s*(?:атындағы|туралы|жайлы|жайында|жөнінде|шығарма|өлең|роман|повес|әңгіме|ертег|поэма|мысал|теорем|заң|формула|"
    r"еңбе|имени|рассказ|стих|theorem|school|мектеб|школ)"
)


class Number(NamedTuple):
    """A number that looks like an IIN, a card or a phone, where it stands, and its digits."""

    looks_like: Literal["iin", "card", "phone"]
    start: int
    end: int
    digits: str


def numbers(text: str) -> Iterator[Number]:
    """Everything that looks like such a number; whether it is one, the checks below say."""
    if _MANY_DIGITS not in text.encode("latin-1", "replace").translate(_ZEROS, _BETWEEN_DIGITS):
        return
    addresses = None
    for found in (one for part in _STRETCH.finditer(text) for one in _made(_NUMBER).finditer(text, *part.span())):
        start, end = found.span()
        if _goes_on(text[max(start - 2, 0) : start][::-1]) or _goes_on(text[end : end + 2]):
            continue
        if addresses is None:
            addresses = [side for item in _made(_ADDRESS).finditer(text) for side in item.span()]
        # Beginnings and ends take turns: an odd place among them is inside an address.
        if bisect_right(addresses, start) % 2 == 0:
            digits = "".join(filter(str.isdigit, found[0]))
            # Of the groups of the pattern the outer one is closed last.
            yield Number(found.lastgroup, start, end, digits)  # type: ignore[arg-type]


def _goes_on(beside: str) -> bool:
    """Whether the two signs beside a number make it part of a longer number or name."""
    return beside[:1].isalnum() or beside[:1] in ("_", "/") or (beside[:1] in (".", ",") and beside[1:].isdigit())


def is_iin(digits: str, today: date | None = None) -> bool:
    """Whether twelve digits are a valid IIN of somebody alive: a date of birth, its century, and the check digit."""
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
    """Whether it is a phone number: a seven begins one only after a plus; an eight needs none."""
    return len(digits) == 11 and digits[0] == ("7" if after_plus else "8")


def is_card(digits: str) -> bool:
    """Whether sixteen digits begin like a card's and their check digit (Luhn) is right."""
    if len(digits) != 16 or not any(first <= int(digits[:4]) <= last for first, last in _CARD_BEGINNINGS):
        return False
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether the check digits of an account are right."""
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def accounts(text: str) -> Iterator[re.Match[str]]:
    """Numbers of bank accounts with right check digits."""
    for found in _made(_IBAN).finditer(text) if "KZ" in text else ():
        if is_iban(found[0].replace(" ", "")):
            yield found


def emails(text: str) -> Iterator[re.Match[str]]:
    """E-mail addresses."""
    return _made(_EMAIL).finditer(text) if "@" in text else iter(())


def pupils(text: str) -> Iterator[re.Match[str]]:
    """Pupils named in full; group 1 is the name."""
    for found in _named(text):
        if _is_name_of_pupil(found[1]) and not _made(_ABOUT).match(text, found.end()):
            yield found


def is_famous(name: str) -> bool:
    """Whether it is somebody whom pupils read and talk about."""
    return _made(_FAMOUS).search(name) is not None


def _named(text: str) -> Iterator[re.Match[str]]:
    for part, before, after in _PUPIL:
        for word in _before_name(part + after).finditer(text):
            at = word.start()
            if at and text[at - 1] in before and not text[at - 2 : at - 1].isalpha():
                found = _made(_FULL_NAME).match(text, word.end())
                if found:
                    yield found


@cache
def _before_name(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}\s+[*_]{{0,2}}(?={_CAPITAL})")


def _is_name_of_pupil(name: str) -> bool:
    if is_famous(name):
        return False
    words = [word for word in re.split(r"[.\s]+", name) if word]
    return any(len(word) == 1 for word in words) or any(map(_made(_SURNAME).fullmatch, words))
