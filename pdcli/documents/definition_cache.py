"""Forms and packs of one's own between runs, by content: a command validates only those that have changed."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pdcli.diagnostics import Diagnostic, diagnostic_from_plain, diagnostic_to_plain
from pdcli.model.record import AnyRecord, from_plain, to_plain
from pdcli.reading.source import read_bytes
from pdcli.runtime.cache import CACHE_MISS, DiskCache

Definition = tuple[AnyRecord | None, tuple[Diagnostic, ...]]


def read_once(
    kind: type[AnyRecord], path: Path, read: Callable[[Path], Definition[AnyRecord]]
) -> Definition[AnyRecord]:
    """What `read` gives for a file, read anew only where its bytes differ from those of an earlier run."""
    cache = DiskCache("definitions", kind.__name__)
    digest = _digest(path)
    try:
        entry = cache.read(str(path))
        if digest and entry["digest"] == digest:
            record = entry["record"] and from_plain(kind, entry["record"])
            return record, tuple(map(diagnostic_from_plain, entry["diagnostics"]))
    except CACHE_MISS:
        pass
    record, diagnostics = read(path)
    # The file may have been changed while it was read.
    if digest and digest == _digest(path):
        rows = list(map(diagnostic_to_plain, diagnostics))
        cache.prepare()
        cache.write(str(path), {"digest": digest, "record": record and to_plain(record), "diagnostics": rows})
    return record, diagnostics


def _digest(path: Path) -> str:
    """The digest of a file in hexadecimal; empty where it cannot be read."""
    try:
        return sha256(read_bytes(path)).hexdigest()
    except OSError:
        return ""
