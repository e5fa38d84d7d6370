"""For programs: JSON of pd's own, with a published schema."""

import json

from pdcli.diagnostics import Severity, Span
from pdcli.i18n import Lang
from pdcli.i18n.messages import Message, parameters_of
from pdcli.lint.report import Report, ReportFormat

SCHEMA_VERSION = 2


def write(report: Report) -> str:
    """One JSON object with everything; the keys never change within a schema version."""
    diagnostics = [
        {
            "code": item.code,
            "name": item.name,
            "severity": item.severity.value,
            "path": report.display_path(item.path),
            **_place(item.span),
            **_message(item.message, report.lang),
            "hint": item.hint.text(report.lang),
            "hint_template": item.hint.template,
            "hint_parameters": parameters_of(item.hint),
            "fixable": item.fix is not None,
            "related": [
                {"path": report.display_path(other.path), **_place(other.span), **_message(other.message, report.lang)}
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
            {"portfolio": report.display_path(root), "sort": item.sort.value, "path": item.path, "sha256": item.digest}
            for root, files in report.untrusted.brought.items()
            for item in files
        ],
        "hidden": [
            {"path": report.display_path(item.path), "findings": item.findings, "acts": item.acts}
            for item in report.untrusted.hiding
        ],
        "diagnostics": diagnostics,
    }
    return json.dumps(whole, indent=2) + "\n"


def _message(message: Message, lang: Lang) -> dict[str, object]:
    return {"message": message.text(lang), "template": message.template, "parameters": parameters_of(message)}


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


FORMAT = ReportFormat(write, ".json")
