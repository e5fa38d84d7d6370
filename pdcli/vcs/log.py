"""What git tells of files: on which days each was changed, under which names, and how far that can be relied on.

One `git log` for a repository, read as a stream from its oldest commit to its newest, so that a file that was renamed
is followed by its record and nothing is kept of a commit once it is read. The day of a commit is its author's date in
the author's own time zone: the day that the author's calendar showed. Days that cannot be (before git existed, after
today) are replaced by the day of committing where that can be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from os.path import commonpath
from pathlib import Path
from typing import IO, NamedTuple

from pdcli.vcs.git import GitError, GitProblem, Running, ask, start

# The day of git's first commit: a commit that says it is older has a wrong clock.
GIT_EXISTS_SINCE = date(2005, 4, 7)
# A clock may be a day ahead of ours: time zones.
_AHEAD = timedelta(days=1)
# Committed this long after it was written (seconds): amended, rebased, or taken over from somewhere.
_LATER = 24 * 3600
# That many such commits, each committed at most a minute after the one before, were made by one rebase or rewriting.
REWRITTEN_COMMITS = 5
_SAME_MINUTE = 60
# How alike the texts of a renamed file are at least, as git itself has it; said here, so that no setting changes it.
_RENAMES = "-M50%"
_SAME_TEXT_ONLY = "-M100%"
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
# How often former folders are looked for before the whole repository is read.
_MAX_FORMER = 4
_CHUNK = 1 << 16
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class FileHistory:
    """One file. `days` are those on which its text changed, in order; the names are former paths, oldest first.

    `cut` is the day of a snapshot that the file was already part of: what was before it is not known here.
    """

    days: tuple[date, ...]
    commits: int
    renamed_from: tuple[str, ...]
    cut: date | None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Commits that were made again within minutes: the day, how many, and the days that they had been written on."""

    day: date
    commits: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Log:
    """What git tells of a folder; paths start there. Where it tells nothing, `problem` says why."""

    problem: GitProblem | None = None
    said: str = ""
    files: dict[str, FileHistory] = field(default_factory=dict)
    commits: int = 0
    uncommitted: frozenset[str] | None = None
    """Files with changes that are not committed, new files included; None where that cannot be known."""
    shallow: bool = False
    exact_renames_only: bool = False
    committed_later: int = 0
    """Commits that were committed more than a day after they had been written."""
    rewritings: tuple[Rewriting, ...] = ()
    impossible: tuple[date | None, ...] = ()
    """Days that cannot be, one for each such commit; None for what is no day at all."""


class Change(NamedTuple):
    """A file in a commit: `A`, `M`, `D`, `R` … as git says; `source` is the former path of a renamed one.

    Of a merge only what no parent has counts as a change (`A`); what it renames is only a name (`in_merge`).
    """

    status: str
    path: str
    source: str | None = None
    same_text: bool = False
    in_merge: bool = False


class Commit(NamedTuple):
    """A commit. `written` and `committed` are seconds since 1970, the zones seconds to be added for the local day."""

    id: str
    written: int
    written_zone: int
    committed: int
    committed_zone: int
    changes: list[Change]


class Moment(NamedTuple):
    """When a commit was made: the day that counts (None: no day can be told) and what there is to say about it."""

    day: date | None
    written: date | None
    committed: date | None
    committed_at: int
    is_later: bool


def read_logs(folders: Sequence[Path], today: date) -> list[Log]:
    """The log of each folder; folders of one repository share one `git log`. Never raises: problems are in the logs."""
    logs: dict[Path, Log] = {}
    groups: dict[Path | None, list[Path]] = {}
    for folder in dict.fromkeys(folders):
        groups.setdefault(_repository(folder), []).append(folder)
    for group in groups.values():
        try:
            logs.update(_read(group, today))
        except GitError as error:
            logs.update(dict.fromkeys(group, Log(error.problem, error.said)))
    return [logs[folder] for folder in folders]


def _repository(folder: Path) -> Path | None:
    """The folder of a repository by its looks, only to put folders together."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def _read(folders: Sequence[Path], today: date) -> dict[Path, Log]:
    common = Path(commonpath(folders))
    while not common.is_dir():
        common = common.parent
    shallow, prefix = ask(common, "rev-parse", "--is-shallow-repository", "--show-prefix").split("\n", 1)
    prefix = prefix.removesuffix("\n")
    is_shallow = shallow == "true"
    cut = _boundary(common) if is_shallow else frozenset[str]()
    status = start(common, *_STATUS, "--", ".")
    try:
        reader, compared = _follow(common, prefix, cut, today)
    except BaseException:
        status.stop()
        raise
    uncommitted = _uncommitted(status)
    logs = {}
    for folder in folders:
        inside = prefix + "".join(f"{part}/" for part in folder.relative_to(common).parts)
        log = _log_of(inside, reader, uncommitted, today)
        logs[folder] = replace(log, shallow=is_shallow, exact_renames_only=not compared)
    return logs


def _boundary(folder: Path) -> frozenset[str]:
    """The commits of a shallow repository that nothing before is known of."""
    file = ask(folder, "rev-parse", "--git-path", "shallow").removesuffix("\n")
    try:
        return frozenset((folder / file).read_text(encoding="ascii").split())
    except (OSError, UnicodeError):
        return frozenset()


def _follow(common: Path, prefix: str, cut: frozenset[str], today: date) -> tuple["_Reader", bool]:
    """Read the log of a folder, and of the folders that its files came from; whether texts were compared."""
    up = "../" * prefix.count("/")
    paths, renames = {"."}, _RENAMES
    for attempt in range(_MAX_FORMER + 2):
        reader = _Reader(today, cut)
        running = start(common, *_LOG, renames, "--", *sorted(paths))
        try:
            for commit in commits(running.output):
                reader.take(commit)
        except BaseException:
            running.stop()
            raise
        try:
            running.end()
        except GitError as error:
            if error.problem is not GitProblem.REFUSED or renames == _SAME_TEXT_ONLY:
                raise
            # A partial clone has no texts to compare, but knows which are the same.
            renames = _SAME_TEXT_ONLY
            continue
        wanted = paths | {up + folder or "." for folder in reader.former_folders(prefix)}
        if wanted == paths:
            break
        paths = wanted if attempt < _MAX_FORMER else {up or "."}
    return reader, renames == _RENAMES


def commits(output: IO[bytes]) -> Iterator[Commit]:
    """The commits of a log written by `_LOG`, as they come."""
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
            # Names are cut at NUL before they become text: a letter never lies in two of them.
            yield token.decode("utf-8", "surrogateescape")
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _commit(head: str) -> Commit:
    name, written, written_zone, committed, committed_zone = (head.split(" ") + ["0"] * 5)[:5]
    return Commit(name, _number(written), _zone(written_zone), _number(committed), _zone(committed_zone), [])


def _number(said: str) -> int:
    try:
        return int(said)
    except ValueError:
        return 0


def _zone(said: str) -> int:
    """Seconds from `+0545`; what no clock on earth shows counts as none."""
    minutes = abs(_number(said)) // 100 * 60 + abs(_number(said)) % 100
    return (-60 if said.startswith("-") else 60) * minutes if minutes <= 14 * 60 else 0


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
        # A copy is a document of its own.
        return Change("R", path, source, status[1:] == "100") if status[0] == "R" else Change("A", path)
    return Change(status, next(tokens, ""))


class _Record:
    """A file while the log is read: its last path, former ones, the numbers of the commits that changed its text, and
    of those that only moved it."""

    __slots__ = ("commits", "cut", "former", "moves", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.former: list[str] = []
        self.commits: list[int] = []
        self.moves: list[int] = []
        self.cut: date | None = None


class _Reader:
    """Takes commits from the oldest to the newest and keeps of each only when it was made."""

    def __init__(self, today: date, cut: frozenset[str]) -> None:
        self._today = today
        self._cut = cut
        self.moments: list[Moment] = []
        self.records: dict[str, _Record] = {}

    def take(self, commit: Commit) -> None:
        """One commit."""
        moment = moment_of(commit, self._today)
        # All sources first: a commit may give one file the name of another.
        found = [self.records.get(change.source or change.path) for change in commit.changes]
        for change, record in zip(commit.changes, found, strict=True):
            if not change.status or change.status == "D":
                continue
            if change.in_merge and change.status == "R" and change.path in self.records:
                # A name that one of its sides gave already.
                continue
            record = self._record(change, record)
            if commit.id in self._cut:
                record.cut = moment.day
            else:
                (record.moves if change.same_text else record.commits).append(len(self.moments))
        self.moments.append(moment)

    def _record(self, change: Change, record: _Record | None) -> _Record:
        """The record of a changed file, under its name of now."""
        if change.status == "R" and record is not None and change.source is not None:
            if record.path != change.path:
                record.former.append(change.source)
                record.path = change.path
            # The former name stays as well: another branch may still use it.
            self.records[change.path] = record
            return record
        if record is None or change.status == "R" or (change.status == "A" and record.path != change.path):
            record = self.records[change.path] = _Record(change.path)
            if change.source:
                record.former.append(change.source)
        return record

    def former_folders(self, prefix: str) -> set[str]:
        """Folders outside `prefix` (from the top of the repository) that files inside came from, as pathspecs."""
        found = set[str]()
        for path, record in self.records.items():
            if record.path != path or not path.startswith(prefix):
                continue
            found.update(_folder(source, path) for source in record.former if not source.startswith(prefix))
        return found


def _folder(source: str, path: str) -> str:
    """The folder that became another one when a file moved: what both paths end in is taken away."""
    before, after = source.split("/"), path.split("/")
    before.pop()
    after.pop()
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return "/".join(before)


def moment_of(commit: Commit, today: date) -> Moment:
    """When a commit was made, as far as that can be."""
    written = _day(commit.written + commit.written_zone)
    committed = _day(commit.committed + commit.committed_zone)
    day = next((day for day in (written, committed) if can_be(day, today)), None)
    return Moment(day, written, committed, commit.committed, commit.committed - commit.written > _LATER)


def can_be(day: date | None, today: date) -> bool:
    """Whether a commit can be of this day."""
    return day is not None and GIT_EXISTS_SINCE <= day <= today + _AHEAD


def rewritings(moments: Iterable[Moment]) -> list[Rewriting]:
    """Rows of commits that were committed one right after the other, long after they had been written."""
    found, row = [], list[Moment]()

    def end() -> None:
        days = {moment.written for moment in row if moment.written}
        if len(row) >= REWRITTEN_COMMITS and len(days) > 1 and row[-1].committed:
            found.append(Rewriting(row[-1].committed, len(row), min(days), max(days)))
        row.clear()

    for moment in moments:
        if row and not (moment.is_later and 0 <= moment.committed_at - row[-1].committed_at <= _SAME_MINUTE):
            end()
        if moment.is_later:
            row.append(moment)
    end()
    return found


def _day(seconds: int) -> date | None:
    try:
        return date.fromordinal(_EPOCH + seconds // 86400)
    except (ValueError, OverflowError):
        return None


def _uncommitted(status: Running) -> frozenset[str] | None:
    """Paths from the top of the repository."""
    said = status.output.read().decode("utf-8", "surrogateescape")
    try:
        status.end()
    except GitError:
        # A repository without a working tree.
        return None
    return frozenset(entry[3:] for entry in said.split("\0") if entry)


def _log_of(inside: str, reader: _Reader, uncommitted: frozenset[str] | None, today: date) -> Log:
    """What the log of a repository tells of one folder."""
    records = [record for path, record in reader.records.items() if record.path == path and path.startswith(inside)]
    files = {}
    for record in records:
        days = {day for number in record.commits if (day := reader.moments[number].day)}
        former = (name.removeprefix(inside) for name in record.former)
        history = FileHistory(tuple(sorted(days)), len(record.commits), tuple(former), record.cut)
        files[record.path.removeprefix(inside)] = history
    numbers = {number for record in records for number in (*record.commits, *record.moves)}
    moments = [reader.moments[number] for number in sorted(numbers)]
    return Log(
        files=files,
        commits=len(moments),
        uncommitted=None
        if uncommitted is None
        else frozenset(path.removeprefix(inside) for path in uncommitted if path.startswith(inside)),
        committed_later=sum(moment.is_later for moment in moments),
        rewritings=tuple(rewritings(moments)),
        impossible=tuple(moment.written for moment in moments if not can_be(moment.written, today)),
    )
