"""Writing files whole or not at all, and only over what was read.

A file is written beside its place under a name of pd's own and then put there in one step. Just before, what stands
there is compared with what was read: what an editor or another pd has saved in between is never lost.
"""

import contextlib
import hashlib
import os
import re
import socket
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from pdcli.discovery.files import PROFILE_FILE, TEMPORARY_NAME, leads_out, real_path
from pdcli.errors import UserError
from pdcli.i18n import gettext as _

# What nobody writes any more, in seconds: a process of another computer cannot be asked.
_OLD = 3600
_CHUNK = 1 << 20
# How long another pd may take to put its file in place, in tries of a twentieth of a second.
MOST_TRIES = 100
_NOT_WALKED = frozenset({".git", "node_modules", ".venv"})


class ChangedMeanwhileError(UserError):
    """A file is no more what was read, and so it stays."""


class Change(NamedTuple):
    """A file to be written: its bytes, what was read there (None: nothing was there), and the mode of a new one."""

    path: Path
    data: bytes
    before: bytes | None
    mode: int = 0o666


class NewFile:
    """A file that is being written beside its place; nothing is changed there before `put`.

    Raises UserError where a link leads out of the portfolio, OSError where the system refuses.
    """

    def __init__(self, path: Path, mode: int = 0o666) -> None:
        refuse_outside(path)
        self.path = path
        self._target = real_path(path) if path.is_symlink() else path
        self._temporary = self._target.with_name(temporary_name())
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        # Nobody else reads it before it has the mode of the file that it replaces.
        kept_mode = _mode(self._target)
        try:
            handle = os.open(self._temporary, flags, mode if kept_mode is None else 0o600)
        except OSError as error:
            self._name_place(error)
            raise
        self.file: IO[bytes] = os.fdopen(handle, "w+b")

    def __enter__(self) -> "NewFile":
        return self

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, OSError):
            self._name_place(error)
        # A full disk is told once: closing tries to write again.
        with contextlib.suppress(OSError):
            self.file.close()
        # What cannot be removed now, the next run removes.
        with contextlib.suppress(OSError):
            self._temporary.unlink()

    def finish(self) -> None:
        """Have every byte on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def put(self, before: bytes | None) -> None:
        """Put the finished file in its place. `before` is the digest of what was read there, None where nothing was.

        Raises UserError where something else stands there by now, or where the file may only be read.
        """
        if before is None:
            self._create()
            return
        refuse_read_only(self._target)
        with _alone(self._target):
            if digest_of(self._target) != before:
                raise _changed(self.path)
            mode = _mode(self._target)
            if mode is not None:
                self._temporary.chmod(mode)
            self._temporary.replace(self._target)

    def _name_place(self, error: OSError) -> None:
        """Have an error name the file that a person knows, not the one beside it."""
        if error.filename == str(self._temporary):
            error.filename = str(self.path)

    def _create(self) -> None:
        try:
            # Unlike a renamed file, a link never takes the place of another file.
            os.link(self._temporary, self._target)
        except FileExistsError:
            raise _changed(self.path) from None
        except OSError:
            # Not every disk has links.
            if os.path.lexists(self._target):
                raise _changed(self.path) from None
            self._temporary.rename(self._target)


def write_files(changes: Iterable[Change]) -> None:
    """Write several files: none is put in its place before all are on the disk.

    Raises UserError for a file that is no more what was read, or that may only be read; OSError where the system
    refuses. Then files that were new are taken away again, and every other is whole, old or new.
    """
    planned = list(changes)
    with contextlib.ExitStack() as stack:
        new_files = []
        for change in planned:
            new = stack.enter_context(NewFile(change.path, change.mode))
            new_files.append(new)
            new.file.write(change.data)
            new.finish()
        created: list[Change] = []
        try:
            for change, new in zip(planned, new_files, strict=True):
                new.put(None if change.before is None else digest(change.before))
                created += [change] if change.before is None else []
        except BaseException:
            for change in created:
                _take_away(change)
            raise


def rewrite(path: Path, before: str, after: str) -> None:
    """Write a text that was read and changed. Raises as `write_files`."""
    write_files([Change(path, after.encode("utf-8"), before.encode("utf-8"))])


def digest(data: bytes) -> bytes:
    """By what bytes are known again."""
    return hashlib.sha256(data).digest()


def digest_of(path: Path) -> bytes | None:
    """The digest of a file on disk; None where there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return None


def is_read_only(path: Path) -> bool:
    """Whether somebody has protected a file from being written."""
    mode = _mode(path)
    # An administrator may write everything; what is protected stays protected.
    return mode is not None and (not mode & 0o222 or not os.access(path, os.W_OK))


def refuse_read_only(*paths: Path) -> None:
    """Raises UserError that names those of the files that may only be read."""
    here = Path.cwd()
    protected = [path for path in paths if is_read_only(path)]
    # Files of every cycle have the same names.
    names = ", ".join((path.relative_to(here) if path.is_relative_to(here) else path).as_posix() for path in protected)
    if names:
        message = _("Protected from changes (read-only), so nothing was written: {files}").format(files=names)
        raise UserError(message + ". " + _("Make the file writable first, then run this again."))


def refuse_outside(path: Path) -> None:
    """Raises UserError for a file that is in a portfolio by its name only: others may have put the link there."""
    place = leads_out(path)
    if place is not None:
        message = _("{path}: a link leads out of the portfolio, to {place}, and nothing was written there.")
        hint = _("Put the file itself into the portfolio, or name its own place.")
        raise UserError(message.format(path=path.name, place=place) + " " + hint)


def backup_of(path: Path) -> Path:
    """A name for what is to be replaced: `name.bak-1`, or the next number that is free."""
    number = 1
    while os.path.lexists(backup := path.with_name(f"{path.name}.bak-{number}")):
        number += 1
    return backup


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove what a process that was stopped in the middle has left in these folders.

    Of a portfolio the whole tree is looked through, of any other folder only the folder itself.
    """
    for folder in dict.fromkeys(folders):
        for file in _leftovers(folder):
            with contextlib.suppress(OSError):
                file.unlink()


def _leftovers(folder: Path) -> Iterator[Path]:
    is_whole = (folder / PROFILE_FILE).exists()
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if is_whole and entry.name not in _NOT_WALKED:
                            waiting.append(entry.path)
                    elif entry.name.startswith(".pd-") and _is_leftover(entry):
                        yield Path(entry.path)
        except OSError:
            continue


def _is_leftover(entry: os.DirEntry[str]) -> bool:
    """Whether a file has a name of pd's own and nobody writes it any more."""
    parts = re.fullmatch(TEMPORARY_NAME, entry.name)
    if not parts or not entry.is_file(follow_symlinks=False):
        return False
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD:
        return True
    return parts[1] == _computer() and not _is_running(int(parts[2]))


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return True
    if sys.platform == "win32":
        # There the question would end the process.
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def temporary_name() -> str:
    """A name for a file that is being written; what is left of it after a stop, `clear_leftovers` knows by it."""
    return f".pd-{_computer()}-{os.getpid()}-{os.urandom(8).hex()}.tmp"


def _computer() -> str:
    return hashlib.sha256(socket.gethostname().encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _changed(path: Path) -> ChangedMeanwhileError:
    message = _("{path} was changed in the meantime, by an editor or another program.").format(path=path.name)
    return ChangedMeanwhileError(message + " " + _("It stays as it is now; run this again."))


def _take_away(change: Change) -> None:
    with contextlib.suppress(OSError):
        if digest_of(change.path) == digest(change.data):
            change.path.unlink()


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Inside, no other pd replaces this file. Raises UserError where another program does not let go of it.

    The file that a name leads to is locked: whoever waits for it looks again at what stands there.
    """
    if sys.platform == "win32":
        # There a file that another program has open cannot be replaced at all.
        yield
        return
    import fcntl

    for _try in range(MOST_TRIES):
        handle = _open_existing(path)
        try:
            if handle is None:
                yield
                return
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
                continue
            except OSError:
                # Not every disk knows locks; what was read is compared all the same.
                pass
            if _is_at(handle, path):
                yield
                return
        finally:
            if handle is not None:
                os.close(handle)
    message = _("Another program keeps {path} locked, so it was not changed.").format(path=path.name)
    raise UserError(message + " " + _("Close it there, then run this again."))


def _open_existing(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None


def _is_at(handle: int, path: Path) -> bool:
    """Whether a name still leads to an open file."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
