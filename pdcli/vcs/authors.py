"""Who has committed to folders: names and e-mail addresses."""

from collections.abc import Sequence
from pathlib import Path

from pdcli.vcs.git import GitError, GitProblem, by_repository, run_git

# The whole history, so that one question about several folders tells of everybody whom questions about each would name.
_LOG = ("log", "--full-history", "--format=%an%n%ae%n%cn%n%ce")
# More folders make a command line that not every system takes.
_MAX_FOLDERS = 100
_NOBODY = (GitProblem.NO_GIT, GitProblem.NO_REPOSITORY, GitProblem.NO_COMMITS)


def read_authors(folders: Sequence[Path]) -> tuple[list[str], list[GitError]]:
    """Names and addresses of all authors and committers of files in some folders, and why git refuses where it does."""
    authors: dict[str, None] = {}
    refusals: list[GitError] = []
    for top, group in by_repository(folders).items():
        # Without a repository all get the same answer.
        paths = [folder.relative_to(top).as_posix() for folder in group] if top else ["."]
        for start in range(0, len(paths), _MAX_FOLDERS):
            try:
                output = run_git(top or group[0], *_LOG, "--", *paths[start : start + _MAX_FOLDERS])
            except GitError as error:
                if error.problem not in _NOBODY:
                    refusals.append(error)
                # The rest of the repository gets the same answer.
                break
            authors.update((line.strip(), None) for line in output.splitlines() if line.strip())
    return list(authors), refusals
