"""How the values of fields are read: what a person may write, and what Pydantic checks then.

An unanswered field is None. Text accepts a bare number or true/false, because to a teacher `class: 7` is text; the
reader turns a plain scalar into a number only where nothing of its spelling is lost.
"""

import re
from datetime import date
from typing import Annotated, Any

from pdcli.model.plain import ISO_DATE
from pdcli.model.record import Before, refuse

_LARGEST = 1e12


def as_text(value: Any) -> Any:
    """The text of a number or of true and false; anything else as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return value


def as_day(value: Any) -> Any:
    """The day of an ISO date; None and days as they are."""
    if isinstance(value, date) or value is None:
        return value
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value.strip()):
        refuse("date_spelling")
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        refuse("date_impossible")
    # 9999 is how some programs write "without end".
    if not (1900 <= day.year <= 2100 or day.year == date.max.year):
        refuse("date_far")
    return day


def as_number(value: Any) -> Any:
    """The number of a text with a decimal comma or point; numbers as they are."""
    if isinstance(value, str):
        # Most numbers are none of text.
        from pdcli.model.human_values import TWO_NUMBERS

        text = value.strip()
        # Python would take `1_5`, `1e5`, `5.` and digits of other scripts, too.
        if not re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?", text) or re.fullmatch(TWO_NUMBERS, text):
            refuse("number_type")
        value = float(text.replace(",", "."))
    value = not_boolean(value)
    # Nothing of a teacher's is counted in millions of millions; sums of such numbers are none.
    if isinstance(value, int | float) and abs(value) > _LARGEST:
        refuse("less_than_equal")
    return value


def not_boolean(value: Any) -> Any:
    """Any value but true and false, which Python counts with."""
    if isinstance(value, bool):
        refuse("number_type")
    return value


def only_boolean(value: Any) -> Any:
    """True or false; their names in text are none."""
    if not isinstance(value, bool):
        refuse("boolean_type")
    return value


Day = Annotated[date, Before(as_day)]
