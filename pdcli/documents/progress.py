"""Answered and open questions, always derived from the documents and never stored."""

from typing import Any, NamedTuple

from pdcli.documents.document import Document
from pdcli.model.forms import RATINGS, Field
from pdcli.model.plain import ISO_DATE

Loc = tuple[str | int, ...]
# Facts that a new document has from the start, besides those of portfolio.yaml.
_FILLED_IN = frozenset({"date", "school_year", "format"})


def is_answered(value: Any) -> bool:
    """Whether a value contains an answer."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list | tuple | dict):
        return any(is_answered(item) for item in (value.values() if isinstance(value, dict) else value))
    return value is not None


def unanswered(document: Document, required_only: bool = True) -> list[Loc]:
    """The places of open questions in the order of the form; cells of a table row by row."""
    if document.form is None:
        return []
    fields = document.form.asking_fields if required_only else document.form.all_fields
    if document.form.is_conditional:
        fields = tuple(item for item in fields if item.applies(document.data))
    return _open_parts(fields, document.data, (), required_only)


def progress(document: Document) -> tuple[int, int]:
    """The number of completely answered required top-level fields, and their total."""
    if document.form is None:
        return 0, 0
    required_fields = [item for item in document.form.all_fields if item.required and item.applies(document.data)]
    open_keys = {loc[0] for loc in unanswered(document)}
    return sum(item.key not in open_keys for item in required_fields), len(required_fields)


class RowProgress(NamedTuple):
    """Numbers of rows of a living plan: those done, those with an answer, and all that the form prints.

    `ratings` are the numbers of rows with each of RATINGS; empty where the form has no ratings.
    """

    done: int
    filled: int
    total: int
    ratings: tuple[int, ...] = ()


def row_progress(document: Document) -> RowProgress | None:
    """How many rows of a route are done; None for a form whose rows have no day `done`.

    A row is done with the day on which it was, or with the rating `+`. A row of a question is filled in with it. Rows
    that nobody has to fill in count only where they are.
    """
    form, data = document.form, document.data
    if form is None:
        return None
    sheets = [item for item in form.fields if item.type == "sheet" and item.applies(data)]
    living = [item for item in sheets if any(part.key == "done" and part.type == "date" for part in item.columns)]
    if not living:
        return None
    rows = [
        (row.key, answers) for item in living for row in item.rows
        for answers in (_row(data.get(item.key), row.key),)
        if item.required or row.key in form.by_key or is_answered(answers)
    ]  # fmt: skip
    filled = sum(is_answered(answers) or is_answered(data.get(key)) for key, answers in rows)
    done = sum(_is_done(answers) for _key, answers in rows)
    return RowProgress(done, filled, len(rows), _ratings(living, [answers for _key, answers in rows]))


def _ratings(sheets: list[Field], rows: list[dict[str, Any]]) -> tuple[int, ...]:
    """The numbers of rows with each rating; none where no column of the sheets asks for one."""
    if not any(part.type == "rating" for item in sheets for part in item.columns):
        return ()
    return tuple(sum(answers.get("rating") == rating for answers in rows) for rating in RATINGS)


def _row(sheet: Any, key: str) -> dict[str, Any]:
    answers = sheet.get(key) if isinstance(sheet, dict) else None
    return answers if isinstance(answers, dict) else {}


def _is_done(answers: dict[str, Any]) -> bool:
    return bool(ISO_DATE.fullmatch(str(answers.get("done") or ""))) or answers.get("rating") == "+"


def is_blank(document: Document) -> bool:
    """Whether a draft contains nothing but what `pd new` fills in, so that there is nothing to show."""
    form = document.form
    if form is None or not form.fields or document.is_final or document.is_unreadable:
        return False
    questions = (item.key for item in form.all_fields if not item.prefill and item.key not in _FILLED_IN)
    return not any(is_answered(document.data.get(key)) for key in questions)


def holds_answers(document: Document) -> bool:
    """Whether a document can support or count for anything: it is final, or one of its questions has an answer.

    A draft of which only facts are written, such as its day and topic, is no work yet. What cannot be read may hold an
    answer.
    """
    form = document.form
    if form is None or not form.fields or document.is_final or document.is_unreadable:
        return True
    return any(not item.prefill and _holds_answer(item, document.data.get(item.key)) for item in form.fields)


def word_count(document: Document) -> int:
    """The number of words in the long answers; punctuation alone is no word."""
    texts = [document.data.get(item.key) for item in document.form.fields if item.long] if document.form else []
    return sum(any(map(str.isalnum, word)) for text in texts if isinstance(text, str) for word in text.split())


def _holds_answer(item: Field, value: Any) -> bool:
    """Whether something is answered; the number of a row is no answer."""
    ids = {part.key for part in item.columns if part.type == "id"}
    if not ids or not isinstance(value, list):
        return is_answered(value)
    return any(
        is_answered([answer for key, answer in row.items() if key not in ids] if isinstance(row, dict) else row)
        for row in value
    )


def _open(item: Field, data: Any, above: Loc, required_only: bool) -> list[Loc]:
    value = data.get(item.key) if isinstance(data, dict) else None
    kind = item.type
    if kind == "group":
        return _open_parts(_questions(item, required_only), value or {}, (*above, item.key), required_only)
    if kind == "sheet":
        return _open_sheet(item, value or {}, (*above, item.key), required_only)
    if kind == "table" and isinstance(value, list) and value:
        open_fields: list[Loc] = []
        for index, row in enumerate(value):
            open_fields += _open_parts(_questions(item, required_only), row, (*above, item.key, index), required_only)
        return open_fields
    if (required_only and not item.required) or is_answered(value):
        return []
    return [(*above, item.key)]


def _questions(item: Field, required_only: bool) -> tuple[Field, ...]:
    return item.asking_parts if required_only else item.parts


def _open_sheet(item: Field, data: Any, loc: Loc, required_only: bool) -> list[Loc]:
    if required_only and not item.required:
        return []
    rows = tuple(row for row in item.parts if row.required or not required_only)
    # A sheet of rows that one may leave out is open as a whole until one of them is answered.
    return _open_parts(rows, data, loc, required_only) if rows else [] if is_answered(data) else [loc]


def _open_parts(parts: tuple[Field, ...], data: Any, above: Loc, required_only: bool) -> list[Loc]:
    open_parts: list[Loc] = []
    answers = data if isinstance(data, dict) else {}
    for part in parts:
        value = answers.get(part.key)
        # What most answers are, decided first: text, or nothing where nothing is asked for.
        if type(value) is str and value and not value[0].isspace():
            continue
        if value is not None or part.parts or part.required or not required_only:
            open_parts += _open(part, answers, above, required_only)
    return open_parts
