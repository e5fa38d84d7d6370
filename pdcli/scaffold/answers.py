"""Answers as typed text and as values of a document, in both directions."""

import re
from typing import Any

from pdcli.diagnostics import shortened
from pdcli.i18n import N_, Lang, translate
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Field
from pdcli.model.human_values import nearest_choice, parse_choice, parse_value
from pdcli.scaffold.options import NO_OPTIONS, TYPES_WITH_OPTIONS, Options
from pdcli.text.same_person import same_person


def is_multiline(field: Field) -> bool:
    """Whether Enter begins a new line of the answer."""
    return field.long or field.type == "list"


def as_typed(field: Field, value: Any, lang: Lang) -> str:
    """A value as a person would type it in a language; empty without one."""
    if value is None:
        return ""
    if field.type == "list" and isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(value, list):
        return ", ".join(as_typed(field, item, lang) for item in value)
    if field.type == "choice":
        keys = [choice.key for choice in field.choices]
        return str(keys.index(value) + 1) if value in keys else str(value)
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"), lang)
    return str(value)


def as_read(field: Field, value: Any, lang: Lang) -> str:
    """A value in one line, with the labels of choices."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    words = [field.choice_label(item, lang) if field.choices else as_typed(field, item, lang) for item in values]
    return ", ".join(" ".join(word.split()) for word in words)


def parse(field: Field, text: str, lang: Lang, options: Options = NO_OPTIONS) -> tuple[Any, Message | None]:
    """The value of a typed text for a field, and None; or None and a message that tells why it is no value."""
    text = text.strip()
    parts = [part.strip() for part in re.split("[,;\n]", text) if part.strip()]
    if field.type == "choice":
        return _parse_choices(field, text, parts, lang)
    if field.holds == "person" and options.values:
        return _parse_people(field, parts if field.type == "list" else [text], options)
    if field.type == "list":
        words = [part.strip() for part in text.split("\n" if "\n" in text else ";") if part.strip()]
        return [_parse_choice(field, word) or word for word in words] if field.choices else words, None
    if field.type in TYPES_WITH_OPTIONS:
        words = [word for part in parts for word in part.split()] if field.type != "document" else parts
        return _parse_options(field, words if field.holds_many else [text], options)
    if field.holds_many:
        return parts, None
    value = parse_value(field, text)
    if value is not None:
        return value, None
    if field.type in ("number", "scale"):
        return None, _("Write digits only, for example `{example}`.").format(example=field.example)
    return (None, _("Type `yes` or `no`.")) if field.type == "boolean" else (text, None)


def _parse_choices(field: Field, text: str, parts: list[str], lang: Lang) -> tuple[Any, Message | None]:
    """One choice, or several with commas between them; a label may have commas of its own."""
    values = [_parse_choice(field, text)]
    if field.many and values == [None]:
        values = [_parse_choice(field, part) for part in parts]
    if None in values:
        word = parts[values.index(None)] if len(values) == len(parts) else text
        return None, _no_choice_message(field, word, lang)
    # A choice that is named twice counts once.
    return (list(dict.fromkeys(values)) if field.many else values[0]), None


def _no_choice_message(field: Field, word: str, lang: Lang) -> Message:
    close = nearest_choice(field, word)
    if close:
        number = [choice.key for choice in field.choices].index(close) + 1
        message = _("`{value}` is not one of the choices. Did you mean {number}, “{label}”?")
        return message.format(value=shortened(word, 40), number=number, label=field.choice_label(close, lang))
    message = _("`{value}` is not one of the choices: type a number from 1 to {last}.")
    return message.format(value=shortened(word, 40), last=len(field.choices))


def _parse_choice(field: Field, text: str) -> str | None:
    """The key of the choice with this number, key or label; None without one."""
    if text.isdecimal() and 1 <= int(text) <= len(field.choices):
        return field.choices[int(text) - 1].key
    return parse_choice(field, text)


def _parse_options(field: Field, words: list[str], options: Options) -> tuple[Any, Message | None]:
    assert field.type in TYPES_WITH_OPTIONS
    values = []
    for word in words:
        value = _find_option(word, options)
        if value is None:
            if not options.values:
                message = _(
                    "There is nothing yet for `{value}` to refer to. Leave the answer empty to skip the question."
                )
                return None, message.format(value=shortened(word, 40))
            return None, _("There is no `{value}`: type a number from the list.").format(value=shortened(word, 40))
        values.append(value)
    return (list(dict.fromkeys(values)) if field.holds_many else values[0]), None


def _parse_people(field: Field, words: list[str], options: Options) -> tuple[Any, Message | None]:
    """People by number, id or name, the choices of the field before them; others, such as a post, as they are typed."""
    values = []
    for word in words:
        value = _parse_choice(field, word) or _find_person(word, options, len(field.choices))
        if value is None and word.isdecimal():
            return None, _("There is no `{value}`: type a number from the list.").format(value=shortened(word, 40))
        if value is None and field.choices:
            message = _("“{value}” is neither a category nor a person at the school, so this row is for nobody.")
            return None, message.format(value=shortened(word, 40))
        values.append(value or word)
    return (list(dict.fromkeys(values)) if field.type == "list" else values[0]), None


def _find_person(word: str, options: Options, before: int) -> str | None:
    """The id of the only person with this id or name, or with this number after those of the choices."""
    if word in options.values:
        return word
    if word.isdecimal():
        return _find_option(str(int(word) - before), options) if int(word) > before else None
    name = word.casefold()
    ids = [option.value for option in options.listed if name in (option.value.casefold(), option.text.casefold())]
    # Without the patronymic, in another order, or a first name alone where nobody else has it.
    ids = ids or [option.value for option in options.listed if same_person(word, option.text)]
    return ids[0] if len(ids) == 1 else None


def _find_option(word: str, options: Options) -> str | None:
    """The value of the option with this value or number; None without one."""
    if word in options.values:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(options.listed):
        return options.listed[int(word) - 1].value
    return next((value for value in options.values if value.casefold() == word.casefold()), None)
