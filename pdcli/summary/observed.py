"""The criterion that is met by lesson observation sheets: means, days, lessons and observers of one school year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from pdcli.guideline.packs import EXACT, Observations, Piece
from pdcli.model.documents import Category
from pdcli.model.school_year import school_year
from pdcli.portfolio.document import Document
from pdcli.summary.shown import Found, Shown, number
from pdcli.words import current, ngettext
from pdcli.words import gettext as _


@dataclass(frozen=True, slots=True)
class _Sheet:
    document: Document
    day: date
    lesson: tuple[str, str]
    role: str
    score: int
    wrong: int


def observations(there: Shown, item: Observations, category: Category) -> Found:
    """Sheets of the last school year that has any: the mean of the observers for each lesson, then of the lessons."""
    documents = there.of_kind("observation-sheet")
    sheets = [sheet for document in documents if document.is_final and (sheet := _sheet(document))]
    if not sheets:
        missing = [_("lesson observation sheets (`pd new observation-sheet`)")]
        lacks = (_("not finished: `status: final` and a date are needed"),)
        return Found([there.document(document, document.title, None, lacks) for document in documents], missing, 0)
    year = max(school_year(sheet.day) for sheet in sheets)
    of_year = sorted((sheet for sheet in sheets if school_year(sheet.day) == year), key=lambda sheet: sheet.day)
    lessons: dict[tuple[date, tuple[str, str]], list[float]] = defaultdict(list)
    for sheet in of_year:
        lessons[sheet.day, sheet.lesson].append(sheet.score)
    means = [sum(scores) / len(scores) for scores in lessons.values()]
    mean = round(sum(means) / len(means), EXACT)
    days, different = {day for day, _lesson in lessons}, {lesson for _day, lesson in lessons}
    missing = list(_observation_gaps(there, item, category, len(lessons), len(days), len(different), of_year, mean))
    points = 0 if missing else item.score([Piece(amount=mean)], category)
    lines = [
        _("school year {year}: lessons {lessons}, days {days}, sheets {sheets}").format(
            year=year, lessons=len(lessons), days=len(days), sheets=len(of_year)
        ),
        _("mean of the observers for each lesson: {means}").format(means="; ".join(number(value) for value in means)),
        _("mean of the lessons: {mean} of {highest}").format(mean=number(mean), highest=number(item.highest)),
    ]
    band = item.reached(Piece(amount=mean))
    if band and band in item.band_max:
        lines.append(_("band {first}–{last}").format(first=number(item.points[band]), last=number(item.band_max[band])))
    evidence = []
    for sheet in of_year:
        title = f"{sheet.lesson[1]} ({sheet.lesson[0]}), {_role(there, sheet.role)}: {number(sheet.score)}"
        evidence.append(there.document(sheet.document, title, sheet.day))
    notes = []
    unsigned = sum(not sheet.document.data.get("attachments") for sheet in of_year)
    if unsigned:
        notes.append(_("sheets without a signed copy in the register (`attachments`): {count}").format(count=unsigned))
    wrong = sum(sheet.wrong > 0 for sheet in of_year)
    if wrong:
        notes.append(_("sheets in which an item has no score of the scale, which counts as 0: {count}").format(
            count=wrong
        ))  # fmt: skip
    drafts = sum(not document.is_final for document in documents)
    if drafts:
        notes.append(_("drafts, not counted: {count}").format(count=drafts))
    return Found(evidence, missing, points, lines, notes)


def _sheet(document: Document) -> _Sheet | None:
    data = document.data
    # As the model reads it: a score outside the scale is none, and `"3"` is 3.
    rows = getattr(document.model, "scores", None)
    scores = [getattr(row, "score", None) for _key, row in rows] if isinstance(rows, BaseModel) else []
    day = getattr(document.model, "date", None)
    numbers = [score for score in scores if isinstance(score, int)]
    if not isinstance(day, date) or not numbers:
        return None
    klass, topic = (" ".join(str(data.get(key) or "").split()) for key in ("class", "topic"))
    lesson = (klass, topic)
    said = data.get("scores")
    answered = sum(row not in (None, {}, {"score": None}) for row in said.values()) if isinstance(said, dict) else 0
    role, wrong = str(data.get("observer_role") or ""), answered - len(numbers)
    return _Sheet(document, day, lesson, role, sum(numbers), wrong)


def _observation_gaps(
    there: Shown, item: Observations, category: Category, lessons: int, days: int, different: int,
    sheets: Sequence[_Sheet], mean: float,
) -> Iterator[str]:  # fmt: skip
    more = item.per_year - lessons
    if more > 0:
        yield ngettext("{count} more observed lesson", "{count} more observed lessons", more).format(count=more)
    on_days = item.per_year - days
    if item.different_days and on_days > max(more, 0):
        yield ngettext("{count} more day", "{count} more days", on_days).format(count=on_days)
    others = item.per_year - different
    if item.different_lessons and others > max(more, 0):
        yield ngettext("{count} more different lesson", "{count} more different lessons", others).format(count=others)
    for role in item.roles:
        if all(sheet.role != role for sheet in sheets):
            yield _("an observation by: {role}").format(role=_role(there, role))
    if not item.met_by(Piece(amount=mean), category):
        yield _("a mean of {asked} or more").format(asked=number(item.points.get(category, 0)))


def _role(there: Shown, role: str) -> str:
    form = there.portfolio.forms.get("observation-sheet")
    field = form.by_key.get("observer_role") if form else None
    return field.choice_label(role, current()) if field and role else role
