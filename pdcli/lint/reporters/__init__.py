"""Ways to report findings: each module is a format with a `FORMAT`, found by its name and loaded when needed."""

from pdcli.formats import FormatRegistry
from pdcli.lint.report import ReportFormat

REPORTERS = FormatRegistry[ReportFormat](__name__, first="text")
