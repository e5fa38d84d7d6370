"""The packet of a season: the portfolios of several candidates in one archive, with an index page before them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from pdcli.discovery.file_names import printable
from pdcli.discovery.files import SCHOOL_FILE, school_around
from pdcli.discovery.trust import Trust
from pdcli.errors import UserError
from pdcli.exchange.packed import Packed, collect, collect_with_summary
from pdcli.exchange.packet import Entry, Packet, refuse_names
from pdcli.i18n import Lang, current, use
from pdcli.portfolio.counts import total
from pdcli.portfolio.school import load_school
from pdcli.render.packet_index import Candidate, candidate, render_index
from pdcli.runtime.parallel import map_portfolios
from pdcli.summary.batch import page_names
from pdcli.summary.comparison import alphabetical_key
from pdcli.writing.mark import marked
from pdcli.writing.splice import text_bytes

INDEX = "index.html"
CANDIDATES_FOLDER = "candidates"


class _Request(NamedTuple):
    """In which language summaries are written, as of which day, whose templates and packs act, and where cleaned copies
    go (None: none are made).
    """

    lang: Lang
    today: date
    trust: Trust | None = None
    copies: Path | None = None


def is_season(paths: Sequence[Path], roots: Sequence[Path]) -> bool:
    """Whether these paths ask for a packet of several candidates: they hold several portfolios, or one is a school."""
    return len(roots) > 1 or any((path / SCHOOL_FILE).is_file() for path in paths)


def collect_any(
    paths: Sequence[Path],
    roots: Sequence[Path],
    lang: Lang,
    today: date,
    trust: Trust | None = None,
    copies: Path | None = None,
) -> Packet:
    """The packet of the one portfolio that the paths lead to, or of all; without a `trust` each is one's own.

    With `copies`, an empty folder for them, files that tell more than they show are cleaned.
    """
    if is_season(paths, roots):
        return collect_season(roots, lang, today, trust, copies)
    return collect(roots[0], lang, today, trust, copies)


def collect_season(
    roots: Sequence[Path], lang: Lang, today: date, trust: Trust | None = None, copies: Path | None = None
) -> Packet:
    """The packets of several portfolios as one, each in a folder of its own, and the index page.

    Raises UserError where names would become one elsewhere.
    """
    names = page_names(roots)
    entries: list[Entry] = []
    candidates: list[Candidate] = []
    packets: list[Packet] = []
    for root, packed in zip(
        roots, map_portfolios(_collect, roots, _Request(lang, today, trust, copies), None), strict=True
    ):
        folder = f"{CANDIDATES_FOLDER}/{names[root]}"
        packet = packed.packet
        packets.append(_moved(packet, folder, names[root]))
        entries += packets[-1].entries
        candidates.append(candidate(packed.told, folder, {entry.name for entry in packet.entries}, lang, today))
    candidates.sort(key=lambda item: (not item.name, alphabetical_key(item.name or ""), item.folder))
    page = render_index(candidates, _school_name(roots, trust), lang, today)
    entries.append(Entry(INDEX, "index", marked(Path(INDEX), text_bytes(page))))
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
        files=total([packet.files for packet in packets]),
        unread=tuple(item for packet in packets for item in packet.unread),
        candidates=tuple((item.folder, item.name) for item in candidates),
        cleaned=tuple(item for packet in packets for item in packet.cleaned),
        uncleaned=tuple(item for packet in packets for item in packet.uncleaned),
        confirmations=tuple(item for packet in packets for item in packet.confirmations),
    )


def _collect(roots: Sequence[Path], asked: _Request) -> list[Packed]:
    if current() != asked.lang:
        # A fresh process of an old system speaks no language yet.
        use(asked.lang)
    found = []
    for root in roots:
        # What is read is let go before the next is read.
        copies = Path(mkdtemp(dir=asked.copies)) if asked.copies else None
        try:
            found.append(collect_with_summary(root, asked.lang, asked.today, asked.trust, copies))
        except UserError as error:
            # Of many candidates it says whose file it is.
            raise UserError(f"{printable(root.name)}: {error}") from error
    return found


def _moved(packet: Packet, folder: str, name: str) -> Packet:
    """A packet as a folder of another; ids begin with the name of the candidate."""

    def moved(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((f"{name}/{entry}", f"{folder}/{file}") for entry, file in pairs)

    return packet._replace(
        entries=tuple(entry._replace(name=f"{folder}/{entry.name}") for entry in packet.entries),
        rewritten=tuple(f"{folder}/{file}" for file in packet.rewritten),
        unreadable=tuple(f"{folder}/{file}" for file in packet.unreadable),
        missing=moved(packet.missing),
        withheld=moved(packet.withheld),
        links=tuple((f"{name}/{entry}", url) for entry, url in packet.links),
        cleaned=tuple((f"{folder}/{file}", item) for file, item in packet.cleaned),
        uncleaned=tuple((f"{folder}/{file}", found) for file, found in packet.uncleaned),
        confirmations=tuple((f"{folder}/{file}", sources) for file, sources in packet.confirmations),
    )


def _school_name(roots: Sequence[Path], trust: Trust | None) -> str | None:
    """The name of the school that all these portfolios are part of."""
    schools = {school_around(root) for root in roots}
    place = schools.pop() if len(schools) == 1 else None
    school = load_school(place, trust).school if place else None
    return school.name if school else None
