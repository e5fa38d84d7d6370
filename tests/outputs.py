"""The JSON that commands give to programs: which commands give it, and what an independent validator says of it."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

from pdcli.cli.schema import output_texts
from pdcli.i18n import FOR_PEOPLE
from tests.helpers import EXAMPLES

TEXTS = output_texts()
DAY = ("--date", "2026-11-25")
EXAMPLE_NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
SCHOOLS = [name for name in EXAMPLE_NAMES if (EXAMPLES / name / "school.yaml").exists()]
PORTFOLIOS = [name for name in EXAMPLE_NAMES if name not in SCHOOLS]
# Every command line that prints JSON: the name of its schema, and where it runs.
OF_PORTFOLIO = {
    "lint": ("lint", "--format", "json"),
    "lint-files": ("lint", "--show-files", "--format", "json"),
    "rule": ("rule", "--all", "--format", "json"),
    "summary": ("summary", "--to", "json", "--out", "-", *DAY),
    "readiness": ("readiness", "--format", "json", "--for", "expert", *DAY),
    "readiness-comparison": ("readiness", "--compare", "guideline", "--format", "json", "--for", "expert", *DAY),
    "trace": ("trace", "--format", "json"),
    "history": ("history", "--format", "json", *DAY),
}
OF_SCHOOL = {
    "lint": ("lint", "--format", "json"),
    "school": ("school", "--format", "json", *DAY),
    "comparison": ("summary", "--to", "json", "--out", "-", *DAY),
    "history": ("history", ".", "--format", "json", *DAY),
}
CASES = [
    *((name, output, line) for name in PORTFOLIOS for output, line in OF_PORTFOLIO.items()),
    *((name, output, line) for name in SCHOOLS for output, line in OF_SCHOOL.items()),
    *((name, "school", (*OF_SCHOOL["school"], "--codes")) for name in SCHOOLS),
]


def schema_of(output: str) -> Any:
    """The published schema of an output."""
    return json.loads(TEXTS[f"output/{output}.schema.json"])


@cache
def validator_of(output: str) -> Validator:
    """A validator for the dialect that the schema names."""
    schema = schema_of(output)
    return validator_for(schema, Draft202012Validator)(schema)


def problems(output: str, data: Any) -> list[str]:
    """What the validator has against the data."""
    errors = validator_of(output).iter_errors(json.loads(json.dumps(data)))
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def without_words(output: str, data: Any, marks: tuple[str, ...] = (FOR_PEOPLE,)) -> Any:
    """The data with an ellipsis in the place of every text that the schema marks so, as words for people."""
    return _without_words(data, schema_of(output), validator_of(output), marks)


def _without_words(data: Any, schema: Any, validator: Validator, marks: tuple[str, ...]) -> Any:
    while "$ref" in schema:
        schema = validator.schema["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    for branch in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if validator.evolve(schema={"$defs": validator.schema.get("$defs", {}), **branch}).is_valid(data):
            return _without_words(data, branch, validator, marks)
    if isinstance(data, str) and schema.get("$comment") in marks:
        return "…"
    if isinstance(data, dict):
        parts, others = schema.get("properties", {}), schema.get("additionalProperties")
        return {
            key: _without_words(item, parts.get(key) or others or {}, validator, marks) for key, item in data.items()
        }
    if isinstance(data, list):
        return [_without_words(item, schema.get("items") or {}, validator, marks) for item in data]
    return data
