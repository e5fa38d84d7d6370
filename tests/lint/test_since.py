"""--since: only portfolios that were touched since a revision of git, each as a whole."""

import os
import subprocess
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from tests.helpers import Pd, Run, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
LESSON = "kind: lesson-analysis\ndate: 24.09.2025\n"
NAMES = ("a", "b", "Әлия Б", "d/deep")


def git(*arguments: str, cwd: Path) -> str:
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path) -> None:
    git("add", "--all", cwd=folder)
    git("commit", "-q", "-m", "x", cwd=folder)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Four portfolios, each with one finding, all committed."""
    folder = tmp_path / "a repository"
    for name in NAMES:
        write(folder / "teachers" / name, {"portfolio.yaml": PORTFOLIO, "lesson.yaml": LESSON, "notes.txt": "x"})
    write(folder, {".gitignore": "build/\n*.tmp.yaml\n"})
    git("init", "-q", "-b", "main", cwd=folder)
    commit(folder)
    return folder


def touched(run: Run) -> list[str]:
    """The portfolios that findings are told of."""
    assert run.code in (0, 1), run.err
    return sorted(line.partition("/lesson")[0].removeprefix("teachers/") for line in run.out.splitlines())


def since(pd: Pd, folder: Path, revision: str = "HEAD", *paths: str) -> list[str]:
    return touched(pd("lint", "--since", revision, "--format", "concise", "--select", "PD103", *paths, cwd=folder))


def test_nothing_changed(repository: Path, pd: Pd) -> None:
    assert since(pd, repository) == []
    run = pd("lint", "--since", "HEAD", cwd=repository)
    assert run == (
        0,
        "There is no document to check; nothing was checked.\n0 documents, 0 evidence files, 0 not read\n",
        "",
    )
    for arguments in (
        ("--write-baseline",),
        ("--fix",),
        ("--diff",),
        ("--statistics",),
        ("--show-files",),
        ("--format", "junit"),
        ("--jobs", "2"),
    ):
        run = pd("lint", "--since", "HEAD", *arguments, cwd=repository)
        nothing = {
            "--diff": "There is nothing that --fix would change.\n",
            "--statistics": "No rule has found anything.\n",
        }
        assert (run.code, run.err) == (0, nothing.get(arguments[0], "")), arguments
    assert git("status", "--porcelain", cwd=repository) == ""
    assert since(pd, repository, git("rev-parse", "HEAD", cwd=repository).strip()) == []


def test_a_changed_file_shows_the_whole_portfolio(repository: Path, pd: Pd) -> None:
    write(repository, {"teachers/Әлия Б/portfolio.yaml": PORTFOLIO + "name: B\n"})
    assert since(pd, repository) == ["Әлия Б"]
    git("add", "--all", cwd=repository)
    assert since(pd, repository) == ["Әлия Б"], "what is staged counts"
    commit(repository)
    assert since(pd, repository) == []
    assert since(pd, repository, "HEAD~1") == since(pd, repository, "main^") == ["Әлия Б"]
    git("tag", "v1", cwd=repository)
    write(repository, {"teachers/d/deep/notes.txt": "evidence may matter as well"})
    assert since(pd, repository, "v1") == ["d/deep"]
    assert since(pd, repository, "v1~1") == ["d/deep", "Әлия Б"]


def test_new_files(repository: Path, pd: Pd) -> None:
    write(
        repository,
        {
            "teachers/a/new.yaml": "kind: lesson-analysis\n",
            "teachers/e/portfolio.yaml": PORTFOLIO,
            "teachers/e/lesson.yaml": LESSON,
        },
    )
    assert since(pd, repository) == ["a", "e"]
    write(repository, {"teachers/b/build/page.html": "x", "teachers/b/x.tmp.yaml": "x", "other/x.yaml": "x"})
    assert since(pd, repository) == ["a", "e"], "ignored files count, or files of nobody"
    write(repository, {'teachers/b/жаңа сабақ "1"\t.md': "x"})
    assert since(pd, repository) == ["a", "b", "e"]


def test_deleted_files(repository: Path, pd: Pd) -> None:
    (repository / "teachers/a/notes.txt").unlink()
    git("rm", "-q", "teachers/b/notes.txt", cwd=repository)
    assert since(pd, repository) == ["a", "b"]
    commit(repository)
    assert since(pd, repository, "HEAD~1") == ["a", "b"]


def test_a_deleted_portfolio(repository: Path, pd: Pd) -> None:
    git("rm", "-rq", "teachers/b", cwd=repository)
    assert since(pd, repository) == []


def test_renamed_files(repository: Path, pd: Pd) -> None:
    git("config", "diff.renames", "copies", cwd=repository)
    git("mv", "teachers/a/notes.txt", "teachers/b/notes of a.txt", cwd=repository)
    assert since(pd, repository) == ["a", "b"], "both lose or win"
    commit(repository)
    assert since(pd, repository, "HEAD~1") == ["a", "b"]
    git("mv", "teachers/d/deep/notes.txt", "teachers/d/deep/n.txt", cwd=repository)
    assert since(pd, repository) == ["d/deep"]


def test_a_name_that_is_no_text(repository: Path, pd: Pd) -> None:
    try:
        write(repository, {os.fsdecode(b"teachers/a/\xff.txt"): "x"})
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only text")
    assert since(pd, repository) == ["a"]


def test_from_any_folder(repository: Path, pd: Pd, tmp_path: Path) -> None:
    write(repository, {"teachers/a/notes.txt": "y", "teachers/b/notes.txt": "y"})
    run = pd("lint", "--since", "HEAD", "--format", "concise", cwd=repository / "teachers" / "a")
    assert run.out.startswith("lesson.yaml:2:7: PD103") and run.out.count("\n") == 1
    assert since(pd, repository, "HEAD", "teachers/b") == ["b"]
    assert since(pd, repository, "HEAD", "teachers/b/lesson.yaml", "teachers/a/portfolio.yaml") == ["b"]
    # The repository of what is checked counts, not that of the place where one is.
    run = pd("lint", "--since", "HEAD", "--format", "concise", str(repository), cwd=tmp_path)
    assert run.code == 1 and run.out.count("PD103") == 2
    (tmp_path / "link").symlink_to(repository)
    run = pd("lint", "--since", "HEAD", "--format", "concise", "link/teachers", cwd=tmp_path)
    assert run.code == 1 and run.out.count("PD103") == 2
    # Settings of git that change paths.
    git("config", "diff.relative", "true", cwd=repository)
    git("config", "core.quotepath", "true", cwd=repository)
    git("config", "diff.noprefix", "true", cwd=repository)
    assert since(pd, repository) == ["a", "b"]


@pytest.mark.usefixtures("repository")
def test_several_repositories(pd: Pd, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {"portfolio.yaml": PORTFOLIO, "lesson.yaml": LESSON})
    git("init", "-q", cwd=other)
    commit(other)
    write(other, {"notes.txt": "x"})
    run = pd("lint", "--since", "HEAD", "--format", "concise", "a repository", "other", cwd=tmp_path)
    assert run.code == 1 and run.out.startswith("other/lesson.yaml") and run.out.count("\n") == 1


def test_the_baseline_is_that_of_all(repository: Path, pd: Pd) -> None:
    """One portfolio that is left has the same baseline as all of them."""
    assert pd("lint", "--write-baseline", cwd=repository).code == 0
    commit(repository)
    write(repository, {"teachers/a/notes.txt": "y"})
    run = pd("lint", "--since", "HEAD", cwd=repository)
    assert (run.code, run.err) == (0, "1 finding is known from the baseline.\n")
    before = (repository / "pd-baseline.json").read_bytes()
    write(repository, {"teachers/a/lesson.yaml": LESSON + "topik: x\n"})
    assert since(pd, repository) == []
    assert pd("lint", "--since", "HEAD", "--write-baseline", cwd=repository).code == 0
    assert (repository / "pd-baseline.json").read_bytes() != before
    assert pd("lint", cwd=repository).code == 0, "the others are still known"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "revision", ["nothing", "--output=x", "-p", "0" * 40, "teachers", "қате", "HEAD HEAD", "", " "]
)
def test_a_revision_that_is_none(repository: Path, pd: Pd, revision: str, lang: str) -> None:
    run = pd("lint", f"--since={revision}", cwd=repository, lang=lang)
    if revision == "":
        # A variable of a CI that is empty: everything is checked.
        assert run.code == 1 and run.out.count("PD103 ") >= 4
        return
    assert (run.code, run.out) == (2, "")
    assert f"`{revision}`" in run.err and "git" in run.err and "Traceback" not in run.err
    assert ("is not a git revision" in run.err) == (lang == "en")
    assert not (repository / "x").exists()


def test_before_the_first_commit(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"portfolio.yaml": PORTFOLIO})
    git("init", "-q", cwd=tmp_path)
    run = pd("lint", "--since", "HEAD", cwd=tmp_path)
    assert run.code == 2 and "`HEAD`" in run.err


@pytest.mark.parametrize("lang", LANGS)
def test_no_repository(tmp_path: Path, pd: Pd, lang: str) -> None:
    write(tmp_path, {"portfolio.yaml": PORTFOLIO})
    run = pd("lint", "--since", "HEAD", cwd=tmp_path, lang=lang, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (run.code, run.out) == (2, "")
    assert "git" in run.err and ("repository" in run.err) == (lang == "en")


DUBIOUS = """echo "fatal: detected dubious ownership in repository at '/школа/a'" >&2
printf "To add an exception for this directory, call:\\n\\n\\tgit config --global --add safe.directory '/школа/a'\\n" >&2
exit 128
"""
BROKEN = """echo "fatal: loose object 0123 is corrupt" >&2
exit 128
"""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("says", "told"),
    [(DUBIOUS, "`git config --global --add safe.directory '/школа/a'`"), (BROKEN, "fatal: loose object 0123 is corrupt")],
    ids=["a folder of somebody else", "a damaged repository"],
)  # fmt: skip
def test_why_git_refuses(tmp_path: Path, pd: Pd, says: str, told: str, lang: str) -> None:
    write(tmp_path, {"bin/git": f"#!/bin/sh\n{says}", "p/portfolio.yaml": PORTFOLIO})
    (tmp_path / "bin/git").chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    run = pd("lint", "--since", "HEAD", cwd=tmp_path / "p", lang=lang, PATH=path)
    assert (run.code, run.out) == (2, "") and told in run.err
    assert "a git repository" not in run.err and "`HEAD`" not in run.err
    # Names that git knows are not hidden where it does not tell them: that is said as well.
    run = pd("summary", "--blind", "--to", "md", "--out", "-", cwd=tmp_path / "p", lang=lang, PATH=path)
    assert told in run.err


def test_no_git(repository: Path, pd: Pd) -> None:
    run = pd("lint", "--since", "HEAD", cwd=repository, PATH=str(repository))
    assert (run.code, run.out) == (2, "") and "`--since`" in run.err
