"""The SHA-256 of files."""

import hashlib
from pathlib import Path

_CHUNK = 1 << 16


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal, read in chunks; None if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            while piece := file.read(_CHUNK):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()
