"""The one place where git is run: nothing of the surroundings changes what it says, and it changes nothing itself."""

import os
import shutil
import subprocess
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from pdcli.discovery.files import real_path
from pdcli.i18n import gettext as _

# How git finds repositories and its own settings stays; everything else (GIT_DIR of a hook, GIT_EXTERNAL_DIFF …) goes.
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH", "GIT_CONFIG")
_ALWAYS = (
    "--no-pager",
    "--no-replace-objects",  # a history as everybody else has it
    "--literal-pathspecs",  # a folder may be called `*`
    "-c", "core.quotepath=off",
    "-c", "core.fsmonitor=false",  # a program that a repository brings along is not started
    "-c", "log.showRoot=true",
    "-c", "protocol.allow=never",  # what a partial clone lacks is not fetched
)  # fmt: skip


class GitProblem(StrEnum):
    """Why git gives no answer."""

    NO_GIT = "no-git"
    NO_REPOSITORY = "no-repository"
    NO_COMMITS = "no-commits"
    NOT_TRUSTED = "not-trusted"
    REFUSED = "refused"


# git's own words, in the language that it is asked to speak.
_SAID = (
    ("dubious ownership", GitProblem.NOT_TRUSTED),
    ("unsafe repository", GitProblem.NOT_TRUSTED),
    ("not a git repository", GitProblem.NO_REPOSITORY),
    ("does not have any commits yet", GitProblem.NO_COMMITS),
    ("bad default revision", GitProblem.NO_COMMITS),
)


class GitError(Exception):
    """git gave no answer. `said` is the command that it advises where it does not trust a folder, or its first line
    where `problem` does not say it all; git words the same problem in many ways.
    """

    def __init__(self, problem: GitProblem, said: str = "") -> None:
        super().__init__(problem, said)
        self.problem = problem
        self.said = said


def refusal(problem: str, said: str) -> str:
    """Why git gives no answer and what to do, in the words of people; `said` is what a GitError says."""
    match problem:
        case GitProblem.NO_GIT:
            return _("git was not found on this computer.")
        case GitProblem.NO_REPOSITORY:
            return _("This folder is in no git repository.")
        case GitProblem.NO_COMMITS:
            return _("Nothing has been committed to git here yet.")
        case GitProblem.NOT_TRUSTED:
            text = _("git does not read this folder, because it belongs to another user of this computer.")
            return text + " " + _("If you trust it: `{command}`").format(command=printable(said))
    return _("git gave no answer: {reason}").format(reason=printable(said) or "?")


def printable(text: str) -> str:
    """What git says as it can be shown: line ends and bytes that are no letters are spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class Running(NamedTuple):
    """A git that was started and need not be waited for."""

    process: subprocess.Popen[bytes]
    complaints: IO[bytes]

    @property
    def output(self) -> IO[bytes]:
        """What it writes."""
        assert self.process.stdout is not None
        return self.process.stdout

    def end(self) -> None:
        """Wait for the end. Raises GitError where git failed."""
        self.process.wait()
        self.output.close()
        self.complaints.seek(0)
        said = self.complaints.read().decode("utf-8", "replace")
        self.complaints.close()
        if self.process.returncode != 0:
            problem = next((problem for text, problem in _SAID if text in said), GitProblem.REFUSED)
            lines = [line.strip() for line in said.splitlines() if line.strip()]
            advised = [line for line in lines if line.startswith("git config")]
            is_enough = problem in (GitProblem.NO_REPOSITORY, GitProblem.NO_COMMITS)
            raise GitError(problem, "" if is_enough else next(iter(advised or lines), "")[:300])

    def stop(self) -> None:
        """Its answer is no longer wanted."""
        self.process.kill()
        self.process.wait()
        self.output.close()
        self.complaints.close()


def start(folder: Path, *arguments: str) -> Running:
    """Start git in a folder. Raises GitError where there is no git."""
    program = _program()
    # Not a pipe: one that nobody reads while the answer is read would fill up.
    complaints = TemporaryFile()  # noqa: SIM115 - closed at the end of git
    try:
        process = subprocess.Popen(
            [program, *_ALWAYS, *arguments], cwd=folder, env=_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints,
        )  # fmt: skip
    except OSError:
        complaints.close()
        raise GitError(GitProblem.NO_GIT) from None
    return Running(process, complaints)


def ask(folder: Path, *arguments: str) -> str:
    """The whole answer of git as text; names that are no text keep their bytes. Raises GitError."""
    running = start(folder, *arguments)
    said = running.output.read()
    running.end()
    return said.decode("utf-8", "surrogateescape")


def _program() -> str:
    found = shutil.which("git")
    # Windows looks into the current folder first: what lies beside a portfolio is not the user's git.
    if found is None or real_path(Path(found)).parent == Path.cwd():
        raise GitError(GitProblem.NO_GIT)
    return found


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return {**kept, "LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
