"""For programs: JSON of pd's own, with a published schema."""

import json
from collections.abc import Mapping
from typing import Any

from pdcli.diagnostics import Severity, Span
from pdcli.lint.reporters.report import Report
from pdcli.portfolio.brought import Sort
from pdcli.portfolio.counts import Counts
from pdcli.words import FOR_PEOPLE

SCHEMA_VERSION = 1


def as_json(report: Report) -> str:
    """Everything for a machine; the keys never change within a schema version."""
    found = [
        {
            "code": item.code,
            "name": item.name,
            "severity": item.severity.value,
            "path": report.shown(item.path),
            **_place(item.span),
            "message": item.message,
            "hint": item.hint,
            "fixable": item.fix is not None,
            "related": [
                {"path": report.shown(other.path), **_place(other.span), "message": other.message}
                for other in item.related
            ],
        }
        for item in report.diagnostics
    ]
    counts = {severity.value: report.count(severity) for severity in Severity}
    whole = {
        "schema_version": SCHEMA_VERSION,
        "files": report.files,
        "ledger": report.ledger._asdict(),
        "counts": counts,
        "brought": [
            {"portfolio": report.shown(root), "sort": item.sort.value, "path": item.path, "sha256": item.digest}
            for root, files in report.strange.brought.items()
            for item in files
        ],
        "hidden": [
            {"path": report.shown(item.path), "findings": item.findings, "acts": item.acts}
            for item in report.strange.hidden
        ],
        "diagnostics": found,
    }
    return json.dumps(whole, indent=2) + "\n"


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def lint_schema() -> dict[str, object]:
    """The JSON Schema of this output."""
    place = {name: {"type": "integer", "minimum": 1} for name in ("line", "column", "end_line", "end_column")}
    text = {"type": "string"}
    words = {"type": "string", "$comment": FOR_PEOPLE}
    finding = {
        "code": {"type": "string", "pattern": "^PD[0-9]{3}$"}, "name": text,
        "severity": {"enum": [item.value for item in Severity]}, "path": text, **place, "message": words, "hint": words,
        "fixable": {"type": "boolean"},
        "related": {"type": "array", "items": _strict({"path": text, **place, "message": words})},
    }  # fmt: skip
    counts = {item.value: {"type": "integer", "minimum": 0} for item in Severity}
    count = {"type": "integer", "minimum": 0}
    brought = {"portfolio": text, "sort": {"enum": [item.value for item in Sort]}, "path": text, "sha256": text}
    hidden = {"path": text, "findings": count, "acts": {"type": "boolean"}}
    whole = _strict({
        "schema_version": {"const": SCHEMA_VERSION},
        "files": {"type": "integer", "minimum": 0},
        "ledger": _strict({name: {"type": "integer", "minimum": 0} for name in Counts._fields}),
        "counts": _strict(counts),
        "brought": {"type": "array", "items": _strict(brought)},
        "hidden": {"type": "array", "items": _strict(hidden)},
        "diagnostics": {"type": "array", "items": _strict(finding)},
    })  # fmt: skip
    # In a file the mark of what pd has made stands here.
    whole["properties"] = {**whole["properties"], "$comment": text}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "pd lint --format json", **whole}


def _strict(properties: Mapping[str, object]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
