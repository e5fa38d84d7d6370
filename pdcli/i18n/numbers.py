"""Numbers as a reader of a language sees them."""

from typing import Any

from pdcli.i18n import Lang


def shown_number(value: Any, lang: Lang) -> str:
    """A number with the decimal sign of the language."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value) if lang == "en" else str(value).replace(".", ",")
