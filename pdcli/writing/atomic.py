"""Atomic writes that replace only what was read.

A file is written to a temporary file beside its target and then renamed. Just before, the target is compared with what
was read, so that changes by an editor or another pd in between are never lost.
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

from pdcli.discovery.files import PROFILE_FILE, TEMPORARY_NAME, outside_target, real_path
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _

# Temporary files of other computers are stale after so many seconds, because their processes cannot be checked.
_STALE_SECONDS = 3600
_CHUNK = 1 << 20
# The number of tries, a twentieth of a second each, to lock a file that another pd replaces.
MAX_LOCK_TRIES = 100
_SKIPPED_FOLDERS = frozenset({".git", "node_modules", ".venv"})


class ChangedMeanwhileError(UserError):
    """A file was changed since it was read, and is not replaced."""


class FileChange(NamedTuple):
    """A file to be written: the new bytes, the bytes that were read (None: a new file), and the mode of a new file."""

    path: Path
    data: bytes
    before: bytes | None
    mode: int = 0o666


class NewFile:
    """A temporary file beside its target, which is not changed before `put`.

    Raises UserError where a link leads out of the portfolio, OSError where the system refuses.
    """

    def __init__(self, path: Path, mode: int = 0o666) -> None:
        refuse_outside(path)
        self.path = path
        self._target = real_path(path) if path.is_symlink() else path
        self._temporary = self._target.with_name(temporary_name())
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        # Private until it gets the mode of the file that it replaces.
        existing_mode = _mode(self._target)
        try:
            handle = os.open(self._temporary, flags, mode if existing_mode is None else 0o600)
        except OSError as error:
            self._name_place(error)
            raise
        self.file: IO[bytes] = os.fdopen(handle, "w+b")

    def __enter__(self) -> "NewFile":
        return self

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, OSError):
            self._name_place(error)
        # A full disk is reported once: closing tries to write again.
        with contextlib.suppress(OSError):
            self.file.close()
        # The next run removes what cannot be removed now.
        with contextlib.suppress(OSError):
            self._temporary.unlink()

    def finish(self) -> None:
        """Flush all bytes to the disk and close the file."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def put(self, before: bytes | None) -> None:
        """Move the finished file to its target. `before` is the digest of what was read, None for a new file.

        Raises UserError if the target has changed since, or is read-only.
        """
        if before is None:
            self._create()
            return
        refuse_read_only(self._target)
        with _exclusive(self._target):
            if digest_of(self._target) != before:
                raise _changed_error(self.path)
            mode = _mode(self._target)
            if mode is not None:
                self._temporary.chmod(mode)
            self._temporary.replace(self._target)

    def _name_place(self, error: OSError) -> None:
        """Make an error name the target instead of the temporary file."""
        if error.filename == str(self._temporary):
            error.filename = str(self.path)

    def _create(self) -> None:
        try:
            # Unlike a rename, a link never replaces another file.
            os.link(self._temporary, self._target)
        except FileExistsError:
            raise _changed_error(self.path) from None
        except OSError:
            # Not every file system has links.
            if os.path.lexists(self._target):
                raise _changed_error(self.path) from None
            self._temporary.rename(self._target)


def write_files(changes: Iterable[FileChange]) -> None:
    """Write several files; none is moved to its target before all are on the disk.

    Raises UserError for a file that has changed or is read-only, OSError where the system refuses. Then new files are
    removed again, and every other file is intact, old or new.
    """
    change_list = list(changes)
    with contextlib.ExitStack() as stack:
        new_files = []
        for change in change_list:
            new = stack.enter_context(NewFile(change.path, change.mode))
            new_files.append(new)
            new.file.write(change.data)
            new.finish()
        created: list[FileChange] = []
        try:
            for change, new in zip(change_list, new_files, strict=True):
                new.put(None if change.before is None else digest(change.before))
                created += [change] if change.before is None else []
        except BaseException:
            for change in created:
                _remove_created(change)
            raise


def rewrite(path: Path, before: str, after: str) -> None:
    """Write a text that was read and changed. Raises like `write_files`."""
    write_files([FileChange(path, after.encode("utf-8"), before.encode("utf-8"))])


def as_bytes(content: str | bytes) -> bytes:
    """The bytes of a file, of a text or of bytes."""
    return content if isinstance(content, bytes) else text_bytes(content)


def text_bytes(text: str) -> bytes:
    """A text in UTF-8; surrogates from undecodable file names are escaped."""
    return text.encode("utf-8", "backslashreplace")


def digest(data: bytes) -> bytes:
    """The SHA-256 of bytes."""
    return hashlib.sha256(data).digest()


def digest_of(path: Path) -> bytes | None:
    """The SHA-256 of a file on disk; None if there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return None


def is_read_only(path: Path) -> bool:
    """Whether a file is write-protected."""
    mode = _mode(path)
    # Root may write everything, but a protected file stays protected.
    return mode is not None and (not mode & 0o222 or not os.access(path, os.W_OK))


def refuse_read_only(*paths: Path) -> None:
    """Raises UserError with the names of read-only files, if any."""
    current_folder = Path.cwd()
    protected = [path for path in paths if is_read_only(path)]
    # Files of every cycle have the same names.
    names = ", ".join(
        (path.relative_to(current_folder) if path.is_relative_to(current_folder) else path).as_posix()
        for path in protected
    )
    if names:
        message = _("Protected from changes (read-only), so nothing was written: {files}").format(files=names)
        raise UserError(message + ". " + _("Make the file writable first, then run the command again."))


def refuse_outside(path: Path) -> None:
    """Raises UserError for a path in a portfolio that links out of it, because others may have put the link there."""
    place = outside_target(path)
    if place is not None:
        message = _("{path}: a link leads out of the portfolio, to {place}, and nothing was written there.")
        hint = _("Put the file itself into the portfolio, or give the place where the file really is.")
        raise UserError(message.format(path=display_path(path), place=place) + " " + hint)


def backup_of(path: Path) -> Path:
    """The path of a backup: `name.bak-1`, or the next free number."""
    number = 1
    while os.path.lexists(backup := path.with_name(f"{path.name}.bak-{number}")):
        number += 1
    return backup


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove temporary files of interrupted processes in these folders.

    A portfolio is searched recursively, any other folder is not.
    """
    for folder in dict.fromkeys(folders):
        for file in _leftovers(folder):
            with contextlib.suppress(OSError):
                file.unlink()


def _leftovers(folder: Path) -> Iterator[Path]:
    is_portfolio = (folder / PROFILE_FILE).exists()
    stack = [str(folder)]
    while stack:
        try:
            with os.scandir(stack.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if is_portfolio and entry.name not in _SKIPPED_FOLDERS:
                            stack.append(entry.path)
                    elif entry.name.startswith(".pd-") and _is_leftover(entry):
                        yield Path(entry.path)
        except OSError:
            continue


def _is_leftover(entry: os.DirEntry[str]) -> bool:
    """Whether a file is a temporary file of pd that no process is writing."""
    parts = re.fullmatch(TEMPORARY_NAME, entry.name)
    if not parts or not entry.is_file(follow_symlinks=False):
        return False
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE_SECONDS:
        return True
    return parts[1] == _computer() and not _is_running(int(parts[2]))


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return True
    if sys.platform == "win32":
        # os.kill would end the process there.
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def temporary_name() -> str:
    """A unique name of a temporary file, by which `clear_leftovers` recognises it."""
    return f".pd-{_computer()}-{os.getpid()}-{os.urandom(8).hex()}.tmp"


def _computer() -> str:
    return hashlib.sha256(socket.gethostname().encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _changed_error(path: Path) -> ChangedMeanwhileError:
    message = _("{path} was changed in the meantime, by an editor or another program.").format(path=display_path(path))
    return ChangedMeanwhileError(message + " " + _("The file has been left as it was; run the command again."))


def _remove_created(change: FileChange) -> None:
    with contextlib.suppress(OSError):
        if digest_of(change.path) == digest(change.data):
            change.path.unlink()


@contextlib.contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    """A lock against other processes of pd that replace this file. Raises UserError if it stays locked.

    The open file is locked, so that after waiting the path is checked to lead to it still.
    """
    if sys.platform == "win32":
        # A file that another program has open cannot be replaced there.
        yield
        return
    import fcntl

    for _try in range(MAX_LOCK_TRIES):
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
                # Not every file system has locks; the content is compared all the same.
                pass
            if _is_at(handle, path):
                yield
                return
        finally:
            if handle is not None:
                os.close(handle)
    message = _("Another program keeps {path} locked, so it was not changed.").format(path=display_path(path))
    raise UserError(message + " " + _("Close the file in that program, then run the command again."))


def _open_existing(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None


def _is_at(handle: int, path: Path) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
