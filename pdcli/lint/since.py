"""The files that changed since a revision of git."""

from functools import partial
from pathlib import Path

from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n.messages import Message, Sentence, worded
from pdcli.i18n.messages import message as _
from pdcli.vcs.git import GitError, GitProblem, run_git
from pdcli.wording.git import refusal_text

# Messages of git for a revision that does not exist.
_NO_REVISION = ("bad revision", "unknown revision", "bad object", "ambiguous argument")


def changed_files(revision: str, folder: Path) -> list[Path]:
    """Files below the repository of `folder` that differ from a revision, new ones included.

    Raises UserError where there is no git, no repository or no such revision, or where git refuses.
    """
    if revision.startswith("-"):
        raise UserError(_no_revision(revision))
    top = Path(_git(folder, revision, "rev-parse", "--show-toplevel").rstrip("\r\n"))
    differing = _git(top, revision, "diff", "--name-only", "-z", "--no-renames", revision, "--")
    new = _git(top, revision, "ls-files", "--others", "--exclude-standard", "-z")
    # Resolved, because a path may lead there through links; a file that was deleted is resolved as well.
    top = real_path(top)
    return [top / name for name in sorted({*differing.split("\0"), *new.split("\0")}) if name]


def _git(folder: Path, revision: str, *arguments: str) -> str:
    try:
        return run_git(folder, *arguments)
    except GitError as error:
        raise UserError(_error_message(error, revision)) from None


def _error_message(error: GitError, revision: str) -> Message | str:
    """The message of an error of git."""
    if error.problem is GitProblem.NO_GIT:
        return _("git was not found; `--since` needs it.")
    if error.problem is GitProblem.NO_COMMITS or any(text in error.detail for text in _NO_REVISION):
        return _no_revision(revision)
    return Message(
        Sentence("{reason}", {"reason": worded(partial(refusal_text, error.problem, error.detail), error.problem)})
    )


def _no_revision(revision: str) -> Message:
    return _("`{revision}` is not a git revision.").format(revision=revision[:60])
