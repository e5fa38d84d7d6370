"""Sentences of findings and errors as data: a template with its parameters, worded where somebody reads it.

A date among the parameters is worded too; one that is quoted as it is typed is a text in backticks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pdcli.i18n import LANGS, Lang, translations
from pdcli.i18n.catalogue import without_context

_NO_PARAMETERS: Mapping[str, Any] = {}
# From here on a number is shown in groups of digits.
_GROUPED_FROM = 10_000
# How a sentence ends in a quotation that has a stop of its own, and how it ends with one stop.
_ONE_STOP = {f".{quote}.": f"{quote}." for quote in "”»"} | {
    f"{stop}{quote}{last}": f"{stop}{quote}" for quote in "”»" for stop, last in ("?.", "!.", "??")
}


class Sentence(NamedTuple):
    """An English template, as the catalogues have it, and the values for the places in it.

    A `singular` makes `template` the plural, and `number` chooses between them.
    """

    template: str
    parameters: Mapping[str, Any] = _NO_PARAMETERS
    singular: str = ""
    number: int = 0

    def text(self, lang: Lang) -> str:
        """The sentence with its values in a language."""
        words = translations(lang)
        template, singular = self.template, self.singular
        text = words.ngettext(singular, template, self.number) if singular else words.gettext(template)
        if not self.parameters:
            return text
        text = text.format(**{name: _worded(value, lang) for name, value in self.parameters.items()})
        if text.endswith("…."):
            return text[:-1]
        end = text[-3:]
        return text[:-3] + _ONE_STOP[end] if end in _ONE_STOP else text


class Message:
    """What a finding or an error tells: sentences, and texts between them, in no language yet."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Sentence | str) -> None:
        self.parts = parts

    def text(self, lang: Lang) -> str:
        """What people read."""
        return "".join([part if isinstance(part, str) else part.text(lang) for part in self.parts])

    @property
    def template(self) -> str:
        """The English sentences before the values were put in."""
        return "".join(template for template, _parameters in self._unique_names())

    @property
    def parameters(self) -> dict[str, Any]:
        """The values of all sentences by their names; the second of two equal names ends with `_2`."""
        return {name: value for _template, parameters in self._unique_names() for name, value in parameters.items()}

    def _unique_names(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield (template, parameters) of each part, with names that no part before it has."""
        names: set[str] = set()
        for part in self.parts:
            if isinstance(part, str):
                yield part, _NO_PARAMETERS
                continue
            template, parameters = without_context(part.template), dict(part.parameters)
            for name in names.intersection(parameters):
                template = template.replace(f"{{{name}}}", f"{{{name}_2}}")
                parameters[f"{name}_2"] = parameters.pop(name)
            names.update(parameters)
            yield template, parameters

    def format(self, **parameters: Any) -> "Message":
        """The sentences with values for the places of these names."""
        return Message(
            *(part if isinstance(part, str) else part._replace(parameters=parameters) for part in self.parts)
        )

    def __add__(self, other: "Message | str") -> "Message":
        """One message of two, or of a message and a text that is the same in every language."""
        return Message(*self.parts, *(other.parts if isinstance(other, Message) else (other,)))

    def __radd__(self, other: str) -> "Message":
        return Message(other, *self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __eq__(self, other: object) -> bool:
        return self.parts == other.parts if isinstance(other, Message) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(part if isinstance(part, str) else part.template for part in self.parts))

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, self.parts

    def __repr__(self) -> str:
        return f"Message({self.text('en')!r})"


NO_MESSAGE = Message()


class ShownValue(str):
    """A value that people see as a text, the same in every language, and programs as `data`."""

    __slots__ = ("data",)
    data: Any

    def __new__(cls, text: str, data: Any) -> "ShownValue":
        """The value of this text."""
        value = super().__new__(cls, text)
        value.data = data
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return ShownValue, (str(self), self.data)


class WordedValue(NamedTuple):
    """A value that people see in words of their language, and programs as `data`: the title of a form and its kind."""

    texts: Mapping[Lang, str]
    data: Any

    def text(self, lang: Lang) -> str:
        """What people read."""
        return self.texts[lang]


class Series(NamedTuple):
    """Several values or messages with the same text between them."""

    items: tuple[Any, ...]
    between: str = ", "

    def text(self, lang: Lang) -> str:
        """What people read."""
        return self.between.join(str(_worded(item, lang)) for item in self.items)

    @property
    def data(self) -> tuple[Any, ...]:
        """What programs read."""
        return self.items


def message(text: str) -> Message:
    """A sentence; `format` gives it its values."""
    return Message(Sentence(text))


def ngettext(singular: str, plural: str, number: int) -> Message:
    """A sentence that depends on a number; `format` gives it its values."""
    return Message(Sentence(plural, singular=singular, number=number))


def joined(values: Iterable[Any], between: str = ", ") -> Series:
    """Several messages or values in one line."""
    return Series(tuple(values), between)


def quoted(keys: Iterable[str]) -> ShownValue:
    """Several keys as they are typed."""
    parts = tuple(keys)
    return ShownValue(", ".join(f"`{key}`" for key in parts), parts)


def figure(value: float) -> ShownValue:
    """A number as short as it can be written."""
    return ShownValue(f"{value:g}", value)


def decimal(value: float) -> WordedValue:
    """A number with the decimal sign of the language."""
    # Few findings have one.
    from pdcli.i18n.numbers import shown_number

    return worded(lambda lang: shown_number(value, lang), value)


def period(start: date, end: date) -> WordedValue:
    """Two dates as one period in text."""
    # Few findings have one.
    from pdcli.i18n.dates import shown_period

    return worded(lambda lang: shown_period(start, end, lang), (start, end))


def worded(text: Callable[[Lang], str], data: Any) -> WordedValue:
    """A value in the words that a function gives for each language."""
    # A list becomes a tuple, as it does on the way from a cache: equal findings are told once.
    return WordedValue({lang: text(lang) for lang in LANGS}, tuple(data) if isinstance(data, list) else data)


def text_of(text: Message | str, lang: Lang) -> str:
    """What people read of a message, or of a text that is the same in every language."""
    return text.text(lang) if isinstance(text, Message) else text


def _worded(value: Any, lang: Lang) -> Any:
    if isinstance(value, Message | WordedValue | Series):
        return value.text(lang)
    if isinstance(value, date):
        # Few findings have one.
        from pdcli.i18n.dates import shown_date

        return shown_date(value, lang)
    if type(value) is int and value >= _GROUPED_FROM:
        from pdcli.i18n.numbers import shown_number

        return shown_number(value, lang)
    return value


def parameters_of(message: Message) -> dict[str, Any]:
    """The parameters of a message as JSON can hold them."""
    return {name: plain_data(value) for name, value in message.parameters.items()}


def plain_data(value: Any) -> Any:
    """A value of a message as JSON can hold it."""
    match value:
        case Message():
            return {"template": value.template, "parameters": parameters_of(value)}
        case ShownValue() | WordedValue() | Series():
            return plain_data(value.data)
        case list() | tuple():
            return [plain_data(item) for item in value]
        case None | str() | int() | float() | dict():
            return value
    return value.isoformat() if isinstance(value, date) else str(value)


def message_to_plain(message: Message) -> list[Any]:
    """A message as JSON can hold it, with everything that its text in any language needs."""
    return [part if isinstance(part, str) else _sentence_to_plain(part) for part in message.parts]


def _sentence_to_plain(sentence: Sentence) -> list[Any]:
    values = {name: _value_to_plain(value) for name, value in sentence.parameters.items()}
    return [sentence.template, values, sentence.singular, sentence.number]


def message_from_plain(parts: Iterable[Any]) -> Message:
    """The message of which `message_to_plain` gave these parts."""
    return Message(*[part if isinstance(part, str) else _sentence_from_plain(*part) for part in parts])


def _sentence_from_plain(template: str, values: Mapping[str, Any], singular: str, number: int) -> Sentence:
    return Sentence(template, {name: _value_from_plain(value) for name, value in values.items()}, singular, number)


def _value_to_plain(value: Any) -> Any:
    match value:
        case Message():
            return {"message": message_to_plain(value)}
        case ShownValue():
            return {"text": str(value), "data": plain_data(value.data)}
        case WordedValue():
            return {"texts": dict(value.texts), "data": plain_data(value.data)}
        case Series():
            return {"items": [_value_to_plain(item) for item in value.items], "between": value.between}
        case date():
            return {"date": value.isoformat()}
        case None | str() | int() | float():
            return value
    return str(value)


def _value_from_plain(value: Any) -> Any:
    match value:
        case {"message": parts}:
            return message_from_plain(parts)
        case {"text": text, "data": data}:
            return ShownValue(text, data)
        case {"texts": texts, "data": data}:
            return WordedValue(texts, tuple(data) if isinstance(data, list) else data)
        case {"date": day}:
            return date.fromisoformat(day)
        case {"items": items, "between": between}:
            return Series(tuple(map(_value_from_plain, items)), between)
    return value
