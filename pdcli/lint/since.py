"""Which files changed since a revision of git."""

from pathlib import Path

from pdcli.errors import UserError
from pdcli.portfolio.git import GitError, GitProblem, ask
from pdcli.words import gettext as _


def changed_files(revision: str, folder: Path) -> list[Path]:
    """Files below the repository of `folder` that differ from a revision, new ones included.

    Raises UserError where there is no git, no repository, or no such revision.
    """
    if revision.startswith("-"):
        raise UserError(_("`{revision}` is no revision of git.").format(revision=revision[:60]))
    top = Path(
        _git(folder, "rev-parse", "--show-toplevel", problem=_("This folder is in no git repository.")).rstrip("\r\n")
    )
    problem = _("`{revision}` is no revision of git.").format(revision=revision[:60])
    differing = _git(top, "diff", "--name-only", "-z", "--no-renames", revision, "--", problem=problem)
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z", problem=problem)
    # Resolved, because a path may lead there through links; a file that was deleted is resolved as well.
    top = top.resolve()
    return [top / name for name in sorted({*differing.split("\0"), *new.split("\0")}) if name]


def _git(folder: Path, *arguments: str, problem: str) -> str:
    try:
        return ask(folder, *arguments)
    except GitError as error:
        if error.problem is GitProblem.NO_GIT:
            problem = _("git was not found; `--since` needs it.")
        raise UserError(problem) from None
