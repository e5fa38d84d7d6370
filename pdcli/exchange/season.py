"""The packet of a season: the portfolios of several candidates in one archive with an index page."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from pdcli.discovery.file_names import printable
from pdcli.discovery.files import SCHOOL_FILE, enclosing_school
from pdcli.discovery.trust import Trust
from pdcli.errors import UserError
from pdcli.exchange.packed import PacketWithSummary, collect_packet, collect_with_summary
from pdcli.exchange.packet import Entry, Packet, refuse_names
from pdcli.i18n import Lang
from pdcli.portfolio.counts import total_counts
from pdcli.portfolio.school import load_school
from pdcli.render.packet_index import Candidate, candidate, render_index
from pdcli.runtime.parallel import map_portfolios
from pdcli.summary.batch import page_names
from pdcli.summary.comparison import alphabetical_key
from pdcli.writing.atomic import text_bytes
from pdcli.writing.mark import with_mark

INDEX = "index.html"
CANDIDATES_FOLDER = "candidates"


class _Request(NamedTuple):
    """What the workers need: language and day of the summaries, the trust, and the folder of cleaned copies or None."""

    lang: Lang
    today: date
    trust: Trust | None = None
    copies: Path | None = None


def is_season(paths: Sequence[Path], roots: Sequence[Path]) -> bool:
    """Whether the packet is of several candidates: there are several portfolios, or a path is a school."""
    return len(roots) > 1 or any((path / SCHOOL_FILE).is_file() for path in paths)


def collect_any(
    paths: Sequence[Path],
    roots: Sequence[Path],
    lang: Lang,
    today: date,
    trust: Trust | None = None,
    copies: Path | None = None,
) -> Packet:
    """The packet of a single portfolio, or of a season; without a `trust` each portfolio is one's own.

    With `copies`, an empty folder, files with metadata are cleaned.
    """
    if is_season(paths, roots):
        return collect_season(roots, lang, today, trust, copies)
    return collect_packet(roots[0], lang, today, trust, copies)


def collect_season(
    roots: Sequence[Path], lang: Lang, today: date, trust: Trust | None = None, copies: Path | None = None
) -> Packet:
    """The packets of several portfolios as one, each in its own folder, with the index page.

    Raises UserError where names would collide on some system.
    """
    names = page_names(roots)
    entries: list[Entry] = []
    candidates: list[Candidate] = []
    packets: list[Packet] = []
    for root, packed in zip(
        roots, map_portfolios(_collect_packets, roots, _Request(lang, today, trust, copies), None), strict=True
    ):
        folder = f"{CANDIDATES_FOLDER}/{names[root]}"
        packet = packed.packet
        packets.append(_in_folder(packet, folder, names[root]))
        entries += packets[-1].entries
        candidates.append(candidate(packed.summary, folder, {entry.name for entry in packet.entries}, lang, today))
    candidates.sort(key=lambda item: (not item.name, alphabetical_key(item.name or ""), item.folder))
    page = render_index(candidates, _school_name(roots, trust), lang, today)
    entries.append(Entry(INDEX, "index", with_mark(Path(INDEX), text_bytes(page))))
    refuse_names([entry.name for entry in entries])
    return Packet(
        entries=tuple(sorted(entries, key=lambda entry: entry.name)),
        rewritten=tuple(name for packet in packets for name in packet.rewritten),
        private_documents=sum(packet.private_documents for packet in packets),
        private_evidence=sum(packet.private_evidence for packet in packets),
        unreadable=tuple(name for packet in packets for name in packet.unreadable),
        missing=tuple(item for packet in packets for item in packet.missing),
        withheld=tuple(item for packet in packets for item in packet.withheld),
        links=tuple(item for packet in packets for item in packet.links),
        files=total_counts([packet.files for packet in packets]),
        unread=tuple(item for packet in packets for item in packet.unread),
        candidates=tuple((item.folder, item.name) for item in candidates),
        cleaned=tuple(item for packet in packets for item in packet.cleaned),
        uncleaned=tuple(item for packet in packets for item in packet.uncleaned),
        confirmations=tuple(item for packet in packets for item in packet.confirmations),
    )


def _collect_packets(roots: Sequence[Path], request: _Request) -> list[PacketWithSummary]:
    packets = []
    for root in roots:
        # Only one portfolio at a time is in memory.
        copies = Path(mkdtemp(dir=request.copies)) if request.copies else None
        try:
            packets.append(collect_with_summary(root, request.lang, request.today, request.trust, copies))
        except UserError as error:
            # The message names the candidate.
            first, *others = error.args
            raise UserError(f"{printable(root.name)}: " + first, *others) from error
    return packets


def _in_folder(packet: Packet, folder: str, name: str) -> Packet:
    """A packet as a folder of a larger one; ids are prefixed with the name of the candidate."""

    def prefixed(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((f"{name}/{entry}", f"{folder}/{file}") for entry, file in pairs)

    return packet._replace(
        entries=tuple(entry._replace(name=f"{folder}/{entry.name}") for entry in packet.entries),
        rewritten=tuple(f"{folder}/{file}" for file in packet.rewritten),
        unreadable=tuple(f"{folder}/{file}" for file in packet.unreadable),
        missing=prefixed(packet.missing),
        withheld=prefixed(packet.withheld),
        links=tuple((f"{name}/{entry}", url) for entry, url in packet.links),
        cleaned=tuple((f"{folder}/{file}", item) for file, item in packet.cleaned),
        uncleaned=tuple((f"{folder}/{file}", inspection) for file, inspection in packet.uncleaned),
        confirmations=tuple((f"{folder}/{file}", sources) for file, sources in packet.confirmations),
    )


def _school_name(roots: Sequence[Path], trust: Trust | None) -> str | None:
    """The name of the school that contains all portfolios; None if there is no such school."""
    schools = {enclosing_school(root) for root in roots}
    place = schools.pop() if len(schools) == 1 else None
    school = load_school(place, trust).school if place else None
    return school.name if school else None
