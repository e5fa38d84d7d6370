"""Who observed a lesson."""

from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity, ShownValue
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import observation_sheets, short_answer


def _same(one: str, other: str | None) -> bool:
    from pdcli.text.same_person import same_person

    return same_person(one, other)


@rule("PD814", "observer-is-the-teacher", Severity.ERROR)
def observer_is_the_teacher(context: LintContext) -> Iterator[Violation]:
    """A teacher is named as the observer of the own lesson."""
    who = context.portfolio.who
    for sheet in observation_sheets(context.portfolio, final=False):
        name = short_answer(sheet, "observer")
        if who and who.name and name and _same(name, who.name):
            message = _("The observer {name} is the teacher of the lesson.").format(name=name[:80])
            hint = _("Somebody else observes; for your own view of the lesson there is `pd new self-analysis`.")
            yield Violation(sheet, ("observer",), message, hint)


@rule("PD815", "observer-in-two-roles", Severity.WARNING)
def observer_in_two_roles(context: LintContext) -> Iterator[Violation]:
    """One person has observed in two roles, so that one stands for two observers."""
    first: list[tuple[str, str, Document]] = []
    for sheet in observation_sheets(context.portfolio):
        name, role = short_answer(sheet, "observer"), short_answer(sheet, "observer_role")
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


@rule("PD816", "observer-unnamed", Severity.WARNING)
def observer_unnamed(context: LintContext) -> Iterator[Violation]:
    """A finished sheet does not say who observed: nobody can be asked."""
    for sheet in observation_sheets(context.portfolio):
        if not short_answer(sheet, "observer") and "observer" not in {str(loc[0]) for loc in sheet.misspelt}:
            message = _("This sheet does not say who observed the lesson.")
            hint = _("Write the name as it stands under the signed sheet: `observer:`.")
            known = "observer" in sheet.data
            place = "observer" if known else "observer_role" if sheet.data.get("observer_role") else "status"
            yield Violation(sheet, (place,), message, hint, key=known)
