"""Frozen values with named fields, for what is read from documents, forms, packs and tables.

A dataclass would do the same, but making one compiles source text: with so many classes that takes longer than most
commands. Pydantic validates records where a file is read; whoever only uses them does not load it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    NoReturn,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# The default of fields that hold a mapping; nobody changes it.
EMPTY: dict[Any, Any] = {}
_MISSING = object()
_CLASS_VARIABLE: Any = ClassVar


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Base of records: annotated names are fields, values of the class their defaults.

    Two records are equal if they are of one class and all their fields are equal.
    """

    # The last three are filled by Pydantic.
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    # What the schemas of JSON output say of records.
    model_config: ClassVar[dict[str, str]] = {"extra": "forbid"}
    _fields: ClassVar[tuple[str, ...]] = ()
    _field_names: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = (name for name, hint in cls.__annotations__.items() if get_origin(hint) is not _CLASS_VARIABLE)
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))
        cls._field_names = frozenset(cls._fields)

    def __init__(self, **values: Any) -> None:
        # Most are made with all of their fields.
        if values.keys() != type(self)._field_names:
            _check_names(type(self), values)
        vars(self).update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot change")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot change")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(
            getattr(self, name) == getattr(other, name) for name in fields_of(type(self))
        )

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in fields_of(type(self))))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def __getstate__(self) -> dict[str, Any]:
        return vars(self)

    def replace(self, **values: Any) -> Self:
        """A copy with other values of some fields."""
        return type(self)(**{**{name: getattr(self, name) for name in fields_of(type(self))}, **values})

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """What Pydantic gets in the place of data that it is to make a record of."""
        return data

    def check(self) -> None:
        """Calls `refuse` where the fields of a record that Pydantic has made do not fit together."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pdcli.model.record_schema import record_schema

        return record_schema(cls, handler)


@dataclass_transform(frozen_default=True)
class Value(Record):
    """Base of records that pd makes and no file holds: their fields may also be given by position."""

    def __init__(self, *values: Any, **by_name: Any) -> None:
        if not values:
            super().__init__(**by_name)
            return
        names = fields_of(type(self))[: len(values)]
        super().__init__(**dict(zip(names, values, strict=True)), **by_name)


AnyRecord = TypeVar("AnyRecord", bound=Record)
Maker = Callable[[Any], Any]
# Record -> the types of its fields, their names by their keys in files, and what makes those values from plain data
# that are not plain themselves.
_types: dict[type[Record], dict[str, Any]] = {}
_names: dict[type[Record], dict[str, str]] = {}
_makers: dict[type[Record], list[tuple[str, Maker]]] = {}


class Limits:
    """What is checked of a value besides its type, by its name in Pydantic: `pattern`, `min_length`, `ge`, `gt`."""

    def __init__(self, **limits: Any) -> None:
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return {**handler(source), **self.limits}


class Before:
    """A function that sees a value before its type is checked, and may change or refuse it."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self._function, handler(source))


class Alias(str):
    """The key of a field in files, where it is not the name of the field."""


class ByKind:
    """Says of a union of records that their field `kind` tells which of them it is."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pdcli.model.record_schema import union_schema

        return union_schema(kinds_of(source), handler)


def refuse(kind: str, **context: str) -> NoReturn:
    """Raise the PydanticCustomError of a check: its kind, and what its message tells."""
    from pydantic_core import PydanticCustomError

    raise PydanticCustomError(kind, kind.replace("_", " "), context or None)


def _check_names(kind: type[Record], values: dict[str, Any]) -> None:
    """Raise TypeError where a field without a default has no value, or a value no field."""
    names = fields_of(kind)
    missing = [name for name in names if name not in values and not hasattr(kind, name)]
    if missing or values.keys() - set(names):
        raise TypeError(f"{kind.__name__} has the fields {', '.join(names)}; not {', '.join(values)}")


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """The names of the fields of a record, those of its base first."""
    return kind._fields


def types_of(kind: type[Record]) -> dict[str, Any]:
    """Name -> type with its annotations, of every field."""
    if kind not in _types:
        hints = get_type_hints(kind, include_extras=True)
        _types[kind] = {name: hints[name] for name in fields_of(kind)}
    return _types[kind]


def names_of(kind: type[Record]) -> dict[str, str]:
    """Key in files -> name, of every field."""
    if kind not in _names:
        _names[kind] = {_key_of(name, hint): name for name, hint in types_of(kind).items()}
    return _names[kind]


def _key_of(name: str, hint: Any) -> str:
    return next((str(note) for note in notes_of(hint) if isinstance(note, Alias)), name)


def notes_of(hint: Any) -> Iterator[Any]:
    """Yield the annotations of a type and of those in it."""
    if get_origin(hint) is Annotated:
        yield from get_args(hint)[1:]
    for part in get_args(hint):
        yield from notes_of(part)


def kinds_of(union: Any) -> dict[str, type[Record]]:
    """Kind -> record, of a union of records."""
    return {get_args(types_of(kind)["kind"])[0]: kind for kind in get_args(union)}


def to_plain(value: Any, with_defaults: bool = False) -> Any:
    """A record as data for JSON, without the fields that have their default."""
    if isinstance(value, Record):
        kind = type(value)
        fields = ((name, getattr(value, name)) for name in fields_of(kind))
        return {
            name: to_plain(item, with_defaults)
            for name, item in fields
            if with_defaults or item != getattr(kind, name, _MISSING)
        }
    if isinstance(value, dict):
        return {key: to_plain(item, with_defaults) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item, with_defaults) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[AnyRecord], data: dict[str, Any]) -> AnyRecord:
    """The record that `to_plain` made data of. The data is not checked."""
    if kind not in _makers:
        _makers[kind] = [(name, make) for name, hint in types_of(kind).items() if (make := _maker(hint))]
    record = kind.__new__(kind)
    fields = vars(record)
    fields.update(data)
    for name, make in _makers[kind]:
        value = fields.get(name)
        if value is not None:
            fields[name] = make(value)
    return record


def _maker(hint: Any) -> Maker | None:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _by_kind(kinds_of(args[0])) if any(isinstance(item, ByKind) for item in args[1:]) else _maker(args[0])
    if origin in (Union, UnionType):
        return next((make for part in args if (make := _maker(part))), None)
    if origin is tuple:
        return _tuple_of(_maker(args[0]))
    if origin is dict:
        return _dict_of(_maker(args[1]))
    if hint is date:
        return date.fromisoformat
    return partial(from_plain, hint) if isinstance(hint, type) and issubclass(hint, Record) else None


def _tuple_of(make: Maker | None) -> Maker:
    return (lambda value: tuple(map(make, value))) if make else tuple


def _dict_of(make: Maker | None) -> Maker | None:
    return (lambda value: {key: make(item) for key, item in value.items()}) if make else None


def _by_kind(kinds: dict[str, type[Record]]) -> Maker:
    return lambda value: from_plain(kinds[value["kind"]], value)
