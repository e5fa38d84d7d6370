"""The schema of the linter's own output: published, printed, and true."""

import json
from pathlib import Path

import jsonschema
import pytest

from pdcli.cli.schema import lint_schema_text
from tests.conftest import EXAMPLES, ROOT, run_pd, unmarked


def test_the_published_schema_is_up_to_date() -> None:
    assert unmarked(ROOT / "schemas" / "lint.schema.json") == lint_schema_text(), "make schemas"


def test_it_is_printed_and_written_with_the_others(tmp_path: Path) -> None:
    assert run_pd("schema", "lint", cwd=tmp_path).out == lint_schema_text()
    assert run_pd("schema", "--all", "--out", "all", cwd=tmp_path).code == 0
    assert unmarked(tmp_path / "all" / "lint.schema.json") == lint_schema_text()


@pytest.mark.parametrize("name", ["aigerim", "broken"])
def test_the_output_is_valid(name: str) -> None:
    schema = json.loads(lint_schema_text())
    jsonschema.Draft7Validator.check_schema(schema)
    output = json.loads(run_pd("lint", "--format", "json", "--no-cache", cwd=EXAMPLES / name).out)
    jsonschema.validate(output, schema)
    assert bool(output["diagnostics"]) == (name == "broken")
