"""The one place where git is run: isolated from the environment and user settings, and read-only."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from pdcli.discovery.files import real_path

# Prefixes of GIT_ variables that are passed on: how git finds repositories and its settings. All others (GIT_DIR of a
# hook, GIT_EXTERNAL_DIFF …) are removed.
_INHERITED_VARIABLES = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH", "GIT_CONFIG")
_BASE_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",  # a history as everybody else has it
    "--literal-pathspecs",  # a folder may be called `*`
    "-c", "core.quotepath=off",
    "-c", "core.fsmonitor=false",  # a program that a repository brings along is not started
    "-c", "log.showRoot=true",
    "-c", "protocol.allow=never",  # what a partial clone lacks is not fetched
)  # fmt: skip


class GitProblem(StrEnum):
    """Why git gives no output."""

    NO_GIT = "no-git"
    NO_REPOSITORY = "no-repository"
    NO_COMMITS = "no-commits"
    NOT_TRUSTED = "not-trusted"
    REFUSED = "refused"


# Messages of git in English, in which it is run -> the problem.
_STDERR_PROBLEMS = (
    ("dubious ownership", GitProblem.NOT_TRUSTED),
    ("unsafe repository", GitProblem.NOT_TRUSTED),
    ("not a git repository", GitProblem.NO_REPOSITORY),
    ("does not have any commits yet", GitProblem.NO_COMMITS),
    ("bad default revision", GitProblem.NO_COMMITS),
)


class GitError(Exception):
    """git failed. `detail` is the command that it advises for an untrusted folder, or the first line of stderr where
    `problem` alone is not enough.
    """

    def __init__(self, problem: GitProblem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail


def printable(text: str) -> str:
    """A text of git as it can be printed: line ends and unprintable characters are escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class GitProcess(NamedTuple):
    """A running git process with its stderr in a temporary file."""

    process: subprocess.Popen[bytes]
    stderr_file: IO[bytes]

    @property
    def output(self) -> IO[bytes]:
        """The stdout of the process."""
        assert self.process.stdout is not None
        return self.process.stdout

    def wait(self) -> None:
        """Wait for the end. Raises GitError if git failed."""
        self.process.wait()
        self.output.close()
        self.stderr_file.seek(0)
        stderr = self.stderr_file.read().decode("utf-8", "replace")
        self.stderr_file.close()
        if self.process.returncode != 0:
            problem = next((problem for text, problem in _STDERR_PROBLEMS if text in stderr), GitProblem.REFUSED)
            lines = [line.strip() for line in stderr.splitlines() if line.strip()]
            advice = [line for line in lines if line.startswith("git config")]
            is_self_explanatory = problem in (GitProblem.NO_REPOSITORY, GitProblem.NO_COMMITS)
            raise GitError(problem, "" if is_self_explanatory else next(iter(advice or lines), "")[:300])

    def kill(self) -> None:
        """Kill the process and discard its output."""
        self.process.kill()
        self.process.wait()
        self.output.close()
        self.stderr_file.close()


def by_repository(folders: Iterable[Path]) -> dict[Path | None, list[Path]]:
    """The nearest folder with `.git`, None without one -> the folders in it."""
    groups: dict[Path | None, list[Path]] = {}
    for folder in dict.fromkeys(folders):
        top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
        groups.setdefault(top, []).append(folder)
    return groups


def spawn_git(folder: Path, *arguments: str) -> GitProcess:
    """Start git in a folder without waiting for it. Raises GitError if git is not installed."""
    program = _git_path()
    # Not a pipe: a pipe that is not read while stdout is read would fill up.
    stderr_file = TemporaryFile()  # noqa: SIM115 - closed at the end of git
    try:
        process = subprocess.Popen(
            [program, *_BASE_OPTIONS, *arguments], cwd=folder, env=_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr_file,
        )  # fmt: skip
    except OSError:
        stderr_file.close()
        raise GitError(GitProblem.NO_GIT) from None
    return GitProcess(process, stderr_file)


def run_git(folder: Path, *arguments: str) -> str:
    """The stdout of git as text, undecodable bytes as surrogates. Raises GitError if git fails."""
    process = spawn_git(folder, *arguments)
    output = process.output.read()
    process.wait()
    return output.decode("utf-8", "surrogateescape")


def _git_path() -> str:
    program = shutil.which("git")
    # Windows searches the current folder first: a program beside a portfolio is not the user's git.
    if program is None or real_path(Path(program)).parent == Path.cwd():
        raise GitError(GitProblem.NO_GIT)
    return program


def _environment() -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_INHERITED_VARIABLES)
    }
    return {**inherited, "LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
