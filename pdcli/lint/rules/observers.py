"""8xx from PD814 on: who observed a lesson, and whether a sheet can be what it says."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pdcli.diagnostics import Related, Severity, ShownValue
from pdcli.documents.document import Document
from pdcli.documents.rows import folded
from pdcli.i18n.messages import figure, joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.portfolio.portfolio import Portfolio

if TYPE_CHECKING:
    from pdcli.model.forms import Field

FAMILY = Registered([])
_SHEET, _LESSONS = "observation-sheet", ("lesson-analysis", "self-analysis")
# A sheet of fewer items at the maximum says nothing.
_FEW = 10


def _sheets(portfolio: Portfolio, final: bool = True) -> list[Document]:
    return [item for item in portfolio.of_kind(_SHEET) if item.form and (item.is_final or not final)]


def _answer(document: Document, key: str) -> str:
    value = document.data.get(key)
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _same(one: str, other: str | None) -> bool:
    from pdcli.text.same_person import same_person

    return same_person(one, other)


@FAMILY.rule("PD814", "observer-is-the-teacher")
def observer_is_the_teacher(context: LintContext) -> Iterator[Violation]:
    """A teacher is named as the observer of the own lesson."""
    who = context.portfolio.who
    for sheet in _sheets(context.portfolio, final=False):
        name = _answer(sheet, "observer")
        if who and who.name and name and _same(name, who.name):
            message = _("The observer {name} is the teacher of the lesson.").format(name=name[:80])
            hint = _("Somebody else observes; for your own view of the lesson there is `pd new self-analysis`.")
            yield Violation(sheet, ("observer",), message, hint)


@FAMILY.rule("PD815", "observer-in-two-roles", Severity.WARNING)
def observer_in_two_roles(context: LintContext) -> Iterator[Violation]:
    """One person has observed in two roles, so that one stands for two observers."""
    first: list[tuple[str, str, Document]] = []
    for sheet in _sheets(context.portfolio):
        name, role = _answer(sheet, "observer"), _answer(sheet, "observer_role")
        if not name or not role or not _is_role(sheet, role):
            continue
        other = next(((said, one) for known, said, one in first if said != role and _same(name, known)), None)
        if other:
            message = _("{name} observes here as “{role}”, and as “{other}” in {place}.").format(
                name=name[:80], role=_role(sheet, role), other=_role(sheet, other[0]), place=other[1].ref
            )
            hint = _("Each role asked needs a person of its own; write the role in which this lesson was seen.")
            span = other[1].span("observer_role")
            related = (Related(other[1].path, span, _("The first one.")),)
            yield Violation(sheet, ("observer_role",), message, hint, related=related)
        first.append((name, role, sheet))


def _is_role(sheet: Document, role: str) -> bool:
    """Whether a role is one of the choices; any other is told as such."""
    field = sheet.form.by_key.get("observer_role") if sheet.form else None
    return field is None or not field.choices or any(choice.key == role for choice in field.choices)


def _role(sheet: Document, role: str) -> str:
    field = sheet.form.by_key.get("observer_role") if sheet.form else None
    return ShownValue(field.choice_label(role, sheet.lang), role) if field else role


@FAMILY.rule("PD816", "observer-unnamed", Severity.WARNING)
def observer_unnamed(context: LintContext) -> Iterator[Violation]:
    """A finished sheet does not say who observed: nobody can be asked."""
    for sheet in _sheets(context.portfolio):
        if not _answer(sheet, "observer") and "observer" not in {str(loc[0]) for loc in sheet.misspelt}:
            message = _("This sheet does not say who observed the lesson.")
            hint = _("Write the name as it stands under the signed sheet: `observer:`.")
            known = "observer" in sheet.data
            place = "observer" if known else "observer_role" if sheet.data.get("observer_role") else "status"
            yield Violation(sheet, (place,), message, hint, key=known)


@FAMILY.rule("PD817", "observed-on-another-day", Severity.WARNING)
def observed_on_another_day(context: LintContext) -> Iterator[Violation]:
    """A sheet is of another day than the lesson that it belongs to, as that lesson's own document says."""
    portfolio = context.portfolio
    sheets = _sheets(portfolio)
    lessons = [item for kind in _LESSONS for item in portfolio.of_kind(kind) if item.day] if sheets else []
    for sheet in sheets:
        same = [lesson for lesson in lessons if _is_of(sheet, lesson, portfolio)]
        if not sheet.day or not same or any(lesson.day == sheet.day for lesson in same):
            continue
        message = _("The sheet is of {day}, but the lesson was on {other} ({place}).").format(
            day=sheet.day, other=same[0].day, place=same[0].ref
        )
        related = (Related(same[0].path, same[0].span("date"), _("The day of the lesson.")),)
        yield Violation(sheet, ("date",), message, _("Check both dates."), related=related)


def _is_of(sheet: Document, lesson: Document, portfolio: Portfolio) -> bool:
    """Whether a sheet belongs to a lesson: one class and one topic, or one signed sheet in the register."""
    signed = {
        entry
        for entry in _entries(sheet)
        if (item := portfolio.evidence.get(entry)) is not None and item.kind == "observation"
    }
    if signed.intersection(_entries(lesson)):
        return True
    topic, of_sheet = folded(_answer(lesson, "topic")), folded(_answer(sheet, "topic"))
    is_one_class = folded(_answer(lesson, "class")) == folded(_answer(sheet, "class")) != ""
    # The sheet goes on with the goals of the lesson.
    return is_one_class and bool(topic) and of_sheet.startswith(topic) and not of_sheet[len(topic) :][:1].isalnum()


def _entries(document: Document) -> list[str]:
    given = document.data.get("attachments")
    return [str(entry) for entry in given] if isinstance(given, list) else []


@FAMILY.rule("PD818", "all-scores-highest", Severity.ADVICE)
def all_scores_highest(context: LintContext) -> Iterator[Violation]:
    """Every item of a sheet has the highest score: such a sheet tells nothing of the lesson."""
    for sheet in _sheets(context.portfolio):
        field = sheet.form.by_key.get("scores") if sheet.form else None
        given = sheet.data.get("scores")
        if field is None or not field.columns or not isinstance(given, dict):
            continue
        scores = [row.get("score") for row in given.values() if isinstance(row, dict)]
        if _is_all_highest(field, [score for score in scores if score is not None]):
            message = _("All {count} items have the highest score.").format(count=len(scores))
            hint = _("A sheet helps when it tells what can grow; ask the observer whether each score was given.")
            yield Violation(sheet, ("scores",), message, hint, key=True)


def _is_all_highest(field: "Field", scores: list[Any]) -> bool:
    highest = field.columns[0].max
    return highest is not None and len(scores) >= _FEW and all(str(score) == f"{highest:g}" for score in scores)


@FAMILY.rule("PD819", "observers-disagree", Severity.WARNING)
def observers_disagree(context: LintContext) -> Iterator[Violation]:
    """Scores of one lesson lie further apart than the rule pack allows."""
    sheets = _sheets(context.portfolio)
    if len({(sheet.day, _answer(sheet, "class")) for sheet in sheets}) == len(sheets):
        # Nobody has observed together with another.
        return
    from pdcli.attestation.observation_criteria import disputed_lessons

    days = [sheet.day for sheet in sheets if sheet.day]
    for lesson in disputed_lessons(sheets, context.portfolio.packs.current(max(days))) if days else ():
        scores = [(score.score, score.ref) for score in lesson.scores]
        last = next(sheet for sheet in sheets if sheet.ref == max(scores)[1])
        message = _("Observers of one lesson differ by {spread}: {scores}.").format(
            spread=figure(lesson.spread), scores=joined(figure(score) for score, _ref in scores)
        )
        hint = _("Let them compare what they saw and correct their own sheets; the mean would hide it.")
        yield Violation(last, ("scores",), message, hint, key=True)
