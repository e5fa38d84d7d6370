"""How Pydantic validates records. Loaded only where it does."""

from typing import Any

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, ErrorDetails, ValidationError, core_schema

from pdcli.model.record import AnyRecord, Record, names_of, types_of

# Records whose schema is being made: inside of it they refer to themselves.
_unfinished: set[type[Record]] = set()
_adapters: dict[type[Record], TypeAdapter[Any]] = {}


def read_record(kind: type[AnyRecord], data: Any) -> tuple[AnyRecord | None, list[ErrorDetails]]:
    """The record that the data of a file says, or what Pydantic finds wrong with it."""
    try:
        if kind not in _adapters:
            _adapters[kind] = TypeAdapter(kind)
        return _adapters[kind].validate_python(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def record_schema(kind: type[Record], handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema of a record: no other keys than those of its fields, and its own checks."""
    ref = f"{kind.__module__}.{kind.__qualname__}"
    if kind in _unfinished:
        return core_schema.definition_reference_schema(ref)
    _unfinished.add(kind)
    try:
        fields = {name: _field(kind, key, name, handler) for key, name in names_of(kind).items()}
    finally:
        _unfinished.remove(kind)
    inside = core_schema.model_fields_schema(fields, model_name=kind.__name__, extra_behavior="forbid")
    schema: CoreSchema = core_schema.model_schema(kind, inside)
    if kind.check is not Record.check:
        schema = core_schema.no_info_after_validator_function(_checked, schema)
    if kind.prepare.__func__ is not Record.prepare.__func__:  # type: ignore[attr-defined]
        schema = core_schema.no_info_before_validator_function(kind.prepare, schema)
    return {**schema, "ref": ref}


def union_schema(kinds: dict[str, type[Record]], handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema of a union of records that their field `kind` tells apart."""
    choices = {key: handler.generate_schema(kind) for key, kind in kinds.items()}
    return core_schema.tagged_union_schema(choices, discriminator="kind")


def _field(kind: type[Record], key: str, name: str, handler: GetCoreSchemaHandler) -> core_schema.ModelField:
    schema = handler.generate_schema(types_of(kind)[name])
    if hasattr(kind, name):
        schema = core_schema.with_default_schema(schema, default=getattr(kind, name))
    return core_schema.model_field(schema, validation_alias=key)


def _checked(record: AnyRecord) -> AnyRecord:
    record.check()
    return record
