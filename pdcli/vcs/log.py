"""The git history of files: days of changes, former names, and how reliable they are.

One `git log` per repository is read as a stream from the oldest commit to the newest, so that renames are followed and
no commit stays in memory. The day of a commit is the author date in the author's time zone. Impossible days (before git
existed, after today) are replaced by the day of committing if that is possible.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from os.path import commonpath
from pathlib import Path
from typing import IO, NamedTuple

from pdcli.model.record import EMPTY, Value
from pdcli.vcs.git import GitError, GitProblem, GitProcess, by_repository, run_git, spawn_git

# The day of git's first commit: an older date is a wrong clock.
GIT_EXISTS_SINCE = date(2005, 4, 7)
# Another time zone may be a day ahead.
_CLOCK_SKEW = timedelta(days=1)
# A commit this much later than its author date was amended, rebased or imported.
_COMMIT_DELAY_SECONDS = 24 * 3600
# So many delayed commits, each within `_REWRITE_GAP_SECONDS` of the one before, are one rebase or rewriting.
REWRITTEN_COMMITS = 5
_REWRITE_GAP_SECONDS = 60
# The similarity of a renamed file, git's default; given explicitly, so that no setting changes it.
_RENAMES = "-M50%"
_EXACT_RENAMES = "-M100%"
_FORMAT = "--format=%x01%H %ad %cd"
_LOG = (
    "log", "-z", _FORMAT, "--date=raw", "--name-status", "--topo-order", "--reverse",
    "--full-history", "--full-diff",  # both sides of every merge; where a file came from, wherever that is
    "-c", "--combined-all-paths",  # of a merge only what it adds itself
    "--no-ext-diff", "--no-textconv", "--no-relative", "--no-color", "--no-notes", "--no-show-signature", "--no-follow",
    "--ignore-submodules=all", "-l1000", "-O/dev/null",
)  # fmt: skip
_STATUS = (
    "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all",
)  # fmt: skip
# The number of passes over former folders before the whole repository is read.
_MAX_RENAME_PASSES = 4
_CHUNK = 1 << 16
_EPOCH = date(1970, 1, 1).toordinal()


class FileHistory(Value):
    """One file. `days` are the days of its changes in order; `renamed_from` are former paths, oldest first.

    `cut` is the day of the shallow boundary commit if the file was already part of it; earlier history is unknown.
    """

    days: tuple[date, ...]
    commits: int
    renamed_from: tuple[str, ...]
    cut: date | None


class Rewriting(Value):
    """Commits rewritten within minutes: the day, their number, and the first and last of their author days."""

    day: date
    commits: int
    first: date
    last: date


class Log(Value):
    """The git history of a folder, with paths relative to it; `problem` is why there is none."""

    problem: GitProblem | None = None
    detail: str = ""
    files: dict[str, FileHistory] = EMPTY
    commits: int = 0
    uncommitted: frozenset[str] | None = None
    """Files with uncommitted changes, including new ones; None without a working tree."""
    shallow: bool = False
    exact_renames_only: bool = False
    committed_later: int = 0
    """The number of commits made more than a day after their author date."""
    rewritings: tuple[Rewriting, ...] = ()
    impossible: tuple[date | None, ...] = ()
    """Impossible author days, one for each such commit; None for an invalid date."""


class Change(NamedTuple):
    """A file in a commit with the status letter of git: `A`, `M`, `D`, `R` …; `source` is the former path if renamed.

    Of a merge only files that no parent has are changes (`A`); a rename in a merge changes the name only (`in_merge`).
    """

    status: str
    path: str
    source: str | None = None
    same_text: bool = False
    in_merge: bool = False


class Commit(NamedTuple):
    """A commit. `authored` and `committed` are seconds since 1970; the zones are offsets from UTC in seconds."""

    id: str
    authored: int
    authored_zone: int
    committed: int
    committed_zone: int
    changes: list[Change]


class Moment(NamedTuple):
    """The time of a commit: the effective day (None if neither date is possible), and both days."""

    day: date | None
    authored: date | None
    committed: date | None
    committed_at: int
    is_later: bool


def read_logs(folders: Sequence[Path], today: date) -> list[Log]:
    """The log of each folder in order; folders of one repository share one `git log`. Errors of git are in the logs."""
    logs: dict[Path, Log] = {}
    for group in by_repository(folders).values():
        try:
            logs.update(_read_repository(group, today))
        except GitError as error:
            logs.update(dict.fromkeys(group, Log(error.problem, error.detail)))
    return [logs[folder] for folder in folders]


def _read_repository(folders: Sequence[Path], today: date) -> dict[Path, Log]:
    common = Path(commonpath(folders))
    while not common.is_dir():
        common = common.parent
    shallow, prefix = run_git(common, "rev-parse", "--is-shallow-repository", "--show-prefix").split("\n", 1)
    prefix = prefix.removesuffix("\n")
    is_shallow = shallow == "true"
    boundary = _shallow_boundary(common) if is_shallow else frozenset[str]()
    status_process = spawn_git(common, *_STATUS, "--", ".")
    try:
        reader, is_compared = _read_renames(common, prefix, boundary, today)
    except BaseException:
        status_process.kill()
        raise
    uncommitted = _uncommitted(status_process)
    logs = {}
    for folder in folders:
        inside = prefix + "".join(f"{part}/" for part in folder.relative_to(common).parts)
        log = _log_of(inside, reader, uncommitted, today)
        logs[folder] = log.replace(shallow=is_shallow, exact_renames_only=not is_compared)
    return logs


def _shallow_boundary(folder: Path) -> frozenset[str]:
    """The ids of the boundary commits of a shallow repository."""
    file = run_git(folder, "rev-parse", "--git-path", "shallow").removesuffix("\n")
    try:
        return frozenset((folder / file).read_text(encoding="ascii").split())
    except (OSError, UnicodeError):
        return frozenset()


def _read_renames(common: Path, prefix: str, boundary: frozenset[str], today: date) -> tuple["_LogReader", bool]:
    """Read the log of a folder and of former folders of its files; also whether renames were compared by text."""
    to_top = "../" * prefix.count("/")
    paths, renames = {"."}, _RENAMES
    for attempt in range(_MAX_RENAME_PASSES + 2):
        reader = _LogReader(today, boundary)
        process = spawn_git(common, *_LOG, renames, "--", *sorted(paths))
        try:
            for commit in commits(process.output):
                reader.add(commit)
        except BaseException:
            process.kill()
            raise
        try:
            process.wait()
        except GitError as error:
            if error.problem is not GitProblem.REFUSED or renames == _EXACT_RENAMES:
                raise
            # A partial clone has no texts to compare, but knows equal ones by their ids.
            renames = _EXACT_RENAMES
            continue
        next_paths = paths | {to_top + folder or "." for folder in reader.former_folders(prefix)}
        if next_paths == paths:
            break
        paths = next_paths if attempt < _MAX_RENAME_PASSES else {to_top or "."}
    return reader, renames == _RENAMES


def commits(output: IO[bytes]) -> Iterator[Commit]:
    """Yield the commits of an output of `_LOG` in its order."""
    tokens = _tokens(output)
    commit: Commit | None = None
    for token in tokens:
        token = token.lstrip("\n")
        if token.startswith("\x01"):
            if commit:
                yield commit
            commit = _commit(token[1:])
        elif token and commit:
            commit.changes.append(_change(token, tokens))
    if commit:
        yield commit


def _tokens(output: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        for token in whole:
            # Split at NUL before decoding, so that no character is split.
            yield token.decode("utf-8", "surrogateescape")
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _commit(header: str) -> Commit:
    name, authored, authored_zone, committed, committed_zone = (header.split(" ") + ["0"] * 5)[:5]
    return Commit(name, _number(authored), _zone(authored_zone), _number(committed), _zone(committed_zone), [])


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _zone(text: str) -> int:
    """The seconds of an offset such as `+0545`; 0 for an offset beyond 14 hours."""
    minutes = abs(_number(text)) // 100 * 60 + abs(_number(text)) % 100
    return (-60 if text.startswith("-") else 60) * minutes if minutes <= 14 * 60 else 0


def _change(status: str, tokens: Iterator[str]) -> Change:
    if status[1:].isalpha():
        # A merge: a letter and a former path for each parent, then the path.
        sources = [next(tokens, "") for _parent in status]
        path = next(tokens, "")
        if "R" in status:
            return Change("R", path, sources[status.index("R")], same_text=True, in_merge=True)
        return Change("A" if set(status) == {"A"} else "", path, in_merge=True)
    if status[0] in "RC":
        source, path = next(tokens, ""), next(tokens, "")
        # A copy counts as a new document.
        return Change("R", path, source, status[1:] == "100") if status[0] == "R" else Change("A", path)
    return Change(status, next(tokens, ""))


class _FileRecord:
    """A file while the log is read: last path, former paths, and indexes of commits that changed or only moved it."""

    __slots__ = ("commits", "cut", "former", "moves", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.former: list[str] = []
        self.commits: list[int] = []
        self.moves: list[int] = []
        self.cut: date | None = None


class _LogReader:
    """Accumulates commits from the oldest to the newest, keeping only the moment of each."""

    def __init__(self, today: date, boundary: frozenset[str]) -> None:
        self._today = today
        self._boundary = boundary
        self.moments: list[Moment] = []
        self.records: dict[str, _FileRecord] = {}

    def add(self, commit: Commit) -> None:
        """Add the next commit."""
        moment = commit_moment(commit, self._today)
        # All sources are looked up first: a commit may swap names.
        records = [self.records.get(change.source or change.path) for change in commit.changes]
        for change, record in zip(commit.changes, records, strict=True):
            if not change.status or change.status == "D":
                continue
            if change.in_merge and change.status == "R" and change.path in self.records:
                # The rename was already seen on one side of the merge.
                continue
            record = self._record(change, record)
            if commit.id in self._boundary:
                record.cut = moment.day
            else:
                (record.moves if change.same_text else record.commits).append(len(self.moments))
        self.moments.append(moment)

    def _record(self, change: Change, record: _FileRecord | None) -> _FileRecord:
        """The record of a changed file, registered under its new path."""
        if change.status == "R" and record is not None and change.source is not None:
            if record.path != change.path:
                record.former.append(change.source)
                record.path = change.path
            # The former path stays registered: another branch may still use it.
            self.records[change.path] = record
            return record
        if record is None or change.status == "R" or (change.status == "A" and record.path != change.path):
            record = self.records[change.path] = _FileRecord(change.path)
            if change.source:
                record.former.append(change.source)
        return record

    def former_folders(self, prefix: str) -> set[str]:
        """Folders outside `prefix` (from the top of the repository) that files inside came from, as pathspecs."""
        folders = set[str]()
        for path, record in self.records.items():
            if record.path != path or not path.startswith(prefix):
                continue
            folders.update(_moved_folder(source, path) for source in record.former if not source.startswith(prefix))
        return folders


def _moved_folder(source: str, path: str) -> str:
    """The folder that was renamed when a file moved: the path without the common suffix of both paths."""
    before, after = source.split("/"), path.split("/")
    before.pop()
    after.pop()
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return "/".join(before)


def commit_moment(commit: Commit, today: date) -> Moment:
    """The moment of a commit, with the first possible one of author and commit day."""
    authored = _day(commit.authored + commit.authored_zone)
    committed = _day(commit.committed + commit.committed_zone)
    day = next((day for day in (authored, committed) if is_possible_day(day, today)), None)
    return Moment(
        day, authored, committed, commit.committed, commit.committed - commit.authored > _COMMIT_DELAY_SECONDS
    )


def is_possible_day(day: date | None, today: date) -> bool:
    """Whether a day is between git's first commit and today, with a tolerance of one day."""
    return day is not None and GIT_EXISTS_SINCE <= day <= today + _CLOCK_SKEW


def find_rewritings(moments: Iterable[Moment]) -> list[Rewriting]:
    """Runs of delayed commits that were made one right after the other."""
    result, run = [], list[Moment]()

    def close_run() -> None:
        days = {moment.authored for moment in run if moment.authored}
        if len(run) >= REWRITTEN_COMMITS and len(days) > 1 and run[-1].committed:
            result.append(Rewriting(run[-1].committed, len(run), min(days), max(days)))
        run.clear()

    for moment in moments:
        if run and not (moment.is_later and 0 <= moment.committed_at - run[-1].committed_at <= _REWRITE_GAP_SECONDS):
            close_run()
        if moment.is_later:
            run.append(moment)
    close_run()
    return result


def _day(seconds: int) -> date | None:
    try:
        return date.fromordinal(_EPOCH + seconds // 86400)
    except (ValueError, OverflowError):
        return None


def _uncommitted(status: GitProcess) -> frozenset[str] | None:
    """Uncommitted paths from the top of the repository; None for a bare repository."""
    output = status.output.read().decode("utf-8", "surrogateescape")
    try:
        status.wait()
    except GitError:
        # A repository without a working tree.
        return None
    return frozenset(entry[3:] for entry in output.split("\0") if entry)


def _log_of(folder_prefix: str, reader: _LogReader, uncommitted: frozenset[str] | None, today: date) -> Log:
    """The log of one folder from the records of its repository."""
    records = [
        record for path, record in reader.records.items() if record.path == path and path.startswith(folder_prefix)
    ]
    files = {}
    for record in records:
        days = {day for index in record.commits if (day := reader.moments[index].day)}
        former = (name.removeprefix(folder_prefix) for name in record.former)
        history = FileHistory(tuple(sorted(days)), len(record.commits), tuple(former), record.cut)
        files[record.path.removeprefix(folder_prefix)] = history
    indexes = {index for record in records for index in (*record.commits, *record.moves)}
    moments = [reader.moments[index] for index in sorted(indexes)]
    return Log(
        files=files,
        commits=len(moments),
        uncommitted=None
        if uncommitted is None
        else frozenset(path.removeprefix(folder_prefix) for path in uncommitted if path.startswith(folder_prefix)),
        committed_later=sum(moment.is_later for moment in moments),
        rewritings=tuple(find_rewritings(moments)),
        impossible=tuple(moment.authored for moment in moments if not is_possible_day(moment.authored, today)),
    )
