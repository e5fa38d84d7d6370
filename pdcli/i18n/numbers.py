"""Numbers as a reader of a language sees them: one form for counts, shares and percents.

Kazakh and Russian have a decimal comma and set thousands apart by a no-break space, English a point and a comma; a
number of four digits stays whole, so that a year is never taken apart. A share is `2 / 3` where there is little room,
else `2 / 3 (67 %)`. No line breaks between a number and what belongs to it. Numbers in a text that a person typed stay
as they are typed, and what programs read (JSON, CSV, YAML) is written without a language.
"""

from collections.abc import Iterable
from typing import Any

from pdcli.i18n import Lang
from pdcli.i18n.spaces import NO_BREAK

# Between a number and that of which it is a part.
OUT_OF = f"{NO_BREAK}/{NO_BREAK}"
_GROUPED_FROM = 10_000


def shown_number(value: Any, lang: Lang, decimals: int = 0) -> str:
    """A number: `−12 500,5` in Kazakh and Russian, `−12,500.5` in English; what is no number stays as it is.

    With `decimals` it has at least so many.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    sign = "−" if value < 0 else ""
    whole, _point, fraction = str(value).removeprefix("-").partition(".")
    fraction = fraction.ljust(decimals, "0")
    # What is too large or too small to be written out has an exponent, and no digits to be grouped.
    if abs(value) >= _GROUPED_FROM and whole.isdecimal():
        whole = f"{int(whole):,}".replace(",", "," if lang == "en" else NO_BREAK)
    point = "" if not fraction else "." if lang == "en" else ","
    return sign + whole + point + fraction


def decimals_of(values: Iterable[float]) -> int:
    """How many decimals the numbers of a series need, so that all have equally many."""
    fractions = (str(value).partition(".")[2].rstrip("0") for value in values)
    return max(map(len, fractions), default=0)


def shown_percent(value: Any, lang: Lang, decimals: int = 0) -> str:
    """`67 %`; with `decimals` at least so many."""
    return f"{shown_number(value, lang, decimals)}{NO_BREAK}%"


def shown_fraction(part: float, whole: int, lang: Lang) -> str:
    """`2 / 3`, where there is little room."""
    return f"{shown_number(part, lang)}{OUT_OF}{shown_number(whole, lang)}"


def shown_share(part: float, whole: int, lang: Lang) -> str:
    """`2 / 3 (67 %)`, a half rounded up; without a percent where there is nothing to take a share of."""
    text = shown_fraction(part, whole, lang)
    return f"{text} ({shown_percent((200 * part + whole) // (2 * whole), lang)})" if whole else text
