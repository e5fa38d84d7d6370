"""Parsers for the values of options."""

from collections.abc import Sequence
from datetime import date

from pdcli.cli import console
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.model.plain import ISO_DATE
from pdcli.suggest import choose, did_you_mean


def one_of(value: str, allowed: Sequence[str], option: str, nearest: str | None = None) -> str:
    """The one of `allowed` that a value names, ignoring case. Raises UserError with a hint, for example `nearest`."""
    match = next((item for item in allowed if item == value.strip().casefold()), None)
    if match is not None:
        return match
    message = _("{option}: `{value}` is not known.").format(option=option, value=value[:40])
    raise UserError(message + " " + (did_you_mean(nearest) if nearest else choose(value, allowed)))


def several_of(value: str, allowed: Sequence[str], option: str) -> list[str]:
    """The values of a comma list, each one of `allowed`."""
    return [one_of(part.strip(), allowed, option) for part in value.split(",") if part.strip()]


def category_of(value: str, option: str, others: Sequence[str] = ()) -> str:
    """The key of a category that is named by its key or its label in any language. Raises UserError with a hint."""
    from pdcli.documents.form_library import FormLibrary
    from pdcli.model.documents import CATEGORIES
    from pdcli.model.human_values import nearest_choice, parse_choice

    if value in CATEGORIES:
        return value
    form = FormLibrary().get("portfolio")
    field = form.by_key["category"] if form else None
    key = parse_choice(field, value) if field else None
    nearest = nearest_choice(field, value) if field and not key else None
    return key or one_of(value, [*CATEGORIES, *others], option, nearest)


def day_of(value: str | None, option: str) -> date | None:
    """The date of an option in any spelling with one meaning; None without a value. Raises UserError for others."""
    if value is None:
        return None
    if ISO_DATE.fullmatch(value):
        return _iso_day(value, option)
    from pdcli.model.human_values import could_be_month_first, likely_date, names_no_day, parse_date

    day = parse_date(value)
    if day is None:
        likely = likely_date(value)
        if names_no_day(value):
            raise UserError(_no_such_day(value, option))
        hint = (
            did_you_mean(likely.isoformat())
            if likely
            else _("Write year-month-day, for example {example}.").format(example="2026-10-14")
        )
        raise UserError(_("{option}: `{value}` is not a date.").format(option=option, value=value[:40]) + " " + hint)
    if could_be_month_first(value):
        message = _("{option}: `{value}` is {day}: the day is read first, then the month.")
        console.err(message.format(option=option, value=value.strip(), day=day))
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
