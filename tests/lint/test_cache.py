"""What is kept between runs gives the same results, and fresh ones as soon as anything has changed."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.trust import own_trust
from pdcli.i18n import LANGS
from pdcli.lint import run as runs
from pdcli.lint.result import LintResult
from pdcli.lint.run import LintOptions, cache_for, run
from pdcli.runtime.cache import scan_portfolio
from tests.formats import FINDINGS
from tests.helpers import EXAMPLES, Pd, Run, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
LESSON = "kind: lesson-analysis\ndate: 24.09.2025\ntopik: x\n"
REGISTER = (
    "kind: evidence\nitems:\n  - {id: e1, title: a, kind: assessment, file: evidence/a.csv, date: 2025-09-24, why: b}\n"
)
PASSAGE = "pupils read the task twice and drew what is known before they wrote down the question in their own words"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    monkeypatch.setenv("PD_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "portfolio.yaml": PORTFOLIO,
        "lesson.yaml": LESSON,
        "evidence.yaml": REGISTER,
        "evidence/a.csv": "a;b;c;d\n",
    }
    return write(tmp_path / "school" / "a", files).resolve()  # type: ignore[arg-type]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The portfolios that were really read."""
    found: list[str] = []
    lint_one = runs.lint_one

    def watched(root: Path, *asked: Any) -> LintResult:
        found.append(root.name)
        return lint_one(root, *asked)

    monkeypatch.setattr(runs, "lint_one", watched)
    return found


@pytest.fixture(params=["at once", "later"])
def _when(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether results are so young that files are looked into, or are trusted as long as the disk shows no change."""
    if request.param == "later":
        monkeypatch.setattr("pdcli.runtime.cache.MTIME_RESOLUTION_NS", -(10**12))


@pytest.mark.parametrize("form", FINDINGS)
def test_the_second_run_says_the_same(tmp_path: Path, pd: Pd, checked: list[str], form: str) -> None:
    shutil.copytree(EXAMPLES / "broken", tmp_path / "broken")
    first = pd("lint", "--format", form, cwd=tmp_path / "broken")
    assert first.code == 1 and checked == ["broken"]
    assert pd("lint", "--format", form, cwd=tmp_path / "broken") == first
    assert checked == ["broken"], "it was read again"
    assert pd("lint", "--format", form, "--no-cache", cwd=tmp_path / "broken") == first
    assert checked == ["broken"] * 2
    # Another way to ask for the same portfolio.
    pd("lint", "portfolio.yaml", cwd=tmp_path / "broken")
    assert checked == ["broken"] * 2
    # From outside it is somebody else's, whose settings do not act.
    pd("lint", "broken", cwd=tmp_path)
    assert checked == ["broken"] * 3


def in_words(item: Diagnostic) -> tuple[object, ...]:
    """A finding with its words in every language."""
    parts = [item.message, item.hint, *(other.message for other in item.related)]
    related = [other[:2] for other in item.related]
    return (*item[:5], related, item.fix, [part.text(lang) for part in parts for lang in LANGS])


def test_what_is_kept_is_equal_to_what_was_found(root: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "broken", tmp_path / "broken")
    roots, request = [root, (tmp_path / "broken").resolve()], LintOptions(with_fingerprints=True)
    cache = cache_for(request)
    first = run(roots, request, cache=cache)
    second = run(roots, request, cache=cache)
    assert [item[:2] for item in first] == [item[:2] for item in second]
    assert [list(map(in_words, item.diagnostics)) for item in first] == [
        list(map(in_words, item.diagnostics)) for item in second
    ]
    assert [item.fingerprints for item in first] == [cache.fingerprints(item) for item in second]
    assert all(item.content for item in second)


def a_byte(root: Path) -> None:
    write(root, {"lesson.yaml": LESSON.replace("topik", "tópik")})


def a_byte_of_the_same_size_and_time(root: Path) -> None:
    before = (root / "lesson.yaml").stat()
    write(root, {"lesson.yaml": LESSON.replace("24.09", "2x.09")})
    os.utime(root / "lesson.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    after = (root / "lesson.yaml").stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def a_file_put_in_its_place(root: Path) -> None:
    before = (root / "lesson.yaml").stat()
    write(root.parent, {"new.yaml": LESSON.replace("24.09", "2x.09")})
    os.utime(root.parent / "new.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    (root.parent / "new.yaml").replace(root / "lesson.yaml")


def a_new_document(root: Path) -> None:
    write(root, {"deep/er/new.yaml": LESSON})


def a_document_less(root: Path) -> None:
    (root / "lesson.yaml").unlink()


def another_name(root: Path) -> None:
    (root / "lesson.yaml").rename(root / "lessons.yaml")


def a_new_evidence_file(root: Path) -> None:
    write(root, {"evidence.yaml": REGISTER.replace("a.csv", "b.csv")})


def evidence_taken_away(root: Path) -> None:
    (root / "evidence" / "a.csv").unlink()


def evidence_empty(root: Path) -> None:
    write(root, {"evidence/a.csv": ""})


def own_settings(root: Path) -> None:
    write(root, {"pd.toml": "ignore = ['PD103']\n"})


def settings_of_the_school(root: Path) -> None:
    write(root.parent, {"pd.toml": "ignore = ['PD103']\n"})


def settings_of_a_project(root: Path) -> None:
    write(root.parent, {"pyproject.toml": "[tool.pd]\nignore = ['PD103']\n"})


def a_suppression(root: Path) -> None:
    write(root, {"lesson.yaml": LESSON + "# pd: ignore-file[PD103]\n"})


CHANGES: list[Callable[[Path], None]] = [
    a_byte, a_byte_of_the_same_size_and_time, a_file_put_in_its_place, a_new_document, a_document_less, another_name,
    a_new_evidence_file, evidence_taken_away, evidence_empty, own_settings, settings_of_the_school,
    settings_of_a_project, a_suppression,
]  # fmt: skip


@pytest.mark.usefixtures("_when")
@pytest.mark.parametrize("change", CHANGES, ids=[item.__name__ for item in CHANGES])
def test_a_change_gives_fresh_results(root: Path, pd: Pd, change: Callable[[Path], None]) -> None:
    first = pd("lint", "--format", "json", cwd=root)
    assert pd("lint", "--format", "json", cwd=root) == first
    change(root)
    second = pd("lint", "--format", "json", cwd=root)
    assert second != first
    assert second == pd("lint", "--format", "json", "--no-cache", cwd=root)
    assert pd("lint", "--format", "json", cwd=root) == second


@pytest.mark.usefixtures("_when")
def test_files_that_appear(root: Path, pd: Pd) -> None:
    """Evidence that was missing, also where pd keeps its pages; settings and forms that were not there."""
    write(root, {"evidence.yaml": REGISTER.replace("evidence/a.csv", "build/a.csv")})
    states = [pd("lint", "--format", "json", cwd=root)]
    for folder, files in (
        (root, {"build/a.csv": "a;b;c;d\n"}),
        (root.parent, {"pd.toml": "[severity]\nPD103 = 'advice'\n"}),
        (root.parent, {"pd.toml": "[severity]\nPD103 = 'waring'\n"}),
        (root, {".pd/schemas/portfolio.schema.json": "{}"}),
    ):
        write(folder, files)  # type: ignore[arg-type]
        states.append(pd("lint", "--format", "json", cwd=root))
        assert states[-1] != states[-2], files
        assert states[-1] == pd("lint", "--format", "json", "--no-cache", cwd=root)


FORM = """kind: own
source: {{kk: а, ru: а, en: a}}
title: {{kk: Өз, ru: Своя, en: Own}}
help: {{kk: а, ru: а, en: a}}
format: yaml
place: own
columns:
  number: {{kk: №, ru: №, en: "No."}}
  label: {{kk: Сұрақ, ru: Вопрос, en: Question}}
  answer: {{kk: Жауап, ru: Ответ, en: Answer}}
fields:
  - key: {key}
    type: text
    label: {{kk: а, ru: а, en: a}}
    help: {{kk: а, ru: а, en: a}}
    example: {{kk: а, ru: а, en: a}}
"""


@pytest.mark.parametrize("school", [False, True], ids=["own", "of the school"])
@pytest.mark.usefixtures("_when")
def test_a_changed_form(root: Path, pd: Pd, school: bool) -> None:
    folder = root
    if school:
        folder = write(root.parent, {"school.yaml": "name: A\n"})
    write(root, {"lesson.yaml": "kind: own\nanswer: x\n"})
    said = [pd("lint", "--format", "concise", "--ignore", "PD5", cwd=root).out]
    for text in (FORM.format(key="answer"), FORM.format(key="answes"), "kind: [\n"):
        write(folder, {"templates/own/form.yaml": text})
        said.append(pd("lint", "--format", "concise", "--ignore", "PD5", cwd=root).out)
        assert said[-1] == pd("lint", "--format", "concise", "--ignore", "PD5", "--no-cache", cwd=root).out
    assert "PD006" in said[0] and said[1] == "" and "PD101" in said[2] and "form.yaml:1:7: PD002" in said[3]


@pytest.mark.usefixtures("_when")
def test_a_link_to_a_document_elsewhere(root: Path, pd: Pd) -> None:
    write(root.parent, {"shared.yaml": "kind: lesson-analysis\n"})
    (root / "linked.yaml").symlink_to(root.parent / "shared.yaml")
    (root / "evidence" / "a.csv").unlink()
    (root / "evidence" / "a.csv").symlink_to(root / "evidence" / "real.csv")
    first = pd("lint", "--format", "json", cwd=root)
    for folder, files in ((root.parent, {"shared.yaml": LESSON}), (root, {"evidence/real.csv": "x"})):
        write(folder, files)  # type: ignore[arg-type]
        second = pd("lint", "--format", "json", cwd=root)
        assert second != first and second == pd("lint", "--format", "json", "--no-cache", cwd=root)
        first = second


def test_another_question_has_another_answer(root: Path, pd: Pd) -> None:
    asked: list[tuple[tuple[str, ...], str]] = [
        (arguments, lang) for lang in ("en", "kk", "ru") for arguments in (
            (), ("--select", "PD101"), ("--ignore", "PD101"), ("--select", "PD1", "--ignore", "PD103"), ("--select", "PD103"),
        )
    ]  # fmt: skip
    fresh = [pd("lint", "--no-cache", *arguments, cwd=root, lang=lang) for arguments, lang in asked]
    for _time in range(2):
        assert [pd("lint", *arguments, cwd=root, lang=lang) for arguments, lang in asked] == fresh
    assert len(set(fresh)) == 9


def test_files_that_were_only_touched_are_looked_into(root: Path, pd: Pd, checked: list[str]) -> None:
    pd("lint", cwd=root)
    for file in root.rglob("*.*"):
        file.touch()
    pd("lint", cwd=root)
    assert checked == ["a"]


def entries(kept: Path) -> list[Path]:
    return sorted(kept.rglob("*.kept"))


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"null", b"[]", b"3", b'"x"', b"{}", b"\xff\xfe\x00", b"[" * 100_000, b'{"entries": 1}', b"\0" * 500],
    ids=range(11),
)
def test_broken_entries_do_no_harm(root: Path, pd: Pd, kept: Path, raw: bytes) -> None:
    write(root.parent, {"b/portfolio.yaml": PORTFOLIO})
    first = pd("lint", "--format", "json", cwd=root.parent)
    assert len(entries(kept)) == 5
    for file in entries(kept):
        file.write_bytes(raw)
    assert pd("lint", "--format", "json", cwd=root.parent) == first
    assert pd("lint", "--format", "json", cwd=root.parent) == first


def test_entries_with_another_byte_do_no_harm(root: Path, pd: Pd, kept: Path) -> None:
    write(root.parent, {"b/portfolio.yaml": PORTFOLIO})
    first = pd("lint", "--format", "json", cwd=root.parent)
    whole = {file: file.read_bytes() for file in entries(kept)}
    for part in range(20):
        for file, raw in whole.items():
            at = len(raw) * part // 20
            file.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert pd("lint", "--format", "json", cwd=root.parent) == first


def test_cut_off_entries_do_no_harm(root: Path, pd: Pd, kept: Path) -> None:
    first = pd("lint", "--format", "json", cwd=root)
    whole = {file: file.read_bytes() for file in entries(kept)}
    for length in (1, 50, -1, -30):
        for file, raw in whole.items():
            file.write_bytes(raw[:length])
        assert pd("lint", "--format", "json", cwd=root) == first


def test_a_folder_that_cannot_be_used_does_no_harm(root: Path, pd: Pd, tmp_path: Path) -> None:
    fresh = pd("lint", "--no-cache", cwd=root)
    write(tmp_path, {"file": "x"})
    for place in (
        tmp_path / "file",
        tmp_path / "file" / "below",
        Path("/dev/null"),
        Path("/proc/nothing"),
        tmp_path / ("x" * 300),
    ):
        assert pd("lint", cwd=root, PD_CACHE_DIR=str(place)) == fresh
    assert (tmp_path / "file").read_text() == "x"
    # Folders where entries should be.
    kept = tmp_path / "odd"
    pd("lint", cwd=root, PD_CACHE_DIR=str(kept))
    for file in entries(kept):
        file.unlink()
        file.mkdir()
    assert pd("lint", cwd=root, PD_CACHE_DIR=str(kept)) == fresh
    assert [path.name for path in kept.rglob("*") if path.is_file()] == [], "something was left over"


def test_a_folder_that_cannot_be_made(root: Path, pd: Pd, tmp_path: Path) -> None:
    fresh = pd("lint", "--no-cache", cwd=root)
    # A file where a folder is needed stops every user, an administrator as well.
    (tmp_path / "closed").write_text("", encoding="utf-8")
    assert pd("lint", cwd=root, PD_CACHE_DIR=str(tmp_path / "closed" / "cache")) == fresh


def test_no_home(root: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = pd("lint", "--no-cache", cwd=root)

    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    assert pd("lint", cwd=root, PD_CACHE_DIR="", XDG_CACHE_HOME="") == fresh


def test_other_files_in_the_cache_folder_are_left_alone(root: Path, pd: Pd, kept: Path) -> None:
    """Somebody may say PD_CACHE_DIR=$HOME."""
    old = time.time() - 100 * 24 * 3600
    mine = ("documents/diploma.txt", "0.0.1-0123456789abcdef/notes.txt", "3-photos/a.json", "x.json")
    gone = (
        "0.0.1-fedcba9876543210/0123456789abcdef0123456789abcdef.kept",
        "0.0.1-fedcba9876543210/0123456789abcdef0123456789abcdef.77",
    )
    recent = "0.0.2-fedcba9876543210/0123456789abcdef0123456789abcdef.kept"
    write(kept, dict.fromkeys((*mine, *gone, recent), "x"))
    for name in (*mine, *gone):
        os.utime(kept / name, (old, old))
        if "/" in name:
            os.utime((kept / name).parent, (old, old))
    pd("lint", cwd=root)
    assert all((kept / name).exists() for name in (*mine, recent))
    assert not (kept / gone[0]).parent.exists(), "what pd left long ago is forgotten"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_reads_what_is_kept(root: Path, pd: Pd, kept: Path) -> None:
    pd("lint", cwd=root)
    (folder,) = kept.iterdir()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_file_that_changes_while_it_is_read_is_not_remembered(
    root: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch
) -> None:
    lint_one = runs.lint_one
    with monkeypatch.context() as patch:

        def slow(root: Path, *asked: Any) -> LintResult:
            result = lint_one(root, *asked)
            write(root, {"lesson.yaml": "kind: lesson-analysis\n"})
            return result

        patch.setattr(runs, "lint_one", slow)
        assert "PD103" in pd("lint", cwd=root).out
    assert "PD103" not in pd("lint", cwd=root).out


def test_a_file_that_becomes_a_copy_of_another_of_its_size(root: Path) -> None:
    row = "  - {id: e2, title: b, kind: assessment, file: evidence/b.csv, date: 2025-09-24, why: b}\n"
    write(root, {"evidence.yaml": REGISTER + row, "evidence/b.csv": "d;c;b;a\n"})
    request = LintOptions(select=("PD514",))
    assert [len(item.diagnostics) for item in run([root], request, cache=cache_for(request))] == [0]
    write(root, {"evidence/b.csv": "a;b;c;d\n"})
    assert [len(item.diagnostics) for item in run([root], request, cache=cache_for(request))] == [1]


def test_a_change_that_the_disk_does_not_show_in_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where times are coarse, a file may change after it was read and look the same."""
    request = LintOptions()
    cache = cache_for(request)
    lint_one, state = runs.lint_one, scan_portfolio(root, own_trust(root))
    monkeypatch.setattr("pdcli.runtime.cache.scan_portfolio", lambda *_asked: state)
    with monkeypatch.context() as patch:

        def slow(root: Path, *asked: Any) -> LintResult:
            result = lint_one(root, *asked)
            write(root, {"lesson.yaml": "kind: lesson-analysis\n"})
            return result

        patch.setattr(runs, "lint_one", slow)
        (first,) = run([root], request, cache=cache)
    (second,) = run([root], request, cache=cache)
    assert len(first.diagnostics) > len(second.diagnostics)


def school(folder: Path, count: int) -> list[Path]:
    for number in range(count):
        said = f"kind: lesson-analysis\nstatus: final\ntopik: x{number}\nstudent_response: {PASSAGE} {'and so on ' * number}\n"
        write(folder / f"t{number}", {"portfolio.yaml": PORTFOLIO, "lesson.yaml": said, "x/broken.yaml": "a: [\n"})
    return [folder / f"t{number}" for number in range(count)]


def test_processes_find_the_same(tmp_path: Path, pd: Pd, kept: Path) -> None:
    school(tmp_path / "school", 5)
    outputs: dict[tuple[str, ...], Run] = {}
    for arguments in (
        ("--no-cache", "--jobs", "1"),
        ("--no-cache", "--jobs", "2"),
        ("--no-cache", "--jobs", "9"),
        ("--jobs", "2"),
        ("--jobs", "2"),
        ("--jobs", "1"),
        (),
    ):
        outputs[arguments] = pd("lint", "--format", "json", *arguments, cwd=tmp_path / "school", lang="kk")
    assert len(set(outputs.values())) == 1
    run = outputs[()]
    assert run.code == 1 and run.out.count("PD708") == 4
    assert len(entries(kept)) == 11


def test_where_there_are_no_processes(tmp_path: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    school(tmp_path / "school", 3)
    fresh = pd("lint", "--no-cache", cwd=tmp_path / "school")

    class Forbidden:
        def __init__(self, _workers: int, **_options: object) -> None:
            raise PermissionError("no semaphores here")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Forbidden)
    assert pd("lint", "--no-cache", "--jobs", "2", cwd=tmp_path / "school") == fresh


def test_only_what_changed_is_read_again(tmp_path: Path, pd: Pd, checked: list[str]) -> None:
    school(tmp_path / "school", 4)
    pd("lint", cwd=tmp_path / "school")
    assert checked == ["t0", "t1", "t2", "t3"]
    write(tmp_path / "school", {"t2/lesson.yaml": "kind: lesson-analysis\n"})
    run = pd("lint", "--format", "json", cwd=tmp_path / "school")
    assert checked[4:] == ["t2"]
    assert run == pd("lint", "--format", "json", "--no-cache", cwd=tmp_path / "school")
    assert run.out.count('"PD708"') == 2


def test_what_is_compared_across_portfolios_is_made_again_when_it_is_lost(tmp_path: Path, pd: Pd, kept: Path) -> None:
    folder = tmp_path / "school"
    school(folder, 3)
    write(
        folder, {"pd.toml": "exclude = ['old/*']\n", "t2/old/copy.yaml": (folder / "t1" / "lesson.yaml").read_bytes()}
    )
    first = pd("lint", "--format", "json", cwd=folder)
    cache = cache_for(LintOptions(with_fingerprints=True))
    (result,) = run([folder / "t1"], LintOptions(with_fingerprints=True), cache=cache)
    assert cache.fingerprints(result)
    # Those of another state of the files are not taken.
    assert cache.fingerprints(result._replace(content="another")) is None
    for file in entries(kept):
        if b'"entries"' not in file.read_bytes():
            file.unlink()
    assert (
        pd("lint", "--format", "json", cwd=folder) == first == pd("lint", "--format", "json", "--no-cache", cwd=folder)
    )


def test_single_and_several_portfolios_share_what_is_kept(tmp_path: Path, pd: Pd, checked: list[str]) -> None:
    folder = tmp_path / "school"
    school(folder, 2)
    for name in ("t0", "t1"):
        pd("lint", name, cwd=folder)
    run = pd("lint", "--format", "json", cwd=folder)
    assert checked == ["t0", "t1"]
    assert run == pd("lint", "--format", "json", "--no-cache", cwd=folder)


def test_the_command_line_wins_over_settings_across_portfolios(tmp_path: Path, pd: Pd) -> None:
    folder = tmp_path / "school"
    school(folder, 2)
    write(folder, {"pd.toml": "select = ['PD1']\n"})
    assert "PD708" not in pd("lint", cwd=folder).out
    assert pd("lint", "--select", "PD708", cwd=folder).out.count("PD708") == 2
    write(folder, {"pd.toml": "ignore = ['', 'PD1']\n[severity]\nPD708 = 'error'\n"})
    assert pd("lint", "--select", "PD708", cwd=folder).code == 1
    assert pd("lint", "--select", "PD708", "--ignore", "PD7", cwd=folder).code == 0
    # Only what was asked for is shown.
    assert "PD708" in pd("lint", "t0", "t1/lesson.yaml", cwd=folder).out
    assert "PD708" not in pd("lint", "t0", "t1/portfolio.yaml", cwd=folder).out


def test_names_that_are_no_text(root: Path, pd: Pd) -> None:
    name = os.fsdecode(b"\xff\xfe.yaml")
    try:
        write(root, {name: LESSON, os.fsdecode(b"\xfd/x.yaml"): LESSON})
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only text")
    for form in FINDINGS:
        first = pd("lint", "--format", form, cwd=root)
        assert first.code == 1 and "Traceback" not in first.err
        assert pd("lint", "--format", form, cwd=root) == first
    assert pd("lint", "--show-files", cwd=root).code == 0
    assert pd("lint", "--write-baseline", cwd=root).code == 0
    # That they are not read, no baseline hides.
    run = pd("lint", "--format", "concise", cwd=root)
    assert run.code == 1 and run.out.count("PD022") == run.out.count("\n") == 2
    assert pd("lint", "--diff", cwd=root).code == 0
    root.rename(os.fsdecode(os.fsencode(root) + b"\xff"))
    moved = Path(os.fsdecode(os.fsencode(root) + b"\xff"))
    assert pd("lint", cwd=moved).out.count("PD022 unread-file") == 2


def test_two_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "school"
    school(folder, 3)
    command = [sys.executable, "-m", "pdcli", "lint", "--format", "json"]
    environment = {**os.environ, "PD_LANG": "en"}
    fresh = subprocess.run(
        [*command, "--no-cache"], cwd=folder, env=environment, capture_output=True, check=False
    ).stdout
    for _time in range(2):
        both = [subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE) for _number in range(3)]
        assert [process.communicate()[0] for process in both] == [fresh] * 3
        write(folder, {"t1/lesson.yaml": (folder / "t1" / "lesson.yaml").read_bytes()})


def test_many_readers_and_writers_see_whole_entries(root: Path) -> None:
    request = LintOptions(with_fingerprints=True)
    cache = cache_for(request)
    (first,) = run([root], request, cache=cache)
    state = scan_portfolio(root, own_trust(root))
    seen: list[LintResult | None] = []

    def work() -> None:
        for _time in range(30):
            cache.put(state, first.content, first)
            seen.append(cache.get(str(root), state))

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 120
    assert {item.diagnostics for item in seen if item} == {first.diagnostics} and None not in seen


def test_versions_of_pd_do_not_share(root: Path, pd: Pd, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pd("lint", cwd=root)
    monkeypatch.setattr("pdcli.runtime.cache.__version__", "9.9.9")
    pd("lint", cwd=root)
    assert len(list(kept.iterdir())) == 2


def test_stdin_is_never_kept(root: Path, pd: Pd, kept: Path) -> None:
    first = pd("lint", "--stdin-filename", "lesson.yaml", cwd=root, stdin=b"kind: lesson-analysis\n")
    assert first.code == 0 and not kept.exists()
    assert pd("lint", cwd=root).code == 1
    assert pd("lint", "--stdin-filename", "lesson.yaml", cwd=root, stdin=b"kind: lesson-analysis\n") == first


def test_a_school_is_checked_again_when_a_cycle_or_a_name_of_a_teacher_changes(tmp_path: Path, pd: Pd) -> None:
    plan = "kind: school-plan\napproved: {date: 2026-08-29}\nagreed: [{teacher: ali, cycle: 2026-2027-1}]\nlines: []\n"
    group = "kind: group\ntype: site\nmembers: [{member: Али Мысал}]\n"
    school = write(tmp_path / "s", {
        "school.yaml": "kind: school\n",
        "school/2026-2027/plan.yaml": plan,
        "school/groups/a.yaml": group,
        "teachers/ali/portfolio.yaml": "kind: portfolio\nname: Али Мысал\n",
    })  # fmt: skip

    def codes() -> set[str]:
        lines = pd("lint", "--select", "PD821,PD832", "--format", "concise", cwd=school).out.splitlines()
        return {line.split()[1] for line in lines}

    assert codes() == codes() == {"PD821", "PD832"}
    write(school, {"teachers/ali/cycles/2026-2027-1/1-action.md": "---\nkind: action\n---\n"})
    assert codes() == {"PD821"}
    write(school, {"teachers/ali/portfolio.yaml": "kind: portfolio\nname: Уали Үлгі\n"})
    assert codes() == set()
    shutil.rmtree(school / "teachers/ali/cycles/2026-2027-1")
    assert codes() == {"PD832"}
