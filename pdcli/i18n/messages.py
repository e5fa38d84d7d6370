"""Sentences of findings: they keep their parameters, so that a program has every fact without the words."""

from collections.abc import Iterable

from pdcli.diagnostics import Message, ShownValue
from pdcli.i18n import gettext
from pdcli.i18n import ngettext as _ngettext


def message(text: str) -> Message:
    """The sentence in the language spoken now."""
    return Message(gettext(text), text)


def ngettext(singular: str, plural: str, number: int) -> Message:
    """The sentence that fits the number, in the language spoken now."""
    return Message(_ngettext(singular, plural, number), plural)


def joined(values: Iterable[str], between: str = ", ") -> ShownValue:
    """Several messages or values in one line."""
    parts = tuple(values)
    return ShownValue(between.join(parts), parts)


def quoted(keys: Iterable[str]) -> ShownValue:
    """Several keys as they are typed."""
    parts = tuple(keys)
    return ShownValue(", ".join(f"`{key}`" for key in parts), parts)


def figure(value: float) -> ShownValue:
    """A number as short as it can be written."""
    return ShownValue(f"{value:g}", value)
