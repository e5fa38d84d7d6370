"""Which files changed since a revision of git."""

import subprocess
from pathlib import Path

from pdcli.errors import UserError
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
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError:
        raise UserError(_("git was not found; `--since` needs it.")) from None
    if done.returncode != 0:
        raise UserError(problem)
    return done.stdout
