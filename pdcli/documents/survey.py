"""How many people answered a survey of the school, and whether that is enough to show its questions."""

from typing import Any

from pdcli.model.values import as_number

# Answers of fewer people tell who gave them.
LEAST_ANSWERS = 5
COUNTS = ("agree", "partly", "disagree")


def has_too_few_answers(data: dict[str, Any]) -> bool:
    """Whether too few people answered a diagnostic for its questions to be shown.

    Where their number is not stated, the question with the most answers tells it; questions without any count hide
    nothing.
    """
    answered = _number(data.get("answered"))
    if answered is not None:
        return answered < LEAST_ANSWERS
    rows = data.get("questions")
    typed = [
        [row.get(key) for key in COUNTS if row.get(key) is not None]
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict)
    ]
    totals = [sum(_number(value) or 0 for value in values) for values in typed if values]
    return bool(totals) and max(totals) < LEAST_ANSWERS


def _number(value: Any) -> float | None:
    """A number as it may be typed; None for anything else."""
    from pydantic_core import PydanticCustomError

    try:
        number = as_number(value)
    except PydanticCustomError:
        return None
    return float(number) if isinstance(number, int | float) else None
