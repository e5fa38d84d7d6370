"""SARIF 2.1.0: for code scanning and for editors; every rule with its page, every diagnostic with its places."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pdcli import __version__
from pdcli.diagnostics import Severity, Span
from pdcli.i18n import Lang
from pdcli.lint.page import page
from pdcli.lint.report import Report, ReportFormat
from pdcli.lint.rules import BY_CODE

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(report: Report) -> str:
    """One run with the rules of its diagnostics."""
    codes = sorted({item.code for item in report.diagnostics})
    run = {
        "tool": {"driver": {"name": "pd", "semanticVersion": __version__, "version": __version__,
                            "language": report.lang, "rules": [_rule(code, report.lang) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"uri": report.base.as_uri().rstrip("/") + "/"}},
        "results": [
            {
                "ruleId": item.code,
                "ruleIndex": codes.index(item.code),
                "level": _LEVELS[item.severity],
                "message": {"text": item.text(report.lang)},
                "locations": [_location(report, item.path, item.span)],
                "relatedLocations": [
                    {
                        **_location(report, other.path, other.span), "id": number,
                        "message": {"text": other.message.text(report.lang)},
                    }
                    for number, other in enumerate(item.related, 1)
                ],
            }
            for item in report.diagnostics
        ],
    }  # fmt: skip
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, lang: Lang) -> dict[str, Any]:
    rule, rule_page = BY_CODE[code], page(code, lang)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule_page.what},
        "fullDescription": {"text": rule_page.why},
        "help": {"text": f"{rule_page.what} {rule_page.why}", "markdown": rule_page.as_markdown(lang)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _location(report: Report, path: Path, span: Span) -> dict[str, Any]:
    name = report.display_path(path)
    artifact = (
        {"uri": quote(os.fsencode(name)), "uriBaseId": "ROOT"}
        if not Path(name).is_absolute()
        else {"uri": path.as_uri()}
    )
    region = {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
    }  # fmt: skip
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


FORMAT = ReportFormat(write, ".sarif", starts_at_top=True)
