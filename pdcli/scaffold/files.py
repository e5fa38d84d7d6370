"""Creating files without ever losing one: over what a person wrote or changed nothing is written."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.files import find_root, find_school, outside_target, real_path
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.writing.atomic import FileChange, clear_leftovers, is_read_only, write_files
from pdcli.writing.mark import LIST_FILE, is_generated, is_listed, list_text, with_mark
from pdcli.writing.splice import as_bytes


class Verb(StrEnum):
    """What happened to a file."""

    CREATE = "create"
    OVERWRITE = "overwrite"
    UPDATE = "update"
    IDENTICAL = "identical"
    SKIP = "skip"
    BACKUP = "backup"
    CONFLICT = "conflict"


class Planned(NamedTuple):
    """A file to be written.

    One that is `optional` is left alone where a file of that name exists. One that is `generated` carries a mark and
    may be made again for as long as nobody has changed it. `mode` is that of a new file.
    """

    path: Path
    text: str | bytes
    optional: bool = False
    generated: bool = False
    mode: int = 0o666

    @property
    def content(self) -> bytes:
        """What stands in the file, with its mark where it has one."""
        data = as_bytes(self.text)
        return with_mark(self.path, data) if self.generated else data


class Outcome(NamedTuple):
    """A file, what happened to it, and what is to be said of it: of a conflict why, of an update what is new."""

    verb: Verb
    path: Path
    reason: str = ""


class _Step(NamedTuple):
    """A planned file, what is told of it, and what is written (if anything is)."""

    item: Planned
    outcome: Outcome
    change: FileChange | None = None


def generated(path: Path, text: str | bytes) -> Planned:
    """A page or data that pd makes of what people wrote."""
    return Planned(path, text, generated=True)


def apply(planned: Iterable[Planned], dry_run: bool = False, tidy: bool = True) -> list[Outcome]:
    """Write what is planned and tell file by file what was done.

    A generated file is written over only while its mark is true, any other file never. If one file conflicts, none is
    written. With `tidy`, what a run that was stopped has left is removed first. Raises UserError for paths that cannot
    be folders, OSError where the system refuses.
    """
    steps = [_step(item) for item in _once(planned)]
    lists = [_step(item) for item in _lists(steps)]
    outcomes = [step.outcome for step in steps]
    # That a list was written says nothing to anybody.
    outcomes += [step.outcome for step in lists if step.outcome.verb is Verb.CONFLICT]
    if not dry_run and not any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        changes = [step.change for step in (*lists, *steps) if step.change]
        if tidy:
            clear_leftovers(find_root(change.path.parent) or change.path.parent for change in changes)
        _write(changes)
    return outcomes


def conflicts(paths: Iterable[Path]) -> list[Outcome]:
    """Those of the places for generated files where something else stands."""
    found = []
    for path in paths:
        reason = obstacle(generated(path, b""), _content(path))
        found += [Outcome(Verb.CONFLICT, path, reason)] if reason else []
    return found


def _once(planned: Iterable[Planned]) -> Iterator[Planned]:
    """Every file once. Raises UserError where two are one file here, or where letters are told apart less."""
    seen: dict[str, Planned] = {}
    for item in planned:
        first = seen.setdefault(_folded(str(item.path)), item)
        if first is item:
            yield item
        elif (first.path, first.content) != (item.path, item.content):
            message = _("Two different files would have the same name, so nothing was written: {path}")
            raise UserError(message.format(path=item.path))


def _step(item: Planned) -> _Step:
    path, data, before = item.path, item.content, _content(item.path)
    if before == data:
        return _Step(item, Outcome(Verb.IDENTICAL, path))
    if item.optional and os.path.lexists(path):
        return _Step(item, Outcome(Verb.SKIP, path))
    reason = obstacle(item, before)
    if reason:
        return _Step(item, Outcome(Verb.CONFLICT, path, reason))
    verb = Verb.CREATE if before is None else Verb.OVERWRITE
    return _Step(item, Outcome(verb, path), FileChange(path, data, before, item.mode))


def obstacle(item: Planned, before: bytes | None, replaces: bool = False) -> str:
    """Why a file is not written; empty where nothing is in its way. `replaces`: what is there is moved away first."""
    place = outside_target(item.path)
    if place is not None:
        return _("a link leads out of the portfolio, to {place}").format(place=place)
    if not os.path.lexists(item.path):
        twin = _twin(item.path)
        return _("here it is called {name}").format(name=twin) if twin else ""
    if before is None:
        return _("this is no file")
    if item.generated and not is_generated(item.path, before):
        return _("written or changed by a person")
    if not item.generated and not replaces:
        return _("exists already")
    return _("protected from changes") if is_read_only(item.path) else ""


def _lists(steps: Sequence[_Step]) -> list[Planned]:
    """The lists beside generated files that can hold no mark themselves."""
    files: dict[Path, dict[str, list[bytes]]] = {}
    for item, outcome, change in steps:
        path, data = item.path, item.content
        if not item.generated or outcome.verb is Verb.CONFLICT or not is_listed(path, data):
            continue
        if not is_generated(path, data):
            before = [change.before] if change and change.before is not None else []
            files.setdefault(path.with_name(LIST_FILE), {})[path.name] = [data, *before]
    return [generated(place, list_text(place, names)) for place, names in files.items()]


def _write(changes: Sequence[FileChange]) -> None:
    folders = list(dict.fromkeys(change.path.parent for change in changes))
    made: list[Path] = []
    try:
        for folder in folders:
            _make_folder(folder, made)
        write_files(changes)
    except BaseException:
        for folder in reversed(made):
            # One that is not empty any more stays.
            with suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; `made` gets each that was not there."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, made)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise UserError(_("{path} is a file, not a folder.").format(path=folder)) from None
    else:
        made.append(folder)


def _home(folder: Path) -> Path:
    """The portfolio or the school that a folder belongs to, else the folder itself."""
    return find_root(folder) or find_school(real_path(folder)) or folder


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _twin(path: Path) -> str:
    """The name of a file that other systems take for this one: only capital letters or Unicode's forms differ."""
    home = real_path(_home(path.parent))
    place = real_path(path.parent) / path.name
    parts = place.relative_to(home).parts if place.is_relative_to(home) else (path.name,)
    places = [home if place.is_relative_to(home) else place.parent]
    for part in parts:
        places = [folder / name for folder in places for name in _names(folder) if _folded(name) == _folded(part)]
    return next((str(found.relative_to(home)) for found in places if found != place), "")


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, for every file that is written
    except OSError:
        return []


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
