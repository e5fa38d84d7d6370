"""The criterion that is met by lesson observation sheets: means, days, lessons and observers of one school year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from pdcli.attestation.confirmations import Confirmed
from pdcli.attestation.countable import Found, Shown, later
from pdcli.attestation.facts import Fact, RoleScore, fact
from pdcli.documents.document import Document
from pdcli.guideline.packs import EXACT, Observations, Pack, Piece
from pdcli.i18n import current
from pdcli.model.documents import Category
from pdcli.model.forms import Field, Row
from pdcli.model.privacy import Hidden, Key, Text
from pdcli.model.school_year import school_year
from pdcli.text.same_person import same_person

# How many items without a score are named, and how much of an impossible score is shown.
_NAMED, _SHOWN = 3, 20


@dataclass(frozen=True, slots=True)
class ObserverScore:
    """What one observer gave a lesson: the sum of a sheet, and whether somebody else has confirmed the sheet."""

    role: Key
    observer: Hidden | None
    score: float
    ref: Text
    standing: Confirmed


@dataclass(frozen=True, slots=True)
class ObservedLesson:
    """The scores of one lesson side by side; `spread` lies between the lowest and the highest, `mean` is None where
    they lie further apart than the pack allows.
    """

    day: date
    group: Text
    topic: Text
    scores: tuple[ObserverScore, ...]
    spread: float
    mean: float | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    document: Document
    day: date
    lesson: tuple[str, str]
    role: str
    score: int


def observations(there: Shown, item: Observations, category: Category) -> Found:
    """Sheets of the last school year that has any: the mean of the observers for each lesson, then of the lessons."""
    documents = there.of_kind("observation-sheet")
    faults = {document.ref: list(_faults(there, item, document, category)) for document in documents}
    sheets = [_sheet(document) for document in documents if not faults[document.ref]]
    left_out = [
        there.document(document, document.title_for(current()), document.day, lacks)
        for document in documents
        if (lacks := faults[document.ref]) and (document.is_final or not sheets)
    ]
    notes = list(_not_counted(there, documents))
    if not sheets:
        return Found(left_out, [fact("sheets-missing")], 0, notes=notes)
    year = max(school_year(sheet.day) for sheet in sheets)
    of_year = sorted((sheet for sheet in sheets if school_year(sheet.day) == year), key=lambda sheet: sheet.day)
    lessons = list(_lessons(of_year, item, there))
    means = [lesson.mean for lesson in lessons if lesson.mean is not None]
    mean = round(sum(means) / len(means), EXACT) if means else 0
    days, different = {lesson.day for lesson in lessons}, {_bare(lesson.group, lesson.topic) for lesson in lessons}
    missing = list(_observation_gaps(item, category, len(lessons), len(days), len(different), of_year, mean))
    missing += [
        fact(
            "observers-differ", day=lesson.day, topic=lesson.topic, spread=lesson.spread, most=item.spread_max or 0
        )
        for lesson in lessons
        if lesson.mean is None
    ]  # fmt: skip
    points = 0 if missing else item.score([Piece(amount=mean)], category)
    lines = [
        fact("sheets-counted", year=int(year[:4]), lessons=len(lessons), days=len(days), sheets=len(of_year)),
        fact("means-of-lessons", means=tuple(means)),
        *(_side_by_side(lesson) for lesson in lessons if len(lesson.scores) > 1),
        fact("mean-of-lessons", mean=mean, highest=item.highest),
    ]
    band = item.reached(Piece(amount=mean))
    if band and band in item.band_max:
        lines.append(fact("band", first=item.points[band], last=item.band_max[band]))
    evidence = []
    for sheet in of_year:
        title = f"{sheet.lesson[1]} ({sheet.lesson[0]}), {_role(there, sheet.role)}: {sheet.score}"
        evidence.append(there.document(sheet.document, title, sheet.day))
    evidence += left_out
    unsigned = sum(not sheet.document.data.get("attachments") for sheet in of_year)
    if unsigned:
        notes.insert(0, fact("unsigned-sheets", count=unsigned))
    if item.spread_note and any(lesson.mean is None for lesson in lessons):
        notes.append(fact("pack-note", text=item.spread_note[current()]))
    return Found(evidence, missing, points, lines, notes, lessons=tuple(lessons))


def _not_counted(there: Shown, documents: Sequence[Document]) -> Iterator[Fact]:
    """How many sheets are kept out of the count by the candidate."""
    drafts = sum(not document.is_final for document in documents)
    if drafts:
        yield fact("drafts-not-counted", count=drafts)
    # Whoever may keep sheets private could keep those with low scores.
    private = sum(document.is_private for document in there.portfolio.of_kind("observation-sheet"))
    if private:
        yield fact("private-not-counted", count=private)


def _side_by_side(lesson: ObservedLesson) -> Fact:
    scores = tuple(RoleScore(one.role, one.score) for one in lesson.scores)
    return fact("observers-side-by-side", day=lesson.day, scores=scores, spread=lesson.spread)


def _lessons(
    sheets: Sequence[_Sheet], item: Observations | None, there: Shown | None = None
) -> Iterator[ObservedLesson]:
    """Sheets of one day, class and topic are of one lesson, however these are written."""
    found: dict[tuple[date, tuple[str, ...]], list[_Sheet]] = defaultdict(list)
    for sheet in sheets:
        found[sheet.day, _bare(*sheet.lesson)].append(sheet)
    for (day, _lesson), of_lesson in found.items():
        group, topic = of_lesson[0].lesson
        sums = [sheet.score for sheet in of_lesson]
        spread = max(sums) - min(sums)
        mean = sum(sums) / len(sums) if item is None or item.is_one_view(spread) else None
        scores = (_score(sheet, there) for sheet in of_lesson)
        yield ObservedLesson(day, group, topic, tuple(scores), spread, mean)


def _bare(*texts: str) -> tuple[str, ...]:
    """Texts by their letters and digits alone: with a full stop more one lesson would be two, and no spread be seen."""
    return tuple("".join(filter(str.isalnum, text.casefold().replace("ё", "е"))) for text in texts)


def _score(sheet: _Sheet, there: Shown | None) -> ObserverScore:
    name = " ".join(str(sheet.document.data.get("observer") or "").split())
    standing = there.confirmations.of_document(sheet.document).state if there else "declared"
    return ObserverScore(sheet.role, name or None, sheet.score, sheet.document.ref, standing)


def disputed(documents: Sequence[Document], pack: Pack) -> list[ObservedLesson]:
    """Lessons whose observers differ by more than the pack allows."""
    asked = next((item for item in pack.criteria if isinstance(item, Observations)), None)
    sheets = [_sheet(document) for document in documents if document.day]
    return [lesson for lesson in _lessons(sheets, asked) if lesson.mean is None]


def _faults(there: Shown, item: Observations, document: Document, category: Category) -> Iterator[Fact]:
    """Why a sheet does not count: a sum of only some items, or of impossible scores, is not that of the sheet."""
    if not document.is_final or document.day is None:
        yield fact("sheet-not-finished")
    yield from later(there, document.day)
    teacher = there.portfolio.who.name if there.portfolio.who else None
    if same_person(str(document.data.get("observer") or ""), teacher):
        yield fact("observer-is-teacher")
    given = _scores(document)
    rows, column = _items(document)
    if unscored := [row for row in rows if given.get(row.key) is None and item.is_scored(row.key, category)]:
        yield fact("items-without-score", count=len(unscored), items=tuple(row.key for row in unscored[:_NAMED]))
    for row in rows:
        score = given.get(row.key)
        if score is not None and column and not _is_possible(score, column):
            yield fact(
                "impossible-score", item=row.key, score=str(score)[:_SHOWN], least=column.min or 0,
                most=column.max or 0,
            )  # fmt: skip


def _items(document: Document) -> tuple[tuple[Row, ...], Field | None]:
    """The items of the sheet, and the column that they are scored in."""
    field = document.form.by_key.get("scores") if document.form else None
    return (field.rows, field.columns[0]) if field and field.columns else ((), None)


def _scores(document: Document) -> dict[str, Any]:
    """What is written beside each item: the number that the form reads (`"3"` is 3), else whatever it is."""
    rows = document.data.get("scores")
    said = {
        str(key): row.get("score") if isinstance(row, dict) else None
        for key, row in (rows.items() if isinstance(rows, dict) else ())
    }
    model = getattr(document.model, "scores", None)
    read = {key: getattr(row, "score", None) for key, row in (model if isinstance(model, BaseModel) else ())}
    return said | {key: score for key, score in read.items() if score is not None}


def _is_possible(score: object, column: Field) -> bool:
    is_whole = isinstance(score, int) and not isinstance(score, bool)
    return is_whole and (column.min or 0) <= score <= (column.max or 0)  # type: ignore[operator]


def _sheet(document: Document) -> _Sheet:
    """A sheet without faults."""
    assert document.day is not None
    klass, topic = (" ".join(str(document.data.get(key) or "").split()) for key in ("class", "topic"))
    given = _scores(document)
    role = str(document.data.get("observer_role") or "")
    return _Sheet(
        document, document.day, (klass, topic), role, sum(given.get(row.key) or 0 for row in _items(document)[0])
    )


def _observation_gaps(
    item: Observations, category: Category, lessons: int, days: int, different: int,
    sheets: Sequence[_Sheet], mean: float,
) -> Iterator[Fact]:  # fmt: skip
    more = item.per_year - lessons
    if more > 0:
        yield fact("more-lessons", count=more)
    on_days = item.per_year - days
    if item.different_days and on_days > max(more, 0):
        yield fact("more-days", count=on_days)
    others = item.per_year - different
    if item.different_lessons and others > max(more, 0):
        yield fact("more-different-lessons", count=others)
    for role in item.roles:
        if all(sheet.role != role for sheet in sheets):
            yield fact("observation-missing", role=role)
    if not item.met_by(Piece(amount=mean), category):
        yield fact("mean-too-low", asked=item.points.get(category, 0))


def _role(there: Shown, role: str) -> str:
    form = there.portfolio.forms.get("observation-sheet")
    field = form.by_key.get("observer_role") if form else None
    return field.choice_label(role, current()) if field and role else role
