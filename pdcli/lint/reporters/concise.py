"""For people: one line for each finding."""

from pdcli.lint.report import Report, ReportFormat, headline


def write(report: Report) -> str:
    """One line for each diagnostic."""
    return "".join(headline(item, report) + "\n" for item in report.diagnostics)


FORMAT = ReportFormat(write, has_color=True)
