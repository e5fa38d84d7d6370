"""Real git repositories for tests, with the days that a test says."""

import os
import subprocess
from pathlib import Path

from tests.helpers import write


class Repository:
    """A repository in a folder. Moments are as git writes them: `2026-10-14T20:00:00 +0500`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, at: str | None = None, committed: str | None = None, cwd: Path | None = None) -> str:
        """Run git; `at` is the author's moment, `committed` the committer's where it is another one."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_EDITOR": "true",
        }  # fmt: skip
        if at:
            environment.update(GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=committed or at)
        elif committed:
            environment.update(GIT_COMMITTER_DATE=committed)
        done = subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.root,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, at: str, files: dict[str, str | bytes] | None = None, committed: str | None = None) -> None:
        """Write files and commit all that changed."""
        write(self.root, files or {})
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", "x", at=at, committed=committed)

    def move(self, source: str, target: str) -> None:
        """Rename a file or a folder."""
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", source, target)
