"""Removal of metadata from the files of a packet: cleaned copies, and what was removed from each."""

from collections.abc import Iterator
from pathlib import Path

from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import may_have_metadata
from pdcli.exchange.packet import CleanedFile, Entry, Packet
from pdcli.metadata.files import clean_file, inspect_file
from pdcli.metadata.inspection import Inspection

# Documents are text and are checked by lint rules.
_ROLES = ("evidence", "linked")


def files_with_metadata(packet: Packet) -> Iterator[tuple[str, Inspection]]:
    """Yield (name, inspection) of files in a packet that hold metadata or cannot be inspected."""
    for entry in packet.entries:
        inspection = _inspect(entry)
        if inspection.hidden or inspection.problem:
            yield entry.name, inspection


def clean_packet(packet: Packet, folder: Path) -> Packet:
    """The packet with cleaned copies, which are written into the empty folder `folder`.

    Files that cannot be inspected or cleaned are left out, because a packet cannot be recalled.
    """
    entries: list[Entry] = []
    copies: list[tuple[str, CleanedFile]] = []
    left_out: list[tuple[str, Inspection]] = []
    for number, entry in enumerate(packet.entries):
        inspection = _inspect(entry)
        if not inspection.hidden and not inspection.problem:
            entries.append(entry)
            continue
        assert isinstance(entry.source, Path)
        copy = folder / f"{number}{entry.source.suffix}"
        remaining = inspection if inspection.problem else clean_file(entry.source, copy)
        original = sha256(entry.source)
        if remaining.hidden or remaining.problem or not copy.is_file() or not original:
            left_out.append((entry.name, remaining))
            continue
        entries.append(entry._replace(source=copy))
        copies.append(
            (entry.name, CleanedFile(original, tuple(dict.fromkeys(item.kind for item in inspection.hidden))))
        )
    return packet._replace(entries=tuple(entries), cleaned=tuple(copies), uncleaned=tuple(left_out))


def _inspect(entry: Entry) -> Inspection:
    is_file = entry.role in _ROLES and isinstance(entry.source, Path) and may_have_metadata(entry.name)
    return inspect_file(entry.source) if is_file and isinstance(entry.source, Path) else Inspection()
