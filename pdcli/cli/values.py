"""Values of options as people type them."""

from collections.abc import Sequence
from datetime import date

from pdcli.cli import console
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.model.plain import ISO_DATE
from pdcli.suggest import choose, did_you_mean


def one_of(value: str, allowed: Sequence[str], option: str, nearest: str | None = None) -> str:
    """The value of an option that has few, in whatever case. Raises UserError with a hint, with `nearest` if known."""
    found = next((item for item in allowed if item == value.strip().casefold()), None)
    if found is not None:
        return found
    message = _("{option}: `{value}` is not known.").format(option=option, value=value[:40])
    raise UserError(message + " " + (did_you_mean(nearest) if nearest else choose(value, allowed)))


def several_of(value: str, allowed: Sequence[str], option: str) -> list[str]:
    """A comma list of such values."""
    return [one_of(part.strip(), allowed, option) for part in value.split(",") if part.strip()]


def category_of(value: str, option: str, others: Sequence[str] = ()) -> str:
    """The category that a person names by its key or its name in any language. Raises UserError with a hint."""
    from pdcli.documents.form_library import FormLibrary
    from pdcli.model.documents import CATEGORIES
    from pdcli.model.human_values import nearest_choice, parse_choice

    if value in CATEGORIES:
        return value
    form = FormLibrary().get("portfolio")
    field = form.by_key["category"] if form else None
    found = parse_choice(field, value) if field else None
    nearest = nearest_choice(field, value) if field and not found else None
    return found or one_of(value, [*CATEGORIES, *others], option, nearest)


def day_of(value: str | None, option: str) -> date | None:
    """A date option in any spelling that has one meaning. Raises UserError for any other."""
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
            _("Did you mean `{key}`?").format(key=likely)
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
