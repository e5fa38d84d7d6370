"""What is in a baseline is known: only new findings are shown, also when lines move."""

import json
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from tests.helpers import Pd, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
LESSON = "kind: lesson-analysis\ndate: 24.09.2025\ntopik: x\n"
NAME = "pd-baseline.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "a", {"portfolio.yaml": PORTFOLIO, "lesson.yaml": LESSON})


def known(file: Path) -> list[tuple[str, str, int]]:
    rows = json.loads(file.read_text(encoding="utf-8"))["findings"]
    return [(row["path"], row["code"], row["count"]) for row in rows]


def test_what_is_known_does_not_fail(root: Path, pd: Pd) -> None:
    assert pd("lint", cwd=root).code == 1
    run = pd("lint", "--write-baseline", cwd=root)
    assert run == (0, "", "2 findings are now treated as known. File: pd-baseline.json\n")
    assert known(root / NAME) == [("lesson.yaml", "PD101", 1), ("lesson.yaml", "PD103", 1)]
    run = pd("lint", cwd=root)
    assert run == (
        0,
        "2 files checked: nothing to fix.\n2 documents, 0 evidence files, 0 not read\n",
        "2 findings are known from the baseline.\n",
    )
    assert pd("lint", "--format", "json", "--strict", cwd=root).code == 0
    write(root, {"second.yaml": LESSON})
    run = pd("lint", "--format", "concise", cwd=root)
    assert run.code == 1 and run.out.count("\n") == 2 and "lesson.yaml" not in run.out


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_lines_may_move(root: Path, pd: Pd, newline: str) -> None:
    # Signs that other programs take for line ends.
    odd = "class: 'a\u2028b\u0085c'\n"
    write(root, {"lesson.yaml": (LESSON + odd).replace("\n", newline)})
    assert pd("lint", "--write-baseline", cwd=root).code == 0
    for text in (
        "# why\n\n\n" + LESSON + odd, odd + LESSON, "\ufeff" + LESSON, "kind: lesson-analysis\n  \ntopik: x\n#\ndate:   24.09.2025\n",
    ):  # fmt: skip
        write(root, {"lesson.yaml": text.replace("\n", newline)})
        run = pd("lint", "--format", "concise", cwd=root)
        new = [line for line in run.out.splitlines() if "PD103" not in line]
        # The line with the date is another one in the last text only.
        assert (run.code, new) == (int("   24" in text), [])


def test_another_line_file_or_rule_is_new(root: Path, pd: Pd) -> None:
    assert pd("lint", "--write-baseline", cwd=root).code == 0
    for text, codes in (
        (LESSON.replace("topik: x", "topik: y"), ["PD101"]),
        (LESSON.replace("24.09.2025", "25.09.2025"), ["PD103"]),
        (LESSON + "clas: x\n", ["PD101"]),
        (LESSON.replace("date: 24.09.2025", "date: 24.09.2025 # of the lesson"), ["PD103"]),
    ):
        write(root, {"lesson.yaml": text})
        run = pd("lint", "--format", "json", cwd=root)
        assert run.code == 1 and [item["code"] for item in json.loads(run.out)["diagnostics"]] == codes
    write(root, {"lesson.yaml": LESSON})
    (root / "lesson.yaml").rename(root / "lessons.yaml")
    assert pd("lint", cwd=root).code == 1


def test_how_often_counts(root: Path, pd: Pd) -> None:
    twice = "kind: evidence\nitems:\n  - {id: e1, titel: a}\n  - {id: e2}\n"
    write(root, {"lesson.yaml": twice})
    assert pd("lint", "--select", "PD101", "--write-baseline", cwd=root).code == 0
    assert known(root / NAME) == [("lesson.yaml", "PD101", 1)]
    write(root, {"lesson.yaml": "kind: evidence\nitems: [{id: e1, titel: a, tytle: a}, {id: e2, titel: a}]\n"})
    assert pd("lint", "--select", "PD101", "--write-baseline", cwd=root).code == 0
    assert known(root / NAME) == [("lesson.yaml", "PD101", 3)]
    assert pd("lint", "--select", "PD101", cwd=root).code == 0
    write(root, {NAME: (root / NAME).read_text(encoding="utf-8").replace('"count": 3', '"count": 2')})
    run = pd("lint", "--select", "PD101", "--format", "concise", cwd=root)
    assert run.code == 1 and run.out.count("PD101") == 1 and "2 findings" in run.err


def test_mended_findings_are_forgotten_when_it_is_written_again(root: Path, pd: Pd) -> None:
    pd("lint", "--write-baseline", cwd=root)
    write(root, {"lesson.yaml": "kind: lesson-analysis\n"})
    assert pd("lint", cwd=root).err == ""
    assert "0 findings" in pd("lint", "--write-baseline", cwd=root).err
    assert known(root / NAME) == []
    write(root, {"lesson.yaml": LESSON})
    assert pd("lint", cwd=root).code == 1


def test_writing_for_a_part_keeps_the_rest(root: Path, pd: Pd) -> None:
    write(root, {"second.yaml": LESSON})
    pd("lint", "--write-baseline", cwd=root)
    before = (root / NAME).read_bytes()
    for arguments in (("lesson.yaml",), ("--select", "PD103"), ("--ignore", "PD1"), ("second.yaml", "--select", "PD3")):
        assert pd("lint", "--write-baseline", *arguments, cwd=root).code == 0
        assert (root / NAME).read_bytes() == before, arguments
    write(root, {"lesson.yaml": "kind: lesson-analysis\n", "second.yaml": "kind: lesson-analysis\n"})
    pd("lint", "--write-baseline", "lesson.yaml", "--select", "PD101", cwd=root)
    assert known(root / NAME) == [("lesson.yaml", "PD103", 1), ("second.yaml", "PD101", 1), ("second.yaml", "PD103", 1)]


def test_where_it_lies(root: Path, pd: Pd) -> None:
    school = root.parent
    write(school, {"b/portfolio.yaml": PORTFOLIO, "b/lesson.yaml": LESSON})
    # Of one portfolio: in it, wherever one is.
    write(root, {"notes/x.txt": ""})
    assert pd("lint", "--write-baseline", cwd=school / "a" / "notes").code == 0 and (root / NAME).is_file()
    assert pd("lint", "--write-baseline", cwd=root).code == pd("lint", cwd=root).code == 0
    # Of a reader, and of several: where they are checked from. What a portfolio brings does not count there.
    assert pd("lint", "a", cwd=school).code == 1
    assert pd("lint", "--write-baseline", "a", cwd=school).code == 0
    assert known(school / NAME) == [("a/lesson.yaml", "PD101", 1), ("a/lesson.yaml", "PD103", 1)]
    assert pd("lint", "a", cwd=school).code == 0 and pd("lint", cwd=school).code == 1
    (root / NAME).unlink()
    assert pd("lint", "--write-baseline", cwd=school).code == 0
    assert len(known(school / NAME)) == 4 and not (root / NAME).exists()
    # It is found from everywhere.
    for arguments, cwd in (
        ((), school),
        (("a", "b"), school),
        (("a",), school),
        ((), root),
        (("../b/lesson.yaml",), root),
    ):
        assert pd("lint", *arguments, cwd=cwd).code == 0, arguments


def test_where_the_settings_say(root: Path, pd: Pd) -> None:
    school = write(
        root.parent, {"b/portfolio.yaml": PORTFOLIO, "b/lesson.yaml": LESSON, "pd.toml": "baseline = 'ci/old.json'\n"}
    )
    (school / "ci").write_bytes(b"no folder")
    run = pd("lint", "--write-baseline", cwd=school)
    assert run.code == 2 and "Traceback" not in run.err
    (school / "ci").unlink()
    assert pd("lint", "--write-baseline", cwd=school).code == 0
    assert [row[0] for row in known(school / "ci" / "old.json")] == ["../a/lesson.yaml"] * 2 + ["../b/lesson.yaml"] * 2
    # It moves with the school to another computer.
    school.rename(school.with_name("moved"))
    moved = school.with_name("moved")
    try:
        assert pd("lint", cwd=moved).code == 0
        assert pd("lint", cwd=moved / "b").code == 0
        # Each portfolio may say it by itself, to whoever stands in it.
        write(moved / "b", {"pyproject.toml": "[tool.pd]\nbaseline = 'b.json'\n"})
        assert pd("lint", cwd=moved).code == 0 and pd("lint", cwd=moved / "b").code == 1
        assert pd("lint", "--write-baseline", cwd=moved / "b").code == 0
        assert len(known(moved / "b" / "b.json")) == 2 and len(known(moved / "ci" / "old.json")) == 4
        assert pd("lint", cwd=moved / "b").code == 0
    finally:
        moved.rename(school)


def test_a_portfolio_inside_another_has_its_own(root: Path, pd: Pd) -> None:
    write(root, {"b/portfolio.yaml": PORTFOLIO, "b/lesson.yaml": LESSON})
    for folder in (root / "b", root):
        assert pd("lint", "--write-baseline", cwd=folder).code == 0
        assert known(folder / NAME) == [("lesson.yaml", "PD101", 1), ("lesson.yaml", "PD103", 1)]
    assert pd("lint", cwd=root).code == pd("lint", cwd=root / "b").code == 0
    run = pd("lint", ".", "b", "--format", "concise", cwd=root)
    assert run.code == 1 and run.out.count("b/lesson.yaml") == 2 and run.out.count("\n") == 2
    assert "b/pd-baseline.json hides 2 findings from the owner of these documents; here they are shown." in run.err
    run = pd("lint", "--stdin-filename", "b/new.yaml", "--format", "concise", cwd=root, stdin=LESSON.encode())
    assert run.out.count("PD103") == 1


BROKEN = [
    b"", b"{", b"[]", b"null", b"3", b'"x"', b"{}", b'{"version": 1}', b'{"version": 1, "findings": 3}',
    b'{"version": 1, "findings": {"a": 1}}', b'{"version": 1, "findings": [3]}', b'{"version": 1, "findings": [{}]}',
    b'{"version": 2, "findings": []}', b'{"findings": []}', b'{"version": 1, "findings": null}',
    b'{"version": 1, "findings": [{"path": "a", "code": "PD101", "line": "x", "count": "many"}]}',
    b'{"version": 1, "findings": [{"path": "a", "code": "PD101", "line": "x", "count": null}]}',
    b'{"version": 1, "findings": [{"path": "a", "code": "PD101", "line": "x", "count": 1e999}]}',
    b'{"version": 1, "findings": [{"path": "a", "code": "PD101", "line": "x", "count": NaN}]}',
    b"[" * 200_000, "к".encode("cp1251"), "{}".encode("utf-16"), b"\x00\x01\xff", b"<<<<<<< HEAD\n{}\n=======\n{}\n",
]  # fmt: skip


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_baseline_is_a_message(root: Path, pd: Pd, raw: bytes) -> None:
    (root / NAME).write_bytes(raw)
    for arguments in ((), ("--format", "json"), ("--exit-zero",)):
        run = pd("lint", *arguments, cwd=root)
        assert (run.code, run.out) == (2, "")
        assert NAME in run.err and "--write-baseline" in run.err
    run = pd("lint", "--write-baseline", cwd=root)
    assert run.code == 2 and "conflict" in run.err and (root / NAME).read_bytes() == raw
    (root / NAME).rename(root / "old.json")
    assert pd("lint", "--write-baseline", cwd=root).code == 0
    assert pd("lint", cwd=root).code == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_message_is_in_the_language(root: Path, pd: Pd, lang: str) -> None:
    (root / NAME).write_bytes(b"{")
    run = pd("lint", cwd=root, lang=lang)
    assert run.code == 2 and NAME in run.err
    assert ("can read" in run.err) == (lang == "en")


def test_a_folder_in_its_place(root: Path, pd: Pd) -> None:
    (root / NAME).mkdir()
    run = pd("lint", "--write-baseline", cwd=root)
    assert run.code == 2 and run.err


def test_an_editor_may_have_changed_it(root: Path, pd: Pd) -> None:
    pd("lint", "--write-baseline", cwd=root)
    raw = (root / NAME).read_bytes()
    (root / NAME).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    assert pd("lint", cwd=root).code == 0


def test_it_is_the_same_whenever_it_is_written(root: Path, pd: Pd) -> None:
    pd("lint", "--write-baseline", cwd=root)
    first = (root / NAME).read_bytes()
    assert b"\r" not in first and first.endswith(b"}\n")
    for arguments in (("--no-cache",), ("--jobs", "2"), ("--format", "sarif")):
        pd("lint", "--write-baseline", *arguments, cwd=root, lang="kk")
        assert (root / NAME).read_bytes() == first


def test_texts_of_an_editor_are_compared_with_it(root: Path, pd: Pd) -> None:
    pd("lint", "--write-baseline", cwd=root)
    text = ("# one more line\n" + LESSON + "clas: x\n").encode()
    run = pd("lint", "--stdin-filename", "lesson.yaml", "--format", "concise", cwd=root, stdin=text)
    assert run.code == 1 and run.out.startswith("lesson.yaml:5:1: PD101") and run.out.count("\n") == 1
