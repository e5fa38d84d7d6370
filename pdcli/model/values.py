"""The kinds of values that fields hold, as reusable types.

An unanswered field is None. Text accepts a bare number or true/false, because to a teacher `class: 7` is text; the
reader turns a plain scalar into a number only where nothing of its spelling is lost.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pdcli.model.plain import ISO_DATE as ISO_DATE

_LARGEST = 1e12


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return value


def _as_date(value: Any) -> Any:
    if isinstance(value, date) or value is None:
        return value
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value.strip()):
        raise PydanticCustomError("date_spelling", "not a date")
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError("date_impossible", "no such day") from None
    # 9999 is how some programs write "without end".
    if not (1900 <= day.year <= 2100 or day.year == date.max.year):
        raise PydanticCustomError("date_far", "a year that no portfolio tells of")
    return day


def _as_number(value: Any) -> Any:
    if isinstance(value, str):
        # Most numbers are none of text.
        from pdcli.model.human_values import TWO_NUMBERS

        text = value.strip()
        # Python would take `1_5`, `1e5`, `5.` and digits of other scripts, too.
        if not re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?", text) or re.fullmatch(TWO_NUMBERS, text):
            raise PydanticCustomError("number_type", "not a number")
        value = float(text.replace(",", "."))
    if isinstance(value, bool):
        raise PydanticCustomError("number_type", "not a number")
    return _countable(value)


def _countable(value: Any) -> Any:
    # Nothing of a teacher's is counted in millions of millions; sums of such numbers are none.
    if isinstance(value, int | float) and abs(value) > _LARGEST:
        raise PydanticCustomError("less_than_equal", "too large")
    return value


def _as_score(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("number_type", "not a number")
    return value


def _as_boolean(value: Any) -> Any:
    if not isinstance(value, bool):
        raise PydanticCustomError("boolean_type", "not true or false")
    return value


class _Ready:
    """How a value is checked, made once: most fields hold the same few kinds of values."""

    def __init__(self, schema: CoreSchema) -> None:
        self._schema = schema

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return self._schema


def _prepared(function: Callable[[Any], Any], schema: CoreSchema) -> CoreSchema:
    """What this function makes of a value is checked."""
    return core_schema.no_info_before_validator_function(function, schema)


# Most values are text already; then nothing of Python is called.
_STRICT_TEXT, _TEXT = core_schema.str_schema(strict=True), core_schema.str_schema()
Text = Annotated[
    str, _Ready(core_schema.union_schema([_STRICT_TEXT, _prepared(_as_text, _TEXT)], mode="left_to_right"))
]
Day = Annotated[date, _Ready(_prepared(_as_date, core_schema.date_schema()))]
Number = Annotated[float, BeforeValidator(_as_number), Field(allow_inf_nan=False)]
Score = Annotated[int, BeforeValidator(_as_score)]
Flag = Annotated[bool, _Ready(_prepared(_as_boolean, core_schema.bool_schema()))]
