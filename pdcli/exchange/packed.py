"""The packet of a portfolio with its summary in it."""

import posixpath
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.digest import sha256
from pdcli.discovery.files import PACKED_SCHOOL_PART
from pdcli.discovery.trust import Trust
from pdcli.exchange.packet import SUMMARY_FOLDER, Entry, Packet, plan_packet
from pdcli.i18n import Lang
from pdcli.portfolio.opening import read_portfolio
from pdcli.render.summary import render_summary
from pdcli.summary.build import Summary, summarise
from pdcli.summary.evidence import EvidenceSummary
from pdcli.summary.history import logs
from pdcli.summary.school_copy import copy_text, for_packet, school_sources
from pdcli.writing.atomic import as_bytes
from pdcli.writing.mark import with_mark

# The formats of the summary in a packet: whoever opens one in years to come finds what stands here.
_PAGES = ("md", "html", "json")


class PacketWithSummary(NamedTuple):
    """A packet and the summary whose pages it contains."""

    packet: Packet
    summary: Summary


def collect_packet(
    root: Path, lang: Lang, today: date, trust: Trust | None = None, copies: Path | None = None
) -> Packet:
    """The packet of a portfolio with its summary, whose links lead to the evidence in the packet.

    Without a `trust` the portfolio is one's own. With `copies`, an empty folder, files with metadata are cleaned.
    """
    return collect_with_summary(root, lang, today, trust, copies).packet


def collect_with_summary(
    root: Path, lang: Lang, today: date, trust: Trust | None = None, copies: Path | None = None
) -> PacketWithSummary:
    """The packet of `collect_packet` together with its summary."""
    portfolio = read_portfolio(root, trust)
    packet = plan_packet(portfolio)
    if copies:
        from pdcli.exchange.cleaning import clean_packet

        packet = clean_packet(packet, copies)
    summary = summarise(portfolio, lang, logs([root], today)[0], today)
    summary = _as_packed(summary, packet)
    part, copies_of_school = summary.at_school, []
    if part and not part.copy:
        part = for_packet(part)
        summary = summary.replace(at_school=part)
        copy = copy_text(part, school_sources(portfolio, today), today)
        copies_of_school.append(Entry(PACKED_SCHOOL_PART, "summary", copy.encode()))
    # In the packet the folder of the summary is a child of the portfolio: links to evidence are relative to it.
    pages = []
    for suffix in _PAGES:
        name = f"{SUMMARY_FOLDER}/summary.{suffix}"
        text = render_summary(summary, suffix, root, root / SUMMARY_FOLDER, today, lang, portfolio.trust)
        pages.append(Entry(name, "summary", with_mark(Path(name), as_bytes(text))))
    entries = sorted([*packet.entries, *copies_of_school, *pages], key=lambda item: item.name)
    return PacketWithSummary(packet._replace(entries=tuple(entries)), summary)


def _as_packed(summary: Summary, packet: Packet) -> Summary:
    """The summary without links to files outside the packet, and with sizes and digests of cleaned copies."""
    sources = {entry.name: entry.source for entry in packet.entries}
    copies = {name for name, _cleaned in packet.cleaned}

    def packed_item(item: EvidenceSummary) -> EvidenceSummary:
        name = posixpath.normpath(item.file) if item.file and item.file_state == "present" else ""
        if name and name not in sources:
            return item.replace(file_state="left-out", size=None, sha256=None)
        source = sources[name] if name in copies else None
        return item.replace(size=source.stat().st_size, sha256=sha256(source)) if isinstance(source, Path) else item

    return summary.replace(evidence=tuple(map(packed_item, summary.evidence)))
