"""From a form to the Pydantic model that its documents are validated against."""

from typing import Annotated, Any, Literal

from pydantic import Field as PydanticField
from pydantic import create_model

from pdcli.model.documents import CLASSES, EvidenceId, Head, Part, Rows, reference_pattern
from pdcli.model.forms import RATINGS, Field, Form
from pdcli.model.values import Day, Flag, Number, Score, Text


def build_model(form: Form) -> type[Head]:
    """The explicit class where pd has one, else a model made from the form's fields."""
    if form.kind in CLASSES:
        return CLASSES[form.kind]
    # A key may be any word of the field, so attributes are numbered and the keys are aliases.
    members: dict[str, Any] = _members(form.all_fields)
    return create_model(f"Form_{form.kind}", __base__=Head, **members)


def _members(fields: tuple[Field, ...]) -> dict[str, Any]:
    return dict(_member(item, _type_of(item)) for item in fields)


def _member(item: Field, its_type: Any) -> tuple[str, Any]:
    name = item.key if item.key not in _RESERVED_NAMES else f"{item.key}_"
    alias = PydanticField(default=() if item.holds_many else None, alias=item.key)
    return name, (its_type, alias if item.type != "id" else PydanticField(alias=item.key))


_RESERVED_NAMES = {"from", "class", *dir(Head)}


def _type_of(item: Field) -> Any:
    bounds = PydanticField(ge=item.min, le=item.max)
    choices: Any = Literal[tuple(choice.key for choice in item.choices)] if item.choices else None
    single: Any
    match item.type:
        case "text" | "document":
            single = Text
        case "date":
            single = Day
        case "number":
            single = Annotated[Number, bounds]
        case "scale":
            single = Annotated[Score, bounds]
        case "boolean":
            single = Flag
        case "choice":
            single = choices
        case "rating":
            single = Literal[RATINGS]
        case "id":
            return Annotated[str, PydanticField(pattern=rf"^{item.prefix}[1-9][0-9]*$")]
        case "reference":
            single = Annotated[str, PydanticField(pattern=reference_pattern(item.earlier))]
        case "list":
            return Annotated[tuple[Text, ...], Rows]
        case "evidence":
            return Annotated[tuple[EvidenceId, ...], Rows]
        case "table":
            row = create_model("Row", __base__=Part, **_members(item.columns))
            return Annotated[tuple[row, ...], Rows]
        case "group":
            return create_model("Group", __base__=Part, **_members(item.parts)) | None
        case "sheet":
            # All rows have the same columns, so one model serves for all of them.
            columns = create_model("Group", __base__=Part, **_members(item.columns)) | None
            return create_model("Sheet", __base__=Part, **dict(_member(part, columns) for part in item.parts)) | None
    return Annotated[tuple[single, ...], Rows] if item.many else single | None
