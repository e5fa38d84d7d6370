"""Comments that hide findings, and what is said about those that hide nothing (PD020)."""

from pathlib import Path

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.i18n import LANGS, Lang
from pdcli.lint.run import LintOptions, lint_one, run
from pdcli.lint.school import lint_across
from tests.helpers import Pd, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
PASSAGE = "pupils read the task twice and drew what is known before they wrote down the question in their own words"


def lint(root: Path, name: str, text: str, newline: str = "\n", **asked: tuple[str, ...]) -> list[Diagnostic]:
    """The findings of one document, which are all findings there are."""
    write(root, {"portfolio.yaml": PORTFOLIO, name: text.replace("\n", newline)})
    found = lint_one(root, LintOptions(**asked)).diagnostics  # type: ignore[arg-type]
    assert {item.path for item in found} <= {root / name}
    return list(found)


def places(found: list[Diagnostic]) -> list[str]:
    return [f"{item.span.line}:{item.span.column} {item.code}" for item in found]


YAML = [
    ("on the same line", "kind: lesson-analysis\ntopik: x  # pd: ignore[PD101] reason\n", []),
    ("by its name", "kind: lesson-analysis\ntopik: x # pd: ignore[unknown-field]\n", []),
    ("in small letters, without spaces", "kind: lesson-analysis\ntopik: x #pd:ignore[pd101]\n", []),
    ("on a line of its own", "kind: lesson-analysis\n# pd: ignore[PD101]\ntopik: x\n", []),
    ("above other comments and blank lines", "kind: lesson-analysis\n# pd: ignore[PD101]\n\n  # prompt\ntopik: x\n", []),
    ("several above one another", "kind: lesson-analysis\n# pd: ignore[PD101]\n# pd: ignore[PD103]\ndaet: 24.09.2025\n",
     ["3:1 PD020"]),
    ("several codes", "{kind: lesson-analysis, date: 24.09.2025, topik: x} # pd: ignore[PD103, PD101]\n", []),
    ("only the next line", "kind: lesson-analysis\n# pd: ignore[PD101]\ntopik: x\nclas: 3\n", ["4:1 PD101"]),
    ("only its own line", "kind: lesson-analysis\ntopik: x # pd: ignore[PD101]\nclas: 3\n", ["3:1 PD101"]),
    ("the whole file", "kind: lesson-analysis\ntopik: x\nclas: 3\n# pd: ignore-file[PD101] old form\n", []),
    ("the whole file, one code", "# pd: ignore-file[PD101]\nkind: lesson-analysis\ntopik: x\ndate: 24.09.2025\n",
     ["4:7 PD103"]),
    ("another code", "kind: lesson-analysis\ntopik: x # pd: ignore[PD103]\n", ["2:1 PD101", "2:10 PD020"]),
    ("a useful and a useless code", "kind: lesson-analysis\ntopik: x # pd: ignore[PD101, PD103]\n", ["2:10 PD020"]),
    ("a comma that is missing", "kind: lesson-analysis\ntopik: x # pd: ignore[PD101 PD103]\n", ["2:1 PD101", "2:10 PD020"]),
    ("another word", "kind: lesson-analysis\ntopik: x # pd: hide[PD101]\n", ["2:1 PD101", "2:10 PD026"]),
    ("the word of another tool", "kind: lesson-analysis\ntopik: x # noqa: PD101\n", ["2:1 PD101", "2:10 PD026"]),
    ("a code in a remark", "kind: lesson-analysis\ntopik: x # see PD101\n", ["2:1 PD101"]),
    ("an unknown code", "kind: lesson-analysis # pd: ignore[PD999]\n", ["1:23 PD020"]),
    ("an unknown name", "kind: lesson-analysis # pd: ignore[no-such-rule]\n", ["1:23 PD020"]),
    ("the beginning of a code hides nothing", "kind: lesson-analysis\ntopik: x # pd: ignore[PD1]\n",
     ["2:1 PD101", "2:10 PD020"]),
    ("no code", "kind: lesson-analysis\ntopik: x # pd: ignore[ ]\n", ["2:1 PD101", "2:10 PD020"]),
    ("nothing to hide", "kind: lesson-analysis\n  # pd: ignore[PD101]\ntopic: x\n", ["2:3 PD020"]),
    ("at the end of the file", "kind: lesson-analysis\n# pd: ignore[PD101]", ["2:1 PD020"]),
    ("text is no comment", "kind: lesson-analysis\ntopik: x#pd:ignore[PD101]\n", ["2:1 PD101"]),
    ("a comment of Markdown is none", "kind: lesson-analysis\ntopik: <!--pd:ignore[PD101]-->\n", ["2:1 PD101"]),
    ("in words", "kind: lesson-analysis\ntopik: x # see pd: ignore[PD101]\n", ["2:1 PD101"]),
    ("in a list", "kind: evidence\nitems:\n  - id: e1\n    titel: a # pd: ignore[PD101]\n    # pd: ignore[PD101]\n    fiel: b\n",
     None),
    ("signs of two columns", "kind: lesson-analysis\ntitle: '日本 𝒳' # pd: ignore[PD101]\n", ["2:15 PD020"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "left"), [case[1:] for case in YAML], ids=[case[0] for case in YAML])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_in_yaml(tmp_path: Path, text: str, left: list[str] | None, newline: str) -> None:
    found = places(lint(tmp_path, "x.yaml", text, newline))
    if left is None:
        assert not [item for item in found if item.endswith(("PD101", "PD103", "PD020"))]
    else:
        assert found == left


FRONT = "---\nkind: lesson-analysis\n"
MARKDOWN = [
    ("above a heading", FRONT + "---\n\n<!-- pd: ignore[PD012] -->\n## Odd\n\nx\n", []),
    ("above a heading, reason, blank line", FRONT + "---\n<!--pd:ignore[PD012] because-->\n\n## Odd\n\nx\n", []),
    ("beside a heading", FRONT + "---\n\n## Odd <!-- pd: ignore[unknown-heading] -->\n\nx\n", []),
    ("before the text of its line", FRONT + "---\n\n<!-- pd: ignore[PD011] --> loose text\n\n## Odd\n", ["7:1 PD012"]),
    ("above other comments of several lines",
     FRONT + "---\n\n<!-- pd: ignore[PD012] -->\n<!-- note: a remark\n\n  of three lines -->\n## Odd\n", []),
    ("a comment of several lines itself", FRONT + "---\n\n<!-- pd: ignore[PD012] because\n  of the form -->\n## Odd\n", []),
    ("in the facts", FRONT + "topik: x # pd: ignore[PD101]\n# pd: ignore[PD103]\ndate: 24.09.2025\n---\n", []),
    ("in the facts for the whole file", FRONT + "# pd: ignore-file[PD012]\n---\n\n## Odd\n\n## Odder\n", []),
    ("two on a line", FRONT + "---\n\n## Odd <!-- pd: ignore[PD012] a --> <!-- pd: ignore[PD013] b -->\n", ["5:37 PD020"]),
    ("one of two headings", FRONT + "---\n\n<!-- pd: ignore[PD012] -->\n## Odd\n\n## Odder\n", ["8:1 PD012"]),
    ("a heading is no comment", FRONT + "---\n\n## Odd\n\n# pd: ignore[PD012]\n", ["5:1 PD012", "7:1 PD026"]),
    ("a number sign in an answer is no comment",
     FRONT + "---\n\n## Odd\n\nas in\n    # pd: ignore[PD101]\n", ["5:1 PD012"]),
    ("useless", FRONT + "---\n\n## Odd\n\nx <!-- pd: ignore[PD012] why --> y\n", ["5:1 PD012", "7:3 PD020"]),
    ("never closed", FRONT + "---\n\n## Odd <!-- pd: ignore[PD012]\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "left"), [case[1:] for case in MARKDOWN], ids=[case[0] for case in MARKDOWN])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_in_markdown(tmp_path: Path, text: str, left: list[str] | None, newline: str) -> None:
    found = places(lint(tmp_path, "x.md", text, newline))
    if left is None:
        assert "5:1 PD012" not in found
    else:
        assert found == left


def test_the_whole_comment_is_underlined(tmp_path: Path) -> None:
    (item,) = lint(tmp_path, "x.md", FRONT + "---\n\nx <!-- pd: ignore[PD501] why --> y\n", select=("PD501", "PD020"))
    assert item.span == (5, 3, 5, 33)
    (item,) = lint(
        tmp_path, "x.md", FRONT + "date:  # pd: ignore[PD501] why  \n---\n", "\r\n", select=("PD501", "PD020")
    )
    assert item.span == (3, 8, 3, 31)


@pytest.mark.parametrize("lang", LANGS)
def test_a_useless_comment_is_told_in_every_language(tmp_path: Path, lang: Lang) -> None:
    found = lint(tmp_path, "x.yaml", "kind: lesson-analysis # pd: ignore[PD501]\n# pd: ignore[]\n")
    assert [(item.code, item.name, item.severity) for item in found] == [("PD020", "unused-suppression", "warning")] * 2
    assert "`PD501`" in found[0].message.text(lang) and "`pd: ignore[PD302]" in found[1].hint.text(lang)
    assert ("hides" in found[0].message.text(lang)) == (lang == "en")


UNREADABLE = [
    ("PD001", "kind: lesson-analysis # pd: ignore-file[{code}]\ntopic: Урок\n".encode("cp1251")),
    ("PD002", b"# pd: ignore-file[{code}]\nkind: [ # pd: ignore[{code}]\n"),
    ("PD003", b"# pd: ignore-file[{code}]\nkind: lesson-analysis\nkind: cycle # pd: ignore[{code}]\n"),
    ("PD004", b"- a # pd: ignore[{code}]\n# pd: ignore-file[{code}]\n"),
    ("PD005", b"topic: a # pd: ignore[{code}]\n# pd: ignore-file[{code}]\n"),
    ("PD006", b"kind: lesson # pd: ignore[{code}]\n# pd: ignore-file[{code}]\n"),
    ("PD007", b"kind: cycle # pd: ignore-file[{code}]\nfocus: '" + b"a" * (2 * 1024 * 1024) + b"'\n"),
    ("PD008", b"kind: cycle # pd: ignore-file[{code}]\n---\nkind: cycle\n"),
    ("PD009", b"kind: cycle # pd: ignore-file[{code}]\nfocus: \x01\n"),
]


@pytest.mark.parametrize(("code", "raw"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_what_makes_a_file_unreadable_is_never_hidden(tmp_path: Path, code: str, raw: bytes) -> None:
    name = code.encode()
    write(tmp_path, {"portfolio.yaml": PORTFOLIO, "x.yaml": raw.replace(b"{code}", name + b", wrong-encoding")})
    assert code in [item.code for item in lint_one(tmp_path, LintOptions()).diagnostics]


def test_of_rules_that_were_not_asked_nothing_is_said(tmp_path: Path, pd: Pd) -> None:
    text = "kind: lesson-analysis # pd: ignore[PD302, growth-area-without-goal, PD101, PD999]\n"

    def told(**asked: tuple[str, ...]) -> list[str]:
        found = lint(tmp_path, "x.yaml", text, **asked)
        return sorted(item.message.text("en").split("`")[1] for item in found if item.code == "PD020")

    assert told() == ["PD101", "PD302", "PD999", "growth-area-without-goal"]
    assert told(select=("PD020",)) == []
    assert told(select=("PD3", "PD020")) == ["PD302", "growth-area-without-goal"]
    assert told(ignore=("PD3",)) == ["PD101", "PD999"]
    write(tmp_path, {"pd.toml": "ignore = ['growth-area-without-goal']\n"})
    assert told() == ["PD101", "PD999"]
    write(tmp_path, {"pd.toml": "ignore = ['PD020']\n"})
    assert (
        pd("lint", cwd=tmp_path).out == "2 files checked: nothing to fix.\n2 documents, 0 evidence files, 0 not read\n"
    )


def test_a_comment_is_useful_also_where_the_path_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, {"pd.toml": "[per-path-ignores]\n'x.yaml' = ['PD101']\n"})
    assert lint(tmp_path, "x.yaml", "kind: lesson-analysis\ntopik: x # pd: ignore[PD101]\n") == []


def test_a_hidden_finding_is_not_mended(tmp_path: Path, pd: Pd) -> None:
    text = "kind: lesson-analysis\ntopik: x # pd: ignore[PD101]\n"
    lint(tmp_path, "x.yaml", text)
    assert pd("lint", "--fix", cwd=tmp_path).code == 0
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("suffix", ["yaml", "md"])
def test_what_shows_only_across_portfolios_can_be_hidden(tmp_path: Path, suffix: str) -> None:
    def school(hide: str) -> list[str]:
        for name, comment in (("a", ""), ("b", hide)):
            if suffix == "yaml":
                said = f"kind: lesson-analysis\nstatus: final\n{comment}student_response: {PASSAGE}\n"
            else:
                heading = "## How did the learners respond?"
                said = f"---\nkind: lesson-analysis\nstatus: final\n---\n\n{heading}\n\n{comment}{PASSAGE}\n"
            write(tmp_path / name, {"portfolio.yaml": PORTFOLIO, f"x.{suffix}": said})
        request = LintOptions(select=("PD020", "PD708"), with_fingerprints=True)
        results = run([tmp_path / "a", tmp_path / "b"], request)
        found = [*(item for result in results for item in result.diagnostics), *lint_across(results, (), (), None)]
        return [item.code for item in found]

    assert school("") == ["PD708"]
    mark = "# pd: ignore[{}] shared lesson\n" if suffix == "yaml" else "<!-- pd: ignore[{}] shared lesson -->\n\n"
    assert school(mark.format("PD708")) == []
    assert school(mark.format("answer-of-another-teacher")) == []
    assert school(mark.format("PD703")) == ["PD708"]


# Where the comment stands (True: in the facts or YAML), the comment, and what it is corrected to (None: nobody knows).
MALFORMED = [
    (False, "<!-- pd: ignore PD602 -->", "<!-- pd: ignore[PD602] -->"),
    (False, "<!-- pd ignore[PD602] мектеп -->", "<!-- pd: ignore[PD602] мектеп -->"),
    (False, "<!-- pd:ignore(PD602, PD603) -->", "<!-- pd: ignore[PD602, PD603] -->"),
    (False, "<!-- PD: Ignore[PD602] -->", "<!-- pd: ignore[PD602] -->"),
    (False, "<!-- рd: ignore[PD602] -->", "<!-- pd: ignore[PD602] -->"),
    (False, "<!-- pd: ignоre[PD602] -->", "<!-- pd: ignore[PD602] -->"),
    (False, "<!-- pd: ignored[PD6O2] -->", "<!-- pd: ignore[PD602] -->"),
    (False, "<!-- pd: ignore phone-number -->", "<!-- pd: ignore[phone-number] -->"),
    (False, "<!-- pd: ignore_file PD602: ортақ нөмір -->", "<!-- pd: ignore-file[PD602] ортақ нөмір -->"),
    (False, "<!-- pd: ignore -->", None),
    (False, "<!-- pd: ignore 602? -->", None),
    (False, "# pd: ignore[PD602]", "<!-- pd: ignore[PD602] -->"),
    (True, "# pd ignore PD101", "# pd: ignore[PD101]"),
    (True, "# PD: IGNORE[PD101] why", "# pd: ignore[PD101] why"),
    (True, "# pd.ignore [PD101]", "# pd: ignore[PD101]"),
    (True, "# pd: ignore", None),
]  # fmt: skip


@pytest.mark.parametrize(("in_facts", "comment", "right"), MALFORMED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_what_was_meant_to_hide_something(
    tmp_path: Path, in_facts: bool, comment: str, right: str | None, newline: str
) -> None:
    facts, body = (comment, "") if in_facts else ("", comment)
    text = f"---\nkind: lesson-analysis\n{facts}\n---\n\n## Topic\n\nx\n\n{body}\n"
    (item,) = [found for found in lint(tmp_path, "x.md", text, newline) if found.code == "PD026"]
    line = text.split("\n").index(comment) + 1
    assert (item.span.line, item.span.column, item.span.end_column) == (line, 1, len(comment) + 1)
    assert (item.fix.edits[0][1] if item.fix else None) == right


def test_signs_of_yaml_behind_an_answer_hide_nothing(tmp_path: Path) -> None:
    text = "---\nkind: lesson-analysis\n---\n\n## Topic\n\nСабақ #2 # pd: ignore[PD602] why\n"
    (item,) = [found for found in lint(tmp_path, "x.md", text) if found.code == "PD026"]
    assert (item.span.line, item.span.column) == (7, 10)
    assert item.fix and item.fix.edits[0][1] == "<!-- pd: ignore[PD602] why -->"


def test_a_code_of_no_rule_is_told_and_corrected(tmp_path: Path) -> None:
    text = "kind: lesson-analysis # pd: ignore[602, РD101, PD999] why\n"
    found = {
        item.message.text("en").split("`")[1]: item for item in lint(tmp_path, "x.yaml", text) if item.code == "PD020"
    }
    assert set(found) == {"602", "РD101", "PD999"}
    assert found["602"].fix is not None and "[PD602, РD101, PD999]" in found["602"].fix.edits[0][1]
    assert found["РD101"].fix is not None and found["PD999"].fix is None
