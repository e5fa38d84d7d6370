"""The JSON that commands give to programs: which commands give it, and what an independent validator says of it."""

import json
from functools import cache
from typing import Any

from jsonschema_rs import Validator, validator_for

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
    (".", "department", OF_SCHOOL["school"]),
]


@cache
def schema_of(output: str) -> Any:
    """The published schema of an output, read once: nobody changes it."""
    return json.loads(TEXTS[f"output/{output}.schema.json"])


@cache
def validator_of(output: str) -> Validator:
    """A validator for the dialect that the schema names."""
    return validator_for(schema_of(output))


def problems(output: str, data: Any) -> list[str]:
    """What the validator has against the data."""
    errors = validator_of(output).iter_errors(json.loads(json.dumps(data)))
    return [f"{error.instance_path}: {error.message[:200]}" for error in errors]


def without_words(output: str, data: Any, marks: tuple[str, ...] = (FOR_PEOPLE,)) -> Any:
    """The data with an ellipsis in the place of every text that the schema marks so, as words for people."""
    return _without_words(data, schema_of(output), output, marks)


@cache
def _validator_of_branch(output: str, words: str) -> Validator:
    whole = schema_of(output)
    kept = {key: whole[key] for key in ("$schema", "$defs") if key in whole}
    return validator_for({**kept, **json.loads(words)})


def _without_words(data: Any, schema: Any, output: str, marks: tuple[str, ...]) -> Any:
    while "$ref" in schema:
        schema = schema_of(output)["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    for branch in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if _validator_of_branch(output, json.dumps(branch)).is_valid(data):
            return _without_words(data, branch, output, marks)
    if isinstance(data, str) and schema.get("$comment") in marks:
        return "…"
    if isinstance(data, dict):
        parts, others = schema.get("properties", {}), schema.get("additionalProperties")
        return {key: _without_words(item, parts.get(key) or others or {}, output, marks) for key, item in data.items()}
    if isinstance(data, list):
        return [_without_words(item, schema.get("items") or {}, output, marks) for item in data]
    return data
