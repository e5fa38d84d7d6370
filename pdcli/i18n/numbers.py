"""Numbers as a reader of a language sees them: one form for counts, shares and percents.

Kazakh and Russian have a decimal comma and set thousands apart by a no-break space, English a point and a comma; a
number of four digits stays whole, so that a year is never taken apart. A share is `2 / 3` where there is little room,
else `2 / 3 (67 %)`. No line breaks between a number and what belongs to it. Numbers in a text that a person typed stay
as they are typed, and what programs read (JSON, CSV, YAML) is written without a language.
"""

from typing import Any

from pdcli.i18n import Lang
from pdcli.i18n.spaces import NO_BREAK

# Between a number and that of which it is a part.
OUT_OF = f"{NO_BREAK}/{NO_BREAK}"
_GROUPED_FROM = 10_000


def shown_number(value: Any, lang: Lang) -> str:
    """A number: `12 500,5` in Kazakh and Russian, `12,500.5` in English; what is no number stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    whole, point, fraction = str(value).partition(".")
    # What is too large or too small to be written out has an exponent, and no digits to be grouped.
    if abs(value) >= _GROUPED_FROM and whole.lstrip("-").isdecimal():
        whole = f"{int(whole):,}".replace(",", "," if lang == "en" else NO_BREAK)
    return whole + ("." if point and lang == "en" else "," if point else "") + fraction


def shown_percent(value: Any, lang: Lang) -> str:
    """`67 %`."""
    return f"{shown_number(value, lang)}{NO_BREAK}%"


def shown_fraction(part: int, whole: int, lang: Lang) -> str:
    """`2 / 3`, where there is little room."""
    return f"{shown_number(part, lang)}{OUT_OF}{shown_number(whole, lang)}"


def shown_share(part: int, whole: int, lang: Lang) -> str:
    """`2 / 3 (67 %)`; without a percent where there is nothing to take a share of."""
    text = shown_fraction(part, whole, lang)
    return f"{text} ({shown_percent(round(100 * part / whole), lang)})" if whole else text
