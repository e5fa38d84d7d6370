"""For the places where linters live: annotations of GitHub, code quality of GitLab, JUnit for everything else.

What machines read is pure ASCII: a shell that writes it into a file in letters of its own changes nothing.
"""

import json
import re
from hashlib import blake2b
from itertools import groupby
from xml.etree import ElementTree

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.lint.reporters.report import Report
from pdcli.terminal import visible

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def github(report: Report) -> str:
    """Workflow commands: GitHub shows them beside the lines of a pull request. The place is repeated for the log."""
    lines = []
    for item in report.diagnostics:
        path, span = report.shown(item.path), item.span
        facts = {
            "title": f"{item.code} {item.name}", "file": path, "line": span.line, "col": span.column,
            "endLine": span.end_line, "endColumn": span.end_column,
        }  # fmt: skip
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in facts.items())
        said = f"{path}:{span.line}:{span.column}: {item.code} {_sentence(item)}"
        lines.append(f"::{_GITHUB[item.severity]} {properties}::{_data(said)}\n")
    return "".join(lines)


def gitlab(report: Report) -> str:
    """A code quality report: GitLab shows it in merge requests."""
    seen: dict[str, int] = {}
    found = []
    for item in report.diagnostics:
        path = report.shown(item.path)
        # The same for the same finding when lines move; equal findings of a file are numbered.
        base = json.dumps([path, item.code, item.message])
        seen[base] = seen.get(base, 0) + 1
        fingerprint = blake2b(f"{base}|{seen[base]}".encode(), digest_size=16).hexdigest()
        found.append({
            "check_name": item.code,
            "description": f"{item.code} {_sentence(item)}",
            "fingerprint": fingerprint,
            "severity": _GITLAB[item.severity],
            "location": {"path": path, "positions": {
                "begin": {"line": item.span.line, "column": item.span.column},
                "end": {"line": item.span.end_line, "column": item.span.end_column},
            }},
        })  # fmt: skip
    return json.dumps(found, indent=2) + "\n"


def junit(report: Report) -> str:
    """JUnit: a suite for each file, a failed case for each finding; one passed case where there is none."""
    suites = ElementTree.Element("testsuites", {"name": "pd"})
    total = 0
    for path, group in groupby(report.diagnostics, key=lambda item: _clean(report.shown(item.path))):
        items = list(group)
        total += len(items)
        suite = ElementTree.SubElement(suites, "testsuite", _counts(path, len(items), len(items)))
        for item in items:
            name = f"{item.code} {item.span.line}:{item.span.column}"
            case = ElementTree.SubElement(suite, "testcase", {"name": name, "classname": path, "time": "0"})
            facts = {"type": item.severity.value, "message": _clean(item.message)}
            failure = ElementTree.SubElement(case, "failure", facts)
            failure.text = _clean(visible(f"{path}:{item.span.line}:{item.span.column}: {item.code} {_sentence(item)}"))
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


def _sentence(item: Diagnostic) -> str:
    return f"{item.message} {item.hint}".strip()


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
