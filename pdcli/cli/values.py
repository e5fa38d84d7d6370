"""Parsers for the values of options."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.errors import UserError
from pdcli.i18n import Lang, current
from pdcli.i18n import gettext as _
from pdcli.i18n.lists import or_list
from pdcli.model.plain import ISO_DATE
from pdcli.suggest import NO_LABELS, choose, did_you_mean, shown_value

if TYPE_CHECKING:
    from pdcli.model.forms import Field
    from pdcli.suggest import Label


def one_of(
    value: str,
    allowed: Sequence[str],
    option: str,
    labels: "Mapping[str, Label]" = NO_LABELS,
    nearest: str | None = None,
) -> str:
    """The one of `allowed` that a value names, ignoring case. Raises UserError with a hint, for example `nearest`."""
    match = next((item for item in allowed if item == value.strip().casefold()), None)
    if match is not None:
        return match
    message = _("{option}: `{value}` is not known.").format(option=option, value=value[:40])
    hint = did_you_mean(nearest, labels.get(nearest)) if nearest else choose(value, allowed, labels)
    raise UserError(message + " " + hint)


def several_of(value: str, allowed: Sequence[str], option: str, labels: "Mapping[str, Label]" = NO_LABELS) -> list[str]:
    """The values of a comma list, each one of `allowed`."""
    return [one_of(part.strip(), allowed, option, labels) for part in value.split(",") if part.strip()]


def choice_of(
    value: str,
    field: "Field",
    option: str,
    offered: Sequence[str] = (),
    others: "Mapping[str, Label]" = NO_LABELS,
) -> str:
    """The key of the choice of a field that is named by its key or its label in any language, or one of `others`.

    Raises UserError with a hint, which names only the choices in `offered`, if there are any.
    """
    from pdcli.model.human_values import nearest_choice, parse_choice

    key = parse_choice(field, value)
    if key:
        return key
    labels = {choice.key: choice.label for choice in field.choices if not offered or choice.key in offered}
    close = nearest_choice(field, value)
    return one_of(value, [*labels, *others], option, {**labels, **others}, close if close in labels else None)


def category_of(value: str, option: str, offered: Sequence[str] = (), others: "Mapping[str, Label]" = NO_LABELS) -> str:
    """The key of a category that is named by its key or its label in any language, or one of `others`.

    Raises UserError with a hint, which names only the categories in `offered`, if there are any.
    """
    from pdcli.model.documents import CATEGORIES

    field = None if value in CATEGORIES else category_field()
    if field is None:
        return one_of(value, [*CATEGORIES, *others], option)
    return choice_of(value, field, option, offered, others)


def category_field() -> "Field | None":
    """The question for the category in portfolio.yaml; None where its form is broken."""
    from pdcli.documents.form_library import FormLibrary

    form = FormLibrary().get("portfolio")
    return form.by_key["category"] if form else None


def shown_values(labels: "Mapping[str, Label]", lang: Lang) -> str:
    """Values with their labels as help shows them: `teacher (педагог) or school (мектеп әкімшілігі)`."""
    return or_list([shown_value(key, label).text(lang).replace("`", "") for key, label in labels.items()], lang)


def category_labels() -> "Mapping[str, Label]":
    """Category -> its label; none where the form of portfolio.yaml is broken."""
    field = category_field()
    return {choice.key: choice.label for choice in field.choices} if field else NO_LABELS


def day_of(value: str | None, option: str) -> date | None:
    """The date of an option in any spelling with one meaning; None without a value. Raises UserError for others."""
    if value is None:
        return None
    if ISO_DATE.fullmatch(value):
        return _iso_day(value, option)
    from pdcli.i18n.dates import shown_date
    from pdcli.model.human_values import could_be_month_first, likely_date, names_no_day, parse_date

    day = parse_date(value)
    if day is None:
        likely = likely_date(value)
        if names_no_day(value):
            raise UserError(_no_such_day(value, option))
        hint = (
            did_you_mean(likely.isoformat())
            if likely
            else _("Write year-month-day, for example `{example}`.").format(example="2026-10-14")
        )
        raise UserError(_("{option}: `{value}` is not a date.").format(option=option, value=value[:40]) + " " + hint)
    if could_be_month_first(value):
        message = _("{option}: `{value}` was read as {day}: the day comes first, then the month.")
        console.err(message.format(option=option, value=value.strip(), day=shown_date(day, current())))
    return day


def _iso_day(value: str, option: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UserError(_no_such_day(value, option)) from None


def _no_such_day(value: str, option: str) -> str:
    message = _("{option}: there is no such day as `{value}`.").format(option=option, value=value[:40])
    return message + " " + _("Check the month and the day.")


def school_year_of(value: str | None, option: str) -> str | None:
    """The school year of an option, such as `2026-2027`; None without a value. Raises UserError for others."""
    from pdcli.model.school_year import as_school_year

    year = as_school_year(value)
    if value is not None and year is None:
        message = _("{option}: `{value}` is not a school year.").format(option=option, value=value[:40])
        raise UserError(message + " " + _("Write it like this: {example}.").format(example="2026-2027"))
    return year
