"""Validation of plain data against a model: the valid part and the faults."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from pdcli.i18n.messages import WordedValue, worded
from pdcli.model.documents import Head
from pdcli.model.forms import Form
from pdcli.model.school_year import as_school_year

if TYPE_CHECKING:
    from pdcli.documents.faults import Fault
    from pdcli.model.build import Validator

Loc = tuple[str | int, ...]
_SINGLE_VALUES = re.compile(r"'[^']*'(?:(?:, | or )'[^']*')*")


def validate(data: dict[str, Any], validator: "Validator", form: Form) -> tuple[Head | None, "list[Fault]"]:
    """The model of the valid part of a document (None if nothing is valid), and the faults of the rest."""
    spelling = list(_school_year_faults(data, form)) if form.school_years else []
    model, details = validator(data)
    if model:
        return model, spelling
    from pdcli.documents.faults import faults_of

    faults = spelling + faults_of(details, data, form)
    rest: Any = data
    for _attempt in range(8):
        rest = _without_places(rest, [document_loc(detail["loc"], rest) for detail in details])
        model, details = validator(rest)
        if model:
            return model, faults
    return None, faults


def expected_values(context: Mapping[str, Any]) -> WordedValue | str:
    """What Pydantic expects instead of a value; empty where it does not say.

    `context` is the `ctx` of its error, where single values stand as `'a', 'b' or 'c'`, in English.
    """
    expected = str(context.get("expected") or context.get("expected_tags") or context.get("pattern") or "")
    if not _SINGLE_VALUES.fullmatch(expected):
        return expected
    from pdcli.i18n.lists import or_list

    values = tuple(re.findall(r"'([^']*)'", expected))
    return worded(partial(or_list, [f"`{value}`" for value in values]), values)


def _school_year_faults(data: dict[str, Any], form: Form) -> "Iterator[Fault]":
    for path in form.school_years:
        for loc, value in _values_at(data, path, ()):
            if as_school_year(str(value)) != value:
                from pdcli.documents.faults import school_year_fault

                fault = school_year_fault(value, loc, path, form)
                if fault:
                    yield fault


def _values_at(data: Any, path: tuple[str, ...], above: Loc) -> Iterator[tuple[Loc, Any]]:
    """Yield (place, value) of every text or number at a path through tables and groups."""
    if isinstance(data, list):
        for index, row in enumerate(data):
            yield from _values_at(row, path, (*above, index))
    elif path and isinstance(data, dict):
        yield from _values_at(data.get(path[0]), path[1:], (*above, path[0]))
    elif not path and data not in (None, "") and not isinstance(data, dict | bool):
        yield above, data


def document_loc(loc: tuple[Any, ...], data: Any) -> Loc:
    """The part of a Pydantic location that exists in the document, without the steps of unions."""
    node: Any = data
    steps: list[str | int] = []
    for step in loc:
        in_mapping = isinstance(node, dict) and step in node
        in_list = isinstance(node, list | tuple) and isinstance(step, int) and step < len(node)
        if in_mapping or in_list:
            node = node[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _without_places(data: Any, locs: list[Loc]) -> Any:
    """A copy of the data without the values at these places; a row without a required one is dropped."""

    def copy(node: Any, at: Loc) -> Any:
        if isinstance(node, dict):
            return {key: copy(value, (*at, key)) for key, value in node.items() if (*at, key) not in broken}
        if isinstance(node, list):
            return [copy(value, (*at, index)) for index, value in enumerate(node) if (*at, index) not in broken]
        return node

    broken = set(locs)
    return copy(data, ())
