"""Between what is typed and what stands in a document."""

import re
from typing import Any

from pdcli.diagnostics import shortened
from pdcli.i18n import Lang
from pdcli.i18n import gettext as _
from pdcli.model.forms import Field
from pdcli.model.human_values import nearest_choice, parse_choice, parse_value
from pdcli.scaffold.options import NOTHING, OFFERING, Options


def takes_lines(field: Field) -> bool:
    """Whether Enter begins a new line of the answer."""
    return field.long or field.type == "list"


def as_typed(field: Field, value: Any) -> str:
    """An answer as a person would type it. Empty where there is none."""
    if value is None:
        return ""
    if field.type == "list" and isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(value, list):
        return ", ".join(as_typed(field, item) for item in value)
    if field.type == "choice":
        keys = [choice.key for choice in field.choices]
        return str(keys.index(value) + 1) if value in keys else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def as_read(field: Field, value: Any, lang: Lang) -> str:
    """An answer in one line, as a person reads it."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    words = [field.choice_label(item, lang) if field.choices else as_typed(field, item) for item in values]
    return ", ".join(" ".join(word.split()) for word in words)


def parse(field: Field, text: str, lang: Lang, options: Options = NOTHING) -> tuple[Any, str | None]:
    """What was typed as a value of the field, or what is wrong with it."""
    text = text.strip()
    parts = [part.strip() for part in re.split("[,;\n]", text) if part.strip()]
    if field.type == "choice":
        return _choices(field, text, parts, lang)
    if field.type == "list":
        return [part.strip() for part in text.split("\n" if "\n" in text else ";") if part.strip()], None
    if field.type in OFFERING:
        words = [word for part in parts for word in part.split()] if field.type != "document" else parts
        return _offered(field, words if field.holds_many else [text], options)
    if field.holds_many:
        return parts, None
    value = parse_value(field, text)
    if value is not None:
        return value, None
    if field.type in ("number", "scale"):
        return None, _("Write digits only, for example {example}.").format(example=field.example)
    return (None, _("Type `yes` or `no`.")) if field.type == "boolean" else (text, None)


def _choices(field: Field, text: str, parts: list[str], lang: Lang) -> tuple[Any, str | None]:
    """One choice, or several with commas between them; a label may have commas of its own."""
    picked = [_choice(field, text)]
    if field.many and picked == [None]:
        picked = [_choice(field, part) for part in parts]
    if None in picked:
        word = parts[picked.index(None)] if len(picked) == len(parts) else text
        return None, _none_of_the_choices(field, word, lang)
    # One that is named twice is chosen once.
    return (list(dict.fromkeys(picked)) if field.many else picked[0]), None


def _none_of_the_choices(field: Field, word: str, lang: Lang) -> str:
    close = nearest_choice(field, word)
    if close:
        number = [choice.key for choice in field.choices].index(close) + 1
        message = _("`{value}` is none of the choices. Did you mean {number}, “{label}”?")
        return message.format(value=shortened(word, 40), number=number, label=field.choice_label(close, lang))
    message = _("`{value}` is none of the choices: type a number from 1 to {last}.")
    return message.format(value=shortened(word, 40), last=len(field.choices))


def _choice(field: Field, text: str) -> str | None:
    """The choice of this number, key or label."""
    if text.isdecimal() and 1 <= int(text) <= len(field.choices):
        return field.choices[int(text) - 1].key
    return parse_choice(field, text)


def _offered(field: Field, typed: list[str], options: Options) -> tuple[Any, str | None]:
    assert field.type in OFFERING
    picked = []
    for word in typed:
        value = _option(word, options)
        if value is None:
            if not options.values:
                message = _("There is nothing yet that `{value}` could mean.")
                return None, message.format(value=shortened(word, 40))
            return None, _("There is no `{value}`: type a number of the list.").format(value=shortened(word, 40))
        picked.append(value)
    return (list(dict.fromkeys(picked)) if field.holds_many else picked[0]), None


def _option(word: str, options: Options) -> str | None:
    if word in options.values:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(options.offered):
        return options.offered[int(word) - 1].value
    return next((value for value in options.values if value.casefold() == word.casefold()), None)
