"""Creating files without losing any: nothing that a person wrote or changed is overwritten."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.files import find_root, find_school, outside_target, real_path
from pdcli.errors import UserError
from pdcli.i18n.messages import NO_MESSAGE, Message
from pdcli.i18n.messages import message as _
from pdcli.writing.atomic import FileChange, as_bytes, clear_leftovers, is_read_only, write_files
from pdcli.writing.mark import LIST_FILE, is_generated, is_listed, list_text, with_mark


class Verb(StrEnum):
    """What was done with a file."""

    CREATE = "create"
    OVERWRITE = "overwrite"
    UPDATE = "update"
    IDENTICAL = "identical"
    SKIP = "skip"
    BACKUP = "backup"
    CONFLICT = "conflict"


class Planned(NamedTuple):
    """A file to be written.

    An `optional` one is skipped where a file of that name exists. A `generated` one has a mark, and may be overwritten
    while nobody has changed it. `mode` is that of a new file.
    """

    path: Path
    text: str | bytes
    optional: bool = False
    generated: bool = False
    mode: int = 0o666

    @property
    def content(self) -> bytes:
        """The bytes of the file, with its mark where it has one."""
        data = as_bytes(self.text)
        return with_mark(self.path, data) if self.generated else data


class Outcome(NamedTuple):
    """A file and what was done with it; `reason` is the cause of a conflict, or what an update adds."""

    verb: Verb
    path: Path
    reason: Message | str = ""


class _Step(NamedTuple):
    """A planned file, its outcome, and its change; None where nothing is written."""

    item: Planned
    outcome: Outcome
    change: FileChange | None = None


def generated(path: Path, text: str | bytes) -> Planned:
    """A planned file with a page or data that pd makes of documents."""
    return Planned(path, text, generated=True)


def apply(planned: Iterable[Planned], dry_run: bool = False, tidy: bool = True) -> list[Outcome]:
    """Write planned files; the outcome of each.

    A generated file is written over only while its mark is true, any other file never. If one file conflicts, none is
    written. With `tidy`, leftovers of interrupted runs are removed first. Raises UserError for paths that cannot
    be folders, OSError where the system refuses.
    """
    steps = [_step(item) for item in _unique(planned)]
    lists = [_step(item) for item in _lists(steps)]
    outcomes = [step.outcome for step in steps]
    # The lists are of no interest to a person.
    outcomes += [step.outcome for step in lists if step.outcome.verb is Verb.CONFLICT]
    if not dry_run and not any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        changes = [step.change for step in (*lists, *steps) if step.change]
        if tidy:
            clear_leftovers(find_root(change.path.parent) or change.path.parent for change in changes)
        _write(changes)
    return outcomes


def conflicts(paths: Iterable[Path]) -> list[Outcome]:
    """The conflicts of generated files at these paths, and of the lists beside them."""
    outcomes = apply((generated(path, b"") for path in paths), dry_run=True)
    return [outcome for outcome in outcomes if outcome.verb is Verb.CONFLICT]


def _unique(planned: Iterable[Planned]) -> Iterator[Planned]:
    """Yield every file once. Raises UserError where two paths are one file on some system."""
    by_name: dict[str, Planned] = {}
    for item in planned:
        first = by_name.setdefault(_normalize(str(item.path)), item)
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


def obstacle(item: Planned, before: bytes | None, replaces: bool = False) -> Message:
    """Why a file cannot be written; no message where it can. With `replaces` the present file is moved away first."""
    place = outside_target(item.path)
    if place is not None:
        return _("a link leads out of the portfolio, to {place}").format(place=place)
    if not os.path.lexists(item.path):
        twin = _twin(item.path)
        return _("here it is called {name}").format(name=twin) if twin else NO_MESSAGE
    if before is None:
        return _("this is not a file")
    if item.generated and not is_generated(item.path, before):
        return _("written or changed by a person")
    if not item.generated and not replaces:
        return _("exists already")
    return _("protected from changes") if is_read_only(item.path) else NO_MESSAGE


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
    new_folders: list[Path] = []
    try:
        for folder in folders:
            _make_folder(folder, new_folders)
        write_files(changes)
    except BaseException:
        for folder in reversed(new_folders):
            # One that is not empty any more stays.
            with suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path, new_folders: list[Path]) -> None:
    """Make a folder and those above it; those that were not there are added to `new_folders`."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, new_folders)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise UserError(_("{path} is a file, not a folder.").format(path=folder)) from None
    else:
        new_folders.append(folder)


def _enclosing_folder(folder: Path) -> Path:
    """The portfolio or the school that a folder belongs to, else the folder itself."""
    return find_root(folder) or find_school(real_path(folder)) or folder


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _twin(path: Path) -> str:
    """The path of a file that differs only by case or Unicode form, which is one file on other systems; else empty."""
    home = real_path(_enclosing_folder(path.parent))
    place = real_path(path.parent) / path.name
    parts = place.relative_to(home).parts if place.is_relative_to(home) else (path.name,)
    places = [home if place.is_relative_to(home) else place.parent]
    for part in parts:
        places = [folder / name for folder in places for name in _names(folder) if _normalize(name) == _normalize(part)]
    return next((str(twin.relative_to(home)) for twin in places if twin != place), "")


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, for every file that is written
    except OSError:
        return []


def _normalize(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
