"""What an unpacked packet says of its files. Whoever made the packet wrote it: none of it is proof."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.discovery.files import PACKED_CONFIRMATIONS
from pdcli.discovery.trust import is_unpacked, manifest_around

# A manifest of a hundred thousand files is not larger.
MOST_MANIFEST = 32 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class CleanedCopy(NamedTuple):
    """The SHA-256 of a copy, and that of the file which it was made of."""

    sha256: str
    original: str


def packed_confirmations(root: Path) -> Path | None:
    """The confirmations that came in the packet that a portfolio was unpacked from."""
    file = root / PACKED_CONFIRMATIONS
    return file if file.is_file() and is_unpacked(root) else None


def cleaned_copies(root: Path) -> dict[str, CleanedCopy]:
    """The cleaned copies among the files of an unpacked portfolio, by their places in it."""
    manifest = manifest_around(root)
    if manifest is None or manifest.stat().st_size > MOST_MANIFEST:
        return {}
    folder = root.relative_to(manifest.parent).as_posix()
    before = "" if folder == "." else f"{folder}/"
    try:
        rows = json.loads(manifest.read_bytes())["files"]
        return {
            row["path"][len(before) :]: CleanedCopy(row["sha256"], row["cleaned"]["sha256"])
            for row in rows
            if "cleaned" in row and row["path"].startswith(before) and _is_copy(row)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # `pd verify` says what is wrong with it.
        return {}


def _is_copy(row: dict[str, Any]) -> bool:
    return all(_DIGEST.fullmatch(said["sha256"]) for said in (row, row["cleaned"]))
