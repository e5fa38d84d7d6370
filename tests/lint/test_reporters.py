"""Every format says the same findings, escapes whatever a file may hold, and is the same every time."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcli.diagnostics import Diagnostic, Fix, Related, Severity, Span
from pdcli.i18n import LANGS, Lang
from pdcli.i18n.messages import Message
from pdcli.lint.page import page
from pdcli.lint.report import Report
from pdcli.lint.reporters import REPORTERS
from pdcli.lint.rules import RULES
from pdcli.lint.run import LintOptions, lint_one
from pdcli.lint.services import SERVICES
from pdcli.portfolio.counts import Counts
from tests.formats import FINDINGS
from tests.helpers import EXAMPLES, ROOT, Pd, unmarked, write
from tests.outputs import schema_of

BASE = Path("/base").resolve()
HOSTILE = "a\nb\rc%0Ad::error::e,f:g]]>&<b>\"'`\t\x00\x01\x1b[31m\x7f\x85\u2028\u202e\u200b\ufffe\ud800ғ😀"
SPAN = Span(2, 3, 2, 5)


def finding(
    message: str = "m", hint: str = "h", path: Path = BASE / "x.yaml", span: Span = SPAN, code: str = "PD101",
    severity: Severity = Severity.ERROR, related: tuple[Related, ...] = (), fix: Fix | None = None,
) -> Diagnostic:  # fmt: skip
    return Diagnostic(code, "unknown-field", severity, path, span, Message(message), Message(hint), related, fix)


def said(form: str, *found: Diagnostic, base: Path = BASE, lang: Lang = "en", **more: object) -> str:
    return REPORTERS.get(form).write(Report(found, 3, base, lang, ledger=Counts(3, 1, 0), **more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def broken() -> tuple[Diagnostic, ...]:
    return lint_one((EXAMPLES / "broken").resolve(), LintOptions()).diagnostics


def parsed(text: str) -> object:
    """What a program reads: JSON or XML as such, anything else as its lines."""
    if text.startswith(("{", "[")):
        return json.loads(text)
    return ElementTree.fromstring(text) if text.startswith("<?xml") else text.split("\n")


# How many findings a report tells of.
COUNTS: dict[str, Callable[[str], int]] = {
    "concise": lambda text: len(text.splitlines()),
    "github": lambda text: len(text.splitlines()),
    "json": lambda text: len(json.loads(text)["diagnostics"]),
    "gitlab": lambda text: len(json.loads(text)),
    "sarif": lambda text: len(json.loads(text)["runs"][0]["results"]),
    "junit": lambda text: len(ElementTree.fromstring(text).findall(".//failure")),
}


@pytest.mark.parametrize("form", FINDINGS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_of_the_broken_example_is_told(form: str, lang: Lang) -> None:
    root = (EXAMPLES / "broken").resolve()
    found = lint_one(root, LintOptions()).diagnostics
    text = said(form, *found, base=root, lang=lang)
    assert text.endswith("\n")
    parsed(text)
    assert [item.code for item in found if item.code not in text] == []
    if form in ("text", "concise", "github"):
        places = [f"{item.path.relative_to(root).as_posix()}:{item.span.line}:{item.span.column}" for item in found]
        assert [place for place in places if place not in text] == []
    if form in COUNTS:
        assert COUNTS[form](text) == len(found)


@pytest.mark.parametrize("form", FINDINGS)
def test_nothing_found(form: str) -> None:
    text = said(form)
    parsed(text)
    assert COUNTS.get(form, lambda _text: 0)(text) == 0 and "PD1" not in text
    match form:
        case "text":
            assert text == "3 files checked: nothing to fix.\n3 documents, 1 evidence file, 0 not read\n"
        case "concise" | "github":
            assert text == ""
        case "json":
            data = json.loads(text)
            assert set(data["counts"].values()) == {0} and data["files"] == 3
        case "junit":
            suites = ElementTree.fromstring(text)
            assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
            assert len(suites.findall("./testsuite/testcase")) == 1


@pytest.mark.parametrize("form", FINDINGS)
def test_hostile_text_stays_text(form: str) -> None:
    name = HOSTILE.replace("\0", "").replace("\ud800", "\udcff")
    related = (Related(BASE / "o\nther.yaml", SPAN, Message(HOSTILE, HOSTILE)),)
    item = finding(HOSTILE, HOSTILE, BASE / f"d:{name}.yaml", related=related)
    text = said(form, item, finding())
    raw = text.encode("utf-8", "replace").decode()
    assert {char for char in text if char < " "} <= {"\n", "\t"}
    parsed(raw)
    if form in COUNTS:
        assert COUNTS[form](raw) == 2
    match form:
        case "text" | "concise":
            assert not set("\x7f\x85\u2028\u202e\u200b") & set(text)
            heads = [line for line in text.split("\n") if "PD101 unknown-field" in line]
            assert len(heads) == 2
        case "github":
            lines = raw.splitlines()
            for line in lines:
                # The runner of GitHub ends the properties at the next two colons.
                head, _colons, _data = line[2:].partition("::")
                assert re.fullmatch(
                    r"error title=PD101 unknown-field,file=[^,:]*,line=2,col=3,endLine=2,endColumn=5", head
                )
            value = lines[0].split("::", 2)[2]
            assert "%250Ad::error::e" in value and "%0A" in value and "%0D" in value
        case "junit":
            failure = ElementTree.fromstring(raw).find(".//failure")
            assert failure is not None and "]]>&<b>" in str(failure.text) and "]]>&<b>" in str(failure.get("message"))


@pytest.mark.parametrize("color", [False, True])
def test_lines_break_at_spaces_in_a_terminal(tmp_path: Path, color: bool) -> None:
    path = tmp_path / "1-action.md"
    path.write_text("kind: action\n" + "Сабақтың мақсаты " * 20 + "\n", encoding="utf-8")
    items = [
        finding("Сабақта не болғанын " * 9, "Қысқа сөйлеммен жазыңыз. " * 6, path, Span(2, 3, 2, 30)),
        finding("Осында.", "Түзетіңіз.", path, Span(1, 1, 1, 5), related=(Related(path, SPAN, Message("Сол " * 30)),)),
    ]
    whole = said("text", *items, base=tmp_path)
    words = re.findall(r"[^\W\d_]+[.]?", whole)
    for width in (100, 60, 45):
        text = said("text", *items, base=tmp_path, color=color, width=width)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        lines = plain.splitlines()
        assert max(map(len, lines)) <= width
        shown = re.findall(r"[^\W\d_]+[.]?", plain)
        # Of the long line of the file less is shown; nothing else is lost.
        assert [word for word in shown if word not in "Сабақтың мақсаты"] == [
            word for word in words if word not in "Сабақтың мақсаты"
        ]
        source = next(number for number, line in enumerate(lines) if line.startswith(" 2 | "))
        start = lines[source + 1].index("^")
        assert lines[source][start:].startswith("бақтың мақсаты Сабақтың мақс"[: width - start])
        assert color == ("\x1b[31mPD101 unknown-field\x1b[0m" in text)


def test_json_keeps_every_sign() -> None:
    text = HOSTILE.replace("\ud800", "")
    data = json.loads(said("json", finding(text, text)))
    assert (data["diagnostics"][0]["message"], data["diagnostics"][0]["hint"]) == (text, text)
    assert json.loads(said("gitlab", finding(text, "")))[0]["description"] == f"PD101 {text}".strip()
    result = json.loads(said("sarif", finding(text, "")))["runs"][0]["results"][0]
    assert result["message"]["text"] == text.strip()


@given(st.text(max_size=40), st.text(max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_text_in_any_format(message: str, name: str) -> None:
    path = BASE / f"x{name.replace('/', '').replace(chr(0), '')}"
    for form in FINDINGS:
        text = said(form, finding(message, message, path))
        parsed(text)
        if form in ("concise", "github"):
            assert len(text.splitlines()) == text.count("\n") == 1


def test_json_follows_its_schema(broken: tuple[Diagnostic, ...]) -> None:
    schema = schema_of("lint")
    root = (EXAMPLES / "broken").resolve()
    for found in ((), broken, (finding(related=(Related(BASE, SPAN, Message("x", "x")),), fix=Fix(((SPAN, ""),))),)):
        data = json.loads(said("json", *found, base=root))
        jsonschema_rs.validate(schema, data)
        assert sum(data["counts"].values()) == len(found)
    data = json.loads(said("json", finding(fix=Fix(((SPAN, ""),))), finding()))
    assert [item["fixable"] for item in data["diagnostics"]] == [True, False]
    for key in ("code", "line", "related"):
        del data["diagnostics"][0][key]
        with pytest.raises(jsonschema_rs.ValidationError):
            jsonschema_rs.validate(schema, data)
    published = json.loads(unmarked(ROOT / "schemas" / "output" / "lint.schema.json"))
    assert published == json.loads(json.dumps(schema))


def test_an_ending_means_one_format() -> None:
    endings = [item.suffix for item in REPORTERS.all().values() if item.suffix]
    assert sorted(endings) == sorted(set(endings)) and {".json", ".sarif", ".txt", ".xml"} <= {*endings}
    assert {service.format for service in SERVICES} <= {*FINDINGS}


def test_severities() -> None:
    found = [finding(severity=item) for item in Severity]
    assert [line[2:].split()[0] for line in said("github", *found).splitlines()] == ["error", "warning", "notice"]
    assert [item["severity"] for item in json.loads(said("gitlab", *found))] == ["major", "minor", "info"]
    results = json.loads(said("sarif", *found))["runs"][0]["results"]
    assert [item["level"] for item in results] == ["error", "warning", "note"]
    failures = ElementTree.fromstring(said("junit", *found)).findall(".//failure")
    assert [item.get("type") for item in failures] == ["error", "warning", "advice"]
    assert json.loads(said("json", *found))["counts"] == {"error": 1, "warning": 1, "advice": 1}
    assert "Errors: 1, warnings: 1, advice: 1." in said("text", *found)


def test_gitlab_fingerprints(tmp_path: Path) -> None:
    def prints(*found: Diagnostic) -> list[str]:
        return [item["fingerprint"] for item in json.loads(said("gitlab", *found))]

    other = [
        finding(), finding(), finding("m", "another hint"), finding("n"), finding(code="PD103"),
        finding(path=BASE / "y.yaml"), finding("m|PD101|m"), finding(path=BASE / "x.yaml|PD101|m"), finding("m|2"),
    ]  # fmt: skip
    first = prints(*other)
    assert len(set(first)) == len(other)
    moved = [
        Diagnostic(item.code, item.name, item.severity, item.path, Span(99, 1, 99, 2), item.message, item.hint) for item in other
    ]  # fmt: skip
    assert prints(*moved) == first
    # Another order of files, or less of them, changes nothing for the others.
    assert prints(*other[3:]) == first[3:]
    root = write(
        tmp_path, {"portfolio.yaml": "kind: portfolio\n", "x.yaml": "kind: evidence\nitems:\n- titel: a\n- titel: a\n"}
    ).resolve()
    found = lint_one(root, LintOptions()).diagnostics
    before = [item["fingerprint"] for item in json.loads(said("gitlab", *found, base=root))]
    assert len(set(before)) == len(before) == len(found) >= 4
    write(root, {"x.yaml": "# moved\n\nkind: evidence\nstatus: draft\nitems:\n- titel: a\n- titel: a\n"})
    found = lint_one(root, LintOptions()).diagnostics
    assert [item["fingerprint"] for item in json.loads(said("gitlab", *found, base=root))] == before


def test_gitlab_has_what_gitlab_asks_for(broken: tuple[Diagnostic, ...]) -> None:
    for item in json.loads(said("gitlab", *broken, base=(EXAMPLES / "broken").resolve())):
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(item)
        assert item["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not item["location"]["path"].startswith(("/", "./"))
        assert item["location"]["positions"]["begin"]["line"] >= 1


def test_junit_counts() -> None:
    found = [finding(), finding("n"), finding(path=BASE / "y.yaml")]
    suites = ElementTree.fromstring(said("junit", *found))
    assert suites.tag == "testsuites" and (suites.get("tests"), suites.get("failures")) == ("3", "3")
    assert [(item.get("name"), item.get("tests"), item.get("failures")) for item in suites] == [
        ("x.yaml", "2", "2"), ("y.yaml", "1", "1"),
    ]  # fmt: skip
    failure = suites.find("./testsuite/testcase/failure")
    assert failure is not None and failure.text == "x.yaml:2:3: PD101 m h"


def test_sarif_is_complete(broken: tuple[Diagnostic, ...]) -> None:
    root = (EXAMPLES / "broken").resolve()
    (run,) = json.loads(said("sarif", *broken, base=root))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [item["id"] for item in rules] == sorted({item.code for item in broken})
    assert run["originalUriBaseIds"]["ROOT"]["uri"] == root.as_uri() + "/"
    for item, result in zip(broken, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == item.code
        place = result["locations"][0]["physicalLocation"]
        assert root / unquote(place["artifactLocation"]["uri"]) == item.path
        region = place["region"]
        assert (region["startLine"], region["startColumn"]) == item.span[:2]
        assert len(result["relatedLocations"]) == len(item.related)
    assert said("sarif", finding(), base=Path("/")).count("file:////") == 0
    (result,) = json.loads(said("sarif", finding(path=Path("/else where/қ.yaml"))))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///else%20where/%D2%9B.yaml"


def test_every_rule_has_a_page_for_sarif() -> None:
    for lang in LANGS:
        for rule in RULES:
            text = said("sarif", finding(code=rule.code), lang=lang)
            assert (
                page(rule.code, lang).what in json.loads(text)["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"]
            )


def test_the_source_line_with_a_caret(tmp_path: Path) -> None:
    write(tmp_path, {"x.yaml": "a: 1\r\nb:\tқате\u00a0日本 x\x1by\r\n", "y.yaml": "z" * 300})

    def excerpt(span: Span, name: str = "x.yaml") -> list[str]:
        return said("text", finding(path=tmp_path / name, span=span), base=tmp_path).split("\n")[1:3]

    assert excerpt(Span(1, 4, 1, 5)) == [" 1 | a: 1", "   |    ^ h"]
    assert excerpt(Span(2, 4, 2, 8)) == [" 2 | b:\tқате\u00a0日本 x\ufffdy", "   |   \t^^^^ h"]
    assert excerpt(Span(2, 9, 2, 11)) == [" 2 | b:\tқате\u00a0日本 x\ufffdy", "   |   \t     ^^^^ h"]
    assert excerpt(Span(2, 4, 3, 1))[1] == "   |   \t" + "^" * 13 + " h"
    assert excerpt(Span(9, 1, 9, 2)) == ["   = h", ""]
    long = excerpt(Span(1, 200, 1, 210), "y.yaml")
    assert len(long[0]) < 160 and long[1].count("^") == 10
    assert excerpt(Span(1, 1, 1, 2), "none.yaml") == ["   = h", ""]
    shown = said(
        "text",
        finding(path=tmp_path / "x.yaml", span=Span(1, 1, 1, 2)),
        base=tmp_path,
        instead={str(tmp_path / "x.yaml"): b"c: 3\n"},
    )
    assert shown.split("\n")[1] == " 1 | c: 3"


def test_colours_only_where_they_are_wanted() -> None:
    colored = [name for name, item in REPORTERS.all().items() if item.has_color]
    assert {"text", "concise"} <= {*colored}
    for form in colored:
        assert "\x1b[31mPD101 unknown-field\x1b[0m" in said(form, finding(), color=True)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", said(form, finding(HOSTILE), color=True))
        assert plain == said(form, finding(HOSTILE))


def test_paths_outside_are_whole() -> None:
    for form in ("concise", "github", "gitlab", "json", "junit"):
        assert "/elsewhere/x.yaml" in said(form, finding(path=Path("/elsewhere/x.yaml")))
    assert "x.yaml" in said("concise", finding()) and "/base" not in said("concise", finding())


def test_the_order_is_that_of_places(tmp_path: Path, pd: Pd) -> None:
    for name in ("b", "a"):
        write(
            tmp_path / name,
            {
                "portfolio.yaml": "kind: portfolio\n",
                "x.yaml": "kind: lesson-analysis\ntopik: 1\ndate: x\n",
                "X.yaml": "kind: a\n",
            },
        )
    run = pd("lint", "b", "a", "--format", "concise", cwd=tmp_path)
    lines = [line.split(" ")[0] for line in run.out.splitlines()]
    assert lines == [
        "a/X.yaml:1:7:",
        "a/x.yaml:2:1:",
        "a/x.yaml:3:7:",
        "b/X.yaml:1:7:",
        "b/x.yaml:2:1:",
        "b/x.yaml:3:7:",
    ]
