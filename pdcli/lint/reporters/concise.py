"""For people: one line for each finding."""

from pdcli.lint.report import Report, ReportFormat, headline


def write(report: Report) -> str:
    """The lines alone."""
    return "".join(headline(item, report) + "\n" for item in report.diagnostics)


FORMAT = ReportFormat(write, has_color=True)
