"""Creating files without ever losing one: create, identical, skip, conflict."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pdcli.errors import UserError
from pdcli.portfolio.writer import text_bytes, write_atomic
from pdcli.words import gettext as _


class Verb(StrEnum):
    """What happened to a file."""

    CREATE = "create"
    OVERWRITE = "overwrite"
    IDENTICAL = "identical"
    SKIP = "skip"
    CONFLICT = "conflict"


class Planned(NamedTuple):
    """A file to be written. One that is `optional` is left alone where a file of that name exists."""

    path: Path
    text: str | bytes
    optional: bool = False

    @property
    def content(self) -> bytes:
        """What stands in the file."""
        return self.text if isinstance(self.text, bytes) else text_bytes(self.text)


class Outcome(NamedTuple):
    """A file and what happened to it."""

    verb: Verb
    path: Path


def apply(planned: Iterable[Planned], force: bool = False, dry_run: bool = False) -> list[Outcome]:
    """Write what is planned and tell file by file what was done.

    Nothing is overwritten without `force`: if one file conflicts, none is written. Raises UserError for paths that
    cannot be folders, OSError where the system refuses.
    """
    files = list(planned)
    outcomes = [Outcome(_verb(item, force), item.path) for item in files]
    if dry_run or any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        return outcomes
    for item, outcome in zip(files, outcomes, strict=True):
        if outcome.verb in (Verb.CREATE, Verb.OVERWRITE):
            try:
                item.path.parent.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError):
                raise UserError(_("{path} is a file, not a folder.").format(path=item.path.parent)) from None
            write_atomic(item.path, item.content)
    return outcomes


def _verb(item: Planned, force: bool) -> Verb:
    if not item.path.exists() and not item.path.is_symlink():
        return Verb.CREATE
    if item.path.is_file() and item.path.read_bytes() == item.content:
        return Verb.IDENTICAL
    if item.optional:
        return Verb.SKIP
    return Verb.OVERWRITE if force and item.path.is_file() else Verb.CONFLICT
