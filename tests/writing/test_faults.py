"""A full disk, a broken one, a refusal, a kill, another process, an editor: what was there stays, or what is new is whole."""

import errno
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.discovery.files import GIT_IGNORES, TEMPORARY_NAME
from pdcli.errors import UserError
from pdcli.scaffold.files import Planned, apply, generated
from pdcli.writing import atomic
from pdcli.writing.atomic import FileChange, NewFile, clear_leftovers, digest, digest_of, rewrite, write_files
from tests.helpers import ROOT, Pd, run_pd, write
from tests.repository import Repository
from tests.writing.cases import CASES, FILES, LESSON_FILE, TEACHER, Case, files, is_sound, start, tree
from tests.writing.faults import faults, refusing

ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO, "refused": errno.EACCES}
QUICK = [case for case in CASES if not case.is_slow]
# Calls of one command that are made to fail; of a batch of files each is.
MOST = 5


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_a_system_that_fails(case: Case, pd: Pd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * size)
    root = start(tmp_path / "whole")
    before = files(root)
    with faults(tmp_path, None, refusing(errno.EIO)) as watch:
        assert pd(*case.arguments, cwd=root / case.folder, stdin=case.stdin.encode()).code == 0
    after = files(root)
    number = len(watch.calls)
    assert {"open", "write", "fsync"} <= {*watch.calls}
    for turn in range(MOST):
        at = 1 + round(turn * (number - 1) / (MOST - 1))
        error = list(ERRORS.values())[turn % len(ERRORS)]
        root = start(tmp_path / str(turn))
        with faults(tmp_path, at, refusing(error)) as watch:
            done = pd(*case.arguments, cwd=root / case.folder, stdin=case.stdin.encode())
        is_sound(root, before, after)
        assert "Traceback" not in done.err
        assert ".tmp" not in done.err, "it names a file that nobody knows"
        if done.code == 0:
            # On a disk without links the file is put in its place in another way; a draft is kept elsewhere.
            assert files(root) == after and (watch.calls[at - 1] == "link" or case.arguments[0] == "fill")
        else:
            assert (done.code, len(watch.calls) >= at) == (2, True)
            assert re.search("[Tt]he system refused|could not be saved", done.err), done.err


OLD = "бұрынғы\n"
PLANNED = {"a.md": "# А\n", "b.json": "{\n}\n", "c.csv": "1\r\n", "deep/er/d.html": "<p>\n", "e.yaml": "kind: cycle\n"}


def batch(root: Path) -> list[Planned]:
    return [
        Planned(root / name, text) if name.endswith(".yaml") else generated(root / name, text)
        for name, text in PLANNED.items()
    ]


def old_batch(root: Path) -> None:
    """Earlier files in most places of the batch."""
    apply(item._replace(text=f"{item.text}{OLD}") for item in batch(root) if item.path.suffix not in (".json", ".yaml"))


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_every_call_of_a_batch_fails_once(error: int, tmp_path: Path) -> None:
    def prepared(name: str) -> Path:
        old_batch(tmp_path / name)
        return tmp_path / name

    root = prepared("whole")
    before = tree(root)
    with faults(root, None, refusing(error)) as watch:
        apply(batch(root))
    after = files(root)
    assert len(watch.calls) > 20
    for at in range(1, len(watch.calls) + 1):
        root = prepared(str(at))
        with faults(root, at, refusing(error)) as failing:
            try:
                apply(batch(root))
            except OSError as caught:
                assert caught.errno == error
                is_sound(root, {name: data for name, data in before.items() if not name.endswith("/")}, after)
            else:
                assert failing.calls[at - 1] == "link" and files(root) == after
        if not any(call in ("link", "replace") for call in watch.calls[: at - 1]):
            assert tree(root) == before, "before the first file is in its place nothing is there"


def test_new_folders_go_again(tmp_path: Path) -> None:
    with faults(tmp_path, 6, refusing(errno.ENOSPC)) as watch, pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        apply([generated(tmp_path / "a/b/c/page.md", "x\n")])
    assert watch.calls == ["mkdir", "mkdir", "mkdir", "open", "write", "fsync"] and tree(tmp_path) == {}


def test_a_disk_that_refuses_every_write_is_told_in_words(tmp_path: Path) -> None:
    # The real thing: the system itself ends the file. Packets are written piece by piece.
    root = start(tmp_path) / TEACHER
    write(root, {"evidence/a.txt": b"x" * 400_000})
    before = tree(tmp_path)
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); "
        "from pdcli.cli.app import run; sys.exit(run(['pack', '--lang', 'en', '--date', '2026-11-25']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, "he system refused" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert {name: data for name, data in tree(tmp_path).items() if not name.endswith("build/")} == before


KILLED = [
    Case(("fill", LESSON_FILE), stdin="Қосу\n"),
    Case(("lint", "--fix", "--exit-zero")),
    Case(("new", "analysis")),
    Case(("new", "evidence", "Хаттама")),
    Case(("render", "--to", "md,html")),
    Case(("pack", "--date", "2026-11-25")),
]


@pytest.mark.parametrize("case", KILLED, ids=lambda case: case.name)
def test_a_kill_at_every_call(case: Case, pd: Pd, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PD_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.writing.killed", str(tmp_path), json.dumps(case)],
        capture_output=True, text=True, env=environment, check=True, timeout=120,
    )  # fmt: skip
    ats = json.loads(done.stdout)
    assert len(ats) >= 4
    before, after = files(start(tmp_path / "before")), files(tmp_path / "whole")
    left = 0
    for number in ats:
        root = tmp_path / str(number)
        there = files(root)
        leftovers = {name for name in there if re.fullmatch(TEMPORARY_NAME, Path(name).name)}
        left += len(leftovers)
        for name, data in there.items():
            assert name in leftovers or data in (before.get(name), after.get(name)), (number, name)
        assert before.keys() <= there.keys()
        if leftovers:
            assert pd("new", "reflection", cwd=root / TEACHER).code == 0
            assert not any(re.fullmatch(TEMPORARY_NAME, Path(name).name) for name in files(root))
    assert left, "a kill leaves something, else nothing was tried"


def test_git_leaves_out_what_a_kill_leaves(tmp_path: Path) -> None:
    root = tmp_path / "p"
    assert run_pd("init", "p", "--no-input", cwd=tmp_path).code == 0
    repository = Repository(root)
    repository.commit("2026-10-14T10:00:00 +0500")
    with NewFile(root / "evidence.yaml") as new:
        assert re.fullmatch(TEMPORARY_NAME, next(path.name for path in root.iterdir() if path.name.startswith(".pd-")))
        assert repository.git("status", "--porcelain") == ""
        new.file.write(b"x")
    write(root, {"portfolio.yaml.bak-1": "x", "build/a.html": "x"})
    assert repository.git("status", "--porcelain") == "" and len(GIT_IGNORES) == 3


def test_only_what_pd_left_is_removed(tmp_path: Path) -> None:
    computer = atomic._computer()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mine = f".pd-{computer}-{gone.pid}-0123456789abcdef.tmp"
    others = [
        f".pd-{computer}-{os.getpid()}-0123456789abcdef.tmp", f".pd-00000000-{gone.pid}-0123456789abcdef.tmp",
        ".pd-notes.tmp", ".pd-", ".pd-жоспар.md", f"{mine}x", f"x{mine}", mine.replace("-0123", "-012Z"), ".pd.toml",
    ]  # fmt: skip
    write(
        tmp_path, {"portfolio.yaml": "", mine: "", f"a/b/{mine}": "", f"build/{mine}": "", **dict.fromkeys(others, "x")}
    )
    (tmp_path / "link").mkdir()
    (tmp_path / f"link/{mine}").symlink_to("../portfolio.yaml")
    (tmp_path / "folder").mkdir()
    (tmp_path / f"folder/{mine}").mkdir()
    clear_leftovers([tmp_path])
    assert [name for name in tree(tmp_path) if Path(name).name == mine] == [f"folder/{mine}/", f"link/{mine}"]
    assert all((tmp_path / name).exists() for name in others) and (tmp_path / f"folder/{mine}").is_dir()
    # What another computer left is old after an hour.
    os.utime(tmp_path / others[1], (time.time() - 4000, time.time() - 4000))
    clear_leftovers([tmp_path])
    assert not (tmp_path / others[1]).exists()


# Processes, and lines that each adds.
WRITERS, LINES = "abcd", 20
ADD = """
import sys
from pathlib import Path
from pdcli.errors import UserError
from pdcli.writing.atomic import rewrite
file = Path(sys.argv[1])
done = 0
while done < int(sys.argv[3]):
    text = file.read_text(encoding="utf-8")
    try:
        rewrite(file, text, text + sys.argv[2] + "\\n")
    except UserError:
        continue
    done += 1
"""


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    lines = [[sys.executable, "-c", ADD, str(file), name, str(LINES)] for name in WRITERS]
    running = [subprocess.Popen(line, env=environment) for line in lines]
    assert [process.wait(timeout=120) for process in running] == [0] * len(WRITERS)
    there = file.read_text(encoding="utf-8").split()
    assert {name: there.count(name) for name in WRITERS} == dict.fromkeys(WRITERS, LINES)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]


def test_two_commands_at_once(tmp_path: Path) -> None:
    root = start(tmp_path) / TEACHER
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PD_LANG": "en"}
    lines = [["new", "evidence", f"Х{number}"] for number in range(3)] + [["lint", "--fix"], ["new", "analysis"]] * 2
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "pdcli", *line],
            cwd=root,
            env=environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        for line in lines
    ]
    told = [process.communicate(timeout=120)[1].decode() for process in running]
    codes = [process.returncode for process in running]
    text = (root / "evidence.yaml").read_text(encoding="utf-8")
    for line, code, error in zip(lines, codes, told, strict=True):
        assert "Traceback" not in error
        if line[:2] == ["new", "evidence"]:
            assert (f"title: {line[2]}\n" in text) == (code == 0), error
            assert code == 0 or "changed in the meantime" in error
    ids = re.findall(r"id: (e\d+)", text)
    assert ids == [f"e{number}" for number in range(1, len(ids) + 1)] and text.startswith(
        str(FILES[f"{TEACHER}/evidence.yaml"])
    )
    assert "date: 2026-10-14" in (root / LESSON_FILE).read_text(encoding="utf-8")
    assert 0 in [code for line, code in zip(lines, codes, strict=True) if line[0] == "new" and line[1] == "analysis"]
    assert not any(re.fullmatch(TEMPORARY_NAME, path.name) for path in root.iterdir())


EDITED = [
    (Case(("fill", LESSON_FILE), stdin="Қосу\n"), LESSON_FILE),
    (Case(("lint", "--fix")), LESSON_FILE),
    (Case(("new", "evidence", "Хаттама")), "evidence.yaml"),
    (Case(("new", "analysis")), "cycles/2026-2027-1/2-analysis.md"),
    (Case(("lint", "--out", "findings.json")), "findings.json"),
    (Case(("render", "--to", "md")), "build/portfolio.md"),
    (Case(("lint", "--write-baseline")), "pd-baseline.json"),
    (Case(("pack", "--date", "2026-11-25")), "build/packet.zip"),
    (Case(("init", "b", "--no-input")), "b/portfolio.yaml"),
]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize(("case", "name"), EDITED, ids=lambda value: getattr(value, "name", value))
def test_what_an_editor_saves_meanwhile_stays(case: Case, name: str, is_there: bool, pd: Pd, tmp_path: Path) -> None:
    root = start(tmp_path)
    place = root / TEACHER / name
    if is_there and case.arguments[0] in ("render", "lint", "pack") and not place.exists():
        assert pd(*case.arguments, cwd=root / case.folder).code in (0, 1)
        # Now there is something else to be written.
        write(root, {f"{TEACHER}/other.yaml": "kind: lesson-analysis\ntopik: Қосу\n"})
    if case.arguments[0] == "pack" and is_there:
        case = case._replace(arguments=(*case.arguments, "--force"))
    edited = "Редактордан сақталды.\n".encode()
    real, saved = os.fsync, []

    def save_then_sync(handle: int) -> None:
        # Between reading and the moment at which the file is put in its place.
        if not saved:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(edited)
            saved.append(place)
        real(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", save_then_sync)
        done = pd(*case.arguments, cwd=root / case.folder, stdin=case.stdin.encode())
    assert saved and "Traceback" not in done.err
    if case.arguments[0] == "pack" and is_there:
        # The archive is looked at when the new one is whole: what stands there then is kept.
        assert done.code == 0 and place.with_name("packet.zip.bak-1").read_bytes() == edited
    else:
        assert place.read_bytes() == edited
        assert done.code == 2 and place.name in done.err
    assert not [file for file in files(root) if re.fullmatch(TEMPORARY_NAME, Path(file).name)]


def test_what_is_written_and_how(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    write_files([FileChange(file, b"new", None)])
    file.chmod(0o640)
    rewrite(file, "new", "newer")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"newer", 0o640)
    (tmp_path / "link.md").symlink_to("a.md")
    rewrite(tmp_path / "link.md", "newer", "newest")
    assert file.read_bytes() == b"newest" and (tmp_path / "link.md").is_symlink()
    write_files([FileChange(tmp_path / "key.json", b"{}", None, 0o600)])
    assert (tmp_path / "key.json").stat().st_mode & 0o777 == 0o600


def refuses(act: Callable[[], None], root: Path) -> None:
    before = tree(root)
    with pytest.raises(UserError):
        act()
    assert tree(root) == before


def test_what_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "а\n", "b.md": "б\n", "c.md": "в\n"})
    (tmp_path / "c.md").chmod(0o444)
    a, b, c = (tmp_path / name for name in ("a.md", "b.md", "c.md"))
    refuses(lambda: write_files([FileChange(a, b"x", None)]), tmp_path)
    refuses(lambda: write_files([FileChange(a, b"x", b"y")]), tmp_path)
    refuses(lambda: write_files([FileChange(tmp_path / "d.md", b"x", b"y")]), tmp_path)
    # The second is refused: the first, which was new, goes again.
    refuses(lambda: write_files([FileChange(tmp_path / "d.md", b"x", None), FileChange(b, b"x", b"y")]), tmp_path)
    refuses(lambda: write_files([FileChange(c, b"x", c.read_bytes())]), tmp_path)
    assert digest_of(a) == digest("а\n".encode()) and digest_of(tmp_path / "d.md") is None


@pytest.mark.skipif(sys.platform == "win32", reason="files are not locked there")
def test_a_file_that_another_program_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(atomic, "MAX_LOCK_TRIES", 3)
    file = write(tmp_path, {"a.md": "а\n"}) / "a.md"
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refuses(lambda: rewrite(file, "а\n", "б\n"), tmp_path)
    rewrite(file, "а\n", "б\n")


def test_a_refusal_names_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    place = tmp_path / "бет.md"

    def refuse(*_arguments: object, **_options: object) -> int:
        raise PermissionError(errno.EACCES, "no", str(opened[0]))

    opened: list[Path] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "temporary_name", lambda: opened.append(tmp_path / ".pd-x") or ".pd-x")
        patch.setattr("os.open", refuse)
        with pytest.raises(PermissionError) as raised:
            NewFile(place)
    assert raised.value.filename == str(place)
