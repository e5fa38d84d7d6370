"""JUnit, which every service shows that shows tests. It is pure ASCII, whatever a shell makes of it."""

from itertools import groupby
from xml.etree import ElementTree

from pdcli.lint.report import Report, ReportFormat, xml_text
from pdcli.terminal import visible


def write(report: Report) -> str:
    """A suite for each file, a failed case for each diagnostic; one passed case where there is none."""
    suites = ElementTree.Element("testsuites", {"name": "pd"})
    total = 0
    for path, group in groupby(report.diagnostics, key=lambda item: xml_text(report.display_path(item.path))):
        items = list(group)
        total += len(items)
        suite = ElementTree.SubElement(suites, "testsuite", _counts(path, len(items), len(items)))
        for item in items:
            name = f"{item.code} {item.span.line}:{item.span.column}"
            case = ElementTree.SubElement(suite, "testcase", {"name": name, "classname": path, "time": "0"})
            facts = {"type": item.severity.value, "message": xml_text(item.message.text(report.lang))}
            failure = ElementTree.SubElement(case, "failure", facts)
            failure.text = xml_text(
                visible(f"{path}:{item.span.line}:{item.span.column}: {item.code} {item.text(report.lang)}")
            )
    if not total:
        suite = ElementTree.SubElement(suites, "testsuite", _counts("pd", 1, 0))
        ElementTree.SubElement(suite, "testcase", {"name": "lint", "classname": "pd", "time": "0"})
    suites.set("tests", str(total or 1))
    suites.set("failures", str(total))
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="us-ascii", xml_declaration=False).decode("ascii")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _counts(name: str, tests: int, failures: int) -> dict[str, str]:
    return {"name": name, "tests": str(tests), "failures": str(failures), "errors": "0", "skipped": "0", "time": "0"}


FORMAT = ReportFormat(write, ".xml")
