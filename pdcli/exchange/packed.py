"""The packet of a portfolio with its summary in it."""

import posixpath
from collections.abc import Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdcli.exchange.packet import SUMMARY_FOLDER, Entry, Packet, plan_packet
from pdcli.portfolio.mark import marked
from pdcli.portfolio.trust import Trust
from pdcli.portfolio.writer import text_bytes
from pdcli.render.summary import FORMATS, render_summary
from pdcli.summary.data import Summary, summarise
from pdcli.summary.history import logs
from pdcli.summary.many import open_one
from pdcli.words import Lang


class Packed(NamedTuple):
    """A packet, and the summary whose pages are in it."""

    packet: Packet
    told: Summary


def collect(root: Path, lang: Lang, today: date, trust: Trust | None = None) -> Packet:
    """Everything that goes into the packet. The summary's links lead to the evidence beside it in the packet.

    Without a `trust` the portfolio is one's own.
    """
    return collect_with_summary(root, lang, today, trust).packet


def collect_with_summary(root: Path, lang: Lang, today: date, trust: Trust | None = None) -> Packed:
    """The same with the summary."""
    portfolio = open_one(root, trust)
    packet = plan_packet(portfolio)
    told = summarise(portfolio, lang, logs([root], today)[0], today)
    told = _as_packed(told, {entry.name for entry in packet.entries})
    # In the packet the portfolio is the folder above the summary: links to evidence are as from a folder in it.
    pages = []
    for suffix in FORMATS:
        name = f"{SUMMARY_FOLDER}/summary.{suffix}"
        text = render_summary(told, suffix, root, root / SUMMARY_FOLDER, today, portfolio.trust)
        pages.append(Entry(name, "summary", marked(Path(name), text_bytes(text))))
    return Packed(packet._replace(entries=tuple(sorted([*packet.entries, *pages], key=lambda item: item.name))), told)


def _as_packed(told: Summary, names: Set[str]) -> Summary:
    """A summary that leads to no file which is not in the packet."""
    evidence = tuple(
        replace(item, file_state="left-out", size=None, sha256=None)
        if item.file and item.file_state == "present" and posixpath.normpath(item.file) not in names
        else item
        for item in told.evidence
    )
    return replace(told, evidence=evidence)
