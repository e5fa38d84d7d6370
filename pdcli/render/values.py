"""Values as a reader of a language sees them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from pdcli.i18n import Lang
from pdcli.i18n.dates import short_date, shown_date
from pdcli.i18n.numbers import shown_number
from pdcli.i18n.spaces import breakable_parts

if TYPE_CHECKING:
    from pdcli.model.forms import Field


def with_day(name: str, day: date | None, lang: Lang) -> str:
    """A name that several have, with a day behind it where one is known."""
    return f"{name}, {shown_date(day, lang)}" if day else name


def shortened(text: str, limit: int) -> str:
    """A text in one line, cut between words where it is longer than `limit` characters."""
    line = " ".join(breakable_parts(text))
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…".replace(" …", "…")


def value_text(field: "Field", value: Any, lang: Lang, in_table: bool = False) -> str:
    """One value as text; empty where nothing is answered. A date is written as tables have it where `in_table`."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_one(field, item, lang, in_table) for item in value)
    return _one(field, value, lang, in_table)


def _one(field: "Field", value: Any, lang: Lang, in_table: bool) -> str:
    if isinstance(value, bool) and field.type != "boolean":
        return "true" if value else "false"
    if isinstance(value, bool):
        words = {"kk": ("иә", "жоқ"), "ru": ("да", "нет"), "en": ("yes", "no")}[lang]
        return words[0] if value else words[1]
    match field.type:
        case "date":
            return short_date(value) if in_table else shown_date(value, lang)
        case "number" | "scale" if isinstance(value, int | float):
            return shown_number(value, lang)
        case "choice" | "list":
            return field.choice_label(value, lang)
    return str(value)
