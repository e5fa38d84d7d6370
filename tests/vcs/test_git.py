"""What git tells of files: days, renames, merges, and everything that a history may lack."""

import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pdcli.vcs.authors import read_authors
from pdcli.vcs.git import GitError, GitProblem, run_git
from pdcli.vcs.log import Change, FileHistory, Log, Rewriting, commits, read_logs
from tests.helpers import write
from tests.repository import Repository

TODAY = date(2026, 11, 1)
TEXT = "".join(f"line {number}\n" for number in range(40))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


@pytest.fixture(autouse=True)
def _nothing_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def log(folder: Path, today: date = TODAY) -> Log:
    return read_logs([folder], today)[0]


def days(found: FileHistory) -> list[str]:
    return [day.isoformat() for day in found.days]


def test_first_and_last_day(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "1"})
    repository.commit("2026-09-03T10:00:00 +0500", {"b.md": "1"})
    repository.commit("2026-09-03T11:00:00 +0500", {"a.md": "2"})
    repository.commit("2026-09-08T10:00:00 +0500", {"a.md": "3"})
    found = log(repository.root)
    assert found.problem is None and found.commits == 4 and found.uncommitted == frozenset()
    assert days(found.files["a.md"]) == ["2026-09-01", "2026-09-03", "2026-09-08"] and found.files["a.md"].commits == 3
    assert found.files["b.md"] == FileHistory((date(2026, 9, 3),), 1, (), None)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-09-30T23:30:00 +0500", "2026-09-30"),
        ("2026-09-30T23:30:00 -1100", "2026-09-30"),  # already October in Kazakhstan
        ("2026-10-01T00:30:00 +1400", "2026-10-01"),  # still September in London
        ("2026-10-01T00:10:00 +0545", "2026-10-01"),
        ("2024-02-29T12:00:00 +0000", "2024-02-29"),
    ],
)
def test_a_day_is_that_of_the_author(repository: Repository, at: str, day: str) -> None:
    repository.commit(at, {"a.md": "1"}, committed="2026-10-20T12:00:00 +0000")
    assert days(log(repository.root).files["a.md"]) == [day]


def test_a_renamed_file(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": TEXT, "other.md": "x"})
    repository.move("a.md", "lessons/b.md")
    repository.commit("2026-09-05T10:00:00 +0500")
    repository.commit("2026-09-09T10:00:00 +0500", {"lessons/b.md": TEXT + "more\n"})
    repository.move("lessons/b.md", "c.md")
    repository.commit("2026-09-11T10:00:00 +0500", {"c.md": TEXT + "more and more\n"})
    found = log(repository.root).files
    assert set(found) == {"c.md", "other.md"}
    # Only renaming changes no text; renaming and writing at once does.
    assert days(found["c.md"]) == ["2026-09-01", "2026-09-09", "2026-09-11"]
    assert found["c.md"].renamed_from == ("a.md", "lessons/b.md")


def test_names_that_change_places(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": TEXT})
    repository.move("a.md", "b.md")
    repository.commit("2026-09-02T10:00:00 +0500")
    repository.commit("2026-09-03T10:00:00 +0500", {"a.md": "another text under the old name\n"})
    repository.move("b.md", "c.md")
    repository.commit("2026-09-04T10:00:00 +0500")
    repository.move("a.md", "b.md")
    repository.commit("2026-09-05T10:00:00 +0500")
    found = log(repository.root).files
    assert days(found["c.md"]) == ["2026-09-01"] and found["c.md"].renamed_from == ("a.md", "b.md")
    assert days(found["b.md"]) == ["2026-09-03"] and found["b.md"].renamed_from == ("a.md",)


def test_a_renamed_folder(repository: Repository) -> None:
    names = [f"{number}.md" for number in range(12)]
    repository.commit("2026-09-01T10:00:00 +0500", {f"old/deep/{name}": f"{name}\n{TEXT}" for name in names})
    repository.move("old", "new")
    repository.commit("2026-09-05T10:00:00 +0500")
    found = log(repository.root).files
    assert set(found) == {f"new/deep/{name}" for name in names}
    assert all(days(item) == ["2026-09-01"] for item in found.values())
    assert found["new/deep/3.md"].renamed_from == ("old/deep/3.md",)


@pytest.mark.parametrize("target", ["teachers/Әлия", "teachers/a/deep/er", "x"])
@pytest.mark.parametrize("source", ["teachers/alia", "."])
def test_the_folder_itself_was_renamed(repository: Repository, source: str, target: str) -> None:
    """History limited to the folder would begin on the day of its new name."""
    repository.commit("2026-09-01T10:00:00 +0500", {f"{source}/cycles/a.md": TEXT, "teachers/other/b.md": "x"})
    repository.commit("2026-09-02T10:00:00 +0500", {f"{source}/cycles/a.md": TEXT + "1\n"})
    repository.move(f"{source}/cycles", f"{target}/cycles")
    repository.commit("2026-09-05T10:00:00 +0500")
    found = log(repository.root / target)
    assert days(found.files["cycles/a.md"]) == ["2026-09-01", "2026-09-02"]
    assert found.files["cycles/a.md"].renamed_from == (f"{source}/cycles/a.md".removeprefix("./"),)
    assert found.commits == 3 and len(found.files) == 1


def test_a_folder_renamed_again_and_again(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"t0/x/a.md": TEXT})
    for number in range(7):
        repository.move(f"t{number}", f"t{number + 1}")
        repository.commit(f"2026-09-1{number}T10:00:00 +0500")
    found = log(repository.root / "t7").files["x/a.md"]
    assert days(found) == ["2026-09-01"] and len(found.renamed_from) == 7


def test_a_copy_is_a_document_of_its_own(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": TEXT})
    repository.git("config", "diff.renames", "copies")
    repository.commit("2026-09-05T10:00:00 +0500", {"copy.md": TEXT, "a.md": TEXT + "x\n"})
    repository.commit("2026-09-06T10:00:00 +0500", {"copy.md": TEXT + "edited\n"})
    found = log(repository.root).files
    assert days(found["copy.md"]) == ["2026-09-05", "2026-09-06"] and found["copy.md"].renamed_from == ()
    assert days(found["a.md"]) == ["2026-09-01", "2026-09-05"]


def test_deleted_and_written_again(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "1", "b.md": TEXT})
    (repository.root / "a.md").unlink()
    repository.commit("2026-09-02T10:00:00 +0500")
    repository.commit("2026-09-03T10:00:00 +0500", {"a.md": "another"})
    assert days(log(repository.root).files["a.md"]) == ["2026-09-01", "2026-09-03"]


def test_both_sides_of_a_merge(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": TEXT})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("2026-09-02T10:00:00 +0500", {"side.md": "1"})
    repository.move("a.md", "b.md")
    repository.commit("2026-09-03T10:00:00 +0500")
    repository.git("checkout", "-q", "main")
    repository.commit("2026-09-04T10:00:00 +0500", {"a.md": TEXT + "end\n"})
    repository.git("merge", "-q", "--no-commit", "--no-ff", "side")
    repository.commit("2026-09-20T10:00:00 +0500", {"in-merge.md": "1"})
    found = log(repository.root).files
    # The change under the old name belongs to the file; the merge itself wrote nothing but the new file.
    assert days(found["b.md"]) == ["2026-09-01", "2026-09-04"] and found["b.md"].renamed_from == ("a.md",)
    assert days(found["side.md"]) == ["2026-09-02"]
    assert days(found["in-merge.md"]) == ["2026-09-20"]


def test_a_repository_merged_into_a_folder(repository: Repository) -> None:
    repository.commit("2026-09-10T10:00:00 +0500", {"README.txt": "school"})
    repository.git("checkout", "-q", "--orphan", "teacher")
    repository.git("rm", "-rqf", ".")
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": TEXT})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "-s", "ours", "--no-commit", "--allow-unrelated-histories", "teacher")
    repository.git("read-tree", "--prefix=teachers/alia/", "-u", "teacher")
    repository.commit("2026-09-20T10:00:00 +0500")
    found = log(repository.root / "teachers" / "alia").files["a.md"]
    assert days(found) == ["2026-09-01"] and found.renamed_from == ("a.md",)


ODD = [
    "жаңа сабақ «Ә».md",
    "a \"quoted\" 'name'.md",
    "line\nend.md",
    "tab\t.md",
    " -p.md",
    "*.md",
    ":(top)x.md",
    "ё/й.yaml",
]


@pytest.mark.parametrize("folder", ["", "Әлия Б/", "*/", ":!x/", "a\nb/"])
def test_odd_names(repository: Repository, folder: str) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {f"{folder}{name}": name for name in ODD})
    repository.commit("2026-09-02T10:00:00 +0500", {"elsewhere/x.md": "x"})
    write(repository.root, {f"{folder}{ODD[0]}": "changed", f"{folder}new\n.md": "new"})
    found = log(repository.root / folder)
    assert set(ODD) <= set(found.files) and all(days(found.files[name]) == ["2026-09-01"] for name in ODD)
    assert found.uncommitted == {ODD[0], "new\n.md"}
    assert ("elsewhere/x.md" in found.files) == (folder == "")


def test_a_name_that_is_no_text(repository: Repository) -> None:
    name = os.fsdecode(b"\xff.md")
    repository.commit("2026-09-01T10:00:00 +0500", {name: "x"})
    assert days(log(repository.root).files[name]) == ["2026-09-01"]


def test_a_shallow_copy(repository: Repository, tmp_path: Path) -> None:
    for day in range(1, 6):
        repository.commit(f"2026-09-0{day}T10:00:00 +0500", {f"{day}.md": "x", "p/all.md": str(day)})
    repository.git("clone", "-q", "--depth", "2", repository.root.as_uri(), str(tmp_path / "copy"))
    for folder in (tmp_path / "copy", tmp_path / "copy" / "p"):
        found = log(folder)
        name = "all.md" if folder.name == "p" else "p/all.md"
        assert found.shallow and found.problem is None
        assert found.files[name] == FileHistory((date(2026, 9, 5),), 1, (), date(2026, 9, 4))
    found = log(tmp_path / "copy")
    assert found.files["2.md"] == FileHistory((), 0, (), date(2026, 9, 4))
    assert found.files["5.md"] == FileHistory((date(2026, 9, 5),), 1, (), None)
    assert not log(repository.root).shallow


def test_a_copy_without_older_texts(repository: Repository, tmp_path: Path) -> None:
    """Nothing is fetched, and what git knows without the texts is told."""
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": TEXT, "b.md": "b" + TEXT})
    repository.move("a.md", "same.md")
    repository.move("b.md", "changed.md")
    repository.commit("2026-09-05T10:00:00 +0500", {"changed.md": "b" + TEXT + "more\n"})
    repository.commit("2026-09-06T10:00:00 +0500", {"changed.md": "c" + TEXT + "more\n"})
    repository.git("clone", "-q", "--filter=blob:none", repository.root.as_uri(), str(tmp_path / "copy"))
    before = sorted((tmp_path / "copy" / ".git").rglob("*"))
    found = log(tmp_path / "copy")
    assert found.problem is None and found.exact_renames_only
    assert days(found.files["same.md"]) == ["2026-09-01"]
    assert days(found.files["changed.md"]) == ["2026-09-05", "2026-09-06"]
    assert sorted((tmp_path / "copy" / ".git").rglob("*")) == before
    assert not log(repository.root).exact_renames_only


def test_amended_and_rebased(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"0.md": "x"})
    for day in range(2, 8):
        repository.commit(f"2026-09-0{day}T10:00:00 +0500", {f"{day}.md": "x"})
    assert log(repository.root).rewritings == ()
    repository.git("rebase", "-q", "--force-rebase", "HEAD~6", committed="2026-10-10T22:00:00 +0500")
    found = log(repository.root)
    assert found.rewritings == (Rewriting(date(2026, 10, 10), 6, date(2026, 9, 2), date(2026, 9, 7)),)
    assert (found.committed_later, found.commits) == (6, 7)
    assert days(found.files["4.md"]) == ["2026-09-04"]


def test_one_amended_commit_is_no_rewriting(repository: Repository) -> None:
    for day in range(1, 7):
        repository.commit(f"2026-09-0{day}T10:00:00 +0500", {f"{day}.md": "x"})
    repository.git("commit", "-q", "--amend", "--no-edit", committed="2026-09-20T10:00:00 +0500")
    found = log(repository.root)
    assert found.rewritings == () and found.committed_later == 1


def test_commits_of_others_are_not_told_of(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a/x.md": "x"})
    for day in range(2, 9):
        repository.commit(f"2026-09-0{day}T10:00:00 +0500", {"b/x.md": str(day)}, committed="2026-10-10T22:00:00 +0500")
    repository.commit("1999-01-01T10:00:00 +0500", {"b/y.md": "x"}, committed="2026-10-11T22:00:00 +0500")
    first, second = read_logs([repository.root / "a", repository.root / "b"], TODAY)
    assert (first.commits, first.committed_later, first.rewritings, first.impossible) == (1, 0, (), ())
    assert second.commits == 8 and len(second.rewritings) == 1 and second.impossible == (date(1999, 1, 1),)
    assert set(first.files) == {"x.md"} and set(second.files) == {"x.md", "y.md"}


@pytest.mark.parametrize(
    ("at", "committed", "day"),
    [
        ("1970-01-01T00:00:00 +0000", "2026-09-05T10:00:00 +0500", ["2026-09-05"]),
        ("2099-12-31T10:00:00 +0500", "2026-09-05T10:00:00 +0500", ["2026-09-05"]),
        ("2026-11-03T10:00:00 +0500", "2026-11-03T10:00:00 +0500", []),
        ("1980-01-01T10:00:00 +0500", "1980-01-01T10:00:00 +0500", []),
    ],
)
def test_days_that_cannot_be(repository: Repository, at: str, committed: str, day: list[str]) -> None:
    repository.commit(at, {"a.md": "x"}, committed=committed)
    found = log(repository.root)
    assert found.impossible == (date.fromisoformat(at[:10]),)
    assert days(found.files["a.md"]) == day and found.files["a.md"].commits == 1


def test_a_clock_a_day_ahead_is_no_nonsense(repository: Repository) -> None:
    repository.commit("2026-11-02T01:00:00 +1400", {"a.md": "x"})
    assert log(repository.root).impossible == ()


@pytest.mark.parametrize("zone", ["+9999", "-9999", "+51800", "-0000"])
def test_a_time_zone_that_cannot_be(repository: Repository, zone: str) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "x"})
    tree = repository.git("rev-parse", "HEAD^{tree}").strip()
    raw = (
        f"tree {tree}\nauthor a <a@example.org> 1788242400 {zone}\ncommitter a <a@example.org> 1788242400 {zone}\n\nx\n"
    )
    (repository.root.parent / "raw").write_bytes(raw.encode())
    made = repository.git(
        "hash-object", "-t", "commit", "-w", "--literally", str(repository.root.parent / "raw")
    ).strip()
    repository.git("update-ref", "refs/heads/main", made)
    assert days(log(repository.root).files["a.md"]) == ["2026-09-01"]


def test_what_the_surroundings_say_changes_nothing(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"p/a.md": TEXT, "p/ә.md": "x"})
    repository.move("p/a.md", "p/b.md")
    repository.commit("2026-09-02T10:00:00 +0500", {"p/ә.md": "y"})
    folder = repository.root / "p"
    before = log(folder)
    assert days(before.files["b.md"]) == ["2026-09-01"]
    for key, value in {
        "core.quotepath": "true", "diff.renames": "false", "diff.renameLimit": "1", "log.follow": "true", "log.showRoot": "false",
        "diff.relative": "true", "log.showSignature": "true", "log.diffMerges": "separate", "color.ui": "always",
        "core.pager": "false", "log.date": "relative", "format.pretty": "oneline", "diff.external": "false",
        "status.relativePaths": "true", "status.showUntrackedFiles": "no", "core.fsmonitor": "touch spied", "log.mailmap": "true",
        "diff.orderFile": "nothing", "status.branch": "true", "status.short": "false", "status.showStash": "true",
    }.items():  # fmt: skip
        repository.git("config", key, value)
    for name, value in {
        "GIT_DIR": str(folder), "GIT_WORK_TREE": str(folder), "GIT_INDEX_FILE": "nothing", "GIT_EXTERNAL_DIFF": "false",
        "GIT_PAGER": "false", "GIT_NOGLOB_PATHSPECS": "1", "GIT_DIFF_OPTS": "-u0", "LC_ALL": "ru_RU.UTF-8",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert log(folder) == before
    assert not (folder / "spied").exists() and not (repository.root / "spied").exists()


def test_nothing_is_written(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "x"})
    os.utime(repository.root / "a.md", (1, 1))
    before = (repository.root / ".git" / "index").read_bytes()
    assert log(repository.root).uncommitted == frozenset()
    assert (repository.root / ".git" / "index").read_bytes() == before


def test_replaced_commits_are_shown_as_they_are(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "x"})
    repository.commit("2026-09-02T10:00:00 +0500", {"a.md": "y"})
    repository.git("replace", "--graft", "HEAD")
    assert days(log(repository.root).files["a.md"]) == ["2026-09-01", "2026-09-02"]


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.root))
    assert log(repository.root) == Log(GitProblem.NO_GIT)


def test_a_git_that_lies_in_the_current_folder_is_not_started(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.root / "git").write_text("#!/bin/sh\ntouch started\n", encoding="utf-8")
    (repository.root / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(repository.root))
    monkeypatch.chdir(repository.root)
    assert log(repository.root) == Log(GitProblem.NO_GIT)
    assert not (repository.root / "started").exists()


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    found = log(tmp_path / "alone")
    assert found.problem is GitProblem.NO_REPOSITORY and found.files == {}


def test_before_the_first_commit(repository: Repository) -> None:
    write(repository.root, {"a.md": "x"})
    assert log(repository.root).problem is GitProblem.NO_COMMITS


@pytest.fixture
def refusing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A git that says what the file `says` holds, and fails."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\ncat "{folder}/says" >&2\nexit 128\n', encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    yield folder / "says"


def test_a_folder_of_somebody_else(refusing: Path, tmp_path: Path) -> None:
    refusing.write_text(
        "fatal: detected dubious ownership in repository at '/школа/a'\nTo add an exception for this directory, call:\n\n"
        "\tgit config --global --add safe.directory '/школа/a'\n", encoding="utf-8",
    )  # fmt: skip
    assert log(tmp_path) == Log(GitProblem.NOT_TRUSTED, "git config --global --add safe.directory '/школа/a'")


def test_another_refusal(refusing: Path, tmp_path: Path) -> None:
    refusing.write_text("fatal: unable to read tree 0123\nmore\n", encoding="utf-8")
    with pytest.raises(GitError) as caught:
        run_git(tmp_path, "rev-parse")
    assert (caught.value.problem, caught.value.detail) == (GitProblem.REFUSED, "fatal: unable to read tree 0123")


def test_a_damaged_repository(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "x"})
    (repository.root / ".git" / "refs" / "heads" / "main").write_text("0" * 39 + "1\n", encoding="ascii")
    found = log(repository.root)
    assert found.problem is GitProblem.REFUSED and found.detail.startswith("fatal:")


def test_a_working_tree_and_a_submodule(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"p/a.md": "x"})
    repository.git("worktree", "add", "-q", str(tmp_path / "tree"))
    write(tmp_path / "tree", {"p/b.md": "new"})
    found = log(tmp_path / "tree" / "p")
    assert days(found.files["a.md"]) == ["2026-09-01"] and found.uncommitted == {"b.md"}
    outer = Repository(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.root), "inside")
    outer.commit("2026-10-01T10:00:00 +0500")
    assert days(log(tmp_path / "outer" / "inside" / "p").files["a.md"]) == ["2026-09-01"]


def test_no_working_tree(repository: Repository) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a.md": "x"})
    repository.git("config", "core.bare", "true")
    found = log(repository.root)
    assert found.uncommitted is None and days(found.files["a.md"]) == ["2026-09-01"]


def test_several_repositories(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-09-01T10:00:00 +0500", {"a/x.md": "x", "b/x.md": "x"})
    other = Repository(tmp_path / "other")
    other.commit("2026-09-09T10:00:00 +0500", {"x.md": "x"})
    (tmp_path / "alone").mkdir()
    folders = [repository.root / "b", other.root, tmp_path / "alone", repository.root / "a"]
    b, second, alone, a = read_logs(folders, TODAY)
    assert days(a.files["x.md"]) == days(b.files["x.md"]) == ["2026-09-01"]
    assert days(second.files["x.md"]) == ["2026-09-09"] and alone.problem is GitProblem.NO_REPOSITORY


def commit_as(repository: Repository, author: str, files: dict[str, str]) -> None:
    write(repository.root, files)
    repository.git("add", "--all")
    repository.git("commit", "-q", f"--author={author} <{author}@example.org>", "-m", "x")


def test_authors_of_several_folders(repository: Repository, tmp_path: Path) -> None:
    commit_as(repository, "one", {"a/x.md": "1", "c/x.md": "1"})
    repository.git("checkout", "-q", "-b", "side")
    commit_as(repository, "dropped", {"a/x.md": "2"})
    repository.git("checkout", "-q", "main")
    commit_as(repository, "two", {"b/x.md": "1"})
    commit_as(repository, "stranger", {"c/x.md": "2"})
    repository.git("merge", "-q", "-s", "ours", "side")
    other = Repository(tmp_path / "other")
    commit_as(other, "third", {"x.md": "1"})
    (tmp_path / "alone").mkdir()
    found, refusals = read_authors([repository.root / "a", repository.root / "b", other.root, tmp_path / "alone"])
    # A side that a merge dropped is still in the log of whoever has the repository.
    assert {name for name in found if "@" not in name} == {"a", "one", "dropped", "two", "third"}
    assert {name for name in found if "@" in name} == {f"{name}@example.org" for name in found if "@" not in name}
    assert refusals == []


def test_authors_where_there_is_no_working_tree(repository: Repository) -> None:
    commit_as(repository, "one", {"school/a/x.md": "1", "school/b/x.md": "1"})
    repository.git("config", "core.bare", "true")
    assert "one" in read_authors([repository.root / "school" / "a", repository.root / "school" / "b"])[0]


def test_git_refuses_the_authors_once(refusing: Path, tmp_path: Path) -> None:
    refusing.write_text("fatal: unable to read tree 0123\n", encoding="utf-8")
    folders = [tmp_path / str(number) for number in range(3)]
    for folder in folders:
        folder.mkdir()
    found, refusals = read_authors(folders)
    assert found == [] and [error.problem for error in refusals] == [GitProblem.REFUSED]


class Dripping(io.BytesIO):
    """A pipe that gives one byte at a time."""

    def read(self, _size: int | None = -1) -> bytes:
        return super().read(1)


def test_the_log_is_cut_at_names_not_at_chunks() -> None:
    raw = (
        "\x01aa 1788242400 +0500 1788242400 +0500\0\nA\0сабақ \n.md\0R087\0а.md\0ә.md\0"
        "\0\x01bb 1788242401 +0000 1788242401 -0330\0\0AR\0t/z.md\0z.md\0t/z.md\0AA\0n.md\0n.md\0n.md\0MM\0m.md\0m.md\0m.md\0"
    ).encode()
    first, second = commits(Dripping(raw))
    assert first.changes == [Change("A", "сабақ \n.md"), Change("R", "ә.md", "а.md")]
    assert (first.id, first.authored, first.authored_zone) == ("aa", 1788242400, 5 * 3600)
    assert second.committed_zone == -(3 * 3600 + 30 * 60)
    assert [(change.status, change.path, change.source) for change in second.changes] == [
        ("R", "t/z.md", "z.md"), ("A", "n.md", None), ("", "m.md", None),
    ]  # fmt: skip
