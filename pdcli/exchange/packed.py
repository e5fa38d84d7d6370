"""The packet of a portfolio with its summary in it."""

import posixpath
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.digest import sha256
from pdcli.discovery.trust import Trust
from pdcli.exchange.packet import SUMMARY_FOLDER, Entry, Packet, plan_packet
from pdcli.i18n import Lang
from pdcli.portfolio.opening import read_portfolio
from pdcli.render.summary import render_summary
from pdcli.summary.build import Summary, summarise
from pdcli.summary.evidence import EvidenceSummary
from pdcli.summary.history import logs
from pdcli.writing.mark import marked
from pdcli.writing.splice import as_bytes

# The formats of the summary in a packet: whoever opens one in years to come finds what stands here.
_PAGES = ("md", "html", "json")


class Packed(NamedTuple):
    """A packet, and the summary whose pages are in it."""

    packet: Packet
    told: Summary


def collect(root: Path, lang: Lang, today: date, trust: Trust | None = None, copies: Path | None = None) -> Packet:
    """Everything that goes into the packet. The summary's links lead to the evidence beside it in the packet.

    Without a `trust` the portfolio is one's own. With `copies`, an empty folder for them, files that tell
    more than they show are cleaned.
    """
    return collect_with_summary(root, lang, today, trust, copies).packet


def collect_with_summary(
    root: Path, lang: Lang, today: date, trust: Trust | None = None, copies: Path | None = None
) -> Packed:
    """The same with the summary."""
    portfolio = read_portfolio(root, trust)
    packet = plan_packet(portfolio)
    if copies:
        from pdcli.exchange.cleaning import cleaned

        packet = cleaned(packet, copies)
    told = summarise(portfolio, lang, logs([root], today)[0], today)
    told = _as_packed(told, packet)
    # In the packet the portfolio is the folder above the summary: links to evidence are as from a folder in it.
    pages = []
    for suffix in _PAGES:
        name = f"{SUMMARY_FOLDER}/summary.{suffix}"
        text = render_summary(told, suffix, root, root / SUMMARY_FOLDER, today, portfolio.trust)
        pages.append(Entry(name, "summary", marked(Path(name), as_bytes(text))))
    return Packed(packet._replace(entries=tuple(sorted([*packet.entries, *pages], key=lambda item: item.name))), told)


def _as_packed(told: Summary, packet: Packet) -> Summary:
    """A summary that leads to no file which is not in the packet, and has the digests of those that are."""
    sources = {entry.name: entry.source for entry in packet.entries}
    copies = {name for name, _cleaned in packet.cleaned}

    def packed(item: EvidenceSummary) -> EvidenceSummary:
        name = posixpath.normpath(item.file) if item.file and item.file_state == "present" else ""
        if name and name not in sources:
            return replace(item, file_state="left-out", size=None, sha256=None)
        source = sources[name] if name in copies else None
        return replace(item, size=source.stat().st_size, sha256=sha256(source)) if isinstance(source, Path) else item

    return replace(told, evidence=tuple(map(packed, told.evidence)))
