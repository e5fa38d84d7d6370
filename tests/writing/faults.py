"""A system that fails, or kills the process, at one of the calls that change files below a folder."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Faults:
    """Counts the calls; at number `at` (from 1, None: never) `act` is called, which raises or kills."""

    def __init__(self, root: Path, at: int | None, act: Callable[[str], None]) -> None:
        self.root = str(root)
        self.at = at
        self.act = act
        self.calls: list[str] = []
        self._handles: set[int] = set()

    def step(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) == self.at:
            self.act(name)

    def is_below(self, path: Any) -> bool:
        place = os.path.abspath(os.fspath(path))  # noqa: PTH100
        return place == self.root or place.startswith(self.root + os.sep)

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        counts = bool(flags & _WRITING) and self.is_below(path)
        if counts:
            self.step("open")
        handle = _open(path, flags, mode, **more)
        if counts:
            self._handles.add(handle)
        return handle

    def fdopen(self, handle: int, *arguments: Any, **more: Any) -> Any:
        if handle not in self._handles:
            return _fdopen(handle, *arguments, **more)
        return io.BufferedRandom(_Raw(handle, self))  # type: ignore[arg-type]

    def fsync(self, handle: int) -> None:
        if handle in self._handles:
            self.step("fsync")
        _fsync(handle)


class _Raw(io.FileIO):
    """A file whose bytes are written through the failing system."""

    def __init__(self, handle: int, faults: Faults) -> None:
        super().__init__(handle, "w+b")
        self._faults = faults

    def write(self, data: Any, /) -> int:
        self._faults.step("write")
        return super().write(data)


_open, _fdopen, _fsync = os.open, os.fdopen, os.fsync
# Calls that change a folder, with the number of their paths.
_PATHS = {"link": 2, "replace": 2, "rename": 2, "chmod": 1, "mkdir": 1}


def _watched(faults: Faults, name: str, number: int) -> Callable[..., Any]:
    real = getattr(os, name)

    def call(*arguments: Any, **more: Any) -> Any:
        if any(faults.is_below(path) for path in arguments[:number]):
            faults.step(name)
        return real(*arguments, **more)

    return call


@contextmanager
def faults(root: Path, at: int | None, act: Callable[[str], None]) -> Iterator[Faults]:
    """Inside, the system is watched."""
    watch = Faults(root, at, act)
    with pytest.MonkeyPatch.context() as patch:
        for name, number in _PATHS.items():
            patch.setattr(os, name, _watched(watch, name, number))
        for name in ("open", "fdopen", "fsync"):
            patch.setattr(os, name, getattr(watch, name))
        yield watch


def refusing(number: int) -> Callable[[str], None]:
    """A system that refuses with an error number."""

    def act(name: str) -> None:
        raise OSError(number, os.strerror(number), name)

    return act
