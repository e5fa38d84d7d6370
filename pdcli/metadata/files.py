"""Inspection and cleaning of files in a worker process with limits of memory and time."""

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
from pdcli.metadata.inspection import HiddenItem, Inspection, detect_format
from pdcli.runtime.cache import CACHE_MISS, DiskCache

# Formats that hold metadata which cannot be read here.
_UNSUPPORTED = frozenset({"heif", "video", "ole"})
_MAX_BYTES = 64 << 20
_HEAD = 16
# Even a slow disk is faster.
TIMEOUT_SECONDS = 20.0


def inspect_file(path: Path, use_cache: bool = True) -> Inspection:
    """The metadata of a file; empty for a file that cannot be read, which is reported elsewhere.

    With `use_cache` the result is taken from the cache by the digest of the file.
    """
    try:
        with path.open("rb") as file:
            name = detect_format(file.read(_HEAD))
        size = path.stat().st_size
    except OSError:
        return Inspection()
    if name is None:
        return Inspection()
    if name in _UNSUPPORTED:
        return Inspection((), "format")
    if size > _MAX_BYTES:
        return Inspection((), "large")
    digest = sha256(path)
    cache = _cache() if use_cache else None
    if digest and cache:
        with suppress(*CACHE_MISS, KeyError, TypeError):
            return _inspection_from(cache.read(digest))
    inspection = worker().ask({"path": str(path), "format": name})
    # A timeout is no property of the file and is not cached.
    if digest and cache and inspection.problem != "slow":
        cache.write(digest, inspection._asdict())
    return inspection


def _cache() -> DiskCache:
    if not _caches:
        cache = DiskCache("metadata")
        cache.prepare()
        _caches.append(cache)
    return _caches[0]


def clean_file(path: Path, target: Path) -> Inspection:
    """Write a file without its metadata to `target`; returns the metadata that remains, or the problem.

    `target` is written only if nothing remains.
    """
    with path.open("rb") as file:
        name = detect_format(file.read(_HEAD)) or ""
    return worker().ask({"path": str(path), "format": name, "to": str(target)})


def _inspection_from(data: Any) -> Inspection:
    return Inspection(tuple(HiddenItem(kind, value) for kind, value in data["hidden"]), data["problem"])


class WorkerProcess:
    """The worker process, started on the first request and again after a crash."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process: subprocess.Popen[str] | None = None

    def ask(self, request: dict[str, str]) -> Inspection:
        """The inspection of a request; `slow` after a timeout or without a process, `broken` after a crash."""
        try:
            process = self.process if self.process and self.process.poll() is None else self._start()
        except OSError:
            return Inspection((), "slow")
        assert process.stdin is not None and process.stdout is not None
        is_timed_out = threading.Event()

        def kill() -> None:
            is_timed_out.set()
            process.kill()

        timer = threading.Timer(TIMEOUT_SECONDS, kill)
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
            return Inspection((), "slow" if is_timed_out.is_set() else "broken")
        return _inspection_from(json.loads(line))

    def _start(self) -> subprocess.Popen[str]:
        self.close()
        # The working directory may be untrusted: no module is imported from it.
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


_workers: list[WorkerProcess] = []
# The cache of inspections by digests of files, opened on first use.
_caches: list[DiskCache] = []


def worker() -> WorkerProcess:
    """The process that looks into files, one for this process of pd."""
    # A forked process does not share the pipes of its parent.
    if not _workers or _workers[-1].owner != os.getpid():
        _workers.append(WorkerProcess())
        atexit.register(_workers[-1].close)
    return _workers[-1]
