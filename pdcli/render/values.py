"""Values as a reader of a language sees them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from pdcli.i18n import Lang
from pdcli.i18n.dates import MONTHS_IN_DATES
from pdcli.i18n.numbers import shown_number

if TYPE_CHECKING:
    from pdcli.model.forms import Field


def shown_date(value: Any, lang: Lang) -> str:
    """«2026 жылғы 14 қазан», «14 октября 2026 г.», "14 October 2026"; what is no date stays as it is."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        return str(value)
    month = MONTHS_IN_DATES[lang][day.month - 1]
    match lang:
        case "kk":
            return f"{day.year} жылғы {day.day} {month}"
        case "ru":
            return f"{day.day} {month} {day.year} г."
        case _:
            return f"{day.day} {month} {day.year}"


def with_day(name: str, day: date | None, lang: Lang) -> str:
    """A name that several have, with a day behind it where one is known."""
    return f"{name}, {shown_date(day, lang)}" if day else name


def short_date(day: date, lang: Lang) -> str:
    """14.10.2026; in English 2026-10-14, because there the order of numbers is anybody's guess."""
    return day.isoformat() if lang == "en" else f"{day.day:02}.{day.month:02}.{day.year}"


def shortened(text: str, limit: int) -> str:
    """A text in one line, cut between words where it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…".replace(" …", "…")


def value_text(field: "Field", value: Any, lang: Lang) -> str:
    """One value as text; empty where nothing is answered."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_one(field, item, lang) for item in value)
    return _one(field, value, lang)


def _one(field: "Field", value: Any, lang: Lang) -> str:
    if isinstance(value, bool) and field.type != "boolean":
        return "true" if value else "false"
    if isinstance(value, bool):
        words = {"kk": ("иә", "жоқ"), "ru": ("да", "нет"), "en": ("yes", "no")}[lang]
        return words[0] if value else words[1]
    match field.type:
        case "date":
            return shown_date(value, lang)
        case "number" | "scale" if isinstance(value, int | float):
            return shown_number(value, lang)
        case "choice":
            return field.choice_label(value, lang)
    return str(value)
