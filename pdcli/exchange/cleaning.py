"""Files of a packet without what they tell besides what they show: copies of them, and what became of each."""

from collections.abc import Iterator
from pathlib import Path

from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import may_tell
from pdcli.exchange.packet import Cleaned, Entry, Packet
from pdcli.metadata.files import clean, look
from pdcli.metadata.look import Look

# Documents are text, and looked into by other rules.
_ROLES = ("evidence", "linked")


def telling(packet: Packet) -> Iterator[tuple[str, Look]]:
    """The files of a packet that tell more than they show, or of which that is not known, by their names there."""
    for entry in packet.entries:
        found = _look(entry)
        if found.hidden or found.problem:
            yield entry.name, found


def cleaned(packet: Packet, folder: Path) -> Packet:
    """The packet with cleaned copies, which are written into `folder`, an empty one.

    What cannot be cleaned, or not be looked into, stays out: it cannot be taken back once it was handed over.
    """
    entries: list[Entry] = []
    copies: list[tuple[str, Cleaned]] = []
    left_out: list[tuple[str, Look]] = []
    for number, entry in enumerate(packet.entries):
        found = _look(entry)
        if not found.hidden and not found.problem:
            entries.append(entry)
            continue
        assert isinstance(entry.source, Path)
        copy = folder / f"{number}{entry.source.suffix}"
        left = found if found.problem else clean(entry.source, copy)
        original = sha256(entry.source)
        if left.hidden or left.problem or not copy.is_file() or not original:
            left_out.append((entry.name, left))
            continue
        entries.append(entry._replace(source=copy))
        copies.append((entry.name, Cleaned(original, tuple(dict.fromkeys(item.kind for item in found.hidden)))))
    return packet._replace(entries=tuple(entries), cleaned=tuple(copies), uncleaned=tuple(left_out))


def _look(entry: Entry) -> Look:
    is_file = entry.role in _ROLES and isinstance(entry.source, Path) and may_tell(entry.name)
    return look(entry.source) if is_file and isinstance(entry.source, Path) else Look()
