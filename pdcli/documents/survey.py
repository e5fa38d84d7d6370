"""How many people answered a survey, and whether that is enough to show its questions."""

from typing import Any

from pdcli.model.values import as_number

# Answers of fewer people tell who gave them.
LEAST_ANSWERS = 5
COUNTS = ("agree", "partly", "disagree")


def answers_of(data: dict[str, Any]) -> float | None:
    """The number of people who answered a diagnostic, never more than were asked; None where nothing tells it.

    Where their number is not stated, the question with the most answers tells it.
    """
    answers = _number(data.get("answered"))
    if answers is None:
        totals = (_answers_to(row) for row in _questions(data))
        answers = max((total for total in totals if total is not None), default=None)
    people = _number(data.get("asked"))
    return answers if answers is None or people is None else min(answers, people)


def has_too_few_answers(data: dict[str, Any]) -> bool:
    """Whether too few people answered a diagnostic for its questions to be shown; no number hides nothing."""
    number = answers_of(data)
    return number is not None and number < LEAST_ANSWERS


def question_has_too_few_answers(row: Any) -> bool:
    """Whether a question of a diagnostic has so few answers that they would tell who gave them."""
    total = _answers_to(row)
    return total is not None and total < LEAST_ANSWERS


def has_hidden_questions(data: dict[str, Any]) -> bool:
    """Whether the page of a diagnostic leaves out a question because too few people answered it."""
    rows = _questions(data)
    return bool(rows) and (has_too_few_answers(data) or any(map(question_has_too_few_answers, rows)))


def _answers_to(row: Any) -> float | None:
    """How many people answered a question; None where no count is typed."""
    if not isinstance(row, dict):
        return None
    counts = [row.get(key) for key in COUNTS if row.get(key) is not None]
    # A count below zero would make up for the others.
    return sum(max(_number(value) or 0, 0) for value in counts) if counts else None


def _questions(data: dict[str, Any]) -> list[Any]:
    rows = data.get("questions")
    return rows if isinstance(rows, list) else []


def _number(value: Any) -> float | None:
    """A number as it may be typed; None for anything else."""
    from pydantic_core import PydanticCustomError

    try:
        number = as_number(value)
    except PydanticCustomError:
        return None
    return float(number) if isinstance(number, int | float) else None
