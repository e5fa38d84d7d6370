"""Code quality of GitLab, which shows it in merge requests."""

import json
from hashlib import blake2b

from pdcli.diagnostics import Severity
from pdcli.lint.report import Report, ReportFormat

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def write(report: Report) -> str:
    """A JSON list with an issue for each diagnostic."""
    counts: dict[str, int] = {}
    issues = []
    for item in report.diagnostics:
        path = report.display_path(item.path)
        # The same for the same diagnostic when lines move; equal diagnostics of a file are numbered.
        base = json.dumps([path, item.code, item.message.text(report.lang)])
        counts[base] = counts.get(base, 0) + 1
        fingerprint = blake2b(f"{base}|{counts[base]}".encode(), digest_size=16).hexdigest()
        issues.append({
            "check_name": item.code,
            "description": f"{item.code} {item.text(report.lang)}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[item.severity],
            "location": {"path": path, "positions": {
                "begin": {"line": item.span.line, "column": item.span.column},
                "end": {"line": item.span.end_line, "column": item.span.end_column},
            }},
        })  # fmt: skip
    return json.dumps(issues, indent=2) + "\n"


FORMAT = ReportFormat(write, starts_at_top=True)
