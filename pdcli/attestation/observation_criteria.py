"""The criterion met by lesson observation sheets: means, days, lessons and observers of one school year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pdcli.attestation.confirmations import ConfirmationState
from pdcli.attestation.countable import CountableView, CriterionEvidence, future_date
from pdcli.attestation.facts import Fact, RoleScore, fact
from pdcli.documents.document import Document
from pdcli.guideline.criteria import EXACT, Observations, Piece
from pdcli.guideline.packs import Pack
from pdcli.model.documents import Category, Part
from pdcli.model.forms import Field, Row
from pdcli.model.privacy import Hidden, Key, Text
from pdcli.model.record import Value
from pdcli.model.school_year import school_year
from pdcli.text.same_person import same_person

# At most so many items without a score are named, and so many characters of an impossible score are shown.
_MAX_ITEMS, _MAX_SCORE_LENGTH = 3, 20


class ObserverScore(Value):
    """One observer's score of a lesson: the sum of the sheet, and whether somebody else has confirmed the sheet."""

    role: Key
    observer: Hidden | None
    score: float
    ref: Text
    standing: ConfirmationState


class ObservedLesson(Value):
    """The scores of one lesson. `spread` is the highest minus the lowest; `mean` is None where the spread is larger
    than the pack allows.
    """

    day: date
    group: Text
    topic: Text
    scores: tuple[ObserverScore, ...]
    spread: float
    mean: float | None


class _Sheet(Value):
    document: Document
    day: date
    lesson: tuple[str, str]
    role: str
    score: int


def observation_evidence(view: CountableView, criterion: Observations, category: Category) -> CriterionEvidence:
    """The sheets of the last school year that has any, scored by the mean over lessons of the mean over observers."""
    documents = view.of_kind("observation-sheet")
    faults = {document.ref: list(_sheet_faults(view, criterion, document, category)) for document in documents}
    sheets = [_sheet(document) for document in documents if not faults[document.ref]]
    uncounted = [
        view.document_view(document, document.title_for(view.lang), document.day, lacks)
        for document in documents
        if (lacks := faults[document.ref]) and (document.is_final or not sheets)
    ]
    notes = list(_excluded_sheets(view, documents))
    if not sheets:
        return CriterionEvidence(uncounted, [fact("sheets-missing")], 0, notes=notes)
    year = max(school_year(sheet.day) for sheet in sheets)
    year_sheets = sorted((sheet for sheet in sheets if school_year(sheet.day) == year), key=lambda sheet: sheet.day)
    lessons = list(_lessons(year_sheets, criterion, view))
    means = [lesson.mean for lesson in lessons if lesson.mean is not None]
    mean = round(sum(means) / len(means), EXACT) if means else 0
    days, distinct_lessons = (
        {lesson.day for lesson in lessons},
        {_alphanumeric(lesson.group, lesson.topic) for lesson in lessons},
    )
    missing = list(
        _observation_gaps(criterion, category, len(lessons), len(days), len(distinct_lessons), year_sheets, mean)
    )
    missing += [
        fact(
            "observers-differ", day=lesson.day, topic=lesson.topic, spread=lesson.spread, most=criterion.spread_max or 0
        )
        for lesson in lessons
        if lesson.mean is None
    ]  # fmt: skip
    points = 0 if missing else criterion.score([Piece(amount=mean)], category)
    lines = [
        fact("sheets-counted", year=int(year[:4]), lessons=len(lessons), days=len(days), sheets=len(year_sheets)),
        fact("means-of-lessons", means=tuple(means)),
        *(_scores_fact(lesson) for lesson in lessons if len(lesson.scores) > 1),
        fact("mean-of-lessons", mean=mean, highest=criterion.highest),
    ]
    band = criterion.reached(Piece(amount=mean))
    if band and band in criterion.band_max:
        lines.append(fact("band", first=criterion.points[band], last=criterion.band_max[band]))
    evidence = []
    for sheet in year_sheets:
        title = f"{sheet.lesson[1]} ({sheet.lesson[0]}), {_role(view, sheet.role)} {sheet.score}"
        evidence.append(view.document_view(sheet.document, title, sheet.day))
    evidence += uncounted
    unsigned = sum(not sheet.document.data.get("attachments") for sheet in year_sheets)
    if unsigned:
        notes.insert(0, fact("unsigned-sheets", count=unsigned))
    if criterion.spread_note and any(lesson.mean is None for lesson in lessons):
        notes.append(fact("pack-note", text=criterion.spread_note[view.lang]))
    return CriterionEvidence(evidence, missing, points, lines, notes, lessons=tuple(lessons))


def _excluded_sheets(view: CountableView, documents: Sequence[Document]) -> Iterator[Fact]:
    """Yield how many sheets the candidate keeps out of the count: drafts and private ones."""
    drafts = sum(not document.is_final for document in documents)
    if drafts:
        yield fact("drafts-not-counted", count=drafts)
    # A candidate could keep sheets with low scores private.
    private = sum(document.is_private for document in view.portfolio.of_kind("observation-sheet"))
    if private:
        yield fact("private-not-counted", count=private)


def _scores_fact(lesson: ObservedLesson) -> Fact:
    scores = tuple(RoleScore(score.role, score.score) for score in lesson.scores)
    return fact("observers-side-by-side", day=lesson.day, scores=scores, spread=lesson.spread)


def _lessons(
    sheets: Sequence[_Sheet], criterion: Observations | None, view: CountableView | None = None
) -> Iterator[ObservedLesson]:
    """Yield lessons: sheets with the same day, class and topic, compared by letters and digits."""
    sheets_by_lesson: dict[tuple[date, tuple[str, ...]], list[_Sheet]] = defaultdict(list)
    for sheet in sheets:
        sheets_by_lesson[sheet.day, _alphanumeric(*sheet.lesson)].append(sheet)
    for (day, _lesson), lesson_sheets in sheets_by_lesson.items():
        group, topic = lesson_sheets[0].lesson
        sums = [sheet.score for sheet in lesson_sheets]
        spread = max(sums) - min(sums)
        mean = sum(sums) / len(sums) if criterion is None or criterion.is_one_view(spread) else None
        scores = (_score(sheet, view) for sheet in lesson_sheets)
        yield ObservedLesson(day, group, topic, tuple(scores), spread, mean)


def _alphanumeric(*texts: str) -> tuple[str, ...]:
    """Texts reduced to letters and digits, so that punctuation does not split a lesson and hide its spread."""
    return tuple("".join(filter(str.isalnum, text.casefold().replace("ё", "е"))) for text in texts)


def _score(sheet: _Sheet, view: CountableView | None) -> ObserverScore:
    name = " ".join(str(sheet.document.data.get("observer") or "").split())
    standing = view.confirmations.of_document(sheet.document).state if view else "declared"
    return ObserverScore(sheet.role, name or None, sheet.score, sheet.document.ref, standing)


def disputed_lessons(documents: Sequence[Document], pack: Pack) -> list[ObservedLesson]:
    """Lessons whose observers differ by more than the pack allows."""
    criterion = next((item for item in pack.criteria if isinstance(item, Observations)), None)
    sheets = [_sheet(document) for document in documents if document.day]
    return [lesson for lesson in _lessons(sheets, criterion) if lesson.mean is None]


def _sheet_faults(
    view: CountableView, criterion: Observations, document: Document, category: Category
) -> Iterator[Fact]:
    """Yield why a sheet does not count: unfinished, dated later, own observation, missing or impossible scores."""
    if not document.is_final or document.day is None:
        yield fact("sheet-not-finished")
    yield from future_date(view, document.day)
    teacher = view.portfolio.who.name if view.portfolio.who else None
    if same_person(str(document.data.get("observer") or ""), teacher):
        yield fact("observer-is-teacher")
    scores = _scores(document)
    rows, column = _items(document)
    if unscored := [row for row in rows if scores.get(row.key) is None and criterion.is_scored(row.key, category)]:
        yield fact("items-without-score", count=len(unscored), items=tuple(row.key for row in unscored[:_MAX_ITEMS]))
    for row in rows:
        score = scores.get(row.key)
        if score is not None and column and not _is_possible(score, column):
            yield fact(
                "impossible-score", item=row.key, score=str(score)[:_MAX_SCORE_LENGTH], least=column.min or 0,
                most=column.max or 0,
            )  # fmt: skip


def _items(document: Document) -> tuple[tuple[Row, ...], Field | None]:
    """The rows of the sheet's table, and the column of their scores."""
    field = document.form.by_key.get("scores") if document.form else None
    return (field.rows, field.columns[0]) if field and field.columns else ((), None)


def _scores(document: Document) -> dict[str, Any]:
    """Row key -> its score: the number that the model parses (`"3"` is 3), else the value as typed."""
    rows = document.data.get("scores")
    typed = {
        str(key): row.get("score") if isinstance(row, dict) else None
        for key, row in (rows.items() if isinstance(rows, dict) else ())
    }
    model = getattr(document.model, "scores", None)
    parsed = {key: getattr(row, "score", None) for key, row in (vars(model) if isinstance(model, Part) else {}).items()}
    return typed | {key: score for key, score in parsed.items() if score is not None}


def _is_possible(score: object, column: Field) -> bool:
    is_whole = isinstance(score, int) and not isinstance(score, bool)
    return is_whole and (column.min or 0) <= score <= (column.max or 0)  # type: ignore[operator]


def _sheet(document: Document) -> _Sheet:
    """The parsed sheet of a document without faults."""
    assert document.day is not None
    group, topic = (" ".join(str(document.data.get(key) or "").split()) for key in ("class", "topic"))
    scores = _scores(document)
    role = str(document.data.get("observer_role") or "")
    return _Sheet(
        document, document.day, (group, topic), role, sum(scores.get(row.key) or 0 for row in _items(document)[0])
    )


def _observation_gaps(
    criterion: Observations, category: Category, lessons: int, days: int, distinct: int,
    sheets: Sequence[_Sheet], mean: float,
) -> Iterator[Fact]:  # fmt: skip
    lessons_short = criterion.per_year - lessons
    if lessons_short > 0:
        yield fact("more-lessons", count=lessons_short)
    days_short = criterion.per_year - days
    if criterion.different_days and days_short > max(lessons_short, 0):
        yield fact("more-days", count=days_short)
    distinct_short = criterion.per_year - distinct
    if criterion.different_lessons and distinct_short > max(lessons_short, 0):
        yield fact("more-different-lessons", count=distinct_short)
    for role in criterion.roles:
        if all(sheet.role != role for sheet in sheets):
            yield fact("observation-missing", role=role)
    if not criterion.met_by(Piece(amount=mean), category):
        yield fact("mean-too-low", asked=criterion.points.get(category, 0))


def _role(view: CountableView, role: str) -> str:
    form = view.portfolio.forms.get("observation-sheet")
    field = form.by_key.get("observer_role") if form else None
    return field.choice_label(role, view.lang) if field and role else role
