"""From a form to what its documents are validated with.

The schemas are those of pydantic-core, which is Pydantic without the part that reads them from classes: a form is data,
and the whole of Pydantic takes longer to load than most commands have to do.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, get_args

from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator, ValidationError
from pydantic_core import core_schema as core

from pdcli.i18n import LANGS
from pdcli.model.documents import CLASSES, Head, Part, reference_pattern
from pdcli.model.forms import RATINGS, Field, Form
from pdcli.model.record import Limits, names_of, notes_of, refuse, types_of
from pdcli.model.values import as_day, as_number, as_text, not_boolean, only_boolean

# From the data of a document to its model, or to what is wrong with it.
Validator = Callable[[dict[str, Any]], tuple[Head | None, list[ErrorDetails]]]


def build_validator(form: Form) -> Validator:
    """What validates the documents of a form. Kinds without a class of their own become a `Head` with all answers."""
    model = CLASSES.get(form.kind, Head)
    return partial(_validated, SchemaValidator(_record(model, _by_key(form.all_fields))))


def _validated(schema: SchemaValidator, data: dict[str, Any]) -> tuple[Head | None, list[ErrorDetails]]:
    try:
        return schema.validate_python(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _record(kind: type[Part], items: Mapping[str, Field]) -> CoreSchema:
    """The schema of an object with these fields, in the order and by the names of its class where it has one."""
    names, types = names_of(kind), types_of(kind)
    members = {name: _member(items[key], types[name]) if key in items else _COMMON[name] for key, name in names.items()}
    members |= {key: _member(item) for key, item in items.items() if key not in names}
    fields = core.model_fields_schema(members, model_name=kind.__name__, extra_behavior="forbid")
    return core.model_schema(kind, fields)


def _part_of(hint: Any) -> type[Part]:
    """The class of the rows or the group that a field of this type holds; any is `Part`."""
    if isinstance(hint, type) and issubclass(hint, Part):
        return hint
    return next((part for inner in get_args(hint) if (part := _part_of(inner)) is not Part), Part)


def _member(item: Field, hint: Any = Part) -> core.ModelField:
    schema = _value(item, hint)
    if item.type != "id" or not item.required:
        schema = core.with_default_schema(schema, default=() if item.holds_many else None)
    return core.model_field(schema, validation_alias=item.key)


def _value(item: Field, hint: Any) -> CoreSchema:
    """The schema of a value; `hint` is its type in a class of pd, or `Part`."""
    match item.type:
        case "id":
            number = core.str_schema(pattern=rf"^{item.prefix}[1-9][0-9]*$")
            return number if item.required else core.nullable_schema(number)
        case "list":
            return _rows(_TEXT)
        case "evidence":
            return _rows(core.str_schema(pattern="^e[1-9][0-9]*$"))
        case "table":
            return _rows(_record(_part_of(hint), _by_key(item.columns)))
        case "group":
            return core.nullable_schema(_record(_part_of(hint), _by_key(item.parts)))
        case "sheet" if (marks := _part_of(hint)) is not Part:
            return core.nullable_schema(_record(marks, _by_key(item.parts)))
        case "sheet":
            row = core.nullable_schema(_record(Part, _by_key(item.columns)))
            member = core.model_field(core.with_default_schema(row, default=None))
            rows = core.model_fields_schema({row.key: member for row in item.rows}, extra_behavior="forbid")
            return core.nullable_schema(core.model_schema(Part, rows))
    single = _single(item, hint)
    return _rows(single) if item.many else core.nullable_schema(single)


def _single(item: Field, hint: Any) -> CoreSchema:
    """The schema of one answer."""
    match item.type:
        case "date":
            return _DAY
        case "number":
            return _between(
                core.no_info_before_validator_function(as_number, core.float_schema(allow_inf_nan=False)), item
            )
        case "scale":
            return _between(core.no_info_before_validator_function(not_boolean, core.int_schema()), item)
        case "boolean":
            return _FLAG
        case "choice":
            return core.literal_schema([choice.key for choice in item.choices])
        case "rating":
            return core.literal_schema(list(RATINGS))
        case "reference":
            limits = next((note.limits for note in notes_of(hint) if isinstance(note, Limits)), None)
            pattern = reference_pattern(earlier=item.earlier, across=item.across)
            return core.str_schema(**(limits or {"pattern": pattern}))
    return _TEXT


def _by_key(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.key: field for field in fields}


def _rows(row: CoreSchema) -> CoreSchema:
    """Any number of values; an empty value is none."""
    return core.no_info_before_validator_function(_none_is_empty, core.tuple_schema([row], variadic_item_index=0))


def _none_is_empty(value: object) -> object:
    return () if value is None else value


def _between(schema: CoreSchema, item: Field) -> CoreSchema:
    """A number within the limits of its field; the error names the value as it was typed."""
    if item.min is None and item.max is None and not item.whole:
        return schema
    return core.no_info_after_validator_function(partial(_within, item.min, item.max, item.whole), schema)


def _within(low: float | None, high: float | None, is_whole: bool, number: float) -> float:
    if low is not None and number < low:
        refuse("greater_than_equal")
    if high is not None and number > high:
        refuse("less_than_equal")
    if is_whole and number != int(number):
        refuse("int_from_float")
    return number


# Most values are text already; then nothing of Python is called.
_TEXT = core.union_schema(
    [core.str_schema(strict=True), core.no_info_before_validator_function(as_text, core.str_schema())],
    mode="left_to_right",
)
_DAY = core.no_info_before_validator_function(as_day, core.date_schema())
_FLAG = core.no_info_before_validator_function(only_boolean, core.bool_schema())
# What every document has without its form saying so.
_COMMON = {
    "kind": core.model_field(core.str_schema()),
    "title": core.model_field(core.with_default_schema(core.nullable_schema(_TEXT), default=None)),
    "status": core.model_field(core.with_default_schema(core.literal_schema(["draft", "final"]), default="draft")),
    "lang": core.model_field(
        core.with_default_schema(core.nullable_schema(core.literal_schema([*LANGS])), default=None)
    ),
    "private": core.model_field(core.with_default_schema(core.nullable_schema(_FLAG), default=None)),
}
