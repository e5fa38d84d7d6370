"""Workflow commands of GitHub: it shows them beside the lines of a pull request. The place is repeated for the log."""

from pdcli.diagnostics import Severity
from pdcli.lint.report import Report, ReportFormat
from pdcli.lint.rule_names import rule_name
from pdcli.terminal import visible

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def write(report: Report) -> str:
    """A line for each diagnostic."""
    lines = []
    for item in report.diagnostics:
        path, span = report.display_path(item.path), item.span
        facts = {
            "title": f"{item.code} {rule_name(item.code, item.name, report.lang)}",
            "file": path, "line": span.line, "col": span.column,
            "endLine": span.end_line, "endColumn": span.end_column,
        }  # fmt: skip
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in facts.items())
        text = f"{path}:{span.line}:{span.column}: {item.code} {item.text(report.lang)}"
        lines.append(f"::{_SEVERITIES[item.severity]} {properties}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = ReportFormat(write, starts_at_top=True)
