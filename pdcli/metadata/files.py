"""Files are looked into, and cleaned, in a process of its own: none may take more than its share of memory and time."""

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pdcli
from pdcli.discovery.digest import sha256
from pdcli.metadata.look import Hidden, Look, format_name
from pdcli.runtime.cache import CACHE_MISS, DiskCache

# Of these is known only that they tell something nobody sees here.
_UNREAD = frozenset({"heif", "video", "ole"})
_MOST_BYTES = 64 << 20
_HEAD = 16
# A file on an old disk is read in less.
MOST_SECONDS = 20.0


def look(path: Path, use_kept: bool = True) -> Look:
    """What a file tells; nothing where it cannot be read at all, which others say.

    With `use_kept` a file that was looked into before is not looked into again.
    """
    try:
        with path.open("rb") as file:
            name = format_name(file.read(_HEAD))
        size = path.stat().st_size
    except OSError:
        return Look()
    if name is None:
        return Look()
    if name in _UNREAD:
        return Look((), "format")
    if size > _MOST_BYTES:
        return Look((), "large")
    digest = sha256(path)
    answers = _answers() if use_kept else None
    if digest and answers:
        with suppress(*CACHE_MISS, KeyError, TypeError):
            return _look_from(answers.read(digest))
    found = reader().ask({"path": str(path), "format": name})
    # A computer that is busy is no property of the file.
    if digest and answers and found.problem != "slow":
        answers.write(digest, found._asdict())
    return found


def _answers() -> DiskCache:
    if not _kept:
        kept = DiskCache("metadata")
        kept.prepare()
        _kept.append(kept)
    return _kept[0]


def clean(path: Path, target: Path) -> Look:
    """Write a file without what it tells to `target`; what could not be taken out, or why it could not be done at all.

    `target` is written only where nothing is left.
    """
    with path.open("rb") as file:
        name = format_name(file.read(_HEAD)) or ""
    return reader().ask({"path": str(path), "format": name, "to": str(target)})


def _look_from(said: Any) -> Look:
    return Look(tuple(Hidden(kind, value) for kind, value in said["hidden"]), said["problem"])


class Reader:
    """The process, started when it is first asked, and again where a file has ended it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process: subprocess.Popen[str] | None = None

    def ask(self, request: dict[str, str]) -> Look:
        """The answer; `slow` where there is no process or none in time, `broken` where the file ended it."""
        try:
            process = self.process if self.process and self.process.poll() is None else self._start()
        except OSError:
            return Look((), "slow")
        assert process.stdin is not None and process.stdout is not None
        ended = threading.Event()

        def stop() -> None:
            ended.set()
            process.kill()

        timer = threading.Timer(MOST_SECONDS, stop)
        timer.start()
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line.endswith("\n"):
            self.close()
            return Look((), "slow" if ended.is_set() else "broken")
        return _look_from(json.loads(line))

    def _start(self) -> subprocess.Popen[str]:
        self.close()
        # The folder that pd is run in may be a stranger's: no module is taken from it.
        package = str(Path(pdcli.__file__).resolve().parent.parent)
        paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pdcli.metadata.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )  # fmt: skip
        return self.process

    def close(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()
        process.wait()


_readers: list[Reader] = []
# Earlier answers, by the digests of files.
_kept: list[DiskCache] = []


def reader() -> Reader:
    """The process that looks into files, one for this process of pd."""
    # A process that was split off shares no pipe with the one before.
    if not _readers or _readers[-1].owner != os.getpid():
        _readers.append(Reader())
        atexit.register(_readers[-1].close)
    return _readers[-1]
