"""Statements of an unpacked packet about its files, which are no proof, because its sender wrote them."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.discovery.files import PACKED_CONFIRMATIONS, PACKED_SCHOOL_PART
from pdcli.discovery.trust import is_unpacked, manifest_around

# A manifest of a hundred thousand files is not larger.
MAX_MANIFEST_BYTES = 32 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class CleanedCopy(NamedTuple):
    """The SHA-256 of a cleaned copy and of its original."""

    sha256: str
    original: str


def packed_confirmations(root: Path) -> Path | None:
    """The file of confirmations in the packet that a portfolio was unpacked from; None if there is none."""
    file = root / PACKED_CONFIRMATIONS
    return file if file.is_file() and is_unpacked(root) else None


def packed_school_part(root: Path) -> Path | None:
    """The copy of what the school says of its owner in the packet that a portfolio was unpacked from; None without."""
    file = root / PACKED_SCHOOL_PART
    return file if file.is_file() and is_unpacked(root) else None


def cleaned_copies(root: Path) -> dict[str, CleanedCopy]:
    """Path in the portfolio -> cleaned copy, by the manifest of an unpacked packet; empty for an invalid one."""
    manifest = manifest_around(root)
    if manifest is None or manifest.stat().st_size > MAX_MANIFEST_BYTES:
        return {}
    folder = root.relative_to(manifest.parent).as_posix()
    prefix = "" if folder == "." else f"{folder}/"
    try:
        rows = json.loads(manifest.read_bytes())["files"]
        return {
            row["path"][len(prefix) :]: CleanedCopy(row["sha256"], row["cleaned"]["sha256"])
            for row in rows
            if "cleaned" in row and row["path"].startswith(prefix) and _is_copy(row)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # `pd verify` says what is wrong with it.
        return {}


def _is_copy(row: dict[str, Any]) -> bool:
    return all(_DIGEST.fullmatch(digest_holder["sha256"]) for digest_holder in (row, row["cleaned"]))
