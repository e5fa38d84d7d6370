"""Forms and packs of one's own between runs, by content: a command validates only those that have changed."""

from collections.abc import Callable
from pathlib import Path

from pdcli.diagnostics import Diagnostic, diagnostic_from_plain, diagnostic_to_plain
from pdcli.model.record import AnyRecord, from_plain, to_plain
from pdcli.runtime.cache import CACHE_MISS, DiskCache, file_digest

Definition = tuple[AnyRecord | None, tuple[Diagnostic, ...]]


def read_once(
    kind: type[AnyRecord], path: Path, read: Callable[[Path], Definition[AnyRecord]]
) -> Definition[AnyRecord]:
    """What `read` gives for a file, read anew only where its bytes differ from those of an earlier run."""
    cache = DiskCache("definitions", kind.__name__)
    digest = file_digest(str(path))
    try:
        entry = cache.read(str(path))
        if digest and entry["digest"] == digest:
            record = entry["record"] and from_plain(kind, entry["record"])
            return record, tuple(map(diagnostic_from_plain, entry["diagnostics"]))
    except CACHE_MISS:
        pass
    record, diagnostics = read(path)
    # The file may have been changed while it was read.
    if digest and digest == file_digest(str(path)):
        rows = list(map(diagnostic_to_plain, diagnostics))
        cache.prepare()
        cache.write(str(path), {"digest": digest, "record": record and to_plain(record), "diagnostics": rows})
    return record, diagnostics
