"""The options of `pd lint`, as a user types them."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pdcli.i18n import LANGS
from pdcli.terminal import Filter
from tests.formats import FINDINGS
from tests.helpers import Pd, change, run_pd, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
# PD103 (an error) and PD101 (an error).
LESSON = "kind: lesson-analysis\ndate: 24.09.2025\ntopik: x\n"
# PD020 (a warning).
WARNED = "kind: lesson-analysis # pd: ignore[PD501]\n"
# PD113 (advice).
ADVISED = (
    "---\nkind: lesson-analysis\n---\n\n## Which methods were used?\n\nB\n\n## What was the goal of the lesson?\n\nA\n"
)
JSON = ("--format", "json")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "a/portfolio.yaml": PORTFOLIO, "a/lesson.yaml": LESSON, "a/notes/1/x.md": ADVISED, "a/README.md": "# No document\n",
        "b/portfolio.yaml": PORTFOLIO, "b/warned.yaml": WARNED, "c/portfolio.yaml": PORTFOLIO, "empty/x.txt": "x",
    }).resolve()  # fmt: skip


def codes(out: str) -> list[str]:
    return [item["code"] for item in json.loads(out)["diagnostics"]]


def test_exit_codes(school: Path, pd: Pd) -> None:
    table = {
        ("a",): 1, ("b",): 0, ("c",): 0, ("a/notes",): 0, ("b", "--strict"): 1, ("c", "--strict"): 0,
        ("a/notes", "--strict"): 0, ("a", "--exit-zero"): 0, ("b", "--strict", "--exit-zero"): 0, (): 1,
        ("--ignore", "PD10"): 0, ("--ignore", "PD10", "--strict"): 1, ("--select", "PD113", "--strict"): 0,
        ("empty",): 2, ("nothing",): 2, ("a", "nothing"): 2, ("--select", "PX"): 2, ("--ignore", "PX"): 2,
        ("--format", "xml"): 2, ("--jobs", "many"): 2, ("--since",): 2, ("a", "--exit-zero", "--format", "xml"): 2,
    }  # fmt: skip
    assert {arguments: pd("lint", *arguments, cwd=school).code for arguments in table} == table
    # --exit-zero and --strict change nothing of what is said.
    for form in ("text", "json", "junit"):
        said = {pd("lint", "--format", form, *more, cwd=school).out for more in ((), ("--exit-zero",), ("--strict",))}
        assert len(said) == 1


def test_several_roots(school: Path, pd: Pd) -> None:
    assert codes(pd("lint", *JSON, cwd=school).out) == ["PD103", "PD101", "PD113", "PD020"]
    assert codes(pd("lint", "b", "a", *JSON, cwd=school).out) == ["PD103", "PD101", "PD113", "PD020"]
    assert codes(pd("lint", "a", "a/lesson.yaml", ".", "b/../a", *JSON, cwd=school).out).count("PD103") == 1
    assert codes(pd("lint", "a/lesson.yaml", "b", *JSON, cwd=school).out) == ["PD103", "PD101", "PD020"]
    assert codes(pd("lint", "a/notes", "b/portfolio.yaml", *JSON, cwd=school).out) == ["PD113"]
    run = pd("lint", "a/notes", "c", *JSON, cwd=school)
    assert json.loads(run.out)["files"] == 2
    assert codes(pd("lint", *JSON, cwd=school / "a").out) == ["PD103", "PD101", "PD113"]
    assert codes(pd("lint", *JSON, cwd=school / "a" / "notes" / "1").out) == ["PD113"]
    assert codes(pd("lint", "..", *JSON, cwd=school / "a" / "notes").out) == ["PD103", "PD101", "PD113"]
    paths = {item["path"] for item in json.loads(pd("lint", "../b", *JSON, cwd=school / "a").out)["diagnostics"]}
    assert paths == {(school / "b" / "warned.yaml").as_posix()}


def test_a_portfolio_behind_a_link(school: Path, pd: Pd) -> None:
    (school / "link").symlink_to(school / "a")
    assert codes(pd("lint", "link", *JSON, cwd=school).out) == ["PD103", "PD101", "PD113"]
    assert codes(pd("lint", "link/lesson.yaml", *JSON, cwd=school).out) == ["PD103", "PD101"]
    write(school, {"shared.yaml": LESSON})
    (school / "c" / "shared.yaml").symlink_to(school / "shared.yaml")
    assert codes(pd("lint", "shared.yaml", *JSON, cwd=school / "c").out) == ["PD103", "PD101"]
    # In somebody else's portfolio it could be anybody's file: nothing of it is read or quoted.
    assert codes(pd("lint", "c/shared.yaml", *JSON, cwd=school).out) == ["PD022"]
    said = pd("lint", "c/shared.yaml", cwd=school).out
    assert "link that leads out of the portfolio" in said and "topik" not in said and "lesson-analysis" not in said


def test_show_files(school: Path, pd: Pd) -> None:
    run = pd("lint", "--show-files", cwd=school)
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "a/lesson.yaml", "a/notes/1/x.md", "a/portfolio.yaml", "b/portfolio.yaml", "b/warned.yaml", "c/portfolio.yaml",
    ]  # fmt: skip
    assert pd("lint", "--show-files", "a/notes", "c", cwd=school).out.splitlines() == [
        "a/notes/1/x.md",
        "c/portfolio.yaml",
    ]
    write(school, {"pd.toml": "exclude = ['notes']\n"})
    assert "x.md" not in pd("lint", "--show-files", cwd=school).out


def test_statistics(school: Path, pd: Pd) -> None:
    write(school, {"c/lesson.yaml": LESSON + "zzz: 1\n"})
    run = pd("lint", "--statistics", cwd=school)
    assert run.code == 1
    assert run.out == (
        "     3  PD101  unknown-field\n     2  PD103  invalid-date\n     1  PD020  unused-suppression\n     1  PD113  section-order\n"
    )
    assert (
        pd("lint", "--statistics", "--exit-zero", "--select", "PD113", cwd=school).out
        == "     1  PD113  section-order\n"
    )
    assert pd("lint", "--statistics", "a/portfolio.yaml", cwd=school).out == ""
    assert pd("lint", "--statistics", "--strict", "b", cwd=school).code == 1


def test_the_format_of_the_surroundings(school: Path, pd: Pd) -> None:
    github = pd("lint", cwd=school, GITHUB_ACTIONS="true")
    assert (
        github.code == 1
        and github.out.startswith("::error title=PD103 invalid-date,file=a/lesson.yaml,")
        and github.out.count("\n") == 4
    )
    gitlab = pd("lint", cwd=school, GITLAB_CI="true")
    assert gitlab.code == 1 and len(json.loads(gitlab.out)) == 4
    assert github == pd("lint", "--format", "github", cwd=school)
    assert gitlab == pd("lint", "--format", "gitlab", cwd=school)
    text = pd("lint", cwd=school)
    assert text == pd("lint", cwd=school, GITHUB_ACTIONS="", GITLAB_CI="false") and "4 files" not in text.out
    # What is asked for wins.
    assert pd("lint", "--format", "text", cwd=school, GITHUB_ACTIONS="true", GITLAB_CI="true") == text
    assert pd("lint", "--statistics", cwd=school, GITHUB_ACTIONS="true") == pd("lint", "--statistics", cwd=school)


def test_every_format_goes_to_the_standard_output(school: Path, pd: Pd) -> None:
    for form in FINDINGS:
        first = pd("lint", "--format", form, cwd=school)
        assert first.code == 1 and first.err == "" and first.out.endswith("\n")
        assert pd("lint", "--format", form, "--no-cache", cwd=school) == first
        assert "\x1b[" not in pd("lint", "--format", form, "--color", "never", cwd=school).out
        colored = pd("lint", "--format", form, "--color", "always", cwd=school).out
        assert ("\x1b[" in colored) == (form in ("text", "concise"))
    assert len(ElementTree.fromstring(pd("lint", "--format", "junit", cwd=school).out).findall(".//failure")) == 4


def test_only_a_terminal_has_lines_of_its_width(school: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    def longest(*arguments: str) -> int:
        return max(map(len, pd("lint", *arguments, cwd=school, COLUMNS="60").out.splitlines()))

    lengths = longest(), longest("--format", "concise")
    assert min(lengths) > 60
    monkeypatch.setattr(Filter, "isatty", lambda _stream: True, raising=False)
    assert longest() <= 60 < lengths[1] == longest("--format", "concise")


def test_the_text_of_an_editor(school: Path, pd: Pd) -> None:
    root = school / "a"
    asked = ("lint", "--stdin-filename", "lesson.yaml", "--format")
    run = pd(*asked, "concise", cwd=root, stdin="kind: lesson-analysis\n# қ\ndate: 1.1.25\n".encode())
    assert run.code == 1 and run.out == "lesson.yaml:3:7: PD103 invalid-date  “Date”: `1.1.25` is not a date.\n"
    # The text is shown, not the file on disk.
    run = pd(*asked, "text", cwd=root, stdin=b"kind: lesson-analysis\r\n\r\n\r\nclasz: 1\r\n")
    assert " 4 | clasz: 1\n" in run.out and "topik" not in run.out and "1 file checked." in run.out
    assert pd(*asked, "concise", cwd=root, stdin=b"kind: lesson-analysis\n") == (0, "", "")
    assert (root / "lesson.yaml").read_text() == LESSON
    # Broken texts are told as broken files are.
    for raw, code in (
        (b"\xff\xfe\x00", "PD001"), (b"kind: [", "PD002"), (b"", "PD004"), (b"a" * (2 * 1024 * 1024 + 1), "PD007"), (b"kind: a\0b", "PD009"),
    ):  # fmt: skip
        assert codes(pd(*asked, "json", cwd=root, stdin=raw).out) == [code]


def test_the_text_of_an_editor_in_the_whole_portfolio(school: Path, pd: Pd) -> None:
    """Other files are read from disk, and only findings of this one are shown."""
    root = school / "c"
    write(root, {"x.yaml": LESSON})
    asked = ("lint", "--stdin-filename", "x.yaml", *JSON)
    item = b"kind: lesson-analysis\nattachments: [e1]\n"
    assert codes(pd(*asked, cwd=root, stdin=item).out) == ["PD501"]
    write(root, {"evidence.yaml": "kind: evidence\nitems:\n- {id: e1, title: a, kind: b}\n"})
    assert codes(pd(*asked, cwd=root, stdin=item).out) == []
    # From another folder, by another spelling of the path.
    for name, cwd in (
        ("c/x.yaml", school),
        ("../c/./x.yaml", school / "a"),
        (str(root / "x.yaml"), school / "b"),
        ("../a/../c/x.yaml", root),
    ):
        run = pd("lint", "--stdin-filename", name, *JSON, cwd=cwd, stdin=b"kind: lesson-analysis\ntopik: x\n")
        assert codes(run.out) == ["PD101"]
    # portfolio.yaml and Markdown as well.
    run = pd("lint", "--stdin-filename", "portfolio.yaml", *JSON, cwd=root, stdin=b"kind: portfolio\nnaem: x\n")
    assert codes(run.out) == ["PD101"]
    run = pd(
        "lint",
        "--stdin-filename",
        "notes/1/x.md",
        *JSON,
        cwd=school / "a",
        stdin=b"---\nkind: lesson-analysis\n---\n\n## X\n",
    )
    assert codes(run.out) == ["PD012"]
    run = pd("lint", "--stdin-filename", "README.md", *JSON, cwd=school / "a", stdin=b"# Still no document\n")
    assert codes(run.out) == [] and run.code == 0


def test_the_text_of_a_file_that_is_not_there_yet(school: Path, pd: Pd) -> None:
    root = school / "c"
    text = b"kind: lesson-analysis\ntopik: x\n"
    for name in ("new.yaml", "NEW.YML", "cycles/../new.yaml"):
        write(root, {"cycles/.keep": ""})
        assert codes(pd("lint", "--stdin-filename", name, *JSON, cwd=root, stdin=text).out) == ["PD101"], name
        assert not (root / name).exists()
    for name in ("new.txt", ".new.yaml", "build/new.yaml", "templates/x/form.yaml"):
        write(root, {name.rpartition("/")[0] + "/x.txt" if "/" in name else "x.txt": ""})
        run = pd("lint", "--stdin-filename", name, *JSON, cwd=root, stdin=text)
        assert (run.code, json.loads(run.out)["files"]) == (0, 0), name
    for name, cwd in (("no/such/folder/new.yaml", root), ("new.yaml", school / "empty")):
        run = pd("lint", "--stdin-filename", name, cwd=cwd, stdin=text)
        assert run.code == 2 and run.err and run.out == ""


def test_selectors(school: Path, pd: Pd) -> None:
    def found(*arguments: str) -> list[str]:
        return codes(pd("lint", *JSON, *arguments, cwd=school).out)

    assert found("--select", "PD103") == found("--select", "pd103") == found("--select", "invalid-date") == ["PD103"]
    assert found("--select", " PD103 , PD101,") == ["PD103", "PD101"]
    assert found("--select", "PD1", "--ignore", "PD10") == ["PD113"]
    assert found("--select", "") == found() == found("--ignore", ",")
    assert found("--ignore", "PD") == []


@pytest.mark.parametrize("lang", LANGS)
def test_messages_of_mistakes(school: Path, pd: Pd, lang: str) -> None:
    english = {
        ("--select", "PD1x"): "`PD1x`", ("--format", "jsn"): "`json`", ("nothing",): "nothing", ("empty",): "`pd init`",
        ("--jobs", "x"): "--jobs", ("--jobs", "-1"): "--jobs", ("--stdin-filename", "empty/no/x.yaml"): "no/x.yaml",
    }  # fmt: skip
    for arguments, word in english.items():
        run = pd("lint", *arguments, cwd=school, lang=lang)
        assert run.code == 2 and run.out == "" and word in run.err, arguments


def test_jobs(school: Path, pd: Pd) -> None:
    outputs = {pd("lint", *JSON, "--no-cache", "--jobs", number, cwd=school) for number in ("0", "1", "2", "3", "1000")}
    assert len(outputs) == 1


def test_a_process_of_its_own(school: Path) -> None:
    """The same through the real command: pipes, bytes, and the cache that it is told."""
    kept = school / "kept"
    for _time in range(2):
        run = run_pd("lint", "--format", "concise", "--jobs", "2", cwd=school, lang="kk", PD_CACHE_DIR=str(kept))
        assert run.code == 1 and run.out.count("\n") == 4 and "Traceback" not in run.err
    assert any(kept.iterdir())
    run = run_pd("lint", "--stdin-filename", "a/lesson.yaml", cwd=school, stdin="kind: lesson-analysis\nқате: x\n")
    assert run.code == 1 and "қате: x" in run.out
    assert "PD_CACHE_DIR" in os.environ, "tests must not use the user's own cache"


def test_where_there_is_no_document_nothing_is_called_right(good: Path, pd: Pd) -> None:
    for way in (("README.md",), ("evidence",), ("--stdin-filename", "notes.txt")):
        run = pd("lint", *way, cwd=good)
        assert run.code == 0 and run.out.startswith("There is no document to check; nothing was checked."), run.out
    assert "files checked: nothing to fix." in pd("lint", cwd=good).out


def test_a_diff_without_changes_says_so(good: Path, pd: Pd) -> None:
    for way in (("--diff",), ("--fix", "--diff")):
        run = pd("lint", *way, cwd=good)
        assert (run.code, run.out) == (0, "") and "There is nothing that --fix would change." in run.err
    change(good, "portfolio.yaml", ("kind: portfolio", "Kind: portfolio"))
    run = pd("lint", "--diff", cwd=good)
    assert "+kind: portfolio" in run.out and "nothing" not in run.err


def test_statistics_of_nothing_say_so(good: Path, pd: Pd) -> None:
    run = pd("lint", "--statistics", cwd=good)
    assert (run.code, run.out) == (0, "") and "No rule has found anything." in run.err
